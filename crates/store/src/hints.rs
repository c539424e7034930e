//! What a commit tells the rest of the program, after it is done.

use std::sync::Arc;

/// Whom a notification reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Recipient {
    Customer(i64),
    Employee(i64),
    Admin(i64),
}

impl Recipient {
    /// The code word in the column `recipient`, and the id beside it.
    pub fn code(self) -> (&'static str, i64) {
        match self {
            Self::Customer(id) => ("customer", id),
            Self::Employee(id) => ("employee", id),
            Self::Admin(id) => ("admin", id),
        }
    }

    /// The way back from [`Recipient::code`].
    pub fn from_code(word: &str, id: i64) -> Option<Self> {
        match word {
            "customer" => Some(Self::Customer(id)),
            "employee" => Some(Self::Employee(id)),
            "admin" => Some(Self::Admin(id)),
            _ => None,
        }
    }
}

/// What a committed transaction tells the rest of the program. Only hints: whoever misses one reads the database later.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    pub notified: Vec<Recipient>,
    /// Every customer with an id from … to … may have something new.
    pub customers: Option<(i64, i64)>,
    /// Products, categories, discounts or settings were edited.
    pub catalogue: bool,
    /// Stock was promised, sold or counted.
    pub stock: bool,
}

impl Hints {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.notified.is_empty() && self.customers.is_none() && !self.catalogue && !self.stock
    }
}

/// Called after each commit that has something to tell.
pub type Commit = Arc<dyn Fn(Hints) + Send + Sync>;
