//! How long the promo simulator takes over many orders, and how long a small read waits meanwhile: `bench/simulation`.
//!
//! Fills a fresh database with 100 000 orders of two years (or as many thousands as the first argument says), three lines and six discount
//! rows each, some on a birthday, and asks for two years with and without a change, three times each.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    discount::{BehindGift, Change, DiscountRow, Facts, Gift, Inputs, Line, Origin, Scope},
    ids::{CustomerId, DiscountId, ProductId},
    money::Rupiah,
    percent::Percent,
    quantity::Quantity,
    settings::Settings,
    time::{ShopDay, UtcMillis},
};
use shop::{
    app::App,
    ops::{
        discounts::TypedDiscount,
        pricing_record,
        simulation::{self, TypedSimulation},
    },
};
use store::sql;
use testkit::{Backend, TestDb};

#[path = "shared/program.rs"]
mod program;

/// Different orders; the others repeat them.
const KINDS: i64 = 60;
/// Milliseconds of two years without a week, so that all orders lie within 24 calendar months.
const SPAN: i64 = 700 * 86_400_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let thousands: i64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100);
    let only = std::env::args().nth(2).unwrap_or_default();
    println!("| Database | Orders | Change | Times | Bytes an order keeps | Longest small read meanwhile |");
    println!("|---|---:|---|---|---:|---:|");
    for (name, backend) in [("SQLite", Backend::Sqlite), ("PostgreSQL", Backend::Postgres)] {
        if only.is_empty() || name.eq_ignore_ascii_case(&only) {
            measure(name, backend, thousands * 1000).await?;
        }
    }
    Ok(())
}

async fn measure(name: &str, backend: Backend, orders: i64) -> anyhow::Result<()> {
    let test = TestDb::open(backend).await;
    let bytes = fill(&test, orders).await?;
    let app = program::open(&test)?;
    let discount = TypedDiscount {
        percent: "5".to_owned(),
        scope: "cart_threshold".to_owned(),
        minimum: "300000".to_owned(),
        uses: "5000".to_owned(),
        ..TypedDiscount::default()
    };
    let none = TypedSimulation { months: "24".to_owned(), ..TypedSimulation::default() };
    let many = TypedSimulation {
        choice: "best".to_owned(),
        permanent_percent: "20".to_owned(),
        loyal_threshold: "1000000".to_owned(),
        discount,
        ..none.clone()
    };
    for (change, typed) in [("none", none), ("several", many)] {
        let mut times = Vec::new();
        for _ in 0..3 {
            let settings = Settings::default();
            let wanted = typed.checked(&settings).map_err(|error| anyhow::anyhow!("{error}"))?;
            let watch = tokio::spawn(watch(app.clone()));
            let began = Instant::now();
            let outcome = simulation::run(&app, &settings.zone, wanted).await?;
            times.push(format!("{:.2?}", began.elapsed()));
            watch.abort();
            anyhow::ensure!(outcome.total.orders == orders, "{} orders were priced", outcome.total.orders);
            anyhow::ensure!(outcome.unmatched == 0 && (outcome.changed == 0) == (change == "none"), "{outcome:?}");
        }
        let waited = LONGEST.lock().map(|mut longest| std::mem::take(&mut *longest)).unwrap_or_default();
        println!("| {name} | {orders} | {change} | {} | {bytes} | {waited:.1?} |", times.join(", "));
    }
    app.db.close().await;
    Ok(())
}

/// The longest small read so far.
static LONGEST: std::sync::Mutex<Duration> = std::sync::Mutex::new(Duration::ZERO);

/// Somebody who looks at a small thing every five milliseconds.
async fn watch(app: Arc<App>) {
    let customer = CustomerId::try_from(1).expect("an id");
    loop {
        let began = Instant::now();
        if let Ok(mut conn) = app.db.read().await {
            let _ = store::orders::by_key(&mut conn, customer, "kunci-1").await;
        }
        if let Ok(mut longest) = LONGEST.lock() {
            *longest = longest.max(began.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// What an order of a kind was priced from; every tenth one on a birthday.
fn inputs(kind: i64, now: UtcMillis, today: ShopDay) -> anyhow::Result<Inputs> {
    let settings = Settings::default();
    let product = |number: i64| ProductId::try_from(1 + number.rem_euclid(40));
    let line = |at: i64| {
        Ok::<_, domain::Problem>(Line {
            product: product(kind + at * 7)?,
            name: String::new(),
            unit_price: Rupiah::new(14_505 + kind * 1_771 + at * 333)?,
            quantity: Quantity::whole(1 + (kind * 3 + at) % 12)?,
        })
    };
    let row = |at: i64| {
        let scope = match at % 3 {
            0 => Scope::OneProduct(product(kind)?),
            1 => Scope::AllProducts,
            _ => Scope::CartThreshold { minimum: Rupiah::new(250_000 * at)? },
        };
        Ok::<_, domain::Problem>(DiscountRow {
            id: DiscountId::try_from(at + 1)?,
            customer: None,
            percent: Percent::new(2 + (kind + at) % 9)?,
            scope,
            origin: if at == 4 { Origin::Loyalty } else { Origin::Manual },
            message: String::new(),
            valid_from: Some(UtcMillis::new(if (kind + at) % 4 == 0 { now.get() * 2 } else { 1 })),
            valid_until: None,
            active: true,
            uses_left: (at == 2).then_some(3),
            created_at: UtcMillis::new(at),
        })
    };
    let gift = (kind % 10 == 0).then(|| Gift { day: today, loyal: kind % 20 == 0, favourites: Vec::new() });
    let ranked = (0..8).map(|at| product(kind + at * 7)).collect::<Result<Vec<_>, _>>()?;
    Ok(Inputs {
        lines: (0..3).map(line).collect::<Result<_, _>>()?,
        rows: (0..6).map(row).collect::<Result<_, _>>()?,
        behind_gift: gift.as_ref().map(|_| BehindGift { bought: Rupiah::from_u32(1_500_000), ranked }),
        facts: Facts { now, today, customer: CustomerId::try_from(1).ok(), birthday_gift: gift },
        rules: settings.discount_rules(),
        loyal_threshold: settings.discounts.loyal_threshold,
        favourites_count: settings.discounts.favourites_count,
    })
}

/// Writes the orders; how many bytes each keeps for this, on average.
async fn fill(test: &TestDb, orders: i64) -> anyhow::Result<usize> {
    let mut tx = test.db.begin().await?;
    if test.backend == Backend::Postgres {
        sql!("SET LOCAL session_replication_role = 'replica'").run(&mut tx).await?;
    } else {
        sql!("PRAGMA defer_foreign_keys = 1").run(&mut tx).await?;
    }
    let now = tx.now();
    let today = Settings::default().zone.day_of(now);
    let (mut kinds, mut bytes) = (Vec::new(), 0);
    for kind in 0..KINDS {
        let inputs = inputs(kind, now, today)?;
        let priced = Change::default().price(&inputs, None).map_err(|problem| anyhow::anyhow!("{problem:?}"))?;
        let kept = pricing_record::write(&inputs)?;
        bytes += kept.len();
        kinds.push([kind.into(), priced.gross.into(), priced.goods_total.into(), kept.into()]);
    }
    sql!(
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
         INSERT INTO customers (username, username_key, name, address, birth_date, phone, created_at)
         SELECT 'pelanggan' || i, 'pelanggan' || i, 'Pelanggan ' || i, 'Jl. Contoh', '1990-01-01', '081210000000', 1 FROM n"
    )
    .run(&mut tx)
    .await?;
    sql!(
        "WITH RECURSIVE k(kind, gross, total, pricing) AS (VALUES {rows:iiit}),
            n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1)
         INSERT INTO orders (customer_id, idempotency_key, placed_at, state, fulfilment, customer_name, customer_phone, address, note,
            goods_gross, discount_total, goods_total, ongkir, ongkir_paid, unique_code, transfer_now, pay_driver, explanation, proof_state, pricing)
         SELECT 1 + (n.i * 7919) % 2000, 'kunci-' || n.i, CAST($2 AS BIGINT) - CAST($3 AS BIGINT) + CAST($3 AS BIGINT) / $1 * n.i,
            'completed', 'pickup', 'Pelanggan', '081210000000', 'Jl. Contoh Nomor 1', '', k.gross, k.gross - k.total, k.total, 0,
            'on_delivery', 0, k.total, 0, '{}', 'accepted', k.pricing
         FROM n JOIN k ON k.kind = n.i % 60 ORDER BY n.i"
    )
    .bind(orders)
    .bind(now)
    .bind(SPAN)
    .rows(kinds)
    .run(&mut tx)
    .await?;
    sql!("ANALYZE").run(&mut tx).await?;
    tx.commit().await?;
    Ok(bytes / usize::try_from(KINDS)?)
}
