//! The running shop: what handlers, operations and commands share.

use std::sync::{Arc, OnceLock};

use domain::time::Clock;
use store::{Db, DbOptions, Hints, StoreError};
use tokio::sync::OnceCell;

use crate::{
    entropy::Entropy,
    files::{FileStore, uploads::Uploads},
    limits::Limiter,
    mail::Mailer,
    metrics::Metrics,
    notices::{hub::Hub, news::News, relay::Health},
    passwords::Passwords,
    snapshot::{Snapshot, Snapshots},
};

/// Failures of sign-in and numbers of registrations, slowed down by name and by address.
#[derive(Debug)]
pub struct Limits {
    pub by_name: Limiter,
    pub by_address: Limiter,
    pub registrations: Limiter,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            by_name: Limiter::default(),
            // A whole village may share one address of a mobile network.
            by_address: Limiter::with_free(60),
            registrations: Limiter::with_free(30),
        }
    }
}

/// Everything a request needs; one for the whole process.
pub struct App {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub passwords: Passwords,
    pub uploads: Uploads,
    pub hub: Hub,
    pub limits: Limits,
    pub mailer: Arc<Mailer>,
    /// The name of the worker in this process, when there is one.
    pub worker: OnceLock<String>,
    /// What the ways out of mails are sealed with, once it is known (`mail::way_out`).
    pub unsubscribe_secret: OnceCell<Vec<u8>>,
    /// Writes jobs into transactions; works none itself.
    pub queue: riverqueue::Client,
    /// Figures for whoever watches the program.
    pub metrics: Metrics,
    /// Opens the figures to who is not on this machine.
    pub metrics_token: Option<String>,
    /// How the line to the other processes is.
    pub line: Arc<Health>,
    /// Cookies are marked secure (the shop is reached by https).
    pub secure: bool,
    /// Believe the address a proxy tells.
    pub behind_proxy: bool,
    snapshots: Arc<Snapshots>,
}

/// How to build the app.
pub struct AppOptions<'a> {
    pub database: &'a DbOptions,
    pub files: Arc<dyn FileStore>,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub secure: bool,
    pub behind_proxy: bool,
    pub metrics_token: Option<String>,
    pub mail: Arc<Mailer>,
}

impl App {
    /// Opens the database, brings it up to date, and connects commits with the live channel and the catalogue.
    pub async fn start(options: AppOptions<'_>) -> Result<Arc<Self>, StoreError> {
        let db = Db::open(options.database, options.clock.clone()).await?;
        db.migrate().await?;
        Self::assemble(db, options)
    }

    /// Builds the app on a database that is open and up to date.
    pub fn assemble(db: Db, options: AppOptions<'_>) -> Result<Arc<Self>, StoreError> {
        let hub = Hub::default();
        let metrics = Metrics::new();
        let snapshots = Arc::new(Snapshots::counted(metrics.catalogue_reads.clone()));
        let (told_hub, told_snapshots) = (hub.clone(), snapshots.clone());
        let db = db.with_listener(Arc::new(move |hints: Hints| {
            if hints.catalogue {
                told_snapshots.invalidate();
            }
            if hints.stock {
                told_snapshots.stock_moved();
            }
            told_hub.committed(&hints);
        }));
        let queue = db.queue_writer()?;
        Ok(Arc::new(Self {
            clock: options.clock,
            passwords: Passwords::new(options.entropy.clone()),
            uploads: Uploads::new(options.files, options.entropy.clone()),
            entropy: options.entropy,
            hub,
            limits: Limits::default(),
            mailer: options.mail,
            worker: OnceLock::new(),
            unsubscribe_secret: OnceCell::new(),
            secure: options.secure,
            behind_proxy: options.behind_proxy,
            metrics,
            metrics_token: options.metrics_token,
            line: Arc::default(),
            snapshots,
            queue,
            db,
        }))
    }

    /// What another process committed: pages look again, the catalogue is read anew.
    pub fn heard(&self, news: News) {
        if news.catalogue {
            self.snapshots.invalidate();
        }
        if news.stock {
            self.snapshots.stock_moved();
        }
        self.hub.heard(news);
    }

    /// Whether the catalogue in memory is the present one, with nothing being read beside the pages.
    pub fn catalogue_is_settled(&self) -> bool {
        self.snapshots.is_settled()
    }

    /// The same read anew, for whoever was just told that it is not as the one in memory says.
    pub async fn fresh_snapshot(&self) -> Result<Arc<Snapshot>, StoreError> {
        self.snapshots.invalidate();
        self.snapshot().await
    }

    /// The public catalogue and the settings as they are now.
    pub async fn snapshot(&self) -> Result<Arc<Snapshot>, StoreError> {
        self.snapshots.present(&self.db).await
    }
}
