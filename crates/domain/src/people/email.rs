//! E-mail addresses.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::parsed_text;
use crate::Problem;

/// An e-mail address in small letters, at most 254 characters (domain.md §11).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    pub const MAX_CHARS: usize = 254;

    /// Accepts the plain addresses that mail providers give out: no quotes, comments or bracketed machine numbers.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        if text.len() > Self::MAX_CHARS {
            return Err(Problem::TooLong { max: Self::MAX_CHARS });
        }
        let (mailbox, host) = text.split_once('@').ok_or(Problem::BadEmail)?;
        if is_mailbox(mailbox) && is_host(host) { Ok(Self(text.to_ascii_lowercase())) } else { Err(Problem::BadEmail) }
    }
}

fn is_mailbox(text: &str) -> bool {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(character);
    text.len() <= 64 && text.split('.').all(|part| !part.is_empty() && part.chars().all(allowed))
}

fn is_host(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or_default();
    let named = last.len() >= 2 && !last.bytes().all(|byte| byte.is_ascii_digit());
    text.contains('.') && named && text.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let allowed = |character: char| character.is_ascii_alphanumeric() || character == '-';
    (1..=63).contains(&label.len()) && label.chars().all(allowed) && !label.starts_with('-') && !label.ends_with('-')
}

parsed_text!(Email);

impl fmt::Display for Email {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
