//! Orders of which nothing is to be transferred (docs/decisions/0022): paid by the transaction that makes them so, whichever it is.

use domain::{
    ids::OrderId,
    order::{Event, Fulfilment, OngkirPaid, OrderState},
    quantity::Quantity,
    rights::AdminKind,
};
use shop::ops::{
    self,
    discounts::{self, TypedDiscount},
    order_edit::{self, Agreement, Edited, Wanted},
    place_order::{ByOffice, Placed},
    steps::{self, Step},
};
use store::order_pages::{self, OrderFullRow, OrderParts, Reader};
use testkit::{TestDb, on_both_databases};

use crate::{office_orders::proof, world::World};

on_both_databases! {
    an_order_that_costs_nothing_is_paid_at_once_and_asks_for_no_transfer,
    an_order_by_telephone_that_costs_nothing_is_paid_at_once,
    an_order_that_falls_to_nothing_by_a_change_is_paid_by_it,
    ongkir_in_the_transfer_is_waited_for_and_decides,
    a_proof_of_nothing_keeps_nobody_waiting,
}

/// Everybody gets all of it for nothing.
async fn everything_free(world: &World) {
    let settings = world.settings().await;
    let all = TypedDiscount {
        percent: "100".into(),
        scope: "all_products".into(),
        message: "syukuran".into(),
        active: true,
        ..Default::default()
    };
    discounts::set_for_everybody(&world.app, &settings, &all, &World::office()).await.expect("sets");
}

async fn full(world: &World, order: OrderId) -> (OrderFullRow, OrderParts) {
    let mut conn = world.app.db.read().await.expect("reads");
    let row = order_pages::full(&mut conn, order, Reader::Admin).await.expect("reads").expect("exists");
    (row, order_pages::parts(&mut conn, order, true).await.expect("reads"))
}

/// Paid by the shop itself, once, with the words for it.
async fn is_settled(world: &World, order: OrderId) {
    let (row, parts) = full(world, order).await;
    assert_eq!((row.state, row.pay_deadline, row.transfer_now.get()), (OrderState::Paid, None, 0));
    let settled: Vec<_> = parts.events.iter().filter(|event| event.event == "accept_payment").collect();
    assert_eq!(settled.len(), 1, "one row of the timeline");
    assert_eq!(settled[0].reason.as_deref(), Some("Lunas, tidak perlu transfer"));
    world.ledger_agrees().await;
}

async fn an_order_that_costs_nothing_is_paid_at_once_and_asks_for_no_transfer(test: TestDb) {
    let world = World::open(test).await;
    let mut settings = world.settings().await;
    settings.payment.unique_code = true;
    ops::settings::save(&world.app, &settings, 0, &World::office()).await.expect("saves");
    everything_free(&world).await;
    let roster = world.product("Roster", 10_000, 10).await;
    let siti = world.customer("siti").await;
    let mut browser = world.signed_in(siti).await;
    world.fill_cart(siti, &[(roster, 3)]).await;
    let checkout = browser.get("/checkout/").await;
    assert!(
        checkout.text().contains("langsung lunas") && !checkout.text().contains("bukti_bayar"),
        "{}",
        checkout.text()
    );
    let mut placing = world.agreed(siti, "satu").await;
    placing.fulfilment = Fulfilment::Pickup;
    let Placed::New(order) = world.place(&placing).await else { panic!("places") };
    is_settled(&world, order).await;
    assert_eq!(full(&world, order).await.0.unique_code.get(), 0, "there is no transfer to be told from others");
    assert_eq!(world.level(roster).await, (10, 3), "the goods are promised");
    let page = browser.get(&views::urls::order(order)).await;
    let text = page.text();
    assert!(text.contains("Lunas, tidak perlu transfer"), "{text}");
    assert!(!text.contains("Transfer sekarang") && !text.contains("bukti_bayar"), "{text}");
    let told = browser.get("/notifikasi/").await;
    assert!(
        told.text().contains("lunas, tidak perlu transfer") && !told.text().contains("Transfer Rp"),
        "{}",
        told.text()
    );
    world.test.clock.advance_hours(30);
    let mut conn = world.app.db.read().await.expect("reads");
    assert!(store::orders::overdue(&mut conn, world.app.clock.now()).await.expect("reads").is_empty());
    drop(conn);
    let collect = Step::new(order, Event::CollectPickup, World::office()).with_note("Siti");
    steps::advance(&world.app, collect).await.expect("is collected");
    assert_eq!(world.level(roster).await, (7, 0));
    assert_eq!(world.place(&placing).await, Placed::Again(order), "the same form is the same order");
}

async fn an_order_by_telephone_that_costs_nothing_is_paid_at_once(test: TestDb) {
    let world = World::open(test).await;
    everything_free(&world).await;
    let roster = world.product("Roster", 10_000, 10).await;
    let siti = world.customer("siti").await;
    let kantor = world.admin("kantor", "office").await.0;
    world.fill_cart(siti, &[(roster, 2)]).await;
    let mut placing = world.agreed(siti, "telepon").await;
    let by = ops::by_admin(kantor, "kantor", AdminKind::Office);
    placing.office = Some(ByOffice { by, ongkir: Some(domain::money::Rupiah::from_u32(25_000)), note: None });
    let Placed::New(order) = world.place(&placing).await else { panic!("places") };
    is_settled(&world, order).await;
    assert_eq!(full(&world, order).await.0.pay_driver.get(), 25_000, "the driver still collects the fee");
}

async fn an_order_that_falls_to_nothing_by_a_change_is_paid_by_it(test: TestDb) {
    let world = World::open(test).await;
    let (roster, gift) = (world.product("Roster", 10_000, 10).await, world.product("Contoh", 0, 10).await);
    let siti = world.customer("siti").await;
    let mut settings = world.settings().await;
    settings.payment.unique_code = true;
    ops::settings::save(&world.app, &settings, 0, &World::office()).await.expect("saves");
    let order = world.order(siti, &[(roster, 2), (gift, 1)]).await;
    assert_eq!(full(&world, order).await.0.state, OrderState::Placed);
    let standing = order_edit::standing(&world.app, order).await.expect("is there");
    let wanted = Wanted {
        lines: vec![(gift, Quantity::ONE)],
        fulfilment: Fulfilment::Pickup,
        address: String::new(),
        zone: None,
        note: String::new(),
    };
    let settings = world.settings().await;
    let plan = order_edit::preview(&world.app, &settings, &standing, &wanted, &[]).await.expect("can be reckoned");
    let shown = plan.agreed_text();
    let agreement = Agreement { seen: standing.order.version, shown: &shown };
    let edited = order_edit::change(&world.app, &settings, order, &wanted, agreement, &World::office()).await;
    assert_eq!(edited.expect("saves"), Edited::Saved);
    is_settled(&world, order).await;
    assert_eq!((world.level(roster).await, world.level(gift).await), ((10, 0), (10, 1)));
}

async fn ongkir_in_the_transfer_is_waited_for_and_decides(test: TestDb) {
    let world = World::open(test).await;
    let mut settings = world.settings().await;
    settings.shipping.ongkir_paid = OngkirPaid::WithTransfer;
    ops::settings::save(&world.app, &settings, 0, &World::office()).await.expect("saves");
    everything_free(&world).await;
    let roster = world.product("Roster", 10_000, 10).await;
    let siti = world.customer("siti").await;
    let (free, paid) = (world.order(siti, &[(roster, 1)]).await, world.order(siti, &[(roster, 2)]).await);
    assert_eq!(full(&world, free).await.0.state, OrderState::Placed, "the fee is not known yet");
    let mut browser = world.signed_in(siti).await;
    let page = browser.get(&views::urls::order(free)).await;
    assert!(!page.text().contains("Transfer sekarang"), "nobody is asked for Rp 0: {}", page.text());
    let fee = domain::money::Rupiah::from_u32(40_000);
    ops::shipping::set_ongkir(&world.app, &settings, free, &World::office(), domain::money::Rupiah::ZERO)
        .await
        .expect("sets");
    is_settled(&world, free).await;
    ops::shipping::set_ongkir(&world.app, &settings, paid, &World::office(), fee).await.expect("sets");
    let row = full(&world, paid).await.0;
    assert_eq!((row.state, row.transfer_now), (OrderState::Placed, fee), "a fee is paid as ever");
}

/// The customer proved what was not known yet; then the fee was 0, and the office rejects the proof.
async fn a_proof_of_nothing_keeps_nobody_waiting(test: TestDb) {
    let world = World::open(test).await;
    let mut settings = world.settings().await;
    settings.shipping.ongkir_paid = OngkirPaid::WithTransfer;
    ops::settings::save(&world.app, &settings, 0, &World::office()).await.expect("saves");
    everything_free(&world).await;
    let roster = world.product("Roster", 10_000, 10).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 1)]).await;
    proof(&world, order).await;
    let nothing = domain::money::Rupiah::ZERO;
    ops::shipping::set_ongkir(&world.app, &settings, order, &World::office(), nothing).await.expect("sets");
    assert_eq!(full(&world, order).await.0.state, OrderState::Placed, "a proof waits");
    world.test.clock.advance_hours(200);
    let mut conn = world.app.db.read().await.expect("reads");
    assert!(store::orders::overdue(&mut conn, world.app.clock.now()).await.expect("reads").is_empty());
    drop(conn);
    let office = World::office();
    ops::payment::reject_proof(&world.app, &settings, order, (&office, None), "foto salah").await.expect("rejects");
    is_settled(&world, order).await;
}
