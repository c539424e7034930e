//! One order, seen by its customer (domain.md §5–§7).

use askama::Template;
use domain::{
    ids::{FileId, OrderId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
};

use crate::{
    form::FormState,
    frame::Frame,
    parts::{BankView, Crumb, Deadline, ExplainedOffer, PricedLineView},
    text, urls,
};

/// One row of the order's timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// `format::date_time`.
    pub at: String,
    /// What happened, in a few words (`text::timeline`), e.g. "Pembayaran diterima".
    pub text: String,
    /// Who: "Anda", "Toko", "Sopir", "Sistem" (`text::actor`).
    pub who: String,
    /// Reason or note, if one was given.
    pub reason: Option<String>,
}

/// Feedback on a completed order with the shop's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedbackView {
    pub text: String,
    /// 1–5, if given.
    pub stars: Option<u8>,
    /// Private file, `urls::file`.
    pub photo: Option<FileId>,
    /// `format::date_time`.
    pub at: String,
    /// The shop's answer and when.
    pub reply: Option<(String, String)>,
}

/// One of the four stations of an order, for the progress bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressStep {
    pub label: &'static str,
    pub done: bool,
    pub current: bool,
}

/// `/pesanan/<id>/`: everything about one order. Forms: `proof` (`bukti_bayar`), `cancel`, `feedback` (`feedback`,
/// `bintang`, `fotofeedback`).
#[derive(Template)]
#[template(path = "customer/orders/show.html")]
pub struct OrderPage {
    pub frame: Frame,
    pub id: OrderId,
    /// `format::date_time`.
    pub placed_at: String,
    pub state: OrderState,
    pub fulfilment: Fulfilment,
    pub proof: ProofState,
    /// The proof last uploaded (private file) and whether it is a PDF.
    pub proof_file: Option<(FileId, bool)>,
    /// Why the proof was rejected, if it was.
    pub proof_reason: Option<String>,
    /// Why the order was cancelled, if it was.
    pub cancel_reason: Option<String>,
    pub lines: Vec<PricedLineView>,
    /// The discounts that counted when the order was placed, and those that nearly did, as frozen in it.
    pub offers: Vec<ExplainedOffer>,
    pub gross: Rupiah,
    pub discount_total: Rupiah,
    pub goods_total: Rupiah,
    /// `None` until the admin has set it.
    pub ongkir: Option<Rupiah>,
    /// Zero when switched off.
    pub unique_code: Rupiah,
    /// Goods + ongkir (if known) + unique code.
    pub amount_due: Rupiah,
    /// Part of the amount due that goes by bank transfer.
    pub transfer_now: Rupiah,
    /// Part of the amount due that is handed to the driver.
    pub pay_driver: Rupiah,
    /// Name and phone of the receiver, delivery address; empty address for a pick-up.
    pub receiver: String,
    pub phone: String,
    pub address: String,
    /// The customer's note, may be empty.
    pub note: String,
    pub banks: Vec<BankView>,
    /// Payment deadline; only while the clock may cancel the order.
    pub deadline: Option<Deadline>,
    /// Oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// The proof may be uploaded or replaced now.
    pub may_upload: bool,
    /// The customer may cancel now.
    pub may_cancel: bool,
    /// Feedback may be given or edited now.
    pub may_feedback: bool,
    /// Photo of the delivered goods (private file).
    pub delivery_photo: Option<FileId>,
    /// Who received or collected the goods.
    pub received_by: Option<String>,
    pub feedback: Option<FeedbackView>,
    /// Field `bukti_bayar`.
    pub proof_form: FormState,
    /// Fields `feedback`, `bintang`; filled with the present feedback when there is one.
    pub feedback_form: FormState,
    /// Greatest proof file in bytes (⚙ 10 MiB).
    pub proof_max_bytes: u64,
}

impl OrderPage {
    /// A chat with the shop about it.
    pub fn chat(&self) -> String {
        self.frame.shop.chat(&format!("Pesanan #{}", self.id))
    }

    /// The customer has to transfer now.
    pub fn awaits_payment(&self) -> bool {
        self.state == OrderState::Placed
            && matches!(self.proof, ProofState::None | ProofState::Rejected)
            && !self.transfer_now.is_zero()
    }

    /// There is a kwitansi: something was paid.
    pub fn has_receipt(&self) -> bool {
        !crate::documents::paid(self.state, self.transfer_now, self.pay_driver).is_zero()
    }

    pub fn is_delivery(&self) -> bool {
        self.fulfilment == Fulfilment::Delivery
    }

    /// What happens next, in one sentence.
    pub fn next_step(&self) -> &'static str {
        let free = self.transfer_now.is_zero() && self.proof != ProofState::Waiting;
        free.then(|| text::next_step_for_nothing(self.state, self.fulfilment, self.ongkir.is_some()))
            .flatten()
            .unwrap_or_else(|| text::next_step(self.state, self.proof, self.fulfilment))
    }

    /// The stations of the way; empty for a cancelled order.
    pub fn progress(&self) -> Vec<ProgressStep> {
        let at = match self.state {
            OrderState::Placed => 0,
            OrderState::Paid => 1,
            OrderState::Shipped => 2,
            OrderState::Completed => 3,
            OrderState::Cancelled => return Vec::new(),
        };
        let labels: &[(usize, &'static str)] = if self.is_delivery() {
            &[(0, "Dipesan"), (1, "Dibayar"), (2, "Dikirim"), (3, "Selesai")]
        } else {
            &[(0, "Dipesan"), (1, "Dibayar"), (3, "Diambil")]
        };
        let step = |&(station, label): &(usize, &'static str)| ProgressStep {
            label,
            done: station < at || at == 3,
            current: station == at && at != 3,
        };
        labels.iter().map(step).collect()
    }

    pub fn crumbs(&self) -> Vec<Crumb> {
        vec![
            Crumb::link("Akun", urls::DASHBOARD),
            Crumb::link("Pesanan", urls::ORDERS),
            Crumb::last(format!("Pesanan #{}", self.id)),
        ]
    }
}
