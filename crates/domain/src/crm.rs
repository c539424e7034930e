//! What the office keeps about its customers for itself: notes, labels, follow-ups (domain.md §12).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Problem, coded::coded, people::parsed_text, text};

coded! {
    /// Where a follow-up stands.
    FollowUpState {
        Open = "open",
        Done = "done",
        /// Not needed any more.
        Cancelled = "cancelled",
    }
}

/// A label of the office ("proyek", "Kontraktor"): one line of at most 40 characters. Capitals are kept, but do not make another label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TagName(String);

impl TagName {
    pub const MAX_CHARS: usize = 40;

    /// Blanks inside are one blank.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let typed = text::one_line(typed, usize::MAX)?;
        text::one_line(&typed.split_whitespace().collect::<Vec<_>>().join(" "), Self::MAX_CHARS).map(Self)
    }

    /// What makes it the same label, however it is written.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

parsed_text!(TagName);

impl fmt::Display for TagName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A note about a customer, several lines, at most 2 000 characters.
pub fn note(typed: &str) -> Result<String, Problem> {
    text::many_lines(typed, 2000)
}

/// What is to be done in a follow-up, or what came of it: at most 500 characters.
pub fn task(typed: &str) -> Result<String, Problem> {
    text::many_lines(typed, MAX_TASK)
}

/// Longest task, in letters.
pub const MAX_TASK: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_blanks_make_no_other_label() {
        let label = TagName::parse("  Kontraktor   Besar ").expect("a label");
        assert_eq!((label.as_str(), label.key().as_str()), ("Kontraktor Besar", "kontraktor besar"));
        assert_eq!(TagName::parse("KONTRAKTOR BESAR").map(|label| label.key()), Ok(label.key()));
    }

    #[test]
    fn labels_are_short_lines() {
        assert!(TagName::parse(&"é".repeat(40)).is_ok());
        assert_eq!(TagName::parse(&"x".repeat(41)), Err(Problem::TooLong { max: 40 }));
        assert_eq!(TagName::parse(" \t "), Err(Problem::Required));
        assert_eq!(TagName::parse("a\nb"), Err(Problem::BadCharacters));
    }
}
