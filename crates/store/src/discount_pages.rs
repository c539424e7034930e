//! What the office reads of discounts: the list, one row, the orders that used it, everything a customer may have.

use domain::{
    ids::{CustomerId, DiscountId, OrderId, ProductId},
    money::Rupiah,
    order::OrderState,
    percent::Percent,
    time::UtcMillis,
};

use crate::{
    OnLink, Result,
    places::{Page, like},
    record, sql,
};

record! {
    /// A discount row with the names it is about and what became of it.
    pub struct DiscountFullRow {
        pub id: DiscountId,
        pub customer_id: Option<CustomerId>,
        pub customer_name: Option<String>,
        pub percent: Percent,
        pub scope: String,
        pub product_id: Option<ProductId>,
        pub product_name: Option<String>,
        pub minimum: Option<Rupiah>,
        pub message: String,
        pub valid_from: Option<UtcMillis>,
        pub valid_until: Option<UtcMillis>,
        pub active: bool,
        pub uses_left: Option<i64>,
        pub uses_allowed: Option<i64>,
        pub origin: String,
        pub created_at: UtcMillis,
        pub version: i64,
        /// `active`, `scheduled`, `expired`, `used_up` or `ended`.
        pub standing: String,
        /// Orders that use it and were not cancelled.
        pub used: i64,
        /// What it took off in them.
        pub saved: Rupiah,
        /// Rows of the whole list.
        pub total: i64,
    }
}

/// Narrows the office's list.
#[derive(Clone, Debug, Default)]
pub struct DiscountFilter {
    pub standing: Option<String>,
    /// `semua` (everybody's), `satu` (one customer's) or empty.
    pub whom: String,
    pub customer: Option<CustomerId>,
    pub scope: Option<String>,
    pub origin: Option<String>,
    /// In message, customer's name or product's name.
    pub search: Option<String>,
    pub sort: DiscountSort,
}

/// Order of the office's list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DiscountSort {
    #[default]
    Newest,
    Highest,
    EndsSoonest,
}

fn searched(filter: &DiscountFilter) -> Option<String> {
    filter.search.as_deref().map(str::trim).filter(|word| !word.is_empty()).map(like)
}

/// A page of the office's list.
pub async fn list(
    on: &mut impl OnLink,
    filter: &DiscountFilter,
    now: UtcMillis,
    page: Page,
) -> Result<Vec<DiscountFullRow>> {
    let sort = match filter.sort {
        DiscountSort::Newest => 0_i64,
        DiscountSort::Highest => 1,
        DiscountSort::EndsSoonest => 2,
    };
    sql!(
        "WITH found AS (
            SELECT d.id, d.customer_id, c.name AS customer_name, d.percent, d.scope, d.product_id, p.name AS product_name, d.minimum, d.message,
                d.valid_from, d.valid_until, d.active, d.uses_left, d.uses_allowed, d.origin, d.created_at, d.version,
                CASE WHEN d.active = 0 THEN 'ended' WHEN d.valid_until IS NOT NULL AND d.valid_until <= $1 THEN 'expired'
                    WHEN d.uses_left = 0 THEN 'used_up' WHEN d.valid_from IS NOT NULL AND d.valid_from > $1 THEN 'scheduled' ELSE 'active' END AS standing
            FROM discounts d LEFT JOIN customers c ON c.id = d.customer_id LEFT JOIN products p ON p.id = d.product_id
            WHERE (CAST($2 AS TEXT) IS NULL OR LOWER(d.message) LIKE $2 ESCAPE '!' OR LOWER(c.name) LIKE $2 ESCAPE '!'
                    OR LOWER(p.name) LIKE $2 ESCAPE '!')
                AND (CAST($3 AS TEXT) = '' OR ($3 = 'semua' AND d.customer_id IS NULL) OR ($3 = 'satu' AND d.customer_id IS NOT NULL))
                AND (CAST($4 AS BIGINT) IS NULL OR d.customer_id = $4)
                AND (CAST($5 AS TEXT) IS NULL OR d.scope = $5) AND (CAST($6 AS TEXT) IS NULL OR d.origin = $6))
         SELECT f.id, f.customer_id, f.customer_name, f.percent, f.scope, f.product_id, f.product_name, f.minimum, f.message, f.valid_from,
            f.valid_until, f.active, f.uses_left, f.uses_allowed, f.origin, f.created_at, f.version, f.standing,
            (SELECT COUNT(*) FROM discount_uses u WHERE u.discount_id = f.id AND u.given_back_at IS NULL) AS used,
            (SELECT CAST(COALESCE(SUM(u.amount), 0) AS BIGINT) FROM discount_uses u WHERE u.discount_id = f.id AND u.given_back_at IS NULL) AS saved,
            COUNT(*) OVER () AS total
         FROM found f WHERE (CAST($7 AS TEXT) IS NULL OR f.standing = $7)
         ORDER BY CASE WHEN CAST($8 AS BIGINT) = 1 THEN f.percent ELSE 0 END DESC,
            CASE WHEN CAST($8 AS BIGINT) = 2 THEN COALESCE(f.valid_until, 9000000000000000) ELSE 0 END, f.id DESC
         LIMIT $9 OFFSET $10"
    )
    .bind(now)
    .bind(searched(filter))
    .bind(filter.whom.as_str())
    .bind(filter.customer)
    .bind(filter.scope.as_deref())
    .bind(filter.origin.as_deref())
    .bind(filter.standing.as_deref())
    .bind(sort)
    .bind(page.take)
    .bind(page.skip)
    .all(on)
    .await
}

record! {
    /// How many rows of a list stand so.
    pub struct StandingCount {
        pub standing: String,
        pub count: i64,
    }
}

/// How many rows of each standing there are under the other filters.
pub async fn counts(on: &mut impl OnLink, filter: &DiscountFilter, now: UtcMillis) -> Result<Vec<StandingCount>> {
    sql!(
        "SELECT f.standing, COUNT(*) AS count FROM (
            SELECT CASE WHEN d.active = 0 THEN 'ended' WHEN d.valid_until IS NOT NULL AND d.valid_until <= $1 THEN 'expired'
                WHEN d.uses_left = 0 THEN 'used_up' WHEN d.valid_from IS NOT NULL AND d.valid_from > $1 THEN 'scheduled' ELSE 'active' END AS standing
            FROM discounts d LEFT JOIN customers c ON c.id = d.customer_id LEFT JOIN products p ON p.id = d.product_id
            WHERE (CAST($2 AS TEXT) IS NULL OR LOWER(d.message) LIKE $2 ESCAPE '!' OR LOWER(c.name) LIKE $2 ESCAPE '!'
                    OR LOWER(p.name) LIKE $2 ESCAPE '!')
                AND (CAST($3 AS TEXT) = '' OR ($3 = 'semua' AND d.customer_id IS NULL) OR ($3 = 'satu' AND d.customer_id IS NOT NULL))
                AND (CAST($4 AS BIGINT) IS NULL OR d.customer_id = $4)
                AND (CAST($5 AS TEXT) IS NULL OR d.scope = $5) AND (CAST($6 AS TEXT) IS NULL OR d.origin = $6)) f
         GROUP BY f.standing ORDER BY f.standing"
    )
    .bind(now)
    .bind(searched(filter))
    .bind(filter.whom.as_str())
    .bind(filter.customer)
    .bind(filter.scope.as_deref())
    .bind(filter.origin.as_deref())
    .all(on)
    .await
}

/// One row.
pub async fn one(on: &mut impl OnLink, id: DiscountId, now: UtcMillis) -> Result<Option<DiscountFullRow>> {
    sql!(
        "SELECT d.id, d.customer_id, c.name AS customer_name, d.percent, d.scope, d.product_id, p.name AS product_name, d.minimum, d.message,
            d.valid_from, d.valid_until, d.active, d.uses_left, d.uses_allowed, d.origin, d.created_at, d.version,
            CASE WHEN d.active = 0 THEN 'ended' WHEN d.valid_until IS NOT NULL AND d.valid_until <= $2 THEN 'expired'
                WHEN d.uses_left = 0 THEN 'used_up' WHEN d.valid_from IS NOT NULL AND d.valid_from > $2 THEN 'scheduled' ELSE 'active' END AS standing,
            (SELECT COUNT(*) FROM discount_uses u WHERE u.discount_id = d.id AND u.given_back_at IS NULL) AS used,
            (SELECT CAST(COALESCE(SUM(u.amount), 0) AS BIGINT) FROM discount_uses u WHERE u.discount_id = d.id AND u.given_back_at IS NULL) AS saved,
            CAST(1 AS BIGINT) AS total
         FROM discounts d LEFT JOIN customers c ON c.id = d.customer_id LEFT JOIN products p ON p.id = d.product_id WHERE d.id = $1"
    )
    .bind(id)
    .bind(now)
    .optional(on)
    .await
}

record! {
    /// An order that used a discount.
    pub struct DiscountUseRow {
        pub order_id: OrderId,
        pub customer_name: String,
        pub placed_at: UtcMillis,
        pub state: OrderState,
        /// What the discount took off.
        pub amount: Rupiah,
        pub given_back_at: Option<UtcMillis>,
        pub total: i64,
    }
}

/// A page of the orders that used a discount, newest first; cancelled ones too.
pub async fn uses(on: &mut impl OnLink, id: DiscountId, page: Page) -> Result<Vec<DiscountUseRow>> {
    sql!(
        "SELECT u.order_id, o.customer_name, o.placed_at, o.state, u.amount, u.given_back_at, COUNT(*) OVER () AS total
         FROM discount_uses u JOIN orders o ON o.id = u.order_id WHERE u.discount_id = $1 ORDER BY u.order_id DESC LIMIT $2 OFFSET $3"
    )
    .bind(id)
    .bind(page.take)
    .bind(page.skip)
    .all(on)
    .await
}

record! {
    /// A row as the pricing function needs it, whether it counts or not.
    pub struct AnyRow {
        pub id: DiscountId,
        pub customer_id: Option<CustomerId>,
        pub percent: Percent,
        pub scope: String,
        pub product_id: Option<ProductId>,
        pub minimum: Option<Rupiah>,
        pub message: String,
        pub valid_from: Option<UtcMillis>,
        pub valid_until: Option<UtcMillis>,
        pub active: bool,
        pub uses_left: Option<i64>,
        pub origin: String,
        pub created_at: UtcMillis,
    }
}

/// Everybody's rows and, with a customer, theirs: ended and expired ones too, for the office's preview. The newest 500.
pub async fn all_of(on: &mut impl OnLink, customer: Option<CustomerId>) -> Result<Vec<AnyRow>> {
    sql!(
        "SELECT id, customer_id, percent, scope, product_id, minimum, message, valid_from, valid_until, active, uses_left, origin, created_at
         FROM discounts WHERE customer_id IS NULL OR customer_id = CAST($1 AS BIGINT) ORDER BY active DESC, id DESC LIMIT 500"
    )
    .bind(customer)
    .all(on)
    .await
}
