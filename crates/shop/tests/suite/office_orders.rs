//! The desk of the office (domain.md §12): piles with their numbers, several orders at once, one proof after the other, notes of its own.

use domain::{
    ids::OrderId,
    order::{Event, Fulfilment},
};
use shop::ops::{
    self, payment,
    place_order::{Placed, Placing},
    steps::{self, Step},
};
use testkit::{Reply, TestDb, Visitor, on_both_databases};

use crate::world::{World, jpeg};

on_both_databases! {
    every_pile_holds_what_waits_there,
    several_orders_are_shipped_at_once_and_each_refusal_is_told,
    orders_stay_ticked_when_their_driver_is_gone,
    money_of_a_cancelled_order_is_kept_in_mind,
    the_warehouse_cannot_ask_for_hidden_orders_by_shipping_them,
    after_a_proof_the_next_one_opens_and_a_double_press_accepts_once,
    notes_are_for_the_office_only,
    an_order_is_found_by_the_name_of_its_day,
    the_list_is_searched_and_sorted,
}

/// An order with a known fee, to be delivered or picked up.
async fn order(world: &World, name: &str, way: Fulfilment) -> OrderId {
    let product = world.product(&format!("Barang {name}"), 10_000, 50).await;
    let customer = world.customer(name).await;
    world.fill_cart(customer, &[(product, 1)]).await;
    let address = if way == Fulfilment::Pickup { String::new() } else { "Jl. Pahlawan 7".to_owned() };
    let placing = Placing { fulfilment: way, address, ..world.agreed(customer, "kunci").await };
    match world.place(&placing).await {
        Placed::New(order) => order,
        other => panic!("{other:?}"),
    }
}

async fn fee(world: &World, order: OrderId) {
    let settings = world.settings().await;
    let fee = domain::money::Rupiah::from_u32(50_000);
    ops::shipping::set_ongkir(&world.app, &settings, order, &World::office(), fee).await.expect("is set");
}

async fn step(world: &World, order: OrderId, event: Event) {
    steps::advance(&world.app, Step::new(order, event, World::office()).with_note("dari tes")).await.expect("goes on");
}

pub async fn proof(world: &World, order: OrderId) {
    let file = world.app.uploads.proof(jpeg().into()).await.expect("is stored");
    let mut tx = world.app.db.begin().await.expect("begins");
    let row = store::orders::lock(&mut tx, order).await.expect("reads").expect("exists");
    drop(tx);
    let by = ops::by_customer(row.customer_id, &row.customer_name);
    payment::give_proof(&world.app, order, &by, &file).await.expect("is given");
}

/// The orders a page lists, in its order.
fn listed(reply: &Reply) -> Vec<i64> {
    assert_eq!(reply.status, 200);
    let page = reply.text();
    let rows = page.split("name=\"pesanan\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    rows.filter_map(|id| id.parse().ok()).collect()
}

fn ids(orders: &[OrderId]) -> Vec<i64> {
    orders.iter().map(|order| order.get()).collect()
}

async fn pile(office: &mut Visitor, code: &str) -> Vec<i64> {
    listed(&office.get(&format!("/admin/pesanan/?perlu={code}")).await)
}

async fn every_pile_holds_what_waits_there(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    assert!(
        office.get("/admin/pesanan/").await.text().contains("Belum ada pesanan di sini"),
        "an empty shop shows all"
    );
    let unpaid = order(&world, "belum", Fulfilment::Delivery).await;
    fee(&world, unpaid).await;
    let no_fee = order(&world, "ongkir", Fulfilment::Delivery).await;
    let proved = order(&world, "bukti", Fulfilment::Pickup).await;
    proof(&world, proved).await;
    let to_ship = order(&world, "kirim", Fulfilment::Delivery).await;
    let on_the_road = order(&world, "jalan", Fulfilment::Delivery).await;
    let failed = order(&world, "gagal", Fulfilment::Delivery).await;
    let locked = order(&world, "terkunci", Fulfilment::Delivery).await;
    for order in [to_ship, on_the_road, failed, locked] {
        fee(&world, order).await;
        step(&world, order, Event::AcceptPayment).await;
    }
    for order in [on_the_road, failed, locked] {
        step(&world, order, Event::Ship).await;
    }
    step(&world, failed, Event::FailDelivery).await;
    let driver = ops::by_employee(world.employee("Udin").await.0, "Udin");
    steps::failed_attempt(&world.app, locked, &driver, "rumah terkunci").await.expect("is noted");
    let collected = order(&world, "ambil", Fulfilment::Pickup).await;
    step(&world, collected, Event::AcceptPayment).await;
    assert_eq!(pile(&mut office, "bukti").await, ids(&[proved]));
    assert_eq!(pile(&mut office, "ongkir").await, ids(&[no_fee]));
    assert_eq!(pile(&mut office, "kirim").await, ids(&[to_ship, failed]));
    assert_eq!(pile(&mut office, "ambil").await, ids(&[collected]));
    assert_eq!(pile(&mut office, "jalan").await, ids(&[on_the_road, locked]));
    assert_eq!(pile(&mut office, "gagal").await, ids(&[failed, locked]));
    assert!(pile(&mut office, "lambat").await.is_empty());
    assert!(pile(&mut office, "terlambat").await.is_empty(), "the deadline is not near");
    // Without a word: what is to be done, oldest first. All orders: newest first.
    let todo = ids(&[no_fee, proved, to_ship, failed, locked, collected]);
    assert_eq!(listed(&office.get("/admin/pesanan/").await), todo);
    assert_eq!(pile(&mut office, "semua").await.len(), 8);
    assert_eq!(pile(&mut office, "tidak-ada").await.len(), 8, "an unknown pile is none");
    // A day later what is on the road is late, after two what is paid; a deadline is near.
    world.test.clock.set(world.app.clock.now().plus_hours(25));
    assert_eq!(pile(&mut office, "lambat").await, ids(&[on_the_road, locked]));
    assert_eq!(pile(&mut office, "terlambat").await, ids(&[unpaid, no_fee]));
    world.test.clock.set(world.app.clock.now().plus_hours(24));
    assert_eq!(pile(&mut office, "lambat").await, ids(&[to_ship, on_the_road, failed, locked, collected]));
    let page = office.get("/admin/pesanan/?perlu=lambat").await.text();
    assert!(page.contains("lebih dari 2 hari"), "the page says what late is");
    assert!(page.contains("Terlambat <span class=\"tab-count\">5</span>"), "the tab counts");
}

async fn several_orders_are_shipped_at_once_and_each_refusal_is_told(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (udin, _) = world.employee("Udin").await;
    let mut orders = Vec::new();
    for name in ["satu", "dua", "tiga", "empat"] {
        orders.push(order(&world, name, Fulfilment::Delivery).await);
    }
    for order in &orders[..2] {
        fee(&world, *order).await;
    }
    for order in &orders[..3] {
        step(&world, *order, Event::AcceptPayment).await;
    }
    let nothing = office
        .post("/admin/pesanan/massal/", &[("aksi", "kirim"), ("daftar", "/admin/pesanan/?perlu=kirim&q=a")])
        .await;
    assert_eq!((nothing.status.as_u16(), nothing.location()), (303, "/admin/pesanan/?perlu=kirim&q=a"));
    assert!(office.get("/admin/pesanan/").await.text().contains("Belum ada pesanan yang dipilih"));
    let chosen: Vec<String> = orders.iter().map(ToString::to_string).collect();
    let driver = udin.to_string();
    let mut form: Vec<(&str, &str)> = chosen.iter().map(|id| ("pesanan", id.as_str())).collect();
    form.extend([("aksi", "kirim"), ("karyawan", driver.as_str()), ("pesanan", "999999"), ("pesanan", "abc")]);
    // Asked first: who gets what, what cannot leave, who drives.
    let question = office.post("/admin/pesanan/massal/", &form).await;
    assert_eq!(question.status, 200);
    let html = question.text().replace("&#35;", "#");
    assert!(html.contains("name=\"yakin\" value=\"ya\"") && html.contains("Jl. Pahlawan 7"), "{html}");
    assert!(html.contains("belum bisa: belum dibayar.") && html.contains("belum bisa: isi ongkir dulu."), "{html}");
    assert!(html.contains(&format!("value=\"{driver}\" selected")) && html.contains("#999999: tidak ditemukan"));
    let mut conn = world.app.db.read().await.expect("reads");
    let deliveries = store::order_pages::deliveries(&mut conn, udin).await.expect("reads");
    drop(conn);
    assert!(deliveries.is_empty(), "nothing has left yet");
    form.push(("yakin", "ya"));
    let reply = office.post("/admin/pesanan/massal/", &form).await;
    assert_eq!(reply.status, 303);
    let page = office.get(reply.location()).await.text().replace("&#35;", "#");
    assert!(page.contains("2 pesanan berangkat"), "{page}");
    let told = format!("Belum bisa #{}: isi ongkir dulu.", orders[2]);
    assert!(page.contains(&told), "each refusal is told");
    assert!(page.contains(&format!("#{}: belum dibayar.", orders[3])) && page.contains("#999999: tidak ditemukan"));
    let mut conn = world.app.db.read().await.expect("reads");
    let deliveries = store::order_pages::deliveries(&mut conn, udin).await.expect("reads");
    assert_eq!(deliveries.iter().map(|row| row.id).collect::<Vec<_>>(), orders[..2]);
    drop(conn);
    // Once more: nothing happens twice.
    let again = office.post("/admin/pesanan/massal/", &form).await;
    assert!(office.get(again.location()).await.text().contains("Tidak ada pesanan yang berangkat"));
    assert_eq!(office.get("/admin/pesanan/massal/").await.location(), "/admin/pesanan/");
}

async fn orders_stay_ticked_when_their_driver_is_gone(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (udin, _) = world.employee("Udin").await;
    let id = order(&world, "satu", Fulfilment::Delivery).await;
    fee(&world, id).await;
    step(&world, id, Event::AcceptPayment).await;
    ops::staff::deactivate_employee(&world.app, udin, &World::office()).await.expect("deactivates");
    let (chosen, driver) = (id.to_string(), udin.to_string());
    let form = [
        ("pesanan", chosen.as_str()),
        ("karyawan", driver.as_str()),
        ("yakin", "ya"),
        ("daftar", "/admin/pesanan/?q=a"),
    ];
    let again = office.post("/admin/pesanan/massal/", &form).await;
    assert_eq!(again.status, 422);
    let html = again.text().replace("&#35;", "#");
    assert!(
        html.contains("Akun pengantar itu sudah nonaktif") && html.contains("aria-describedby=\"e-karyawan\""),
        "{html}"
    );
    assert!(html.contains(&format!("name=\"pesanan\" value=\"{id}\"")) && html.contains("?q=a"), "{html}");
    assert!(html.contains("Jl. Pahlawan 7"), "it is still to leave");
}

async fn money_of_a_cancelled_order_is_kept_in_mind(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (paid, unpaid) =
        (order(&world, "satu", Fulfilment::Pickup).await, order(&world, "dua", Fulfilment::Pickup).await);
    step(&world, paid, Event::AcceptPayment).await;
    for id in [paid, unpaid] {
        let cancel = views::urls::admin_order_cancel(id);
        assert_eq!(office.post(&cancel, &[("alasan", "stok rusak"), ("uang", "kembali")]).await.status, 303);
    }
    let kept = office.get("/admin/tindak-lanjut/").await.text().replace("&#35;", "#");
    assert!(
        kept.contains(&format!("Pesanan #{paid} dibatalkan, Rp 10.000 sudah dibayar: uang dikembalikan.")),
        "{kept}"
    );
    assert!(!kept.contains(&format!("#{unpaid} dibatalkan")), "nothing was paid: {kept}");
}

/// The warehouse hears of orders that are not paid the same as of those that never were, whatever it sends.
async fn the_warehouse_cannot_ask_for_hidden_orders_by_shipping_them(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut warehouse) = world.admin("gudang", "warehouse").await;
    let hidden = order(&world, "satu", Fulfilment::Delivery).await;
    let chosen = hidden.to_string();
    let form = [("pesanan", chosen.as_str()), ("pesanan", "999999"), ("yakin", "ya")];
    let reply = warehouse.post("/admin/pesanan/massal/", &form).await;
    let page = warehouse.get(reply.location()).await.text().replace("&#35;", "#");
    assert!(page.contains(&format!("#{hidden}, #999999: tidak ditemukan.")), "{page}");
    let ship = views::urls::admin_order_ship(hidden);
    assert_eq!(warehouse.post(&ship, &[("versi", "1")]).await.status, 404);
}

async fn after_a_proof_the_next_one_opens_and_a_double_press_accepts_once(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let mut orders = Vec::new();
    for name in ["satu", "dua", "tiga"] {
        let id = order(&world, name, Fulfilment::Pickup).await;
        proof(&world, id).await;
        orders.push(id);
    }
    let address = |order: OrderId| views::urls::admin_order(order);
    let page = office.get(&address(orders[1])).await;
    let text = page.text();
    assert!(text.contains(&format!("href=\"{}\" rel=\"next\"", address(orders[2]))), "j leads on");
    assert!(text.contains(&format!("href=\"{}\" rel=\"prev\"", address(orders[0]))), "k leads back");
    assert!(text.contains("data-key=\"a\"") && text.contains("data-key=\"r\""));
    let version = page.field("versi");
    let accept = views::urls::admin_order_accept(orders[1]);
    let form = [("versi", version.as_str()), ("lanjut", "ya")];
    let mut other_tab = office.clone();
    let (first, second) = tokio::join!(office.post(&accept, &form), other_tab.post(&accept, &form));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422], "one acceptance, one clear refusal");
    let next = if first.status == 303 { first } else { second };
    assert_eq!(next.location(), address(orders[2]), "the next proof opens");
    let mut conn = world.app.db.read().await.expect("reads");
    let parts = store::order_pages::parts(&mut conn, orders[1], true).await.expect("reads");
    drop(conn);
    assert_eq!(parts.events.iter().filter(|event| event.event == "accept_payment").count(), 1);
    // From the last one on to the first, then there is none.
    for (order, next) in [(orders[2], address(orders[0])), (orders[0], "/admin/pesanan/".to_owned())] {
        let version = office.get(&address(order)).await.field("versi");
        let reply =
            office.post(&views::urls::admin_order_accept(order), &[("versi", &version), ("lanjut", "ya")]).await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, next.as_str()));
    }
    assert!(office.get("/admin/pesanan/").await.text().contains("Tidak ada bukti lain"));
}

async fn notes_are_for_the_office_only(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let product = world.product("Roster", 10_000, 50).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 1)]).await;
    fee(&world, order).await;
    let (udin, mut driver) = world.employee("Udin").await;
    let address = views::urls::admin_order_note(order);
    let empty = office.post(&address, &[("catatan_internal", " "), ("kunci", "a")]).await;
    assert_eq!(empty.status, 422);
    let long = "x".repeat(501);
    assert_eq!(office.post(&address, &[("catatan_internal", &long), ("kunci", "a")]).await.status, 422);
    let form = [("catatan_internal", "Pelanggan rewel, <b>cek</b> dua kali"), ("kunci", "sama")];
    for _ in 0..2 {
        assert_eq!(office.post(&address, &form).await.location(), views::urls::admin_order(order));
    }
    let page = office.get(&views::urls::admin_order(order)).await.text();
    assert_eq!(page.matches("Pelanggan rewel").count(), 1, "a form sent twice is one note");
    assert!(page.contains("kantor") && !page.contains("<b>cek</b>"));
    step(&world, order, Event::AcceptPayment).await;
    let ship = Step { employee: Some(udin), ..Step::new(order, Event::Ship, World::office()) };
    steps::advance(&world.app, ship).await.expect("is shipped");
    let mut browser = world.signed_in(siti).await;
    assert!(!browser.get(&views::urls::order(order)).await.text().contains("rewel"), "the customer never sees it");
    let trip = driver.get(&views::urls::employee_delivery(order)).await;
    assert!(trip.status == 200 && !trip.text().contains("rewel"), "neither does the driver");
    assert_eq!(browser.post(&address, &form).await.status, 303, "a customer is sent to the door");
    assert_eq!(office.post("/admin/pesanan/999999/catatan/", &form).await.status, 404);
}

/// An order keeps the name and phone of its day; who has others now is still found by those.
async fn an_order_is_found_by_the_name_of_its_day(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let placed = order(&world, "sari", Fulfilment::Pickup).await;
    let mut conn = world.app.db.read().await.expect("reads");
    let found = store::accounts::found(&mut conn, "", "sari").await.expect("reads");
    let (before, id) = (found[0].name.clone(), found[0].id);
    drop(conn);
    let mut sari = world.signed_in(id).await;
    let form = [
        ("nama_pelanggan", "Nyonya Kartika"),
        ("alamat", "Jl. Baru 9"),
        ("no_hp", "0857-1111-2222"),
        ("tanggal_lahir", "1990-05-17"),
        ("email", ""),
        ("versi", "1"),
    ];
    let changed = sari.post("/akun/", &form).await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    for word in [before.as_str(), "kartika", "0857-1111"] {
        let page = office.get(&format!("/admin/pesanan/?perlu=semua&q={}", views::urls::encode(word))).await;
        assert_eq!(listed(&page), ids(&[placed]), "{word}");
        let people = office.get(&format!("/admin/pelanggan/?q={}", views::urls::encode(word))).await.text();
        assert!(people.contains("Nyonya Kartika"), "{word}");
    }
}

async fn the_list_is_searched_and_sorted(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let cheap = order(&world, "sari.1", Fulfilment::Pickup).await;
    let product = world.product("Pilar", 185_000, 50).await;
    let budi = world.customer("budi").await;
    let dear = world.order(budi, &[(product, 3)]).await;
    let last = order(&world, "zainal", Fulfilment::Pickup).await;
    for (query, found) in [
        ("q=sari.1", vec![cheap]),
        ("q=budi", vec![dear]),
        ("q=0812", vec![last, dear, cheap]),
        (&format!("q=%23{dear}"), vec![dear]),
        ("q=100%25", vec![]),
        ("status_transaksi=placed&perlu=semua", vec![last, dear, cheap]),
        ("status_transaksi=paid&perlu=semua", vec![]),
        ("perlu=semua&urut=lama", vec![cheap, dear, last]),
        ("perlu=semua&urut=besar", vec![dear, last, cheap]),
        ("perlu=ongkir", vec![dear]),
        ("perlu=ongkir&q=sari", vec![]),
    ] {
        assert_eq!(listed(&office.get(&format!("/admin/pesanan/?{query}")).await), ids(&found), "{query}");
    }
    let page = office.get("/admin/pesanan/?perlu=ongkir&q=sari&urut=besar").await.text();
    assert!(page.contains("Tidak ada yang cocok") && page.contains("value=\"sari\""), "what was typed stays");
    assert!(page.contains("Dicari di “Isi ongkir” saja. Ada 1 lagi di pesanan lain."), "{page}");
    let all = "href=\"/admin/pesanan/?perlu=semua&q=sari&urut=besar\">Cari di semua pesanan";
    assert!(page.replace("&amp;", "&").replace("&#38;", "&").contains(all), "{page}");
    let alone = office.get("/admin/pesanan/?perlu=ongkir&q=budi").await.text();
    assert!(alone.contains("Di pesanan lain juga tidak ada lagi") && !alone.contains("Cari di semua"), "{alone}");
    assert!(!office.get("/admin/pesanan/?perlu=semua&q=sari").await.text().contains("Dicari di"), "all were searched");
    assert!(
        page.contains("perlu=semua&amp;q=sari&amp;urut=besar")
            || page.contains("perlu=semua&#38;q=sari&#38;urut=besar"),
        "tabs keep it"
    );
}
