//! What an open page reads from the database, in its turn.

use store::{
    Recipient, StoreError,
    notifications::{self, LiveRow, Unread},
};

use super::stream::Ended;
use crate::app::App;

/// Somebody's notifications.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub app: &'a App,
    pub whose: Recipient,
}

impl Source<'_> {
    /// Notifications after an id, oldest first, at most [`notifications::MOST_LIVE`].
    pub async fn after(self, id: i64) -> Result<Vec<LiveRow>, Ended> {
        let _turn = self.app.hub.turn().await;
        let mut conn = self.app.db.read().await.map_err(failed)?;
        notifications::after(&mut conn, self.whose, id).await.map_err(failed)
    }

    /// How many are unread, and the newest of them.
    pub async fn unread(self) -> Result<Unread, Ended> {
        let _turn = self.app.hub.turn().await;
        let mut conn = self.app.db.read().await.map_err(failed)?;
        notifications::unread(&mut conn, self.whose).await.map_err(failed)
    }

    /// The newest settled one; 0 when there is none.
    pub async fn newest(self) -> Result<i64, Ended> {
        let settled = self.app.hub.settled();
        let _turn = self.app.hub.turn().await;
        let mut conn = self.app.db.read().await.map_err(failed)?;
        let rows =
            notifications::list(&mut conn, self.whose, store::places::Page::number(1, 1)).await.map_err(failed)?;
        Ok(rows.first().map_or(0, |row| row.id.get()).min(settled))
    }
}

fn failed(error: StoreError) -> Ended {
    tracing::debug!(%error, "a live channel could not read");
    Ended::Database
}
