//! Handing over (domain.md §7, docs/decisions/0019): the same form twice is one delivery, goods that did not arrive stay true in stock and
//! money, and only whose delivery it is may prove it.

use domain::{
    audit::{Act, Thing},
    ids::{EmployeeId, OrderId, ProductId},
    money::Rupiah,
    order::{Event, OrderState},
    quantity::Quantity,
};
use shop::ops::{
    self,
    steps::{self, Step},
};
use store::order_pages::{self, Reader};
use testkit::{Attached, Reply, TestDb, Visitor, on_both_databases};

use crate::world::{World, jpeg};

on_both_databases! {
    a_form_that_arrives_twice_is_one_delivery,
    the_same_form_at_the_same_moment_is_one_delivery,
    missing_goods_are_free_again_and_the_office_is_told,
    what_is_typed_wrong_stands_at_its_field_and_stays,
    nothing_at_all_is_no_delivery,
    missing_goods_are_settled_once,
    only_the_driver_of_a_delivery_proves_it,
}

/// A shop with an order of 12 rosters and 5 pions that is on the truck of a driver.
struct OnTruck {
    world: World,
    order: OrderId,
    goods: [ProductId; 2],
    driver_id: EmployeeId,
    driver: Visitor,
    office: Visitor,
}

async fn ship(world: &World, order: OrderId, driver: Option<EmployeeId>) {
    let by = World::office();
    let paid = Step::new(order, Event::AcceptPayment, by.clone()).with_note("tunai");
    steps::advance(&world.app, paid).await.expect("is paid");
    let settings = world.settings().await;
    ops::shipping::set_ongkir(&world.app, &settings, order, &by, Rupiah::from_u32(75_000)).await.expect("has a fee");
    let step = Step { employee: driver, ..Step::new(order, Event::Ship, by) };
    steps::advance(&world.app, step).await.expect("leaves");
}

async fn on_truck(test: TestDb) -> OnTruck {
    let world = World::open(test).await;
    let goods = [world.product("Roster Kawung", 10_000, 100).await, world.product("Pion Bola", 45_000, 50).await];
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(goods[0], 12), (goods[1], 5)]).await;
    let (driver_id, driver) = world.employee("Udin").await;
    let (_, office) = world.admin("kantor", "office").await;
    ship(&world, order, Some(driver_id)).await;
    OnTruck { world, order, goods, driver_id, driver, office }
}

impl OnTruck {
    fn address(&self) -> String {
        views::urls::employee_delivery(self.order)
    }

    async fn prove(&mut self, fields: &[(&str, &str)]) -> Reply {
        let (address, bytes) = (self.address(), jpeg());
        let photo = Attached { field: "foto_pengiriman", name: "foto.jpg", content_type: "image/jpeg", bytes: &bytes };
        self.driver.upload(&address, fields, &[photo]).await
    }

    async fn state(&self) -> (OrderState, usize, usize) {
        let mut conn = self.world.app.db.read().await.expect("reads");
        let row = order_pages::full(&mut conn, self.order, Reader::Admin).await.expect("reads").expect("is there");
        let parts = order_pages::parts(&mut conn, self.order, false).await.expect("reads");
        let handed = parts.events.iter().filter(|event| event.event == "deliver").count();
        (row.state, handed, parts.shortfalls.len())
    }
}

async fn a_form_that_arrives_twice_is_one_delivery(test: TestDb) {
    let mut shop = on_truck(test).await;
    let address = shop.address();
    let key = shop.driver.get(&address).await.field("kunci");
    assert!(key.len() > 10, "the page gives a key: {key}");
    let fields = [("kunci", key.as_str()), ("penerima", "Pak RT"), ("lewat", "ya")];
    for round in ["first", "second"] {
        let reply = shop.prove(&fields).await;
        assert_eq!(reply.status, 200, "{round}: {}", reply.text());
        assert_eq!(reply.text(), "/karyawan/dashboard/", "{round}: told where to go on");
    }
    assert_eq!(shop.prove(&[("kunci", key.as_str())]).await.status, 303, "without a script the same");
    assert_eq!(shop.state().await, (OrderState::Completed, 1, 0));
    assert_eq!(shop.world.level(shop.goods[0]).await, (88, 0));
    shop.world.ledger_agrees().await;
    assert_eq!(
        shop.prove(&[("kunci", "another-key"), ("lewat", "ya")]).await.status,
        422,
        "another form is another delivery"
    );
    assert_eq!(shop.prove(&[("lewat", "ya")]).await.status, 422, "and so is a form without a key");
    let stranger = shop.world.visitor().post(&address, &[("lewat", "ya")]).await;
    assert_eq!(stranger.status, 303, "who is not signed in is sent to the door, which is never a 200");
}

async fn the_same_form_at_the_same_moment_is_one_delivery(test: TestDb) {
    let shop = on_truck(test).await;
    let step = Step { key: Some("satu-kunci".into()), ..Step::new(shop.order, Event::Deliver, driver_by(&shop)) };
    let mut running = Vec::new();
    for _ in 0..6 {
        let photo = shop.world.app.uploads.private_picture(store::files::FileKind::Delivery, jpeg().into()).await;
        let step = Step { photo: Some(photo.expect("is stored")), ..step.clone() };
        let app = shop.world.app.clone();
        running.push(tokio::spawn(async move { ops::deliveries::hand_over(&app, step, &[]).await }));
    }
    let mut now = 0;
    for one in running {
        match one.await.expect("does not panic") {
            Ok(handed) => now += usize::from(handed == ops::deliveries::Handed::Now),
            Err(error) => panic!("each is answered with done: {error}"),
        }
    }
    assert_eq!(now, 1);
    assert_eq!(shop.state().await, (OrderState::Completed, 1, 0));
    shop.world.ledger_agrees().await;
}

fn driver_by(shop: &OnTruck) -> store::places::By {
    ops::by_employee(shop.driver_id, "Udin")
}

async fn missing_goods_are_free_again_and_the_office_is_told(test: TestDb) {
    let mut shop = on_truck(test).await;
    let reply =
        shop.prove(&[("kunci", "k-1"), ("sampai_1", "9"), ("sebab_1", "pecah di jalan"), ("sampai_2", "5")]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert_eq!(shop.state().await, (OrderState::Completed, 1, 1));
    assert_eq!(shop.world.level(shop.goods[0]).await, (91, 0), "nine left the yard, three are free again");
    assert_eq!(shop.world.level(shop.goods[1]).await, (45, 0));
    shop.world.ledger_agrees().await;
    let mut conn = shop.world.app.db.read().await.expect("reads");
    let parts = order_pages::parts(&mut conn, shop.order, false).await.expect("reads");
    drop(conn);
    let short = &parts.shortfalls[0];
    assert_eq!((short.quantity, short.value.get()), (Quantity::units(3), 30_000), "its share of the price");
    let told = shop.office.get("/admin/notifikasi/").await.text();
    assert!(told.contains("Barang Kurang") && told.contains("Roster Kawung 3 biji (pecah di jalan)"), "{told}");
    let page = shop.office.get(&views::urls::admin_order(shop.order)).await.text();
    assert!(page.contains("data-form=\"shortfall\"") && page.contains("Rp 30.000"));
    let seen = shop.driver.get(&shop.address()).await.text();
    assert!(seen.contains("Kurang: Roster Kawung 3 biji"), "the driver sees what was noted");
}

async fn what_is_typed_wrong_stands_at_its_field_and_stays(test: TestDb) {
    let mut shop = on_truck(test).await;
    for (field, value) in [
        ("sampai_1", "13"),
        ("sampai_1", "-1"),
        ("sampai_1", "banyak"),
        ("sampai_1", "9"),
        ("sampai_2", "99999999999999"),
    ] {
        let reply = shop.prove(&[("kunci", "k"), ("penerima", "Bu Aminah"), (field, value)]).await;
        assert_eq!(reply.status, 422, "{field}={value}");
        let page = reply.text();
        let at = if value == "9" { "e-sebab_1" } else { &format!("e-{field}") };
        assert!(page.contains(&format!("id=\"{at}\"")), "{field}={value}: the problem stands at {at}");
        assert!(page.contains("Bu Aminah") && page.contains(value), "what was typed stays");
        assert!(page.contains("Pilih lagi fotonya"), "the photo must be chosen again");
    }
    let reply = shop.prove(&[("kunci", "k"), ("sampai_1", "9"), ("lewat", "ya")]).await;
    assert!(!reply.text().contains("Pilih lagi fotonya"), "a script still has it");
    let long = "x".repeat(500);
    assert_eq!(shop.prove(&[("sampai_1", "9"), ("sebab_1", &long)]).await.status, 422);
    assert_eq!(shop.state().await, (OrderState::Shipped, 0, 0));
    assert_eq!(shop.world.level(shop.goods[0]).await, (100, 12));
}

async fn nothing_at_all_is_no_delivery(test: TestDb) {
    let mut shop = on_truck(test).await;
    let none = [("kunci", "k"), ("sampai_1", "0"), ("sebab_1", "hilang"), ("sampai_2", "0"), ("sebab_2", "hilang")];
    let reply = shop.prove(&none).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("Tidak bisa diantar"), "it says what to do instead");
    assert_eq!(shop.state().await, (OrderState::Shipped, 0, 0));
    shop.world.ledger_agrees().await;
    // One whole line may be missing.
    let reply = shop.prove(&[("kunci", "k"), ("sampai_2", "0"), ("sebab_2", "tertinggal di gudang")]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert_eq!(shop.world.level(shop.goods[1]).await, (50, 0), "all of it is still there");
    shop.world.ledger_agrees().await;
}

async fn missing_goods_are_settled_once(test: TestDb) {
    let mut shop = on_truck(test).await;
    let address = format!("{}kurang/", views::urls::admin_order(shop.order));
    assert_eq!(shop.office.post(&address, &[("uang", "kembali")]).await.status, 422, "nothing is missing yet");
    shop.prove(&[("kunci", "k"), ("sampai_1", "11"), ("sebab_1", "retak")]).await;
    for wrong in ["", "x", "hilang"] {
        assert_eq!(shop.office.post(&address, &[("uang", wrong)]).await.status, 422, "{wrong}");
    }
    let row = format!("href=\"{}\"", views::urls::admin_order(shop.order));
    let pile = "/admin/pesanan/?perlu=gagal";
    assert!(shop.office.get(pile).await.text().contains(&row), "somebody has to decide");
    assert!(shop.office.get("/admin/").await.text().contains("pengiriman gagal atau kurang"));
    assert_eq!(shop.office.post(&address, &[("uang", "simpan")]).await.status, 303);
    assert_eq!(shop.office.post(&address, &[("uang", "kembali")]).await.status, 422, "it was settled already");
    assert_eq!(shop.world.noted(Act::Settled, Thing::Order).await, 1);
    assert!(!shop.office.get(pile).await.text().contains(&row), "it is decided");
    let promised = shop.office.get("/admin/tindak-lanjut/").await.text();
    assert_eq!(promised.matches("Potong Rp ").count(), 1, "the office keeps it in mind: {promised}");
    let page = shop.office.get(&views::urls::admin_order(shop.order)).await.text();
    assert!(page.contains("uangnya disimpan") && !page.contains("data-form=\"shortfall\""));
    assert_eq!(
        shop.driver.post(&address, &[("uang", "kembali")]).await.status,
        303,
        "drivers are sent to the office's door"
    );
    assert_eq!(shop.world.level(shop.goods[0]).await, (89, 0), "money moves no stock");
}

async fn only_the_driver_of_a_delivery_proves_it(test: TestDb) {
    let mut shop = on_truck(test).await;
    let (_, mut other) = shop.world.employee("Basri").await;
    let (address, bytes) = (shop.address(), jpeg());
    let photo = Attached { field: "foto_pengiriman", name: "foto.jpg", content_type: "image/jpeg", bytes: &bytes };
    let reply = other.upload(&address, &[("kunci", "k"), ("lewat", "ya")], std::slice::from_ref(&photo)).await;
    assert_eq!(reply.status, 404, "somebody else's delivery is as unknown as none");
    assert_eq!(other.get(&address).await.status, 404);
    assert_eq!(shop.prove(&[("kunci", "k")]).await.status, 303);
    // The key of a delivery opens nothing to others either.
    assert_eq!(other.upload(&address, &[("kunci", "k"), ("lewat", "ya")], &[photo]).await.status, 404);
    assert_eq!(shop.state().await, (OrderState::Completed, 1, 0));
}
