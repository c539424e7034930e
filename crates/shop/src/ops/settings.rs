//! The shop's settings: owners only, never overwriting what another owner changed meanwhile.

use domain::settings::Settings;
use store::StoreError;

use super::{Done, OpError};
use crate::app::App;

/// Writes the settings if they are still those of `version`.
pub async fn save(app: &App, settings: &Settings, version: i64) -> Done<()> {
    let body = serde_json::to_string(settings)
        .map_err(|cause| StoreError::Corrupt { column: "settings.body".to_owned(), cause: cause.to_string() })?;
    let mut tx = app.db.begin().await?;
    if !store::settings::save(&mut tx, &body, version).await? {
        return Err(OpError::Stale);
    }
    tx.commit().await?;
    Ok(())
}
