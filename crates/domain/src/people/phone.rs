//! Indonesian phone numbers.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::parsed_text;
use crate::Problem;

/// Area codes of three digits; all others have four, counting the leading zero.
const SHORT_AREAS: [&str; 5] = ["21", "22", "24", "31", "61"];

/// An Indonesian phone number (domain.md §11), stored as `+6281234567890`, shown as `0812-3456-7890`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl Phone {
    /// Accepts `0812…`, `62812…`, `+62 812…`, `+62 (0)812…`, `812…` and land lines with their area code; blanks, dashes,
    /// dots and brackets may stand between the digits.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let digits = digits_of(text).ok_or(Problem::BadPhone)?;
        let national = national_part(&digits, text.starts_with('+')).ok_or(Problem::BadPhone)?;
        if is_national(national) { Ok(Self(format!("+62{national}"))) } else { Err(Problem::BadPhone) }
    }

    /// The number as links to a chat want it: `6281234567890`.
    pub fn wa_number(&self) -> &str {
        self.0.trim_start_matches('+')
    }

    /// Whether it is a mobile number, which alone can have a chat.
    pub fn is_mobile(&self) -> bool {
        self.national().starts_with('8')
    }

    fn national(&self) -> &str {
        self.0.trim_start_matches("+62")
    }
}

fn digits_of(text: &str) -> Option<String> {
    let plain = text.strip_prefix('+').unwrap_or(text);
    let separator = |character: char| character.is_whitespace() || matches!(character, '-' | '.' | '(' | ')' | '/');
    let digits: String = plain.chars().filter(|character| !separator(*character)).collect();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
}

/// The number without country code and leading zero.
fn national_part(digits: &str, international: bool) -> Option<&str> {
    let after_country = digits.strip_prefix("0062").or_else(|| digits.strip_prefix("62"));
    match (after_country, digits.strip_prefix('0')) {
        (Some(rest), _) => Some(rest.strip_prefix('0').unwrap_or(rest)),
        _ if international => None,
        (None, Some(rest)) => Some(rest),
        // Spreadsheets eat the leading zero of mobile numbers.
        (None, None) => digits.starts_with('8').then_some(digits),
    }
}

fn is_national(number: &str) -> bool {
    match number.as_bytes().first() {
        Some(b'8') => (9..=12).contains(&number.len()),
        Some(b'2'..=b'7' | b'9') => (8..=11).contains(&number.len()),
        _ => false,
    }
}

parsed_text!(Phone);

impl fmt::Display for Phone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.national();
        if self.is_mobile() {
            let (head, tail) = number.split_at(3);
            let (middle, end) = tail.split_at(4);
            return write!(formatter, "0{head}-{middle}-{end}");
        }
        let area = if SHORT_AREAS.iter().any(|area| number.starts_with(area)) { 2 } else { 3 };
        let (area, rest) = number.split_at(area);
        write!(formatter, "0{area}-{rest}")
    }
}
