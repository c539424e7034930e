//! What the papers of several orders are drawn from: two statements, whatever the number of orders and lines.

use domain::{
    ids::{OrderId, ProductId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{OnLink, Result, order_pages::LinePart, record, sql};

record! {
    /// An order as its papers need it.
    pub struct PaperRow {
        pub id: OrderId,
        pub customer_name: String,
        pub customer_phone: String,
        pub placed_at: UtcMillis,
        pub state: OrderState,
        pub fulfilment: Fulfilment,
        pub proof_state: ProofState,
        pub address: String,
        pub note: String,
        pub goods_gross: Rupiah,
        pub discount_total: Rupiah,
        pub goods_total: Rupiah,
        pub ongkir: Option<Rupiah>,
        pub unique_code: Rupiah,
        pub transfer_now: Rupiah,
        pub pay_driver: Rupiah,
        pub handed_to: Option<String>,
        pub employee_name: Option<String>,
    }
}

/// Those of these orders that are there.
pub async fn orders(on: &mut impl OnLink, ids: &[OrderId]) -> Result<Vec<PaperRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    sql!(
        "SELECT o.id, o.customer_name, o.customer_phone, o.placed_at, o.state, o.fulfilment, o.proof_state, o.address, o.note, o.goods_gross,
            o.discount_total, o.goods_total, o.ongkir, o.unique_code, o.transfer_now, o.pay_driver, o.handed_to, e.name AS employee_name
         FROM orders o LEFT JOIN employees e ON e.id = o.employee_id WHERE o.id IN {ids} ORDER BY o.id"
    )
    .ids(ids.iter().map(|id| id.get()))
    .all(on)
    .await
}

record! {
    /// A frozen line of one of them.
    pub struct PaperLineRow {
        pub order_id: OrderId,
        pub product_id: ProductId,
        pub product_name: String,
        pub category_name: Option<String>,
        pub unit: String,
        pub unit_price: Rupiah,
        pub quantity: Quantity,
        pub gross: Rupiah,
        pub discount: Rupiah,
        pub verdict: String,
    }
}

impl PaperLineRow {
    /// The line as the page of its order has it.
    pub fn part(self) -> LinePart {
        LinePart {
            product: self.product_id,
            name: self.product_name,
            category: self.category_name,
            unit: self.unit,
            unit_price: self.unit_price,
            quantity: self.quantity,
            gross: self.gross,
            discount: self.discount,
            verdict: self.verdict,
        }
    }
}

/// The lines of these orders, each order's as they stand in it.
pub async fn lines(on: &mut impl OnLink, ids: &[OrderId]) -> Result<Vec<PaperLineRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    sql!(
        "SELECT order_id, product_id, product_name, category_name, unit, unit_price, quantity, gross, discount, verdict
         FROM order_lines WHERE order_id IN {ids} ORDER BY order_id, position"
    )
    .ids(ids.iter().map(|id| id.get()))
    .all(on)
    .await
}
