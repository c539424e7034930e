//! Background work: queues, jobs, their arguments and errors (issue "The heart", Operations).

use askama::Template;

use super::Choice;
use crate::frame::Frame;

/// A tab of the list with its number of jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfTab {
    /// Short name; words by `text::jobs::shelf`.
    pub code: &'static str,
    pub count: i64,
    pub address: String,
    pub current: bool,
}

/// A job in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobItem {
    pub id: i64,
    pub kind: String,
    pub queue: String,
    pub shelf: &'static str,
    pub at: String,
    pub attempts: String,
    /// What its last try said; empty when none failed.
    pub error: String,
    pub can_retry: bool,
    pub can_cancel: bool,
}

/// A queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueItem {
    pub name: String,
    pub waiting: i64,
    pub paused: bool,
    /// Somebody has worked it, so that it can be paused.
    pub known: bool,
    pub late: bool,
}

/// All jobs of one shelf, newest first. GET `status`, `jenis`, `setelah`. Owners see a form `queue-pause` for each queue
/// (`antrean`, `aksi` = `jeda` | `lanjut`) and a link to the purge.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/jobs/list.html")]
pub struct JobsPage {
    pub frame: Frame,
    /// What is wrong, in whole sentences.
    pub alarms: Vec<String>,
    pub queues: Vec<QueueItem>,
    /// When a worker was last seen, or empty.
    pub worker_at: String,
    pub tabs: Vec<ShelfTab>,
    /// The tab that is open.
    pub shelf: &'static str,
    pub kinds: Vec<Choice>,
    /// The kind of the filter; empty for all.
    pub kind: String,
    pub rows: Vec<JobItem>,
    /// Address of the next, older ones.
    pub older: Option<String>,
    /// Where the waiting ones of this filter are removed, when there are any.
    pub purge: Option<String>,
}

/// A try that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureItem {
    pub at: String,
    pub attempt: i32,
    pub text: String,
}

/// One job. Owners see the forms `job-retry` and `job-cancel`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/jobs/detail.html")]
pub struct JobPage {
    pub frame: Frame,
    pub job: JobItem,
    /// Name and value, without personal data.
    pub args: Vec<(String, String)>,
    pub created_at: String,
    pub due_at: String,
    pub began_at: String,
    pub ended_at: String,
    /// Newest first.
    pub failures: Vec<FailureItem>,
}

/// What a purge would remove: kind, queue, how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurgeRow {
    pub kind: String,
    pub queue: String,
    pub count: i64,
}

/// Asks before waiting jobs are removed. Form `jobs-purge`: hidden `jenis`, `antrean`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/jobs/purge.html")]
pub struct JobsPurgePage {
    pub frame: Frame,
    pub kind: String,
    pub queue: String,
    pub rows: Vec<PurgeRow>,
}

impl JobsPurgePage {
    /// How many would go.
    pub fn total(&self) -> i64 {
        self.rows.iter().map(|row| row.count).sum()
    }
}
