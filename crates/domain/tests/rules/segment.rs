//! Segments hold no nonsense; the quiet hours may go over midnight.

use domain::{
    Problem,
    money::Rupiah,
    segment::{Asked, Conditions, Counts, Days, Group, Ready, group},
    settings::QuietHours,
    time::{ShopDay, ShopZone},
};
use jiff::civil::time;

fn days(number: i64) -> Option<Days> {
    Days::try_from(number).ok()
}

#[test]
fn conditions_are_asked_and_can_be_met_together() {
    let refused = |asked: Asked| Conditions::try_from(asked).err();
    assert_eq!(refused(Asked::default()), Some(Problem::NoCondition));
    assert_eq!(refused(Asked { orders: Counts::new(0, None).ok(), ..Asked::default() }), Some(Problem::NoCondition));
    let nobody = Asked { orders: Counts::new(0, Some(0)).ok(), loyal: true, ..Asked::default() };
    assert_eq!(refused(nobody), Some(Problem::Contradiction));
    for (first, sleeping, fine) in [(30, 30, false), (20, 30, false), (31, 30, true)] {
        let asked = Asked { first_order: days(first), sleeping: days(sleeping), ..Asked::default() };
        assert_eq!(refused(asked).is_none(), fine, "{first} {sleeping}");
    }
    assert!(days(0).is_none() && days(3651).is_none() && days(3650).is_some());
    assert_eq!(Counts::new(3, Some(2)).err(), Some(Problem::RangeReversed));
}

#[test]
fn conditions_are_the_same_after_json_and_nonsense_is_no_json() {
    for ready in Ready::ALL {
        let text = serde_json::to_string(&ready.conditions()).expect("JSON");
        assert_eq!(serde_json::from_str::<Conditions>(&text).expect("reads"), ready.conditions(), "{text}");
    }
    for wrong in ["{}", r#"{"sleeping":0}"#, r#"{"orders":{"min":3,"max":1}}"#, r#"{"group":"raja"}"#] {
        assert!(serde_json::from_str::<Conditions>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn everybody_who_bought_is_in_one_group() {
    let loyal = Rupiah::from_u32(5_000_000);
    for (since, orders, total, expected) in [
        (0, 0, 0, None),
        (60, 1, 9_000_000, Some(Group::Fresh)),
        (60, 5, 5_000_000, Some(Group::Champion)),
        (60, 5, 4_999_999, Some(Group::Faithful)),
        (60, 4, 5_000_000, Some(Group::Faithful)),
        (60, 4, 4_999_999, Some(Group::Growing)),
        (61, 5, 5_000_000, Some(Group::Faithful)),
        (180, 1, 100, Some(Group::Growing)),
        (181, 5, 100, Some(Group::AtRisk)),
        (181, 1, 5_000_000, Some(Group::AtRisk)),
        (181, 4, 4_999_999, Some(Group::Asleep)),
    ] {
        assert_eq!(group(since, orders, Rupiah::from_u32(total), loyal), expected, "{since} {orders} {total}");
    }
}

#[test]
fn quiet_hours_end_in_the_morning() {
    let zone = ShopZone::default();
    let (today, tomorrow) =
        (ShopDay::parse("2026-11-22").expect("a day"), ShopDay::parse("2026-11-23").expect("a day"));
    let night = QuietHours::default();
    let at = |day, hour, minute| zone.at(day, time(hour, minute, 0, 0));
    let morning = at(tomorrow, 7, 0);
    for (now, end) in [
        (at(today, 19, 59), None),
        (at(today, 20, 0), Some(morning)),
        (at(today, 23, 59), Some(morning)),
        (at(tomorrow, 0, 0), Some(morning)),
        (at(tomorrow, 6, 59), Some(morning)),
        (morning, None),
    ] {
        assert_eq!(night.end(&zone, now), end, "{now:?}");
    }
    let noon = QuietHours { from: time(12, 0, 0, 0), until: time(13, 0, 0, 0) };
    assert_eq!(noon.end(&zone, at(today, 12, 30)), Some(at(today, 13, 0)));
    assert_eq!(noon.end(&zone, at(today, 13, 0)), None);
    let never = QuietHours { from: time(7, 0, 0, 0), until: time(7, 0, 0, 0) };
    assert_eq!(never.end(&zone, at(today, 7, 0)), None);
}
