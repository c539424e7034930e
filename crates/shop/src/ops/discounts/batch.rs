//! One discount for many customers: the wish is written at once, the rows and notifications by a job, a chunk a transaction
//! (domain.md §9). A unique index gives each customer one row of a batch, however often the job runs.

use domain::{ids::CustomerId, problem::Problem, rights::Deed, settings::Settings};
use store::{
    discount_batches::{self, WishRow},
    discounts::NewDiscount,
    places::By,
};

use super::{Terms, TypedDiscount, changes, product_of, tell};
use crate::{
    app::App,
    jobs::{self, set_discounts::SetDiscounts},
    ops::{
        Done, OpError,
        audit::{self, Act, Object, Thing},
        pricing,
    },
};

/// Customers who get their rows in one transaction.
const CHUNK: i64 = 200;
/// Most customers named one by one.
pub const MOST_NAMED: usize = 1000;

/// Whom the office means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    Customers(Vec<CustomerId>),
    /// Everybody the list of customers finds with this word.
    Found(String),
}

/// Writes what is wanted and the job that does it; the batch's number. The same form again is the same batch.
/// Nobody to give it to is a problem of the field `untuk`.
pub async fn begin(app: &App, settings: &Settings, by: &By, aim: &Aim, typed: &TypedDiscount) -> Done<i64> {
    audit::allow(by, Deed::Discounts)?;
    let mut tx = app.db.begin().await?;
    let terms = typed.checked_new(settings, tx.now())?;
    product_of(&mut tx, terms.scope).await?;
    let new = NewDiscount { cause: typed.cause(), ..terms.row(None) };
    let Some(batch) = discount_batches::insert(&mut tx, &new, &by.name).await? else {
        let earlier = discount_batches::of_cause(&mut tx, new.cause.as_deref().unwrap_or_default()).await?;
        return earlier.map(|row| row.id).ok_or(OpError::Stale);
    };
    let customers = match aim {
        Aim::Customers(customers) => discount_batches::aim_at(&mut tx, batch, customers).await?,
        Aim::Found(word) => discount_batches::aim_at_found(&mut tx, batch, word).await?,
    };
    if customers == 0 {
        return Err(OpError::field("untuk", Problem::UnknownChoice));
    }
    jobs::enqueue(&mut tx, app, SetDiscounts { batch, after: 0 }).await?;
    let changes = changes(settings, None, &new).to("jumlah", customers);
    audit::note(&mut tx, by, Act::Created, Object::new(Thing::DiscountBatch, batch), changes).await?;
    tx.commit().await?;
    Ok(batch)
}

/// Gives the next chunk after this customer its rows and tells them; the last customer of the chunk, or nothing when all are through.
/// With `hand_on` the rest is left to another job, written in the same transaction.
pub async fn write_chunk(app: &App, settings: &Settings, batch: i64, after: i64, hand_on: bool) -> Done<Option<i64>> {
    let mut tx = app.db.begin().await?;
    let row = discount_batches::wish(&mut tx, batch).await?.ok_or(OpError::NotFound)?;
    let Some(last) = discount_batches::chunk_end(&mut tx, batch, after, CHUNK).await? else {
        discount_batches::finish(&mut tx, batch).await?;
        tx.commit().await?;
        return Ok(None);
    };
    let reached = discount_batches::write_chunk(&mut tx, batch, after, last).await?;
    let still_counts = row.valid_until.is_none_or(|until| until > tx.now());
    if still_counts {
        tell(&mut tx, settings, &terms(&row)?, row.product_name.as_deref(), &reached).await?;
    }
    if hand_on {
        jobs::enqueue(&mut tx, app, SetDiscounts { batch, after: last }).await?;
    }
    tx.commit().await?;
    Ok(Some(last))
}

/// What a stored batch gives, for the words of its notification.
fn terms(row: &WishRow) -> Done<Terms> {
    Ok(Terms {
        percent: row.percent,
        scope: pricing::scope(&row.scope, row.product_id, row.minimum)?,
        message: row.message.clone(),
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        uses: None,
        active: row.active,
        origin: domain::discount::Origin::Manual,
    })
}
