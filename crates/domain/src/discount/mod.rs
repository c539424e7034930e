//! Prices and discounts: one pure function prices the product list, cart, checkout, order and preview (domain.md §8).

mod candidate;
mod model;
mod price;
mod replay;
mod verdict;

pub use model::{Choice, DiscountRow, Facts, Gift, Line, Origin, Rules, Scope};
pub use price::price;
pub use replay::{BehindGift, Change, Inputs, Kind};
pub use verdict::{Considered, Hint, Offer, Outcome, Outranked, PricedCart, PricedLine, Reason, Source, Verdict};
