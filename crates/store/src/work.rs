//! The queues at a glance: River's tables read beside ours. Changes of jobs go through River itself (`shop::jobs::admin`), but for one
//! that River does not know: taking up the jobs of a worker that is known to be dead.

use domain::time::UtcMillis;

use crate::{OnLink, Result, Tx, record, sql};

record! {
    /// A line of the board: jobs of one state, kind and queue; or a queue; or a worker.
    pub struct BoardRow {
        /// River's name of the state, or `queue`, or `worker`.
        pub what: String,
        /// Kind of the jobs, or name of the worker.
        pub kind: String,
        pub queue: String,
        /// How many jobs; 1 for a paused queue; when a worker was last seen, UTC milliseconds.
        pub number: i64,
        /// When the oldest of these jobs was or is due, as the database writes an instant in UTC.
        pub oldest: Option<String>,
    }
}

/// Counts of all jobs, all queues and all workers in one statement.
pub async fn board(on: &mut impl OnLink) -> Result<Vec<BoardRow>> {
    sql!(
        "SELECT CAST(state AS TEXT) AS what, kind, queue, COUNT(*) AS number, CAST(MIN(scheduled_at) AS TEXT) AS oldest
         FROM river_job GROUP BY state, kind, queue
         UNION ALL SELECT 'queue', '', name, CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END, NULL FROM river_queue
         UNION ALL SELECT 'worker', name, role, seen_at, NULL FROM workers
         ORDER BY 1, 2, 3"
    )
    .all(on)
    .await
}

record! { struct NewestRow { at: UtcMillis } }

/// The newest instant the shop wrote anywhere that counts; a clock that is behind it is wrong. Zero in an empty shop.
pub async fn newest(on: &mut impl OnLink) -> Result<UtcMillis> {
    let row: NewestRow = sql!(
        "SELECT CAST(COALESCE(MAX(t.at), 0) AS BIGINT) AS at FROM (
            SELECT MAX(created_at) AS at FROM order_events UNION ALL SELECT MAX(created_at) FROM stock_movements
            UNION ALL SELECT MAX(created_at) FROM mails UNION ALL SELECT MAX(seen_at) FROM workers
            UNION ALL SELECT MAX(created_at) FROM customers) t"
    )
    .one(on)
    .await?;
    Ok(row.at)
}

record! {
    /// A job that its dead worker had begun.
    pub struct TakenRow {
        pub kind: String,
        /// 1 when that was its last try.
        pub dead: i64,
    }
}

/// A job that was cut off so often, all tries together, is taken for one that kills its worker.
pub const MOST_TRIES: i64 = 40;

/// Makes the jobs that a dead worker had begun due again. A try that was cut off was not the job's fault and does not count, until there
/// were [`MOST_TRIES`]; then it is dead. It is no error either, from which River would reckon the pause after the next one. The worker's lead over the others ends. Must only be called for one that is certainly gone.
pub async fn take_over(tx: &mut Tx, worker: &str, why: &str) -> Result<Vec<TakenRow>> {
    let now = tx.now().timestamp().to_string();
    sql!("DELETE FROM river_leader WHERE leader_id = $1").bind(worker).run(tx).await?;
    sql!(
        "UPDATE river_job SET
            errors = CASE WHEN attempt < max_attempts OR max_attempts < $4 THEN errors ELSE {with_error:$2:$3} END,
            state = CAST(CASE WHEN attempt < max_attempts OR max_attempts < $4 THEN 'available' ELSE 'discarded' END AS {job_state}),
            finalized_at = CASE WHEN attempt < max_attempts OR max_attempts < $4 THEN NULL ELSE attempted_at END,
            max_attempts = CASE WHEN max_attempts < $4 THEN max_attempts + 1 ELSE max_attempts END
         WHERE state = 'running' AND {last_worker} = $1
         RETURNING kind, CAST(CASE WHEN attempt < max_attempts THEN 0 ELSE 1 END AS BIGINT) AS dead"
    )
    .bind(worker)
    .bind(now)
    .bind(why)
    .bind(MOST_TRIES)
    .all(tx)
    .await
}
