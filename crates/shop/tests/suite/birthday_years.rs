//! Years of days with outages, changed zones and changed hours: each customer's gift exactly once a year, on the right day.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ids::CustomerId, people::BirthDate, settings::Settings, time::ShopDay};
use jiff::civil::time;
use shop::{
    jobs::{Task as _, check_birthday_and_loyalty::CheckBirthdayAndLoyalty, schedule},
    ops,
};
use testkit::{TestDb, on_both_databases};

use crate::{
    birthdays::{born, notices, settings_with, zone},
    world::World,
};

on_both_databases! {
    years_with_outages_and_changed_zones_give_once_a_year_on_the_right_day,
    the_run_of_a_day_is_caught_up_on_waking_and_never_made_up_later,
    a_shop_opened_on_the_day_still_gives,
    a_zone_moved_over_midnight_misses_nobody,
}

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

store::record! { struct JobsRow { count: i64 } }

/// Works the jobs of the birthday check that wait: as many as were ever written beyond those worked.
async fn work(world: &World, worked: &mut i64) {
    let mut conn = world.app.db.read().await.expect("reads");
    let row: JobsRow = store::sql!("SELECT COUNT(*) AS count FROM river_job WHERE kind = 'check_birthday_and_loyalty'")
        .one(&mut conn)
        .await
        .expect("counts");
    drop(conn);
    while *worked < row.count {
        CheckBirthdayAndLoyalty { due: 0 }.run(&world.app).await.expect("runs");
        *worked += 1;
    }
}

fn entries() -> Vec<schedule::Entry> {
    schedule::ENTRIES.into_iter().filter(|entry| entry.name == "check_birthday_and_loyalty").collect()
}

store::record! { struct GiftRow { customer_id: CustomerId, year: i64, day: String } }

async fn gifts(world: &World) -> Vec<GiftRow> {
    let mut conn = world.app.db.read().await.expect("reads");
    let all = store::sql!("SELECT customer_id, year, day FROM birthday_gifts ORDER BY customer_id, year");
    all.all(&mut conn).await.expect("reads")
}

/// Who must have a gift by now: whose birthday it was at some moment when somebody was awake after the day's hour.
fn note(
    due: &mut BTreeSet<(CustomerId, i64, ShopDay)>,
    world: &World,
    settings: &Settings,
    people: &[(CustomerId, BirthDate)],
) {
    let now = world.app.clock.now();
    let today = settings.zone.day_of(now);
    if now < settings.zone.at(today, settings.schedule.birthday_job_time) {
        return;
    }
    let born_today = people.iter().filter(|(_, birth)| birth.is_birthday(today));
    due.extend(born_today.map(|(customer, _)| (*customer, i64::from(today.year()), today)));
}

async fn years_with_outages_and_changed_zones_give_once_a_year_on_the_right_day(test: TestDb) {
    const ZONES: [&str; 5] =
        ["Asia/Makassar", "Asia/Jakarta", "Asia/Jayapura", "Pacific/Kiritimati", "Pacific/Pago_Pago"];
    const HOURS: [i8; 4] = [0, 0, 7, 23];
    let world = World::open(test).await;
    let mut people = Vec::new();
    for (number, birth) in ["02-28", "02-29", "03-01", "12-31", "01-01", "06-15", "11-22", "08-09"].iter().enumerate() {
        let birth = format!("1988-{birth}");
        let id = born(&world, &format!("siti{number}"), &birth, false).await;
        people.push((id, BirthDate::try_from(birth).expect("a birth date")));
    }
    let mut chance = Chance(20_261_124);
    let (mut due, mut worked) = (BTreeSet::new(), 0);
    let end = world.app.clock.now().plus_hours(24 * 365 * 3);
    while world.app.clock.now() < end {
        // Awake for some hours at a time; now and then asleep for up to three days.
        let minutes = if chance.below(12) == 0 { chance.below(4_320) } else { 240 + chance.below(720) };
        world.test.clock.advance_millis(i64::try_from(minutes).expect("fits") * 60_000);
        if chance.below(90) == 0 {
            let (zone_at, hour_at) = (chance.below(5), chance.below(4));
            settings_with(&world, |settings| {
                settings.zone = zone(ZONES[usize::try_from(zone_at).expect("fits")]);
                settings.schedule.birthday_job_time = time(HOURS[usize::try_from(hour_at).expect("fits")], 0, 0, 0);
            })
            .await;
        }
        // The first look follows what changed, the second finds it due; both as often as one likes.
        for _ in 0..2 {
            schedule::tick_of(&world.app, &entries()).await.expect("ticks");
        }
        work(&world, &mut worked).await;
        note(&mut due, &world, &world.settings().await, &people);
    }
    let births: BTreeMap<_, _> = people.iter().copied().collect();
    let given: BTreeSet<_> = gifts(&world)
        .await
        .into_iter()
        .map(|row| (row.customer_id, row.year, ShopDay::parse(&row.day).expect("a day")))
        .collect();
    for (customer, year, day) in &given {
        assert!(births[customer].is_birthday(*day) && i64::from(day.year()) == *year, "{customer} on {day}");
    }
    let missed: Vec<_> = due.difference(&given).collect();
    assert!(missed.is_empty(), "awake on the day and no gift: {missed:?}");
    assert!(given.len() > 15, "{} gifts", given.len());
    for (customer, _) in &people {
        let count = given.iter().filter(|(other, ..)| other == customer).count();
        assert_eq!(notices(&world, *customer).await.len(), count, "one notice for each gift");
    }
}

async fn the_run_of_a_day_is_caught_up_on_waking_and_never_made_up_later(test: TestDb) {
    let world = World::open(test).await;
    let siti = born(&world, "siti", "1990-11-24", false).await;
    let budi = born(&world, "budi", "1990-11-26", false).await;
    let mut worked = 0;
    let look = async |worked: &mut i64| {
        schedule::tick_of(&world.app, &entries()).await.expect("ticks");
        work(&world, worked).await;
    };
    look(&mut worked).await;
    look(&mut worked).await;
    // 22 November, 12.05; asleep until 24 November, 23.05.
    world.test.clock.advance_hours(59);
    look(&mut worked).await;
    assert_eq!(notices(&world, siti).await.len(), 1, "the day's run, late that same day");
    // Asleep over the whole 26 November.
    world.test.clock.advance_hours(49);
    look(&mut worked).await;
    assert!(notices(&world, budi).await.is_empty(), "a day that is over is not made up");
}

async fn a_shop_opened_on_the_day_still_gives(test: TestDb) {
    let world = World::open(test).await;
    let siti = born(&world, "siti", "1990-11-22", false).await;
    let mut worked = 0;
    // 12.05 on the birthday; the day's run would have been at midnight.
    for _ in 0..2 {
        schedule::tick_of(&world.app, &entries()).await.expect("ticks");
        work(&world, &mut worked).await;
    }
    assert_eq!(notices(&world, siti).await.len(), 1);
}

async fn a_zone_moved_over_midnight_misses_nobody(test: TestDb) {
    let world = World::open(test).await;
    let siti = born(&world, "siti", "1990-11-23", false).await;
    let mut worked = 0;
    for _ in 0..2 {
        schedule::tick_of(&world.app, &entries()).await.expect("ticks");
    }
    // 22 November, 23.35 in Makassar is 23 November, 00.35 in Jayapura.
    world.test.clock.advance_millis((11 * 60 + 30) * 60_000);
    settings_with(&world, |settings| settings.zone = zone("Asia/Jayapura")).await;
    work(&world, &mut worked).await;
    assert_eq!(notices(&world, siti).await.len(), 1);
    settings_with(&world, |settings| settings.zone = zone("Asia/Makassar")).await;
    world.test.clock.advance_hours(1);
    for _ in 0..2 {
        schedule::tick_of(&world.app, &entries()).await.expect("ticks");
        work(&world, &mut worked).await;
    }
    assert_eq!(notices(&world, siti).await.len(), 1, "the same day again");
    assert_eq!(ops::birthdays::would_grant(&world.app, &world.settings().await, 5).await.expect("reads").len(), 0);
}
