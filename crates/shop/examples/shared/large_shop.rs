//! A large shop, written row by row past all operations: for measuring only.

use domain::time::ShopDay;
use store::sql;
use testkit::{Backend, TestDb};

/// The day on which 10 000 of a million have their birthday.
const WORST: &str = "06-15";

/// Rows that look like a shop's, the orders so many milliseconds apart from November 2023 on: five orders a customer scattered over the ids, one or two lines each, a third of
/// the customers loyal; a tenth is cancelled, the last 500 wait to be collected.
pub async fn fill(test: &TestDb, customers: i64, apart: i64) -> anyhow::Result<()> {
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
         SELECT o.customer_id, 'kunci-' || o.i, 1700000000000 + o.i * $2,
            CASE WHEN o.i % 10 = 0 THEN 'cancelled' WHEN o.i <= $1 * 5 - 500 THEN 'completed' ELSE 'paid' END, 'pickup',
            'Pelanggan Nomor ' || o.customer_id, '081210000000', 'Jl. Contoh Nomor 1', '', o.total, 0, o.total, 0, 'on_delivery', 0,
            o.total, 0, '{}', 'accepted' FROM o ORDER BY o.i"
    )
    .bind(customers)
    .bind(apart)
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
    settle(test).await
}

/// What the databases of a real shop have done long before its millionth customer: counted the rows, and on PostgreSQL written them out
/// and marked the pages everybody sees.
async fn settle(test: &TestDb) -> anyhow::Result<()> {
    if test.backend == Backend::Postgres {
        let mut conn = test.db.read().await?;
        sql!("VACUUM (ANALYZE)").run(&mut conn).await?;
        sql!("CHECKPOINT").run(&mut conn).await?;
        return Ok(());
    }
    let mut tx = test.db.begin().await?;
    sql!("ANALYZE").run(&mut tx).await?;
    // From here on with what the program gives its writer.
    sql!("PRAGMA cache_size = -32000").run(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
