//! Days of the shop's calendar.

use std::{fmt, str::FromStr};

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use crate::Problem;

/// A day in the shop's zone (domain.md §3). Stored and parsed as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShopDay(Date);

impl ShopDay {
    /// A day of the calendar; [`Problem::BadDate`] for 30 February and the like.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, Problem> {
        Date::new(year, month, day).map(Self).map_err(|_| Problem::BadDate)
    }

    /// Reads `YYYY-MM-DD`, exactly so: it is what date fields send.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let numbers: Vec<&str> = text.split('-').collect();
        let [year, month, day] = numbers[..] else { return Err(Problem::BadDate) };
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return Err(Problem::BadDate);
        }
        Self::new(number(year)?, number(month)?, number(day)?)
    }

    pub const fn date(self) -> Date {
        self.0
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    pub fn month(self) -> i8 {
        self.0.month()
    }

    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day so many days later (earlier when negative), within the calendar.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days.days()))
    }

    /// Days from `earlier` to this day; negative when it is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.duration_since(earlier.0).as_hours() / 24
    }

    /// The same day so many months later (earlier when negative), or that month's last day.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        Self(self.0.saturating_add(months.months()))
    }

    /// The first day of this day's month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// Whether who was born on `birth` has the birthday on this day; 29 February is kept on 28 February in common
    /// years (domain.md §8).
    pub fn birthday_matches(self, birth: Self) -> bool {
        birth.birthday_in(self.year()) == self
    }

    /// The day on which who was born on this day keeps the birthday in a year (domain.md §8).
    #[must_use]
    pub fn birthday_in(self, year: i16) -> Self {
        let kept_on = |day| Date::new(year, self.month(), day).map(Self);
        // Only 29 February can be missing from a year.
        kept_on(self.day()).or_else(|_| kept_on(28)).unwrap_or(self)
    }

    /// Month and day (`MM-DD`) of the births whose birthday is kept on this day: its own, and on 28 February of a common
    /// year those of 29 February too. Always two; on most days the same twice.
    pub fn births_kept(self) -> [String; 2] {
        let own = self.to_string()[5..].to_owned();
        let leaplings = (self.month(), self.day()) == (2, 28) && !self.0.in_leap_year();
        let other = if leaplings { "02-29".to_owned() } else { own.clone() };
        [own, other]
    }

    /// The Monday of this day's week.
    #[must_use]
    pub fn first_of_week(self) -> Self {
        self.plus_days(-i32::from(self.0.weekday().to_monday_zero_offset()))
    }
}

fn number<N: FromStr>(digits: &str) -> Result<N, Problem> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::BadDate);
    }
    digits.parse().map_err(|_| Problem::BadDate)
}

impl From<Date> for ShopDay {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for ShopDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl FromStr for ShopDay {
    type Err = Problem;

    fn from_str(typed: &str) -> Result<Self, Problem> {
        Self::parse(typed)
    }
}

impl TryFrom<String> for ShopDay {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<ShopDay> for String {
    fn from(day: ShopDay) -> Self {
        day.to_string()
    }
}
