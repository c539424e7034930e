//! How single fields of the settings are read: bounded numbers, hours, clock times.

use domain::{problem::Problem, time::parse_hour};
use jiff::civil::Time;

/// More reminders would only annoy.
const MAX_REMINDERS: usize = 5;

/// A field that may be left empty.
pub fn or_empty(text: &str, parse: impl FnOnce(&str) -> Result<String, Problem>) -> Result<String, Problem> {
    if text.trim().is_empty() { Ok(String::new()) } else { parse(text) }
}

/// A whole number within bounds.
pub fn number(text: &str, min: i64, max: i64) -> Result<i64, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let number: i64 = text.parse().map_err(|_| Problem::NotWhole)?;
    if (min..=max).contains(&number) { Ok(number) } else { Err(Problem::NumberOutOfRange { min, max }) }
}

/// Hours with commas between, longest first; each before the deadline begins to run. Empty means no reminders.
pub fn reminders(text: &str, deadline_hours: i64) -> Result<Vec<u16>, Problem> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let mut hours = Vec::new();
    for part in parts.take(MAX_REMINDERS + 1) {
        hours.push(number(part, 1, (deadline_hours - 1).max(1))? as u16);
    }
    if hours.len() > MAX_REMINDERS {
        return Err(Problem::NumberOutOfRange { min: 0, max: MAX_REMINDERS as i64 });
    }
    hours.sort_unstable_by(|a, b| b.cmp(a));
    hours.dedup();
    Ok(hours)
}

/// `14:05`, as time fields send it.
pub fn clock(text: &str) -> Result<Time, Problem> {
    parse_hour(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_are_sorted_and_before_the_deadline() {
        assert_eq!(reminders(" 1, 6 ,6", 24), Ok(vec![6, 1]));
        assert_eq!(reminders("", 24), Ok(vec![]));
        assert_eq!(reminders("24", 24), Err(Problem::NumberOutOfRange { min: 1, max: 23 }));
        assert_eq!(reminders("enam", 24), Err(Problem::NotWhole));
    }

    #[test]
    fn clock_times_are_read_as_time_fields_send_them() {
        assert_eq!(clock("14:05"), Ok(Time::constant(14, 5, 0, 0)));
        assert_eq!(clock("14:05:30"), Ok(Time::constant(14, 5, 0, 0)));
        for wrong in ["", "14", "25:00", "14:99", "-1:00", "ab:cd"] {
            assert_eq!(clock(wrong), Err(Problem::BadTime), "{wrong}");
        }
    }
}
