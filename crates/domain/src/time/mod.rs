//! Time: instants in UTC milliseconds, days of the shop's zone, and the one clock everything asks (domain.md §3).

mod clock;
mod day;
mod hour;
mod zone;

use serde::{Deserialize, Serialize};

pub use clock::{Clock, SystemClock, TestClock};
pub use day::ShopDay;
pub use hour::{hour_text, optional_hour, parse_hour};
pub use zone::ShopZone;

const MILLIS_PER_HOUR: i64 = 3_600_000;

/// An instant: milliseconds since 1970-01-01 00:00 UTC (domain.md §3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UtcMillis(i64);

impl UtcMillis {
    pub const fn new(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn get(self) -> i64 {
        self.0
    }

    /// The instant so many milliseconds later (earlier when negative).
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// The instant so many hours later (earlier when negative).
    #[must_use]
    pub const fn plus_hours(self, hours: i64) -> Self {
        self.plus_millis(hours.saturating_mul(MILLIS_PER_HOUR))
    }

    /// Milliseconds from `earlier` to this instant; negative when it is later.
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The jiff instant; one that no calendar holds becomes the nearest that it does.
    pub fn timestamp(self) -> jiff::Timestamp {
        let nearest = if self.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(nearest)
    }
}

impl From<i64> for UtcMillis {
    fn from(millis: i64) -> Self {
        Self(millis)
    }
}

impl From<UtcMillis> for i64 {
    fn from(instant: UtcMillis) -> Self {
        instant.0
    }
}
