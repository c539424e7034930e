//! What an import would do, row by row: shown before it is done, and done only as it was shown.

use domain::{import::Column, problem::Problem};
use sha2::{Digest as _, Sha256};
use store::imports::Figures;

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    New,
    Changed,
    /// As it is already, with the words why nothing is done.
    Same(&'static str),
    /// Must be corrected in the file.
    Wrong(Vec<(Column, Problem)>),
}

/// One field of a row: before (empty for something new) and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub column: Column,
    pub before: String,
    pub after: String,
}

/// A row as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub line: u32,
    /// What the row is about.
    pub name: String,
    pub fate: Fate,
    pub fields: Vec<Field>,
    /// Cells that say something else than the shop and are not read all the same.
    pub unread: Vec<Column>,
}

impl Outcome {
    /// A row with which nothing is done.
    pub fn same(line: u32, name: String, words: &'static str) -> Self {
        Self { line, name, fate: Fate::Same(words), fields: Vec::new(), unread: Vec::new() }
    }
}

/// The whole plan; `W` is what is written if it is taken.
#[derive(Clone, Debug)]
pub struct Plan<W> {
    pub outcomes: Vec<Outcome>,
    pub work: W,
}

impl<W: std::fmt::Debug> Plan<W> {
    /// A seal of what would be written. Other data of the shop that make no difference to it do not break it.
    pub fn seal(&self) -> String {
        let digest = Sha256::digest(format!("{:?}", self.work));
        digest.iter().take(16).fold(String::new(), |mut hex, byte| {
            use std::fmt::Write as _;
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// What an import would do now.
#[derive(Clone, Debug)]
pub struct Preview {
    pub outcomes: Vec<Outcome>,
    pub seal: String,
    /// Titles under which nothing is read.
    pub unknown: Vec<String>,
}

impl Preview {
    /// Rows that must be corrected in the file.
    pub fn wrong(&self) -> usize {
        self.outcomes.iter().filter(|outcome| matches!(outcome.fate, Fate::Wrong(_))).count()
    }

    /// Every row is as it was.
    pub fn changes_nothing(&self) -> bool {
        self.unknown.is_empty() && self.outcomes.iter().all(|outcome| matches!(outcome.fate, Fate::Same(_)))
    }

    /// Rows whose stock is not read ([`Outcome::unread`]).
    pub fn unread(&self) -> usize {
        self.outcomes.iter().filter(|outcome| !outcome.unread.is_empty()).count()
    }

    /// Rows that are new, changed and as they were.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures { created: 0, changed: 0, unchanged: 0 };
        for outcome in &self.outcomes {
            match outcome.fate {
                Fate::New => figures.created += 1,
                Fate::Changed => figures.changed += 1,
                Fate::Same(_) => figures.unchanged += 1,
                Fate::Wrong(_) => {}
            }
        }
        figures
    }
}

/// Collects the problems of a row while the good values pass.
#[derive(Debug, Default)]
pub struct RowCheck(Vec<(Column, Problem)>);

impl RowCheck {
    /// The value, or its problem noted under the column.
    pub fn take<T>(&mut self, column: Column, parsed: Result<T, Problem>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(problem) => {
                self.refuse(column, problem);
                None
            }
        }
    }

    pub fn refuse(&mut self, column: Column, problem: Problem) {
        self.0.push((column, problem));
    }

    pub fn is_fine(&self) -> bool {
        self.0.is_empty()
    }

    /// The row as a wrong one.
    pub fn outcome(self, line: u32, name: String) -> Outcome {
        Outcome { line, name, fate: Fate::Wrong(self.0), fields: Vec::new(), unread: Vec::new() }
    }
}
