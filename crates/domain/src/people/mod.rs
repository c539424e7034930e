//! What people say about themselves, as parsed types: whoever holds one need not check it again (domain.md §11).

mod birth;
mod email;
mod password;
mod phone;
mod username;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use birth::BirthDate;
pub use email::Email;
pub use password::{MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS, check_new_password};
pub use phone::Phone;
pub use username::Username;

use crate::{Problem, text};

/// What every parsed text type has beside its own rules.
macro_rules! parsed_text {
    ($name:ident) => {
        impl $name {
            /// The text as it is stored.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::Problem;

            fn try_from(text: String) -> Result<Self, $crate::Problem> {
                Self::parse(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Problem;

            fn from_str(text: &str) -> Result<Self, $crate::Problem> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
pub(crate) use parsed_text;

/// A person's name, 1–120 characters (domain.md §11).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

impl PersonName {
    pub const MAX_CHARS: usize = 120;

    pub fn parse(typed: &str) -> Result<Self, Problem> {
        text::one_line(typed, Self::MAX_CHARS).map(Self)
    }
}

parsed_text!(PersonName);

/// A postal address, 1–500 characters, lines allowed (domain.md §11).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

impl Address {
    pub const MAX_CHARS: usize = 500;

    pub fn parse(typed: &str) -> Result<Self, Problem> {
        text::many_lines(typed, Self::MAX_CHARS).map(Self)
    }
}

parsed_text!(Address);

impl fmt::Display for PersonName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
