//! What the shop's own clockwork reads and writes: reminders, low stock, living workers, pruning.

use domain::{
    ids::{CustomerId, OrderId, ProductId},
    money::Rupiah,
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, record, sql};

record! {
    /// An order that is to be reminded of its deadline.
    pub struct ReminderRow {
        pub order_id: OrderId,
        pub customer_id: CustomerId,
        pub transfer_now: Rupiah,
        pub pay_deadline: UtcMillis,
    }
}

/// Claims the reminders that are due: unpaid orders whose deadline lies within `hours` and that were not reminded of it yet.
/// Each order comes back once for each deadline and number of hours, whoever asks and however often.
pub async fn claim_reminders(tx: &mut Tx, hours: i64) -> Result<Vec<ReminderRow>> {
    let now = tx.now();
    let claimed: Vec<crate::query::IdRow> = sql!(
        "INSERT INTO payment_reminders (order_id, deadline, hours, created_at)
         SELECT o.id, o.pay_deadline, CAST($1 AS BIGINT), CAST($2 AS BIGINT) FROM orders o
         WHERE o.state = 'placed' AND o.proof_state IN ('none', 'rejected') AND o.pay_deadline > $2 AND o.pay_deadline <= $3
            AND o.placed_at < o.pay_deadline - $4 AND o.transfer_now > 0 AND (o.ongkir IS NOT NULL OR o.ongkir_paid = 'on_delivery')
         ORDER BY o.id ON CONFLICT DO NOTHING RETURNING order_id AS id"
    )
    .bind(hours)
    .bind(now)
    .bind(now.plus_hours(hours))
    .bind(hours * 3_600_000)
    .all(tx)
    .await?;
    if claimed.is_empty() {
        return Ok(Vec::new());
    }
    sql!("SELECT id AS order_id, customer_id, transfer_now, pay_deadline FROM orders WHERE id IN {ids} ORDER BY id")
        .ids(claimed.iter().map(|row| row.id))
        .all(tx)
        .await
}

record! {
    /// A product that fell below the threshold.
    pub struct LowRow { pub id: ProductId, pub name: String, pub unit: String, pub available: Quantity }
}

/// Products that fell below the threshold and were not told yet; they count as told from now on.
pub async fn claim_low_stock(tx: &mut Tx, threshold: Quantity) -> Result<Vec<LowRow>> {
    let now = tx.now();
    sql!(
        "DELETE FROM low_stock_told WHERE product_id IN (
            SELECT p.id FROM products p WHERE p.archived_at IS NOT NULL OR p.on_hand - p.reserved >= $1)"
    )
    .bind(threshold)
    .run(tx)
    .await?;
    let claimed: Vec<crate::query::IdRow> = sql!(
        "INSERT INTO low_stock_told (product_id, told_at)
         SELECT p.id, CAST($2 AS BIGINT) FROM products p WHERE p.archived_at IS NULL AND p.on_hand - p.reserved < $1
         ORDER BY p.id ON CONFLICT DO NOTHING RETURNING product_id AS id"
    )
    .bind(threshold)
    .bind(now)
    .all(tx)
    .await?;
    if claimed.is_empty() {
        return Ok(Vec::new());
    }
    sql!("SELECT id, name, unit, on_hand - reserved AS available FROM products WHERE id IN {ids} ORDER BY id")
        .ids(claimed.iter().map(|row| row.id))
        .all(tx)
        .await
}

record! {
    /// What the nightly check counts beside the ledger; all zero in a healthy shop.
    pub struct CheckRow {
        /// Orders whose lines do not add up to their totals.
        pub unequal_orders: i64,
        /// Orders without a line or without their first row in the timeline.
        pub bare_orders: i64,
        /// Orders whose state is not the last one of their timeline.
        pub torn_orders: i64,
    }
}

/// Checks the invariants of all orders (domain.md §5, §9).
pub async fn check_orders(on: &mut impl OnLink) -> Result<CheckRow> {
    sql!(
        "SELECT (SELECT COUNT(*) FROM orders o WHERE o.goods_gross <> (SELECT CAST(COALESCE(SUM(l.gross), 0) AS BIGINT) FROM order_lines l WHERE l.order_id = o.id)
                OR o.discount_total <> (SELECT CAST(COALESCE(SUM(l.discount), 0) AS BIGINT) FROM order_lines l WHERE l.order_id = o.id)) AS unequal_orders,
            (SELECT COUNT(*) FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id)
                OR NOT EXISTS (SELECT 1 FROM order_events v WHERE v.order_id = o.id AND v.from_state IS NULL)) AS bare_orders,
            (SELECT COUNT(*) FROM orders o WHERE o.state <> (SELECT v.to_state FROM order_events v WHERE v.order_id = o.id ORDER BY v.id DESC LIMIT 1)) AS torn_orders"
    )
    .one(on)
    .await
}

record! {
    /// A file nobody points at.
    pub struct OrphanRow { pub id: i64, pub kind: String, pub storage_key: String }
}

/// Files that nothing points at and that are older than `before`, the oldest first, at most `take`. Nothing will ever point at them: a file
/// is hung up in the transaction that writes its row, or never.
pub async fn orphans(on: &mut impl OnLink, before: UtcMillis, take: i64) -> Result<Vec<OrphanRow>> {
    sql!(
        "SELECT id, kind, storage_key FROM files WHERE created_at < $1 AND id NOT IN (SELECT file_id FROM product_photos)
            AND id NOT IN (SELECT file_id FROM payment_proofs) AND id NOT IN (SELECT file_id FROM delivery_proofs)
            AND id NOT IN (SELECT file_id FROM feedback WHERE file_id IS NOT NULL)
         ORDER BY id LIMIT $2"
    )
    .bind(before)
    .bind(take)
    .all(on)
    .await
}

/// Files of persons who went whose bytes are still there, at most `take` (docs/decisions/0020).
pub async fn forgotten_files(on: &mut impl OnLink, take: i64) -> Result<Vec<OrphanRow>> {
    sql!("SELECT id, kind, storage_key FROM files WHERE forgotten_at IS NOT NULL AND erased_at IS NULL ORDER BY id LIMIT $1")
        .bind(take)
        .all(on)
        .await
}

/// Notes that their bytes are gone; the rows stay for the books.
pub async fn note_erased(tx: &mut Tx, ids: &[i64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    sql!("UPDATE files SET erased_at = $1, size = 0 WHERE id IN {ids}")
        .bind(now)
        .ids(ids.iter().copied())
        .run(tx)
        .await
        .map(drop)
}

/// Forgets files whose bytes are gone.
pub async fn forget_files(tx: &mut Tx, ids: &[i64]) -> Result<u64> {
    if ids.is_empty() {
        return Ok(0);
    }
    sql!("DELETE FROM files WHERE id IN {ids}").ids(ids.iter().copied()).run(tx).await
}

/// Removes visitors' carts that nobody touched since `before`.
pub async fn prune_carts(tx: &mut Tx, before: UtcMillis) -> Result<u64> {
    sql!(
        "DELETE FROM cart_lines WHERE cart_id IN (SELECT id FROM carts WHERE customer_id IS NULL AND touched_at < $1)"
    )
    .bind(before)
    .run(tx)
    .await?;
    sql!("DELETE FROM carts WHERE customer_id IS NULL AND touched_at < $1").bind(before).run(tx).await
}

/// Says that a process works.
pub async fn beat(tx: &mut Tx, name: &str, role: &str) -> Result<()> {
    let now = tx.now();
    sql!(
        "INSERT INTO workers (name, role, started_at, seen_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at"
    )
    .bind(name)
    .bind(role)
    .bind(now)
    .run(tx)
    .await?;
    sql!("DELETE FROM workers WHERE seen_at < $1").bind(now.plus_hours(-24)).run(tx).await.map(drop)
}

/// Takes a process off the list when it stops in peace.
pub async fn leave(tx: &mut Tx, name: &str) -> Result<()> {
    sql!("DELETE FROM workers WHERE name = $1").bind(name).run(tx).await.map(drop)
}

record! {
    /// A process that works or worked.
    pub struct WorkerRow { pub name: String, pub role: String, pub started_at: UtcMillis, pub seen_at: UtcMillis }
}

/// Processes that were seen in the last day, the latest first.
pub async fn workers(on: &mut impl OnLink) -> Result<Vec<WorkerRow>> {
    sql!("SELECT name, role, started_at, seen_at FROM workers ORDER BY seen_at DESC, name").all(on).await
}
