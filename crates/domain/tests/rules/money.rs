use domain::{
    Problem,
    money::{Rupiah, line_gross},
    percent::Percent,
    quantity::Quantity,
};
use proptest::prelude::*;

use crate::make::{qty, rp};

#[test]
fn money_is_shown_with_dots_and_the_currency() {
    for (amount, text) in
        [(0, "Rp 0"), (999, "Rp 999"), (1_250_000, "Rp 1.250.000"), (10_000_000_000, "Rp 10.000.000.000")]
    {
        assert_eq!(rp(amount).to_string(), text);
    }
}

#[test]
fn money_is_read_as_people_write_it() {
    for typed in ["1250000", "1.250.000", "Rp 1.250.000", "rp1.250.000", "Rp. 1.250.000", " Rp 1.250.000,- "] {
        assert_eq!(Rupiah::parse(typed), Ok(rp(1_250_000)), "{typed}");
    }
}

#[test]
fn what_is_no_whole_rupiah_is_refused() {
    for typed in ["abc", "1.250,50", "1250.5", "1,5", "Rp", "1e6", "12 000", "0x10", "1.25", "NaN", "∞"] {
        assert_eq!(Rupiah::parse(typed), Err(Problem::NotRupiah), "{typed}");
    }
    assert_eq!(Rupiah::parse("  "), Err(Problem::Required));
    for typed in ["-1", "Rp -5.000", "9000000000000001", "99999999999999999999999999"] {
        assert_eq!(Rupiah::parse(typed), Err(Problem::AmountOutOfRange { max: Rupiah::MAX }), "{typed}");
    }
}

#[test]
fn money_stays_between_nothing_and_its_greatest() {
    assert!(Rupiah::new(-1).is_err());
    assert!(Rupiah::MAX.checked_add(rp(1)).is_err());
    assert!(rp(1).checked_sub(rp(2)).is_err());
    assert_eq!(rp(1).saturating_sub(rp(2)), Rupiah::ZERO);
    assert_eq!([Rupiah::MAX, Rupiah::MAX].into_iter().sum::<Rupiah>(), Rupiah::MAX);
    assert!(serde_json::from_str::<Rupiah>("-1").is_err());
    assert_eq!(serde_json::to_string(&rp(70_000)).expect("json"), "70000");
}

#[test]
fn a_line_is_rounded_half_up_to_a_rupiah() {
    for (price, quantity, gross) in [
        (10_000, "0,5", 5_000),
        (1, "0,5", 1),
        (1, "0,499", 0),
        (333, "1,5", 500),
        (85_001, "2,5", 212_503),
        (10_000_000, "1.000", 10_000_000_000),
        (0, "7", 0),
    ] {
        assert_eq!(line_gross(rp(price), qty(quantity)), Ok(rp(gross)), "{price} × {quantity}");
    }
}

#[test]
fn a_line_dearer_than_any_sum_is_refused() {
    assert_eq!(line_gross(Rupiah::MAX, Quantity::MAX), Err(Problem::AmountOutOfRange { max: Rupiah::MAX }));
}

#[test]
fn percentages_run_from_one_to_a_hundred() {
    for wrong in [0, -1, 101, i64::MAX] {
        assert_eq!(Percent::new(wrong), Err(Problem::NumberOutOfRange { min: 1, max: 100 }));
    }
    assert_eq!(Percent::parse(" 10 %").map(Percent::get), Ok(10));
    assert_eq!(Percent::parse("7,5"), Err(Problem::NotWhole));
    assert_eq!(Percent::TEN.of(rp(333_333)), rp(33_333));
    assert_eq!(Percent::MAX.of(Rupiah::MAX), Rupiah::MAX);
}

proptest! {
    #[test]
    fn every_amount_is_read_back_as_it_is_shown(amount in 0..=Rupiah::MAX.get()) {
        prop_assert_eq!(Rupiah::parse(&rp(amount).to_string()), Ok(rp(amount)));
    }

    #[test]
    fn a_percentage_never_takes_more_than_there_is(amount in 0..=Rupiah::MAX.get(), percent in 1..=100_i64) {
        let part = Percent::new(percent).expect("valid").of(rp(amount)).get();
        prop_assert!(part <= amount);
        prop_assert!(i128::from(part) * 100 <= i128::from(amount) * i128::from(percent));
        prop_assert!(i128::from(part + 1) * 100 > i128::from(amount) * i128::from(percent));
    }

    #[test]
    fn a_line_is_within_half_a_rupiah_of_the_exact_product(price in 0..1_000_000_000_i64, thousandths in 0..1_000_000_000_i64) {
        let quantity = Quantity::from_thousandths(thousandths).expect("valid");
        let exact = i128::from(price) * i128::from(thousandths);
        let gross = i128::from(line_gross(rp(price), quantity).expect("in range").get()) * 1000;
        prop_assert!(gross - exact <= 500 && exact - gross < 500);
    }

    #[test]
    fn adding_and_taking_away_is_exact(left in 0..=Rupiah::MAX.get() / 2, right in 0..=Rupiah::MAX.get() / 2) {
        let sum = rp(left).checked_add(rp(right)).expect("in range");
        prop_assert_eq!(sum.checked_sub(rp(right)), Ok(rp(left)));
    }

    #[test]
    fn nothing_typed_as_money_panics(typed in ".{0,40}") {
        let _ = Rupiah::parse(&typed);
    }
}
