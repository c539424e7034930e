//! Birth dates.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Problem, time::ShopDay};

/// A plausible birth date: not in the future, not more than 120 years ago (domain.md §11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BirthDate(ShopDay);

impl BirthDate {
    pub const MAX_AGE_YEARS: i32 = 120;

    /// Reads `YYYY-MM-DD` and judges it from today's point of view.
    pub fn parse(typed: &str, today: ShopDay) -> Result<Self, Problem> {
        let day = ShopDay::parse(typed)?;
        let earliest = today.plus_months(-12 * Self::MAX_AGE_YEARS);
        if (earliest..=today).contains(&day) { Ok(Self(day)) } else { Err(Problem::ImplausibleBirthDate) }
    }

    pub const fn day(self) -> ShopDay {
        self.0
    }

    /// Whether the birthday is kept on this day (domain.md §8).
    pub fn is_birthday(self, today: ShopDay) -> bool {
        today.birthday_matches(self.0)
    }
}

impl TryFrom<String> for BirthDate {
    type Error = Problem;

    /// From the books, where it was judged when it was written.
    fn try_from(text: String) -> Result<Self, Problem> {
        ShopDay::try_from(text).map(Self)
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
