//! What the demo shop is made of: the texts of `seeds/`, compiled in.

use anyhow::Context as _;
use serde::Deserialize;

const CATALOGUE: &str = include_str!("../../../../../seeds/catalogue.json");
const PEOPLE: &str = include_str!("../../../../../seeds/people.json");
const WORDS: &str = include_str!("../../../../../seeds/words.json");

#[derive(Debug, Deserialize)]
pub struct Catalogue {
    pub categories: Vec<Category>,
    pub products: Vec<Product>,
}

#[derive(Debug, Deserialize)]
pub struct Category {
    pub name: String,
    pub description: String,
}

/// A product of the catalogue; step, minimum and stock in thousandths, the stock as it is to be today.
#[derive(Debug, Deserialize)]
pub struct Product {
    pub name: String,
    pub category: String,
    pub description: String,
    pub price: i64,
    pub unit: String,
    pub step: i64,
    pub minimum: i64,
    pub weight_grams: i64,
    pub stock: i64,
    pub pictures: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct People {
    pub customers: Vec<Customer>,
    pub employees: Vec<Employee>,
    pub admins: Vec<Admin>,
}

#[derive(Debug, Deserialize)]
pub struct Customer {
    pub username: String,
    pub name: String,
    pub address: String,
    pub birth_date: String,
    pub phone: String,
    pub email: Option<String>,
    pub consent: bool,
}

#[derive(Debug, Deserialize)]
pub struct Employee {
    pub name: String,
    pub email: String,
}

#[derive(Debug, Deserialize)]
pub struct Admin {
    pub username: String,
    pub name: String,
    pub role: String,
}

#[derive(Debug, Deserialize)]
pub struct Words {
    pub shop_story: Vec<String>,
    pub order_notes: Vec<String>,
    pub feedbacks: Vec<Feedback>,
    pub admin_replies_good: Vec<String>,
    pub admin_replies_critical: Vec<String>,
    pub cancel_reasons_customer: Vec<String>,
    pub cancel_reasons_admin: Vec<String>,
    pub refund_notes: Vec<String>,
    pub proof_reject_reasons: Vec<String>,
    pub paid_notes: Vec<String>,
    pub delivery_notes: Vec<String>,
    pub delivery_failed_reasons: Vec<String>,
    pub pickup_collectors: Vec<String>,
    pub stock_reasons: StockReasons,
    pub discount_messages: Vec<String>,
    pub pictures: Pictures,
}

#[derive(Debug, Deserialize)]
pub struct Feedback {
    pub stars: Option<i64>,
    pub text: String,
}

#[derive(Debug, Deserialize)]
pub struct StockReasons {
    pub restock: Vec<String>,
    pub breakage: Vec<String>,
    pub count: Vec<String>,
}

/// File names of the pictures people hand in.
#[derive(Debug, Deserialize)]
pub struct Pictures {
    pub delivery_proofs: Vec<String>,
    pub transfer_receipts: Vec<String>,
    pub feedbacks: Vec<String>,
}

/// All texts of the demo.
#[derive(Debug)]
pub struct Seeds {
    pub catalogue: Catalogue,
    pub people: People,
    pub words: Words,
}

/// Reads the texts.
pub fn read() -> anyhow::Result<Seeds> {
    Ok(Seeds {
        catalogue: serde_json::from_str(CATALOGUE).context("seeds/catalogue.json")?,
        people: serde_json::from_str(PEOPLE).context("seeds/people.json")?,
        words: serde_json::from_str(WORDS).context("seeds/words.json")?,
    })
}
