//! What an admin asks of the list of orders, with the conditions and values every statement of the list shares.

use domain::{
    ids::CustomerId,
    order::{OrderState, Work},
    time::UtcMillis,
};

use crate::{places::Page, query::Query};

/// In which order the list stands; the statements know them by these numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Newest = 0,
    Oldest = 1,
    /// The dearest first.
    Dearest = 2,
}

/// In which states the orders stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum States {
    #[default]
    All,
    /// Paid, on the truck or handed over: what the warehouse has to do with.
    PaidOn,
    One(OrderState),
}

impl States {
    /// How the statements know them; `None` is all.
    fn code(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::PaidOn => Some("paid_on"),
            Self::One(state) => Some(state.code()),
        }
    }
}

/// Which orders an admin wants to see.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    pub work: Option<Work>,
    pub states: States,
    /// Part of the customer's name, phone or username, or the whole order number.
    pub search: Option<String>,
    /// Placed at or after this instant.
    pub from: Option<UtcMillis>,
    /// Placed before this instant.
    pub before: Option<UtcMillis>,
    pub customer: Option<CustomerId>,
    pub sort: Sort,
}

/// Days and states of the orders that are asked for, by the numbers of their values: from, before, states.
macro_rules! narrowed {
    ($from:literal, $before:literal, $states:literal) => {
        concat!(
            "(CAST(",
            $from,
            " AS BIGINT) IS NULL OR o.placed_at >= ",
            $from,
            ") AND (CAST(",
            $before,
            " AS BIGINT) IS NULL OR o.placed_at < ",
            $before,
            ") AND (CAST(",
            $states,
            " AS TEXT) IS NULL OR o.state = ",
            $states,
            " OR (",
            $states,
            " = 'paid_on' AND o.state IN ('paid', 'shipped', 'completed')))"
        )
    };
}

pub(crate) use narrowed;

impl OrderFilter {
    /// The values of [`narrowed!`].
    pub(crate) fn narrow(&self, query: Query) -> Query {
        query.bind(self.from).bind(self.before).bind(self.states.code())
    }

    /// Sort, take and skip, in this order.
    pub(crate) fn turn(&self, query: Query, page: Page) -> Query {
        query.bind(self.sort as i64).bind(page.take).bind(page.skip)
    }
}
