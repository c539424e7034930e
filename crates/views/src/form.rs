//! What a person typed and what was wrong with it, so that a refused form comes back as it was (domain.md §11).

use std::collections::BTreeMap;

use domain::problem::Problem;

use crate::text;

/// Under this name a form keeps that it is asked once more (`yakin` = `ya`) before it takes effect, and how much it concerns.
pub const ASKS: &str = "_asks";

/// The state of one form: typed values by field name, problems by field name, and one problem of the whole form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    values: BTreeMap<String, String>,
    /// In the order in which the fields were read, which is that of the page.
    problems: Vec<(String, Problem)>,
    message: Option<String>,
    latest: Option<String>,
}

impl FormState {
    /// A form filled with values and nothing wrong.
    pub fn filled<'a>(values: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        Self { values: values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), ..Self::default() }
    }

    /// Keeps a typed value. Passwords must not be kept.
    pub fn keep(&mut self, field: &str, value: impl Into<String>) {
        self.values.insert(field.to_owned(), value.into());
    }

    /// Notes what is wrong with a field; the first problem of a field stays.
    pub fn refuse(&mut self, field: &str, problem: Problem) {
        if self.problem(field).is_none() {
            self.problems.push((field.to_owned(), problem));
        }
    }

    /// Notes a message about the whole form.
    pub fn refuse_whole(&mut self, message: impl Into<String>) {
        self.message = Some(message.into());
    }

    /// Notes where the data stand as they are now, for a form that was overtaken.
    pub fn offer_latest(&mut self, address: impl Into<String>) {
        self.latest = Some(address.into());
    }

    /// Where the data stand as they are now, when the form was overtaken.
    pub fn latest(&self) -> Option<&str> {
        self.latest.as_deref()
    }

    /// Whether anything is wrong.
    pub fn is_refused(&self) -> bool {
        self.message.is_some() || !self.problems.is_empty()
    }

    /// What is asked before the form takes effect, when it is ([`ASKS`]).
    pub fn asks(&self) -> Option<&str> {
        Some(self.value(ASKS)).filter(|asked| !asked.is_empty())
    }

    /// What was typed in a field, or nothing.
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }

    /// Every field with what stands in it.
    pub fn filled_in(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(field, value)| (field.as_str(), value.as_str()))
    }

    /// Whether a field holds exactly this value (for choices and tick boxes).
    pub fn is(&self, field: &str, value: &str) -> bool {
        self.value(field) == value
    }

    /// The problem of a field.
    pub fn problem(&self, field: &str) -> Option<&Problem> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, problem)| problem)
    }

    /// The Indonesian words for the problem of a field.
    pub fn error(&self, field: &str) -> Option<String> {
        self.problem(field).map(|problem| text::problem_at(field, problem))
    }

    /// All problems with their fields, for the summary at the head of the form.
    pub fn errors(&self) -> Vec<(&str, String)> {
        self.problems.iter().map(|(field, problem)| (field.as_str(), text::problem_at(field, problem))).collect()
    }

    /// The message about the whole form.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }
}
