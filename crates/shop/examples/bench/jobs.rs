//! How many mails a worker brings away, on either database: jobs are written first, then the program begins to work them.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use shop::{
    app::App,
    jobs::{
        self,
        board::{self, Shelf},
        notify_order::NotifyOrder,
    },
};
use testkit::{Backend, TestDb};

use crate::{
    program::{Program, send},
    seed,
};

const GIVE_UP: Duration = Duration::from_mins(10);
const KIND: &str = "notify_order";

/// Writes jobs, lets a worker work them, counts what came of them.
pub async fn measure(binary: &Path, backend: Backend, count: usize) -> anyhow::Result<()> {
    let test = TestDb::open(backend).await;
    let app = seed::open(&test).await?;
    let product = seed::product(&app).await?;
    let customer = seed::customers(&app, "pelanggan", 1).await?[0];
    let order = seed::order(&app, customer, product).await?.get();
    // What placing the order itself caused is not ours to count.
    let before = done(&app).await?;
    let mut tx = app.db.begin().await?;
    for number in 0..count {
        let (what, key) = ("payment_accepted".to_owned(), format!("ukuran-{number}"));
        jobs::enqueue(&mut tx, &app, NotifyOrder { order, what, key, reason: None }).await?;
    }
    tx.commit().await?;
    let mut program = Program::start(binary, &test.folder(), &test.options, &["web", "worker"])?;
    let (mut begun, started) = (None, Instant::now());
    let seconds = loop {
        let now = done(&app).await? - before;
        if now > 0 && begun.is_none() {
            begun = Some((Instant::now(), now));
        }
        if now >= count as i64 {
            break begun.map_or(0.0, |(at, _)| at.elapsed().as_secs_f64());
        }
        anyhow::ensure!(started.elapsed() < GIVE_UP, "{now} of {count} jobs were done in ten minutes");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    program.answers().await?;
    let sent = sent(&program).await?;
    program.stop().await?;
    let measured = count as f64 - begun.map_or(0.0, |(_, first)| first as f64);
    let files = std::fs::read_dir(test.folder().join("mails"))?.count();
    let dead = board::read(&app).await?.total(Shelf::Dead, None);
    app.db.close().await;
    println!("| {backend:?} | {count} | {seconds:.1} | {:.0} | {sent} | {files} | {dead} |", measured / seconds);
    anyhow::ensure!((sent, files, dead) == (count, count, 0), "not every mail went exactly once");
    Ok(())
}

async fn done(app: &App) -> anyhow::Result<i64> {
    Ok(board::read(app).await?.total(Shelf::Done, Some(KIND)))
}

/// How many mails went, as the program itself counts them: one that went twice lies in the same file.
async fn sent(program: &Program) -> anyhow::Result<usize> {
    let figures = send(program.address, "GET", "/metrics", "", "").await?;
    let name = "barokah_mails_total{transport=\"folder\",outcome=\"sent\"} ";
    let line = figures.lines().find_map(|line| line.strip_prefix(name)).context("the figure of mails")?;
    Ok(line.trim().parse()?)
}
