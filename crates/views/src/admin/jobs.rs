//! Background work: queues, jobs, their arguments and errors (issue "The heart", Operations).

use askama::Template;
use domain::rights::Deed;

use super::{Choice, parts::may};
use crate::{
    frame::Frame,
    list::{GROWING, List, Tab},
    urls,
};

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

/// All jobs of one shelf, newest first. GET `status`, `jenis`, `urut` (`` newest first, `lama`), `setelah`. Form `jobs-bulk` to
/// `urls::ADMIN_JOBS_BULK`: `pekerjaan` (ids, several), `aksi` = `ulangi` | `batal`, hidden `daftar`. Owners see a form `queue-pause` for each queue
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
    pub tabs: Vec<Tab>,
    /// The tab that is open.
    pub shelf: &'static str,
    pub kinds: Vec<Choice>,
    /// The kind of the filter; empty for all.
    pub kind: String,
    /// `lama`: oldest first.
    pub sort: String,
    pub rows: Vec<JobItem>,
    /// Address of the first ones, unless these are they, and of the next.
    pub newest: Option<String>,
    pub older: Option<String>,
    /// Where the waiting ones of this filter are removed, when there are any.
    pub purge: Option<String>,
}

impl JobsPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        let list = List::at(urls::ADMIN_JOBS)
            .keep("status", self.shelf)
            .tabs("Status pekerjaan", self.tabs.clone())
            .choose(("jenis", "Jenis"), "Semua jenis", &self.kind, self.kinds.clone())
            .sort(&self.sort, &GROWING)
            .empty("check", "Tidak ada pekerjaan di sini", "Pilih status lain di atas untuk melihat yang lain.");
        let list = if self.may_mend() { list.ticked() } else { list };
        list.column("Pekerjaan")
            .column("Waktu")
            .column("Antrean")
            .column("Galat terakhir")
            .column("Percobaan")
            .growing(self.newest.as_deref(), self.older.as_deref())
    }

    /// Whether the viewer may try again and cancel: only then rows can be ticked.
    pub fn may_mend(&self) -> bool {
        may(&self.frame, Deed::MendJobs) && self.rows.iter().any(|job| job.can_retry || job.can_cancel)
    }

    /// What can be done with some of the rows.
    pub fn any_to_retry(&self) -> bool {
        self.rows.iter().any(|job| job.can_retry)
    }

    /// The same for cancelling.
    pub fn any_to_cancel(&self) -> bool {
        self.rows.iter().any(|job| job.can_cancel)
    }
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
