//! What is cast, breaks and is counted, so that every order finds its goods and today's stock is what the seeds say.

use super::{
    calendar::Calendar,
    dice::Dice,
    orders::{self, DAYS, Planned},
    seeds::Product,
    timeline::{Act, Change, Moment},
};

/// Goods are cast for so many days at a time.
const PERIOD_DAYS: i64 = 42;
const PERIODS: usize = (DAYS / PERIOD_DAYS + 1) as usize;
/// When the office counted the yard last.
const COUNTED_DAYS_AGO: i64 = 5;
/// Breakages and counts in the nine months.
const BREAKAGES: usize = 16;
const COUNTS: usize = 5;

/// First stock of each product (thousandths), and what happens to it later.
#[derive(Debug)]
pub struct Yard {
    pub first: Vec<i64>,
    pub moments: Vec<Moment>,
}

/// Reckons the stock backwards from today's.
pub fn plan(products: &[Product], planned: &Planned, calendar: &Calendar, dice: &mut Dice) -> Yard {
    let demand = demand(products.len(), planned, calendar);
    let mut yard = Yard { first: Vec::with_capacity(products.len()), moments: Vec::new() };
    for (at, product) in products.iter().enumerate() {
        // Always one period ahead of what is ordered.
        yard.first.push(product.stock + demand[at][0] + demand[at][1]);
        for (period, quantity) in demand[at].iter().copied().enumerate().skip(2) {
            if quantity > 0 {
                let days_ago = DAYS - (period as i64 - 1) * PERIOD_DAYS + dice.between(0, 3);
                yard.add(calendar, days_ago, dice, at, Change::Restock(quantity));
            }
        }
    }
    yard.lose(products, calendar, dice);
    yard.count(products, calendar);
    yard
}

/// What is ordered of each product in each period, without orders that were cancelled.
fn demand(products: usize, planned: &Planned, calendar: &Calendar) -> Vec<[i64; PERIODS]> {
    let mut demand = vec![[0; PERIODS]; products];
    let start = calendar.at(DAYS, 0, 0);
    for (at, order) in planned.orders.iter().enumerate() {
        if orders::was_cancelled(&planned.moments, at) {
            continue;
        }
        let days = order.placed.millis_since(start) / (24 * super::calendar::HOUR);
        let period = ((days / PERIOD_DAYS).max(0) as usize).min(PERIODS - 1);
        for (product, quantity) in &order.lines {
            demand[*product][period] += quantity;
        }
    }
    demand
}

impl Yard {
    fn add(&mut self, calendar: &Calendar, days_ago: i64, dice: &mut Dice, product: usize, change: Change) {
        let at = calendar.at(days_ago, dice.between(8, 16), dice.between(0, 59));
        self.moments.push(Moment { at, act: Act::Stock(product, change) });
    }

    /// A whole sheet was counted some days ago; one product was short by one portion, which was there at first.
    fn count(&mut self, products: &[Product], calendar: &Calendar) {
        if let Some(at) = products.iter().position(|product| product.stock >= 100_000) {
            self.first[at] += products[at].step;
            self.moments.push(Moment { at: calendar.at(COUNTED_DAYS_AGO, 16, 20), act: Act::Count(at) });
        }
    }

    /// A few pieces break and a few are missing when somebody counts; they were there at first.
    fn lose(&mut self, products: &[Product], calendar: &Calendar, dice: &mut Dice) {
        for number in 0..BREAKAGES + COUNTS {
            let at = dice.below(products.len());
            if products[at].stock < 30_000 {
                continue;
            }
            let days_ago = dice.between(2, DAYS - 10);
            if number < COUNTS {
                self.first[at] += 1000;
                self.add(calendar, days_ago, dice, at, Change::Recount);
            } else {
                let broken = dice.between(1, 4) * 1000;
                self.first[at] += broken;
                self.add(calendar, days_ago, dice, at, Change::Breakage(broken));
            }
        }
    }
}
