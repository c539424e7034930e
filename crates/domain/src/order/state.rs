//! The words of the order machine, each with the code it is stored under.

use crate::coded::coded;

coded! {
    /// Where an order stands (domain.md §7).
    OrderState {
        /// Waiting for payment, or for the check of the proof (DIPROSES).
        Placed = "placed",
        /// Payment accepted (DIBAYAR).
        Paid = "paid",
        /// On the truck (DIKIRIM).
        Shipped = "shipped",
        /// Handed over (SELESAI).
        Completed = "completed",
        /// Ended without goods (DIBATALKAN).
        Cancelled = "cancelled",
    }
}

impl OrderState {
    /// Whether nothing can happen to the order any more.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled)
    }

    /// Whether the order counts as revenue and towards loyalty (domain.md §8, §12).
    pub const fn counts_as_revenue(self) -> bool {
        matches!(self, Self::Paid | Self::Shipped | Self::Completed)
    }

    /// Whether the order holds goods in the yard (domain.md §4).
    pub const fn holds_stock(self) -> bool {
        matches!(self, Self::Placed | Self::Paid | Self::Shipped)
    }
}

coded! {
    /// How the goods reach the customer (domain.md §5).
    Fulfilment {
        /// The shop's truck brings them.
        Delivery = "delivery",
        /// The customer fetches them from the yard.
        Pickup = "pickup",
    }
}

coded! {
    /// Who acts on an order (domain.md §1); the clock is the shop's own deadline job.
    Actor {
        Customer = "customer",
        Employee = "employee",
        Admin = "admin",
        Clock = "clock",
    }
}

coded! {
    /// What can happen to an order after it was placed (domain.md §7).
    Event {
        /// The payment is accepted: the proof was checked, or it is noted how else it was paid.
        AcceptPayment = "accept_payment",
        /// The order ends without goods.
        Cancel = "cancel",
        /// The goods go on the truck.
        Ship = "ship",
        /// The customer fetches the goods.
        CollectPickup = "collect_pickup",
        /// The goods are handed over at the customer's address.
        Deliver = "deliver",
        /// The truck came back with the goods.
        FailDelivery = "fail_delivery",
    }
}

coded! {
    /// What is known about the payment proof (domain.md §6).
    ProofState {
        /// None was given yet.
        None = "none",
        /// Given, waiting for an admin's check.
        Waiting = "waiting",
        /// Checked and accepted.
        Accepted = "accepted",
        /// Checked and rejected; another may be given.
        Rejected = "rejected",
    }
}

impl ProofState {
    /// Whether the customer may give a proof or replace it: until it has been accepted (domain.md §6).
    pub const fn may_be_given(self) -> bool {
        !matches!(self, Self::Accepted)
    }
}

/// What the machine must know of an order to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderFacts {
    pub state: OrderState,
    pub fulfilment: Fulfilment,
    pub proof: ProofState,
    /// Whether the deadline for paying has passed (domain.md §6).
    pub deadline_passed: bool,
    /// Whether nothing is to be transferred, now or later (docs/decisions/0022).
    pub nothing_to_transfer: bool,
}
