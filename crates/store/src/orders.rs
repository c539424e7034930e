//! Orders: placing, moving through their states, proofs and deliveries (domain.md §5–§7). The pages' reads are in `order_pages`.

use domain::{
    ids::{AdminId, CategoryId, CustomerId, EmployeeId, FileId, OrderId, ProductId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{OnLink, Result, StoreError, Tx, places::By, query::IdRow, record, sql};

/// An order about to be written: everything in it is frozen (domain.md §5).
#[derive(Clone, Debug)]
pub struct NewOrder {
    pub customer: CustomerId,
    pub idempotency_key: String,
    pub fulfilment: Fulfilment,
    pub customer_name: String,
    pub customer_phone: String,
    pub address: String,
    pub note: String,
    pub goods_gross: Rupiah,
    pub discount_total: Rupiah,
    pub goods_total: Rupiah,
    pub ongkir: Option<Rupiah>,
    pub ongkir_zone: Option<String>,
    pub ongkir_paid: &'static str,
    pub unique_code: Rupiah,
    pub transfer_now: Rupiah,
    /// Neither now nor later; not stored, it follows from the amounts.
    pub nothing_to_transfer: bool,
    pub pay_driver: Rupiah,
    /// JSON of the priced cart: what applied, what did not and why.
    pub explanation: String,
    /// JSON of everything it was priced from, to be priced again under other rules (docs/decisions/0015).
    pub pricing: String,
    /// Do not write when this customer placed an order with the same explanation since then that still stands.
    pub refuse_since: Option<UtcMillis>,
    pub pay_deadline: UtcMillis,
    /// A payment proof comes along and waits for its check.
    pub proof_waits: bool,
}

/// A line about to be written.
#[derive(Clone, Debug)]
pub struct NewLine {
    pub product: ProductId,
    pub name: String,
    pub category: Option<CategoryId>,
    pub unit: String,
    pub unit_price: Rupiah,
    pub quantity: Quantity,
    pub gross: Rupiah,
    pub discount: Rupiah,
    /// JSON of the line's verdict.
    pub verdict: String,
}

/// What became of an order about to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    New(OrderId),
    /// This customer already has one with the same idempotency key.
    Again,
    /// Nothing was written: this order is the same.
    Repeats(OrderId),
}

/// The standing order of a customer with exactly this explanation, placed since then.
async fn repeated(tx: &mut Tx, new: &NewOrder) -> Result<Option<OrderId>> {
    let Some(since) = new.refuse_since else { return Ok(None) };
    let row = sql!(
        "SELECT id FROM orders WHERE customer_id = $1 AND explanation = $2 AND placed_at > $3 AND state <> 'cancelled' AND idempotency_key <> $4
         ORDER BY id DESC LIMIT 1"
    )
    .bind(new.customer)
    .bind(new.explanation.as_str())
    .bind(since)
    .bind(new.idempotency_key.as_str())
    .optional::<IdRow>(tx)
    .await?;
    row.map(|row| order_id(row.id)).transpose()
}

/// Writes an order in the state Placed, unless it was written before; one statement, and a second only to say why not.
pub async fn insert(tx: &mut Tx, new: &NewOrder) -> Result<Written> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO orders (customer_id, idempotency_key, placed_at, state, fulfilment, customer_name, customer_phone, address, note,
            goods_gross, discount_total, goods_total, ongkir, ongkir_zone, ongkir_paid, unique_code, transfer_now, pay_driver,
            explanation, proof_state, pay_deadline, pricing)
         SELECT $1, $2, $3, 'placed', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, CASE WHEN CAST($20 AS BIGINT) = 1 THEN 'waiting' ELSE 'none' END, $19, $22
         WHERE CAST($21 AS BIGINT) IS NULL OR NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = $1 AND o.explanation = $18
            AND o.placed_at > CAST($21 AS BIGINT) AND o.state <> 'cancelled')
         ON CONFLICT (customer_id, idempotency_key) DO NOTHING RETURNING id"
    )
    .bind(new.customer)
    .bind(new.idempotency_key.as_str())
    .bind(now)
    .bind(new.fulfilment)
    .bind(new.customer_name.as_str())
    .bind(new.customer_phone.as_str())
    .bind(new.address.as_str())
    .bind(new.note.as_str())
    .bind(new.goods_gross)
    .bind(new.discount_total)
    .bind(new.goods_total)
    .bind(new.ongkir)
    .bind(new.ongkir_zone.as_deref())
    .bind(new.ongkir_paid)
    .bind(new.unique_code)
    .bind(new.transfer_now)
    .bind(new.pay_driver)
    .bind(new.explanation.as_str())
    .bind(new.pay_deadline)
    .bind(new.proof_waits)
    .bind(new.refuse_since)
    .bind(new.pricing.as_str())
    .optional::<IdRow>(tx)
    .await?;
    match row {
        Some(row) => order_id(row.id).map(Written::New),
        None => Ok(repeated(tx, new).await?.map_or(Written::Again, Written::Repeats)),
    }
}

pub(crate) fn order_id(raw: i64) -> Result<OrderId> {
    OrderId::try_from(raw).map_err(|_| StoreError::Corrupt { column: "id".into(), cause: "is not positive".into() })
}

/// Writes all lines of an order in one statement, with the names of their categories as they are now.
pub async fn insert_lines(tx: &mut Tx, order: OrderId, lines: &[NewLine]) -> Result<()> {
    insert_lines_from(tx, order, 0, lines).await
}

/// The same for lines that stand behind others, the first at position `first`.
pub async fn insert_lines_from(tx: &mut Tx, order: OrderId, first: i64, lines: &[NewLine]) -> Result<()> {
    let rows = (first..).zip(lines).map(|(at, line)| {
        [
            at.into(),
            line.product.into(),
            line.name.as_str().into(),
            line.category.into(),
            line.unit.as_str().into(),
            line.unit_price.into(),
            line.quantity.into(),
            line.gross.into(),
            line.discount.into(),
            line.verdict.as_str().into(),
        ]
    });
    sql!(
        "WITH v(position, product_id, product_name, category_id, unit, unit_price, quantity, gross, discount, verdict)
            AS (VALUES {rows:iititiiiit})
         INSERT INTO order_lines (order_id, position, product_id, product_name, category_name, unit, unit_price, quantity, gross, discount, verdict)
         SELECT CAST($1 AS BIGINT), v.position, v.product_id, v.product_name, c.name, v.unit, v.unit_price, v.quantity, v.gross, v.discount, v.verdict
         FROM v LEFT JOIN categories c ON c.id = v.category_id ORDER BY v.position"
    )
    .bind(order)
    .rows(rows)
    .run(tx)
    .await
    .map(drop)
}

/// The order a customer already placed with this key.
pub async fn by_key(on: &mut impl OnLink, customer: CustomerId, key: &str) -> Result<Option<OrderId>> {
    let row = sql!("SELECT id FROM orders WHERE customer_id = $1 AND idempotency_key = $2")
        .bind(customer)
        .bind(key)
        .optional::<IdRow>(on)
        .await?;
    row.map(|row| order_id(row.id)).transpose()
}

/// The newest order of a customer that still waits for payment.
pub async fn newest_unpaid(on: &mut impl OnLink, customer: CustomerId) -> Result<Option<OrderId>> {
    let row = sql!("SELECT id FROM orders WHERE customer_id = $1 AND state = 'placed' ORDER BY id DESC LIMIT 1")
        .bind(customer)
        .optional::<IdRow>(on)
        .await?;
    row.map(|row| order_id(row.id)).transpose()
}

record! {
    /// What an operation on an order needs to decide, read with the row locked.
    pub struct LockedOrder {
        pub id: OrderId,
        pub version: i64,
        pub customer_id: CustomerId,
        pub customer_name: String,
        /// The customer can be written to.
        pub has_email: bool,
        pub address: String,
        pub state: OrderState,
        pub fulfilment: Fulfilment,
        pub proof_state: ProofState,
        pub pay_deadline: Option<UtcMillis>,
        pub goods_gross: Rupiah,
        pub discount_total: Rupiah,
        pub goods_total: Rupiah,
        pub ongkir: Option<Rupiah>,
        pub ongkir_paid: String,
        pub unique_code: Rupiah,
        pub transfer_now: Rupiah,
        pub pay_driver: Rupiah,
        pub employee_id: Option<EmployeeId>,
        pub handed_to: Option<String>,
    }
}

/// Reads an order for changing it.
pub async fn lock(tx: &mut Tx, id: OrderId) -> Result<Option<LockedOrder>> {
    sql!(
        "SELECT o.id, o.version, o.customer_id, o.customer_name,
            (SELECT CASE WHEN c.email IS NULL OR c.deactivated_at IS NOT NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END
                FROM customers c WHERE c.id = o.customer_id) AS has_email, o.address, o.state, o.fulfilment, o.proof_state, o.pay_deadline, o.goods_gross,
            o.discount_total, o.goods_total, o.ongkir, o.ongkir_paid, o.unique_code, o.transfer_now, o.pay_driver, o.employee_id, o.handed_to
         FROM orders o WHERE o.id = $1 {lock:o}"
    )
    .bind(id)
    .optional(tx)
    .await
}

/// Writes what an operation changed of an order, if nobody else did since it was locked. False when somebody did.
pub async fn write(tx: &mut Tx, order: &LockedOrder) -> Result<bool> {
    let changed = sql!(
        "UPDATE orders SET state = $3, proof_state = $4, pay_deadline = $5, ongkir = $6, transfer_now = $7, pay_driver = $8,
            employee_id = $9, handed_to = $10, version = version + 1 WHERE id = $1 AND version = $2"
    )
    .bind(order.id)
    .bind(order.version)
    .bind(order.state)
    .bind(order.proof_state)
    .bind(order.pay_deadline)
    .bind(order.ongkir)
    .bind(order.transfer_now)
    .bind(order.pay_driver)
    .bind(order.employee_id)
    .bind(order.handed_to.as_deref())
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// A row of the timeline about to be written.
#[derive(Clone, Debug)]
pub struct NewEvent<'a> {
    pub event: &'a str,
    pub from: Option<OrderState>,
    pub to: OrderState,
    pub reason: Option<&'a str>,
}

/// Writes a row of the timeline; its id.
pub async fn add_event(tx: &mut Tx, order: OrderId, new: &NewEvent<'_>, by: &By) -> Result<i64> {
    let now = tx.now();
    sql!(
        "INSERT INTO order_events (order_id, event, from_state, to_state, actor, actor_id, actor_name, reason, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id"
    )
    .bind(order)
    .bind(new.event)
    .bind(new.from)
    .bind(new.to)
    .bind(by.actor.code())
    .bind(by.id)
    .bind(by.name.as_str())
    .bind(new.reason)
    .bind(now)
    .one::<IdRow>(tx)
    .await
    .map(|row| row.id)
}

/// Hangs the first payment proof on an order that was just written.
pub async fn put_first_proof(tx: &mut Tx, order: OrderId, file: FileId) -> Result<()> {
    let now = tx.now();
    sql!("INSERT INTO payment_proofs (order_id, file_id, uploaded_at) VALUES ($1, $2, $3)")
        .bind(order)
        .bind(file)
        .bind(now)
        .run(tx)
        .await
        .map(drop)
}

/// Hangs a payment proof on an order; one that still waited is marked as replaced.
pub async fn put_proof(tx: &mut Tx, order: OrderId, file: FileId) -> Result<()> {
    let now = tx.now();
    sql!("UPDATE payment_proofs SET decision = 'replaced', decided_at = $2 WHERE order_id = $1 AND decision IS NULL")
        .bind(order)
        .bind(now)
        .run(tx)
        .await?;
    put_first_proof(tx, order, file).await
}

/// Notes what became of the waiting proof: `accepted`, `rejected` (with a reason) or `dropped` (the order ended). Nothing when none waits.
pub async fn decide_proof(
    tx: &mut Tx,
    order: OrderId,
    decision: &str,
    admin: Option<AdminId>,
    reason: Option<&str>,
) -> Result<()> {
    let now = tx.now();
    sql!(
        "UPDATE payment_proofs SET decision = $2, decided_at = $3, admin_id = $4, reason = $5 WHERE order_id = $1 AND decision IS NULL"
    )
    .bind(order)
    .bind(decision)
    .bind(now)
    .bind(admin)
    .bind(reason)
    .run(tx)
    .await
    .map(drop)
}

/// Hangs the photo of the delivered goods on an order, with the key of the form it came with.
pub async fn put_delivery_proof(tx: &mut Tx, order: OrderId, file: FileId, key: Option<&str>) -> Result<()> {
    let now = tx.now();
    sql!("INSERT INTO delivery_proofs (order_id, file_id, created_at, form_key) VALUES ($1, $2, $3, $4)")
        .bind(order)
        .bind(file)
        .bind(now)
        .bind(key)
        .run(tx)
        .await
        .map(drop)
}

/// Orders whose deadline has passed without a proof that waits for a check, oldest first (domain.md §6). Who has nothing to transfer is never late.
pub async fn overdue(on: &mut impl OnLink, now: UtcMillis) -> Result<Vec<OrderId>> {
    let rows: Vec<IdRow> = sql!(
        "SELECT id FROM orders WHERE state = 'placed' AND proof_state IN ('none', 'rejected') AND pay_deadline <= $1
            AND transfer_now > 0 AND (ongkir IS NOT NULL OR ongkir_paid = 'on_delivery') ORDER BY id LIMIT 500"
    )
    .bind(now)
    .all(on)
    .await?;
    rows.into_iter().map(|row| order_id(row.id)).collect()
}
