//! Limited discounts under many buyers, cancelled orders, a discount for many customers, changed rows (domain.md §8, §9).

use std::sync::Arc;

use domain::{
    discount::{Origin, Scope},
    ids::{CustomerId, DiscountId, ProductId},
    order::Event,
    percent::Percent,
};
use shop::{
    jobs::{Task as _, set_discounts::SetDiscounts},
    ops::{
        OpError,
        discounts::{
            self, TypedDiscount, Wanted,
            batch::{self, Aim},
        },
        place_order::Placed,
        steps,
    },
};
use store::{Recipient, discount_batches, discount_pages, order_pages, places::Page};
use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    fifty_buyers_of_ten_uses_make_ten_discounted_orders,
    a_cancelled_order_gives_its_use_back_once,
    an_order_that_failed_claims_nothing,
    a_discount_for_many_is_written_and_told_once_however_often_its_job_runs,
    a_batch_goes_on_in_another_job_and_leaves_nobody_out,
    a_change_counts_on_from_the_uses_so_far,
    the_second_of_two_changes_is_told,
    an_ended_or_changed_row_leaves_the_order_as_it_was,
    a_discount_that_ended_since_the_checkout_was_shown_is_asked_again,
    a_product_that_reaches_a_threshold_alone_shows_its_price,
}

/// A discount of the office that is set at once.
pub async fn set(world: &World, customer: Option<CustomerId>, percent: i64, scope: Scope, message: &str) -> DiscountId {
    set_limited(world, customer, (percent, None), scope, message).await
}

async fn set_limited(
    world: &World,
    customer: Option<CustomerId>,
    (percent, uses): (i64, Option<u32>),
    scope: Scope,
    message: &str,
) -> DiscountId {
    let wanted = Wanted {
        customer,
        percent: Percent::new(percent).expect("a percentage"),
        scope,
        message: message.to_owned(),
        last_day: None,
        uses,
        origin: Origin::Manual,
    };
    discounts::set(&world.app, &world.settings().await, &wanted, &World::office()).await.expect("is set")
}

pub fn typed(percent: &str) -> TypedDiscount {
    TypedDiscount {
        percent: percent.to_owned(),
        scope: "all_products".to_owned(),
        message: "Terima kasih".to_owned(),
        active: true,
        ..TypedDiscount::default()
    }
}

async fn row(world: &World, id: DiscountId) -> discount_pages::DiscountFullRow {
    let mut conn = world.app.db.read().await.expect("reads");
    discount_pages::one(&mut conn, id, world.app.clock.now()).await.expect("reads").expect("is there")
}

/// Each buys another product, so that they meet at the discount alone.
async fn fifty_buyers_of_ten_uses_make_ten_discounted_orders(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let discount = set_limited(&world, None, (20, Some(10)), Scope::AllProducts, "Sepuluh pertama").await;
    let mut buyers = Vec::new();
    for number in 0..50 {
        let product = world.product(&format!("Barang {number}"), 100_000, 5).await;
        let customer = world.customer(&format!("pembeli{number}")).await;
        world.fill_cart(customer, &[(product, 1)]).await;
        buyers.push((customer, world.agreed(customer, "satu").await));
    }
    let tasks: Vec<_> = buyers
        .into_iter()
        .map(|(customer, placing)| {
            let world = world.clone();
            tokio::spawn(async move { (customer, world.place(&placing).await) })
        })
        .collect();
    let (mut placed, mut asked) = (Vec::new(), Vec::new());
    for task in tasks {
        match task.await.expect("no panic") {
            (_, Placed::New(order)) => placed.push(order),
            (customer, Placed::Changed) => asked.push(customer),
            (_, other) => panic!("neither placed nor asked again: {other:?}"),
        }
    }
    assert_eq!((placed.len(), asked.len()), (10, 40));
    for order in placed {
        let mut conn = world.app.db.read().await.expect("reads");
        let full = order_pages::full(&mut conn, order, order_pages::Reader::Admin).await.expect("reads").expect("is");
        assert_eq!((full.discount_total.get(), full.goods_total.get()), (20_000, 80_000));
    }
    let after = row(&world, discount).await;
    assert_eq!((after.uses_left, after.uses_allowed, after.used, after.saved.get()), (Some(0), Some(10), 10, 200_000));
    assert_eq!(after.standing, "used_up");
    // Asked again they see the full price, and may order at it.
    let placing = world.agreed(asked[0], "lagi").await;
    assert!(placing.shown.contains("-0;100000-0=100000"), "{}", placing.shown);
    assert!(matches!(world.place(&placing).await, Placed::New(_)));
    assert_eq!(row(&world, discount).await.used, 10);
    world.ledger_agrees().await;
}

async fn a_cancelled_order_gives_its_use_back_once(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let product = world.product("Pilar", 100_000, 50).await;
    let siti = world.customer("siti").await;
    let limited = set_limited(&world, Some(siti), (20, Some(2)), Scope::OneProduct(product), "Untuk pagar").await;
    let order = world.order(siti, &[(product, 2)]).await;
    assert_eq!(row(&world, limited).await.uses_left, Some(1));
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let world = world.clone();
            let step = steps::of_customer(order, Event::Cancel, siti, "Siti");
            tokio::spawn(async move { steps::advance(&world.app, step).await.is_ok() })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += i32::from(task.await.expect("no panic"));
    }
    assert_eq!(done, 1);
    let after = row(&world, limited).await;
    assert_eq!((after.uses_left, after.used, after.saved.get()), (Some(2), 0, 0));
    // The row keeps both of its uses, and the history of the one that came back.
    world.order(siti, &[(product, 1)]).await;
    world.order(siti, &[(product, 3)]).await;
    assert_eq!(row(&world, limited).await.uses_left, Some(0));
    let mut conn = world.app.db.read().await.expect("reads");
    let uses = discount_pages::uses(&mut conn, limited, Page::number(1, 25)).await.expect("reads");
    let back: Vec<bool> = uses.iter().map(|one| one.given_back_at.is_some()).collect();
    assert_eq!(back, [false, false, true]);
}

async fn an_order_that_failed_claims_nothing(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 100_000, 5).await;
    let siti = world.customer("siti").await;
    let limited = set_limited(&world, Some(siti), (20, Some(2)), Scope::AllProducts, "").await;
    world.fill_cart(siti, &[(product, 5)]).await;
    let placing = shop::ops::place_order::Placing { repeat: false, ..world.agreed(siti, "satu").await };
    assert!(matches!(world.place(&placing).await, Placed::New(_)));
    assert!(matches!(world.place(&placing).await, Placed::Again(_)), "the same form again is the same order");
    assert_eq!(row(&world, limited).await.uses_left, Some(1));
    // No stock: nothing is claimed either.
    let budi = world.customer("budi").await;
    let his = set_limited(&world, Some(budi), (20, Some(2)), Scope::AllProducts, "").await;
    world.fill_cart(budi, &[(product, 1)]).await;
    assert_eq!(world.place(&world.agreed(budi, "satu").await).await, Placed::Changed);
    assert_eq!(row(&world, his).await.uses_left, Some(2));
}

async fn told(world: &World, customer: CustomerId) -> Vec<String> {
    let mut conn = world.app.db.read().await.expect("reads");
    let whose = Recipient::Customer(customer.get());
    let rows = store::notifications::list(&mut conn, whose, Page::number(1, 100)).await.expect("reads");
    rows.into_iter().filter(|row| row.kind == "Diskon Untuk Anda").map(|row| row.body).collect()
}

async fn a_discount_for_many_is_written_and_told_once_however_often_its_job_runs(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let mut customers = Vec::new();
    for number in 0..5 {
        customers.push(world.customer(&format!("pelanggan{number}")).await);
    }
    let stranger = world.customer("budi").await;
    let settings = world.settings().await;
    let aim = Aim::Found("pelanggan".to_owned());
    let batch = batch::begin(&world.app, &settings, &World::office(), &aim, &typed("12")).await.expect("begins");
    assert!(told(&world, customers[0]).await.is_empty(), "nothing before the job");
    let job = SetDiscounts { batch, after: 0 };
    let (one, other) = tokio::join!(job.clone().run(&world.app), job.clone().run(&world.app));
    // Two workers at once may stand in each other's way on one database; whoever lost tries again.
    assert!(one.is_ok() || other.is_ok());
    job.run(&world.app).await.expect("runs again");
    for customer in &customers {
        assert_eq!(told(&world, *customer).await, ["Anda mendapat diskon 12 % untuk semua produk. Terima kasih."]);
        let mut conn = world.app.db.read().await.expect("reads");
        let rows = discount_pages::all_of(&mut conn, Some(*customer)).await.expect("reads");
        assert_eq!(rows.len(), 1, "one row each");
    }
    assert!(told(&world, stranger).await.is_empty());
    let mut conn = world.app.db.read().await.expect("reads");
    let seen = discount_batches::one(&mut conn, batch).await.expect("reads").expect("is there");
    assert_eq!((seen.wanted, seen.done, seen.finished_at.is_some()), (5, 5, true));
    drop(conn);
    let nobody = Aim::Found("tidak ada".to_owned());
    let refused = batch::begin(&world.app, &settings, &World::office(), &nobody, &typed("12")).await;
    assert!(matches!(refused, Err(OpError::Fields(_))), "a discount for nobody is a slip");
}

/// More customers than one chunk; every chunk is a job of its own here, as after the last chunk of a long one.
async fn a_batch_goes_on_in_another_job_and_leaves_nobody_out(test: TestDb) {
    let world = World::open(test).await;
    let mut customers = Vec::new();
    for number in 0..405 {
        customers.push(world.customer(&format!("pelanggan{number}")).await);
    }
    let settings = world.settings().await;
    let aim = Aim::Customers(customers.clone());
    let quiet = TypedDiscount { active: false, ..typed("5") };
    let batch = batch::begin(&world.app, &settings, &World::office(), &aim, &quiet).await.expect("begins");
    let (mut after, mut chunks) = (0, 0);
    while let Some(last) = batch::write_chunk(&world.app, &settings, batch, after, true).await.expect("writes") {
        (after, chunks) = (last, chunks + 1);
    }
    assert_eq!(chunks, 3);
    let mut conn = world.app.db.read().await.expect("reads");
    let seen = discount_batches::one(&mut conn, batch).await.expect("reads").expect("is there");
    assert_eq!((seen.wanted, seen.done), (405, 405));
    drop(conn);
    assert!(told(&world, customers[404]).await.is_empty(), "an idle discount is not announced");
}

async fn a_change_counts_on_from_the_uses_so_far(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 100_000, 50).await;
    let siti = world.customer("siti").await;
    let id = set_limited(&world, Some(siti), (10, Some(3)), Scope::AllProducts, "").await;
    world.order(siti, &[(product, 1)]).await;
    world.order(siti, &[(product, 2)]).await;
    let settings = world.settings().await;
    let limit = |uses: &str| TypedDiscount { uses: uses.to_owned(), ..typed("10") };
    let change = async |version, typed: &TypedDiscount| {
        discounts::change(&world.app, &settings, (id, version), typed, &World::office()).await
    };
    let refused = change(1, &limit("1")).await;
    assert!(matches!(&refused, Err(OpError::Fields(problems)) if problems[0].0 == "pemakaian"), "{refused:?}");
    change(1, &limit("5")).await.expect("changes");
    assert_eq!((row(&world, id).await.uses_left, row(&world, id).await.uses_allowed), (Some(3), Some(5)));
    change(2, &limit("")).await.expect("changes");
    assert_eq!(row(&world, id).await.uses_left, None);
    world.order(siti, &[(product, 3)]).await;
    change(3, &limit("4")).await.expect("changes");
    assert_eq!(row(&world, id).await.uses_left, Some(1), "three were used while it had no limit or another one");
    assert_eq!(row(&world, id).await.customer_id, Some(siti), "whose it is stays");
}

async fn the_second_of_two_changes_is_told(test: TestDb) {
    let world = World::open(test).await;
    let id = set(&world, None, 10, Scope::AllProducts, "").await;
    let settings = world.settings().await;
    discounts::change(&world.app, &settings, (id, 1), &typed("11"), &World::office()).await.expect("changes");
    let second = discounts::change(&world.app, &settings, (id, 1), &typed("12"), &World::office()).await;
    assert!(matches!(second, Err(OpError::Stale)));
    assert_eq!(row(&world, id).await.percent.get(), 11);
    assert!(discounts::end(&world.app, id, &World::office()).await.expect("ends"));
    assert!(!discounts::end(&world.app, id, &World::office()).await.expect("was ended"));
    assert_eq!(row(&world, id).await.standing, "ended");
}

async fn an_ended_or_changed_row_leaves_the_order_as_it_was(test: TestDb) {
    let world = World::open(test).await;
    let product: ProductId = world.product("Pilar", 100_000, 50).await;
    let siti = world.customer("siti").await;
    let id = set(&world, Some(siti), 25, Scope::OneProduct(product), "Untuk pagar Bu Siti").await;
    set(&world, None, 5, Scope::AllProducts, "Promo bulan ini").await;
    let order = world.order(siti, &[(product, 2)]).await;
    let mut browser = world.signed_in(siti).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let words = "Diskon 25 %: Untuk pagar Bu Siti (tidak digabung dengan diskon 5 %)";
    let pages = [views::urls::order(order), views::urls::admin_order(order)];
    let settings = world.settings().await;
    for round in 0..3 {
        let seen = [browser.get(&pages[0]).await.text(), office.get(&pages[1]).await.text()];
        for page in seen {
            assert!(page.contains(words), "round {round}: the reason is gone");
            assert!(page.contains("Rp 150.000") && page.contains("Rp 200.000"), "round {round}");
            assert!(page.contains("didahului Diskon 25 %"), "round {round}: the other one is explained");
        }
        if round == 0 {
            let other = TypedDiscount { message: "Lain".to_owned(), ..typed("1") };
            discounts::change(&world.app, &settings, (id, 1), &other, &World::office()).await.expect("changes");
        } else {
            discounts::end(&world.app, id, &World::office()).await.expect("ends");
        }
        // Years later.
        world.test.clock.advance_hours(24 * 900);
        browser = world.signed_in(siti).await;
        office = world.admin(&format!("kantor{round}"), "office").await.1;
    }
}

async fn a_discount_that_ended_since_the_checkout_was_shown_is_asked_again(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 100_000, 50).await;
    let siti = world.customer("siti").await;
    let id = set(&world, Some(siti), 25, Scope::OneProduct(product), "Untuk pagar").await;
    world.fill_cart(siti, &[(product, 2)]).await;
    let mut browser = world.signed_in(siti).await;
    let checkout = browser.get("/checkout/").await;
    discounts::end(&world.app, id, &World::office()).await.expect("ends");
    let [account, key, shown] = ["akun", "kunci", "tampil"].map(|name| checkout.field(name));
    let form = [("metode", "ambil"), ("akun", account.as_str()), ("kunci", key.as_str()), ("tampil", shown.as_str())];
    let again = browser.upload("/checkout/", &form, &[]).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("Potongan Pilar berubah dari Rp 50.000 menjadi Rp 0."), "the change is told");
    assert_eq!(world.level(product).await, (50, 0), "nothing was ordered");
    let agreed = again.field("tampil");
    let form = [("metode", "ambil"), ("akun", account.as_str()), ("kunci", key.as_str()), ("tampil", agreed.as_str())];
    assert_eq!(browser.upload("/checkout/", &form, &[]).await.status, 303, "agreed to the new figures");
}

async fn a_product_that_reaches_a_threshold_alone_shows_its_price(test: TestDb) {
    let world = World::open(test).await;
    let (dear, cheap) = (world.product("Pilar", 600_000, 50).await, world.product("Roster", 10_000, 500).await);
    let minimum = domain::money::Rupiah::from_u32(500_000);
    set(&world, None, 10, Scope::CartThreshold { minimum }, "Belanja besar").await;
    let mut visitor = world.visitor();
    assert!(visitor.get(&views::urls::product(dear)).await.text().contains("Rp 540.000"));
    assert!(!visitor.get(&views::urls::product(cheap)).await.text().contains("Rp 9.000"));
    visitor.post("/keranjang/", &[("produk", &cheap.to_string()), ("jumlah", "49")]).await;
    let cart = visitor.get("/keranjang/").await.text();
    assert!(cart.contains("Kurang Rp 10.000 lagi untuk diskon 10 %"), "the cart says what is missing");
    visitor.post("/keranjang/", &[("produk", &cheap.to_string()), ("jumlah", "1")]).await;
    assert!(visitor.get("/keranjang/").await.text().contains("Rp 450.000"));
}
