//! A century of days with outages and changed zones: each customer's gift once a year, on the right day (domain.md §8).

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    loyalty::birthday_gift_key,
    time::{ShopDay, ShopZone, UtcMillis},
};

use crate::make::{customer, day};

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// One customer born on each day of a leap year.
fn births() -> Vec<ShopDay> {
    let first = day("1988-01-01");
    (0..366).map(|days| first.plus_days(days)).collect()
}

#[test]
fn a_century_gives_each_customer_one_gift_a_year_on_the_right_day() {
    let zones =
        ["Asia/Makassar", "Asia/Jakarta", "Asia/Jayapura", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"];
    let zones = zones.map(|name| ShopZone::new(name).expect("a zone"));
    let births = births();
    let by_births: BTreeMap<String, usize> =
        births.iter().enumerate().map(|(at, birth)| (birth.to_string()[5..].to_owned(), at)).collect();
    let mut chance = Chance(20_261_124);
    let mut now = zones[0].start_of(day("2026-11-22"));
    let end = zones[0].start_of(day("2126-11-22"));
    let (mut zone, mut given, mut expected) = (&zones[0], BTreeMap::new(), BTreeSet::new());
    while now < end {
        let minutes = if chance.below(40) == 0 { chance.below(14_400) } else { 200 + chance.below(900) };
        now = UtcMillis::new(now.get() + i64::try_from(minutes).expect("fits") * 60_000);
        if chance.below(200) == 0 {
            zone = &zones[usize::try_from(chance.below(6)).expect("fits")];
        }
        let today = zone.day_of(now);
        // What the run does: looks the births up, keeps the first gift of the year.
        for births in today.births_kept() {
            let at = by_births[&births];
            given.entry(birthday_gift_key(customer(at as i64 + 1), today)).or_insert((at, today));
        }
        // What the rule says, asked of every customer.
        let born = births.iter().enumerate().filter(|(_, birth)| today.birthday_matches(**birth));
        expected.extend(born.map(|(at, _)| (at, today)));
    }
    let given: Vec<(usize, ShopDay)> = given.into_values().collect();
    assert!(given.len() > 30_000, "{} gifts", given.len());
    let once: BTreeSet<_> = given.iter().map(|(at, day)| (*at, day.year())).collect();
    assert_eq!(once.len(), given.len(), "one a year");
    assert_eq!(given.into_iter().collect::<BTreeSet<_>>(), expected, "on the right days, and on all of them");
}

#[test]
fn every_birth_has_exactly_one_birthday_in_every_year() {
    for year in [2026_i16, 2027, 2028, 2100, 2400] {
        let first = ShopDay::new(year, 1, 1).expect("a day");
        let days: Vec<ShopDay> = (0..366).map(|at| first.plus_days(at)).filter(|day| day.year() == year).collect();
        for birth in births() {
            let kept: Vec<_> = days.iter().filter(|day| day.birthday_matches(birth)).collect();
            assert_eq!(kept, [&birth.birthday_in(year)], "{birth} in {year}");
        }
    }
}

#[test]
fn leaplings_are_looked_up_with_the_day_before_march() {
    assert_eq!(day("2027-02-28").births_kept(), ["02-28", "02-29"]);
    assert_eq!(day("2028-02-28").births_kept(), ["02-28", "02-28"]);
    assert_eq!(day("2028-02-29").births_kept(), ["02-29", "02-29"]);
    assert_eq!(day("1996-02-29").birthday_in(2027), day("2027-02-28"));
}

#[test]
fn weeks_begin_on_monday_and_days_are_counted_both_ways() {
    assert_eq!(day("2026-11-22").first_of_week(), day("2026-11-16"), "a Sunday");
    assert_eq!(day("2026-11-23").first_of_week(), day("2026-11-23"), "a Monday");
    assert_eq!(day("2026-12-01").days_since(day("2026-11-22")), 9);
    assert_eq!(day("2026-11-20").days_since(day("2026-11-22")), -2);
}
