//! Background work (domain.md §9), on River in the shop's own database. A job is written in the transaction of the change that causes it
//! ([`enqueue`]), is tried again with growing pauses, and ends in the dead list when it never works. Its effect happens once, however
//! often it runs: beside each job of the list stands what sees to that.

pub mod admin;
pub mod birthday_mail;
pub mod birthday_mails;
pub mod board;
pub mod broadcast;
pub mod broadcast_mails;
pub mod cancel_unpaid;
pub mod check_birthday_and_loyalty;
pub mod low_stock;
pub mod nightly_check;
pub mod notify_order;
pub mod presence;
pub mod prune;
pub mod quiet;
pub mod remind_follow_ups;
pub mod remind_unpaid;
pub mod reset_mail;
pub mod runner;
pub mod schedule;
pub mod set_discounts;
pub mod takeover;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::job::JobKind;
use riverqueue::{InsertOpts, JobArgs};
use store::{StoreError, Tx};

use crate::{app::App, trail};

pub use runner::{Working, work, work_in};

/// Queues, the most important first: what concerns an order never waits behind a broadcast.
pub const QUEUES: [(&str, usize); 3] = [("orders", 3), ("upkeep", 2), ("broadcasts", 2)];

/// Longer than any job may take; then it is stopped and tried again.
pub const TIMEOUT: Duration = Duration::from_mins(1);

/// How a run of a job ended, when it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ran {
    Done,
    /// There is more to do: the same job runs again after this pause. It does not count as a try.
    Later(Duration),
}
/// Where a job keeps the id of the request that caused it.
const REQUEST: &str = "request";

/// What every kind of job says of itself.
#[async_trait]
pub trait Task: JobArgs + Clone + Send + Sync + 'static {
    /// One of [`QUEUES`].
    const QUEUE: &'static str;
    /// Tries before it is dead.
    const ATTEMPTS: i32;

    /// Does the work. Running it twice does nothing twice.
    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran>;
}

/// A row of the list of all jobs, for documents and pages.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    pub kind: &'static str,
    pub queue: &'static str,
    pub attempts: i32,
    /// Why its effect happens once.
    pub once: &'static str,
}

/// Whether two codes are the same, for the compiler.
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    one.len() == other.len() && at == one.len()
}

macro_rules! jobs {
    ($($task:ty = $kind:ident: $once:literal;)*) => {
        /// All kinds of jobs.
        pub const ALL: &[Listed] = &[$(Listed {
            kind: <$task as JobArgs>::KIND,
            queue: <$task as Task>::QUEUE,
            attempts: <$task as Task>::ATTEMPTS,
            once: $once,
        }),*];

        // A kind without words for people does not compile.
        $(const _: () = assert!(same(<$task as JobArgs>::KIND, JobKind::$kind.code()), "each job has its own kind");)*

        /// Registers every kind: a process that does not know one would throw it away.
        fn register_all(workers: &mut riverqueue::Workers, app: &Arc<App>) -> Result<(), riverqueue::Error> {
            $(runner::register::<$task>(workers, app)?;)*
            Ok(())
        }
    };
}

jobs! {
    notify_order::NotifyOrder = NotifyOrder: "the mail's delivery key";
    reset_mail::ResetMail = ResetMail: "the mail's delivery key";
    check_birthday_and_loyalty::CheckBirthdayAndLoyalty = CheckBirthdayAndLoyalty: "one gift for each customer and calendar year";
    birthday_mails::BirthdayMails = BirthdayMails: "each gift's mail is taken once, with its job";
    birthday_mail::BirthdayMail = BirthdayMail: "the mail's delivery key";
    remind_unpaid::RemindUnpaid = RemindUnpaid: "one row for each order, deadline and number of hours";
    cancel_unpaid::CancelUnpaid = CancelUnpaid: "the order machine: a cancelled order is not cancelled again";
    remind_follow_ups::RemindFollowUps = RemindFollowUps: "each follow-up is claimed with its notification; moving it makes it count anew";
    low_stock::LowStock = LowStock: "one row for each product as long as its stock is low";
    nightly_check::NightlyCheck = NightlyCheck: "it only reads and tells; one occurrence each night";
    set_discounts::SetDiscounts = SetDiscounts: "one row for each batch and customer, with its notification";
    prune::Prune = Prune: "what is gone cannot be removed again";
    broadcast::Broadcast = Broadcast: "the cursor over the customers moves together with their notifications";
    broadcast_mails::BroadcastMails = BroadcastMails: "the mail's delivery key, one for each message and customer";
    broadcast_mails::BroadcastMail = BroadcastMail: "the mail's delivery key, one for each message and customer";
}

/// Writes a job in the transaction of the change that causes it.
pub async fn enqueue<T: Task>(tx: &mut Tx, app: &App, task: T) -> Result<(), StoreError> {
    let mut opts = InsertOpts::default().with_queue(T::QUEUE).with_max_attempts(T::ATTEMPTS);
    if let Some(request) = trail::current() {
        opts = opts.with_metadata(serde_json::Map::from_iter([(REQUEST.to_owned(), request.as_ref().into())]));
    }
    tx.enqueue(&app.queue, task, opts).await.map(drop)
}
