//! The verbs of the shop. Each is one transaction: it reads what it needs with the rows locked, asks the domain, writes, commits.
//! Pages, bulk actions, jobs and commands all come through here; nothing else writes.

pub mod accounts;
pub mod audit;
pub mod bell;
pub mod birthdays;
pub mod broadcasts;
pub mod cart;
pub mod catalogue;
pub mod category_moves;
pub mod counts;
pub mod crm;
pub mod deliveries;
pub mod discounts;
pub mod erasure;
pub mod feedback;
pub mod follow_ups;
pub mod imports;
pub mod order_edit;
pub mod order_note;
pub mod own_data;
pub mod owner;
pub mod payment;
pub mod phone_customers;
pub mod place_order;
pub mod preferences;
pub mod pricing;
pub mod pricing_record;
pub mod profile;
pub mod reset;
pub mod second_step;
pub mod segments;
pub mod settings;
pub mod shipping;
pub mod simulation;
pub mod staff;
pub mod steps;
pub mod stock;
pub mod whatsapp;

use domain::{
    order::{Actor, Missing, Refusal},
    problem::Problem,
    rights::{AdminKind, Deed},
};
use store::{StoreError, places::By};

/// What is wrong with a form: field names with their problems.
pub type Problems = Vec<(&'static str, Problem)>;

/// Why an operation did nothing.
#[derive(Debug, thiserror::Error)]
pub enum OpError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such thing, or it is somebody else's: nobody can tell which.
    #[error("no such thing")]
    NotFound,
    /// Fields that must be corrected.
    #[error("refused fields: {0:?}")]
    Fields(Problems),
    /// The order machine refused the step.
    #[error("refused step: {0}")]
    Refused(Refusal),
    /// The step needs something that was not handed in.
    #[error("missing: {0}")]
    Missing(Missing),
    /// Somebody else changed it since the page was shown.
    #[error("changed meanwhile")]
    Stale,
    /// This kind of admin may not do it (`domain::rights`).
    #[error("not allowed: {0}")]
    NotAllowed(Deed),
}

impl OpError {
    /// One field that must be corrected.
    pub fn field(name: &'static str, problem: Problem) -> Self {
        Self::Fields(vec![(name, problem)])
    }
}

/// What operations return.
pub type Done<T> = Result<T, OpError>;

/// Collects the problems of a form's fields while the good values pass.
#[derive(Debug, Default)]
pub struct Checked {
    problems: Problems,
}

impl Checked {
    /// The value, or its problem noted under the field's name.
    pub fn take<T>(&mut self, field: &'static str, parsed: Result<T, Problem>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problems.push((field, problem));
                None
            }
        }
    }

    /// Notes a problem.
    pub fn refuse(&mut self, field: &'static str, problem: Problem) {
        self.problems.push((field, problem));
    }

    /// Everything noted, as an error.
    pub fn refused(self) -> OpError {
        OpError::Fields(self.problems)
    }

    /// Whether nothing was noted so far.
    pub fn is_fine(&self) -> bool {
        self.problems.is_empty()
    }
}

/// A customer as the one who did something.
pub fn by_customer(id: domain::ids::CustomerId, name: &str) -> By {
    By { actor: Actor::Customer, id: Some(id.get()), name: name.to_owned(), kind: None }
}

/// An employee as the one who did something.
pub fn by_employee(id: domain::ids::EmployeeId, name: &str) -> By {
    By { actor: Actor::Employee, id: Some(id.get()), name: name.to_owned(), kind: None }
}

/// An admin as the one who did something.
pub fn by_admin(id: domain::ids::AdminId, name: &str, kind: AdminKind) -> By {
    By { actor: Actor::Admin, id: Some(id.get()), name: name.to_owned(), kind: Some(kind) }
}

/// A command on the shop's own machine as the one who did something: whoever sits there may do everything.
pub fn by_command() -> By {
    By { actor: Actor::Admin, id: None, name: views::text::audit::COMMAND.to_owned(), kind: None }
}
