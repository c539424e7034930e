//! Mails the shop has sent or still has to send, by their delivery keys (domain.md §10).

use domain::{
    ids::OrderId,
    money::Rupiah,
    notice::Kind,
    order::{Fulfilment, OrderState, ProofState},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, places::Page, record, sql};

/// A mail about to be sent.
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
}

record! { struct SentRow { sent: bool } }

/// Whether the mail of this key has gone.
pub async fn is_sent(on: &mut impl OnLink, key: &str) -> Result<bool> {
    let row =
        sql!("SELECT CAST(CASE WHEN sent_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS sent FROM mails WHERE key = $1")
            .bind(key)
            .optional::<SentRow>(on)
            .await?;
    Ok(row.is_some_and(|row| row.sent))
}

/// Who may send a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Whoever asked, until the time they said.
    Mine,
    /// Somebody else is at it.
    Taken,
    /// Nobody: it has gone.
    Gone,
}

/// Takes the turn to send a mail until `until`, for a worker. Two runs of a job never send the same mail side by side; a run that died
/// holds the turn until that time and no longer.
pub async fn take(tx: &mut Tx, mail: &NewMail<'_>, worker: Option<&str>, until: UtcMillis) -> Result<Turn> {
    let now = tx.now();
    let taken = sql!(
        "INSERT INTO mails (key, recipient, kind, subject, body_text, body_html, created_at, taken_until, taken_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (key) DO UPDATE SET recipient = excluded.recipient, subject = excluded.subject, body_text = excluded.body_text,
            body_html = excluded.body_html, taken_until = excluded.taken_until, taken_by = excluded.taken_by
         WHERE mails.sent_at IS NULL AND (mails.taken_until IS NULL OR mails.taken_until <= $7)"
    )
    .bind(mail.key)
    .bind(mail.recipient)
    .bind(mail.kind)
    .bind(mail.subject)
    .bind(mail.text)
    .bind(mail.html)
    .bind(now)
    .bind(until)
    .bind(worker)
    .run(tx)
    .await?;
    if taken == 1 {
        return Ok(Turn::Mine);
    }
    Ok(if is_sent(tx, mail.key).await? { Turn::Gone } else { Turn::Taken })
}

/// Ends the turns of a worker that is certainly gone.
pub async fn end_turns(tx: &mut Tx, worker: &str) -> Result<()> {
    sql!("UPDATE mails SET taken_until = NULL WHERE taken_by = $1 AND taken_until IS NOT NULL AND sent_at IS NULL")
        .bind(worker)
        .run(tx)
        .await
        .map(drop)
}

/// What became of a mail.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// It went, by this transport.
    Sent(&'a str),
    /// It waits to be tried again.
    Waits,
    /// The server will never take it, and said why.
    Refused(&'a str),
}

/// Notes what became of a mail and gives the turn back. One that has gone is never changed again.
pub async fn note(tx: &mut Tx, key: &str, outcome: Outcome<'_>) -> Result<()> {
    let now = tx.now();
    let (sent_at, transport, refusal) = match outcome {
        Outcome::Sent(transport) => (Some(now), Some(transport), None),
        Outcome::Waits => (None, None, None),
        Outcome::Refused(words) => (None, None, Some(words)),
    };
    sql!(
        "UPDATE mails SET sent_at = $2, transport = $3, refusal = $4, taken_until = NULL WHERE key = $1 AND sent_at IS NULL"
    )
    .bind(key)
    .bind(sent_at)
    .bind(transport)
    .bind(refusal)
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
        /// What the mail server said when it refused the mail for good.
        pub refusal: Option<String>,
        /// Rows of all pages.
        pub total: i64,
    }
}

/// Which mails are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct MailFilter<'w> {
    /// Only those that wait.
    pub waiting_only: bool,
    /// Part of the recipient or of the subject.
    pub search: &'w str,
    pub oldest_first: bool,
}

/// One page of the mails, newest first unless asked otherwise.
pub async fn list(on: &mut impl OnLink, filter: MailFilter<'_>, page: Page) -> Result<Vec<MailRow>> {
    let search = Some(filter.search.trim()).filter(|word| !word.is_empty());
    sql!(
        "SELECT id, recipient, kind, subject, created_at, sent_at, refusal, COUNT(*) OVER () AS total FROM mails
         WHERE (CAST($1 AS BIGINT) = 0 OR (sent_at IS NULL AND refusal IS NULL))
            AND (CAST($4 AS TEXT) IS NULL OR LOWER(recipient) LIKE $4 ESCAPE '!' OR LOWER(subject) LIKE $4 ESCAPE '!')
         ORDER BY CASE WHEN CAST($5 AS BIGINT) = 1 THEN id ELSE -id END LIMIT $2 OFFSET $3"
    )
    .bind(filter.waiting_only)
    .bind(page.take)
    .bind(page.skip)
    .bind(search.map(crate::places::like))
    .bind(filter.oldest_first)
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
        /// What the mail server said when it refused the mail for good.
        pub refusal: Option<String>,
    }
}

/// One mail.
pub async fn one(on: &mut impl OnLink, id: i64) -> Result<Option<MailFullRow>> {
    sql!("SELECT id, recipient, kind, subject, body_text, created_at, sent_at, transport, refusal FROM mails WHERE id = $1")
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

/// What the mails of an order say; without the address of a customer who has left or has switched this kind of mail off.
pub async fn order(on: &mut impl OnLink, id: OrderId, kind: Kind) -> Result<Option<OrderMailRow>> {
    sql!(
        "SELECT o.id, o.customer_name, CASE WHEN c.deactivated_at IS NULL AND NOT EXISTS (SELECT 1 FROM notification_mutes m
                WHERE m.recipient = 'customer' AND m.person_id = c.id AND m.kind = $2 AND m.channel = 'mail')
                THEN c.email ELSE NULL END AS email, o.state, o.fulfilment, o.proof_state, o.goods_total, o.ongkir, o.unique_code, o.transfer_now, o.pay_driver, o.pay_deadline
         FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = $1"
    )
    .bind(id)
    .bind(kind.code())
    .optional(on)
    .await
}
