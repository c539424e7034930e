//! What admins and delivery employees are told.

use domain::{
    ids::{FollowUpId, OrderId, ProductId},
    money::Rupiah,
    notice::Kind,
    quantity::Quantity,
};

use super::{Notice, sentence};
use crate::{text::shortened, urls};

/// To the admins: a new order.
pub fn admin_order_placed(order: OrderId, customer: &str, amount_due: Rupiah) -> Notice {
    Notice::new(
        Kind::AdminOrderPlaced,
        format!("Pesanan #{order} dari {customer}, {amount_due}."),
        urls::admin_order(order),
    )
}

/// To the admins: a proof waits for its check.
pub fn admin_proof_uploaded(order: OrderId, customer: &str) -> Notice {
    let text = format!("{customer} mengirim bukti pembayaran pesanan #{order}. Silakan diperiksa.");
    Notice::new(Kind::AdminProofUploaded, text, urls::admin_order(order))
}

/// To the admins: the customer cancelled before paying.
pub fn admin_cancelled_by_customer(order: OrderId, customer: &str) -> Notice {
    let text = format!("{customer} membatalkan pesanan #{order}. Stok sudah dikembalikan.");
    Notice::new(Kind::AdminCancelled, text, urls::admin_order(order))
}

/// To the employee: a delivery was given to them.
pub fn delivery_assigned(order: OrderId, customer: &str, address: &str) -> Notice {
    let text = format!("Antar pesanan #{order} untuk {customer}, {address}.");
    Notice::new(Kind::DeliveryAssigned, text, urls::employee_delivery(order))
}

/// To the admins: the delivery failed.
pub fn admin_delivery_failed(order: OrderId, who: &str, reason: &str) -> Notice {
    let text = format!("{who}: pesanan #{order} gagal diantar. Alasan: {}.", sentence(reason));
    Notice::new(Kind::AdminDeliveryFailed, text, urls::admin_order(order))
}

/// To the admins: less was delivered than was ordered; `what` is told by `text::delivery::missing`.
pub fn admin_short_delivery(order: OrderId, who: &str, what: &str, value: Rupiah) -> Notice {
    let text =
        format!("Pesanan #{order} sampai, tetapi kurang: {what}. Senilai {value} ({who}). Tentukan penyelesaiannya.");
    Notice::new(Kind::AdminShortDelivery, text, urls::admin_order(order))
}

/// To the admins: the goods were handed over.
pub fn admin_completed(order: OrderId, who: &str) -> Notice {
    Notice::new(Kind::AdminCompleted, format!("Pesanan #{order} sudah diserahkan ({who})."), urls::admin_order(order))
}

/// To the admins: feedback was given or changed.
pub fn admin_feedback(order: OrderId, customer: &str, stars: Option<u8>) -> Notice {
    let stars = stars.map_or_else(String::new, |stars| format!(" ({stars} bintang)"));
    let text = format!("{customer} memberi umpan balik pesanan #{order}{stars}.");
    Notice::new(Kind::AdminFeedback, text, urls::admin_order(order))
}

/// To the admins: stock fell below the threshold, once per fall.
pub fn admin_low_stock(product: ProductId, name: &str, left: Quantity, unit: &str) -> Notice {
    Notice::new(Kind::AdminLowStock, format!("{name} tinggal {left} {unit}."), urls::admin_product(product))
}

/// To the admins: a background job gave up.
pub fn admin_job_dead(job: &str) -> Notice {
    let text = format!("Pekerjaan \u{201c}{job}\u{201d} gagal berulang kali dan berhenti. Perlu dilihat.");
    Notice::new(Kind::AdminJobDead, text, format!("{}?status=mati", urls::ADMIN_JOBS))
}

/// To the admins: the nightly check found a difference.
pub fn admin_check_failed(differences: usize) -> Notice {
    let text = format!("Pemeriksaan malam menemukan {differences} selisih antara mutasi dan stok.");
    Notice::new(Kind::AdminCheckFailed, text, urls::ADMIN_STOCK.to_owned())
}

/// To the admin whose follow-up is due; to the owners, with the name, when that admin's account works no more.
pub fn admin_follow_up(id: FollowUpId, customer: &str, body: &str, absent: Option<&str>) -> Notice {
    let whose = absent.map_or_else(String::new, |name| format!(" Tugas {name}, yang akunnya sudah nonaktif."));
    let text = format!("{customer}: {}.{whose}", sentence(&shortened(body, 140)));
    Notice::new(Kind::AdminFollowUp, text, urls::admin_follow_up(id))
}
