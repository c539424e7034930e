//! What holds for every cart and every set of discounts (domain.md §8).

use domain::{
    discount::{Choice, DiscountRow, Facts, Line, Origin, PricedLine, Scope},
    quantity::Quantity,
    time::UtcMillis,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::make::{birthday, customer, discounts, line, now, ordinary, priced, product, row, threshold};

fn scopes() -> impl Strategy<Value = Scope> {
    prop_oneof![
        (1..6_i64).prop_map(|number| Scope::OneProduct(product(number))),
        Just(Scope::AllProducts),
        (0..9_000_000_i64).prop_map(threshold),
    ]
}

fn some_row() -> impl Strategy<Value = DiscountRow> {
    let offsets = || option::of(-2..3_i64);
    let parts = (1..=100_i64, scopes(), select(Origin::ALL), option::of(1..3_i64), offsets(), offsets(), any::<bool>());
    (parts, option::of(0..3_u32), 0..5_i64).prop_map(
        |((percent, scope, origin, owner, from, until, active), uses, age)| DiscountRow {
            customer: owner.map(customer),
            origin,
            valid_from: from.map(|hours| now().plus_hours(hours)),
            valid_until: until.map(|hours| now().plus_hours(hours)),
            active,
            uses_left: uses,
            created_at: UtcMillis::new(age),
            ..row(1, percent, scope)
        },
    )
}

/// Rows with distinct numbers.
fn some_rows() -> impl Strategy<Value = Vec<DiscountRow>> {
    vec(some_row(), 0..8).prop_map(|rows| {
        (1..)
            .zip(rows)
            .map(|(number, found)| DiscountRow { id: row(number, 1, Scope::AllProducts).id, ..found })
            .collect()
    })
}

/// Lines of distinct products.
fn some_lines() -> impl Strategy<Value = Vec<Line>> {
    vec((0..3_000_000_i64, 1..20_000_i64), 0..6).prop_map(|parts| {
        let lines = (1..).zip(parts);
        lines
            .map(|(number, (price, thousandths))| Line {
                quantity: Quantity::from_thousandths(thousandths).expect("valid"),
                ..line(number, price)
            })
            .collect()
    })
}

fn some_facts() -> impl Strategy<Value = Facts> {
    prop_oneof![Just(ordinary()), any::<bool>().prop_map(birthday)]
}

fn choices() -> impl Strategy<Value = Choice> {
    select(Choice::ALL)
}

proptest! {
    #[test]
    fn nobody_pays_less_than_nothing_or_more_than_the_gross(
        lines in some_lines(), rows in some_rows(), facts in some_facts(), choice in choices(),
    ) {
        let cart = priced(&lines, &rows, &facts, choice);
        for line in &cart.lines {
            prop_assert!(line.discount <= line.gross);
            prop_assert_eq!(line.net.get(), line.gross.get() - line.discount.get());
            prop_assert!(line.verdict.applied.is_some() || line.verdict.outranked.is_empty() && line.discount.is_zero());
        }
        prop_assert!(cart.goods_total <= cart.gross);
        prop_assert_eq!(cart.goods_total.get(), cart.lines.iter().map(|line| line.net.get()).sum::<i64>());
        prop_assert_eq!(cart.gross.get(), cart.lines.iter().map(|line| line.gross.get()).sum::<i64>());
    }

    #[test]
    fn the_order_of_lines_and_rows_changes_nothing(
        (lines, shuffled_lines) in some_lines().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        (rows, shuffled_rows) in some_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        facts in some_facts(),
        choice in choices(),
    ) {
        let (mut one, mut other) = (priced(&lines, &rows, &facts, choice), priced(&shuffled_lines, &shuffled_rows, &facts, choice));
        prop_assert_eq!(one.fingerprint(), other.fingerprint());
        one.lines.sort_by_key(|line| line.product);
        other.lines.sort_by_key(|line| line.product);
        prop_assert_eq!(one, other);
    }

    #[test]
    fn a_row_that_does_not_count_changes_no_price(
        lines in some_lines(), rows in some_rows(), facts in some_facts(), choice in choices(),
        extra in some_row(), why in 0..5_usize,
    ) {
        let extra = DiscountRow { id: row(99, 1, Scope::AllProducts).id, ..extra };
        let ineligible = match why {
            0 => DiscountRow { active: false, ..extra },
            1 => DiscountRow { valid_from: Some(now().plus_millis(1)), ..extra },
            2 => DiscountRow { valid_until: Some(now()), ..extra },
            3 => DiscountRow { uses_left: Some(0), ..extra },
            _ => DiscountRow { customer: Some(customer(77)), ..extra },
        };
        let before = priced(&lines, &rows, &facts, choice);
        let after = priced(&lines, &[rows, vec![ineligible]].concat(), &facts, choice);
        prop_assert_eq!(before.lines, after.lines);
        prop_assert_eq!(before.hints, after.hints);
    }

    #[test]
    fn the_best_choice_is_never_dearer(lines in some_lines(), rows in some_rows(), facts in some_facts()) {
        let (first, best) = (priced(&lines, &rows, &facts, Choice::Priority), priced(&lines, &rows, &facts, Choice::Best));
        for (by_rank, by_percent) in discounts(&first).into_iter().zip(discounts(&best)) {
            prop_assert!(by_percent >= by_rank);
        }
    }

    #[test]
    fn a_hint_keeps_its_word(lines in some_lines(), rows in some_rows(), facts in some_facts(), choice in choices()) {
        let cart = priced(&lines, &rows, &facts, choice);
        for hint in &cart.hints {
            prop_assert_eq!(cart.gross.checked_add(hint.missing), Ok(hint.minimum));
            let filled = [lines.clone(), vec![line(50, hint.missing.get())]].concat();
            let after = priced(&filled, &rows, &facts, choice);
            let changed = |(then, now): (&PricedLine, &PricedLine)| then.verdict.applied != now.verdict.applied;
            prop_assert!(cart.lines.iter().zip(&after.lines).any(changed));
        }
    }
}
