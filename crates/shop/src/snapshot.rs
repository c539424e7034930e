//! The catalogue in memory: products, categories, photos, everybody's discounts and the settings, read with a handful of statements
//! and shared by all pages until something of it changes (docs/architecture.md).

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use domain::{
    discount::DiscountRow,
    ids::{CategoryId, ProductId},
    quantity::Quantity,
    settings::Settings,
};
use prometheus_client::metrics::counter::Counter;
use store::{
    Db, StoreError,
    catalogue::{CategoryRow, PhotoRow, ProductRow},
};
use tokio::sync::Mutex;

use crate::ops::pricing;

/// After this long another process's changes are looked for as well.
const MAX_AGE_MILLIS: i64 = 2_000;

/// A product with its photos.
#[derive(Clone, Debug)]
pub struct Product {
    pub row: ProductRow,
    /// The first is the cover.
    pub photos: Vec<PhotoRow>,
}

impl Product {
    /// On hand − reserved.
    pub fn available(&self) -> Quantity {
        self.row.on_hand.saturating_sub(self.row.reserved)
    }

    /// Not archived.
    pub fn on_sale(&self) -> bool {
        self.row.archived_at.is_none()
    }
}

/// Everything public at one moment.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub settings: Settings,
    /// Version of the settings' row, 0 while they are the defaults.
    pub settings_version: i64,
    /// Newest first, archived ones too.
    pub products: Vec<Product>,
    by_id: HashMap<ProductId, usize>,
    /// By name, archived ones too.
    pub categories: Vec<CategoryRow>,
    /// Discounts that are for everybody.
    pub discounts: Vec<DiscountRow>,
    read_at: i64,
    edits: u64,
}

impl Snapshot {
    /// A product by its id, archived or not.
    pub fn product(&self, id: ProductId) -> Option<&Product> {
        self.by_id.get(&id).map(|at| &self.products[*at])
    }

    /// Products on sale, newest first.
    pub fn on_sale(&self) -> impl Iterator<Item = &Product> {
        self.products.iter().filter(|product| product.on_sale())
    }

    /// A category that is not archived.
    pub fn category(&self, id: CategoryId) -> Option<&CategoryRow> {
        self.categories.iter().find(|row| row.id == id && row.archived_at.is_none())
    }

    /// The cover of a product.
    pub fn cover(&self, id: ProductId) -> Option<&PhotoRow> {
        self.product(id).and_then(|product| product.photos.first())
    }
}

/// Holds the present snapshot and renews it.
///
/// What the office edits (products, categories, settings) is read anew before the next page is drawn: nobody sees the state before
/// their own change. Stock moves with every order; it is read anew beside the pages, so that no page waits for it, and whatever is
/// bought is checked against the database itself.
#[derive(Default)]
pub struct Snapshots {
    present: RwLock<Arc<Snapshot>>,
    /// Counts what was edited; a snapshot is fresh when it was begun at the present count.
    edits: AtomicU64,
    /// Stock moved since the snapshot was begun.
    moved: AtomicBool,
    reading: Mutex<()>,
    /// How often it was read, for the metrics.
    reads: Counter,
}

impl Snapshots {
    /// Nothing read yet; each reading is counted.
    pub fn counted(reads: Counter) -> Self {
        Self { edits: AtomicU64::new(1), reads, ..Self::default() }
    }

    /// Something public was edited: the next page reads anew.
    pub fn invalidate(&self) {
        self.edits.fetch_add(1, Ordering::SeqCst);
    }

    /// Stock moved: the next page asks for a new snapshot, and does not wait for it.
    pub fn stock_moved(&self) {
        self.moved.store(true, Ordering::SeqCst);
    }

    /// The present snapshot. What another process changed is seen after two seconds at the latest.
    pub async fn present(self: &Arc<Self>, db: &Db) -> Result<Arc<Snapshot>, StoreError> {
        let snapshot = self.get();
        if snapshot.edits != self.edits.load(Ordering::SeqCst) {
            return self.renew(db, &snapshot).await;
        }
        let age = db.clock().now().get() - snapshot.read_at;
        if self.moved.load(Ordering::SeqCst) || age.abs() >= MAX_AGE_MILLIS {
            self.renew_beside(db);
        }
        Ok(snapshot)
    }

    /// Whether nothing moved since the present snapshot was begun and none is being read.
    pub fn is_settled(&self) -> bool {
        let edited = self.get().edits != self.edits.load(Ordering::SeqCst);
        !edited && !self.moved.load(Ordering::SeqCst) && self.reading.try_lock().is_ok()
    }

    /// Reads a new snapshot in a task of its own, unless one is being read.
    fn renew_beside(self: &Arc<Self>, db: &Db) {
        let Ok(reading) = self.reading.try_lock() else { return };
        drop(reading);
        let (snapshots, db, old) = (self.clone(), db.clone(), self.get());
        tokio::spawn(async move {
            if let Err(error) = snapshots.renew(&db, &old).await {
                tracing::warn!(%error, "the catalogue could not be read anew");
            }
        });
    }

    /// Reads a new snapshot, or takes the one that somebody else has read meanwhile.
    async fn renew(&self, db: &Db, old: &Arc<Snapshot>) -> Result<Arc<Snapshot>, StoreError> {
        let _one_reader = self.reading.lock().await;
        let present = self.get();
        // Before reading: a change during the read makes the result stale again, never lost.
        let edits = self.edits.load(Ordering::SeqCst);
        if !Arc::ptr_eq(&present, old) && present.edits == edits {
            return Ok(present);
        }
        self.moved.store(false, Ordering::SeqCst);
        let snapshot = Arc::new(read(db, edits).await?);
        self.reads.inc();
        *self.present.write().unwrap_or_else(PoisonError::into_inner) = snapshot.clone();
        Ok(snapshot)
    }

    fn get(&self) -> Arc<Snapshot> {
        self.present.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn read(db: &Db, edits: u64) -> Result<Snapshot, StoreError> {
    let now = db.clock().now();
    let mut conn = db.read().await?;
    let settings = store::settings::load(&mut conn).await?;
    let products = store::catalogue::products(&mut conn).await?;
    let photos = store::catalogue::photos(&mut conn).await?;
    let categories = store::catalogue::categories(&mut conn).await?;
    let discounts = store::discounts::for_everybody(&mut conn).await?;
    let mut by_product: HashMap<ProductId, Vec<PhotoRow>> = HashMap::new();
    for photo in photos {
        by_product.entry(photo.product_id).or_default().push(photo);
    }
    let products: Vec<Product> = products
        .into_iter()
        .map(|row| Product { photos: by_product.remove(&row.id).unwrap_or_default(), row })
        .collect();
    let (settings, settings_version) = match settings {
        Some(row) => (parse_settings(&row.body)?, row.version),
        None => (Settings::default(), 0),
    };
    Ok(Snapshot {
        settings,
        settings_version,
        by_id: products.iter().enumerate().map(|(at, product)| (product.row.id, at)).collect(),
        products,
        categories,
        discounts: discounts.into_iter().map(pricing::public_row).collect::<Result<_, _>>()?,
        read_at: now.get(),
        edits,
    })
}

pub(crate) fn parse_settings(body: &str) -> Result<Settings, StoreError> {
    serde_json::from_str(body)
        .map_err(|cause| StoreError::Corrupt { column: "settings.body".to_owned(), cause: cause.to_string() })
}
