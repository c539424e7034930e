use domain::{
    Problem,
    quantity::{Quantity, SaleRule},
};
use proptest::prelude::*;

use crate::make::qty;

#[test]
fn quantities_are_read_with_comma_and_dots() {
    for (typed, thousandths) in [
        ("2", 2_000),
        ("0,5", 500),
        ("0,50", 500),
        (" 1,25 ", 1_250),
        ("1.250", 1_250_000),
        ("1.250,5", 1_250_500),
        ("12.345.678", 12_345_678_000),
        ("0", 0),
        ("007", 7_000),
    ] {
        assert_eq!(Quantity::parse(typed).map(Quantity::thousandths), Ok(thousandths), "{typed}");
    }
}

#[test]
fn a_dot_that_parts_no_thousands_is_a_phones_comma() {
    for (typed, thousandths) in [("0.5", 500), ("1.5", 1_500), ("1.25", 1_250), ("0.500", 500), ("1000.5", 1_000_500)] {
        assert_eq!(Quantity::parse(typed).map(Quantity::thousandths), Ok(thousandths), "{typed}");
    }
}

#[test]
fn what_is_no_quantity_is_refused_with_its_reason() {
    for typed in
        ["abc", "1,2345", "1,250.5", "1..5", "5,", ",", ".", "1 000", "1e3", "0x5", "1/2", "½", "NaN", "--1", "-x"]
    {
        assert_eq!(Quantity::parse(typed), Err(Problem::NotANumber), "{typed}");
    }
    assert_eq!(Quantity::parse(""), Err(Problem::Required));
    for typed in ["-1", "-0,5", "−3"] {
        assert_eq!(Quantity::parse(typed), Err(Problem::NotPositive), "{typed}");
    }
    for typed in ["1000000001", "99999999999999999999999999", "18446744073709551615,999"] {
        assert_eq!(Quantity::parse(typed), Err(Problem::QuantityTooLarge { max: Quantity::MAX }), "{typed}");
    }
}

#[test]
fn quantities_are_shown_as_people_write_them() {
    for (thousandths, text) in [(0, "0"), (500, "0,5"), (1_250_000, "1.250"), (1_250_125, "1.250,125"), (50, "0,05")] {
        assert_eq!(Quantity::from_thousandths(thousandths).expect("valid").to_string(), text);
    }
}

#[test]
fn a_sale_keeps_to_step_and_minimum() {
    let tiles = SaleRule { step: qty("0,5"), minimum: qty("2") };
    assert_eq!(tiles.check(qty("2,5")), Ok(qty("2,5")));
    assert_eq!(tiles.check(Quantity::ZERO), Err(Problem::NotPositive));
    assert_eq!(tiles.check(qty("1,5")), Err(Problem::BelowMinimum { min: qty("2") }));
    assert_eq!(tiles.check(qty("2,25")), Err(Problem::OffStep { step: qty("0,5") }));
    assert_eq!(tiles.check(qty("1.000.001")), Err(Problem::QuantityTooLarge { max: SaleRule::MAX_PER_LINE }));
}

#[test]
fn only_whole_steps_above_the_minimum_can_be_sold() {
    let tiles = SaleRule { step: qty("0,5"), minimum: qty("2") };
    assert_eq!(tiles.sellable(qty("3,7")), qty("3,5"));
    assert_eq!(tiles.sellable(qty("1,9")), Quantity::ZERO);
    let broken = SaleRule { step: Quantity::ZERO, minimum: Quantity::ZERO };
    assert_eq!(broken.sellable(qty("5")), Quantity::ZERO);
    assert!(broken.check(qty("5")).is_err());
}

#[test]
fn quantities_never_leave_their_range() {
    assert!(Quantity::from_thousandths(-1).is_err());
    assert!(Quantity::whole(i64::MAX).is_err());
    assert!(Quantity::MAX.checked_add(Quantity::ONE).is_err());
    assert_eq!(Quantity::ONE.checked_sub(qty("2")), Err(Problem::NotEnough { available: Quantity::ONE }));
    assert!(serde_json::from_str::<Quantity>("-5").is_err());
}

proptest! {
    #[test]
    fn every_quantity_is_read_back_as_it_is_shown(thousandths in 0..=Quantity::MAX.thousandths()) {
        let quantity = Quantity::from_thousandths(thousandths).expect("valid");
        prop_assert_eq!(Quantity::parse(&quantity.to_string()), Ok(quantity));
    }

    #[test]
    fn nothing_typed_as_quantity_panics(typed in ".{0,40}") {
        let _ = Quantity::parse(&typed);
    }

    #[test]
    fn what_can_be_sold_keeps_the_rule(available in 0..10_000_000_i64, step in 1..5_000_i64, minimum in 0..5_000_i64) {
        let of = |thousandths| Quantity::from_thousandths(thousandths).expect("valid");
        let rule = SaleRule { step: of(step), minimum: of(minimum) };
        let sellable = rule.sellable(of(available));
        prop_assert!(sellable <= of(available));
        prop_assert!(sellable.is_zero() || rule.check(sellable) == Ok(sellable));
    }
}
