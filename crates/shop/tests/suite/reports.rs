//! Reports (domain.md §12): their figures are those of a ledger read row by row, in every file the same, for admins only.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use jiff::tz::TimeZone;
use shop::ops;
use testkit::{TestDb, Visitor, on_both_databases};

use crate::{
    reports_ledger::{Dice, Ledger, Order, day},
    world::World,
};

on_both_databases! {
    the_figures_are_those_of_the_ledger_in_every_zone,
    every_file_holds_the_same_figures,
    reports_are_for_admins_only,
    wrong_filters_are_told_at_their_fields,
    a_cell_that_looks_like_a_formula_stays_text,
    the_dashboard_shows_six_months_and_what_waits,
    more_rows_than_a_file_holds_are_refused_with_words,
}

const REPORTS: [&str; 7] =
    ["transaksi", "produk-terlaris", "omzet", "pelanggan", "diskon", "belum-dibayar-dan-batal", "nilai-stok"];
const ZONES: [&str; 4] = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "America/New_York"];

struct Office {
    world: World,
    admin: Visitor,
    ledger: Ledger,
    dice: Dice,
}

impl Office {
    async fn open(test: TestDb, orders: i64) -> Self {
        let world = World::open(test).await;
        let mut products = Vec::new();
        for number in 1..=6 {
            products.push(world.product(&format!("Produk {number}"), 10_000 * number + 3, 50).await.get());
        }
        let mut customers = Vec::new();
        for name in ["siti", "budi", "=1+1"] {
            let id = world.customer(&name.replace(['=', '+'], "x")).await.get();
            customers.push(id);
            if name.starts_with('=') {
                rename(&world, id, name).await;
            }
        }
        let settings = world.settings().await;
        for percent in ["10", "15"] {
            let typed = ops::discounts::TypedDiscount {
                percent: percent.to_owned(),
                scope: "all_products".to_owned(),
                message: format!("Diskon {percent}"),
                active: true,
                ..Default::default()
            };
            ops::discounts::set_for_everybody(&world.app, &settings, &typed, &World::office()).await.expect("sets");
        }
        let discounts: Vec<i64> =
            world.app.snapshot().await.expect("reads").discounts.iter().map(|row| row.id.get()).collect();
        assert_eq!(discounts.len(), 2);
        let mut dice = Dice::new(20_281_124);
        let ledger = Ledger::roll(&mut dice, orders, (&customers, &products, &discounts));
        ledger.write(&world).await;
        let (_, admin) = world.admin("kantor", "office").await;
        Self { world, admin, ledger, dice }
    }

    async fn live_in(&self, zone: &str) {
        let snapshot = self.world.app.snapshot().await.expect("reads");
        let mut settings = snapshot.settings.clone();
        settings.zone = domain::time::ShopZone::new(zone).expect("a zone");
        ops::settings::save(&self.world.app, &settings, snapshot.settings_version, &World::office())
            .await
            .expect("saves");
    }

    async fn file(&mut self, report: &str, form: &str, (first, last): (&str, &str)) -> Vec<u8> {
        let days = format!("tanggal_transaksi__gte={first}&tanggal_transaksi__lte={last}");
        let reply = self.admin.get(&format!("/laporan/{report}/berkas/{form}/?{days}")).await;
        assert_eq!(reply.status, 200, "{report} {form}: {}", reply.text());
        reply.bytes
    }

    /// The rows of a report as its CSV tells them: titles, rows, sums.
    async fn rows(&mut self, report: &str, days: (&str, &str)) -> Vec<Vec<String>> {
        let bytes = self.file(report, "csv", days).await;
        csv_rows(&bytes)
    }
}

async fn rename(world: &World, id: i64, name: &str) {
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE customers SET name = $2 WHERE id = $1")
        .bind(id)
        .bind(name)
        .run(&mut tx)
        .await
        .expect("renames");
    tx.commit().await.expect("commits");
}

fn csv_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("begins with the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text);
    reader.records().map(|row| row.expect("is CSV").iter().map(str::to_owned).collect()).collect()
}

/// Rows without titles and sums.
fn body(rows: &[Vec<String>]) -> &[Vec<String>] {
    if rows.len() < 2 { &[] } else { &rows[1..rows.len() - 1] }
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or_else(|_| panic!("{text} is no whole number"))
}

/// `12,5` in thousandths.
fn thousandths(text: &str) -> i64 {
    let (whole, rest) = text.split_once(',').unwrap_or((text, ""));
    number(whole) * 1000 + number(&format!("{rest:0<3}"))
}

async fn the_figures_are_those_of_the_ledger_in_every_zone(test: TestDb) {
    let mut office = Office::open(test, 240).await;
    for zone in ZONES {
        office.live_in(zone).await;
        let mut ranges = vec![
            ("2028-02-29".to_owned(), "2028-02-29".to_owned()),
            ("2027-12-31".to_owned(), "2028-01-01".to_owned()),
            ("2027-11-01".to_owned(), "2028-11-30".to_owned()),
        ];
        for _ in 0..2 {
            let first =
                jiff::civil::date(2027, 11, 28).saturating_add(jiff::Span::new().days(office.dice.roll(120) as i64));
            let last = first.saturating_add(jiff::Span::new().days(office.dice.roll(60) as i64));
            ranges.push((first.to_string(), last.to_string()));
        }
        for (first, last) in ranges {
            compare(&mut office, zone, (&first, &last)).await;
        }
    }
}

async fn compare(office: &mut Office, zone: &str, days: (&str, &str)) {
    let mut seen = BTreeMap::new();
    for report in REPORTS {
        seen.insert(report, office.rows(report, days).await);
    }
    let told = format!("{zone} {days:?}");
    let orders = office.ledger.between(zone, days.0, days.1);
    let counting: Vec<&Order> = orders.iter().copied().filter(|order| order.counts()).collect();
    transactions(&seen["transaksi"], &orders, zone, &told);
    products(&seen["produk-terlaris"], &counting, &told);
    months(&seen["omzet"], &counting, (zone, days), &told);
    customers(&seen["pelanggan"], &counting, zone, &told);
    discounts(&seen["diskon"], &counting, &told);
    let lost: Vec<&Order> = orders.iter().copied().filter(|order| !order.counts()).collect();
    without_money(&seen["belum-dibayar-dan-batal"], &lost, &told);
}

fn transactions(rows: &[Vec<String>], orders: &[&Order], zone: &str, told: &str) {
    let zone = TimeZone::get(zone).expect("a zone");
    let mut found: BTreeMap<i64, Vec<String>> =
        body(rows).iter().map(|row| (number(row[0].trim_start_matches('#')), row.clone())).collect();
    assert_eq!(found.len(), orders.len(), "{told}: orders");
    let (mut revenue, mut total) = (0, 0);
    for order in orders {
        let row = found.remove(&order.id).unwrap_or_else(|| panic!("{told}: #{} is missing", order.id));
        let due = order.goods() + order.ongkir.unwrap_or(0) + order.code;
        let counted = if order.counts() { order.goods() } else { 0 };
        let amounts: Vec<i64> = [5, 6, 7, 9, 10].iter().map(|at| number(&row[*at])).collect();
        assert_eq!(amounts, [order.gross(), order.discount(), order.goods(), due, counted], "{told}: #{}", order.id);
        assert_eq!(row[8], order.ongkir.map(|fee| fee.to_string()).unwrap_or_default(), "{told}: #{}", order.id);
        assert_eq!(row[1], day(&zone, order.at).to_string(), "{told}: #{}", order.id);
        revenue += counted;
        total += due;
    }
    if let Some(sums) = rows.last().filter(|_| !orders.is_empty()) {
        assert_eq!((number(&sums[9]), number(&sums[10])), (total, revenue), "{told}: sums");
    }
}

fn products(rows: &[Vec<String>], counting: &[&Order], told: &str) {
    let mut sold: BTreeMap<String, (i64, i64, i64)> = BTreeMap::new();
    for line in counting.iter().flat_map(|order| &order.lines) {
        let entry = sold.entry(format!("Produk {}", line.product)).or_default();
        entry.0 += line.quantity;
        entry.1 += 1;
        entry.2 += line.gross - line.discount;
    }
    let found: BTreeMap<String, (i64, i64, i64)> = body(rows)
        .iter()
        .map(|row| (row[0].clone(), (thousandths(&row[2]), number(&row[4]), number(&row[5]))))
        .collect();
    assert_eq!(found, sold, "{told}: best sellers");
    let revenue: i64 = counting.iter().map(|order| order.goods()).sum();
    if revenue > 0 {
        assert_eq!(number(&rows.last().expect("sums")[5]), revenue, "{told}: 24 sales stay 24");
    }
}

fn months(rows: &[Vec<String>], counting: &[&Order], (zone, (first, last)): (&str, (&str, &str)), told: &str) {
    const NAMES: [&str; 12] = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ];
    let zone = TimeZone::get(zone).expect("a zone");
    let name = |day: jiff::civil::Date| format!("{} {}", NAMES[day.month() as usize - 1], day.year());
    let mut expected: BTreeMap<(String, String), i64> = BTreeMap::new();
    for order in counting {
        for line in &order.lines {
            let category = line.category.unwrap_or("Tanpa kategori").to_owned();
            *expected.entry((name(day(&zone, order.at)), category)).or_default() += line.gross - line.discount;
        }
    }
    let (mut at, last): (jiff::civil::Date, jiff::civil::Date) =
        (first.parse().expect("a day"), last.parse().expect("a day"));
    while at <= last {
        if !expected.keys().any(|(month, _)| *month == name(at)) {
            expected.insert((name(at), "Tidak ada penjualan".to_owned()), 0);
        }
        at = at.last_of_month().tomorrow().expect("a day");
    }
    let found: BTreeMap<(String, String), i64> =
        body(rows).iter().map(|row| ((row[0].clone(), row[1].clone()), number(&row[3]))).collect();
    assert_eq!(found, expected, "{told}: months");
    let sums = rows.last().expect("sums");
    let revenue: i64 = counting.iter().map(|order| order.goods()).sum();
    assert_eq!((number(&sums[2]), number(&sums[3])), (counting.len() as i64, revenue), "{told}: sums of months");
}

fn customers(rows: &[Vec<String>], counting: &[&Order], zone: &str, told: &str) {
    let zone = TimeZone::get(zone).expect("a zone");
    let mut expected: BTreeMap<i64, (i64, i64, i64)> = BTreeMap::new();
    for order in counting {
        let entry = expected.entry(order.customer).or_default();
        *entry = (entry.0 + 1, entry.1 + order.goods(), entry.2.max(order.at));
    }
    let mut expected: Vec<(i64, i64, String)> =
        expected.into_values().map(|(orders, spent, last)| (orders, spent, day(&zone, last).to_string())).collect();
    expected.sort_by_key(|row| std::cmp::Reverse(row.1));
    let found: Vec<(i64, i64, String)> =
        body(rows).iter().map(|row| (number(&row[2]), number(&row[3]), row[4].clone())).collect();
    assert_eq!(found, expected, "{told}: customers");
}

fn discounts(rows: &[Vec<String>], counting: &[&Order], told: &str) {
    let mut expected: BTreeMap<String, i64> = BTreeMap::new();
    for line in counting.iter().flat_map(|order| &order.lines) {
        let name = match line.source {
            Some(Ok(row)) => format!("#{row} "),
            Some(Err("birthday_permanent")) => "Loyalitas Permanen (produk favorit)".to_owned(),
            Some(Err(_)) => "Loyalitas Instan (belanja besar)".to_owned(),
            None => continue,
        };
        *expected.entry(name).or_default() += line.discount;
    }
    let found: BTreeMap<String, i64> = body(rows)
        .iter()
        .map(|row| {
            let name =
                row[0].split_once(' ').filter(|(head, _)| head.starts_with('#')).map(|(head, _)| format!("{head} "));
            (name.unwrap_or_else(|| row[0].clone()), number(&row[4]))
        })
        .collect();
    assert_eq!(found, expected, "{told}: discounts");
    let all: i64 = counting.iter().map(|order| order.discount()).sum();
    if all > 0 {
        assert_eq!(number(&rows.last().expect("sums")[4]), all, "{told}: every discount is somebody's");
    }
}

fn without_money(rows: &[Vec<String>], lost: &[&Order], told: &str) {
    let found: BTreeMap<i64, (i64, String)> = body(rows)
        .iter()
        .map(|row| (number(row[0].trim_start_matches('#')), (number(&row[4]), row[8].clone())))
        .collect();
    let reason = |order: &Order| match order.state {
        "cancelled" => format!("'=alasan {}", order.id),
        _ => "Belum ada pembayaran".to_owned(),
    };
    let expected: BTreeMap<i64, (i64, String)> =
        lost.iter().map(|order| (order.id, (order.goods(), reason(order)))).collect();
    assert_eq!(found, expected, "{told}: without money");
}

/// A cell as a number where it is one, else as text.
fn cell(text: &str) -> String {
    let bare = text.strip_prefix('\'').unwrap_or(text);
    let (digits, part) = bare.strip_suffix('%').map_or((bare, 1.0), |digits| (digits, 100.0));
    digits.replace(',', ".").parse::<f64>().map_or_else(|_| bare.to_owned(), |number| format!("{:.6}", number / part))
}

fn xlsx_rows(bytes: Vec<u8>, titles: &[String]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("is a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("can be read");
    let text = |data: &Data| match data {
        Data::Empty => String::new(),
        Data::DateTime(day) => {
            let days = day.as_f64() as i64;
            jiff::civil::date(1899, 12, 30).saturating_add(jiff::Span::new().days(days)).to_string()
        }
        Data::Float(number) => format!("{number:.6}"),
        other => cell(&other.to_string()),
    };
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(text).collect()).collect();
    let head = rows.iter().position(|row| row == titles).expect("the titles stand above the rows");
    rows[head..].to_vec()
}

async fn every_file_holds_the_same_figures(test: TestDb) {
    let mut office = Office::open(test, 120).await;
    let days = ("2027-11-01", "2028-11-30");
    for report in REPORTS {
        let rows = office.rows(report, days).await;
        let plain: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect();
        assert!(rows.len() > 3, "{report} has rows");
        let sheet = xlsx_rows(office.file(report, "xlsx", days).await, &rows[0]);
        assert_eq!(sheet, plain, "{report}: XLSX and CSV");
        let address = format!("/laporan/{report}/?tanggal_transaksi__gte={}&tanggal_transaksi__lte={}", days.0, days.1);
        let page = office.admin.get(&address).await.text();
        let paper = pdf_text(&office.file(report, "pdf", days).await);
        // Money of the row of sums, as people read it.
        let money =
            rows.last().expect("sums").iter().filter(|text| text.len() > 5 && text.bytes().all(|b| b.is_ascii_digit()));
        for amount in money {
            let words = domain::money::Rupiah::new(number(amount)).expect("an amount").to_string();
            assert!(page.contains(&words), "{report}: the page shows {words}");
            assert!(paper.contains(&words.replace(' ', "")), "{report}: the PDF shows {words}");
        }
        for row in body(&rows) {
            let first: String = row[0].trim_start_matches('\'').split_whitespace().collect();
            assert!(paper.contains(&first), "{report}: the PDF has a row of {first}");
        }
    }
}

/// All letters of a PDF, without spaces.
fn pdf_text(bytes: &[u8]) -> String {
    let paper = lopdf::Document::load_mem(bytes).expect("is a PDF");
    let pages: Vec<u32> = paper.get_pages().keys().copied().collect();
    paper.extract_text(&pages).expect("has text").split_whitespace().collect()
}

async fn reports_are_for_admins_only(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let mut others = [world.visitor(), world.signed_in(siti).await, world.employee("Udin").await.1];
    let mut addresses = vec!["/laporan/".to_owned()];
    for report in REPORTS {
        addresses.push(format!("/laporan/{report}/"));
        addresses.extend(["pdf", "xlsx", "csv"].map(|form| format!("/laporan/{report}/berkas/{form}/")));
    }
    for address in &addresses {
        for other in &mut others {
            let reply = other.get(address).await;
            let door = format!("/admin/login/?next={address}");
            assert_eq!((reply.status.as_u16(), reply.location()), (303, door.as_str()), "{address}");
        }
    }
    let (_, mut admin) = world.admin("kantor", "office").await;
    for address in &addresses {
        assert_eq!(admin.get(address).await.status, 200, "{address}");
    }
    for address in ["/laporan/lain/", "/laporan/transaksi/berkas/exe/", "/laporan/lain/berkas/pdf/"] {
        assert_eq!(admin.get(address).await.status, 404, "{address}");
    }
}

async fn wrong_filters_are_told_at_their_fields(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut admin) = world.admin("kantor", "office").await;
    for (query, field) in [
        ("tanggal_transaksi__gte=2026-02-30", "tanggal_transaksi__gte"),
        ("tanggal_transaksi__lte=besok", "tanggal_transaksi__lte"),
        ("tanggal_transaksi__gte=2026-11-02&tanggal_transaksi__lte=2026-11-01", "tanggal_transaksi__lte"),
        ("status_transaksi=hilang", "status_transaksi"),
        ("kategori=999", "kategori"),
    ] {
        let report = if field == "kategori" { "produk-terlaris" } else { "transaksi" };
        for address in [format!("/laporan/{report}/?{query}"), format!("/laporan/{report}/berkas/xlsx/?{query}")] {
            let reply = admin.get(&address).await;
            let text = reply.text();
            assert_eq!(reply.status, 422, "{address}");
            assert!(text.contains(&format!("id=\"e-{field}\"")), "{address}: told at its field: {text}");
            assert!(!text.contains("<dl class=\"figures"), "{address}: no figures of another range");
        }
    }
    let reply = admin.get("/laporan/transaksi/?tanggal_transaksi__gte=2026-02-30&pelanggan=siti").await.text();
    assert!(
        reply.contains("value=\"2026-02-30\"") && reply.contains("value=\"siti\""),
        "what was typed stays: {reply}"
    );
    for query in [
        "tanggal_transaksi__gte=0001-01-01&tanggal_transaksi__lte=9999-12-31",
        "halaman=99",
        "pelanggan=%25'%3B--",
        "pelanggan=%23x",
    ] {
        for report in REPORTS {
            let reply = admin.get(&format!("/laporan/{report}/?{query}")).await;
            assert!([200, 303].contains(&reply.status.as_u16()), "{report} {query}: {}", reply.status);
        }
    }
    // Nothing given is this month; only a first day goes until today.
    let page = admin.get("/laporan/transaksi/").await.text();
    assert!(page.contains("value=\"2026-11-01\"") && page.contains("value=\"2026-11-30\""), "{page}");
    let page = admin.get("/laporan/transaksi/?tanggal_transaksi__gte=2026-03-05").await.text();
    assert!(page.contains("value=\"2026-03-05\"") && page.contains("value=\"2026-11-22\""), "{page}");
}

async fn a_cell_that_looks_like_a_formula_stays_text(test: TestDb) {
    let mut office = Office::open(test, 60).await;
    let days = ("2027-11-01", "2028-11-30");
    let csv = String::from_utf8(office.file("pelanggan", "csv", days).await).expect("is UTF-8");
    assert!(csv.contains("'=1+1") && !csv.contains(";=1+1") && !csv.contains("\n=1+1"), "{csv}");
    let bytes = office.file("pelanggan", "xlsx", days).await;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("is a workbook");
    let name = book.sheet_names()[0].clone();
    let formulas = book.worksheet_formula(&name).expect("can be read");
    assert!(formulas.rows().flatten().all(String::is_empty), "no cell is a formula");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("can be read");
    assert!(sheet.rows().flatten().any(|data| *data == Data::String("=1+1".to_owned())), "the name is there as it is");
}

async fn the_dashboard_shows_six_months_and_what_waits(test: TestDb) {
    let office = Office::open(test, 240).await;
    office.live_in("Asia/Makassar").await;
    let zone = domain::time::ShopZone::new("Asia/Makassar").expect("a zone");
    let today = domain::time::ShopDay::parse("2028-03-13").expect("a day");
    office.world.test.clock.set(zone.at(today, jiff::civil::time(12, 0, 0, 0)));
    let (_, mut admin) = office.world.admin("baru", "owner").await;
    let page = admin.get("/admin/").await.text();
    for month in ["2027-10", "2027-11", "2027-12", "2028-01", "2028-02", "2028-03"] {
        let first: jiff::civil::Date = format!("{month}-01").parse().expect("a day");
        let orders = office.ledger.between("Asia/Makassar", &first.to_string(), &first.last_of_month().to_string());
        let revenue: i64 = orders.iter().filter(|order| order.counts()).map(|order| order.goods()).sum();
        let words = domain::money::Rupiah::new(revenue).expect("an amount").to_string();
        assert!(page.contains(&format!("<td class=\"num\">{words}</td>")), "{month}: {words}: {page}");
    }
    assert!(page.contains("data-live") && page.contains("=1+1"), "the best customers are named");
    let paid: Vec<&Order> = office.ledger.orders.iter().rev().filter(|order| order.counts()).take(5).collect();
    for order in paid {
        assert!(page.contains(&format!("#{}</a>", order.id)), "#{} is among the latest paid", order.id);
    }
}

async fn more_rows_than_a_file_holds_are_refused_with_words(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (_, mut admin) = world.admin("kantor", "office").await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!(
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 10001)
         INSERT INTO orders (customer_id, idempotency_key, placed_at, state, fulfilment, customer_name, customer_phone, address, note,
            goods_gross, discount_total, goods_total, ongkir, ongkir_paid, unique_code, transfer_now, pay_driver, explanation, proof_state)
         SELECT $1, 'kunci-' || CAST(i AS TEXT), $2, 'completed', 'pickup', 'Ibu siti', '+6281234567890', 'Jl. Pahlawan 7', '', 1000, 0, 1000,
            0, 'on_delivery', 0, 1000, 0, '{}', 'accepted' FROM n"
    )
    .bind(siti)
    .bind(world.app.clock.now())
    .run(&mut tx)
    .await
    .expect("writes");
    tx.commit().await.expect("commits");
    let reply = admin.get("/laporan/transaksi/berkas/pdf/").await;
    assert_eq!(reply.status, 422, "half a report would be a wrong one");
    assert!(reply.text().contains("10.001 baris") && reply.text().contains("10.000 baris"), "{}", reply.text());
    let rows = csv_rows(&admin.get("/laporan/transaksi/berkas/csv/").await.bytes);
    assert_eq!(rows.len(), 10_003, "titles, rows and sums");
    assert_eq!(number(&rows.last().expect("sums")[10]), 10_001_000);
}
