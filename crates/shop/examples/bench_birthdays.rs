//! How long the daily run over the birthdays takes in a large shop, and how many statements it costs: `bench/birthdays`.
//!
//! Fills a fresh database with 1 000 000 customers and 5 000 000 orders (or as many thousand customers as the first argument says), then
//! lets the days come: three usual ones and, three years in a row, one on which 10 000 people have their birthday.

use std::{sync::Arc, time::Instant};

use domain::{
    segment::{Conditions, Ready},
    time::{Clock as _, ShopDay, UtcMillis},
};
use shop::{
    app::App,
    ops::{birthdays, segments::wanted},
};
use store::segment_people;
use testkit::{Backend, TestDb, statements};

#[path = "shared/large_shop.rs"]
mod large_shop;
#[path = "shared/program.rs"]
mod program;

/// Milliseconds between two orders.
const APART: i64 = 10_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let thousands: i64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1000);
    let only = std::env::args().nth(2).filter(|name| name != "all").unwrap_or_default();
    let what =
        if std::env::args().nth(3).is_some_and(|what| what == "segments") { What::Segments } else { What::Birthdays };
    let _alone = statements::alone().await;
    what.head();
    for (name, backend) in [("SQLite", Backend::Sqlite), ("PostgreSQL", Backend::Postgres)] {
        if only.is_empty() || name.eq_ignore_ascii_case(&only) {
            measure(name, backend, thousands * 1000, what).await?;
        }
    }
    Ok(())
}

/// What is measured in the full shop.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Birthdays,
    /// `bench/segments`.
    Segments,
}

impl What {
    fn head(self) {
        match self {
            Self::Birthdays => {
                println!("| Database | Day | Birthdays | Time | Statements | Again | Trial | Page of the office |");
                println!("|---|---|---:|---:|---:|---:|---:|---:|");
            }
            Self::Segments => {
                println!("| Database | List of 18 segments | First page of the loyal |");
                println!("|---|---:|---:|");
            }
        }
    }
}

/// The list of the ready-made segments and five of the office, and a page of one; the best and the worst of three.
async fn segments(name: &str, app: &Arc<App>, test: &TestDb) -> anyhow::Result<()> {
    let settings = app.snapshot().await?.settings.clone();
    test.clock.set(UtcMillis::new(1_700_000_000_000).plus_hours(24 * 58));
    let own = [
        serde_json::json!({ "product": 7 }),
        serde_json::json!({ "product": 8, "sleeping": 20 }),
        serde_json::json!({ "spent": { "amounts": { "min": 500_000, "max": null }, "within": 30 } }),
        serde_json::json!({ "spent": { "amounts": { "min": 1, "max": 2_000_000 }, "within": null }, "consent": true }),
        serde_json::json!({ "orders": { "min": 3, "max": 5 }, "birthday": true }),
    ];
    let mut asked: Vec<Conditions> = Ready::ALL.iter().map(|ready| ready.conditions()).collect();
    for conditions in own {
        asked.push(serde_json::from_value(conditions)?);
    }
    let (mut list, mut page) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let mut conn = app.db.read().await?;
        let began = Instant::now();
        let counts = segment_people::counts(&mut conn, &wanted(&settings, test.clock.now(), &asked)).await?;
        list.push(began.elapsed());
        eprintln!("{name}: {:?}", counts.iter().map(|row| row.people).collect::<Vec<_>>());
        let began = Instant::now();
        let one = wanted(&settings, test.clock.now(), &asked[..1]);
        segment_people::people(&mut conn, &one, store::places::Page::number(1, 25)).await?;
        page.push(began.elapsed());
    }
    let span = |times: &[std::time::Duration]| {
        format!("{:.2?}–{:.2?}", times.iter().min(), times.iter().max()).replace("Some(", "").replace(')', "")
    };
    println!("| {name} | {} | {} |", span(&list), span(&page));
    Ok(())
}

async fn measure(name: &str, backend: Backend, customers: i64, what: What) -> anyhow::Result<()> {
    let test = TestDb::open(backend).await;
    let began = Instant::now();
    large_shop::fill(&test, customers, APART).await?;
    eprintln!("{name}: {customers} customers and {} orders in {:.0?}", customers * 5, began.elapsed());
    let app = program::open(&test)?;
    if what == What::Segments {
        segments(name, &app, &test).await?;
        app.db.close().await;
        return Ok(());
    }
    for day in ["2027-03-02", "2027-03-03", "2027-03-04", "2027-06-15", "2028-06-15", "2029-06-15"] {
        one_day(name, &app, &test, ShopDay::parse(day)?).await?;
    }
    app.db.close().await;
    Ok(())
}

async fn one_day(name: &str, app: &Arc<App>, test: &TestDb, day: ShopDay) -> anyhow::Result<()> {
    let settings = app.snapshot().await?.settings.clone();
    test.clock.set(settings.zone.start_of(day));
    let began = Instant::now();
    birthdays::would_grant(app, &settings, 10).await?;
    let trial = began.elapsed();
    statements::start().await;
    let began = Instant::now();
    let granted = birthdays::run(app).await?;
    let first = began.elapsed();
    let count = statements::count().await;
    let began = Instant::now();
    anyhow::ensure!(birthdays::run(app).await? == 0, "the second run granted something");
    let again = began.elapsed();
    let began = Instant::now();
    let page = store::places::Page::number(1, 25);
    store::birthday_pages::on_days(&mut app.db.read().await?, (&[day], day), 3, page).await?;
    let office = began.elapsed();
    println!("| {name} | {day} | {granted} | {first:.0?} | {count} | {again:.1?} | {trial:.0?} | {office:.1?} |");
    Ok(())
}
