//! What pages read of orders. Each page needs at most two statements of this file, whatever the number of rows.

use domain::{
    ids::{CustomerId, EmployeeId, FileId, OrderId, ProductId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{OnLink, Result, places::Page, record, sql};

record! {
    /// An order in a list, with what its card shows of the lines.
    pub struct OrderListRow {
        pub id: OrderId,
        pub customer_id: CustomerId,
        pub customer_name: String,
        pub customer_phone: String,
        pub placed_at: UtcMillis,
        pub state: OrderState,
        pub fulfilment: Fulfilment,
        pub proof_state: ProofState,
        pub pay_deadline: Option<UtcMillis>,
        pub goods_total: Rupiah,
        pub ongkir: Option<Rupiah>,
        pub transfer_now: Rupiah,
        pub pay_driver: Rupiah,
        pub employee_name: Option<String>,
        pub lines: i64,
        pub first_name: String,
        pub first_product: ProductId,
        pub has_feedback: bool,
        /// Rows in the whole list.
        pub total: i64,
    }
}

/// A page of a customer's orders, newest first; only one state if asked.
pub async fn of_customer(
    on: &mut impl OnLink,
    customer: CustomerId,
    state: Option<OrderState>,
    page: Page,
) -> Result<Vec<OrderListRow>> {
    sql!(
        "SELECT o.id, o.customer_id, o.customer_name, o.customer_phone, o.placed_at, o.state, o.fulfilment, o.proof_state, o.pay_deadline,
            o.goods_total, o.ongkir, o.transfer_now, o.pay_driver, NULL AS employee_name,
            (SELECT COUNT(*) FROM order_lines l WHERE l.order_id = o.id) AS lines, f.product_name AS first_name, f.product_id AS first_product,
            CASE WHEN EXISTS (SELECT 1 FROM feedback b WHERE b.order_id = o.id) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS has_feedback,
            COUNT(*) OVER () AS total
         FROM orders o JOIN order_lines f ON f.order_id = o.id AND f.position = 0
         WHERE o.customer_id = $1 AND (CAST($2 AS TEXT) IS NULL OR o.state = $2) ORDER BY o.id DESC LIMIT $3 OFFSET $4"
    )
    .bind(customer)
    .bind(state)
    .bind(page.take)
    .bind(page.skip)
    .all(on)
    .await
}

/// A customer's orders that are under way, and the completed ones that still wait for feedback; newest first, at most 20.
pub async fn wanting_attention_of(on: &mut impl OnLink, customer: CustomerId) -> Result<Vec<OrderListRow>> {
    sql!(
        "SELECT o.id, o.customer_id, o.customer_name, o.customer_phone, o.placed_at, o.state, o.fulfilment, o.proof_state, o.pay_deadline,
            o.goods_total, o.ongkir, o.transfer_now, o.pay_driver, NULL AS employee_name,
            (SELECT COUNT(*) FROM order_lines l WHERE l.order_id = o.id) AS lines, f.product_name AS first_name, f.product_id AS first_product,
            CAST(0 AS BIGINT) AS has_feedback, COUNT(*) OVER () AS total
         FROM orders o JOIN order_lines f ON f.order_id = o.id AND f.position = 0
         WHERE o.customer_id = $1 AND (o.state IN ('placed', 'paid', 'shipped')
            OR (o.state = 'completed' AND NOT EXISTS (SELECT 1 FROM feedback b WHERE b.order_id = o.id)))
         ORDER BY CASE WHEN o.state = 'completed' THEN 1 ELSE 0 END, o.id DESC LIMIT 20"
    )
    .bind(customer)
    .all(on)
    .await
}

record! {
    /// One order with everything that it has at most one of.
    pub struct OrderFullRow {
        pub id: OrderId,
        pub version: i64,
        pub customer_id: CustomerId,
        pub customer_name: String,
        pub customer_phone: String,
        pub placed_at: UtcMillis,
        pub state: OrderState,
        pub fulfilment: Fulfilment,
        pub proof_state: ProofState,
        pub pay_deadline: Option<UtcMillis>,
        pub address: String,
        pub note: String,
        pub goods_gross: Rupiah,
        pub discount_total: Rupiah,
        pub goods_total: Rupiah,
        pub ongkir: Option<Rupiah>,
        pub ongkir_zone: Option<String>,
        pub ongkir_paid: String,
        pub unique_code: Rupiah,
        pub transfer_now: Rupiah,
        pub pay_driver: Rupiah,
        /// The frozen `PricedCart`, as JSON.
        pub explanation: String,
        pub handed_to: Option<String>,
        pub employee_id: Option<EmployeeId>,
        pub employee_name: Option<String>,
        pub delivery_file: Option<FileId>,
        pub delivered_at: Option<UtcMillis>,
        /// Key of the form by which the delivery was proved.
        pub delivery_key: Option<String>,
        pub feedback_body: Option<String>,
        pub feedback_stars: Option<i64>,
        pub feedback_file: Option<FileId>,
        pub feedback_at: Option<UtcMillis>,
        pub feedback_reply: Option<String>,
        pub feedback_replied_at: Option<UtcMillis>,
        /// The customer has no password: the office may make a link for signing in. Only read for admins.
        pub unclaimed: bool,
        /// The next order on the same pile, and the one before. Only read for admins.
        pub next_id: Option<OrderId>,
        pub previous_id: Option<OrderId>,
    }
}

/// Whose eyes read an order; decides which orders exist for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Admin,
    /// Their own orders.
    Customer(CustomerId),
    /// Deliveries on the truck that are theirs or nobody's, and those they handed over.
    Employee(EmployeeId),
}

/// One order, if it exists for this reader (somebody else's is as unknown as none).
pub async fn full(on: &mut impl OnLink, id: OrderId, reader: Reader) -> Result<Option<OrderFullRow>> {
    let (customer, employee) = match reader {
        Reader::Admin => (None, None),
        Reader::Customer(customer) => (Some(customer), None),
        Reader::Employee(employee) => (None, Some(employee)),
    };
    sql!(
        "SELECT o.id, o.version, o.customer_id, o.customer_name, o.customer_phone, o.placed_at, o.state, o.fulfilment, o.proof_state,
            o.pay_deadline, o.address, o.note, o.goods_gross, o.discount_total, o.goods_total, o.ongkir, o.ongkir_zone, o.ongkir_paid,
            o.unique_code, o.transfer_now, o.pay_driver, o.explanation, o.handed_to, o.employee_id, e.name AS employee_name,
            (SELECT x.id FROM files x WHERE x.id = d.file_id AND x.forgotten_at IS NULL) AS delivery_file,
            d.created_at AS delivered_at, d.form_key AS delivery_key, b.body AS feedback_body, b.stars AS feedback_stars, b.file_id AS feedback_file,
            b.updated_at AS feedback_at, b.reply AS feedback_reply, b.replied_at AS feedback_replied_at,
            CASE WHEN CAST($4 AS BIGINT) = 1 AND EXISTS (SELECT 1 FROM customers c WHERE c.id = o.customer_id AND c.password_hash IS NULL
                AND c.deactivated_at IS NULL) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS unclaimed,
            (SELECT n.id FROM orders n WHERE CAST($4 AS BIGINT) = 1 AND n.state = o.state AND n.proof_state = o.proof_state
                AND (o.state <> 'paid' OR n.fulfilment = o.fulfilment) AND n.id > o.id ORDER BY n.id LIMIT 1) AS next_id,
            (SELECT n.id FROM orders n WHERE CAST($4 AS BIGINT) = 1 AND n.state = o.state AND n.proof_state = o.proof_state
                AND (o.state <> 'paid' OR n.fulfilment = o.fulfilment) AND n.id < o.id ORDER BY n.id DESC LIMIT 1) AS previous_id
         FROM orders o LEFT JOIN employees e ON e.id = o.employee_id LEFT JOIN delivery_proofs d ON d.order_id = o.id
            LEFT JOIN feedback b ON b.order_id = o.id
         WHERE o.id = $1 AND (CAST($2 AS BIGINT) IS NULL OR o.customer_id = $2)
            AND (CAST($3 AS BIGINT) IS NULL OR (o.fulfilment = 'delivery' AND ((o.state = 'shipped' AND COALESCE(o.employee_id, $3) = $3)
                OR (o.state = 'completed' AND o.employee_id = $3))))"
    )
    .bind(id)
    .bind(customer)
    .bind(employee)
    .bind(reader == Reader::Admin)
    .optional(on)
    .await
}

record! {
    /// A part of an order of which there can be many: a line, a row of the timeline, a proof, a note, or an employee to choose.
    /// These small lists come in one statement; which column holds what is told by the functions of [`OrderPart`].
    pub struct PartRow {
        part: String,
        n1: i64,
        n2: Option<i64>,
        n3: Option<i64>,
        n4: Option<i64>,
        n5: Option<i64>,
        t1: Option<String>,
        t2: Option<String>,
        t3: Option<String>,
        t4: Option<String>,
        t5: Option<String>,
        t6: Option<String>,
    }
}

/// A frozen line of an order.
#[derive(Clone, Debug)]
pub struct LinePart {
    pub product: ProductId,
    pub name: String,
    pub category: Option<String>,
    pub unit: String,
    pub unit_price: Rupiah,
    pub quantity: Quantity,
    pub gross: Rupiah,
    pub discount: Rupiah,
    /// JSON of the verdict.
    pub verdict: String,
}

/// A row of the timeline.
#[derive(Clone, Debug)]
pub struct EventPart {
    pub event: String,
    pub from: Option<String>,
    pub to: String,
    pub actor: String,
    pub actor_name: String,
    pub reason: Option<String>,
    pub at: UtcMillis,
}

/// A payment proof that was given.
#[derive(Clone, Debug)]
pub struct ProofPart {
    pub file: FileId,
    pub content_type: String,
    pub uploaded_at: UtcMillis,
    /// `accepted`, `rejected`, `replaced`, `dropped`, or nothing while it waits.
    pub decision: Option<String>,
    pub reason: Option<String>,
}

/// A note of the office.
#[derive(Clone, Debug)]
pub struct NotePart {
    pub body: String,
    pub admin_name: String,
    pub at: UtcMillis,
}

/// Goods of an order that did not arrive (docs/decisions/0019).
#[derive(Clone, Debug)]
pub struct ShortPart {
    pub name: String,
    pub unit: String,
    pub quantity: Quantity,
    /// What of the paid price belongs to it.
    pub value: Rupiah,
    pub reason: String,
    /// What the office did about it, by its code; nothing while it is open.
    pub settlement: Option<String>,
}

/// The lists of one order.
#[derive(Clone, Debug, Default)]
pub struct OrderParts {
    pub lines: Vec<LinePart>,
    /// Oldest first.
    pub events: Vec<EventPart>,
    /// Oldest first.
    pub proofs: Vec<ProofPart>,
    /// What was missing at the delivery.
    pub shortfalls: Vec<ShortPart>,
    /// Active employees; only read for admins.
    pub employees: Vec<(EmployeeId, String)>,
    /// Notes of the office, oldest first; only read for admins.
    pub notes: Vec<NotePart>,
}

/// Lines, timeline and proofs of one order (and, for admins, the employees to choose from and the office's notes), in one statement.
pub async fn parts(on: &mut impl OnLink, id: OrderId, for_office: bool) -> Result<OrderParts> {
    let rows: Vec<PartRow> = sql!(
        "SELECT 'line' AS part, l.position AS sort, l.product_id AS n1, l.unit_price AS n2, l.quantity AS n3, l.gross AS n4, l.discount AS n5,
            l.product_name AS t1, l.category_name AS t2, l.unit AS t3, l.verdict AS t4, CAST(NULL AS TEXT) AS t5, CAST(NULL AS TEXT) AS t6
         FROM order_lines l WHERE l.order_id = $1
         UNION ALL
         SELECT 'event', v.id, v.created_at, NULL, NULL, NULL, NULL, v.event, v.from_state, v.to_state, v.actor, v.actor_name, v.reason
         FROM order_events v WHERE v.order_id = $1
         UNION ALL
         SELECT 'proof', p.id, p.file_id, p.uploaded_at, NULL, NULL, NULL, f.content_type, p.decision, p.reason, NULL, NULL, NULL
         FROM payment_proofs p JOIN files f ON f.id = p.file_id AND f.forgotten_at IS NULL WHERE p.order_id = $1
         UNION ALL
         SELECT 'short', l.position, s.quantity, s.value, NULL, NULL, NULL, l.product_name, l.unit, s.reason, s.settlement, NULL, NULL
         FROM delivery_shortfalls s JOIN order_lines l ON l.order_id = s.order_id AND l.product_id = s.product_id WHERE s.order_id = $1
         UNION ALL
         SELECT 'staff', e.id, e.id, NULL, NULL, NULL, NULL, e.name, NULL, NULL, NULL, NULL, NULL
         FROM employees e WHERE e.deactivated_at IS NULL AND CAST($2 AS BIGINT) = 1
         UNION ALL
         SELECT 'note', m.id, m.created_at, NULL, NULL, NULL, NULL, m.body, m.admin_name, NULL, NULL, NULL, NULL
         FROM order_notes m WHERE m.order_id = $1 AND CAST($2 AS BIGINT) = 1
         ORDER BY part, sort"
    )
    .bind(id)
    .bind(for_office)
    .all(on)
    .await?;
    let mut parts = OrderParts::default();
    for row in rows {
        match row.part.as_str() {
            "line" => parts.lines.push(row.line()?),
            "event" => parts.events.push(row.event()),
            "proof" => parts.proofs.push(row.proof()?),
            "note" => parts.notes.push(row.note()),
            "short" => parts.shortfalls.push(row.short()?),
            _ => parts.employees.push((fit("employee", EmployeeId::try_from(row.n1))?, row.t1.unwrap_or_default())),
        }
    }
    Ok(parts)
}

fn fit<T, E: ToString>(column: &str, value: std::result::Result<T, E>) -> Result<T> {
    value.map_err(|cause| crate::StoreError::Corrupt { column: column.to_owned(), cause: cause.to_string() })
}

impl PartRow {
    fn line(self) -> Result<LinePart> {
        Ok(LinePart {
            product: fit("product_id", ProductId::try_from(self.n1))?,
            unit_price: fit("unit_price", Rupiah::try_from(self.n2.unwrap_or_default()))?,
            quantity: fit("quantity", Quantity::try_from(self.n3.unwrap_or_default()))?,
            gross: fit("gross", Rupiah::try_from(self.n4.unwrap_or_default()))?,
            discount: fit("discount", Rupiah::try_from(self.n5.unwrap_or_default()))?,
            name: self.t1.unwrap_or_default(),
            category: self.t2,
            unit: self.t3.unwrap_or_default(),
            verdict: self.t4.unwrap_or_default(),
        })
    }

    fn event(self) -> EventPart {
        EventPart {
            at: UtcMillis::from(self.n1),
            event: self.t1.unwrap_or_default(),
            from: self.t2,
            to: self.t3.unwrap_or_default(),
            actor: self.t4.unwrap_or_default(),
            actor_name: self.t5.unwrap_or_default(),
            reason: self.t6,
        }
    }

    fn note(self) -> NotePart {
        NotePart {
            at: UtcMillis::from(self.n1),
            body: self.t1.unwrap_or_default(),
            admin_name: self.t2.unwrap_or_default(),
        }
    }

    fn short(self) -> Result<ShortPart> {
        Ok(ShortPart {
            quantity: fit("quantity", Quantity::try_from(self.n1))?,
            value: fit("value", Rupiah::try_from(self.n2.unwrap_or_default()))?,
            name: self.t1.unwrap_or_default(),
            unit: self.t2.unwrap_or_default(),
            reason: self.t3.unwrap_or_default(),
            settlement: self.t4,
        })
    }

    fn proof(self) -> Result<ProofPart> {
        Ok(ProofPart {
            file: fit("file_id", FileId::try_from(self.n1))?,
            uploaded_at: UtcMillis::from(self.n2.unwrap_or_default()),
            content_type: self.t1.unwrap_or_default(),
            decision: self.t2,
            reason: self.t3,
        })
    }
}

record! {
    /// A delivery in an employee's list.
    pub struct DeliveryRow {
        /// Its place in the tour, if the office planned one.
        pub stop: Option<i64>,
        pub id: OrderId,
        pub customer_name: String,
        pub address: String,
        pub pay_driver: Rupiah,
        pub state: OrderState,
        /// When it went on the truck, or was handed over.
        pub at: UtcMillis,
    }
}

/// Deliveries of an employee: those on the truck (theirs or nobody's) in the order of the tour, without one by zone and then oldest
/// first; then the last 20 they handed over.
pub async fn deliveries(on: &mut impl OnLink, employee: EmployeeId) -> Result<Vec<DeliveryRow>> {
    sql!(
        "SELECT o.id, o.stop, o.customer_name, o.address, o.pay_driver, o.state,
            COALESCE((SELECT MAX(v.created_at) FROM order_events v WHERE v.order_id = o.id AND v.from_state <> v.to_state), o.placed_at) AS at
         FROM orders o
         WHERE o.id IN (SELECT id FROM orders WHERE state = 'shipped' AND (employee_id = $1 OR employee_id IS NULL))
            OR o.id IN (SELECT id FROM orders WHERE state = 'completed' AND fulfilment = 'delivery' AND employee_id = $1 ORDER BY id DESC LIMIT 20)
         ORDER BY CASE WHEN o.state = 'shipped' THEN 0 ELSE 1 END, CASE WHEN o.state = 'shipped' THEN COALESCE(o.stop, 100000) ELSE 0 END,
            CASE WHEN o.state <> 'shipped' THEN '' WHEN o.ongkir_zone IS NULL THEN '2' ELSE '1' || o.ongkir_zone END,
            CASE WHEN o.state = 'shipped' THEN o.id ELSE -o.id END"
    )
    .bind(employee)
    .all(on)
    .await
}

record! {
    /// What is to be unloaded of an order.
    pub struct GoodsRow { pub order_id: OrderId, pub product_name: String, pub unit: String, pub quantity: Quantity }
}

/// The goods of several orders.
pub async fn goods(on: &mut impl OnLink, orders: &[OrderId]) -> Result<Vec<GoodsRow>> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    sql!("SELECT order_id, product_name, unit, quantity FROM order_lines WHERE order_id IN {ids} ORDER BY order_id, position")
        .ids(orders.iter().map(|id| id.get()))
        .all(on)
        .await
}
