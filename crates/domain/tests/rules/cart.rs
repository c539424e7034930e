use domain::{
    Problem,
    cart::{Availability, Cart, CartLine},
    quantity::{Quantity, SaleRule},
};
use proptest::prelude::*;

use crate::make::{product, qty};

fn stock(available: &str) -> Availability {
    Availability { rule: SaleRule::default(), available: qty(available) }
}

fn cart(lines: &[(i64, &str)]) -> Cart {
    Cart::new(lines.iter().map(|(number, quantity)| CartLine { product: product(*number), quantity: qty(quantity) }))
}

#[test]
fn adding_twice_makes_one_line() {
    let mut cart = Cart::default();
    cart.add(product(1), qty("2"), stock("10")).expect("added");
    let added = cart.add(product(1), qty("3"), stock("10")).expect("added");
    assert_eq!((added.quantity, added.in_cart, added.is_short()), (qty("3"), qty("5"), false));
    assert_eq!(cart.lines(), [CartLine { product: product(1), quantity: qty("5") }]);
}

#[test]
fn more_than_available_adds_what_is_available_and_says_so() {
    let mut cart = cart(&[(1, "2")]);
    let added = cart.add(product(1), qty("9"), stock("5")).expect("added");
    assert_eq!((added.asked, added.quantity, added.in_cart, added.is_short()), (qty("9"), qty("3"), qty("5"), true));
}

#[test]
fn when_nothing_more_is_available_the_cart_stays_as_it_is() {
    let mut cart = cart(&[(1, "5")]);
    assert_eq!(cart.add(product(1), qty("1"), stock("5")), Err(Problem::NotEnough { available: qty("5") }));
    assert_eq!(cart.add(product(2), qty("1"), stock("0")), Err(Problem::NotEnough { available: qty("0") }));
    assert_eq!(cart.add(product(1), qty("1"), stock("2")), Err(Problem::NotEnough { available: qty("2") }));
    assert_eq!((cart.len(), cart.quantity_of(product(1))), (1, qty("5")));
}

#[test]
fn what_is_available_is_rounded_down_to_the_step() {
    let tiles = Availability { rule: SaleRule { step: qty("0,5"), minimum: qty("1") }, available: qty("3,7") };
    let mut cart = Cart::default();
    assert_eq!(cart.add(product(1), qty("10"), tiles).map(|added| added.in_cart), Ok(qty("3,5")));
}

#[test]
fn wrong_quantities_get_their_message_and_change_nothing() {
    let rule = SaleRule { step: qty("2"), minimum: qty("4") };
    let stock = Availability { rule, available: qty("100") };
    let mut cart = Cart::default();
    assert_eq!(cart.add(product(1), Quantity::ZERO, stock), Err(Problem::NotPositive));
    assert_eq!(cart.add(product(1), qty("2"), stock), Err(Problem::BelowMinimum { min: qty("4") }));
    assert_eq!(cart.add(product(1), qty("5"), stock), Err(Problem::OffStep { step: qty("2") }));
    let absurd = cart.add(product(1), qty("2.000.000"), stock);
    assert_eq!(absurd, Err(Problem::QuantityTooLarge { max: SaleRule::MAX_PER_LINE }));
    assert_eq!(cart.set(product(1), Quantity::ZERO, stock), Err(Problem::NotPositive));
    assert!(cart.is_empty());
}

#[test]
fn a_line_is_set_and_removed() {
    let mut cart = cart(&[(1, "5"), (2, "1")]);
    assert_eq!(
        cart.set(product(1), qty("2"), stock("10")).map(|set| (set.in_cart, set.is_short())),
        Ok((qty("2"), false))
    );
    assert_eq!(
        cart.set(product(1), qty("20"), stock("10")).map(|set| (set.in_cart, set.is_short())),
        Ok((qty("10"), true))
    );
    assert_eq!(cart.set(product(1), qty("1"), stock("0")), Err(Problem::NotEnough { available: qty("0") }));
    cart.remove(product(1));
    assert_eq!((cart.len(), cart.quantity_of(product(1))), (1, Quantity::ZERO));
}

#[test]
fn a_full_cart_takes_no_new_product_but_more_of_an_old_one() {
    let lines: Vec<(i64, &str)> = (1..=205).map(|number| (number, "1")).collect();
    let mut cart = cart(&lines);
    assert_eq!(cart.len(), Cart::MAX_LINES);
    assert_eq!(cart.add(product(999), qty("1"), stock("5")), Err(Problem::CartFull { max: 200 }));
    assert!(cart.add(product(1), qty("1"), stock("5")).is_ok());
}

#[test]
fn signing_in_merges_the_visitors_cart() {
    let mut own = cart(&[(1, "2"), (2, "4")]);
    let visitor = cart(&[(2, "3"), (3, "6"), (4, "1")]);
    let short = own.merge(&visitor, |id| match id.get() {
        2 => Some(stock("5")),
        3 => Some(stock("100")),
        _ => None,
    });
    assert_eq!(own, cart(&[(1, "2"), (2, "5"), (3, "6"), (4, "1")]));
    assert_eq!(short.iter().map(|line| line.product.get()).collect::<Vec<_>>(), [2]);
    assert_eq!(short[0].quantity, qty("1"));
}

#[test]
fn merging_hides_nothing_that_is_sold_out_or_archived() {
    let mut own = cart(&[(1, "5")]);
    own.merge(&cart(&[(1, "2"), (2, "3")]), |id| (id == product(1)).then(|| stock("0")));
    assert_eq!(own, cart(&[(1, "5"), (2, "3")]));
}

#[test]
fn a_cart_is_stored_as_its_lines() {
    let own = cart(&[(1, "0,5"), (2, "1")]);
    let text = serde_json::to_string(&own).expect("json");
    assert_eq!(text, r#"[{"product":1,"quantity":500},{"product":2,"quantity":1000}]"#);
    assert_eq!(serde_json::from_str::<Cart>(&text).expect("json"), own);
}

proptest! {
    #[test]
    fn adding_never_goes_beyond_what_is_available(wishes in prop::collection::vec((1..5_i64, 1..50_i64, 0..60_i64), 0..40)) {
        let mut cart = Cart::default();
        for (number, asked, available) in wishes {
            let before = cart.quantity_of(product(number));
            let stock = Availability { rule: SaleRule::default(), available: Quantity::whole(available).expect("valid") };
            if let Ok(added) = cart.add(product(number), Quantity::whole(asked).expect("valid"), stock) {
                prop_assert!(added.in_cart <= stock.available && added.quantity <= added.asked);
                prop_assert_eq!(before.checked_add(added.quantity), Ok(added.in_cart));
                prop_assert_eq!(cart.quantity_of(product(number)), added.in_cart);
            } else {
                prop_assert_eq!(cart.quantity_of(product(number)), before);
            }
        }
    }
}
