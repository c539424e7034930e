//! Works the queues in this process.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use riverqueue::{
    Client, Job, MaintenanceConfig, QueueConfig, Retention, RunHandle, WorkContext, WorkOutcome, Workers,
};
use store::notifications::To;
use tokio::task::JoinHandle;
use tracing::Instrument as _;
use views::notices;

use super::{QUEUES, REQUEST, Ran, TIMEOUT, Task, admin::nameless, register_all};
use crate::{app::App, entropy, ops::bell};

/// Between two looks for jobs while there are some. River's usual tenth of a second lets a queue of three begin thirty jobs a second, however
/// quick they are.
const FETCH_PAUSE: Duration = Duration::from_millis(10);
/// A job whose process died is taken up by another after this.
const RESCUE_AFTER: Duration = Duration::from_secs(90);
/// Jobs under way may finish when the program stops.
const STOP_WITHIN: Duration = Duration::from_secs(20);
/// How often a working process says so.
const BEAT_EVERY: Duration = Duration::from_secs(15);

/// Queues being worked.
pub struct Working {
    handle: RunHandle,
    beat: JoinHandle<()>,
    name: String,
    app: Arc<App>,
}

/// Begins to work all queues.
pub async fn work(app: &Arc<App>) -> anyhow::Result<Working> {
    let mut workers = Workers::new();
    register_all(&mut workers, app)?;
    let maintenance = MaintenanceConfig::default()
        .with_rescue_after(RESCUE_AFTER)
        // Dead jobs stay until somebody looks at them.
        .with_discarded_job_retention(Retention::Keep);
    let mut builder = app
        .db
        .queue_builder()
        .workers(workers)
        .job_timeout(TIMEOUT)
        .soft_stop_timeout(STOP_WITHIN)
        .maintenance(maintenance);
    for (queue, at_once) in QUEUES {
        builder = builder.queue(queue, QueueConfig::new(at_once).with_fetch_cooldown(FETCH_PAUSE));
    }
    let client: Client = builder.build().context("the queues cannot be worked")?;
    let handle = client.start().context("the queues cannot be worked")?;
    let name = format!("{}-{}", std::process::id(), entropy::key(app.entropy.as_ref()));
    let beat = tokio::spawn(keep_beating(app.clone(), name.clone()));
    Ok(Working { handle, beat, name, app: app.clone() })
}

impl Working {
    /// Lets running jobs finish and takes no new ones.
    pub async fn stop(mut self) {
        self.beat.abort();
        if let Err(error) = self.handle.stop().await {
            tracing::warn!(%error, "the queues did not stop in peace");
        }
        if let Err(error) = leave(&self.app, &self.name).await {
            tracing::warn!(%error, "this worker stays on the list for a while");
        }
    }
}

async fn leave(app: &App, name: &str) -> store::Result<()> {
    let mut tx = app.db.begin().await?;
    store::upkeep::leave(&mut tx, name).await?;
    tx.commit().await
}

async fn keep_beating(app: Arc<App>, name: String) {
    let mut every = tokio::time::interval(BEAT_EVERY);
    loop {
        every.tick().await;
        if let Err(error) = beat(&app, &name).await {
            tracing::warn!(%error, "this worker could not say that it lives");
        }
    }
}

async fn beat(app: &App, name: &str) -> store::Result<()> {
    let mut tx = app.db.begin().await?;
    store::upkeep::beat(&mut tx, name, "worker").await?;
    tx.commit().await
}

/// Registers one kind.
pub fn register<T: Task>(workers: &mut Workers, app: &Arc<App>) -> Result<(), riverqueue::Error> {
    let app = app.clone();
    workers.add_fn(move |_context: WorkContext, job: Job<T>| {
        let app = app.clone();
        async move {
            // The clock's own jobs have no request.
            let request: Option<String> = job.row.metadata.get(REQUEST).ok().flatten();
            let (id, attempt) = (job.row.id, job.row.attempt);
            let span = tracing::info_span!("job", id, kind = T::KIND, attempt, request);
            run(app, job, request.is_some()).instrument(span).await
        }
    })?;
    Ok(())
}

async fn run<T: Task>(app: Arc<App>, job: Job<T>, asked: bool) -> anyhow::Result<WorkOutcome> {
    let last_try = job.row.attempt >= job.row.max_attempts;
    let counted = app.metrics.job(T::KIND);
    match job.args.run(&app).await {
        Ok(Ran::Done) => {
            counted.ended("done");
            // The clock's jobs come by the thousand a day.
            if asked {
                tracing::info!("a job is done");
            } else {
                tracing::debug!("a job is done");
            }
            Ok(WorkOutcome::Complete)
        }
        Ok(Ran::Later(pause)) => {
            counted.ended("later");
            Ok(WorkOutcome::Snooze(pause))
        }
        Err(error) => {
            counted.ended(if last_try { "dead" } else { "failed" });
            tracing::warn!(error = nameless(&format!("{error:#}")), last_try, "a job failed");
            if last_try {
                tell_dead(&app, T::KIND).await;
            }
            Err(error)
        }
    }
}

/// The admins hear of a job that gave up (domain.md §10).
async fn tell_dead(app: &App, kind: &str) {
    let told = async {
        let mut tx = app.db.begin().await?;
        bell::write(&mut tx, &[bell::tell(To::Admins, notices::admin_job_dead(kind))]).await?;
        tx.commit().await
    };
    if let Err(error) = told.await {
        tracing::error!(%error, kind, "nobody could be told of a dead job");
    }
}
