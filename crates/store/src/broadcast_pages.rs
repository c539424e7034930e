//! What the office reads of messages to many, and for whom it may choose.

use domain::{
    ids::{BroadcastId, CustomerId},
    notice::Kind,
    time::UtcMillis,
};

use crate::{OnLink, Result, record, sql};

record! {
    /// A broadcast in the office's list.
    pub struct BroadcastRow {
        pub id: BroadcastId,
        pub heading: String,
        pub body: String,
        pub by_name: String,
        pub created_at: UtcMillis,
        /// Whether it is for chosen customers only.
        pub chosen_only: bool,
        pub kind: Kind,
        /// The segments it is for, JSON.
        pub segments: Option<String>,
        pub told: i64,
        pub told_at: Option<UtcMillis>,
        pub mailed: i64,
        pub mailed_at: Option<UtcMillis>,
    }
}

/// The newest broadcasts.
pub async fn recent(on: &mut impl OnLink, take: i64) -> Result<Vec<BroadcastRow>> {
    sql!(
        "SELECT id, heading, body, by_name, created_at, chosen_only, kind, segments, told, told_at, mailed, mailed_at
         FROM broadcasts ORDER BY id DESC LIMIT $1"
    )
    .bind(take)
    .all(on)
    .await
}

record! {
    /// A customer as a reader of messages.
    pub struct ReaderRow { pub id: CustomerId, pub name: String }
}

/// The present customers among these ids, by name.
pub async fn readers(on: &mut impl OnLink, ids: &[i64]) -> Result<Vec<ReaderRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    sql!("SELECT id, name FROM customers WHERE deactivated_at IS NULL AND id IN {ids} ORDER BY name, id")
        .ids(ids.iter().copied())
        .all(on)
        .await
}
