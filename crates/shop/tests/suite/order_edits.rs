//! An order that waits for payment is changed (domain.md §5, docs/decisions/0018): sums, stock, uses of discounts and the timeline move together
//! or not at all, whoever else is at work.

use std::sync::Arc;

use domain::{
    audit::{Act, Thing},
    ids::{OrderId, ProductId},
    money::Rupiah,
    order::{Event, Fulfilment, Refusal},
    quantity::Quantity,
};
use shop::ops::{
    Done, OpError,
    discounts::{self, TypedDiscount},
    order_edit::{self, Agreement, Edited, Goods, Plan, Wanted},
    steps::{self, Step},
};
use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    a_change_moves_lines_sums_stock_timeline_and_tells_the_customer,
    agreed_prices_stay_and_new_lines_cost_what_they_cost_today,
    a_change_that_was_not_shown_is_not_saved,
    only_an_order_that_waits_for_payment_is_changed,
    random_changes_keep_every_invariant,
    of_two_changes_one_wins,
    a_change_and_the_last_unit_bought_by_somebody_else,
    a_change_and_the_clock_that_cancels,
    a_limited_discount_is_claimed_once_and_given_back,
    a_discount_that_ended_since_still_counts_for_the_order,
}

fn wanted(lines: &[(ProductId, u16)]) -> Wanted {
    Wanted {
        lines: lines.iter().map(|(product, count)| (*product, Quantity::units(*count))).collect(),
        fulfilment: Fulfilment::Delivery,
        address: "Jl. Pahlawan 7".to_owned(),
        zone: None,
        note: String::new(),
    }
}

/// Every product as it is sold now.
async fn goods(world: &World) -> Vec<Goods> {
    let snap = world.app.fresh_snapshot().await.expect("reads");
    let goods = snap.products.iter().map(|product| Goods {
        product: product.row.id,
        name: product.row.name.clone(),
        unit: product.row.unit.clone(),
        price: product.row.price,
        rule: domain::quantity::SaleRule { step: product.row.step, minimum: product.row.minimum },
    });
    goods.collect()
}

/// What the office sees before it saves: the plan and the version.
async fn look(world: &World, order: OrderId, wanted: &Wanted) -> (Plan, i64) {
    let standing = order_edit::standing(&world.app, order).await.expect("the order is there");
    let settings = world.settings().await;
    let plan = order_edit::preview(&world.app, &settings, &standing, wanted, &goods(world).await).await;
    (plan.expect("can be reckoned"), standing.order.version)
}

async fn save(world: &World, order: OrderId, wanted: &Wanted, (plan, seen): &(Plan, i64)) -> Done<Edited> {
    let settings = world.settings().await;
    let shown = plan.agreed_text();
    let agreement = Agreement { seen: *seen, shown: &shown };
    order_edit::change(&world.app, &settings, order, wanted, agreement, &World::office()).await
}

async fn edit(world: &World, order: OrderId, wanted: &Wanted) -> Done<Edited> {
    let looked = look(world, order, wanted).await;
    save(world, order, wanted, &looked).await
}

async fn full(world: &World, order: OrderId) -> (store::order_pages::OrderFullRow, store::order_pages::OrderParts) {
    let mut conn = world.app.db.read().await.expect("reads");
    let row = store::order_pages::full(&mut conn, order, store::order_pages::Reader::Admin).await.expect("reads");
    let parts = store::order_pages::parts(&mut conn, order, true).await.expect("reads");
    (row.expect("the order is there"), parts)
}

/// Everything that always holds of the books.
async fn books_are_right(world: &World) {
    world.ledger_agrees().await;
    let mut conn = world.app.db.read().await.expect("reads");
    let check = store::upkeep::check_orders(&mut conn).await.expect("reads");
    assert_eq!((check.unequal_orders, check.bare_orders, check.torn_orders), (0, 0, 0), "{check:?}");
    let promised = store::sql!(
        "SELECT COUNT(*) AS count FROM products p WHERE p.reserved <> (SELECT CAST(COALESCE(SUM(l.quantity), 0) AS BIGINT)
            FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.product_id = p.id AND o.state IN ('placed', 'paid', 'shipped'))"
    );
    assert_eq!(promised.one::<Count>(&mut conn).await.expect("counts").count, 0, "promised is what orders hold");
    let uses = store::sql!(
        "SELECT COUNT(*) AS count FROM discounts d WHERE d.uses_allowed IS NOT NULL AND d.uses_allowed <> d.uses_left
            + (SELECT COUNT(*) FROM discount_uses u WHERE u.discount_id = d.id AND u.given_back_at IS NULL)"
    );
    assert_eq!(
        uses.one::<Count>(&mut conn).await.expect("counts").count,
        0,
        "uses left and uses taken are all there are"
    );
    let first = store::sql!(
        "SELECT COUNT(*) AS count FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.position = 0)"
    );
    assert_eq!(first.one::<Count>(&mut conn).await.expect("counts").count, 0, "lists show the first line");
}

store::record! { struct Count { count: i64 } }

async fn a_change_moves_lines_sums_stock_timeline_and_tells_the_customer(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    let pilar = world.product("Pilar", 185_000, 20).await;
    let paving = world.product("Paving", 75_000, 30).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 40), (pilar, 2)]).await;
    let other =
        Wanted { address: "Jl. Veteran 12".into(), note: "Pagar hijau".into(), ..wanted(&[(roster, 60), (paving, 3)]) };
    let looked = look(&world, order, &other).await;
    assert_eq!(world.level(roster).await, (100, 40), "looking changes nothing");
    assert_eq!(save(&world, order, &other, &looked).await.expect("no fault"), Edited::Saved);
    assert_eq!(world.noted(Act::Changed, Thing::Order).await, 1);
    for (product, level) in [(roster, (100, 60)), (pilar, (20, 0)), (paving, (30, 3))] {
        assert_eq!(world.level(product).await, level);
    }
    let (row, parts) = full(&world, order).await;
    assert_eq!(row.goods_total, Rupiah::from_u32(825_000));
    assert_eq!((row.address.as_str(), row.note.as_str()), ("Jl. Veteran 12", "Pagar hijau"));
    let lines: Vec<_> = parts.lines.iter().map(|line| (line.product, line.quantity)).collect();
    assert_eq!(lines, [(roster, Quantity::units(60)), (paving, Quantity::units(3))]);
    let event = parts.events.last().expect("a row of the timeline");
    assert_eq!(event.event, "edit");
    let why = event.reason.as_deref().expect("what changed");
    assert!(why.starts_with("Roster 40 → 60 biji; Pilar dihapus; Paving ditambah 3 biji; alamat "), "{why}");
    assert!(why.contains("jumlah barang Rp 770.000 → Rp 825.000"), "{why}");
    let mut browser = world.signed_in(siti).await;
    let page = browser.get(&views::urls::order(order)).await.text();
    assert!(page.contains("Isi pesanan diubah toko") && page.contains("Rp 825.000"));
    assert!(browser.get("/notifikasi/").await.text().contains("sudah diubah toko"));
    books_are_right(&world).await;
    // Back again: the ledger takes the same product in the same order any number of times, a cancelled order releases once.
    assert_eq!(edit(&world, order, &wanted(&[(pilar, 1)])).await.expect("no fault"), Edited::Saved);
    assert_eq!(edit(&world, order, &wanted(&[(pilar, 2), (roster, 5)])).await.expect("no fault"), Edited::Saved);
    let cancel = Step::new(order, Event::Cancel, World::office()).with_note("batal");
    steps::advance(&world.app, cancel).await.expect("is cancelled");
    for product in [roster, pilar, paving] {
        assert_eq!(world.level(product).await.1, 0);
    }
    books_are_right(&world).await;
}

async fn agreed_prices_stay_and_new_lines_cost_what_they_cost_today(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    let paving = world.product("Paving", 75_000, 30).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 10)]).await;
    for product in [roster, paving] {
        let mut tx = world.app.db.begin().await.expect("begins");
        store::sql!("UPDATE products SET price = price + 5000 WHERE id = $1")
            .bind(product)
            .run(&mut tx)
            .await
            .expect("dearer");
        tx.hint_catalogue();
        tx.commit().await.expect("commits");
    }
    assert_eq!(edit(&world, order, &wanted(&[(roster, 20), (paving, 1)])).await.expect("no fault"), Edited::Saved);
    let (row, parts) = full(&world, order).await;
    let prices: Vec<_> = parts.lines.iter().map(|line| line.unit_price.get()).collect();
    assert_eq!(prices, [10_000, 80_000]);
    assert_eq!(row.goods_total, Rupiah::from_u32(280_000));
    books_are_right(&world).await;
}

async fn a_change_that_was_not_shown_is_not_saved(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    let paving = world.product("Paving", 75_000, 3).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 10)]).await;
    let looked = look(&world, order, &wanted(&[(roster, 20)])).await;
    // Another quantity, another address, a price that moved, nothing at all.
    assert_eq!(save(&world, order, &wanted(&[(roster, 30)]), &looked).await.expect("no fault"), Edited::Changed);
    let elsewhere = Wanted { address: "Jl. Lain 1".into(), ..wanted(&[(roster, 20)]) };
    assert_eq!(save(&world, order, &elsewhere, &looked).await.expect("no fault"), Edited::Changed);
    let looked = look(&world, order, &wanted(&[(roster, 10)])).await;
    assert_eq!(save(&world, order, &wanted(&[(roster, 10)]), &looked).await.expect("no fault"), Edited::Nothing);
    // More than there is.
    let more = wanted(&[(roster, 10), (paving, 4)]);
    let looked = look(&world, order, &more).await;
    assert_eq!(save(&world, order, &more, &looked).await.expect("no fault"), Edited::Short(vec![paving]));
    let none = Wanted { lines: Vec::new(), ..wanted(&[]) };
    let standing = order_edit::standing(&world.app, order).await.expect("there");
    let settings = world.settings().await;
    let refused = order_edit::preview(&world.app, &settings, &standing, &none, &[]).await;
    assert!(matches!(refused, Err(OpError::Fields(_))), "an order has a line");
    assert_eq!(world.level(roster).await, (100, 10));
    assert_eq!(full(&world, order).await.1.events.len(), 1, "the timeline knows only of the placing");
    books_are_right(&world).await;
}

async fn only_an_order_that_waits_for_payment_is_changed(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 10)]).await;
    let looked = look(&world, order, &wanted(&[(roster, 20)])).await;
    let by = shop::ops::by_customer(siti, "Siti");
    let file = world.app.uploads.proof(crate::world::jpeg().into()).await.expect("is stored");
    shop::ops::payment::give_proof(&world.app, order, &by, &file).await.expect("is given");
    let refused = save(&world, order, &wanted(&[(roster, 20)]), &looked).await;
    assert!(matches!(refused, Err(OpError::Refused(Refusal::ProofWaiting))), "{refused:?}");
    let accept = Step::new(order, Event::AcceptPayment, World::office());
    steps::advance(&world.app, accept).await.expect("is paid");
    let refused = edit(&world, order, &wanted(&[(roster, 20)])).await;
    assert!(matches!(refused, Err(OpError::Refused(Refusal::WrongState { .. }))), "{refused:?}");
    let unknown = OrderId::try_from(4242).expect("an id");
    let settings = world.settings().await;
    let agreement = Agreement { seen: 1, shown: "" };
    let refused =
        order_edit::change(&world.app, &settings, unknown, &wanted(&[(roster, 1)]), agreement, &World::office()).await;
    assert!(matches!(refused, Err(OpError::NotFound)));
    assert_eq!(world.level(roster).await, (100, 10));
    books_are_right(&world).await;
}

/// A discount for everybody.
async fn discount(world: &World, typed: TypedDiscount) {
    let settings = world.settings().await;
    let scope = if typed.scope.is_empty() { "all_products".to_owned() } else { typed.scope.clone() };
    let typed = TypedDiscount { active: true, scope, ..typed };
    discounts::set_for_everybody(&world.app, &settings, &typed, &World::office()).await.expect("sets");
}

async fn random_changes_keep_every_invariant(test: TestDb) {
    let world = World::open(test).await;
    let mut products = Vec::new();
    for number in 0..6 {
        products.push(world.product(&format!("Barang {number}"), 3_333 * (number + 1), 40).await);
    }
    discount(&world, TypedDiscount { percent: "7".into(), uses: "3".into(), ..Default::default() }).await;
    let threshold = TypedDiscount {
        percent: "10".into(),
        scope: "cart_threshold".into(),
        minimum: "400000".into(),
        uses: "2".into(),
        ..Default::default()
    };
    discount(&world, threshold).await;
    let one = TypedDiscount {
        percent: "15".into(),
        scope: "one_product".into(),
        product: products[2].to_string(),
        ..Default::default()
    };
    discount(&world, one).await;
    let siti = world.customer("siti").await;
    let budi = world.customer("budi").await;
    let orders =
        [world.order(siti, &[(products[0], 3)]).await, world.order(budi, &[(products[1], 2), (products[2], 5)]).await];
    // Numbers that repeat from run to run.
    let mut seed = 0x2545_F491_u32;
    let mut next = |below: u32| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed % below
    };
    let (mut saved, mut short) = (0, 0);
    for round in 0..40 {
        let order = orders[next(2) as usize];
        let mut lines = Vec::new();
        for product in &products {
            if next(3) > 0 {
                lines.push((*product, u16::try_from(next(30) + 1).expect("is small")));
            }
        }
        if lines.is_empty() {
            lines.push((products[0], 1));
        }
        match edit(&world, order, &wanted(&lines)).await.expect("no fault") {
            Edited::Saved => saved += 1,
            Edited::Short(_) => short += 1,
            other => panic!("round {round}: {other:?}"),
        }
        books_are_right(&world).await;
    }
    assert!(saved > 10 && short > 2, "both happen: {saved} saved, {short} short");
    for order in orders {
        let cancel = Step::new(order, Event::Cancel, World::office()).with_note("batal");
        steps::advance(&world.app, cancel).await.expect("is cancelled");
    }
    books_are_right(&world).await;
}

async fn of_two_changes_one_wins(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let roster = world.product("Roster", 10_000, 100).await;
    let paving = world.product("Paving", 75_000, 30).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 10)]).await;
    let changes = [wanted(&[(roster, 20)]), wanted(&[(roster, 5), (paving, 2)])];
    let looked = [look(&world, order, &changes[0]).await, look(&world, order, &changes[1]).await];
    let (one, two) =
        tokio::join!(save(&world, order, &changes[0], &looked[0]), save(&world, order, &changes[1], &looked[1]));
    let saved = [&one, &two].iter().filter(|done| matches!(done, Ok(Edited::Saved))).count();
    let stale = [&one, &two].iter().filter(|done| matches!(done, Err(OpError::Stale))).count();
    assert_eq!((saved, stale), (1, 1), "{one:?} {two:?}");
    books_are_right(&world).await;
}

async fn a_change_and_the_last_unit_bought_by_somebody_else(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let roster = world.product("Roster", 10_000, 11).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 10)]).await;
    let more = wanted(&[(roster, 11)]);
    let looked = look(&world, order, &more).await;
    let budi = world.customer("budi").await;
    world.fill_cart(budi, &[(roster, 1)]).await;
    let placing = world.agreed(budi, "kunci").await;
    let (edited, placed) = tokio::join!(save(&world, order, &more, &looked), world.place(&placing));
    let edited = edited.expect("no fault");
    let bought = matches!(placed, shop::ops::place_order::Placed::New(_));
    assert!((edited == Edited::Saved) ^ bought, "{edited:?} {placed:?}");
    assert!(edited == Edited::Saved || edited == Edited::Short(vec![roster]), "{edited:?}");
    assert_eq!(world.level(roster).await, (11, 11));
    books_are_right(&world).await;
}

async fn a_change_and_the_clock_that_cancels(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let roster = world.product("Roster", 10_000, 100).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 10)]).await;
    world.test.clock.set(world.app.clock.now().plus_hours(25));
    let more = wanted(&[(roster, 20)]);
    let looked = look(&world, order, &more).await;
    let clock = store::places::By { actor: domain::order::Actor::Clock, id: None, name: String::new(), kind: None };
    let cancel = steps::advance(&world.app, Step::new(order, Event::Cancel, clock));
    let (edited, cancelled) = tokio::join!(save(&world, order, &more, &looked), cancel);
    match (&edited, &cancelled) {
        // The change came first: with another amount a new time to pay runs, so the clock has no reason.
        (Ok(Edited::Saved), Err(OpError::Refused(Refusal::DeadlineNotPassed) | OpError::Stale)) => {
            assert_eq!(world.level(roster).await, (100, 20));
        }
        (Err(OpError::Refused(Refusal::WrongState { .. }) | OpError::Stale), Ok(_)) => {
            assert_eq!(world.level(roster).await, (100, 0));
        }
        other => panic!("not one of them: {other:?}"),
    }
    books_are_right(&world).await;
}

async fn a_limited_discount_is_claimed_once_and_given_back(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    let typed = TypedDiscount {
        percent: "10".into(),
        scope: "cart_threshold".into(),
        minimum: "200000".into(),
        uses: "1".into(),
        ..Default::default()
    };
    discount(&world, typed).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let order = world.order(siti, &[(roster, 10)]).await;
    let others = world.order(budi, &[(roster, 10)]).await;
    // It reaches the threshold now, and takes the only use; changed again, it keeps the use it has.
    for (count, discount) in [(20, 20_000), (30, 30_000), (25, 25_000)] {
        assert_eq!(edit(&world, order, &wanted(&[(roster, count)])).await.expect("no fault"), Edited::Saved);
        assert_eq!(full(&world, order).await.0.discount_total, Rupiah::from_u32(discount));
        books_are_right(&world).await;
    }
    assert_eq!(edit(&world, others, &wanted(&[(roster, 20)])).await.expect("no fault"), Edited::Saved);
    assert_eq!(full(&world, others).await.0.discount_total, Rupiah::ZERO, "the use is taken");
    // Below the threshold it is given back, and the other one may have it.
    assert_eq!(edit(&world, order, &wanted(&[(roster, 5)])).await.expect("no fault"), Edited::Saved);
    assert_eq!(edit(&world, others, &wanted(&[(roster, 21)])).await.expect("no fault"), Edited::Saved);
    assert_eq!(full(&world, others).await.0.discount_total, Rupiah::from_u32(21_000));
    books_are_right(&world).await;
}

async fn a_discount_that_ended_since_still_counts_for_the_order(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    discount(&world, TypedDiscount { percent: "10".into(), ..Default::default() }).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 10)]).await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE discounts SET active = 0, percent = 50").run(&mut tx).await.expect("ends");
    tx.hint_catalogue();
    tx.commit().await.expect("commits");
    assert_eq!(edit(&world, order, &wanted(&[(roster, 20)])).await.expect("no fault"), Edited::Saved);
    assert_eq!(full(&world, order).await.0.discount_total, Rupiah::from_u32(20_000), "ten percent, as it was agreed");
    let later = world.order(siti, &[(roster, 10)]).await;
    assert_eq!(edit(&world, later, &wanted(&[(roster, 11)])).await.expect("no fault"), Edited::Saved);
    assert_eq!(full(&world, later).await.0.discount_total, Rupiah::ZERO);
    books_are_right(&world).await;
}
