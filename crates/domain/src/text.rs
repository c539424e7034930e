//! Free text as people type it: trimmed, bounded, without characters that hide or reorder what is read.

use crate::Problem;

/// One line of text: trimmed, not empty, at most `max` characters, no control characters.
pub fn one_line(typed: &str, max: usize) -> Result<String, Problem> {
    checked(typed.trim(), max, false)
}

/// Text of several lines: line ends become `\n`, otherwise as [`one_line`].
pub fn many_lines(typed: &str, max: usize) -> Result<String, Problem> {
    let unified = typed.replace("\r\n", "\n").replace('\r', "\n");
    checked(unified.trim(), max, true)
}

/// [`many_lines`] where an empty field is fine.
pub fn optional(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { many_lines(typed, max).map(Some) }
}

fn checked(text: &str, max: usize, lines: bool) -> Result<String, Problem> {
    if text.is_empty() {
        return Err(Problem::Required);
    }
    if text.chars().count() > max {
        return Err(Problem::TooLong { max });
    }
    if text.chars().any(|character| is_hidden(character) && !(lines && matches!(character, '\n' | '\t'))) {
        return Err(Problem::BadCharacters);
    }
    Ok(text.to_owned())
}

/// Control characters, and marks that turn the direction of writing: with those a name can be made to read as another.
fn is_hidden(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_keeps_what_people_write() {
        assert_eq!(one_line("  Siti <b>Nurhaliza</b> ", 120).as_deref(), Ok("Siti <b>Nurhaliza</b>"));
        assert_eq!(many_lines("Jl. Mawar 5\r\nMakassar\r\n", 500).as_deref(), Ok("Jl. Mawar 5\nMakassar"));
        assert_eq!(optional(" \n ", 10), Ok(None));
    }

    #[test]
    fn hidden_characters_and_wrong_lengths_are_refused() {
        assert_eq!(one_line(" ", 5), Err(Problem::Required));
        assert_eq!(one_line("abcdef", 5), Err(Problem::TooLong { max: 5 }));
        assert_eq!(one_line("ééééé", 5).as_deref(), Ok("ééééé"));
        for typed in ["a\nb", "a\0b", "a\u{202E}b", "a\tb"] {
            assert_eq!(one_line(typed, 9), Err(Problem::BadCharacters), "{typed:?}");
        }
        assert_eq!(many_lines("a\0b", 9), Err(Problem::BadCharacters));
    }
}
