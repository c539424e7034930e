//! The shop's settings: owners only, never overwriting what another owner changed meanwhile.

use domain::{rights::Deed, settings::Settings};
use store::{OnLink, StoreError, places::By};
use views::admin::SettingsPage;

use super::{
    Done, OpError,
    audit::{self, Act, Changes, Object, Thing},
};
use crate::{app::App, jobs, snapshot};

/// The settings as they stand in the database now; what pages use may be two seconds old.
pub async fn present(on: &mut impl OnLink) -> Result<Settings, StoreError> {
    let stored = store::settings::load(on).await?;
    stored.map_or_else(|| Ok(Settings::default()), |row| snapshot::parse_settings(&row.body))
}

/// Writes the settings if they are still those of `version`. Another zone or hour may make it somebody's birthday: they are looked at
/// again, unless the day's hour is still to come.
pub async fn save(app: &App, settings: &Settings, version: i64, by: &By) -> Done<()> {
    audit::allow(by, Deed::EditSettings)?;
    let body = serde_json::to_string(settings)
        .map_err(|cause| StoreError::Corrupt { column: "settings.body".to_owned(), cause: cause.to_string() })?;
    let mut tx = app.db.begin().await?;
    let before = present(&mut tx).await?;
    if !store::settings::save(&mut tx, &body, version).await? {
        return Err(OpError::Stale);
    }
    audit::note(&mut tx, by, Act::Changed, Object::whole(Thing::Settings), differing(&before, settings)).await?;
    let (now, zone) = (tx.now(), &settings.zone);
    let due = zone.at(zone.day_of(now), settings.schedule.birthday_job_time);
    if due <= now {
        let look = jobs::check_birthday_and_loyalty::CheckBirthdayAndLoyalty { due: due.get() };
        jobs::enqueue(&mut tx, app, look).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The fields that differ, by the names of the form.
fn differing(before: &Settings, after: &Settings) -> Changes {
    let (before, after) = (SettingsPage::typed(before), SettingsPage::typed(after));
    let mut fields: Vec<&str> = before.filled_in().chain(after.filled_in()).map(|(field, _)| field).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.iter().fold(Changes::none(), |changes, field| changes.of(field, before.value(field), after.value(field)))
}
