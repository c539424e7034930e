//! Something done to several ticked rows of a list: each by the operation that does it to one, and what was refused is told with its reason.

use std::{fmt::Display, str::FromStr};

use axum::response::Response;
use views::{admin::ConfirmPage, frame::Tone, text};

use super::parts::PAGE_SIZE;
use crate::{
    ops::{Done, OpError},
    web::{
        ctx::Admin,
        fault::Fault,
        posted::Posted,
        reply::{self, Answer},
    },
};

/// The ticked rows in the order of the list, each once; never more than a page of them.
pub fn chosen<T: FromStr + PartialEq>(typed: impl IntoIterator<Item: AsRef<str>>) -> Vec<T> {
    let mut ids: Vec<T> = Vec::new();
    for id in typed.into_iter().filter_map(|id| id.as_ref().parse().ok()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
        if ids.len() as i64 == PAGE_SIZE {
            break;
        }
    }
    ids
}

/// The list the form was sent from, with its filters; never another page.
pub fn list_of(posted: &Posted, path: &str) -> String {
    list_at(posted.text("daftar"), path)
}

/// The same of an address that was typed.
pub fn list_at(typed: &str, path: &str) -> String {
    let came_from = reply::next_path(typed)
        .filter(|address| address.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('?')));
    came_from.unwrap_or(path).to_owned()
}

/// Back to the list: nothing was ticked, or no button was pressed.
pub fn nothing(admin: &Admin, back: &str) -> Response {
    admin.ctx.go(back, Tone::Note, text::bulk::NOTHING_CHOSEN)
}

/// Whether somebody said yes to what [`ask`] asked.
pub fn confirmed(posted: &Posted) -> bool {
    posted.text("yakin") == "ya"
}

/// Asks before something that hurts is done to several.
pub fn ask(page: &ConfirmPage) -> Answer {
    reply::ok(page)
}

/// What came of several.
#[derive(Debug, Default)]
pub struct Outcome {
    pub done: usize,
    /// What it is called in the list, and why nothing was done.
    refused: Vec<(String, String)>,
    /// What ended it before all of them were tried.
    fault: Option<Fault>,
}

impl Outcome {
    /// One of them was tried; a fault of the machine stops all.
    pub fn note<T>(&mut self, name: impl Display, came: Done<T>) {
        match came.map_err(why) {
            Ok(_) => self.done += 1,
            Err(Ok(why)) => self.refused(name, why),
            Err(Err(fault)) => self.fault = Some(fault),
        }
    }

    /// Whether the machine failed: then the rest is not tried.
    pub const fn stopped(&self) -> bool {
        self.fault.is_some()
    }

    /// One of them was not done, and why.
    pub fn refused(&mut self, name: impl Display, why: impl Into<String>) {
        self.refused.push((name.to_string(), why.into()));
    }

    /// Back to the list, with what was done in words and every refusal behind it. What was done before the machine failed is told, too.
    pub fn tell(&self, admin: &Admin, back: &str, words: String) -> Answer {
        let told = text::bulk::told(words, &self.refused);
        let (tone, told) = match (self.fault, self.done, self.refused.len()) {
            (Some(fault), 0, _) => return Err(fault),
            (Some(_), ..) => (Tone::Bad, text::bulk::stopped(&told)),
            (None, _, 0) => (Tone::Good, told),
            (None, 0, _) => (Tone::Bad, told),
            (None, ..) => (Tone::Note, told),
        };
        Ok(admin.ctx.go(back, tone, &told))
    }
}

/// Why one of several was refused.
fn why(error: OpError) -> Result<String, Fault> {
    Ok(match error {
        OpError::Refused(refusal) => text::refusal_in_a_list(refusal),
        OpError::Missing(missing) => text::missing(missing).to_owned(),
        OpError::Stale => text::admin::ORDER_MOVED_SHORT.to_owned(),
        OpError::NotFound => text::bulk::UNKNOWN.to_owned(),
        OpError::Fields(problems) => {
            problems.iter().map(|(_, problem)| text::problem(problem)).collect::<Vec<_>>().join(" ")
        }
        error => return Err(error.into()),
    })
}

#[cfg(test)]
mod tests {
    use store::StoreError;

    use super::*;

    #[test]
    fn each_row_is_chosen_once_and_never_more_than_a_page() {
        assert_eq!(chosen::<i64>(["7", "abc", "3", "7"]), [7, 3]);
        let many: Vec<String> = (1..100).map(|id| id.to_string()).collect();
        assert_eq!(chosen::<i64>(&many).len() as i64, PAGE_SIZE);
    }

    #[test]
    fn a_refusal_is_told_and_a_fault_of_the_machine_ends_it() {
        let mut outcome = Outcome::default();
        outcome.note("#1", Ok(()));
        outcome.note("#2", Done::<()>::Err(OpError::NotFound));
        assert!(!outcome.stopped(), "the next one is tried");
        outcome.note("#3", Done::<()>::Err(OpError::Store(StoreError::Unusable("gone".to_owned()))));
        assert!(outcome.stopped());
        assert_eq!((outcome.done, outcome.refused.len()), (1, 1));
    }
}
