//! Everything the office knows of one customer, in two statements whatever the number of rows (domain.md §12): who it is with sums, and
//! the newest rows of every kind. Only the office may read it.

mod model;
mod rows;
mod sort;

use domain::{
    ids::{CustomerId, ProductId},
    money::Rupiah,
    time::UtcMillis,
};

use crate::{OnLink, Result, record, sql};

pub use model::{AdminName, Feedback, File, Gift, InForce, News, Note, Proof, Tag, Task};
pub use rows::file;

record! {
    /// A customer with sums, beside one of the favourite products; `favourite_id` is empty when there is none.
    pub struct CustomerRow {
        pub id: CustomerId,
        pub name: String,
        pub username: String,
        pub phone: String,
        pub email: Option<String>,
        pub address: String,
        /// `YYYY-MM-DD`.
        pub birth_date: String,
        pub consent_at: Option<UtcMillis>,
        /// Refused personal offers.
        pub profiling_refused_at: Option<UtcMillis>,
        pub created_at: UtcMillis,
        pub version: i64,
        /// Σ goods total of Paid, Shipped and Completed orders.
        pub bought: Rupiah,
        /// How many orders that is.
        pub bought_orders: i64,
        pub orders: i64,
        pub placed: i64,
        pub paid: i64,
        pub shipped: i64,
        pub completed: i64,
        pub cancelled: i64,
        /// What discounts took off orders that were not cancelled.
        pub saved: Rupiah,
        /// In how many of them.
        pub discounted: i64,
        /// Discounts in force that are everybody's.
        pub shared_discounts: i64,
        /// When something last passed between customer and shop, by its kind.
        pub last_order_at: Option<UtcMillis>,
        pub last_note_at: Option<UtcMillis>,
        pub last_task_at: Option<UtcMillis>,
        /// A message to this person alone.
        pub last_message_at: Option<UtcMillis>,
        pub last_feedback_at: Option<UtcMillis>,
        pub favourite_id: Option<ProductId>,
        pub favourite_name: Option<String>,
    }
}

/// A customer with the `count` favourites (by Σ quantity, then more recently bought, then lower id; domain.md §8). Empty for an unknown one.
pub async fn customer(on: &mut impl OnLink, id: CustomerId, count: i64, now: UtcMillis) -> Result<Vec<CustomerRow>> {
    sql!(
        "WITH s AS (SELECT COUNT(*) AS orders,
                CAST(COALESCE(SUM(CASE WHEN o.state IN ('paid', 'shipped', 'completed') THEN o.goods_total ELSE 0 END), 0) AS BIGINT) AS bought,
                CAST(COALESCE(SUM(CASE WHEN o.state IN ('paid', 'shipped', 'completed') THEN 1 ELSE 0 END), 0) AS BIGINT) AS bought_orders,
                CAST(COALESCE(SUM(CASE WHEN o.state = 'placed' THEN 1 ELSE 0 END), 0) AS BIGINT) AS placed,
                CAST(COALESCE(SUM(CASE WHEN o.state = 'paid' THEN 1 ELSE 0 END), 0) AS BIGINT) AS paid,
                CAST(COALESCE(SUM(CASE WHEN o.state = 'shipped' THEN 1 ELSE 0 END), 0) AS BIGINT) AS shipped,
                CAST(COALESCE(SUM(CASE WHEN o.state = 'completed' THEN 1 ELSE 0 END), 0) AS BIGINT) AS completed,
                CAST(COALESCE(SUM(CASE WHEN o.state = 'cancelled' THEN 1 ELSE 0 END), 0) AS BIGINT) AS cancelled,
                CAST(COALESCE(SUM(CASE WHEN o.state <> 'cancelled' THEN o.discount_total ELSE 0 END), 0) AS BIGINT) AS saved,
                CAST(COALESCE(SUM(CASE WHEN o.state <> 'cancelled' AND o.discount_total > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS discounted,
                MAX(o.placed_at) AS last_order_at
            FROM orders o WHERE o.customer_id = $1)
         SELECT c.id, c.name, c.username, c.phone, c.email, c.address, c.birth_date, c.consent_at, c.profiling_refused_at, c.created_at, c.version,
            s.orders, s.bought, s.bought_orders, s.placed, s.paid, s.shipped, s.completed, s.cancelled, s.saved, s.discounted, s.last_order_at,
            (SELECT COUNT(*) FROM discounts d WHERE d.customer_id IS NULL AND d.active = 1 AND (d.valid_from IS NULL OR d.valid_from <= $3)
                AND (d.valid_until IS NULL OR d.valid_until > $3) AND (d.uses_left IS NULL OR d.uses_left > 0)) AS shared_discounts,
            (SELECT MAX(n.created_at) FROM customer_notes n WHERE n.customer_id = c.id) AS last_note_at,
            (SELECT MAX(u.ended_at) FROM follow_ups u WHERE u.customer_id = c.id AND u.state = 'done') AS last_task_at,
            (SELECT MAX(b.created_at) FROM broadcast_people p JOIN broadcasts b ON b.id = p.broadcast_id WHERE p.customer_id = c.id AND b.kind = 'message'
                AND NOT EXISTS (SELECT 1 FROM broadcast_people q WHERE q.broadcast_id = p.broadcast_id AND q.customer_id <> p.customer_id)) AS last_message_at,
            (SELECT MAX(f.updated_at) FROM feedback f WHERE f.customer_id = c.id) AS last_feedback_at,
            f.product_id AS favourite_id, p.name AS favourite_name
         FROM customers c CROSS JOIN s
         LEFT JOIN (SELECT l.product_id, o.customer_id, SUM(l.quantity) AS quantity, MAX(o.placed_at) AS last_bought
            FROM orders o JOIN order_lines l ON l.order_id = o.id
            WHERE o.customer_id = $1 AND o.state IN ('paid', 'shipped', 'completed')
            GROUP BY l.product_id, o.customer_id ORDER BY SUM(l.quantity) DESC, MAX(o.placed_at) DESC, l.product_id LIMIT $2) f
            ON f.customer_id = c.id
         LEFT JOIN products p ON p.id = f.product_id
         WHERE c.id = $1 AND c.deactivated_at IS NULL ORDER BY f.quantity DESC, f.last_bought DESC, f.product_id"
    )
    .bind(id)
    .bind(count)
    .bind(now)
    .all(on)
    .await
}
