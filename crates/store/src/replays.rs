//! Orders read again in the order of time, to be priced under other rules (docs/decisions/0015).

use domain::{
    ids::{CustomerId, OrderId},
    money::Rupiah,
    order::OrderState,
    time::UtcMillis,
};

use crate::{OnLink, Result, record, sql};

record! {
    /// An order with what it was priced from.
    pub struct ReplayRow {
        pub id: OrderId,
        pub customer_id: CustomerId,
        pub placed_at: UtcMillis,
        pub state: OrderState,
        pub goods_gross: Rupiah,
        pub goods_total: Rupiah,
        /// JSON; none of an order from before it was kept.
        pub pricing: Option<String>,
    }
}

/// Where a page of orders begins: behind this order, placed at this instant.
pub type After = (UtcMillis, i64);

/// The next `most` orders behind one, oldest first, placed before an instant.
pub async fn orders(on: &mut impl OnLink, after: After, before: UtcMillis, most: i64) -> Result<Vec<ReplayRow>> {
    sql!(
        "SELECT id, customer_id, placed_at, state, goods_gross, goods_total, pricing FROM orders
         WHERE (placed_at, id) > ($1, $2) AND placed_at < $3 ORDER BY placed_at, id LIMIT $4"
    )
    .bind(after.0)
    .bind(after.1)
    .bind(before)
    .bind(most)
    .all(on)
    .await
}

record! {
    /// An order with the reasons of its price.
    pub struct ReasonRow {
        pub id: OrderId,
        pub customer_name: String,
        /// JSON of the priced cart.
        pub explanation: String,
    }
}

/// The reasons of these orders.
pub async fn reasons(on: &mut impl OnLink, orders: &[OrderId]) -> Result<Vec<ReasonRow>> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    sql!("SELECT id, customer_name, explanation FROM orders WHERE id IN {ids} ORDER BY id")
        .ids(orders.iter().map(|id| id.get()))
        .all(on)
        .await
}
