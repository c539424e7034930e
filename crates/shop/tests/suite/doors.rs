//! Three doors, three sessions (domain.md §1, §11): registration, sign-in, sign-out, and who may see what.

use testkit::{TestDb, Visitor, on_both_databases};

use crate::world::World;

on_both_databases! {
    somebody_registers_signs_out_and_in_again,
    unknown_names_and_wrong_passwords_get_the_same_answer_and_then_have_to_wait,
    one_door_never_opens_another,
    a_visitors_cart_follows_them_in_and_nothing_stays_behind,
    a_new_password_ends_all_other_sessions,
    the_first_owner_comes_by_a_link_that_works_once,
    the_birth_date_is_corrected_once,
}

const FORM: [(&str, &str); 8] = [
    ("username", "siti.rahmah"),
    ("nama_pelanggan", "Siti Rahmah"),
    ("alamat", "Jl. Veteran 12, Banjarmasin"),
    ("tanggal_lahir", "1992-02-29"),
    ("no_hp", "0812-3456-7890"),
    ("email", "siti@example.com"),
    ("password", "batako merah 7"),
    ("password_confirm", "batako merah 7"),
];

async fn register(world: &World) -> Visitor {
    let mut browser = world.visitor();
    let reply = browser.post("/register/", &FORM).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, "/dashboard/"), "{}", reply.text());
    browser
}

async fn somebody_registers_signs_out_and_in_again(test: TestDb) {
    let world = World::open(test).await;
    let mut browser = register(&world).await;
    let page = browser.get("/dashboard/").await;
    assert!(page.text().contains("Siti"));
    assert_eq!(browser.get("/logout/").await.status, 303, "a link does not sign out");
    assert_eq!(browser.get("/dashboard/").await.status, 200);
    browser.post("/logout/", &[]).await;
    assert_eq!(browser.get("/dashboard/").await.location(), "/login/?next=/dashboard/");
    for login in ["siti.rahmah", "SITI.Rahmah", "siti@example.com"] {
        let fields = [("username", login), ("password", "batako merah 7"), ("next", "/akun/")];
        assert_eq!(world.visitor().post("/login/", &fields).await.location(), "/akun/", "{login}");
    }
    let fields = [("username", "siti.rahmah"), ("password", "batako merah 7"), ("next", "//evil.example/")];
    assert_eq!(world.visitor().post("/login/", &fields).await.location(), "/dashboard/");
}

async fn unknown_names_and_wrong_passwords_get_the_same_answer_and_then_have_to_wait(test: TestDb) {
    let world = World::open(test).await;
    register(&world).await;
    let mut browser = world.visitor();
    let wrong = browser.post("/login/", &[("username", "siti.rahmah"), ("password", "salah")]).await;
    let unknown = browser.post("/login/", &[("username", "tidak.ada"), ("password", "salah")]).await;
    assert_eq!((wrong.status.as_u16(), unknown.status.as_u16()), (422, 422));
    assert_eq!(wrong.text().replace("siti.rahmah", "X"), unknown.text().replace("tidak.ada", "X"));
    for _ in 0..5 {
        browser.post("/login/", &[("username", "siti.rahmah"), ("password", "salah")]).await;
    }
    let right = [("username", "siti.rahmah"), ("password", "batako merah 7")];
    assert_eq!(browser.post("/login/", &right).await.status, 422, "has to wait now");
    world.test.clock.advance_millis(20_000);
    assert_eq!(browser.post("/login/", &right).await.status, 303);
}

async fn one_door_never_opens_another(test: TestDb) {
    let world = World::open(test).await;
    let customer = world.customer("siti").await;
    let mut siti = world.signed_in(customer).await;
    let (_, mut udin) = world.employee("Udin").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    for (page, door) in [
        ("/admin/", "/admin/login/"),
        ("/admin/pesanan/", "/admin/login/"),
        ("/karyawan/dashboard/", "/karyawan/login/"),
    ] {
        assert!(siti.get(page).await.location().starts_with(door), "a customer at {page}");
    }
    assert!(udin.get("/admin/").await.location().starts_with("/admin/login/"));
    assert!(udin.get("/dashboard/").await.location().starts_with("/login/"));
    assert!(office.get("/karyawan/dashboard/").await.location().starts_with("/karyawan/login/"));
    assert!(office.get("/pesanan/").await.location().starts_with("/login/"));
    assert_eq!(office.get("/admin/admin/").await.status, 403, "only an owner manages admins");
    // A token of one door is worth nothing in the cookie of another.
    let token = siti.cookie("barokah_pelanggan").expect("has a session").to_owned();
    let mut forged = world.visitor().with_cookie("barokah_admin", &token).with_cookie("barokah_karyawan", &token);
    assert!(forged.get("/admin/").await.location().starts_with("/admin/login/"));
    assert!(forged.get("/karyawan/dashboard/").await.location().starts_with("/karyawan/login/"));
}

async fn a_visitors_cart_follows_them_in_and_nothing_stays_behind(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 14_500, 100).await;
    register(&world).await;
    let mut browser = world.visitor();
    let id = product.to_string();
    browser.post("/keranjang/", &[("produk", &id), ("jumlah", "30")]).await;
    assert!(browser.get("/keranjang/").await.text().contains("Roster Kawung"));
    browser.post("/login/", &[("username", "siti.rahmah"), ("password", "batako merah 7")]).await;
    assert_eq!(browser.cookie("barokah_keranjang"), None);
    assert!(browser.get("/keranjang/").await.text().contains("Roster Kawung"));
    browser.post("/logout/", &[]).await;
    assert!(!browser.get("/keranjang/").await.text().contains("Roster Kawung"), "nothing for the next person");
    // On another device, with something in the cart already: the sum, as far as there is stock.
    let mut phone = world.visitor();
    phone.post("/keranjang/", &[("produk", &id), ("jumlah", "90")]).await;
    phone.post("/login/", &[("username", "siti.rahmah"), ("password", "batako merah 7")]).await;
    assert_eq!(phone.get("/keranjang/").await.field("jumlah"), "100");
}

async fn a_new_password_ends_all_other_sessions(test: TestDb) {
    let world = World::open(test).await;
    let mut here = register(&world).await;
    let mut there = world.visitor();
    there.post("/login/", &[("username", "siti.rahmah"), ("password", "batako merah 7")]).await;
    let wrong = [("password_lama", "salah"), ("password", "genteng biru 8"), ("password_confirm", "genteng biru 8")];
    assert_eq!(here.post("/akun/kata-sandi/", &wrong).await.status, 422);
    assert_eq!(there.get("/akun/").await.status, 200);
    let right =
        [("password_lama", "batako merah 7"), ("password", "genteng biru 8"), ("password_confirm", "genteng biru 8")];
    assert_eq!(here.post("/akun/kata-sandi/", &right).await.status, 303);
    assert_eq!(here.get("/akun/").await.status, 200);
    assert_eq!(there.get("/akun/").await.status, 303);
}

async fn the_first_owner_comes_by_a_link_that_works_once(test: TestDb) {
    let world = World::open(test).await;
    let token = shop::ops::owner::setup_token(&world.app).await.expect("no fault").expect("no owner yet");
    let address = views::urls::admin_setup(token.as_str());
    let mut browser = world.visitor();
    assert_eq!(browser.get(&address).await.status, 200);
    let form = [
        ("nama", "Hj. Barkah"),
        ("username", "pemilik"),
        ("password", "cor beton 99"),
        ("password_confirm", "cor beton 99"),
    ];
    assert_eq!(browser.post(&address, &form).await.status, 303);
    assert_eq!(browser.get("/admin/").await.status, 200, "the owner is signed in");
    assert_eq!(world.visitor().get(&address).await.status, 404);
    assert_eq!(world.visitor().post(&address, &form).await.status, 404);
    assert!(shop::ops::owner::setup_token(&world.app).await.expect("no fault").is_none(), "there is an owner now");
    let wrong = views::urls::admin_setup(&"x".repeat(43));
    assert_eq!(world.visitor().get(&wrong).await.status, 404);
}

async fn the_birth_date_is_corrected_once(test: TestDb) {
    let world = World::open(test).await;
    let mut browser = register(&world).await;
    let with = |date: &'static str| {
        [
            ("nama_pelanggan", "Siti Rahmah"),
            ("alamat", "Jl. Veteran 12, Banjarmasin"),
            ("tanggal_lahir", date),
            ("no_hp", "081234567890"),
            ("email", ""),
        ]
    };
    assert_eq!(browser.post("/akun/", &with("1992-03-01")).await.status, 303);
    assert_eq!(browser.post("/akun/", &with("1992-03-01")).await.status, 303, "the same date is no correction");
    let second = browser.post("/akun/", &with("1992-04-01")).await;
    assert_eq!(second.status, 422);
    assert!(browser.get("/akun/").await.text().contains("1992-03-01"));
}
