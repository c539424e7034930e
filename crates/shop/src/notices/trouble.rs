//! Trouble with a server that comes and goes: told once when it begins and once when it is over, tried again with growing pauses.

use std::{fmt::Display, time::Duration};

const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// One thing that may go wrong for a while.
#[derive(Debug)]
pub struct Trouble {
    with: &'static str,
    pause: Option<Duration>,
}

impl Trouble {
    /// None yet.
    pub fn with(thing: &'static str) -> Self {
        Self { with: thing, pause: None }
    }

    /// It went wrong (again): tells it the first time, and waits.
    pub async fn wait(&mut self, error: impl Display) {
        let pause = match self.pause {
            None => {
                tracing::warn!(what = self.with, %error, "trouble; trying again");
                FIRST_PAUSE
            }
            Some(pause) => (pause * 2).min(LONGEST_PAUSE),
        };
        self.pause = Some(pause);
        tokio::time::sleep(pause).await;
    }

    /// It works.
    pub fn over(&mut self) {
        if self.pause.take().is_some() {
            tracing::info!(what = self.with, "works again");
        }
    }
}
