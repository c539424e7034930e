//! What is due when. An occurrence belongs to whoever moves `next_run_at` first, in the transaction that writes its job (domain.md §9).

use domain::time::UtcMillis;

use crate::{OnLink, Result, Tx, record, sql};

record! {
    /// An entry of the schedule.
    pub struct ScheduleRow {
        pub name: String,
        pub next_run_at: UtcMillis,
        pub last_run_at: Option<UtcMillis>,
    }
}

/// All entries by name.
pub async fn all(on: &mut impl OnLink) -> Result<Vec<ScheduleRow>> {
    sql!("SELECT name, next_run_at, last_run_at FROM schedules ORDER BY name").all(on).await
}

/// Writes an entry that is not there yet; one that is stays as it is.
pub async fn enter(tx: &mut Tx, name: &str, next: UtcMillis) -> Result<()> {
    sql!("INSERT INTO schedules (name, next_run_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(name)
        .bind(next)
        .run(tx)
        .await
        .map(drop)
}

/// Claims the occurrence that is due at `due` and moves the entry on. False when somebody else did first.
pub async fn claim(tx: &mut Tx, name: &str, due: UtcMillis, next: UtcMillis) -> Result<bool> {
    let now = tx.now();
    let claimed = sql!("UPDATE schedules SET next_run_at = $3, last_run_at = $4 WHERE name = $1 AND next_run_at = $2")
        .bind(name)
        .bind(due)
        .bind(next)
        .bind(now)
        .run(tx)
        .await?;
    Ok(claimed == 1)
}

/// Puts an entry at another time, without an occurrence (the owner changed the hour).
pub async fn move_to(tx: &mut Tx, name: &str, from: UtcMillis, next: UtcMillis) -> Result<bool> {
    let moved = sql!("UPDATE schedules SET next_run_at = $3 WHERE name = $1 AND next_run_at = $2")
        .bind(name)
        .bind(from)
        .bind(next)
        .run(tx)
        .await?;
    Ok(moved == 1)
}
