//! Who did something, as timeline, ledger and audit keep it.

use domain::{order::Actor, rights::AdminKind};

/// The person (or the clock) behind a change, with the name they had then.
#[derive(Clone, Debug)]
pub struct By {
    pub actor: Actor,
    pub id: Option<i64>,
    pub name: String,
    /// What kind of admin it is. An admin's deed without one comes from a command on the shop's own machine.
    pub kind: Option<AdminKind>,
}

/// One page of a long list: how many rows to skip, how many to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    pub skip: i64,
    pub take: i64,
}

impl Page {
    /// Page `number` (from 1) of pages with `size` rows.
    pub fn number(number: i64, size: i64) -> Self {
        Self { skip: (number.clamp(1, 1_000_000) - 1) * size, take: size }
    }
}

/// `%word%` for LIKE, with the word's own wildcards made plain (the statements say `ESCAPE '!'`).
pub fn like(word: &str) -> String {
    let plain = word.trim().to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{plain}%")
}

/// Phones are stored as `+62…`, people search `0812-34…`; a word without three digits finds no phone at all (`None`).
pub fn phone_like(word: &str) -> Option<String> {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches("62").trim_start_matches('0');
    (digits.len() >= 3).then(|| format!("%{digits}%"))
}
