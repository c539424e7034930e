//! Notes of the office about an order: for itself, never shown to the customer or the driver.

use domain::{ids::OrderId, rights::Deed, text};
use store::{order_notes, places::By};

use super::{
    Done, OpError,
    audit::{self, Act, Changes},
    steps::locked_for,
};
use crate::app::App;

/// Longest note.
pub const MAX_NOTE: usize = 500;

/// An admin notes something about an order; `key` is that of the form, so that one sent twice is one note.
pub async fn add(app: &App, order: OrderId, by: &By, typed: &str, key: &str) -> Done<()> {
    audit::allow(by, Deed::RunOffice)?;
    let body = text::many_lines(typed, MAX_NOTE).map_err(|problem| OpError::field("catatan_internal", problem))?;
    let key = text::one_line(key, 100).map_err(|problem| OpError::field("catatan_internal", problem))?;
    let mut tx = app.db.begin().await?;
    locked_for(&mut tx, order, by).await?;
    order_notes::add(&mut tx, order, &body, &key, by).await?;
    audit::note(&mut tx, by, Act::Changed, order, Changes::none().hidden("catatan_internal", true)).await?;
    tx.commit().await?;
    Ok(())
}
