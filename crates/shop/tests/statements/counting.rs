//! How many statements a page or an operation costs: constant, whatever the number of rows (issue "The shop", "Must show").

use domain::ids::{CustomerId, ProductId};
use shop::ops::place_order::Placed;
use testkit::{TestDb, Visitor, on_both_databases, statements};

use crate::{pages::pages, world::World};

on_both_databases! {
    placing_an_order_costs_the_same_for_one_line_and_for_fifty,
    discounts_cost_two_statements_more_however_many_they_are,
    pages_cost_the_same_for_ten_rows_and_for_two_hundred,
    a_run_over_the_birthdays_costs_the_same_for_one_and_for_two_hundred,
}

/// Statements of an order, beside BEGIN and COMMIT.
const PLACING: u64 = 8;
/// A discounted order notes which row it used; a limited row is claimed.
const PLACING_DISCOUNTED: u64 = PLACING + 2;
/// Statements of a run over the birthdays: settings, gifts, notices, the job that hands out the mails. River wakes its workers with one
/// more, unless it did a moment ago.
const BIRTHDAYS: usize = 4;
/// Statements of a signed-in page.
const PAGE: u64 = 3;

async fn placing_an_order_costs_the_same_for_one_line_and_for_fifty(test: TestDb) {
    let _alone = statements::alone().await;
    let world = World::open(test).await;
    let mut goods = Vec::new();
    for number in 0..50 {
        goods.push((world.product(&format!("Barang {number}"), 10_000 + number, 900).await, 2));
    }
    for (username, lines) in [("satu", 1), ("limapuluh", 50)] {
        let customer = world.customer(username).await;
        world.fill_cart(customer, &goods[..lines]).await;
        let placing = shop::ops::place_order::Placing { repeat: false, ..world.agreed(customer, "kunci").await };
        let settings = world.settings().await;
        world.settled().await;
        statements::start().await;
        let placed = shop::ops::place_order::place_order(&world.app, &settings, &placing).await.expect("no fault");
        let count = statements::count().await;
        assert!(matches!(placed, Placed::New(_)));
        assert!(count > 4, "the counter sees the statements: {count}");
        assert!(count <= PLACING, "{lines} lines: {count} statements: {:#?}", statements::list());
    }
}

async fn discounts_cost_two_statements_more_however_many_they_are(test: TestDb) {
    let _alone = statements::alone().await;
    let world = World::open(test).await;
    let settings = world.settings().await;
    let mut goods = Vec::new();
    for number in 0..50 {
        let product = world.product(&format!("Barang {number}"), 10_000 + number, 900).await;
        let typed = shop::ops::discounts::TypedDiscount {
            percent: "10".to_owned(),
            scope: "one_product".to_owned(),
            product: product.to_string(),
            uses: "5".to_owned(),
            active: true,
            ..Default::default()
        };
        shop::ops::discounts::set_for_everybody(&world.app, &settings, &typed, &World::office()).await.expect("sets");
        goods.push((product, 2));
    }
    for (username, lines) in [("satu", 1), ("limapuluh", 50)] {
        let customer = world.customer(username).await;
        world.fill_cart(customer, &goods[..lines]).await;
        let placing = shop::ops::place_order::Placing { repeat: false, ..world.agreed(customer, "kunci").await };
        world.settled().await;
        statements::start().await;
        let placed = shop::ops::place_order::place_order(&world.app, &settings, &placing).await.expect("no fault");
        let count = statements::count().await;
        assert!(matches!(placed, Placed::New(_)));
        assert!(count <= PLACING_DISCOUNTED, "{lines} lines: {count} statements: {:#?}", statements::list());
    }
}

async fn a_run_over_the_birthdays_costs_the_same_for_one_and_for_two_hundred(test: TestDb) {
    let _alone = statements::alone().await;
    let world = World::open(test).await;
    let zone = world.settings().await.zone;
    let mut counts = Vec::new();
    // The first one of a process also looks at the queue's tables.
    for (day, customers) in [("2027-02-17", 1), ("2027-02-18", 0), ("2028-02-17", 0), ("2029-02-17", 200)] {
        for number in 1..=customers {
            world.customer(&format!("lahir{day}-{number}")).await;
        }
        world.test.clock.set(zone.start_of(domain::time::ShopDay::parse(day).expect("a day")));
        world.settled().await;
        statements::start().await;
        let granted = shop::ops::birthdays::run(&world.app).await.expect("runs");
        statements::count().await;
        let wakes = |text: &&String| text.contains("pg_notify") || text.contains("river_notification");
        counts.push(statements::list().iter().filter(|text| !wakes(text)).count());
        assert!(granted >= customers, "{granted} gifts");
    }
    assert_eq!(counts[2], counts[3], "{:#?}", statements::list());
    assert!(counts[1] <= 2 && counts[2] <= BIRTHDAYS, "{counts:?}: {:#?}", statements::list());
}

struct Visitors {
    visitor: Visitor,
    customer: Visitor,
    admin: Visitor,
    employee: Visitor,
}

async fn pages_cost_the_same_for_ten_rows_and_for_two_hundred(test: TestDb) {
    let _alone = statements::alone().await;
    let world = World::open(test).await;
    let customer = world.customer("siti").await;
    let mut visitors = Visitors {
        visitor: world.visitor(),
        customer: world.signed_in(customer).await,
        admin: world.admin("kantor", "owner").await.1,
        employee: world.employee("Udin").await.1,
    };
    let mut goods = Vec::new();
    let mut counts = Vec::new();
    for rows in [10_usize, 200] {
        grow(&world, customer, &mut goods, rows).await;
        counts.push(count_pages(&world, &mut visitors).await);
    }
    for ((page, few), (_, many)) in counts[0].iter().zip(&counts[1]) {
        assert_eq!(few, many, "{page}: statements grew with the rows");
        assert!(*many <= PAGE, "{page}: {many} statements");
    }
    // Whoever watches the program costs it one.
    statements::start().await;
    let figures = shop::metrics::text(&world.app).await;
    assert!(figures.contains("barokah_queue_jobs{"), "the queues are counted: {figures}");
    assert_eq!(statements::count().await, 1, "{:#?}", statements::list());
}

/// As many products, cart lines and orders as asked.
async fn grow(world: &World, customer: CustomerId, goods: &mut Vec<ProductId>, rows: usize) {
    let from = goods.len();
    for number in from..rows {
        goods.push(world.product(&format!("Barang {number}"), 10_000, 2000).await);
    }
    let settings = world.settings().await;
    for product in &goods[from..rows] {
        // Rows that count and rows that do not, and orders that used one.
        let typed = shop::ops::discounts::TypedDiscount {
            percent: "5".to_owned(),
            scope: "one_product".to_owned(),
            product: product.to_string(),
            active: product.get() % 2 == 1,
            ..Default::default()
        };
        shop::ops::discounts::set_for_everybody(&world.app, &settings, &typed, &World::office()).await.expect("sets");
        world.order(customer, &[(*product, 1)]).await;
    }
    keep(world, customer, rows).await;
    office_work(world, from, rows).await;
    shop::ops::counts::open(&world.app, None, "", &World::office()).await.expect("opens");
    tables(world, rows).await;
    let cart: Vec<_> = goods.iter().map(|product| (*product, 1)).collect();
    world.fill_cart(customer, &cart).await;
}

/// A waiting table of each kind with as many rows.
async fn tables(world: &World, rows: usize) {
    use domain::import::ImportKind;
    let lines = |line: &dyn Fn(usize) -> String| (0..rows).map(line).collect::<String>();
    for (kind, table) in [
        (ImportKind::Products, lines(&|row| format!("Barang {row};{}\n", 11_000 + row))),
        (ImportKind::Stock, lines(&|row| format!("Barang {row};{}\n", row + 1))),
        (ImportKind::Customers, lines(&|row| format!("Orang {row};0811{row:08};Jl. Mawar {row}\n"))),
    ] {
        let titles = match kind {
            ImportKind::Products => "Nama;Harga",
            ImportKind::Stock => "Nama;Masuk",
            ImportKind::Customers => "Nama;No. HP;Alamat",
        };
        let key = shop::entropy::key(world.app.entropy.as_ref());
        let bytes = format!("{titles}\n{table}").into_bytes().into();
        let file = shop::ops::imports::Uploaded { kind, key: &key, file_name: "tabel.csv", reason: "cetakan", bytes };
        shop::ops::imports::begin(&world.app, file, &World::office()).await.expect("is read");
    }
}

/// As many notes, labels and follow-ups of the office as asked.
async fn keep(world: &World, customer: CustomerId, rows: usize) {
    use shop::ops::{
        crm::{self, Who},
        follow_ups::{self, TypedFollowUp},
    };
    let settings = world.settings().await;
    let today = settings.zone.day_of(world.app.clock.now());
    let admin = domain::ids::AdminId::try_from(1).expect("the first admin");
    let who = Who { id: admin, name: "Kantor", kind: domain::rights::AdminKind::Owner };
    for number in 0..rows {
        crm::add_note(&world.app, customer, &format!("Catatan {number}"), who, None).await.expect("notes");
        crm::label(&world.app, &format!("label {number}"), &[customer], &World::office()).await.expect("labels");
        let day = today.plus_days(i32::try_from(number).expect("small")).to_string();
        let typed = TypedFollowUp { body: "Telepon".to_owned(), day, ..TypedFollowUp::default() };
        follow_ups::add(&world.app, &settings, customer, &typed, (admin, &World::office(), None)).await.expect("adds");
    }
}

/// Segments of the office and a message, so that their pages have rows; a shop may have fifty segments.
async fn office_work(world: &World, from: usize, rows: usize) {
    use shop::ops::{broadcasts, segments};
    for number in (from..rows).take(30) {
        let (name, key) = (format!("Segmen {number}"), format!("segmen-{number}"));
        let typed = segments::TypedSegment { name: &name, orders_from: "1", spent_days: "90", ..Default::default() };
        segments::create(&world.app, &key, &typed, &World::office()).await.expect("creates");
    }
    let (key, readers) = (format!("kabar-{from}"), broadcasts::Readers::Everybody);
    let typed = broadcasts::TypedMessage { key: &key, heading: "Kabar", body: "Halo {nama}", link: "", readers };
    broadcasts::send(&world.app, &typed, &World::office()).await.expect("sends");
}

/// Opens the connections SQLite reads with, so that none is opened, with statements of its own, while a page is counted.
async fn open_all_connections(world: &World) {
    let mut open = Vec::new();
    for _ in 0..4 {
        open.push(world.app.db.read().await.expect("reads"));
    }
}

async fn count_pages(world: &World, people: &mut Visitors) -> Vec<(String, u64)> {
    open_all_connections(world).await;
    world.settled().await;
    let mut counts = Vec::new();
    for (who, addresses) in pages() {
        for address in addresses {
            let visitor = match who {
                "visitor" => &mut people.visitor,
                "customer" => &mut people.customer,
                "admin" => &mut people.admin,
                _ => &mut people.employee,
            };
            counts.push((format!("{who} {address}"), cost(world, visitor, address).await));
        }
    }
    counts
}

/// What a page costs. The catalogue is read beside the pages every two seconds, and on a slow machine that falls into one or the other
/// count: what was counted twice is the page's own.
async fn cost(world: &World, visitor: &mut Visitor, address: &str) -> u64 {
    let mut seen = Vec::new();
    loop {
        world.settled().await;
        statements::start().await;
        let reply = visitor.get(address).await;
        assert_eq!(reply.status, 200, "{address}: {}", reply.location());
        let count = statements::count().await;
        if seen.contains(&count) || seen.len() == 5 {
            return count;
        }
        seen.push(count);
    }
}
