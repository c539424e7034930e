//! Counting the yard (domain.md §4): what moves between counting and approval is not lost, an approval happens once and takes nothing that
//! is promised, and ledger and levels agree whatever happens at the same time.

use domain::{
    ids::{CustomerId, ProductId},
    order::{Actor, Event},
    quantity::Quantity,
    stock::Adjustment,
};
use shop::ops::{
    self, OpError,
    counts::{self, Line},
    steps::{self, Step},
};
use store::{counts as stored, places::By};
use testkit::{TestDb, Visitor, on_both_databases};

use crate::world::World;

on_both_databases! {
    what_moves_after_counting_is_not_lost,
    what_is_on_a_truck_is_not_missed_in_the_yard,
    approved_twice_is_approved_once,
    an_approval_of_what_nobody_saw_is_asked_again,
    what_is_promised_stays_there,
    two_people_at_one_line_do_not_overwrite_each_other,
    a_cancelled_sheet_changes_nothing,
    ledger_and_levels_agree_whatever_happens_at_once,
    the_office_counts_with_a_telephone,
    wrong_counts_get_a_message_at_the_line,
}

async fn sheet(world: &World) -> i64 {
    counts::open(&world.app, None, "", &World::office()).await.expect("opens")
}

async fn version(world: &World, id: i64) -> i64 {
    let mut conn = world.app.db.read().await.expect("reads");
    stored::count(&mut conn, id).await.expect("reads").expect("is there").version
}

async fn line(world: &World, id: i64, product: ProductId) -> stored::CountLineRow {
    let mut conn = world.app.db.read().await.expect("reads");
    let lines = stored::lines(&mut conn, id).await.expect("reads");
    lines.into_iter().find(|line| line.product_id == product).expect("is on the sheet")
}

async fn count(world: &World, id: i64, product: ProductId, typed: &str) -> ops::Done<()> {
    let version = line(world, id, product).await.version;
    counts::put(&world.app, id, Line { product, version, typed }, &World::office()).await
}

async fn approve(world: &World, id: i64) -> ops::Done<()> {
    counts::approve(&world.app, id, version(world, id).await, &World::office()).await
}

async fn pay(world: &World, order: domain::ids::OrderId) {
    let paid = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, paid).await.expect("is paid");
}

async fn movements_of(world: &World, product: ProductId, kind: &str) -> Vec<i64> {
    let filter = store::stock::MovementFilter {
        product: Some(product),
        kind: Some(kind.to_owned()),
        ..store::stock::MovementFilter::default()
    };
    let mut conn = world.app.db.read().await.expect("reads");
    let rows = store::stock::movements(&mut conn, &filter, 100).await.expect("reads");
    rows.iter().map(|row| row.delta_on_hand).collect()
}

async fn what_moves_after_counting_is_not_lost(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 10_000, 100).await;
    let right = world.product("Pion", 45_000, 20).await;
    let left = world.product("Pilar", 185_000, 7).await;
    let id = sheet(&world).await;
    count(&world, id, product, "97").await.expect("counts");
    count(&world, id, right, "20").await.expect("counts");
    // Between counting and approval 40 come in and 5 break.
    let by = World::office();
    ops::stock::adjust_quietly(&world.app, product, Adjustment::Restock(Quantity::units(40)), "cetak", &by)
        .await
        .expect("comes in");
    ops::stock::adjust_quietly(&world.app, product, Adjustment::Breakage(Quantity::units(5)), "pecah", &by)
        .await
        .expect("breaks");
    approve(&world, id).await.expect("approves");
    assert_eq!(world.level(product).await, (132, 0), "100 + 40 − 5, and the three that were missing");
    assert_eq!(movements_of(&world, product, "count").await, [-3_000]);
    assert!(movements_of(&world, right, "count").await.is_empty(), "what agrees leaves no row");
    assert_eq!(world.level(left).await, (7, 0), "what nobody counted stays");
    world.ledger_agrees().await;
    let mut conn = world.app.db.read().await.expect("reads");
    let head = stored::count(&mut conn, id).await.expect("reads").expect("is there");
    assert_eq!((head.state.as_str(), head.value), ("approved", Some(-30_000)));
}

async fn what_is_on_a_truck_is_not_missed_in_the_yard(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 10_000, 100).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 12)]).await;
    pay(&world, order).await;
    let settings = world.settings().await;
    let fee = domain::money::Rupiah::from_u32(50_000);
    ops::shipping::set_ongkir(&world.app, &settings, order, &World::office(), fee).await.expect("has a fee");
    steps::advance(&world.app, Step::new(order, Event::Ship, World::office())).await.expect("leaves");
    let id = sheet(&world).await;
    count(&world, id, product, "88").await.expect("counts what stands in the yard");
    assert_eq!(line(&world, id, product).await.variance(), Some(0));
    approve(&world, id).await.expect("approves");
    assert_eq!(world.level(product).await, (100, 12), "it is on its way, not missing");
    world.ledger_agrees().await;
}

async fn approved_twice_is_approved_once(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 10_000, 100).await;
    let id = sheet(&world).await;
    count(&world, id, product, "90").await.expect("counts");
    let seen = version(&world, id).await;
    let mut running = Vec::new();
    for _ in 0..5 {
        let app = world.app.clone();
        running.push(tokio::spawn(async move { counts::approve(&app, id, seen, &World::office()).await.is_ok() }));
    }
    let mut approved = 0;
    for one in running {
        approved += usize::from(one.await.expect("does not panic"));
    }
    assert_eq!(approved, 1);
    assert_eq!(world.level(product).await, (90, 0));
    assert_eq!(movements_of(&world, product, "count").await, [-10_000]);
    assert!(matches!(count(&world, id, product, "80").await, Err(OpError::Fields(_))), "a closed sheet is closed");
    assert!(matches!(counts::cancel(&world.app, id, &World::office()).await, Err(OpError::Fields(_))));
    world.ledger_agrees().await;
}

async fn an_approval_of_what_nobody_saw_is_asked_again(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 10_000, 100).await;
    let id = sheet(&world).await;
    assert!(matches!(approve(&world, id).await, Err(OpError::Fields(_))), "nothing was counted yet");
    count(&world, id, product, "90").await.expect("counts");
    let seen = version(&world, id).await;
    count(&world, id, product, "9").await.expect("counts again");
    assert!(matches!(counts::approve(&world.app, id, seen, &World::office()).await, Err(OpError::Stale)));
    assert_eq!(world.level(product).await, (100, 0));
}

async fn what_is_promised_stays_there(test: TestDb) {
    let world = World::open(test).await;
    let [product, other] = [world.product("Roster", 10_000, 100).await, world.product("Pion", 45_000, 20).await];
    let siti = world.customer("siti").await;
    let id = sheet(&world).await;
    count(&world, id, product, "10").await.expect("counts");
    count(&world, id, other, "18").await.expect("counts");
    // Sold after it was counted: 100 − 90 would leave less than the 30 that are promised.
    let order = world.order(siti, &[(product, 30)]).await;
    let refused = approve(&world, id).await;
    assert!(matches!(refused, Err(OpError::Fields(_))), "{refused:?}");
    assert!(line(&world, id, product).await.blocked() && !line(&world, id, other).await.blocked());
    assert_eq!((world.level(product).await, world.level(other).await), ((100, 30), (20, 0)), "refused as a whole");
    world.ledger_agrees().await;
    steps::advance(&world.app, Step::new(order, Event::Cancel, World::office()).with_note("stok kurang"))
        .await
        .expect("is cancelled");
    approve(&world, id).await.expect("approves");
    assert_eq!((world.level(product).await, world.level(other).await), ((10, 0), (18, 0)));
    world.ledger_agrees().await;
}

async fn two_people_at_one_line_do_not_overwrite_each_other(test: TestDb) {
    let world = World::open(test).await;
    let [product, other] = [world.product("Roster", 10_000, 100).await, world.product("Pion", 45_000, 20).await];
    let id = sheet(&world).await;
    let seen = line(&world, id, product).await.version;
    let by = |name: &str| By { actor: Actor::Admin, id: None, name: name.to_owned(), kind: None };
    let (nur, hadi) = (by("Bu Nur"), by("Pak Hadi"));
    let put = |typed, who| counts::put(&world.app, id, Line { product, version: seen, typed }, who);
    put("90", &nur).await.expect("counts");
    assert!(matches!(put("95", &hadi).await, Err(OpError::Stale)), "it is told, not lost");
    assert_eq!(line(&world, id, product).await.counted_by.as_deref(), Some("Bu Nur"));
    count(&world, id, other, "19").await.expect("another line is another line");
    count(&world, id, other, "").await.expect("is taken back");
    assert_eq!(line(&world, id, other).await.counted, None);
}

async fn a_cancelled_sheet_changes_nothing(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 10_000, 100).await;
    let id = sheet(&world).await;
    count(&world, id, product, "1").await.expect("counts");
    counts::cancel(&world.app, id, &World::office()).await.expect("cancels");
    assert!(approve(&world, id).await.is_err());
    assert_eq!(world.level(product).await, (100, 0));
}

/// Buyers, a driver's counter and the office at once, several times over.
async fn ledger_and_levels_agree_whatever_happens_at_once(test: TestDb) {
    const ROUNDS: u16 = 4;
    let world = World::open(test).await;
    let mut goods = Vec::new();
    for number in 0..4 {
        goods.push(world.product(&format!("Barang {number}"), 10_000 + number, 200).await);
    }
    let mut customers = Vec::new();
    for number in 0..3 {
        customers.push(world.customer(&format!("pembeli{number}")).await);
    }
    for round in 0..ROUNDS {
        let id = sheet(&world).await;
        for (at, product) in goods.iter().enumerate() {
            let level = world.level(*product).await.0;
            // A few more or less than there are, by a rule that differs from round to round.
            let counted = level + (i64::from(round) + at as i64) % 5 - 2;
            count(&world, id, *product, &counted.to_string()).await.expect("counts");
        }
        let seen = version(&world, id).await;
        let buying = customers.iter().map(|customer| buy(&world, *customer, &goods, round));
        let office = World::office();
        let approving = counts::approve(&world.app, id, seen, &office);
        let (bought, approved) = tokio::join!(futures_all(buying), approving);
        assert!(bought.iter().all(|bought| *bought));
        approved.expect("there is enough for everybody");
        world.ledger_agrees().await;
    }
    for product in &goods {
        let (on_hand, reserved) = world.level(*product).await;
        assert!(reserved <= on_hand && on_hand > 0, "{on_hand} {reserved}");
    }
}

async fn futures_all(all: impl Iterator<Item = impl Future<Output = bool>>) -> Vec<bool> {
    let mut done = Vec::new();
    for one in all {
        done.push(one.await);
    }
    done
}

async fn buy(world: &World, customer: CustomerId, goods: &[ProductId], round: u16) -> bool {
    let wanted: Vec<_> = goods.iter().map(|product| (*product, 1 + round)).collect();
    let order = world.order(customer, &wanted).await;
    pay(world, order).await;
    round.is_multiple_of(2)
        || steps::advance(
            &world.app,
            Step {
                refund: Some("kembali".into()),
                ..Step::new(order, Event::Cancel, World::office()).with_note("batal")
            },
        )
        .await
        .is_ok()
}

async fn the_office_counts_with_a_telephone(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 10_000, 100).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let opened = office.post("/admin/stok/opname/", &[("kategori", ""), ("catatan", "gudang belakang")]).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    let sheet = opened.location().to_owned();
    assert!(office.get(&format!("{sheet}cetak/")).await.text().contains("Roster Kawung"));
    let id = product.to_string();
    let saved = office.post(&format!("{sheet}hitung/"), &[("produk", &id), ("versi", "1"), ("jumlah", "96")]).await;
    assert_eq!((saved.status.as_u16(), saved.location()), (303, format!("{sheet}#baris-{id}").as_str()));
    let page = office.get(&sheet).await;
    assert!(page.text().contains("−4 biji") && page.text().contains("−Rp 40.000"), "{}", page.text());
    assert!(office.get(&format!("{sheet}?lihat=sisa")).await.text().contains("Tidak ada baris"));
    // Looked at before it is booked, and not by whoever keeps the yard.
    let (_, mut yard) = world.admin("gudang", "warehouse").await;
    assert!(yard.get(&sheet).await.text().contains("disetujui oleh kantor"));
    assert_eq!(yard.get(&format!("{sheet}setujui/")).await.status, 403);
    assert_eq!(yard.post(&format!("{sheet}setujui/"), &[("versi", "2")]).await.status, 403);
    let question = office.get(&format!("{sheet}setujui/")).await;
    assert!(
        question.text().contains("dihitung 96, di buku waktu itu 100 biji")
            && !question.text().contains("belum dihitung")
    );
    let seen = question.field("versi");
    assert_eq!(office.post(&format!("{sheet}setujui/"), &[("versi", &seen)]).await.status, 303);
    assert_eq!(office.post(&format!("{sheet}setujui/"), &[("versi", &seen)]).await.status, 422, "twice is once");
    assert_eq!(world.level(product).await, (96, 0));
    let ledger = office.get("/admin/stok/?jenis=count").await.text();
    assert!(ledger.contains("Hitung stok (opname) #") && ledger.contains("kantor"), "{ledger}");
    assert!(office.get("/admin/stok/?oleh=kantor").await.text().contains("opname"));
    assert!(!office.get("/admin/stok/?oleh=bukan-siapa-siapa").await.text().contains("opname) #"));
    strangers(&world, &sheet).await;
}

async fn ops_cancel(world: &World, id: i64) {
    counts::cancel(&world.app, id, &World::office()).await.expect("cancels");
}

/// Nobody but the office comes near.
async fn strangers(world: &World, sheet: &str) {
    let (_, driver) = world.employee("Udin").await;
    let customer = world.customer("siti").await;
    let customer = world.signed_in(customer).await;
    for mut stranger in [driver, customer, world.visitor()] {
        for address in ["/admin/stok/", "/admin/stok/opname/", sheet, &format!("{sheet}cetak/")] {
            let reply = stranger.get(address).await;
            assert_eq!(reply.location().split('?').next(), Some("/admin/login/"), "{address}");
        }
        let reply = stranger.post(&format!("{sheet}setujui/"), &[("versi", "1")]).await;
        assert!(reply.location().starts_with("/admin/login/"));
    }
}

async fn wrong_counts_get_a_message_at_the_line(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 10_000, 100).await.to_string();
    let (_, mut office) = world.admin("kantor", "office").await;
    let id = sheet(&world).await;
    let address = format!("/admin/stok/opname/{id}/");
    let put = async |office: &mut Visitor, typed: &str, version: &str| {
        office.post(&format!("{address}hitung/"), &[("produk", &product), ("versi", version), ("jumlah", typed)]).await
    };
    for typed in ["-1", "banyak", "1,5", "1e3", "99999999999999999999", "1000001", "\0x"] {
        let reply = put(&mut office, typed, "1").await;
        assert_eq!(reply.status, 422, "{typed}");
        assert!(reply.text().contains(&format!("id=\"salah-{product}\"")), "{typed}: at the line");
    }
    for version in ["0", "x", "", "7"] {
        assert_eq!(put(&mut office, "5", version).await.status, 422, "version {version}");
    }
    for wrong in [[("kategori", "999"), ("catatan", "")], [("kategori", "x"), ("catatan", "")]] {
        assert_eq!(office.post("/admin/stok/opname/", &wrong).await.status, 422, "{wrong:?}");
    }
    let long = "x".repeat(500);
    assert_eq!(office.post("/admin/stok/opname/", &[("kategori", ""), ("catatan", &long)]).await.status, 422);
    for unknown in ["0", "999999", "x", "-1", "9223372036854775808"] {
        assert_eq!(office.get(&format!("/admin/stok/opname/{unknown}/")).await.status, 404, "{unknown}");
        for form in ["hitung", "setujui", "batal"] {
            let reply = office
                .post(&format!("/admin/stok/opname/{unknown}/{form}/"), &[("produk", &product), ("jumlah", "1")])
                .await;
            assert_eq!(reply.status, 404, "{unknown} {form}");
        }
    }
    for query in ["?oleh=%00", "?oleh=%25", "?sebelum=x", "?sebelum=-1", "?jenis=x", "?produk=x"] {
        assert_eq!(office.get(&format!("/admin/stok/{query}")).await.status, 200, "{query}");
    }
    let question = office.get(&format!("{address}setujui/")).await;
    assert!(question.text().contains("1 dari 1 barang belum dihitung"), "{}", question.text());
    ops_cancel(&world, id).await;
    assert_eq!(office.get(&format!("{address}setujui/")).await.location(), address, "a closed sheet is only looked at");
}
