//! Birthday gifts and the loyalty action on a birthday (domain.md §8, §9).

use domain::{
    discount::{Origin, Scope},
    ids::CustomerId,
    people::BirthDate,
    percent::Percent,
    problem::Problem,
    rights::Deed,
    settings::Settings,
};
use store::{
    StoreError, Tx, birthday_pages,
    birthdays::{self, DueRow, Run, Words},
    places::By,
};
use views::{notices, text};

use super::{Done, OpError, audit, discounts, settings};
use crate::{app::App, entropy, jobs};

/// Grants today's gifts to everybody who has none this year, tells them, and has their mails written; all or nothing, and with the same
/// few statements whatever their number. How many gifts. Running it twice, or in two places at once, grants nothing twice.
pub async fn run(app: &App) -> Result<u64, StoreError> {
    let mut tx = app.db.begin().await?;
    // Not those of the pages: the owner may have moved the zone a moment ago, in another process.
    let settings = settings::present(&mut tx).await?;
    let granted = grant(app, &mut tx, &settings, None).await?;
    tx.commit().await?;
    Ok(granted)
}

/// Grants one customer's gift at once, if the birthday is today and there was none this year: for who registers on the birthday, or whose
/// birth date is corrected to it. In the transaction that wrote the birth date.
pub async fn grant_at_once(
    app: &App,
    tx: &mut Tx,
    settings: &Settings,
    (customer, birth): (CustomerId, BirthDate),
) -> Result<(), StoreError> {
    if birth.is_birthday(settings.zone.day_of(tx.now())) {
        grant(app, tx, settings, Some(customer)).await?;
    }
    Ok(())
}

async fn grant(app: &App, tx: &mut Tx, settings: &Settings, only: Option<CustomerId>) -> Result<u64, StoreError> {
    let name = entropy::key(app.entropy.as_ref());
    let day = settings.zone.day_of(tx.now());
    let granted = birthdays::grant(tx, &Run { day, only, terms: &settings.discounts, name: &name }).await?;
    if granted > 0 {
        birthdays::tell(tx, &name, &words(settings)).await?;
        jobs::enqueue(tx, app, jobs::birthday_mails::BirthdayMails { run: name, year: day.year().into() }).await?;
    }
    Ok(granted)
}

/// What today's run would grant now, without granting it.
pub async fn would_grant(app: &App, settings: &Settings, most: i64) -> Result<Vec<DueRow>, StoreError> {
    let day = settings.zone.day_of(app.clock.now());
    let run = Run { day, only: None, terms: &settings.discounts, name: "" };
    birthdays::would_grant(&mut app.db.read().await?, &run, most).await
}

fn words(settings: &Settings) -> Words {
    // Stands for a name; nobody can be called so.
    const NAME: &str = "\u{e000}";
    let rules = settings.discount_rules();
    let favourites = [text::YOUR_FAVOURITES.to_owned()];
    let loyal = notices::birthday(NAME, &text::birthday_gift(true, &favourites, &rules));
    let plain = notices::birthday(NAME, &text::birthday_gift(false, &[], &rules));
    let (kind, heading) = (loyal.kind, loyal.heading);
    Words { kind, heading, link: loyal.link, loyal: loyal.text, plain: plain.text, name: NAME }
}

/// For how many days the loyalty action may count.
pub const LASTING: [u8; 3] = [1, 7, 30];

/// A discount for a loyal customer on the birthday, on every product.
#[derive(Clone, Debug)]
pub struct LoyaltyDiscount {
    pub customer: CustomerId,
    pub percent: Percent,
    /// How long it counts, today included; one of [`LASTING`].
    pub days: u8,
    /// May be empty.
    pub message: String,
}

/// How the loyalty action ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rewarded {
    Now,
    /// It was taken today already: pressed twice, or by a colleague.
    Before,
}

/// The loyalty action of the office: once for each customer and day. Not found: no loyal customer whose birthday is today.
pub async fn reward(app: &App, settings: &Settings, wanted: &LoyaltyDiscount, by: &By) -> Done<Rewarded> {
    audit::allow(by, Deed::Birthdays)?;
    let mut tx = app.db.begin().await?;
    let today = settings.zone.day_of(tx.now());
    if !LASTING.contains(&wanted.days) {
        return Err(OpError::field("lama", Problem::UnknownChoice));
    }
    let threshold = settings.discounts.loyal_threshold;
    if !birthday_pages::claim_discount(&mut tx, wanted.customer, today, threshold).await? {
        let before = birthday_pages::is_discounted(&mut tx, wanted.customer, today).await?;
        return if before { Ok(Rewarded::Before) } else { Err(OpError::NotFound) };
    }
    let set = discounts::Wanted {
        customer: Some(wanted.customer),
        percent: wanted.percent,
        scope: Scope::AllProducts,
        message: wanted.message.clone(),
        last_day: Some(today.plus_days(i32::from(wanted.days) - 1)),
        uses: None,
        origin: Origin::Loyalty,
    };
    let discount = discounts::set_within(&mut tx, settings, &set, by).await?;
    birthday_pages::note_discount(&mut tx, wanted.customer, today, discount).await?;
    tx.commit().await?;
    Ok(Rewarded::Now)
}
