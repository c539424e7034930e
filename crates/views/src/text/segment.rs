//! Words about segments: their names, what their conditions ask, and how a message to them goes (domain.md §12).

use domain::{
    money::Rupiah,
    segment::{Conditions, Counts, FREQUENT, Group, RECENT_DAYS, Ready, SLOW_DAYS, Spent},
    time::ShopDay,
};

use crate::format;

pub const SAVED: &str = "Segmen disimpan.";
pub const DELETED: &str = "Segmen dihapus. Pesan yang sudah dikirim ke segmen itu tidak berubah.";
/// The page of the WhatsApp queue was opened before the quiet hours.
pub const QUIET_NOW: &str =
    "Sekarang jam tenang, jadi WhatsApp belum dibuka. Tunggu sampai selesai, atau tekan Tetap kirim.";
pub const PUT_BACK: &str = "Dikembalikan ke antrean.";

/// A colleague was quicker.
pub fn written_by(name: &str) -> String {
    format!("Sudah dikirim oleh {name}, jadi tidak dibuka lagi supaya pelanggan tidak mendapat pesan dua kali.")
}

/// The name of a ready-made segment.
pub fn ready(ready: Ready) -> &'static str {
    match ready {
        Ready::Loyal => "Pelanggan loyal",
        Ready::NewlyRegistered => "Baru mendaftar",
        Ready::FirstOrder => "Baru pertama belanja",
        Ready::NeverBought => "Belum pernah belanja",
        Ready::Sleeping => "Lama tidak belanja",
        Ready::Birthday => "Ulang tahun minggu ini",
        Ready::Consent => "Setuju menerima promosi",
        Ready::Champion => group(Group::Champion),
        Ready::Faithful => group(Group::Faithful),
        Ready::Fresh => group(Group::Fresh),
        Ready::Growing => group(Group::Growing),
        Ready::AtRisk => group(Group::AtRisk),
        Ready::Asleep => group(Group::Asleep),
    }
}

/// The name of a group of buyers.
pub fn group(group: Group) -> &'static str {
    match group {
        Group::Champion => "Juara",
        Group::Faithful => "Setia",
        Group::Fresh => "Baru",
        Group::Growing => "Berkembang",
        Group::AtRisk => "Berisiko",
        Group::Asleep => "Tidur",
    }
}

/// Who is in a group, in one sentence (docs/decisions/0013).
pub fn group_means(group: Group) -> String {
    match group {
        Group::Champion => {
            format!("Belanja dalam {RECENT_DAYS} hari terakhir, {FREQUENT} kali atau lebih, dan sudah loyal.")
        }
        Group::Faithful => {
            format!("Belanja dalam {SLOW_DAYS} hari terakhir, {FREQUENT} kali atau lebih, atau sudah loyal.")
        }
        Group::Fresh => format!("Baru satu pesanan, dalam {RECENT_DAYS} hari terakhir."),
        Group::Growing => {
            format!("Belanja dalam {SLOW_DAYS} hari terakhir, belum {FREQUENT} kali dan belum loyal.")
        }
        Group::AtRisk => {
            format!("Dulu sering belanja atau loyal, tetapi tidak lagi sejak lebih dari {SLOW_DAYS} hari.")
        }
        Group::Asleep => format!("Belanja sedikit, lebih dari {SLOW_DAYS} hari lalu."),
    }
}

/// Names of what conditions speak of; `None` for what they do not, or is no more.
#[derive(Clone, Copy, Debug, Default)]
pub struct Named<'a> {
    pub product: Option<&'a str>,
    pub category: Option<&'a str>,
    pub loyal_threshold: Rupiah,
}

/// Each condition in a few words.
pub fn conditions(conditions: &Conditions, named: Named<'_>) -> Vec<String> {
    let asked = conditions.asked();
    let gone = "yang sudah tidak ada";
    let mut words = Vec::new();
    if asked.loyal {
        words.push(format!("belanja seluruhnya {} atau lebih (loyal)", named.loyal_threshold));
    }
    words.extend(asked.registered.map(|days| format!("mendaftar dalam {} hari terakhir", days.get())));
    words.extend(asked.first_order.map(|days| format!("pertama belanja dalam {} hari terakhir", days.get())));
    words.extend(asked.sleeping.map(|days| format!("pernah belanja, tetapi tidak dalam {} hari terakhir", days.get())));
    if asked.birthday {
        words.push("ulang tahun minggu ini, Senin sampai Minggu".to_owned());
    }
    words.extend(asked.product.map(|_| format!("pernah membeli {}", named.product.unwrap_or(gone))));
    words.extend(asked.category.map(|_| format!("pernah membeli dari kategori {}", named.category.unwrap_or(gone))));
    words.extend(asked.spent.map(spent));
    words.extend(asked.orders.map(orders));
    if asked.consent {
        words.push("setuju menerima promosi".to_owned());
    }
    words.extend(asked.group.map(|group| format!("kelompok {}", self::group(group))));
    words
}

fn spent(spent: Spent) -> String {
    let amounts = match spent.amounts.max() {
        Some(max) => format!("belanja {} sampai {max}", spent.amounts.min()),
        None => format!("belanja {} atau lebih", spent.amounts.min()),
    };
    match spent.within {
        Some(days) => format!("{amounts} dalam {} hari terakhir", days.get()),
        None => format!("{amounts} seluruhnya"),
    }
}

fn orders(counts: Counts) -> String {
    match (counts.min(), counts.max()) {
        (0, Some(0)) => "belum pernah belanja".to_owned(),
        (min, Some(max)) if min == max => format!("{min} pesanan"),
        (min, Some(max)) => format!("{min} sampai {max} pesanan"),
        (min, None) => format!("{min} pesanan atau lebih"),
    }
}

/// What else shows that somebody belongs: birthday, since when registered, consent.
pub fn also(birth: Option<ShopDay>, since: Option<&str>, consents: bool) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(birth.map(|day| format!("Lahir {}", format::day(day))));
    words.extend(since.map(|day| format!("Mendaftar {day}")));
    if consents {
        words.push("Setuju menerima promosi".to_owned());
    }
    words
}

/// Who wrote, and when.
pub fn sent_by(name: &str, at: &str) -> String {
    format!("Dikirim {name}, {at}")
}

/// How many people, in words.
pub fn people(number: i64) -> String {
    if number == 0 { "tidak ada orang".to_owned() } else { format!("{} orang", format::count(number)) }
}

/// The first letter made large.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
