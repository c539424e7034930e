//! An order priced again from what it was priced from, under other rules (domain.md §8). The same [`price`] as everywhere.

use super::{
    model::{Choice, DiscountRow, Facts, Line, Rules},
    price::price,
    verdict::{Outcome, PricedCart, Source},
};
use crate::{Problem, coded::coded, ids::ProductId, loyalty, money::Rupiah, percent::Percent};

coded! {
    /// A kind of discount as the office speaks of it: a row of the table of ranks (domain.md §8).
    Kind {
        /// Manual, one product (rank 1).
        OneProduct = "one_product",
        /// Manual, all products (rank 2).
        AllProducts = "all_products",
        /// The admin's loyalty action (rank 3).
        Loyalty = "loyalty",
        /// P2-A "Loyalitas Permanen" (rank 4).
        Permanent = "birthday_permanent",
        /// P2-B "Loyalitas Instan" (rank 5).
        Instant = "birthday_instant",
        /// A manual cart threshold (rank 5).
        Threshold = "cart_threshold",
    }
}

impl Kind {
    /// The kind of a row.
    pub const fn of(row: &DiscountRow) -> Self {
        match row.rank() {
            1 => Self::OneProduct,
            2 => Self::AllProducts,
            3 => Self::Loyalty,
            4 => Self::Permanent,
            _ => Self::Threshold,
        }
    }
}

/// Everything one order was priced from, as it was at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    pub lines: Vec<Line>,
    pub rows: Vec<DiscountRow>,
    pub facts: Facts,
    /// With the promises of the day's gift in them.
    pub rules: Rules,
    /// From which goods total customers were loyal.
    pub loyal_threshold: Rupiah,
    /// How many favourites P2-A covered.
    pub favourites_count: u8,
    /// Behind the gift of that day, if there was one.
    pub behind_gift: Option<BehindGift>,
}

/// What a birthday gift was settled from at its grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BehindGift {
    /// Σ goods total of the orders that were Paid, Shipped or Completed then.
    pub bought: Rupiah,
    /// The products of those orders, the favourite first.
    pub ranked: Vec<ProductId>,
}

/// What would have been different; what is empty stays as it was at each order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub choice: Option<Choice>,
    pub permanent_percent: Option<Percent>,
    pub instant_percent: Option<Percent>,
    pub instant_threshold: Option<Rupiah>,
    pub loyal_threshold: Option<Rupiah>,
    pub favourites_count: Option<u8>,
    /// Kinds that would not have been.
    pub off: Vec<Kind>,
    /// A row that everybody would have had.
    pub new_row: Option<DiscountRow>,
}

impl Change {
    /// Whether everything stays as it was.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Prices an order under the change; `uses_left` is what is left of the new row at that order.
    pub fn price(&self, inputs: &Inputs, uses_left: Option<u32>) -> Result<PricedCart, Problem> {
        if self.is_nothing() {
            return price(&inputs.lines, &inputs.rows, &inputs.facts, &inputs.rules);
        }
        let mut rows: Vec<_> = inputs.rows.iter().filter(|row| !self.off.contains(&Kind::of(row))).cloned().collect();
        rows.extend(self.new_row.iter().map(|row| DiscountRow { uses_left, ..row.clone() }));
        price(&inputs.lines, &rows, &self.facts(inputs), &self.rules(inputs.rules))
    }

    /// Whether an order priced under the change used the new row.
    pub fn uses_new_row(&self, priced: &PricedCart) -> bool {
        let Some(row) = &self.new_row else { return false };
        let used = |outcome| matches!(outcome, Outcome::Applied { .. });
        priced.considered.iter().any(|seen| seen.offer.source == Source::Row(row.id) && used(seen.outcome))
    }

    fn rules(&self, then: Rules) -> Rules {
        let threshold = self.instant_threshold.unwrap_or(then.birthday_instant_threshold);
        Rules {
            choice: self.choice.unwrap_or(then.choice),
            birthday_permanent_percent: self.permanent_percent.unwrap_or(then.birthday_permanent_percent),
            birthday_instant_percent: self.instant_percent.unwrap_or(then.birthday_instant_percent),
            // Switched off is a threshold that no cart reaches.
            birthday_instant_threshold: if self.off.contains(&Kind::Instant) { Rupiah::MAX } else { threshold },
        }
    }

    /// The facts, with the gift as it would have been granted.
    fn facts(&self, inputs: &Inputs) -> Facts {
        let mut facts = inputs.facts.clone();
        let Some(gift) = &mut facts.birthday_gift else { return facts };
        let was_loyal = gift.loyal;
        if let (Some(threshold), Some(behind)) = (self.loyal_threshold, &inputs.behind_gift) {
            gift.loyal = loyalty::is_loyal(behind.bought, threshold);
        }
        gift.loyal &= !self.off.contains(&Kind::Permanent);
        // Favourites were settled for who was loyal only; for who would have become it they are as many as then.
        let count = self.favourites_count.or((gift.loyal && !was_loyal).then_some(inputs.favourites_count));
        if let (Some(count), Some(behind)) = (count, &inputs.behind_gift) {
            gift.favourites = behind.ranked.iter().take(usize::from(count)).copied().collect();
        }
        facts
    }
}
