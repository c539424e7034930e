//! Each day, and after a customer's account was deleted: expired sessions, forgotten visitors' carts, files that nothing points at and files
//! of persons who went (docs/decisions/0020) go (domain.md §9). Finished jobs are pruned by the queue itself.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};
use store::upkeep::OrphanRow;

use super::{Ran, Task};
use crate::{
    app::App,
    files::{picture::WIDTHS, uploads::sized},
    ops,
};

/// A visitor's cart is kept as long as the cookie plausibly comes back.
const CART_HOURS: i64 = 24 * 90;
/// A file may wait this long for the transaction that names it.
const FILE_HOURS: i64 = 48;
/// Files removed in one run; more are left to the next.
const MOST_FILES: i64 = 200;
/// Whoever was deleted so long ago is cleaned up after once more.
const CLEAN_WITHIN: Duration = Duration::from_hours(48);

/// Removes what nobody needs any more.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "prune")]
pub struct Prune {
    /// When it was due, UTC milliseconds.
    pub due: i64,
}

#[async_trait]
impl Task for Prune {
    const QUEUE: &'static str = "upkeep";
    const ATTEMPTS: i32 = 5;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let mut tx = app.db.begin().await?;
        let now = tx.now();
        store::sessions::prune(&mut tx).await?;
        store::second_step::prune(&mut tx).await?;
        store::imports::prune(&mut tx, now.plus_hours(-24 * ops::imports::KEPT_DAYS), views::text::import::CLOCK)
            .await?;
        store::upkeep::prune_carts(&mut tx, now.plus_hours(-CART_HOURS)).await?;
        tx.commit().await?;
        ops::erasure::clean_again(app, CLEAN_WITHIN).await?;
        let forgotten = erase_forgotten(app).await?;
        let orphans =
            store::upkeep::orphans(&mut app.db.read().await?, now.plus_hours(-FILE_HOURS), MOST_FILES).await?;
        // The bytes first: a row that is left over is tried again, bytes without a row would stay for ever.
        for orphan in &orphans {
            for key in keys(orphan) {
                app.uploads.store().remove(&key).await?;
            }
        }
        let ids: Vec<i64> = orphans.iter().map(|orphan| orphan.id).collect();
        let mut tx = app.db.begin().await?;
        store::upkeep::forget_files(&mut tx, &ids).await?;
        tx.commit().await?;
        tracing::info!(files = orphans.len(), forgotten, "pruned");
        Ok(if orphans.len().max(forgotten) as i64 == MOST_FILES { Ran::Later(Duration::ZERO) } else { Ran::Done })
    }
}

/// Takes away the bytes of files of persons who went; how many files. Their rows stay for the books.
async fn erase_forgotten(app: &App) -> anyhow::Result<usize> {
    let files = store::upkeep::forgotten_files(&mut app.db.read().await?, MOST_FILES).await?;
    for file in &files {
        for key in keys(file) {
            app.uploads.store().remove(&key).await?;
        }
    }
    let ids: Vec<i64> = files.iter().map(|file| file.id).collect();
    let mut tx = app.db.begin().await?;
    store::upkeep::note_erased(&mut tx, &ids).await?;
    tx.commit().await?;
    Ok(ids.len())
}

fn keys(orphan: &OrphanRow) -> Vec<String> {
    if orphan.kind == "product" {
        WIDTHS.iter().map(|width| sized(&orphan.storage_key, *width)).collect()
    } else {
        vec![orphan.storage_key.clone()]
    }
}
