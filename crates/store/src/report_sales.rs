//! What reports read of goods, customers and discounts (domain.md §12). Revenue is the goods total of Paid, Shipped and Completed
//! orders. Lines are summed by their own amounts, never an order's sums by its lines.

use domain::{
    ids::{CategoryId, CustomerId, DiscountId, ProductId},
    money::Rupiah,
    percent::Percent,
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{
    OnLink, Result,
    column::Value,
    places,
    places::Page,
    record,
    report_orders::{Span, counting},
    sql,
};

record! {
    /// What was sold of a product.
    pub struct SoldRow {
        pub id: ProductId,
        pub name: String,
        pub category_id: Option<CategoryId>,
        pub category: Option<String>,
        pub unit: String,
        pub quantity: Quantity,
        pub orders: i64,
        pub revenue: Rupiah,
    }
}

/// Everything sold in a span, by revenue; each product under the name, unit and category it has now.
pub async fn sold(on: &mut impl OnLink, span: Span) -> Result<Vec<SoldRow>> {
    sql!(concat!(
        "SELECT p.id, p.name, p.category_id, c.name AS category, p.unit, s.quantity, s.orders, s.revenue
         FROM (SELECT l.product_id, CAST(SUM(l.quantity) AS BIGINT) AS quantity, COUNT(*) AS orders,
                CAST(SUM(l.gross - l.discount) AS BIGINT) AS revenue
            FROM orders o JOIN order_lines l ON l.order_id = o.id
            WHERE o.placed_at >= $1 AND o.placed_at < $2 AND o.state IN ",
        counting!(),
        " GROUP BY l.product_id) s
            JOIN products p ON p.id = s.product_id LEFT JOIN categories c ON c.id = p.category_id
         ORDER BY s.revenue DESC, p.id"
    ))
    .bind(span.from)
    .bind(span.before)
    .all(on)
    .await
}

record! {
    /// What a category brought in one span.
    pub struct CategorySums {
        pub place: i64,
        /// The category's name when it was sold; none for goods without one.
        pub category: Option<String>,
        pub orders: i64,
        pub revenue: Rupiah,
    }
}

/// Revenue of each span by the categories of then; a span without sales has no row.
pub async fn by_category(on: &mut impl OnLink, spans: &[Span]) -> Result<Vec<CategorySums>> {
    if spans.is_empty() {
        return Ok(Vec::new());
    }
    let place = |(place, span): (usize, &Span)| [Value::from(place as i64), span.from.into(), span.before.into()];
    sql!(concat!(
        "WITH spans (place, starts, ends) AS (VALUES {rows:iii})
         SELECT s.place, l.category_name AS category, COUNT(DISTINCT o.id) AS orders, CAST(SUM(l.gross - l.discount) AS BIGINT) AS revenue
         FROM spans s JOIN orders o ON o.placed_at >= s.starts AND o.placed_at < s.ends JOIN order_lines l ON l.order_id = o.id
         WHERE o.state IN ",
        counting!(),
        " GROUP BY s.place, l.category_name ORDER BY s.place, revenue DESC, category"
    ))
    .rows(spans.iter().enumerate().map(place))
    .all(on)
    .await
}

record! {
    /// What a customer bought in a span.
    pub struct BuyerRow {
        pub id: CustomerId,
        pub name: String,
        pub phone: String,
        pub orders: i64,
        pub spent: Rupiah,
        pub last_at: UtcMillis,
        /// Customers, orders and sums of the whole list.
        pub total: i64,
        pub all_orders: i64,
        pub all_spent: Rupiah,
    }
}

/// A page of the customers who bought in a span, by what they spent; only some of them if a word is given.
pub async fn buyers(on: &mut impl OnLink, span: Span, word: &str, page: Page) -> Result<Vec<BuyerRow>> {
    let word = Some(word.trim()).filter(|word| !word.is_empty());
    sql!(concat!(
        "SELECT c.id, c.name, c.phone, b.orders, b.spent, b.last_at, COUNT(*) OVER () AS total,
            CAST(SUM(b.orders) OVER () AS BIGINT) AS all_orders, CAST(SUM(b.spent) OVER () AS BIGINT) AS all_spent
         FROM (SELECT customer_id, COUNT(*) AS orders, CAST(SUM(goods_total) AS BIGINT) AS spent, MAX(placed_at) AS last_at
            FROM orders WHERE placed_at >= $1 AND placed_at < $2 AND state IN ",
        counting!(),
        " GROUP BY customer_id) b JOIN customers c ON c.id = b.customer_id
         WHERE CAST($3 AS TEXT) IS NULL OR LOWER(c.name) LIKE $3 ESCAPE '!' OR c.phone LIKE $4 ESCAPE '!' OR c.id = $5
         ORDER BY b.spent DESC, c.id LIMIT $6 OFFSET $7"
    ))
    .bind(span.from)
    .bind(span.before)
    .bind(word.map(places::like))
    .bind(word.and_then(places::phone_like))
    .bind(word.and_then(|word| word.strip_prefix('#')?.trim().parse::<i64>().ok()))
    .bind(page.take)
    .bind(page.skip)
    .all(on)
    .await
}

record! {
    /// What a discount row, or a birthday gift, took off.
    pub struct GivenRow {
        /// `manual`, `birthday`, `loyalty`: the origin of a row; `permanent`, `instant`: a birthday gift.
        pub kind: String,
        /// None for gifts.
        pub discount_id: Option<DiscountId>,
        pub message: String,
        /// None for gifts, whose percentage is a setting.
        pub percent: Option<Percent>,
        pub orders: i64,
        pub amount: Rupiah,
    }
}

/// What discounts took off the orders of a span that count as revenue: each row with its uses, each kind of gift by its lines.
pub async fn given(on: &mut impl OnLink, span: Span) -> Result<Vec<GivenRow>> {
    sql!(concat!(
        "SELECT d.origin AS kind, d.id AS discount_id, d.message, d.percent, COUNT(*) AS orders, CAST(SUM(u.amount) AS BIGINT) AS amount
         FROM orders o JOIN discount_uses u ON u.order_id = o.id JOIN discounts d ON d.id = u.discount_id
         WHERE o.placed_at >= $1 AND o.placed_at < $2 AND o.state IN ",
        counting!(),
        " GROUP BY d.id, d.origin, d.message, d.percent
         UNION ALL
         SELECT g.kind, NULL, '', NULL, COUNT(DISTINCT g.order_id), CAST(SUM(g.discount) AS BIGINT)
         FROM (SELECT l.order_id, l.discount,
                CASE WHEN l.verdict LIKE '_\"applied\":_\"source\":\"birthday_permanent\"%' THEN 'permanent' ELSE 'instant' END AS kind
            FROM orders o JOIN order_lines l ON l.order_id = o.id
            WHERE o.placed_at >= $1 AND o.placed_at < $2 AND l.discount > 0 AND l.verdict LIKE '_\"applied\":_\"source\":\"birthday_%'
                AND o.state IN ",
        counting!(),
        ") g GROUP BY g.kind
         ORDER BY amount DESC, kind, discount_id"
    ))
    .bind(span.from)
    .bind(span.before)
    .all(on)
    .await
}

record! {
    /// A product with what lies in the yard.
    pub struct YardRow {
        pub id: ProductId,
        pub name: String,
        pub category_id: Option<CategoryId>,
        pub category: Option<String>,
        pub unit: String,
        pub price: Rupiah,
        pub on_hand: Quantity,
        pub reserved: Quantity,
    }
}

/// Everything that is sold now or still lies in the yard, by name.
pub async fn yard(on: &mut impl OnLink) -> Result<Vec<YardRow>> {
    sql!(
        "SELECT p.id, p.name, p.category_id, c.name AS category, p.unit, p.price, p.on_hand, p.reserved
         FROM products p LEFT JOIN categories c ON c.id = p.category_id WHERE p.archived_at IS NULL OR p.on_hand > 0 ORDER BY p.name, p.id"
    )
    .all(on)
    .await
}
