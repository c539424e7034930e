//! Gives many customers the same discount and tells each (domain.md §9).

use std::sync::Arc;

use async_trait::async_trait;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};

use super::{Ran, Task};
use crate::{app::App, ops::discounts::batch};

/// Chunks one job writes before it hands on, so that none lasts too long.
const CHUNKS: u32 = 20;

/// Writes the rows of a batch, from the customer after this one on.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "set_discounts")]
pub struct SetDiscounts {
    pub batch: i64,
    /// The last customer who was looked at; 0 at first.
    pub after: i64,
}

#[async_trait]
impl Task for SetDiscounts {
    const QUEUE: &'static str = "broadcasts";
    const ATTEMPTS: i32 = 5;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let settings = app.snapshot().await?.settings.clone();
        let mut after = self.after;
        for chunk in 1..=CHUNKS {
            let Some(last) = batch::write_chunk(app, &settings, self.batch, after, chunk == CHUNKS).await? else {
                break;
            };
            after = last;
        }
        Ok(Ran::Done)
    }
}
