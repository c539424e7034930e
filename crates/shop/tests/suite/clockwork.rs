//! The shop's clockwork: schedule, reminders, cancellation by the clock, low stock, nightly check, mails by jobs (domain.md §6, §9, §10).

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use domain::order::{Event, OrderState};
use shop::{
    jobs::{
        self, Task as _, cancel_unpaid::CancelUnpaid, low_stock::LowStock, nightly_check, prune::Prune,
        remind_unpaid::RemindUnpaid, schedule,
    },
    ops::{self, steps},
};
use store::order_pages::{self, Reader};
use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    unpaid_orders_are_reminded_twice_and_then_cancelled,
    a_proof_that_waits_stops_the_clock,
    low_stock_is_told_once_for_each_fall,
    six_looks_at_once_tell_of_a_fall_once,
    the_nightly_check_finds_what_was_done_behind_the_programs_back,
    pruning_takes_only_what_nobody_needs,
    four_hundred_days_with_outages_run_once_a_day,
    a_changed_hour_moves_the_next_run_and_never_doubles_a_day,
    a_committed_step_is_mailed_once,
}

async fn notices(world: &World, customer: domain::ids::CustomerId, kind: &str) -> usize {
    let mut conn = world.app.db.read().await.expect("reads");
    let whose = store::Recipient::Customer(customer.get());
    let page = store::places::Page::number(1, 100);
    let rows = store::notifications::list(&mut conn, whose, page).await.expect("reads");
    rows.iter().filter(|row| row.kind == kind).count()
}

async fn admin_notices(world: &World, admin: domain::ids::AdminId, kind: &str) -> usize {
    let mut conn = world.app.db.read().await.expect("reads");
    let page = store::places::Page::number(1, 100);
    let rows = store::notifications::list(&mut conn, store::Recipient::Admin(admin.get()), page).await.expect("reads");
    rows.iter().filter(|row| row.kind == kind).count()
}

async fn state(world: &World, order: domain::ids::OrderId) -> OrderState {
    let mut conn = world.app.db.read().await.expect("reads");
    order_pages::full(&mut conn, order, Reader::Admin).await.expect("reads").expect("exists").state
}

/// One minute of the unpaid clockwork, run twice as after a crash.
async fn minute(world: &World) {
    for _ in 0..2 {
        RemindUnpaid { due: 0 }.run(&world.app).await.expect("reminds");
        CancelUnpaid { due: 0 }.run(&world.app).await.expect("cancels");
    }
}

async fn unpaid_orders_are_reminded_twice_and_then_cancelled(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 185_000, 5).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 5)]).await;
    let mut seen = Vec::new();
    for hour in 0..26 {
        minute(&world).await;
        seen.push((hour, notices(&world, siti, "Pengingat Pembayaran").await, state(&world, order).await));
        world.test.clock.advance_hours(1);
    }
    let reminded: Vec<_> = seen.iter().map(|(_, count, _)| *count).collect();
    assert_eq!(reminded[17..26], [0, 1, 1, 1, 1, 1, 2, 2, 2], "at 6 h and 1 h before the deadline");
    assert_eq!(seen[23].2, OrderState::Placed);
    assert_eq!(seen[24].2, OrderState::Cancelled);
    assert_eq!(notices(&world, siti, "Pesanan Dibatalkan").await, 1);
    assert_eq!(world.level(product).await, (5, 0));
    world.ledger_agrees().await;
}

async fn a_proof_that_waits_stops_the_clock(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 185_000, 5).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 1)]).await;
    let file = world.app.uploads.proof(crate::world::jpeg().into()).await.expect("is stored");
    ops::payment::give_proof(&world.app, order, &ops::by_customer(siti, "Siti"), &file).await.expect("is given");
    world.test.clock.advance_hours(100);
    minute(&world).await;
    assert_eq!(state(&world, order).await, OrderState::Placed);
    let settings = world.settings().await;
    ops::payment::reject_proof(&world.app, &settings, order, (&World::office(), None), "buram").await.expect("rejects");
    world.test.clock.advance_hours(23);
    minute(&world).await;
    assert_eq!(state(&world, order).await, OrderState::Placed, "a new deadline runs");
    world.test.clock.advance_hours(2);
    minute(&world).await;
    assert_eq!(state(&world, order).await, OrderState::Cancelled);
}

async fn low_stock_is_told_once_for_each_fall(test: TestDb) {
    let world = World::open(test).await;
    let (admin, _) = world.admin("kantor", "office").await;
    let product = world.product("Pion", 45_000, 12).await;
    let siti = world.customer("siti").await;
    let mut told = Vec::new();
    for _ in 0..4 {
        world.order(siti, &[(product, 1)]).await;
        LowStock { due: 0 }.run(&world.app).await.expect("looks");
        told.push(admin_notices(&world, admin, "Stok Menipis").await);
    }
    let restock = domain::stock::Adjustment::Restock(domain::quantity::Quantity::units(50));
    ops::stock::adjust(&world.app, product, restock, "cetak", &World::office()).await.expect("restocks");
    LowStock { due: 0 }.run(&world.app).await.expect("looks");
    let broken = domain::stock::Adjustment::Breakage(domain::quantity::Quantity::units(50));
    ops::stock::adjust(&world.app, product, broken, "pecah", &World::office()).await.expect("breaks");
    LowStock { due: 0 }.run(&world.app).await.expect("looks");
    told.push(admin_notices(&world, admin, "Stok Menipis").await);
    assert_eq!(told, [0, 0, 1, 1, 2]);
}

async fn six_looks_at_once_tell_of_a_fall_once(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let (admin, _) = world.admin("kantor", "office").await;
    let product = world.product("Pion", 45_000, 3).await;
    let mut told = Vec::new();
    for amount in [0, 2, 50] {
        if amount > 0 {
            let restock = domain::stock::Adjustment::Restock(domain::quantity::Quantity::units(amount));
            ops::stock::adjust(&world.app, product, restock, "cetak", &World::office()).await.expect("restocks");
        }
        let looks: Vec<_> = (0..6)
            .map(|_| {
                let world = world.clone();
                tokio::spawn(async move { LowStock { due: 0 }.run(&world.app).await.expect("looks") })
            })
            .collect();
        for look in looks {
            look.await.expect("no panic");
        }
        told.push(admin_notices(&world, admin, "Stok Menipis").await);
    }
    let broken = domain::stock::Adjustment::Breakage(domain::quantity::Quantity::units(50));
    ops::stock::adjust(&world.app, product, broken, "pecah", &World::office()).await.expect("breaks");
    LowStock { due: 0 }.run(&world.app).await.expect("looks");
    told.push(admin_notices(&world, admin, "Stok Menipis").await);
    assert_eq!(told, [1, 1, 1, 2], "a restock below the threshold is no new fall, one above it ends the fall");
}

async fn the_nightly_check_finds_what_was_done_behind_the_programs_back(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pion", 45_000, 12).await;
    let siti = world.customer("siti").await;
    world.order(siti, &[(product, 2)]).await;
    assert_eq!(nightly_check::differences(&world.app).await.expect("checks"), 0);
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE products SET on_hand = on_hand + 1000 WHERE id = $1")
        .bind(product)
        .run(&mut tx)
        .await
        .expect("writes");
    tx.commit().await.expect("commits");
    assert_eq!(nightly_check::differences(&world.app).await.expect("checks"), 1);
    let (admin, _) = world.admin("kantor", "office").await;
    nightly_check::NightlyCheck { due: 0 }.run(&world.app).await.expect("runs");
    assert_eq!(admin_notices(&world, admin, "Pemeriksaan Malam").await, 1);
}

async fn pruning_takes_only_what_nobody_needs(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pion", 45_000, 12).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 2)]).await;
    let kept = world.app.uploads.proof(crate::world::jpeg().into()).await.expect("is stored");
    ops::payment::give_proof(&world.app, order, &ops::by_customer(siti, "Siti"), &kept).await.expect("is given");
    let orphan = world.app.uploads.proof(crate::world::jpeg().into()).await.expect("is stored");
    let mut tx = world.app.db.begin().await.expect("begins");
    store::files::insert(&mut tx, &orphan).await.expect("writes");
    tx.commit().await.expect("commits");
    let mut browser = world.visitor();
    browser.post("/keranjang/", &[("produk", &product.to_string()), ("jumlah", "1")]).await;
    world.test.clock.advance_hours(24 * 91);
    Prune { due: 0 }.run(&world.app).await.expect("prunes");
    let files = world.app.uploads.store();
    assert!(files.get(&kept.storage_key).await.expect("reads").is_some(), "a proof in use stays");
    assert!(files.get(&orphan.storage_key).await.expect("reads").is_none(), "an orphan goes");
    let cart = browser.get("/keranjang/").await.text();
    assert!(!cart.contains(&views::urls::cart_line(product)), "a forgotten cart goes: {cart}");
}

store::record! { struct JobRow { args: String } }

/// The due times of all jobs of a kind that were ever written.
async fn dues(world: &World, kind: &str) -> Vec<i64> {
    let mut tx = world.app.db.begin().await.expect("begins");
    let rows: Vec<JobRow> = match world.test.backend {
        testkit::Backend::Sqlite => store::sql!("SELECT json(args) AS args FROM river_job WHERE kind = $1 ORDER BY id"),
        testkit::Backend::Postgres => {
            store::sql!("SELECT CAST(args AS TEXT) AS args FROM river_job WHERE kind = $1 ORDER BY id")
        }
    }
    .bind(kind)
    .all(&mut tx)
    .await
    .expect("reads");
    let due = |row: &JobRow| serde_json::from_str::<serde_json::Value>(&row.args).expect("JSON")["due"].as_i64();
    rows.iter().map(|row| due(row).expect("a due time")).collect()
}

async fn four_hundred_days_with_outages_run_once_a_day(test: TestDb) {
    let world = World::open(test).await;
    let entries: Vec<_> = schedule::ENTRIES.into_iter().filter(|entry| entry.name == "nightly_check").collect();
    let settings = world.settings().await;
    schedule::tick_of(&world.app, &entries).await.expect("enters");
    let mut expected = BTreeSet::new();
    let first = entries[0].when.after(&settings, world.app.clock.now());
    let mut chance: u64 = 20_261_122;
    let end = world.app.clock.now().plus_hours(24 * 400);
    while world.app.clock.now() < end {
        // Awake for a while, asleep for up to two days now and then.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let minutes =
            if (chance >> 33).is_multiple_of(11) { (chance >> 40) % 2_880 } else { 60 + (chance >> 40) % 240 };
        world.test.clock.advance_millis(i64::try_from(minutes).expect("fits") * 60_000);
        // Two schedulers look at the same moment.
        let (one, other) =
            tokio::join!(schedule::tick_of(&world.app, &entries), schedule::tick_of(&world.app, &entries));
        assert!(one.expect("ticks") + other.expect("ticks") <= 1, "an occurrence fired twice");
        let due = entries[0].when.at_or_before(&settings, world.app.clock.now());
        if due >= first {
            expected.insert(due.get());
        }
    }
    let ran = dues(&world, "nightly_check").await;
    assert!(ran.len() > 300, "{} runs", ran.len());
    assert_eq!(ran, expected.into_iter().collect::<Vec<_>>(), "each day somebody was awake for, once");
}

async fn a_changed_hour_moves_the_next_run_and_never_doubles_a_day(test: TestDb) {
    let world = World::open(test).await;
    let entries: Vec<_> = schedule::ENTRIES.into_iter().filter(|entry| entry.name == "prune").collect();
    let tick = || schedule::tick_of(&world.app, &entries);
    tick().await.expect("enters");
    // 12.05; pruning is at 03.00. It runs the next night, then the owner moves it to 20.00 of the same day.
    world.test.clock.advance_hours(16);
    assert_eq!(tick().await.expect("ticks"), 1);
    let mut settings = world.settings().await;
    settings.schedule.prune_time = jiff::civil::time(20, 0, 0, 0);
    ops::settings::save(&world.app, &settings, 0, &World::office()).await.expect("saves");
    tick().await.expect("follows");
    world.test.clock.advance_hours(17);
    assert_eq!(tick().await.expect("ticks"), 0, "the day had its run at 03.00");
    world.test.clock.advance_hours(24);
    assert_eq!(tick().await.expect("ticks"), 1, "the next day at 20.00");
}

async fn a_committed_step_is_mailed_once(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 185_000, 5).await;
    let siti = world.customer("siti").await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE customers SET email = 'siti@example.com', email_key = 'siti@example.com' WHERE id = $1")
        .bind(siti)
        .run(&mut tx)
        .await
        .expect("writes");
    tx.commit().await.expect("commits");
    let order = world.order(siti, &[(product, 1)]).await;
    let working = jobs::work(&world.app).await.expect("works");
    let accept = steps::Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, accept).await.expect("accepts");
    let mails = world.test.folder().join("mails");
    let count = || std::fs::read_dir(&mails).map_or(0, Iterator::count);
    // The file lies there a moment before the mail is noted as sent.
    let key = mailed_key(&world).await;
    assert_eq!(count(), 1, "one mail for one step");
    let again =
        jobs::notify_order::NotifyOrder { order: order.get(), what: "payment_accepted".into(), key, reason: None };
    again.run(&world.app).await.expect("runs again");
    working.stop().await;
    let mut conn = world.app.db.read().await.expect("reads");
    assert!(
        !store::upkeep::workers(&mut conn).await.expect("reads").iter().any(|row| row.role == "worker"),
        "it left in peace"
    );
    assert_eq!(count(), 1, "the same key is the same mail");
}

store::record! { struct KeyRow { key: String } }

/// The delivery key of the one mail, once it is noted as sent.
async fn mailed_key(world: &World) -> String {
    for _ in 0..600 {
        let mut conn = world.app.db.read().await.expect("reads");
        let noted = store::sql!("SELECT key FROM mails WHERE sent_at IS NOT NULL");
        if let Some(row) = noted.optional::<KeyRow>(&mut conn).await.expect("reads") {
            return row.key;
        }
        drop(conn);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no mail was sent");
}
