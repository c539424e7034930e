//! What happened in the demo shop, as a list of moments; `play` makes it true.

use domain::time::UtcMillis;

/// One thing that happened at one moment. Numbers are places in the seeds' lists and in the list of orders.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub at: UtcMillis,
    pub act: Act,
}

/// What happened.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// A customer comes.
    Enter(usize),
    Order(usize, Deed),
    Stock(usize, Change),
    /// The office counts the yard, and finds one piece less of a product.
    Count(usize),
    /// The office numbers the stops of today's tours.
    Tours,
    /// The office sets a discount.
    Discount(usize),
    /// The run over the birthdays of a day, with its mails.
    Birthdays,
    /// Everybody reads their notifications.
    ReadAll,
}

/// What happens to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Place,
    GiveProof,
    RejectProof,
    /// With the waiting proof.
    Accept,
    /// With a note how it was paid.
    AcceptByNote,
    SetOngkir,
    /// With an employee of the list, or nobody in particular.
    Ship(Option<usize>),
    FailedAttempt,
    FailDelivery,
    Deliver,
    Collect,
    CustomerCancels,
    ClockCancels,
    AdminCancels,
    Feedback,
    Reply,
}

/// What happens to a product's stock, in thousandths.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    Restock(i64),
    Breakage(i64),
    /// Counted, and found one piece less than in the books.
    Recount,
}

/// An order of the demo.
#[derive(Clone, Debug)]
pub struct Order {
    pub customer: usize,
    pub placed: UtcMillis,
    /// Products and thousandths.
    pub lines: Vec<(usize, i64)>,
    pub pickup: bool,
    pub proof_at_checkout: bool,
    pub noted: bool,
}
