//! The catalogue in memory: products, categories, photos, everybody's discounts and the settings, read with a handful of statements
//! and shared by all pages until something of it changes (docs/architecture.md).

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{
    discount::DiscountRow,
    ids::{CategoryId, FileId, ProductId},
    quantity::Quantity,
    settings::Settings,
    time::UtcMillis,
};
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

    /// Whether a file is a photo of a product.
    pub fn has_photo(&self, file: FileId) -> bool {
        self.products.iter().any(|product| product.photos.iter().any(|photo| photo.file_id == file))
    }
}

/// Holds the present snapshot and renews it.
#[derive(Default)]
pub struct Snapshots {
    present: RwLock<Arc<Snapshot>>,
    changed: AtomicBool,
    reading: Mutex<()>,
}

impl Snapshots {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self { changed: AtomicBool::new(true), ..Self::default() }
    }

    /// Something public changed in this process: the next page reads anew.
    pub fn invalidate(&self) {
        self.changed.store(true, Ordering::SeqCst);
    }

    /// The present snapshot, read anew when something changed. What another process changed is seen within two seconds.
    pub async fn present(&self, db: &Db) -> Result<Arc<Snapshot>, StoreError> {
        let now = db.clock().now();
        if self.is_fresh(now) {
            return Ok(self.get());
        }
        let _one_reader = self.reading.lock().await;
        if self.is_fresh(now) {
            return Ok(self.get());
        }
        // Before reading: a change during the read makes the result stale again, never lost.
        self.changed.store(false, Ordering::SeqCst);
        match read(db, now).await {
            Ok(snapshot) => {
                let snapshot = Arc::new(snapshot);
                *self.present.write().unwrap_or_else(PoisonError::into_inner) = snapshot.clone();
                Ok(snapshot)
            }
            Err(error) => {
                self.invalidate();
                Err(error)
            }
        }
    }

    fn get(&self) -> Arc<Snapshot> {
        self.present.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_fresh(&self, now: UtcMillis) -> bool {
        !self.changed.load(Ordering::SeqCst) && (now.get() - self.get().read_at).abs() < MAX_AGE_MILLIS
    }
}

async fn read(db: &Db, now: UtcMillis) -> Result<Snapshot, StoreError> {
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
    })
}

fn parse_settings(body: &str) -> Result<Settings, StoreError> {
    serde_json::from_str(body)
        .map_err(|cause| StoreError::Corrupt { column: "settings.body".to_owned(), cause: cause.to_string() })
}
