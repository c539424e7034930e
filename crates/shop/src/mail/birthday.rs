//! The mail with a birthday gift (domain.md §8, §10).

use domain::{discount::Rules, ids::CustomerId, loyalty, notice::Kind, settings::Settings, time::ShopDay};
use store::{
    StoreError,
    birthdays::{self, GiftMailRow},
};
use views::mails::{self, BirthdaySheet};

use super::{Delivered, MailError, deliver, reader};
use crate::{app::App, snapshot::Snapshot};

/// Code of this mail in the books.
const KIND: &str = "birthday";

/// Writes to a customer about the gift of a year, once: as long as the customer wants mails and the gift's day is not over.
pub async fn send_birthday(app: &App, customer: CustomerId, year: i64) -> Result<Delivered, MailError> {
    let Some(row) = birthdays::of_mail(&mut app.db.read().await?, customer, year).await? else {
        return Ok(Delivered::Nobody);
    };
    let day = ShopDay::parse(&row.day)
        .map_err(|cause| StoreError::Corrupt { column: "day".to_owned(), cause: cause.to_string() })?;
    let snapshot = app.snapshot().await?;
    // A gift that is over is no gift.
    if snapshot.settings.zone.day_of(app.clock.now()) != day {
        return Ok(Delivered::Nobody);
    }
    let Some(reader) = reader(app, customer, Kind::Birthday).await? else { return Ok(Delivered::Nobody) };
    let key = loyalty::birthday_gift_key(customer, day);
    let shop = app.mailer.sender(&snapshot.settings.shop);
    let letter = mails::birthday(shop, &sheet(&snapshot, &reader.name, &row)?, Some(reader.way_out.clone()));
    let letter = letter.map_err(|error| MailError::Draw(error.to_string()))?;
    deliver(app, &key, KIND, &reader.email, letter).await
}

fn sheet<'a>(snapshot: &'a Snapshot, name: &'a str, row: &GiftMailRow) -> Result<BirthdaySheet<'a>, StoreError> {
    let favourites = birthdays::product_ids(&row.favourites)?;
    let names = favourites.iter().filter_map(|id| snapshot.product(*id)).filter(|product| product.on_sale());
    Ok(BirthdaySheet {
        name,
        loyal: row.loyal,
        favourites: names.map(|product| product.row.name.clone()).collect(),
        rules: promised(&snapshot.settings, row),
        zone: snapshot.settings.zone.abbreviation(),
    })
}

fn promised(settings: &Settings, row: &GiftMailRow) -> Rules {
    Rules {
        birthday_permanent_percent: row.permanent_percent,
        birthday_instant_percent: row.instant_percent,
        birthday_instant_threshold: row.instant_threshold,
        ..settings.discount_rules()
    }
}
