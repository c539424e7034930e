//! Which orders the demo has: nine months of customers, growing a little, and a busy last day.

use super::{
    calendar::Calendar,
    dice::Dice,
    pinned,
    seeds::{Product, Seeds},
    story,
    timeline::{Deed, Moment, Order},
};

/// How long the shop has been in business: about nine months.
pub const DAYS: i64 = 268;
/// Customers of the list who order; the others have only looked so far.
const BUYERS: usize = 44;
/// In the last days only what is plentiful is ordered, so that today's stock is as the seeds want it.
const CAREFUL_DAYS: i64 = 14;

/// All orders with everything that happened to them until now.
#[derive(Debug, Default)]
pub struct Planned {
    pub orders: Vec<Order>,
    pub moments: Vec<Moment>,
}

impl Planned {
    fn add(&mut self, order: Order, moments: impl FnOnce(usize, &Order) -> Vec<Moment>) {
        let at = self.orders.len();
        self.moments.extend(moments(at, &order));
        self.orders.push(order);
    }
}

/// Plans all orders.
pub fn plan(seeds: &Seeds, calendar: &Calendar, dice: &mut Dice) -> Planned {
    let mut planned = Planned::default();
    for days_ago in (1..=DAYS).rev() {
        let growth = (DAYS - days_ago) as usize * 30 / DAYS as usize;
        let count = usize::from(dice.chance(85)) + usize::from(dice.chance(15 + growth));
        for _ in 0..count {
            let order = usual(seeds, calendar, days_ago, dice);
            planned.add(order, |at, order| story::tell(at, order, &seeds.people, calendar, dice));
        }
    }
    for pinned in pinned::ORDERS {
        let order = Order {
            customer: pinned.customer,
            placed: calendar.minutes_ago(pinned.minutes_ago),
            lines: lines(&seeds.catalogue.products, true, dice),
            pickup: pinned.pickup,
            proof_at_checkout: false,
            noted: dice.chance(50),
        };
        planned.add(order, |at, order| pinned.moments(at, order, calendar));
    }
    planned
}

fn usual(seeds: &Seeds, calendar: &Calendar, days_ago: i64, dice: &mut Dice) -> Order {
    Order {
        // Some customers come often, most come seldom.
        customer: if dice.chance(35) { dice.below(BUYERS) } else { dice.below(BUYERS).min(dice.below(BUYERS)) },
        placed: calendar.at(days_ago, dice.between(7, 20), dice.between(0, 59)),
        lines: lines(&seeds.catalogue.products, days_ago <= CAREFUL_DAYS, dice),
        pickup: dice.chance(27),
        proof_at_checkout: dice.chance(25),
        noted: dice.chance(35),
    }
}

fn lines(products: &[Product], careful: bool, dice: &mut Dice) -> Vec<(usize, i64)> {
    let project = if dice.chance(8) && !careful { 4 } else { 1 };
    let mut lines: Vec<(usize, i64)> = Vec::new();
    for _ in 0..dice.between(1, 4).min(dice.between(1, 4)) {
        let at = dice.below(products.len());
        let product = &products[at];
        let scarce = product.stock < 14_000;
        if lines.iter().any(|(other, _)| *other == at) || (careful && scarce) {
            continue;
        }
        let amount = dice.between(150_000, 1_400_000) * project;
        let wanted = amount * 1000 / product.price;
        let limit = if careful { product.stock / 8 } else { i64::MAX };
        lines.push((at, portion(product, wanted.min(limit))));
    }
    if lines.is_empty() {
        // The first product is the one everybody buys.
        lines.push((0, portion(&products[0], dice.between(20_000, 60_000))));
    }
    lines
}

/// So much as people would ask for: whole fives of many, and on the step.
fn portion(product: &Product, wanted: i64) -> i64 {
    let round = if wanted >= 20_000 { 5_000 } else { product.step };
    (wanted - wanted % round).max(product.minimum)
}

/// Whether an order had ended without goods by now.
pub fn was_cancelled(moments: &[Moment], order: usize) -> bool {
    use super::timeline::Act;
    let ends = [Deed::CustomerCancels, Deed::ClockCancels, Deed::AdminCancels];
    moments.iter().any(|moment| matches!(moment.act, Act::Order(at, deed) if at == order && ends.contains(&deed)))
}
