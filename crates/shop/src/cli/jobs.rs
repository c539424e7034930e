//! `barokah jobs`: look after the queues from this machine (issue "The heart", Operations).

use std::{
    io::{BufRead as _, Write as _},
    sync::Arc,
};

use anyhow::{Context as _, bail};
use clap::Subcommand;
use domain::time::SystemClock;
use views::text::{birthday as words_of_birthdays, jobs as words};

use crate::{
    app::App,
    config::Options,
    jobs::{
        admin::{self, Filter, JobView},
        board::{self, Board, Shelf},
        schedule,
    },
    ops::{Done, OpError, birthdays, by_command},
};

#[derive(Debug, Subcommand)]
pub enum JobsCommand {
    /// Menampilkan antrean dan pekerjaan, yang terbaru dulu.
    List {
        /// menunggu, berjalan, diulang, mati, selesai, atau batal; tanpa ini yang menunggu, diulang, dan mati.
        #[arg(long)]
        status: Option<String>,
        /// Hanya jenis ini, misalnya notify_order.
        #[arg(long)]
        kind: Option<String>,
    },
    /// Mengulang satu pekerjaan sekarang.
    Retry { id: i64 },
    /// Membatalkan satu pekerjaan.
    Cancel { id: i64 },
    /// Menghapus yang menunggu, sesudah memberi tahu apa saja dan bertanya.
    Purge {
        /// Tidak bertanya.
        #[arg(long)]
        yes: bool,
        /// Hanya antrean ini: orders, upkeep, broadcasts.
        #[arg(long)]
        queue: Option<String>,
        /// Hanya jenis ini.
        #[arg(long)]
        kind: Option<String>,
    },
    /// Menjalankan satu pekerjaan dari jadwal sekarang juga.
    Run {
        /// Namanya seperti di `schedule list`, misalnya nightly_check.
        name: String,
        /// Hanya memberi tahu apa yang akan terjadi; untuk check_birthday_and_loyalty.
        #[arg(long)]
        dry_run: bool,
    },
    /// Menjeda satu antrean untuk semua pekerja.
    Pause { queue: String },
    /// Melanjutkan antrean yang dijeda.
    Resume { queue: String },
}

/// Does what was asked and closes the shop again.
pub async fn run(options: &Options, command: JobsCommand) -> anyhow::Result<()> {
    let app = super::open(options, Arc::new(SystemClock)).await?;
    let done = obey(&app, command).await;
    app.db.close().await;
    done
}

async fn obey(app: &App, command: JobsCommand) -> anyhow::Result<()> {
    match command {
        JobsCommand::List { status, kind } => list(app, status, kind).await,
        JobsCommand::Retry { id } => tell(admin::retry(app, id, &by_command()).await),
        JobsCommand::Cancel { id } => tell(admin::cancel(app, id, &by_command()).await),
        JobsCommand::Purge { yes, queue, kind } => purge(app, yes, kind.as_deref(), queue.as_deref()).await,
        JobsCommand::Run { name, dry_run: true } => {
            if name != TRIED {
                bail!("--dry-run hanya ada untuk {TRIED}");
            }
            for line in trial(app).await? {
                println!("{line}");
            }
            Ok(())
        }
        JobsCommand::Run { name, dry_run: false } => run_now(app, &name).await,
        JobsCommand::Pause { queue } => pause(app, &queue, true).await,
        JobsCommand::Resume { queue } => pause(app, &queue, false).await,
    }
}

async fn list(app: &App, status: Option<String>, kind: Option<String>) -> anyhow::Result<()> {
    const MOST: u32 = 50;
    let shelves = match status.as_deref().map(Shelf::of_code) {
        None => vec![Shelf::Waiting, Shelf::Retrying, Shelf::Dead],
        Some(Some(shelf)) => vec![shelf],
        Some(None) => bail!("--status tidak dikenal. Pilih menunggu, berjalan, diulang, mati, selesai, atau batal"),
    };
    let board = board::read(app).await?;
    print_queues(&board);
    for shelf in shelves {
        let jobs =
            admin::list(app, &Filter { shelf, kind: kind.clone(), beyond: None, oldest_first: false }, MOST).await?;
        println!("\n{} ({})", words::shelf(shelf.code()), board.total(shelf, kind.as_deref()));
        for job in &jobs {
            println!("{}", line(job));
        }
    }
    Ok(())
}

fn print_queues(board: &Board) {
    for queue in &board.queues {
        let state = if queue.paused { "dijeda" } else { "jalan" };
        println!("Antrean {:<12} {:>6} menunggu, {state}", queue.name, queue.waiting);
    }
}

fn line(job: &JobView) -> String {
    let args: Vec<String> = job.args.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let tries = words::attempts(job.attempt, job.max_attempts);
    let due = job.due_at.timestamp();
    let head = format!("{:>8}  {:<14} {due:.0}  percobaan {tries}  {}", job.id, job.kind, args.join(" "));
    if job.last_error().is_empty() { head } else { format!("{head}\n          {}", job.last_error()) }
}

fn tell(done: Done<JobView>) -> anyhow::Result<()> {
    let job = done.map_err(unknown_job)?;
    println!("{}: {}", words::shelf(job.shelf.code()), line(&job).trim_start());
    Ok(())
}

fn unknown_job(error: OpError) -> anyhow::Error {
    match error {
        OpError::NotFound => {
            anyhow::anyhow!("Tidak ada pekerjaan dengan nomor itu. Lihat nomornya dengan: barokah jobs list")
        }
        other => other.into(),
    }
}

async fn purge(app: &App, yes: bool, kind: Option<&str>, queue: Option<&str>) -> anyhow::Result<()> {
    let rows = board::read(app).await?.waiting(kind, queue);
    if rows.is_empty() {
        println!("{}", words::purged(0));
        return Ok(());
    }
    println!("Akan dihapus dan tidak bisa dikembalikan; surat di dalamnya tidak akan terkirim:");
    for ((kind, queue), count) in &rows {
        println!("  {count:>6}  {kind} (antrean {queue})");
    }
    if !yes && !agreed()? {
        println!("Tidak ada yang dihapus.");
        return Ok(());
    }
    println!("{}", words::purged(admin::purge(app, kind, queue, &by_command()).await?));
    Ok(())
}

/// Asks; anything but a clear yes, and a closed input, means no.
fn agreed() -> anyhow::Result<bool> {
    print!("Ketik \"ya\" untuk menghapus: ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).context("Jawaban tidak terbaca")?;
    Ok(answer.trim().eq_ignore_ascii_case("ya"))
}

async fn run_now(app: &App, name: &str) -> anyhow::Result<()> {
    if !schedule::ENTRIES.iter().any(|entry| entry.name == name) {
        let names: Vec<&str> = schedule::ENTRIES.iter().map(|entry| entry.name).collect();
        bail!("Tidak ada pekerjaan bernama \"{name}\" di jadwal. Pilih: {}", names.join(", "));
    }
    admin::run_now(app, name, &by_command()).await?;
    println!("Pekerjaan {name} masuk antrean dan dijalankan begitu ada pekerja.");
    Ok(())
}

/// The entry that can be tried out.
const TRIED: &str = "check_birthday_and_loyalty";

/// What the birthday check would do now, without doing it, as lines to read.
pub async fn trial(app: &App) -> anyhow::Result<Vec<String>> {
    const MOST: i64 = 20;
    let settings = app.snapshot().await?.settings.clone();
    let due = birthdays::would_grant(app, &settings, MOST).await?;
    let (total, loyal, mails) = due.first().map_or((0, 0, 0), |first| (first.total, first.loyal_total, first.mails));
    let mut lines = vec![words_of_birthdays::trial(total, loyal, mails)];
    lines.extend(due.iter().map(|row| words_of_birthdays::tried(row.customer_id, &row.name, row.loyal)));
    Ok(lines)
}

async fn pause(app: &App, queue: &str, paused: bool) -> anyhow::Result<()> {
    match admin::pause(app, queue, paused, &by_command()).await {
        Ok(()) => println!("{}", if paused { words::PAUSED } else { words::RESUMED }),
        Err(OpError::NotFound) => bail!("{}", words::QUEUE_UNKNOWN),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
