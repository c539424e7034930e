//! Slows down whoever guesses passwords or fills forms by machine (domain.md §11): after five failures each further one doubles the wait.
//!
//! Counts failures, not tries, and takes its time from the shop's clock; that is why it is not `governor` (docs/decisions/0004).

use std::{collections::HashMap, sync::Mutex};

use domain::time::UtcMillis;

/// Failures that are free.
const FREE: u32 = 5;
/// The first wait, in seconds; doubled with each further failure.
const FIRST_WAIT: i64 = 5;
/// The longest wait: a quarter of an hour.
const LONGEST_WAIT: i64 = 900;
/// After this long without failures all is forgotten.
const FORGET_AFTER: i64 = 3_600_000;
/// How many names are remembered at most, so that guessing names cannot fill the memory.
const REMEMBERED: usize = 20_000;

#[derive(Clone, Copy, Debug)]
struct Record {
    failures: u32,
    last: UtcMillis,
}

/// Failures by key, for one kind of try.
#[derive(Debug)]
pub struct Limiter {
    free: u32,
    records: Mutex<HashMap<String, Record>>,
}

impl Default for Limiter {
    fn default() -> Self {
        Self::with_free(FREE)
    }
}

impl Limiter {
    /// A limiter that lets `free` failures pass (an address shared by many needs more than a single name).
    pub fn with_free(free: u32) -> Self {
        Self { free, records: Mutex::default() }
    }

    /// Seconds this key still has to wait, if any.
    pub fn wait(&self, key: &str, now: UtcMillis) -> Option<u64> {
        let records = self.records.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let record = records.get(key)?;
        let over = record.failures.checked_sub(self.free)?;
        let wait = FIRST_WAIT.saturating_mul(1 << over.min(16)).min(LONGEST_WAIT) * 1000;
        let left = record.last.get() + wait - now.get();
        (left > 0).then(|| (left as u64).div_ceil(1000))
    }

    /// Begins a try: charged at once as a failure, to be forgotten by [`Limiter::succeeded`]; or the seconds to wait.
    pub fn begin(&self, key: &str, now: UtcMillis) -> Option<u64> {
        let wait = self.wait(key, now);
        if wait.is_none() {
            self.failed(key, now);
        }
        wait
    }

    /// Notes a failure.
    pub fn failed(&self, key: &str, now: UtcMillis) {
        let mut records = self.records.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if records.len() >= REMEMBERED {
            records.retain(|_, record| now.get() - record.last.get() < FORGET_AFTER);
            if records.len() >= REMEMBERED {
                // A flood of invented names: any thousand of them may be forgotten.
                let some: Vec<String> = records.keys().take(1000).cloned().collect();
                for name in some {
                    records.remove(&name);
                }
            }
        }
        let record = records.entry(key.to_owned()).or_insert(Record { failures: 0, last: now });
        if now.get() - record.last.get() >= FORGET_AFTER {
            record.failures = 0;
        }
        record.failures += 1;
        record.last = now;
    }

    /// Forgets a key after a success.
    pub fn succeeded(&self, key: &str) {
        self.records.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_are_free_then_the_wait_doubles_and_ends() {
        let limiter = Limiter::default();
        let at = |seconds: i64| UtcMillis::from(1_000_000 + seconds * 1000);
        for _ in 0..4 {
            limiter.failed("siti", at(0));
        }
        assert_eq!(limiter.wait("siti", at(0)), None);
        limiter.failed("siti", at(0));
        assert_eq!(limiter.wait("siti", at(0)), Some(5));
        limiter.failed("siti", at(5));
        assert_eq!(limiter.wait("siti", at(5)), Some(10));
        assert_eq!(limiter.wait("siti", at(15)), None);
        assert_eq!(limiter.wait("budi", at(5)), None);
        limiter.succeeded("siti");
        assert_eq!(limiter.wait("siti", at(5)), None);
    }
}
