//! Reminders before the payment deadline: 6 h and 1 h (⚙), each once for each deadline (domain.md §6).

use std::sync::Arc;

use async_trait::async_trait;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};
use store::{notifications::To, upkeep::ReminderRow};
use views::{format, notices};

use super::{Ran, Task, enqueue, notify_order::NotifyOrder};
use crate::{app::App, mail::OrderMail, ops::bell};

/// Reminds of every deadline that has come near.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "remind_unpaid")]
pub struct RemindUnpaid {
    /// When it was due, UTC milliseconds.
    pub due: i64,
}

#[async_trait]
impl Task for RemindUnpaid {
    const QUEUE: &'static str = "upkeep";
    const ATTEMPTS: i32 = 5;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let mut hours = app.snapshot().await?.settings.payment.reminder_hours.clone();
        hours.sort_unstable();
        let mut tx = app.db.begin().await?;
        let mut reminded = Vec::new();
        // The nearest first: who is told "one hour" is not told "six hours" in the same breath.
        for hours in hours {
            let rows = store::upkeep::claim_reminders(&mut tx, i64::from(hours)).await?;
            let fresh: Vec<_> = rows.into_iter().filter(|row| !reminded.contains(&row.order_id)).collect();
            reminded.extend(fresh.iter().map(|row| row.order_id));
            let now = tx.now();
            let told: Vec<_> =
                fresh.iter().map(|row| bell::tell(To::Customer(row.customer_id), notice(row, now))).collect();
            bell::write(&mut tx, &told).await?;
            for row in fresh {
                let key = format!("reminder-{}-{}-{hours}", row.order_id, row.pay_deadline.get());
                let what = OrderMail::Reminder.code().to_owned();
                enqueue(&mut tx, app, NotifyOrder { order: row.order_id.get(), what, key, reason: None }).await?;
            }
        }
        tx.commit().await?;
        Ok(Ran::Done)
    }
}

fn notice(row: &ReminderRow, now: domain::time::UtcMillis) -> notices::Notice {
    notices::payment_reminder(row.order_id, row.transfer_now, &format::remaining(now, row.pay_deadline))
}
