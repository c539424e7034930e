//! Works the queues in this process.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use riverqueue::{
    Client, Job, MaintenanceConfig, QueueConfig, Retention, RunHandle, WorkContext, WorkOutcome, Workers,
};
use store::notifications::To;
use tokio::task::JoinHandle;
use tracing::Instrument as _;
use views::notices;

use super::{
    QUEUES, REQUEST, Ran, TIMEOUT, Task, admin::nameless, presence::Presence, register_all, takeover::take_over,
};
use crate::{app::App, entropy, ops::bell};

/// Between two looks for jobs while there are some. River's usual tenth of a second lets a queue of three begin thirty jobs a second, however
/// quick they are.
const FETCH_PAUSE: Duration = Duration::from_millis(10);
/// A job whose process died on another machine is taken up after this; on the same machine at once ([`super::takeover`]).
const RESCUE_AFTER: Duration = Duration::from_secs(90);
/// Jobs under way may finish when the program stops.
const STOP_WITHIN: Duration = Duration::from_secs(20);
/// How often a working process says so, and looks after its neighbours.
const BEAT_EVERY: Duration = Duration::from_secs(15);

/// Queues being worked.
pub struct Working {
    handle: RunHandle,
    beat: JoinHandle<()>,
    name: String,
    presence: Option<Arc<Presence>>,
    app: Arc<App>,
}

/// Begins to work all queues.
pub async fn work(app: &Arc<App>) -> anyhow::Result<Working> {
    begin(app, new_name(app), None).await
}

/// The same in a data folder where the other workers of this machine are known: the jobs of a dead one are taken up at once.
pub async fn work_in(data: &Path, app: &Arc<App>) -> anyhow::Result<Working> {
    let name = new_name(app);
    let presence = Arc::new(Presence::announce(data, &name).context("the data folder cannot be written")?);
    begin(app, name, Some(presence)).await
}

/// River writes this name beside each job it begins.
fn new_name(app: &App) -> String {
    format!("{}-{}", std::process::id(), entropy::key(app.entropy.as_ref()))
}

async fn begin(app: &Arc<App>, name: String, presence: Option<Arc<Presence>>) -> anyhow::Result<Working> {
    if let Some(presence) = &presence {
        look_after(app, presence).await;
    }
    let mut workers = Workers::new();
    register_all(&mut workers, app)?;
    let maintenance = MaintenanceConfig::default()
        .with_rescue_after(RESCUE_AFTER)
        // Dead jobs stay until somebody looks at them.
        .with_discarded_job_retention(Retention::Keep);
    let mut builder = app
        .db
        .queue_builder()
        .id(&name)
        .workers(workers)
        .job_timeout(TIMEOUT)
        .soft_stop_timeout(STOP_WITHIN)
        .maintenance(maintenance);
    for (queue, at_once) in QUEUES {
        builder = builder.queue(queue, QueueConfig::new(at_once).with_fetch_cooldown(FETCH_PAUSE));
    }
    let client: Client = builder.build().context("the queues cannot be worked")?;
    // Whoever takes over from this worker ends its turns at mails too.
    let _ = app.worker.set(name.clone());
    let handle = client.start().context("the queues cannot be worked")?;
    let beat = tokio::spawn(keep_beating(app.clone(), name.clone(), presence.clone()));
    Ok(Working { handle, beat, name, presence, app: app.clone() })
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
        if let Some(Err(error)) = self.presence.map(|presence| presence.leave()) {
            tracing::warn!(%error, "this worker's lock stays in the data folder until the next start");
        }
    }
}

async fn leave(app: &App, name: &str) -> store::Result<()> {
    let mut tx = app.db.begin().await?;
    store::upkeep::leave(&mut tx, name).await?;
    tx.commit().await
}

async fn look_after(app: &App, presence: &Presence) {
    if let Err(error) = take_over(app, presence).await {
        tracing::warn!(error = format!("{error:#}"), "the jobs of dead workers could not be taken up");
    }
}

async fn keep_beating(app: Arc<App>, name: String, presence: Option<Arc<Presence>>) {
    let mut every = tokio::time::interval(BEAT_EVERY);
    loop {
        every.tick().await;
        if let Err(error) = beat(&app, &name).await {
            tracing::warn!(%error, "this worker could not say that it lives");
        }
        if let Some(presence) = &presence {
            look_after(&app, presence).await;
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
