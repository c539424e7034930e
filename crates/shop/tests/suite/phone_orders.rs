//! Orders by telephone (domain.md §7, docs/decisions/0017): for whom, at their price, by the same operation as theirs.

use domain::{
    audit::{Act, Thing},
    ids::{CustomerId, OrderId, ProductId},
    money::Rupiah,
};
use shop::ops::discounts::{self, TypedDiscount};
use testkit::{TestDb, Visitor, on_both_databases};

use crate::world::World;

on_both_databases! {
    the_office_orders_for_a_customer_at_their_price,
    a_word_that_fits_several_products_asks_which,
    somebody_new_is_entered_once_and_may_claim_the_account_later,
    what_changed_is_asked_again_and_the_same_form_is_one_order,
    wrong_lines_keep_what_was_typed,
    a_link_is_never_made_for_an_account_with_a_password,
    the_office_changes_an_order_as_it_was_shown,
}

const NEW: &str = "/admin/pesanan/baru/";

async fn office(world: &World) -> Visitor {
    world.admin("kantor", "office").await.1
}

fn of(customer: CustomerId) -> String {
    views::urls::admin_order_new_for(customer)
}

async fn full(world: &World, order: OrderId) -> (store::order_pages::OrderFullRow, store::order_pages::OrderParts) {
    let mut conn = world.app.db.read().await.expect("reads");
    let row = store::order_pages::full(&mut conn, order, store::order_pages::Reader::Admin).await.expect("reads");
    let parts = store::order_pages::parts(&mut conn, order, true).await.expect("reads");
    (row.expect("exists"), parts)
}

fn placed(location: &str) -> OrderId {
    let id = location.trim_start_matches("/admin/pesanan/").trim_end_matches('/');
    id.parse().unwrap_or_else(|_| panic!("an order's page: {location}"))
}

/// Five pieces to another address, with everything that can be typed.
fn call(product: ProductId, key: &str, aksi: &str, shown: &str) -> [(&'static str, String); 11] {
    [
        ("barang", format!("#{product}")),
        ("jumlah", "5".to_owned()),
        ("metode", "kirim".to_owned()),
        ("alamat_pengiriman", "Jl. Veteran 12".to_owned()),
        ("zona", String::new()),
        ("ongkir", "25000".to_owned()),
        ("catatan", "Sore saja".to_owned()),
        ("catatan_internal", "Titip salam".to_owned()),
        ("kunci", key.to_owned()),
        ("tampil", shown.to_owned()),
        ("aksi", aksi.to_owned()),
    ]
}

async fn the_office_orders_for_a_customer_at_their_price(test: TestDb) {
    let world = World::open(test).await;
    let mut office = office(&world).await;
    let roster = world.product("Roster Kotak", 10_000, 50).await;
    world.product("Roster Bulat", 12_000, 50).await;
    let siti = world.customer("siti").await;
    let settings = world.settings().await;
    let ten = TypedDiscount {
        percent: "10".into(),
        scope: "all_products".into(),
        message: "langganan".into(),
        active: true,
        ..Default::default()
    };
    discounts::set_for_everybody(&world.app, &settings, &ten, &World::office()).await.expect("sets");
    assert!(office.get(&format!("{NEW}?cari=siti")).await.text().contains(&of(siti)), "who calls is found by name");
    assert!(office.get(&format!("{NEW}?cari=0812-3456")).await.text().contains(&of(siti)), "and by number");
    assert_eq!(office.get(&format!("{NEW}?pelanggan=999999")).await.status, 404);
    let page = office.get(&of(siti)).await;
    assert!(page.text().contains("Jl. Pahlawan 7"), "the address of the profile stands there");
    let key = page.field("kunci");
    let form = |aksi: &'static str, shown: &str| call(roster, &key, aksi, shown);
    let send = async |office: &mut Visitor, fields: [(&'static str, String); 11]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        office.post(&of(siti), &fields).await
    };
    let priced = send(&mut office, form("hitung", "")).await;
    let text = priced.text();
    assert_eq!(priced.status, 200);
    assert!(text.contains("langganan") && text.contains("Rp 45.000") && text.contains("Titip salam"), "{text}");
    assert_eq!(world.level(roster).await, (50, 0), "looking promises nothing");
    let unseen = send(&mut office, form("pesan", "")).await;
    assert_eq!(unseen.status, 422, "nobody agrees to what was not shown");
    let done = send(&mut office, form("pesan", &priced.field("tampil"))).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let again = send(&mut office, form("pesan", &priced.field("tampil"))).await;
    assert_eq!(again.location(), done.location(), "the same form is the same order");
    let order = placed(done.location());
    let (row, parts) = full(&world, order).await;
    assert_eq!(row.customer_id, siti);
    assert_eq!((row.goods_total.get(), row.ongkir.map(Rupiah::get)), (45_000, Some(25_000)));
    assert_eq!((row.address.as_str(), row.note.as_str()), ("Jl. Veteran 12", "Sore saja"));
    assert_eq!((parts.events[0].actor.as_str(), parts.events[0].actor_name.as_str()), ("admin", "kantor"));
    assert_eq!(parts.notes.iter().map(|note| note.body.as_str()).collect::<Vec<_>>(), ["Titip salam"]);
    assert_eq!(world.level(roster).await, (50, 5));
    assert_eq!(
        world.noted(Act::Created, Thing::Order).await,
        1,
        "what a customer orders is in no log, what the office orders is"
    );
    world.ledger_agrees().await;
    let mut browser = world.signed_in(siti).await;
    assert!(browser.get("/notifikasi/").await.text().contains("sudah kami terima"), "the customer is told");
    assert!(office.get("/admin/notifikasi/").await.text().contains("Ibu siti"), "the office is told");
    assert!(!browser.get(&views::urls::order(order)).await.text().contains("Titip salam"));
}

async fn a_word_that_fits_several_products_asks_which(test: TestDb) {
    let world = World::open(test).await;
    let mut office = office(&world).await;
    world.product("Roster Kotak", 10_000, 50).await;
    world.product("Roster Bulat", 12_000, 50).await;
    let siti = world.customer("siti").await;
    let key = office.get(&of(siti)).await.field("kunci");
    let two = office
        .post(
            &of(siti),
            &[("barang", "roster"), ("jumlah", "5"), ("metode", "ambil"), ("kunci", &key), ("aksi", "tambah")],
        )
        .await;
    assert_eq!(two.status, 200);
    let text = two.text();
    assert!(text.contains("Yang mana dari") && text.contains("Roster Bulat") && text.contains("value=\"5\""), "{text}");
    assert!(text.contains("value=\"ambil\" checked"), "what was chosen is kept");
}

async fn somebody_new_is_entered_once_and_may_claim_the_account_later(test: TestDb) {
    let world = World::open(test).await;
    let mut office = office(&world).await;
    let key = office.get(NEW).await.field("kunci");
    let address = "/admin/pesanan/baru/pelanggan/";
    for (name, phone, at) in
        [("", "081298765432", "Jl. A 1"), ("Pak Budi", "12", "Jl. A 1"), ("Pak Budi", "081298765432", "")]
    {
        let form = [("nama_pelanggan", name), ("no_hp", phone), ("alamat", at), ("kunci", key.as_str())];
        let refused = office.post(address, &form).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("aria-invalid"));
    }
    let form = [
        ("nama_pelanggan", "Pak Budi"),
        ("no_hp", "0812-9876-5432"),
        ("alamat", "Jl. Baru 3, dekat masjid"),
        ("kunci", key.as_str()),
    ];
    let mut other_tab = office.clone();
    let (one, two) = tokio::join!(office.post(address, &form), other_tab.post(address, &form));
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303));
    assert_eq!(one.location(), two.location(), "a double click enters one customer");
    let id: CustomerId = one.location().rsplit('=').next().and_then(|id| id.parse().ok()).expect("an id");
    // The same number again: is it them?
    let same = [("nama_pelanggan", "Bu Budi"), ("no_hp", "081298765432"), ("alamat", "Jl. Baru 3"), ("kunci", "lain")];
    let asked = office.post(address, &same).await;
    assert_eq!(asked.status, 422);
    assert!(asked.text().contains("Apakah orangnya sama") && asked.text().contains(&of(id)));
    let anyway: Vec<_> = same.iter().copied().chain([("tetap", "ya")]).collect();
    let other = office.post(address, &anyway).await;
    assert!(other.status == 303 && other.location() != one.location());
    // No birth date is nobody's birthday, and no page breaks on it.
    assert_eq!(office.get(&views::urls::admin_customer(id)).await.status, 200);
    assert_eq!(office.get("/admin/ulang-tahun/").await.status, 200);
    assert_eq!(office.get(one.location()).await.status, 200);
    claims(&world, &mut office, id).await;
}

/// The account becomes its person's own, once.
async fn claims(world: &World, office: &mut Visitor, id: CustomerId) {
    // Nobody signs in with the account until its person has set a password by the link.
    let mut conn = world.app.db.read().await.expect("reads");
    let person = store::accounts::found_by_id(&mut conn, id).await.expect("reads").expect("exists");
    drop(conn);
    let mut browser = world.visitor();
    for password in ["", "password", "batako merah 7"] {
        let reply = browser.post("/login/", &[("username", &person.username), ("password", password)]).await;
        assert_eq!(reply.status, 422, "{password:?}");
    }
    let claim = office.post(&views::urls::admin_customer_claim(id), &[]).await;
    assert_eq!(claim.status, 200);
    let page = claim.text();
    let link = page.split("http://shop.test").nth(1).and_then(|rest| rest.split(['<', '"']).next()).expect("a link");
    assert!(page.contains("wa.me/6281298765432"), "it can be sent by chat");
    let set = [("password", "batako merah 7"), ("password_confirm", "batako merah 7")];
    assert_eq!(browser.post(link, &set).await.status, 303);
    assert_ne!(browser.post(link, &set).await.status, 303, "the link works once");
    let login = [("username", person.username.as_str()), ("password", "batako merah 7")];
    assert_eq!(browser.post("/login/", &login).await.status, 303);
    assert_eq!(browser.get("/dashboard/").await.status, 200, "without a birth date too");
    // Telling the birth date for the first time is no correction; the second time is the one that is allowed.
    for (day, status) in [("1990-05-05", 303), ("1991-05-05", 303), ("1992-05-05", 422)] {
        let account = [
            ("nama_pelanggan", "Pak Budi"),
            ("alamat", "Jl. Baru 3"),
            ("tanggal_lahir", day),
            ("no_hp", "081298765432"),
            ("email", ""),
        ];
        assert_eq!(browser.post("/akun/", &account).await.status.as_u16(), status, "{day}");
    }
    let again = office.post(&views::urls::admin_customer_claim(id), &[]).await;
    assert_eq!(again.status, 404, "an account that is somebody's gets no link any more");
}

async fn a_link_is_never_made_for_an_account_with_a_password(test: TestDb) {
    let world = World::open(test).await;
    let mut office = office(&world).await;
    let siti = world.customer("siti").await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::accounts::set_customer_password(&mut tx, siti, "x").await.expect("sets");
    tx.commit().await.expect("commits");
    assert_eq!(office.post(&views::urls::admin_customer_claim(siti), &[]).await.status, 404);
    assert_eq!(office.post("/admin/pelanggan/999999/tautan-masuk/", &[]).await.status, 404);
    assert_eq!(
        office.get(&views::urls::admin_customer_claim(siti)).await.location(),
        views::urls::admin_customer(siti)
    );
    let mut stranger = world.visitor();
    assert!(stranger.post(&views::urls::admin_customer_claim(siti), &[]).await.location().contains("/admin/login/"));
}

async fn what_changed_is_asked_again_and_the_same_form_is_one_order(test: TestDb) {
    let world = World::open(test).await;
    let mut office = office(&world).await;
    let roster = world.product("Roster", 10_000, 5).await;
    let siti = world.customer("siti").await;
    let id = format!("#{roster}");
    let key = office.get(&of(siti)).await.field("kunci");
    let form = |key: &str, shown: &str, count: &str, again: &str| {
        [
            ("barang", id.as_str()),
            ("jumlah", count),
            ("metode", "ambil"),
            ("kunci", key),
            ("tampil", shown),
            ("aksi", "pesan"),
            ("lagi", again),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let send = async |office: &mut Visitor, fields: [(String, String); 7]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        office.post(&of(siti), &fields).await
    };
    let shown = send(&mut office, form(&key, "", "3", "")).await.field("tampil");
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE products SET price = 11000 WHERE id = $1").bind(roster).run(&mut tx).await.expect("dearer");
    tx.hint_catalogue();
    tx.commit().await.expect("commits");
    let asked = send(&mut office, form(&key, &shown, "3", "")).await;
    assert_eq!(asked.status, 422);
    assert!(asked.text().contains("Rp 11.000") && asked.text().contains("Pesanan belum dibuat"));
    assert_eq!(world.level(roster).await, (5, 0));
    let shown = asked.field("tampil");
    let mut other_tab = office.clone();
    let (one, two) =
        tokio::join!(send(&mut office, form(&key, &shown, "3", "")), send(&mut other_tab, form(&key, &shown, "3", "")));
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303), "{} {}", one.text(), two.text());
    assert_eq!(one.location(), two.location());
    assert_eq!(world.level(roster).await, (5, 3));
    // More than is left is told at the line; exactly the same again is asked.
    let few = send(&mut office, form("k2", &shown, "3", "")).await;
    assert_eq!(few.status, 422);
    assert!(few.text().contains("aria-invalid"), "{}", few.text());
    let mut tx = world.app.db.begin().await.expect("begins");
    shop::ops::stock::initial(&mut tx, roster, domain::quantity::Quantity::units(10), "tes", &World::office())
        .await
        .expect("stocks");
    tx.commit().await.expect("commits");
    let twice = send(&mut office, form("k3", &shown, "3", "")).await;
    assert_eq!(twice.status, 422);
    assert!(twice.text().contains("Pesan sekali lagi"), "{}", twice.text());
    assert_eq!(send(&mut office, form("k3", &shown, "3", "ya")).await.status, 303);
    world.ledger_agrees().await;
}

async fn wrong_lines_keep_what_was_typed(test: TestDb) {
    let world = World::open(test).await;
    let mut office = office(&world).await;
    let roster = world.product("Roster", 10_000, 50).await;
    world.product("Pilar", 10_000, 50).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 3)]).await;
    let huge = "9".repeat(40);
    let evil = "<script>alert(1)</script>";
    for (goods, count) in [
        ("tidak ada", "1"),
        ("#999999", "1"),
        ("#abc", "1"),
        ("Roster", "abc"),
        ("Roster", "-1"),
        ("Roster", "0,5"),
        ("Roster", "5000"),
        ("Roster", huge.as_str()),
        ("", "3"),
        ("r", "1"),
        (evil, "2"),
    ] {
        for (address, extra) in [(of(siti), "kunci"), (views::urls::admin_order_edit(order), "versi")] {
            let form = [("barang", goods), ("jumlah", count), ("metode", "ambil"), (extra, "1"), ("aksi", "lihat")];
            let reply = office.post(&address, &form).await;
            assert_eq!(reply.status, 422, "{goods:?} {count:?} at {address}");
            let text = reply.text();
            assert!(text.contains("aria-invalid") && !text.contains(evil), "{goods:?} {count:?}");
            assert!(goods != "tidak ada" || text.contains("value=\"tidak ada\""), "what was typed stays");
        }
    }
    for (field, value) in [
        ("metode", "terbang"),
        ("metode", ""),
        ("ongkir", "sepuluh"),
        ("ongkir", "99999999999"),
        ("zona", "Bulan"),
        ("kunci", ""),
    ] {
        let mut form =
            vec![("barang", "Roster"), ("jumlah", "1"), ("metode", "ambil"), ("kunci", "k"), ("aksi", "pesan")];
        form.retain(|(name, _)| *name != field);
        form.push((field, value));
        assert_eq!(office.post(&of(siti), &form).await.status, 422, "{field}={value}");
    }
    // Nothing at all, and rubbish.
    assert_eq!(office.post(&of(siti), &[]).await.status, 422);
    assert_eq!(office.post(NEW, &[]).await.status, 404);
    assert_eq!(office.post(&views::urls::admin_order_edit(order), &[]).await.status, 422);
    assert_eq!(office.post("/admin/pesanan/999999/ubah/", &[]).await.status, 404);
    assert_eq!(office.get("/admin/pesanan/999999/ubah/").await.status, 404);
    assert_eq!(world.level(roster).await, (50, 3));
}

async fn the_office_changes_an_order_as_it_was_shown(test: TestDb) {
    let world = World::open(test).await;
    let mut office = office(&world).await;
    let roster = world.product("Roster", 10_000, 50).await;
    let pilar = world.product("Pilar", 185_000, 5).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 3)]).await;
    let address = views::urls::admin_order_edit(order);
    let page = office.get(&address).await;
    assert!(page.text().contains("Roster") && page.text().contains("value=\"3\""));
    let version = page.field("versi");
    let id = format!("#{roster}");
    let send = async |office: &mut Visitor, fields: [(&'static str, String); 9]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        office.post(&address, &fields).await
    };
    let fields = |version: &str, shown: &str, aksi: &str| -> [(&'static str, String); 9] {
        [
            ("barang", id.clone()),
            ("jumlah", "4".into()),
            ("barang", "pilar".into()),
            ("jumlah", "2".into()),
            ("metode", "ambil".into()),
            ("catatan", "Diambil sore".into()),
            ("versi", version.to_owned()),
            ("tampil", shown.to_owned()),
            ("aksi", aksi.to_owned()),
        ]
    };
    let looked = send(&mut office, fields(&version, "", "lihat")).await;
    let text = looked.text();
    assert_eq!(looked.status, 200);
    assert!(
        text.contains("3 biji") && text.contains("4 biji") && text.contains("Rp 30.000") && text.contains("Rp 410.000")
    );
    assert!(text.contains("Diantar ke alamat") && text.contains("Ambil sendiri"), "delivery becomes pick-up");
    assert_eq!(world.level(pilar).await, (5, 0));
    assert_eq!(send(&mut office, fields(&version, "", "simpan")).await.status, 422, "nothing is saved unseen");
    let saved = send(&mut office, fields(&version, &looked.field("tampil"), "simpan")).await;
    assert_eq!(saved.location(), views::urls::admin_order(order), "{}", saved.text());
    assert_eq!((world.level(roster).await, world.level(pilar).await), ((50, 4), (5, 2)));
    let (row, _) = full(&world, order).await;
    assert_eq!((row.goods_total.get(), row.ongkir.map(Rupiah::get), row.address.as_str()), (410_000, Some(0), ""));
    let stale = send(&mut office, fields(&version, &looked.field("tampil"), "simpan")).await;
    assert_eq!(stale.status, 422, "the second of two tabs is told");
    let page = office.get(&views::urls::admin_order(order)).await.text();
    assert!(page.contains("Roster 3 → 4 biji") && page.contains("Ubah isi pesanan"), "the timeline says what changed");
    // Paid meanwhile: back to the order with the reason.
    let pay = [("versi", "2"), ("catatan", "tunai")];
    assert_eq!(office.post(&views::urls::admin_order_accept(order), &pay).await.status, 303);
    let late = office.get(&address).await;
    assert_eq!(late.location(), views::urls::admin_order(order));
    assert!(office.get(late.location()).await.text().contains("DIBAYAR"));
    world.ledger_agrees().await;
}
