//! Everything the shop keeps about one customer, for the file they may download (domain.md §11, docs/decisions/0020): two statements,
//! whatever the number of rows. A row is a JSON object with the columns' names; no secrets, nothing of anybody else.

use domain::ids::{CustomerId, OrderId};

use crate::{OnLink, Result, record, sql};

record! {
    /// One row of a table, as a JSON object.
    pub struct Piece {
        /// Which list it belongs to.
        pub part: String,
        /// The order it hangs on.
        pub order_id: Option<OrderId>,
        pub body: String,
    }
}

/// The delivery keys of the mails to a customer (`$1`); links for a new password have a key of chance and are found by the address.
macro_rules! mail_keys {
    () => {
        "SELECT 'order-' || CAST(o.id AS TEXT) || '-event-' || CAST(v.id AS TEXT) FROM orders o JOIN order_events v ON v.order_id = o.id
                WHERE o.customer_id = $1
            UNION ALL SELECT 'reminder-' || CAST(r.order_id AS TEXT) || '-' || CAST(r.deadline AS TEXT) || '-' || CAST(r.hours AS TEXT)
                FROM orders o JOIN payment_reminders r ON r.order_id = o.id WHERE o.customer_id = $1
            UNION ALL SELECT 'broadcast-' || CAST(b.id AS TEXT) || '-' || CAST(c.id AS TEXT) FROM customers c CROSS JOIN broadcasts b WHERE c.id = $1
            UNION ALL SELECT 'birthday:' || CAST(g.customer_id AS TEXT) || ':' || CAST(g.year AS TEXT) FROM birthday_gifts g WHERE g.customer_id = $1
            UNION ALL SELECT w.key FROM customers c JOIN mails w ON LOWER(w.recipient) = c.email_key WHERE c.id = $1 AND w.kind = 'password_reset'
                AND w.created_at >= c.created_at"
    };
}
pub(crate) use mail_keys;

/// The customer's orders with everything that hangs on them.
pub async fn of_orders(on: &mut impl OnLink, customer: CustomerId) -> Result<Vec<Piece>> {
    sql!(
        "SELECT part, order_id, body FROM (
         SELECT 'orders' AS part, o.id AS order_id, o.id AS sort, CAST({json}('number', o.id, 'placed_at', o.placed_at, 'state', o.state,
                'fulfilment', o.fulfilment, 'customer_name', o.customer_name, 'customer_phone', o.customer_phone, 'address', o.address, 'note', o.note,
                'goods_gross', o.goods_gross, 'discount_total', o.discount_total, 'goods_total', o.goods_total, 'ongkir', o.ongkir,
                'ongkir_zone', o.ongkir_zone, 'ongkir_paid', o.ongkir_paid, 'unique_code', o.unique_code, 'transfer_now', o.transfer_now,
                'pay_driver', o.pay_driver, 'proof_state', o.proof_state, 'pay_deadline', o.pay_deadline, 'handed_to', o.handed_to,
                'planned_on', o.planned_on, 'explanation', o.explanation, 'priced_from', o.pricing) AS TEXT) AS body
            FROM orders o WHERE o.customer_id = $1
         UNION ALL SELECT 'lines', l.order_id, l.position, CAST({json}('product', l.product_name, 'category', l.category_name, 'unit', l.unit,
                'unit_price', l.unit_price, 'quantity', l.quantity, 'gross', l.gross, 'discount', l.discount, 'verdict', l.verdict) AS TEXT)
            FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.customer_id = $1
         UNION ALL SELECT 'timeline', v.order_id, v.id, CAST({json}('event', v.event, 'from', v.from_state, 'to', v.to_state, 'by', v.actor,
                'reason', v.reason, 'created_at', v.created_at) AS TEXT)
            FROM orders o JOIN order_events v ON v.order_id = o.id WHERE o.customer_id = $1
         UNION ALL SELECT 'payment_proofs', p.order_id, p.id, CAST({json}('file_id', f.id, 'content_type', f.content_type, 'size', f.size,
                'uploaded_at', p.uploaded_at, 'decision', p.decision, 'decided_at', p.decided_at, 'reason', p.reason) AS TEXT)
            FROM orders o JOIN payment_proofs p ON p.order_id = o.id JOIN files f ON f.id = p.file_id WHERE o.customer_id = $1
         UNION ALL SELECT 'delivery_photos', d.order_id, d.file_id, CAST({json}('file_id', f.id, 'content_type', f.content_type, 'size', f.size,
                'created_at', d.created_at) AS TEXT)
            FROM orders o JOIN delivery_proofs d ON d.order_id = o.id JOIN files f ON f.id = d.file_id WHERE o.customer_id = $1
         UNION ALL SELECT 'shortfalls', s.order_id, s.product_id, CAST({json}('product', p.name, 'quantity', s.quantity, 'value', s.value,
                'reason', s.reason, 'created_at', s.created_at, 'settlement', s.settlement, 'settled_at', s.settled_at) AS TEXT)
            FROM orders o JOIN delivery_shortfalls s ON s.order_id = o.id JOIN products p ON p.id = s.product_id WHERE o.customer_id = $1
         UNION ALL SELECT 'feedback', b.order_id, b.order_id, CAST({json}('text', b.body, 'stars', b.stars, 'file_id', b.file_id,
                'created_at', b.created_at, 'updated_at', b.updated_at, 'reply', b.reply, 'replied_at', b.replied_at) AS TEXT)
            FROM feedback b WHERE b.customer_id = $1
         UNION ALL SELECT 'discounts_used', u.order_id, u.discount_id, CAST({json}('discount', u.discount_id, 'amount', u.amount,
                'given_back_at', u.given_back_at) AS TEXT)
            FROM orders o JOIN discount_uses u ON u.order_id = o.id WHERE o.customer_id = $1
         UNION ALL SELECT 'payment_reminders', r.order_id, r.created_at, CAST({json}('created_at', r.created_at, 'hours_before', r.hours) AS TEXT)
            FROM orders o JOIN payment_reminders r ON r.order_id = o.id WHERE o.customer_id = $1
         ) pieces ORDER BY order_id, part, sort"
    )
    .bind(customer)
    .all(on)
    .await
}

/// The customer's account and everything else the shop keeps about them. What the office wrote for itself is only counted.
pub async fn of_person(on: &mut impl OnLink, customer: CustomerId) -> Result<Vec<Piece>> {
    sql!(concat!(
        "SELECT part, order_id, body FROM (
         SELECT 'account' AS part, CAST(NULL AS BIGINT) AS order_id, c.id AS sort, CAST({json}('number', c.id, 'username', c.username, 'name', c.name,
                'address', c.address, 'birth_date', c.birth_date, 'birth_corrections', c.birth_corrections, 'phone', c.phone, 'email', c.email,
                'consent_at', c.consent_at, 'profiling_refused_at', c.profiling_refused_at, 'created_at', c.created_at) AS TEXT) AS body
            FROM customers c WHERE c.id = $1
         UNION ALL SELECT 'switched_off', NULL, 0, CAST({json}('kind', m.kind, 'channel', m.channel) AS TEXT)
            FROM notification_mutes m WHERE m.recipient = 'customer' AND m.person_id = $1
         UNION ALL SELECT 'sessions', NULL, s.created_at, CAST({json}('begun_at', s.created_at, 'ends_at', s.expires_at) AS TEXT)
            FROM sessions s WHERE s.door = 'customer' AND s.person_id = $1
         UNION ALL SELECT 'password_links', NULL, r.created_at, CAST({json}('created_at', r.created_at, 'ends_at', r.expires_at, 'used_at', r.used_at) AS TEXT)
            FROM password_resets r WHERE r.customer_id = $1
         UNION ALL SELECT 'cart', NULL, l.added_at, CAST({json}('product', p.name, 'quantity', l.quantity, 'unit', p.unit, 'added_at', l.added_at) AS TEXT)
            FROM carts k JOIN cart_lines l ON l.cart_id = k.id JOIN products p ON p.id = l.product_id WHERE k.customer_id = $1
         UNION ALL SELECT 'discounts', NULL, d.id, CAST({json}('number', d.id, 'percent', d.percent, 'scope', d.scope, 'product', p.name,
                'minimum', d.minimum, 'message', d.message, 'valid_from', d.valid_from, 'valid_until', d.valid_until, 'active', d.active,
                'uses_allowed', d.uses_allowed, 'uses_left', d.uses_left, 'origin', d.origin, 'created_at', d.created_at) AS TEXT)
            FROM discounts d LEFT JOIN products p ON p.id = d.product_id WHERE d.customer_id = $1
         UNION ALL SELECT 'discounts_to_come', NULL, b.id, CAST({json}('percent', b.percent, 'scope', b.scope, 'message', b.message,
                'valid_from', b.valid_from, 'valid_until', b.valid_until, 'created_at', b.created_at) AS TEXT)
            FROM discount_batch_customers t JOIN discount_batches b ON b.id = t.batch_id WHERE t.customer_id = $1 AND b.finished_at IS NULL
         UNION ALL SELECT 'birthday_gifts', NULL, g.year, CAST({json}('day', g.day, 'loyal', g.loyal, 'favourite_products', g.favourites,
                'permanent_percent', g.permanent_percent, 'instant_percent', g.instant_percent, 'instant_threshold', g.instant_threshold,
                'granted_at', g.granted_at) AS TEXT)
            FROM birthday_gifts g WHERE g.customer_id = $1
         UNION ALL SELECT 'birthday_discounts', NULL, b.created_at, CAST({json}('day', b.day, 'discount', b.discount_id, 'created_at', b.created_at) AS TEXT)
            FROM birthday_discounts b WHERE b.customer_id = $1
         UNION ALL SELECT 'notifications', NULL, n.id, CAST({json}('kind', n.kind, 'text', n.body, 'link', n.link, 'created_at', n.created_at,
                'read_at', n.read_at) AS TEXT)
            FROM notifications n WHERE n.recipient = 'customer' AND n.person_id = $1
         UNION ALL SELECT 'messages', NULL, b.id, CAST({json}('kind', b.kind, 'heading', b.heading, 'text', b.body, 'created_at', b.created_at) AS TEXT)
            FROM broadcast_people q JOIN broadcasts b ON b.id = q.broadcast_id WHERE q.customer_id = $1
         UNION ALL SELECT 'whatsapp', NULL, w.broadcast_id, CAST({json}('heading', b.heading, 'sent_at', w.sent_at) AS TEXT)
            FROM whatsapp_sends w JOIN broadcasts b ON b.id = w.broadcast_id WHERE w.customer_id = $1
         UNION ALL SELECT 'mails', NULL, m.id, CAST({json}('kind', m.kind, 'to', m.recipient, 'subject', m.subject, 'created_at', m.created_at,
                'sent_at', m.sent_at) AS TEXT)
            FROM mails m WHERE m.key IN (",
        mail_keys!(),
        ")
         UNION ALL SELECT 'notes_of_the_office', NULL, 0, CAST({json}(
                'notes', (SELECT COUNT(*) FROM customer_notes x WHERE x.customer_id = c.id)
                    + (SELECT COUNT(*) FROM orders o JOIN order_notes x ON x.order_id = o.id WHERE o.customer_id = c.id),
                'labels', (SELECT COUNT(*) FROM customer_tags x WHERE x.customer_id = c.id),
                'follow_ups', (SELECT COUNT(*) FROM follow_ups x WHERE x.customer_id = c.id)) AS TEXT)
            FROM customers c WHERE c.id = $1
         ) pieces ORDER BY part, sort"
    ))
    .bind(customer)
    .all(on)
    .await
}
