//! What the price of a customer depends on: discount rows, birthday gift, what was bought (domain.md §8).

use domain::{
    ids::{CustomerId, DiscountId, ProductId},
    money::Rupiah,
    percent::Percent,
    time::{ShopDay, UtcMillis},
};

use crate::{OnLink, Result, record, sql};

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
        /// Behind the gift, where it was asked for: Σ goods total of the orders that were Paid, Shipped or Completed at its grant.
        pub gift_bought: Option<Rupiah>,
        /// Their products by Σ quantity, ids with commas.
        pub gift_ranked: Option<String>,
    }
}

/// The customer beside every row that may count; `$behind` are the two columns behind the gift.
macro_rules! facts {
    ($behind:literal, $lock:literal) => {
        concat!(
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
                WHERE f.place <= $3) END AS favourites, ",
            $behind,
            "
         FROM customers c LEFT JOIN discounts d ON (d.customer_id = c.id OR d.customer_id IS NULL) AND d.active = 1
            AND (d.valid_until IS NULL OR d.valid_until > $2)
         LEFT JOIN birthday_gifts g ON g.customer_id = c.id
            AND g.year = (SELECT MAX(y.year) FROM birthday_gifts y WHERE y.customer_id = c.id)
         WHERE c.id = $1 AND c.deactivated_at IS NULL ORDER BY d.id ",
            $lock
        )
    };
}

/// The customer with the newest birthday gift and every active, unexpired discount row that is theirs or everybody's; with as many of the
/// favourite products as asked (by Σ quantity, then more recently bought, then lower id; domain.md §8). Empty for an unknown customer.
pub async fn facts(
    on: &mut impl OnLink,
    customer: CustomerId,
    now: UtcMillis,
    favourites: i64,
) -> Result<Vec<FactRow>> {
    sql!(facts!("CAST(NULL AS BIGINT) AS gift_bought, CAST(NULL AS TEXT) AS gift_ranked", ""))
        .bind(customer)
        .bind(now)
        .bind(favourites)
        .all(on)
        .await
}

/// The same for who is about to order on `day`, held until the end of the transaction: whoever wants to delete this account waits, and
/// who is deleted already is not found. If their birthday gift is of that day, with what it was settled from. Whether an order
/// counted at the grant is told by its timeline.
pub async fn facts_to_keep(
    on: &mut impl OnLink,
    customer: CustomerId,
    now: UtcMillis,
    day: ShopDay,
) -> Result<Vec<FactRow>> {
    sql!(facts!(
        "CASE WHEN g.day = $4 THEN (SELECT CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) FROM orders o
                WHERE o.customer_id = c.id AND (SELECT e.to_state FROM order_events e WHERE e.order_id = o.id
                    AND e.created_at <= g.granted_at ORDER BY e.id DESC LIMIT 1) IN ('paid', 'shipped', 'completed')) END AS gift_bought,
            CASE WHEN g.day = $4 THEN COALESCE((SELECT STRING_AGG(CAST(f.product_id AS TEXT), ',' ORDER BY f.place) FROM (
                SELECT l.product_id, ROW_NUMBER() OVER (ORDER BY SUM(l.quantity) DESC, MAX(o.placed_at) DESC, l.product_id) AS place
                FROM orders o JOIN order_lines l ON l.order_id = o.id
                WHERE o.customer_id = c.id AND (SELECT e.to_state FROM order_events e WHERE e.order_id = o.id
                    AND e.created_at <= g.granted_at ORDER BY e.id DESC LIMIT 1) IN ('paid', 'shipped', 'completed')
                GROUP BY l.product_id) f WHERE f.place <= 20), '') END AS gift_ranked",
        "{lock:c}"
    ))
    .bind(customer)
    .bind(now)
    .bind(0_i64)
    .bind(day.to_string())
    .all(on)
    .await
}
