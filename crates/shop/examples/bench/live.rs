//! From an admin's click (the fee of a delivery is set) to the frame at the customer's open page.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use testkit::{Backend, TestDb};

use crate::{
    machine::{percentile, processor_seconds, resident_kib},
    program::{Program, send},
    seed,
    sockets::{self, Crowd, Socket},
};

/// How much.
#[derive(Clone, Copy)]
pub struct Size {
    pub sockets: usize,
    pub people: usize,
    pub events: usize,
}

/// Customers whose pages are watched.
const WATCHED: usize = 20;
/// Open pages are asked for a sign of life every 25 seconds; so long is looked at what that costs.
const REST: Duration = Duration::from_secs(30);

/// A customer with an order and an open page.
struct Watched {
    order: i64,
    page: Socket,
}

/// Measures on SQLite, everything in one process: the usual shop.
pub async fn measure(binary: &Path, size: Size) -> anyhow::Result<()> {
    let test = TestDb::open(Backend::Sqlite).await;
    let app = seed::open(&test).await?;
    let product = seed::product(&app).await?;
    let mut watched = Vec::new();
    for customer in seed::customers(&app, "dilihat", WATCHED).await? {
        let order = seed::order(&app, customer, product).await?;
        watched.push((order.get(), seed::signed_in(&app, store::sessions::Door::Customer, customer.get()).await?));
    }
    let mut cookies = Vec::new();
    for customer in seed::customers(&app, "orang", size.people).await? {
        cookies.push(seed::signed_in(&app, store::sessions::Door::Customer, customer.get()).await?);
    }
    let office = seed::owner(&app).await?;
    app.db.close().await;

    let mut program = Program::start(binary, &test.folder(), &test.options, &[])?;
    program.answers().await?;
    let mut pages = Vec::new();
    for (order, cookie) in watched {
        pages.push(Watched { order, page: sockets::open(program.address, &cookie).await? });
    }
    println!("| Open pages | Click → frame, p50 | p99 | longest | Processor at rest |\n|---:|---:|---:|---:|---:|");
    events(&program, &office, &mut pages, size.events / 5, 1).await?;
    let idle = events(&program, &office, &mut pages, size.events, 100_000).await?;
    row(WATCHED, &idle, rest(&program).await);
    let before = resident_kib(program.pid());
    let begun = Instant::now();
    let mut crowd = Crowd::open(program.address, &cookies, size.sockets).await?;
    let opened = begun.elapsed().as_secs_f64();
    let load = rest(&program).await;
    let after = resident_kib(program.pid());
    let busy = events(&program, &office, &mut pages, size.events, 200_000).await?;
    row(WATCHED + size.sockets, &busy, load);
    println!("\n{} pages of {} customers opened in {opened:.1} s, {} lost.", size.sockets, size.people, crowd.lost());
    let each = (after.saturating_sub(before)) as f64 / size.sockets as f64;
    println!("Resident memory {} → {} MiB: {each:.1} KiB an open page.", before / 1024, after / 1024);
    drop(crowd);
    drop(pages);
    program.stop().await
}

/// Processor time while nothing happens, in hundredths of a core.
async fn rest(program: &Program) -> f64 {
    let before = processor_seconds(program.pid());
    tokio::time::sleep(REST).await;
    (processor_seconds(program.pid()) - before) / REST.as_secs_f64() * 100.0
}

fn row(pages: usize, millis: &[f64], load: f64) {
    let [p50, p99, longest] = [0.5, 0.99, 1.0].map(|part| percentile(millis, part));
    println!("| {pages} | {p50:.1} ms | {p99:.1} ms | {longest:.1} ms | {load:.1} % of a core |");
}

/// So many clicks one after the other; milliseconds until the frame, sorted.
async fn events(
    program: &Program,
    office: &str,
    pages: &mut [Watched],
    count: usize,
    from: usize,
) -> anyhow::Result<Vec<f64>> {
    let mut millis = Vec::with_capacity(count);
    for number in 0..count {
        let at = number % pages.len();
        let watched = &mut pages[at];
        let (path, fee) = (format!("/admin/pesanan/{}/ongkir/", watched.order), from + number);
        let (form, shown) = (format!("ongkir={fee}"), grouped(fee));
        let begun = Instant::now();
        let (answer, came) =
            tokio::join!(send(program.address, "POST", &path, office, &form), sockets::told(&mut watched.page, &shown));
        anyhow::ensure!(answer?.starts_with("HTTP/1.1 303"), "the fee was not set");
        millis.push((came? - begun).as_secs_f64() * 1000.0);
    }
    millis.sort_by(f64::total_cmp);
    Ok(millis)
}

/// As it is written in the notification: `Rp 100.001`.
fn grouped(rupiah: usize) -> String {
    let digits = rupiah.to_string();
    if digits.len() <= 3 { digits } else { format!("{}.{}", &digits[..digits.len() - 3], &digits[digits.len() - 3..]) }
}
