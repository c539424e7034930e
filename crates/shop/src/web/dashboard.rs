//! Where a customer lands after signing in.

use domain::order::OrderState;
use store::order_pages;
use views::{
    customer::{BirthdayView, DashboardPage},
    format,
    parts::ProductCard,
    text,
};

use super::{
    ctx::Customer,
    fault::Fault,
    parts,
    reply::{self, Answer},
};
use crate::{
    ops::pricing::{self, Buyer, Pricing},
    snapshot::Snapshot,
};

/// `/dashboard/`
pub async fn show(me: Customer) -> Answer {
    let (snap, now) = (&me.ctx.snap, me.ctx.now);
    let mut conn = me.ctx.app.db.read().await?;
    let count = snap.settings.discounts.favourites_count;
    let buyer = pricing::buyer_with_favourites(&mut conn, me.me.id, now, count).await?.ok_or(Fault::NotFound)?;
    let rows = order_pages::wanting_attention_of(&mut conn, me.me.id).await?;
    drop(conn);
    let cards = |wanted: fn(OrderState) -> bool, most: usize| {
        let rows = rows.iter().filter(|row| wanted(row.state)).take(most);
        rows.map(|row| parts::order_card(snap, now, row)).collect()
    };
    let prices = Pricing::of(&buyer, &snap.settings, now);
    reply::ok(&DashboardPage {
        frame: me.frame(),
        name: me.me.name.clone(),
        active: cards(|state| !state.is_final(), 5),
        to_review: cards(|state| state == OrderState::Completed, 2),
        orders: buyer.orders,
        spent: buyer.bought,
        loyalty: parts::loyalty(&snap.settings, buyer.bought),
        birthday: BirthdayView { gift: parts::gift(snap, &prices), ..birthday(snap, &buyer, now) },
        favourites: parts::named(snap, &buyer.favourites),
        discounts: discounts(snap, &buyer, now),
        products: products(snap, &buyer, &prices),
    })
}

/// The favourites first, then what is new, as far as it can be bought.
fn products(snap: &Snapshot, buyer: &Buyer, prices: &Pricing<'_>) -> Vec<ProductCard> {
    let favourites = buyer.favourites.iter().filter_map(|id| snap.product(*id)).filter(|product| product.on_sale());
    let others = snap.on_sale().filter(|product| !buyer.favourites.contains(&product.row.id));
    let there = favourites.chain(others).filter(|product| !product.available().is_zero());
    there.take(4).map(|product| parts::card(snap, product, Some(prices))).collect()
}

fn birthday(snap: &Snapshot, buyer: &Buyer, now: domain::time::UtcMillis) -> BirthdayView {
    let today = snap.settings.zone.day_of(now);
    BirthdayView {
        today: buyer.birth_date.is_some_and(|birth| today.birthday_matches(birth)),
        day: buyer.birth_date.map(format::day_month).unwrap_or_default(),
        gift: None,
    }
}

/// The customer's discounts that count now, one sentence each.
fn discounts(snap: &Snapshot, buyer: &Buyer, now: domain::time::UtcMillis) -> Vec<String> {
    let valid =
        buyer.rows.iter().filter(|row| row.valid_from.is_none_or(|from| from <= now) && row.uses_left != Some(0));
    valid
        .map(|row| {
            let product = match row.scope {
                domain::discount::Scope::OneProduct(id) => snap.product(id).map(|product| product.row.name.as_str()),
                _ => None,
            };
            text::own_discount(row.percent, &text::scope(&row.scope, product), &row.message)
        })
        .collect()
}
