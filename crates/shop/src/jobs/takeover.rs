//! Takes up the jobs of workers that died on this machine, at once. Those of other machines come back by River's own rescue, which has to
//! wait until nobody can be working on them any more.

use store::notifications::To;
use views::notices;

use super::presence::Presence;
use crate::{app::App, ops::bell};

/// What stands in a job's list of errors.
const WHY: &str = "the process that ran this job ended";

/// Makes the jobs of all dead workers of this data folder due again; how many. A try that was cut off does not count, but a job that is cut
/// off again and again ends in the dead list too, and the admins hear of it.
pub async fn take_over(app: &App, presence: &Presence) -> anyhow::Result<usize> {
    let mut taken = 0;
    for dead in presence.dead()? {
        let jobs = take_over_from(app, &dead.name).await?;
        tracing::warn!(worker = dead.name, jobs, "a worker died; its jobs are due again");
        taken += jobs;
        dead.forget()?;
    }
    Ok(taken)
}

async fn take_over_from(app: &App, name: &str) -> store::Result<usize> {
    let mut tx = app.db.begin().await?;
    let taken = store::work::take_over(&mut tx, name, WHY).await?;
    store::upkeep::leave(&mut tx, name).await?;
    store::mails::end_turns(&mut tx, name).await?;
    let dead = taken.iter().filter(|job| job.dead == 1);
    let told: Vec<_> = dead.map(|job| bell::tell(To::Admins, notices::admin_job_dead(&job.kind))).collect();
    bell::write(&mut tx, &told).await?;
    tx.commit().await?;
    Ok(taken.len())
}
