//! The face of the two databases: a connection to read with, a transaction to write in.

use domain::time::UtcMillis;
use sqlx::{Postgres, Sqlite, Transaction, pool::PoolConnection, postgres::PgConnection, sqlite::SqliteConnection};

use crate::{Commit, Hints, Recipient, Result};

/// A borrowed connection of either database, on which a statement runs.
pub enum Link<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

/// Anything a statement can run on: [`Conn`] and [`Tx`].
pub trait OnLink: Send {
    fn link(&mut self) -> Link<'_>;
}

/// A connection for reading. On SQLite it comes from the read-only pool and can change nothing.
pub enum Conn {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl OnLink for Conn {
    fn link(&mut self) -> Link<'_> {
        match self {
            Self::Sqlite(conn) => Link::Sqlite(&mut *conn),
            Self::Postgres(conn) => Link::Postgres(&mut *conn),
        }
    }
}

/// The transaction of either database.
pub(crate) enum TxInner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// What River answers.
type River<T> = std::result::Result<T, riverqueue::Error>;

/// One write transaction: all or nothing. It carries the time of the operation and what others are told after the commit.
/// Dropped without [`Tx::commit`], nothing of it remains.
pub struct Tx {
    pub(crate) inner: TxInner,
    now: UtcMillis,
    hints: Hints,
    listener: Option<Commit>,
}

impl OnLink for Tx {
    fn link(&mut self) -> Link<'_> {
        match &mut self.inner {
            TxInner::Sqlite(tx) => Link::Sqlite(tx),
            TxInner::Postgres(tx) => Link::Postgres(tx),
        }
    }
}

impl Tx {
    pub(crate) fn new(inner: TxInner, now: UtcMillis, listener: Option<Commit>) -> Self {
        Self { inner, now, hints: Hints::default(), listener }
    }

    /// The time at which the operation happens (one instant for all its rows).
    pub fn now(&self) -> UtcMillis {
        self.now
    }

    /// Tells the live channel, after the commit, that somebody has something new.
    pub fn hint_notified(&mut self, recipient: Recipient) {
        self.hints.notified.push(recipient);
    }

    /// Tells the live channel, after the commit, that customers from one id to another may have something new.
    pub fn hint_customers(&mut self, from: i64, to: i64) {
        self.hints.customers = Some(match self.hints.customers {
            Some((first, last)) => (first.min(from), last.max(to)),
            None => (from, to),
        });
    }

    /// Tells the catalogue snapshot, after the commit, that stock moved.
    pub fn hint_stock(&mut self) {
        self.hints.stock = true;
    }

    /// Tells the catalogue snapshot, after the commit, that products, categories, discounts or settings were edited.
    pub fn hint_catalogue(&mut self) {
        self.hints.catalogue = true;
    }

    /// Makes everything true at once, then gives the hints to whoever listens.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            TxInner::Sqlite(tx) => tx.commit().await?,
            TxInner::Postgres(tx) => tx.commit().await?,
        }
        if let Some(listener) = self.listener
            && !self.hints.is_empty()
        {
            listener(self.hints);
        }
        Ok(())
    }

    /// Makes a job of River run again, in this transaction.
    pub async fn retry_job(&mut self, client: &riverqueue::Client, id: i64) -> River<riverqueue::JobRow> {
        let request = client.jobs().retry(id);
        match &mut self.inner {
            TxInner::Sqlite(tx) => request.tx(tx).await,
            TxInner::Postgres(tx) => request.tx(tx).await,
        }
    }

    /// Cancels a job of River in this transaction.
    pub async fn cancel_job(&mut self, client: &riverqueue::Client, id: i64) -> River<riverqueue::JobRow> {
        let request = client.jobs().cancel(id);
        match &mut self.inner {
            TxInner::Sqlite(tx) => request.tx(tx).await,
            TxInner::Postgres(tx) => request.tx(tx).await,
        }
    }

    /// Removes jobs of River in this transaction.
    pub async fn delete_jobs(
        &mut self,
        client: &riverqueue::Client,
        params: riverqueue::JobDeleteManyParams,
    ) -> River<Vec<riverqueue::JobRow>> {
        let request = client.jobs().delete_many(params);
        match &mut self.inner {
            TxInner::Sqlite(tx) => request.tx(tx).await,
            TxInner::Postgres(tx) => request.tx(tx).await,
        }
    }

    /// Stops or resumes a queue of River in this transaction.
    pub async fn pause_queue(&mut self, client: &riverqueue::Client, queue: &str, paused: bool) -> River<()> {
        let queues = client.queues();
        match (&mut self.inner, paused) {
            (TxInner::Sqlite(tx), true) => queues.pause(queue).tx(tx).await.map(drop),
            (TxInner::Sqlite(tx), false) => queues.resume(queue).tx(tx).await.map(drop),
            (TxInner::Postgres(tx), true) => queues.pause(queue).tx(tx).await.map(drop),
            (TxInner::Postgres(tx), false) => queues.resume(queue).tx(tx).await.map(drop),
        }
    }

    /// Writes a job of River in this transaction, so that neither exists without the other (domain.md §9).
    pub async fn enqueue<A: riverqueue::JobArgs>(
        &mut self,
        client: &riverqueue::Client,
        args: A,
        opts: riverqueue::InsertOpts,
    ) -> Result<i64> {
        let request = client.insert(args).opts(opts);
        let inserted = match &mut self.inner {
            TxInner::Sqlite(tx) => request.tx(tx).await,
            TxInner::Postgres(tx) => request.tx(tx).await,
        };
        inserted.map(|job| job.id()).map_err(|error| crate::StoreError::Queue(error.to_string()))
    }
}
