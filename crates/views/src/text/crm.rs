//! Words about what the office keeps of its customers: notes, labels, follow-ups, the last contact (domain.md §12).

use domain::{crm::FollowUpState, ids::OrderId, money::Rupiah, order::Settlement, time::ShopDay};

use crate::format;

pub const NOTE_ADDED: &str = "Catatan disimpan.";
pub const NOTE_CHANGED: &str = "Catatan diubah.";
pub const NOTE_GONE: &str = "Catatan dihapus.";
pub const TAG_OFF: &str = "Label dilepas.";
pub const TAG_RENAMED: &str = "Nama label diganti.";
pub const TAG_MERGED: &str = "Label digabungkan.";
pub const TAG_GONE: &str = "Label dihapus dari semua pelanggan.";
pub const DATA_SAVED: &str = "Data pelanggan disimpan. Pesanan yang sudah ada tetap memakai data waktu dipesan.";
pub const FOLLOW_UP_ADDED: &str = "Tindak lanjut disimpan. Petugasnya diingatkan pada waktunya.";
pub const FOLLOW_UP_CHANGED: &str = "Tindak lanjut diubah.";
/// Another label has this name already.
pub const TAG_TAKEN: &str = "Sudah ada label lain dengan nama itu. Gabungkan saja kedua label ini.";

/// Said after a label was put on; `customers` is how many have it of those who were chosen.
pub fn tag_on(name: &str, customers: u64) -> String {
    if customers == 1 {
        format!("Label “{name}” dipasang.")
    } else {
        format!("Label “{name}” dipasang pada {customers} pelanggan.")
    }
}

/// What the shop owes for goods that did not arrive, as a follow-up.
pub fn owed_for_short(order: OrderId, how: Settlement, value: Rupiah, goods: &str) -> String {
    let what = match how {
        Settlement::Refund => format!("Kembalikan {value}"),
        Settlement::Credit => format!("Potong {value} di pesanan berikutnya"),
        Settlement::Later => "Kirim barang susulan".to_owned(),
    };
    format!("{what}. Kurang di pesanan #{order}: {goods}.")
}

/// What becomes of the money of a cancelled order, as a follow-up; `refund` as it was told ([`super::refund`]).
pub fn owed_for_cancelled(order: OrderId, paid: Rupiah, refund: &str) -> String {
    let refund = refund.trim().trim_end_matches('.');
    format!("Pesanan #{order} dibatalkan, {paid} sudah dibayar: {refund}. Tandai selesai bila sudah beres.")
}

/// Said after a follow-up was ended or opened again.
pub fn turned(state: FollowUpState) -> &'static str {
    match state {
        FollowUpState::Open => "Tindak lanjut dibuka lagi.",
        FollowUpState::Done => "Tindak lanjut selesai. Kerja bagus!",
        FollowUpState::Cancelled => "Tindak lanjut dibatalkan.",
    }
}

/// A state in words.
pub fn state(state: FollowUpState) -> &'static str {
    match state {
        FollowUpState::Open => "Belum selesai",
        FollowUpState::Done => "Selesai",
        FollowUpState::Cancelled => "Dibatalkan",
    }
}

/// Somebody was faster with the same follow-up.
pub fn overtaken(by: &str) -> String {
    format!(
        "Diubah sementara itu oleh {by}, jadi isian Anda belum disimpan. Periksa isinya yang sekarang, lalu ulangi bila masih perlu."
    )
}

/// How far a day is: `hari ini`, `besok`, `3 hari lagi`, `kemarin`, `lewat 2 hari`.
pub fn distance(days: i64) -> String {
    match days {
        0 => "hari ini".to_owned(),
        1 => "besok".to_owned(),
        -1 => "kemarin".to_owned(),
        days if days > 0 => format!("{days} hari lagi"),
        days => format!("lewat {} hari", -days),
    }
}

/// When a follow-up is due: `24 November 2026 pukul 14.00 · hari ini`. `hour` is `HH:MM`.
pub fn due(day: ShopDay, hour: Option<&str>, today: ShopDay) -> String {
    let hour = hour.map_or_else(String::new, |hour| format!(" pukul {}", hour.replace(':', ".")));
    format!("{}{hour} · {}", format::day(day), distance(day.days_since(today)))
}

/// What the last contact was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact {
    Order,
    Note,
    FollowUp,
    Message,
    Feedback,
}

/// The last contact: `Pesanan, 3 hari yang lalu (21 November 2026)`; `at` is `format::date`.
pub fn last_contact(contact: Contact, days_ago: i64, at: &str) -> String {
    let what = match contact {
        Contact::Order => "Memesan",
        Contact::Note => "Catatan kantor",
        Contact::FollowUp => "Tindak lanjut selesai",
        Contact::Message => "Pesan dari toko",
        Contact::Feedback => "Umpan balik",
    };
    format!("{what}, {} ({at})", ago(days_ago))
}

/// How long ago a day was: `hari ini`, `kemarin`, `3 hari yang lalu`.
pub fn ago(days: i64) -> String {
    match days {
        ..=0 => "hari ini".to_owned(),
        1 => "kemarin".to_owned(),
        days => format!("{} hari yang lalu", format::count(days)),
    }
}

/// A label for many that was refused; `why` is `text::problem`.
pub fn label_refused(why: &str) -> String {
    format!("Label belum dipasang. {why}")
}

/// Until when a discount counts (`text::offers::span`), and how often it may still be used.
pub fn in_force(span: &str, uses_left: Option<i64>) -> String {
    uses_left.map_or_else(|| span.to_owned(), |left| format!("{span}, tinggal {left} kali"))
}

/// What a chat with a customer begins with.
pub fn hello(name: &str, shop: &str) -> String {
    format!("Halo {name}, kami dari {shop}.")
}

/// The birthday gift the customer got last.
pub fn last_gift(day: ShopDay, loyal: bool) -> String {
    let how = if loyal { "sebagai pelanggan setia" } else { "untuk belanja besar" };
    format!("Hadiah ulang tahun {}, {how}", format::day(day))
}

/// What became of a proof, with its mark's icon and class.
pub fn proof(decision: Option<&str>) -> (&'static str, &'static str, &'static str) {
    match decision {
        None => ("Perlu dicek", "receipt", "mark-act"),
        Some("accepted") => ("Diterima", "check", "mark-good"),
        Some("rejected") => ("Ditolak", "x", "mark-bad"),
        Some("replaced") => ("Diganti", "refresh", ""),
        Some(_) => ("Pesanan dibatalkan", "ban", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_follow_up_says_when_and_how_far_that_is() {
        let day = |text| ShopDay::parse(text).expect("a day");
        let today = day("2026-11-24");
        assert_eq!(due(today, Some("14:00"), today), "24 November 2026 pukul 14.00 · hari ini");
        assert_eq!(due(day("2026-11-27"), None, today), "27 November 2026 · 3 hari lagi");
        assert_eq!(due(day("2026-11-22"), None, today), "22 November 2026 · lewat 2 hari");
    }

    #[test]
    fn the_last_contact_is_told_with_its_kind_and_distance() {
        assert_eq!(last_contact(Contact::Order, 3, "21 November 2026"), "Memesan, 3 hari yang lalu (21 November 2026)");
        assert_eq!(
            last_contact(Contact::Message, 0, "24 November 2026"),
            "Pesan dari toko, hari ini (24 November 2026)"
        );
    }
}
