//! Everything the office knows of one customer, on one page (domain.md §12).

use askama::Template;
use domain::{
    ids::{CustomerId, DiscountId, FileId, FollowUpId, NoteId, OrderId, TagId},
    money::Rupiah,
    order::OrderState,
};

use super::{Choice, Forms, orders::OrderRow};
use crate::{form::FormState, frame::Frame, parts::NamedProduct, text::state_words};

/// Who it is, and how to reach them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerWho {
    pub name: String,
    pub username: String,
    pub phone: String,
    /// For `tel:`, `+62…`; empty when the stored number is none.
    pub tel: String,
    /// A chat (`whatsapp::whatsapp_link`); empty for land lines.
    pub chat: String,
    pub email: Option<String>,
    pub address: String,
    /// In words, `29 Februari 1988`.
    pub birth_date: String,
    /// The next birthday and how far it is (`text::birthday::when`).
    pub next_birthday: String,
    pub birthday_today: bool,
    /// When the account was made.
    pub since: String,
    /// Agreed to messages.
    pub consent: bool,
    /// Wants no personal offers (docs/decisions/0014).
    pub refuses_profiling: bool,
    pub loyal: bool,
    /// Missing to be loyal; `None` when loyal.
    pub missing: Option<Rupiah>,
}

/// What the orders amount to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderSums {
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub total: Rupiah,
    /// Orders of all states.
    pub orders: i64,
    /// Goods total of a paid order on average; nothing without one.
    pub average: Option<Rupiah>,
    /// When the last order was placed (`format::date`), and how long ago.
    pub last: Option<(String, String)>,
    /// States with how many orders are in them, without empty ones.
    pub states: Vec<(OrderState, i64)>,
}

impl OrderSums {
    /// The states in one line: `3 selesai, 1 diproses`.
    pub fn states_words(&self) -> String {
        let words = self.states.iter().map(|(state, count)| format!("{count} {}", state_words(*state).to_lowercase()));
        words.collect::<Vec<_>>().join(", ")
    }
}

/// A payment proof that opens in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofThumb {
    pub file: FileId,
    pub order: OrderId,
    pub at: String,
    pub pdf: bool,
    /// Words, icon and class (`text::crm::proof`).
    pub mark: (&'static str, &'static str, &'static str),
}

/// Feedback on an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceLine {
    pub order: OrderId,
    pub at: String,
    pub text: String,
    /// 1–5.
    pub stars: Option<u8>,
    pub photo: Option<FileId>,
    pub reply: Option<String>,
}

/// A note of the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteView {
    pub id: NoteId,
    pub at: String,
    pub by: String,
    pub text: String,
    /// When it was changed.
    pub changed_at: Option<String>,
    /// Written by the viewer, who may change it.
    pub mine: bool,
    pub may_delete: bool,
    /// The form that changes it.
    pub form: FormState,
}

impl NoteView {
    /// Keeps the ids of the notes' forms apart.
    pub fn prefix(&self) -> String {
        format!("catatan{}-", self.id)
    }
}

/// A label on the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagChip {
    pub id: TagId,
    pub name: String,
}

/// A follow-up of the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLine {
    pub id: FollowUpId,
    pub text: String,
    /// `text::crm::due`, or the state and when it ended.
    pub when: String,
    pub who: String,
    pub result: Option<String>,
    pub open: bool,
    /// Its day is over.
    pub late: bool,
    pub version: i64,
}

/// A discount in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscountLine {
    pub id: DiscountId,
    pub percent: i64,
    /// `text::scope`.
    pub covers: String,
    pub message: String,
    /// `text::offers::span`, and how often it may still be used.
    pub until: String,
}

/// A notification the customer got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsLine {
    pub heading: String,
    pub text: String,
    pub at: String,
    pub read: bool,
}

/// One customer: `/admin/pelanggan/<id>/`. Forms: `customer` (`tanggal_lahir`), `note` (`isi`, `kunci`), `note-edit` (`isi`, `versi`),
/// `note-delete`, `tag-add` (`label`), `tag-remove` (`lepas`), `follow-up` (`isi`, `tanggal`, `jam`, `petugas`, `kunci`), `follow-up-end`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/customers/detail.html")]
pub struct CustomerPage {
    pub frame: Frame,
    pub id: CustomerId,
    pub who: CustomerWho,
    /// `text::crm::last_contact`; nothing when there was none.
    pub last_contact: Option<String>,
    pub sums: OrderSums,
    /// First is the favourite.
    pub favourites: Vec<NamedProduct>,
    /// Newest first, a handful.
    pub orders: Vec<OrderRow>,
    pub proofs: Vec<ProofThumb>,
    pub feedback: Vec<VoiceLine>,
    /// Newest first.
    pub notes: Vec<NoteView>,
    pub tags: Vec<TagChip>,
    /// Other labels of the office, to choose from while typing.
    pub known_tags: Vec<String>,
    /// Open ones first.
    pub tasks: Vec<TaskLine>,
    pub discounts: Vec<DiscountLine>,
    /// `text::crm::last_gift`.
    pub gift: Option<String>,
    /// What discounts took off, and in how many orders.
    pub saved: (Rupiah, i64),
    /// Discounts in force that are everybody's.
    pub shared_discounts: i64,
    pub news: Vec<NewsLine>,
    /// Who can be given a follow-up.
    pub admins: Vec<Choice>,
    /// Makes a form that is sent twice count once.
    pub key: String,
    pub forms: Forms,
}

impl CustomerPage {
    /// Orders that are not shown here.
    pub fn more_orders(&self) -> i64 {
        self.sums.orders - self.orders.len() as i64
    }
}
