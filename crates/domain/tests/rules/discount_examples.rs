//! The worked examples of domain.md §8.

use domain::discount::{Choice, DiscountRow, Facts, Line, Outcome, Reason, Scope};

use crate::make::{birthday, discounts, line, now, ordinary, priced, product, row, rp, threshold};

const A: i64 = 1;
const D: i64 = 4;

struct Example {
    customer: &'static str,
    facts: Facts,
    lines: Vec<Line>,
    rows: Vec<DiscountRow>,
    choice: Choice,
    expected: Vec<i64>,
}

#[rustfmt::skip]
fn examples() -> Vec<Example> {
    let manual_a = || vec![row(1, 5, Scope::OneProduct(product(A)))];
    let expired = || vec![DiscountRow { valid_until: Some(now().plus_hours(-24)), ..row(1, 7, Scope::AllProducts) }];
    let case = |customer, facts, lines, rows, choice, expected| Example { customer, facts, lines, rows, choice, expected };
    vec![
        case("not loyal, one rupiah short", birthday(false), vec![line(D, 4_999_999)], vec![], Choice::Priority, vec![0]),
        case("not loyal, exactly enough", birthday(false), vec![line(D, 5_000_000)], vec![], Choice::Priority, vec![500_000]),
        case("not loyal, every line", birthday(false), vec![line(A, 2_000_000), line(D, 3_000_000)], vec![], Choice::Priority, vec![200_000, 300_000]),
        case("loyal, small cart", birthday(true), vec![line(A, 1_000_000), line(D, 1_000_000)], vec![], Choice::Priority, vec![100_000, 0]),
        case("loyal, large cart", birthday(true), vec![line(A, 3_000_000), line(D, 3_000_000)], vec![], Choice::Priority, vec![300_000, 300_000]),
        case("loyal, manual first", birthday(true), vec![line(A, 1_000_000)], manual_a(), Choice::Priority, vec![50_000]),
        case("loyal, best first", birthday(true), vec![line(A, 1_000_000)], manual_a(), Choice::Best, vec![100_000]),
        case("any, below a manual threshold", ordinary(), vec![line(A, 70_000)], vec![row(1, 10, threshold(500_000))], Choice::Priority, vec![0]),
        case("any, expired yesterday", ordinary(), vec![line(A, 1_000_001)], expired(), Choice::Priority, vec![0]),
        case("any, rounded down", ordinary(), vec![line(A, 333_333)], vec![row(1, 10, Scope::AllProducts)], Choice::Priority, vec![33_333]),
    ]
}

#[test]
fn the_worked_examples_come_out_as_written() {
    for example in examples() {
        let cart = priced(&example.lines, &example.rows, &example.facts, example.choice);
        assert_eq!(discounts(&cart), example.expected, "{}", example.customer);
        assert_eq!(cart.discount_total.get(), example.expected.iter().sum::<i64>(), "{}", example.customer);
        assert_eq!(cart.goods_total.get(), cart.gross.get() - cart.discount_total.get());
    }
}

#[test]
fn one_rupiah_short_is_hinted_at() {
    let cart = priced(&[line(D, 4_999_999)], &[], &birthday(false), Choice::Priority);
    assert_eq!(cart.hints.len(), 1);
    assert_eq!((cart.hints[0].missing, cart.hints[0].minimum), (rp(1), rp(5_000_000)));
}

#[test]
fn the_large_birthday_cart_names_rank_four_and_rank_five() {
    let cart = priced(&[line(A, 3_000_000), line(D, 3_000_000)], &[], &birthday(true), Choice::Priority);
    let ranks: Vec<_> = cart.lines.iter().map(|line| line.verdict.applied.as_ref().map(|offer| offer.rank)).collect();
    assert_eq!(ranks, [Some(4), Some(5)]);
    assert!(cart.considered.iter().all(|seen| seen.outcome == Outcome::Applied { amount: rp(300_000) }));
}

#[test]
fn an_expired_row_is_explained() {
    let expired = DiscountRow { valid_until: Some(now()), ..row(1, 7, Scope::AllProducts) };
    let cart = priced(&[line(A, 1_000_001)], &[expired], &ordinary(), Choice::Priority);
    assert_eq!(cart.considered[0].outcome, Outcome::Declined(Reason::Expired));
}
