//! Orders whose deadline has passed without a proof that waits are cancelled by the clock (domain.md §6).

use std::sync::Arc;

use async_trait::async_trait;
use domain::order::{Actor, Event};
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};
use store::places::By;

use super::{Ran, Task};
use crate::{
    app::App,
    ops::{
        OpError,
        steps::{self, Step},
    },
};

/// Cancels every overdue order, each in a transaction of its own.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "cancel_unpaid")]
pub struct CancelUnpaid {
    /// When it was due, UTC milliseconds.
    pub due: i64,
}

#[async_trait]
impl Task for CancelUnpaid {
    const QUEUE: &'static str = "orders";
    const ATTEMPTS: i32 = 5;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let overdue = store::orders::overdue(&mut app.db.read().await?, app.clock.now()).await?;
        for order in overdue {
            let by = By { actor: Actor::Clock, id: None, name: String::new(), kind: None };
            match steps::advance(app, Step::new(order, Event::Cancel, by)).await {
                Ok(_) => tracing::info!(%order, "cancelled because nobody paid"),
                // A proof came in the same moment, or somebody else was quicker: the order stays as they left it.
                Err(OpError::Refused(_) | OpError::Stale | OpError::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Ran::Done)
    }
}
