//! A discount's percentage (domain.md §8).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Problem, money::Rupiah};

/// A whole percentage, 1 … 100 (domain.md §8). Shown as `10%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Percent(u8);

impl Percent {
    pub const MIN: Self = Self(1);
    pub const MAX: Self = Self(100);
    /// What the shop gives on birthdays unless the owner says otherwise.
    pub const TEN: Self = Self(10);

    /// A percentage; [`Problem::NumberOutOfRange`] outside 1 … 100.
    pub fn new(percent: i64) -> Result<Self, Problem> {
        match u8::try_from(percent) {
            Ok(value @ 1..=100) => Ok(Self(value)),
            _ => Err(Problem::NumberOutOfRange { min: 1, max: 100 }),
        }
    }

    /// Reads `10` or `10%`.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let digits = text.strip_suffix('%').unwrap_or(text).trim_end();
        Self::new(digits.parse().map_err(|_| Problem::NotWhole)?)
    }

    pub const fn get(self) -> i64 {
        self.0 as i64
    }

    /// So many percent of an amount, rounded down to a rupiah (domain.md §8).
    pub fn of(self, amount: Rupiah) -> Rupiah {
        // At most MAX × 100 = 9 × 10¹⁷, which 64 bits hold; at most 100 % of a valid amount, hence valid.
        Rupiah::new(amount.get() * self.get() / 100).unwrap_or(amount)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}%", self.0)
    }
}

impl TryFrom<i64> for Percent {
    type Error = Problem;

    fn try_from(percent: i64) -> Result<Self, Problem> {
        Self::new(percent)
    }
}

impl From<Percent> for i64 {
    fn from(percent: Percent) -> Self {
        percent.get()
    }
}
