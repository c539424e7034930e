//! Money: whole rupiah, never a fraction, never below zero (domain.md §3).

use std::{fmt, iter::Sum};

use serde::{Deserialize, Serialize};

use crate::{
    Problem,
    grouping::{grouped, parse_grouped},
    quantity::Quantity,
};

/// An amount of money in whole rupiah, 0 … [`Rupiah::MAX`] (domain.md §3). Shown as `Rp 1.250.000`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Rupiah(i64);

impl Rupiah {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// Nine thousand million million rupiah: far above any sum of the shop, and still exact in every spreadsheet.
    pub const MAX: Self = Self(9_000_000_000_000_000);

    /// An amount from a number of rupiah; [`Problem::AmountOutOfRange`] below zero or above [`Rupiah::MAX`].
    pub fn new(amount: i64) -> Result<Self, Problem> {
        if (0..=Self::MAX.0).contains(&amount) { Ok(Self(amount)) } else { Err(out_of_range()) }
    }

    /// An amount known when the program is written.
    pub const fn from_u32(amount: u32) -> Self {
        Self(amount as i64)
    }

    /// The number of rupiah.
    pub const fn get(self) -> i64 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, or [`Problem::AmountOutOfRange`] above [`Rupiah::MAX`].
    pub fn checked_add(self, other: Self) -> Result<Self, Problem> {
        Self::new(self.0 + other.0)
    }

    /// The difference, or [`Problem::AmountOutOfRange`] when more is taken than there is.
    pub fn checked_sub(self, other: Self) -> Result<Self, Problem> {
        Self::new(self.0 - other.0)
    }

    /// The sum, at most [`Rupiah::MAX`].
    #[must_use]
    pub fn saturating_add(self, other: Self) -> Self {
        Self((self.0 + other.0).min(Self::MAX.0))
    }

    /// The difference, at least zero.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self((self.0 - other.0).max(0))
    }

    /// Reads what people type: `1250000`, `1.250.000`, `Rp 1.250.000`, `Rp1.250.000,-`. Cents are no number here.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let text = text.strip_suffix(",-").unwrap_or(text);
        let text = without_currency(text);
        if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
            return Err(parse_grouped(rest.trim()).map_or(Problem::NotRupiah, |_| out_of_range()));
        }
        let amount = parse_grouped(text).ok_or(Problem::NotRupiah)?;
        i64::try_from(amount).map_err(|_| out_of_range()).and_then(Self::new)
    }
}

fn out_of_range() -> Problem {
    Problem::AmountOutOfRange { max: Rupiah::MAX }
}

fn without_currency(text: &str) -> &str {
    match text.get(..2) {
        Some(head) if head.eq_ignore_ascii_case("rp") => text[2..].trim_start_matches('.').trim_start(),
        _ => text,
    }
}

/// Price of a line before discounts: unit price × quantity, rounded half up to a rupiah (domain.md §3).
pub fn line_gross(unit_price: Rupiah, quantity: Quantity) -> Result<Rupiah, Problem> {
    let thousandths = i128::from(unit_price.get()) * i128::from(quantity.thousandths());
    i64::try_from((thousandths + 500) / 1000).map_err(|_| out_of_range()).and_then(Rupiah::new)
}

impl fmt::Display for Rupiah {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Rp {}", grouped(self.0.unsigned_abs()))
    }
}

impl Sum for Rupiah {
    /// Stops at [`Rupiah::MAX`]; where the sum is charged to somebody use [`Rupiah::checked_add`].
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::saturating_add)
    }
}

impl TryFrom<i64> for Rupiah {
    type Error = Problem;

    fn try_from(amount: i64) -> Result<Self, Problem> {
        Self::new(amount)
    }
}

impl From<Rupiah> for i64 {
    fn from(amount: Rupiah) -> Self {
        amount.0
    }
}
