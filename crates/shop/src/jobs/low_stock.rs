//! Low stock is told to the admins once for each fall (domain.md §10).

use std::sync::Arc;

use async_trait::async_trait;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};
use store::notifications::To;
use views::notices;

use super::{Ran, Task};
use crate::{app::App, ops::bell};

/// Tells of products that fell below the threshold (⚙) since the last look.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "low_stock")]
pub struct LowStock {
    /// When it was due, UTC milliseconds.
    pub due: i64,
}

#[async_trait]
impl Task for LowStock {
    const QUEUE: &'static str = "upkeep";
    const ATTEMPTS: i32 = 5;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let threshold = app.snapshot().await?.settings.low_stock_threshold;
        let mut tx = app.db.begin().await?;
        let low = store::upkeep::claim_low_stock(&mut tx, threshold).await?;
        let notice =
            |row: &store::upkeep::LowRow| notices::admin_low_stock(row.id, &row.name, row.available, &row.unit);
        let told: Vec<_> = low.iter().map(|row| bell::tell(To::Admins, notice(row))).collect();
        bell::write(&mut tx, &told).await?;
        tx.commit().await?;
        Ok(Ran::Done)
    }
}
