//! Orders priced again under other rules: each kind of change, reckoned by hand (domain.md §8).

use domain::{
    discount::{BehindGift, Change, Choice, DiscountRow, Facts, Inputs, Kind, Line, Origin, Scope},
    money::Rupiah,
    percent::Percent,
};

use crate::make::{birthday, discounts, line, ordinary, product, row, rp, rules, threshold};

/// An order of these lines under the usual rules.
fn inputs(lines: &[Line], rows: &[DiscountRow], facts: Facts) -> Inputs {
    let behind = BehindGift { bought: rp(6_000_000), ranked: (1..=5).map(product).collect() };
    Inputs {
        lines: lines.to_vec(),
        rows: rows.to_vec(),
        behind_gift: facts.birthday_gift.is_some().then_some(behind),
        facts,
        rules: rules(Choice::Priority),
        loyal_threshold: rp(5_000_000),
        favourites_count: 3,
    }
}

fn percent(number: i64) -> Percent {
    Percent::new(number).expect("a percentage")
}

fn under(change: &Change, inputs: &Inputs) -> Vec<i64> {
    discounts(&change.price(inputs, change.new_row.as_ref().and_then(|row| row.uses_left)).expect("a price"))
}

/// Favourite A and the product D that is the fourth.
fn favourite_and_fourth() -> Inputs {
    inputs(&[line(1, 1_000_000), line(4, 500_000)], &[], birthday(true))
}

#[test]
fn no_change_is_what_was() {
    assert_eq!(under(&Change::default(), &favourite_and_fourth()), [100_000, 0]);
}

#[test]
fn other_percentages_and_threshold_of_the_birthday() {
    let order = favourite_and_fourth();
    let change = Change { permanent_percent: Some(percent(15)), ..Change::default() };
    assert_eq!(under(&change, &order), [150_000, 0]);
    let change = Change { instant_threshold: Some(rp(1_500_000)), ..Change::default() };
    assert_eq!(under(&change, &order), [100_000, 50_000]);
    let change =
        Change { instant_threshold: Some(rp(1_500_000)), instant_percent: Some(percent(7)), ..Change::default() };
    assert_eq!(under(&change, &order), [100_000, 35_000]);
    let change = Change { instant_threshold: Some(rp(1_500_001)), ..Change::default() };
    assert_eq!(under(&change, &order), [100_000, 0], "one rupiah is missing");
}

#[test]
fn another_threshold_of_loyalty_looks_at_what_was_bought_before_the_gift() {
    let order = favourite_and_fourth();
    let of = |amount| Change { loyal_threshold: Some(rp(amount)), ..Change::default() };
    assert_eq!(under(&of(6_000_000), &order), [100_000, 0]);
    assert_eq!(under(&of(6_000_001), &order), [0, 0], "no longer loyal");
    let mut facts = birthday(false);
    facts.birthday_gift.as_mut().expect("a gift").favourites.clear();
    let not_loyal = inputs(&[line(1, 1_000_000), line(4, 500_000)], &[], facts);
    assert_eq!(under(&Change::default(), &not_loyal), [0, 0]);
    assert_eq!(under(&of(6_000_000), &not_loyal), [100_000, 0], "loyal, with three favourites as then");
}

#[test]
fn more_and_fewer_favourites() {
    let of = |count| Change { favourites_count: Some(count), ..Change::default() };
    assert_eq!(under(&of(4), &favourite_and_fourth()), [100_000, 50_000]);
    let third = inputs(&[line(2, 300_000), line(3, 200_000)], &[], birthday(true));
    assert_eq!(under(&Change::default(), &third), [30_000, 20_000]);
    assert_eq!(under(&of(2), &third), [30_000, 0]);
}

#[test]
fn the_best_instead_of_the_first() {
    let order = inputs(&[line(1, 1_000_000)], &[row(1, 5, Scope::OneProduct(product(1)))], birthday(true));
    assert_eq!(under(&Change::default(), &order), [50_000]);
    let change = Change { choice: Some(Choice::Best), ..Change::default() };
    assert_eq!(under(&change, &order), [100_000]);
}

#[test]
fn a_kind_that_is_switched_off_makes_room_for_the_next() {
    let loyalty = DiscountRow { origin: Origin::Loyalty, ..row(3, 4, Scope::AllProducts) };
    let rows = [
        row(1, 2, Scope::OneProduct(product(1))),
        row(2, 3, Scope::AllProducts),
        loyalty,
        row(4, 6, threshold(100_000)),
    ];
    let mut facts = birthday(true);
    facts.birthday_gift.as_mut().expect("a gift").favourites = vec![product(1)];
    let order = inputs(&[line(1, 6_000_000)], &rows, facts);
    let mut off = Vec::new();
    let mut seen = vec![under(&Change::default(), &order)[0]];
    for kind in [Kind::OneProduct, Kind::AllProducts, Kind::Loyalty, Kind::Permanent, Kind::Instant, Kind::Threshold] {
        off.push(kind);
        seen.push(under(&Change { off: off.clone(), ..Change::default() }, &order)[0]);
    }
    assert_eq!(seen, [120_000, 180_000, 240_000, 600_000, 600_000, 360_000, 0]);
}

#[test]
fn a_new_row_for_everybody() {
    let order = inputs(&[line(1, 200_000), line(2, 100_001)], &[], ordinary());
    let with = |row| Change { new_row: Some(row), ..Change::default() };
    assert_eq!(under(&with(row(99, 10, Scope::AllProducts)), &order), [20_000, 10_000]);
    assert_eq!(under(&with(row(99, 10, Scope::OneProduct(product(2)))), &order), [0, 10_000]);
    assert_eq!(under(&with(row(99, 10, threshold(300_001))), &order), [20_000, 10_000]);
    assert_eq!(under(&with(row(99, 10, threshold(300_002))), &order), [0, 0]);
    let now = order.facts.now;
    let not_yet = DiscountRow { valid_from: Some(now.plus_millis(1)), ..row(99, 10, Scope::AllProducts) };
    assert_eq!(under(&with(not_yet), &order), [0, 0]);
    let over = DiscountRow { valid_until: Some(now), ..row(99, 10, Scope::AllProducts) };
    assert_eq!(under(&with(over), &order), [0, 0]);
    let limited = with(DiscountRow { uses_left: Some(1), ..row(99, 10, Scope::AllProducts) });
    let first = limited.price(&order, Some(1)).expect("a price");
    assert!(limited.uses_new_row(&first));
    let second = limited.price(&order, Some(0)).expect("a price");
    assert_eq!((second.discount_total, limited.uses_new_row(&second)), (Rupiah::ZERO, false));
}
