//! What is due when, in the shop's own time (domain.md §9). Any number of schedulers may run: an occurrence belongs to whoever moves its
//! row first, in the transaction that writes its job. What was slept through is caught up once, by the rule beside each entry.

use std::{sync::Arc, time::Duration};

use domain::{
    settings::Settings,
    time::{ShopZone, UtcMillis},
};
use jiff::civil::Time;
use store::{Tx, schedules::ScheduleRow};

use super::{
    cancel_unpaid::CancelUnpaid, check_birthday_and_loyalty::CheckBirthdayAndLoyalty, enqueue, low_stock::LowStock,
    nightly_check::NightlyCheck, prune::Prune, remind_follow_ups::RemindFollowUps, remind_unpaid::RemindUnpaid,
};
use crate::app::App;

/// How often the schedule is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(5);
const MINUTE: i64 = 60_000;

/// When an entry is due.
#[derive(Clone, Copy)]
pub enum When {
    /// At every full minute. Slept-through minutes are one: the work looks at everything that is due anyhow.
    EveryMinute,
    /// Once each day of the shop's zone, at a time the owner sets. After a sleep the day's run happens on waking, that same day; days
    /// that are over are not made up.
    Daily(fn(&Settings) -> Time),
    /// The same for work that must not miss a day: also at once when the shop is opened after the day's hour, and again when hour or
    /// zone change. A second run of a day finds nothing left to do.
    EachDay(fn(&Settings) -> Time),
}

/// An entry of the schedule.
#[derive(Clone, Copy)]
pub struct Entry {
    pub name: &'static str,
    pub when: When,
}

/// The whole schedule.
pub const ENTRIES: [Entry; 7] = [
    Entry { name: "check_birthday_and_loyalty", when: When::EachDay(|settings| settings.schedule.birthday_job_time) },
    Entry { name: "remind_unpaid", when: When::EveryMinute },
    Entry { name: "cancel_unpaid", when: When::EveryMinute },
    Entry { name: "low_stock", when: When::EveryMinute },
    Entry { name: "remind_follow_ups", when: When::EveryMinute },
    Entry { name: "nightly_check", when: When::Daily(|settings| settings.schedule.nightly_check_time) },
    Entry { name: "prune", when: When::Daily(|settings| settings.schedule.prune_time) },
];

impl When {
    /// The first occurrence after an instant.
    pub fn after(self, settings: &Settings, instant: UtcMillis) -> UtcMillis {
        match self {
            Self::EveryMinute => UtcMillis::from((instant.get().div_euclid(MINUTE) + 1) * MINUTE),
            Self::Daily(time) | Self::EachDay(time) => daily_after(&settings.zone, time(settings), instant),
        }
    }
}

fn daily_after(zone: &ShopZone, time: Time, instant: UtcMillis) -> UtcMillis {
    let today = zone.day_of(instant);
    let candidates = (0..3).map(|days| zone.at(today.plus_days(days), time));
    let mut later = candidates.filter(|at| *at > instant);
    later.next().unwrap_or_else(|| instant.plus_hours(24))
}

impl When {
    /// The first occurrence of a shop that is opened at an instant.
    fn first(self, settings: &Settings, instant: UtcMillis) -> UtcMillis {
        let before = self.at_or_before(settings, instant);
        let same_day = settings.zone.day_of(before) == settings.zone.day_of(instant);
        if matches!(self, Self::EachDay(_)) && same_day { before } else { self.after(settings, instant) }
    }

    /// The latest occurrence that is not after an instant.
    pub fn at_or_before(self, settings: &Settings, instant: UtcMillis) -> UtcMillis {
        match self {
            Self::EveryMinute => UtcMillis::from(instant.get().div_euclid(MINUTE) * MINUTE),
            Self::Daily(time) | Self::EachDay(time) => {
                let today = settings.zone.day_of(instant);
                let days = [today.plus_days(1), today, today.plus_days(-1)];
                let mut earlier =
                    days.into_iter().map(|day| settings.zone.at(day, time(settings))).filter(|at| *at <= instant);
                earlier.next().unwrap_or(instant)
            }
        }
    }
}

/// Looks at the schedule once: enters what is new, fires what is due, follows changed hours. How many occurrences it fired.
pub async fn tick(app: &App) -> anyhow::Result<usize> {
    tick_of(app, &ENTRIES).await
}

/// The same for some of the entries.
pub async fn tick_of(app: &App, entries: &[Entry]) -> anyhow::Result<usize> {
    let snapshot = app.snapshot().await?;
    let settings = &snapshot.settings;
    let now = app.clock.now();
    let rows = store::schedules::all(&mut app.db.read().await?).await?;
    let mut fired = 0;
    for entry in entries.iter().copied() {
        match rows.iter().find(|row| row.name == entry.name) {
            None => enter(app, entry, settings, now).await?,
            Some(row) if row.next_run_at <= now => fired += usize::from(fire(app, entry, settings, row, now).await?),
            Some(row) => follow(app, entry, settings, row, now).await?,
        }
    }
    Ok(fired)
}

async fn enter(app: &App, entry: Entry, settings: &Settings, now: UtcMillis) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    store::schedules::enter(&mut tx, entry.name, entry.when.first(settings, now)).await?;
    tx.commit().await?;
    Ok(())
}

async fn fire(app: &App, entry: Entry, settings: &Settings, row: &ScheduleRow, now: UtcMillis) -> anyhow::Result<bool> {
    let mut tx = app.db.begin().await?;
    let next = entry.when.after(settings, now);
    if !store::schedules::claim(&mut tx, entry.name, row.next_run_at, next).await? {
        return Ok(false);
    }
    let due = entry.when.at_or_before(settings, now);
    write(&mut tx, app, entry.name, due.get()).await?;
    tx.commit().await?;
    tracing::debug!(name = entry.name, due = due.get(), "an occurrence fired");
    Ok(true)
}

/// Writes the job of an entry.
pub async fn write(tx: &mut Tx, app: &App, name: &str, due: i64) -> anyhow::Result<()> {
    match name {
        "check_birthday_and_loyalty" => enqueue(tx, app, CheckBirthdayAndLoyalty { due }).await?,
        "remind_unpaid" => enqueue(tx, app, RemindUnpaid { due }).await?,
        "cancel_unpaid" => enqueue(tx, app, CancelUnpaid { due }).await?,
        "remind_follow_ups" => enqueue(tx, app, RemindFollowUps { due }).await?,
        "low_stock" => enqueue(tx, app, LowStock { due }).await?,
        "nightly_check" => enqueue(tx, app, NightlyCheck { due }).await?,
        "prune" => enqueue(tx, app, Prune { due }).await?,
        other => anyhow::bail!("no job is called {other}"),
    }
    Ok(())
}

/// The owner changed the hour or the zone: a daily entry moves to its new time, but never to a second run of a day that had its own.
/// Work of [`When::EachDay`] is done anew when settings are saved (`ops::settings::save`), here it only moves.
async fn follow(app: &App, entry: Entry, settings: &Settings, row: &ScheduleRow, now: UtcMillis) -> anyhow::Result<()> {
    if matches!(entry.when, When::EveryMinute) {
        return Ok(());
    }
    let mut next = entry.when.after(settings, now);
    let day = |at| settings.zone.day_of(at);
    let once_a_day = matches!(entry.when, When::Daily(_));
    if once_a_day && row.last_run_at.is_some_and(|last| day(last) == day(next)) {
        next = entry.when.after(settings, next);
    }
    if next != row.next_run_at {
        let mut tx = app.db.begin().await?;
        store::schedules::move_to(&mut tx, entry.name, row.next_run_at, next).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Looks at the schedule again and again, until it is dropped.
pub async fn run(app: Arc<App>) {
    let mut every = tokio::time::interval(LOOK_EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        if let Err(error) = tick(&app).await {
            tracing::warn!(error = format!("{error:#}"), "the schedule could not be looked at");
        }
    }
}
