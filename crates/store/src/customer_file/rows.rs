//! The newest rows of every kind about one customer, in one statement: a column holds what its kind keeps there.

use domain::{
    ids::{AdminId, CustomerId, DiscountId, FileId, FollowUpId, NoteId, OrderId, ProductId, TagId},
    money::Rupiah,
    percent::Percent,
    time::UtcMillis,
};

use crate::{OnLink, Result, StoreError, order_pages::OrderListRow, record, sql};

record! {
    struct PartRow {
        part: String,
        id: i64,
        at: i64,
        title: Option<String>,
        body: Option<String>,
        name: Option<String>,
        code: Option<String>,
        day: Option<String>,
        extra: Option<String>,
        n: Option<i64>,
        m: Option<i64>,
        k: Option<i64>,
        l: Option<i64>,
    }
}

/// A payment proof.
#[derive(Clone, Debug)]
pub struct Proof {
    pub file: FileId,
    pub order: OrderId,
    pub at: UtcMillis,
    pub pdf: bool,
    /// `accepted`, `rejected`, `replaced`, `dropped`; `None` waits for its check.
    pub decision: Option<String>,
}

/// Feedback on an order.
#[derive(Clone, Debug)]
pub struct Feedback {
    pub order: OrderId,
    pub at: UtcMillis,
    pub body: String,
    pub stars: Option<i64>,
    pub photo: Option<FileId>,
    pub reply: Option<String>,
}

/// A note of the office.
#[derive(Clone, Debug)]
pub struct Note {
    pub id: NoteId,
    pub at: UtcMillis,
    pub body: String,
    pub by: AdminId,
    pub by_name: String,
    pub changed_at: Option<UtcMillis>,
    pub version: i64,
}

/// A label, on the customer or known to the office.
#[derive(Clone, Debug)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
}

/// A follow-up: open, or one of the last that ended.
#[derive(Clone, Debug)]
pub struct Task {
    pub id: FollowUpId,
    /// When it was written, or ended.
    pub at: UtcMillis,
    pub body: String,
    pub admin_name: String,
    /// Code of its state.
    pub state: String,
    /// `YYYY-MM-DD`.
    pub day: String,
    /// `HH:MM`.
    pub hour: Option<String>,
    pub result: Option<String>,
    pub version: i64,
}

/// A discount of the customer's own that counts now.
#[derive(Clone, Debug)]
pub struct InForce {
    pub id: DiscountId,
    pub percent: Percent,
    pub scope: String,
    pub product: Option<ProductId>,
    pub product_name: Option<String>,
    pub minimum: Option<Rupiah>,
    pub message: String,
    pub valid_until: Option<UtcMillis>,
    pub uses_left: Option<i64>,
}

/// The newest birthday gift.
#[derive(Clone, Debug)]
pub struct Gift {
    /// `YYYY-MM-DD`.
    pub day: String,
    pub loyal: bool,
    pub granted_at: UtcMillis,
}

/// A notification the customer got.
#[derive(Clone, Debug)]
pub struct News {
    pub at: UtcMillis,
    pub heading: String,
    pub body: String,
    pub read: bool,
}

/// An admin who can be given a follow-up.
#[derive(Clone, Debug)]
pub struct AdminName {
    pub id: AdminId,
    pub name: String,
}

/// Everything beside the customer's own row; each list is bounded.
#[derive(Clone, Debug, Default)]
pub struct File {
    pub orders: Vec<OrderListRow>,
    pub proofs: Vec<Proof>,
    pub feedback: Vec<Feedback>,
    pub notes: Vec<Note>,
    pub tags: Vec<Tag>,
    /// Labels the office uses, the most used first, without those on the customer.
    pub known_tags: Vec<Tag>,
    pub tasks: Vec<Task>,
    pub discounts: Vec<InForce>,
    pub gift: Option<Gift>,
    pub news: Vec<News>,
    pub admins: Vec<AdminName>,
}

/// The newest rows of every kind about a customer; nobody's when the customer is unknown.
pub async fn file(on: &mut impl OnLink, customer: CustomerId, now: UtcMillis) -> Result<File> {
    let rows: Vec<PartRow> = sql!(
        "SELECT * FROM (
         SELECT 'order' AS part, x.id, x.placed_at AS at, x.first_name AS title, x.fulfilment AS body, x.proof_state AS name, x.state AS code,
            CAST(NULL AS TEXT) AS day, CAST(NULL AS TEXT) AS extra, x.due AS n, x.lines AS m, x.ongkir AS k, x.pay_deadline AS l
            FROM (SELECT o.id, o.placed_at, o.fulfilment, o.proof_state, o.state, o.transfer_now + o.pay_driver AS due, o.ongkir, o.pay_deadline,
                f.product_name AS first_name, (SELECT COUNT(*) FROM order_lines l WHERE l.order_id = o.id) AS lines
                FROM orders o JOIN order_lines f ON f.order_id = o.id AND f.position = 0 WHERE o.customer_id = $1 ORDER BY o.id DESC LIMIT 6) x
         UNION ALL SELECT 'proof', x.file_id, x.uploaded_at, x.decision, NULL, NULL, x.content_type, NULL, NULL, x.order_id, NULL, NULL, NULL
            FROM (SELECT p.file_id, p.uploaded_at, p.decision, i.content_type, p.order_id FROM orders o JOIN payment_proofs p ON p.order_id = o.id
                JOIN files i ON i.id = p.file_id WHERE o.customer_id = $1 ORDER BY p.id DESC LIMIT 6) x
         UNION ALL SELECT 'feedback', x.order_id, x.updated_at, x.reply, x.body, NULL, NULL, NULL, NULL, x.stars, x.file_id, NULL, NULL
            FROM (SELECT * FROM feedback WHERE customer_id = $1 ORDER BY updated_at DESC, order_id DESC LIMIT 5) x
         UNION ALL SELECT 'note', x.id, x.created_at, NULL, x.body, x.admin_name, NULL, NULL, NULL, x.admin_id, x.changed_at, x.version, NULL
            FROM (SELECT * FROM customer_notes WHERE customer_id = $1 ORDER BY id DESC LIMIT 50) x
         UNION ALL SELECT 'tag', x.id, x.created_at, x.name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM (SELECT t.id, t.name, l.created_at FROM customer_tags l JOIN tags t ON t.id = l.tag_id WHERE l.customer_id = $1
                ORDER BY t.name_key LIMIT 100) x
         UNION ALL SELECT 'known', x.id, x.uses, x.name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM (SELECT t.id, t.name, (SELECT COUNT(*) FROM customer_tags l WHERE l.tag_id = t.id) AS uses FROM tags t
                WHERE NOT EXISTS (SELECT 1 FROM customer_tags l WHERE l.tag_id = t.id AND l.customer_id = $1) ORDER BY uses DESC, t.id LIMIT 50) x
         UNION ALL SELECT 'task', x.id, x.at, x.hour, x.body, x.admin_name, x.state, x.day, x.result, x.version, NULL, NULL, NULL
            FROM (SELECT u.id, COALESCE(u.ended_at, u.created_at) AS at, u.hour, u.body, a.name AS admin_name, u.state, u.day, u.result, u.version,
                ROW_NUMBER() OVER (PARTITION BY CASE WHEN u.state = 'open' THEN 0 ELSE 1 END
                    ORDER BY CASE WHEN u.state = 'open' THEN u.day ELSE '' END, u.ended_at DESC, u.id DESC) AS place
                FROM follow_ups u JOIN admins a ON a.id = u.admin_id WHERE u.customer_id = $1) x
            WHERE x.place <= CASE WHEN x.state = 'open' THEN 20 ELSE 5 END
         UNION ALL SELECT 'discount', x.id, x.created_at, x.product_name, x.message, NULL, x.scope, NULL, CAST(x.product_id AS TEXT), x.percent,
                x.minimum, x.valid_until, x.uses_left
            FROM (SELECT d.*, p.name AS product_name FROM discounts d LEFT JOIN products p ON p.id = d.product_id
                WHERE d.customer_id = $1 AND d.active = 1 AND (d.valid_from IS NULL OR d.valid_from <= $2)
                    AND (d.valid_until IS NULL OR d.valid_until > $2) AND (d.uses_left IS NULL OR d.uses_left > 0) ORDER BY d.id DESC LIMIT 10) x
         UNION ALL SELECT 'gift', x.year, x.granted_at, NULL, NULL, NULL, NULL, x.day, NULL, x.loyal, NULL, NULL, NULL
            FROM (SELECT * FROM birthday_gifts WHERE customer_id = $1 ORDER BY year DESC LIMIT 1) x
         UNION ALL SELECT 'news', x.id, x.created_at, x.kind, x.body, NULL, NULL, NULL, NULL, x.read_at, NULL, NULL, NULL
            FROM (SELECT * FROM notifications WHERE recipient = 'customer' AND person_id = $1 ORDER BY id DESC LIMIT 5) x
         UNION ALL SELECT 'admin', a.id, a.created_at, a.name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM admins a WHERE a.deactivated_at IS NULL
         ) parts ORDER BY part, at DESC, id DESC"
    )
    .bind(customer)
    .bind(now)
    .all(on)
    .await?;
    let mut file = File::default();
    for row in rows {
        put(&mut file, row, customer)?;
    }
    file.tags.sort_by_key(|tag| tag.name.to_lowercase());
    file.admins.sort_by_key(|admin| admin.name.to_lowercase());
    // Open ones by their day, the ended ones behind them, the latest first.
    file.tasks.sort_by_key(|task| {
        let open = task.state == "open";
        let day = if open { (task.day.clone(), task.hour.clone().unwrap_or_default()) } else { Default::default() };
        (!open, day, if open { 0 } else { -task.at.get() })
    });
    Ok(file)
}

fn corrupt(part: &str, cause: &impl ToString) -> StoreError {
    StoreError::Corrupt { column: part.to_owned(), cause: cause.to_string() }
}

/// A value of a domain type out of an integer column.
fn typed<T: TryFrom<i64, Error: ToString>>(part: &str, value: i64) -> Result<T> {
    T::try_from(value).map_err(|cause| corrupt(part, &cause))
}

fn maybe<T: TryFrom<i64, Error: ToString>>(part: &str, value: Option<i64>) -> Result<Option<T>> {
    value.map(|value| typed(part, value)).transpose()
}

fn put(file: &mut File, row: PartRow, customer: CustomerId) -> Result<()> {
    let PartRow { part, id, at, title, body, name, code, day, extra, n, m, k, l } = row;
    let (part, at) = (part.as_str(), UtcMillis::new(at));
    let (title_text, body, name) =
        (title.clone().unwrap_or_default(), body.unwrap_or_default(), name.unwrap_or_default());
    let (code, day, number) = (code.unwrap_or_default(), day.unwrap_or_default(), n.unwrap_or_default());
    match part {
        "order" => file.orders.push(OrderListRow {
            id: typed(part, id)?,
            customer_id: customer,
            customer_name: String::new(),
            customer_phone: String::new(),
            placed_at: at,
            state: code.try_into().map_err(|cause| corrupt(part, &cause))?,
            fulfilment: body.try_into().map_err(|cause| corrupt(part, &cause))?,
            proof_state: name.try_into().map_err(|cause| corrupt(part, &cause))?,
            pay_deadline: l.map(UtcMillis::new),
            goods_total: Rupiah::ZERO,
            ongkir: maybe(part, k)?,
            transfer_now: typed(part, number)?,
            pay_driver: Rupiah::ZERO,
            employee_name: None,
            lines: m.unwrap_or_default(),
            first_name: title_text,
            first_product: typed(part, 1)?,
            has_feedback: false,
            total: 0,
        }),
        "proof" => {
            let pdf = code == "application/pdf";
            file.proofs.push(Proof { file: typed(part, id)?, order: typed(part, number)?, at, pdf, decision: title });
        }
        "feedback" => file.feedback.push(Feedback {
            order: typed(part, id)?,
            at,
            body,
            stars: n,
            photo: maybe(part, m)?,
            reply: title,
        }),
        "note" => file.notes.push(Note {
            id: typed(part, id)?,
            at,
            body,
            by: typed(part, number)?,
            by_name: name,
            changed_at: m.map(UtcMillis::new),
            version: k.unwrap_or_default(),
        }),
        "tag" => file.tags.push(Tag { id: typed(part, id)?, name: title_text }),
        "known" => file.known_tags.push(Tag { id: typed(part, id)?, name: title_text }),
        "task" => file.tasks.push(Task {
            id: typed(part, id)?,
            at,
            body,
            admin_name: name,
            state: code,
            day,
            hour: title,
            result: extra,
            version: number,
        }),
        "discount" => file.discounts.push(InForce {
            id: typed(part, id)?,
            percent: typed(part, number)?,
            scope: code,
            product: maybe(part, extra.and_then(|id| id.parse().ok()))?,
            product_name: title,
            minimum: maybe(part, m)?,
            message: body,
            valid_until: k.map(UtcMillis::new),
            uses_left: l,
        }),
        "gift" => file.gift = Some(Gift { day, loyal: number == 1, granted_at: at }),
        "news" => file.news.push(News { at, heading: title_text, body, read: n.is_some() }),
        "admin" => file.admins.push(AdminName { id: typed(part, id)?, name: title_text }),
        other => return Err(corrupt("part", &other)),
    }
    Ok(())
}
