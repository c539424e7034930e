//! What the audit log calls things: acts, and what they were done to (docs/decisions/0016). The words are in `views::text::audit`.

use serde::{Deserialize, Serialize};

use crate::{
    coded::coded,
    ids::{AdminId, CategoryId, CustomerId, DiscountId, EmployeeId, FollowUpId, OrderId, ProductId, SegmentId, TagId},
};

coded! {
    /// What was done.
    Act {
        Created = "created",
        Changed = "changed",
        Archived = "archived",
        Restored = "restored",
        Ended = "ended",
        PhotosAdded = "photos_added",
        CoverChosen = "cover_chosen",
        PhotoRemoved = "photo_removed",
        StockMoved = "stock_moved",
        PaymentAccepted = "payment_accepted",
        ProofRejected = "proof_rejected",
        OngkirSet = "ongkir_set",
        Shipped = "shipped",
        Collected = "collected",
        Delivered = "delivered",
        DeliveryFailed = "delivery_failed",
        FailedAttempt = "failed_attempt",
        Cancelled = "cancelled",
        Replied = "replied",
        Sent = "sent",
        PasswordChanged = "password_changed",
        TotpOn = "totp_on",
        TotpOff = "totp_off",
        TotpReset = "totp_reset",
        RecoveryUsed = "recovery_used",
        RecoveryRenewed = "recovery_renewed",
        Retried = "retried",
        Purged = "purged",
        Paused = "paused",
        Resumed = "resumed",
        Run = "run",
        Deleted = "deleted",
        Approved = "approved",
        Settled = "settled",
        LinkMade = "link_made",
        PutBack = "put_back",
        Imported = "imported",
        Exported = "exported",
    }
}

coded! {
    /// A kind of thing something was done to.
    Thing {
        Order = "order",
        Product = "product",
        Category = "category",
        Customer = "customer",
        Discount = "discount",
        DiscountBatch = "discount_batch",
        Feedback = "feedback",
        Message = "message",
        Employee = "employee",
        Admin = "admin",
        Settings = "settings",
        Job = "job",
        Queue = "queue",
        Tag = "tag",
        FollowUp = "follow_up",
        Segment = "segment",
        Count = "count",
        Deliveries = "deliveries",
        Import = "import",
    }
}

/// The thing something was done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    pub thing: Thing,
    pub id: Option<i64>,
    /// What it is called; empty for what belongs to customers.
    pub name: String,
}

impl Object {
    /// A thing with a number.
    pub fn new(thing: Thing, id: i64) -> Self {
        Self { thing, id: Some(id), name: String::new() }
    }

    /// A thing there is only one of, or many at once.
    pub fn whole(thing: Thing) -> Self {
        Self { thing, id: None, name: String::new() }
    }

    /// The same with its name; never a customer's.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }
}

macro_rules! objects {
    ($($id:ty => $thing:ident)+) => { $(
        impl From<$id> for Object {
            fn from(id: $id) -> Self {
                Self::new(Thing::$thing, id.get())
            }
        }
    )+ };
}

objects! {
    OrderId => Order
    ProductId => Product
    CategoryId => Category
    CustomerId => Customer
    DiscountId => Discount
    EmployeeId => Employee
    AdminId => Admin
    TagId => Tag
    FollowUpId => FollowUp
    SegmentId => Segment
}

/// One changed field. Without values it is only said to have changed: personal data and secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// The changed fields of one act.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Changes(Vec<Change>);

impl Changes {
    /// Longest value that is kept; the rest of a long text is cut off.
    pub const MAX_CHARS: usize = 300;

    /// Nothing to say beyond the act.
    pub fn none() -> Self {
        Self::default()
    }

    /// A field that had one value and has another; nothing when they are the same.
    #[must_use]
    pub fn of(mut self, field: &str, before: impl ToString, after: impl ToString) -> Self {
        let (before, after) = (before.to_string(), after.to_string());
        if before != after {
            self.push(field, Some(&before).filter(|text| !text.is_empty()), Some(&after));
        }
        self
    }

    /// A field that has a value now; nothing when it is empty.
    #[must_use]
    pub fn to(self, field: &str, after: impl ToString) -> Self {
        self.of(field, "", after)
    }

    /// A field that changed and whose values are nobody's business: personal data of customers, secrets.
    #[must_use]
    pub fn hidden(mut self, field: &str, changed: bool) -> Self {
        if changed {
            self.push(field, None, None);
        }
        self
    }

    fn push(&mut self, field: &str, before: Option<&String>, after: Option<&String>) {
        let cut = |text: &String| text.chars().take(Self::MAX_CHARS).collect();
        self.0.push(Change { field: field.to_owned(), before: before.map(cut), after: after.map(cut) });
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changes in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Change> {
        self.0.iter()
    }
}

impl<'c> IntoIterator for &'c Changes {
    type Item = &'c Change;
    type IntoIter = std::slice::Iter<'c, Change>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_kept_and_hidden_fields_have_no_values() {
        let changes = Changes::none()
            .of("harga", 1, 2)
            .of("satuan", "biji", "biji")
            .to("catatan", "")
            .hidden("email", true)
            .hidden("password", false);
        let json = serde_json::to_string(&changes).expect("json");
        assert_eq!(json, r#"[{"field":"harga","before":"1","after":"2"},{"field":"email"}]"#);
        assert_eq!(serde_json::from_str::<Changes>(&json).expect("json"), changes);
    }
}
