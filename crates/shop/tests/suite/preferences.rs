//! What people want to hear of (domain.md §10).

use domain::{ids::CustomerId, order::Event};
use shop::{
    mail::{OrderMail, order_letter},
    ops::steps,
};
use store::{Recipient, places::Page};
use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    a_customer_chooses_what_to_hear_of,
    a_mail_about_an_order_can_be_switched_off_but_its_notice_stays,
    an_admin_chooses_for_themselves_only,
}

async fn headings(world: &World, whose: Recipient) -> Vec<String> {
    let mut conn = world.app.db.read().await.expect("reads");
    let rows = store::notifications::list(&mut conn, whose, Page::number(1, 100)).await.expect("reads");
    rows.into_iter().map(|row| row.kind).collect()
}

async fn with_email(world: &World, username: &str) -> CustomerId {
    let id = world.customer(username).await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE customers SET email = $2, email_key = $2 WHERE id = $1")
        .bind(id)
        .bind(format!("{username}@contoh.example"))
        .run(&mut tx)
        .await
        .expect("writes");
    tx.commit().await.expect("commits");
    id
}

/// How many boxes of a page are ticked.
fn ticks(page: &str) -> usize {
    page.matches(" checked").count()
}

async fn a_customer_chooses_what_to_hear_of(test: TestDb) {
    let world = World::open(test).await;
    let siti = with_email(&world, "siti").await;
    let mut browser = world.signed_in(siti).await;
    let page = browser.get("/akun/notifikasi/").await.text();
    assert!(page.contains("name=\"app-discount_set\"") && page.contains("name=\"mail-shipped\""));
    assert!(!page.contains("name=\"app-shipped\""), "news of an order cannot be switched off in the app");
    let before = ticks(&page);
    let saved =
        browser.post("/akun/notifikasi/", &[("mail-shipped", "ya"), ("setuju", "ya"), ("app-nonsense", "ya")]).await;
    assert_eq!(saved.status, 303);
    let page = browser.get("/akun/notifikasi/").await.text();
    assert_eq!((ticks(&page), before > 2), (2, true), "what was left out is off");
    let notice = views::notices::discount_set(10, "semua produk", "", (None, None));
    let mut tx = world.app.db.begin().await.expect("begins");
    let to = store::notifications::To::Customer(siti);
    shop::ops::bell::write(&mut tx, &[shop::ops::bell::tell(to, notice)]).await.expect("writes");
    tx.commit().await.expect("commits");
    assert!(headings(&world, Recipient::Customer(siti.get())).await.is_empty(), "switched off");
    let foreign = browser.post("/akun/notifikasi/", &[("akun", "budi")]).await;
    assert_eq!(foreign.status, 303);
    assert_eq!(ticks(&browser.get("/akun/notifikasi/").await.text()), 2, "a form of somebody else changes nothing");
}

async fn a_mail_about_an_order_can_be_switched_off_but_its_notice_stays(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 185_000, 5).await;
    let siti = with_email(&world, "siti").await;
    let order = world.order(siti, &[(product, 1)]).await;
    let accept = steps::Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, accept).await.expect("accepts");
    let letter = async || {
        let letter = order_letter(&world.app, order, OrderMail::PaymentAccepted, None).await;
        letter.expect("is drawn").is_some()
    };
    assert!(letter().await);
    let mut browser = world.signed_in(siti).await;
    browser.post("/akun/notifikasi/", &[("app-message", "ya")]).await;
    assert!(!letter().await, "no mail");
    let told = headings(&world, Recipient::Customer(siti.get())).await;
    assert!(told.contains(&"Pembayaran Diterima".to_owned()), "{told:?}");
}

async fn an_admin_chooses_for_themselves_only(test: TestDb) {
    let world = World::open(test).await;
    let (quiet, mut office) = world.admin("kantor", "office").await;
    let (curious, _) = world.admin("pemilik", "owner").await;
    let page = office.get("/admin/akun/notifikasi/").await.text();
    assert!(page.contains("name=\"app-admin_order_placed\"") && !page.contains("admin_job_dead\" value"));
    assert_eq!(office.post("/admin/akun/notifikasi/", &[("app-admin_feedback", "ya")]).await.status, 303);
    let product = world.product("Pilar", 185_000, 5).await;
    let siti = world.customer("siti").await;
    world.order(siti, &[(product, 1)]).await;
    assert!(headings(&world, Recipient::Admin(quiet.get())).await.is_empty());
    assert_eq!(headings(&world, Recipient::Admin(curious.get())).await, ["Pesanan Baru"]);
}
