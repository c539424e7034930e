//! Up to which notification everything is settled. PostgreSQL gives ids when rows are written, not when they are committed: number 11
//! may be there while 10 is still on its way. Live channels send settled notifications only, in order, so that "everything after 11"
//! never leaves 10 behind (docs/decisions/0008).

use std::time::Duration;

use tokio::time::Instant;

use crate::{Db, OnLink as _, Result, dialect::Dialect, link::Link};

/// A transaction that left a gap is waited for this long; the server ends idle ones after the same time.
const PATIENCE: Duration = Duration::from_secs(30);

/// Ids read at a time.
const MOST_IDS: usize = 5_000;

/// Ids after the settled ones that are there now, and the transactions that run now, as seen by one statement.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// Ascending.
    ids: Vec<i64>,
    /// Every transaction below this number has ended.
    xmin: i64,
    /// No transaction from this number on had begun.
    xmax: i64,
}

/// Missing ids below `top`; whoever took them has a transaction number below `xmax`.
#[derive(Clone, Copy, Debug)]
struct Gap {
    top: i64,
    xmax: i64,
    since: Instant,
}

/// The settled notifications of one process's view.
#[derive(Debug, Default)]
pub struct Horizon {
    settled: i64,
    gap: Option<Gap>,
}

impl Horizon {
    /// Everything up to this id is committed or will never be.
    pub fn settled(&self) -> i64 {
        self.settled
    }

    /// Whether newer notifications are there which have to wait for somebody's commit.
    pub fn is_waiting(&self) -> bool {
        self.gap.is_some()
    }

    /// Stops waiting for a gap, at the price of skipping what may still fill it.
    pub fn give_up(&mut self) {
        if let Some(gap) = self.gap.take() {
            self.settled = self.settled.max(gap.top);
        }
    }

    /// Looks at the database and moves forward. On SQLite, which has one writer, everything there is settled.
    pub async fn look(&mut self, db: &Db) -> Result<()> {
        if db.dialect() == Dialect::Sqlite {
            self.settled = i64::MAX;
            return Ok(());
        }
        loop {
            let before = self.settled;
            let seen = read(db, self.settled).await?;
            self.advance(&seen, Instant::now());
            if seen.ids.len() < MOST_IDS || self.settled == before {
                return Ok(());
            }
        }
    }

    fn advance(&mut self, seen: &Seen, now: Instant) {
        if let Some(gap) = self.gap
            && (seen.xmin >= gap.xmax || now.duration_since(gap.since) >= PATIENCE)
        {
            self.settled = self.settled.max(gap.top);
        }
        for id in &seen.ids {
            if *id == self.settled + 1 {
                self.settled = *id;
            }
        }
        let last = seen.ids.last().copied().unwrap_or(0);
        // Nobody is writing: what is missing now stays missing.
        if seen.xmin >= seen.xmax {
            self.settled = self.settled.max(last);
        }
        if self.gap.is_none_or(|gap| gap.top <= self.settled) {
            self.gap = (last > self.settled).then_some(Gap { top: last, xmax: seen.xmax, since: now });
        }
    }
}

async fn read(db: &Db, after: i64) -> Result<Seen> {
    let mut conn = db.read().await?;
    let Link::Postgres(conn) = conn.link() else { return Ok(Seen::default()) };
    // Not among the listed statements: SQLite has no snapshots to ask for.
    let rows: Vec<(Option<i64>, i64, i64)> = sqlx::query_as(
        "SELECT n.id, CAST(CAST(pg_snapshot_xmin(s.now) AS TEXT) AS BIGINT), CAST(CAST(pg_snapshot_xmax(s.now) AS TEXT) AS BIGINT)
         FROM (SELECT pg_current_snapshot() AS now) s LEFT JOIN notifications n ON n.id > $1 ORDER BY n.id LIMIT $2",
    )
    .bind(after)
    .bind(MOST_IDS as i64)
    .fetch_all(conn)
    .await?;
    let (xmin, xmax) = rows.first().map_or((0, 0), |row| (row.1, row.2));
    Ok(Seen { ids: rows.into_iter().filter_map(|row| row.0).collect(), xmin, xmax })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(ids: &[i64], xmin: i64, xmax: i64) -> Seen {
        Seen { ids: ids.to_vec(), xmin, xmax }
    }

    #[test]
    fn rows_without_a_gap_are_settled_whoever_else_is_writing() {
        let mut horizon = Horizon { settled: 9, gap: None };
        horizon.advance(&seen(&[10, 11], 50, 90), Instant::now());
        assert_eq!((horizon.settled(), horizon.is_waiting()), (11, false));
    }

    #[test]
    fn a_row_waits_for_the_one_before_it_to_be_committed() {
        let mut horizon = Horizon { settled: 9, gap: None };
        horizon.advance(&seen(&[11], 50, 52), Instant::now());
        assert_eq!((horizon.settled(), horizon.is_waiting()), (9, true));
        horizon.advance(&seen(&[10, 11], 51, 60), Instant::now());
        assert_eq!((horizon.settled(), horizon.is_waiting()), (11, false));
    }

    #[test]
    fn a_gap_that_was_rolled_back_ends_with_the_transactions_of_its_time() {
        let mut horizon = Horizon { settled: 9, gap: None };
        horizon.advance(&seen(&[11], 50, 52), Instant::now());
        // 53 began later; whatever it does cannot be number 10.
        horizon.advance(&seen(&[11, 12, 14], 52, 54), Instant::now());
        assert_eq!((horizon.settled(), horizon.is_waiting()), (12, true));
        horizon.advance(&seen(&[14], 54, 54), Instant::now());
        assert_eq!((horizon.settled(), horizon.is_waiting()), (14, false));
    }

    #[test]
    fn nobody_is_waited_for_without_end() {
        let mut horizon = Horizon { settled: 9, gap: None };
        let now = Instant::now();
        horizon.advance(&seen(&[11], 50, 52), now);
        horizon.advance(&seen(&[11], 50, 52), now + Duration::from_secs(29));
        assert_eq!(horizon.settled(), 9);
        horizon.advance(&seen(&[11], 50, 52), now + PATIENCE);
        assert_eq!((horizon.settled(), horizon.is_waiting()), (11, false));
    }
}
