//! What reports are reckoned over: ranges of days, both ends included, and the steps of their charts (domain.md §3, §12).

use crate::{Problem, time::ShopDay};

/// Days from the first to the last, both included (domain.md §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    first: ShopDay,
    last: ShopDay,
}

/// Ranges people ask for most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    ThisMonth,
    LastMonth,
    /// This calendar month and the two before it.
    ThreeMonths,
    ThisYear,
}

impl Preset {
    pub const ALL: [Self; 4] = [Self::ThisMonth, Self::LastMonth, Self::ThreeMonths, Self::ThisYear];
}

/// How long one step of a chart is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    Day,
    Month,
    Year,
    /// The whole range at once.
    Whole,
}

/// Days shown one by one.
const MOST_DAYS: i64 = 62;
/// Months shown one by one.
const MOST_MONTHS: i32 = 48;
/// Years shown one by one.
const MOST_YEARS: i32 = 60;

impl Range {
    /// [`Problem::EndsBeforeStart`] when the last day lies before the first.
    pub fn new(first: ShopDay, last: ShopDay) -> Result<Self, Problem> {
        if last < first { Err(Problem::EndsBeforeStart) } else { Ok(Self { first, last }) }
    }

    /// A whole calendar month, by any of its days.
    pub fn month_of(day: ShopDay) -> Self {
        Self { first: day.first_of_month(), last: last_of_month(day) }
    }

    /// One of the usual ranges, seen from a day. All are whole calendar months.
    pub fn preset(preset: Preset, today: ShopDay) -> Self {
        let this = Self::month_of(today);
        match preset {
            Preset::ThisMonth => this,
            Preset::LastMonth => Self::month_of(this.first.plus_months(-1)),
            Preset::ThreeMonths => Self { first: this.first.plus_months(-2), last: this.last },
            Preset::ThisYear => {
                let first = this.first.plus_months(1 - i32::from(today.month()));
                Self { first, last: last_of_month(first.plus_months(11)) }
            }
        }
    }

    pub const fn first(self) -> ShopDay {
        self.first
    }

    pub const fn last(self) -> ShopDay {
        self.last
    }

    /// The calendar months of the range, the first and the last cut to it. Months without sales are among them.
    pub fn months(self) -> Vec<Self> {
        self.cut(last_of_month)
    }

    /// The steps of a chart over this range, without a gap between them.
    pub fn steps(self) -> (Grain, Vec<Self>) {
        let (years, months) = (self.years(), self.years() * 12 + i32::from(self.last.month() - self.first.month()));
        if self.last.days_since(self.first) < MOST_DAYS {
            (Grain::Day, self.cut(|day| day))
        } else if months < MOST_MONTHS {
            (Grain::Month, self.months())
        } else if years < MOST_YEARS {
            (Grain::Year, self.cut(|day| last_of_month(day.plus_months(12 - i32::from(day.month())))))
        } else {
            (Grain::Whole, vec![self])
        }
    }

    fn years(self) -> i32 {
        i32::from(self.last.year()) - i32::from(self.first.year())
    }

    /// Cuts the range into pieces that end where `end` says.
    fn cut(self, end: impl Fn(ShopDay) -> ShopDay) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut first = self.first;
        while first <= self.last {
            let last = end(first).min(self.last);
            pieces.push(Self { first, last });
            let next = last.plus_days(1);
            if next <= last {
                break; // the end of the calendar
            }
            first = next;
        }
        pieces
    }
}

fn last_of_month(day: ShopDay) -> ShopDay {
    let next = day.first_of_month().plus_months(1);
    if next <= day { day } else { next.plus_days(-1) }
}

/// A part of a whole in hundredths of a percent, rounded half up: 1234 is 12,34 %. Of nothing everything is nothing.
pub fn share(part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    i64::try_from((part * 20_000 + whole) / (whole * 2)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> ShopDay {
        ShopDay::parse(text).expect("a day")
    }

    fn words(range: Range) -> String {
        format!("{}..{}", range.first, range.last)
    }

    #[test]
    fn the_usual_ranges_are_whole_months() {
        let seen = |today: &str| Preset::ALL.map(|preset| words(Range::preset(preset, day(today))));
        assert_eq!(
            seen("2028-02-29"),
            ["2028-02-01..2028-02-29", "2028-01-01..2028-01-31", "2027-12-01..2028-02-29", "2028-01-01..2028-12-31"]
        );
        assert_eq!(seen("2026-12-31")[1], "2026-11-01..2026-11-30");
    }

    #[test]
    fn steps_cover_every_day_once() {
        for (first, last, grain, count) in [
            ("2026-11-01", "2026-11-01", Grain::Day, 1),
            ("2026-11-01", "2026-12-31", Grain::Day, 61),
            ("2026-01-15", "2026-12-03", Grain::Month, 12),
            ("2024-02-29", "2030-01-01", Grain::Year, 7),
            ("0001-01-01", "9999-12-31", Grain::Whole, 1),
        ] {
            let range = Range::new(day(first), day(last)).expect("a range");
            let (found, steps) = range.steps();
            assert_eq!((found, steps.len()), (grain, count), "{first} {last}");
            assert_eq!((steps[0].first, steps[count - 1].last), (range.first, range.last));
            for pair in steps.windows(2) {
                assert_eq!(pair[0].last.plus_days(1), pair[1].first);
            }
        }
        assert_eq!(Range::new(day("2026-02-02"), day("2026-02-01")), Err(Problem::EndsBeforeStart));
        let end = Range::new(day("9999-12-01"), day("9999-12-31")).expect("a range");
        assert_eq!(end.steps().1.len(), 31);
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!((share(1, 3), share(2, 3), share(1, 1), share(1, 0)), (3333, 6667, 10_000, 0));
        assert_eq!(share(1, 20_000), 1, "half of a hundredth");
    }
}
