//! A message to a hundred thousand customers: what the admin's click costs, how long the worker tells and mails, and what an order takes
//! meanwhile.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use domain::ids::BroadcastId;
use shop::app::App;
use testkit::{Backend, TestDb};

use crate::{
    program::{Program, send},
    seed,
};

const GIVE_UP: Duration = Duration::from_mins(20);

/// How many people there are.
#[derive(Clone, Copy)]
pub struct Size {
    pub customers: usize,
    /// Those who agreed to mails.
    pub agreed: usize,
}

/// Sends one message by the form of the office and waits until everybody has it.
pub async fn measure(binary: &Path, backend: Backend, size: Size) -> anyhow::Result<()> {
    let test = TestDb::open(backend).await;
    let app = seed::open(&test).await?;
    let product = seed::product(&app).await?;
    let buyer = seed::customers(&app, "pembeli", 1).await?[0];
    fill(&app, size).await?;
    let owner = seed::owner(&app).await?;
    let mut program = Program::start(binary, &test.folder(), &test.options, &["web", "worker"])?;
    program.answers().await?;
    // The first request of a process also reads the catalogue.
    send(program.address, "GET", "/admin/notifikasi/baru/", &owner, "").await?;
    let form = "kunci=ukuran&kepada=semua&judul=Libur&isi=Toko+tutup+Jumat.";
    let begun = Instant::now();
    let answer = send(program.address, "POST", "/admin/notifikasi/baru/", &owner, form).await?;
    let request = begun.elapsed();
    anyhow::ensure!(
        answer.starts_with("HTTP/1.1 303"),
        "the message was not sent: {}",
        &answer[..60.min(answer.len())]
    );
    let id = BroadcastId::try_from(1)?;
    let (mut told, mut orders) = (None, Vec::new());
    let mailed = loop {
        let progress = store::broadcasts::progress(&mut app.db.read().await?, id).await?.context("it is there")?;
        if progress.told_at.is_some() && told.is_none() {
            told = Some(begun.elapsed());
        }
        if progress.mailed_at.is_some() && told.is_some() {
            break begun.elapsed();
        }
        if told.is_none() {
            let order = Instant::now();
            seed::order(&app, buyer, product).await?;
            orders.push(order.elapsed());
        }
        anyhow::ensure!(begun.elapsed() < GIVE_UP, "not everybody was told and mailed in twenty minutes");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    program.stop().await?;
    let rows = store::broadcast_pages::recent(&mut app.db.read().await?, 1).await?;
    let row = rows.first().context("it is there")?;
    orders.sort_unstable();
    let order = |at: usize| orders.get(at).map_or(0.0, |time| time.as_secs_f64() * 1_000.0);
    println!(
        "| {backend:?} | {} | {:.0} ms | {:.1} s | {:.0} / {:.0} ms | {} | {:.1} s |",
        row.told,
        request.as_secs_f64() * 1_000.0,
        told.unwrap_or_default().as_secs_f64(),
        order(orders.len() / 2),
        order(orders.len().saturating_sub(1)),
        row.mailed,
        mailed.as_secs_f64()
    );
    app.db.close().await;
    // Everybody, with the buyer, who agreed as well.
    anyhow::ensure!(
        (row.told, row.mailed) == (size.customers as i64 + 1, size.agreed as i64 + 1),
        "somebody was left out"
    );
    Ok(())
}

/// Customers who never come; the first of them agreed to mails.
async fn fill(app: &App, size: Size) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    store::sql!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)
         INSERT INTO customers (username, username_key, name, address, birth_date, phone, email, email_key, consent_at, created_at)
         SELECT 'orang' || i, 'orang' || i, 'Pelanggan', 'Jl. Contoh', '1990-02-17', '+6281234567890', 'orang' || i || '@bench.test',
            'orang' || i || '@bench.test', CASE WHEN i <= $3 THEN CAST($1 AS BIGINT) ELSE NULL END, CAST($1 AS BIGINT) FROM n"
    )
    .bind(now)
    .bind(size.customers as i64)
    .bind(size.agreed as i64)
    .run(&mut tx)
    .await?;
    Ok(tx.commit().await?)
}
