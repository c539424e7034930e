//! Dates, spans and sizes as people read them here: `22 November 2026 14.05 WITA`, `5 jam 12 menit`, `2,4 MB`.

use domain::time::{ShopDay, ShopZone, UtcMillis};

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// Name of a month, 1–12.
pub fn month_name(month: i8) -> &'static str {
    usize::try_from(month).ok().and_then(|month| MONTHS.get(month.wrapping_sub(1))).copied().unwrap_or("")
}

/// `22 November 2026 14.05 WITA`, in the shop's zone.
pub fn date_time(zone: &ShopZone, at: UtcMillis) -> String {
    let civil = zone.civil(at);
    format!("{} {} {}", date(zone, at), clock(civil.hour(), civil.minute()), zone.abbreviation())
}

/// `22 November 2026`, in the shop's zone.
pub fn date(zone: &ShopZone, at: UtcMillis) -> String {
    let civil = zone.civil(at);
    format!("{} {} {}", civil.day(), month_name(civil.month()), civil.year())
}

/// `22 Nov 14.05`, for narrow columns.
pub fn short(zone: &ShopZone, at: UtcMillis) -> String {
    let civil = zone.civil(at);
    let month: String = month_name(civil.month()).chars().take(3).collect();
    format!("{} {month} {}", civil.day(), clock(civil.hour(), civil.minute()))
}

/// `14.05`, in the shop's zone.
pub fn time(zone: &ShopZone, at: UtcMillis) -> String {
    let civil = zone.civil(at);
    clock(civil.hour(), civil.minute())
}

/// The end of a day: `24 November 2026 pukul 24.00 WITA`.
pub fn end_of_day(zone: &ShopZone, day_meant: ShopDay) -> String {
    format!("{} pukul 24.00 {}", day(day_meant), zone.abbreviation())
}

/// `14 Agustus 1990`.
pub fn day(day: ShopDay) -> String {
    spelled(day, true)
}

/// `14 Agu 1990`, for narrow columns.
pub fn day_short(day: ShopDay) -> String {
    let month: String = month_name(day.month()).chars().take(3).collect();
    format!("{} {month} {}", day.day(), day.year())
}

/// Hundredths of a percent: `12,34 %`, `5 %`.
pub fn percent(hundredths: i64) -> String {
    let rest = format!("{:02}", hundredths.unsigned_abs() % 100);
    match rest.trim_end_matches('0') {
        "" => format!("{} %", hundredths / 100),
        decimals => format!("{},{decimals} %", hundredths / 100),
    }
}

/// `14 Agustus`, for birthdays.
pub fn day_month(day: ShopDay) -> String {
    spelled(day, false)
}

/// Works from the ISO form, the one thing a `ShopDay` promises to show.
fn spelled(day: ShopDay, with_year: bool) -> String {
    let iso = day.to_string();
    let mut parts = iso.rsplitn(3, '-');
    let number = |part: Option<&str>| part.and_then(|digits| digits.parse::<i8>().ok()).unwrap_or(0);
    let (date, month) = (number(parts.next()), number(parts.next()));
    let year = parts.next().unwrap_or_default();
    let spelled = format!("{date} {}", month_name(month));
    if with_year { format!("{spelled} {year}") } else { spelled }
}

fn clock(hour: i8, minute: i8) -> String {
    format!("{hour:02}.{minute:02}")
}

/// What is left until then: `1 hari 3 jam`, `5 jam 12 menit`, `8 menit`, `kurang dari semenit`, `sudah lewat`.
pub fn remaining(now: UtcMillis, until: UtcMillis) -> String {
    let left = until.get() - now.get();
    let (days, hours, minutes) = (left / 86_400_000, left / 3_600_000 % 24, left / 60_000 % 60);
    match (days, hours, minutes) {
        _ if left <= 0 => "sudah lewat".to_owned(),
        (0, 0, 0) => "kurang dari semenit".to_owned(),
        (0, 0, minutes) => format!("{minutes} menit"),
        (0, hours, 0) => format!("{hours} jam"),
        (0, hours, minutes) => format!("{hours} jam {minutes} menit"),
        (days, 0, _) => format!("{days} hari"),
        (days, hours, _) => format!("{days} hari {hours} jam"),
    }
}

/// An e-mail address with its middle hidden, for whoever may look over a shoulder: `si•••@contoh.com`.
pub fn masked_email(email: &str) -> String {
    let (name, host) = email.split_once('@').unwrap_or((email, ""));
    let shown: String = name.chars().take(2).collect();
    format!("{shown}•••@{host}")
}

/// `812 B`, `34 kB`, `2,4 MB`.
pub fn file_size(bytes: u64) -> String {
    match bytes {
        0..=1023 => format!("{bytes} B"),
        1024..=1_048_575 => format!("{} kB", bytes / 1024),
        _ if bytes.is_multiple_of(1_048_576) => format!("{} MB", bytes / 1_048_576),
        _ => format!("{},{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

/// Whole numbers with dots: `1.250`.
pub fn count(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let grouped = digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group).into_owned());
    let text = grouped.collect::<Vec<_>>().join(".");
    if number < 0 { format!("−{text}") } else { text }
}

/// Weight of one unit from grams: `12,5 kg`, `1.250 kg`.
pub fn weight(grams: i64) -> String {
    let rest = format!("{:03}", grams.unsigned_abs() % 1000);
    match rest.trim_end_matches('0') {
        "" => format!("{} kg", count(grams / 1000)),
        decimals => format!("{},{decimals} kg", count(grams / 1000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_in_the_shops_zone_with_its_name() {
        let at = UtcMillis::new(1_795_327_500_000); // 2026-11-22 06:05 UTC
        let zone = ShopZone::default();
        assert_eq!(date_time(&zone, at), "22 November 2026 14.05 WITA");
        assert_eq!(short(&zone, at), "22 Nov 14.05");
    }

    #[test]
    fn spans_are_told_in_two_units_at_most() {
        let now = UtcMillis::new(0);
        let left = |minutes: i64| remaining(now, UtcMillis::new(minutes * 60_000));
        assert_eq!(left(0), "sudah lewat");
        assert_eq!(left(8), "8 menit");
        assert_eq!(left(312), "5 jam 12 menit");
        assert_eq!(left(1440), "1 hari");
        assert_eq!(left(1620), "1 hari 3 jam");
    }

    #[test]
    fn sizes_counts_and_weights_use_the_decimal_comma() {
        assert_eq!(file_size(10 * 1_048_576), "10 MB");
        assert_eq!(file_size(2_516_582), "2,3 MB");
        assert_eq!(count(1_250_000), "1.250.000");
        assert_eq!(count(-7), "−7");
        assert_eq!(weight(12_500), "12,5 kg");
        assert_eq!(weight(90_000), "90 kg");
        assert_eq!([percent(1234), percent(500), percent(10_000), percent(5)], ["12,34 %", "5 %", "100 %", "0,05 %"]);
    }
}
