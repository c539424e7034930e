//! Every list of the office (domain.md §12) is searched, sorted and turned by its address, and has the same keys.

use domain::order::Event;
use shop::{
    jobs::{self, admin, board::Shelf, reset_mail::ResetMail},
    ops::{
        self, catalogue,
        steps::{self, Step},
    },
};
use testkit::{TestDb, Visitor, on_both_databases};
use views::urls;

use crate::world::World;

on_both_databases! {
    products_are_sorted_and_searched,
    small_lists_are_searched_filtered_and_sorted,
    lists_that_only_grow_are_read_from_either_end,
    what_is_not_read_has_a_list_of_its_own,
    every_list_has_its_keys_and_keeps_what_was_asked,
}

/// Where the rows of a page lead, in their order.
async fn rows(browser: &mut Visitor, address: &str, room: &str) -> Vec<i64> {
    let reply = browser.get(address).await;
    assert_eq!(reply.status, 200, "{address}");
    let page = reply.text();
    let links = page.split("class=\"g-link\" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter_map(|link| link.strip_prefix(room)?.trim_end_matches('/').parse().ok()).collect()
}

async fn products_are_sorted_and_searched(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let mut ids = Vec::new();
    for (name, price, stock) in [("Pilar", 30_000, 5), ("Batako", 10_000, 50), ("Angin-angin", 20_000, 20)] {
        ids.push(world.product(name, price, stock).await.get());
    }
    let [pilar, batako, angin] = ids[..] else { panic!("three products") };
    for (query, found) in [
        ("", vec![angin, batako, pilar]),
        ("urut=baru", vec![angin, batako, pilar]),
        ("urut=nama", vec![angin, batako, pilar]),
        ("urut=murah", vec![batako, angin, pilar]),
        ("urut=mahal", vec![pilar, angin, batako]),
        ("urut=sisa", vec![pilar, angin, batako]),
        ("urut=murah&nama_produk=a", vec![batako, angin, pilar]),
        ("nama_produk=angin", vec![angin]),
        ("status=arsip&urut=nama", vec![]),
    ] {
        assert_eq!(rows(&mut office, &format!("/admin/produk/?{query}"), "/admin/produk/").await, found, "{query}");
    }
    let page = office.get("/admin/produk/?urut=murah&nama_produk=zzz&kategori=3").await.text();
    assert!(page.contains("Tidak ada yang cocok") && page.contains("value=\"zzz\""), "what was typed stays");
    assert!(page.contains("href=\"/admin/produk/?urut=murah\""), "filters are taken off, the sort stays");
}

async fn small_lists_are_searched_filtered_and_sorted(test: TestDb) {
    let world = World::open(test).await;
    let (me, mut owner) = world.admin("pemilik", "owner").await;
    let (clerk, _) = world.admin("kantor", "office").await;
    let (store, _) = world.admin("gudang", "warehouse").await;
    let (me, clerk, store) = (me.get(), clerk.get(), store.get());
    for (query, found) in [
        ("", vec![store, clerk, me]),
        ("urut=peran", vec![me, clerk, store]),
        ("peran=office", vec![clerk]),
        ("peran=zzz&q=GUDANG", vec![store]),
        ("q=tidak-ada", vec![]),
    ] {
        assert_eq!(rows(&mut owner, &format!("/admin/admin/?{query}"), "/admin/admin/").await, found, "{query}");
    }
    let (udin, amat) = (world.employee("Udin").await.0, world.employee("Amat").await.0);
    let product = world.product("Roster", 10_000, 50).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 1)]).await;
    let settings = world.settings().await;
    let fee = domain::money::Rupiah::from_u32(1_000);
    ops::shipping::set_ongkir(&world.app, &settings, order, &World::office(), fee).await.expect("sets");
    let accept = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, accept).await.expect("accepts");
    let ship = Step { employee: Some(udin), ..Step::new(order, Event::Ship, World::office()) };
    steps::advance(&world.app, ship).await.expect("ships");
    assert!(ops::staff::deactivate_employee(&world.app, amat, &World::office()).await.expect("deactivates"));
    let gone = world.employee("Budi").await.0;
    let (udin, amat, budi) = (udin.get(), amat.get(), gone.get());
    for (query, found) in [
        ("", vec![budi, udin, amat]),
        ("urut=antar", vec![udin, budi, amat]),
        ("status=aktif", vec![budi, udin]),
        ("status=nonaktif", vec![amat]),
        ("q=udin", vec![udin]),
    ] {
        assert_eq!(rows(&mut owner, &format!("/admin/karyawan/?{query}"), "/admin/karyawan/").await, found, "{query}");
    }
    let mut shelves = Vec::new();
    for name in ["Roster", "Pilar"] {
        let typed = catalogue::TypedCategory { name: name.to_owned(), description: format!("Segala {name}") };
        shelves.push(catalogue::create_category(&world.app, &typed, &World::office()).await.expect("creates"));
    }
    ops::category_moves::put(&world.app, product, Some(shelves[0]), &World::office()).await.expect("moves");
    let (roster, pilar) = (shelves[0].get(), shelves[1].get());
    for (query, found) in
        [("", vec![pilar, roster]), ("urut=produk", vec![roster, pilar]), ("q=segala%20pil", vec![pilar])]
    {
        assert_eq!(rows(&mut owner, &format!("/admin/kategori/?{query}"), "/admin/kategori/").await, found, "{query}");
    }
}

async fn lists_that_only_grow_are_read_from_either_end(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut owner) = world.admin("pemilik", "owner").await;
    let mut ids = Vec::new();
    for number in 0..30 {
        ids.push(world.product(&format!("Barang {number}"), 1_000, 5).await.get());
    }
    let first = rows(&mut owner, "/admin/stok/?urut=lama", "/admin/produk/").await;
    assert_eq!(first, ids[..25], "a page, oldest first");
    let page = owner.get("/admin/stok/?urut=lama").await.text().replace("&#38;", "&").replace("&amp;", "&");
    let next = page.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|link| link.contains("sebelum="));
    let next = next.expect("there is more").to_owned();
    assert!(next.contains("urut=lama"), "the order stays: {next}");
    assert_eq!(rows(&mut owner, &next, "/admin/produk/").await, ids[25..]);
    let mut newest: Vec<i64> = ids[5..].to_vec();
    newest.reverse();
    assert_eq!(rows(&mut owner, "/admin/stok/", "/admin/produk/").await, newest);
    // The log of changes.
    for id in &ids[..2] {
        let product = (*id).try_into().expect("an id");
        catalogue::archive(&world.app, product, true, &World::office()).await.expect("archives");
    }
    world.settled().await;
    let log = "/admin/audit/?aksi=archived&objek=product";
    assert_eq!(rows(&mut owner, &format!("{log}&urut=lama"), "/admin/produk/").await, ids[..2]);
    assert_eq!(rows(&mut owner, log, "/admin/produk/").await, [ids[1], ids[0]]);
    // Background work.
    for login in ["satu", "dua"] {
        let mut tx = world.app.db.begin().await.expect("begins");
        jobs::enqueue(&mut tx, &world.app, ResetMail { login: login.into(), request: login.into() })
            .await
            .expect("enqueues");
        tx.commit().await.expect("commits");
    }
    let kind = Some("reset_mail".to_owned());
    let filter = admin::Filter { shelf: Shelf::Waiting, kind, beyond: None, oldest_first: true };
    let waiting: Vec<i64> =
        admin::list(&world.app, &filter, 10).await.expect("lists").iter().map(|job| job.id).collect();
    assert!(waiting.len() == 2 && waiting[0] < waiting[1], "{waiting:?}");
    let address = "/admin/pekerjaan/?jenis=reset_mail&urut=lama";
    assert_eq!(rows(&mut owner, address, "/admin/pekerjaan/").await, waiting);
    let behind = format!("{address}&setelah={}", waiting[0]);
    assert_eq!(rows(&mut owner, &behind, "/admin/pekerjaan/").await, waiting[1..]);
    let newest = rows(&mut owner, "/admin/pekerjaan/?jenis=reset_mail", "/admin/pekerjaan/").await;
    assert_eq!(newest, [waiting[1], waiting[0]]);
}

async fn what_is_not_read_has_a_list_of_its_own(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let product = world.product("Roster", 10_000, 50).await;
    let siti = world.customer("siti").await;
    for _ in 0..2 {
        world.order(siti, &[(product, 1)]).await;
    }
    let all = |page: &str| page.matches("class=\"note-text\"").count();
    let page = office.get("/admin/notifikasi/").await.text();
    let shown = all(&page);
    assert!(shown >= 2 && page.contains("name=\"notifikasi\""), "{page}");
    assert_eq!(all(&office.get("/admin/notifikasi/?status=belum").await.text()), shown);
    let ticks = |page: &str| -> Vec<String> {
        let values = page.split("name=\"notifikasi\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
        values.map(ToOwned::to_owned).collect()
    };
    let mut oldest = ticks(&office.get("/admin/notifikasi/?urut=lama").await.text());
    oldest.reverse();
    assert_eq!(oldest, ticks(&page), "turned round");
    office.post(urls::ADMIN_NOTIFICATIONS_READ, &[]).await;
    let page = office.get("/admin/notifikasi/?status=belum").await.text();
    assert!(all(&page) == 0 && page.contains("Semua sudah dibaca"), "{page}");
    let page = office.get("/admin/notifikasi/").await.text();
    assert!(all(&page) == shown && !page.contains("name=\"notifikasi\""), "what is read needs no tick");
}

async fn every_list_has_its_keys_and_keeps_what_was_asked(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut owner) = world.admin("pemilik", "owner").await;
    let lists = [
        (urls::ADMIN_ORDERS, "q"),
        (urls::ADMIN_PRODUCTS, "nama_produk"),
        (urls::ADMIN_CATEGORIES, "q"),
        (urls::ADMIN_CUSTOMERS, "q"),
        (urls::ADMIN_DISCOUNTS, "q"),
        (urls::ADMIN_EMPLOYEES, "q"),
        (urls::ADMIN_ADMINS, "q"),
        (urls::ADMIN_MAILS, "q"),
        (urls::ADMIN_STOCK, "oleh"),
        (urls::ADMIN_AUDIT, "nomor"),
    ];
    for (list, field) in lists {
        let page = owner.get(&format!("{list}?{field}=77&urut=tidak-ada")).await;
        assert_eq!(page.status, 200, "{list}");
        let html = page.text();
        let kept = html.split("<input").any(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            tag.contains(&format!("name=\"{field}\"")) && tag.contains("value=\"77\"")
        });
        assert!(kept, "{list}: what was asked stays in its field");
        assert!(html.contains("Tombol pintas"), "{list}: keys");
        assert!(html.contains("Hapus saringan"), "{list}: filters can be taken off");
        assert!(field != "q" || html.contains("data-key=\"/\""), "{list}: / goes to the search");
        assert!(html.contains("name=\"urut\""), "{list}: a choice of order");
    }
}
