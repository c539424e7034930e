//! Everything the shop keeps about a customer, as one JSON document for the customer alone (domain.md §11, docs/decisions/0020). Money is
//! whole rupiah, times are RFC 3339, quantities are decimal texts.

use std::collections::BTreeMap;

use domain::{
    ids::{CustomerId, FileId, OrderId},
    quantity::Quantity,
    time::UtcMillis,
};
use serde_json::{Map, Value, json};
use store::own_data::{self, Piece};
use views::{text, urls};

use super::{Done, OpError};
use crate::app::App;

/// Lists of an order, empty ones too, so that the document always has the same face.
const OF_ORDER: [&str; 7] =
    ["lines", "timeline", "payment_proofs", "delivery_photos", "shortfalls", "discounts_used", "payment_reminders"];
/// Lists of the customer.
const OF_PERSON: [&str; 13] = [
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
    "mails",
    "orders",
];
/// Numbers that are instants, beside everything that ends in `_at`.
const INSTANTS: [&str; 6] = ["pay_deadline", "valid_from", "valid_until", "from", "until", "born"];
/// Numbers that are yes or no.
const YES_OR_NO: [&str; 2] = ["active", "loyal"];
/// Texts that are JSON themselves.
const NESTED: [&str; 3] = ["explanation", "verdict", "priced_from"];

/// The document.
pub async fn document(app: &App, shop: &str, customer: CustomerId) -> Done<Value> {
    let mut conn = app.db.read().await?;
    let person = own_data::of_person(&mut conn, customer).await?;
    let orders = own_data::of_orders(&mut conn, customer).await?;
    drop(conn);
    let mut document: Map<String, Value> = OF_PERSON.iter().map(|part| ((*part).to_owned(), json!([]))).collect();
    let about = json!({"shop": shop, "made_at": instant(app.clock.now().get()), "words": text::account::DATA_ABOUT});
    document.insert("about".to_owned(), about);
    for piece in person {
        let body = read(app, &piece);
        match document.get_mut(&piece.part) {
            Some(Value::Array(list)) => list.push(body),
            _ => drop(document.insert(piece.part, body)),
        }
    }
    if !document.contains_key("account") {
        return Err(OpError::NotFound);
    }
    document.insert("orders".to_owned(), in_orders(app, orders));
    Ok(Value::Object(document))
}

/// Hangs every row on its order.
fn in_orders(app: &App, pieces: Vec<Piece>) -> Value {
    let mut orders: BTreeMap<OrderId, Map<String, Value>> = BTreeMap::new();
    for piece in pieces {
        let Some(order) = piece.order_id else { continue };
        let fields = orders.entry(order).or_insert_with(|| {
            let lists = OF_ORDER.iter().map(|part| ((*part).to_owned(), json!([])));
            lists.chain([("feedback".to_owned(), Value::Null)]).collect()
        });
        let body = read(app, &piece);
        match (piece.part.as_str(), body) {
            ("orders", Value::Object(own)) => fields.extend(own),
            (part, body) => match fields.get_mut(part) {
                Some(Value::Array(list)) => list.push(body),
                _ => drop(fields.insert(piece.part, body)),
            },
        }
    }
    orders.into_values().map(Value::Object).collect()
}

/// A row as people and programs read it.
fn read(app: &App, piece: &Piece) -> Value {
    let mut body = serde_json::from_str(&piece.body).unwrap_or(Value::Null);
    readable(app, &mut body);
    body
}

fn readable(app: &App, value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                if NESTED.contains(&name.as_str()) {
                    let inner = value.as_str().and_then(|text| serde_json::from_str(text).ok());
                    *value = inner.unwrap_or(Value::Null);
                }
                readable(app, value);
                if let Some(number) = value.as_i64() {
                    *value = field(name, number);
                }
            }
            if let Some(file) = fields.remove("file_id").and_then(|file| file.as_i64()) {
                let address = FileId::try_from(file).map(|file| app.mailer.address(&urls::file(file)));
                fields.insert("file".to_owned(), address.map_or(Value::Null, Value::String));
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| readable(app, value)),
        _ => {}
    }
}

fn field(name: &str, number: i64) -> Value {
    if name.ends_with("_at") || INSTANTS.contains(&name) {
        return instant(number);
    }
    if YES_OR_NO.contains(&name) {
        return Value::Bool(number != 0);
    }
    match (name, Quantity::try_from(number)) {
        ("quantity", Ok(quantity)) => Value::String(quantity.to_string().replace('.', "").replace(',', ".")),
        _ => number.into(),
    }
}

fn instant(millis: i64) -> Value {
    UtcMillis::from(millis).timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into()
}
