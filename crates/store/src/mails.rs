//! Mails the shop has sent or still has to send, by their delivery keys, and the one-time links to a new password (domain.md §10, §11).

use domain::{
    ids::{CustomerId, OrderId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, places::Page, record, sql};

/// A mail about to be noted.
#[derive(Clone, Copy, Debug)]
pub struct NewMail<'a> {
    /// Delivery key: one mail for each.
    pub key: &'a str,
    pub recipient: &'a str,
    pub kind: &'a str,
    pub subject: &'a str,
    /// Without any secret.
    pub text: &'a str,
    pub html: &'a str,
    /// How it went; `None` while it waits.
    pub transport: Option<&'a str>,
}

record! { struct SentRow { sent: i64 } }

/// Whether the mail of this key has gone.
pub async fn is_sent(on: &mut impl OnLink, key: &str) -> Result<bool> {
    let row = sql!("SELECT CAST(1 AS BIGINT) AS sent FROM mails WHERE key = $1 AND sent_at IS NOT NULL")
        .bind(key)
        .optional::<SentRow>(on)
        .await?;
    Ok(row.is_some_and(|row| row.sent == 1))
}

/// Notes a mail as sent (with its transport) or as waiting (without). One that has gone is never changed again.
pub async fn note(tx: &mut Tx, mail: &NewMail<'_>) -> Result<()> {
    let now = tx.now();
    sql!(
        "INSERT INTO mails (key, recipient, kind, subject, body_text, body_html, created_at, sent_at, transport)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (key) DO UPDATE SET recipient = excluded.recipient, subject = excluded.subject, body_text = excluded.body_text,
            body_html = excluded.body_html, sent_at = excluded.sent_at, transport = excluded.transport
         WHERE mails.sent_at IS NULL"
    )
    .bind(mail.key)
    .bind(mail.recipient)
    .bind(mail.kind)
    .bind(mail.subject)
    .bind(mail.text)
    .bind(mail.html)
    .bind(now)
    .bind(mail.transport.map(|_| now))
    .bind(mail.transport)
    .run(tx)
    .await
    .map(drop)
}

record! {
    /// A mail in the office's list.
    pub struct MailRow {
        pub id: i64,
        pub recipient: String,
        pub kind: String,
        pub subject: String,
        pub created_at: UtcMillis,
        pub sent_at: Option<UtcMillis>,
        /// Rows of all pages.
        pub total: i64,
    }
}

/// One page of the mails, newest first; all, or those that wait.
pub async fn list(on: &mut impl OnLink, waiting_only: bool, page: Page) -> Result<Vec<MailRow>> {
    sql!(
        "SELECT id, recipient, kind, subject, created_at, sent_at, COUNT(*) OVER () AS total FROM mails
         WHERE CAST($1 AS BIGINT) = 0 OR sent_at IS NULL ORDER BY id DESC LIMIT $2 OFFSET $3"
    )
    .bind(waiting_only)
    .bind(page.take)
    .bind(page.skip)
    .all(on)
    .await
}

record! {
    /// One mail as it was written.
    pub struct MailFullRow {
        pub id: i64,
        pub recipient: String,
        pub kind: String,
        pub subject: String,
        pub body_text: String,
        pub created_at: UtcMillis,
        pub sent_at: Option<UtcMillis>,
        pub transport: Option<String>,
    }
}

/// One mail.
pub async fn one(on: &mut impl OnLink, id: i64) -> Result<Option<MailFullRow>> {
    sql!("SELECT id, recipient, kind, subject, body_text, created_at, sent_at, transport FROM mails WHERE id = $1")
        .bind(id)
        .optional(on)
        .await
}

record! {
    /// An order as its mails need it, with the present e-mail of its customer.
    pub struct OrderMailRow {
        pub id: OrderId,
        pub customer_name: String,
        pub email: Option<String>,
        pub state: OrderState,
        pub fulfilment: Fulfilment,
        pub proof_state: ProofState,
        pub goods_total: Rupiah,
        pub ongkir: Option<Rupiah>,
        pub unique_code: Rupiah,
        pub transfer_now: Rupiah,
        pub pay_driver: Rupiah,
        pub pay_deadline: Option<UtcMillis>,
    }
}

/// What the mails of an order say; without the address of a customer who has left.
pub async fn order(on: &mut impl OnLink, id: OrderId) -> Result<Option<OrderMailRow>> {
    sql!(
        "SELECT o.id, o.customer_name, CASE WHEN c.deactivated_at IS NULL THEN c.email ELSE NULL END AS email, o.state, o.fulfilment,
            o.proof_state, o.goods_total, o.ongkir, o.unique_code, o.transfer_now, o.pay_driver, o.pay_deadline
         FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = $1"
    )
    .bind(id)
    .optional(on)
    .await
}

record! {
    /// A customer who may get a link to a new password.
    pub struct ResetRow {
        pub id: CustomerId,
        pub username: String,
        pub name: String,
        pub email: Option<String>,
    }
}

/// The customer with this username or e-mail (any case), as at sign-in.
pub async fn reset_candidate(on: &mut impl OnLink, login: &str) -> Result<Option<ResetRow>> {
    sql!(
        "SELECT id, username, name, email FROM customers WHERE deactivated_at IS NULL AND (username_key = $1 OR email_key = $1)
         ORDER BY CASE WHEN username_key = $1 THEN 0 ELSE 1 END LIMIT 1"
    )
    .bind(login.trim().to_lowercase())
    .optional(on)
    .await
}

/// Keeps a link (only the hash of its token) until `expires_at`, and forgets the links of the past.
pub async fn put_reset(tx: &mut Tx, token_hash: &[u8], customer: CustomerId, expires_at: UtcMillis) -> Result<()> {
    let now = tx.now();
    sql!("DELETE FROM password_resets WHERE expires_at <= $1").bind(now).run(tx).await?;
    sql!("INSERT INTO password_resets (token_hash, customer_id, created_at, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(token_hash.to_vec())
        .bind(customer)
        .bind(now)
        .bind(expires_at)
        .run(tx)
        .await
        .map(drop)
}

/// Whose password a link changes, while it can be used.
pub async fn reset_of(on: &mut impl OnLink, token_hash: &[u8], now: UtcMillis) -> Result<Option<ResetRow>> {
    sql!(
        "SELECT c.id, c.username, c.name, c.email FROM password_resets r JOIN customers c ON c.id = r.customer_id
         WHERE r.token_hash = $1 AND r.used_at IS NULL AND r.expires_at > $2 AND c.deactivated_at IS NULL"
    )
    .bind(token_hash.to_vec())
    .bind(now)
    .optional(on)
    .await
}

/// Uses a link up, and with it all others of the same customer. False when it cannot be used any more.
pub async fn use_reset(tx: &mut Tx, token_hash: &[u8], customer: CustomerId) -> Result<bool> {
    let now = tx.now();
    let used = sql!(
        "UPDATE password_resets SET used_at = $3 WHERE token_hash = $1 AND customer_id = $2 AND used_at IS NULL AND expires_at > $3"
    )
    .bind(token_hash.to_vec())
    .bind(customer)
    .bind(now)
    .run(tx)
    .await?;
    if used == 1 {
        sql!("UPDATE password_resets SET used_at = $2 WHERE customer_id = $1 AND used_at IS NULL")
            .bind(customer)
            .bind(now)
            .run(tx)
            .await?;
    }
    Ok(used == 1)
}
