//! Stock: what stands in the yard, what is promised, and the movements that change either (domain.md §4).

use crate::{
    Problem,
    coded::coded,
    ids::{OrderId, ProductId},
    quantity::Quantity,
    text,
};

/// A product's stock. What is promised is never more than what is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StockLevel {
    /// In the yard.
    pub on_hand: Quantity,
    /// Promised to orders not yet handed over.
    pub reserved: Quantity,
}

coded! {
    /// Why stock changed (domain.md §4).
    MovementKind {
        /// The first count when a product is entered.
        Initial = "initial",
        /// Goods came in.
        Restock = "restock",
        /// Goods broke or were lost.
        Breakage = "breakage",
        /// Somebody counted; the movement is the difference.
        Count = "count",
        /// Promised to an order.
        Reserve = "reserve",
        /// No longer promised.
        Release = "release",
        /// Handed over.
        Sell = "sell",
    }
}

impl MovementKind {
    /// The kinds an admin enters by hand; each needs a reason.
    pub const BY_HAND: &[Self] = &[Self::Restock, Self::Breakage, Self::Count];

    pub fn is_by_hand(self) -> bool {
        Self::BY_HAND.contains(&self)
    }
}

/// A signed change of both figures, in thousandths of the product's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    pub on_hand: i64,
    pub reserved: i64,
}

/// What a movement belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    Order(OrderId),
    Reason(String),
}

/// One row of the append-only stock ledger, but for who and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    pub product: ProductId,
    pub kind: MovementKind,
    pub delta: Delta,
    pub cause: Cause,
}

/// An admin's change by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// So much came in.
    Restock(Quantity),
    /// So much broke or was lost.
    Breakage(Quantity),
    /// So much was counted in the yard.
    Count(Quantity),
}

/// Longest reason of an adjustment, in characters.
pub const MAX_REASON_CHARS: usize = 200;

impl StockLevel {
    /// What can still be promised: on hand − reserved, never below zero.
    pub fn available(self) -> Quantity {
        self.on_hand.saturating_sub(self.reserved)
    }

    /// The level after a change. [`Problem::NotEnough`] when more would be promised than there is, or more taken.
    pub fn apply(self, delta: Delta) -> Result<Self, Problem> {
        let refused = || Problem::NotEnough { available: self.available() };
        let changed =
            |quantity: Quantity, delta: i64| Quantity::from_thousandths(quantity.thousandths().saturating_add(delta));
        let on_hand = changed(self.on_hand, delta.on_hand).map_err(|problem| match problem {
            Problem::NotPositive => refused(),
            other => other,
        })?;
        let reserved = changed(self.reserved, delta.reserved).map_err(|_| refused())?;
        if reserved > on_hand { Err(refused()) } else { Ok(Self { on_hand, reserved }) }
    }

    /// Whether a change takes the stock below the threshold for low stock: told once a fall (domain.md §10).
    pub fn falls_below(before: Self, after: Self, threshold: Quantity) -> bool {
        before.available() >= threshold && after.available() < threshold
    }
}

impl Movement {
    /// The first stock of a new product.
    pub fn initial(product: ProductId, quantity: Quantity) -> Self {
        let delta = Delta { on_hand: quantity.thousandths(), reserved: 0 };
        Self { product, kind: MovementKind::Initial, delta, cause: Cause::Reason(String::new()) }
    }

    /// Placing an order: available becomes reserved.
    pub fn reserve(product: ProductId, quantity: Quantity, order: OrderId) -> Self {
        let delta = Delta { on_hand: 0, reserved: quantity.thousandths() };
        Self { product, kind: MovementKind::Reserve, delta, cause: Cause::Order(order) }
    }

    /// Cancelling an order: reserved becomes available.
    pub fn release(product: ProductId, quantity: Quantity, order: OrderId) -> Self {
        let delta = Delta { on_hand: 0, reserved: -quantity.thousandths() };
        Self { product, kind: MovementKind::Release, delta, cause: Cause::Order(order) }
    }

    /// Handing over: reserved leaves the yard.
    pub fn sell(product: ProductId, quantity: Quantity, order: OrderId) -> Self {
        let delta = Delta { on_hand: -quantity.thousandths(), reserved: -quantity.thousandths() };
        Self { product, kind: MovementKind::Sell, delta, cause: Cause::Order(order) }
    }

    /// An admin's change by hand, checked against the present level: a reason must be given, something must change, and
    /// what is promised must stay there.
    pub fn adjust(product: ProductId, level: StockLevel, by: Adjustment, reason: &str) -> Result<Self, Problem> {
        let reason = text::one_line(reason, MAX_REASON_CHARS)?;
        let (kind, on_hand) = match by {
            Adjustment::Restock(quantity) => (MovementKind::Restock, quantity.thousandths()),
            Adjustment::Breakage(quantity) => (MovementKind::Breakage, -quantity.thousandths()),
            Adjustment::Count(counted) => (MovementKind::Count, counted.thousandths() - level.on_hand.thousandths()),
        };
        if on_hand == 0 && kind != MovementKind::Count {
            return Err(Problem::NotPositive);
        }
        let delta = Delta { on_hand, reserved: 0 };
        match level.apply(delta) {
            Err(Problem::NotEnough { .. }) if kind == MovementKind::Count => {
                Err(Problem::BelowMinimum { min: level.reserved })
            }
            Err(problem) => Err(problem),
            Ok(_) => Ok(Self { product, kind, delta, cause: Cause::Reason(reason) }),
        }
    }
}
