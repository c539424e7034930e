//! The shop's settings: one row, one JSON body, one version.

use domain::time::UtcMillis;

use crate::{OnLink, Result, Tx, record, sql};

record! {
    /// The stored settings. The body is JSON of `domain::settings::Settings`.
    pub struct SettingsRow { pub body: String, pub version: i64 }
}

/// The stored settings; `None` while nobody changed the defaults.
pub async fn load(on: &mut impl OnLink) -> Result<Option<SettingsRow>> {
    sql!("SELECT body, version FROM settings WHERE id = 1").optional(on).await
}

/// Writes the settings if nobody else did since `version` (0 = the defaults). False when somebody did.
pub async fn save(tx: &mut Tx, body: &str, version: i64) -> Result<bool> {
    let now: UtcMillis = tx.now();
    let changed = sql!(
        "INSERT INTO settings (id, body, version, updated_at) VALUES (1, $1, $2 + 1, $3)
         ON CONFLICT (id) DO UPDATE SET body = excluded.body, version = excluded.version, updated_at = excluded.updated_at
         WHERE settings.version = $2"
    )
    .bind(body)
    .bind(version)
    .bind(now)
    .run(tx)
    .await?;
    tx.hint_catalogue();
    Ok(changed == 1)
}
