//! The mails of an order's way (domain.md §10). In-app notifications are written in the business transaction itself.

use std::sync::Arc;

use anyhow::Context as _;
use async_trait::async_trait;
use domain::ids::OrderId;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};

use super::{Ran, Task};
use crate::{
    app::App,
    mail::{self, OrderMail},
};

/// Writes to the customer about an order.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "notify_order")]
pub struct NotifyOrder {
    pub order: i64,
    /// [`OrderMail::code`].
    pub what: String,
    /// The mail goes once for each key.
    pub key: String,
    pub reason: Option<String>,
}

#[async_trait]
impl Task for NotifyOrder {
    const QUEUE: &'static str = "orders";
    const ATTEMPTS: i32 = 8;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let order = OrderId::try_from(self.order).context("the order's number")?;
        let what: OrderMail = self.what.parse().context("the kind of mail")?;
        // Nobody to write to, or nothing to remind of any more: done.
        let Some((recipient, letter)) = mail::order_letter(app, order, what, self.reason).await? else {
            return Ok(Ran::Done);
        };
        mail::ran(mail::deliver(app, &self.key, what.code(), &recipient, letter).await)
    }
}
