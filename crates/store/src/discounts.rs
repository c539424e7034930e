//! Discount rows, and what the price of a customer depends on (domain.md §8).

use domain::{
    ids::{CustomerId, DiscountId, ProductId},
    money::Rupiah,
    percent::Percent,
    time::UtcMillis,
};

use crate::{OnLink, Result, StoreError, Tx, query::IdRow, record, sql};

mod of_buyer;

pub use of_buyer::{FactRow, facts, facts_to_keep};

record! {
    /// A discount row for everybody.
    pub struct PublicRow {
        pub id: DiscountId,
        pub percent: Percent,
        pub scope: String,
        pub product_id: Option<ProductId>,
        pub minimum: Option<Rupiah>,
        pub message: String,
        pub valid_from: Option<UtcMillis>,
        pub valid_until: Option<UtcMillis>,
        pub uses_left: Option<i64>,
        pub origin: String,
        pub created_at: UtcMillis,
    }
}

/// Active rows that are for everybody, for the prices a visitor sees.
pub async fn for_everybody(on: &mut impl OnLink) -> Result<Vec<PublicRow>> {
    sql!(
        "SELECT id, percent, scope, product_id, minimum, message, valid_from, valid_until, uses_left, origin, created_at
         FROM discounts WHERE customer_id IS NULL AND active = 1 ORDER BY id"
    )
    .all(on)
    .await
}

/// A discount as the office wants it; all values were parsed.
#[derive(Clone, Debug)]
pub struct NewDiscount {
    pub customer: Option<CustomerId>,
    pub percent: Percent,
    pub scope: String,
    pub product: Option<ProductId>,
    pub minimum: Option<Rupiah>,
    pub message: String,
    pub valid_from: Option<UtcMillis>,
    pub valid_until: Option<UtcMillis>,
    pub active: bool,
    /// Orders it may be used in altogether; `None` without limit.
    pub uses_allowed: Option<i64>,
    pub origin: String,
    /// Of the form it was set by: a second row of the same form is the first one.
    pub cause: Option<String>,
}

/// Writes a discount row.
pub async fn insert(tx: &mut Tx, new: &NewDiscount) -> Result<DiscountId> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO discounts (customer_id, percent, scope, product_id, minimum, message, valid_from, valid_until, active, uses_left,
            uses_allowed, origin, created_at, cause)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13)
         ON CONFLICT (cause) DO UPDATE SET cause = excluded.cause RETURNING id"
    )
    .bind(new.customer)
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
    .bind(now)
    .bind(new.cause.as_deref())
    .one::<IdRow>(tx)
    .await?;
    tx.hint_catalogue();
    DiscountId::try_from(row.id)
        .map_err(|_| StoreError::Corrupt { column: "id".into(), cause: "is not positive".into() })
}

record! {
    /// What must be known of a row before it is changed.
    pub struct LockedDiscount {
        pub version: i64,
        pub percent: Percent,
        pub scope: String,
        pub product_id: Option<ProductId>,
        pub minimum: Option<Rupiah>,
        pub message: String,
        pub valid_from: Option<UtcMillis>,
        pub valid_until: Option<UtcMillis>,
        pub active: bool,
        pub uses_left: Option<i64>,
        pub uses_allowed: Option<i64>,
    }
}

/// Reads a row with a lock, once no order that uses it is being placed, changed or cancelled; none is until the end of the transaction
/// (docs/decisions/0007).
pub async fn lock(tx: &mut Tx, id: DiscountId) -> Result<Option<LockedDiscount>> {
    sql!(
        "WITH turns AS {materialized} (SELECT {discount_turn:row_id:alone} AS turn FROM (SELECT CAST($1 AS BIGINT) AS row_id, 1 AS alone) w)
         SELECT d.version, d.percent, d.scope, d.product_id, d.minimum, d.message, d.valid_from, d.valid_until, d.active, d.uses_left,
            d.uses_allowed
         FROM discounts d WHERE (SELECT COUNT(*) FROM turns) > 0 AND d.id = $1 {lock:d}"
    )
    .bind(id)
    .optional(tx)
    .await
}

/// Orders that use a row and were not cancelled. Asked in a statement after [`lock`]: an order that was being placed meanwhile is in it.
pub async fn used(on: &mut impl OnLink, id: DiscountId) -> Result<i64> {
    let row: CountRow =
        sql!("SELECT COUNT(*) AS count FROM discount_uses WHERE discount_id = $1 AND given_back_at IS NULL")
            .bind(id)
            .one(on)
            .await?;
    Ok(row.count)
}

record! { struct CountRow { count: i64 } }

/// Writes a row anew, when it still has this version. Whose it is never changes.
pub async fn update(
    tx: &mut Tx,
    id: DiscountId,
    version: i64,
    new: &NewDiscount,
    uses_left: Option<i64>,
) -> Result<bool> {
    let changed = sql!(
        "UPDATE discounts SET percent = $3, scope = $4, product_id = $5, minimum = $6, message = $7, valid_from = $8, valid_until = $9,
            active = $10, uses_left = $11, uses_allowed = $12, origin = $13, version = version + 1 WHERE id = $1 AND version = $2"
    )
    .bind(id)
    .bind(version)
    .bind(new.percent)
    .bind(new.scope.as_str())
    .bind(new.product)
    .bind(new.minimum)
    .bind(new.message.as_str())
    .bind(new.valid_from)
    .bind(new.valid_until)
    .bind(new.active)
    .bind(uses_left)
    .bind(new.uses_allowed)
    .bind(new.origin.as_str())
    .run(tx)
    .await?;
    tx.hint_catalogue();
    Ok(changed == 1)
}

/// Ends a row now; what was ordered with it stays as it is. Ending twice changes nothing.
pub async fn end(tx: &mut Tx, id: DiscountId) -> Result<bool> {
    let changed = sql!("UPDATE discounts SET active = 0, version = version + 1 WHERE id = $1 AND active = 1")
        .bind(id)
        .run(tx)
        .await?;
    tx.hint_catalogue();
    Ok(changed == 1)
}

record! {
    /// What a discount is, for naming it.
    pub struct NamedDiscount {
        pub id: DiscountId,
        pub customer_name: Option<String>,
        pub percent: Percent,
        pub scope: String,
        pub product_id: Option<ProductId>,
        pub product_name: Option<String>,
        pub minimum: Option<Rupiah>,
        pub message: String,
    }
}

/// These rows, as far as they are there.
pub async fn named(on: &mut impl OnLink, ids: &[DiscountId]) -> Result<Vec<NamedDiscount>> {
    sql!(
        "SELECT d.id, c.name AS customer_name, d.percent, d.scope, d.product_id, p.name AS product_name, d.minimum, d.message
         FROM discounts d LEFT JOIN customers c ON c.id = d.customer_id LEFT JOIN products p ON p.id = d.product_id
         WHERE d.id IN {ids} ORDER BY d.id"
    )
    .ids(ids.iter().map(|id| id.get()))
    .all(on)
    .await
}
