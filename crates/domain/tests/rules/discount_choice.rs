//! Ranks, ties, validity, privacy and explanations of discounts (domain.md §8).

use domain::{
    Problem,
    discount::{Choice, DiscountRow, Facts, Gift, Origin, Outcome, PricedCart, Reason, Scope, Source, price},
    money::Rupiah,
    time::UtcMillis,
};

use crate::make::{
    birthday, customer, day, discounts, line, now, ordinary, priced, product, row, rp, rules, threshold, today,
};

fn sources(cart: &PricedCart) -> Vec<Option<Source>> {
    cart.lines.iter().map(|line| line.verdict.applied.as_ref().map(|offer| offer.source)).collect()
}

fn source(number: i64) -> Source {
    Source::Row(row(number, 1, Scope::AllProducts).id)
}

fn five_ranks() -> Vec<DiscountRow> {
    vec![
        row(1, 1, Scope::OneProduct(product(1))),
        row(2, 2, Scope::AllProducts),
        DiscountRow { origin: Origin::Loyalty, ..row(3, 3, Scope::AllProducts) },
        row(5, 50, threshold(1)),
    ]
}

#[test]
fn the_first_rank_with_a_valid_discount_wins() {
    let (lines, facts) = ([line(1, 100_000), line(4, 100_000)], birthday(true));
    let mut rows = five_ranks();
    assert_eq!(discounts(&priced(&lines, &rows, &facts, Choice::Priority)), [1_000, 2_000]);
    rows.remove(0);
    assert_eq!(discounts(&priced(&lines, &rows, &facts, Choice::Priority)), [2_000, 2_000]);
    rows.remove(0);
    assert_eq!(discounts(&priced(&lines, &rows, &facts, Choice::Priority)), [3_000, 3_000]);
    rows.remove(0);
    assert_eq!(discounts(&priced(&lines, &rows, &facts, Choice::Priority)), [10_000, 50_000]);
    rows.remove(0);
    assert_eq!(discounts(&priced(&lines, &rows, &facts, Choice::Priority)), [10_000, 0]);
}

#[test]
fn the_best_choice_takes_the_highest_percentage_of_any_rank() {
    let lines = [line(1, 100_000), line(4, 100_000)];
    let cart = priced(&lines, &five_ranks(), &birthday(true), Choice::Best);
    assert_eq!(discounts(&cart), [50_000, 50_000]);
    assert_eq!(sources(&cart), [Some(source(5)), Some(source(5))]);
}

#[test]
fn within_a_rank_the_highest_percentage_wins_and_then_the_older_row() {
    let newer = DiscountRow { created_at: UtcMillis::new(200), ..row(1, 10, Scope::AllProducts) };
    let older = DiscountRow { created_at: UtcMillis::new(100), ..row(2, 10, Scope::AllProducts) };
    let lower = DiscountRow { created_at: UtcMillis::new(1), ..row(3, 9, Scope::AllProducts) };
    for choice in [Choice::Priority, Choice::Best] {
        let cart = priced(&[line(1, 1_000)], &[newer.clone(), lower.clone(), older.clone()], &ordinary(), choice);
        assert_eq!(sources(&cart), [Some(source(2))]);
    }
}

#[test]
fn rows_of_the_same_moment_are_told_apart_by_their_number() {
    let same = |number| DiscountRow { created_at: UtcMillis::new(5), ..row(number, 10, Scope::AllProducts) };
    let cart = priced(&[line(1, 1_000)], &[same(8), same(7)], &ordinary(), Choice::Priority);
    assert_eq!(sources(&cart), [Some(source(7))]);
}

#[test]
fn a_row_counts_from_its_first_instant_until_just_before_its_last() {
    let valid = DiscountRow {
        valid_from: Some(now()),
        valid_until: Some(now().plus_millis(1)),
        ..row(1, 10, Scope::AllProducts)
    };
    for (moment, outcome) in [
        (-1, Outcome::Declined(Reason::NotYetValid)),
        (0, Outcome::Applied { amount: rp(100) }),
        (1, Outcome::Declined(Reason::Expired)),
    ] {
        let facts = Facts { now: now().plus_millis(moment), ..ordinary() };
        let cart = priced(&[line(1, 1_000)], std::slice::from_ref(&valid), &facts, Choice::Priority);
        assert_eq!(cart.considered[0].outcome, outcome);
    }
}

#[test]
fn what_does_not_count_says_why() {
    let base = || row(1, 10, Scope::AllProducts);
    for (row, reason) in [
        (DiscountRow { active: false, ..base() }, Reason::Inactive),
        (DiscountRow { valid_from: Some(now().plus_hours(1)), ..base() }, Reason::NotYetValid),
        (DiscountRow { valid_until: Some(now()), ..base() }, Reason::Expired),
        (DiscountRow { uses_left: Some(0), ..base() }, Reason::UsedUp),
        (DiscountRow { scope: threshold(1_500), ..base() }, Reason::BelowThreshold { missing: rp(500) }),
        (DiscountRow { scope: Scope::OneProduct(product(9)), ..base() }, Reason::OtherProduct),
    ] {
        let cart = priced(&[line(1, 1_000)], &[row], &ordinary(), Choice::Priority);
        assert_eq!(cart.considered[0].outcome, Outcome::Declined(reason));
        assert_eq!(cart.discount_total, Rupiah::ZERO);
    }
}

#[test]
fn who_loses_every_line_is_told_to_whom() {
    let rows = [row(1, 5, Scope::AllProducts), row(2, 10, Scope::AllProducts)];
    let cart = priced(&[line(1, 1_000)], &rows, &ordinary(), Choice::Priority);
    assert_eq!(cart.considered[1].outcome, Outcome::Declined(Reason::Outranked { by: source(2) }));
    assert_eq!(cart.lines[0].verdict.outranked[0].by, source(2));
}

#[test]
fn a_row_with_uses_left_counts() {
    let limited = DiscountRow { uses_left: Some(1), ..row(1, 10, Scope::AllProducts) };
    assert_eq!(discounts(&priced(&[line(1, 1_000)], &[limited], &ordinary(), Choice::Priority)), [100]);
}

#[test]
fn another_customers_discount_leaves_no_trace() {
    let theirs = DiscountRow { customer: Some(customer(2)), ..row(1, 90, Scope::AllProducts) };
    let visitor = Facts::visitor(now(), today());
    for facts in [ordinary(), visitor] {
        let cart = priced(&[line(1, 1_000)], std::slice::from_ref(&theirs), &facts, Choice::Best);
        assert_eq!(cart, priced(&[line(1, 1_000)], &[], &facts, Choice::Best));
    }
    let mine = DiscountRow { customer: Some(customer(1)), ..theirs };
    assert_eq!(discounts(&priced(&[line(1, 1_000)], &[mine], &ordinary(), Choice::Priority)), [900]);
}

#[test]
fn a_gift_counts_only_on_its_day() {
    for (granted, reason) in [("2026-11-21", Reason::Expired), ("2026-11-23", Reason::NotYetValid)] {
        let gift = Gift { day: day(granted), loyal: true, favourites: vec![product(1)] };
        let facts = Facts { birthday_gift: Some(gift), ..ordinary() };
        let cart = priced(&[line(1, 9_000_000)], &[], &facts, Choice::Priority);
        assert_eq!(discounts(&cart), [0]);
        assert!(cart.considered.iter().all(|seen| seen.outcome == Outcome::Declined(reason)));
    }
}

#[test]
fn the_loyal_gift_says_when_it_finds_nothing_to_reduce() {
    let cart = priced(&[line(4, 1_000)], &[], &birthday(true), Choice::Priority);
    assert_eq!(cart.considered[0].outcome, Outcome::Declined(Reason::NoFavourite));
    let cart = priced(&[line(1, 1_000)], &[], &birthday(false), Choice::Priority);
    assert_eq!(cart.considered[0].outcome, Outcome::Declined(Reason::NotLoyal));
}

#[test]
fn a_threshold_that_would_change_nothing_is_not_hinted_at() {
    let rows = [row(1, 5, Scope::AllProducts), row(2, 10, threshold(1_000_000))];
    assert!(priced(&[line(1, 1_000)], &rows, &ordinary(), Choice::Priority).hints.is_empty());
    assert_eq!(priced(&[line(1, 1_000)], &rows, &ordinary(), Choice::Best).hints.len(), 1);
    assert!(priced(&[], &rows[1..], &ordinary(), Choice::Priority).hints.is_empty());
}

#[test]
fn a_threshold_looks_at_the_gross_before_discounts() {
    let rows = [row(1, 50, Scope::OneProduct(product(1))), row(2, 10, threshold(1_000))];
    assert_eq!(discounts(&priced(&[line(1, 900), line(2, 100)], &rows, &ordinary(), Choice::Priority)), [450, 10]);
}

#[test]
fn the_fingerprint_changes_with_everything_that_was_agreed() {
    let of = |lines: &[_], rows: &[_]| priced(lines, rows, &ordinary(), Choice::Priority).fingerprint();
    let agreed = of(&[line(1, 1_000), line(2, 500)], &[]);
    assert_eq!(agreed, "1:1000x1000-0;2:1000x500-0;1500-0=1500");
    assert_eq!(agreed, of(&[line(2, 500), line(1, 1_000)], &[]));
    assert_ne!(agreed, of(&[line(1, 1_001), line(2, 500)], &[]));
    assert_ne!(agreed, of(&[line(1, 1_000)], &[]));
    assert_ne!(agreed, of(&[line(1, 1_000), line(2, 500)], &[row(1, 1, Scope::AllProducts)]));
    let mut renamed = line(1, 1_000);
    renamed.name = "Roster motif baru".to_owned();
    assert_eq!(agreed, of(&[renamed, line(2, 500)], &[]));
}

#[test]
fn the_explanation_survives_the_order_books() {
    let cart = priced(&[line(1, 100_000), line(4, 7)], &five_ranks(), &birthday(true), Choice::Priority);
    let text = serde_json::to_string(&cart).expect("json");
    assert_eq!(serde_json::from_str::<PricedCart>(&text).expect("json"), cart);
}

#[test]
fn a_cart_dearer_than_any_sum_is_refused() {
    let lines = [line(1, Rupiah::MAX.get()), line(2, 1)];
    let refused = price(&lines, &[], &ordinary(), &rules(Choice::Priority));
    assert_eq!(refused, Err(Problem::AmountOutOfRange { max: Rupiah::MAX }));
}
