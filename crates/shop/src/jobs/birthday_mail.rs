//! The mail with the birthday gift, to customers who agreed (domain.md §10).

use std::sync::Arc;

use anyhow::Context as _;
use async_trait::async_trait;
use domain::ids::CustomerId;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};

use super::{Ran, Task, quiet};
use crate::{app::App, mail};

/// Writes to one customer about the gift of a year.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "birthday_mail")]
pub struct BirthdayMail {
    pub customer: i64,
    pub year: i64,
}

#[async_trait]
impl Task for BirthdayMail {
    const QUEUE: &'static str = "broadcasts";
    const ATTEMPTS: i32 = 8;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let customer = CustomerId::try_from(self.customer).context("the customer's number")?;
        if let Some(pause) = quiet::pause(app).await? {
            return Ok(Ran::Later(pause));
        }
        mail::ran_unasked(mail::send_birthday(app, customer, self.year).await)
    }
}
