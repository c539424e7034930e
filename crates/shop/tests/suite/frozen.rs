//! What was agreed stays agreed: names, prices and totals of an order do not move when the catalogue does (domain.md §5).

use domain::order::{Actor, Event};
use shop::ops::{self, place_order::Placed, steps};
use store::order_pages::{self, OrderFullRow, OrderParts, Reader};
use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    an_order_keeps_its_names_prices_and_totals,
    figures_that_changed_since_they_were_shown_are_asked_again,
    stock_follows_the_order_to_its_end,
    a_cancelled_order_gives_its_goods_back,
    archived_and_sold_out_goods_in_a_cart_are_explained,
    a_decision_about_an_older_page_is_asked_again,
    ongkir_in_the_transfer_comes_before_the_payment,
    terms_that_changed_since_they_were_shown_are_asked_again,
}

async fn read(world: &World, order: domain::ids::OrderId) -> (OrderFullRow, OrderParts) {
    let mut conn = world.app.db.read().await.expect("reads");
    let row = order_pages::full(&mut conn, order, Reader::Admin).await.expect("reads").expect("exists");
    (row, order_pages::parts(&mut conn, order, false).await.expect("reads"))
}

async fn an_order_keeps_its_names_prices_and_totals(test: TestDb) {
    let world = World::open(test).await;
    let category = ops::catalogue::TypedCategory { name: "Roster".into(), description: String::new() };
    let category = ops::catalogue::create_category(&world.app, &category, &World::office()).await.expect("creates");
    let typed = ops::catalogue::TypedProduct {
        name: "Roster Kawung".into(),
        category: category.to_string(),
        price: "14.500".into(),
        unit: "biji".into(),
        stock: "100".into(),
        ..Default::default()
    };
    let product = ops::catalogue::create(&world.app, &typed, &[], "awal", &World::office()).await.expect("creates");
    let customer = world.customer("siti").await;
    let order = world.order(customer, &[(product, 12)]).await;
    let before = read(&world, order).await;
    assert_eq!(before.1.lines[0].category.as_deref(), Some("Roster"));
    let dearer =
        ops::catalogue::TypedProduct { name: "Nama lain".into(), price: "99.000".into(), unit: "set".into(), ..typed };
    ops::catalogue::change(&world.app, product, 1, &dearer, &World::office()).await.expect("changes");
    ops::catalogue::archive_category(&world.app, category, &World::office()).await.expect("archives");
    ops::catalogue::archive(&world.app, product, true, &World::office()).await.expect("archives");
    let after = read(&world, order).await;
    assert_eq!(format!("{:?}", before.0), format!("{:?}", after.0));
    assert_eq!(format!("{:?}", before.1), format!("{:?}", after.1));
    let page = world.signed_in(customer).await.get(&views::urls::order(order)).await.text();
    assert!(
        page.contains("Roster Kawung") && page.contains("14.500") && page.contains("174.000"),
        "the page shows what was agreed"
    );
}

async fn figures_that_changed_since_they_were_shown_are_asked_again(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 185_000, 5).await;
    let customer = world.customer("siti").await;
    world.fill_cart(customer, &[(product, 2)]).await;
    let shown = world.agreed(customer, "kunci").await;
    let dearer = ops::catalogue::TypedProduct {
        name: "Pilar".into(),
        price: "190.000".into(),
        unit: "biji".into(),
        ..Default::default()
    };
    ops::catalogue::change(&world.app, product, 1, &dearer, &World::office()).await.expect("changes");
    assert_eq!(world.place(&shown).await, Placed::Changed);
    assert_eq!(world.level(product).await, (5, 0));
    let again = world.agreed(customer, "kunci").await;
    assert_ne!(again.shown, shown.shown);
    assert!(matches!(world.place(&again).await, Placed::New(_)));
    world.ledger_agrees().await;
}

async fn stock_follows_the_order_to_its_end(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Paving", 75_000, 50).await;
    let customer = world.customer("siti").await;
    let (employee, _) = world.employee("Udin").await;
    let order = world.order(customer, &[(product, 20)]).await;
    assert_eq!(world.level(product).await, (50, 20));
    let accept = steps::Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, accept).await.expect("accepts");
    let settings = world.settings().await;
    let free = domain::money::Rupiah::ZERO;
    ops::shipping::set_ongkir(&world.app, &settings, order, &World::office(), free).await.expect("sets");
    let mut ship = steps::Step::new(order, Event::Ship, World::office());
    ship.employee = Some(employee);
    steps::advance(&world.app, ship).await.expect("ships");
    assert_eq!(world.level(product).await, (50, 20));
    let file = world.app.uploads.private_picture(store::files::FileKind::Delivery, crate::world::jpeg().into()).await;
    let mut deliver = steps::Step::new(order, Event::Deliver, ops::by_employee(employee, "Udin")).with_note("Pak RT");
    deliver.photo = Some(file.expect("the picture is stored"));
    steps::advance(&world.app, deliver).await.expect("delivers");
    assert_eq!(world.level(product).await, (30, 0));
    world.ledger_agrees().await;
    let (row, parts) = read(&world, order).await;
    assert_eq!(row.handed_to.as_deref(), Some("Pak RT"));
    let events: Vec<_> = parts.events.iter().map(|event| event.event.as_str()).collect();
    assert_eq!(events, ["place", "accept_payment", "ongkir", "ship", "deliver"]);
}

async fn a_cancelled_order_gives_its_goods_back(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pion", 45_000, 9).await;
    let customer = world.customer("siti").await;
    let order = world.order(customer, &[(product, 9)]).await;
    let accept = steps::Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, accept).await.expect("accepts");
    let bare = steps::Step::new(order, Event::Cancel, World::office()).with_note("stok rusak");
    assert!(
        steps::advance(&world.app, bare.clone()).await.is_err(),
        "a paid order needs to say what happens to the money"
    );
    let with_refund = steps::Step { refund: Some("kembali".into()), ..bare };
    steps::advance(&world.app, with_refund).await.expect("cancels");
    assert_eq!(world.level(product).await, (9, 0));
    let late = steps::of_customer(order, Event::Cancel, customer, "Siti");
    assert!(steps::advance(&world.app, late).await.is_err(), "nothing follows the end");
    assert_eq!(world.level(product).await, (9, 0));
    world.ledger_agrees().await;
    let clock = domain::order::OrderFacts {
        state: domain::order::OrderState::Cancelled,
        fulfilment: domain::order::Fulfilment::Delivery,
        proof: domain::order::ProofState::None,
        deadline_passed: true,
        nothing_to_transfer: false,
    };
    assert!(!domain::order::can(clock, Event::Cancel, Actor::Clock));
}

async fn archived_and_sold_out_goods_in_a_cart_are_explained(test: TestDb) {
    let world = World::open(test).await;
    let (gone, sold) = (world.product("Roster lama", 9_000, 40).await, world.product("Paving habis", 80_000, 3).await);
    let fine = world.product("Pilar ada", 150_000, 30).await;
    let customer = world.customer("siti").await;
    world.fill_cart(customer, &[(gone, 10), (sold, 3), (fine, 1)]).await;
    ops::catalogue::archive(&world.app, gone, true, &World::office()).await.expect("archives");
    let other = world.customer("budi").await;
    world.order(other, &[(sold, 3)]).await;
    let mut browser = world.signed_in(customer).await;
    let page = browser.get("/keranjang/").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for name in ["Roster lama", "Paving habis", "Pilar ada"] {
        assert!(text.contains(name), "{name} is missing in the cart");
    }
    assert_eq!(browser.get(&views::urls::product(gone)).await.status, 200, "an archived product is shown, not a 404");
    let checkout = browser.get("/checkout/").await;
    assert_eq!((checkout.status.as_u16(), checkout.location()), (303, "/keranjang/"));
}

/// What an admin sees on a form is what is decided about: a proof that was replaced meanwhile is looked at again.
async fn a_decision_about_an_older_page_is_asked_again(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 185_000, 5).await;
    let customer = world.customer("siti").await;
    let order = world.order(customer, &[(product, 1)]).await;
    let by = ops::by_customer(customer, "Siti");
    let first = world.app.uploads.proof(crate::world::jpeg().into()).await.expect("is stored");
    ops::payment::give_proof(&world.app, order, &by, &first).await.expect("is given");
    let seen = read(&world, order).await.0.version;
    let second = world.app.uploads.proof(crate::world::jpeg().into()).await.expect("is stored");
    ops::payment::give_proof(&world.app, order, &by, &second).await.expect("is replaced");
    let accept = steps::Step { seen: Some(seen), ..steps::Step::new(order, Event::AcceptPayment, World::office()) };
    assert!(matches!(steps::advance(&world.app, accept.clone()).await, Err(ops::OpError::Stale)));
    let settings = world.settings().await;
    let rejected =
        ops::payment::reject_proof(&world.app, &settings, order, (&World::office(), Some(seen)), "buram").await;
    assert!(matches!(rejected, Err(ops::OpError::Stale)));
    let now = read(&world, order).await.0.version;
    steps::advance(&world.app, steps::Step { seen: Some(now), ..accept }).await.expect("accepts what was seen");
}

/// With ongkir in the transfer nobody can have paid the right amount before it is set; the time to pay begins then.
async fn ongkir_in_the_transfer_comes_before_the_payment(test: TestDb) {
    let world = World::open(test).await;
    let mut settings = world.settings().await;
    settings.shipping.ongkir_paid = domain::order::OngkirPaid::WithTransfer;
    ops::settings::save(&world.app, &settings, 0, &World::office()).await.expect("saves");
    let product = world.product("Pilar", 185_000, 5).await;
    let customer = world.customer("siti").await;
    let order = world.order(customer, &[(product, 1)]).await;
    let accept = steps::Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    let refused = steps::advance(&world.app, accept.clone()).await;
    assert!(matches!(refused, Err(ops::OpError::Refused(domain::order::Refusal::OngkirFirst))));
    world.test.clock.advance_hours(30);
    let now = world.app.clock.now();
    let mut conn = world.app.db.read().await.expect("reads");
    assert!(store::orders::overdue(&mut conn, now).await.expect("reads").is_empty(), "the shop owes the figure first");
    drop(conn);
    let fee = domain::money::Rupiah::from_u32(75_000);
    ops::shipping::set_ongkir(&world.app, &settings, order, &World::office(), fee).await.expect("sets");
    let row = read(&world, order).await.0;
    assert_eq!(row.pay_deadline, Some(now.plus_hours(24)));
    assert_eq!((row.transfer_now.get(), row.pay_driver.get()), (260_000, 0));
    steps::advance(&world.app, accept).await.expect("accepts");
}

/// A zone's fee that changed since the checkout was shown changes the amount due: it is asked again.
async fn terms_that_changed_since_they_were_shown_are_asked_again(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 185_000, 5).await;
    let customer = world.customer("siti").await;
    world.fill_cart(customer, &[(product, 1)]).await;
    let shown = world.agreed(customer, "kunci").await;
    let mut settings = world.settings().await;
    settings.payment.unique_code = true;
    ops::settings::save(&world.app, &settings, 0, &World::office()).await.expect("saves");
    assert_eq!(world.place(&shown).await, Placed::Changed);
    let again = world.agreed(customer, "kunci").await;
    assert!(matches!(world.place(&again).await, Placed::New(_)));
}
