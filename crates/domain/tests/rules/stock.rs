use domain::{
    Problem,
    ids::OrderId,
    quantity::Quantity,
    stock::{Adjustment, Cause, Delta, Movement, MovementKind, StockLevel},
};
use proptest::prelude::*;

use crate::make::{product, qty};

fn level(on_hand: &str, reserved: &str) -> StockLevel {
    StockLevel { on_hand: qty(on_hand), reserved: qty(reserved) }
}

fn order() -> OrderId {
    OrderId::try_from(1).expect("an id")
}

#[test]
fn each_movement_changes_the_level_its_own_way() {
    let (item, two) = (product(1), qty("2"));
    for (movement, after) in [
        (Movement::initial(item, two), level("12", "4")),
        (Movement::reserve(item, two, order()), level("10", "6")),
        (Movement::release(item, two, order()), level("10", "2")),
        (Movement::sell(item, two, order()), level("8", "2")),
    ] {
        assert_eq!(level("10", "4").apply(movement.delta), Ok(after), "{movement:?}");
    }
}

#[test]
fn an_adjustment_by_hand_needs_a_reason_and_a_change() {
    let (item, now) = (product(1), level("10", "4"));
    for (by, kind, delta) in [
        (Adjustment::Restock(qty("5")), MovementKind::Restock, 5_000),
        (Adjustment::Breakage(qty("1,5")), MovementKind::Breakage, -1_500),
        (Adjustment::Count(qty("8")), MovementKind::Count, -2_000),
        (Adjustment::Count(qty("10")), MovementKind::Count, 0),
    ] {
        let movement = Movement::adjust(item, now, by, " hitung ulang ").expect("allowed");
        assert_eq!((movement.kind, movement.delta), (kind, Delta { on_hand: delta, reserved: 0 }));
        assert_eq!(movement.cause, Cause::Reason("hitung ulang".to_owned()));
        assert!(movement.kind.is_by_hand());
    }
    assert_eq!(Movement::adjust(item, now, Adjustment::Restock(qty("5")), " "), Err(Problem::Required));
    assert_eq!(Movement::adjust(item, now, Adjustment::Restock(Quantity::ZERO), "x"), Err(Problem::NotPositive));
}

#[test]
fn what_is_promised_stays_in_the_yard() {
    let (item, now) = (product(1), level("10", "4"));
    let broken = Movement::adjust(item, now, Adjustment::Breakage(qty("7")), "pecah");
    assert_eq!(broken, Err(Problem::NotEnough { available: qty("6") }));
    let counted = Movement::adjust(item, now, Adjustment::Count(qty("3")), "hitung");
    assert_eq!(counted, Err(Problem::BelowMinimum { min: qty("4") }));
    let promised = now.apply(Movement::reserve(item, qty("7"), order()).delta);
    assert_eq!(promised, Err(Problem::NotEnough { available: qty("6") }));
    assert!(now.apply(Movement::release(item, qty("5"), order()).delta).is_err());
}

#[test]
fn stock_beyond_all_reason_is_refused() {
    assert!(level("1", "0").apply(Delta { on_hand: i64::MAX, reserved: 0 }).is_err());
    assert!(level("1", "0").apply(Delta { on_hand: i64::MIN, reserved: i64::MIN }).is_err());
}

#[test]
fn low_stock_is_told_once_a_fall() {
    let ten = qty("10");
    assert!(StockLevel::falls_below(level("10", "0"), level("10", "1"), ten));
    assert!(!StockLevel::falls_below(level("10", "1"), level("10", "2"), ten));
    assert!(!StockLevel::falls_below(level("9", "0"), level("20", "0"), ten));
}

proptest! {
    #[test]
    fn available_is_never_below_zero_and_the_ledger_adds_up(
        deltas in prop::collection::vec((-20_000..20_000_i64, -20_000..20_000_i64), 0..60),
    ) {
        let (mut now, mut sum) = (StockLevel::default(), Delta::default());
        for (on_hand, reserved) in deltas {
            if let Ok(after) = now.apply(Delta { on_hand, reserved }) {
                now = after;
                sum = Delta { on_hand: sum.on_hand + on_hand, reserved: sum.reserved + reserved };
            }
            prop_assert!(now.reserved <= now.on_hand);
            prop_assert_eq!((now.on_hand.thousandths(), now.reserved.thousandths()), (sum.on_hand, sum.reserved));
        }
    }
}
