//! A person goes, the books stay (domain.md §11, docs/decisions/0020): everything that tells who a customer was is taken out, while orders,
//! lines, amounts, states, times and stock movements stay as they are.

use domain::{
    ids::{CustomerId, OrderId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, own_data::mail_keys, query::IdRow, record, sql};

/// What stands in a person's place.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// For a name.
    pub name: &'a str,
    /// For words somebody typed, where something must stand.
    pub words: &'a str,
}

record! {
    /// An order that keeps a customer from going.
    pub struct OpenOrder {
        pub id: OrderId,
        pub state: OrderState,
        pub fulfilment: Fulfilment,
        pub proof_state: ProofState,
    }
}

/// Orders that are under way, and ended ones of which goods or money are still owed (docs/decisions/0024); lowest number first.
pub async fn open_orders(on: &mut impl OnLink, customer: CustomerId) -> Result<Vec<OpenOrder>> {
    sql!(
        "SELECT o.id, o.state, o.fulfilment, o.proof_state FROM orders o WHERE o.customer_id = $1 AND (o.state IN ('placed', 'paid', 'shipped')
            OR EXISTS (SELECT 1 FROM delivery_shortfalls s WHERE s.order_id = o.id AND s.settlement IS NULL)
            OR EXISTS (SELECT 1 FROM follow_ups f WHERE f.customer_id = o.customer_id AND f.state = 'open'
                AND f.cause IN ('cancelled-' || CAST(o.id AS TEXT), 'shortfall-' || CAST(o.id AS TEXT)))) ORDER BY o.id"
    )
    .bind(customer)
    .all(on)
    .await
}

/// Forgets the mails sent to somebody; their delivery keys. Goes before [`anonymise`], which takes away the address they are found by.
pub async fn forget_mails(tx: &mut Tx, customer: CustomerId) -> Result<Vec<String>> {
    let gone: Vec<KeyRow> = sql!(concat!("DELETE FROM mails WHERE key IN (", mail_keys!(), ") RETURNING key"))
        .bind(customer)
        .all(tx)
        .await?;
    Ok(gone.into_iter().map(|row| row.key).collect())
}

record! { struct KeyRow { key: String } }

/// Forgets the cart. Goes before [`anonymise`]: an order being placed takes the cart first and asks for its customer after.
pub async fn forget_cart(tx: &mut Tx, customer: CustomerId) -> Result<()> {
    sql!("DELETE FROM cart_lines WHERE cart_id IN (SELECT id FROM carts WHERE customer_id = $1)")
        .bind(customer)
        .run(tx)
        .await?;
    sql!("DELETE FROM carts WHERE customer_id = $1").bind(customer).run(tx).await.map(drop)
}

/// Overwrites the account: nobody's name, nobody's phone, no way in. False when there is none (any more).
///
/// The username becomes one that nobody can choose; the old one is free. Changing this unique column makes PostgreSQL wait for every order
/// that is being placed by this customer, and orders that come later wait for us and find nobody (`discounts::facts_to_keep`).
pub async fn anonymise(tx: &mut Tx, customer: CustomerId, words: Words<'_>) -> Result<bool> {
    let now = tx.now();
    let changed = sql!(
        "UPDATE customers SET username = '#' || CAST(id AS TEXT), username_key = '#' || CAST(id AS TEXT), name = $2, address = '', former = '', birth_date = '',
            birth_corrections = 0, phone = '', email = NULL, email_key = NULL, password_hash = NULL, consent_at = NULL, profiling_refused_at = NULL,
            deactivated_at = $3, deleted_at = $3, version = version + 1
         WHERE id = $1 AND deactivated_at IS NULL"
    )
    .bind(customer)
    .bind(words.name)
    .bind(now)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Takes the person out of the orders and what hangs on them. Running it again changes nothing more.
pub async fn clean_orders(tx: &mut Tx, customer: CustomerId, words: Words<'_>) -> Result<()> {
    sql!(
        "UPDATE orders SET customer_name = $2, customer_phone = '', address = '', note = '', handed_to = NULL WHERE customer_id = $1"
    )
    .bind(customer)
    .bind(words.name)
    .run(tx)
    .await?;
    // What the program wrote itself (amounts, what the clock did, what was settled) names nobody.
    sql!(
        "UPDATE order_events SET actor_name = CASE WHEN actor = 'customer' THEN CAST($2 AS TEXT) ELSE actor_name END,
            reason = CASE WHEN actor = 'clock' OR event IN ('ongkir', 'shortfall_settled') THEN reason ELSE NULL END
         WHERE order_id IN (SELECT id FROM orders WHERE customer_id = $1)"
    )
    .bind(customer)
    .bind(words.name)
    .run(tx)
    .await?;
    sql!(
        "UPDATE stock_movements SET actor_name = $2
         WHERE actor = 'customer' AND order_id IN (SELECT id FROM orders WHERE customer_id = $1)"
    )
    .bind(customer)
    .bind(words.name)
    .run(tx)
    .await?;
    sql!("DELETE FROM order_notes WHERE order_id IN (SELECT id FROM orders WHERE customer_id = $1)")
        .bind(customer)
        .run(tx)
        .await?;
    sql!("UPDATE delivery_shortfalls SET reason = $2 WHERE order_id IN (SELECT id FROM orders WHERE customer_id = $1)")
        .bind(customer)
        .bind(words.words)
        .run(tx)
        .await
        .map(drop)
}

/// Takes away the files of a person's orders, and the words around them. The bytes go after the commit (`jobs::prune`), nobody sees them
/// from the commit on; the rows of the proofs stay.
pub async fn clean_proofs(tx: &mut Tx, customer: CustomerId, words: Words<'_>) -> Result<()> {
    let now = tx.now();
    sql!(
        "UPDATE files SET forgotten_at = $2 WHERE forgotten_at IS NULL AND id IN (
            SELECT p.file_id FROM payment_proofs p JOIN orders o ON o.id = p.order_id WHERE o.customer_id = $1
            UNION ALL SELECT d.file_id FROM delivery_proofs d JOIN orders o ON o.id = d.order_id WHERE o.customer_id = $1
            UNION ALL SELECT b.file_id FROM feedback b WHERE b.customer_id = $1)"
    )
    .bind(customer)
    .bind(now)
    .run(tx)
    .await?;
    sql!("UPDATE payment_proofs SET reason = NULL WHERE order_id IN (SELECT id FROM orders WHERE customer_id = $1)")
        .bind(customer)
        .run(tx)
        .await?;
    // A reply stands there in any case: nobody waits for one any more.
    sql!("UPDATE feedback SET body = $2, file_id = NULL, reply = $2 WHERE customer_id = $1")
        .bind(customer)
        .bind(words.words)
        .run(tx)
        .await
        .map(drop)
}

/// Forgets what was kept for the account alone: news, choices, links, gifts; and ends the discounts that are still open. Running it
/// again changes nothing more.
pub async fn clean_account(tx: &mut Tx, customer: CustomerId) -> Result<()> {
    sql!("DELETE FROM sessions WHERE door = 'customer' AND person_id = $1").bind(customer).run(tx).await?;
    sql!("DELETE FROM password_resets WHERE customer_id = $1").bind(customer).run(tx).await?;
    sql!("DELETE FROM notification_mutes WHERE recipient = 'customer' AND person_id = $1")
        .bind(customer)
        .run(tx)
        .await?;
    sql!("DELETE FROM notifications WHERE recipient = 'customer' AND person_id = $1").bind(customer).run(tx).await?;
    sql!("DELETE FROM birthday_gifts WHERE customer_id = $1").bind(customer).run(tx).await?;
    sql!("DELETE FROM birthday_discounts WHERE customer_id = $1").bind(customer).run(tx).await?;
    sql!("UPDATE discounts SET active = 0, message = '', version = version + 1 WHERE customer_id = $1 AND (active = 1 OR message <> '')")
        .bind(customer)
        .run(tx)
        .await
        .map(drop)
}

/// Forgets what was sent to the person: their place in messages and batches, and the words of those that were theirs alone.
pub async fn clean_messages(tx: &mut Tx, customer: CustomerId, words: Words<'_>) -> Result<()> {
    sql!(
        "UPDATE broadcasts SET heading = $2, body = $2 WHERE id IN (SELECT p.broadcast_id FROM broadcast_people p WHERE p.customer_id = $1
            AND NOT EXISTS (SELECT 1 FROM broadcast_people q WHERE q.broadcast_id = p.broadcast_id AND q.customer_id <> p.customer_id))"
    )
    .bind(customer)
    .bind(words.words)
    .run(tx)
    .await?;
    sql!("DELETE FROM whatsapp_sends WHERE customer_id = $1").bind(customer).run(tx).await?;
    sql!("DELETE FROM broadcast_people WHERE customer_id = $1").bind(customer).run(tx).await?;
    sql!(
        "UPDATE discount_batches SET message = '' WHERE id IN (SELECT p.batch_id FROM discount_batch_customers p WHERE p.customer_id = $1
            AND NOT EXISTS (SELECT 1 FROM discount_batch_customers q WHERE q.batch_id = p.batch_id AND q.customer_id <> p.customer_id))"
    )
    .bind(customer)
    .run(tx)
    .await?;
    sql!("DELETE FROM discount_batch_customers WHERE customer_id = $1").bind(customer).run(tx).await.map(drop)
}

/// The beginnings of the addresses that news of the shop's own people lead to.
#[derive(Clone, Copy, Debug)]
pub struct Links<'a> {
    /// An order as the office sees it, up to its number.
    pub order: &'a str,
    /// An order as the driver sees it, up to its number, and what follows.
    pub delivery: (&'a str, &'a str),
    /// A follow-up, up to its number.
    pub follow_up: &'a str,
}

/// Takes back what office and drivers were told about the person's orders and follow-ups: it names them. Goes before the follow-ups do.
pub async fn clean_news(tx: &mut Tx, customer: CustomerId, links: Links<'_>) -> Result<()> {
    sql!(
        "DELETE FROM notifications WHERE recipient IN ('admin', 'employee') AND link IN (
            SELECT CAST($2 AS TEXT) || CAST(o.id AS TEXT) || '/' FROM orders o WHERE o.customer_id = $1
            UNION ALL SELECT CAST($3 AS TEXT) || CAST(o.id AS TEXT) || CAST($4 AS TEXT) FROM orders o WHERE o.customer_id = $1
            UNION ALL SELECT CAST($5 AS TEXT) || CAST(f.id AS TEXT) || '/' FROM follow_ups f WHERE f.customer_id = $1)"
    )
    .bind(customer)
    .bind(links.order)
    .bind(links.delivery.0)
    .bind(links.delivery.1)
    .bind(links.follow_up)
    .run(tx)
    .await
    .map(drop)
}

record! {
    /// Somebody who went, and what the books keep of them.
    pub struct GoneRow {
        pub deleted_at: UtcMillis,
        pub orders: i64,
        /// Σ goods total of Paid, Shipped and Completed orders.
        pub bought: Rupiah,
    }
}

/// Whether a customer went, and what stays.
pub async fn gone(on: &mut impl OnLink, customer: CustomerId) -> Result<Option<GoneRow>> {
    sql!(
        "SELECT c.deleted_at, (SELECT COUNT(*) FROM orders o WHERE o.customer_id = c.id) AS orders,
            (SELECT CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) FROM orders o
                WHERE o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed')) AS bought
         FROM customers c WHERE c.id = $1 AND c.deleted_at IS NOT NULL"
    )
    .bind(customer)
    .optional(on)
    .await
}

/// Customers who went since then: what was under way at that moment is cleaned up once more.
pub async fn gone_since(on: &mut impl OnLink, since: UtcMillis) -> Result<Vec<CustomerId>> {
    let rows: Vec<IdRow> =
        sql!("SELECT id FROM customers WHERE deleted_at >= $1 ORDER BY id").bind(since).all(on).await?;
    rows.into_iter().map(|row| CustomerId::try_from(row.id).map_err(|_| crate::accounts::corrupt_id())).collect()
}
