//! "Simulasi promo" in the office: the answer by hand, what is left out, wrong input, admins only.

use testkit::{TestDb, on_both_databases};

use crate::{
    simulation::{cancel, pay},
    world::World,
};

on_both_databases! {
    the_answer_is_that_reckoned_by_hand,
    orders_of_before_and_torn_records_are_counted_apart,
    wrong_input_is_told_at_its_field,
    only_the_office_may_ask,
}

const PAGE: &str = "/admin/simulasi/";

async fn the_answer_is_that_reckoned_by_hand(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 1_000_000, 50).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let (_, mut office) = world.admin("kantor", "office").await;
    let fresh = office.get(PAGE).await.text();
    assert!(fresh.contains("Cara menghitungnya") && !fresh.contains("id=\"hasil\""), "{fresh}");
    assert!(office.get("/admin/simulasi/?bulan=6").await.text().contains("Tidak ada pesanan yang bisa diulang"));
    let paid = world.order(siti, &[(product, 6)]).await;
    pay(&world, paid).await;
    world.order(budi, &[(product, 1)]).await;
    let gone = world.order(budi, &[(product, 2)]).await;
    cancel(&world, gone).await;
    let same = office.get("/admin/simulasi/?bulan=6").await.text();
    assert!(same.contains("1 pesanan terulang persis seperti aslinya"), "{same}");
    assert!(same.contains("1 pesanan menunggu pembayaran") && same.contains("1 pesanan batal"), "{same}");
    let asked = "/admin/simulasi/?bulan=6&cakupan=all_products&persen=5";
    let page = office.get(asked).await.text();
    assert!(page.contains("Omzetnya akan Rp 300.000 lebih kecil. Dari 1 pesanan, 1 berubah"), "{page}");
    assert!(page.contains("Rp 5.700.000") && page.contains("−Rp 300.000"), "{page}");
    assert!(page.contains("Diskon 5 %: diskon baru dalam simulasi, memotong Rp 300.000"), "{page}");
    assert!(page.contains(&format!("Pesanan #{paid}")) && page.contains("Ibu siti"), "{page}");
    let all = office.get(&format!("{asked}&pesanan=semua")).await.text();
    assert!(all.contains("Rp 450.000 lebih kecil. Dari 3 pesanan, 3 berubah harganya, milik 2 pelanggan."), "{all}");
    // Nothing happened: the order costs what it cost.
    assert!(office.get(&views::urls::admin_order(paid)).await.text().contains("Rp 6.000.000"));
}

async fn orders_of_before_and_torn_records_are_counted_apart(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 1_000_000, 50).await;
    let siti = world.customer("siti").await;
    let mut orders = Vec::new();
    for _ in 0..4 {
        orders.push(world.order(siti, &[(product, 1)]).await);
        world.test.clock.advance_hours(1);
    }
    let mut tx = world.app.db.begin().await.expect("begins");
    let write = |order, pricing: Option<&str>| {
        store::sql!("UPDATE orders SET pricing = $2 WHERE id = $1").bind(order).bind(pricing.map(str::to_owned))
    };
    write(orders[0], None).run(&mut tx).await.expect("writes");
    write(orders[1], Some("{\"v\":99}")).run(&mut tx).await.expect("writes");
    store::sql!("UPDATE orders SET pricing = REPLACE(pricing, '1000000', '1000001') WHERE id = $1")
        .bind(orders[2])
        .run(&mut tx)
        .await
        .expect("writes");
    tx.commit().await.expect("commits");
    let (_, mut office) = world.admin("kantor", "office").await;
    let page = office.get("/admin/simulasi/?bulan=1&pesanan=semua").await.text();
    assert!(page.contains("2 pesanan lama tanpa catatan harga tidak bisa diulang"), "{page}");
    assert!(page.contains("1 pesanan tidak terulang persis"), "{page}");
    assert!(page.contains("<dt>Pesanan diulang</dt><dd>1</dd>"), "{page}");
}

async fn wrong_input_is_told_at_its_field(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let new_row = "cakupan=all_products&persen=5";
    for (field, query) in [
        ("bulan", "bulan="),
        ("bulan", "bulan=0"),
        ("bulan", "bulan=25"),
        ("bulan", "bulan=-1"),
        ("bulan", "bulan=enam"),
        ("bulan", "bulan=99999999999999999999"),
        ("pesanan", "bulan=6&pesanan=semuanya"),
        ("pilihan_diskon", "bulan=6&pilihan_diskon=worst"),
        ("persen_loyalitas", "bulan=6&persen_loyalitas=0"),
        ("persen_loyalitas", "bulan=6&persen_loyalitas=101"),
        ("persen_instan", "bulan=6&persen_instan=lima"),
        ("batas_instan", "bulan=6&batas_instan=-5"),
        ("batas_loyal", "bulan=6&batas_loyal=NaN"),
        ("jumlah_favorit", "bulan=6&jumlah_favorit=0"),
        ("jumlah_favorit", "bulan=6&jumlah_favorit=21"),
        ("mati", "bulan=6&mati=segalanya"),
        ("cakupan", "bulan=6&cakupan=nothing&persen=5"),
        ("persen", "bulan=6&cakupan=all_products"),
        ("persen", "bulan=6&cakupan=all_products&persen=1000"),
        ("produk", "bulan=6&cakupan=one_product&persen=5"),
        ("minimum", "bulan=6&cakupan=cart_threshold&persen=5&minimum=0"),
        ("mulai", &format!("bulan=6&{new_row}&mulai=2026-02-30")),
        ("sampai", &format!("bulan=6&{new_row}&mulai=2026-11-20&sampai=2026-11-01")),
        ("pemakaian", &format!("bulan=6&{new_row}&pemakaian=0")),
    ] {
        let reply = office.get(&format!("{PAGE}?{query}")).await;
        assert_eq!(reply.status, 422, "{query}");
        let page = reply.text();
        assert!(page.contains(&format!("id=\"e-{field}\"")), "{query}: {page}");
        assert!(page.contains("Belum bisa dihitung") && page.contains(&format!("href=\"#f-{field}\"")), "{query}");
    }
    let kept = office.get(&format!("{PAGE}?bulan=25&persen_loyalitas=12&mati=loyalty")).await.text();
    assert!(kept.contains("value=\"25\"") && kept.contains("value=\"12\""), "{kept}");
    assert!(kept.contains("value=\"loyalty\" checked"), "{kept}");
    let rubbish = format!("{PAGE}?bulan=6&%00=%FF&mulai=%00&persen=%F0%9F%8E%82&batas_loyal=%3Cscript%3E");
    let reply = office.get(&rubbish).await;
    assert!(reply.status == 422 && !reply.text().contains("<script>"), "{}", reply.text());
}

async fn only_the_office_may_ask(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (_, driver) = world.employee("Udin").await;
    for mut who in [world.visitor(), world.signed_in(siti).await, driver] {
        let reply = who.get("/admin/simulasi/?bulan=6").await;
        assert!(reply.status == 303 || reply.status == 404 || reply.status == 403, "{}", reply.status);
        assert!(!reply.text().contains("Simulasi promo"));
    }
    let (_, mut office) = world.admin("kantor", "office").await;
    assert_eq!(office.post(PAGE, &[("bulan", "6")]).await.status, 405, "nothing is changed by it");
}
