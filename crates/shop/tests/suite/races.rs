//! Many at once: the last units, and forms that are sent twice (domain.md §5).

use std::sync::Arc;

use domain::{
    ids::{DiscountId, OrderId, ProductId},
    quantity::Quantity,
};
use shop::ops::{
    OpError,
    discounts::{self, TypedDiscount},
    order_edit::{self, Agreement, Edited, Wanted},
    place_order::{Placed, Placing},
};
use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    two_hundred_buyers_of_the_last_ten_units_make_ten_orders,
    a_form_sent_twice_makes_one_order,
    orders_of_the_same_goods_in_different_order_do_not_block_each_other,
    releasing_happens_once_however_often_it_is_asked,
    a_limit_that_is_set_while_people_order_is_never_exceeded,
    a_limit_that_is_set_while_orders_are_cancelled_and_changed_counts_right,
}

async fn two_hundred_buyers_of_the_last_ten_units_make_ten_orders(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let product = world.product("Roster terakhir", 14_500, 10).await;
    let mut buyers = Vec::new();
    for number in 0..200 {
        let customer = world.customer(&format!("pembeli{number}")).await;
        world.fill_cart(customer, &[(product, 1)]).await;
        buyers.push(world.agreed(customer, "satu").await);
    }
    let tasks: Vec<_> = buyers
        .into_iter()
        .map(|placing| {
            let world = world.clone();
            tokio::spawn(async move { world.place(&placing).await })
        })
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.expect("no panic"));
    }
    let placed = outcomes.iter().filter(|outcome| matches!(outcome, Placed::New(_))).count();
    let refused = outcomes.iter().filter(|outcome| **outcome == Placed::Changed).count();
    assert_eq!((placed, refused), (10, 190));
    assert_eq!(world.level(product).await, (10, 10));
    world.ledger_agrees().await;
    no_half_made_order(&world).await;
}

store::record! { struct Count { count: i64 } }

/// Every order has lines, a timeline, reservations and notices; every cart of a refused buyer still has its line.
async fn no_half_made_order(world: &World) {
    let mut conn = world.app.db.read().await.expect("reads");
    for (what, query) in [
        ("orders", store::sql!("SELECT COUNT(*) AS count FROM orders")),
        ("lines", store::sql!("SELECT COUNT(*) AS count FROM order_lines")),
        ("events", store::sql!("SELECT COUNT(*) AS count FROM order_events WHERE event = 'place'")),
        ("reservations", store::sql!("SELECT COUNT(*) AS count FROM stock_movements WHERE kind = 'reserve'")),
        ("notices", store::sql!("SELECT COUNT(*) AS count FROM notifications WHERE recipient = 'customer'")),
    ] {
        assert_eq!(query.one::<Count>(&mut conn).await.expect("counts").count, 10, "{what}");
    }
    let carts = store::sql!("SELECT COUNT(*) AS count FROM cart_lines").one::<Count>(&mut conn).await.expect("counts");
    assert_eq!(carts.count, 190);
}

async fn a_form_sent_twice_makes_one_order(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let product = world.product("Pilar", 185_000, 5).await;
    let customer = world.customer("siti").await;
    world.fill_cart(customer, &[(product, 5)]).await;
    let placing = world.agreed(customer, "kunci-siti").await;
    let (first, second) = tokio::join!(world.place(&placing), world.place(&placing));
    let third = world.place(&placing).await;
    let mut orders = Vec::new();
    for outcome in [first, second, third] {
        match outcome {
            Placed::New(order) | Placed::Again(order) => orders.push(order),
            other => panic!("neither new nor again: {other:?}"),
        }
    }
    orders.dedup();
    assert_eq!(orders.len(), 1, "one order for one form: {orders:?}");
    assert_eq!(world.level(product).await, (5, 5));
    world.ledger_agrees().await;
}

async fn orders_of_the_same_goods_in_different_order_do_not_block_each_other(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let mut goods = Vec::new();
    for number in 0..8 {
        goods.push(world.product(&format!("Barang {number}"), 10_000, 500).await);
    }
    let mut tasks = Vec::new();
    for number in 0..40_usize {
        let customer = world.customer(&format!("pembeli{number}")).await;
        let mut basket: Vec<_> = goods.iter().map(|product| (*product, 2)).collect();
        basket.rotate_left(number % 8);
        if number % 2 == 0 {
            basket.reverse();
        }
        world.fill_cart(customer, &basket).await;
        let placing = world.agreed(customer, "satu").await;
        let world = world.clone();
        tasks.push(tokio::spawn(async move { world.place(&placing).await }));
    }
    for task in tasks {
        assert!(matches!(task.await.expect("no panic"), Placed::New(_)));
    }
    assert_eq!(world.level(goods[0]).await, (500, 80));
    world.ledger_agrees().await;
}

async fn releasing_happens_once_however_often_it_is_asked(test: TestDb) {
    use domain::order::Event;
    use shop::ops::steps;
    let world = Arc::new(World::open(test).await);
    let product = world.product("Paving", 75_000, 20).await;
    let customer = world.customer("siti").await;
    let order = world.order(customer, &[(product, 20)]).await;
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let world = world.clone();
            tokio::spawn(async move {
                let step = steps::of_customer(order, Event::Cancel, customer, "Siti");
                steps::advance(&world.app, step).await.map(drop)
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        match task.await.expect("no panic") {
            Ok(()) => done += 1,
            Err(OpError::Refused(_) | OpError::Stale) => {}
            Err(other) => panic!("unexpected: {other}"),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(world.level(product).await, (20, 0));
    world.ledger_agrees().await;
}

/// Orders that use a discount without a limit do not count it down; whoever sets one counts them, also those that are being placed.
async fn a_limit_that_is_set_while_people_order_is_never_exceeded(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let product = world.product("Pilar", 100_000, 500).await;
    for round in 0..4 {
        let (id, typed) = unlimited(&world, round, "").await;
        let mut tasks = Vec::new();
        for number in 0..12 {
            let placing = agreed_of_new_customer(&world, &format!("pembeli{round}-{number}"), product).await;
            let world = world.clone();
            tasks.push(tokio::spawn(async move { world.place(&placing).await }));
        }
        // Refused when more than six have it already: then there is no limit to exceed.
        let set = set_limit(&world, id, typed, 6).await;
        for task in tasks {
            task.await.expect("no panic");
        }
        match (set, uses(&world, id).await) {
            (Ok(()), (used, left)) => assert_eq!(used + left, 6, "round {round}: {used} used"),
            (Err(error), (used, left)) => assert!(left == -1 && used > 6, "round {round}: {error}"),
        }
        discounts::end(&world.app, id, &World::office()).await.expect("ends");
    }
}

/// An order that is cancelled or changed while a limit is set either counts or has given its use back: never both, never neither.
async fn a_limit_that_is_set_while_orders_are_cancelled_and_changed_counts_right(test: TestDb) {
    use domain::order::Event;
    use shop::ops::steps::{self, Step};
    let world = Arc::new(World::open(test).await);
    let product = world.product("Pilar", 100_000, 500).await;
    for round in 0..4 {
        let (id, typed) = unlimited(&world, round, "300000").await;
        let mut tasks = Vec::new();
        for number in 0..12 {
            let customer = world.customer(&format!("pembeli{round}-{number}")).await;
            let (had, wanted) = if number % 3 == 1 { (1, 3) } else { (3, 1) };
            let order = world.order(customer, &[(product, had)]).await;
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                if number % 3 == 0 {
                    let step = Step::new(order, Event::Cancel, World::office()).with_note("batal");
                    steps::advance(&world.app, step).await.map(drop)
                } else {
                    change_count(&world, order, product, wanted).await
                }
            }));
        }
        let set = set_limit(&world, id, typed, 12).await;
        for (number, task) in tasks.into_iter().enumerate() {
            // What was shown of a change may be another by the limit; nothing else may go wrong.
            match (number % 3, task.await.expect("no panic")) {
                (_, Ok(())) | (1 | 2, Err(OpError::Stale)) => {}
                (_, Err(other)) => panic!("round {round}: {other}"),
            }
        }
        set.expect("twelve orders never use more than twelve");
        let (used, left) = uses(&world, id).await;
        assert_eq!(used + left, 12, "round {round}: {used} used, {left} left");
        // Four orders never used it, four were cancelled, and four stopped using it, unless the limit came first.
        assert!(used <= 8, "round {round}: the cancelled ones have given theirs back, {used} used");
        discounts::end(&world.app, id, &World::office()).await.expect("ends");
    }
}

/// A discount for everybody without a limit, with what was typed for it; from `minimum` rupiah on, if one is named.
async fn unlimited(world: &World, round: usize, minimum: &str) -> (DiscountId, TypedDiscount) {
    let scope = if minimum.is_empty() { "all_products" } else { "cart_threshold" };
    let typed = TypedDiscount {
        percent: (20 + round).to_string(),
        scope: scope.to_owned(),
        minimum: minimum.to_owned(),
        active: true,
        key: format!("putaran-{round}"),
        ..Default::default()
    };
    let settings = world.settings().await;
    let id = discounts::set_for_everybody(&world.app, &settings, &typed, &World::office()).await.expect("sets");
    world.settled().await;
    (id, typed)
}

async fn set_limit(world: &World, id: DiscountId, mut typed: TypedDiscount, limit: u32) -> Result<(), OpError> {
    typed.uses = limit.to_string();
    discounts::change(&world.app, &world.settings().await, (id, 1), &typed, &World::office()).await
}

/// How many orders use a discount, and how many more may; `-1` without a limit.
async fn uses(world: &World, id: DiscountId) -> (i64, i64) {
    let mut conn = world.app.db.read().await.expect("reads");
    let used = store::discounts::used(&mut conn, id).await.expect("counts");
    let left = store::sql!("SELECT COALESCE(uses_left, -1) AS count FROM discounts WHERE id = $1").bind(id);
    (used, left.one::<Count>(&mut conn).await.expect("reads").count)
}

async fn agreed_of_new_customer(world: &World, name: &str, product: ProductId) -> Placing {
    let customer = world.customer(name).await;
    world.fill_cart(customer, &[(product, 1)]).await;
    world.agreed(customer, "satu").await
}

/// Looks at what a change would make of an order, and saves that.
async fn change_count(world: &World, order: OrderId, product: ProductId, count: u16) -> Result<(), OpError> {
    let settings = world.settings().await;
    let standing = order_edit::standing(&world.app, order).await?;
    let wanted = Wanted {
        lines: vec![(product, Quantity::units(count))],
        fulfilment: standing.order.fulfilment,
        address: standing.order.address.clone(),
        zone: standing.order.ongkir_zone.clone(),
        note: String::new(),
    };
    let plan = order_edit::preview(&world.app, &settings, &standing, &wanted, &[]).await?;
    let shown = plan.agreed_text();
    let agreement = Agreement { seen: standing.order.version, shown: &shown };
    match order_edit::change(&world.app, &settings, order, &wanted, agreement, &World::office()).await? {
        Edited::Saved | Edited::Changed => Ok(()),
        other => panic!("neither saved nor changed: {other:?}"),
    }
}
