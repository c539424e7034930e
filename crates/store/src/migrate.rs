//! Migrations of the shop's tables: numbered SQL files, each run once, in a transaction of its own.

use std::fs::File;

use crate::{
    Db, Result, StoreError, Tx,
    dialect::Dialect,
    link::{Link, OnLink},
    record, sql,
};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, postgres::PgConnection};

/// All migrations, oldest first. Never change one that was released: add the next.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "shop", include_str!("../migrations/0001_shop.sql")),
    (2, "heart", include_str!("../migrations/0002_heart.sql")),
    (3, "broadcasts", include_str!("../migrations/0003_broadcasts.sql")),
    (4, "discounts", include_str!("../migrations/0004_discounts.sql")),
    (5, "birthdays", include_str!("../migrations/0005_birthdays.sql")),
    (6, "crm", include_str!("../migrations/0006_crm.sql")),
    (7, "segments", include_str!("../migrations/0007_segments.sql")),
    (8, "pricing_inputs", include_str!("../migrations/0008_pricing_inputs.sql")),
    (9, "reports", include_str!("../migrations/0009_reports.sql")),
    (11, "audit", include_str!("../migrations/0011_audit.sql")),
    (12, "office_orders", include_str!("../migrations/0012_office_orders.sql")),
    (13, "yard", include_str!("../migrations/0013_yard.sql")),
    (14, "imports", include_str!("../migrations/0014_imports.sql")),
    (15, "deleted_customers", include_str!("../migrations/0015_deleted_customers.sql")),
    (16, "search", include_str!("../migrations/0016_search.sql")),
    (17, "gifts_in_sets", include_str!("../migrations/0017_gifts_in_sets.sql")),
    (18, "trigrams", include_str!("../migrations/0018_trigrams.sql")),
];

/// Number of the lock under which River's tables and ours are migrated; held by a connection, not by a transaction.
const TURN: &str = "SET lock_timeout = 0; SELECT pg_advisory_lock(7022348)";

/// A process's turn to migrate. River's migrations do not wait for each other by themselves, so whoever comes second would fail.
/// A process that dies gives its turn back.
pub(crate) enum Turn {
    Postgres(PgConnection),
    /// A lock on a file beside the database, not on the database itself, which SQLite locks as it needs.
    File(#[allow(dead_code, reason = "held, not read")] File),
}

impl Turn {
    /// Waits for it.
    pub(crate) async fn take(db: &Db) -> Result<Self> {
        if let Some(options) = db.postgres_options() {
            let mut conn = options.connect().await?;
            conn.execute(sqlx::raw_sql(TURN)).await?;
            return Ok(Self::Postgres(conn));
        }
        let path = db.sqlite_options().map(|options| options.get_filename().with_extension("lock")).unwrap_or_default();
        let locked = tokio::task::spawn_blocking(move || {
            let file = File::options().create(true).append(true).open(path)?;
            file.lock().map(|()| file)
        });
        match locked.await {
            Ok(Ok(file)) => Ok(Self::File(file)),
            Ok(Err(error)) => Err(StoreError::Unusable(format!("the data folder cannot be locked: {error}"))),
            Err(error) => Err(StoreError::Unusable(error.to_string())),
        }
    }

    /// Lets the next one go on.
    pub(crate) async fn give_back(self) {
        if let Self::Postgres(conn) = self {
            let _ = conn.close().await;
        }
    }
}

/// Number shared by all processes that migrate a PostgreSQL database at the same time ("barokah" in ASCII, shortened).
const LOCK: &str = "SELECT pg_advisory_xact_lock(7022349)";

record! { struct VersionRow { version: i64 } }

/// Runs what has not run yet. Any number of processes may start at once.
pub async fn run(db: &Db) -> Result<()> {
    let dialect = db.dialect();
    for &(version, name, text) in MIGRATIONS {
        let mut tx = db.begin().await?;
        if dialect == Dialect::Postgres {
            script(&mut tx, LOCK).await?;
        }
        script(&mut tx, "CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)").await?;
        let done = sql!("SELECT version FROM schema_migrations WHERE version = $1")
            .bind(version)
            .optional::<VersionRow>(&mut tx)
            .await?;
        if done.is_none() {
            script(&mut tx, &dialect.part_of_migration(text)).await?;
            let now = tx.now();
            sql!("INSERT INTO schema_migrations (version, name, applied_at) VALUES ($1, $2, $3)")
                .bind(version)
                .bind(name)
                .bind(now)
                .run(&mut tx)
                .await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// The newest migration this program knows, and the newest the database has.
pub async fn versions(db: &Db) -> Result<(i64, i64)> {
    let mut conn = db.read().await?;
    let row = sql!("SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) AS version FROM schema_migrations")
        .one::<VersionRow>(&mut conn)
        .await?;
    Ok((MIGRATIONS.last().map_or(0, |last| last.0), row.version))
}

async fn script(tx: &mut Tx, text: &str) -> Result<()> {
    let text = AssertSqlSafe(text.to_owned());
    match tx.link() {
        Link::Sqlite(conn) => conn.execute(sqlx::raw_sql(text)).await.map(drop)?,
        Link::Postgres(conn) => conn.execute(sqlx::raw_sql(text)).await.map(drop)?,
    }
    Ok(())
}

/// A number that changes with any migration's text; tests name their prepared databases by it.
pub fn fingerprint() -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    MIGRATIONS.hash(&mut hasher);
    hasher.finish()
}
