//! Counts the statements that reach the database, whoever sends them (also River), from sqlx's own log events.

use std::sync::{
    Arc, Once,
    atomic::{AtomicU64, Ordering},
};

use tracing::{Event, Subscriber, field::Visit};
use tracing_subscriber::{Layer, layer::Context, prelude::*};

static COUNTER: AtomicU64 = AtomicU64::new(0);
static START: Once = Once::new();

struct Counting(Arc<std::sync::Mutex<Vec<String>>>);

static TEXTS: std::sync::OnceLock<Arc<std::sync::Mutex<Vec<String>>>> = std::sync::OnceLock::new();

#[derive(Default)]
struct Summary(String);

impl Visit for Summary {
    fn record_str(&mut self, field: &tracing::field::Field, value: &str) {
        if field.name() == "summary" {
            value.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        if field.name() == "summary" {
            self.0 = format!("{value:?}");
        }
    }
}

impl<S: Subscriber> Layer<S> for Counting {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        if event.metadata().target() != "sqlx::query" {
            return;
        }
        let mut summary = Summary::default();
        event.record(&mut summary);
        let text = summary.0.trim().to_uppercase();
        if text.starts_with("BEGIN") || text.starts_with("COMMIT") || text.starts_with("ROLLBACK") {
            return;
        }
        COUNTER.fetch_add(1, Ordering::SeqCst);
        if let Ok(mut texts) = self.0.lock() {
            texts.push(summary.0);
        }
    }
}

static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Waits until no other test of this process counts.
pub async fn alone() -> tokio::sync::MutexGuard<'static, ()> {
    ALONE.lock().await
}

/// Starts counting in this process; hold [`alone`] meanwhile.
pub async fn start() {
    settle().await;
    START.call_once(|| {
        let texts = TEXTS.get_or_init(Arc::default).clone();
        let filter = tracing_subscriber::filter::filter_fn(|metadata| metadata.target() == "sqlx::query");
        let layer = Counting(texts).with_filter(filter);
        tracing_subscriber::registry().with(layer).init();
    });
    COUNTER.store(0, Ordering::SeqCst);
    if let Some(texts) = TEXTS.get()
        && let Ok(mut texts) = texts.lock()
    {
        texts.clear();
    }
}

/// SQLite's statements run on a thread of their own, which may note the last one a moment after its rows arrived.
async fn settle() {
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
}

/// Statements since the last [`start`], beside BEGIN, COMMIT and ROLLBACK.
pub async fn count() -> u64 {
    settle().await;
    COUNTER.load(Ordering::SeqCst)
}

/// The first words of each statement since the last [`start`], for the message of a failing assertion.
pub fn list() -> Vec<String> {
    TEXTS.get().and_then(|texts| texts.lock().ok().map(|texts| texts.clone())).unwrap_or_default()
}
