//! The second step of an admin's sign-in: secrets of apps, codes for a lost phone, and who still owes the code (domain.md §11).

use domain::{ids::AdminId, time::UtcMillis};

use crate::{OnLink, Result, Tx, column::Value, query::IdRow, record, sql};

record! {
    /// The secret of an admin's app. It counts once it is confirmed.
    pub struct TotpRow {
        pub secret: Vec<u8>,
        pub confirmed_at: Option<UtcMillis>,
        /// Recovery codes that were not used yet.
        pub codes_left: i64,
    }
}

/// The secret of an admin, if there is one.
pub async fn totp(on: &mut impl OnLink, admin: AdminId) -> Result<Option<TotpRow>> {
    sql!(
        "SELECT t.secret, t.confirmed_at,
            (SELECT COUNT(*) FROM admin_recovery_codes c WHERE c.admin_id = t.admin_id AND c.used_at IS NULL) AS codes_left
         FROM admin_totp t WHERE t.admin_id = $1"
    )
    .bind(admin)
    .optional(on)
    .await
}

/// Keeps a new secret that nobody confirmed yet. False when a confirmed one is there.
pub async fn put_secret(tx: &mut Tx, admin: AdminId, secret: &[u8]) -> Result<bool> {
    let now = tx.now();
    let kept = sql!(
        "INSERT INTO admin_totp (admin_id, secret, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (admin_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
         WHERE admin_totp.confirmed_at IS NULL"
    )
    .bind(admin)
    .bind(secret.to_vec())
    .bind(now)
    .run(tx)
    .await?;
    Ok(kept == 1)
}

/// Makes this secret count, with the step of the code that confirmed it. False when another tab did, or made another secret.
pub async fn confirm(tx: &mut Tx, admin: AdminId, secret: &[u8], step: i64) -> Result<bool> {
    let now = tx.now();
    let done = sql!(
        "UPDATE admin_totp SET confirmed_at = $4, last_step = $3 WHERE admin_id = $1 AND secret = $2 AND confirmed_at IS NULL"
    )
    .bind(admin)
    .bind(secret.to_vec())
    .bind(step)
    .bind(now)
    .run(tx)
    .await?;
    Ok(done == 1)
}

/// Uses the code of a step up. False when it, or a later one, was used before.
pub async fn use_step(tx: &mut Tx, admin: AdminId, step: i64) -> Result<bool> {
    let used = sql!(
        "UPDATE admin_totp SET last_step = $2 WHERE admin_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2"
    )
    .bind(admin)
    .bind(step)
    .run(tx)
    .await?;
    Ok(used == 1)
}

/// Takes the second step off: secret, codes, and whoever was between the steps. False when there was none.
pub async fn remove(tx: &mut Tx, admin: AdminId) -> Result<bool> {
    sql!("DELETE FROM admin_recovery_codes WHERE admin_id = $1").bind(admin).run(tx).await?;
    close_halves(tx, admin).await?;
    let gone = sql!("DELETE FROM admin_totp WHERE admin_id = $1").bind(admin).run(tx).await?;
    Ok(gone == 1)
}

/// Replaces the recovery codes; only their hashes are kept. The list must not be empty.
pub async fn put_codes(tx: &mut Tx, admin: AdminId, hashes: &[String]) -> Result<()> {
    sql!("DELETE FROM admin_recovery_codes WHERE admin_id = $1").bind(admin).run(tx).await?;
    let rows = hashes.iter().map(|hash| [Value::from(admin.get()), Value::from(hash.as_str())]);
    sql!("INSERT INTO admin_recovery_codes (admin_id, code_hash) VALUES {rows:it}").rows(rows).run(tx).await.map(drop)
}

/// Uses a recovery code up. False for one that is none, or was used.
pub async fn use_code(tx: &mut Tx, admin: AdminId, hash: &str) -> Result<bool> {
    let now = tx.now();
    let used =
        sql!("UPDATE admin_recovery_codes SET used_at = $3 WHERE admin_id = $1 AND code_hash = $2 AND used_at IS NULL")
            .bind(admin)
            .bind(hash)
            .bind(now)
            .run(tx)
            .await?;
    Ok(used == 1)
}

record! {
    /// Who typed the right password and still owes the code.
    pub struct HalfRow {
        pub admin_id: AdminId,
        pub name: String,
        pub role: String,
    }
}

/// Remembers that the password was right.
pub async fn open_half(tx: &mut Tx, token_hash: &[u8], admin: AdminId, expires_at: UtcMillis) -> Result<()> {
    sql!("INSERT INTO admin_half_sessions (token_hash, admin_id, expires_at) VALUES ($1, $2, $3)")
        .bind(token_hash.to_vec())
        .bind(admin)
        .bind(expires_at)
        .run(tx)
        .await
        .map(drop)
}

/// Who is between the steps; `None` when it took too long, or the admin left meanwhile.
pub async fn half(on: &mut impl OnLink, token_hash: &[u8], now: UtcMillis) -> Result<Option<HalfRow>> {
    sql!(
        "SELECT h.admin_id, a.name, a.role FROM admin_half_sessions h JOIN admins a ON a.id = h.admin_id
         WHERE h.token_hash = $1 AND h.expires_at > $2 AND a.deactivated_at IS NULL"
    )
    .bind(token_hash.to_vec())
    .bind(now)
    .optional(on)
    .await
}

/// Ends the state between the steps. False when somebody else was through with it first.
pub async fn close_half(tx: &mut Tx, token_hash: &[u8]) -> Result<bool> {
    let closed =
        sql!("DELETE FROM admin_half_sessions WHERE token_hash = $1").bind(token_hash.to_vec()).run(tx).await?;
    Ok(closed == 1)
}

/// Ends it for all browsers of an admin: after a new password, or when they leave.
pub async fn close_halves(tx: &mut Tx, admin: AdminId) -> Result<()> {
    sql!("DELETE FROM admin_half_sessions WHERE admin_id = $1").bind(admin).run(tx).await.map(drop)
}

/// Removes what took too long.
pub async fn prune(tx: &mut Tx) -> Result<u64> {
    let now = tx.now();
    sql!("DELETE FROM admin_half_sessions WHERE expires_at <= $1").bind(now).run(tx).await
}

/// The id behind a username, whoever it is.
pub async fn admin_of(on: &mut impl OnLink, username: &str) -> Result<Option<i64>> {
    let row = sql!("SELECT id FROM admins WHERE username_key = $1")
        .bind(username.trim().to_lowercase())
        .optional::<IdRow>(on)
        .await?;
    Ok(row.map(|row| row.id))
}
