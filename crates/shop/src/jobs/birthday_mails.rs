//! From the gifts of one run to a mail job for each customer who agreed, some at a time: the run itself stays short, and the one writer of
//! SQLite is never held for long.

use std::sync::Arc;

use async_trait::async_trait;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};
use store::birthdays;

use super::{Ran, Task, birthday_mail::BirthdayMail, enqueue};
use crate::app::App;

/// Gifts taken in one transaction.
const AT_ONCE: i64 = 100;

/// Hands out the mails of a run.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "birthday_mails")]
pub struct BirthdayMails {
    /// The run that granted the gifts.
    pub run: String,
    pub year: i64,
}

#[async_trait]
impl Task for BirthdayMails {
    const QUEUE: &'static str = "broadcasts";
    const ATTEMPTS: i32 = 8;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        while self.next(app).await? {}
        Ok(Ran::Done)
    }
}

impl BirthdayMails {
    /// Takes the next gifts and writes their jobs. Whether there may be more.
    async fn next(&self, app: &Arc<App>) -> anyhow::Result<bool> {
        let mut tx = app.db.begin().await?;
        let taken = birthdays::claim_mails(&mut tx, &self.run, AT_ONCE).await?;
        for customer in birthdays::who_want_mail(&mut tx, &taken).await? {
            enqueue(&mut tx, app, BirthdayMail { customer, year: self.year }).await?;
        }
        tx.commit().await?;
        Ok(!taken.is_empty())
    }
}
