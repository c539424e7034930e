//! Notifications: told in the transaction of the change (domain.md §10), opened and read by their people.

use domain::ids::NotificationId;
use store::{
    Recipient, StoreError, Tx,
    notifications::{self, NewNotification, To},
};
use views::notices::Notice;

use super::{Done, OpError};
use crate::app::App;

/// A notice addressed to somebody.
pub fn tell(to: To, notice: Notice) -> NewNotification {
    NewNotification { to, kind: notice.kind, heading: notice.heading.to_owned(), body: notice.text, link: notice.link }
}

/// Writes notices in the transaction of the change they tell of.
pub async fn write(tx: &mut Tx, all: &[NewNotification]) -> Result<(), StoreError> {
    notifications::write(tx, all).await
}

/// Marks a notification read; where it points.
pub async fn open(app: &App, whose: Recipient, id: NotificationId) -> Done<String> {
    let mut tx = app.db.begin().await?;
    let link = notifications::open(&mut tx, whose, id).await?.ok_or(OpError::NotFound)?;
    // Other open pages of the same person show the new count.
    tx.hint_notified(whose);
    tx.commit().await?;
    Ok(link)
}

/// Marks everything read.
pub async fn read_all(app: &App, whose: Recipient) -> Done<()> {
    let mut tx = app.db.begin().await?;
    notifications::read_all(&mut tx, whose).await?;
    tx.hint_notified(whose);
    tx.commit().await?;
    Ok(())
}

/// Marks some read; how many were not.
pub async fn read_some(app: &App, whose: Recipient, ids: &[NotificationId]) -> Done<u64> {
    let mut tx = app.db.begin().await?;
    let count = notifications::read_some(&mut tx, whose, ids).await?;
    tx.hint_notified(whose);
    tx.commit().await?;
    Ok(count)
}
