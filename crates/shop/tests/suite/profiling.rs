//! Personal offers can be refused (docs/decisions/0014): what is chosen by somebody's own history or data stops, the rest goes on.

use domain::{ids::CustomerId, order::Event};
use shop::ops::{
    birthdays, pricing,
    steps::{self, Step},
};
use testkit::{TestDb, on_both_databases};

use crate::{
    birthdays::{born, notices},
    world::World,
};

on_both_databases! {
    who_refuses_gets_no_birthday_gift_and_the_office_sees_why,
    what_was_granted_before_the_refusal_keeps_its_promise,
}

const PAGE: &str = "/admin/ulang-tahun/";

async fn refuse(world: &World, customer: CustomerId) {
    let reply = world.signed_in(customer).await.post("/akun/notifikasi/", &[("tanpa_profil", "ya")]).await;
    assert_eq!(reply.status, 303);
}

async fn loyal(world: &World, username: &str) -> CustomerId {
    let product = world.product("Pilar", 1_000_000, 50).await;
    let customer = born(world, username, "1982-11-22", true).await;
    let order = world.order(customer, &[(product, 6)]).await;
    steps::advance(&world.app, Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai"))
        .await
        .expect("accepts");
    customer
}

async fn has_gift(world: &World, customer: CustomerId) -> bool {
    let mut conn = world.app.db.read().await.expect("reads");
    let buyer = pricing::buyer(&mut conn, customer, world.app.clock.now()).await.expect("reads").expect("exists");
    buyer.gift.is_some()
}

async fn who_refuses_gets_no_birthday_gift_and_the_office_sees_why(test: TestDb) {
    let world = World::open(test).await;
    let (setia, lain) = (loyal(&world, "setia").await, born(&world, "lain", "1982-11-22", true).await);
    refuse(&world, setia).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let trial = office.get(&format!("{PAGE}?uji=ya")).await.text();
    assert!(trial.contains("1 orang mendapat hadiah"), "{trial}");
    assert_eq!(birthdays::run(&world.app).await.expect("runs"), 1);
    assert!(notices(&world, setia).await.is_empty() && !has_gift(&world, setia).await);
    assert!(has_gift(&world, lain).await);
    let page = office.get(PAGE).await.text();
    assert!(page.contains("menolak penawaran pribadi"), "{page}");
    assert!(!page.contains(&views::urls::admin_birthday_discount(setia)), "the loyalty action is not offered");
    let form = [("persen", "10"), ("lama", "7"), ("pesan", "")];
    assert_eq!(office.post(&views::urls::admin_birthday_discount(setia), &form).await.status, 404);
    // Corrected to today once more: still none.
    let corrected = [("tanggal_lahir", "1983-11-22")];
    assert_eq!(office.post(&views::urls::admin_customer_birth(setia), &corrected).await.status, 303);
    assert!(!has_gift(&world, setia).await);
    // Own totals and what the office gives by hand stay.
    let account = world.signed_in(setia).await.get("/akun/").await.text();
    assert!(account.contains("Rp 6.000.000"), "{account}");
}

async fn what_was_granted_before_the_refusal_keeps_its_promise(test: TestDb) {
    let world = World::open(test).await;
    let setia = loyal(&world, "setia").await;
    assert_eq!(birthdays::run(&world.app).await.expect("runs"), 1);
    refuse(&world, setia).await;
    assert!(has_gift(&world, setia).await);
    let (_, mut office) = world.admin("kantor", "office").await;
    assert!(office.get(PAGE).await.text().contains("sebagai pelanggan setia"));
}
