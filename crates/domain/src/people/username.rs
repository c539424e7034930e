//! The name a person signs in with.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::parsed_text;
use crate::Problem;

/// A username: 3–150 of the letters a–z, digits, `.`, `_`, `-` (domain.md §11). Kept as typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Username(String);

impl Username {
    pub const MIN_CHARS: usize = 3;
    pub const MAX_CHARS: usize = 150;

    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let allowed = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-');
        if !text.chars().all(allowed) {
            return Err(Problem::BadUsername);
        }
        if text.len() < Self::MIN_CHARS {
            return Err(Problem::TooShort { min: Self::MIN_CHARS });
        }
        if text.len() > Self::MAX_CHARS {
            return Err(Problem::TooLong { max: Self::MAX_CHARS });
        }
        Ok(Self(text.to_owned()))
    }

    /// The name in small letters: phones like to begin with a capital, so sign-in and uniqueness compare this.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

parsed_text!(Username);

impl fmt::Display for Username {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
