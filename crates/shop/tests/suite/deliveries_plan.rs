//! The plan of a day (domain.md §7): several deliveries to a driver at once, the order of the stops, the truck's departure.

use domain::{
    ids::{EmployeeId, OrderId},
    money::Rupiah,
    order::Event,
};
use shop::ops::{
    self,
    steps::{self, Step},
};
use testkit::{TestDb, Visitor, on_both_databases};

use crate::world::World;

on_both_databases! {
    a_day_is_planned_and_driven_in_its_order,
    a_tour_is_changed_and_a_failed_delivery_leaves_it,
    what_cannot_leave_is_told_and_the_rest_leaves,
    whatever_is_wrong_with_one_the_others_leave,
    wrong_plans_change_nothing,
}

struct Yard {
    world: World,
    orders: Vec<OrderId>,
    driver_id: EmployeeId,
    driver: Visitor,
    office: Visitor,
}

/// So many paid orders that are to be delivered; the last one without a fee.
async fn yard(test: TestDb, count: usize) -> Yard {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 10_000, 500).await;
    let siti = world.customer("siti").await;
    let mut orders = Vec::new();
    for at in 0..count {
        let order = world.order(siti, &[(product, at as u16 + 1)]).await;
        let paid = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
        steps::advance(&world.app, paid).await.expect("is paid");
        if at + 1 < count {
            let settings = world.settings().await;
            let fee = Rupiah::from_u32(50_000);
            ops::shipping::set_ongkir(&world.app, &settings, order, &World::office(), fee).await.expect("has a fee");
        }
        orders.push(order);
    }
    let (driver_id, driver) = world.employee("Udin").await;
    let (_, office) = world.admin("kantor", "office").await;
    Yard { world, orders, driver_id, driver, office }
}

impl Yard {
    async fn today(&self) -> String {
        self.world.settings().await.zone.day_of(self.world.app.clock.now()).to_string()
    }

    async fn plan(&mut self, orders: &[OrderId], day: &str) -> u16 {
        let driver = self.driver_id.to_string();
        let ids: Vec<String> = orders.iter().map(ToString::to_string).collect();
        let mut fields = vec![("karyawan", driver.as_str()), ("hari", day)];
        fields.extend(ids.iter().map(|id| ("pesanan", id.as_str())));
        self.office.post("/admin/pengiriman/", &fields).await.status.as_u16()
    }

    /// The tour as the driver sees it.
    async fn tour(&mut self) -> Vec<OrderId> {
        let page = self.driver.get("/karyawan/dashboard/").await.text();
        let open = page.split("data-outbox-trip=\"").skip(1);
        open.filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
    }
}

async fn a_day_is_planned_and_driven_in_its_order(test: TestDb) {
    let mut yard = yard(test, 4).await;
    let (today, orders) = (yard.today().await, yard.orders.clone());
    assert_eq!(yard.plan(&[orders[2], orders[0], orders[1]], &today).await, 303);
    assert!(yard.tour().await.is_empty(), "a plan is no delivery yet");
    let page = yard.office.get("/admin/pengiriman/").await.text();
    assert!(page.contains("Berangkatkan 3"), "{page}");
    let ids: Vec<String> = orders.iter().map(ToString::to_string).collect();
    let names: Vec<String> = orders.iter().map(|id| format!("urutan_{id}")).collect();
    let tour = [
        ("pesanan", ids[0].as_str()),
        ("pesanan", ids[1].as_str()),
        ("pesanan", ids[2].as_str()),
        (names[0].as_str(), "9"),
        (names[1].as_str(), "2"),
        (names[2].as_str(), "5"),
        ("aksi", "berangkat"),
    ];
    assert_eq!(yard.office.post("/admin/pengiriman/urutan/", &tour).await.status, 303);
    assert_eq!(yard.tour().await, [orders[1], orders[2], orders[0]], "in the order of the office");
    let bell = yard.driver.get("/karyawan/notifikasi/").await.text();
    assert_eq!(bell.matches("Tugas Kirim").count(), 3, "told of each");
    let again = yard.office.post("/admin/pengiriman/urutan/", &tour).await;
    assert_eq!(again.status, 303, "pressed twice, nothing leaves twice");
    assert_eq!(yard.driver.get("/karyawan/notifikasi/").await.text().matches("Tugas Kirim").count(), 3);
}

async fn a_tour_is_changed_and_a_failed_delivery_leaves_it(test: TestDb) {
    let mut yard = yard(test, 3).await;
    let (today, orders) = (yard.today().await, yard.orders.clone());
    for order in &orders[..2] {
        let step = Step { employee: Some(yard.driver_id), ..Step::new(*order, Event::Ship, World::office()) };
        steps::advance(&yard.world.app, step).await.expect("leaves");
    }
    assert_eq!(yard.plan(&[orders[1], orders[0]], &today).await, 303);
    assert_eq!(yard.tour().await, [orders[1], orders[0]]);
    let failed = Step::new(orders[1], Event::FailDelivery, World::office()).with_note("rumah kosong");
    steps::advance(&yard.world.app, failed).await.expect("comes back");
    assert_eq!(yard.tour().await, [orders[0]]);
    let page = yard.office.get("/admin/pengiriman/").await.text();
    let waiting = page.split("data-form=\"delivery-tour\"").next().expect("the first part");
    assert!(waiting.contains(&format!("name=\"pesanan\" value=\"{}\"", orders[1])), "it waits for a plan again");
    // Taken out of the tour while on the truck, it is nobody's.
    let id = orders[0].to_string();
    yard.office.post("/admin/pengiriman/urutan/", &[("pesanan", &id), ("keluar", &id), ("aksi", "urutan")]).await;
    let (_, mut other) = yard.world.employee("Basri").await;
    assert_eq!(other.get(&views::urls::employee_delivery(orders[0])).await.status, 200, "everybody may take it");
}

async fn what_cannot_leave_is_told_and_the_rest_leaves(test: TestDb) {
    let mut yard = yard(test, 2).await;
    let (today, orders) = (yard.today().await, yard.orders.clone());
    yard.plan(&orders, &today).await;
    let ids: Vec<String> = orders.iter().map(ToString::to_string).collect();
    let form = [("pesanan", ids[0].as_str()), ("pesanan", ids[1].as_str()), ("aksi", "berangkat")];
    yard.office.post("/admin/pengiriman/urutan/", &form).await;
    let page = yard.office.get("/admin/pengiriman/").await.text();
    assert!(
        page.contains("1 pesanan berangkat.")
            && page.replace("&#35;", "#").contains(&format!("Belum bisa #{}: isi ongkir dulu.", orders[1])),
        "{page}"
    );
    assert_eq!(yard.tour().await, [orders[0]]);
    let again = yard.office.post("/admin/pengiriman/urutan/", &form).await;
    assert!(yard.office.get(again.location()).await.text().contains("Tidak ada pesanan yang berangkat"));
}

async fn whatever_is_wrong_with_one_the_others_leave(test: TestDb) {
    let yard = yard(test, 4).await;
    let (orders, by) = (&yard.orders, World::office());
    let unknown = OrderId::try_from(999_999).expect("an id");
    // One nobody knows before, between a refused one, and the same truck twice.
    let chosen = [unknown, orders[0], orders[3], orders[1], orders[0], orders[2]].map(|id| (id, Some(yard.driver_id)));
    let came = ops::deliveries::depart(&yard.world.app, &chosen, &by).await;
    assert_eq!(came.iter().map(|(order, _)| *order).collect::<Vec<_>>(), chosen.map(|(order, _)| order));
    let left: Vec<bool> = came.iter().map(|(_, came)| came.is_ok()).collect();
    assert_eq!(left, [false, true, false, true, false, true]);
    assert!(matches!(came[0].1, Err(ops::OpError::NotFound)));
}

async fn wrong_plans_change_nothing(test: TestDb) {
    let mut yard = yard(test, 2).await;
    let (today, order) = (yard.today().await, yard.orders[0].to_string());
    let driver = yard.driver_id.to_string();
    for form in [
        vec![("karyawan", driver.as_str()), ("hari", today.as_str())],
        vec![("pesanan", order.as_str()), ("karyawan", "999"), ("hari", today.as_str())],
        vec![("pesanan", order.as_str()), ("karyawan", "x"), ("hari", today.as_str())],
        vec![("pesanan", order.as_str()), ("karyawan", driver.as_str()), ("hari", "2020-01-01")],
        vec![("pesanan", order.as_str()), ("karyawan", driver.as_str()), ("hari", "kemarin")],
        vec![("pesanan", "999999"), ("karyawan", driver.as_str()), ("hari", today.as_str())],
        vec![("pesanan", "x"), ("karyawan", driver.as_str()), ("hari", today.as_str())],
        vec![],
    ] {
        assert_eq!(yard.office.post("/admin/pengiriman/", &form).await.status, 303, "{form:?}");
        let page = yard.office.get("/admin/pengiriman/").await.text();
        assert!(page.contains("flash-bad") && !page.contains("data-form=\"delivery-tour\""), "{form:?}");
    }
    yard.plan(&[yard.orders[0]], &today).await;
    for stop in ["0", "-1", "x", "1000", "1,5"] {
        let name = format!("urutan_{order}");
        yard.office.post("/admin/pengiriman/urutan/", &[("pesanan", &order), (&name, stop)]).await;
        assert!(yard.office.get("/admin/pengiriman/").await.text().contains("flash-bad"), "{stop}");
    }
    for query in ["?hari=x", "?hari=2026-02-30", "?hari=%00", "?hari=9999-12-31"] {
        assert_eq!(yard.office.get(&format!("/admin/pengiriman/{query}")).await.status, 200, "{query}");
    }
    for address in ["/admin/pengiriman/", "/admin/pengiriman/urutan/"] {
        assert_eq!(yard.driver.post(address, &[("pesanan", &order)]).await.status, 303, "to the office's door");
    }
    let door = yard.driver.get("/admin/pengiriman/").await;
    assert_eq!(door.location().split('?').next(), Some("/admin/login/"));
    assert_eq!(yard.office.get("/admin/pengiriman/urutan/").await.location(), "/admin/pengiriman/");
}
