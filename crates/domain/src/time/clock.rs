//! The clock that is handed to everything, so that tests travel in time.

use std::{
    fmt::Debug,
    sync::atomic::{AtomicI64, Ordering},
};

use super::UtcMillis;

/// Tells the time (domain.md §3). Nothing else in the program does.
pub trait Clock: Debug + Send + Sync {
    fn now(&self) -> UtcMillis;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the machine's time")]
    fn now(&self) -> UtcMillis {
        UtcMillis::new(jiff::Timestamp::now().as_millisecond())
    }
}

/// A clock that stands still until it is moved: for tests and for the demo shop's past.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    pub const fn new(now: UtcMillis) -> Self {
        Self(AtomicI64::new(now.get()))
    }

    pub fn set(&self, now: UtcMillis) {
        self.0.store(now.get(), Ordering::SeqCst);
    }

    pub fn advance_millis(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }

    pub fn advance_hours(&self, hours: i64) {
        self.advance_millis(hours * super::MILLIS_PER_HOUR);
    }
}

impl Clock for TestClock {
    fn now(&self) -> UtcMillis {
        UtcMillis::new(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_clock_moves_only_when_told() {
        let clock = TestClock::new(UtcMillis::new(5));
        clock.advance_millis(10);
        assert_eq!(clock.now().get(), 15);
        clock.advance_hours(1);
        assert_eq!(clock.now().get(), 3_600_015);
        clock.set(UtcMillis::new(1));
        assert_eq!(clock.now().get(), 1);
    }

    #[test]
    fn the_system_clock_is_past_the_day_this_was_written() {
        assert!(SystemClock.now().get() > 1_700_000_000_000);
    }
}
