//! Putting the figures together when somebody asks: one statement for the queues, everything else from memory.

use std::time::Duration;

use domain::time::UtcMillis;
use prometheus_client::encoding::text::encode;
use tokio::time::timeout;

use super::Metrics;
use crate::{
    app::App,
    jobs::{
        QUEUES,
        board::{self, Board, Shelf},
    },
};

/// Whoever asks does not wait longer for a database that hangs.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// Queues that are not on our list.
const OTHER: &str = "other";

/// All figures as text.
pub async fn text(app: &App) -> String {
    let metrics = &app.metrics;
    // Before the question of its own is asked.
    metrics.note_connections(&app.db);
    metrics.line_up.set(i64::from(app.line.works()));
    match timeout(ANSWER_WITHIN, board::read(app)).await {
        Ok(Ok(board)) => metrics.note_board(&board, app.clock.now()),
        Ok(Err(error)) => metrics.database_is_away(&error.to_string()),
        Err(_) => metrics.database_is_away("no answer in time"),
    }
    let mut text = String::new();
    encode(&mut text, &metrics.registry).expect("writing into memory does not fail");
    text
}

impl Metrics {
    fn note_connections(&self, db: &store::Db) {
        for pool in db.connections() {
            for (state, number) in [("used", pool.used), ("idle", pool.idle)] {
                let labels = [("pool", pool.name.to_owned()), ("state", state.to_owned())];
                self.connections.get_or_create(&labels).set(i64::from(number));
            }
        }
    }

    fn database_is_away(&self, error: &str) {
        tracing::warn!(error, "the queues could not be counted");
        self.database_up.set(0);
        // What was true a while ago is not shown as the present.
        self.queue_jobs.clear();
        self.queue_oldest.clear();
        self.workers_alive.set(0);
    }

    fn note_board(&self, board: &Board, now: UtcMillis) {
        self.database_up.set(1);
        let alive = board.workers.iter().filter(|(_, seen)| !board::is_silent(Some(*seen), now)).count();
        self.workers_alive.set(alive as i64);
        let names = QUEUES.iter().map(|(name, _)| *name).chain([OTHER]);
        for name in names {
            for shelf in Shelf::ALL {
                let jobs = board.counts.iter().filter(|count| count.shelf == shelf && label(&count.queue) == name);
                let labels = [("queue", name.to_owned()), ("shelf", shelf.code().to_owned())];
                self.queue_jobs.get_or_create(&labels).set(jobs.map(|count| count.jobs).sum());
            }
            let due = board.queues.iter().filter(|queue| label(&queue.name) == name).filter_map(|queue| queue.oldest);
            // A job that is due later is not late; a clock that went back makes none either.
            let age = due.min().map_or(0, |oldest| (now.millis_since(oldest) / 1000).max(0));
            self.queue_oldest.get_or_create(&[("queue", name.to_owned())]).set(age);
        }
    }
}

fn label(queue: &str) -> &'static str {
    QUEUES.iter().map(|(name, _)| *name).find(|name| *name == queue).unwrap_or(OTHER)
}
