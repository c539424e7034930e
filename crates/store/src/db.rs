//! The database of the shop: SQLite inside the data folder, or PostgreSQL by address.

use std::{path::PathBuf, str::FromStr, sync::Arc, time::Duration};

use domain::time::Clock;
use sqlx::{
    ConnectOptions as _, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Commit, Conn, Result, StoreError, Tx, dialect::Dialect, link::TxInner};

/// The first SQLite without the WAL-reset fault; older ones may lose committed data.
const SQLITE_NEEDED: i64 = 3_051_003;

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

/// How busy a pool of connections is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolUse {
    pub name: &'static str,
    pub used: u32,
    pub idle: u32,
}

impl PoolUse {
    fn of(name: &'static str, open: u32, idle: usize) -> Self {
        let idle = idle as u32;
        Self { name, used: open.saturating_sub(idle), idle }
    }
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

    /// Brings River's tables and then the shop's tables up to date. Any number of processes may start at once: they take turns.
    pub async fn migrate(&self) -> Result<()> {
        let turn = crate::migrate::Turn::take(self).await?;
        let migrated = self.migrate_now().await;
        turn.give_back().await;
        migrated
    }

    async fn migrate_now(&self) -> Result<()> {
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

    /// Builds a client of River that works jobs. On PostgreSQL it has a small pool of its own, so that jobs and pages do not wait for
    /// each other; on SQLite it shares the one writer.
    pub fn queue_builder(&self) -> riverqueue::ClientBuilder {
        match &self.pools {
            Pools::Sqlite { write, .. } => riverqueue::Client::builder(write.clone()),
            Pools::Postgres(pool) => {
                let own = PgPoolOptions::new()
                    .max_connections(6)
                    .acquire_timeout(Duration::from_secs(30))
                    .connect_lazy_with((*pool.connect_options()).clone());
                riverqueue::Client::builder(own)
            }
        }
    }

    /// A client of River that can write jobs into this database's transactions but works none itself.
    pub fn queue_writer(&self) -> Result<riverqueue::Client> {
        let builder = match &self.pools {
            Pools::Sqlite { write, .. } => riverqueue::Client::builder(write.clone()),
            Pools::Postgres(pool) => riverqueue::Client::builder(pool.clone()),
        };
        builder.build().map_err(|error| StoreError::Queue(error.to_string()))
    }

    /// How to open a further connection to PostgreSQL, outside the pool.
    pub(crate) fn postgres_options(&self) -> Option<PgConnectOptions> {
        match &self.pools {
            Pools::Sqlite { .. } => None,
            Pools::Postgres(pool) => Some(pool.connect_options().as_ref().clone()),
        }
    }

    /// How to open a further reading connection to the SQLite file, outside the pool.
    pub(crate) fn sqlite_options(&self) -> Option<SqliteConnectOptions> {
        match &self.pools {
            Pools::Sqlite { read, .. } => Some(read.connect_options().as_ref().clone()),
            Pools::Postgres(_) => None,
        }
    }

    /// How many connections each pool has open.
    pub fn connections(&self) -> Vec<PoolUse> {
        match &self.pools {
            Pools::Sqlite { write, read } => vec![
                PoolUse::of("write", write.size(), write.num_idle()),
                PoolUse::of("read", read.size(), read.num_idle()),
            ],
            Pools::Postgres(pool) => vec![PoolUse::of("all", pool.size(), pool.num_idle())],
        }
    }

    /// A name that two databases on the same servers do not share.
    pub fn name(&self) -> String {
        match &self.pools {
            Pools::Sqlite { read, .. } => {
                let options = read.connect_options();
                let file = options.get_filename();
                file.canonicalize().unwrap_or_else(|_| file.to_owned()).display().to_string()
            }
            Pools::Postgres(pool) => pool.connect_options().get_database().unwrap_or_default().to_owned(),
        }
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
    // One writer: transactions queue in the program instead of failing in the file. It gets up to 32 MB of the file to remember, which only a
    // large shop fills: what is written for thousands at once reads their pages more than once.
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .test_before_acquire(false)
        .connect_with(options.clone().pragma("cache_size", "-32000"))
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
        // Compiling a statement of many short index look-ups takes longer than running it (docs/performance.md).
        // One text serves many questions ("no state, or this one"): a plan made without the values fits none of them. After five runs PostgreSQL
        // would change to such a plan, and a report of 26 ms took two seconds.
        .options([
            ("idle_in_transaction_session_timeout", "30s"),
            ("lock_timeout", "10s"),
            ("jit", "off"),
            ("plan_cache_mode", "force_custom_plan"),
            // With the usual 4 MB the people of a segment are looked through for every customer instead of being hashed: 30 s for 100 000.
            ("work_mem", "32MB"),
        ])
        .log_slow_statements(log::LevelFilter::Off, Duration::from_secs(1));
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(30))
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    Ok(Pools::Postgres(pool))
}
