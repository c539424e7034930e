//! Messages to all customers or to chosen ones (domain.md §9, §10): written set by set, never one by one. Two cursors over the customers'
//! ids say how far telling and mailing have come; each is moved together with what it stands for.

use domain::{
    ids::{BroadcastId, CustomerId},
    notice::Kind,
    placeholders,
    time::UtcMillis,
};

use crate::{
    OnLink, Result, StoreError, Tx,
    query::IdRow,
    record,
    segment_people::{Wanted, settle},
    sql,
};

/// A broadcast about to be written.
#[derive(Clone, Debug)]
pub struct NewBroadcast {
    /// There is one broadcast for each cause.
    pub cause: String,
    pub kind: Kind,
    pub heading: String,
    pub body: String,
    pub link: String,
    pub chosen_only: bool,
    /// The segments it is for, JSON; `None` when it is for others.
    pub segments: Option<String>,
    pub by_name: String,
}

/// Writes a broadcast; `None` when its cause had one already.
pub async fn insert(tx: &mut Tx, new: &NewBroadcast) -> Result<Option<BroadcastId>> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO broadcasts (cause, kind, heading, body, link, chosen_only, segments, by_name, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (cause) DO NOTHING RETURNING id"
    )
    .bind(new.cause.as_str())
    .bind(new.kind.code())
    .bind(new.heading.as_str())
    .bind(new.body.as_str())
    .bind(new.link.as_str())
    .bind(new.chosen_only)
    .bind(new.segments.as_deref())
    .bind(new.by_name.as_str())
    .bind(now)
    .optional::<IdRow>(tx)
    .await?;
    let id = |row: IdRow| BroadcastId::try_from(row.id);
    row.map(id).transpose().map_err(|_| StoreError::Corrupt { column: "id".into(), cause: "is not positive".into() })
}

/// Says for whom a broadcast to chosen customers is; those who left are passed over. How many they are.
pub async fn choose(tx: &mut Tx, id: BroadcastId, customers: &[CustomerId]) -> Result<u64> {
    sql!(
        "INSERT INTO broadcast_people (broadcast_id, customer_id)
         SELECT CAST($1 AS BIGINT), c.id FROM customers c WHERE c.deactivated_at IS NULL AND c.id IN {ids}"
    )
    .bind(id)
    .ids(customers.iter().map(|customer| customer.get()))
    .run(tx)
    .await
}

record! {
    /// How far a broadcast has come.
    pub struct ProgressRow {
        pub id: BroadcastId,
        pub kind: Kind,
        pub heading: String,
        pub body: String,
        pub link: String,
        /// The segments it is for, JSON.
        pub segments: Option<String>,
        pub created_at: UtcMillis,
        /// Customers up to this id have their notification.
        pub told_to: i64,
        pub told_at: Option<UtcMillis>,
        /// Customers up to this id have their mail, if they want one.
        pub mailed_to: i64,
        pub mailed_at: Option<UtcMillis>,
    }
}

/// How far a broadcast has come.
pub async fn progress(on: &mut impl OnLink, id: BroadcastId) -> Result<Option<ProgressRow>> {
    sql!(
        "SELECT id, kind, heading, body, link, segments, created_at, told_to, told_at, mailed_to, mailed_at FROM broadcasts WHERE id = $1"
    )
    .bind(id)
    .optional(on)
    .await
}

record! { struct LastRow { last: Option<i64> } }

/// Tells the next customers, at most `take`; false when there was nobody left. Who came after the message, or has left, is not told. Of a
/// message to segments (`wanted`) it is settled here who belongs to them.
pub async fn tell(tx: &mut Tx, id: BroadcastId, take: i64, wanted: Option<&Wanted>) -> Result<bool> {
    let locked = sql!("SELECT b.told_to AS id FROM broadcasts b WHERE b.id = $1 AND b.told_at IS NULL {lock:b}");
    let Some(from) = locked.bind(id).optional::<IdRow>(tx).await? else { return Ok(false) };
    let from = from.id;
    let last = sql!("SELECT MAX(id) AS last FROM (SELECT id FROM customers WHERE id > $1 ORDER BY id LIMIT $2) page")
        .bind(from)
        .bind(take)
        .one::<LastRow>(tx)
        .await?
        .last;
    let now = tx.now();
    if let (Some(last), Some(wanted)) = (last, wanted) {
        settle(tx, id, wanted, (from, last)).await?;
    }
    let told = match last {
        Some(last) => write(tx, id, from, last).await?,
        None => 0,
    };
    sql!(
        "UPDATE broadcasts SET told_to = $2, told = told + $3, told_at = CASE WHEN CAST($4 AS BIGINT) = 1 THEN CAST($5 AS BIGINT) ELSE NULL END
         WHERE id = $1"
    )
    .bind(id)
    .bind(last.unwrap_or(from))
    .bind(told as i64)
    .bind(last.is_none())
    .bind(now)
    .run(tx)
    .await?;
    if let Some(last) = last {
        tx.hint_customers(from + 1, last);
    }
    Ok(last.is_some())
}

async fn write(tx: &mut Tx, id: BroadcastId, from: i64, last: i64) -> Result<u64> {
    let now = tx.now();
    sql!(
        "INSERT INTO notifications (recipient, person_id, kind, body, link, created_at)
         SELECT 'customer', c.id, b.heading, CASE WHEN b.kind = 'message' THEN REPLACE(b.body, CAST($5 AS TEXT), c.name) ELSE b.body END, b.link, CAST($4 AS BIGINT) FROM broadcasts b JOIN customers c ON c.id > $2 AND c.id <= $3
         WHERE b.id = $1 AND c.deactivated_at IS NULL AND c.created_at <= b.created_at
            AND (b.segments IS NULL OR c.profiling_refused_at IS NULL)
            AND (b.chosen_only = 0 OR EXISTS (SELECT 1 FROM broadcast_people p WHERE p.broadcast_id = b.id AND p.customer_id = c.id))
            AND NOT EXISTS (SELECT 1 FROM notification_mutes m
                WHERE m.recipient = 'customer' AND m.person_id = c.id AND m.kind = b.kind AND m.channel = 'app')
         ORDER BY c.id"
    )
    .bind(id)
    .bind(from)
    .bind(last)
    .bind(now)
    .bind(placeholders::NAME)
    .run(tx)
    .await
}

record! {
    /// Somebody who agreed to mails of the shop and has not switched this kind off.
    pub struct WillingRow { pub id: CustomerId, pub name: String, pub email: String }
}

/// The next customers who want the mail of a broadcast, after the cursor, at most `take`.
pub async fn willing(on: &mut impl OnLink, id: BroadcastId, after: i64, take: i64) -> Result<Vec<WillingRow>> {
    sql!(
        "SELECT c.id, c.name, c.email FROM broadcasts b JOIN customers c ON c.id > $2
         WHERE b.id = $1 AND c.deactivated_at IS NULL AND c.created_at <= b.created_at AND c.email IS NOT NULL AND c.consent_at IS NOT NULL
            AND (b.segments IS NULL OR c.profiling_refused_at IS NULL)
            AND (b.chosen_only = 0 OR EXISTS (SELECT 1 FROM broadcast_people p WHERE p.broadcast_id = b.id AND p.customer_id = c.id))
            AND NOT EXISTS (SELECT 1 FROM notification_mutes m
                WHERE m.recipient = 'customer' AND m.person_id = c.id AND m.kind = b.kind AND m.channel = 'mail')
         ORDER BY c.id LIMIT $3"
    )
    .bind(id)
    .bind(after)
    .bind(take)
    .all(on)
    .await
}

/// Moves the cursor of the mails from one customer to the next; false when somebody else moved it.
pub async fn mailed(tx: &mut Tx, id: BroadcastId, from: i64, to: i64, sent: i64) -> Result<bool> {
    let moved = sql!("UPDATE broadcasts SET mailed_to = $3, mailed = mailed + $4 WHERE id = $1 AND mailed_to = $2")
        .bind(id)
        .bind(from)
        .bind(to)
        .bind(sent)
        .run(tx)
        .await?;
    Ok(moved == 1)
}

/// Notes that every mail of a broadcast has gone.
pub async fn all_mailed(tx: &mut Tx, id: BroadcastId) -> Result<()> {
    let now = tx.now();
    sql!("UPDATE broadcasts SET mailed_at = $2 WHERE id = $1 AND mailed_at IS NULL")
        .bind(id)
        .bind(now)
        .run(tx)
        .await
        .map(drop)
}
