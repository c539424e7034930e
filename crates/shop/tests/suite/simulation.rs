//! Orders priced again from what they keep (docs/decisions/0015): without a change exactly as they were, with one as reckoned by hand.

use domain::{
    discount::{Change, Choice, PricedCart},
    ids::{CustomerId, OrderId, ProductId},
    money::Rupiah,
    order::Event,
    percent::Percent,
    time::UtcMillis,
};
use shop::ops::{
    birthdays,
    discounts::TypedDiscount,
    pricing_record,
    simulation::{self, Outcome, TypedSimulation, Wanted},
    steps::{self, Step},
};
use store::replays::{self, ReplayRow};
use testkit::{TestDb, on_both_databases};

use crate::{
    birthdays::{born, settings_with},
    discounts_agree::{Dice, a_row},
    world::World,
};

on_both_databases! {
    without_a_change_every_order_is_what_it_was,
    loyalty_is_that_of_the_moment_of_the_gift,
    a_limited_row_counts_down_in_the_order_of_time,
}

/// Random orders on one database.
const CASES: u64 = 40;

/// Every order of the shop, oldest first.
async fn all(world: &World) -> Vec<ReplayRow> {
    let mut conn = world.app.db.read().await.expect("reads");
    replays::orders(&mut conn, (UtcMillis::new(0), 0), UtcMillis::new(i64::MAX), 10_000).await.expect("reads")
}

/// What an order comes to when it is priced again.
fn again(row: &ReplayRow) -> PricedCart {
    let kept = row.pricing.as_deref().expect("every order keeps what it was priced from");
    let inputs = pricing_record::read(kept, row.customer_id, row.placed_at).expect("is readable");
    Change::default().price(&inputs, None).expect("a price")
}

pub async fn simulate(world: &World, typed: &TypedSimulation, page: i64) -> Outcome {
    let settings = world.settings().await;
    let wanted = typed.checked(&settings).expect("is well typed");
    simulation::run_in_pages(&world.app, &settings.zone, wanted, page).await.expect("runs")
}

/// Of all orders of two years.
pub fn of_all() -> TypedSimulation {
    TypedSimulation { months: "24".to_owned(), which: "semua".to_owned(), ..TypedSimulation::default() }
}

pub async fn pay(world: &World, order: OrderId) {
    let paid = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, paid).await.expect("accepts");
}

pub async fn cancel(world: &World, order: OrderId) {
    let step = Step::new(order, Event::Cancel, World::office()).with_note("salah pesan");
    steps::advance(&world.app, step).await.expect("cancels");
}

/// An hour, a day or nothing passes; now and then the owner changes the rules.
async fn time_passes(world: &World, dice: &mut Dice) {
    world.test.clock.advance_hours([0, 1, 24][usize::try_from(dice.below(3)).expect("small")]);
    if dice.below(3) == 0 {
        let percent =
            |dice: &mut Dice| Percent::new(i64::try_from(dice.below(40) + 1).expect("small")).expect("is one");
        let amount = |dice: &mut Dice| Rupiah::from_u32(u32::try_from(dice.below(6_000_000)).expect("small"));
        let (one, two, three, four) = (percent(dice), percent(dice), amount(dice), amount(dice));
        let (best, count) = (dice.below(2) == 0, u8::try_from(dice.below(4) + 1).expect("small"));
        settings_with(world, |settings| {
            settings.discounts.choice = if best { Choice::Best } else { Choice::Priority };
            settings.discounts.birthday_permanent_percent = one;
            settings.discounts.birthday_instant_percent = two;
            settings.discounts.birthday_instant_threshold = three;
            settings.discounts.loyal_threshold = four;
            settings.discounts.favourites_count = count;
        })
        .await;
    }
    birthdays::run(&world.app).await.expect("runs");
}

async fn random_goods(world: &World) -> Vec<ProductId> {
    let mut goods = Vec::new();
    for (number, price) in [14_505, 75_001, 333_333, 1_250_000, 99].into_iter().enumerate() {
        goods.push(world.product(&format!("Barang {number}"), price, 9_000).await);
    }
    goods
}

async fn without_a_change_every_order_is_what_it_was(test: TestDb) {
    let world = World::open(test).await;
    let mut dice = Dice(0x0a7e_51a1);
    let goods = random_goods(&world).await;
    let mut people: Vec<CustomerId> = Vec::new();
    // Birthdays on the first days that come, so that there are gifts among the orders.
    for (name, birth) in
        [("siti", "1990-11-22"), ("budi", "1980-11-24"), ("tini", "1970-11-27"), ("joni", "1960-05-05")]
    {
        people.push(born(&world, name, birth, false).await);
    }
    for case in 0..CASES {
        if case % 3 == 0 {
            a_row(&world, &mut dice, &people, &goods).await;
        }
        let who = people[usize::try_from(dice.below(4)).expect("small")];
        let wanted: Vec<_> = goods.iter().filter(|_| dice.below(2) == 0).copied().collect();
        let lines: Vec<_> = wanted.iter().map(|id| (*id, u16::try_from(dice.below(9) + 1).expect("small"))).collect();
        if !lines.is_empty() {
            let order = world.order(who, &lines).await;
            match dice.below(4) {
                0 => cancel(&world, order).await,
                1 => {}
                _ => pay(&world, order).await,
            }
        }
        time_passes(&world, &mut dice).await;
    }
    let rows = all(&world).await;
    let (mut discounted, mut gifts) = (0, 0);
    for row in &rows {
        let priced = again(row);
        let mut conn = world.app.db.read().await.expect("reads");
        let stored = store::order_pages::parts(&mut conn, row.id, false).await.expect("reads").lines;
        drop(conn);
        let of_lines: Vec<_> = stored.iter().map(|line| (line.gross, line.discount)).collect();
        let replayed: Vec<_> = priced.lines.iter().map(|line| (line.gross, line.discount)).collect();
        assert_eq!(replayed, of_lines, "order {}: {:?}", row.id, row.pricing);
        assert_eq!((priced.gross, priced.goods_total), (row.goods_gross, row.goods_total), "order {}", row.id);
        discounted += i32::from(!priced.discount_total.is_zero());
        gifts += i32::from(row.pricing.as_deref().is_some_and(|kept| kept.contains("\"gift\"")));
    }
    assert!(rows.len() > 25 && discounted > 5 && gifts > 0, "{} orders, {discounted}, {gifts}", rows.len());
    let outcome = simulate(&world, &of_all(), 5000).await;
    assert_eq!(usize::try_from(outcome.total.orders).expect("small"), rows.len());
    assert_eq!((outcome.changed, outcome.unmatched, outcome.unrecorded), (0, 0, 0));
    assert_eq!(outcome.total.revenue_then, outcome.total.revenue_now);
    assert_eq!(outcome.total.discount_then, outcome.total.discount_now);
    // However the orders are cut into pages, and under a change too.
    let changed = TypedSimulation { permanent_percent: "55".to_owned(), choice: "best".to_owned(), ..of_all() };
    assert_eq!(simulate(&world, &changed, 3).await, simulate(&world, &changed, 5000).await);
    assert_eq!(simulate(&world, &of_all(), 1).await, outcome);
}

/// A customer's discount of one order under a changed threshold of loyalty.
async fn with_threshold(world: &World, order: OrderId, amount: i64) -> i64 {
    let typed = TypedSimulation { loyal_threshold: amount.to_string(), ..of_all() };
    let outcome = simulate(world, &typed, 5000).await;
    outcome.affected.iter().find(|affected| affected.id == order).map_or(0, |order| -order.difference())
}

async fn loyalty_is_that_of_the_moment_of_the_gift(test: TestDb) {
    let world = World::open(test).await;
    let [liked, other] = [world.product("Pilar", 100_000, 900).await, world.product("Bata", 1_000, 9_000).await];
    let siti = born(&world, "siti", "1990-11-24", false).await;
    let before = world.order(siti, &[(liked, 20)]).await;
    pay(&world, before).await;
    // Placed before the gift, paid after it: it did not count then.
    let late = world.order(siti, &[(other, 800)]).await;
    world.test.clock.advance_hours(48);
    assert_eq!(birthdays::run(&world.app).await.expect("runs"), 1);
    world.test.clock.advance_hours(1);
    pay(&world, late).await;
    let gifted = world.order(siti, &[(liked, 3), (other, 10)]).await;
    assert_eq!(all(&world).await.last().map(|row| row.goods_total), Some(Rupiah::from_u32(310_000)), "not loyal");
    assert_eq!(with_threshold(&world, gifted, 2_000_000).await, 30_000, "loyal, the favourite of that moment");
    assert_eq!(with_threshold(&world, gifted, 2_000_001).await, 0);
    assert_eq!(with_threshold(&world, gifted, 2_800_000).await, 0);
}

async fn a_limited_row_counts_down_in_the_order_of_time(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 100_000, 900).await;
    let siti = world.customer("siti").await;
    let mut orders = Vec::new();
    for _ in 0..4 {
        orders.push(world.order(siti, &[(product, 1)]).await);
        world.test.clock.advance_hours(1);
    }
    cancel(&world, orders[0]).await;
    let discount = TypedDiscount {
        percent: "10".to_owned(),
        scope: "all_products".to_owned(),
        uses: "2".to_owned(),
        ..TypedDiscount::default()
    };
    let typed = TypedSimulation { which: "menunggu".to_owned(), discount, ..of_all() };
    for page in [1, 2, 5000] {
        let mut hit: Vec<_> = simulate(&world, &typed, page).await.affected.iter().map(|order| order.id).collect();
        hit.sort();
        assert_eq!(hit, orders[1..3], "the two first, pages of {page}");
    }
    // A cancelled order is priced too, and gives its use back.
    let with_cancelled = TypedSimulation { which: "semua".to_owned(), ..typed };
    let outcome = simulate(&world, &with_cancelled, 5000).await;
    assert_eq!((outcome.changed, outcome.total.difference()), (3, -30_000));
    let zone = world.settings().await.zone;
    let none = simulation::run(&world.app, &zone, Wanted { months: 1, ..Wanted::default() });
    assert_eq!(none.await.expect("runs").waiting, 3, "none of them is revenue");
}
