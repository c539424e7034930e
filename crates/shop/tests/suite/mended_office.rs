//! What a stranger found in the office and in the catalogue, each finding as it must be.

use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    a_stale_product_form_shows_what_differs,
    a_search_folds_crosses_and_spaces,
    a_count_below_what_is_promised_says_so,
    stock_follows_the_step,
    faults_of_the_office_stay_in_the_office,
    customers_are_found_by_phone_however_it_is_typed,
    prices_are_whole_rupiah_above_zero,
    a_refused_new_product_asks_for_its_photos_again,
    an_unknown_category_is_said_so,
}

const FIELDS: [(&str, &str); 7] = [
    ("nama_produk", "Roster Kawung"),
    ("deskripsi_produk", ""),
    ("kategori", ""),
    ("satuan", "biji"),
    ("kelipatan", "1"),
    ("minimum", "1"),
    ("berat", ""),
];

fn product_form<'a>(price: &'a str, version: &'a str) -> Vec<(&'a str, &'a str)> {
    [&FIELDS[..], &[("harga_produk", price), ("versi", version)]].concat()
}

async fn a_stale_product_form_shows_what_differs(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 14_500, 10).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let address = format!("/admin/produk/{product}/");
    let version = office.get(&address).await.field("versi");
    assert_eq!(office.post(&address, &product_form("15.000", &version)).await.status, 303);
    let stale = office.post(&address, &product_form("16.000", &version)).await;
    assert_eq!(stale.status, 422);
    let page = stale.text();
    assert!(page.contains(&format!("href=\"{address}\">Lihat data terbaru")), "{page}");
    assert!(page.contains("Harga") && page.contains("15000"), "{page}");
    assert!(page.contains("value=\"16.000\""), "what was typed stays");
    assert!(!page.contains("Muat ulang"));
}

async fn a_search_folds_crosses_and_spaces(test: TestDb) {
    let world = World::open(test).await;
    world.product("Roster Minimalis 25 × 25", 14_500, 10).await;
    world.product("Paving 20x10", 2_500, 10).await;
    let mut visitor = world.visitor();
    for typed in ["25x25", "25%20x%2025", "25%C3%9725", "roster%2025X25", "25%20%C3%97%2025"] {
        let page = visitor.get(&format!("/produk/?q={typed}")).await.text();
        assert!(page.contains("Roster Minimalis") && !page.contains("Paving 20x10"), "{typed}");
    }
    assert!(visitor.get("/produk/?q=20%20%C3%97%2010").await.text().contains("Paving 20x10"));
    let (_, mut office) = world.admin("kantor", "office").await;
    assert!(office.get("/admin/produk/?nama_produk=25x25").await.text().contains("Roster Minimalis"));
}

async fn a_count_below_what_is_promised_says_so(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 14_500, 20).await;
    let siti = world.customer("siti").await;
    world.order(siti, &[(product, 12)]).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let form = [("jenis", "hitung"), ("jumlah", "5"), ("alasan", "hitung Senin")];
    let reply = office.post(&format!("/admin/produk/{product}/stok/"), &form).await;
    assert_eq!(reply.status, 422);
    assert!(
        reply.text().contains("12 biji sudah dipesan pelanggan; hasil hitung tidak bisa di bawah itu"),
        "{}",
        reply.text()
    );
}

async fn stock_follows_the_step(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 14_500, 20).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    for kind in ["masuk", "rusak", "hitung"] {
        let form = [("jenis", kind), ("jumlah", "2,5"), ("alasan", "tes")];
        let reply = office.post(&format!("/admin/produk/{product}/stok/"), &form).await;
        assert_eq!(reply.status, 422, "{kind}");
        assert!(reply.text().contains("kelipatan 1"), "{kind}");
    }
    assert_eq!(world.level(product).await, (20, 0));
}

async fn faults_of_the_office_stay_in_the_office(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (_, mut driver) = world.employee("Udin").await;
    let lost = office.get("/admin/produk/99999/").await;
    assert_eq!(lost.status, 404);
    let page = lost.text();
    assert!(page.contains("pintu=admin") && page.contains("Menu admin") && !page.contains("pintu=pelanggan"), "{page}");
    assert!(page.contains("href=\"/admin/\""));
    let forbidden = office.get("/admin/admin/").await;
    assert_eq!(forbidden.status, 403);
    assert!(forbidden.text().contains("Menu admin") && !forbidden.text().contains("pintu=pelanggan"));
    let lost = driver.get("/karyawan/transaksi/99999/verifikasi/").await;
    assert_eq!(lost.status, 404);
    assert!(lost.text().contains("pintu=karyawan") && !lost.text().contains("pintu=pelanggan"));
    assert!(lost.text().contains("href=\"/karyawan/dashboard/\""));
    let nobody = world.visitor().get("/admin/tidak-ada/").await;
    assert_eq!(nobody.status, 404);
    assert!(!nobody.text().contains("data-socket") && nobody.text().contains("href=\"/admin/login/\""));
}

async fn customers_are_found_by_phone_however_it_is_typed(test: TestDb) {
    let world = World::open(test).await;
    world.customer("siti").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    for typed in ["081234567890", "0812-3456-7890", "0812%203456%207890", "%2B62%20812%203456", "3456-7890", "siti"] {
        assert!(office.get(&format!("/admin/pelanggan/?q={typed}")).await.text().contains("Ibu siti"), "{typed}");
    }
    assert!(!office.get("/admin/pelanggan/?q=0899").await.text().contains("Ibu siti"));
    assert!(!office.get("/admin/pelanggan/?q=budi-0").await.text().contains("Ibu siti"));
}

async fn prices_are_whole_rupiah_above_zero(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 14_500, 20).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let address = format!("/admin/produk/{product}/");
    let version = office.get(&address).await.field("versi");
    for (price, words) in [("0", "lebih dari nol"), ("12,50", "rupiah bulat"), ("murah", "rupiah bulat")] {
        let reply = office.post(&address, &product_form(price, &version)).await;
        assert_eq!(reply.status, 422, "{price}");
        assert!(reply.text().contains(words), "{price}");
    }
}

async fn a_refused_new_product_asks_for_its_photos_again(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let bytes = crate::world::jpeg();
    let photo = testkit::Attached { field: "foto", name: "a.jpg", content_type: "image/jpeg", bytes: &bytes };
    let reply = office.upload("/admin/produk/baru/", &product_form("0", ""), &[photo]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("Pilih lagi fotonya"));
    let pdf = testkit::Attached { field: "foto", name: "a.pdf", content_type: "application/pdf", bytes: b"%PDF-1.4 x" };
    let reply = office.upload("/admin/produk/baru/", &product_form("1000", ""), &[pdf]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("Kirim foto JPG, PNG, atau WebP") && !reply.text().contains("PDF."));
}

async fn an_unknown_category_is_said_so(test: TestDb) {
    let world = World::open(test).await;
    world.product("Roster", 14_500, 20).await;
    let page = world.visitor().get("/produk/?kategori=999").await.text();
    assert!(page.contains("Kategori itu tidak ada"), "{page}");
    assert!(page.contains("Roster"));
}
