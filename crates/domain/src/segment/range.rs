//! Numbers of conditions: days and ranges that are never upside down.

use serde::{Deserialize, Serialize};

use crate::{Problem, money::Rupiah};

/// So many days back from today, 1 to 3650.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Days(u16);

impl Days {
    const MAX: u16 = 3650;

    pub const fn get(self) -> u16 {
        self.0
    }

    /// A number known when the program is written.
    pub(super) const fn fixed(days: u16) -> Self {
        assert!(days > 0 && days <= Self::MAX, "within the bounds of a number of days");
        Self(days)
    }

    /// As typed.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Problem::Required);
        }
        typed.parse::<i64>().map_err(|_| Problem::NotANumber).and_then(Self::try_from)
    }
}

impl TryFrom<i64> for Days {
    type Error = Problem;

    fn try_from(number: i64) -> Result<Self, Problem> {
        match u16::try_from(number) {
            Ok(days) if (1..=Self::MAX).contains(&days) => Ok(Self(days)),
            _ => Err(Problem::NumberOutOfRange { min: 1, max: Self::MAX.into() }),
        }
    }
}

impl From<Days> for i64 {
    fn from(days: Days) -> Self {
        days.0.into()
    }
}

/// A range, both ends included, never upside down; without `max` there is no upper end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw<T>", into = "Raw<T>")]
#[serde(bound(serialize = "T: Copy + Serialize", deserialize = "T: Copy + Ord + Deserialize<'de>"))]
pub struct Range<T> {
    min: T,
    max: Option<T>,
}

impl<T: Copy + Ord> Range<T> {
    /// Refused when upside down.
    pub fn new(min: T, max: Option<T>) -> Result<Self, Problem> {
        if max.is_some_and(|max| max < min) { Err(Problem::RangeReversed) } else { Ok(Self { min, max }) }
    }

    /// The lower end.
    pub const fn min(&self) -> T {
        self.min
    }

    /// The upper end.
    pub const fn max(&self) -> Option<T> {
        self.max
    }
}

/// A range of rupiah.
pub type Amounts = Range<Rupiah>;
/// A range of numbers of orders.
pub type Counts = Range<u32>;

/// A range as it stands in JSON.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Raw<T> {
    min: T,
    max: Option<T>,
}

impl<T: Copy + Ord> TryFrom<Raw<T>> for Range<T> {
    type Error = Problem;

    fn try_from(raw: Raw<T>) -> Result<Self, Problem> {
        Self::new(raw.min, raw.max)
    }
}

impl<T: Copy> From<Range<T>> for Raw<T> {
    fn from(range: Range<T>) -> Self {
        Self { min: range.min, max: range.max }
    }
}
