//! Looking after jobs: list, try again, cancel, empty, run now, pause (issue "The heart", Operations). Changes go through River itself,
//! so that running workers hear of them.

use domain::{rights::Deed, time::UtcMillis};
use riverqueue::{Error, JobDeleteManyParams, JobListOrderBy, JobListParams, JobRow, JobState, SortDirection};
use store::{StoreError, places::By};

use super::{
    board::{Board, Shelf},
    schedule,
};
use crate::{
    app::App,
    ops::{
        Done, OpError,
        audit::{self, Act, Changes, Object, Thing},
    },
};

/// Jobs removed in one transaction.
const AT_ONCE: u32 = 1_000;
/// Arguments shown as they are; any other text could name a person or hold a secret.
const PLAIN: [&str; 3] = ["what", "key", "kind"];
/// Longest text of an error that is shown.
const MAX_ERROR: usize = 600;

/// Which jobs to list.
#[derive(Clone, Debug)]
pub struct Filter {
    pub shelf: Shelf,
    pub kind: Option<String>,
    /// Only those behind this job.
    pub beyond: Option<i64>,
    pub oldest_first: bool,
}

/// A try that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub at: UtcMillis,
    pub attempt: i32,
    pub text: String,
}

/// A job as it is shown, without personal data beyond ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobView {
    pub id: i64,
    pub kind: String,
    pub queue: String,
    pub shelf: Shelf,
    /// Name and value.
    pub args: Vec<(String, String)>,
    pub attempt: i32,
    pub max_attempts: i32,
    /// Oldest first.
    pub failures: Vec<Failure>,
    pub created_at: UtcMillis,
    /// When it is or was to run.
    pub due_at: UtcMillis,
    pub began_at: Option<UtcMillis>,
    pub ended_at: Option<UtcMillis>,
}

impl JobView {
    fn of(row: JobRow) -> Self {
        Self {
            shelf: Shelf::of_state(row.state.as_str()),
            args: args(row.encoded_args.get()),
            failures: row.errors.iter().map(|error| failure(at(error.at), error.attempt, &error.error)).collect(),
            created_at: at(row.created_at),
            due_at: at(row.scheduled_at),
            began_at: row.attempted_at.map(at),
            ended_at: row.finalized_at.map(at),
            id: row.id,
            kind: row.kind,
            queue: row.queue,
            attempt: row.attempt,
            max_attempts: row.max_attempts,
        }
    }

    /// What the last try said.
    pub fn last_error(&self) -> &str {
        self.failures.last().map_or("", |failure| &failure.text)
    }

    /// Whether a new try makes sense.
    pub fn can_retry(&self) -> bool {
        matches!(self.shelf, Shelf::Retrying | Shelf::Dead | Shelf::Cancelled)
    }

    /// Whether it can still be stopped.
    pub fn can_cancel(&self) -> bool {
        matches!(self.shelf, Shelf::Waiting | Shelf::Running | Shelf::Retrying)
    }
}

fn at(at: jiff::Timestamp) -> UtcMillis {
    UtcMillis::from(at.as_millisecond())
}

fn failure(at: UtcMillis, attempt: i32, text: &str) -> Failure {
    Failure { at, attempt, text: nameless(text) }
}

/// The text of an error without addresses of people, not endless.
pub(super) fn nameless(text: &str) -> String {
    let words = text.split_whitespace().map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().take(MAX_ERROR).collect()
}

/// Numbers and known words of the arguments; the rest is only said to be there.
fn args(json: &str) -> Vec<(String, String)> {
    let parsed: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
    let shown = |(name, value): (String, serde_json::Value)| {
        let text = match &value {
            serde_json::Value::Null => "–".to_owned(),
            serde_json::Value::Number(_) | serde_json::Value::Bool(_) => value.to_string(),
            serde_json::Value::String(text) if PLAIN.contains(&name.as_str()) && !text.contains('@') => text.clone(),
            _ => "…".to_owned(),
        };
        (name, text)
    };
    parsed.into_iter().map(shown).collect()
}

/// What River says, as the shop's own refusals.
fn trouble(error: Error) -> OpError {
    match error {
        Error::NotFound(_) => OpError::NotFound,
        other => OpError::Store(StoreError::Queue(other.to_string())),
    }
}

/// A page of jobs, newest first. River's own statement; on SQLite it waits for the one writing connection.
pub async fn list(app: &App, filter: &Filter, limit: u32) -> Done<Vec<JobView>> {
    let mut params = JobListParams::default()
        .states(filter.shelf.states().iter().copied())
        .order_by(JobListOrderBy::Id)
        .direction(if filter.oldest_first { SortDirection::Ascending } else { SortDirection::Descending })
        .limit(limit);
    if let Some(kind) = &filter.kind {
        params = params.kinds([kind.as_str()]);
    }
    if let Some(last) = filter.beyond {
        params = params.after_id(last);
    }
    let listed = app.queue.jobs().list(params).await.map_err(trouble)?;
    Ok(listed.jobs.into_iter().map(JobView::of).collect())
}

/// One job.
pub async fn get(app: &App, id: i64) -> Done<JobView> {
    app.queue.jobs().get(id).await.map(JobView::of).map_err(trouble)
}

/// Makes a job run again at once, with one more try when all were used. One that runs stays as it is.
pub async fn retry(app: &App, id: i64, by: &By) -> Done<JobView> {
    audit::allow(by, Deed::MendJobs)?;
    let mut tx = app.db.begin().await?;
    let job = tx.retry_job(&app.queue, id).await.map(JobView::of).map_err(trouble)?;
    audit::note(&mut tx, by, Act::Retried, Object::new(Thing::Job, id).named(&job.kind), Changes::none()).await?;
    tx.commit().await?;
    Ok(job)
}

/// Cancels a job; one that runs is asked to stop.
pub async fn cancel(app: &App, id: i64, by: &By) -> Done<JobView> {
    audit::allow(by, Deed::MendJobs)?;
    let mut tx = app.db.begin().await?;
    let job = tx.cancel_job(&app.queue, id).await.map(JobView::of).map_err(trouble)?;
    audit::note(&mut tx, by, Act::Cancelled, Object::new(Thing::Job, id).named(&job.kind), Changes::none()).await?;
    tx.commit().await?;
    Ok(job)
}

/// Removes all waiting jobs of a kind, of a queue, or all; how many went. What runs or failed stays.
pub async fn purge(app: &App, kind: Option<&str>, queue: Option<&str>, by: &By) -> Done<usize> {
    audit::allow(by, Deed::MendJobs)?;
    let mut filter =
        JobListParams::default().states([JobState::Available, JobState::Scheduled, JobState::Pending]).limit(AT_ONCE);
    if let Some(kind) = kind {
        filter = filter.kinds([kind]);
    }
    if let Some(queue) = queue {
        filter = filter.queues([queue]);
    }
    let mut gone = 0;
    loop {
        let params = JobDeleteManyParams::matching(filter.clone());
        let mut tx = app.db.begin().await?;
        let removed = tx.delete_jobs(&app.queue, params).await.map_err(trouble)?.len();
        if removed > 0 {
            let changes = Changes::none()
                .to("jumlah", removed)
                .to("jenis", kind.unwrap_or(""))
                .to("antrean", queue.unwrap_or(""));
            audit::note(&mut tx, by, Act::Purged, Object::whole(Thing::Job), changes).await?;
        }
        tx.commit().await?;
        gone += removed;
        if removed < AT_ONCE as usize {
            tracing::warn!(gone, kind, queue, "waiting jobs were removed by hand");
            return Ok(gone);
        }
    }
}

/// Writes the job of an entry of the schedule now, beside its own occurrences.
pub async fn run_now(app: &App, name: &str, by: &By) -> anyhow::Result<()> {
    audit::allow(by, Deed::MendJobs)?;
    let mut tx = app.db.begin().await?;
    let now = tx.now().get();
    schedule::write(&mut tx, app, name, now).await?;
    audit::note(&mut tx, by, Act::Run, Object::whole(Thing::Job).named(name), Changes::none()).await?;
    tx.commit().await?;
    Ok(())
}

/// Stops or resumes a queue for all workers. Not found: nobody has worked it yet.
pub async fn pause(app: &App, queue: &str, paused: bool, by: &By) -> Done<()> {
    audit::allow(by, Deed::MendJobs)?;
    let mut tx = app.db.begin().await?;
    tx.pause_queue(&app.queue, queue, paused).await.map_err(trouble)?;
    let act = if paused { Act::Paused } else { Act::Resumed };
    audit::note(&mut tx, by, act, Object::whole(Thing::Queue).named(queue), Changes::none()).await?;
    tx.commit().await?;
    Ok(())
}

/// Kinds of jobs that exist or could exist, by name.
pub fn kinds(board: &Board) -> Vec<String> {
    let mut kinds: Vec<String> = super::ALL.iter().map(|job| job.kind.to_owned()).collect();
    kinds.extend(board.counts.iter().map(|count| count.kind.clone()));
    kinds.sort();
    kinds.dedup();
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_and_errors_name_nobody() {
        let shown =
            args(r#"{"login":"siti@contoh.id","order":7,"what":"shipped","reason":"Bu Siti pindah","due":null}"#);
        let shown: Vec<String> = shown.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(shown, ["due=–", "login=…", "order=7", "reason=…", "what=shipped"]);
        let failure = failure(UtcMillis::new(0), 1, "550 <siti@contoh.id> unknown");
        assert_eq!(failure.text, "550 … unknown");
    }
}
