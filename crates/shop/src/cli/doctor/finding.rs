//! What the doctor found.

use std::fmt;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub what: &'static str,
    pub found: String,
    /// What to do about it; nothing when all is well.
    pub todo: Option<String>,
}

/// All is well.
pub fn good(what: &'static str, found: impl Into<String>) -> Finding {
    Finding { what, found: found.into(), todo: None }
}

/// Something is wrong, and this mends it.
pub fn bad(what: &'static str, found: impl Into<String>, todo: impl Into<String>) -> Finding {
    Finding { what, found: found.into(), todo: Some(todo.into()) }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.todo.is_none() { "baik " } else { "SALAH" };
        write!(out, "{mark}  {:<12} {}", self.what, self.found)?;
        match &self.todo {
            Some(todo) => write!(out, "\n                     {todo}"),
            None => Ok(()),
        }
    }
}
