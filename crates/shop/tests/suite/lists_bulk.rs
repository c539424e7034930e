//! Several rows of a list at once: done by the operation of one, refusals told with their reason, asked before where it hurts.

use domain::{ids::DiscountId, rights::AdminKind};
use shop::{
    jobs::{self, admin, board::Shelf, reset_mail::ResetMail},
    ops::{catalogue, discounts},
};
use store::audit::AuditFilter;
use testkit::{Reply, TestDb, Visitor, on_both_databases};
use views::urls;

use crate::world::World;

on_both_databases! {
    products_are_archived_brought_back_and_moved,
    discounts_end_once_that_was_confirmed,
    jobs_are_cancelled_and_tried_again,
    ticked_notifications_are_read_and_nobody_elses,
    drivers_are_deactivated_once_that_was_confirmed,
    nothing_ticked_and_other_lists_lead_back,
    every_list_with_ticks_has_the_same_bar,
}

/// Sends a form and reads the page it leads to.
async fn told(browser: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let reply = browser.post(path, fields).await;
    assert_eq!(reply.status, 303, "{path}: {}", reply.text());
    let address = reply.location().to_owned();
    browser.get(&address).await.text().replace("&#35;", "#")
}

/// How many rows of the audit log there are.
async fn noted(world: &World) -> usize {
    let mut conn = world.app.db.read().await.expect("reads");
    store::audit::list(&mut conn, &AuditFilter::default(), 1000).await.expect("reads").len()
}

/// A form that asks first: shows what it is about and is sent once more with a yes.
async fn asked(browser: &mut Visitor, path: &str, fields: &[(&str, &str)], shown: &str) -> String {
    let question: Reply = browser.post(path, fields).await;
    assert_eq!(question.status, 200, "{path} asks");
    let html = question.text().replace("&#35;", "#");
    assert!(html.contains("name=\"yakin\" value=\"ya\"") && html.contains(shown), "{html}");
    told(browser, path, &[fields, &[("yakin", "ya")]].concat()).await
}

async fn products_are_archived_brought_back_and_moved(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (_, mut warehouse) = world.admin("gudang", "warehouse").await;
    let (roster, pilar) = (world.product("Roster", 10_000, 5).await, world.product("Pilar", 20_000, 5).await);
    let (first, second) = (roster.to_string(), pilar.to_string());
    let both = [("produk", first.as_str()), ("produk", second.as_str()), ("produk", "999999"), ("produk", "abc")];
    let list = ("daftar", "/admin/produk/?urut=murah");
    let press = |action| [&both[..], &[("aksi", action), list]].concat();
    world.settled().await;
    let page = told(&mut office, urls::ADMIN_PRODUCTS_BULK, &press("arsip")).await;
    assert!(page.contains("2 produk diarsipkan") && page.contains("Belum bisa #999999: tidak ditemukan"), "{page}");
    assert!(page.contains("<option value=\"murah\" selected>"), "back on the list as it was");
    let page = told(&mut office, urls::ADMIN_PRODUCTS_BULK, &press("arsip")).await;
    assert!(page.contains("Roster, Pilar: sudah diarsipkan"), "{page}");
    assert_eq!(noted(&world).await, 2, "each archiving once");
    let page = told(&mut office, urls::ADMIN_PRODUCTS_BULK, &press("kembali")).await;
    assert!(page.contains("2 produk dijual lagi"), "{page}");
    let typed = catalogue::TypedCategory { name: "Lubang angin".to_owned(), description: String::new() };
    let shelf = catalogue::create_category(&world.app, &typed, &World::office()).await.expect("creates").to_string();
    let nowhere = [&press("kategori")[..], &[("kategori", "")]].concat();
    let page = told(&mut office, urls::ADMIN_PRODUCTS_BULK, &nowhere).await;
    assert!(page.contains("Pilih dulu kategorinya"), "no choice moves nothing");
    let unknown = [&press("kategori")[..], &[("kategori", "777")]].concat();
    let page = told(&mut office, urls::ADMIN_PRODUCTS_BULK, &unknown).await;
    assert!(page.contains("Tidak ada produk yang dipindahkan"), "{page}");
    let there = [&press("kategori")[..], &[("kategori", shelf.as_str())]].concat();
    let page = told(&mut office, urls::ADMIN_PRODUCTS_BULK, &there).await;
    assert!(page.contains("2 produk dipindahkan") && page.matches("Lubang angin").count() >= 3, "{page}");
    let page = told(&mut office, urls::ADMIN_PRODUCTS_BULK, &there).await;
    assert!(page.contains("sudah di kategori itu"), "{page}");
    let out = [("produk", first.as_str()), ("aksi", "kategori"), ("kategori", views::text::bulk::NO_CATEGORY)];
    assert!(told(&mut office, urls::ADMIN_PRODUCTS_BULK, &out).await.contains("1 produk dipindahkan"));
    assert_eq!(warehouse.post(urls::ADMIN_PRODUCTS_BULK, &press("arsip")).await.status, 403);
    let page = warehouse.get(urls::ADMIN_PRODUCTS).await.text();
    assert!(page.contains("Roster") && !page.contains("products-bulk"), "nothing is offered that may not be done");
}

async fn discounts_end_once_that_was_confirmed(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (_, mut warehouse) = world.admin("gudang", "warehouse").await;
    let settings = world.settings().await;
    let mut ids: Vec<DiscountId> = Vec::new();
    for key in ["satu", "dua"] {
        let typed = discounts::TypedDiscount {
            percent: "5".to_owned(),
            scope: "all_products".to_owned(),
            active: true,
            key: key.to_owned(),
            ..Default::default()
        };
        ids.push(discounts::set_for_everybody(&world.app, &settings, &typed, &World::office()).await.expect("sets"));
    }
    assert!(discounts::end(&world.app, ids[0], &World::office()).await.expect("ends"));
    let (first, second) = (ids[0].to_string(), ids[1].to_string());
    let form = [("diskon", first.as_str()), ("diskon", second.as_str()), ("diskon", "999"), ("aksi", "akhiri")];
    let before = noted(&world).await;
    let page = asked(&mut office, urls::ADMIN_DISCOUNTS_BULK, &form, "5% semua produk untuk semua pelanggan").await;
    assert!(page.contains("1 diskon diakhiri"), "{page}");
    assert!(
        page.contains(&format!("5% semua produk untuk semua pelanggan, #{first}: sudah diakhiri"))
            && page.contains("Diskon #999: tidak ditemukan")
    );
    assert_eq!(noted(&world).await, before + 1);
    let sure = [&form[..], &[("yakin", "ya")]].concat();
    assert_eq!(warehouse.post(urls::ADMIN_DISCOUNTS_BULK, &sure).await.status, 403);
}

async fn jobs_are_cancelled_and_tried_again(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut owner) = world.admin("pemilik", "owner").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    for login in ["satu", "dua"] {
        let mut tx = world.app.db.begin().await.expect("begins");
        let task = ResetMail { login: login.into(), request: login.into() };
        jobs::enqueue(&mut tx, &world.app, task).await.expect("enqueues");
        tx.commit().await.expect("commits");
    }
    let kind = || Some("reset_mail".to_owned());
    let filter = admin::Filter { shelf: Shelf::Waiting, kind: kind(), beyond: None, oldest_first: true };
    let ids: Vec<String> =
        admin::list(&world.app, &filter, 10).await.expect("lists").iter().map(|job| job.id.to_string()).collect();
    let ticked: Vec<(&str, &str)> = ids.iter().map(|id| ("pekerjaan", id.as_str())).collect();
    let press = |action| [&ticked[..], &[("pekerjaan", "99999"), ("aksi", action)]].concat();
    let page = told(&mut owner, urls::ADMIN_JOBS_BULK, &press("ulangi")).await;
    assert!(page.contains("Tidak ada pekerjaan yang diulang") && page.contains("tidak perlu diulang"), "{page}");
    let page = asked(&mut owner, urls::ADMIN_JOBS_BULK, &press("batal"), &format!("Pekerjaan #{}", ids[0])).await;
    assert!(page.contains("2 pekerjaan dibatalkan") && page.contains("Pekerjaan #99999: tidak ditemukan"), "{page}");
    let cancelled = admin::Filter { shelf: Shelf::Cancelled, kind: kind(), beyond: None, oldest_first: true };
    assert_eq!(admin::list(&world.app, &cancelled, 10).await.expect("lists").len(), 2);
    let page = asked(&mut owner, urls::ADMIN_JOBS_BULK, &press("batal"), "Pekerjaan").await;
    assert!(page.contains("sudah tidak berjalan"), "{page}");
    let page = told(&mut owner, urls::ADMIN_JOBS_BULK, &press("ulangi")).await;
    assert!(page.contains("2 pekerjaan dijadwalkan ulang"), "{page}");
    assert_eq!(noted(&world).await, 4, "two cancelled, two tried again");
    assert_eq!(office.post(urls::ADMIN_JOBS_BULK, &press("ulangi")).await.status, 403, "owners mend");
    assert!(!office.get(urls::ADMIN_JOBS).await.text().contains("jobs-bulk"));
}

async fn ticked_notifications_are_read_and_nobody_elses(test: TestDb) {
    let world = World::open(test).await;
    let (me, mut office) = world.admin("kantor", "office").await;
    let (other, _) = world.admin("nur", "office").await;
    let product = world.product("Roster", 10_000, 50).await;
    let siti = world.customer("siti").await;
    for _ in 0..3 {
        world.order(siti, &[(product, 1)]).await;
    }
    let all = async |admin: domain::ids::AdminId| {
        let mut conn = world.app.db.read().await.expect("reads");
        let whose = store::Recipient::Admin(admin.get());
        store::notifications::list(&mut conn, whose, store::places::Page::number(1, 50)).await.expect("reads")
    };
    let (mine, theirs) = (all(me).await, all(other).await);
    let (ours, foreign) = (mine[0].id.to_string(), theirs[0].id.to_string());
    let form = [("notifikasi", ours.as_str()), ("notifikasi", foreign.as_str()), ("aksi", "dibaca")];
    let page = told(&mut office, urls::ADMIN_NOTIFICATIONS_BULK, &form).await;
    assert!(page.contains("1 notifikasi ditandai"), "{page}");
    let read = |rows: &[store::notifications::NotificationRow]| rows.iter().filter(|row| row.read_at.is_some()).count();
    assert_eq!((read(&all(me).await), read(&all(other).await)), (1, 0));
}

async fn drivers_are_deactivated_once_that_was_confirmed(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut owner) = world.admin("pemilik", "owner").await;
    let (udin, mut driver) = world.employee("Udin").await;
    let (amat, _) = world.employee("Amat").await;
    assert!(shop::ops::staff::deactivate_employee(&world.app, amat, &World::office()).await.expect("deactivates"));
    assert_eq!(driver.get(urls::EMPLOYEE_DASHBOARD).await.status, 200);
    let (first, second) = (udin.to_string(), amat.to_string());
    let form = [("karyawan", first.as_str()), ("karyawan", second.as_str()), ("karyawan", "99"), ("aksi", "nonaktif")];
    let before = noted(&world).await;
    let page = asked(&mut owner, urls::ADMIN_EMPLOYEES_BULK, &form, "Udin").await;
    assert!(page.contains("1 karyawan dinonaktifkan") && page.contains("Amat: sudah nonaktif"), "{page}");
    assert!(page.contains("#99: tidak ditemukan"), "{page}");
    assert_eq!(noted(&world).await, before + 1);
    assert_eq!(driver.get(urls::EMPLOYEE_DASHBOARD).await.status, 303, "signed out at once");
    for kind in AdminKind::ALL {
        let (_, mut browser) = world.admin(&format!("lain{}", kind.code()), kind.code()).await;
        let status = browser.post(urls::ADMIN_EMPLOYEES_BULK, &form).await.status;
        let may = kind.may(domain::rights::Deed::Employees);
        assert_eq!(status, if may { 200 } else { 403 }, "{kind:?}");
    }
}

async fn nothing_ticked_and_other_lists_lead_back(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut owner) = world.admin("pemilik", "owner").await;
    let forms = [
        (urls::ADMIN_PRODUCTS_BULK, urls::ADMIN_PRODUCTS),
        (urls::ADMIN_DISCOUNTS_BULK, urls::ADMIN_DISCOUNTS),
        (urls::ADMIN_JOBS_BULK, urls::ADMIN_JOBS),
        (urls::ADMIN_NOTIFICATIONS_BULK, urls::ADMIN_NOTIFICATIONS),
        (urls::ADMIN_EMPLOYEES_BULK, urls::ADMIN_EMPLOYEES),
    ];
    for (form, list) in forms {
        let filtered = format!("{list}?status=x&urut=lama");
        let reply = owner.post(form, &[("aksi", "arsip"), ("daftar", &filtered)]).await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, filtered.as_str()));
        assert!(owner.get(list).await.text().contains("Belum ada yang dipilih"), "{form}");
        for elsewhere in ["https://jahat.example/", "//jahat.example/", "/admin/audit/", "", "/admin/keluar"] {
            let reply = owner.post(form, &[("daftar", elsewhere)]).await;
            assert_eq!(reply.location(), list, "{form} from {elsewhere}");
        }
        assert_eq!(owner.get(form).await.location(), list);
    }
}

async fn every_list_with_ticks_has_the_same_bar(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut owner) = world.admin("pemilik", "owner").await;
    let product = world.product("Roster", 10_000, 50).await;
    let siti = world.customer("siti").await;
    world.order(siti, &[(product, 1)]).await;
    world.employee("Udin").await;
    let settings = world.settings().await;
    let typed = discounts::TypedDiscount {
        percent: "5".to_owned(),
        scope: "all_products".to_owned(),
        active: true,
        key: "satu".to_owned(),
        ..Default::default()
    };
    discounts::set_for_everybody(&world.app, &settings, &typed, &World::office()).await.expect("sets");
    let mut tx = world.app.db.begin().await.expect("begins");
    let task = ResetMail { login: "satu".into(), request: "satu".into() };
    jobs::enqueue(&mut tx, &world.app, task).await.expect("enqueues");
    tx.commit().await.expect("commits");
    let lists = [
        urls::ADMIN_ORDERS,
        urls::ADMIN_PRODUCTS,
        urls::ADMIN_DISCOUNTS,
        urls::ADMIN_EMPLOYEES,
        urls::ADMIN_NOTIFICATIONS,
        "/admin/pekerjaan/?jenis=reset_mail",
    ];
    for list in lists {
        let page = owner.get(list).await.text();
        for part in ["data-tick>", "data-tick-all>", "Pilih semua di halaman ini", "data-bulk>", "data-tick-count>"] {
            assert!(page.contains(part), "{list}: {part}");
        }
    }
}
