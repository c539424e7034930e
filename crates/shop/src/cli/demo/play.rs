//! Plays the timeline: each moment is one operation of the shop, with the clock at that moment.

use anyhow::Context as _;
use domain::{
    ids::{CustomerId, EmployeeId, OrderId},
    quantity::Quantity,
    stock::Adjustment,
    time::ShopDay,
};
use store::Recipient;

use super::{
    Stage,
    accounts::{self, Account, Role},
    deeds,
    dice::Dice,
    gifts,
    opening::Shop,
    pinned, rounds,
    timeline::{Act, Change, Moment, Order},
};
use crate::{
    mail,
    ops::{
        accounts::{self as people, Registration},
        bell, birthdays, stock,
    },
};

/// What is known while the history is played.
pub struct Play<'a> {
    pub stage: &'a Stage<'a>,
    pub shop: &'a Shop,
    pub orders: &'a [Order],
    pub dice: Dice,
    pub customers: Vec<Option<CustomerId>>,
    /// The orders that were placed; one that was refused has no further story.
    pub placed: Vec<Option<OrderId>>,
    /// Whether an order's feedback was kind, which decides the answer.
    pub pleased: Vec<bool>,
    pub accounts: Vec<Account>,
}

impl<'a> Play<'a> {
    /// Nothing played yet.
    pub fn new(stage: &'a Stage<'a>, shop: &'a Shop, orders: &'a [Order], dice: Dice, accounts: Vec<Account>) -> Self {
        let customers = vec![None; stage.seeds.people.customers.len()];
        let (placed, pleased) = (vec![None; orders.len()], vec![true; orders.len()]);
        Self { stage, shop, orders, dice, customers, placed, pleased, accounts }
    }

    /// Plays all moments, which are in order.
    pub async fn all(&mut self, moments: &[Moment]) -> anyhow::Result<()> {
        for moment in moments {
            self.stage.clock.travel(moment.at);
            self.act(moment.act).await.with_context(|| format!("{moment:?}"))?;
        }
        Ok(())
    }

    async fn act(&mut self, act: Act) -> anyhow::Result<()> {
        match act {
            Act::Enter(customer) => self.enter(customer).await,
            Act::Order(order, deed) => deeds::play(self, order, deed).await,
            Act::Stock(product, change) => self.change_stock(product, change).await,
            Act::Count(product) => rounds::count(self, product).await,
            Act::Tours => rounds::tours(self).await,
            Act::Discount(number) => gifts::set(self, number).await,
            Act::Birthdays => self.birthdays().await,
            Act::ReadAll => self.read_all().await,
        }
    }

    /// A customer's id and name.
    pub fn customer(&self, at: usize) -> anyhow::Result<(CustomerId, &'a str)> {
        let id = self.customers.get(at).copied().flatten().context("the customer has not come yet")?;
        Ok((id, &self.stage.seeds.people.customers[at].name))
    }

    /// Customers whose accounts are printed register themselves; the office enters the others.
    async fn enter(&mut self, at: usize) -> anyhow::Result<()> {
        let customer = &self.stage.seeds.people.customers[at];
        let registers = at == pinned::MAIN || pinned::OTHERS.contains(&at);
        let password = if registers { accounts::password(self.stage.app.entropy.as_ref()) } else { String::new() };
        let typed = Registration {
            username: customer.username.clone(),
            name: customer.name.clone(),
            address: customer.address.clone(),
            birth_date: self.birth_date(at)?.to_string(),
            phone: customer.phone.clone(),
            email: customer.email.clone().unwrap_or_default(),
            password_again: password.clone(),
            password,
            consent: customer.consent,
        };
        let (app, settings) = (self.stage.app, &self.shop.settings);
        let id = if registers {
            let mut account = Account::new(Role::Customer, &typed.username, &typed.password);
            if pinned::BIRTHDAYS.contains(&at) {
                views::text::demo::BIRTHDAY_TODAY.clone_into(&mut account.note);
            }
            // The main one first.
            let place = if at == pinned::MAIN { 0 } else { self.accounts.len() };
            self.accounts.insert(place, account);
            people::register(app, settings, &typed).await?
        } else {
            people::enter_customer(app, settings, &typed).await?
        };
        self.customers[at] = Some(id);
        Ok(())
    }

    fn birth_date(&self, at: usize) -> anyhow::Result<ShopDay> {
        pinned::birth_date(at, &self.stage.seeds.people.customers[at].birth_date, &self.stage.calendar)
    }

    /// The day's run, and its mails as the worker would have brought them away.
    async fn birthdays(&self) -> anyhow::Result<()> {
        let (app, calendar) = (self.stage.app, &self.stage.calendar);
        birthdays::run(app).await?;
        let day = calendar.zone.day_of(app.clock.now());
        for (at, customer) in self.customers.iter().enumerate() {
            if let Some(customer) =
                customer.filter(|_| self.birth_date(at).is_ok_and(|birth| day.birthday_matches(birth)))
            {
                mail::send_birthday(app, customer, day.year().into()).await?;
            }
        }
        Ok(())
    }

    async fn change_stock(&mut self, at: usize, change: Change) -> anyhow::Result<()> {
        let product = self.shop.products[at].id;
        let reasons = &self.stage.seeds.words.stock_reasons;
        let (adjustment, reasons) = match change {
            Change::Restock(quantity) => (Adjustment::Restock(Quantity::try_from(quantity)?), &reasons.restock),
            Change::Breakage(quantity) => (Adjustment::Breakage(Quantity::try_from(quantity)?), &reasons.breakage),
            Change::Recount => {
                let mut conn = self.stage.app.db.read().await?;
                let row = store::catalogue::product(&mut conn, product).await?.context("the product is there")?;
                (Adjustment::Count(row.on_hand.saturating_sub(Quantity::ONE)), &reasons.count)
            }
        };
        let reason = self.dice.text(reasons);
        Ok(stock::adjust_quietly(self.stage.app, product, adjustment, &reason, &self.shop.office).await?)
    }

    async fn read_all(&self) -> anyhow::Result<()> {
        let admins = [&self.shop.owner, &self.shop.office].into_iter().filter_map(|by| by.id).map(Recipient::Admin);
        let employees = self.shop.employees.iter().map(|(id, _)| Recipient::Employee(EmployeeId::get(*id)));
        let customers = self.customers.iter().flatten().map(|id| Recipient::Customer(id.get()));
        for whose in admins.chain(employees).chain(customers) {
            bell::read_all(self.stage.app, whose).await?;
        }
        Ok(())
    }
}
