//! What the first page of the office reads, in two statements (domain.md §12).

use domain::{ids::CustomerId, money::Rupiah, time::UtcMillis};

use crate::{
    OnLink, Result,
    order_pages::OrderListRow,
    record,
    report_orders::{Span, counting},
    sql,
};

record! {
    /// What waits for the office, the figures of a day, the revenue of six months. Beside them one of the best customers of these months:
    /// as many rows as there are such customers, at least one.
    pub struct BoardRow {
        pub proofs: i64,
        pub to_ship: i64,
        pub to_collect: i64,
        pub ongkir: i64,
        pub late: i64,
        pub on_the_way: i64,
        /// Open orders that a driver could not hand over the last time, and those of which something did not arrive that nobody has settled.
        pub failed: i64,
        pub feedback: i64,
        /// Open follow-ups of today and of days that are over.
        pub follow_ups: i64,
        pub placed: i64,
        pub revenue: Rupiah,
        pub completed: i64,
        pub customers: i64,
        pub month_1: Rupiah,
        pub month_2: Rupiah,
        pub month_3: Rupiah,
        pub month_4: Rupiah,
        pub month_5: Rupiah,
        pub month_6: Rupiah,
        /// When a process that works jobs was last seen.
        pub worker_seen_at: Option<UtcMillis>,
        /// When the oldest waiting job was due, as the database writes an instant in UTC (`shop::jobs::board::instant`).
        pub oldest_job: Option<String>,
        pub best_id: Option<CustomerId>,
        pub best_name: Option<String>,
        pub best_orders: Option<i64>,
        pub best_spent: Option<Rupiah>,
    }
}

impl BoardRow {
    /// Revenue of the six months, the oldest first.
    pub const fn months(&self) -> [Rupiah; 6] {
        [self.month_1, self.month_2, self.month_3, self.month_4, self.month_5, self.month_6]
    }
}

/// Revenue of the orders between two values of the statement.
macro_rules! revenue {
    ($from:literal, $before:literal) => {
        concat!(
            "(SELECT CAST(COALESCE(SUM(goods_total), 0) AS BIGINT) FROM orders WHERE placed_at >= ",
            $from,
            " AND placed_at < ",
            $before,
            " AND state IN ",
            counting!(),
            ")"
        )
    };
}

/// The figures: the day, `near` as the instant from which a deadline is near, the months with their starts in a row and the last one's end,
/// `today` as `YYYY-MM-DD`.
pub async fn figures(
    on: &mut impl OnLink,
    day: Span,
    near: UtcMillis,
    months: &[UtcMillis; 7],
    today: &str,
) -> Result<Vec<BoardRow>> {
    let query = sql!(concat!(
        "SELECT f.*, b.customer_id AS best_id, b.name AS best_name, b.orders AS best_orders, b.spent AS best_spent
         FROM (SELECT (SELECT COUNT(*) FROM orders WHERE state = 'placed' AND proof_state = 'waiting') AS proofs,
            (SELECT COUNT(*) FROM orders WHERE state = 'paid' AND fulfilment = 'delivery') AS to_ship,
            (SELECT COUNT(*) FROM orders WHERE state = 'paid' AND fulfilment = 'pickup') AS to_collect,
            (SELECT COUNT(*) FROM orders WHERE state IN ('placed', 'paid') AND ongkir IS NULL) AS ongkir,
            (SELECT COUNT(*) FROM orders WHERE state = 'placed' AND proof_state IN ('none', 'rejected') AND pay_deadline <= $3) AS late,
            (SELECT COUNT(*) FROM orders WHERE state = 'shipped') AS on_the_way,
            (SELECT COUNT(*) FROM orders o
                WHERE (o.state = 'paid' AND EXISTS (SELECT 1 FROM order_events v WHERE v.order_id = o.id AND v.event = 'fail_delivery'))
                    OR (o.state = 'shipped' AND EXISTS (SELECT 1 FROM order_events v WHERE v.order_id = o.id AND v.event = 'failed_attempt'
                        AND v.id > (SELECT MAX(s.id) FROM order_events s WHERE s.order_id = o.id AND s.event = 'ship'))))
                + (SELECT COUNT(DISTINCT s.order_id) FROM delivery_shortfalls s WHERE s.settlement IS NULL) AS failed,
            (SELECT COUNT(*) FROM feedback WHERE reply IS NULL) AS feedback,
            (SELECT COUNT(*) FROM follow_ups f JOIN customers c ON c.id = f.customer_id AND c.deactivated_at IS NULL
                WHERE f.state = 'open' AND f.day <= $11) AS follow_ups,
            (SELECT COUNT(*) FROM orders WHERE placed_at >= $1 AND placed_at < $2) AS placed, ",
        revenue!("$1", "$2"),
        " AS revenue,
            (SELECT COUNT(*) FROM order_events WHERE to_state = 'completed' AND from_state <> 'completed' AND created_at >= $1 AND created_at < $2) AS completed,
            (SELECT COUNT(*) FROM customers WHERE created_at >= $1 AND created_at < $2) AS customers, ",
        revenue!("$4", "$5"),
        " AS month_1, ",
        revenue!("$5", "$6"),
        " AS month_2, ",
        revenue!("$6", "$7"),
        " AS month_3, ",
        revenue!("$7", "$8"),
        " AS month_4, ",
        revenue!("$8", "$9"),
        " AS month_5, ",
        revenue!("$9", "$10"),
        " AS month_6,
            (SELECT MAX(seen_at) FROM workers WHERE role = 'worker') AS worker_seen_at,
            (SELECT CAST(MIN(scheduled_at) AS TEXT) FROM river_job WHERE state = 'available') AS oldest_job) f
         LEFT JOIN (SELECT t.customer_id, c.name, t.orders, t.spent
            FROM (SELECT customer_id, COUNT(*) AS orders, CAST(SUM(goods_total) AS BIGINT) AS spent FROM orders
                WHERE placed_at >= $4 AND placed_at < $10 AND state IN ",
        counting!(),
        " GROUP BY customer_id ORDER BY spent DESC, customer_id LIMIT 5) t JOIN customers c ON c.id = t.customer_id) b ON 1 = 1
         ORDER BY b.spent DESC, b.customer_id"
    ));
    let query = query.bind(day.from).bind(day.before).bind(near);
    months.iter().fold(query, |query, start| query.bind(*start)).bind(today).all(on).await
}

/// The oldest 5 orders whose proof waits, the newest 5 orders and the newest 5 that count as revenue; newest first, in one statement.
pub async fn orders(on: &mut impl OnLink) -> Result<Vec<OrderListRow>> {
    sql!(
        "SELECT o.id, o.customer_id, o.customer_name, o.customer_phone, o.placed_at, o.state, o.fulfilment, o.proof_state, o.pay_deadline,
            o.goods_total, o.ongkir, o.transfer_now, o.pay_driver, e.name AS employee_name,
            (SELECT COUNT(*) FROM order_lines l WHERE l.order_id = o.id) AS lines, f.product_name AS first_name, f.product_id AS first_product,
            CAST(0 AS BIGINT) AS has_feedback, COUNT(*) OVER () AS total
         FROM orders o JOIN order_lines f ON f.order_id = o.id AND f.position = 0 LEFT JOIN employees e ON e.id = o.employee_id
         WHERE o.id IN (SELECT id FROM orders ORDER BY id DESC LIMIT 5)
            OR o.id IN (SELECT id FROM orders WHERE state NOT IN ('placed', 'cancelled') ORDER BY id DESC LIMIT 5)
            OR o.id IN (SELECT id FROM orders WHERE state = 'placed' AND proof_state = 'waiting' ORDER BY id LIMIT 5)
         ORDER BY o.id DESC"
    )
    .all(on)
    .await
}
