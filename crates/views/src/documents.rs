//! What the shop hands out on paper: nota, surat jalan and kwitansi of an order (domain.md §12). The words are put together once, as
//! plain text; the page to print and the PDF both show these.

mod letters;
mod words;

use askama::Template;
use domain::{
    ids::OrderId,
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
};

pub use self::letters::{LetterSheet, LettersPage};
use crate::{frame::ShopFace, parts::PricedLineView};

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Goods with prices and what is to be paid.
    Nota,
    /// Goes with the truck: goods without prices, lines for signatures.
    SuratJalan,
    /// Says what was paid, in figures and in words.
    Kwitansi,
}

/// An order as its papers need it; all amounts as they were frozen.
#[derive(Clone, Debug)]
pub struct Order {
    pub id: OrderId,
    pub state: OrderState,
    pub fulfilment: Fulfilment,
    pub proof: ProofState,
    /// `format::date_time` of placing.
    pub placed_at: String,
    /// `format::date` of the day the payment was accepted.
    pub paid_at: Option<String>,
    /// How it was paid, as an admin noted it; `None` when a proof of transfer was accepted.
    pub payment_note: Option<String>,
    pub customer: String,
    pub phone: String,
    pub address: String,
    pub note: String,
    pub driver: Option<String>,
    pub received_by: Option<String>,
    pub lines: Vec<PricedLineView>,
    /// Of one unit in grams, for each line, where it is known.
    pub weights: Vec<Option<i64>>,
    pub gross: Rupiah,
    pub discount_total: Rupiah,
    pub goods_total: Rupiah,
    pub ongkir: Option<Rupiah>,
    pub unique_code: Rupiah,
    pub transfer_now: Rupiah,
    pub pay_driver: Rupiah,
}

/// What was paid so far: the transfer once it was accepted, the driver's part once the goods were handed over.
pub fn paid(state: OrderState, transfer: Rupiah, driver: Rupiah) -> Rupiah {
    match state {
        OrderState::Placed | OrderState::Cancelled => Rupiah::ZERO,
        OrderState::Paid | OrderState::Shipped => transfer,
        OrderState::Completed => transfer.saturating_add(driver),
    }
}

impl Order {
    /// What was paid so far.
    pub fn paid(&self) -> Rupiah {
        paid(self.state, self.transfer_now, self.pay_driver)
    }

    /// Everything that is to be paid (invariant of §5).
    pub fn due(&self) -> Rupiah {
        self.transfer_now.saturating_add(self.pay_driver)
    }

    /// Whether this paper exists: nobody signs for money that did not come, or for goods that are fetched.
    pub fn has(&self, kind: Kind) -> bool {
        match kind {
            Kind::Nota => true,
            Kind::SuratJalan => self.fulfilment == Fulfilment::Delivery,
            Kind::Kwitansi => !self.paid().is_zero(),
        }
    }
}

/// A column of the goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub title: &'static str,
    pub right: bool,
    /// Takes the room the others leave.
    pub wide: bool,
}

/// A line of the goods: a cell a column, and small print below the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub cells: Vec<String>,
    pub note: String,
}

/// A part of the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    pub name: String,
    pub value: String,
    pub strong: bool,
}

/// A word stamped across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub words: &'static str,
    /// What follows for whoever holds the paper, or empty.
    pub so: &'static str,
    pub good: bool,
}

/// A paper with all its words.
#[derive(Clone, Debug)]
pub struct Document {
    pub kind: Kind,
    pub shop: ShopFace,
    /// `NOTA`, `SURAT JALAN`, `KWITANSI`.
    pub title: &'static str,
    /// `Nota #12`.
    pub name: String,
    pub mark: Option<Mark>,
    /// Number, date, to whom.
    pub facts: Vec<(&'static str, String)>,
    pub heads: Vec<Head>,
    /// Column of the goods' names.
    pub name_column: usize,
    pub lines: Vec<Line>,
    pub sums: Vec<Sum>,
    /// Sentences below.
    pub notes: Vec<String>,
    /// Who signs, with the name where it is known.
    pub signatures: Vec<(&'static str, String)>,
    /// What the code leads to, for eyes.
    pub qr_words: &'static str,
}

impl Document {
    /// The paper of an order, if it has one of this kind.
    pub fn of(kind: Kind, shop: ShopFace, order: &Order) -> Option<Self> {
        order.has(kind).then(|| words::document(kind, shop, order))
    }

    /// Said at the foot of each page of the PDF.
    pub fn page_words(page: usize, pages: usize) -> String {
        format!("Halaman {page} dari {pages}")
    }

    /// What follows the address at the foot: shop and name.
    pub fn foot(&self) -> String {
        format!("{} — {}", self.name, self.shop.name)
    }

    /// Name of the saved file, without its ending.
    pub fn file_name(&self) -> String {
        self.name.to_lowercase().replace('#', "").replace(' ', "-")
    }
}

/// A document as a page to be printed.
#[derive(Clone, Debug, Template)]
#[template(path = "documents/page.html")]
pub struct DocumentPage {
    pub document: Document,
    /// Narrow, for a roll of 80 mm.
    pub roll: bool,
    /// Squares in a row of the code, and its path.
    pub qr: Option<(usize, String)>,
    /// Where the order is.
    pub back: String,
    /// This page on a sheet, on a roll, as PDF.
    pub sheet: String,
    pub slip: String,
    pub pdf: String,
}
