//! The database of the shop: SQLite inside the data folder, or PostgreSQL by address.

use std::{path::PathBuf, str::FromStr, sync::Arc, time::Duration};

use domain::time::Clock;
use sqlx::{
    ConnectOptions as _, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Conn, Result, StoreError, Tx, dialect::Dialect, link::TxInner};

/// The first SQLite without the WAL-reset fault; older ones may lose committed data.
const SQLITE_NEEDED: i64 = 3_051_003;

/// Whom a notification reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Recipient {
    Customer(i64),
    Employee(i64),
    Admin(i64),
}

impl Recipient {
    /// The code word in the column `recipient`, and the id beside it.
    pub fn code(self) -> (&'static str, i64) {
        match self {
            Self::Customer(id) => ("customer", id),
            Self::Employee(id) => ("employee", id),
            Self::Admin(id) => ("admin", id),
        }
    }
}

/// What a committed transaction tells the rest of the program. Only hints: whoever misses one reads the database later.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    pub notified: Vec<Recipient>,
    pub catalogue: bool,
}

impl Hints {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.notified.is_empty() && !self.catalogue
    }
}

/// Called after each commit that has something to tell.
pub type Commit = Arc<dyn Fn(Hints) + Send + Sync>;

/// How to open the database.
#[derive(Clone, Debug)]
pub enum DbOptions {
    /// A file in the data folder.
    Sqlite { file: PathBuf },
    /// An address `postgres://…`.
    Postgres { url: String, connections: u32 },
}

#[derive(Clone)]
enum Pools {
    Sqlite { write: SqlitePool, read: SqlitePool },
    Postgres(PgPool),
}

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    clock: Arc<dyn Clock>,
    listener: Option<Commit>,
}

impl Db {
    /// Opens the database; does not migrate it.
    pub async fn open(options: &DbOptions, clock: Arc<dyn Clock>) -> Result<Self> {
        let pools = match options {
            DbOptions::Sqlite { file } => open_sqlite(file).await?,
            DbOptions::Postgres { url, connections } => open_postgres(url, *connections).await?,
        };
        Ok(Self { pools, clock, listener: None })
    }

    /// The same database with a listener that is told what each commit changed.
    #[must_use]
    pub fn with_listener(mut self, listener: Commit) -> Self {
        self.listener = Some(listener);
        self
    }

    /// Which database this is.
    pub fn dialect(&self) -> Dialect {
        match self.pools {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres(_) => Dialect::Postgres,
        }
    }

    /// The clock of the shop.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Conn> {
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => Conn::Sqlite(read.acquire().await?),
            Pools::Postgres(pool) => Conn::Postgres(pool.acquire().await?),
        })
    }

    /// Begins a write transaction (on SQLite the only one at that time).
    pub async fn begin(&self) -> Result<Tx> {
        let inner = match &self.pools {
            Pools::Sqlite { write, .. } => TxInner::Sqlite(riverqueue::database::begin_sqlite_write(write).await?),
            Pools::Postgres(pool) => TxInner::Postgres(riverqueue::database::begin_postgres(pool).await?),
        };
        // The time is taken after the lock is held, so that times follow the order of commits on SQLite.
        Ok(Tx::new(inner, self.clock.now(), self.listener.clone()))
    }

    /// Brings River's tables and then the shop's tables up to date.
    pub async fn migrate(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { write, .. } => {
                riverqueue::migrate::SqliteMigrator::new(write.clone()).migrate_up().await.map(drop)
            }
            Pools::Postgres(pool) => {
                riverqueue::migrate::PostgresMigrator::new(pool.clone()).migrate_up().await.map(drop)
            }
        }
        .map_err(|error| StoreError::Queue(error.to_string()))?;
        crate::migrate::run(self).await
    }

    /// A client of River that can write jobs into this database's transactions but works none itself.
    pub fn queue_writer(&self) -> Result<riverqueue::Client> {
        let builder = match &self.pools {
            Pools::Sqlite { write, .. } => riverqueue::Client::builder(write.clone()),
            Pools::Postgres(pool) => riverqueue::Client::builder(pool.clone()),
        };
        builder.build().map_err(|error| StoreError::Queue(error.to_string()))
    }

    /// Closes all connections; on SQLite this also folds the write-ahead log into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(file: &std::path::Path) -> Result<Pools> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10))
        .foreign_keys(true)
        .optimize_on_close(true, None)
        .log_slow_statements(log::LevelFilter::Off, Duration::from_secs(1));
    // One writer: transactions queue in the program instead of failing in the file.
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .test_before_acquire(false)
        .connect_with(options.clone())
        .await?;
    check_sqlite(&write).await?;
    let read = SqlitePoolOptions::new()
        .max_connections(4)
        .test_before_acquire(false)
        .connect_with(options.read_only(true).create_if_missing(false))
        .await?;
    Ok(Pools::Sqlite { write, read })
}

/// Refuses an SQLite that is too old to be trusted with the shop's books.
async fn check_sqlite(pool: &SqlitePool) -> Result<()> {
    let text: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
    let number = text.split('.').filter_map(|part| part.parse::<i64>().ok()).fold(0, |sum, part| sum * 1000 + part);
    if number < SQLITE_NEEDED {
        return Err(StoreError::Unusable(format!("SQLite {text} is too old; 3.51.3 or newer is needed")));
    }
    Ok(())
}

async fn open_postgres(url: &str, connections: u32) -> Result<Pools> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("barokah")
        // A client that vanished half-way must not hold its locks.
        .options([("idle_in_transaction_session_timeout", "30s"), ("lock_timeout", "10s")])
        .log_slow_statements(log::LevelFilter::Off, Duration::from_secs(1));
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(30))
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    Ok(Pools::Postgres(pool))
}
