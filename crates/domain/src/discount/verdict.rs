//! What comes out of pricing: amounts, and for each of them the reason (domain.md §8). Orders keep it as JSON.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{DiscountId, ProductId},
    money::Rupiah,
    order::LineAmounts,
    percent::Percent,
    quantity::Quantity,
};

/// Where a discount comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A discount row.
    Row(DiscountId),
    /// P2-A "Loyalitas Permanen".
    BirthdayPermanent,
    /// P2-B "Loyalitas Instan".
    BirthdayInstant,
}

/// A discount the customer may have, whether it counts or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub source: Source,
    /// 1 … 5 (domain.md §8).
    pub rank: u8,
    pub percent: Percent,
    /// What the admin wrote for the customer; empty for birthday gifts, whose words are in the views.
    pub message: String,
}

/// Why an offer does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Inactive,
    NotYetValid,
    Expired,
    UsedUp,
    /// The cart's gross is so much under the minimum.
    BelowThreshold {
        missing: Rupiah,
    },
    /// It is for a product that is not in the cart.
    OtherProduct,
    /// P2-A is for loyal customers.
    NotLoyal,
    /// None of the customer's favourite products is in the cart.
    NoFavourite,
    /// On every line it covers another one comes first.
    Outranked {
        by: Source,
    },
}

/// What became of an offer in the whole cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It took so much off.
    Applied {
        amount: Rupiah,
    },
    Declined(Reason),
}

/// An offer and what became of it. Holds inactive and expired rows too: for the admin, not for the customer's pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Considered {
    pub offer: Offer,
    pub outcome: Outcome,
}

/// A valid offer that lost a line to a better one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outranked {
    pub offer: Offer,
    pub by: Source,
}

/// Why a line costs what it costs: one discount or none, and the valid ones that lost to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub applied: Option<Offer>,
    pub outranked: Vec<Outranked>,
}

/// A line with its price, in rupiah.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedLine {
    pub product: ProductId,
    pub name: String,
    pub unit_price: Rupiah,
    pub quantity: Quantity,
    pub gross: Rupiah,
    pub discount: Rupiah,
    /// Gross − discount.
    pub net: Rupiah,
    pub verdict: Verdict,
}

/// "Kurang Rp 250.000 lagi": a threshold that would bring a discount and is not reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    pub offer: Offer,
    pub minimum: Rupiah,
    pub missing: Rupiah,
}

/// A cart with its prices, in rupiah, and the explanation of each (domain.md §8). Lines stand as they were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedCart {
    pub lines: Vec<PricedLine>,
    pub gross: Rupiah,
    pub discount_total: Rupiah,
    /// Gross − discounts.
    pub goods_total: Rupiah,
    pub hints: Vec<Hint>,
    /// Every offer that was looked at, best rank first.
    pub considered: Vec<Considered>,
}

impl PricedCart {
    /// The amounts of the lines, for [`crate::order::Totals::new`].
    pub fn line_amounts(&self) -> Vec<LineAmounts> {
        self.lines.iter().map(|line| LineAmounts { gross: line.gross, discount: line.discount }).collect()
    }

    /// What was agreed, as text: the checkout page carries it, and placing the order compares it (domain.md §5).
    ///
    /// Covers products, quantities (thousandths), unit prices, discounts and totals; names and order do not matter.
    /// It is no secret and needs no seal: it is only ever compared with a fresh one.
    pub fn fingerprint(&self) -> String {
        let mut lines: Vec<String> = self.sorted_lines().into_iter().map(fingerprint_of).collect();
        lines.push(format!("{}-{}={}", self.gross.get(), self.discount_total.get(), self.goods_total.get()));
        lines.join(";")
    }

    fn sorted_lines(&self) -> Vec<&PricedLine> {
        let mut lines: Vec<&PricedLine> = self.lines.iter().collect();
        lines.sort_by_key(|line| (line.product, line.quantity, line.unit_price, line.discount));
        lines
    }
}

fn fingerprint_of(line: &PricedLine) -> String {
    let (quantity, price) = (line.quantity.thousandths(), line.unit_price.get());
    format!("{}:{quantity}x{price}-{}", line.product, line.discount.get())
}
