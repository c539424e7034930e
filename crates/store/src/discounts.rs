//! Discount rows, and what the price of a customer depends on (domain.md §8).

use domain::{
    ids::{CustomerId, DiscountId, ProductId},
    money::Rupiah,
    percent::Percent,
    time::UtcMillis,
};

use crate::{OnLink, Result, StoreError, Tx, query::IdRow, record, sql};

record! {
    /// The customer beside one discount row that may count for them; `discount_id` is empty when there is none.
    pub struct FactRow {
        pub customer_id: CustomerId,
        pub customer_name: String,
        pub customer_phone: String,
        pub customer_address: String,
        /// `YYYY-MM-DD`.
        pub birth_date: String,
        /// Σ goods total of Paid, Shipped and Completed orders.
        pub bought: Rupiah,
        /// Number of orders, ever.
        pub orders: i64,
        pub discount_id: Option<DiscountId>,
        pub owner_id: Option<CustomerId>,
        pub percent: Option<Percent>,
        pub scope: Option<String>,
        pub product_id: Option<ProductId>,
        pub minimum: Option<Rupiah>,
        pub message: Option<String>,
        pub valid_from: Option<UtcMillis>,
        pub valid_until: Option<UtcMillis>,
        pub uses_left: Option<i64>,
        pub origin: Option<String>,
        pub row_created_at: Option<UtcMillis>,
        /// Day of the newest birthday gift, `YYYY-MM-DD`; with it the rest of the gift.
        pub gift_day: Option<String>,
        pub gift_loyal: Option<bool>,
        /// Ids with commas.
        pub gift_favourites: Option<String>,
        pub gift_permanent_percent: Option<Percent>,
        pub gift_instant_percent: Option<Percent>,
        pub gift_instant_threshold: Option<Rupiah>,
        /// The favourites of now, ids with commas; empty when none were asked for.
        pub favourites: Option<String>,
    }
}

/// The customer with the newest birthday gift and every active, unexpired discount row that is theirs or everybody's; with as many of the
/// favourite products as asked (by Σ quantity, then more recently bought, then lower id; domain.md §8). Empty for an unknown customer.
pub async fn facts(
    on: &mut impl OnLink,
    customer: CustomerId,
    now: UtcMillis,
    favourites: i64,
) -> Result<Vec<FactRow>> {
    sql!(
        "SELECT c.id AS customer_id, c.name AS customer_name, c.phone AS customer_phone, c.address AS customer_address, c.birth_date,
            (SELECT CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) FROM orders o
                WHERE o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed')) AS bought,
            (SELECT COUNT(*) FROM orders o WHERE o.customer_id = c.id) AS orders,
            d.id AS discount_id, d.customer_id AS owner_id, d.percent, d.scope, d.product_id, d.minimum, d.message, d.valid_from,
            d.valid_until, d.uses_left, d.origin, d.created_at AS row_created_at,
            g.day AS gift_day, g.loyal AS gift_loyal, g.favourites AS gift_favourites, g.permanent_percent AS gift_permanent_percent,
            g.instant_percent AS gift_instant_percent, g.instant_threshold AS gift_instant_threshold,
            CASE WHEN CAST($3 AS BIGINT) > 0 THEN (SELECT STRING_AGG(CAST(f.product_id AS TEXT), ',' ORDER BY f.place) FROM (
                SELECT l.product_id, ROW_NUMBER() OVER (ORDER BY SUM(l.quantity) DESC, MAX(o.placed_at) DESC, l.product_id) AS place
                FROM orders o JOIN order_lines l ON l.order_id = o.id
                WHERE o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed') GROUP BY l.product_id) f
                WHERE f.place <= $3) END AS favourites
         FROM customers c LEFT JOIN discounts d ON (d.customer_id = c.id OR d.customer_id IS NULL) AND d.active = 1
            AND (d.valid_until IS NULL OR d.valid_until > $2)
         LEFT JOIN birthday_gifts g ON g.customer_id = c.id
            AND g.year = (SELECT MAX(y.year) FROM birthday_gifts y WHERE y.customer_id = c.id)
         WHERE c.id = $1 AND c.deactivated_at IS NULL ORDER BY d.id"
    )
    .bind(customer)
    .bind(now)
    .bind(favourites)
    .all(on)
    .await
}

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
        pub uses_left: Option<i64>,
        pub uses_allowed: Option<i64>,
        /// Orders that use it and were not cancelled.
        pub used: i64,
    }
}

/// Reads a row with a lock, so that no order claims a use meanwhile.
pub async fn lock(tx: &mut Tx, id: DiscountId) -> Result<Option<LockedDiscount>> {
    sql!(
        "SELECT d.version, d.uses_left, d.uses_allowed,
            (SELECT COUNT(*) FROM discount_uses u WHERE u.discount_id = d.id AND u.given_back_at IS NULL) AS used
         FROM discounts d WHERE d.id = $1 {lock:d}"
    )
    .bind(id)
    .optional(tx)
    .await
}

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
