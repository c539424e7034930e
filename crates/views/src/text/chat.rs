//! What the office writes to a customer by chat, ready to be sent: by where the order stands (domain.md §7).

use domain::{
    ids::OrderId,
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
};

/// What the message speaks of.
#[derive(Clone, Debug)]
pub struct Chat<'a> {
    pub shop: &'a str,
    pub customer: &'a str,
    pub order: OrderId,
    pub state: OrderState,
    pub proof: ProofState,
    pub fulfilment: Fulfilment,
    pub transfer_now: Rupiah,
    pub pay_driver: Rupiah,
    /// `None`: not set yet.
    pub ongkir: Option<Rupiah>,
    /// `format::date_time`, while there is one.
    pub deadline: Option<&'a str>,
    /// `Bank X 123 a.n. Y`.
    pub banks: &'a [String],
}

/// The message about an order.
pub fn order(chat: &Chat<'_>) -> String {
    format!("Halo {}, ini {} tentang pesanan #{}. {}", chat.customer, chat.shop, chat.order, body(chat))
}

fn body(chat: &Chat<'_>) -> String {
    let driver = if chat.pay_driver == Rupiah::ZERO {
        String::new()
    } else {
        format!(" Mohon siapkan {} untuk sopir.", chat.pay_driver)
    };
    match (chat.state, chat.proof) {
        (OrderState::Placed, ProofState::Waiting) => {
            "Bukti pembayarannya sudah kami terima dan sedang kami cek.".to_owned()
        }
        (OrderState::Placed, _) => pay(chat),
        (OrderState::Paid, _) if chat.fulfilment == Fulfilment::Pickup => {
            "Pembayaran sudah kami terima, barang bisa diambil di toko.".to_owned()
        }
        (OrderState::Paid, _) => format!("Pembayaran sudah kami terima, barang kami siapkan untuk dikirim.{driver}"),
        (OrderState::Shipped, _) => format!("Barang sudah berangkat ke alamat Anda.{driver}"),
        (OrderState::Completed, _) => "Terima kasih sudah berbelanja. Bagaimana barangnya?".to_owned(),
        (OrderState::Cancelled, _) => {
            "Pesanan ini sudah dibatalkan. Kabari kami bila masih perlu barangnya.".to_owned()
        }
    }
}

/// What is to be paid, where, until when; with the ongkir as far as it is known.
fn pay(chat: &Chat<'_>) -> String {
    let until = chat.deadline.map(|until| format!(" sebelum {until}")).unwrap_or_default();
    let banks = if chat.banks.is_empty() { String::new() } else { format!(" ke {}", chat.banks.join(" atau ")) };
    let again =
        if chat.proof == ProofState::Rejected { "Bukti pembayaran yang tadi belum bisa kami terima. " } else { "" };
    let fee = match (chat.fulfilment, chat.ongkir) {
        (Fulfilment::Pickup, _) => String::new(),
        (Fulfilment::Delivery, None) => " Ongkirnya segera kami kabari.".to_owned(),
        (Fulfilment::Delivery, Some(fee)) if fee == Rupiah::ZERO => " Ongkirnya gratis.".to_owned(),
        (Fulfilment::Delivery, Some(fee)) if chat.pay_driver == Rupiah::ZERO => {
            format!(" Sudah termasuk ongkir {fee}.")
        }
        (Fulfilment::Delivery, Some(fee)) => format!(" Ongkir {fee} dibayar ke sopir."),
    };
    if chat.transfer_now.is_zero() {
        return format!("{again}Tidak ada yang perlu ditransfer.{fee}");
    }
    format!("{again}Mohon transfer {}{banks}{until}, lalu kirim buktinya.{fee}", chat.transfer_now)
}

/// The message that carries the link with which an account becomes its person's own.
pub fn claim(shop: &str, customer: &str, username: &str, link: &str, days: i64) -> String {
    format!(
        "Halo {customer}, ini {shop}. Akun Anda di toko kami: {username}. Buat kata sandinya di sini (berlaku {days} hari, satu kali): {link}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_fits_where_the_order_stands() {
        let banks = ["BRI 0012 a.n. Barokah".to_owned()];
        let chat = Chat {
            shop: "Barokah",
            customer: "Bu Sari",
            order: OrderId::try_from(12).expect("an id"),
            state: OrderState::Placed,
            proof: ProofState::None,
            fulfilment: Fulfilment::Delivery,
            transfer_now: Rupiah::from_u32(250_000),
            pay_driver: Rupiah::ZERO,
            ongkir: None,
            deadline: Some("23 November 2026 14.05 WITA"),
            banks: &banks,
        };
        assert_eq!(
            order(&chat),
            "Halo Bu Sari, ini Barokah tentang pesanan #12. Mohon transfer Rp 250.000 ke BRI 0012 a.n. Barokah sebelum 23 November 2026 14.05 WITA, lalu kirim buktinya. Ongkirnya segera kami kabari."
        );
        let fee = Rupiah::from_u32(75_000);
        let shipped = Chat { state: OrderState::Shipped, ongkir: Some(fee), pay_driver: fee, ..chat };
        assert!(
            order(&shipped).ends_with("Barang sudah berangkat ke alamat Anda. Mohon siapkan Rp 75.000 untuk sopir.")
        );
    }
}
