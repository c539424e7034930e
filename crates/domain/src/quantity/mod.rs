//! How much of a product: fixed point in thousandths of its unit, with the step and minimum it is sold in (domain.md §3).

mod sale;

use std::{fmt, iter::Sum};

use serde::{Deserialize, Serialize};

pub use sale::SaleRule;

use crate::{
    Problem,
    grouping::{grouped, parse_grouped},
};

/// Thousandths in one unit.
const SCALE: i64 = 1000;

/// A quantity in thousandths of the product's unit, 0 … [`Quantity::MAX`] (domain.md §3). Shown as `0,5` or `1.250`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Quantity(i64);

impl Quantity {
    pub const ZERO: Self = Self(0);
    /// One whole unit.
    pub const ONE: Self = Self(SCALE);
    /// A thousand million units: more than the sums of any report.
    pub const MAX: Self = Self(1_000_000_000 * SCALE);

    /// A quantity from thousandths of a unit; refused below zero or above [`Quantity::MAX`].
    pub fn from_thousandths(thousandths: i64) -> Result<Self, Problem> {
        match thousandths {
            ..0 => Err(Problem::NotPositive),
            _ if thousandths > Self::MAX.0 => Err(too_large()),
            _ => Ok(Self(thousandths)),
        }
    }

    /// A quantity of whole units; refused below zero or above [`Quantity::MAX`].
    pub fn whole(units: i64) -> Result<Self, Problem> {
        units.checked_mul(SCALE).map_or_else(|| Err(too_large()), Self::from_thousandths)
    }

    /// A quantity of whole units known when the program is written.
    pub const fn units(units: u16) -> Self {
        Self(units as i64 * SCALE)
    }

    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// What so much weighs when one unit weighs this many grams, rounded half up.
    pub const fn weight_of(self, grams: i64) -> i64 {
        (self.0.saturating_mul(grams).saturating_add(SCALE / 2)) / SCALE
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, or [`Problem::QuantityTooLarge`].
    pub fn checked_add(self, other: Self) -> Result<Self, Problem> {
        Self::from_thousandths(self.0 + other.0)
    }

    /// The difference, or [`Problem::NotEnough`] when more is taken than there is.
    pub fn checked_sub(self, other: Self) -> Result<Self, Problem> {
        if other.0 > self.0 { Err(Problem::NotEnough { available: self }) } else { Ok(Self(self.0 - other.0)) }
    }

    /// The sum, at most [`Quantity::MAX`].
    #[must_use]
    pub fn saturating_add(self, other: Self) -> Self {
        Self((self.0 + other.0).min(Self::MAX.0))
    }

    /// The difference, at least zero.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self((self.0 - other.0).max(0))
    }

    /// Whether the quantity can be sold in this step. Of a zero step nothing but zero is a multiple.
    pub const fn is_multiple_of(self, step: Self) -> bool {
        if step.0 == 0 { self.0 == 0 } else { self.0 % step.0 == 0 }
    }

    /// The greatest multiple of the step that is not above this quantity; zero for a zero step.
    #[must_use]
    pub const fn round_down_to(self, step: Self) -> Self {
        if step.0 == 0 { Self::ZERO } else { Self(self.0 - self.0 % step.0) }
    }

    /// Reads what people type (domain.md §3): `2`, `0,5`, `1.250`, `1.250,5`.
    ///
    /// The comma is the decimal mark, at most three decimals. Dots part thousands when every group after the first has
    /// three digits and the first is one to three digits without a leading zero, so `1.250` is one thousand two hundred
    /// and fifty. One dot that cannot part thousands is taken as the comma of a phone keyboard: `0.5`, `1.5`, `0.500`.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
            return Err(parse_unsigned(rest.trim()).map_or(Problem::NotANumber, |_| Problem::NotPositive));
        }
        let thousandths = parse_unsigned(text).ok_or(Problem::NotANumber)?;
        i64::try_from(thousandths).map_err(|_| too_large()).and_then(Self::from_thousandths)
    }
}

fn too_large() -> Problem {
    Problem::QuantityTooLarge { max: Quantity::MAX }
}

/// Thousandths, stopping at the greatest number so that the caller calls it too large.
fn parse_unsigned(text: &str) -> Option<u64> {
    if let Some((units, decimals)) = text.split_once(',') {
        return with_decimals(parse_grouped(units)?, decimals);
    }
    if let Some(units) = parse_grouped(text) {
        return with_decimals(units, "0");
    }
    let (units, decimals) = text.split_once('.')?;
    with_decimals(parse_grouped(units)?, decimals)
}

fn with_decimals(units: u64, decimals: &str) -> Option<u64> {
    if !(1..=3).contains(&decimals.len()) || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: u64 = format!("{decimals:0<3}").parse().ok()?;
    Some(units.saturating_mul(SCALE.unsigned_abs()).saturating_add(fraction))
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = self.0.unsigned_abs();
        let (units, fraction) = (thousandths / SCALE.unsigned_abs(), thousandths % SCALE.unsigned_abs());
        formatter.write_str(&grouped(units))?;
        if fraction == 0 {
            return Ok(());
        }
        write!(formatter, ",{}", format!("{fraction:03}").trim_end_matches('0'))
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(quantities: I) -> Self {
        quantities.fold(Self::ZERO, Self::saturating_add)
    }
}

impl TryFrom<i64> for Quantity {
    type Error = Problem;

    fn try_from(thousandths: i64) -> Result<Self, Problem> {
        Self::from_thousandths(thousandths)
    }
}

impl From<Quantity> for i64 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}
