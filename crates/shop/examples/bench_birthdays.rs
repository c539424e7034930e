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
    app::{App, AppOptions},
    entropy::SystemEntropy,
    files::local::LocalFiles,
    mail::Mailer,
    ops::{birthdays, segments::wanted},
};
use store::{segment_people, sql};
use testkit::{Backend, TestDb, statements};

/// The day on which 10 000 have their birthday.
const WORST: &str = "06-15";

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
    fill(&test, customers).await?;
    eprintln!("{name}: {customers} customers and {} orders in {:.0?}", customers * 5, began.elapsed());
    let app = app(&test)?;
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

fn app(test: &TestDb) -> anyhow::Result<Arc<App>> {
    let folder = test.folder();
    let options = AppOptions {
        database: &test.options,
        files: Arc::new(LocalFiles::new(folder.join("files"))),
        clock: test.clock.clone(),
        entropy: Arc::new(SystemEntropy),
        secure: false,
        behind_proxy: false,
        metrics_token: None,
        mail: Arc::new(Mailer::to_folder(folder.join("mails"), None, "http://bench.test")),
    };
    Ok(App::assemble(test.db.clone(), options)?)
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

/// Rows that look like a shop's: five orders a customer scattered over the ids, one or two lines each, a third of the customers loyal.
async fn fill(test: &TestDb, customers: i64) -> anyhow::Result<()> {
    let mut tx = test.db.begin().await?;
    match test.backend {
        Backend::Sqlite => sql!("PRAGMA cache_size = -3000000").run(&mut tx).await?,
        Backend::Postgres => sql!("SET LOCAL session_replication_role = 'replica'").run(&mut tx).await?,
    };
    let start = ShopDay::parse("2027-01-01")?;
    let births = (0..365).map(|at| start.plus_days(at)).enumerate();
    let births = births.map(|(at, day)| [i64::try_from(at).unwrap_or_default().into(), day.to_string()[5..].into()]);
    sql!(
        "WITH RECURSIVE d(at, births) AS (VALUES {rows:it}), n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1)
         INSERT INTO customers (username, username_key, name, address, birth_date, phone, email, email_key, consent_at, created_at)
         SELECT 'pelanggan' || n.i, 'pelanggan' || n.i, 'Pelanggan Nomor ' || n.i, 'Jl. Contoh Nomor ' || n.i,
            CAST(1950 + n.i % 55 AS TEXT) || '-' || CASE WHEN n.i % 137 = 0 THEN CAST($2 AS TEXT) ELSE d.births END, '0812' || (10000000 + n.i),
            'p' || n.i || '@example.com', 'p' || n.i || '@example.com', CASE WHEN n.i % 2 = 0 THEN 1 END, 1
         FROM n JOIN d ON d.at = (n.i * 7919) % 365"
    )
    .bind(customers)
    .bind(WORST)
    .rows(births)
    .run(&mut tx)
    .await?;
    sql!(
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 40)
         INSERT INTO products (name, description, price, unit, step, minimum, created_at)
         SELECT 'Produk ' || i, '', 10000, 'biji', 1000, 1000, 1 FROM n"
    )
    .run(&mut tx)
    .await?;
    sql!(
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1 * 5),
            o AS (SELECT i, 1 + (i * 7919) % $1 AS customer_id, 100000 + (i * 31 % 40) * 50000 AS total FROM n)
         INSERT INTO orders (customer_id, idempotency_key, placed_at, state, fulfilment, customer_name, customer_phone, address, note,
            goods_gross, discount_total, goods_total, ongkir, ongkir_paid, unique_code, transfer_now, pay_driver, explanation, proof_state)
         SELECT o.customer_id, 'kunci-' || o.i, 1700000000000 + o.i * 10000,
            CASE o.i % 10 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'paid' WHEN 2 THEN 'shipped' ELSE 'completed' END, 'pickup',
            'Pelanggan Nomor ' || o.customer_id, '081210000000', 'Jl. Contoh Nomor 1', '', o.total, 0, o.total, 0, 'on_delivery', 0,
            o.total, 0, '{}', 'accepted' FROM o ORDER BY o.i"
    )
    .bind(customers)
    .run(&mut tx)
    .await?;
    sql!(
        "WITH k(place) AS (VALUES (CAST(0 AS BIGINT)), (CAST(1 AS BIGINT)))
         INSERT INTO order_lines (order_id, position, product_id, product_name, unit, unit_price, quantity, gross, discount, verdict)
         SELECT o.id, k.place, 1 + (o.id * 13 + k.place * 7) % 40, 'Produk', 'biji', 10000, 1000 * (1 + o.id % 9), 10000, 0, '{}'
         FROM orders o JOIN k ON k.place = 0 OR o.id % 2 = 0 ORDER BY o.id, k.place"
    )
    .run(&mut tx)
    .await?;
    tx.commit().await?;
    let mut tx = test.db.begin().await?;
    sql!("ANALYZE").run(&mut tx).await?;
    if test.backend == Backend::Sqlite {
        // From here on with the little memory of a real shop.
        sql!("PRAGMA cache_size = -2000").run(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(())
}
