//! Fresh, migrated databases. PostgreSQL's address is in `BAROKAH_TEST_POSTGRES_URL` (scripts/test sets it); without one the
//! test fails: a missing server is never a skip.

use std::{
    path::PathBuf,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use domain::time::{TestClock, UtcMillis};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor,
    postgres::{PgConnectOptions, PgConnection},
};
use store::{Db, DbOptions};

/// Sunday 22 November 2026, 12.05 in Makassar: when tests begin.
pub const START: i64 = 1_795_320_300_000;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// A database of one test, migrated and empty, with its travelling clock. Gone when dropped.
pub struct TestDb {
    pub db: Db,
    pub clock: Arc<TestClock>,
    pub backend: Backend,
    pub options: DbOptions,
    guard: Guard,
}

enum Guard {
    Folder(tempfile::TempDir),
    Database { name: String },
}

impl TestDb {
    /// Opens a fresh database.
    pub async fn open(backend: Backend) -> Self {
        let clock = Arc::new(TestClock::new(UtcMillis::from(START)));
        let (options, guard) = match backend {
            Backend::Sqlite => sqlite(),
            Backend::Postgres => postgres().await,
        };
        let db = Db::open(&options, clock.clone()).await.expect("the database opens");
        db.migrate().await.expect("the database migrates");
        Self { db, clock, backend, options, guard }
    }

    /// A folder for files beside the database.
    pub fn folder(&self) -> PathBuf {
        match &self.guard {
            Guard::Folder(folder) => folder.path().to_owned(),
            Guard::Database { name } => {
                let folder = std::env::temp_dir().join(name);
                std::fs::create_dir_all(&folder).expect("the temporary folder can be made");
                folder
            }
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let Guard::Database { name } = &self.guard else { return };
        let name = name.clone();
        let _ = std::fs::remove_dir_all(std::env::temp_dir().join(&name));
        // A thread of its own: the test's runtime cannot be blocked from inside.
        let _ = std::thread::spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
            runtime.block_on(async {
                let mut server = server().await;
                let _ = server.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))).await;
            });
        })
        .join();
    }
}

fn sqlite() -> (DbOptions, Guard) {
    let folder = tempfile::Builder::new().prefix("barokah-test-").tempdir().expect("a temporary folder can be made");
    (DbOptions::Sqlite { file: folder.path().join("barokah.db") }, Guard::Folder(folder))
}

fn server_options() -> PgConnectOptions {
    let url = std::env::var("BAROKAH_TEST_POSTGRES_URL")
        .expect("BAROKAH_TEST_POSTGRES_URL is not set: run the tests by scripts/test, which starts PostgreSQL");
    PgConnectOptions::from_str(&url).expect("BAROKAH_TEST_POSTGRES_URL is an address")
}

async fn server() -> PgConnection {
    server_options().connect().await.expect("the PostgreSQL of the tests answers")
}

/// A copy of a database that was migrated once: copying is quicker than migrating for every test.
async fn postgres() -> (DbOptions, Guard) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let template = format!("barokah_template_{:x}", store::migrate::fingerprint());
    let mut server = server().await;
    // One process makes the template, the others wait; copying also needs that nobody is connected to it.
    server.execute("SELECT pg_advisory_lock(7022350)").await.expect("the lock is given");
    make_template(&mut server, &template).await;
    let name = format!("barokah_t_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let copy = format!("CREATE DATABASE {name} TEMPLATE {template}");
    server
        .execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")))
        .await
        .expect("an old one goes");
    server.execute(AssertSqlSafe(copy)).await.expect("the template can be copied");
    server.execute("SELECT pg_advisory_unlock(7022350)").await.expect("the lock is given back");
    server.close().await.expect("the connection closes");
    let url = address(&name);
    (DbOptions::Postgres { url, connections: 8 }, Guard::Database { name })
}

async fn make_template(server: &mut PgConnection, template: &str) {
    let found: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM pg_database WHERE datname = $1")
        .bind(template)
        .fetch_one(&mut *server)
        .await
        .expect("the list of databases can be read");
    if found == 1 {
        return;
    }
    let building = format!("{template}_building");
    server
        .execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)")))
        .await
        .expect("no leftover");
    server.execute(AssertSqlSafe(format!("CREATE DATABASE {building}"))).await.expect("the template can be made");
    let options = DbOptions::Postgres { url: address(&building), connections: 2 };
    let db = Db::open(&options, Arc::new(TestClock::new(UtcMillis::from(START)))).await.expect("opens");
    db.migrate().await.expect("the template migrates");
    db.close().await;
    let rename = format!("ALTER DATABASE {building} RENAME TO {template}");
    server.execute(AssertSqlSafe(rename)).await.expect("the template gets its name");
}

fn address(database: &str) -> String {
    server_options().database(database).to_url_lossy().to_string()
}
