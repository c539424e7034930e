//! Mails nobody asked for wait for the end of the quiet hours (domain.md §10). Mails about orders never do.

use std::time::Duration;

use store::StoreError;

use crate::app::App;

/// A waiting job looks again after this: the owner may have moved the hours.
const LOOK_AGAIN: Duration = Duration::from_hours(1);

/// How long to wait before a mail that nobody asked for; `None` when it may go now.
pub async fn pause(app: &App) -> Result<Option<Duration>, StoreError> {
    let settings = &app.snapshot().await?.settings;
    let now = app.clock.now();
    let wait = settings.quiet.end(&settings.zone, now).map(|end| end.millis_since(now));
    Ok(wait.map(|millis| Duration::from_millis(millis.unsigned_abs()).min(LOOK_AGAIN)))
}
