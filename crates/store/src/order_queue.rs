//! What waits for the office: piles of orders with their numbers (domain.md §12). The list itself: `order_list`.

use domain::{ids::OrderId, order::Work, time::UtcMillis};

use crate::{
    OnLink, Result,
    order_filter::{OrderFilter, narrowed},
    order_list::order_number,
    people_pages::named,
    places::{like, phone_like},
    query::IdRow,
    record, sql,
};

/// Open orders with the piles they lie on, each `1` or `0`. `$1` is the instant before which a payment, `$2` before which a departure is too
/// long ago; `$3` the instant from which a deadline is near.
macro_rules! work {
    () => {
        "SELECT o.id, CASE WHEN o.state = 'placed' AND o.proof_state = 'waiting' THEN 1 ELSE 0 END AS proof,
            CASE WHEN o.state IN ('placed', 'paid') AND o.ongkir IS NULL THEN 1 ELSE 0 END AS fee,
            CASE WHEN o.state = 'paid' AND o.fulfilment = 'delivery' THEN 1 ELSE 0 END AS ship,
            CASE WHEN o.state = 'paid' AND o.fulfilment = 'pickup' THEN 1 ELSE 0 END AS collect,
            CASE WHEN o.state = 'shipped' THEN 1 ELSE 0 END AS road,
            CASE WHEN o.state = 'placed' AND o.proof_state IN ('none', 'rejected') AND o.pay_deadline <= CAST($3 AS BIGINT) THEN 1 ELSE 0 END AS unpaid,
            CASE WHEN o.state <> 'placed' AND (SELECT MAX(v.created_at) FROM order_events v
                WHERE v.order_id = o.id AND v.to_state = o.state AND v.from_state <> o.state)
                <= CASE WHEN o.state = 'paid' THEN CAST($1 AS BIGINT) ELSE CAST($2 AS BIGINT) END THEN 1 ELSE 0 END AS late,
            CASE WHEN (o.state = 'paid' AND EXISTS (SELECT 1 FROM order_events v WHERE v.order_id = o.id AND v.event = 'fail_delivery'))
                OR (o.state = 'shipped' AND EXISTS (SELECT 1 FROM order_events v WHERE v.order_id = o.id AND v.event = 'failed_attempt'
                    AND v.id > (SELECT MAX(s.id) FROM order_events s WHERE s.order_id = o.id AND s.event = 'ship'))) THEN 1 ELSE 0 END AS failed
         FROM orders o WHERE o.state IN ('placed', 'paid', 'shipped')
         UNION ALL SELECT o.id, 0, 0, 0, 0, 0, 0, 0, 1 FROM orders o WHERE o.state = 'completed'
            AND o.id IN (SELECT s.order_id FROM delivery_shortfalls s WHERE s.settlement IS NULL)"
    };
}

pub(crate) use work;

/// What is asked of the orders of the customers a word finds (`$word`, `$phone`: [`named!`]), and of the order whose number it is.
macro_rules! by_word {
    ($word:literal, $phone:literal, $number:literal) => {
        concat!(
            "SELECT q.id, q.customer_id, q.placed_at, q.state, q.transfer_now, q.pay_driver
             FROM customers c JOIN orders q ON q.customer_id = c.id WHERE ",
            named!($word, $phone),
            " UNION ALL SELECT q.id, q.customer_id, q.placed_at, q.state, q.transfer_now, q.pay_driver
             FROM orders q JOIN customers c ON c.id = q.customer_id WHERE q.id = ",
            $number,
            " AND ",
            named!($word, $phone),
            " IS NOT TRUE"
        )
    };
}

pub(crate) use by_word;

/// From when on something is late or near.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A payment accepted before this instant is too long ago.
    pub paid: UtcMillis,
    /// A departure before this instant is.
    pub shipped: UtcMillis,
    /// A deadline up to this instant is near.
    pub near: UtcMillis,
}

record! {
    /// How many orders lie on each pile.
    pub struct DeskRow {
        pub queue: i64,
        pub proof: i64,
        pub fee: i64,
        pub ship: i64,
        pub collect: i64,
        pub late: i64,
        pub failed: i64,
        pub road: i64,
        pub unpaid: i64,
        /// Orders a search finds, on whatever pile or none.
        pub found: i64,
    }
}

impl DeskRow {
    /// The number of orders on a pile.
    pub fn count(&self, work: Work) -> i64 {
        match work {
            Work::Queue => self.queue,
            Work::Proof => self.proof,
            Work::Fee => self.fee,
            Work::Ship => self.ship,
            Work::Collect => self.collect,
            Work::Late => self.late,
            Work::Failed => self.failed,
            Work::Road => self.road,
            Work::Unpaid => self.unpaid,
        }
    }
}

/// The piles with their numbers, and how many of all orders the filter's search finds.
pub async fn desk(on: &mut impl OnLink, limits: Limits, filter: &OrderFilter) -> Result<DeskRow> {
    let word = filter.search.as_deref();
    let query = sql!(concat!(
        "WITH w AS (",
        work!(),
        ") SELECT
            CAST(COALESCE(SUM(CASE WHEN proof + fee + ship + collect + late + failed > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS queue,
            CAST(COALESCE(SUM(proof), 0) AS BIGINT) AS proof, CAST(COALESCE(SUM(fee), 0) AS BIGINT) AS fee,
            CAST(COALESCE(SUM(ship), 0) AS BIGINT) AS ship, CAST(COALESCE(SUM(collect), 0) AS BIGINT) AS collect,
            CAST(COALESCE(SUM(late), 0) AS BIGINT) AS late, CAST(COALESCE(SUM(failed), 0) AS BIGINT) AS failed,
            CAST(COALESCE(SUM(road), 0) AS BIGINT) AS road, CAST(COALESCE(SUM(unpaid), 0) AS BIGINT) AS unpaid,
            CASE WHEN CAST($4 AS TEXT) IS NULL THEN 0 ELSE (SELECT COUNT(*) FROM
                (",
        by_word!("$4", "$5", "$6"),
        ") o WHERE ",
        narrowed!("$7", "$8", "$9"),
        " AND (CAST($10 AS BIGINT) IS NULL OR o.customer_id = $10)) END AS found FROM w"
    ));
    let query = query.bind(limits.paid).bind(limits.shipped).bind(limits.near);
    let query = query.bind(word.map(like)).bind(word.and_then(phone_like)).bind(word.and_then(order_number));
    filter.narrow(query).bind(filter.customer).planned_anew().one(on).await
}

/// The proof to check after that of an order: the next one in the row, else the first.
pub async fn next_proof(on: &mut impl OnLink, after: OrderId) -> Result<Option<OrderId>> {
    let row = sql!(
        "SELECT id FROM orders WHERE state = 'placed' AND proof_state = 'waiting' AND id <> $1
         ORDER BY CASE WHEN id > $1 THEN 0 ELSE 1 END, id LIMIT 1"
    )
    .bind(after)
    .optional::<IdRow>(on)
    .await?;
    row.map(|row| crate::orders::order_id(row.id)).transpose()
}
