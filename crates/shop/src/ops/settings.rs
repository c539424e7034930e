//! The shop's settings: owners only, never overwriting what another owner changed meanwhile.

use domain::settings::Settings;
use store::{OnLink, StoreError};

use super::{Done, OpError};
use crate::{app::App, jobs, snapshot};

/// The settings as they stand in the database now; what pages use may be two seconds old.
pub async fn present(on: &mut impl OnLink) -> Result<Settings, StoreError> {
    let stored = store::settings::load(on).await?;
    stored.map_or_else(|| Ok(Settings::default()), |row| snapshot::parse_settings(&row.body))
}

/// Writes the settings if they are still those of `version`. Another zone or hour may make it somebody's birthday: they are looked at
/// again, unless the day's hour is still to come.
pub async fn save(app: &App, settings: &Settings, version: i64) -> Done<()> {
    let body = serde_json::to_string(settings)
        .map_err(|cause| StoreError::Corrupt { column: "settings.body".to_owned(), cause: cause.to_string() })?;
    let mut tx = app.db.begin().await?;
    if !store::settings::save(&mut tx, &body, version).await? {
        return Err(OpError::Stale);
    }
    let (now, zone) = (tx.now(), &settings.zone);
    let due = zone.at(zone.day_of(now), settings.schedule.birthday_job_time);
    if due <= now {
        let look = jobs::check_birthday_and_loyalty::CheckBirthdayAndLoyalty { due: due.get() };
        jobs::enqueue(&mut tx, app, look).await?;
    }
    tx.commit().await?;
    Ok(())
}
