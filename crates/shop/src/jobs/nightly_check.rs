//! Each night: do ledger and levels agree, do the orders add up (domain.md §9). Any difference is an alarm to the admins.

use std::sync::Arc;

use async_trait::async_trait;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};
use store::notifications::To;
use views::notices;

use super::{Ran, Task};
use crate::{app::App, ops::bell};

/// Compares the books with themselves.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "nightly_check")]
pub struct NightlyCheck {
    /// When it was due, UTC milliseconds.
    pub due: i64,
}

/// How many differences there are now.
pub async fn differences(app: &App) -> store::Result<usize> {
    let mut conn = app.db.read().await?;
    let stock = store::stock::disagreements(&mut conn).await?;
    for row in &stock {
        tracing::error!(product = %row.id, on_hand = row.on_hand, ledger = row.ledger_on_hand, "stock and ledger differ");
    }
    let orders = store::upkeep::check_orders(&mut conn).await?;
    let torn = orders.unequal_orders + orders.bare_orders + orders.torn_orders;
    if torn > 0 {
        tracing::error!(?orders, "orders that do not add up");
    }
    Ok(stock.len() + usize::try_from(torn).unwrap_or(usize::MAX))
}

#[async_trait]
impl Task for NightlyCheck {
    const QUEUE: &'static str = "upkeep";
    const ATTEMPTS: i32 = 5;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let found = differences(app).await?;
        if found > 0 {
            let mut tx = app.db.begin().await?;
            bell::write(&mut tx, &[bell::tell(To::Admins, notices::admin_check_failed(found))]).await?;
            tx.commit().await?;
        }
        Ok(Ran::Done)
    }
}
