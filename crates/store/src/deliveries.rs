//! Deliveries: the plan of a day, and what was missing when goods were handed over (domain.md §7, docs/decisions/0019).

use domain::{
    ids::{EmployeeId, OrderId, ProductId},
    money::Rupiah,
    order::OrderState,
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, places::By, query::IdRow, record, sql};

record! {
    /// A delivery in the office's plan.
    pub struct PlanRow {
        pub id: OrderId,
        pub customer_name: String,
        pub address: String,
        pub state: OrderState,
        pub zone: Option<String>,
        /// The fee is set, so that the order may leave.
        pub has_ongkir: bool,
        pub pay_driver: Rupiah,
        pub employee_id: Option<EmployeeId>,
        /// `YYYY-MM-DD` in the shop's zone.
        pub planned_on: Option<String>,
        pub stop: Option<i64>,
        pub first_name: String,
        pub lines: i64,
        /// Gram-thousandths: Σ quantity × weight of one unit, as the catalogue says it now.
        pub weight: i64,
    }
}

/// Every delivery that is paid or on the truck, and those of this day that were handed over, in the order of the tours (domain.md §7).
pub async fn plan(on: &mut impl OnLink, day: &str) -> Result<Vec<PlanRow>> {
    sql!(
        "SELECT o.id, o.customer_name, o.address, o.state, o.ongkir_zone AS zone,
            CASE WHEN o.ongkir IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS has_ongkir,
            o.pay_driver, o.employee_id, o.planned_on, o.stop, f.product_name AS first_name,
            (SELECT COUNT(*) FROM order_lines l WHERE l.order_id = o.id) AS lines,
            (SELECT CAST(COALESCE(SUM(l.quantity * COALESCE(p.weight_grams, 0)), 0) AS BIGINT)
                FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.order_id = o.id) AS weight
         FROM orders o JOIN order_lines f ON f.order_id = o.id AND f.position = 0
         WHERE o.fulfilment = 'delivery' AND (o.state IN ('paid', 'shipped') OR (o.state = 'completed' AND o.planned_on = $1))
         ORDER BY COALESCE(o.stop, 100000), COALESCE(o.ongkir_zone, '~'), o.id LIMIT 1000"
    )
    .bind(day)
    .all(on)
    .await
}

/// Gives deliveries to a driver on a day, in the order they are listed, behind the stops the driver has that day already. Returns those
/// that could be planned: paid or on the truck.
pub async fn assign(
    tx: &mut Tx,
    orders: &[OrderId],
    driver: Option<EmployeeId>,
    day: &str,
) -> Result<Vec<AssignedRow>> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    lock_all(tx, orders).await?;
    let rows = orders.iter().enumerate().map(|(at, order)| [(*order).into(), (at as i64 + 1).into()]);
    sql!(
        "WITH chosen(chosen_id, place) AS (VALUES {rows:ii}),
            last AS (SELECT COALESCE(MAX(stop), 0) AS stop FROM orders
                WHERE planned_on = $2 AND employee_id = $1 AND state IN ('paid', 'shipped') AND id NOT IN (SELECT chosen_id FROM chosen))
         UPDATE orders SET employee_id = CAST($1 AS BIGINT), planned_on = CAST($2 AS TEXT), stop = (SELECT stop FROM last) + place FROM chosen
         WHERE id = chosen_id AND fulfilment = 'delivery' AND state IN ('paid', 'shipped')
         RETURNING id, state, customer_name, address"
    )
    .bind(driver)
    .bind(day)
    .rows(rows)
    .all(tx)
    .await
}

record! {
    /// A delivery that was given to somebody.
    pub struct AssignedRow { pub id: OrderId, pub state: OrderState, pub customer_name: String, pub address: String }
}

/// Locks orders in ascending order, so that two plans never wait for each other in a ring.
async fn lock_all(tx: &mut Tx, orders: &[OrderId]) -> Result<()> {
    sql!("SELECT o.id FROM orders o WHERE o.id IN {ids} ORDER BY o.id {lock:o}")
        .ids(orders.iter().map(|id| id.get()))
        .all::<IdRow>(tx)
        .await
        .map(drop)
}

/// Puts the stops of a tour in order; how many could be.
pub async fn set_stops(tx: &mut Tx, stops: &[(OrderId, i64)]) -> Result<u64> {
    if stops.is_empty() {
        return Ok(0);
    }
    let orders: Vec<OrderId> = stops.iter().map(|(order, _)| *order).collect();
    lock_all(tx, &orders).await?;
    let rows = stops.iter().map(|(order, stop)| [(*order).into(), (*stop).into()]);
    sql!(
        "WITH wanted(wanted_id, wanted_stop) AS (VALUES {rows:ii})
         UPDATE orders SET stop = wanted_stop FROM wanted WHERE id = wanted_id AND fulfilment = 'delivery' AND state IN ('paid', 'shipped')"
    )
    .rows(rows)
    .run(tx)
    .await
}

/// Takes deliveries out of their plan: nobody in particular drives them, on no day in particular.
pub async fn unplan(tx: &mut Tx, orders: &[OrderId]) -> Result<u64> {
    if orders.is_empty() {
        return Ok(0);
    }
    lock_all(tx, orders).await?;
    sql!(
        "UPDATE orders SET employee_id = NULL, planned_on = NULL, stop = NULL
         WHERE id IN {ids} AND fulfilment = 'delivery' AND state IN ('paid', 'shipped')"
    )
    .ids(orders.iter().map(|id| id.get()))
    .run(tx)
    .await
}

record! {
    /// A line of an order, to reckon what is missing of it.
    pub struct OrderedRow {
        pub product_id: ProductId,
        pub product_name: String,
        pub unit: String,
        pub quantity: Quantity,
        pub gross: Rupiah,
        pub discount: Rupiah,
    }
}

/// The lines of an order in their order.
pub async fn ordered(on: &mut impl OnLink, order: OrderId) -> Result<Vec<OrderedRow>> {
    sql!("SELECT product_id, product_name, unit, quantity, gross, discount FROM order_lines WHERE order_id = $1 ORDER BY position, id")
        .bind(order)
        .all(on)
        .await
}

record! { struct KeyRow { form_key: Option<String> } }

/// Key of the form by which an order's delivery was proved.
pub async fn form_key(on: &mut impl OnLink, order: OrderId) -> Result<Option<String>> {
    let row =
        sql!("SELECT form_key FROM delivery_proofs WHERE order_id = $1").bind(order).optional::<KeyRow>(on).await?;
    Ok(row.and_then(|row| row.form_key))
}

/// Goods that did not arrive, about to be written.
#[derive(Clone, Debug)]
pub struct NewShortfall {
    pub product: ProductId,
    pub quantity: Quantity,
    pub value: Rupiah,
    pub reason: String,
}

/// Writes what was missing at a delivery. Before the goods are sold, which looks at it.
pub async fn note_shortfalls(tx: &mut Tx, order: OrderId, missing: &[NewShortfall]) -> Result<()> {
    let now = tx.now();
    let rows = missing
        .iter()
        .map(|short| [short.product.into(), short.quantity.into(), short.value.into(), short.reason.as_str().into()]);
    sql!(
        "WITH v(product_id, quantity, value, reason) AS (VALUES {rows:iiit})
         INSERT INTO delivery_shortfalls (order_id, created_at, product_id, quantity, value, reason)
         SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), v.product_id, v.quantity, v.value, v.reason FROM v"
    )
    .bind(order)
    .bind(now)
    .rows(rows)
    .run(tx)
    .await
    .map(drop)
}

/// Notes what the office did about the missing goods; false when that was settled before, or nothing was missing.
pub async fn settle(tx: &mut Tx, order: OrderId, settlement: &str, by: &By) -> Result<bool> {
    let now: UtcMillis = tx.now();
    let settled = sql!(
        "UPDATE delivery_shortfalls SET settlement = $2, settled_at = $3, settled_by = $4 WHERE order_id = $1 AND settlement IS NULL"
    )
    .bind(order)
    .bind(settlement)
    .bind(now)
    .bind(by.name.as_str())
    .run(tx)
    .await?;
    Ok(settled > 0)
}

record! {
    /// Goods of an order that did not arrive.
    pub struct ShortRow {
        pub product_name: String,
        pub unit: String,
        pub quantity: Quantity,
        pub value: Rupiah,
        pub reason: String,
    }
}

/// What of an order did not arrive, in the order of its lines.
pub async fn shortfalls(on: &mut impl OnLink, order: OrderId) -> Result<Vec<ShortRow>> {
    sql!(
        "SELECT l.product_name, l.unit, s.quantity, s.value, s.reason FROM delivery_shortfalls s
         JOIN order_lines l ON l.order_id = s.order_id AND l.product_id = s.product_id WHERE s.order_id = $1 ORDER BY l.position"
    )
    .bind(order)
    .all(on)
    .await
}
