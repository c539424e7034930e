//! What goes into pricing: rows, facts and rules (domain.md §8).

use serde::{Deserialize, Serialize};

use crate::{
    coded::coded,
    ids::{CustomerId, DiscountId, ProductId},
    money::Rupiah,
    percent::Percent,
    quantity::Quantity,
    time::{ShopDay, UtcMillis},
};

coded! {
    /// Which of several valid discounts a line gets (⚙, domain.md §8).
    Choice {
        /// The first rank that has one (default).
        Priority = "priority",
        /// The one that is best for the customer.
        Best = "best",
    }
}

coded! {
    /// Where a discount row came from (domain.md §8).
    Origin {
        /// Set by an admin.
        Manual = "manual",
        /// Granted on a birthday.
        Birthday = "birthday",
        /// Granted by the admin's loyalty action.
        Loyalty = "loyalty",
    }
}

/// What a discount row covers (domain.md §8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    OneProduct(ProductId),
    AllProducts,
    /// Every line, once the gross of the whole cart reaches the minimum.
    CartThreshold {
        minimum: Rupiah,
    },
}

/// A discount as the books hold it (domain.md §8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscountRow {
    pub id: DiscountId,
    /// Whose it is; `None` for everybody.
    pub customer: Option<CustomerId>,
    pub percent: Percent,
    pub scope: Scope,
    pub origin: Origin,
    /// What the customer is told.
    pub message: String,
    /// First instant at which it counts.
    pub valid_from: Option<UtcMillis>,
    /// First instant at which it no longer counts: of a last day, the start of the day after.
    pub valid_until: Option<UtcMillis>,
    pub active: bool,
    /// Orders it may still be used in; `None` without limit.
    pub uses_left: Option<u32>,
    pub created_at: UtcMillis,
}

impl DiscountRow {
    /// The rank in which the row competes, 1 … 5 (domain.md §8).
    pub const fn rank(&self) -> u8 {
        match (self.scope, self.origin) {
            (Scope::CartThreshold { .. }, _) => 5,
            (_, Origin::Birthday) => 4,
            (_, Origin::Loyalty) => 3,
            (Scope::AllProducts, Origin::Manual) => 2,
            (Scope::OneProduct(_), Origin::Manual) => 1,
        }
    }
}

/// A birthday gift as it was granted: once per customer and calendar year, settled at the grant (domain.md §8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gift {
    /// The birthday; the gift counts from 00:00 to 24:00 of that day.
    pub day: ShopDay,
    /// Whether the customer was loyal when it was granted.
    pub loyal: bool,
    /// The customer's favourite products when it was granted.
    pub favourites: Vec<ProductId>,
}

/// What is true of the moment and the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub now: UtcMillis,
    /// The day of `now` in the shop's zone.
    pub today: ShopDay,
    /// Who buys; `None` for a visitor.
    pub customer: Option<CustomerId>,
    /// The customer's gift of this year, if one was granted.
    pub birthday_gift: Option<Gift>,
}

impl Facts {
    /// The facts of a visitor, who has no discounts of their own.
    pub const fn visitor(now: UtcMillis, today: ShopDay) -> Self {
        Self { now, today, customer: None, birthday_gift: None }
    }
}

/// How the owner wants discounts reckoned (⚙, domain.md §8). From [`crate::settings::Settings::discount_rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    pub choice: Choice,
    /// P2-A "Loyalitas Permanen".
    pub birthday_permanent_percent: Percent,
    /// P2-B "Loyalitas Instan".
    pub birthday_instant_percent: Percent,
    /// Cart gross from which P2-B counts.
    pub birthday_instant_threshold: Rupiah,
}

/// One product to be priced. A cart has at most one line of each product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub product: ProductId,
    pub name: String,
    pub unit_price: Rupiah,
    pub quantity: Quantity,
}
