//! The office's pages of discounts: setting, changing, ending, filters, preview, wrong input (domain.md §8, §12).

use domain::{discount::Scope, ids::CustomerId};
use shop::jobs::{Task as _, set_discounts::SetDiscounts};
use testkit::{TestDb, Visitor, on_both_databases};

use crate::{discounts::set, world::World};

on_both_databases! {
    a_form_sent_again_is_the_same_discount,
    the_office_sets_a_discount_for_everybody_and_pages_show_it,
    a_discount_for_picked_customers_runs_in_the_background,
    wrong_fields_are_told_all_at_once_and_kept,
    a_row_is_changed_ended_and_copied,
    the_list_finds_by_standing_word_and_kind,
    a_large_gift_to_everybody_is_asked_once_more,
    the_preview_says_why_each_discount_counts_or_not,
    the_preview_of_the_cart_is_what_the_cart_says,
    only_the_office_comes_in,
}

const RIGHT: [(&str, &str); 10] = [
    ("untuk", "semua"),
    ("persen", "10"),
    ("asal", "manual"),
    ("cakupan", "all_products"),
    ("produk", ""),
    ("minimum", ""),
    ("pesan", "Promo November"),
    ("mulai", ""),
    ("sampai", "2026-11-30"),
    ("aktif", "ya"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = RIGHT.iter().filter(|(name, _)| changes.iter().all(|(other, _)| other != name));
    kept.copied().chain(changes.iter().copied()).collect()
}

async fn office(world: &World) -> Visitor {
    world.admin("kantor", "office").await.1
}

async fn the_office_sets_a_discount_for_everybody_and_pages_show_it(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 99_900, 500).await;
    let mut office = office(&world).await;
    let saved = office.post("/admin/diskon/baru/", &RIGHT).await;
    assert_eq!(saved.location(), "/admin/diskon/1/");
    let page = office.get("/admin/diskon/1/").await.text();
    for words in ["Promo November", "sampai 30 November 2026", "Berlaku", "semua pelanggan"] {
        assert!(page.contains(words), "{words}");
    }
    let siti = world.customer("siti").await;
    for mut someone in [world.visitor(), world.signed_in(siti).await] {
        for address in ["/", "/produk/", &views::urls::product(product)] {
            let seen = someone.get(address).await.text();
            assert!(seen.contains("Rp 89.910"), "{address}: the reduced price");
        }
        let seen = someone.get(&views::urls::product(product)).await.text();
        assert!(seen.contains("Diskon 10 %: Promo November"), "the reason");
    }
}

async fn a_form_sent_again_is_the_same_discount(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await.to_string();
    let mut office = office(&world).await;
    let key = office.get("/admin/diskon/baru/").await.field("kunci");
    assert!(!key.is_empty());
    for _ in 0..2 {
        let saved = office.post("/admin/diskon/baru/", &with(&[("kunci", &key)])).await;
        assert_eq!(saved.location(), "/admin/diskon/1/", "once");
    }
    let key = office.get("/admin/diskon/baru/").await.field("kunci");
    let picked = with(&[("untuk", "pelanggan"), ("pelanggan", &siti), ("kunci", &key)]);
    for _ in 0..2 {
        assert_eq!(office.post("/admin/diskon/baru/", &picked).await.location(), "/admin/diskon/pemasangan/1/", "once");
    }
    assert_eq!(office.get("/admin/diskon/pemasangan/2/").await.status, 404);
}

async fn a_discount_for_picked_customers_runs_in_the_background(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 100_000, 500).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let mut office = office(&world).await;
    let list = office.get("/admin/pelanggan/").await.text();
    assert!(list.contains(&format!("name=\"pelanggan\" value=\"{siti}\"")), "the list has tick boxes");
    let new = office.get(&format!("/admin/diskon/baru/?pelanggan={siti}&pelanggan={budi}&pelanggan=999")).await.text();
    assert!(new.contains("Untuk 2 pelanggan:") && new.contains("Ibu budi, Ibu siti"), "both are named");
    let one = with(&[("untuk", "pelanggan"), ("pelanggan", "1"), ("pelanggan", "999")]);
    let begun = office.post("/admin/diskon/baru/", &one).await;
    assert_eq!((begun.status.as_u16(), begun.location()), (303, "/admin/diskon/pemasangan/1/"));
    assert!(office.get("/admin/diskon/pemasangan/1/").await.text().contains("0 dari 1 pelanggan"));
    SetDiscounts { batch: 1, after: 0 }.run(&world.app).await.expect("runs");
    let done = office.get("/admin/diskon/pemasangan/1/").await.text();
    assert!(done.contains("Selesai: 1 pelanggan") && done.contains("/admin/diskon/1/"), "leads to the row");
    let address = views::urls::product(product);
    assert!(world.signed_in(siti).await.get(&address).await.text().contains("Rp 90.000"));
    assert!(!world.signed_in(budi).await.get(&address).await.text().contains("Rp 90.000"));
    // By username, several at once.
    let named = with(&[("untuk", "pelanggan"), ("username", "SITI, budi")]);
    let begun = office.post("/admin/diskon/baru/", &named).await;
    assert_eq!(begun.location(), "/admin/diskon/pemasangan/2/");
    assert!(office.get("/admin/diskon/pemasangan/2/").await.text().contains("0 dari 2 pelanggan"));
    // Everybody a word finds.
    let found = office.get("/admin/diskon/baru/?cari=bud").await.text();
    assert!(found.contains("Untuk 1 pelanggan:") && found.contains("name=\"cari\" value=\"bud\""));
    let begun = office.post("/admin/diskon/baru/", &with(&[("untuk", "hasil"), ("cari", "bud")])).await;
    assert_eq!(begun.location(), "/admin/diskon/pemasangan/3/");
    assert_eq!(office.get("/admin/diskon/pemasangan/99/").await.status, 404);
}

/// One wrong field at a time.
const WRONG: [(&str, &str); 25] = [
    ("untuk", ""),
    ("untuk", "lain"),
    ("untuk", "pelanggan"),
    ("persen", ""),
    ("persen", "0"),
    ("persen", "101"),
    ("persen", "-5"),
    ("persen", "2,5"),
    ("persen", "sepuluh"),
    ("persen", "99999999999999999999"),
    ("asal", "birthday"),
    ("asal", "x"),
    ("cakupan", ""),
    ("cakupan", "x"),
    ("cakupan", "one_product"),
    ("cakupan", "cart_threshold"),
    ("mulai", "kemarin"),
    ("mulai", "2026-02-30"),
    ("mulai", "2026-12-01"),
    ("sampai", "31-12-2026"),
    ("sampai", "2026-11-21"),
    ("pemakaian", "0"),
    ("pemakaian", "-1"),
    ("pemakaian", "banyak"),
    ("pemakaian", "1000001"),
];

async fn wrong_fields_are_told_all_at_once_and_kept(test: TestDb) {
    let world = World::open(test).await;
    let mut office = office(&world).await;
    for (field, value) in WRONG {
        let reply = office.post("/admin/diskon/baru/", &with(&[(field, value)])).await;
        assert_eq!(reply.status, 422, "{field}={value}: {}", reply.location());
        assert!(reply.text().contains("Promo November"), "{field}={value}: what was typed stays");
    }
    let long = "x".repeat(201);
    for more in [
        with(&[("cakupan", "one_product"), ("produk", "999")]),
        with(&[("cakupan", "one_product"), ("produk", "abc")]),
        with(&[("cakupan", "cart_threshold"), ("minimum", "0")]),
        with(&[("cakupan", "cart_threshold"), ("minimum", "banyak")]),
        with(&[("cakupan", "cart_threshold"), ("minimum", "99999999999999999999")]),
        with(&[("untuk", "pelanggan"), ("username", "tidak.ada")]),
        with(&[("untuk", "pelanggan"), ("pelanggan", "999")]),
        with(&[("untuk", "hasil"), ("cari", "tidak ada")]),
    ] {
        assert_eq!(office.post("/admin/diskon/baru/", &more).await.status, 422, "{more:?}");
    }
    for pesan in [long.as_str(), "a\u{202e}b"] {
        assert_eq!(office.post("/admin/diskon/baru/", &with(&[("pesan", pesan)])).await.status, 422);
    }
    let all = office.post("/admin/diskon/baru/", &[("untuk", "pelanggan"), ("persen", "0")]).await.text();
    for field in ["username", "persen", "cakupan"] {
        assert!(all.contains(&format!("#f-{field}")), "{field} is told");
    }
    assert!(office.get("/admin/diskon/").await.text().contains("0 diskon"), "nothing was written");
    assert_eq!(office.get("/admin/diskon/baru/?pelanggan=x&cari=&salin=999").await.status, 404);
    assert_eq!(office.get("/admin/diskon/baru/?pelanggan=x").await.location(), "/admin/pelanggan/");
    for missing in ["/admin/diskon/999/", "/admin/diskon/x/"] {
        assert_eq!(office.get(missing).await.status, 404, "{missing}");
        assert_eq!(office.post(missing, &RIGHT).await.status, 404, "{missing}");
    }
    assert_eq!(office.post("/admin/diskon/999/akhiri/", &[]).await.status, 404);
}

async fn a_row_is_changed_ended_and_copied(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let id = set(&world, Some(siti), 10, Scope::AllProducts, "Lama").await;
    let (mut one, mut other) = (office(&world).await, world.admin("pemilik", "owner").await.1);
    let address = views::urls::admin_discount(id);
    let version = other.get(&address).await.field("versi");
    let first = one.post(&address, &with(&[("pesan", "Baru"), ("versi", &version)])).await;
    assert_eq!(first.status, 303);
    let second = other.post(&address, &with(&[("pesan", "Lain"), ("versi", &version)])).await;
    assert_eq!(second.status, 422);
    let text = second.text();
    assert!(
        text.contains("Pesan sekarang") && text.contains("Baru") && text.contains("Lain"),
        "told beside the latest"
    );
    let ended = one.post(&views::urls::admin_discount_end(id), &[]).await;
    assert_eq!(ended.location(), address);
    assert!(one.get(&address).await.text().contains("Diakhiri"));
    assert_eq!(one.post(&views::urls::admin_discount_end(id), &[]).await.status, 303, "twice does no harm");
    assert_eq!(one.get(&views::urls::admin_discount_end(id)).await.location(), address);
    let copy = one.get(&format!("/admin/diskon/baru/?salin={id}")).await;
    let page = copy.text();
    assert!(page.contains("Ibu siti") && page.contains("Baru"), "the copy is filled");
    assert_eq!((copy.field("persen"), copy.field("versi")), ("10".to_owned(), String::new()));
}

async fn the_list_finds_by_standing_word_and_kind(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar Ulir", 100_000, 500).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    set(&world, Some(siti), 11, Scope::AllProducts, "Tanda mata").await;
    set(&world, None, 12, Scope::OneProduct(product), "Obral").await;
    let ended = set(&world, Some(budi), 13, Scope::AllProducts, "Sudah").await;
    shop::ops::discounts::end(&world.app, ended, &World::office()).await.expect("ends");
    let mut office = office(&world).await;
    let later = with(&[("persen", "14"), ("mulai", "2026-11-25"), ("sampai", "2026-11-26")]);
    assert_eq!(office.post("/admin/diskon/baru/", &later).await.status, 303);
    let shown = async |office: &mut Visitor, query: &str| {
        let page = office.get(&format!("/admin/diskon/?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        let text = page.text();
        (11..=14).filter(|percent| text.contains(&format!(">{percent} %</span>"))).collect::<Vec<_>>()
    };
    for (query, expected) in [
        ("", vec![11, 12, 13, 14]),
        ("status=active", vec![11, 12]),
        ("status=scheduled", vec![14]),
        ("status=ended", vec![13]),
        ("status=expired", vec![]),
        ("status=used_up", vec![]),
        ("untuk=semua", vec![12, 14]),
        ("untuk=satu", vec![11, 13]),
        ("cakupan=one_product", vec![12]),
        ("asal=loyalty", vec![]),
        ("q=tanda", vec![11]),
        ("q=pilar", vec![12]),
        ("q=IBU+BUDI", vec![13]),
        ("pelanggan=1", vec![11]),
        ("status=x&untuk=x&cakupan=x&asal=x&urut=x&pelanggan=x", vec![11, 12, 13, 14]),
        ("urut=besar&q=%25", vec![]),
    ] {
        assert_eq!(shown(&mut office, query).await, expected, "{query}");
    }
    world.test.clock.advance_hours(24 * 10);
    let mut office = world.admin("kantor2", "office").await.1;
    assert_eq!(shown(&mut office, "status=expired").await, [14]);
    let beyond = office.get("/admin/diskon/?halaman=9&urut=akhir").await;
    assert_eq!(beyond.location(), "/admin/diskon/?urut=akhir");
}

/// The reasons on a preview of three pieces of the product.
async fn preview(office: &mut Visitor, customer: CustomerId, product: domain::ids::ProductId) -> String {
    let address = format!("/admin/diskon/pratinjau/?pelanggan={customer}&produk={product}&jumlah=3&produk=&jumlah=");
    let reply = office.get(&address).await;
    assert_eq!(reply.status, 200);
    reply.text()
}

async fn a_large_gift_to_everybody_is_asked_once_more(test: TestDb) {
    let world = World::open(test).await;
    let mut office = office(&world).await;
    let asked = with(&[("persen", "50"), ("pesan", "Salah ketik")]);
    let question = office.post("/admin/diskon/baru/", &asked).await;
    assert!(question.status == 200 && question.text().contains("Diskon 50% untuk semua orang?"), "{}", question.text());
    assert!(!office.get("/admin/diskon/").await.text().contains("Salah ketik"), "nothing is set before a yes");
    let other = with(&[("persen", "100"), ("yakin", "50%"), ("pesan", "Salah ketik")]);
    assert_eq!(office.post("/admin/diskon/baru/", &other).await.status, 200, "a yes to fifty is none to a hundred");
    let small = with(&[("persen", "5"), ("pesan", "Kecil"), ("kunci", "kecil")]);
    let small = office.post("/admin/diskon/baru/", &small).await.location().to_owned();
    let grown = with(&[("persen", "90"), ("pesan", "Salah ketik"), ("versi", "1")]);
    assert_eq!(office.post(&small, &grown).await.status, 200, "growing is asked, too");
    assert!(!office.get("/admin/diskon/").await.text().contains("Salah ketik"));
    let sure = with(&[("persen", "50"), ("yakin", "50%"), ("pesan", "Sudah yakin")]);
    assert_eq!(office.post("/admin/diskon/baru/", &sure).await.status, 303);
    assert!(office.get("/admin/diskon/").await.text().contains("Sudah yakin"));
}

async fn the_preview_says_why_each_discount_counts_or_not(test: TestDb) {
    let world = World::open(test).await;
    let (product, pilar) = (world.product("Roster", 100_000, 500).await, world.product("Pilar", 9_000, 5).await);
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let mut office = office(&world).await;
    let until_today = with(&[("persen", "50"), ("yakin", "50%"), ("sampai", "2026-11-22"), ("pesan", "Hari ini saja")]);
    assert_eq!(office.post("/admin/diskon/baru/", &until_today).await.status, 303);
    let once = with(&[("persen", "40"), ("pemakaian", "1"), ("pesan", "Sekali pakai")]);
    assert_eq!(office.post("/admin/diskon/baru/", &once).await.status, 303);
    set(&world, Some(siti), 30, Scope::OneProduct(product), "Langganan").await;
    set(&world, Some(siti), 35, Scope::OneProduct(pilar), "Pilar murah").await;
    set(&world, Some(budi), 99, Scope::AllProducts, "Hanya Budi").await;
    let minimum = domain::money::Rupiah::from_u32(550_000);
    set(&world, None, 45, Scope::CartThreshold { minimum }, "Belanja besar").await;
    let today = preview(&mut office, siti, product).await;
    for words in [
        "Diskon 30 %: Langganan",
        "Dipakai, memotong Rp 90.000",
        "didahului Diskon 30 %: Langganan",
        "belanja kurang Rp 250.000 lagi",
        "produknya tidak ada di belanjaan",
        "Rp 210.000",
    ] {
        assert!(today.contains(words), "{words}");
    }
    assert!(!today.contains("Hanya Budi"), "another customer's row has no place here");
    world.order(budi, &[(pilar, 1)]).await;
    let ended = set(&world, Some(siti), 60, Scope::AllProducts, "Salah ketik").await;
    shop::ops::discounts::end(&world.app, ended, &World::office()).await.expect("ends");
    // Budi bought with his 99 %; the one use of everybody's row goes to somebody else.
    let tini = world.customer("tini").await;
    world.test.clock.advance_hours(24);
    world.order(tini, &[(pilar, 1)]).await;
    let mut office = world.admin("kantor2", "office").await.1;
    let tomorrow = preview(&mut office, siti, product).await;
    for words in ["sudah lewat masa berlakunya", "sudah habis dipakai", "sudah diakhiri", "Salah ketik"] {
        assert!(tomorrow.contains(words), "{words}");
    }
    for wrong in
        ["produk=999&jumlah=1", "produk=x&jumlah=1", "produk=1&jumlah=0", "produk=1&jumlah=", "produk=&jumlah=5"]
    {
        let reply = office.get(&format!("/admin/diskon/pratinjau/?pelanggan={siti}&{wrong}")).await;
        assert_eq!(reply.status, 200, "{wrong}");
        assert!(reply.text().contains("field-error"), "{wrong}");
    }
    let huge = "produk=1&jumlah=1000000&".repeat(200);
    assert_eq!(office.get(&format!("/admin/diskon/pratinjau/?{huge}")).await.status, 200);
    for missing in ["999", "x", "-1"] {
        assert_eq!(office.get(&format!("/admin/diskon/pratinjau/?pelanggan={missing}")).await.status, 404);
    }
}

async fn the_preview_of_the_cart_is_what_the_cart_says(test: TestDb) {
    let world = World::open(test).await;
    let (roster, paving) = (world.product("Roster", 14_505, 500).await, world.product("Paving", 75_001, 500).await);
    let siti = world.customer("siti").await;
    set(&world, Some(siti), 7, Scope::OneProduct(roster), "Langganan").await;
    set(&world, None, 3, Scope::CartThreshold { minimum: domain::money::Rupiah::from_u32(500_000) }, "Proyek").await;
    let mut office = office(&world).await;
    let empty = office.get(&format!("/admin/diskon/pratinjau/?pelanggan={siti}&keranjang=ya")).await;
    assert_eq!(empty.location(), views::urls::admin_preview_of(siti), "an empty cart is said");
    world.fill_cart(siti, &[(roster, 13), (paving, 7)]).await;
    let there = office.get(&format!("/admin/diskon/pratinjau/?pelanggan={siti}&keranjang=ya")).await;
    let preview = office.get(there.location()).await.text();
    let cart = world.signed_in(siti).await.get("/keranjang/").await.text();
    // 13 × 14.505 less 7 %, 7 × 75.001 less 3 %, each rounded down.
    for figure in ["Rp 175.366", "Rp 509.257", "Rp 684.623"] {
        assert!(preview.contains(figure) && cart.contains(figure), "{figure}");
    }
}

async fn only_the_office_comes_in(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    set(&world, Some(siti), 10, Scope::AllProducts, "Rahasia").await;
    let mut strangers = [world.visitor(), world.signed_in(siti).await, world.employee("Udin").await.1];
    for stranger in &mut strangers {
        for address in ["/admin/diskon/", "/admin/diskon/baru/", "/admin/diskon/1/", "/admin/diskon/pratinjau/"] {
            let reply = stranger.get(address).await;
            assert_eq!(reply.status, 303, "{address}");
            assert!(reply.location().starts_with("/admin/login/"), "{address}");
        }
        for address in ["/admin/diskon/baru/", "/admin/diskon/1/", "/admin/diskon/1/akhiri/"] {
            let reply = stranger.post(address, &RIGHT).await;
            assert!(reply.location().starts_with("/admin/login/") || reply.status.is_client_error(), "{address}");
        }
    }
    let mut conn = world.app.db.read().await.expect("reads");
    let rows = store::discount_pages::all_of(&mut conn, Some(siti)).await.expect("reads");
    assert!(rows.len() == 1 && rows[0].active, "nothing changed");
}
