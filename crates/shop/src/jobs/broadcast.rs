//! Tells a message to many customers: a set at a time, each in one transaction with the cursor that says how far it has come.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use async_trait::async_trait;
use domain::ids::BroadcastId;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};

use super::{Ran, Task};
use crate::app::App;

/// Customers told in one transaction. On SQLite orders wait that long.
const AT_ONCE: i64 = 2_000;
/// Transactions of one run; then other jobs of the queue have their turn.
const SETS: usize = 20;

/// Writes the notifications of a broadcast.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "broadcast")]
pub struct Broadcast {
    pub broadcast: i64,
}

#[async_trait]
impl Task for Broadcast {
    const QUEUE: &'static str = "broadcasts";
    const ATTEMPTS: i32 = 10;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let id = BroadcastId::try_from(self.broadcast).context("the broadcast's number")?;
        for _ in 0..SETS {
            let mut tx = app.db.begin().await?;
            let more = store::broadcasts::tell(&mut tx, id, AT_ONCE).await?;
            tx.commit().await?;
            if !more {
                return Ok(Ran::Done);
            }
        }
        Ok(Ran::Later(Duration::ZERO))
    }
}
