//! The face of the two databases: every statement is understood by both, both have the same tables, and a job of the queue
//! joins a business transaction.

use std::collections::BTreeMap;

use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Connection, Executor, SqlSafeStr};
use store::{Db, DbOptions, dialect::Dialect, statement::STATEMENTS};
use testkit::{TestDb, on_both_databases};

on_both_databases! {
    every_statement_is_understood,
    a_job_joins_the_transaction,
    a_job_goes_when_the_transaction_does,
    migrating_twice_changes_nothing,
    processes_that_start_at_once_take_turns_to_migrate,
    the_ledger_the_timeline_and_the_audit_log_are_append_only,
}

async fn every_statement_is_understood(test: TestDb) {
    assert!(STATEMENTS.len() > 80, "the linker collected only {} statements", STATEMENTS.len());
    for statement in STATEMENTS {
        for rows in if statement.has_list() { 1..3 } else { 1..2 } {
            let text = statement.render(test.db.dialect(), rows);
            let prepared = match &test.options {
                DbOptions::Sqlite { file } => {
                    let address = format!("sqlite://{}", file.display());
                    let mut conn = sqlx::SqliteConnection::connect(&address).await.expect("connects");
                    conn.prepare(AssertSqlSafe(text.clone()).into_sql_str()).await.map(drop)
                }
                DbOptions::Postgres { url, .. } => {
                    let mut conn = sqlx::PgConnection::connect(url).await.expect("connects");
                    conn.prepare(AssertSqlSafe(text.clone()).into_sql_str()).await.map(drop)
                }
            };
            assert!(prepared.is_ok(), "{}: {:?}\n{text}", statement.place, prepared.err());
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "proof_of_the_face")]
struct Proof {
    order: i64,
}

store::record! { struct Count { count: i64 } }

async fn jobs(test: &TestDb) -> i64 {
    let mut tx = test.db.begin().await.expect("begins");
    store::sql!("SELECT COUNT(*) AS count FROM river_job").one::<Count>(&mut tx).await.expect("counts").count
}

async fn a_job_joins_the_transaction(test: TestDb) {
    let client = test.db.queue_writer().expect("the client is built");
    let mut tx = test.db.begin().await.expect("begins");
    store::settings::save(&mut tx, "{}", 0).await.expect("saves");
    let id = tx.enqueue(&client, Proof { order: 7 }, riverqueue::InsertOpts::default()).await.expect("enqueues");
    assert!(id > 0);
    tx.commit().await.expect("commits");
    assert_eq!(jobs(&test).await, 1);
    let mut conn = test.db.read().await.expect("reads");
    assert!(store::settings::load(&mut conn).await.expect("loads").is_some());
}

async fn a_job_goes_when_the_transaction_does(test: TestDb) {
    let client = test.db.queue_writer().expect("the client is built");
    let mut tx = test.db.begin().await.expect("begins");
    store::settings::save(&mut tx, "{}", 0).await.expect("saves");
    tx.enqueue(&client, Proof { order: 7 }, riverqueue::InsertOpts::default()).await.expect("enqueues");
    drop(tx);
    assert_eq!(jobs(&test).await, 0);
    let mut conn = test.db.read().await.expect("reads");
    assert!(store::settings::load(&mut conn).await.expect("loads").is_none());
}

async fn migrating_twice_changes_nothing(test: TestDb) {
    test.db.migrate().await.expect("migrates again");
    let (known, has) = store::migrate::versions(&test.db).await.expect("reads versions");
    assert_eq!(known, has);
}

async fn the_ledger_the_timeline_and_the_audit_log_are_append_only(test: TestDb) {
    let fields = store::catalogue::ProductFields {
        name: "Roster".into(),
        description: String::new(),
        category_id: None,
        price: domain::money::Rupiah::ZERO,
        unit: "biji".into(),
        step: domain::quantity::Quantity::ONE,
        minimum: domain::quantity::Quantity::ONE,
        weight_grams: None,
    };
    let by = store::places::By { actor: domain::order::Actor::Admin, id: Some(1), name: "Tes".into(), kind: None };
    let mut tx = test.db.begin().await.expect("begins");
    let product = store::catalogue::insert_product(&mut tx, &fields).await.expect("inserts");
    assert!(store::stock::adjust(&mut tx, product, "restock", 5_000, "tes", &by).await.expect("adjusts"));
    let object = domain::audit::Object::from(product);
    store::audit::add(&mut tx, &by, domain::audit::Act::StockMoved, &object, "[]").await.expect("adds");
    tx.commit().await.expect("commits");
    for text in [
        "UPDATE stock_movements SET delta_on_hand = 1",
        "DELETE FROM stock_movements",
        "UPDATE audit_log SET actor_name = 'orang lain'",
        "DELETE FROM audit_log",
    ] {
        let refused = match &test.options {
            DbOptions::Sqlite { file } => {
                let address = format!("sqlite://{}", file.display());
                let mut conn = sqlx::SqliteConnection::connect(&address).await.expect("connects");
                conn.execute(text).await.map(drop)
            }
            DbOptions::Postgres { url, .. } => {
                let mut conn = sqlx::PgConnection::connect(url).await.expect("connects");
                conn.execute(text).await.map(drop)
            }
        };
        assert!(refused.expect_err("must be refused").to_string().contains("append-only"));
    }
}

/// Table → column → (may be empty). Types are compared by what the migration says, through [`Dialect::part_of_migration`].
type Schema = BTreeMap<String, BTreeMap<String, bool>>;

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let sqlite = sqlite_schema(&TestDb::open(testkit::Backend::Sqlite).await).await;
    let postgres = postgres_schema(&TestDb::open(testkit::Backend::Postgres).await).await;
    assert!(sqlite.len() > 20, "only {} tables", sqlite.len());
    assert_eq!(sqlite, postgres);
}

fn ours(table: &str) -> bool {
    !table.starts_with("river_") && !table.starts_with("sqlite_")
}

async fn sqlite_schema(test: &TestDb) -> Schema {
    let DbOptions::Sqlite { file } = &test.options else { unreachable!("opened as SQLite") };
    let mut conn = sqlx::SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.expect("connects");
    let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
        "SELECT m.name, c.name, c.\"notnull\", c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
    )
    .fetch_all(&mut conn)
    .await
    .expect("reads");
    let mut schema = Schema::new();
    for (table, column, not_null, key) in rows.into_iter().filter(|row| ours(&row.0)) {
        schema.entry(table).or_default().insert(column, not_null == 0 && key == 0);
    }
    schema
}

async fn postgres_schema(test: &TestDb) -> Schema {
    let DbOptions::Postgres { url, .. } = &test.options else { unreachable!("opened as PostgreSQL") };
    let mut conn = sqlx::PgConnection::connect(url).await.expect("connects");
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT c.table_name::text, c.column_name::text, c.is_nullable::text FROM information_schema.columns c
         JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema
         WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'",
    )
    .fetch_all(&mut conn)
    .await
    .expect("reads");
    let mut schema = Schema::new();
    for (table, column, nullable) in rows.into_iter().filter(|row| ours(&row.0)) {
        schema.entry(table).or_default().insert(column, nullable == "YES");
    }
    schema
}

#[test]
fn lists_are_rendered_with_a_typed_value_for_each_place() {
    let statement = store::statement::Statement { text: "A $1 {rows:it} B", place: "here" };
    assert_eq!(
        statement.render(Dialect::Sqlite, 2),
        "A $1 (CAST($2 AS BIGINT), CAST($3 AS TEXT)), (CAST($4 AS BIGINT), CAST($5 AS TEXT)) B"
    );
    let locking = store::statement::Statement { text: "SELECT 1 FROM t p {lock:p}", place: "here" };
    assert_eq!(locking.render(Dialect::Postgres, 0), "SELECT 1 FROM t p FOR NO KEY UPDATE OF p");
    assert_eq!(locking.render(Dialect::Sqlite, 0), "SELECT 1 FROM t p ");
}

/// An empty database beside the test's own.
async fn empty(test: &TestDb) -> DbOptions {
    match &test.options {
        DbOptions::Sqlite { file } => DbOptions::Sqlite { file: file.with_file_name("baru.db") },
        DbOptions::Postgres { url, connections } => {
            let mut conn = sqlx::PgConnection::connect(url).await.expect("connects");
            let (rest, name) =
                url.split('?').next().and_then(|url| url.rsplit_once('/')).expect("an address with a name");
            conn.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name}_new WITH (FORCE)")))
                .await
                .expect("drops");
            conn.execute(AssertSqlSafe(format!("CREATE DATABASE {name}_new"))).await.expect("creates");
            DbOptions::Postgres { url: format!("{rest}/{name}_new"), connections: *connections }
        }
    }
}

async fn processes_that_start_at_once_take_turns_to_migrate(test: TestDb) {
    let options = empty(&test).await;
    let mut starting = Vec::new();
    for _ in 0..3 {
        let (options, clock) = (options.clone(), test.clock.clone());
        starting.push(tokio::spawn(async move {
            let db = Db::open(&options, clock).await.expect("opens");
            db.migrate().await.expect("migrates");
            let versions = store::migrate::versions(&db).await.expect("reads");
            db.close().await;
            versions
        }));
    }
    for started in starting {
        let (known, has) = started.await.expect("starts");
        assert_eq!(known, has);
    }
    if let DbOptions::Postgres { url, .. } = &test.options {
        let name = url.split('?').next().and_then(|url| url.rsplit_once('/')).expect("a name").1;
        let mut conn = sqlx::PgConnection::connect(url).await.expect("connects");
        conn.execute(AssertSqlSafe(format!("DROP DATABASE {name}_new WITH (FORCE)"))).await.expect("drops");
    }
}
