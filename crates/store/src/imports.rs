//! Tables that wait to be brought in (docs/decisions/0021), and what is read for tables that are taken out.

use domain::{import::ImportKind, money::Rupiah, time::UtcMillis};

use crate::{OnLink, Result, Tx, places::By, query::IdRow, record, sql};

record! {
    /// An import; its table only where one is looked at.
    pub struct ImportRow {
        pub id: i64,
        pub kind: String,
        pub file_name: String,
        pub lines: i64,
        /// `waiting`, `applied` or `dropped`.
        pub state: String,
        pub created: Option<i64>,
        pub changed: Option<i64>,
        pub unchanged: Option<i64>,
        pub begun_by: String,
        pub begun_at: UtcMillis,
        pub ended_by: Option<String>,
        pub ended_at: Option<UtcMillis>,
        pub reason: String,
        /// JSON; nothing once it is decided.
        pub cells: Option<String>,
    }
}

/// A table that was read.
#[derive(Clone, Copy, Debug)]
pub struct NewImport<'a> {
    pub kind: ImportKind,
    pub form_key: &'a str,
    pub file_name: &'a str,
    pub reason: &'a str,
    pub cells: &'a str,
    pub lines: i64,
}

/// Keeps a table until somebody decides about it; its number, and whether it is new. The same file by the same form is the same import.
pub async fn insert(tx: &mut Tx, new: &NewImport<'_>, by: &By) -> Result<(i64, bool)> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO imports (kind, form_key, file_name, reason, cells, lines, state, begun_by, begun_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8)
         ON CONFLICT (form_key) DO NOTHING RETURNING id"
    )
    .bind(new.kind.code())
    .bind(new.form_key)
    .bind(new.file_name)
    .bind(new.reason)
    .bind(new.cells)
    .bind(new.lines)
    .bind(by.name.as_str())
    .bind(now)
    .optional::<IdRow>(tx)
    .await?;
    if let Some(row) = row {
        return Ok((row.id, true));
    }
    let row: IdRow = sql!("SELECT id FROM imports WHERE form_key = $1").bind(new.form_key).one(tx).await?;
    Ok((row.id, false))
}

/// The latest imports of a kind, newest first.
pub async fn latest(on: &mut impl OnLink, kind: ImportKind, most: i64) -> Result<Vec<ImportRow>> {
    sql!(
        "SELECT id, kind, file_name, lines, state, created, changed, unchanged, begun_by, begun_at, ended_by, ended_at,
            reason, CAST(NULL AS TEXT) AS cells FROM imports WHERE kind = $1 ORDER BY id DESC LIMIT $2"
    )
    .bind(kind.code())
    .bind(most)
    .all(on)
    .await
}

/// One import.
pub async fn import(on: &mut impl OnLink, id: i64) -> Result<Option<ImportRow>> {
    sql!(
        "SELECT id, kind, file_name, lines, state, created, changed, unchanged, begun_by, begun_at, ended_by, ended_at,
            reason, cells FROM imports WHERE id = $1"
    )
    .bind(id)
    .optional(on)
    .await
}

/// One import, held until the end of the transaction: who decides second waits and finds it decided.
pub async fn lock(tx: &mut Tx, id: i64) -> Result<Option<ImportRow>> {
    sql!(
        "SELECT i.id, i.kind, i.file_name, i.lines, i.state, i.created, i.changed, i.unchanged, i.begun_by, i.begun_at, i.ended_by, i.ended_at,
            i.reason, i.cells FROM imports i WHERE i.id = $1 {lock:i}"
    )
    .bind(id)
    .optional(tx)
    .await
}

/// Rows that are new, changed and as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub created: i64,
    pub changed: i64,
    pub unchanged: i64,
}

/// Ends a waiting import, with the figures when it was taken. False when it had ended before.
pub async fn end(tx: &mut Tx, id: i64, figures: Option<Figures>, by: &By) -> Result<bool> {
    let now = tx.now();
    let ended = sql!(
        "UPDATE imports SET state = $2, cells = NULL, created = $3, changed = $4, unchanged = $5, ended_by = $6, ended_at = $7
         WHERE id = $1 AND state = 'waiting'"
    )
    .bind(id)
    .bind(if figures.is_some() { "applied" } else { "dropped" })
    .bind(figures.map(|figures| figures.created))
    .bind(figures.map(|figures| figures.changed))
    .bind(figures.map(|figures| figures.unchanged))
    .bind(by.name.as_str())
    .bind(now)
    .run(tx)
    .await?;
    Ok(ended == 1)
}

/// Drops tables that nobody decided about since `before`.
pub async fn prune(tx: &mut Tx, before: UtcMillis, words: &str) -> Result<u64> {
    let now = tx.now();
    sql!(
        "UPDATE imports SET state = 'dropped', cells = NULL, ended_by = $2, ended_at = $3 WHERE state = 'waiting' AND begun_at < $1"
    )
    .bind(before)
    .bind(words)
    .bind(now)
    .run(tx)
    .await
}

record! {
    /// A customer in an exported table.
    pub struct ExportedCustomer {
        pub username: String,
        pub name: String,
        pub phone: String,
        pub address: String,
        /// `YYYY-MM-DD`, or empty.
        pub birth_date: String,
        pub email: Option<String>,
        pub consent_at: Option<UtcMillis>,
        pub created_at: UtcMillis,
        pub tags: Option<String>,
        pub orders: i64,
        pub bought: Rupiah,
        pub total: i64,
    }
}

/// Customers of the shop by name, for a table; at most `most`, with how many there are.
pub async fn customers(on: &mut impl OnLink, most: i64) -> Result<Vec<ExportedCustomer>> {
    sql!(
        "SELECT c.username, c.name, c.phone, c.address, c.birth_date, c.email, c.consent_at, c.created_at,
            (SELECT STRING_AGG(t.name, ', ' ORDER BY t.name_key) FROM customer_tags l JOIN tags t ON t.id = l.tag_id WHERE l.customer_id = c.id) AS tags,
            COALESCE(s.orders, 0) AS orders, COALESCE(s.bought, 0) AS bought, COUNT(*) OVER () AS total
         FROM customers c LEFT JOIN (SELECT customer_id, COUNT(*) AS orders,
                CAST(SUM(CASE WHEN state IN ('paid', 'shipped', 'completed') THEN goods_total ELSE 0 END) AS BIGINT) AS bought
            FROM orders GROUP BY customer_id) s ON s.customer_id = c.id
         WHERE c.deactivated_at IS NULL ORDER BY LOWER(c.name), c.id LIMIT $1"
    )
    .bind(most)
    .all(on)
    .await
}
