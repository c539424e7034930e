//! What a customer's page is made of, beside the customer's own row.

use domain::{
    ids::{AdminId, DiscountId, FileId, FollowUpId, NoteId, OrderId, ProductId, TagId},
    money::Rupiah,
    percent::Percent,
    time::UtcMillis,
};

use crate::order_pages::OrderListRow;

/// A payment proof.
#[derive(Clone, Debug)]
pub struct Proof {
    pub file: FileId,
    pub order: OrderId,
    pub at: UtcMillis,
    pub pdf: bool,
    /// `accepted`, `rejected`, `replaced`, `dropped`; `None` waits for its check.
    pub decision: Option<String>,
}

/// Feedback on an order.
#[derive(Clone, Debug)]
pub struct Feedback {
    pub order: OrderId,
    pub at: UtcMillis,
    pub body: String,
    pub stars: Option<i64>,
    pub photo: Option<FileId>,
    pub reply: Option<String>,
}

/// A note of the office.
#[derive(Clone, Debug)]
pub struct Note {
    pub id: NoteId,
    pub at: UtcMillis,
    pub body: String,
    pub by: AdminId,
    pub by_name: String,
    pub changed_at: Option<UtcMillis>,
    pub version: i64,
}

/// A label, on the customer or known to the office.
#[derive(Clone, Debug)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
}

/// A follow-up: open, or one of the last that ended.
#[derive(Clone, Debug)]
pub struct Task {
    pub id: FollowUpId,
    /// When it was written, or ended.
    pub at: UtcMillis,
    pub body: String,
    pub admin_name: String,
    /// Code of its state.
    pub state: String,
    /// `YYYY-MM-DD`.
    pub day: String,
    /// `HH:MM`.
    pub hour: Option<String>,
    pub result: Option<String>,
    pub version: i64,
}

/// A discount of the customer's own that counts now.
#[derive(Clone, Debug)]
pub struct InForce {
    pub id: DiscountId,
    pub percent: Percent,
    pub scope: String,
    pub product: Option<ProductId>,
    pub product_name: Option<String>,
    pub minimum: Option<Rupiah>,
    pub message: String,
    pub valid_until: Option<UtcMillis>,
    pub uses_left: Option<i64>,
}

/// The newest birthday gift.
#[derive(Clone, Debug)]
pub struct Gift {
    /// `YYYY-MM-DD`.
    pub day: String,
    pub loyal: bool,
    pub granted_at: UtcMillis,
}

/// A notification the customer got.
#[derive(Clone, Debug)]
pub struct News {
    pub at: UtcMillis,
    pub heading: String,
    pub body: String,
    pub read: bool,
}

/// An admin who can be given a follow-up.
#[derive(Clone, Debug)]
pub struct AdminName {
    pub id: AdminId,
    pub name: String,
}

/// Everything beside the customer's own row; each list is bounded.
#[derive(Clone, Debug, Default)]
pub struct File {
    pub orders: Vec<OrderListRow>,
    pub proofs: Vec<Proof>,
    pub feedback: Vec<Feedback>,
    pub notes: Vec<Note>,
    pub tags: Vec<Tag>,
    /// Labels the office uses, the most used first, without those on the customer.
    pub known_tags: Vec<Tag>,
    pub tasks: Vec<Task>,
    pub discounts: Vec<InForce>,
    pub gift: Option<Gift>,
    pub news: Vec<News>,
    pub admins: Vec<AdminName>,
}
