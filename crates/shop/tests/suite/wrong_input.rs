//! Wrong input, one table a kind: a message or a 404, nothing changed, never a 500 (issue "The shop", "Must show").

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use domain::ids::{CustomerId, OrderId, ProductId};
use testkit::{Attached, TestDb, Visitor, on_both_databases};

use crate::world::{World, jpeg};

on_both_databases! {
    quantities_that_are_none_get_a_message,
    registrations_that_are_wrong_keep_what_was_typed,
    unknown_ids_are_a_helpful_404,
    other_peoples_orders_and_files_are_the_same_404,
    html_in_names_stays_text,
    files_that_lie_or_are_too_large_get_a_message,
    forms_of_other_sites_are_refused,
    changing_addresses_change_nothing_by_get,
    a_form_of_an_ended_session_is_not_lost_silently,
    nothing_at_all_and_rubbish_are_no_fault,
    products_with_wrong_fields_are_refused,
}

struct Shop {
    world: World,
    product: ProductId,
    siti: CustomerId,
    order: OrderId,
    browser: Visitor,
}

async fn shop(test: TestDb) -> Shop {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 14_500, 100).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 3)]).await;
    let browser = world.signed_in(siti).await;
    Shop { world, product, siti, order, browser }
}

async fn quantities_that_are_none_get_a_message(test: TestDb) {
    let mut shop = shop(test).await;
    let id = shop.product.to_string();
    for typed in [
        "",
        "abc",
        "-1",
        "0",
        "0,5",
        "1e3",
        "NaN",
        "999999999999999999999",
        "1.5.0",
        "１２",
        "1 2",
        "'; DROP TABLE",
        "\0",
        "9000000",
    ] {
        let reply = shop.browser.post("/keranjang/", &[("produk", &id), ("jumlah", typed)]).await;
        assert_eq!(reply.status, 422, "{typed:?}: {}", reply.location());
        assert!(reply.text().contains("jumlah"), "{typed:?}");
        let reply = shop.browser.post(&views::urls::buy_now(shop.product), &[("jumlah", typed)]).await;
        assert_eq!(reply.status, 422, "direct {typed:?}");
    }
    assert!(!shop.browser.get("/keranjang/").await.text().contains("Roster Kawung"), "the cart is still empty");
    shop.world.fill_cart(shop.siti, &[(shop.product, 5)]).await;
    for typed in ["abc", "-1", "0", "0,5"] {
        let reply = shop.browser.post(&views::urls::cart_line(shop.product), &[("jumlah", typed)]).await;
        assert_eq!(reply.status, 422, "line {typed:?}");
    }
    let more = shop.browser.post(&views::urls::cart_line(shop.product), &[("jumlah", "500")]).await;
    assert_eq!(more.status, 303, "more than there is puts in what there is");
    assert_eq!(shop.browser.get("/keranjang/").await.field("jumlah"), "97");
}

async fn registrations_that_are_wrong_keep_what_was_typed(test: TestDb) {
    let shop = shop(test).await;
    let right = [
        ("username", "budi"),
        ("nama_pelanggan", "Budi Santoso"),
        ("alamat", "Jl. Veteran 12"),
        ("tanggal_lahir", "1990-05-05"),
        ("no_hp", "081234567890"),
        ("email", "budi@example.com"),
        ("password", "batako merah 7"),
        ("password_confirm", "batako merah 7"),
    ];
    let long = "x".repeat(5000);
    let wrong = [
        ("username", "a"),
        ("username", "siti"),
        ("username", "budi santoso"),
        ("username", "<b>"),
        ("username", long.as_str()),
        ("nama_pelanggan", ""),
        ("nama_pelanggan", "\u{202e}idub"),
        ("alamat", ""),
        ("alamat", long.as_str()),
        ("tanggal_lahir", "31-02-2000"),
        ("tanggal_lahir", "2030-01-01"),
        ("tanggal_lahir", "1800-01-01"),
        ("tanggal_lahir", "kemarin"),
        ("no_hp", "12"),
        ("no_hp", "+1 202 555 0101"),
        ("no_hp", "08abc"),
        ("email", "bukan email"),
        ("email", "a@b"),
        ("password", "pendek"),
        ("password", "password"),
        ("password_confirm", "lain sekali"),
    ];
    for (field, value) in wrong {
        let mut browser = shop.world.visitor();
        let form: Vec<_> =
            right.iter().map(|(name, good)| (*name, if *name == field { value } else { *good })).collect();
        let reply = browser.post("/register/", &form).await;
        assert_eq!(reply.status, 422, "{field}={}", &value[..value.len().min(20)]);
        let text = reply.text();
        assert!(text.contains("aria-invalid"), "{field}: the field is marked");
        assert!(text.contains("Budi Santoso") || field == "nama_pelanggan", "{field}: what was typed is kept");
        assert!(!text.contains("batako merah 7"), "a password is never sent back");
    }
    let mut conn = shop.world.app.db.read().await.expect("reads");
    let row = store::accounts::customer_credentials(&mut conn, "budi").await.expect("reads");
    assert!(row.is_none(), "nobody was registered");
}

async fn unknown_ids_are_a_helpful_404(test: TestDb) {
    let mut shop = shop(test).await;
    let (_, mut office) = shop.world.admin("kantor", "owner").await;
    let (_, mut driver) = shop.world.employee("Udin").await;
    for id in ["999999", "0", "-1", "abc", "9223372036854775808", "1.0", "%00"] {
        for address in [
            format!("/produk_detail/{id}/"),
            format!("/pesanan/{id}/"),
            format!("/berkas/{id}/"),
            format!("/media/{id}/320.webp"),
        ] {
            let reply = shop.browser.get(&address).await;
            assert_eq!(reply.status, 404, "{address}");
            assert!(reply.text().contains("/produk/"), "{address}: the page helps onward");
        }
        for room in ["pesanan", "produk", "kategori", "pelanggan", "karyawan", "admin", "tindak-lanjut"] {
            let address = format!("/admin/{room}/{id}/");
            assert_eq!(office.get(&address).await.status, 404, "{address}");
        }
        let address = format!("/karyawan/transaksi/{id}/verifikasi/");
        assert_eq!(driver.get(&address).await.status, 404, "{address}");
        assert_eq!(shop.browser.post("/keranjang/", &[("produk", id), ("jumlah", "1")]).await.status, 404, "{id}");
        assert_eq!(shop.browser.post(&format!("/pesanan/{id}/pembatalan/"), &[]).await.status, 404, "{id}");
        assert_eq!(office.post(&format!("/admin/pesanan/{id}/kirim/"), &[]).await.status, 404, "{id}");
    }
    assert_eq!(shop.browser.get("/tidak/ada/").await.status, 404);
    assert_eq!(shop.browser.get("/aset/css/shop.css").await.status, 404, "an old fingerprint is not served");
}

/// A page without the place where its live news goes on from: on PostgreSQL that place moves with every transaction
/// of the server, other tests' too, between two requests of the same person.
fn without_cursor(page: &str) -> String {
    let (before, rest) = page.split_once("data-after=\"").expect("a signed-in page has a socket");
    let (_, after) = rest.split_once('"').expect("the attribute ends");
    format!("{before}{after}")
}

async fn other_peoples_orders_and_files_are_the_same_404(test: TestDb) {
    let mut shop = shop(test).await;
    let picture = jpeg();
    let proof = Attached { field: "bukti_bayar", name: "bukti.jpg", content_type: "image/jpeg", bytes: &picture };
    let given = shop.browser.upload(&views::urls::order_proof(shop.order), &[], &[proof]).await;
    assert_eq!(given.status, 303, "{}", given.text());
    let mut conn = shop.world.app.db.read().await.expect("reads");
    let parts = store::order_pages::parts(&mut conn, shop.order, false).await.expect("reads");
    drop(conn);
    let file = views::urls::file(parts.proofs[0].file);
    assert_eq!(shop.browser.get(&file).await.status, 200);
    let budi = shop.world.customer("budi").await;
    let mut budi = shop.world.signed_in(budi).await;
    let (_, mut driver) = shop.world.employee("Udin").await;
    let (_, mut office) = shop.world.admin("kantor", "office").await;
    let order = views::urls::order(shop.order);
    let unknown = budi.get("/pesanan/424242/").await;
    let others = budi.get(&order).await;
    assert_eq!((others.status, unknown.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(
        without_cursor(&others.text()),
        without_cursor(&unknown.text()),
        "nobody can tell whether the order exists"
    );
    assert_eq!(budi.get(&file).await.status, 404);
    assert_eq!(driver.get(&file).await.status, 404, "a proof of payment is none of the driver's business");
    assert_eq!(shop.world.visitor().get(&file).await.status, 404);
    assert_eq!(office.get(&file).await.status, 200);
    assert_eq!(budi.post(&views::urls::order_cancel(shop.order), &[]).await.status, 404);
    let proof = Attached { field: "bukti_bayar", name: "bukti.jpg", content_type: "image/jpeg", bytes: &picture };
    assert_eq!(budi.upload(&views::urls::order_proof(shop.order), &[], &[proof]).await.status, 404);
    assert_eq!(budi.upload(&views::urls::order_feedback(shop.order), &[("feedback", "x")], &[]).await.status, 404);
    assert_eq!(driver.get(&views::urls::employee_delivery(shop.order)).await.status, 404, "it is not on the truck");
}

async fn html_in_names_stays_text(test: TestDb) {
    let shop = shop(test).await;
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let product = shop.world.product(evil, 1000, 50).await;
    let mut browser = shop.browser;
    for address in [
        "/".to_owned(),
        "/produk/".to_owned(),
        views::urls::product(product),
        format!("/produk/?q={}", views::urls::encode(evil)),
    ] {
        let text = browser.get(&address).await.text();
        assert!(!text.contains("<script>alert"), "{address}");
        assert!(!text.contains("<img src=x"), "{address}");
    }
    shop.world.fill_cart(shop.siti, &[(product, 1)]).await;
    let checkout = browser.get("/checkout/").await;
    let form = [
        ("metode", "kirim"),
        ("alamat_pengiriman", "<script>alert(2)</script>"),
        ("catatan", "<b>tebal</b>"),
        ("kunci", "k1"),
        ("tampil", &checkout.field("tampil")),
    ];
    let placed = browser.upload("/checkout/", &form, &[]).await;
    assert_eq!(placed.status, 303, "{}", placed.text());
    let page = browser.get(placed.location()).await.text();
    assert!(page.contains("alert(2)") && !page.contains("<script>alert(2)"), "shown as it was typed, as text");
    let (_, mut office) = shop.world.admin("kantor", "owner").await;
    for address in [
        "/admin/pesanan/".to_owned(),
        format!("/admin{}", placed.location()),
        "/admin/produk/".to_owned(),
        "/admin/stok/".to_owned(),
    ] {
        let text = office.get(&address).await.text();
        assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{address}");
    }
}

async fn files_that_lie_or_are_too_large_get_a_message(test: TestDb) {
    let mut shop = shop(test).await;
    let address = views::urls::order_proof(shop.order);
    let huge = vec![0xff; 30 * 1024 * 1024];
    let mut big_jpeg = jpeg();
    big_jpeg.resize(11 * 1024 * 1024, 0);
    let html = b"<html><script>alert(1)</script></html>".to_vec();
    let evil_pdf =
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF".to_vec();
    let mut cut = jpeg();
    cut.truncate(200);
    let cases: [(&str, &str, &[u8]); 7] = [
        ("tiga puluh MB", "image/jpeg", &huge),
        ("sebelas MB", "image/jpeg", &big_jpeg),
        ("halaman yang mengaku gambar", "image/png", &html),
        ("gambar terpotong", "image/jpeg", &cut),
        ("pdf yang berbuat sesuatu", "application/pdf", &evil_pdf),
        ("kosong", "image/jpeg", b""),
        ("svg", "image/svg+xml", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
    ];
    for (name, content_type, bytes) in cases {
        let file = Attached { field: "bukti_bayar", name: "../../etc/bukti.jpg", content_type, bytes };
        let reply = shop.browser.upload(&address, &[], &[file]).await;
        assert_eq!(reply.status, 422, "{name}: {}", reply.location());
        assert!(reply.text().contains("bukti_bayar"), "{name}: the message stands at the field");
    }
    assert_eq!(shop.browser.upload(&address, &[], &[]).await.status, 422, "no file at all");
    let mut conn = shop.world.app.db.read().await.expect("reads");
    assert!(store::order_pages::parts(&mut conn, shop.order, false).await.expect("reads").proofs.is_empty());
}

async fn forms_of_other_sites_are_refused(test: TestDb) {
    let mut shop = shop(test).await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")] {
        let request = Request::post(views::urls::order_cancel(shop.order))
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .body(Body::empty())
            .expect("a request");
        let reply = shop.browser.send(request).await;
        assert_eq!(reply.status, 403, "{name}: {value}");
        assert!(reply.text().contains("</html>"), "a page says what to do");
    }
    assert_eq!(shop.world.level(shop.product).await, (100, 3), "nothing was cancelled");
}

async fn changing_addresses_change_nothing_by_get(test: TestDb) {
    let mut shop = shop(test).await;
    let (_, mut office) = shop.world.admin("kantor", "owner").await;
    let (_, mut driver) = shop.world.employee("Udin").await;
    let order = shop.order;
    for address in [
        views::urls::order_cancel(order),
        views::urls::order_proof(order),
        views::urls::order_feedback(order),
        views::urls::NOTIFICATIONS_READ.to_owned(),
        views::urls::LOGOUT.to_owned(),
        views::urls::cart_line(shop.product),
        views::urls::buy_now(shop.product),
        views::urls::ACCOUNT_PASSWORD.to_owned(),
    ] {
        let status = shop.browser.get(&address).await.status.as_u16();
        assert!(matches!(status, 303 | 405), "{address}: {status}");
    }
    for address in [
        views::urls::admin_order_accept(order),
        views::urls::admin_order_reject(order),
        views::urls::admin_order_ship(order),
        views::urls::admin_order_cancel(order),
        views::urls::admin_order_ongkir(order),
        views::urls::admin_order_pickup(order),
        views::urls::admin_product_archive(shop.product),
        views::urls::admin_product_stock(shop.product),
        views::urls::ADMIN_LOGOUT.to_owned(),
    ] {
        let status = office.get(&address).await.status.as_u16();
        assert!(matches!(status, 303 | 405), "{address}: {status}");
    }
    let status = driver.get(&views::urls::employee_failed(order)).await.status.as_u16();
    assert!(matches!(status, 303 | 404 | 405), "{status}");
    assert_eq!(shop.world.level(shop.product).await, (100, 3));
    assert_eq!(office.get("/admin/").await.status, 200, "still signed in");
}

async fn a_form_of_an_ended_session_is_not_lost_silently(test: TestDb) {
    let mut shop = shop(test).await;
    shop.world.test.clock.advance_hours(24 * 31);
    let reply = shop.browser.post(&views::urls::order_cancel(shop.order), &[]).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, "/login/"));
    let page = shop.browser.get("/login/").await.text();
    assert!(page.contains("Sesi Anda sudah berakhir"), "the page says that the form was not sent");
    assert_eq!(shop.world.level(shop.product).await, (100, 3));
}

async fn nothing_at_all_and_rubbish_are_no_fault(test: TestDb) {
    let mut shop = shop(test).await;
    let (_, mut office) = shop.world.admin("kantor", "owner").await;
    for address in ["/login/", "/register/", "/keranjang/", "/checkout/", "/akun/", "/akun/kata-sandi/"] {
        let status = shop.browser.post(address, &[]).await.status.as_u16();
        assert!(status < 500, "{address}: {status}");
    }
    for address in [
        "/admin/produk/baru/",
        "/admin/kategori/baru/",
        "/admin/karyawan/baru/",
        "/admin/admin/baru/",
        "/admin/pengaturan/",
        "/admin/akun/",
    ] {
        let status =
            office.post(address, &[("versi", "x"), ("harga_produk", "\0"), ("nama", "\u{fffd}")]).await.status.as_u16();
        assert_eq!(status, 422, "{address}");
    }
    for id in [shop.order.get()] {
        for form in ["terima-bukti", "tolak-bukti", "kirim", "diambil", "ongkir", "batal", "gagal", "terkirim"] {
            let status = office.post(&format!("/admin/pesanan/{id}/{form}/"), &[]).await.status.as_u16();
            assert!((400..500).contains(&status) || status == 303, "{form}: {status}");
        }
    }
    for query in [
        "?halaman=-1",
        "?halaman=99999999999",
        "?status=x",
        "?q=%00",
        "?q=%FF%FE",
        "?urut=;",
        "?tanggal_transaksi__gte=x",
        "?%%%",
    ] {
        for address in ["/produk/", "/pesanan/", "/notifikasi/"] {
            assert_eq!(shop.browser.get(&format!("{address}{query}")).await.status, 200, "{address}{query}");
        }
        for address in [
            "/admin/pesanan/",
            "/admin/produk/",
            "/admin/stok/",
            "/admin/pelanggan/",
            "/admin/umpan-balik/",
            "/admin/tindak-lanjut/",
        ] {
            assert_eq!(office.get(&format!("{address}{query}")).await.status, 200, "{address}{query}");
        }
    }
    let broken = Request::post("/login/")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from("no parts at all"))
        .expect("a request");
    assert_eq!(shop.world.visitor().send(broken).await.status, 400);
    assert_eq!(shop.world.level(shop.product).await, (100, 3), "the order is as it was");
}

async fn products_with_wrong_fields_are_refused(test: TestDb) {
    let shop = shop(test).await;
    let (_, mut office) = shop.world.admin("kantor", "owner").await;
    let right = [
        ("nama_produk", "Pilar"),
        ("deskripsi_produk", ""),
        ("kategori", ""),
        ("harga_produk", "185.000"),
        ("satuan", "batang"),
        ("kelipatan", "1"),
        ("minimum", "1"),
        ("berat", ""),
        ("stok_awal", "5"),
    ];
    let wrong = [
        ("nama_produk", ""),
        ("harga_produk", ""),
        ("harga_produk", "-5"),
        ("harga_produk", "abc"),
        ("harga_produk", "99999999999999999999"),
        ("harga_produk", "12,5"),
        ("satuan", ""),
        ("kelipatan", "0"),
        ("kelipatan", "-1"),
        ("kelipatan", "x"),
        ("minimum", "0,3"),
        ("kategori", "999"),
        ("kategori", "x"),
        ("berat", "-1"),
        ("stok_awal", "-5"),
        ("stok_awal", "banyak"),
    ];
    for (field, value) in wrong {
        let form: Vec<_> =
            right.iter().map(|(name, good)| (*name, if *name == field { value } else { *good })).collect();
        let reply = office.upload("/admin/produk/baru/", &form, &[]).await;
        assert_eq!(reply.status, 422, "{field}={value}: {}", reply.location());
    }
    assert_eq!(office.upload("/admin/produk/baru/", &right, &[]).await.status, 303);
    let mut conn = shop.world.app.db.read().await.expect("reads");
    assert_eq!(store::catalogue::products(&mut conn).await.expect("reads").len(), 2);
}
