//! Many at once: the last units, and forms that are sent twice (domain.md §5).

use std::sync::Arc;

use shop::ops::{discounts, place_order::Placed};
use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    two_hundred_buyers_of_the_last_ten_units_make_ten_orders,
    a_form_sent_twice_makes_one_order,
    orders_of_the_same_goods_in_different_order_do_not_block_each_other,
    releasing_happens_once_however_often_it_is_asked,
    a_limit_that_is_set_while_people_order_is_never_exceeded,
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
    use shop::ops::{OpError, steps};
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
    let settings = world.settings().await;
    let product = world.product("Pilar", 100_000, 500).await;
    for round in 0..4 {
        let mut typed = discounts::TypedDiscount {
            percent: (20 + round).to_string(),
            scope: "all_products".to_owned(),
            active: true,
            key: format!("putaran-{round}"),
            ..Default::default()
        };
        let id = discounts::set_for_everybody(&world.app, &settings, &typed, &World::office()).await.expect("sets");
        world.settled().await;
        let mut buyers = Vec::new();
        for number in 0..12 {
            let customer = world.customer(&format!("pembeli{round}-{number}")).await;
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
        "6".clone_into(&mut typed.uses);
        // Refused when more than six have it already: then there is no limit to exceed.
        let set = discounts::change(&world.app, &settings, (id, 1), &typed, &World::office()).await;
        for task in tasks {
            task.await.expect("no panic");
        }
        let mut conn = world.app.db.read().await.expect("reads");
        let used = store::discounts::used(&mut conn, id).await.expect("counts");
        let left = store::sql!("SELECT COALESCE(uses_left, -1) AS count FROM discounts WHERE id = $1").bind(id);
        let left = left.one::<Count>(&mut conn).await.expect("reads").count;
        match set {
            Ok(()) => assert_eq!(used + left, 6, "round {round}: {used} used"),
            Err(error) => assert!(left == -1 && used > 6, "round {round}: {error}"),
        }
        drop(conn);
        discounts::end(&world.app, id, &World::office()).await.expect("ends");
    }
}
