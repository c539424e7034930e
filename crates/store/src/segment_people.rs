//! Who belongs to which segment (domain.md §12): reckoned live from the books, one statement for any number of segments.

use domain::{
    ids::{BroadcastId, CustomerId},
    money::Rupiah,
    segment::{Bounds, Reckoning},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, column::Value, places::Page, query::Query, record, sql};

/// `matched`: who (`id`) belongs to which segment (`segment`, a number of the list), with the figures it is known by. Customers after `$1`
/// up to `$2`; `$3`, `$4`, `$5`, `$6` divide the groups (domain::segment::group). Each row of the list is one segment's bounds. Who left or
/// refused personal offers is in no segment.
macro_rules! matched {
    () => {
        "WITH rules(segment, min_orders, max_orders, min_total, max_total, registered_from, first_from, last_before, births, consent, rfm,
            product, category, spent_from, spent_min, spent_max) AS (VALUES {rows:iiiiiiiititiiiii}),
         figures AS {materialized} (SELECT c.id, c.created_at, ',' || SUBSTR(c.birth_date, 6) || ',' AS births,
                CASE WHEN c.consent_at IS NULL THEN 0 ELSE 1 END AS consent, COUNT(o.customer_id) AS orders,
                CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) AS total, COALESCE(MIN(o.placed_at), 0) AS first_at,
                COALESCE(MAX(o.placed_at), 0) AS last_at
            FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed')
            WHERE c.deactivated_at IS NULL AND c.profiling_refused_at IS NULL AND c.id > $1 AND c.id <= $2 GROUP BY c.id),
         facts AS (SELECT f.*, CASE WHEN f.orders = 0 THEN '' WHEN f.last_at >= $3 AND f.orders = 1 THEN 'baru'
                WHEN f.last_at >= $3 AND f.orders >= $5 AND f.total >= $6 THEN 'juara'
                WHEN f.last_at >= $4 AND (f.orders >= $5 OR f.total >= $6) THEN 'setia'
                WHEN f.last_at >= $4 THEN 'berkembang' WHEN f.orders >= $5 OR f.total >= $6 THEN 'berisiko' ELSE 'tidur' END AS rfm
            FROM figures f),
         goods AS (SELECT DISTINCT r.segment, o.customer_id FROM rules r JOIN order_lines l ON l.product_id = r.product
            JOIN orders o ON o.id = l.order_id
            WHERE o.state IN ('paid', 'shipped', 'completed') AND o.customer_id > $1 AND o.customer_id <= $2),
         kinds AS (SELECT DISTINCT r.segment, o.customer_id FROM rules r JOIN products p ON p.category_id = r.category
            JOIN order_lines l ON l.product_id = p.id JOIN orders o ON o.id = l.order_id
            WHERE o.state IN ('paid', 'shipped', 'completed') AND o.customer_id > $1 AND o.customer_id <= $2),
         spending AS (SELECT r.segment, o.customer_id FROM rules r JOIN orders o ON o.placed_at >= r.spent_from
            WHERE o.state IN ('paid', 'shipped', 'completed') AND o.customer_id > $1 AND o.customer_id <= $2
            GROUP BY r.segment, o.customer_id HAVING SUM(o.goods_total) BETWEEN MIN(r.spent_min) AND MIN(r.spent_max)),
         matched AS (SELECT r.segment, f.id, f.orders, f.total, f.last_at, f.rfm FROM rules r JOIN facts f
            ON f.orders BETWEEN r.min_orders AND r.max_orders AND f.total BETWEEN r.min_total AND r.max_total
                AND f.created_at >= r.registered_from AND f.first_at >= r.first_from AND f.last_at < r.last_before
                AND f.consent >= r.consent AND (r.births = '' OR r.births LIKE '%' || f.births || '%') AND (r.rfm = '' OR r.rfm = f.rfm)
                AND (r.product IS NULL OR (r.segment, f.id) IN (SELECT segment, customer_id FROM goods))
                AND (r.category IS NULL OR (r.segment, f.id) IN (SELECT segment, customer_id FROM kinds))
                AND (r.spent_from IS NULL OR (r.segment, f.id) IN (SELECT segment, customer_id FROM spending))) "
    };
}

/// Segments as bounds, and the moment they are reckoned at.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub at: Reckoning,
    pub segments: Vec<Bounds>,
}

impl Wanted {
    /// The customers looked at and what divides the groups: `$1` to `$6`.
    fn head(&self, query: Query, (after, last): (i64, i64)) -> Query {
        let (recent, slow, frequent) = self.at.groups();
        let threshold = self.at.loyal_threshold;
        query.bind(after).bind(last).bind(recent).bind(slow).bind(frequent).bind(threshold)
    }

    fn rows(&self) -> impl Iterator<Item = [Value; 16]> + '_ {
        self.segments.iter().enumerate().map(|(place, bounds)| {
            let (from, min, max) =
                bounds.spent.map_or((None, None, None), |(from, min, max)| (Some(from), Some(min), Some(max)));
            [
                (place as i64).into(),
                bounds.orders.0.into(),
                bounds.orders.1.into(),
                bounds.total.0.into(),
                bounds.total.1.into(),
                bounds.registered_from.into(),
                bounds.first_from.into(),
                bounds.last_before.into(),
                bounds.births.as_str().into(),
                bounds.consent.into(),
                bounds.group.into(),
                bounds.product.into(),
                bounds.category.into(),
                from.into(),
                min.into(),
                max.into(),
            ]
        })
    }
}

/// Every customer.
const ALL: (i64, i64) = (0, i64::MAX);

record! {
    /// How many belong to a segment.
    pub struct CountRow {
        /// Place in the list asked for.
        pub segment: i64,
        pub people: i64,
        /// Who refused personal offers, in the whole shop.
        pub refused: i64,
    }
}

/// How many belong to each segment, in the order asked for. There must be at least one.
pub async fn counts(on: &mut impl OnLink, wanted: &Wanted) -> Result<Vec<CountRow>> {
    let query = sql!(concat!(
        matched!(),
        "SELECT r.segment, COALESCE(n.people, 0) AS people,
            (SELECT COUNT(*) FROM customers c WHERE c.profiling_refused_at IS NOT NULL AND c.deactivated_at IS NULL) AS refused
         FROM rules r LEFT JOIN (SELECT segment, COUNT(*) AS people FROM matched GROUP BY segment) n ON n.segment = r.segment
         ORDER BY r.segment"
    ));
    wanted.head(query, ALL).rows(wanted.rows()).all(on).await
}

record! {
    /// Somebody of a segment, with the figures that show why.
    pub struct PersonRow {
        pub id: CustomerId,
        pub name: String,
        pub phone: String,
        /// `YYYY-MM-DD`.
        pub birth_date: String,
        pub created_at: UtcMillis,
        pub consents: bool,
        /// Paid, Shipped and Completed orders.
        pub orders: i64,
        /// Their Σ goods total.
        pub bought: Rupiah,
        /// Zero without an order.
        pub last_at: UtcMillis,
        /// Code of the group; empty without an order.
        pub rfm: String,
        /// Rows of all pages.
        pub people: i64,
    }
}

/// A page of the people of the one segment asked for, who bought most first.
pub async fn people(on: &mut impl OnLink, wanted: &Wanted, page: Page) -> Result<Vec<PersonRow>> {
    let query = sql!(concat!(
        matched!(),
        "SELECT c.id, c.name, c.phone, c.birth_date, c.created_at, CAST(CASE WHEN c.consent_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS consents,
            m.orders, m.total AS bought, m.last_at, m.rfm, COUNT(*) OVER () AS people
         FROM matched m JOIN customers c ON c.id = m.id ORDER BY m.total DESC, m.id LIMIT $7 OFFSET $8"
    ));
    wanted.head(query, ALL).bind(page.take).bind(page.skip).rows(wanted.rows()).all(on).await
}

/// Settles who of the customers after `from` up to `last` a message to segments is for; whoever is in several is meant once.
pub async fn settle(tx: &mut Tx, id: BroadcastId, wanted: &Wanted, (from, last): (i64, i64)) -> Result<()> {
    let query = sql!(concat!(
        matched!(),
        "INSERT INTO broadcast_people (broadcast_id, customer_id) SELECT DISTINCT CAST($7 AS BIGINT), m.id FROM matched m WHERE m.id > 0
         ON CONFLICT (broadcast_id, customer_id) DO NOTHING"
    ));
    wanted.head(query, (from, last)).bind(id).rows(wanted.rows()).run(tx).await.map(drop)
}
