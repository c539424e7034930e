//! "Ulang tahun" in the office (domain.md §8, §12): who gets what and why not, the trial, the loyalty action.

use domain::{ids::CustomerId, order::Event};
use shop::{
    cli::jobs::trial,
    ops::{
        birthdays,
        steps::{self, Step},
    },
};
use testkit::{TestDb, on_both_databases};

use crate::{
    birthdays::{born, notices},
    world::World,
};

on_both_databases! {
    the_office_sees_who_gets_what_and_why_not,
    a_trial_tells_and_writes_nothing,
    the_loyalty_action_is_taken_once_a_day,
    the_loyalty_action_is_refused_with_words,
    an_admin_corrects_a_birth_date_however_often,
    an_admin_corrects_name_phone_and_address,
}

const PAGE: &str = "/admin/ulang-tahun/";

async fn loyal(world: &World, username: &str, birth: &str) -> CustomerId {
    let product = world.product("Pilar", 1_000_000, 50).await;
    let customer = born(world, username, birth, true).await;
    let order = world.order(customer, &[(product, 6)]).await;
    let paid = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, paid).await.expect("accepts");
    customer
}

async fn the_office_sees_who_gets_what_and_why_not(test: TestDb) {
    let world = World::open(test).await;
    loyal(&world, "setia", "1982-11-22").await;
    born(&world, "besok", "1990-11-23", false).await;
    let left = born(&world, "pergi", "1990-11-22", true).await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE customers SET deactivated_at = 1 WHERE id = $1").bind(left).run(&mut tx).await.expect("leaves");
    tx.commit().await.expect("commits");
    let (_, mut office) = world.admin("kantor", "office").await;
    let before = office.get(PAGE).await.text();
    assert!(before.contains("Diberikan pada pemeriksaan berikutnya."), "{before}");
    birthdays::run(&world.app).await.expect("runs");
    let today = office.get(PAGE).await.text();
    assert!(today.contains("genap 44 tahun") && today.contains("Pilar") && today.contains("Rp 6.000.000"), "{today}");
    assert!(today.contains("Diberikan 22 November 2026 12.05 WITA, sebagai pelanggan setia."), "{today}");
    assert!(today.contains("sudah berhenti menjadi pelanggan"), "{today}");
    assert!(today.contains("https://wa.me/6281234567890?text=Selamat%20ulang%20tahun%2C%20Ibu%21"), "{today}");
    assert!(!today.contains("Ibu besok"), "{today}");
    // 22 November is a Sunday, so the 23rd is of the next week but of the same month.
    assert!(!office.get(&format!("{PAGE}?kapan=minggu")).await.text().contains("Ibu besok"));
    let month = office.get(&format!("{PAGE}?kapan=bulan")).await.text();
    assert!(month.contains("Ibu besok") && month.contains("Akan diberikan pada hari ulang tahunnya."), "{month}");
    assert!(month.contains("tidak setuju menerima kabar"), "{month}");
    world.test.clock.advance_hours(48);
    let month = office.get(&format!("{PAGE}?kapan=bulan")).await.text();
    assert!(month.contains("program tidak jalan sepanjang hari itu"), "{month}");
}

async fn a_trial_tells_and_writes_nothing(test: TestDb) {
    let world = World::open(test).await;
    let setia = loyal(&world, "setia", "1982-11-22").await;
    born(&world, "biasa", "1982-11-22", false).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let page = office.get(&format!("{PAGE}?uji=ya")).await.text();
    assert!(page.contains("2 orang mendapat hadiah: 1 pelanggan setia, 1 surat"), "{page}");
    let told = trial(&world.app).await.expect("tries");
    assert!(told[0].contains("2 pelanggan mendapat hadiah, 1 di antaranya pelanggan setia, 1 surat"), "{told:?}");
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(notices(&world, setia).await.is_empty());
    assert_eq!(birthdays::run(&world.app).await.expect("runs"), 2, "nothing was written before");
    let page = office.get(&format!("{PAGE}?uji=ya")).await.text();
    assert!(page.contains("tidak ada hadiah baru"), "{page}");
}

fn form() -> [(&'static str, &'static str); 3] {
    [("persen", "12"), ("lama", "7"), ("pesan", "Selamat ulang tahun")]
}

async fn the_loyalty_action_is_taken_once_a_day(test: TestDb) {
    let world = World::open(test).await;
    let setia = loyal(&world, "setia", "1982-11-22").await;
    let (_, office) = world.admin("kantor", "office").await;
    let address = views::urls::admin_birthday_discount(setia);
    let mut pressing = Vec::new();
    for _ in 0..6 {
        let (mut office, address) = (office.clone(), address.clone());
        pressing.push(tokio::spawn(async move { office.post(&address, &form()).await.status }));
    }
    for pressed in pressing {
        assert_eq!(pressed.await.expect("answers"), 303);
    }
    let mut conn = world.app.db.read().await.expect("reads");
    let rows = store::discounts::facts(&mut conn, setia, world.app.clock.now(), 0).await.expect("reads");
    drop(conn);
    assert_eq!(rows.len(), 1, "one discount, however often the button is pressed");
    assert_eq!(
        (rows[0].origin.as_deref(), rows[0].percent.map(domain::percent::Percent::get)),
        (Some("loyalty"), Some(12))
    );
    let page = office.clone().get(PAGE).await.text();
    assert!(page.contains("Diskon setia dibuat 12.05"), "{page}");
    let shop = world.signed_in(setia).await.get("/produk/").await.text();
    assert!(shop.contains("Diskon 12 %"), "{shop}");
}

async fn the_loyalty_action_is_refused_with_words(test: TestDb) {
    let world = World::open(test).await;
    let setia = loyal(&world, "setia", "1982-11-22").await;
    let biasa = born(&world, "biasa", "1982-11-22", false).await;
    let lain = loyal(&world, "lain", "1982-05-05").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let address = views::urls::admin_birthday_discount(setia);
    for (persen, lama) in
        [("", "7"), ("abc", "7"), ("0", "7"), ("101", "7"), ("10", ""), ("10", "400"), ("10", "3"), ("٣", "7")]
    {
        let reply = office.post(&address, &[("persen", persen), ("lama", lama), ("pesan", "apa kabar")]).await;
        assert_eq!(reply.status, 422, "{persen:?} {lama:?}");
        assert!(
            reply.text().contains("Diskon belum dibuat") && reply.text().contains("apa kabar"),
            "{persen:?} {lama:?}"
        );
    }
    let long = "x".repeat(500);
    let reply = office.post(&address, &[("persen", "10"), ("lama", "7"), ("pesan", &long)]).await;
    assert_eq!(reply.status, 422);
    for (customer, why) in [(biasa, "not loyal"), (lain, "no birthday")] {
        let reply = office.post(&views::urls::admin_birthday_discount(customer), &form()).await;
        assert_eq!(reply.status, 404, "{why}");
    }
    assert_eq!(office.post("/admin/ulang-tahun/9999/diskon/", &form()).await.status, 404);
    assert_eq!(office.get(&address).await.location(), PAGE);
    assert_eq!(world.visitor().post(&address, &form()).await.status, 303, "strangers are sent to the door");
    assert_eq!(office.post(&address, &form()).await.status, 303, "none of it stood in the way");
}

/// What a customer tells the office by telephone; the older orders are found by the former name.
async fn an_admin_corrects_name_phone_and_address(test: TestDb) {
    let world = World::open(test).await;
    let siti = born(&world, "siti", "1990-05-05", false).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (page, address) = (views::urls::admin_customer(siti), views::urls::admin_customer_data(siti));
    let version = office.get(&page).await.field("versi");
    let right = [("nama_pelanggan", "Siti Aminah"), ("no_hp", "0813-1111-2222"), ("alamat", "Jl. Melati 3")];
    for wrong in [("nama_pelanggan", " "), ("no_hp", "12"), ("alamat", "")] {
        let mut form = right.to_vec();
        form.retain(|(field, _)| *field != wrong.0);
        form.extend([wrong, ("versi", version.as_str())]);
        let reply = office.post(&address, &form).await;
        assert_eq!(reply.status, 422, "{wrong:?}");
        assert!(reply.text().contains(&format!("f-data-{}", wrong.0)), "{wrong:?}");
    }
    let form = [&right[..], &[("versi", version.as_str())]].concat();
    let mut other = office.clone();
    let (first, second) = tokio::join!(office.post(&address, &form), other.post(&address, &form));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 303], "the same form sent twice is saved once and told as saved");
    let late = [right[0], right[1], ("alamat", "Jl. Melati 5"), ("versi", version.as_str())];
    let told = office.post(&address, &late).await;
    assert_eq!(told.status, 422, "somebody was faster, the customer perhaps");
    assert!(
        told.text().contains("Orang lain baru saja mengubah") && told.text().contains("Alamat sekarang"),
        "{}",
        told.text()
    );
    let latest = told.field("versi");
    let again = [right[0], right[1], ("alamat", "Jl. Melati 4"), ("versi", latest.as_str())];
    assert_eq!(office.post(&address, &again).await.status, 303, "and saves over it the second time");
    let shown = office.get(&page).await.text();
    assert!(
        shown.contains("Siti Aminah") && shown.contains("0813-1111-2222") && shown.contains("Jl. Melati 4"),
        "{shown}"
    );
    let found = office.get("/admin/pelanggan/?q=ibu%20siti").await.text();
    assert!(found.contains("Siti Aminah"), "found by the name of before");
    assert_eq!(office.post("/admin/pelanggan/9999/data/", &form).await.status, 404);
}

async fn an_admin_corrects_a_birth_date_however_often(test: TestDb) {
    let world = World::open(test).await;
    let siti = born(&world, "siti", "1990-05-05", false).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (page, address) = (views::urls::admin_customer(siti), views::urls::admin_customer_birth(siti));
    for wrong in ["", "kemarin", "2026-02-30", "2030-01-01", "1800-01-01"] {
        let reply = office.post(&address, &[("tanggal_lahir", wrong)]).await;
        assert_eq!(reply.status, 422, "{wrong:?}");
        assert!(reply.text().contains("Perbaiki tanggal lahir"), "{wrong:?}");
    }
    for right in ["1990-05-06", "1990-05-07", "1990-11-22"] {
        let reply = office.post(&address, &[("tanggal_lahir", right)]).await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, page.as_str()), "{right}");
    }
    assert_eq!(notices(&world, siti).await.len(), 1, "corrected to today: the gift comes at once");
    assert!(office.get(&page).await.text().contains("22 November 1990"));
    assert_eq!(
        office.post("/admin/pelanggan/9999/tanggal-lahir/", &[("tanggal_lahir", "1990-01-01")]).await.status,
        404
    );
    assert_eq!(office.get(&address).await.location(), page);
}
