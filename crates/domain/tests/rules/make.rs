//! Short ways to make what the stories are about.

use domain::{
    discount::{Choice, DiscountRow, Facts, Gift, Line, Origin, PricedCart, Rules, Scope, price},
    ids::{CustomerId, DiscountId, ProductId},
    money::Rupiah,
    percent::Percent,
    quantity::Quantity,
    settings::Settings,
    time::{ShopDay, ShopZone, UtcMillis},
};

pub fn rp(amount: i64) -> Rupiah {
    Rupiah::new(amount).expect("an amount")
}

pub fn qty(typed: &str) -> Quantity {
    Quantity::parse(typed).expect("a quantity")
}

pub fn day(text: &str) -> ShopDay {
    ShopDay::parse(text).expect("a day")
}

pub fn product(number: i64) -> ProductId {
    ProductId::try_from(number).expect("an id")
}

pub fn customer(number: i64) -> CustomerId {
    CustomerId::try_from(number).expect("an id")
}

pub fn today() -> ShopDay {
    day("2026-11-22")
}

pub fn now() -> UtcMillis {
    ShopZone::default().start_of(today()).plus_hours(14)
}

/// One piece at this price.
pub fn line(number: i64, price: i64) -> Line {
    Line { product: product(number), name: format!("Produk {number}"), unit_price: rp(price), quantity: Quantity::ONE }
}

/// An active manual row for everybody without limits.
pub fn row(number: i64, percent: i64, scope: Scope) -> DiscountRow {
    DiscountRow {
        id: DiscountId::try_from(number).expect("an id"),
        customer: None,
        percent: Percent::new(percent).expect("a percentage"),
        scope,
        origin: Origin::Manual,
        message: String::new(),
        valid_from: None,
        valid_until: None,
        active: true,
        uses_left: None,
        created_at: UtcMillis::new(number),
    }
}

pub fn threshold(minimum: i64) -> Scope {
    Scope::CartThreshold { minimum: rp(minimum) }
}

/// Customer 1 on an ordinary day.
pub fn ordinary() -> Facts {
    Facts { now: now(), today: today(), customer: Some(customer(1)), birthday_gift: None }
}

/// Customer 1 on the birthday; products 1, 2, 3 are the favourites A, B, C.
pub fn birthday(loyal: bool) -> Facts {
    let favourites = vec![product(1), product(2), product(3)];
    Facts { birthday_gift: Some(Gift { day: today(), loyal, favourites }), ..ordinary() }
}

pub fn rules(choice: Choice) -> Rules {
    Rules { choice, ..Settings::default().discount_rules() }
}

pub fn priced(lines: &[Line], rows: &[DiscountRow], facts: &Facts, choice: Choice) -> PricedCart {
    price(lines, rows, facts, &rules(choice)).expect("a price")
}

/// The discounts of the lines, in rupiah.
pub fn discounts(cart: &PricedCart) -> Vec<i64> {
    cart.lines.iter().map(|line| line.discount.get()).collect()
}
