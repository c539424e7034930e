//! Times of day as time fields of a browser send and show them.

use jiff::civil::Time;

use crate::Problem;

/// Reads `14:05`; seconds are dropped.
pub fn parse_hour(typed: &str) -> Result<Time, Problem> {
    let mut parts = typed.trim().split(':').map(|digits| digits.parse::<i8>().map_err(|_| Problem::BadTime));
    let (Some(hour), Some(minute)) = (parts.next(), parts.next()) else { return Err(Problem::BadTime) };
    Time::new(hour?, minute?, 0, 0).map_err(|_| Problem::BadTime)
}

/// The same where the field may be left empty.
pub fn optional_hour(typed: &str) -> Result<Option<Time>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { parse_hour(typed).map(Some) }
}

/// As it is stored and as time fields show it: `08:00`.
pub fn hour_text(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_may_be_left_out_but_not_be_wrong() {
        assert_eq!(optional_hour(" "), Ok(None));
        assert_eq!(optional_hour("7:05:30").map(|time| time.map(hour_text)), Ok(Some("07:05".to_owned())));
        for wrong in ["7", "24:00", "07:60", "-1:00", "ab:cd", ":"] {
            assert_eq!(optional_hour(wrong), Err(Problem::BadTime), "{wrong}");
        }
        assert_eq!(parse_hour(""), Err(Problem::BadTime));
    }
}
