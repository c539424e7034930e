//! Counts of the yard (domain.md §4): sheets, lines counted at different moments by several people, and their approval as rows of the
//! ledger. A line keeps what the books said at the moment it was counted, so that what moves later is not lost.

use domain::{
    ids::{CategoryId, ProductId},
    money::Rupiah,
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, places::By, query::IdRow, record, sql};

record! {
    /// A count in the list, or the head of its sheet.
    pub struct CountRow {
        pub id: i64,
        /// The category it was made for; nothing means all goods.
        pub category_name: Option<String>,
        pub note: String,
        /// `open`, `approved` or `cancelled`.
        pub state: String,
        pub opened_by: String,
        pub opened_at: UtcMillis,
        pub closed_by: Option<String>,
        pub closed_at: Option<UtcMillis>,
        /// Value of all differences in rupiah at the prices of then, with its sign; set with the approval.
        pub value: Option<i64>,
        pub version: i64,
        pub lines: i64,
        pub counted: i64,
        pub differing: i64,
    }
}

/// What a count row needs beside its own columns.
macro_rules! count_columns {
    () => {
        "c.id, c.category_name, c.note, c.state, c.opened_by, c.opened_at, c.closed_by, c.closed_at, c.value, c.version,
            (SELECT COUNT(*) FROM stock_count_lines l WHERE l.count_id = c.id) AS lines,
            (SELECT COUNT(*) FROM stock_count_lines l WHERE l.count_id = c.id AND l.counted IS NOT NULL) AS counted,
            (SELECT COUNT(*) FROM stock_count_lines l WHERE l.count_id = c.id AND l.counted <> l.book - l.away) AS differing
         FROM stock_counts c"
    };
}

/// The latest counts: open ones first, at most 100.
pub async fn list(on: &mut impl OnLink) -> Result<Vec<CountRow>> {
    sql!(concat!(
        "SELECT ",
        count_columns!(),
        " ORDER BY CASE WHEN c.state = 'open' THEN 0 ELSE 1 END, c.id DESC LIMIT 100"
    ))
    .all(on)
    .await
}

/// One count.
pub async fn count(on: &mut impl OnLink, id: i64) -> Result<Option<CountRow>> {
    sql!(concat!("SELECT ", count_columns!(), " WHERE c.id = $1")).bind(id).optional(on).await
}

record! {
    /// A line of a sheet, with the product as it is now.
    pub struct CountLineRow {
        pub product_id: ProductId,
        pub name: String,
        pub unit: String,
        pub step: Quantity,
        pub category_name: Option<String>,
        pub counted: Option<Quantity>,
        /// On hand by the books at the moment of counting, in thousandths; a truck's load (`away`) is part of it.
        pub book: Option<i64>,
        pub away: Option<i64>,
        pub price: Option<Rupiah>,
        pub counted_by: Option<String>,
        pub counted_at: Option<UtcMillis>,
        pub version: i64,
        pub on_hand: Quantity,
        pub reserved: Quantity,
    }
}

impl CountLineRow {
    /// How much more (or less) was counted than the books said, in thousandths; nothing before it was counted.
    pub fn variance(&self) -> Option<i64> {
        let (counted, book, away) = (self.counted?, self.book?, self.away?);
        Some(counted.thousandths() - (book - away))
    }

    /// Whether the difference cannot be taken from the yard: what is left would not be enough for what is promised.
    pub fn blocked(&self) -> bool {
        self.variance().is_some_and(|variance| self.on_hand.thousandths() + variance < self.reserved.thousandths())
    }
}

/// The lines of a count by category and name.
pub async fn lines(on: &mut impl OnLink, id: i64) -> Result<Vec<CountLineRow>> {
    sql!(
        "SELECT l.product_id, p.name, p.unit, p.step, k.name AS category_name, l.counted, l.book, l.away, l.price, l.counted_by, l.counted_at,
            l.version, p.on_hand, p.reserved
         FROM stock_count_lines l JOIN products p ON p.id = l.product_id LEFT JOIN categories k ON k.id = p.category_id
         WHERE l.count_id = $1 ORDER BY COALESCE(LOWER(k.name), '~'), LOWER(p.name), p.id"
    )
    .bind(id)
    .all(on)
    .await
}

/// Opens a count over all goods on sale, or those of a category; how many lines it has.
pub async fn open(tx: &mut Tx, category: Option<(CategoryId, &str)>, note: &str, by: &By) -> Result<(i64, u64)> {
    let now = tx.now();
    let id = sql!(
        "INSERT INTO stock_counts (category_name, note, state, opened_by, opened_at) VALUES ($1, $2, 'open', $3, $4) RETURNING id"
    )
    .bind(category.map(|(_, name)| name))
    .bind(note)
    .bind(by.name.as_str())
    .bind(now)
    .one::<IdRow>(tx)
    .await?
    .id;
    let lines = sql!(
        "INSERT INTO stock_count_lines (count_id, product_id)
         SELECT CAST($1 AS BIGINT), p.id FROM products p
         WHERE p.archived_at IS NULL AND (CAST($2 AS BIGINT) IS NULL OR p.category_id = $2)"
    )
    .bind(id)
    .bind(category.map(|(category, _)| category))
    .run(tx)
    .await?;
    Ok((id, lines))
}

record! {
    /// What a change of a count looks at first, with its row locked.
    pub struct CountHead { pub state: String, pub version: i64 }
}

/// Reads a count for changing it: whoever saves a line and whoever approves take turns.
pub async fn lock(tx: &mut Tx, id: i64) -> Result<Option<CountHead>> {
    sql!("SELECT c.state, c.version FROM stock_counts c WHERE c.id = $1 {lock:c}").bind(id).optional(tx).await
}

record! {
    /// How much of a product is on trucks.
    pub struct AwayRow { pub product_id: ProductId, pub away: Quantity }
}

/// What is on the trucks of each product, by the books still in the yard.
pub async fn away(on: &mut impl OnLink) -> Result<Vec<AwayRow>> {
    sql!(
        "SELECT l.product_id, CAST(SUM(l.quantity) AS BIGINT) AS away FROM order_lines l JOIN orders o ON o.id = l.order_id
         WHERE o.state = 'shipped' GROUP BY l.product_id ORDER BY l.product_id"
    )
    .all(on)
    .await
}

/// Marks that something of a count changed.
pub async fn touch(tx: &mut Tx, id: i64) -> Result<()> {
    sql!("UPDATE stock_counts SET version = version + 1 WHERE id = $1").bind(id).run(tx).await.map(drop)
}

/// Writes how much was counted, with what the books say at this very moment; `None` takes it back. False when somebody else counted the
/// line since it was shown, or it is not on the sheet.
pub async fn put(
    tx: &mut Tx,
    (id, product, version): (i64, ProductId, i64),
    counted: Option<Quantity>,
    by: &By,
) -> Result<bool> {
    let now = tx.now();
    let changed = sql!(
        "UPDATE stock_count_lines SET counted = CAST($4 AS BIGINT), version = version + 1,
            book = CASE WHEN CAST($4 AS BIGINT) IS NULL THEN NULL ELSE (SELECT p.on_hand FROM products p WHERE p.id = $2) END,
            away = CASE WHEN CAST($4 AS BIGINT) IS NULL THEN NULL ELSE (SELECT CAST(COALESCE(SUM(l.quantity), 0) AS BIGINT)
                FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.product_id = $2 AND o.state = 'shipped') END,
            price = CASE WHEN CAST($4 AS BIGINT) IS NULL THEN NULL ELSE (SELECT p.price FROM products p WHERE p.id = $2) END,
            counted_by = CASE WHEN CAST($4 AS BIGINT) IS NULL THEN NULL ELSE CAST($5 AS TEXT) END,
            counted_at = CASE WHEN CAST($4 AS BIGINT) IS NULL THEN NULL ELSE CAST($6 AS BIGINT) END
         WHERE count_id = $1 AND product_id = $2 AND version = $3"
    )
    .bind(id)
    .bind(product)
    .bind(version)
    .bind(counted)
    .bind(by.name.as_str())
    .bind(now)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Moves the levels of all products that were counted differently, taking turns at them (docs/decisions/0007), and writes the ledger's
/// rows. How many levels could be moved: fewer than differ means that one would fall below what is promised (the caller then rolls back).
pub async fn apply(tx: &mut Tx, id: i64, reason: &str, by: &By) -> Result<u64> {
    let now = tx.now();
    let moved = sql!(
        "WITH differing AS {materialized} (SELECT l.product_id AS differing_id, l.counted - (l.book - l.away) AS delta
                FROM stock_count_lines l WHERE l.count_id = $1 AND l.counted <> l.book - l.away),
            turns AS {materialized} (SELECT {turn:differing_id} AS turn FROM (SELECT differing_id FROM differing ORDER BY differing_id) w)
         UPDATE products SET on_hand = on_hand + delta FROM differing
         WHERE (SELECT COUNT(*) FROM turns) > 0 AND id = differing_id AND on_hand + delta >= reserved"
    )
    .bind(id)
    .run(tx)
    .await?;
    sql!(
        "INSERT INTO stock_movements (product_id, kind, delta_on_hand, delta_reserved, reason, actor, actor_id, actor_name, created_at)
         SELECT l.product_id, 'count', l.counted - (l.book - l.away), 0, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT),
            CAST($5 AS TEXT), CAST($6 AS BIGINT)
         FROM stock_count_lines l WHERE l.count_id = $1 AND l.counted <> l.book - l.away ORDER BY l.product_id"
    )
    .bind(id)
    .bind(reason)
    .bind(by.actor.code())
    .bind(by.id)
    .bind(by.name.as_str())
    .bind(now)
    .run(tx)
    .await?;
    tx.hint_catalogue();
    Ok(moved)
}

/// Ends an open count as `approved` (with the value of its differences) or `cancelled`. False when it had ended before.
pub async fn close(tx: &mut Tx, id: i64, state: &str, value: Option<i64>, by: &By) -> Result<bool> {
    let now = tx.now();
    let closed = sql!(
        "UPDATE stock_counts SET state = $2, value = $3, closed_by = $4, closed_at = $5, version = version + 1
         WHERE id = $1 AND state = 'open'"
    )
    .bind(id)
    .bind(state)
    .bind(value)
    .bind(by.name.as_str())
    .bind(now)
    .run(tx)
    .await?;
    Ok(closed == 1)
}
