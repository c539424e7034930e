//! One order with everything the office needs to decide the next step (domain.md §5–§7).

use askama::Template;
use domain::{
    ids::{CustomerId, FileId, OrderId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    people::Phone,
};

use super::{
    deliveries::ShortView,
    parts::{Choice, Forms},
};
use crate::{
    customer::{FeedbackView, TimelineEntry},
    frame::Frame,
    parts::{BankView, Deadline, ExplainedOffer, PricedLineView},
    text,
    whatsapp::whatsapp_link,
};

/// Who ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderCustomer {
    /// `None` when the account was deleted (the books stay).
    pub id: Option<CustomerId>,
    pub name: String,
    /// For reading: `0812-3456-7890`; empty when gone.
    pub phone: String,
    /// For wa.me: `6281234567890`; empty when gone.
    pub wa: String,
}

/// The parts of what is to be paid (invariant of §5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyView {
    /// Σ line gross.
    pub gross: Rupiah,
    /// Σ line discount.
    pub discount_total: Rupiah,
    pub goods_total: Rupiah,
    /// `None`: not set yet (delivery only).
    pub ongkir: Option<Rupiah>,
    /// Zero when switched off.
    pub unique_code: Rupiah,
    pub amount_due: Rupiah,
    pub transfer_now: Rupiah,
    pub pay_driver: Rupiah,
}

/// One uploaded proof of payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofView {
    pub file: FileId,
    /// PDF: shown as a link; otherwise a picture shown in place.
    pub pdf: bool,
    pub uploaded_at: String,
    pub state: ProofState,
    /// Reason when it was rejected.
    pub reason: Option<String>,
}

/// How the goods were handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryView {
    /// Photo of the delivered goods; `None` for pick-up.
    pub photo: Option<FileId>,
    /// Who took the goods; may be empty.
    pub recipient: String,
    pub at: String,
    /// Who noted it: name of the employee or admin.
    pub by: String,
}

/// Which action forms the page shows; from the order machine's `can(…)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Actions {
    /// `accept-proof`: `catatan` (needed when no proof waits).
    pub accept: bool,
    /// `reject-proof`: `alasan`.
    pub reject: bool,
    /// `ship`: `karyawan` (id or empty).
    pub ship: bool,
    /// `pickup`: `penerima`.
    pub pickup: bool,
    /// `ongkir`: `ongkir`.
    pub ongkir: bool,
    /// `cancel-order`: `alasan`, and `uang` (`kembali` | `simpan`) when paid.
    pub cancel: bool,
    /// `deliver`: `foto_pengiriman` (multipart), `penerima`.
    pub deliver: bool,
    /// `delivery-failed`: `alasan`.
    pub failed: bool,
    /// The order's content may be changed.
    pub edit: bool,
}

/// A note of the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderNoteView {
    pub body: String,
    pub who: String,
    pub at: String,
}

/// Orders on the same pile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    pub next: Option<OrderId>,
    pub previous: Option<OrderId>,
}

/// One order. Its forms post to `urls::admin_order_…`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/orders/detail.html")]
pub struct OrderPage {
    pub frame: Frame,
    pub id: OrderId,
    pub state: OrderState,
    pub fulfilment: Fulfilment,
    pub proof: ProofState,
    pub placed_at: String,
    /// Only while waiting for payment.
    pub deadline: Option<Deadline>,
    /// The deadline has passed.
    pub overdue: bool,
    pub customer: OrderCustomer,
    /// Where to; empty for pick-up.
    pub address: String,
    /// Name of the ongkir zone, if one was chosen.
    pub zone: Option<String>,
    /// The customer's note; may be empty.
    pub note: String,
    /// Frozen lines; `reason` says which discount applied or why none did.
    pub lines: Vec<PricedLineView>,
    pub money: MoneyView,
    /// Every discount that was looked at when the order was placed, as frozen in it.
    pub offers: Vec<ExplainedOffer>,
    /// Newest first.
    pub proofs: Vec<ProofView>,
    /// How it was paid without a proof, as noted by the admin.
    pub payment_note: Option<String>,
    /// Driver chosen at shipping.
    pub employee: Option<String>,
    pub delivery: Option<DeliveryView>,
    /// Why the last try to hand over came to nothing, as long as something is to be decided.
    pub trouble: Option<String>,
    /// What did not arrive. Form `shortfall` (`uang`) while it is open.
    pub short: Vec<ShortView>,
    pub feedback: Option<FeedbackView>,
    /// Oldest first.
    pub timeline: Vec<TimelineEntry>,
    pub may: Actions,
    /// Active employees for `ship`; value = id.
    pub employees: Vec<Choice>,
    /// Prefilled `ongkir` (zone's fee or the present one) and whatever was refused.
    pub forms: Forms,
    /// The office's own notes, newest first; nobody else sees them.
    pub notes: Vec<OrderNoteView>,
    /// Key of the note's form.
    pub note_key: String,
    pub near: Neighbours,
    /// The customer has no password yet: a link for signing in can be made.
    pub unclaimed: bool,
    /// The shop's accounts, beside the proof.
    pub banks: Vec<BankView>,
    /// Until when it had to be paid, `format::date_time`.
    pub pay_until: Option<String>,
}

impl OrderPage {
    /// A chat with the customer, the message filled in by where the order stands; empty without a number.
    pub fn chat(&self) -> String {
        let line = |bank: &BankView| format!("{} {} a.n. {}", bank.bank, bank.number, bank.holder);
        let banks: Vec<String> = self.banks.iter().map(line).collect();
        let words = text::chat::order(&text::chat::Chat {
            shop: &self.frame.shop.name,
            customer: &self.customer.name,
            order: self.id,
            state: self.state,
            proof: self.proof,
            fulfilment: self.fulfilment,
            transfer_now: self.money.transfer_now,
            pay_driver: self.money.pay_driver,
            ongkir: self.money.ongkir,
            deadline: self.pay_until.as_deref(),
            banks: &banks,
        });
        let mobile = Phone::parse(&self.customer.wa).ok().filter(Phone::is_mobile);
        mobile.map_or_else(String::new, |phone| whatsapp_link(&phone, &words))
    }

    /// There is a kwitansi: something was paid.
    pub fn has_receipt(&self) -> bool {
        !crate::documents::paid(self.state, self.money.transfer_now, self.money.pay_driver).is_zero()
    }

    /// Whether a proof waits for the check.
    pub fn proof_waits(&self) -> bool {
        self.proof == ProofState::Waiting
    }

    /// Whether money was already accepted, so that cancelling must say what happens to it.
    pub fn paid(&self) -> bool {
        self.state == OrderState::Paid
    }

    /// Whether the office has not said yet what becomes of missing goods.
    pub fn short_open(&self) -> bool {
        self.short.iter().any(|short| short.settled.is_none())
    }

    /// Whether the order goes on the truck.
    pub fn delivered(&self) -> bool {
        self.fulfilment == Fulfilment::Delivery
    }

    /// The proof to be checked now.
    pub fn waiting_proof(&self) -> Option<&ProofView> {
        self.proofs.iter().find(|proof| proof.state == ProofState::Waiting)
    }

    /// Whether the order carries no unique code.
    pub fn unique_code_off(&self) -> bool {
        self.money.unique_code == Rupiah::ZERO
    }

    /// Head of the card with the actions.
    pub fn next_title(&self) -> &'static str {
        match (self.state, self.proof) {
            (OrderState::Placed, ProofState::Waiting) => "Lainnya",
            (OrderState::Placed, _) => "Menunggu pembayaran",
            (OrderState::Paid, _) if self.delivered() => "Siap dikirim",
            (OrderState::Paid, _) => "Menunggu diambil",
            (OrderState::Shipped, _) => "Di jalan",
            _ => "Tindakan",
        }
    }

    /// Whether anything can still be done here.
    pub fn any_action(&self) -> bool {
        let a = self.may;
        a.accept || a.reject || a.ship || a.pickup || a.ongkir || a.cancel || a.deliver || a.failed
    }
}
