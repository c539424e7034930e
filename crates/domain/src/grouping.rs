//! Whole numbers as Indonesians write them: digits in groups of three, parted by dots (domain.md §3).

/// Writes `1250000` as `1.250.000`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// Reads `1250000` or `1.250.000`; `None` for anything else (`1.25`, `0.500`, `1..000`, signs, blanks, nothing).
///
/// A number too long for 64 bits is `u64::MAX`, so that the caller calls it too large rather than no number.
pub(crate) fn parse_grouped(text: &str) -> Option<u64> {
    let digits = if text.contains('.') { ungroup(text)? } else { text.to_owned() };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u64::MAX))
}

fn ungroup(text: &str) -> Option<String> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    // A leading zero is never the start of a thousands group: `0.500` is half a unit, not five hundred.
    let proper = (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3);
    proper.then(|| text.replace('.', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three_with_dots() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1.000"), (1_250_000, "1.250.000")] {
            assert_eq!(grouped(number), text);
            assert_eq!(parse_grouped(text), Some(number));
        }
    }

    #[test]
    fn crooked_groups_are_not_numbers() {
        for text in ["", ".", "1.", ".000", "1.25", "1..000", "0.500", "1000.000", "1 000", "-1", "+1", "١"] {
            assert_eq!(parse_grouped(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_beyond_64_bits_is_read_as_the_greatest() {
        assert_eq!(parse_grouped("99999999999999999999999"), Some(u64::MAX));
    }
}
