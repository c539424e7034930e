//! Stock levels and the append-only stock ledger (domain.md §4). Every function changes both, in the same transaction.

use domain::{
    ids::{CategoryId, OrderId, ProductId},
    money::Rupiah,
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, places::By, query::IdRow, record, sql};

record! {
    /// A product as it was at the moment its stock was promised.
    pub struct ReservedRow {
        pub id: ProductId,
        pub name: String,
        pub category_id: Option<CategoryId>,
        pub price: Rupiah,
        pub unit: String,
        pub step: Quantity,
        pub minimum: Quantity,
    }
}

/// Promises stock to an order: every line or, when fewer rows come back than were asked, not all (the caller then rolls back).
/// Orders take their turn at each product in ascending id order, so that two can never wait for each other (docs/decisions/0007).
pub async fn reserve(tx: &mut Tx, wanted: &[(ProductId, Quantity)]) -> Result<Vec<ReservedRow>> {
    let rows = wanted.iter().map(|(product, quantity)| [(*product).into(), (*quantity).into()]);
    let reserved = sql!(
        "WITH wanted(wanted_id, wanted_quantity) AS (VALUES {rows:ii}),
            turns AS {materialized} (SELECT {turn:wanted_id} AS turn FROM (SELECT wanted_id FROM wanted ORDER BY wanted_id) w)
         UPDATE products SET reserved = reserved + wanted_quantity FROM wanted
         WHERE (SELECT COUNT(*) FROM turns) > 0 AND id = wanted_id AND archived_at IS NULL AND on_hand - reserved >= wanted_quantity
         RETURNING id, name, category_id, price, unit, step, minimum"
    )
    .rows(rows)
    .all(tx)
    .await?;
    tx.hint_stock();
    Ok(reserved)
}

/// Changes what is promised to an order that is changed: so much more or less (`delta`, thousandths) of each product. Every product or, when
/// fewer rows come back than were asked, not all: more is refused of what is not there or not sold any more (the caller then rolls back).
/// Turns are taken as for [`reserve`].
pub async fn change_reservation(tx: &mut Tx, deltas: &[(ProductId, i64)]) -> Result<Vec<ReservedRow>> {
    if deltas.is_empty() {
        return Ok(Vec::new());
    }
    let changed = sql!(
        "WITH wanted(wanted_id, wanted_delta) AS (VALUES {rows:ii}),
            turns AS {materialized} (SELECT {turn:wanted_id} AS turn FROM (SELECT wanted_id FROM wanted ORDER BY wanted_id) w)
         UPDATE products SET reserved = reserved + wanted_delta FROM wanted
         WHERE (SELECT COUNT(*) FROM turns) > 0 AND id = wanted_id
            AND (wanted_delta < 0 OR (archived_at IS NULL AND on_hand - reserved >= wanted_delta))
         RETURNING id, name, category_id, price, unit, step, minimum"
    )
    .rows(deltas.iter().map(|(product, delta)| [(*product).into(), (*delta).into()]))
    .all(tx)
    .await?;
    tx.hint_stock();
    Ok(changed)
}

/// Writes the ledger's rows for such a change: one a product and revision (the order's new version).
pub async fn record_change(
    tx: &mut Tx,
    order: OrderId,
    revision: i64,
    deltas: &[(ProductId, i64)],
    by: &By,
) -> Result<()> {
    if deltas.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    sql!(
        "WITH v(product_id, delta) AS (VALUES {rows:ii})
         INSERT INTO stock_movements (product_id, order_id, kind, delta_on_hand, delta_reserved, actor, actor_id, actor_name, created_at, revision)
         SELECT v.product_id, CAST($1 AS BIGINT), CASE WHEN v.delta > 0 THEN 'reserve' ELSE 'release' END, 0, v.delta, CAST($3 AS TEXT),
            CAST($4 AS BIGINT), CAST($5 AS TEXT), CAST($6 AS BIGINT), CAST($2 AS BIGINT) FROM v ORDER BY v.product_id"
    )
    .bind(order)
    .bind(revision)
    .bind(by.actor.code())
    .bind(by.id)
    .bind(by.name.as_str())
    .bind(now)
    .rows(deltas.iter().map(|(product, delta)| [(*product).into(), (*delta).into()]))
    .run(tx)
    .await
    .map(drop)
}

/// Writes the ledger's rows for a reservation, from the order's lines.
pub async fn record_reservation(tx: &mut Tx, order: OrderId, by: &By) -> Result<()> {
    let now = tx.now();
    sql!(
        "INSERT INTO stock_movements (product_id, order_id, kind, delta_on_hand, delta_reserved, actor, actor_id, actor_name, created_at)
         SELECT l.product_id, l.order_id, 'reserve', 0, l.quantity, CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS BIGINT)
         FROM order_lines l WHERE l.order_id = $1"
    )
    .bind(order)
    .bind(by.actor.code())
    .bind(by.id)
    .bind(by.name.as_str())
    .bind(now)
    .run(tx)
    .await
    .map(drop)
}

/// Takes a promise back: levels and ledger, exactly once (the ledger's unique index refuses a second time).
pub async fn release(tx: &mut Tx, order: OrderId, by: &By) -> Result<()> {
    let now = tx.now();
    sql!(
        "WITH held AS {materialized} (SELECT l.product_id AS held_id, l.quantity AS held_quantity FROM order_lines l WHERE l.order_id = $1),
            turns AS {materialized} (SELECT {turn:held_id} AS turn FROM (SELECT held_id FROM held ORDER BY held_id) w)
         UPDATE products SET reserved = reserved - held_quantity FROM held
         WHERE (SELECT COUNT(*) FROM turns) > 0 AND id = held_id"
    )
    .bind(order)
    .run(tx)
    .await?;
    sql!(
        "INSERT INTO stock_movements (product_id, order_id, kind, delta_on_hand, delta_reserved, actor, actor_id, actor_name, created_at)
         SELECT l.product_id, l.order_id, 'release', 0, -l.quantity, CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS BIGINT)
         FROM order_lines l WHERE l.order_id = $1"
    )
    .bind(order)
    .bind(by.actor.code())
    .bind(by.id)
    .bind(by.name.as_str())
    .bind(now)
    .run(tx)
    .await?;
    tx.hint_stock();
    Ok(())
}

/// Goods leave the yard: reserved turns into sold, exactly once. What was missing at the delivery is free again (docs/decisions/0019).
pub async fn sell(tx: &mut Tx, order: OrderId, by: &By) -> Result<()> {
    let now = tx.now();
    sql!(
        "WITH held AS {materialized} (SELECT l.product_id AS held_id, l.quantity AS held_quantity, l.quantity - COALESCE(s.quantity, 0) AS gone
                FROM order_lines l LEFT JOIN delivery_shortfalls s ON s.order_id = l.order_id AND s.product_id = l.product_id WHERE l.order_id = $1),
            turns AS {materialized} (SELECT {turn:held_id} AS turn FROM (SELECT held_id FROM held ORDER BY held_id) w)
         UPDATE products SET on_hand = on_hand - gone, reserved = reserved - held_quantity FROM held
         WHERE (SELECT COUNT(*) FROM turns) > 0 AND id = held_id"
    )
    .bind(order)
    .run(tx)
    .await?;
    sql!(
        "INSERT INTO stock_movements (product_id, order_id, kind, delta_on_hand, delta_reserved, actor, actor_id, actor_name, created_at)
         SELECT l.product_id, l.order_id, 'sell', COALESCE(s.quantity, 0) - l.quantity, COALESCE(s.quantity, 0) - l.quantity,
            CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS BIGINT)
         FROM order_lines l LEFT JOIN delivery_shortfalls s ON s.order_id = l.order_id AND s.product_id = l.product_id
         WHERE l.order_id = $1 AND l.quantity > COALESCE(s.quantity, 0)
         UNION ALL
         SELECT s.product_id, s.order_id, 'release', 0, -s.quantity, CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS BIGINT)
         FROM delivery_shortfalls s WHERE s.order_id = $1"
    )
    .bind(order)
    .bind(by.actor.code())
    .bind(by.id)
    .bind(by.name.as_str())
    .bind(now)
    .run(tx)
    .await?;
    tx.hint_stock();
    Ok(())
}

/// A change by hand: restock, breakage, count, or the first entry. `delta` in thousandths, with its sign.
/// False when there is not enough that is not promised, or no such product.
pub async fn adjust(tx: &mut Tx, product: ProductId, kind: &str, delta: i64, reason: &str, by: &By) -> Result<bool> {
    let now = tx.now();
    let changed =
        sql!("UPDATE products SET on_hand = on_hand + $2 WHERE id = $1 AND on_hand + $2 >= reserved RETURNING id")
            .bind(product)
            .bind(delta)
            .optional::<IdRow>(tx)
            .await?;
    if changed.is_none() {
        return Ok(false);
    }
    sql!(
        "INSERT INTO stock_movements (product_id, kind, delta_on_hand, delta_reserved, reason, actor, actor_id, actor_name, created_at)
         VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8)"
    )
    .bind(product)
    .bind(kind)
    .bind(delta)
    .bind(reason)
    .bind(by.actor.code())
    .bind(by.id)
    .bind(by.name.as_str())
    .bind(now)
    .run(tx)
    .await?;
    tx.hint_catalogue();
    Ok(true)
}

record! { struct LevelRow { on_hand: Quantity, reserved: Quantity } }

/// What lies in the yard and what of it is promised, with the row locked until the end of the transaction; `None` for an unknown product.
pub async fn level_locked(tx: &mut Tx, product: ProductId) -> Result<Option<(Quantity, Quantity)>> {
    let row = sql!("SELECT p.on_hand, p.reserved FROM products p WHERE p.id = $1 {lock:p}")
        .bind(product)
        .optional::<LevelRow>(tx)
        .await?;
    Ok(row.map(|row| (row.on_hand, row.reserved)))
}

record! {
    /// A row of the ledger as the admin sees it.
    pub struct MovementRow {
        pub id: i64,
        pub product_id: ProductId,
        pub product_name: String,
        pub unit: String,
        pub order_id: Option<OrderId>,
        pub kind: String,
        pub delta_on_hand: i64,
        pub delta_reserved: i64,
        pub reason: Option<String>,
        pub actor: String,
        pub actor_name: String,
        pub created_at: UtcMillis,
        /// What stood in the yard, and what of it was promised, once this row was written.
        pub on_hand_after: i64,
        pub reserved_after: i64,
    }
}

/// What of the ledger is shown.
#[derive(Clone, Debug, Default)]
pub struct MovementFilter {
    pub product: Option<ProductId>,
    pub kind: Option<String>,
    /// From this instant.
    pub from: Option<UtcMillis>,
    /// Before this instant.
    pub before: Option<UtcMillis>,
    /// Part of the name of who did it.
    pub who: Option<String>,
    /// Rows behind this one.
    pub beyond: Option<i64>,
    pub oldest_first: bool,
}

/// The statement of the ledger in one direction: what lies beyond a row, and how the rows follow.
macro_rules! movements {
    ($beyond:literal, $order:literal) => {
        sql!(concat!(
            "SELECT m.id, m.product_id, p.name AS product_name, p.unit, m.order_id, m.kind, m.delta_on_hand, m.delta_reserved, m.reason,
                m.actor, m.actor_name, m.created_at,
                p.on_hand - (SELECT CAST(COALESCE(SUM(n.delta_on_hand), 0) AS BIGINT) FROM stock_movements n
                    WHERE n.product_id = m.product_id AND n.id > m.id) AS on_hand_after,
                p.reserved - (SELECT CAST(COALESCE(SUM(n.delta_reserved), 0) AS BIGINT) FROM stock_movements n
                    WHERE n.product_id = m.product_id AND n.id > m.id) AS reserved_after
             FROM stock_movements m JOIN products p ON p.id = m.product_id
             WHERE (CAST($1 AS BIGINT) IS NULL OR m.product_id = $1) AND (CAST($2 AS TEXT) IS NULL OR m.kind = $2)
                AND (CAST($3 AS BIGINT) IS NULL OR m.created_at >= $3) AND (CAST($4 AS BIGINT) IS NULL OR m.created_at < $4)
                AND (CAST($5 AS TEXT) IS NULL OR LOWER(m.actor_name) LIKE $5 ESCAPE '!') AND (CAST($6 AS BIGINT) IS NULL OR ",
            $beyond,
            ") ORDER BY ",
            $order,
            " LIMIT $7"
        ))
    };
}

/// So many rows of the ledger, newest first unless asked otherwise, with the levels each led to: reckoned back from those of now, so that
/// the newest pages, which are read most, cost least.
pub async fn movements(on: &mut impl OnLink, filter: &MovementFilter, take: i64) -> Result<Vec<MovementRow>> {
    let who = filter.who.as_deref().map(str::trim).filter(|who| !who.is_empty());
    let statement =
        if filter.oldest_first { movements!("m.id > $6", "m.id") } else { movements!("m.id < $6", "m.id DESC") };
    statement
        .bind(filter.product)
        .bind(filter.kind.as_deref())
        .bind(filter.from)
        .bind(filter.before)
        .bind(who.map(crate::places::like))
        .bind(filter.beyond)
        .bind(take)
        .all(on)
        .await
}

record! {
    /// A product whose levels and ledger disagree.
    pub struct DisagreementRow {
        pub id: ProductId,
        pub on_hand: i64,
        pub reserved: i64,
        pub ledger_on_hand: i64,
        pub ledger_reserved: i64,
    }
}

/// All products whose levels are not the sums of their ledger rows. Always empty in a healthy shop.
pub async fn disagreements(on: &mut impl OnLink) -> Result<Vec<DisagreementRow>> {
    sql!(
        "WITH sums AS (SELECT product_id, CAST(SUM(delta_on_hand) AS BIGINT) AS h, CAST(SUM(delta_reserved) AS BIGINT) AS r
            FROM stock_movements GROUP BY product_id)
         SELECT p.id, p.on_hand, p.reserved, COALESCE(s.h, 0) AS ledger_on_hand, COALESCE(s.r, 0) AS ledger_reserved
         FROM products p LEFT JOIN sums s ON s.product_id = p.id
         WHERE p.on_hand <> COALESCE(s.h, 0) OR p.reserved <> COALESCE(s.r, 0) ORDER BY p.id"
    )
    .all(on)
    .await
}
