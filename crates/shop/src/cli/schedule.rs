//! `barokah schedule list`: what is due when (domain.md §9).

use std::sync::Arc;

use clap::Subcommand;
use domain::time::SystemClock;
use views::{format, text::jobs as words};

use crate::{
    app::App,
    config::Options,
    jobs::schedule::{ENTRIES, When},
};

#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// Menampilkan jadwal: kapan berikutnya, kapan terakhir.
    List,
}

/// Prints the schedule in the shop's zone.
pub async fn run(options: &Options, command: ScheduleCommand) -> anyhow::Result<()> {
    let ScheduleCommand::List = command;
    let app = super::open(options, Arc::new(SystemClock)).await?;
    let listed = list(&app).await;
    app.db.close().await;
    for line in listed? {
        println!("{line}");
    }
    Ok(())
}

/// The schedule as lines to read, one for each entry.
pub async fn list(app: &App) -> anyhow::Result<Vec<String>> {
    let settings = &app.snapshot().await?.settings;
    let rows = store::schedules::all(&mut app.db.read().await?).await?;
    let line = |entry: &crate::jobs::schedule::Entry| {
        let row = rows.iter().find(|row| row.name == entry.name);
        let at = |at| format::date_time(&settings.zone, at);
        let next = row.map_or_else(|| at(entry.when.after(settings, app.clock.now())), |row| at(row.next_run_at));
        let last = row.and_then(|row| row.last_run_at).map_or_else(|| "belum pernah".to_owned(), at);
        let rule = match entry.when {
            When::EveryMinute => "setiap menit".to_owned(),
            When::Daily(time) | When::EachDay(time) => format!("setiap hari {}", time(settings).strftime("%H.%M")),
        };
        format!("{:<26} {:<24} {rule:<18} berikutnya {next}; terakhir {last}", entry.name, words::kind(entry.name))
    };
    Ok(ENTRIES.iter().map(line).collect())
}
