//! The main job from end to end through the pages: catalogue, cart, checkout, proof, check, truck, photo, feedback.

use testkit::{Attached, TestDb, Visitor, on_both_databases};

use crate::world::{World, jpeg};

on_both_databases! { a_customer_orders_and_the_yard_delivers, a_pick_up_is_collected, a_rejected_proof_is_given_again }

fn photo<'a>(field: &'a str, bytes: &'a [u8]) -> Attached<'a> {
    Attached { field, name: "foto.jpg", content_type: "image/jpeg", bytes }
}

async fn checkout(browser: &mut Visitor, metode: &str) -> String {
    let page = browser.get("/checkout/").await;
    assert_eq!(page.status, 200);
    let (key, shown) = (page.field("kunci"), page.field("tampil"));
    assert!(!key.is_empty() && !shown.is_empty());
    let form = [
        ("metode", metode),
        ("alamat_pengiriman", "Jl. Veteran 12"),
        ("catatan", "pagi saja"),
        ("kunci", key.as_str()),
        ("tampil", shown.as_str()),
    ];
    let reply = browser.upload("/checkout/", &form, &[]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let order = reply.location().to_owned();
    assert_eq!(browser.upload("/checkout/", &form, &[]).await.location(), order, "sent again, it is the same order");
    order
}

async fn finds_nobody(office: &mut Visitor, driver: &mut Visitor, order: &str, id: &str) {
    let failed = driver.post(&format!("/karyawan/transaksi/{id}/gagal/"), &[("alasan", "rumah kosong")]).await;
    assert_eq!(failed.status, 303, "{}", failed.text());
    let delivery = format!("/karyawan/transaksi/{id}/verifikasi/");
    for page in [office.get(order).await.text(), driver.get(&delivery).await.text()] {
        assert!(page.contains("Gagal diantar, ") && page.contains("rumah kosong"), "it stands at the head: {page}");
    }
}

async fn a_customer_orders_and_the_yard_delivers(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 14_500, 100).await;
    let siti = world.customer("siti").await;
    let mut siti = world.signed_in(siti).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (driver_id, mut driver) = world.employee("Udin").await;
    assert!(siti.get("/produk/?q=kawung").await.text().contains("Roster Kawung"));
    siti.post("/keranjang/", &[("produk", &product.to_string()), ("jumlah", "12")]).await;
    let order = checkout(&mut siti, "kirim").await;
    let bytes = jpeg();
    let proof = siti.upload(&format!("{order}bukti/"), &[], &[photo("bukti_bayar", &bytes)]).await;
    assert_eq!(proof.status, 303, "{}", proof.text());
    let admin_order = format!("/admin{order}");
    assert_eq!(office.get(&admin_order).await.status, 200);
    let driver_number = driver_id.to_string();
    for (form, fields) in [
        ("terima-bukti", vec![]),
        ("ongkir", vec![("ongkir", "75.000")]),
        ("kirim", vec![("karyawan", driver_number.as_str())]),
    ] {
        let reply = office.post(&format!("{admin_order}{form}/"), &fields).await;
        assert_eq!(reply.status, 303, "{form}: {}", reply.text());
    }
    let id = order.trim_matches('/').rsplit('/').next().expect("an id");
    let delivery = format!("/karyawan/transaksi/{id}/verifikasi/");
    assert!(driver.get("/karyawan/dashboard/").await.text().contains(&delivery));
    assert_eq!(driver.upload(&delivery, &[("penerima", "Pak RT")], &[]).await.status, 422, "no photo, no delivery");
    finds_nobody(&mut office, &mut driver, &admin_order, id).await;
    let done = driver.upload(&delivery, &[("penerima", "Pak RT")], &[photo("foto_pengiriman", &bytes)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(!office.get(&admin_order).await.text().contains("Gagal diantar, "), "it is over");
    let page = siti.get(&order).await.text();
    assert!(
        page.contains("SELESAI") && page.contains("Pak RT") && page.contains("75.000"),
        "the customer sees the end"
    );
    let given = siti
        .upload(
            &format!("{order}umpan-balik/"),
            &[("feedback", "Rapi sekali"), ("bintang", "5")],
            &[photo("fotofeedback", &bytes)],
        )
        .await;
    assert_eq!(given.status, 303, "{}", given.text());
    assert!(office.get("/admin/umpan-balik/").await.text().contains("Rapi sekali"));
    let reply = office.post(&format!("/admin/umpan-balik/{id}/balasan/"), &[("balasan", "Terima kasih, Bu")]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(siti.get(&order).await.text().contains("Terima kasih, Bu"));
    assert_eq!(world.level(product).await, (88, 0));
    world.ledger_agrees().await;
    let bell = siti.get("/notifikasi/").await.text();
    for kind in
        ["Pesanan Diterima", "Pembayaran Diterima", "Ongkir", "Pesanan Dikirim", "Pesanan Selesai", "Balasan Toko"]
    {
        assert!(bell.contains(kind), "{kind} was not told");
    }
}

async fn a_pick_up_is_collected(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pion", 45_000, 10).await;
    let siti = world.customer("siti").await;
    world.fill_cart(siti, &[(product, 4)]).await;
    let mut siti = world.signed_in(siti).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let order = checkout(&mut siti, "ambil").await;
    let admin_order = format!("/admin{order}");
    assert_eq!(
        office.post(&format!("{admin_order}terima-bukti/"), &[("catatan", "")]).await.status,
        422,
        "how was it paid?"
    );
    assert_eq!(office.post(&format!("{admin_order}terima-bukti/"), &[("catatan", "tunai di toko")]).await.status, 303);
    assert_eq!(office.post(&format!("{admin_order}kirim/"), &[]).await.status, 422, "a pick-up goes on no truck");
    assert_eq!(office.post(&format!("{admin_order}ongkir/"), &[("ongkir", "1000")]).await.status, 422);
    assert_eq!(office.post(&format!("{admin_order}diambil/"), &[("penerima", "")]).await.status, 422);
    assert_eq!(office.post(&format!("{admin_order}diambil/"), &[("penerima", "Pak Mahmud")]).await.status, 303);
    assert!(siti.get(&order).await.text().contains("Pak Mahmud"));
    assert_eq!(world.level(product).await, (6, 0));
    world.ledger_agrees().await;
}

async fn a_rejected_proof_is_given_again(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 185_000, 10).await;
    let siti = world.customer("siti").await;
    world.fill_cart(siti, &[(product, 1)]).await;
    let mut siti = world.signed_in(siti).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let order = checkout(&mut siti, "kirim").await;
    let bytes = jpeg();
    siti.upload(&format!("{order}bukti/"), &[], &[photo("bukti_bayar", &bytes)]).await;
    assert_eq!(siti.post(&format!("{order}pembatalan/"), &[]).await.status, 303);
    assert!(
        siti.get(&order).await.text().contains("DIPROSES"),
        "with a proof given the customer cannot cancel any more"
    );
    let admin_order = format!("/admin{order}");
    assert_eq!(office.post(&format!("{admin_order}tolak-bukti/"), &[("alasan", " ")]).await.status, 422);
    assert_eq!(office.post(&format!("{admin_order}tolak-bukti/"), &[("alasan", "foto buram")]).await.status, 303);
    assert!(siti.get(&order).await.text().contains("foto buram"));
    let again = siti.upload(&format!("{order}bukti/"), &[], &[photo("bukti_bayar", &bytes)]).await;
    assert_eq!(again.status, 303);
    assert_eq!(office.post(&format!("{admin_order}terima-bukti/"), &[]).await.status, 303);
    assert!(siti.get(&order).await.text().contains("DIBAYAR"));
    let late = siti.upload(&format!("{order}bukti/"), &[], &[photo("bukti_bayar", &bytes)]).await;
    assert_eq!(late.status, 303);
    assert!(siti.get(&order).await.text().contains("DIBAYAR"), "an accepted proof is not replaced");
}
