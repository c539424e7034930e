//! Loyalty and birthdays: who is loyal, what they like best, and what they are given (domain.md §8).

use std::cmp::Reverse;

use crate::{
    Problem,
    discount::Gift,
    ids::{CustomerId, ProductId},
    money::Rupiah,
    order::Actor,
    people::BirthDate,
    quantity::Quantity,
    settings::DiscountSettings,
    time::{ShopDay, UtcMillis},
};

/// How much of one product a customer has bought in Paid, Shipped and Completed orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bought {
    pub product: ProductId,
    /// Σ quantity.
    pub quantity: Quantity,
    /// When the latest of those orders was placed.
    pub last_bought: UtcMillis,
}

/// Whether a customer is loyal: Σ goods total (rupiah) of Paid, Shipped and Completed orders reaches the threshold.
pub fn is_loyal(total: Rupiah, threshold: Rupiah) -> bool {
    total >= threshold
}

/// What is missing to being loyal, in rupiah; zero when nothing is.
pub fn missing_to_loyal(total: Rupiah, threshold: Rupiah) -> Rupiah {
    threshold.saturating_sub(total)
}

/// The customer's `count` favourite products: by Σ quantity; ties go to the more recently bought, then the lower id.
pub fn favourites(bought: &[Bought], count: usize) -> Vec<ProductId> {
    let mut ranked: Vec<&Bought> = bought.iter().filter(|bought| !bought.quantity.is_zero()).collect();
    ranked.sort_by_key(|bought| (Reverse(bought.quantity), Reverse(bought.last_bought), bought.product));
    ranked.into_iter().take(count).map(|bought| bought.product).collect()
}

/// The gift to be granted today, if it is the customer's birthday. Loyalty and favourites are settled with it.
pub fn birthday_gift(
    birth: BirthDate,
    today: ShopDay,
    total: Rupiah,
    bought: &[Bought],
    settings: &DiscountSettings,
) -> Option<Gift> {
    birth.is_birthday(today).then(|| Gift {
        day: today,
        loyal: is_loyal(total, settings.loyal_threshold),
        favourites: favourites(bought, usize::from(settings.favourites_count)),
    })
}

/// The unique key of a birthday grant: once per customer and calendar year, whatever is edited.
pub fn birthday_gift_key(customer: CustomerId, today: ShopDay) -> String {
    format!("birthday:{customer}:{}", today.year())
}

/// Whether a birth date may be changed: by the customer once, afterwards only by an admin.
pub fn check_birth_date_change(by: Actor, corrections_so_far: u32) -> Result<(), Problem> {
    match by {
        Actor::Admin => Ok(()),
        Actor::Customer if corrections_so_far == 0 => Ok(()),
        Actor::Customer | Actor::Employee | Actor::Clock => Err(Problem::BirthDateSettled),
    }
}
