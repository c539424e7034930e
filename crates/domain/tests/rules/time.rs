use domain::{
    Problem,
    time::{ShopDay, ShopZone, UtcMillis},
};
use proptest::prelude::*;

use crate::make::day;

/// 2026-11-21 16:00 UTC: midnight between the 21st and the 22nd in Makassar.
const MIDNIGHT: UtcMillis = UtcMillis::new(1_795_276_800_000);

#[test]
fn a_day_begins_at_midnight_of_the_shop() {
    let zone = ShopZone::default();
    assert_eq!(zone.start_of(day("2026-11-22")), MIDNIGHT);
    assert_eq!(zone.end_of(day("2026-11-21")), MIDNIGHT);
    assert_eq!(zone.day_of(MIDNIGHT), day("2026-11-22"));
    assert_eq!(zone.day_of(MIDNIGHT.plus_millis(-1)), day("2026-11-21"));
    assert_eq!(zone.civil(MIDNIGHT.plus_hours(14)).to_string(), "2026-11-22T14:00:00");
    assert_eq!(zone.at(day("2026-11-22"), jiff::civil::time(14, 0, 0, 0)), MIDNIGHT.plus_hours(14));
}

#[test]
fn zones_go_by_their_indonesian_names() {
    for (name, short) in [("Asia/Makassar", "WITA"), ("Asia/Jakarta", "WIB"), ("Asia/Jayapura", "WIT"), ("UTC", "UTC")]
    {
        assert_eq!(ShopZone::new(name).expect("a zone").abbreviation(), short);
    }
    assert_eq!(ShopZone::new("Asia/Nowhere"), Err(Problem::UnknownChoice));
    assert_eq!(ShopZone::new(""), Err(Problem::UnknownChoice));
}

#[test]
fn a_day_is_read_only_as_year_month_day() {
    assert_eq!(ShopDay::parse("2026-11-22").map(|day| day.to_string()).as_deref(), Ok("2026-11-22"));
    for typed in
        ["22-11-2026", "2026-02-30", "2026-1-1", "2026-11-22T00:00", "besok", "2026-11-2x", "+026-11-22", "------"]
    {
        assert_eq!(ShopDay::parse(typed), Err(Problem::BadDate), "{typed}");
    }
    assert_eq!(ShopDay::parse(" "), Err(Problem::Required));
}

#[test]
fn days_and_months_are_counted_by_the_calendar() {
    assert_eq!(day("2026-12-31").plus_days(1), day("2027-01-01"));
    assert_eq!(day("2026-03-31").plus_months(-1), day("2026-02-28"));
    assert_eq!(day("2026-11-22").first_of_month(), day("2026-11-01"));
    assert_eq!(day("9999-12-31").plus_days(1), day("9999-12-31"));
}

#[test]
fn the_twenty_ninth_of_february_is_kept_a_day_early_in_common_years() {
    let leapling = day("2000-02-29");
    for (today, kept) in [
        ("2028-02-29", true),
        ("2028-02-28", false),
        ("2026-02-28", true),
        ("2026-03-01", false),
        ("2100-02-28", true),
        ("2026-02-27", false),
    ] {
        assert_eq!(day(today).birthday_matches(leapling), kept, "{today}");
    }
    assert!(day("2026-02-28").birthday_matches(day("1990-02-28")));
    assert!(!day("2028-02-29").birthday_matches(day("1990-02-28")));
}

#[test]
fn instants_beyond_the_calendar_do_no_harm() {
    let zone = ShopZone::default();
    for instant in [i64::MIN, i64::MAX] {
        let _ = zone.civil(UtcMillis::new(instant));
        let _ = zone.day_of(UtcMillis::new(instant).plus_hours(5));
    }
    let _ = zone.end_of(day("9999-12-31"));
}

proptest! {
    #[test]
    fn everybody_has_one_birthday_a_year(birth in 0..45_000_i32, year in 1950..2150_i16) {
        let birth = day("1900-01-01").plus_days(birth);
        let first = ShopDay::new(year, 1, 1).expect("a day");
        let birthdays = (0..366).map(|days| first.plus_days(days)).filter(|day| day.year() == year);
        prop_assert_eq!(birthdays.filter(|today| today.birthday_matches(birth)).count(), 1);
    }

    #[test]
    fn an_instant_lies_within_its_day(millis in -2_000_000_000_000..4_000_000_000_000_i64) {
        let (zone, instant) = (ShopZone::default(), UtcMillis::new(millis));
        let day = zone.day_of(instant);
        prop_assert!(zone.start_of(day) <= instant && instant < zone.end_of(day));
    }
}
