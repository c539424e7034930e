//! Sessions: who holds which cookie. Three doors, three sessions (domain.md §1).

use domain::time::UtcMillis;

use crate::{OnLink, Result, Tx, record, sql};

/// Which of the three sign-ins a session belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Door {
    Customer,
    Employee,
    Admin,
}

impl Door {
    /// The code word in the column `door`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Employee => "employee",
            Self::Admin => "admin",
        }
    }
}

record! {
    /// Who is signed in, with what the head of each page shows (one statement for all of it).
    pub struct Person {
        pub id: i64,
        /// Username of customers and admins, e-mail of employees.
        pub username: String,
        pub name: String,
        /// `owner` or `office` for admins, empty otherwise.
        pub role: String,
        pub expires_at: UtcMillis,
        pub unread: i64,
        pub last_notification: i64,
        pub cart_lines: i64,
    }
}

/// The person behind a customer's cookie, if the session lives and the person is active.
async fn customer(on: &mut impl OnLink, token_hash: &[u8], now: UtcMillis) -> Result<Option<Person>> {
    sql!(
        "SELECT c.id, c.username, c.name, '' AS role, s.expires_at,
            (SELECT COUNT(*) FROM notifications n WHERE n.recipient = 'customer' AND n.person_id = c.id AND n.read_at IS NULL) AS unread,
            (SELECT COALESCE(MAX(n.id), 0) FROM notifications n WHERE n.recipient = 'customer' AND n.person_id = c.id) AS last_notification,
            (SELECT COUNT(*) FROM cart_lines l JOIN carts k ON k.id = l.cart_id WHERE k.customer_id = c.id) AS cart_lines
         FROM sessions s JOIN customers c ON c.id = s.person_id
         WHERE s.token_hash = $1 AND s.door = 'customer' AND s.expires_at > $2 AND c.deactivated_at IS NULL"
    )
    .bind(token_hash.to_vec())
    .bind(now)
    .optional(on)
    .await
}

async fn employee(on: &mut impl OnLink, token_hash: &[u8], now: UtcMillis) -> Result<Option<Person>> {
    sql!(
        "SELECT e.id, e.email AS username, e.name, '' AS role, s.expires_at,
            (SELECT COUNT(*) FROM notifications n WHERE n.recipient = 'employee' AND n.person_id = e.id AND n.read_at IS NULL) AS unread,
            (SELECT COALESCE(MAX(n.id), 0) FROM notifications n WHERE n.recipient = 'employee' AND n.person_id = e.id) AS last_notification,
            CAST(0 AS BIGINT) AS cart_lines
         FROM sessions s JOIN employees e ON e.id = s.person_id
         WHERE s.token_hash = $1 AND s.door = 'employee' AND s.expires_at > $2 AND e.deactivated_at IS NULL"
    )
    .bind(token_hash.to_vec())
    .bind(now)
    .optional(on)
    .await
}

async fn admin(on: &mut impl OnLink, token_hash: &[u8], now: UtcMillis) -> Result<Option<Person>> {
    sql!(
        "SELECT a.id, a.username, a.name, a.role, s.expires_at,
            (SELECT COUNT(*) FROM notifications n WHERE n.recipient = 'admin' AND n.person_id = a.id AND n.read_at IS NULL) AS unread,
            (SELECT COALESCE(MAX(n.id), 0) FROM notifications n WHERE n.recipient = 'admin' AND n.person_id = a.id) AS last_notification,
            CAST(0 AS BIGINT) AS cart_lines
         FROM sessions s JOIN admins a ON a.id = s.person_id
         WHERE s.token_hash = $1 AND s.door = 'admin' AND s.expires_at > $2 AND a.deactivated_at IS NULL"
    )
    .bind(token_hash.to_vec())
    .bind(now)
    .optional(on)
    .await
}

/// The person behind a cookie of one door; `None` for unknown, expired and deactivated alike.
pub async fn find(on: &mut impl OnLink, door: Door, token_hash: &[u8], now: UtcMillis) -> Result<Option<Person>> {
    match door {
        Door::Customer => customer(on, token_hash, now).await,
        Door::Employee => employee(on, token_hash, now).await,
        Door::Admin => admin(on, token_hash, now).await,
    }
}

/// Opens a session until `expires_at`.
pub async fn open(tx: &mut Tx, door: Door, person: i64, token_hash: &[u8], expires_at: UtcMillis) -> Result<()> {
    let now = tx.now();
    sql!("INSERT INTO sessions (token_hash, door, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(token_hash.to_vec())
        .bind(door.code())
        .bind(person)
        .bind(now)
        .bind(expires_at)
        .run(tx)
        .await
        .map(drop)
}

/// Lengthens a session that is in use.
pub async fn extend(tx: &mut Tx, token_hash: &[u8], expires_at: UtcMillis) -> Result<()> {
    sql!("UPDATE sessions SET expires_at = $2 WHERE token_hash = $1")
        .bind(token_hash.to_vec())
        .bind(expires_at)
        .run(tx)
        .await
        .map(drop)
}

/// Ends one session.
pub async fn close(tx: &mut Tx, token_hash: &[u8]) -> Result<()> {
    sql!("DELETE FROM sessions WHERE token_hash = $1").bind(token_hash.to_vec()).run(tx).await.map(drop)
}

/// Ends all sessions of a person at one door (after a new password, or when somebody leaves).
pub async fn close_all(tx: &mut Tx, door: Door, person: i64) -> Result<()> {
    sql!("DELETE FROM sessions WHERE door = $1 AND person_id = $2")
        .bind(door.code())
        .bind(person)
        .run(tx)
        .await
        .map(drop)
}

/// Removes expired sessions; how many.
pub async fn prune(tx: &mut Tx) -> Result<u64> {
    let now = tx.now();
    sql!("DELETE FROM sessions WHERE expires_at <= $1").bind(now).run(tx).await
}
