//! The one-time links to a new password (domain.md §11). Only the hash of a token is kept.

use domain::{ids::CustomerId, time::UtcMillis};

use crate::{OnLink, Result, Tx, record, sql};

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
pub async fn candidate(on: &mut impl OnLink, login: &str) -> Result<Option<ResetRow>> {
    sql!(
        "SELECT id, username, name, email FROM customers WHERE deactivated_at IS NULL AND (username_key = $1 OR email_key = $1)
         ORDER BY CASE WHEN username_key = $1 THEN 0 ELSE 1 END LIMIT 1"
    )
    .bind(login.trim().to_lowercase())
    .optional(on)
    .await
}

/// Keeps a link (only the hash of its token) until `expires_at`, and forgets the links of the past.
pub async fn put(tx: &mut Tx, token_hash: &[u8], customer: CustomerId, expires_at: UtcMillis) -> Result<()> {
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
pub async fn whose(on: &mut impl OnLink, token_hash: &[u8], now: UtcMillis) -> Result<Option<ResetRow>> {
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
pub async fn use_up(tx: &mut Tx, token_hash: &[u8], customer: CustomerId) -> Result<bool> {
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
