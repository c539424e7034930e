//! Changing an order that is not paid yet (domain.md §5): what it holds, and its lines and sums written anew.

use domain::{
    ids::{CustomerId, OrderId, ProductId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, record, sql};

record! {
    /// An order as it stands before it is changed.
    pub struct EditableOrder {
        pub id: OrderId,
        pub version: i64,
        pub customer_id: CustomerId,
        pub customer_name: String,
        pub placed_at: UtcMillis,
        pub state: OrderState,
        pub fulfilment: Fulfilment,
        pub proof_state: ProofState,
        pub pay_deadline: Option<UtcMillis>,
        pub address: String,
        pub note: String,
        pub goods_total: Rupiah,
        pub discount_total: Rupiah,
        pub ongkir: Option<Rupiah>,
        pub ongkir_zone: Option<String>,
        pub ongkir_paid: String,
        pub unique_code: Rupiah,
        pub transfer_now: Rupiah,
        pub pay_driver: Rupiah,
        /// The frozen `PricedCart`, as JSON.
        pub explanation: String,
    }
}

macro_rules! editable {
    () => {
        "SELECT o.id, o.version, o.customer_id, o.customer_name, o.placed_at, o.state, o.fulfilment, o.proof_state, o.pay_deadline, o.address,
            o.note, o.goods_total, o.discount_total, o.ongkir, o.ongkir_zone, o.ongkir_paid, o.unique_code, o.transfer_now, o.pay_driver,
            o.explanation
         FROM orders o WHERE o.id = $1"
    };
}

/// Reads an order to show what a change would make of it.
pub async fn read(on: &mut impl OnLink, id: OrderId) -> Result<Option<EditableOrder>> {
    sql!(editable!()).bind(id).optional(on).await
}

/// Reads an order for changing it.
pub async fn lock(tx: &mut Tx, id: OrderId) -> Result<Option<EditableOrder>> {
    sql!(concat!(editable!(), " {lock:o}")).bind(id).optional(tx).await
}

record! {
    /// A line as it was agreed.
    pub struct AgreedLine {
        pub product_id: ProductId,
        pub product_name: String,
        pub unit: String,
        pub unit_price: Rupiah,
        pub quantity: Quantity,
        pub gross: Rupiah,
        pub discount: Rupiah,
    }
}

/// The lines of an order, in their order.
pub async fn lines(on: &mut impl OnLink, id: OrderId) -> Result<Vec<AgreedLine>> {
    sql!(
        "SELECT product_id, product_name, unit, unit_price, quantity, gross, discount FROM order_lines WHERE order_id = $1 ORDER BY position, id"
    )
    .bind(id)
    .all(on)
    .await
}

/// What a change makes of an order.
#[derive(Clone, Debug)]
pub struct Changed {
    pub id: OrderId,
    /// The version that was read.
    pub version: i64,
    pub fulfilment: Fulfilment,
    pub address: String,
    pub note: String,
    pub goods_gross: Rupiah,
    pub discount_total: Rupiah,
    pub goods_total: Rupiah,
    pub ongkir: Option<Rupiah>,
    pub ongkir_zone: Option<String>,
    pub unique_code: Rupiah,
    pub transfer_now: Rupiah,
    pub pay_driver: Rupiah,
    pub explanation: String,
    /// What it was priced from, as JSON.
    pub pricing: String,
    pub pay_deadline: Option<UtcMillis>,
}

/// Writes the changed order, if it is still the one that was read, waits for payment and no proof waits. False when not.
pub async fn write(tx: &mut Tx, new: &Changed) -> Result<bool> {
    let changed = sql!(
        "UPDATE orders SET fulfilment = $3, address = $4, note = $5, goods_gross = $6, discount_total = $7, goods_total = $8, ongkir = $9,
            ongkir_zone = $10, transfer_now = $11, pay_driver = $12, explanation = $13, pay_deadline = $14, pricing = $15, unique_code = $16, version = version + 1
         WHERE id = $1 AND version = $2 AND state = 'placed' AND proof_state IN ('none', 'rejected')"
    )
    .bind(new.id)
    .bind(new.version)
    .bind(new.fulfilment)
    .bind(new.address.as_str())
    .bind(new.note.as_str())
    .bind(new.goods_gross)
    .bind(new.discount_total)
    .bind(new.goods_total)
    .bind(new.ongkir)
    .bind(new.ongkir_zone.as_deref())
    .bind(new.transfer_now)
    .bind(new.pay_driver)
    .bind(new.explanation.as_str())
    .bind(new.pay_deadline)
    .bind(new.pricing.as_str())
    .bind(new.unique_code)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Takes products out of an order.
pub async fn remove_lines(tx: &mut Tx, order: OrderId, products: &[ProductId]) -> Result<()> {
    if products.is_empty() {
        return Ok(());
    }
    sql!("DELETE FROM order_lines WHERE order_id = $1 AND product_id IN {ids}")
        .bind(order)
        .ids(products.iter().map(|id| id.get()))
        .run(tx)
        .await
        .map(drop)
}

/// A line that stays, with what changes of it; name, category, unit and price stay as agreed.
#[derive(Clone, Debug)]
pub struct KeptLine {
    pub product: ProductId,
    pub quantity: Quantity,
    pub gross: Rupiah,
    pub discount: Rupiah,
    /// JSON of the line's verdict.
    pub verdict: String,
}

/// Writes the lines that stay, the first at position 0.
pub async fn keep_lines(tx: &mut Tx, order: OrderId, lines: &[KeptLine]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let rows = (0_i64..).zip(lines).map(|(at, line)| {
        [
            at.into(),
            line.product.into(),
            line.quantity.into(),
            line.gross.into(),
            line.discount.into(),
            line.verdict.as_str().into(),
        ]
    });
    sql!(
        "WITH v(place, kept_id, new_quantity, new_gross, new_discount, new_verdict) AS (VALUES {rows:iiiiit})
         UPDATE order_lines SET position = place, quantity = new_quantity, gross = new_gross, discount = new_discount, verdict = new_verdict
         FROM v WHERE order_id = $1 AND product_id = kept_id"
    )
    .bind(order)
    .rows(rows)
    .run(tx)
    .await
    .map(drop)
}
