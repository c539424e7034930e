//! The demo's clock: stands in the past and is moved forward while the shop's history is played, then goes on as the machine's clock.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::time::{Clock, SystemClock, UtcMillis};

/// Stands for "the machine's clock from now on".
const RUNNING: i64 = i64::MIN;

/// A clock that travels first and runs afterwards.
#[derive(Debug)]
pub struct DemoClock(AtomicI64);

impl DemoClock {
    /// Stands still at an instant.
    pub fn standing(at: UtcMillis) -> Self {
        Self(AtomicI64::new(at.get()))
    }

    /// Runs as the machine's clock.
    pub fn running() -> Self {
        Self(AtomicI64::new(RUNNING))
    }

    /// Moves forward to an instant and stands there.
    pub fn travel(&self, to: UtcMillis) {
        self.0.store(to.get(), Ordering::SeqCst);
    }

    /// The history has been played: from now on the time is real.
    pub fn run(&self) {
        self.0.store(RUNNING, Ordering::SeqCst);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> UtcMillis {
        match self.0.load(Ordering::SeqCst) {
            RUNNING => SystemClock.now(),
            standing => UtcMillis::from(standing),
        }
    }
}
