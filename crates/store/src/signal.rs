//! How processes of one shop tell each other to look: NOTIFY and LISTEN on PostgreSQL, a look at the file on SQLite. Only hints
//! travel; the rows stay the truth, so a lost hint costs a later read and nothing else (docs/decisions/0008).

use sqlx::{
    ConnectOptions as _, Connection as _,
    postgres::{PgConnection, PgListener, PgPoolOptions},
    sqlite::SqliteConnection,
};

use crate::{Db, OnLink, Recipient, Result, StoreError, link::Link, record, sql};

/// The channel of PostgreSQL; it belongs to one database and so to one shop.
const CHANNEL: &str = "barokah_hints";

/// More people than this are told by one word, "everybody".
const MOST_PEOPLE: i64 = 300;

/// So many of the newest notifications are looked at for read marks of another process.
const RECENT: i64 = 2_000;

fn not_postgres() -> StoreError {
    StoreError::Unusable("this database has no channel for hints".to_owned())
}

/// A connection of its own that sends hints, so that no request waits for it.
pub struct Speaker {
    conn: PgConnection,
}

impl Speaker {
    /// Connects.
    pub async fn connect(db: &Db) -> Result<Self> {
        let options = db.postgres_options().ok_or_else(not_postgres)?;
        Ok(Self { conn: options.connect().await? })
    }

    /// Sends one hint (PostgreSQL takes less than 8000 bytes).
    pub async fn say(&mut self, text: &str) -> Result<()> {
        // Not among the listed statements: SQLite has no such function.
        sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(text).execute(&mut self.conn).await?;
        Ok(())
    }

    /// Ends the connection politely.
    pub async fn close(self) {
        let _ = self.conn.close().await;
    }
}

/// A connection of its own that hears hints.
pub struct Ear {
    listener: PgListener,
}

impl Ear {
    /// Connects and listens: hints sent from now on are heard.
    pub async fn connect(db: &Db) -> Result<Self> {
        let options = db.postgres_options().ok_or_else(not_postgres)?;
        // A pool of one, because the listener finds its way back to a restarted server through it.
        let pool = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let mut listener = PgListener::connect_with(&pool.connect_with(options).await?).await?;
        listener.listen(CHANNEL).await?;
        Ok(Self { listener })
    }

    /// The next hint. `None` when the connection was lost and is back: something may have been missed.
    pub async fn hear(&mut self) -> Result<Option<String>> {
        Ok(self.listener.try_recv().await?.map(|heard| heard.payload().to_owned()))
    }
}

/// What was found in an SQLite file that somebody changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// These people have something new, or have read something.
    These(Vec<Recipient>),
    /// So many that it is cheaper to wake everybody.
    Everybody,
}

/// Watches an SQLite file for commits of any process, by a counter that costs no disk access.
pub struct FileWatch {
    conn: SqliteConnection,
    version: i64,
    newest: i64,
    read_at: i64,
}

impl OnLink for FileWatch {
    fn link(&mut self) -> Link<'_> {
        Link::Sqlite(&mut self.conn)
    }
}

record! { struct MarksRow { newest: i64, read_at: i64 } }
record! { struct ReachedRow { recipient: String, person_id: i64 } }

impl FileWatch {
    /// Begins to watch: what is committed from now on is told.
    pub async fn open(db: &Db) -> Result<Self> {
        let options =
            db.sqlite_options().ok_or_else(|| StoreError::Unusable("there is no file to watch".to_owned()))?;
        let mut watch = Self { conn: options.connect().await?, version: 0, newest: 0, read_at: 0 };
        watch.version = watch.data_version().await?;
        let marks = watch.marks().await?;
        (watch.newest, watch.read_at) = (marks.newest, marks.read_at);
        Ok(watch)
    }

    /// What changed since the last look; `None` when nothing was committed.
    pub async fn look(&mut self) -> Result<Option<Changed>> {
        let version = self.data_version().await?;
        if version == self.version {
            return Ok(None);
        }
        let marks = self.marks().await?;
        let reached = self.reached().await?;
        // Only now: a failure above is looked at again.
        (self.version, self.newest, self.read_at) = (version, marks.newest, marks.read_at);
        if reached.len() as i64 > MOST_PEOPLE {
            return Ok(Some(Changed::Everybody));
        }
        Ok(Some(Changed::These(
            reached.into_iter().filter_map(|row| Recipient::from_code(&row.recipient, row.person_id)).collect(),
        )))
    }

    /// Moves with every commit of another connection to the file.
    async fn data_version(&mut self) -> Result<i64> {
        Ok(sqlx::query_scalar("PRAGMA data_version").fetch_one(&mut self.conn).await?)
    }

    async fn marks(&mut self) -> Result<MarksRow> {
        let from = self.newest - RECENT;
        sql!(
            "SELECT CAST(COALESCE(MAX(id), 0) AS BIGINT) AS newest, CAST(COALESCE(MAX(read_at), 0) AS BIGINT) AS read_at
             FROM notifications WHERE id > $1"
        )
        .bind(from)
        .one(self)
        .await
    }

    async fn reached(&mut self) -> Result<Vec<ReachedRow>> {
        let (from, newest, read_at) = (self.newest - RECENT, self.newest, self.read_at);
        sql!(
            "SELECT DISTINCT recipient, person_id FROM notifications WHERE id > $1 AND (id > $2 OR read_at >= $3) LIMIT $4"
        )
        .bind(from)
        .bind(newest)
        .bind(read_at)
        .bind(MOST_PEOPLE + 1)
        .all(self)
        .await
    }
}
