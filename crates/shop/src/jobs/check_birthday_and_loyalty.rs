//! Gifts for everybody whose birthday is today (domain.md §8, §9).

use std::sync::Arc;

use async_trait::async_trait;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};

use super::{Ran, Task};
use crate::{app::App, ops::birthdays};

/// Grants the gifts of the day on which it runs. Days that are over are not made up: their gifts would have ended.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "check_birthday_and_loyalty")]
pub struct CheckBirthdayAndLoyalty {
    /// When it was due, UTC milliseconds.
    pub due: i64,
}

#[async_trait]
impl Task for CheckBirthdayAndLoyalty {
    const QUEUE: &'static str = "upkeep";
    const ATTEMPTS: i32 = 8;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let granted = birthdays::run(app).await?;
        tracing::info!(granted, "birthday gifts");
        Ok(Ran::Done)
    }
}
