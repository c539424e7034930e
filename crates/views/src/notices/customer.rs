//! What customers are told.

use domain::{
    ids::{OrderId, ProductId},
    money::Rupiah,
    notice::Kind,
    order::Fulfilment,
    quantity::Quantity,
};

use super::{Notice, sentence};
use crate::urls;

/// To the customer: the order was placed; `deadline` is `format::date_time`.
pub fn order_placed(order: OrderId, transfer_now: Rupiah, deadline: &str) -> Notice {
    let text = if transfer_now.is_zero() {
        format!("Pesanan #{order} sudah kami terima. Ongkirnya segera kami kabari.")
    } else {
        format!("Pesanan #{order} sudah kami terima. Transfer {transfer_now} sebelum {deadline}.")
    };
    Notice::new(Kind::OrderPlaced, text, urls::order(order))
}

/// To the customer: the order was placed with its proof.
pub fn order_placed_with_proof(order: OrderId) -> Notice {
    let text = format!("Pesanan #{order} dan bukti pembayarannya sudah kami terima. Kami periksa secepatnya.");
    Notice::new(Kind::OrderPlaced, text, urls::order(order))
}

/// To the customer: the proof was rejected; `deadline` is `format::date_time` of the new deadline.
pub fn proof_rejected(order: OrderId, reason: &str, deadline: &str) -> Notice {
    let text = format!(
        "Bukti pembayaran pesanan #{order} belum bisa diterima: {reason}. Kirim bukti baru sebelum {deadline}.",
        reason = sentence(reason)
    );
    Notice::new(Kind::ProofRejected, text, urls::order(order))
}

/// To the customer: the payment was accepted.
pub fn payment_accepted(order: OrderId, fulfilment: Fulfilment) -> Notice {
    let next = match fulfilment {
        Fulfilment::Delivery => "Barang sedang kami siapkan untuk dikirim.",
        Fulfilment::Pickup => "Barang sudah bisa diambil di toko.",
    };
    let text = format!("Pembayaran pesanan #{order} sudah kami terima. {next}");
    Notice::new(Kind::PaymentAccepted, text, urls::order(order))
}

/// To the customer: the order is paid, because nothing is to be transferred.
pub fn nothing_to_pay(order: OrderId, fulfilment: Fulfilment) -> Notice {
    let next = match fulfilment {
        Fulfilment::Delivery => "Barang sedang kami siapkan untuk dikirim.",
        Fulfilment::Pickup => "Barang sudah bisa diambil di toko.",
    };
    let text = format!("Pesanan #{order} sudah kami terima dan lunas, tidak perlu transfer. {next}");
    Notice::new(Kind::PaymentAccepted, text, urls::order(order))
}

/// To the customer: the shipping fee was set or changed.
pub fn ongkir_set(order: OrderId, ongkir: Rupiah, with_transfer: bool) -> Notice {
    let how = if with_transfer { "ditambahkan ke transfer" } else { "dibayar ke sopir saat barang sampai" };
    Notice::new(Kind::OngkirSet, format!("Ongkir pesanan #{order} sebesar {ongkir}, {how}."), urls::order(order))
}

/// To the customer: the shop changed the order as was agreed with them.
pub fn order_changed(order: OrderId, transfer_now: Rupiah) -> Notice {
    let transfer = if transfer_now.is_zero() {
        "Tidak ada yang perlu ditransfer.".to_owned()
    } else {
        format!("Yang ditransfer sekarang {transfer_now}.")
    };
    let text = format!("Isi pesanan #{order} sudah diubah toko. {transfer} Lihat rinciannya di sini.");
    Notice::new(Kind::OrderChanged, text, urls::order(order))
}

/// To the customer: the goods are on the truck.
pub fn shipped(order: OrderId, pay_driver: Rupiah) -> Notice {
    let pay = if pay_driver == Rupiah::ZERO { String::new() } else { format!(" Siapkan {pay_driver} untuk sopir.") };
    let text = format!("Pesanan #{order} sedang dalam perjalanan ke alamat Anda.{pay}");
    Notice::new(Kind::Shipped, text, urls::order(order))
}

/// To the customer: the goods were handed over; leads to the feedback form.
pub fn completed(order: OrderId) -> Notice {
    let text = format!("Pesanan #{order} selesai. Bagaimana barang dan pelayanan kami? Beri umpan balik di sini.");
    Notice::new(Kind::Completed, text, format!("{}#umpan-balik", urls::order(order)))
}

/// To the customer: the goods were handed over, but not all of them; `what` is told by `text::delivery::missing`.
pub fn completed_short(order: OrderId, what: &str) -> Notice {
    let text = format!("Pesanan #{order} sudah sampai, tetapi kurang: {what}. Kantor akan menghubungi Anda.");
    Notice::new(Kind::Completed, text, urls::order(order))
}

/// To the customer: what the shop does about the missing goods, in words of `text::delivery::settlement`.
pub fn shortfall_settled(order: OrderId, how: &str) -> Notice {
    Notice::new(Kind::Completed, format!("Kekurangan pesanan #{order}: {how}."), urls::order(order))
}

/// To the customer: the order was cancelled by the shop or by themselves.
pub fn cancelled(order: OrderId, reason: &str) -> Notice {
    let why = if reason.trim().is_empty() { String::new() } else { format!(": {}", sentence(reason)) };
    Notice::new(Kind::Cancelled, format!("Pesanan #{order} dibatalkan{why}."), urls::order(order))
}

/// To the customer: cancelled by the clock.
pub fn cancelled_unpaid(order: OrderId) -> Notice {
    let text =
        format!("Pesanan #{order} dibatalkan karena belum dibayar sampai batas waktu. Silakan pesan lagi kapan saja.");
    Notice::new(Kind::Cancelled, text, urls::order(order))
}

/// To the customer: the deadline comes near; `left` is `format::remaining`.
pub fn payment_reminder(order: OrderId, transfer_now: Rupiah, left: &str) -> Notice {
    let text = format!("Pesanan #{order} menunggu pembayaran {transfer_now}. Tinggal {left} lagi.");
    Notice::new(Kind::PaymentReminder, text, urls::order(order))
}

/// To the customer: the delivery failed.
pub fn delivery_failed(order: OrderId, reason: &str) -> Notice {
    let text =
        format!("Pesanan #{order} belum berhasil diantar: {}. Kami hubungi Anda untuk jadwal baru.", sentence(reason));
    Notice::new(Kind::DeliveryFailed, text, urls::order(order))
}

/// To the customer: the shop answered the feedback.
pub fn feedback_replied(order: OrderId) -> Notice {
    let text = format!("Toko membalas umpan balik Anda untuk pesanan #{order}.");
    Notice::new(Kind::FeedbackReplied, text, format!("{}#umpan-balik", urls::order(order)))
}

/// To the customer: today's birthday gift; `gift` is `text::birthday_gift`. Leads to where the gift is shown.
pub fn birthday(name: &str, gift: &str) -> Notice {
    let text = format!("Selamat ulang tahun, {name}! {gift}");
    Notice::new(Kind::Birthday, text, urls::DASHBOARD.to_owned())
}

/// To the customer: the admin set a discount; `what` is `text::scope`, then the first day (when it is still to come) and the last, in words.
pub fn discount_set(percent: i64, what: &str, message: &str, (from, until): (Option<&str>, Option<&str>)) -> Notice {
    let span = match (from, until) {
        (None, None) => String::new(),
        (None, Some(until)) => format!(" Berlaku sampai {until}."),
        (Some(from), None) => format!(" Berlaku mulai {from}."),
        (Some(from), Some(until)) => format!(" Berlaku {from} sampai {until}."),
    };
    let message = if message.trim().is_empty() { String::new() } else { format!(" {}.", sentence(message)) };
    let text = format!("Anda mendapat diskon {percent} % untuk {what}.{message}{span}");
    Notice::new(Kind::DiscountSet, text, urls::PRODUCTS.to_owned())
}

/// To all customers: a new product.
pub fn new_product(product: ProductId, name: &str, price: Rupiah, unit: &str) -> Notice {
    Notice::new(Kind::NewProduct, format!("{name} kini tersedia, {price} per {unit}."), urls::product(product))
}

/// To all customers: stock is back from zero.
pub fn stock_back(product: ProductId, name: &str) -> Notice {
    Notice::new(Kind::StockBack, format!("{name} sudah tersedia lagi."), urls::product(product))
}

/// To all customers: stock was raised.
pub fn stock_raised(product: ProductId, name: &str, available: Quantity, unit: &str) -> Notice {
    let text = format!("Stok {name} bertambah, sekarang {available} {unit}.");
    Notice::new(Kind::StockRaised, text, urls::product(product))
}
