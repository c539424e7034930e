//! Another customer's discount is never visible: every page, message, mail, socket frame and file, with two customers side by side (§8).

use domain::{
    discount::Scope,
    ids::{CustomerId, OrderId},
    order::Event,
};
use shop::{
    jobs::{Task as _, notify_order::NotifyOrder},
    ops::steps,
};
use testkit::{TestDb, Visitor, on_both_databases};

use crate::{
    discounts,
    live::{listen, open},
    mail::with_email,
    world::{World, jpeg},
};

on_both_databases! { nothing_of_anothers_discount_is_seen_by_anybody }

/// What only Siti may know: her message, her percentage, her prices.
const SECRET: &str = "Rahasia-Siti-77";

/// Amounts that exist only with her 37 %: of one, of three, of the cart.
fn traces(page: &str) -> Vec<&'static str> {
    let known = [SECRET, "37 %", "37%", "62.937", "188.811", "36.963", "110.889", "62937", "188811", "110889"];
    known.into_iter().filter(|trace| page.contains(trace)).collect()
}

async fn sees_nothing(who: &str, visitor: &mut Visitor, addresses: &[String]) {
    for address in addresses {
        let reply = visitor.get(address).await;
        assert!(!reply.status.is_server_error(), "{who} {address}");
        assert_eq!(traces(&reply.text()), Vec::<&str>::new(), "{who} sees it at {address}");
    }
}

async fn notices_of(world: &World, customer: CustomerId) -> String {
    let mut conn = world.app.db.read().await.expect("reads");
    let whose = store::Recipient::Customer(customer.get());
    let rows = store::notifications::list(&mut conn, whose, store::places::Page::number(1, 100)).await;
    let told = rows.expect("reads").into_iter().map(|row| format!("{} {} {}", row.kind, row.body, row.link));
    told.collect::<Vec<_>>().join("\n")
}

/// The mail that says a payment was accepted.
async fn mail_about(world: &World, order: OrderId) -> String {
    let key = format!("test-{order}");
    let job = NotifyOrder { order: order.get(), what: "payment_accepted".into(), key, reason: None };
    job.run(&world.app).await.expect("is sent");
    let mut conn = world.app.db.read().await.expect("reads");
    let mails = store::mails::list(&mut conn, store::mails::MailFilter::default(), store::places::Page::number(1, 100))
        .await
        .expect("reads");
    let newest = mails.iter().map(|mail| mail.id).max().expect("a mail");
    let mail = store::mails::one(&mut conn, newest).await.expect("reads").expect("is there");
    format!("{}\n{}\n{}", mail.recipient, mail.subject, mail.body_text)
}

/// Every page that could show a price or a message, of theirs and of the office.
fn addresses(product: domain::ids::ProductId, order: OrderId, his_order: OrderId) -> Vec<String> {
    [
        "/",
        "/produk/",
        "/produk/?q=roster",
        "/keranjang/",
        "/checkout/",
        "/pesanan/",
        "/dashboard/",
        "/notifikasi/",
        "/akun/",
        "/berkas/1/",
        "/admin/diskon/",
        "/admin/diskon/1/",
        "/admin/diskon/pratinjau/?pelanggan=1&produk=1&jumlah=3",
        "/admin/pelanggan/1/",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain([
        views::urls::product(product),
        views::urls::order(order),
        views::urls::order(his_order),
        views::urls::checkout_of(product, "3"),
    ])
    .collect()
}

async fn nothing_of_anothers_discount_is_seen_by_anybody(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 99_900, 500).await;
    let siti = with_email(&world, "siti", "siti@contoh.example").await;
    let budi = with_email(&world, "budi", "budi@contoh.example").await;
    let (mut hers, mut his, mut visitor) = (world.signed_in(siti).await, world.signed_in(budi).await, world.visitor());
    let address = listen(&world).await;
    let mut his_socket = open(address, &his, "?after=0", None).await.expect("opens");
    // Her discounts: of every scope, one limited, one that is not reached yet.
    discounts::set(&world, Some(siti), 37, Scope::OneProduct(product), SECRET).await;
    discounts::set(&world, Some(siti), 37, Scope::AllProducts, SECRET).await;
    let minimum = domain::money::Rupiah::from_u32(9_000_000);
    discounts::set(&world, Some(siti), 37, Scope::CartThreshold { minimum }, SECRET).await;
    for customer in [siti, budi] {
        world.fill_cart(customer, &[(product, 3)]).await;
    }
    visitor.post("/keranjang/", &[("produk", &product.to_string()), ("jumlah", "3")]).await;
    let her_cart = hers.get("/keranjang/").await.text();
    assert!(traces(&her_cart).contains(&SECRET) && traces(&her_cart).contains(&"188.811"), "she sees it herself");
    let order = world.order(siti, &[(product, 3)]).await;
    let file = world.app.uploads.proof(jpeg().into()).await.expect("is stored");
    let by = shop::ops::by_customer(siti, "Ibu siti");
    shop::ops::payment::give_proof(&world.app, order, &by, &file).await.expect("is given");
    let his_order = world.order(budi, &[(product, 2)]).await;
    world.fill_cart(budi, &[(product, 3)]).await;
    let addresses = addresses(product, order, his_order);
    sees_nothing("the other customer", &mut his, &addresses).await;
    sees_nothing("a visitor", &mut visitor, &addresses).await;
    sees_nothing("a driver", &mut world.employee("Udin").await.1, &addresses).await;
    assert_eq!(his.get("/berkas/1/").await.status, 404, "her proof is not his");
    assert_eq!(traces(&notices_of(&world, budi).await), Vec::<&str>::new());
    assert!(notices_of(&world, siti).await.contains(SECRET), "she was told");
    // His live channel carries his own news only: the next thing he hears is about his order.
    for number in [order, his_order] {
        let accept = steps::Step::new(number, Event::AcceptPayment, World::office()).with_note("tunai");
        steps::advance(&world.app, accept).await.expect("accepts");
    }
    let mut heard = String::new();
    while !heard.contains("Pembayaran Diterima") {
        heard.push_str(&crate::live::next(&mut his_socket).await.to_string());
    }
    assert_eq!(traces(&heard), Vec::<&str>::new());
    let (his_mail, her_mail) = (mail_about(&world, his_order).await, mail_about(&world, order).await);
    assert!(his_mail.contains("199.800"), "his mail names his own sum: {his_mail}");
    assert_eq!(traces(&his_mail), Vec::<&str>::new());
    assert!(her_mail.contains("188.811"), "hers names hers: {her_mail}");
    let mut conn = world.app.db.read().await.expect("reads");
    let his_row = store::order_pages::full(&mut conn, his_order, store::order_pages::Reader::Customer(budi)).await;
    assert_eq!(traces(&his_row.expect("reads").expect("is").explanation), Vec::<&str>::new(), "nor in what is frozen");
}
