//! Statements: SQL texts with their place in the source, and the expansion of row lists.

use crate::dialect::Dialect;

/// One SQL text of the shop. Written with [`sql!`](crate::sql).
#[derive(Debug)]
pub struct Statement {
    pub text: &'static str,
    /// File and line, for the message of the test that prepares all statements.
    pub place: &'static str,
}

/// All statements of this crate, collected by the linker.
#[allow(unsafe_code, reason = "linkme places the list's items in a linker section; no memory is touched by hand")]
#[linkme::distributed_slice]
pub static STATEMENTS: [Statement];

/// Writes a statement and lists it among [`STATEMENTS`].
///
/// `$1 …` are the values. At most one list may follow them: `{rows:it}` stands for `(…, …), (…, …)` with a typed value per letter
/// (`i` integer, `t` text) and `{ids}` for `(…, …, …)` of integers; its values are numbered after the last single one.
/// A part that two statements share is put in with `concat!`.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {{
        #[allow(unsafe_code, reason = "see statement::STATEMENTS")]
        #[$crate::linkme::distributed_slice($crate::statement::STATEMENTS)]
        #[linkme(crate = $crate::linkme)]
        static STATEMENT: $crate::statement::Statement =
            $crate::statement::Statement { text: $text, place: concat!(file!(), ":", line!()) };
        $crate::query::Query::new(&STATEMENT)
    }};
}

impl Statement {
    /// Number of the single values `$1 …`.
    pub fn singles(&self) -> usize {
        let mut highest = 0;
        let mut rest = self.text;
        while let Some(at) = rest.find('$') {
            rest = &rest[at + 1..];
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            highest = highest.max(digits.parse().unwrap_or(0));
        }
        highest
    }

    /// Whether the text has a list that grows with its rows.
    pub fn has_list(&self) -> bool {
        self.text.contains("{rows:") || self.text.contains("{ids}")
    }

    /// The text for one database with a list of `rows` rows.
    pub fn render(&self, dialect: Dialect, rows: usize) -> String {
        let text = dialect.words(self.text);
        let first = self.singles() + 1;
        if let Some(at) = text.find("{rows:") {
            let end = at + text[at..].find('}').unwrap_or(0);
            let list = row_list(&text[at + 6..end], first, rows);
            return format!("{}{list}{}", &text[..at], &text[end + 1..]);
        }
        let ids: Vec<String> = (0..rows).map(|row| format!("CAST(${} AS BIGINT)", first + row)).collect();
        text.replace("{ids}", &format!("({})", ids.join(", ")))
    }
}

/// `(CAST($3 AS BIGINT), CAST($4 AS TEXT)), (…)`: typed, because PostgreSQL takes bare values of a VALUES list for text.
fn row_list(letters: &str, first: usize, rows: usize) -> String {
    let width = letters.chars().count();
    let mut list = Vec::with_capacity(rows);
    for row in 0..rows {
        let values: Vec<String> = letters
            .chars()
            .enumerate()
            .map(|(column, letter)| {
                let kind = if letter == 'i' { "BIGINT" } else { "TEXT" };
                format!("CAST(${} AS {kind})", first + row * width + column)
            })
            .collect();
        list.push(format!("({})", values.join(", ")));
    }
    list.join(", ")
}
