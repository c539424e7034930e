//! How long the pages of the office take in a large shop: `bench/office`.
//!
//! Fills a fresh database with 100 000 customers and 500 000 orders of three years (or as many thousand customers as the first argument
//! says, five orders each), then asks for each page again and again, through the whole program but without a network.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    people::{PersonName, Username},
    time::UtcMillis,
};
use shop::{app::App, ops, web::cookies};
use store::{sessions::Door, sql};
use testkit::{Backend, TestDb, Visitor};

#[path = "shared/large_shop.rs"]
mod large_shop;
#[path = "shared/program.rs"]
mod program;

/// Three years from November 2023 on.
const SPAN: i64 = 3 * 365 * 86_400_000;
const BEGIN: i64 = 1_700_000_000_000;
/// How often each page is asked for.
const TIMES: usize = 40;

const MONTH: &str = "tanggal_transaksi__gte=2026-10-01&tanggal_transaksi__lte=2026-10-31";
const YEAR: &str = "tanggal_transaksi__gte=2026-01-01&tanggal_transaksi__lte=2026-12-31";

fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("dashboard", "/admin/".to_owned()),
        ("orders", "/admin/pesanan/".to_owned()),
        ("orders, by number", "/admin/pesanan/?q=%23250000".to_owned()),
        ("orders, by name", "/admin/pesanan/?q=nomor%2077".to_owned()),
        ("customers", "/admin/pelanggan/".to_owned()),
        ("customers, by name", "/admin/pelanggan/?q=nomor%2077".to_owned()),
        ("stock ledger", "/admin/stok/".to_owned()),
        ("transactions, a month", format!("/laporan/transaksi/?{MONTH}")),
        ("best sellers, a month", format!("/laporan/produk-terlaris/?{MONTH}")),
        ("customers, a month", format!("/laporan/pelanggan/?{MONTH}")),
        ("discounts, a month", format!("/laporan/diskon/?{MONTH}")),
        ("revenue, a month", format!("/laporan/omzet/?{MONTH}")),
        ("revenue, a year", format!("/laporan/omzet/?{YEAR}")),
        ("transactions, a month, CSV", format!("/laporan/transaksi/berkas/csv/?{MONTH}")),
        ("transactions, a month, XLSX", format!("/laporan/transaksi/berkas/xlsx/?{MONTH}")),
    ]
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let thousands: i64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100);
    let only = std::env::args().nth(2).unwrap_or_default();
    println!("| Database | Page | p50 | p95 |");
    println!("|---|---|---:|---:|");
    for (name, backend) in [("SQLite", Backend::Sqlite), ("PostgreSQL", Backend::Postgres)] {
        if only.is_empty() || name.eq_ignore_ascii_case(&only) {
            measure(name, backend, thousands * 1000).await?;
        }
    }
    Ok(())
}

async fn measure(name: &str, backend: Backend, customers: i64) -> anyhow::Result<()> {
    let test = TestDb::open(backend).await;
    let began = Instant::now();
    large_shop::fill(&test, customers, SPAN / (customers * 5)).await?;
    ledger(&test).await?;
    eprintln!("{name}: {customers} customers and {} orders in {:.0?}", customers * 5, began.elapsed());
    test.clock.set(UtcMillis::new(BEGIN + SPAN));
    let app = program::open(&test)?;
    let mut office = office(&app).await?;
    for (page, address) in pages() {
        let mut times = Vec::with_capacity(TIMES);
        for _ in 0..TIMES {
            let began = Instant::now();
            let reply = office.get(&address).await;
            times.push(began.elapsed());
            anyhow::ensure!(reply.status == 200, "{address}: {}", reply.status);
            if began.elapsed() > Duration::from_secs(2) && times.len() >= 5 {
                break;
            }
        }
        times.sort();
        let (half, most) = (times[times.len() / 2], times[times.len() * 95 / 100]);
        println!("| {name} | {page} | {half:.1?} | {most:.1?} |");
    }
    app.db.close().await;
    Ok(())
}

async fn office(app: &Arc<App>) -> anyhow::Result<Visitor> {
    let mut tx = app.db.begin().await?;
    let (name, username) = (PersonName::parse("Kantor")?, Username::parse("kantor")?);
    let admin = store::accounts::insert_admin(&mut tx, &name, &username, "owner", "x").await?;
    tx.commit().await?;
    let admin = admin.ok_or_else(|| anyhow::anyhow!("the name is free"))?;
    let token = ops::accounts::open_first_session(app, Door::Admin, admin.get(), None).await;
    let token = token.map_err(|error| anyhow::anyhow!("no session: {error:?}"))?;
    Ok(Visitor::new(shop::web::router(app.clone())).with_cookie(cookies::of_door(Door::Admin), token.as_str()))
}

/// The ledger of what was sold.
async fn ledger(test: &TestDb) -> anyhow::Result<()> {
    let mut tx = test.db.begin().await?;
    sql!(
        "INSERT INTO stock_movements (product_id, order_id, kind, delta_on_hand, delta_reserved, actor, actor_name, created_at)
         SELECT l.product_id, l.order_id, 'sell', -l.quantity, 0, 'admin', 'Kantor', o.placed_at
         FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.state = 'completed' ORDER BY l.id"
    )
    .run(&mut tx)
    .await?;
    sql!("ANALYZE").run(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
