//! Tells a message to many customers: a set at a time, each in one transaction with the cursor that says how far it has come.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use async_trait::async_trait;
use domain::ids::BroadcastId;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};
use store::{broadcasts, segment_people::Wanted};

use super::{Ran, Task};
use crate::{
    app::App,
    ops::segments::{self, Aimed},
};

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
        let wanted = wanted(app, id).await?;
        for _ in 0..SETS {
            let mut tx = app.db.begin().await?;
            let more = broadcasts::tell(&mut tx, id, AT_ONCE, wanted.as_ref()).await?;
            tx.commit().await?;
            if !more {
                return Ok(Ran::Done);
            }
        }
        Ok(Ran::Later(Duration::ZERO))
    }
}

/// The segments a message is for, as they were when it was sent and reckoned as of then; `None` for other messages.
async fn wanted(app: &App, id: BroadcastId) -> anyhow::Result<Option<Wanted>> {
    let message = broadcasts::progress(&mut app.db.read().await?, id).await?;
    let Some((text, sent_at)) = message.and_then(|row| row.segments.map(|text| (text, row.created_at))) else {
        return Ok(None);
    };
    let aimed: Vec<Aimed> = serde_json::from_str(&text).context("the message's segments")?;
    let settings = &app.snapshot().await?.settings;
    Ok(Some(segments::wanted(settings, sent_at, aimed.iter().map(|aimed| &aimed.conditions))))
}
