//! The one table of what can happen to an order (domain.md §7). Nothing else is possible, by any path.

use super::state::{
    Actor::{self, Admin, Clock, Customer, Employee},
    Event::{self, AcceptPayment, Cancel, CollectPickup, Deliver, FailDelivery, Ship},
    Fulfilment::{self, Delivery, Pickup},
    OrderState::{self, Cancelled, Completed, Paid, Placed, Shipped},
};

/// One line of the table: from where, by what and whom, to where, under which conditions, with which effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub from: OrderState,
    pub event: Event,
    pub to: OrderState,
    pub who: &'static [Actor],
    /// Only for orders that reach the customer this way; `None` for both.
    pub fulfilment: Option<Fulfilment>,
    pub proof: ProofLimit,
    pub need: Need,
    pub stock: StockEffect,
}

/// What the payment proof must be like for the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofLimit {
    Any,
    /// No proof was ever given: who has shown a payment may have paid, so an admin decides.
    NeverGiven,
    /// The deadline has passed and no proof waits for a check.
    DeadlinePassedNoneWaiting,
    /// Nothing is to be transferred, so there is nothing to check (docs/decisions/0022).
    NothingToTransferNoneWaiting,
}

/// What must be handed in together with the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Nothing,
    /// A reason the customer is told.
    Reason,
    /// A reason, and what happens to the money that was paid.
    ReasonAndRefund,
    /// A proof waiting for its check, or else a note how it was paid.
    ProofOrNote,
    /// A note how it was paid, since there is no proof to accept.
    PaymentNote,
    /// The name of who collected the goods.
    CollectorName,
    /// A photo of the delivered goods.
    DeliveryPhoto,
}

/// What the event does to the goods promised to the order (domain.md §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockEffect {
    None,
    /// The reservation ends, the goods stay in the yard.
    Release,
    /// The goods leave the yard.
    Sell,
}

const ANY: Option<Fulfilment> = None;
const BY_TRUCK: Option<Fulfilment> = Some(Delivery);
const BY_CUSTOMER: Option<Fulfilment> = Some(Pickup);

/// Every possible change of an order after it was placed (domain.md §7).
#[rustfmt::skip]
pub const TRANSITIONS: &[Rule] = &[
    //   from     event          to         who                  order        proof                                  needs                  goods
    rule(Placed,  AcceptPayment, Paid,      &[Admin],            ANY,         ProofLimit::Any,                       Need::ProofOrNote,     StockEffect::None),
    rule(Placed,  AcceptPayment, Paid,      &[Clock],            ANY,         ProofLimit::NothingToTransferNoneWaiting, Need::Nothing,       StockEffect::None),
    rule(Placed,  Cancel,        Cancelled, &[Customer],         ANY,         ProofLimit::NeverGiven,                Need::Nothing,         StockEffect::Release),
    rule(Placed,  Cancel,        Cancelled, &[Admin],            ANY,         ProofLimit::Any,                       Need::Reason,          StockEffect::Release),
    rule(Placed,  Cancel,        Cancelled, &[Clock],            ANY,         ProofLimit::DeadlinePassedNoneWaiting, Need::Nothing,         StockEffect::Release),
    rule(Paid,    Ship,          Shipped,   &[Admin],            BY_TRUCK,    ProofLimit::Any,                       Need::Nothing,         StockEffect::None),
    rule(Paid,    CollectPickup, Completed, &[Admin, Employee],  BY_CUSTOMER, ProofLimit::Any,                       Need::CollectorName,   StockEffect::Sell),
    rule(Paid,    Cancel,        Cancelled, &[Admin],            ANY,         ProofLimit::Any,                       Need::ReasonAndRefund, StockEffect::Release),
    rule(Shipped, Deliver,       Completed, &[Employee, Admin],  BY_TRUCK,    ProofLimit::Any,                       Need::DeliveryPhoto,   StockEffect::Sell),
    rule(Shipped, FailDelivery,  Paid,      &[Admin],            BY_TRUCK,    ProofLimit::Any,                       Need::Reason,          StockEffect::None),
];

#[allow(clippy::too_many_arguments, reason = "one argument for each column keeps the table a table")]
const fn rule(
    from: OrderState,
    event: Event,
    to: OrderState,
    who: &'static [Actor],
    fulfilment: Option<Fulfilment>,
    proof: ProofLimit,
    need: Need,
    stock: StockEffect,
) -> Rule {
    Rule { from, event, to, who, fulfilment, proof, need, stock }
}
