use domain::{
    Problem,
    loyalty::{
        Bought, birthday_gift, birthday_gift_key, check_birth_date_change, favourites, is_loyal, missing_to_loyal,
    },
    order::Actor,
    people::BirthDate,
    settings::DiscountSettings,
    time::UtcMillis,
};

use crate::make::{customer, day, product, qty, rp, today};

fn bought(number: i64, quantity: &str, last_bought: i64) -> Bought {
    Bought { product: product(number), quantity: qty(quantity), last_bought: UtcMillis::new(last_bought) }
}

#[test]
fn loyalty_begins_exactly_at_the_threshold() {
    let threshold = rp(5_000_000);
    assert!(!is_loyal(rp(4_999_999), threshold));
    assert!(is_loyal(rp(5_000_000), threshold));
    assert_eq!(missing_to_loyal(rp(4_750_000), threshold), rp(250_000));
    assert_eq!(missing_to_loyal(rp(6_000_000), threshold), rp(0));
}

#[test]
fn favourites_go_by_quantity_then_by_the_later_purchase_then_by_the_lower_number() {
    let history =
        [bought(5, "10", 100), bought(2, "10", 200), bought(4, "10", 200), bought(1, "9,5", 900), bought(3, "11", 1)];
    let ids = |count| favourites(&history, count).into_iter().map(domain::ids::ProductId::get).collect::<Vec<_>>();
    assert_eq!(ids(3), [3, 2, 4]);
    assert_eq!(ids(9), [3, 2, 4, 5, 1]);
    assert_eq!(ids(0), Vec::<i64>::new());
}

#[test]
fn what_was_never_bought_is_no_favourite() {
    assert_eq!(favourites(&[bought(1, "0", 5)], 3), []);
}

#[test]
fn a_gift_settles_loyalty_and_favourites_on_the_birthday() {
    let settings = DiscountSettings::default();
    let history = [bought(1, "1", 1), bought(2, "4", 1), bought(3, "3", 1), bought(4, "2", 1)];
    let birth = |text| BirthDate::parse(text, today()).expect("plausible");
    let gift = birthday_gift(birth("1990-11-22"), today(), rp(5_000_000), &history, &settings).expect("birthday");
    assert_eq!((gift.day, gift.loyal), (today(), true));
    assert_eq!(gift.favourites, [product(2), product(3), product(4)]);
    let gift = birthday_gift(birth("1990-11-22"), today(), rp(0), &[], &settings).expect("birthday");
    assert!(!gift.loyal && gift.favourites.is_empty());
    assert_eq!(birthday_gift(birth("1990-11-21"), today(), rp(9_000_000), &history, &settings), None);
}

#[test]
fn a_gift_has_one_key_a_customer_and_year() {
    assert_eq!(birthday_gift_key(customer(7), day("2026-11-22")), "birthday:7:2026");
    assert_eq!(birthday_gift_key(customer(7), day("2026-12-31")), birthday_gift_key(customer(7), day("2026-01-01")));
    assert_ne!(birthday_gift_key(customer(7), day("2027-01-01")), birthday_gift_key(customer(7), day("2026-01-01")));
}

#[test]
fn a_customer_corrects_the_birth_date_once() {
    assert_eq!(check_birth_date_change(Actor::Customer, 0), Ok(()));
    assert_eq!(check_birth_date_change(Actor::Customer, 1), Err(Problem::BirthDateSettled));
    assert_eq!(check_birth_date_change(Actor::Admin, 5), Ok(()));
    assert_eq!(check_birth_date_change(Actor::Employee, 0), Err(Problem::BirthDateSettled));
}
