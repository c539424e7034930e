//! Feedback on completed orders, and the shop's answer (domain.md §7).

use domain::{
    ids::{CustomerId, OrderId},
    problem::Problem,
    rights::Deed,
    text,
};
use store::{
    feedback::{self, NewFeedback},
    files::NewFile,
    notifications::To,
    places::By,
};
use views::notices;

use super::{
    Done, OpError,
    audit::{self, Act, Changes, Object, Thing},
    bell,
};
use crate::app::App;

/// Longest feedback and answer.
const MAX_TEXT: usize = 2000;

/// Feedback as typed.
#[derive(Clone, Debug)]
pub struct TypedFeedback {
    pub text: String,
    /// One to five, or empty.
    pub stars: String,
    pub photo: Option<NewFile>,
}

/// Gives or changes feedback on one's own completed order; admins are told.
pub async fn give(app: &App, order: OrderId, customer: (CustomerId, &str), typed: &TypedFeedback) -> Done<()> {
    let (id, name) = customer;
    let body = text::many_lines(&typed.text, MAX_TEXT).map_err(|problem| OpError::field("feedback", problem))?;
    let stars = stars(&typed.stars)?;
    let mut tx = app.db.begin().await?;
    let photo = match &typed.photo {
        Some(photo) => Some(store::files::insert(&mut tx, photo).await?),
        None => None,
    };
    let new = NewFeedback { body: &body, stars, photo };
    feedback::put(&mut tx, order, id, &new).await?.ok_or(OpError::NotFound)?;
    let shown = stars.and_then(|stars| u8::try_from(stars).ok());
    bell::write(&mut tx, &[bell::tell(To::Admins, notices::admin_feedback(order, name, shown))]).await?;
    tx.commit().await?;
    Ok(())
}

fn stars(typed: &str) -> Done<Option<i64>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    match typed.parse() {
        Ok(stars @ 1..=5) => Ok(Some(stars)),
        _ => Err(OpError::field("bintang", Problem::NumberOutOfRange { min: 1, max: 5 })),
    }
}

/// An admin answers; the customer is told.
pub async fn reply(app: &App, order: OrderId, typed: &str, by: &By) -> Done<()> {
    audit::allow(by, Deed::Feedback)?;
    let body = text::many_lines(typed, MAX_TEXT).map_err(|problem| OpError::field("balasan", problem))?;
    let mut tx = app.db.begin().await?;
    let customer = feedback::reply(&mut tx, order, &body, &by.name).await?.ok_or(OpError::NotFound)?;
    let object = Object::new(Thing::Feedback, order.get());
    audit::note(&mut tx, by, Act::Replied, object, Changes::none().hidden("balasan", true)).await?;
    bell::write(&mut tx, &[bell::tell(To::Customer(customer), notices::feedback_replied(order))]).await?;
    tx.commit().await?;
    Ok(())
}
