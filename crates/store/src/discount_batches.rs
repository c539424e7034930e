//! Discounts for many customers at once: what the office wants, for whom, and how far the job has come (domain.md §9).

use domain::{
    ids::{CustomerId, DiscountId, ProductId},
    money::Rupiah,
    percent::Percent,
    time::UtcMillis,
};

use crate::{
    OnLink, Result, Tx,
    discounts::NewDiscount,
    people_pages::named,
    places::{like, phone_like},
    query::IdRow,
    record, sql,
};

/// Writes what the office wants; its number. `None` when this very form was sent before.
pub async fn insert(tx: &mut Tx, new: &NewDiscount, admin: &str) -> Result<Option<i64>> {
    let now = tx.now();
    sql!(
        "INSERT INTO discount_batches (percent, scope, product_id, minimum, message, valid_from, valid_until, active, uses_allowed, origin,
            admin_name, created_at, cause)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (cause) DO NOTHING RETURNING id"
    )
    .bind(new.percent)
    .bind(new.scope.as_str())
    .bind(new.product)
    .bind(new.minimum)
    .bind(new.message.as_str())
    .bind(new.valid_from)
    .bind(new.valid_until)
    .bind(new.active)
    .bind(new.uses_allowed)
    .bind(new.origin.as_str())
    .bind(admin)
    .bind(now)
    .bind(new.cause.as_deref())
    .optional::<IdRow>(tx)
    .await
    .map(|row| row.map(|row| row.id))
}

/// The batch of a form that was sent before.
pub async fn of_cause(on: &mut impl OnLink, cause: &str) -> Result<Option<IdRow>> {
    sql!("SELECT id FROM discount_batches WHERE cause = $1").bind(cause).optional(on).await
}

/// Settles that a batch is for these customers, as far as they exist; how many that are.
pub async fn aim_at(tx: &mut Tx, batch: i64, customers: &[CustomerId]) -> Result<u64> {
    if customers.is_empty() {
        return Ok(0);
    }
    sql!(
        "INSERT INTO discount_batch_customers (batch_id, customer_id)
         SELECT CAST($1 AS BIGINT), c.id FROM customers c WHERE c.deactivated_at IS NULL AND c.id IN {ids}"
    )
    .bind(batch)
    .ids(customers.iter().map(|id| id.get()))
    .run(tx)
    .await
}

/// Settles that a batch is for every customer the office's list finds with this word; how many that are.
pub async fn aim_at_found(tx: &mut Tx, batch: i64, word: &str) -> Result<u64> {
    sql!(concat!(
        "INSERT INTO discount_batch_customers (batch_id, customer_id)
         SELECT CAST($1 AS BIGINT), c.id FROM customers c WHERE c.deactivated_at IS NULL
            AND ",
        named!("$2", "$3")
    ))
    .bind(batch)
    .bind(like(word))
    .bind(phone_like(word))
    .planned_anew()
    .run(tx)
    .await
}

record! {
    /// A customer a discount may be meant for.
    pub struct AimRow {
        pub id: CustomerId,
        pub name: String,
        /// How many there are, and how many of them refused personal offers.
        pub total: i64,
        pub refused: i64,
    }
}

/// The first ten customers by name of whom the condition is true, and how many of them there are.
macro_rules! first_ten {
    ($where:expr) => {
        concat!(
            "SELECT c.id, c.name, COUNT(*) OVER () AS total, COUNT(c.profiling_refused_at) OVER () AS refused
             FROM customers c WHERE c.deactivated_at IS NULL AND ",
            $where,
            " ORDER BY LOWER(c.name), c.id LIMIT 10"
        )
    };
}

/// The first ten of these customers, and how many of them there are.
pub async fn aimed(on: &mut impl OnLink, customers: &[CustomerId]) -> Result<Vec<AimRow>> {
    if customers.is_empty() {
        return Ok(Vec::new());
    }
    sql!(first_ten!("c.id IN {ids}")).ids(customers.iter().map(|id| id.get())).all(on).await
}

/// The same for everybody the office's list finds with this word.
pub async fn found(on: &mut impl OnLink, word: &str) -> Result<Vec<AimRow>> {
    sql!(first_ten!(named!("$1", "$2"))).bind(like(word)).bind(phone_like(word)).planned_anew().all(on).await
}

record! {
    /// A batch with how far it has come.
    pub struct BatchRow {
        pub id: i64,
        pub percent: Percent,
        pub scope: String,
        pub product_id: Option<ProductId>,
        pub product_name: Option<String>,
        pub minimum: Option<Rupiah>,
        pub message: String,
        pub valid_from: Option<UtcMillis>,
        pub valid_until: Option<UtcMillis>,
        pub active: bool,
        pub admin_name: String,
        pub created_at: UtcMillis,
        pub finished_at: Option<UtcMillis>,
        /// Customers it is for.
        pub wanted: i64,
        /// Customers who have their row.
        pub done: i64,
        /// The row, when it is for one customer and written.
        pub only_row: Option<DiscountId>,
    }
}

/// One batch.
pub async fn one(on: &mut impl OnLink, id: i64) -> Result<Option<BatchRow>> {
    sql!(
        "SELECT b.id, b.percent, b.scope, b.product_id, p.name AS product_name, b.minimum, b.message, b.valid_from, b.valid_until, b.active,
            b.admin_name, b.created_at, b.finished_at,
            (SELECT COUNT(*) FROM discount_batch_customers t WHERE t.batch_id = b.id) AS wanted,
            (SELECT COUNT(*) FROM discounts d WHERE d.batch_id = b.id) AS done,
            (SELECT MAX(d.id) FROM discounts d WHERE d.batch_id = b.id HAVING COUNT(*) = 1) AS only_row
         FROM discount_batches b LEFT JOIN products p ON p.id = b.product_id WHERE b.id = $1"
    )
    .bind(id)
    .optional(on)
    .await
}

record! {
    /// What a batch gives, for the words of its notifications.
    pub struct WishRow {
        pub percent: Percent,
        pub scope: String,
        pub product_id: Option<ProductId>,
        pub product_name: Option<String>,
        pub minimum: Option<Rupiah>,
        pub message: String,
        pub valid_from: Option<UtcMillis>,
        pub valid_until: Option<UtcMillis>,
        pub active: bool,
    }
}

/// What a batch gives, without counting how far it has come.
pub async fn wish(on: &mut impl OnLink, id: i64) -> Result<Option<WishRow>> {
    sql!(
        "SELECT b.percent, b.scope, b.product_id, p.name AS product_name, b.minimum, b.message, b.valid_from, b.valid_until, b.active
         FROM discount_batches b LEFT JOIN products p ON p.id = b.product_id WHERE b.id = $1"
    )
    .bind(id)
    .optional(on)
    .await
}

record! { struct TargetRow { customer_id: CustomerId } }

/// The last customer of the next chunk after this one, if there is a chunk.
pub async fn chunk_end(tx: &mut Tx, batch: i64, after: i64, size: i64) -> Result<Option<i64>> {
    let chunk: Vec<TargetRow> = sql!(
        "SELECT customer_id FROM discount_batch_customers WHERE batch_id = $1 AND customer_id > $2 ORDER BY customer_id LIMIT $3"
    )
    .bind(batch)
    .bind(after)
    .bind(size)
    .all(tx)
    .await?;
    Ok(chunk.last().map(|row| row.customer_id.get()))
}

record! { struct WrittenRow { customer_id: Option<CustomerId> } }

/// Gives the customers of a chunk their rows, each once; those who got one now.
pub async fn write_chunk(tx: &mut Tx, batch: i64, after: i64, last: i64) -> Result<Vec<CustomerId>> {
    let now = tx.now();
    let written: Vec<WrittenRow> = sql!(
        "INSERT INTO discounts (customer_id, percent, scope, product_id, minimum, message, valid_from, valid_until, active, uses_left,
            uses_allowed, origin, created_at, batch_id)
         SELECT c.id, b.percent, b.scope, b.product_id, b.minimum, b.message, b.valid_from, b.valid_until, b.active, b.uses_allowed,
            b.uses_allowed, b.origin, CAST($4 AS BIGINT), b.id
         FROM discount_batches b JOIN discount_batch_customers t ON t.batch_id = b.id JOIN customers c ON c.id = t.customer_id
         WHERE b.id = $1 AND t.customer_id > $2 AND t.customer_id <= $3 AND c.deactivated_at IS NULL ORDER BY c.id
         ON CONFLICT (batch_id, customer_id) DO NOTHING RETURNING customer_id"
    )
    .bind(batch)
    .bind(after)
    .bind(last)
    .bind(now)
    .all(tx)
    .await?;
    Ok(written.into_iter().filter_map(|row| row.customer_id).collect())
}

/// Notes that everybody of a batch has their row.
pub async fn finish(tx: &mut Tx, batch: i64) -> Result<()> {
    let now = tx.now();
    sql!("UPDATE discount_batches SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL")
        .bind(batch)
        .bind(now)
        .run(tx)
        .await
        .map(drop)
}

record! {
    /// A customer found by username.
    pub struct NamedRow { pub id: CustomerId, pub username_key: String }
}

/// The customers with these usernames (as they are compared: lower case).
pub async fn named(on: &mut impl OnLink, keys: &[String]) -> Result<Vec<NamedRow>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    sql!(
        "WITH v(wanted) AS (VALUES {rows:t})
         SELECT c.id, c.username_key FROM customers c JOIN v ON v.wanted = c.username_key WHERE c.deactivated_at IS NULL ORDER BY c.id"
    )
    .rows(keys.iter().map(|key| [key.as_str().into()]))
    .all(on)
    .await
}
