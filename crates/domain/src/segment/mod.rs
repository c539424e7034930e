//! Segments (domain.md §12): customers the office means together. A segment is all of its conditions; whoever meets every one belongs to
//! it. "Bought" always counts Paid, Shipped and Completed orders, days are days of the shop's zone.

mod bounds;
mod range;
mod ready;
mod rfm;

use serde::{Deserialize, Serialize};

pub use bounds::{Bounds, Reckoning};
pub use range::{Amounts, Counts, Days, Range};
pub use ready::Ready;
pub use rfm::{FREQUENT, Group, RECENT_DAYS, SLOW_DAYS, group};

use crate::{
    Problem,
    ids::{CategoryId, ProductId},
};

/// What somebody has spent (goods total, rupiah). Whoever bought nothing in that time is not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    pub amounts: Amounts,
    /// Within the last so many days; ever without it.
    pub within: Option<Days>,
}

/// All that can be asked of a customer; what is empty is not asked. Made into [`Conditions`] by `try_from`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Σ goods total reaches the shop's threshold (§8).
    pub loyal: bool,
    /// Registered within the last days.
    pub registered: Option<Days>,
    /// The first order was placed within the last days.
    pub first_order: Option<Days>,
    /// Has bought, but not within the last days.
    pub sleeping: Option<Days>,
    /// The birthday is kept in this week, Monday to Sunday.
    pub birthday: bool,
    pub product: Option<ProductId>,
    /// A product that lies in this category now.
    pub category: Option<CategoryId>,
    pub spent: Option<Spent>,
    pub orders: Option<Counts>,
    /// Agreed to hear of offers (§11).
    pub consent: bool,
    pub group: Option<Group>,
}

/// The conditions of a segment: at least one, none that contradicts another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Asked", into = "Asked")]
pub struct Conditions(Asked);

impl Conditions {
    /// What is asked.
    pub const fn asked(&self) -> &Asked {
        &self.0
    }
}

impl Asked {
    /// Whether somebody must have bought something to belong to it.
    fn needs_orders(&self) -> bool {
        self.loyal
            || self.first_order.is_some()
            || self.sleeping.is_some()
            || self.product.is_some()
            || self.category.is_some()
            || self.spent.is_some()
            || self.group.is_some()
    }

    fn contradicts_itself(&self) -> bool {
        // Whose first order is as young as that has bought since.
        let awake = matches!((self.first_order, self.sleeping), (Some(first), Some(sleeping)) if first <= sleeping);
        let none = self.orders.is_some_and(|orders| orders.max() == Some(0));
        awake || none && self.needs_orders()
    }
}

impl TryFrom<Asked> for Conditions {
    type Error = Problem;

    fn try_from(mut asked: Asked) -> Result<Self, Problem> {
        // Any number of orders asks nothing.
        asked.orders = asked.orders.filter(|orders| orders.min() > 0 || orders.max().is_some());
        if asked == Asked::default() {
            return Err(Problem::NoCondition);
        }
        if asked.contradicts_itself() {
            return Err(Problem::Contradiction);
        }
        Ok(Self(asked))
    }
}

impl From<Conditions> for Asked {
    fn from(conditions: Conditions) -> Self {
        conditions.0
    }
}
