//! Words about birthdays for the office: when, what was given and why not, and the greeting (domain.md §8, §12).

use domain::{ids::CustomerId, time::ShopDay};

use crate::format;

pub const REWARDED: &str = "Diskon sudah dibuat dan pelanggan diberi tahu.";
pub const REWARDED_BEFORE: &str =
    "Diskon hari ini untuk pelanggan itu sudah dibuat sebelumnya, jadi tidak dibuat dua kali.";
pub const BIRTH_DATE_SAVED: &str = "Tanggal lahir sudah diperbaiki.";
/// What stands in the message of the loyalty action before anybody changes it.
pub const REWARD_MESSAGE: &str = "Selamat ulang tahun, terima kasih sudah setia";

/// What became of a gift, or will.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GiftNote {
    /// Granted; when (`format::date_time`).
    Granted { at: String, loyal: bool },
    /// The next run grants it.
    Next,
    /// It comes on the birthday.
    Coming,
    /// This year's was granted on another day (`format::day`): the birth date was corrected since.
    Before { day: String },
    /// The birthday was over when the customer registered.
    TooNew,
    /// Nobody was awake on the day.
    Missed,
    /// The customer has left.
    Left,
    /// The customer wants no personal offers (docs/decisions/0014).
    Refused,
}

/// The gift in one sentence.
pub fn gift(note: &GiftNote) -> String {
    match note {
        GiftNote::Granted { at, loyal: true } => format!("Diberikan {at}, sebagai pelanggan setia."),
        GiftNote::Granted { at, loyal: false } => format!("Diberikan {at}."),
        GiftNote::Next => "Diberikan pada pemeriksaan berikutnya.".to_owned(),
        GiftNote::Coming => "Akan diberikan pada hari ulang tahunnya.".to_owned(),
        GiftNote::Before { day } => {
            format!(
                "Tahun ini sudah diberikan {day}. Tanggal lahirnya diperbaiki sesudah itu, jadi tidak ada hadiah kedua."
            )
        }
        GiftNote::TooNew => "Tidak ada: baru mendaftar sesudah ulang tahunnya.".to_owned(),
        GiftNote::Missed => "Tidak ada: program tidak jalan sepanjang hari itu.".to_owned(),
        GiftNote::Refused => "Tidak ada: menolak penawaran pribadi.".to_owned(),
        GiftNote::Left => "Tidak ada: sudah berhenti menjadi pelanggan.".to_owned(),
    }
}

/// Icon and tone of the gift's mark.
pub fn gift_mark(note: &GiftNote) -> (&'static str, &'static str) {
    match note {
        GiftNote::Granted { .. } => ("gift", "mark-good"),
        GiftNote::Next => ("clock", "mark-act"),
        GiftNote::Coming => ("calendar", ""),
        GiftNote::Before { .. } => ("history", ""),
        GiftNote::TooNew | GiftNote::Left | GiftNote::Refused => ("ban", ""),
        GiftNote::Missed => ("alert", "mark-bad"),
    }
}

/// What is known of the mail with a gift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailFacts {
    pub sent: bool,
    pub consent: bool,
    pub address: bool,
    /// There is, or will be, a gift to write about.
    pub gift: bool,
}

/// The mail in one sentence.
pub fn mail(facts: MailFacts) -> &'static str {
    match facts {
        MailFacts { sent: true, .. } => "Surat sudah dikirim.",
        MailFacts { gift: false, .. } => "Tanpa surat.",
        MailFacts { address: false, .. } => "Tanpa surat: tidak ada alamat e-mail.",
        MailFacts { consent: false, .. } => "Tanpa surat: tidak setuju menerima kabar.",
        _ => "Surat ikut dikirim.",
    }
}

/// How far a day is from today.
pub fn distance(days: i64) -> String {
    match days {
        0 => "hari ini".to_owned(),
        1 => "besok".to_owned(),
        -1 => "kemarin".to_owned(),
        2.. => format!("{days} hari lagi"),
        _ => format!("{} hari lalu", -days),
    }
}

/// A birthday and how far it is: "24 November · besok".
pub fn when(day: ShopDay, days: i64) -> String {
    format!("{} · {}", format::day_month(day), distance(days))
}

/// What a message to the customer begins with; `gift` is `text::birthday_gift`, empty when there is none today.
pub fn greeting(first_name: &str, shop: &str, gift: &str) -> String {
    let gift = if gift.is_empty() { String::new() } else { format!(" {gift}") };
    format!("Selamat ulang tahun, {first_name}! Semoga sehat dan lancar rezekinya.{gift} Salam dari {shop}.")
}

/// How long a discount counts.
pub fn lasting(days: u8) -> String {
    if days == 1 { "Hari ini saja".to_owned() } else { format!("{days} hari") }
}

/// The result of a trial on the command line.
pub fn trial(total: i64, loyal: i64, mails: i64) -> String {
    if total == 0 {
        return "Bila dijalankan sekarang, tidak ada hadiah yang diberikan. Tidak ada yang ditulis.".to_owned();
    }
    format!(
        "Bila dijalankan sekarang: {total} pelanggan mendapat hadiah, {loyal} di antaranya pelanggan setia, {mails} surat. Tidak ada yang ditulis."
    )
}

/// What a run would do now, beside the names.
pub fn trial_words(total: i64, loyal: i64, mails: i64) -> String {
    if total == 0 {
        return "Bila pemeriksaan dijalankan sekarang, tidak ada hadiah baru. Semua yang berhak sudah mendapatkannya."
            .to_owned();
    }
    let (total, loyal, mails) = (format::count(total), format::count(loyal), format::count(mails));
    format!(
        "Bila pemeriksaan dijalankan sekarang, {total} orang mendapat hadiah: {loyal} pelanggan setia, {mails} surat."
    )
}

/// How many more there are; empty for none.
pub fn and_more(count: i64) -> String {
    if count > 0 { format!("dan {} orang lagi", format::count(count)) } else { String::new() }
}

/// One customer of a trial on the command line.
pub fn tried(customer: CustomerId, name: &str, loyal: bool) -> String {
    let loyal = if loyal { ", pelanggan setia" } else { "" };
    format!("  #{customer} {name}{loyal}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_by_their_distance() {
        let told: Vec<_> = [-4, -1, 0, 1, 5].into_iter().map(distance).collect();
        assert_eq!(told, ["4 hari lalu", "kemarin", "hari ini", "besok", "5 hari lagi"]);
    }

    #[test]
    fn why_there_is_no_mail_is_told() {
        let wanted = MailFacts { sent: false, consent: true, address: true, gift: true };
        assert_eq!(mail(wanted), "Surat ikut dikirim.");
        assert_eq!(mail(MailFacts { consent: false, ..wanted }), "Tanpa surat: tidak setuju menerima kabar.");
        assert_eq!(mail(MailFacts { address: false, ..wanted }), "Tanpa surat: tidak ada alamat e-mail.");
        assert_eq!(mail(MailFacts { sent: true, ..wanted }), "Surat sudah dikirim.");
    }
}
