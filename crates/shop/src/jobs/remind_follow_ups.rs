//! Follow-ups are brought to mind on their day (domain.md §12).

use std::sync::Arc;

use async_trait::async_trait;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};

use super::{Ran, Task};
use crate::{app::App, ops::follow_ups};

/// Reminds of every follow-up whose day and hour have come.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "remind_follow_ups")]
pub struct RemindFollowUps {
    /// When it was due, UTC milliseconds.
    pub due: i64,
}

#[async_trait]
impl Task for RemindFollowUps {
    const QUEUE: &'static str = "upkeep";
    const ATTEMPTS: i32 = 5;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        follow_ups::remind(app).await?;
        Ok(Ran::Done)
    }
}
