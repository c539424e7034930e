//! Mails about an order (domain.md §10): payment, proof, truck, hand-over, cancellation, reminder.

use domain::{ids::OrderId, money::Rupiah, order::Fulfilment, quantity::Quantity, settings::BankAccount};

use super::{
    Letter, Sender,
    sheet::{Action, Sheet},
};
use crate::urls;

/// What was ordered, one line of it.
#[derive(Clone, Debug)]
pub struct GoodLine {
    pub name: String,
    pub quantity: Quantity,
    pub unit: String,
}

/// An order as its mails show it.
#[derive(Clone, Debug)]
pub struct OrderSheet {
    pub id: OrderId,
    /// Name of the customer.
    pub customer: String,
    pub fulfilment: Fulfilment,
    pub goods: Vec<GoodLine>,
    pub goods_total: Rupiah,
    /// `None` while the office has not set it.
    pub ongkir: Option<Rupiah>,
    pub unique_code: Rupiah,
    pub transfer_now: Rupiah,
    pub pay_driver: Rupiah,
    /// `format::date_time`; empty when there is none.
    pub deadline: String,
    /// `format::remaining` until the deadline; empty when there is none.
    pub left: String,
}

impl OrderSheet {
    fn sheet<'a>(&'a self, shop: Sender<'a>, subject: &str, paragraphs: Vec<String>) -> Sheet<'a> {
        let mut sheet = Sheet::new(shop, subject, &self.customer, paragraphs);
        let line = |good: &GoodLine| format!("{} {} {}", good.quantity, good.unit, good.name);
        sheet.goods = self.goods.iter().map(line).collect();
        sheet.facts = self.amounts();
        sheet.action = Some(Action { words: "Lihat pesanan", href: self.link(shop) });
        sheet
    }

    fn link(&self, shop: Sender<'_>) -> String {
        shop.link(&urls::order(self.id))
    }

    /// The named parts of what is due; together they are all of it (domain.md §5).
    fn amounts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("Harga barang", self.goods_total.to_string())];
        match (self.fulfilment, self.ongkir) {
            (Fulfilment::Delivery, Some(ongkir)) => facts.push(("Ongkir", ongkir.to_string())),
            (Fulfilment::Delivery, None) => facts.push(("Ongkir", "kami beri tahu segera".to_owned())),
            (Fulfilment::Pickup, _) => {}
        }
        if self.unique_code > Rupiah::ZERO {
            facts.push(("Kode unik", self.unique_code.to_string()));
        }
        facts.push(("Dibayar lewat transfer", self.transfer_now.to_string()));
        if self.pay_driver > Rupiah::ZERO {
            facts.push(("Dibayar ke sopir", self.pay_driver.to_string()));
        }
        facts
    }
}

/// The payment was accepted.
pub fn payment_accepted(shop: Sender<'_>, order: &OrderSheet) -> Result<Letter, askama::Error> {
    let id = order.id;
    let next = match order.fulfilment {
        Fulfilment::Delivery => "Barang sedang kami siapkan. Kami kabari lagi saat truk berangkat.",
        Fulfilment::Pickup => "Barang sudah bisa diambil di toko. Sebutkan nomor pesanan saat mengambil.",
    };
    if order.transfer_now.is_zero() {
        let thanks =
            format!("Terima kasih, pesanan #{id} sudah kami terima dan lunas. Tidak ada yang perlu ditransfer.");
        return order.sheet(shop, &format!("Pesanan #{id} sudah lunas"), vec![thanks, next.to_owned()]).letter();
    }
    let thanks = format!("Terima kasih, pembayaran {} untuk pesanan #{id} sudah kami terima.", order.transfer_now);
    order.sheet(shop, &format!("Pembayaran pesanan #{id} sudah kami terima"), vec![thanks, next.to_owned()]).letter()
}

/// The proof was rejected; a new deadline runs.
pub fn proof_rejected(shop: Sender<'_>, order: &OrderSheet, reason: &str) -> Result<Letter, askama::Error> {
    let id = order.id;
    let until = if order.deadline.is_empty() { String::new() } else { format!(" sebelum {}", order.deadline) };
    let paragraphs = vec![
        format!("Bukti pembayaran pesanan #{id} belum bisa kami terima."),
        because(reason),
        format!("Kirim bukti yang baru{until}. Barang tetap kami simpan untuk Anda sampai saat itu."),
    ];
    let mut sheet = order.sheet(shop, &format!("Bukti pembayaran pesanan #{id} perlu dikirim ulang"), paragraphs);
    sheet.action = Some(Action { words: "Kirim bukti baru", href: order.link(shop) });
    sheet.letter()
}

/// The goods are on the truck.
pub fn shipped(shop: Sender<'_>, order: &OrderSheet) -> Result<Letter, askama::Error> {
    let id = order.id;
    let paragraphs = vec![
        format!("Pesanan #{id} sedang dalam perjalanan ke alamat Anda. Pastikan ada yang menerima."),
        if order.pay_driver > Rupiah::ZERO {
            format!("Siapkan {} untuk sopir.", order.pay_driver)
        } else {
            String::new()
        },
    ];
    order.sheet(shop, &format!("Pesanan #{id} sedang diantar"), paragraphs).letter()
}

/// The goods were handed over; leads to the feedback.
pub fn completed(shop: Sender<'_>, order: &OrderSheet) -> Result<Letter, askama::Error> {
    let id = order.id;
    let paragraphs = vec![
        format!("Pesanan #{id} sudah selesai. Terima kasih sudah berbelanja di {}.", shop.name),
        "Bagaimana barang dan pelayanan kami? Cerita Anda membantu kami dan pembeli lain.".to_owned(),
    ];
    let mut sheet = order.sheet(shop, &format!("Pesanan #{id} selesai, bagaimana menurut Anda?"), paragraphs);
    let href = format!("{}#umpan-balik", order.link(shop));
    sheet.action = Some(Action { words: "Beri umpan balik", href });
    sheet.letter()
}

/// The order was cancelled, whoever did it; an empty reason is left out.
pub fn cancelled(shop: Sender<'_>, order: &OrderSheet, reason: &str) -> Result<Letter, askama::Error> {
    let id = order.id;
    let paragraphs = vec![
        format!("Pesanan #{id} dibatalkan."),
        because(reason),
        "Ada yang ingin ditanyakan? Hubungi kami. Barangnya bisa dipesan lagi kapan saja.".to_owned(),
    ];
    let mut sheet = order.sheet(shop, &format!("Pesanan #{id} dibatalkan"), paragraphs);
    sheet.facts.clear();
    sheet.letter()
}

/// The deadline comes near and no proof was given yet.
pub fn payment_reminder(shop: Sender<'_>, order: &OrderSheet, banks: &[BankAccount]) -> Result<Letter, askama::Error> {
    let (id, left) = (order.id, &order.left);
    let paragraphs = vec![
        format!("Pesanan #{id} masih menunggu pembayaran. Waktunya tinggal {left}, sampai {}.", order.deadline),
        "Transfer ke salah satu rekening di bawah, lalu kirim foto bukti pembayarannya. Sudah transfer? Tinggal kirim buktinya."
            .to_owned(),
    ];
    let mut sheet = order.sheet(shop, &format!("Pesanan #{id} menunggu pembayaran, tinggal {left}"), paragraphs);
    let account = |bank: &BankAccount| format!("{} {} a.n. {}", bank.bank, bank.number, bank.holder);
    sheet.facts.extend(banks.iter().map(|bank| ("Rekening", account(bank))));
    sheet.action = Some(Action { words: "Kirim bukti pembayaran", href: order.link(shop) });
    sheet.letter()
}

/// A reason as a sentence of its own.
fn because(reason: &str) -> String {
    let reason = reason.trim().trim_end_matches('.');
    if reason.is_empty() { String::new() } else { format!("Alasannya: {reason}.") }
}
