//! The labels of a table of customers.

use std::collections::HashSet;

use domain::{crm::TagName, import::Column, problem::Problem};
use store::tags::TagRow;

use super::{plan::RowCheck, table::Table};

/// Labels that one table makes; more is a column in the wrong place.
const MOST_NEW_LABELS: usize = 50;
/// Most labels of one customer.
const MOST_LABELS: usize = 10;

/// Whether a table names any.
pub fn are_in(table: &Table) -> bool {
    table.rows().any(|row| !row.text(Column::Labels).is_empty())
}

/// The labels of one customer, each once.
pub fn read(typed: &str) -> Result<Vec<TagName>, Problem> {
    let names: Result<Vec<TagName>, Problem> =
        typed.split(',').map(str::trim).filter(|name| !name.is_empty()).map(TagName::parse).collect();
    let mut names = names?;
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.key()));
    if names.len() > MOST_LABELS {
        return Err(Problem::TooManyLabels { max: MOST_LABELS });
    }
    Ok(names)
}

/// The labels of the shop, and those that a table makes.
#[derive(Debug)]
pub struct Labels {
    there: HashSet<String>,
    made: HashSet<String>,
}

impl Labels {
    /// Nothing is made yet.
    pub fn of_shop(labels: &[TagRow]) -> Self {
        Self { there: labels.iter().map(|label| label.name.to_lowercase()).collect(), made: HashSet::new() }
    }

    /// Refuses a row that would make one label too many.
    pub fn refuse_too_many(&self, labels: &[TagName], check: &mut RowCheck) {
        let keys = labels.iter().map(TagName::key);
        let more = keys.filter(|label| !self.there.contains(label) && !self.made.contains(label)).count();
        if more > 0 && self.made.len() + more > MOST_NEW_LABELS {
            check.refuse(Column::Labels, Problem::TooManyNew { max: MOST_NEW_LABELS });
        }
    }

    /// These are made by a row that is fine.
    pub fn make(&mut self, labels: &[TagName]) {
        self.made.extend(labels.iter().map(TagName::key).filter(|label| !self.there.contains(label)));
    }
}
