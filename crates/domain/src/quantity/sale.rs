//! The portions a product is sold in.

use serde::{Deserialize, Serialize};

use super::{Quantity, SCALE};
use crate::Problem;

/// In what portions a product is sold (domain.md §3): tiles in steps of 0,5 m², posts from two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleRule {
    /// Every quantity is a multiple of this.
    pub step: Quantity,
    /// The least that is sold.
    pub minimum: Quantity,
}

impl SaleRule {
    /// More than this of one product nobody orders: a million units. Above it a typing slip is likelier than a sale.
    pub const MAX_PER_LINE: Quantity = Quantity(1_000_000 * SCALE);

    /// Whether so much may be ordered (domain.md §5); says what is wrong otherwise.
    pub fn check(self, quantity: Quantity) -> Result<Quantity, Problem> {
        if quantity.is_zero() {
            return Err(Problem::NotPositive);
        }
        if quantity > Self::MAX_PER_LINE {
            return Err(Problem::QuantityTooLarge { max: Self::MAX_PER_LINE });
        }
        if quantity < self.minimum {
            return Err(Problem::BelowMinimum { min: self.minimum });
        }
        if !quantity.is_multiple_of(self.step) {
            return Err(Problem::OffStep { step: self.step });
        }
        Ok(quantity)
    }

    /// The most that can be sold when so much is available: on the step, and nothing when that is under the minimum.
    pub fn sellable(self, available: Quantity) -> Quantity {
        let most = available.min(Self::MAX_PER_LINE).round_down_to(self.step);
        if most < self.minimum { Quantity::ZERO } else { most }
    }
}

impl Default for SaleRule {
    fn default() -> Self {
        Self { step: Quantity::ONE, minimum: Quantity::ONE }
    }
}
