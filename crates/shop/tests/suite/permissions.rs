//! Kinds of admins beyond the doors (domain.md §1): what the warehouse sees, operations that refuse, rights that are gone at once.

use domain::{
    order::Event,
    rights::{AdminKind, Deed},
};
use shop::ops::{
    self, OpError, by_admin, by_employee,
    staff::{self, TypedAdmin},
    steps::{self, Step},
};
use testkit::{TestDb, on_both_databases};
use views::urls;

use crate::world::{World, jpeg};

on_both_databases! {
    the_warehouse_sees_what_it_hands_over_and_no_money,
    the_warehouse_follows_its_orders_through_every_state_and_finds_them,
    operations_refuse_by_themselves,
    another_kind_or_none_counts_with_the_next_click,
    the_last_owner_stays_whoever_clicks_first,
}

async fn the_warehouse_sees_what_it_hands_over_and_no_money(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 14_500, 100).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 3)]).await;
    let (_, mut warehouse) = world.admin("gudang", "warehouse").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let page = urls::admin_order(order);
    assert_eq!(warehouse.get(&page).await.status, 404, "not paid yet: not there");
    assert!(!warehouse.get("/admin/pesanan/?status_transaksi=placed").await.text().contains(&page));
    let step = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, step).await.expect("accepts");
    assert!(warehouse.get("/admin/pesanan/").await.text().contains(&page));
    let shown = warehouse.get(&page).await.text();
    assert!(shown.contains("data-form=\"delivery-failed\"") || shown.contains("data-form=\"ship\""), "{shown}");
    for hidden in ["cancel-order", "data-form=\"ongkir\"", "/admin/pelanggan/", "Omzet"] {
        assert!(!shown.contains(hidden), "{hidden}");
        assert!(!warehouse.get("/admin/").await.text().contains(hidden), "{hidden}");
    }
    assert!(office.get("/admin/").await.text().contains("Omzet"));
    let form = warehouse.get(&urls::admin_product(product)).await.text();
    assert!(form.contains("data-form=\"stock\"") && !form.contains("product-archive"), "{form}");
    let restock = [("jenis", "masuk"), ("jumlah", "5"), ("alasan", "cetakan Senin")];
    assert_eq!(warehouse.post(&urls::admin_product_stock(product), &restock).await.status, 303);
    assert_eq!(world.level(product).await.0, 105);
    let refused = warehouse.get("/admin/pelanggan/").await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("tidak termasuk tugas akun Anda") && refused.text().contains("Ke ringkasan"));
    // The warehouse hears of goods, not of money: the order and its proof rang at the office only.
    world.order(siti, &[(product, 2)]).await;
    assert!(office.get("/admin/notifikasi/").await.text().contains("siti"));
    assert!(!warehouse.get("/admin/notifikasi/").await.text().contains("siti"));
}

async fn the_warehouse_follows_its_orders_through_every_state_and_finds_them(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 14_500, 100).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let settings = world.settings().await;
    let fee = domain::money::Rupiah::from_u32(1_000);
    let mut orders = Vec::new();
    for (customer, events) in [
        (siti, &[][..]),
        (siti, &[Event::Cancel]),
        (siti, &[Event::AcceptPayment]),
        (budi, &[Event::AcceptPayment, Event::Ship]),
        (siti, &[Event::AcceptPayment, Event::Ship, Event::Deliver]),
    ] {
        let order = world.order(customer, &[(product, 1)]).await;
        ops::shipping::set_ongkir(&world.app, &settings, order, &World::office(), fee).await.expect("sets");
        for event in events {
            let photo = world.app.uploads.private_picture(store::files::FileKind::Delivery, jpeg().into()).await;
            let step = Step::new(order, *event, World::office()).with_note("dari tes");
            let photo = (*event == Event::Deliver).then(|| photo.expect("is stored"));
            steps::advance(&world.app, Step { photo, ..step }).await.expect("goes on");
        }
        orders.push(order);
    }
    let [placed, cancelled, paid, shipped, done] = orders[..] else { panic!("five orders") };
    let (_, mut warehouse) = world.admin("gudang", "warehouse").await;
    for (query, found) in [
        ("", vec![paid]),
        ("perlu=semua", vec![done, shipped, paid]),
        ("perlu=semua&urut=lama", vec![paid, shipped, done]),
        ("perlu=semua&urut=besar", vec![done, shipped, paid]),
        ("perlu=semua&status_transaksi=paid", vec![paid]),
        ("perlu=semua&status_transaksi=shipped", vec![shipped]),
        ("perlu=semua&status_transaksi=completed", vec![done]),
        ("perlu=jalan", vec![shipped]),
        ("q=siti", vec![done, paid]),
        ("q=budi&perlu=semua", vec![shipped]),
        (&format!("q=%23{shipped}"), vec![shipped]),
        (&format!("pelanggan={siti}"), vec![done, paid]),
        // What it may not see is neither listed nor found, whatever is asked.
        ("perlu=semua&status_transaksi=placed", vec![done, shipped, paid]),
        ("perlu=bukti", vec![done, shipped, paid]),
        (&format!("q={placed}"), vec![]),
        (&format!("q=%23{cancelled}"), vec![]),
    ] {
        let page = warehouse.get(&format!("/admin/pesanan/?{query}")).await.text();
        let rows = page.split("name=\"pesanan\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let rows: Vec<i64> = rows.filter_map(|id| id.parse().ok()).collect();
        assert_eq!(rows, found.iter().map(|order| order.get()).collect::<Vec<_>>(), "{query}");
    }
    let page = warehouse.get("/admin/pesanan/?perlu=semua&status_transaksi=shipped").await.text();
    assert!(page.contains("value=\"shipped\" selected") && !page.contains("value=\"placed\""), "{page}");
    for hidden in [placed, cancelled] {
        assert_eq!(warehouse.get(&urls::admin_order(hidden)).await.status, 404);
    }
}

async fn operations_refuse_by_themselves(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 14_500, 100).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 3)]).await;
    let (id, _) = world.admin("gudang", "warehouse").await;
    let (driver, _) = world.employee("Udin").await;
    let warehouse = by_admin(id, "gudang", AdminKind::Warehouse);
    let settings = world.settings().await;
    let refused = |error: OpError, deed| assert!(matches!(error, OpError::NotAllowed(of) if of == deed), "{error}");
    let step = Step::new(order, Event::AcceptPayment, warehouse.clone()).with_note("tunai");
    refused(steps::advance(&world.app, step).await.expect_err("refused"), Deed::DecidePayment);
    let step = Step::new(order, Event::Cancel, warehouse.clone()).with_note("tidak jadi");
    refused(steps::advance(&world.app, step).await.expect_err("refused"), Deed::CancelOrder);
    for by in [&warehouse, &by_employee(driver, "Udin")] {
        let archived = ops::catalogue::archive(&world.app, product, true, by).await;
        refused(archived.expect_err("refused"), Deed::EditGoods);
        let saved = ops::settings::save(&world.app, &settings, 0, by).await;
        refused(saved.expect_err("refused"), Deed::EditSettings);
        let purged = shop::jobs::admin::purge(&world.app, None, None, by).await;
        refused(purged.expect_err("refused"), Deed::MendJobs);
    }
    let office = by_admin(id, "kantor", AdminKind::Office);
    let hired = staff::create_admin(&world.app, &TypedAdmin::default(), &office).await;
    refused(hired.expect_err("refused"), Deed::Admins);
    let mut conn = world.app.db.read().await.expect("reads");
    let rows = store::audit::list(&mut conn, &store::audit::AuditFilter::default(), 100).await.expect("reads");
    assert!(rows.iter().all(|row| row.actor == "command"), "what was refused left no row: {rows:?}");
}

fn typed(role: &str, active: bool) -> TypedAdmin {
    TypedAdmin {
        name: "Nur".to_owned(),
        username: "nur".to_owned(),
        password: String::new(),
        role: role.to_owned(),
        active,
    }
}

async fn another_kind_or_none_counts_with_the_next_click(test: TestDb) {
    let world = World::open(test).await;
    world.admin("pemilik", "owner").await;
    let (id, mut nur) = world.admin("nur", "office").await;
    assert_eq!(nur.get("/admin/pelanggan/").await.status, 200);
    staff::change_admin(&world.app, id, 1, &typed("warehouse", true), &World::office()).await.expect("changes");
    assert_eq!(nur.get("/admin/pelanggan/").await.status, 403);
    assert_eq!(nur.post("/admin/diskon/baru/", &[]).await.status, 403);
    assert_eq!(nur.get("/admin/stok/").await.status, 200);
    staff::change_admin(&world.app, id, 2, &typed("warehouse", false), &World::office()).await.expect("changes");
    assert!(nur.get("/admin/stok/").await.location().starts_with("/admin/login/"));
    staff::change_admin(&world.app, id, 3, &typed("warehouse", true), &World::office()).await.expect("changes");
    assert!(nur.get("/admin/stok/").await.location().starts_with("/admin/login/"), "the old session stays ended");
}

async fn the_last_owner_stays_whoever_clicks_first(test: TestDb) {
    let world = World::open(test).await;
    let (one, _) = world.admin("satu", "owner").await;
    let (two, _) = world.admin("dua", "owner").await;
    let (by_one, by_two) = (by_admin(one, "satu", AdminKind::Owner), by_admin(two, "dua", AdminKind::Owner));
    let (demoted, inactive) = (typed("office", true), typed("owner", false));
    let (first, second) = tokio::join!(
        staff::change_admin(&world.app, two, 1, &demoted, &by_one),
        staff::change_admin(&world.app, one, 1, &inactive, &by_two),
    );
    assert_eq!([&first, &second].iter().filter(|done| done.is_ok()).count(), 1, "{first:?} {second:?}");
    let left = if first.is_ok() { one } else { two };
    for typed in [typed("office", true), typed("warehouse", true), typed("owner", false)] {
        let refused = staff::change_admin(&world.app, left, 1, &typed, &World::office()).await;
        assert!(matches!(refused, Err(OpError::Fields(_))), "{refused:?}");
    }
}
