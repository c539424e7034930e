//! The office's WhatsApp queue of a message: whom it is for, and who was written to, once each.

use domain::{
    ids::{AdminId, BroadcastId, CustomerId},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, places::Page, record, sql};

/// Whom a message `b` may reach by WhatsApp: its customers `c` with a mobile number who agreed to hear of offers.
macro_rules! reached {
    () => {
        "c.created_at <= b.created_at AND c.deactivated_at IS NULL AND c.consent_at IS NOT NULL AND c.phone LIKE '+628%'
            AND (b.segments IS NULL OR c.profiling_refused_at IS NULL)
            AND (b.chosen_only = 0 OR EXISTS (SELECT 1 FROM broadcast_people p WHERE p.broadcast_id = b.id AND p.customer_id = c.id))"
    };
}

record! {
    /// Somebody of the queue.
    pub struct QueueRow {
        pub id: CustomerId,
        pub name: String,
        pub phone: String,
        pub sent_at: Option<UtcMillis>,
        pub by_name: Option<String>,
        /// People of the queue, and those written to.
        pub total: i64,
        pub sent: i64,
    }
}

/// A page of the queue: who waits first, or (`sent_first`) who was written to, the last one first.
pub async fn queue(on: &mut impl OnLink, id: BroadcastId, sent_first: bool, page: Page) -> Result<Vec<QueueRow>> {
    sql!(concat!(
        "SELECT c.id, c.name, c.phone, w.sent_at, w.by_name, COUNT(*) OVER () AS total, COUNT(w.sent_at) OVER () AS sent
         FROM broadcasts b JOIN customers c ON c.created_at <= b.created_at
         LEFT JOIN whatsapp_sends w ON w.broadcast_id = b.id AND w.customer_id = c.id
         WHERE b.id = $1 AND (w.sent_at IS NOT NULL OR ",
        reached!(),
        ") ORDER BY CASE WHEN CAST($4 AS BIGINT) = 1 THEN -COALESCE(w.sent_at, 0) WHEN w.sent_at IS NULL THEN 0 ELSE 1 END, c.id
         LIMIT $2 OFFSET $3"
    ))
    .bind(id)
    .bind(page.take)
    .bind(page.skip)
    .bind(sent_first)
    .all(on)
    .await
}

record! {
    /// Somebody who may be written to, or was, with what the message says.
    pub struct SendRow {
        pub name: String,
        pub phone: String,
        pub body: String,
        /// Who wrote already.
        pub admin_id: Option<AdminId>,
        pub by_name: Option<String>,
    }
}

/// One person of the queue; `None` for everybody else.
pub async fn person(on: &mut impl OnLink, id: BroadcastId, customer: CustomerId) -> Result<Option<SendRow>> {
    sql!(concat!(
        "SELECT c.name, c.phone, b.body, w.admin_id, w.by_name FROM broadcasts b JOIN customers c ON c.id = $2
         LEFT JOIN whatsapp_sends w ON w.broadcast_id = b.id AND w.customer_id = c.id
         WHERE b.id = $1 AND (w.sent_at IS NOT NULL OR ",
        reached!(),
        ")"
    ))
    .bind(id)
    .bind(customer)
    .optional(on)
    .await
}

/// Takes somebody of the queue for oneself: true for the one admin who was first.
pub async fn take(tx: &mut Tx, id: BroadcastId, customer: CustomerId, admin: (AdminId, &str)) -> Result<bool> {
    let now = tx.now();
    let taken = sql!(concat!(
        "INSERT INTO whatsapp_sends (broadcast_id, customer_id, admin_id, by_name, sent_at)
         SELECT b.id, c.id, CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS BIGINT) FROM broadcasts b JOIN customers c ON c.id = $2
         WHERE b.id = $1 AND ",
        reached!(),
        " ON CONFLICT (broadcast_id, customer_id) DO NOTHING"
    ))
    .bind(id)
    .bind(customer)
    .bind(admin.0)
    .bind(admin.1)
    .bind(now)
    .run(tx)
    .await?;
    Ok(taken == 1)
}

/// Puts somebody back into the queue: the message was not sent after all.
pub async fn put_back(tx: &mut Tx, id: BroadcastId, customer: CustomerId) -> Result<bool> {
    let gone = sql!("DELETE FROM whatsapp_sends WHERE broadcast_id = $1 AND customer_id = $2").bind(id).bind(customer);
    Ok(gone.run(tx).await? == 1)
}
