//! Segments (domain.md §12): who belongs to them is what the books say, however it is reckoned; the office makes its own.

use domain::{
    ids::{CategoryId, CustomerId, ProductId},
    money::Rupiah,
    segment::{Amounts, Asked, Conditions, Counts, Days, Group, Spent, group},
    settings::Settings,
    time::{ShopDay, ShopZone, UtcMillis},
};
use shop::ops::segments::wanted;
use store::{places::Page, segment_people};
use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    the_database_finds_whom_a_plain_reckoning_finds,
    the_office_makes_changes_and_deletes_a_segment,
    wrong_segments_are_refused_with_words,
    who_refuses_to_be_grouped_is_in_no_segment,
}

/// Chance that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn one_in(&mut self, bound: u64) -> bool {
        self.below(bound) == 0
    }
}

struct Order {
    placed_at: UtcMillis,
    total: i64,
    goods: Vec<(ProductId, Option<CategoryId>)>,
}

struct Person {
    id: CustomerId,
    birth: ShopDay,
    registered: UtcMillis,
    consents: bool,
    left_or_refused: bool,
    /// Only what counts as bought.
    orders: Vec<Order>,
}

struct Goods {
    products: Vec<(ProductId, Option<CategoryId>)>,
    categories: Vec<CategoryId>,
}

async fn goods(world: &World) -> Goods {
    let mut categories = Vec::new();
    for name in ["Roster", "Pilar"] {
        let mut tx = world.app.db.begin().await.expect("begins");
        categories.push(store::catalogue::insert_category(&mut tx, name, "").await.expect("inserts").expect("is free"));
        tx.commit().await.expect("commits");
    }
    let mut products = Vec::new();
    for number in 0..5_usize {
        let id = world.product(&format!("Barang {number}"), 10_000, 900).await;
        let category = categories.get(number % 3).copied();
        let mut tx = world.app.db.begin().await.expect("begins");
        let query = store::sql!("UPDATE products SET category_id = $2 WHERE id = $1").bind(id).bind(category);
        query.run(&mut tx).await.expect("writes");
        tx.commit().await.expect("commits");
        products.push((id, category));
    }
    Goods { products, categories }
}

const BIRTHS: [&str; 9] = [
    "1990-11-22",
    "1988-02-29",
    "1991-02-28",
    "1979-12-28",
    "1980-12-31",
    "1981-01-01",
    "1982-01-03",
    "1983-01-04",
    "1990-11-16",
];
const STATES: [&str; 5] = ["placed", "paid", "shipped", "completed", "cancelled"];

/// People with orders of all states, the last up to 300 days before now.
async fn people(world: &World, goods: &Goods, dice: &mut Dice) -> Vec<Person> {
    let now = world.app.clock.now();
    let mut tx = world.app.db.begin().await.expect("begins");
    let mut people = Vec::new();
    for number in 0..60_i64 {
        let birth = BIRTHS[dice.below(BIRTHS.len() as u64) as usize];
        let registered = now.plus_hours(-(dice.below(300 * 24) as i64));
        let (consents, left, refused) = (dice.one_in(2), dice.one_in(15), dice.one_in(10));
        let row: CustomerRow = store::sql!(
            "INSERT INTO customers (username, username_key, name, address, birth_date, phone, created_at, consent_at, deactivated_at, profiling_refused_at)
             VALUES ($1, $1, $1, 'Jl. Contoh', $2, '+6281234567890', $3, $4, $5, $6) RETURNING id"
        )
        .bind(format!("orang{number}"))
        .bind(birth)
        .bind(registered)
        .bind(consents.then_some(1))
        .bind(left.then_some(1))
        .bind(refused.then_some(1))
        .one(&mut tx)
        .await
        .expect("writes");
        let mut orders = Vec::new();
        for _ in 0..dice.below(8) {
            let state = STATES[dice.below(5) as usize];
            let order = order(&mut tx, row.id, state, now, goods, dice).await;
            orders.extend(Some(order).filter(|_| !matches!(state, "placed" | "cancelled")));
        }
        let birth = ShopDay::parse(birth).expect("a day");
        people.push(Person { id: row.id, birth, registered, consents, left_or_refused: left || refused, orders });
    }
    tx.commit().await.expect("commits");
    people
}

store::record! { struct CustomerRow { id: CustomerId } }
store::record! { struct OrderRow { id: domain::ids::OrderId } }

async fn order(
    tx: &mut store::Tx,
    customer: CustomerId,
    state: &str,
    now: UtcMillis,
    goods: &Goods,
    dice: &mut Dice,
) -> Order {
    let (placed_at, total) = (now.plus_hours(-(dice.below(300 * 24) as i64)), (dice.below(2_500_000)) as i64);
    let row: OrderRow = store::sql!(
        "INSERT INTO orders (customer_id, idempotency_key, placed_at, state, fulfilment, customer_name, customer_phone, address, note,
            goods_gross, discount_total, goods_total, ongkir, ongkir_paid, unique_code, transfer_now, pay_driver, explanation, proof_state)
         VALUES ($1, $2, $3, $4, 'pickup', 'x', 'x', 'x', '', $5, 0, $5, 0, 'on_delivery', 0, $5, 0, '[]', 'none') RETURNING id"
    )
    .bind(customer)
    .bind(format!("k{}", dice.below(u64::from(u32::MAX))))
    .bind(placed_at)
    .bind(state)
    .bind(total)
    .one(tx)
    .await
    .expect("writes");
    let first = dice.below(5) as usize;
    let bought: Vec<_> = (0..=dice.below(2) as usize).map(|step| goods.products[(first + step) % 5]).collect();
    for (position, (product, _)) in bought.iter().enumerate() {
        store::sql!(
            "INSERT INTO order_lines (order_id, position, product_id, product_name, unit, unit_price, quantity, gross, discount, verdict)
             VALUES ($1, $2, $3, 'x', 'biji', 1, 1000, 1, 0, '{}')"
        )
        .bind(row.id)
        .bind(position as i64)
        .bind(*product)
        .run(tx)
        .await
        .expect("writes");
    }
    Order { placed_at, total, goods: bought }
}

fn asked(goods: &Goods, dice: &mut Dice) -> Asked {
    let days = |dice: &mut Dice| dice.one_in(5).then(|| Days::try_from(1 + dice.below(250) as i64).expect("days"));
    let amounts = |dice: &mut Dice| {
        let (from, to) = (dice.below(2_000_000) as i64, dice.one_in(2).then(|| dice.below(9_000_000) as i64));
        let rupiah = |amount| Rupiah::new(amount).expect("an amount");
        Amounts::new(rupiah(from), to.map(|to| rupiah(from + to))).expect("a range")
    };
    Asked {
        loyal: dice.one_in(6),
        registered: days(dice),
        first_order: days(dice),
        sleeping: days(dice),
        birthday: dice.one_in(4),
        product: dice.one_in(4).then(|| goods.products[dice.below(5) as usize].0),
        category: dice.one_in(5).then(|| goods.categories[dice.below(2) as usize]),
        spent: dice.one_in(3).then(|| Spent { amounts: amounts(dice), within: days(dice) }),
        orders: dice.one_in(4).then(|| {
            let min = dice.below(4) as u32;
            Counts::new(min, dice.one_in(2).then(|| min + dice.below(4) as u32)).expect("a range")
        }),
        consent: dice.one_in(4),
        group: dice.one_in(4).then(|| Group::ALL[dice.below(6) as usize]),
    }
}

/// The rules once more, told in days and sums instead of bounds.
fn fits(person: &Person, asked: &Asked, zone: &ShopZone, now: UtcMillis, loyal: Rupiah) -> bool {
    let today = zone.day_of(now);
    let ago = |at: UtcMillis| today.days_since(zone.day_of(at));
    let within = |at: UtcMillis, days: Days| ago(at) <= i64::from(days.get());
    let sum = |orders: &mut dyn Iterator<Item = &Order>| orders.map(|order| order.total).sum::<i64>();
    let total = sum(&mut person.orders.iter());
    let count = person.orders.len() as u32;
    let first = person.orders.iter().map(|order| order.placed_at).min();
    let last = person.orders.iter().map(|order| order.placed_at).max();
    let week = (0..7).map(|day| today.first_of_week().plus_days(day));
    let spent = |wanted: Spent| {
        let meant: Vec<_> = person
            .orders
            .iter()
            .filter(|order| wanted.within.is_none_or(|days| within(order.placed_at, days)))
            .collect();
        let total = sum(&mut meant.iter().copied());
        !meant.is_empty()
            && total >= wanted.amounts.min().get()
            && wanted.amounts.max().is_none_or(|max| total <= max.get())
    };
    let goods = || person.orders.iter().flat_map(|order| &order.goods);
    let total_rupiah = Rupiah::new(total).expect("an amount");
    !person.left_or_refused
        && (!asked.loyal || total >= loyal.get())
        && asked.registered.is_none_or(|days| within(person.registered, days))
        && asked.first_order.is_none_or(|days| first.is_some_and(|at| within(at, days)))
        && asked.sleeping.is_none_or(|days| last.is_some_and(|at| !within(at, days)))
        && (!asked.birthday || week.clone().any(|day| day.birthday_matches(person.birth)))
        && asked.product.is_none_or(|wanted| goods().any(|(product, _)| *product == wanted))
        && asked.category.is_none_or(|wanted| goods().any(|(_, category)| *category == Some(wanted)))
        && asked.spent.is_none_or(spent)
        && asked.orders.is_none_or(|wanted| count >= wanted.min() && wanted.max().is_none_or(|max| count <= max))
        && (!asked.consent || person.consents)
        && asked
            .group
            .is_none_or(|wanted| last.and_then(|at| group(ago(at), count, total_rupiah, loyal)) == Some(wanted))
}

async fn the_database_finds_whom_a_plain_reckoning_finds(test: TestDb) {
    let world = World::open(test).await;
    let mut dice = Dice(2026);
    let goods = goods(&world).await;
    let people = people(&world, &goods, &mut dice).await;
    let settings = Settings::default();
    let loyal = settings.discounts.loyal_threshold;
    let mut met = 0;
    // A Sunday; a week over the end of the year; the end of February without a 29th.
    for day in ["2026-11-22", "2026-12-30", "2027-02-28"] {
        let now = settings.zone.at(ShopDay::parse(day).expect("a day"), jiff::civil::time(12, 5, 0, 0));
        let mut all: Vec<Conditions> = Vec::new();
        while all.len() < 120 {
            all.extend(Conditions::try_from(asked(&goods, &mut dice)).ok());
        }
        let mut conn = world.app.db.read().await.expect("reads");
        let counts = segment_people::counts(&mut conn, &wanted(&settings, now, &all)).await.expect("counts");
        assert_eq!(counts.len(), all.len());
        for (place, conditions) in all.iter().enumerate() {
            let expected: Vec<CustomerId> = people
                .iter()
                .filter(|person| fits(person, conditions.asked(), &settings.zone, now, loyal))
                .map(|person| person.id)
                .collect();
            assert_eq!(counts[place].people as usize, expected.len(), "{day} {conditions:?}");
            if place % 6 == 0 {
                let one = wanted(&settings, now, [conditions]);
                let rows = segment_people::people(&mut conn, &one, Page::number(1, 100)).await.expect("reads");
                let mut found: Vec<CustomerId> = rows.iter().map(|row| row.id).collect();
                found.sort();
                assert_eq!(found, expected, "{day} {conditions:?}");
            }
            met += expected.len();
        }
    }
    assert!(met > 300, "the conditions are met often enough to mean something: {met}");
}

const LIST: &str = "/admin/segmen/";
const NEW: &str = "/admin/segmen/baru/";

async fn the_office_makes_changes_and_deletes_a_segment(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let form = office.get(NEW).await;
    let key = form.field("kunci");
    let fields = [("kunci", key.as_str()), ("nama", "Calon pembeli"), ("pesanan_sampai", "0")];
    let made = office.post(NEW, &fields).await;
    assert_eq!(made.status, 303);
    let address = made.location().to_owned();
    assert_eq!(office.post(NEW, &fields).await.location(), address, "the same form is the same segment");
    let page = office.get(&address).await.text();
    assert!(
        page.contains("Ibu siti") && page.contains("1 orang sekarang") && page.contains("Belum pernah belanja"),
        "{page}"
    );
    let list = office.get(LIST).await.text();
    assert_eq!(list.matches("Calon pembeli").count(), 1, "{list}");
    assert!(list.contains("Juara") && list.contains("Ulang tahun minggu ini"), "the ready-made ones are there");
    let second = office.get(NEW).await.field("kunci");
    let taken = office.post(NEW, &[("kunci", &second), ("nama", "CALON pembeli"), ("loyal", "ya")]).await;
    assert_eq!(taken.status, 422, "the name is taken");
    let edit = format!("{address}ubah/");
    let versi = office.get(&edit).await.field("versi");
    let changed =
        [("versi", versi.as_str()), ("nama", "Pembeli besar"), ("belanja_dari", "5.000.000"), ("loyal", "ya")];
    assert_eq!(office.post(&edit, &changed).await.location(), address);
    assert!(!office.get(&address).await.text().contains("Ibu siti"), "reckoned anew");
    assert_eq!(office.post(&edit, &changed).await.status, 303, "the same form sent twice is saved");
    let other = [("versi", versi.as_str()), ("nama", "Pembeli kecil"), ("loyal", "ya")];
    let overtaken = office.post(&edit, &other).await;
    assert_eq!(overtaken.status, 422);
    assert!(overtaken.text().contains("Lihat data terbaru"));
    let delete = format!("{address}hapus/");
    assert_eq!(office.post(&delete, &[("versi", &versi)]).await.status, 422, "it was changed since");
    let versi = office.get(&delete).await.field("versi");
    assert_eq!(office.post(&delete, &[("versi", &versi)]).await.location(), LIST);
    for gone in [&address, &edit, &delete] {
        assert_eq!(office.get(gone).await.status, 404, "{gone}");
    }
    assert_eq!(office.post(&delete, &[("versi", &versi)]).await.status, 404);
    let mut stranger = world.signed_in(siti).await;
    for door in [LIST, NEW, "/admin/segmen/siap/loyal/"] {
        assert_eq!(stranger.get(door).await.status, 303, "{door}");
    }
}

async fn wrong_segments_are_refused_with_words(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let key = office.get(NEW).await.field("kunci");
    let long = "x".repeat(500);
    let wrong: [(&[(&str, &str)], &str); 14] = [
        (&[], "f-syarat"),
        (&[("nama", ""), ("loyal", "ya")], "f-nama"),
        (&[("nama", &long), ("loyal", "ya")], "f-nama"),
        (&[("tidur_hari", "0")], "f-tidur_hari"),
        (&[("tidur_hari", "abc")], "f-tidur_hari"),
        (&[("daftar_hari", "99999999999")], "f-daftar_hari"),
        (&[("belanja_dari", "banyak")], "f-belanja_dari"),
        (&[("belanja_dari", "9.000"), ("belanja_sampai", "5.000")], "f-belanja_sampai"),
        (&[("pesanan_dari", "3"), ("pesanan_sampai", "1")], "f-pesanan_sampai"),
        (&[("pesanan_dari", "-1")], "f-pesanan_dari"),
        (&[("produk", "999")], "f-produk"),
        (&[("kategori", "<b>")], "f-kategori"),
        (&[("kelompok", "raja")], "f-kelompok"),
        (&[("pesanan_sampai", "0"), ("loyal", "ya")], "bertentangan"),
    ];
    for (fields, expected) in wrong {
        let mut all = vec![("kunci", key.as_str())];
        if !fields.iter().any(|(name, _)| *name == "nama") {
            all.push(("nama", "Segmen uji"));
        }
        all.extend(fields);
        let reply = office.post(NEW, &all).await;
        assert_eq!(reply.status, 422, "{fields:?}");
        assert!(reply.text().contains(expected), "{fields:?} {expected}");
        assert!(reply.text().contains("Segmen uji") || fields.iter().any(|(name, _)| *name == "nama"), "{fields:?}");
    }
    assert!(!office.get(LIST).await.text().contains("Segmen uji"));
    for nobody in ["999", "0", "-1", "abc", "9223372036854775808"] {
        for page in ["", "ubah/", "hapus/"] {
            assert_eq!(office.get(&format!("{LIST}{nobody}/{page}")).await.status, 404, "{nobody} {page}");
        }
        assert_eq!(office.get(&format!("{LIST}siap/{nobody}/")).await.status, 404, "{nobody}");
        assert_eq!(office.post(&format!("{LIST}{nobody}/ubah/"), &[("nama", "x"), ("loyal", "ya")]).await.status, 404);
    }
}

async fn who_refuses_to_be_grouped_is_in_no_segment(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    world.customer("budi").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    assert!(!office.get(LIST).await.text().contains("menolak dikelompokkan"));
    let mut browser = world.signed_in(siti).await;
    assert_eq!(browser.post("/akun/notifikasi/", &[("tanpa_profil", "ya")]).await.status, 303);
    assert!(browser.get("/akun/notifikasi/").await.text().contains("name=\"tanpa_profil\" value=\"ya\" checked"));
    assert!(office.get(LIST).await.text().contains("1 orang menolak dikelompokkan"));
    for code in ["belum-belanja", "pendaftar-baru"] {
        let page = office.get(&format!("{LIST}siap/{code}/")).await.text();
        assert!(page.contains("Ibu budi") && !page.contains("Ibu siti"), "{code}");
    }
    let hinted = office.get(&views::urls::admin_customer(siti)).await.text();
    assert!(hinted.contains("Menolak. Tidak ada hadiah ulang tahun"), "the office sees it");
    assert!(office.get(&views::urls::admin_discount_for(siti)).await.text().contains("menolak penawaran pribadi"));
    assert_eq!(browser.post("/akun/notifikasi/", &[]).await.status, 303);
    assert!(office.get(&format!("{LIST}siap/belum-belanja/")).await.text().contains("Ibu siti"), "taken back");
}
