//! The whole history of the demo shop: planned first, then played through the shop's own operations with the clock moved.

use domain::{settings::Settings, time::UtcMillis};

use super::{
    Stage,
    accounts::Account,
    calendar::{Calendar, MINUTE},
    clock::DemoClock,
    crm,
    dice::Dice,
    gifts, opening,
    orders::{self, DAYS, Planned},
    pinned,
    play::Play,
    seeds::{self, Seeds},
    timeline::{Act, Moment},
    yard,
};
use crate::{
    app::App,
    ops::segments::{self, TypedSegment},
};
use std::sync::Arc;

/// Any number does; this one gives a good mixture.
const SEED: u64 = 20_261_122;
/// How often everybody reads their notifications, in days.
const READING_DAYS: i64 = 45;

/// Fills an empty shop with nine months that end now; gives the accounts somebody can sign in with. The clock then stands at `now`.
pub async fn fill(app: &Arc<App>, clock: &DemoClock, now: UtcMillis) -> anyhow::Result<Vec<Account>> {
    let seeds = seeds::read()?;
    let calendar = Calendar { zone: Settings::default().zone, now };
    let mut dice = Dice::new(SEED);
    let planned = orders::plan(&seeds, &calendar, &mut dice);
    let yard = yard::plan(&seeds.catalogue.products, &planned, &calendar, &mut dice);
    let mut moments = visits(&seeds, &planned, &calendar, &mut dice);
    moments.extend(&planned.moments);
    moments.extend(&yard.moments);
    moments.extend(office_days(&calendar));
    moments.extend(birthdays(&seeds, &calendar)?);
    moments.sort_by_key(|moment| moment.at);
    let stage = Stage { app, clock, calendar, seeds: &seeds };
    clock.travel(stage.calendar.at(DAYS + 3, 9, 0));
    let started = std::time::Instant::now();
    let mut accounts = Vec::new();
    let shop = opening::open(&stage, &yard.first, &mut accounts).await?;
    tracing::debug!(elapsed = ?started.elapsed(), "the demo shop is open");
    let mut play = Play::new(&stage, &shop, &planned.orders, dice, accounts);
    play.all(&moments).await?;
    tracing::debug!(elapsed = ?started.elapsed(), moments = moments.len(), "its history is played");
    crm::write(&play).await?;
    clock.travel(now);
    own_segment(app, &shop).await?;
    Ok(play.accounts)
}

/// The one segment the office made for itself: who bought the kawung roster and stayed away for a month.
async fn own_segment(app: &App, shop: &opening::Shop) -> anyhow::Result<()> {
    let product = shop.products.get(gifts::KAWUNG).map(|product| product.id.to_string()).unwrap_or_default();
    let typed = TypedSegment {
        name: "Pembeli roster yang lama tidak datang",
        product: &product,
        sleeping: "30",
        ..TypedSegment::default()
    };
    segments::create(app, "demo", &typed, &shop.office).await?;
    Ok(())
}

/// Customers come shortly before their first order; those without one some day.
fn visits(seeds: &Seeds, planned: &Planned, calendar: &Calendar, dice: &mut Dice) -> Vec<Moment> {
    let customers = 0..seeds.people.customers.len();
    let visit = |at: usize| {
        let first = planned.orders.iter().filter(|order| order.customer == at).map(|order| order.placed).min();
        let usual = calendar.at(dice.between(3, DAYS), dice.between(8, 20), dice.between(0, 59));
        let at_gift = gifts::ALL.iter().filter(|gift| gift.customer == Some(at));
        let before_gift = at_gift.map(|gift| calendar.at(gift.days_ago + 1, 9, 0)).min();
        let by = first.map_or(usual, |first| first.plus_millis(-dice.between(4, 30) * MINUTE));
        Moment { at: before_gift.map_or(by, |before| before.min(by)), act: Act::Enter(at) }
    };
    customers.map(visit).collect()
}

/// The days on which somebody has a birthday, at midnight.
fn birthdays(seeds: &Seeds, calendar: &Calendar) -> anyhow::Result<Vec<Moment>> {
    let today = calendar.zone.day_of(calendar.now);
    let mut moments = Vec::new();
    for days_ago in 0..=DAYS {
        let day = today.plus_days(-i32::try_from(days_ago)?);
        let mut customers = seeds.people.customers.iter().enumerate();
        let born = |(at, customer): (usize, &seeds::Customer)| pinned::birth_date(at, &customer.birth_date, calendar);
        if customers.any(|customer| born(customer).is_ok_and(|birth| day.birthday_matches(birth))) {
            moments.push(Moment { at: calendar.zone.start_of(day), act: Act::Birthdays });
        }
    }
    Ok(moments)
}

/// Discounts, and the days on which notifications are read. The last reading leaves what came since yesterday unread.
fn office_days(calendar: &Calendar) -> Vec<Moment> {
    let gifts = gifts::ALL.iter().enumerate();
    let gifts =
        gifts.map(|(number, gift)| Moment { at: calendar.at(gift.days_ago, 10, 30), act: Act::Discount(number) });
    let readings = (1..=DAYS / READING_DAYS).map(|times| calendar.at(DAYS - times * READING_DAYS, 7, 10));
    let last = calendar.minutes_ago(26 * 60);
    let readings = readings.chain([last]).map(|at| Moment { at, act: Act::ReadAll });
    let tours = Moment { at: calendar.minutes_ago(112), act: Act::Tours };
    gifts.chain(readings).chain([tours]).collect()
}
