//! What reports read of whole orders (domain.md §12). Nothing here joins orders to something they have several of: an order is counted
//! once, its sums are its own.

use domain::{
    ids::OrderId,
    money::Rupiah,
    order::{OrderState, ProofState},
    time::UtcMillis,
};

use crate::{OnLink, Result, column::Value, places, places::Page, record, sql};

/// States that count as revenue, as a list of SQL.
macro_rules! counting {
    () => {
        "('paid', 'shipped', 'completed')"
    };
}
pub(crate) use counting;

/// An instant and the first one after a span of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: UtcMillis,
    pub before: UtcMillis,
}

/// Which orders a report is about.
#[derive(Clone, Debug)]
pub struct Asked {
    pub span: Span,
    pub state: Option<OrderState>,
    /// Part of the customer's name or phone, or `#` and the customer's number.
    pub customer: String,
    /// Only unpaid and cancelled ones.
    pub without_money: bool,
}

impl Asked {
    fn word(&self) -> Option<&str> {
        Some(self.customer.trim()).filter(|word| !word.is_empty())
    }

    fn customer_number(&self) -> Option<i64> {
        self.word()?.strip_prefix('#')?.trim().parse().ok()
    }
}

record! {
    /// The sums of the orders of one span.
    pub struct SpanSums {
        pub place: i64,
        /// All orders that were asked for.
        pub orders: i64,
        /// Those of them that count as revenue.
        pub counting: i64,
        pub gross: Rupiah,
        pub discount: Rupiah,
        pub goods: Rupiah,
        pub ongkir: Rupiah,
        pub codes: Rupiah,
        /// Σ goods total of those that count.
        pub revenue: Rupiah,
        /// Σ ongkir of those that count.
        pub counting_ongkir: Rupiah,
    }
}

/// The sums of each span, in their order; a span without orders has zeros.
pub async fn span_sums(on: &mut impl OnLink, asked: &Asked, spans: &[Span]) -> Result<Vec<SpanSums>> {
    if spans.is_empty() {
        return Ok(Vec::new());
    }
    let place = |(place, span): (usize, &Span)| [Value::from(place as i64), span.from.into(), span.before.into()];
    sql!(concat!(
        "WITH spans (place, starts, ends) AS (VALUES {rows:iii})
         SELECT s.place, COUNT(o.id) AS orders, COUNT(CASE WHEN o.state IN ",
        counting!(),
        " THEN o.id END) AS counting,
            CAST(COALESCE(SUM(o.goods_gross), 0) AS BIGINT) AS gross, CAST(COALESCE(SUM(o.discount_total), 0) AS BIGINT) AS discount,
            CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) AS goods, CAST(COALESCE(SUM(o.ongkir), 0) AS BIGINT) AS ongkir,
            CAST(COALESCE(SUM(o.unique_code), 0) AS BIGINT) AS codes,
            CAST(COALESCE(SUM(CASE WHEN o.state IN ",
        counting!(),
        " THEN o.goods_total END), 0) AS BIGINT) AS revenue,
            CAST(COALESCE(SUM(CASE WHEN o.state IN ",
        counting!(),
        " THEN o.ongkir END), 0) AS BIGINT) AS counting_ongkir
         FROM spans s LEFT JOIN orders o ON o.placed_at >= s.starts AND o.placed_at < s.ends
            AND (CAST($1 AS TEXT) IS NULL OR o.state = $1)
            AND (CAST($2 AS TEXT) IS NULL OR LOWER(o.customer_name) LIKE $2 ESCAPE '!' OR o.customer_phone LIKE $3 ESCAPE '!'
                OR o.customer_id = $4)
            AND (CAST($5 AS BIGINT) = 0 OR o.state IN ('placed', 'cancelled'))
         GROUP BY s.place ORDER BY s.place"
    ))
    .bind(asked.state)
    .bind(asked.word().map(places::like))
    .bind(asked.word().and_then(places::phone_like))
    .bind(asked.customer_number())
    .bind(asked.without_money)
    .rows(spans.iter().enumerate().map(place))
    .all(on)
    .await
}

record! {
    /// An order as a line of the report.
    pub struct OrderLineRow {
        pub id: OrderId,
        pub placed_at: UtcMillis,
        pub customer_name: String,
        pub state: OrderState,
        pub gross: Rupiah,
        pub discount: Rupiah,
        pub goods_total: Rupiah,
        pub ongkir: Option<Rupiah>,
        pub unique_code: Rupiah,
        /// Its lines: [`LINE_END`] between them, [`PART_END`] between name, quantity in thousandths, and unit.
        pub lines: Option<String>,
    }
}

/// Stands between the lines of [`OrderLineRow::lines`]; nobody can type it.
pub const LINE_END: char = '\u{1e}';
/// Stands between the parts of a line.
pub const PART_END: char = '\u{1f}';

/// A page of the orders, newest first.
pub async fn orders(on: &mut impl OnLink, asked: &Asked, page: Page) -> Result<Vec<OrderLineRow>> {
    sql!(
        "SELECT o.id, o.placed_at, o.customer_name, o.state, o.goods_gross AS gross, o.discount_total AS discount, o.goods_total, o.ongkir,
            o.unique_code, (SELECT STRING_AGG(l.product_name || '\u{1f}' || CAST(l.quantity AS TEXT) || '\u{1f}' || l.unit, '\u{1e}'
                ORDER BY l.position) FROM order_lines l WHERE l.order_id = o.id) AS lines
         FROM orders o
         WHERE o.placed_at >= $6 AND o.placed_at < $7 AND (CAST($1 AS TEXT) IS NULL OR o.state = $1)
            AND (CAST($2 AS TEXT) IS NULL OR LOWER(o.customer_name) LIKE $2 ESCAPE '!' OR o.customer_phone LIKE $3 ESCAPE '!'
                OR o.customer_id = $4)
            AND (CAST($5 AS BIGINT) = 0 OR o.state IN ('placed', 'cancelled'))
         ORDER BY o.placed_at DESC, o.id DESC LIMIT $8 OFFSET $9"
    )
    .bind(asked.state)
    .bind(asked.word().map(places::like))
    .bind(asked.word().and_then(places::phone_like))
    .bind(asked.customer_number())
    .bind(asked.without_money)
    .bind(asked.span.from)
    .bind(asked.span.before)
    .bind(page.take)
    .bind(page.skip)
    .all(on)
    .await
}

record! {
    /// An order that brought no money, and why.
    pub struct LostRow {
        pub id: OrderId,
        pub placed_at: UtcMillis,
        pub customer_name: String,
        pub state: OrderState,
        pub proof_state: ProofState,
        pub pay_deadline: Option<UtcMillis>,
        pub goods_total: Rupiah,
        /// When it was cancelled, by whom and why.
        pub ended_at: Option<UtcMillis>,
        pub ended_by: Option<String>,
        pub reason: Option<String>,
    }
}

/// A page of the unpaid and cancelled orders, newest first. The timeline holds one end of an order; the first is taken in any case.
pub async fn without_money(on: &mut impl OnLink, asked: &Asked, page: Page) -> Result<Vec<LostRow>> {
    sql!(
        "SELECT o.id, o.placed_at, o.customer_name, o.state, o.proof_state, o.pay_deadline, o.goods_total, v.created_at AS ended_at,
            v.actor_name AS ended_by, v.reason
         FROM orders o LEFT JOIN order_events v ON o.state = 'cancelled'
            AND v.id = (SELECT MIN(e.id) FROM order_events e WHERE e.order_id = o.id AND e.to_state = 'cancelled')
         WHERE o.placed_at >= $5 AND o.placed_at < $6 AND o.state IN ('placed', 'cancelled') AND (CAST($1 AS TEXT) IS NULL OR o.state = $1)
            AND (CAST($2 AS TEXT) IS NULL OR LOWER(o.customer_name) LIKE $2 ESCAPE '!' OR o.customer_phone LIKE $3 ESCAPE '!'
                OR o.customer_id = $4)
         ORDER BY o.placed_at DESC, o.id DESC LIMIT $7 OFFSET $8"
    )
    .bind(asked.state)
    .bind(asked.word().map(places::like))
    .bind(asked.word().and_then(places::phone_like))
    .bind(asked.customer_number())
    .bind(asked.span.from)
    .bind(asked.span.before)
    .bind(page.take)
    .bind(page.skip)
    .all(on)
    .await
}
