//! Words of the promo simulator (docs/decisions/0015).

use domain::{
    discount::{Change, Choice, Considered, Kind, Outcome, Source},
    money::Rupiah,
};

use super::{offer, offers, scope};
use crate::format;

/// What the row of the simulation says at its lines.
pub const NEW_ROW: &str = "diskon baru dalam simulasi";

/// A kind of discount.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::OneProduct => "Diskon satu produk",
        Kind::AllProducts => "Diskon semua produk",
        Kind::Loyalty => "Diskon loyalitas dari toko",
        Kind::Permanent => "Hadiah ulang tahun pelanggan loyal",
        Kind::Instant => "Hadiah ulang tahun belanja besar",
        Kind::Threshold => "Diskon belanja minimal",
    }
}

/// Which of several discounts counts.
pub const fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::Priority => "menurut urutan",
        Choice::Best => "yang terbaik bagi pelanggan",
    }
}

/// A difference with its sign: `+Rp 1.000`, `−Rp 1.000`, `Rp 0`.
pub fn signed(difference: i64) -> String {
    let amount = Rupiah::new(difference.saturating_abs()).unwrap_or(Rupiah::MAX);
    match difference {
        0 => amount.to_string(),
        1.. => format!("+{amount}"),
        _ => format!("−{amount}"),
    }
}

/// What differs from what was, one phrase each; `product` names the product of the new discount.
pub fn changes(change: &Change, product: Option<&str>) -> Vec<String> {
    let mut told = Vec::new();
    let mut tell = |words: Option<String>| told.extend(words);
    tell(change.choice.map(|wanted| format!("Bila beberapa diskon cocok: {}", choice(wanted))));
    tell(change.permanent_percent.map(|percent| format!("Hadiah ulang tahun pelanggan loyal {} %", percent.get())));
    tell(change.instant_percent.map(|percent| format!("Hadiah ulang tahun belanja besar {} %", percent.get())));
    tell(change.instant_threshold.map(|amount| format!("Belanja besar mulai {amount}")));
    tell(change.loyal_threshold.map(|amount| format!("Loyal mulai {amount}")));
    tell(change.favourites_count.map(|count| format!("{count} produk favorit")));
    for off in &change.off {
        tell(Some(format!("{} dimatikan", kind(*off))));
    }
    tell(change.new_row.as_ref().map(|row| {
        let covers = scope(&row.scope, product);
        let uses = row.uses_left.map(|uses| format!(", untuk {} pesanan pertama", format::count(i64::from(uses))));
        format!("Diskon baru {} % {covers}{}", row.percent.get(), uses.unwrap_or_default())
    }));
    told
}

/// The answer in one sentence.
pub fn story(orders: i64, changed: i64, customers: i64, difference: i64, as_it_was: bool) -> String {
    let all = format::count(orders);
    if orders == 0 {
        return "Tidak ada pesanan yang bisa diulang di bulan-bulan ini.".to_owned();
    }
    if as_it_was {
        return format!(
            "Tanpa perubahan aturan, {all} pesanan terulang persis seperti aslinya, sampai rupiahnya. Ubah satu aturan untuk melihat bedanya."
        );
    }
    if changed == 0 {
        return format!("Aturan ini tidak mengubah satu pun dari {all} pesanan.");
    }
    let amount = Rupiah::new(difference.saturating_abs()).unwrap_or(Rupiah::MAX);
    let came = match difference {
        0 => "Omzetnya tetap sama".to_owned(),
        1.. => format!("Omzetnya akan {amount} lebih besar"),
        _ => format!("Omzetnya akan {amount} lebih kecil"),
    };
    let (changed, customers) = (format::count(changed), format::count(customers));
    format!("{came}. Dari {all} pesanan, {changed} berubah harganya, milik {customers} pelanggan.")
}

/// Orders that are in no figure, one sentence each.
pub fn left_out(waiting: i64, cancelled: i64, unrecorded: i64) -> Vec<String> {
    let told = [
        (waiting, "pesanan menunggu pembayaran tidak ikut dihitung."),
        (cancelled, "pesanan batal tidak ikut dihitung."),
        (unrecorded, "pesanan lama tanpa catatan harga tidak bisa diulang dan tidak ikut dihitung."),
    ];
    told.into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{} {words}", format::count(count)))
        .collect()
}

/// Orders that do not come to what they cost.
pub fn unmatched(count: i64) -> String {
    format!(
        "{} pesanan tidak terulang persis dan tidak ikut dihitung. Ini tidak boleh terjadi: beri tahu yang merawat program.",
        format::count(count)
    )
}

fn applied(seen: &Considered) -> bool {
    matches!(seen.outcome, Outcome::Applied { .. })
}

/// What an order used, one phrase each.
pub fn used(considered: &[Considered]) -> Vec<String> {
    let phrase = |seen: &Considered| match seen.outcome {
        Outcome::Applied { amount } => format!("{}, memotong {amount}", offer(&seen.offer)),
        Outcome::Declined(_) => offer(&seen.offer),
    };
    considered.iter().filter(|seen| applied(seen)).map(phrase).collect()
}

/// What became under the change of those discounts that the order used then and would not use any more.
pub fn lost(then: &[Considered], now: &[Considered]) -> Vec<String> {
    let of = |source: Source| now.iter().find(|seen| seen.offer.source == source);
    let tell = |seen: &Considered| match of(seen.offer.source) {
        None => Some(format!("{}: dimatikan", offer(&seen.offer))),
        Some(other) if applied(other) => None,
        Some(other) => {
            let outcome = offers::outcome(other, now);
            Some(format!("{}: {}", offer(&seen.offer), lower(&outcome)))
        }
    };
    then.iter().filter(|seen| applied(seen)).filter_map(tell).collect()
}

fn lower(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_carries_its_sign() {
        assert_eq!(signed(1_000), "+Rp 1.000");
        assert_eq!(signed(-1_000), "−Rp 1.000");
        assert_eq!(signed(0), "Rp 0");
    }

    #[test]
    fn the_answer_says_more_or_less() {
        assert!(story(10, 2, 1, -500, false).starts_with("Omzetnya akan Rp 500 lebih kecil."));
        assert!(story(10, 2, 1, 500, false).starts_with("Omzetnya akan Rp 500 lebih besar."));
        assert!(story(10, 0, 0, 0, true).contains("terulang persis"));
        assert!(story(0, 0, 0, 0, true).starts_with("Tidak ada pesanan"));
    }
}
