//! The newest rows of every kind about one customer, in one statement: a column holds what its kind keeps there.

use domain::{ids::CustomerId, time::UtcMillis};

use super::{model::File, sort};
use crate::{OnLink, Result, record, sql};

record! {
    /// A row of any kind.
    pub(super) struct PartRow {
        pub part: String,
        pub id: i64,
        pub at: i64,
        pub title: Option<String>,
        pub body: Option<String>,
        pub name: Option<String>,
        pub code: Option<String>,
        pub day: Option<String>,
        pub extra: Option<String>,
        pub n: Option<i64>,
        pub m: Option<i64>,
        pub k: Option<i64>,
        pub l: Option<i64>,
    }
}

/// The newest rows of every kind about a customer; nobody's when the customer is unknown.
pub async fn file(on: &mut impl OnLink, customer: CustomerId, now: UtcMillis) -> Result<File> {
    let mut file = File::default();
    for row in rows(on, customer, now).await? {
        sort::put(&mut file, row, customer)?;
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

async fn rows(on: &mut impl OnLink, customer: CustomerId, now: UtcMillis) -> Result<Vec<PartRow>> {
    sql!(
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
    .await
}
