//! Pieces about orders: their cards, lines and deadlines.

use domain::{
    ids::{OrderId, ProductId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    quantity::Quantity,
};

use super::Photo;

/// Until when something must be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// `format::date_time(zone, until)`.
    pub text: String,
    /// UTC milliseconds, for the live countdown.
    pub until_ms: i64,
    /// What remained when the page was made, `format::remaining(now, until)`, e.g. "5 jam 12 menit".
    pub left: String,
}

/// One order in a list of the customer's orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderCard {
    pub id: OrderId,
    /// `format::date_time`.
    pub placed_at: String,
    pub state: OrderState,
    pub proof: ProofState,
    pub fulfilment: Fulfilment,
    pub amount_due: Rupiah,
    /// Name of the first line, as frozen in the order.
    pub first_product: String,
    /// Number of lines.
    pub lines: i64,
    /// Cover of the first line's product, if it still has one.
    pub photo: Option<Photo>,
    /// Payment deadline, only while the clock may cancel the order.
    pub deadline: Option<Deadline>,
    /// Completed and without feedback yet.
    pub feedback_wanted: bool,
}

impl OrderCard {
    /// How many lines there are beside the first.
    pub fn more_lines(&self) -> i64 {
        self.lines - 1
    }

    /// The customer still has to send a proof of payment.
    pub fn awaits_payment(&self) -> bool {
        self.state == OrderState::Placed
            && matches!(self.proof, ProofState::None | ProofState::Rejected)
            && !self.amount_due.is_zero()
    }
}

/// A discount that was looked at when a price was reckoned, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedOffer {
    /// `text::offer`.
    pub words: String,
    /// `text::offers::outcome`.
    pub outcome: String,
    /// It took something off.
    pub applied: bool,
}

/// One line with its frozen or freshly reckoned price, on checkout and order pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedLineView {
    /// For the link to the product page; `None` when it can no longer be shown.
    pub product: Option<ProductId>,
    pub name: String,
    pub unit: String,
    pub unit_price: Rupiah,
    pub quantity: Quantity,
    /// Unit price × quantity.
    pub gross: Rupiah,
    pub discount: Rupiah,
    /// Gross − discount.
    pub net: Rupiah,
    /// Why there is a discount (`text::verdict`), or `None` without one.
    pub reason: Option<String>,
    pub photo: Option<Photo>,
}
