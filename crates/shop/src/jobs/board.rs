//! The queues at a glance: how many jobs wait, run, failed; whether anybody works them; whether they are late.

use std::collections::BTreeMap;

use domain::time::UtcMillis;
use riverqueue::JobState;
use store::work::BoardRow;

use super::QUEUES;
use crate::app::App;

/// A worker that was not seen for so long is gone, in milliseconds.
const SILENT_AFTER: i64 = 60_000;
/// A job that is due waits no longer than this in a healthy shop, in milliseconds.
const LATE_AFTER: i64 = 5 * 60_000;

/// Where a job stands, in the words of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// Not begun: due now, or later.
    Waiting,
    Running,
    /// Failed, and will be tried again.
    Retrying,
    /// Failed for good; stays until somebody looks at it.
    Dead,
    Done,
    Cancelled,
}

impl Shelf {
    /// In the order in which people look at them.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Running, Self::Retrying, Self::Dead, Self::Done, Self::Cancelled];

    /// Its short name in addresses, commands and metrics.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "menunggu",
            Self::Running => "berjalan",
            Self::Retrying => "diulang",
            Self::Dead => "mati",
            Self::Done => "selesai",
            Self::Cancelled => "batal",
        }
    }

    /// The shelf with this short name.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.code() == code)
    }

    /// River's states on this shelf.
    pub fn states(self) -> &'static [JobState] {
        match self {
            Self::Waiting => &[JobState::Available, JobState::Scheduled, JobState::Pending],
            Self::Running => &[JobState::Running],
            Self::Retrying => &[JobState::Retryable],
            Self::Dead => &[JobState::Discarded],
            Self::Done => &[JobState::Completed],
            Self::Cancelled => &[JobState::Cancelled],
        }
    }

    /// The shelf of one of River's states; one of a later River counts as waiting.
    pub fn of_state(state: &str) -> Self {
        let has = |shelf: &Self| shelf.states().iter().any(|known| known.as_str() == state);
        Self::ALL.into_iter().find(has).unwrap_or(Self::Waiting)
    }
}

/// Jobs of one shelf, kind and queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub shelf: Shelf,
    pub kind: String,
    pub queue: String,
    pub jobs: i64,
}

/// A queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueState {
    pub name: String,
    pub waiting: i64,
    /// Since when its oldest job that is due waits.
    pub oldest: Option<UtcMillis>,
    pub paused: bool,
    /// River knows a queue once somebody works it; before that it cannot be paused.
    pub known: bool,
}

/// The queues at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    pub counts: Vec<Count>,
    /// As listed in [`QUEUES`], then any other.
    pub queues: Vec<QueueState>,
    /// Workers with the time they were last seen.
    pub workers: Vec<(String, UtcMillis)>,
}

/// Reads the board in one statement.
pub async fn read(app: &App) -> store::Result<Board> {
    Ok(Board::of(store::work::board(&mut app.db.read().await?).await?))
}

impl Board {
    /// Puts the lines of the board together.
    pub fn of(rows: Vec<BoardRow>) -> Self {
        let empty = |name: &str| {
            let name = name.to_owned();
            QueueState { name, waiting: 0, oldest: None, paused: false, known: false }
        };
        let mut board = Self { queues: QUEUES.iter().map(|(name, _)| empty(name)).collect(), ..Self::default() };
        for row in rows {
            if row.what == "worker" {
                board.workers.push((row.kind, UtcMillis::from(row.number)));
                continue;
            }
            let at = board.queues.iter().position(|queue| queue.name == row.queue).unwrap_or_else(|| {
                board.queues.push(empty(&row.queue));
                board.queues.len() - 1
            });
            board.note(at, row);
        }
        board
    }

    fn note(&mut self, at: usize, row: BoardRow) {
        let queue = &mut self.queues[at];
        if row.what == "queue" {
            (queue.known, queue.paused) = (true, row.number == 1);
            return;
        }
        let shelf = Shelf::of_state(&row.what);
        if shelf == Shelf::Waiting {
            queue.waiting += row.number;
        }
        if row.what == JobState::Available.as_str() {
            let due = row.oldest.as_deref().and_then(instant);
            queue.oldest = [queue.oldest, due].into_iter().flatten().min();
        }
        match self
            .counts
            .iter_mut()
            .find(|count| count.shelf == shelf && count.kind == row.kind && count.queue == row.queue)
        {
            Some(count) => count.jobs += row.number,
            None => self.counts.push(Count { shelf, kind: row.kind, queue: row.queue, jobs: row.number }),
        }
    }

    /// Jobs on a shelf, of one kind or of all.
    pub fn total(&self, shelf: Shelf, kind: Option<&str>) -> i64 {
        let fits = |count: &&Count| count.shelf == shelf && kind.is_none_or(|kind| count.kind == kind);
        self.counts.iter().filter(fits).map(|count| count.jobs).sum()
    }

    /// Waiting jobs by kind and queue, of those a purge would take.
    pub fn waiting(&self, kind: Option<&str>, queue: Option<&str>) -> BTreeMap<(String, String), i64> {
        let fits = |count: &&Count| {
            count.shelf == Shelf::Waiting
                && kind.is_none_or(|kind| count.kind == kind)
                && queue.is_none_or(|queue| count.queue == queue)
        };
        self.counts.iter().filter(fits).map(|count| ((count.kind.clone(), count.queue.clone()), count.jobs)).collect()
    }

    /// Whether some process works the queues.
    pub fn is_worked(&self, now: UtcMillis) -> bool {
        !is_silent(self.workers.iter().map(|(_, seen)| *seen).max(), now)
    }
}

/// Whether nobody works: no worker was seen for a minute.
pub fn is_silent(seen: Option<UtcMillis>, now: UtcMillis) -> bool {
    seen.is_none_or(|seen| now.millis_since(seen) > SILENT_AFTER)
}

/// Whether a job that is due waits longer than five minutes.
pub fn is_late(oldest: Option<UtcMillis>, now: UtcMillis) -> bool {
    oldest.is_some_and(|oldest| now.millis_since(oldest) > LATE_AFTER)
}

/// An instant in UTC as either database writes it: `2026-11-23 08:03:38.123`, with `+00` behind it or without.
pub fn instant(text: &str) -> Option<UtcMillis> {
    let bare = text.strip_suffix("+00").unwrap_or(text);
    let at: jiff::Timestamp = format!("{bare}Z").parse().ok()?;
    Some(UtcMillis::from(at.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_of_both_databases_are_read() {
        let at = instant("2026-11-23 08:03:38.123");
        assert_eq!(at, Some(UtcMillis::new(1_795_421_018_123)));
        assert_eq!(instant("2026-11-23 08:03:38.123+00"), at);
        assert_eq!(instant("kemarin"), None);
    }

    #[test]
    fn every_state_has_its_shelf() {
        for state in JobState::ALL {
            assert!(Shelf::of_state(state.as_str()).states().contains(state), "{state}");
        }
        for shelf in Shelf::ALL {
            assert_eq!(Shelf::of_code(shelf.code()), Some(shelf));
        }
    }
}
