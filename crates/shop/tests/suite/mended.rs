//! What a stranger found in the shop, each finding as it must be: stale forms, double orders, words that help onward.

use domain::order::{Event, Refusal};
use shop::ops::{OpError, place_order::Placed, steps};
use testkit::{Attached, TestDb, on_both_databases};

use crate::world::{World, jpeg};

on_both_databases! {
    a_stale_form_never_writes_into_another_account,
    a_checkout_of_somebody_else_is_not_sent,
    a_delivery_leaves_only_with_a_known_ongkir,
    the_same_order_again_is_asked_about_first,
    the_cart_goes_on_to_the_checkout_with_what_was_typed,
    a_refused_checkout_asks_for_the_proof_again,
    a_cart_of_unavailable_goods_is_not_called_empty,
    all_stock_in_the_cart_is_said_so,
    an_order_step_that_came_too_late_shows_the_present_state,
}

async fn a_stale_form_never_writes_into_another_account(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    world.customer("budi").await;
    let mut browser = world.signed_in(siti).await;
    assert_eq!(browser.get("/akun/").await.field("akun"), "siti");
    let form = [
        ("akun", "budi"),
        ("nama_pelanggan", "Budi Santoso"),
        ("alamat", "Jl. Budi 1, Banjarmasin"),
        ("tanggal_lahir", "1990-02-17"),
        ("no_hp", "081299998888"),
    ];
    let reply = browser.post("/akun/", &form).await;
    assert_eq!(reply.status, 422);
    let page = reply.text();
    assert!(page.contains("Anda sekarang masuk sebagai Ibu siti, jadi isian tadi tidak dikirim"), "{page}");
    assert!(page.contains("value=\"Ibu siti\"") && !page.contains("Jl. Budi 1"), "the form holds siti's own data");
    assert!(!browser.get("/akun/").await.text().contains("Budi Santoso"));
    let words =
        [("akun", "budi"), ("password_lama", "x"), ("password", "kata-baru-99"), ("password_confirm", "kata-baru-99")];
    let reply = browser.post("/akun/kata-sandi/", &words).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("masuk sebagai Ibu siti"));
}

async fn a_checkout_of_somebody_else_is_not_sent(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 14_500, 100).await;
    let siti = world.customer("siti").await;
    world.fill_cart(siti, &[(product, 2)]).await;
    let mut browser = world.signed_in(siti).await;
    let page = browser.get("/checkout/").await;
    let (key, shown) = (page.field("kunci"), page.field("tampil"));
    assert_eq!(page.field("akun"), "siti");
    let form = [
        ("akun", "budi"),
        ("metode", "kirim"),
        ("alamat_pengiriman", "Jl. Budi 1"),
        ("kunci", key.as_str()),
        ("tampil", shown.as_str()),
    ];
    let reply = browser.upload("/checkout/", &form, &[]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("masuk sebagai Ibu siti") && !reply.text().contains("Jl. Budi 1"));
    assert_eq!(world.level(product).await, (100, 0), "nothing was ordered");
}

async fn a_delivery_leaves_only_with_a_known_ongkir(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 185_000, 10).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 2)]).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let accept = steps::Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, accept).await.expect("accepts");
    let ship = steps::advance(&world.app, steps::Step::new(order, Event::Ship, World::office())).await;
    assert!(matches!(ship, Err(OpError::Refused(Refusal::OngkirFirst))), "{ship:?}");
    let reply = office.post(&format!("/admin/pesanan/{order}/kirim/"), &[]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("Isi ongkir dulu (boleh 0)"));
    assert_eq!(office.post(&format!("/admin/pesanan/{order}/ongkir/"), &[("ongkir", "0")]).await.status, 303);
    assert_eq!(office.post(&format!("/admin/pesanan/{order}/kirim/"), &[]).await.status, 303);
}

async fn the_same_order_again_is_asked_about_first(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pion", 45_000, 50).await;
    let siti = world.customer("siti").await;
    let mut browser = world.signed_in(siti).await;
    let checkout = format!("/checkout/?produk={product}&jumlah=4");
    let mut form = Vec::new();
    for attempt in 0..2 {
        let page = browser.get(&checkout).await;
        form = vec![
            ("metode", "ambil".to_owned()),
            ("kunci", page.field("kunci")),
            ("tampil", page.field("tampil")),
            ("produk", product.to_string()),
            ("jumlah", "4".to_owned()),
        ];
        let sent: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = browser.upload("/checkout/", &sent, &[]).await;
        if attempt == 0 {
            assert_eq!(reply.status, 303, "{}", reply.text());
            continue;
        }
        assert_eq!(reply.status, 422, "{}", reply.location());
        let text = reply.text();
        assert!(text.contains("href=\"/pesanan/1/\"") && text.contains("persis sama"), "{text}");
        assert_eq!(reply.field("lagi"), "ya");
        assert_eq!(world.level(product).await, (50, 4), "nothing was ordered twice");
    }
    form.push(("lagi", "ya".to_owned()));
    let sent: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let reply = browser.upload("/checkout/", &sent, &[]).await;
    assert_eq!(reply.location(), "/pesanan/2/", "{}", reply.text());
    assert_eq!(browser.upload("/checkout/", &sent, &[]).await.location(), "/pesanan/2/");
    world.test.clock.advance_millis(16 * 60 * 1000);
    world.fill_cart(siti, &[(product, 4)]).await;
    let placing = shop::ops::place_order::Placing { repeat: false, ..world.agreed(siti, "nanti").await };
    assert!(
        matches!(world.place(&placing).await, Placed::New(_)),
        "a quarter of an hour later it is an order like any"
    );
}

async fn the_cart_goes_on_to_the_checkout_with_what_was_typed(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Paving", 2_500, 100).await;
    let siti = world.customer("siti").await;
    world.fill_cart(siti, &[(product, 10)]).await;
    let mut browser = world.signed_in(siti).await;
    let line = format!("/keranjang/{product}/");
    assert_eq!(browser.post(&line, &[("jumlah", "25"), ("lanjut", "ya")]).await.location(), "/checkout/");
    assert!(browser.get("/checkout/").await.text().contains("25 biji"));
    let short = browser.post(&line, &[("jumlah", "200"), ("lanjut", "ya")]).await;
    assert_eq!(short.location(), "/keranjang/", "less than was asked is looked at first");
    let mut visitor = world.visitor();
    visitor.post("/keranjang/", &[("produk", &product.to_string()), ("jumlah", "2")]).await;
    let onward = visitor.post(&line, &[("jumlah", "3"), ("lanjut", "ya")]).await;
    assert!(onward.location().starts_with("/login/"), "{}", onward.location());
}

async fn a_refused_checkout_asks_for_the_proof_again(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 14_500, 100).await;
    let siti = world.customer("siti").await;
    world.fill_cart(siti, &[(product, 2)]).await;
    let mut browser = world.signed_in(siti).await;
    let page = browser.get("/checkout/").await;
    let (key, shown) = (page.field("kunci"), page.field("tampil"));
    let form = [("metode", "kirim"), ("alamat_pengiriman", ""), ("kunci", key.as_str()), ("tampil", shown.as_str())];
    let bytes = jpeg();
    let photo = Attached { field: "bukti_bayar", name: "foto.jpg", content_type: "image/jpeg", bytes: &bytes };
    let reply = browser.upload("/checkout/", &form, &[photo]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("Lampirkan lagi bukti pembayarannya"));
    let reply = browser.upload("/checkout/", &form, &[]).await;
    assert!(!reply.text().contains("Lampirkan lagi"), "nothing had been attached");
}

async fn a_cart_of_unavailable_goods_is_not_called_empty(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 14_500, 100).await;
    let siti = world.customer("siti").await;
    world.fill_cart(siti, &[(product, 2)]).await;
    let mut browser = world.signed_in(siti).await;
    shop::ops::catalogue::archive(&world.app, product, true, &World::office()).await.expect("archives");
    assert_eq!(browser.get("/checkout/").await.location(), "/keranjang/");
    let page = browser.get("/keranjang/").await.text();
    assert!(page.contains("Barang di keranjang tidak bisa dipesan lagi") && !page.contains("masih kosong"), "{page}");
}

async fn all_stock_in_the_cart_is_said_so(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 14_500, 12).await;
    let siti = world.customer("siti").await;
    world.fill_cart(siti, &[(product, 12)]).await;
    let mut browser = world.signed_in(siti).await;
    let reply = browser.post("/keranjang/", &[("produk", &product.to_string()), ("jumlah", "1")]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("Semua stok (12 biji) sudah ada di keranjang Anda"));
    assert_eq!(world.level(product).await, (12, 0));
}

async fn an_order_step_that_came_too_late_shows_the_present_state(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 14_500, 12).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 1)]).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let accept = format!("/admin/pesanan/{order}/terima-bukti/");
    let stale = office.post(&accept, &[("catatan", "tunai"), ("versi", "999")]).await;
    assert_eq!(stale.status, 422);
    assert!(stale.text().contains("keadaan terbarunya") && !stale.text().contains("Muat ulang"));
    assert_eq!(office.post(&accept, &[("catatan", "tunai")]).await.status, 303);
    let late = office.post(&accept, &[("catatan", "tunai")]).await;
    assert_eq!(late.status, 422);
    assert!(late.text().contains("sekarang DIBAYAR") && !late.text().contains("Muat ulang"));
}
