//! Offers as candidates: whom they reach, whether they count, and which comes first (domain.md §8).

use std::cmp::Reverse;

use super::{
    model::{Choice, DiscountRow, Facts, Gift, Rules, Scope},
    verdict::{Offer, Reason, Source},
};
use crate::{
    ids::ProductId,
    money::Rupiah,
    time::{ShopDay, UtcMillis},
};

/// Which lines a candidate covers.
#[derive(Debug)]
pub(super) enum Reach<'a> {
    Product(ProductId),
    Products(&'a [ProductId]),
    Everything,
}

/// An offer that this customer may know of.
#[derive(Debug)]
pub(super) struct Candidate<'a> {
    pub offer: Offer,
    pub reach: Reach<'a>,
    pub minimum: Option<Rupiah>,
    /// Whether it counts at all, leaving aside the lines it finds.
    pub standing: Result<(), Reason>,
    /// The older row wins; a birthday gift comes after rows of the same rank and percentage.
    age: UtcMillis,
}

/// Every offer this customer may know of, the preferred first. Rows of other customers are as if they were not.
pub(super) fn candidates<'a>(
    gross: Rupiah,
    rows: &'a [DiscountRow],
    facts: &'a Facts,
    rules: &Rules,
) -> Vec<Candidate<'a>> {
    let visible = rows.iter().filter(|row| row.customer.is_none() || row.customer == facts.customer);
    let mut all: Vec<Candidate<'a>> = visible.map(|row| of_row(row, gross, facts.now)).collect();
    if let Some(gift) = &facts.birthday_gift {
        all.push(permanent(gift, facts.today, rules));
        all.push(instant(gift, facts.today, gross, rules));
    }
    all.sort_by_key(|candidate| preference(candidate, rules.choice));
    all
}

/// Sort key: what has the smaller one comes first. Ends in the source, so that no two candidates are equal.
pub(super) fn preference(candidate: &Candidate<'_>, choice: Choice) -> (u8, Reverse<i64>, u8, UtcMillis, Source) {
    let Offer { source, rank, percent, .. } = candidate.offer;
    let first = if choice == Choice::Priority { rank } else { 0 };
    (first, Reverse(percent.get()), rank, candidate.age, source)
}

impl Candidate<'_> {
    pub(super) fn covers(&self, product: ProductId) -> bool {
        match self.reach {
            Reach::Product(only) => only == product,
            Reach::Products(several) => several.contains(&product),
            Reach::Everything => true,
        }
    }
}

fn of_row(row: &DiscountRow, gross: Rupiah, now: UtcMillis) -> Candidate<'_> {
    let (reach, minimum) = match row.scope {
        Scope::OneProduct(product) => (Reach::Product(product), None),
        Scope::AllProducts => (Reach::Everything, None),
        Scope::CartThreshold { minimum } => (Reach::Everything, Some(minimum)),
    };
    let offer =
        Offer { source: Source::Row(row.id), rank: row.rank(), percent: row.percent, message: row.message.clone() };
    let standing = standing_of_row(row, now).and_then(|()| reaches(gross, minimum));
    Candidate { offer, reach, minimum, standing, age: row.created_at }
}

fn standing_of_row(row: &DiscountRow, now: UtcMillis) -> Result<(), Reason> {
    if !row.active {
        return Err(Reason::Inactive);
    }
    if row.valid_from.is_some_and(|from| now < from) {
        return Err(Reason::NotYetValid);
    }
    if row.valid_until.is_some_and(|until| now >= until) {
        return Err(Reason::Expired);
    }
    if row.uses_left == Some(0) {
        return Err(Reason::UsedUp);
    }
    Ok(())
}

/// P2-A: birthday today and loyal, on the favourite products.
fn permanent<'a>(gift: &'a Gift, today: ShopDay, rules: &Rules) -> Candidate<'a> {
    let loyal = if gift.loyal { Ok(()) } else { Err(Reason::NotLoyal) };
    Candidate {
        offer: gift_offer(Source::BirthdayPermanent, 4, rules.birthday_permanent_percent),
        reach: Reach::Products(&gift.favourites),
        minimum: None,
        standing: on_its_day(gift, today).and(loyal),
        age: UtcMillis::new(i64::MAX),
    }
}

/// P2-B: birthday today and a large cart, on every line without another discount.
fn instant<'a>(gift: &'a Gift, today: ShopDay, gross: Rupiah, rules: &Rules) -> Candidate<'a> {
    let minimum = Some(rules.birthday_instant_threshold);
    Candidate {
        offer: gift_offer(Source::BirthdayInstant, 5, rules.birthday_instant_percent),
        reach: Reach::Everything,
        minimum,
        standing: on_its_day(gift, today).and_then(|()| reaches(gross, minimum)),
        age: UtcMillis::new(i64::MAX),
    }
}

fn gift_offer(source: Source, rank: u8, percent: crate::percent::Percent) -> Offer {
    Offer { source, rank, percent, message: String::new() }
}

fn on_its_day(gift: &Gift, today: ShopDay) -> Result<(), Reason> {
    match today.cmp(&gift.day) {
        std::cmp::Ordering::Less => Err(Reason::NotYetValid),
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(Reason::Expired),
    }
}

fn reaches(gross: Rupiah, minimum: Option<Rupiah>) -> Result<(), Reason> {
    match minimum {
        Some(minimum) if gross < minimum => Err(Reason::BelowThreshold { missing: minimum.saturating_sub(gross) }),
        _ => Ok(()),
    }
}
