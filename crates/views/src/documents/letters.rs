//! The surat jalan of several orders at once: a sheet each, and what was left out with its reason.

use askama::Template;
use domain::ids::OrderId;

use super::Document;
use crate::{frame::ShopFace, text};

/// One of them.
#[derive(Clone, Debug)]
pub struct LetterSheet {
    pub document: Document,
    /// Squares in a row of the code, and its path.
    pub qr: Option<(usize, String)>,
}

/// The page to be printed, a sheet of A5 for each order.
#[derive(Clone, Debug, Template)]
#[template(path = "documents/letters.html")]
pub struct LettersPage {
    pub shop: ShopFace,
    pub sheets: Vec<LetterSheet>,
    /// `text::bulk::left_out`.
    pub left_out: Vec<String>,
    /// Orders that are not paid; their sheets are stamped.
    pub unpaid: Vec<OrderId>,
    /// Where the orders are.
    pub back: String,
    pub pdf: String,
}

impl LettersPage {
    /// How many there are, in words.
    pub fn name(&self) -> String {
        name(self.sheets.len())
    }

    /// What is said above the sheets about those that are not paid.
    pub fn warning(&self) -> Option<String> {
        (!self.unpaid.is_empty()).then(|| text::bulk::unpaid_letters(&self.unpaid))
    }

    /// Title of the PDF.
    pub fn title(count: usize, shop: &ShopFace) -> String {
        format!("{} — {}", name(count), shop.name)
    }

    /// Name of the saved file, without its ending.
    pub fn file_name(orders: &[OrderId]) -> String {
        let ids: Vec<String> = orders.iter().take(3).map(ToString::to_string).collect();
        let more = if orders.len() > ids.len() { "-dst" } else { "" };
        format!("surat-jalan-{}{more}", ids.join("-"))
    }
}

fn name(count: usize) -> String {
    format!("{count} surat jalan")
}
