//! Birthday gifts (domain.md §8, §9): once a customer and year, on the right day, whatever is edited and whoever runs.

use domain::{
    ids::{CustomerId, ProductId},
    money::Rupiah,
    order::Event,
    problem::Problem,
    time::{ShopDay, ShopZone},
};
use shop::{
    jobs::{Task as _, birthday_mail::BirthdayMail, birthday_mails::BirthdayMails},
    ops::{
        self, OpError, birthdays,
        place_order::Placed,
        pricing::{self, Buyer},
        profile::TypedProfile,
        steps::{self, Step},
    },
};
use store::Recipient;
use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    everybody_whose_birthday_it_is_gets_one_gift_and_one_notice,
    favourites_and_loyalty_are_settled_at_the_grant,
    two_runs_at_once_grant_nothing_twice,
    leaplings_keep_the_day_before_march,
    who_registers_on_the_birthday_gets_the_gift_at_once,
    a_birth_date_is_corrected_once_and_never_brings_a_second_gift,
    mails_go_once_to_who_agreed_and_not_after_the_day,
    the_gift_is_priced_everywhere_and_ends_at_midnight,
    what_was_promised_holds_when_the_settings_change,
    the_customer_sees_status_gift_and_favourites,
    another_customers_gift_is_nowhere_to_be_seen,
    a_gift_has_a_customer_who_stays,
}

pub async fn settings_with(world: &World, change: impl FnOnce(&mut domain::settings::Settings)) {
    let snapshot = world.app.snapshot().await.expect("reads");
    let mut settings = snapshot.settings.clone();
    change(&mut settings);
    ops::settings::save(&world.app, &settings, snapshot.settings_version, &World::office()).await.expect("saves");
}

/// A customer born on a day, with an e-mail, who agreed to mails or not.
pub async fn born(world: &World, username: &str, birth: &str, consent: bool) -> CustomerId {
    let id = world.customer(username).await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!(
        "UPDATE customers SET birth_date = $2, email = $3, email_key = $3, consent_at = CASE WHEN CAST($4 AS BIGINT) = 1 THEN 1 END WHERE id = $1"
    )
    .bind(id)
    .bind(birth)
    .bind(format!("{username}@example.com"))
    .bind(consent)
    .run(&mut tx)
    .await
    .expect("writes");
    tx.commit().await.expect("commits");
    id
}

pub async fn notices(world: &World, customer: CustomerId) -> Vec<String> {
    let mut conn = world.app.db.read().await.expect("reads");
    let page = store::places::Page::number(1, 100);
    let rows = store::notifications::list(&mut conn, Recipient::Customer(customer.get()), page).await.expect("reads");
    rows.into_iter().filter(|row| row.kind == "Selamat Ulang Tahun").map(|row| row.body).collect()
}

async fn buyer(world: &World, customer: CustomerId) -> Buyer {
    let mut conn = world.app.db.read().await.expect("reads");
    pricing::buyer(&mut conn, customer, world.app.clock.now()).await.expect("reads").expect("exists")
}

/// An order that is paid.
async fn bought(world: &World, customer: CustomerId, goods: &[(ProductId, u16)]) {
    let order = world.order(customer, goods).await;
    let step = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, step).await.expect("accepts");
}

async fn run(world: &World) -> u64 {
    birthdays::run(&world.app).await.expect("runs")
}

/// Goes to a clock time of a day in the shop's zone.
async fn go_to(world: &World, day: &str, hour: i8) {
    let zone = world.settings().await.zone;
    world.test.clock.set(zone.at(ShopDay::parse(day).expect("a day"), jiff::civil::time(hour, 0, 0, 0)));
}

async fn everybody_whose_birthday_it_is_gets_one_gift_and_one_notice(test: TestDb) {
    let world = World::open(test).await;
    let (siti, budi) =
        (born(&world, "siti", "1990-11-22", false).await, born(&world, "budi", "1971-11-22", true).await);
    let other = born(&world, "lain", "1990-11-23", true).await;
    let left = born(&world, "pergi", "1990-11-22", true).await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE customers SET deactivated_at = 1 WHERE id = $1").bind(left).run(&mut tx).await.expect("leaves");
    tx.commit().await.expect("commits");
    assert_eq!((run(&world).await, run(&world).await), (2, 0));
    for customer in [siti, budi] {
        let told = notices(&world, customer).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("Selamat ulang tahun, Ibu "), "{told:?}");
        assert!(told[0].contains("diskon 10 % bila belanja mulai Rp 5.000.000"), "{told:?}");
        assert!(buyer(&world, customer).await.gift.is_some());
    }
    for customer in [other, left] {
        assert!(notices(&world, customer).await.is_empty());
    }
    world.test.clock.advance_hours(24);
    assert_eq!(run(&world).await, 1, "the next day is somebody else's");
    world.test.clock.advance_hours(24 * 364);
    assert_eq!(run(&world).await, 2, "and the year after it comes again");
    assert_eq!(notices(&world, siti).await.len(), 2);
}

async fn favourites_and_loyalty_are_settled_at_the_grant(test: TestDb) {
    let world = World::open(test).await;
    let mut goods = Vec::new();
    for name in ["A", "B", "C", "D", "E"] {
        goods.push(world.product(name, 500_000, 500).await);
    }
    let siti = born(&world, "siti", "1990-11-24", false).await;
    // A most of all; D, C and B the same, D and C later than B, and C with the lower number than D.
    bought(&world, siti, &[(goods[0], 5), (goods[1], 2)]).await;
    world.test.clock.advance_hours(1);
    bought(&world, siti, &[(goods[2], 2), (goods[3], 2), (goods[4], 1)]).await;
    // Neither unpaid nor cancelled orders count.
    world.order(siti, &[(goods[4], 90)]).await;
    go_to(&world, "2026-11-24", 0).await;
    assert_eq!(run(&world).await, 1);
    let gift = buyer(&world, siti).await.gift.expect("a gift").gift;
    assert_eq!((gift.loyal, gift.favourites), (true, vec![goods[0], goods[2], goods[3]]));
    assert!(notices(&world, siti).await[0].contains("diskon 10 % untuk produk favorit Anda"));
    bought(&world, siti, &[(goods[4], 100)]).await;
    let mut conn = world.app.db.read().await.expect("reads");
    let now = world.app.clock.now();
    let buyer = pricing::buyer_with_favourites(&mut conn, siti, now, 2).await.expect("reads").expect("exists");
    assert_eq!(
        buyer.gift.expect("a gift").gift.favourites,
        [goods[0], goods[2], goods[3]],
        "what comes later changes nothing"
    );
    assert_eq!(buyer.favourites, [goods[4], goods[0]], "the favourites of now");
}

async fn two_runs_at_once_grant_nothing_twice(test: TestDb) {
    let world = World::open(test).await;
    let mut customers = Vec::new();
    for number in 0..30 {
        customers.push(born(&world, &format!("siti{number}"), "1990-11-22", true).await);
    }
    let other = world.another_process().await;
    let mut running = Vec::new();
    for at in 0..8 {
        let app = if at % 2 == 0 { world.app.clone() } else { other.app.clone() };
        running.push(tokio::spawn(async move { birthdays::run(&app).await.expect("runs") }));
    }
    let mut granted = 0;
    for run in running {
        granted += run.await.expect("ends");
    }
    assert_eq!(granted, 30);
    for customer in customers {
        assert_eq!(notices(&world, customer).await.len(), 1);
    }
}

async fn leaplings_keep_the_day_before_march(test: TestDb) {
    let world = World::open(test).await;
    let leapling = born(&world, "kabisat", "1996-02-29", false).await;
    let before = born(&world, "sebelum", "1990-02-28", false).await;
    let mut given = Vec::new();
    for day in ["2027-02-27", "2027-02-28", "2027-03-01", "2028-02-28", "2028-02-29", "2028-03-01"] {
        go_to(&world, day, 9).await;
        run(&world).await;
        given.push((notices(&world, leapling).await.len(), notices(&world, before).await.len()));
    }
    assert_eq!(given, [(0, 0), (1, 1), (1, 1), (1, 2), (2, 2), (2, 2)]);
}

async fn who_registers_on_the_birthday_gets_the_gift_at_once(test: TestDb) {
    let world = World::open(test).await;
    let mut browser = world.visitor();
    let registered = |username: &'static str, birth: &'static str| {
        [
            ("username", username),
            ("nama_pelanggan", "Ratna Dewi"),
            ("alamat", "Jl. Pramuka 14, Banjarmasin"),
            ("tanggal_lahir", birth),
            ("no_hp", "081255501417"),
            ("email", ""),
            ("password", "Genteng-Merah-77"),
            ("password_confirm", "Genteng-Merah-77"),
        ]
    };
    let reply = browser.post("/register/", &registered("ratna", "1991-11-22")).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let page = browser.get("/dashboard/").await.text();
    assert!(page.contains("Selamat ulang tahun, Ratna!") && page.contains("data-until"), "{page}");
    let ratna = CustomerId::try_from(1).expect("an id");
    assert_eq!(notices(&world, ratna).await.len(), 1);
    assert_eq!(run(&world).await, 0, "the day's run has nothing left");
    let reply = world.visitor().post("/register/", &registered("lain", "1991-11-23")).await;
    assert_eq!(reply.status, 303);
    assert!(notices(&world, CustomerId::try_from(2).expect("an id")).await.is_empty());
}

async fn correct(world: &World, customer: CustomerId, birth: &str) -> Result<(), OpError> {
    let typed = TypedProfile {
        name: "Ibu Siti".to_owned(),
        address: "Jl. Pahlawan 7".to_owned(),
        birth_date: birth.to_owned(),
        phone: "081234567890".to_owned(),
        ..TypedProfile::default()
    };
    ops::profile::change(&world.app, &world.settings().await, customer, &typed).await
}

async fn a_birth_date_is_corrected_once_and_never_brings_a_second_gift(test: TestDb) {
    let world = World::open(test).await;
    let siti = born(&world, "siti", "1990-11-22", false).await;
    let budi = born(&world, "budi", "1990-05-05", false).await;
    assert_eq!(run(&world).await, 1);
    world.test.clock.advance_hours(24);
    correct(&world, siti, "1990-11-23").await.expect("once");
    correct(&world, budi, "1990-11-23").await.expect("once");
    assert_eq!(notices(&world, siti).await.len(), 1, "this year's gift was given yesterday");
    assert_eq!(notices(&world, budi).await.len(), 1, "at once, for who had none");
    assert_eq!(run(&world).await, 0);
    let again = correct(&world, budi, "1990-11-24").await;
    assert!(
        matches!(&again, Err(OpError::Fields(fields)) if fields[..] == [("tanggal_lahir", Problem::BirthDateSettled)]),
        "{again:?}"
    );
    correct(&world, budi, "1990-11-23").await.expect("the same date is no correction");
    // Two forms sent at the same moment: one correction.
    let lima = born(&world, "lima", "1990-01-01", false).await;
    let (one, other) = tokio::join!(correct(&world, lima, "1990-01-02"), correct(&world, lima, "1990-01-03"));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    world.test.clock.advance_hours(24 * 365);
    assert_eq!(run(&world).await, 2, "next year's come on the corrected day");
}

store::record! { struct MailRow { key: String, recipient: String, body_text: String } }

async fn mails(world: &World) -> Vec<MailRow> {
    let mut conn = world.app.db.read().await.expect("reads");
    store::sql!(
        "SELECT key, recipient, body_text FROM mails WHERE kind = 'birthday' AND sent_at IS NOT NULL ORDER BY id"
    )
    .all(&mut conn)
    .await
    .expect("reads")
}

store::record! { struct RunRow { run: String } }

/// Hands out the mails of every run and works their jobs, each twice as after a crash.
async fn work_mails(world: &World, customers: &[CustomerId], year: i64) {
    let mut conn = world.app.db.read().await.expect("reads");
    let runs: Vec<RunRow> =
        store::sql!("SELECT DISTINCT run FROM birthday_gifts ORDER BY run").all(&mut conn).await.expect("reads");
    drop(conn);
    for _ in 0..2 {
        for row in &runs {
            BirthdayMails { run: row.run.clone(), year }.run(&world.app).await.expect("hands out");
        }
        for customer in customers {
            BirthdayMail { customer: customer.get(), year }.run(&world.app).await.expect("writes");
        }
    }
}

store::record! { struct CountRow { count: i64 } }

async fn mail_jobs(world: &World) -> i64 {
    let mut tx = world.app.db.begin().await.expect("begins");
    let row: CountRow = store::sql!("SELECT COUNT(*) AS count FROM river_job WHERE kind = 'birthday_mail'")
        .one(&mut tx)
        .await
        .expect("counts");
    row.count
}

async fn mails_go_once_to_who_agreed_and_not_after_the_day(test: TestDb) {
    let world = World::open(test).await;
    let agreed = born(&world, "siti", "1990-11-22", true).await;
    let refused = born(&world, "budi", "1990-11-22", false).await;
    let late = born(&world, "lambat", "1990-11-23", true).await;
    run(&world).await;
    work_mails(&world, &[agreed, refused], 2026).await;
    let sent = mails(&world).await;
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!((sent[0].key.as_str(), sent[0].recipient.as_str()), ("birthday:1:2026", "siti@example.com"));
    assert!(sent[0].body_text.contains("Berlaku: hari ini sampai pukul 24.00 WITA"), "{}", sent[0].body_text);
    assert!(sent[0].body_text.contains("Tidak ingin menerima kabar seperti ini lagi"), "{}", sent[0].body_text);
    assert_eq!(mail_jobs(&world).await, 1, "one job, however often they are handed out");
    world.test.clock.advance_hours(24);
    run(&world).await;
    world.test.clock.advance_hours(24);
    work_mails(&world, &[late], 2026).await;
    assert_eq!(mails(&world).await.len(), 1, "a gift that is over is not written about");
}

async fn the_gift_is_priced_everywhere_and_ends_at_midnight(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 100_000, 500).await;
    let pilar = world.product("Pilar", 1_000_000, 500).await;
    let siti = born(&world, "siti", "1990-11-24", false).await;
    bought(&world, siti, &[(roster, 60)]).await;
    go_to(&world, "2026-11-24", 20).await;
    run(&world).await;
    let mut browser = world.signed_in(siti).await;
    assert!(browser.get("/produk/").await.text().contains("Diskon 10 %"), "the list");
    let page = browser.get(&views::urls::product(roster)).await.text();
    assert!(page.contains("Rp 90.000") && page.contains("ulang tahun untuk produk favorit Anda"), "{page}");
    assert!(
        !browser.get(&views::urls::product(pilar)).await.text().contains("produk favorit Anda"),
        "not on what is no favourite"
    );
    world.fill_cart(siti, &[(roster, 10), (pilar, 1)]).await;
    for address in ["/keranjang/", "/checkout/"] {
        let page = browser.get(address).await.text();
        assert!(page.contains("Rp 1.900.000"), "{address}: {page}");
        assert!(page.contains("Kurang Rp 3.000.000 lagi untuk diskon ulang tahun 10 %"), "{address}: {page}");
    }
    world.fill_cart(siti, &[(roster, 10), (pilar, 4)]).await;
    let agreed = world.agreed(siti, "ulang-tahun").await;
    let Placed::New(order) = world.place(&agreed).await else { panic!("placed as it was shown") };
    let page = browser.get(&views::urls::order(order)).await.text();
    assert!(page.contains("Rp 4.500.000") && page.contains("ulang tahun untuk seluruh belanja"), "{page}");
    world.fill_cart(siti, &[(roster, 10), (pilar, 4)]).await;
    let shown = world.agreed(siti, "lewat-tengah-malam").await;
    go_to(&world, "2026-11-25", 0).await;
    assert_eq!(world.place(&shown).await, Placed::Changed, "the gift ended while the page stood open");
    assert!(!browser.get("/keranjang/").await.text().contains("ulang tahun"));
    let agreed = world.agreed(siti, "tanpa-hadiah").await;
    assert!(matches!(world.place(&agreed).await, Placed::New(_)));
}

async fn what_was_promised_holds_when_the_settings_change(test: TestDb) {
    let world = World::open(test).await;
    let pilar = world.product("Pilar", 1_000_000, 500).await;
    let siti = born(&world, "siti", "1990-11-22", false).await;
    run(&world).await;
    settings_with(&world, |settings| {
        settings.discounts.birthday_instant_percent = domain::percent::Percent::new(1).expect("a percentage");
        settings.discounts.birthday_instant_threshold = Rupiah::from_u32(90_000_000);
    })
    .await;
    world.fill_cart(siti, &[(pilar, 5)]).await;
    let page = world.signed_in(siti).await.get("/keranjang/").await.text();
    assert!(page.contains("Rp 4.500.000"), "{page}");
}

async fn the_customer_sees_status_gift_and_favourites(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster Kawung", 100_000, 500).await;
    let siti = born(&world, "siti", "1990-11-24", false).await;
    bought(&world, siti, &[(roster, 45)]).await;
    let mut browser = world.signed_in(siti).await;
    let page = browser.get("/dashboard/").await.text();
    assert!(page.contains("dari Rp 5.000.000") && page.contains("value=\"90\""), "{page}");
    assert!(page.contains("Rp 500.000</strong> lagi"), "{page}");
    assert!(page.contains("Produk favorit Anda") && page.contains(&views::urls::product(roster)), "{page}");
    assert!(!page.contains("data-until") && !page.contains("Pakai hadiahnya"), "nothing before the day: {page}");
    bought(&world, siti, &[(roster, 5)]).await;
    go_to(&world, "2026-11-24", 13).await;
    run(&world).await;
    for address in ["/dashboard/", "/akun/"] {
        let page = browser.get(address).await.text();
        assert!(page.contains("diskon 10 % untuk produk favorit Anda"), "{address}: {page}");
        assert!(page.contains(&views::urls::product(roster)), "{address}: {page}");
        assert!(page.contains("11 jam") && page.contains("data-until=\"1795536000000\""), "{address}: {page}");
        assert!(page.contains("Setia") || page.contains("Pelanggan setia"), "{address}");
    }
    go_to(&world, "2026-11-25", 13).await;
    for address in ["/dashboard/", "/akun/"] {
        assert!(!browser.get(address).await.text().contains("data-until"), "{address}");
    }
}

async fn another_customers_gift_is_nowhere_to_be_seen(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 100_000, 500).await;
    let siti = born(&world, "siti", "1990-11-24", false).await;
    let budi = born(&world, "budi", "1990-05-05", false).await;
    for customer in [siti, budi] {
        bought(&world, customer, &[(roster, 60)]).await;
    }
    go_to(&world, "2026-11-24", 9).await;
    run(&world).await;
    let mut of_budi = world.signed_in(budi).await;
    world.fill_cart(budi, &[(roster, 60)]).await;
    let product = views::urls::product(roster);
    for address in
        ["/", "/produk/", product.as_str(), "/keranjang/", "/checkout/", "/dashboard/", "/akun/", "/notifikasi/"]
    {
        let page = of_budi.get(address).await.text();
        for word in ["ulang tahun untuk", "Rp 90.000", "Selamat ulang tahun"] {
            assert!(!page.contains(word), "{address} tells budi {word}");
        }
    }
    assert!(world.signed_in(siti).await.get("/produk/").await.text().contains("Rp 90.000"));
}

/// A zone by its name.
pub fn zone(name: &str) -> ShopZone {
    ShopZone::new(name).expect("a zone")
}

/// The rules under the rules (migration 0017): whoever types SQL by hand is refused, too.
async fn a_gift_has_a_customer_who_stays(test: TestDb) {
    let world = World::open(test).await;
    born(&world, "siti", "1990-11-22", true).await;
    // Without a single order: nothing but the rule itself keeps this customer.
    born(&world, "budi", "1990-11-23", true).await;
    assert_eq!(run(&world).await, 1);
    for query in [
        store::sql!(
            "INSERT INTO birthday_gifts (customer_id, year, day, loyal, favourites, permanent_percent, instant_percent, instant_threshold,
                run, granted_at) VALUES (999, 2027, '2027-11-22', 0, '', 5, 10, 0, 'tangan', 1)"
        ),
        store::sql!("UPDATE birthday_gifts SET customer_id = 999"),
        store::sql!("DELETE FROM customers WHERE username = 'budi'"),
        store::sql!("UPDATE customers SET id = 999 WHERE username = 'budi'"),
    ] {
        let told = format!("{query:?}");
        let mut tx = world.app.db.begin().await.expect("begins");
        query.run(&mut tx).await.expect_err(&told);
    }
}
