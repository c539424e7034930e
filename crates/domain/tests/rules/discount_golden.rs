//! Golden cases of the pricing function, one a line: who, which rows, what is in the cart, and what comes off and why (domain.md §8).
//!
//! The notation, so that the table can be read aloud:
//!
//! - who: `plain` (customer 1), `visitor`, `birthday` (not loyal), `loyal` (birthday and loyal, favourites A B C).
//! - rows, separated by `;`: percent, scope (`A` one product, `all`, `≥500000` threshold), then any of `loyalty`, `granted` (origin birthday),
//!   `mine`, `theirs`, `off`, `uses0`, `uses1`, `from+1`/`from+0`, `until+0`/`until+1` (milliseconds from now), `age5` (older is smaller).
//!   Rows are numbered 1, 2, 3 … in the order written; without `age` the lower number is the older.
//! - cart: `A 1000000` one piece, `A 1000×2,5` a quantity.
//! - expected, for each line: discount and the winner (`#1` row, `P2A`, `P2B`, `-` nothing); then, behind `|`, what became of each row that
//!   took nothing off, as `#2 expired`.

use domain::{
    discount::{Choice, DiscountRow, Facts, Line, Origin, Outcome, PricedCart, Reason, Scope, Source},
    time::UtcMillis,
};

use crate::make::{birthday, customer, line, now, ordinary, priced, product, qty, row, threshold, today};

/// Rule, who, rows, cart, expected.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const CASES: &[Case] = &[
    // No discount at all.
    ("priority", "visitor",  "",                                   "A 100000",                    "0 -"),
    ("priority", "plain",    "",                                   "A 100000, D 50000",           "0 -, 0 -"),
    ("best",     "plain",    "",                                   "A 1",                         "0 -"),
    // Rank 1: one product.
    ("priority", "plain",    "10 A",                               "A 100000",                    "10000 #1"),
    ("priority", "plain",    "10 A",                               "A 100000, D 100000",          "10000 #1, 0 -"),
    ("priority", "plain",    "10 A",                               "D 100000",                    "0 - | #1 other-product"),
    ("priority", "plain",    "10 A; 20 D",                         "A 100000, D 100000",          "10000 #1, 20000 #2"),
    ("priority", "visitor",  "10 A",                               "A 100000",                    "10000 #1"),
    ("priority", "plain",    "100 A",                              "A 100000",                    "100000 #1"),
    ("priority", "plain",    "1 A",                                "A 99",                        "0 #1"),
    ("priority", "plain",    "1 A",                                "A 100",                       "1 #1"),
    // Rank 2: all products.
    ("priority", "plain",    "7 all",                              "A 1000, D 2000",              "70 #1, 140 #1"),
    ("priority", "plain",    "5 A; 50 all",                        "A 1000, D 1000",              "50 #1, 500 #2"),
    ("best",     "plain",    "5 A; 50 all",                        "A 1000, D 1000",              "500 #2, 500 #2 | #1 outranked-by #2"),
    // Rank 3: the loyalty action comes after what is set by hand.
    ("priority", "plain",    "30 all loyalty",                     "A 1000",                      "300 #1"),
    ("priority", "plain",    "30 all loyalty; 2 all",              "A 1000",                      "20 #2 | #1 outranked-by #2"),
    ("best",     "plain",    "30 all loyalty; 2 all",              "A 1000",                      "300 #1 | #2 outranked-by #1"),
    ("priority", "plain",    "30 A loyalty; 2 A",                  "A 1000",                      "20 #2 | #1 outranked-by #2"),
    // Rank 4: a granted row, and the gift of a loyal birthday customer.
    ("priority", "plain",    "15 all granted",                     "A 1000",                      "150 #1"),
    ("priority", "plain",    "15 all granted; 1 all loyalty",      "A 1000",                      "10 #2 | #1 outranked-by #2"),
    ("priority", "loyal",    "",                                   "A 1000000, D 1000000",        "100000 P2A, 0 - | P2B below 3000000"),
    ("priority", "loyal",    "",                                   "A 10, B 20, C 30, D 40",      "1 P2A, 2 P2A, 3 P2A, 0 - | P2B below 4999900"),
    ("priority", "loyal",    "",                                   "D 1000",                      "0 - | P2A no-favourite, P2B below 4999000"),
    ("priority", "birthday", "",                                   "A 1000",                      "0 - | P2A not-loyal, P2B below 4999000"),
    ("priority", "loyal",    "5 A",                                "A 1000000",                   "50000 #1 | P2A outranked-by #1, P2B below 4000000"),
    ("best",     "loyal",    "5 A",                                "A 1000000",                   "100000 P2A | #1 outranked-by P2A, P2B below 4000000"),
    ("best",     "loyal",    "10 A",                               "A 1000000",                   "100000 #1 | P2A outranked-by #1, P2B below 4000000"),
    ("priority", "loyal",    "10 all granted",                     "A 1000000",                   "100000 #1 | P2A outranked-by #1, P2B below 4000000"),
    // Rank 5: thresholds, by hand and on the birthday.
    ("priority", "plain",    "10 ≥500000",                         "A 499999",                    "0 - | #1 below 1"),
    ("priority", "plain",    "10 ≥500000",                         "A 500000",                    "50000 #1"),
    ("priority", "plain",    "10 ≥500000",                         "A 500001",                    "50000 #1"),
    ("priority", "plain",    "10 ≥500000",                         "A 250000, D 250000",          "25000 #1, 25000 #1"),
    ("priority", "plain",    "10 ≥500000",                         "A 250000, D 249999",          "0 -, 0 - | #1 below 1"),
    ("priority", "plain",    "10 ≥500000; 3 ≥100000",              "A 400000",                    "12000 #2 | #1 below 100000"),
    ("priority", "plain",    "10 ≥500000; 3 ≥100000",              "A 500000",                    "50000 #1 | #2 outranked-by #1"),
    ("priority", "plain",    "50 A; 10 ≥1000",                     "A 900, D 100",                "450 #1, 10 #2"),
    ("priority", "plain",    "5 all; 40 ≥1",                       "A 1000",                      "50 #1 | #2 outranked-by #1"),
    ("best",     "plain",    "5 all; 40 ≥1",                       "A 1000",                      "400 #2 | #1 outranked-by #2"),
    ("priority", "plain",    "40 ≥1 loyalty; 5 all",               "A 1000",                      "50 #2 | #1 outranked-by #2"),
    ("priority", "birthday", "",                                   "D 4999999",                   "0 - | P2A not-loyal, P2B below 1"),
    ("priority", "birthday", "",                                   "D 5000000",                   "500000 P2B | P2A not-loyal"),
    ("priority", "birthday", "",                                   "A 2500000, D 2500000",        "250000 P2B, 250000 P2B | P2A not-loyal"),
    ("priority", "loyal",    "",                                   "A 3000000, D 3000000",        "300000 P2A, 300000 P2B"),
    ("priority", "birthday", "12 ≥5000000",                        "D 5000000",                   "600000 #1 | P2A not-loyal, P2B outranked-by #1"),
    ("priority", "birthday", "9 ≥5000000",                         "D 5000000",                   "500000 P2B | #1 outranked-by P2B, P2A not-loyal"),
    ("priority", "birthday", "10 ≥5000000",                        "D 5000000",                   "500000 #1 | P2A not-loyal, P2B outranked-by #1"),
    ("priority", "birthday", "5 D",                                "A 4000000, D 1000000",        "400000 P2B, 50000 #1 | P2A not-loyal"),
    // Ties within a rank: the higher percentage, then the older row, then the lower number.
    ("priority", "plain",    "10 all; 11 all",                     "A 1000",                      "110 #2 | #1 outranked-by #2"),
    ("priority", "plain",    "10 all age9; 10 all age3",           "A 1000",                      "100 #2 | #1 outranked-by #2"),
    ("best",     "plain",    "10 all age9; 10 all age3",           "A 1000",                      "100 #2 | #1 outranked-by #2"),
    ("priority", "plain",    "10 all age3; 10 all age3",           "A 1000",                      "100 #1 | #2 outranked-by #1"),
    ("best",     "plain",    "10 all age1; 10 A age9",             "A 1000",                      "100 #2 | #1 outranked-by #2"),
    ("best",     "plain",    "10 ≥1 age1; 10 all age9",            "A 1000",                      "100 #2 | #1 outranked-by #2"),
    ("priority", "plain",    "9 A age1; 10 A age9",                "A 1000",                      "100 #2 | #1 outranked-by #2"),
    // Rounding: down to a rupiah, line by line.
    ("priority", "plain",    "10 all",                             "A 333333",                    "33333 #1"),
    ("priority", "plain",    "10 all",                             "A 9, D 9",                    "0 #1, 0 #1"),
    ("priority", "plain",    "33 all",                             "A 100",                       "33 #1"),
    ("priority", "plain",    "99 all",                             "A 1",                         "0 #1"),
    ("priority", "plain",    "10 all",                             "A 10000000000",               "1000000000 #1"),
    // Fractions: the gross is rounded half up first, then the discount is rounded down.
    ("priority", "plain",    "10 all",                             "A 75000×0,5",                 "3750 #1"),
    ("priority", "plain",    "10 all",                             "A 3×0,5",                     "0 #1"),
    ("priority", "plain",    "50 all",                             "A 3×0,5",                     "1 #1"),
    ("priority", "plain",    "10 all",                             "A 14505×2,5",                 "3626 #1"),
    ("priority", "plain",    "10 ≥100",                            "A 199×0,5",                   "10 #1"),
    ("priority", "plain",    "10 ≥100",                            "A 199×0,499",                 "0 - | #1 below 1"),
    // Validity to the millisecond, uses, inactive rows.
    ("priority", "plain",    "10 all from+0",                      "A 1000",                      "100 #1"),
    ("priority", "plain",    "10 all from+1",                      "A 1000",                      "0 - | #1 not-yet"),
    ("priority", "plain",    "10 all until+1",                     "A 1000",                      "100 #1"),
    ("priority", "plain",    "10 all until+0",                     "A 1000",                      "0 - | #1 expired"),
    ("priority", "plain",    "10 all from+0 until+1",              "A 1000",                      "100 #1"),
    ("priority", "plain",    "90 all until+0; 5 all",              "A 1000",                      "50 #2 | #1 expired"),
    ("best",     "plain",    "90 all from+1; 5 all",               "A 1000",                      "50 #2 | #1 not-yet"),
    ("priority", "plain",    "10 all off",                         "A 1000",                      "0 - | #1 inactive"),
    ("priority", "plain",    "10 all off until+0",                 "A 1000",                      "0 - | #1 inactive"),
    ("priority", "plain",    "10 all uses0",                       "A 1000",                      "0 - | #1 used-up"),
    ("priority", "plain",    "10 all uses1",                       "A 1000, D 1000",              "100 #1, 100 #1"),
    ("priority", "plain",    "10 A uses0; 4 ≥1",                   "A 1000",                      "40 #2 | #1 used-up"),
    ("priority", "plain",    "10 ≥5000 uses0",                     "A 1000",                      "0 - | #1 used-up"),
    // Whose it is.
    ("priority", "plain",    "10 all mine",                        "A 1000",                      "100 #1"),
    ("priority", "plain",    "10 all theirs",                      "A 1000",                      "0 -"),
    ("priority", "visitor",  "10 all mine; 3 all",                 "A 1000",                      "30 #2"),
    ("best",     "plain",    "90 all theirs; 20 A mine; 15 all",   "A 1000, D 1000",              "200 #2, 150 #3"),
    ("priority", "plain",    "10 ≥5000 theirs",                    "A 1000",                      "0 -"),
];

fn letter(text: &str) -> i64 {
    i64::from(text.bytes().next().expect("a letter") - b'A' + 1)
}

fn scope(text: &str) -> Scope {
    match text.strip_prefix('≥') {
        Some(minimum) => threshold(minimum.parse().expect("rupiah")),
        None if text == "all" => Scope::AllProducts,
        None => Scope::OneProduct(product(letter(text))),
    }
}

fn read_row(number: i64, text: &str) -> DiscountRow {
    let mut words = text.split_whitespace();
    let percent = words.next().and_then(|word| word.parse().ok()).expect("a percentage");
    let mut read = row(number, percent, scope(words.next().expect("a scope")));
    let moment = |word: &str| now().plus_millis(word.parse().expect("milliseconds"));
    for word in words {
        match word {
            "loyalty" => read.origin = Origin::Loyalty,
            "granted" => read.origin = Origin::Birthday,
            "mine" => read.customer = Some(customer(1)),
            "theirs" => read.customer = Some(customer(2)),
            "off" => read.active = false,
            "uses0" => read.uses_left = Some(0),
            "uses1" => read.uses_left = Some(1),
            _ if word.starts_with("from") => read.valid_from = Some(moment(&word[4..])),
            _ if word.starts_with("until") => read.valid_until = Some(moment(&word[5..])),
            _ if word.starts_with("age") => read.created_at = UtcMillis::new(word[3..].parse().expect("an age")),
            _ => panic!("{word} is no word of a row"),
        }
    }
    read
}

fn read_line(text: &str) -> Line {
    let (name, figures) = text.split_once(' ').expect("a product and its figures");
    let (price, quantity) = figures.split_once('×').unwrap_or((figures, "1"));
    Line { quantity: qty(quantity), ..line(letter(name), price.parse().expect("a price")) }
}

fn facts(who: &str) -> Facts {
    match who {
        "plain" => ordinary(),
        "visitor" => Facts::visitor(now(), today()),
        "birthday" => birthday(false),
        "loyal" => birthday(true),
        _ => panic!("{who} is nobody"),
    }
}

fn name(source: Source) -> String {
    match source {
        Source::Row(id) => format!("#{id}"),
        Source::BirthdayPermanent => "P2A".to_owned(),
        Source::BirthdayInstant => "P2B".to_owned(),
    }
}

fn why(reason: Reason) -> String {
    match reason {
        Reason::Inactive => "inactive".to_owned(),
        Reason::NotYetValid => "not-yet".to_owned(),
        Reason::Expired => "expired".to_owned(),
        Reason::UsedUp => "used-up".to_owned(),
        Reason::BelowThreshold { missing } => format!("below {}", missing.get()),
        Reason::OtherProduct => "other-product".to_owned(),
        Reason::NotLoyal => "not-loyal".to_owned(),
        Reason::NoFavourite => "no-favourite".to_owned(),
        Reason::Outranked { by } => format!("outranked-by {}", name(by)),
    }
}

/// The answer in the notation of the table; rows in the order of their numbers, gifts last.
fn told(cart: &PricedCart) -> String {
    let lines = cart.lines.iter().map(|line| {
        let winner = line.verdict.applied.as_ref().map_or_else(|| "-".to_owned(), |offer| name(offer.source));
        format!("{} {winner}", line.discount.get())
    });
    let declined = cart.considered.iter().filter_map(|seen| match seen.outcome {
        Outcome::Declined(reason) => Some((seen.offer.source, why(reason))),
        Outcome::Applied { .. } => None,
    });
    let lines = lines.collect::<Vec<_>>().join(", ");
    let mut declined: Vec<_> = declined.collect();
    declined.sort_by_key(|(source, _)| *source);
    let declined: Vec<_> = declined.into_iter().map(|(source, why)| format!("{} {why}", name(source))).collect();
    if declined.is_empty() { lines } else { format!("{lines} | {}", declined.join(", ")) }
}

#[test]
fn every_golden_case_comes_out_as_written() {
    let mut wrong = Vec::new();
    for (rule, who, rows, cart, expected) in CASES {
        let choice = if *rule == "best" { Choice::Best } else { Choice::Priority };
        let rows: Vec<_> = rows.split(';').map(str::trim).filter(|row| !row.is_empty()).collect();
        let rows: Vec<_> = (1..).zip(rows).map(|(number, row)| read_row(number, row)).collect();
        let lines: Vec<_> = cart.split(", ").map(read_line).collect();
        let priced = priced(&lines, &rows, &facts(who), choice);
        let came = told(&priced);
        if came != *expected {
            wrong.push(format!("{rule}, {who}, {cart}: expected “{expected}”, came “{came}”"));
        }
        assert_eq!(priced.goods_total.get(), priced.gross.get() - priced.discount_total.get());
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
    assert!(CASES.len() >= 70, "the table shrank to {} cases", CASES.len());
}

#[test]
fn a_day_counts_from_its_first_to_its_last_millisecond() {
    use domain::time::ShopZone;
    let zone = ShopZone::default();
    let limited = DiscountRow {
        valid_from: Some(zone.start_of(today())),
        valid_until: Some(zone.end_of(today())),
        ..row(1, 10, Scope::AllProducts)
    };
    let at = |moment: UtcMillis| {
        let facts = Facts { now: moment, today: zone.day_of(moment), ..ordinary() };
        told(&priced(&[line(1, 1_000)], std::slice::from_ref(&limited), &facts, Choice::Priority))
    };
    assert_eq!(at(zone.start_of(today()).plus_millis(-1)), "0 - | #1 not-yet");
    assert_eq!(at(zone.start_of(today())), "100 #1");
    assert_eq!(at(zone.end_of(today()).plus_millis(-1)), "100 #1");
    assert_eq!(at(zone.end_of(today())), "0 - | #1 expired");
}
