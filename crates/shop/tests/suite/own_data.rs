//! The file of one's own data (domain.md §11, docs/decisions/0020): complete, for the customer alone, without secrets.

use serde_json::Value;
use store::statement::STATEMENTS;
use testkit::{Backend, TestDb, on_both_databases};
use views::urls;

use crate::{
    whole_life::{Life, Staff, live, tables},
    world::World,
};

on_both_databases! {
    the_file_has_everything_of_one_customer_and_nothing_of_another,
    a_new_customer_gets_a_file_too,
}

/// Columns by which a row belongs to a customer or an order of one.
pub const WHOSE: [&str; 3] = ["customer_id", "person_id", "order_id"];

/// Tables with such a column that are not in the file, each with its reason.
const WITHOUT: &[(&str, &str)] = &[
    ("customer_notes", "the office's own working notes are counted, not copied (docs/decisions/0020)"),
    ("customer_tags", "the same"),
    ("follow_ups", "the same"),
    ("order_notes", "the same"),
    ("stock_movements", "the goods' ledger: of the customer it has only what the order's lines say"),
];

async fn file(life: &mut Life) -> (Value, String) {
    let reply = life.browser.get(urls::ACCOUNT_DATA).await;
    assert_eq!(reply.status, 200);
    let header = |name| reply.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    assert!(header("content-disposition").starts_with("attachment; filename=\"data-"), "{:?}", reply.headers);
    assert!(header("cache-control").contains("no-store"));
    let text = reply.text();
    (serde_json::from_str(&text).expect("is JSON"), text)
}

async fn the_file_has_everything_of_one_customer_and_nothing_of_another(test: TestDb) {
    let world = World::open(test).await;
    let mut staff = Staff::of(&world).await;
    let mut melati = live(&world, &mut staff, ("melati", "081211110007", "1991-03-04")).await;
    let mut kamboja = live(&world, &mut staff, ("kamboja", "081233330009", "1988-08-09")).await;
    let (his, his_text) = file(&mut kamboja).await;
    let (hers, text) = file(&mut melati).await;
    for trace in kamboja.traces() {
        assert!(!text.contains(trace), "{trace} is somebody else's: {text}");
        assert!(his_text.contains(trace), "{trace} is missing: {his_text}");
    }
    for secret in ["argon2", "password_hash", "token", "melati suka pagi", "melati marah", "Telepon melati"] {
        assert!(!text.contains(secret), "{secret} stands in the file");
    }
    let token = melati.browser.cookie("barokah_pelanggan").expect("is signed in");
    assert!(!text.contains(token));
    assert_eq!(hers["account"]["name"], "Ibu melati Kusuma");
    assert_eq!(hers["account"]["birth_date"], "1991-03-04");
    assert_eq!(hers["notes_of_the_office"], serde_json::json!({"notes": 2, "labels": 1, "follow_ups": 1}));
    for list in [
        "switched_off",
        "sessions",
        "password_links",
        "cart",
        "discounts",
        "discounts_to_come",
        "birthday_gifts",
        "birthday_discounts",
        "notifications",
        "messages",
        "whatsapp",
        "orders",
    ] {
        assert!(hers[list].as_array().is_some_and(|rows| !rows.is_empty()), "{list} is empty: {text}");
    }
    assert_eq!(hers["mails"].as_array().map(Vec::len), Some(2), "by its order, and by her address: {}", hers["mails"]);
    orders(&hers);
    assert_eq!(his["orders"].as_array().map(Vec::len), Some(2));
}

fn orders(document: &Value) {
    let order = &document["orders"][0];
    for list in
        ["lines", "timeline", "payment_proofs", "delivery_photos", "shortfalls", "discounts_used", "payment_reminders"]
    {
        assert!(order[list].as_array().is_some_and(|rows| !rows.is_empty()), "{list} is empty: {order:#}");
    }
    assert_eq!(order["goods_gross"], 43_500);
    assert_eq!(order["lines"][0]["quantity"], "3");
    assert_eq!(order["note"], "rumah melati, pagar hijau");
    assert_eq!(order["feedback"]["text"], "Bagus, kata melati");
    assert_eq!(order["feedback"]["reply"], "Terima kasih, melati");
    assert!(order["explanation"]["lines"].is_array() && order["priced_from"].is_object(), "{order:#}");
    let placed = order["placed_at"].as_str().expect("a time");
    assert!(placed.starts_with("2026-11-22T") && placed.ends_with('Z'), "{placed}");
    let proof = order["payment_proofs"][0]["file"].as_str().expect("an address");
    assert!(proof.starts_with("http://shop.test/berkas/"), "{proof}");
    assert_eq!(document["orders"][1]["state"], "cancelled");
    assert_eq!(document["orders"][1]["feedback"], Value::Null);
}

async fn a_new_customer_gets_a_file_too(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let reply = world.signed_in(siti).await.get(urls::ACCOUNT_DATA).await;
    let document: Value = serde_json::from_str(&reply.text()).expect("is JSON");
    assert_eq!(document["orders"], serde_json::json!([]));
    assert_eq!(document["mails"], serde_json::json!([]));
    let reply = world.visitor().get(urls::ACCOUNT_DATA).await;
    assert!(reply.status == 303 && reply.location().starts_with(urls::LOGIN));
}

/// The texts of all statements of a file of the store.
pub fn statements_of(file: &str) -> String {
    let texts: Vec<&str> =
        STATEMENTS.iter().filter(|found| found.place.contains(file)).map(|found| found.text).collect();
    assert!(!texts.is_empty(), "{file} has no statements");
    texts.join("\n")
}

/// A new table that knows customers fails here until it is in the file or excused.
#[tokio::test]
async fn every_table_that_knows_customers_is_in_the_file_or_excused() {
    let world = World::open(TestDb::open(Backend::Sqlite).await).await;
    let statements = statements_of("own_data.rs");
    for table in tables(&world, &WHOSE).await {
        let read = ["FROM", "JOIN"].iter().any(|word| statements.contains(&format!("{word} {table} ")));
        let excused = WITHOUT.iter().any(|(name, _)| *name == table);
        assert!(read || excused, "{table} knows customers: put it into store/src/own_data.rs, or excuse it");
    }
}
