//! What the office notes about an order, for itself: never read for customers or drivers.

use domain::ids::OrderId;

use crate::{Result, Tx, places::By, sql};

/// Writes a note, unless the same form wrote it before.
pub async fn add(tx: &mut Tx, order: OrderId, body: &str, cause: &str, by: &By) -> Result<()> {
    let now = tx.now();
    sql!(
        "INSERT INTO order_notes (order_id, body, admin_id, admin_name, created_at, cause) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (order_id, cause) DO NOTHING"
    )
    .bind(order)
    .bind(body)
    .bind(by.id)
    .bind(by.name.as_str())
    .bind(now)
    .bind(cause)
    .run(tx)
    .await
    .map(drop)
}
