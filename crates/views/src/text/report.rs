//! The reports: what each is called, what it shows, and how its figures are reckoned (domain.md §12).

use domain::{
    order::{OrderState, ProofState},
    report::{Grain, Preset, Range},
    time::ShopDay,
};

use crate::format;

mod kind;
pub mod names;

pub use kind::ReportKind;

pub const fn preset(preset: Preset) -> &'static str {
    match preset {
        Preset::ThisMonth => "Bulan ini",
        Preset::LastMonth => "Bulan lalu",
        Preset::ThreeMonths => "3 bulan",
        Preset::ThisYear => "Tahun ini",
    }
}

/// `1 – 30 November 2026`, in words.
pub fn range(range: Range) -> String {
    let (first, last) = (range.first(), range.last());
    if first == last {
        return format::day(first);
    }
    if (first.year(), first.month()) == (last.year(), last.month()) {
        return format!("{} – {}", first.day(), format::day(last));
    }
    format!("{} – {}", format::day(first), format::day(last))
}

/// `November 2026`.
pub fn month(day: ShopDay) -> String {
    format!("{} {}", format::month_name(day.month()), day.year())
}

/// A step of a chart: under the bar, and in full.
pub fn step(grain: Grain, step: Range) -> (String, String) {
    let first = step.first();
    let short: String = format::month_name(first.month()).chars().take(3).collect();
    match grain {
        Grain::Day => (first.day().to_string(), format::day(first)),
        Grain::Month => (short, month(first)),
        Grain::Year => (first.year().to_string(), first.year().to_string()),
        Grain::Whole => (range(step), range(step)),
    }
}

/// Head of the steps' column.
pub const fn grain(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "Hari",
        Grain::Month => "Bulan",
        Grain::Year => "Tahun",
        Grain::Whole => "Tanggal",
    }
}

/// Title of a chart over time: `Omzet tiap hari`.
pub fn over_time(what: &str, at: Grain) -> String {
    match at {
        Grain::Whole => what.to_owned(),
        other => format!("{what} tiap {}", grain(other).to_lowercase()),
    }
}

/// Title of the chart of the dashboard.
pub const SIX_MONTHS: &str = "Omzet 6 bulan";
/// Goods without a category.
pub const NO_CATEGORY: &str = "Tanpa kategori";
/// A month in which nothing was sold.
pub const NO_SALES: &str = "Tidak ada penjualan";

/// The kind of a discount, by the code the store gives.
pub fn discount_kind(code: &str) -> &'static str {
    match code {
        "birthday" => "Ulang tahun",
        "loyalty" => "Pelanggan setia",
        "permanent" | "instant" => "Hadiah ulang tahun",
        _ => "Dari kantor",
    }
}

/// The name of a discount: its number and words, or the kind of gift.
pub fn discount_name(code: &str, id: Option<i64>, message: &str) -> String {
    match (code, id) {
        ("permanent", _) => "Loyalitas Permanen (produk favorit)".to_owned(),
        ("instant", _) => "Loyalitas Instan (belanja besar)".to_owned(),
        (_, Some(id)) if message.trim().is_empty() => format!("Diskon #{id}"),
        (_, Some(id)) => format!("#{id} {}", message.trim()),
        (_, None) => message.to_owned(),
    }
}

/// Why an order brought no money yet, where nobody gave a reason.
pub fn waiting_reason(state: OrderState, proof: ProofState) -> &'static str {
    match (state, proof) {
        (OrderState::Placed, ProofState::Waiting) => "Bukti menunggu dicek",
        (OrderState::Placed, ProofState::Rejected) => "Bukti ditolak, menunggu bukti baru",
        (OrderState::Placed, _) => "Belum ada pembayaran",
        _ => "Tanpa alasan",
    }
}

/// A file of so many rows is not made.
pub fn too_many_rows(rows: i64, most: i64) -> String {
    format!(
        "Laporan ini {} baris, sedangkan satu berkas paling banyak {} baris. Persempit tanggalnya, lalu unduh lagi.",
        format::count(rows),
        format::count(most)
    )
}

/// At the foot of a page of paper.
pub fn page_of(page: usize, pages: usize) -> String {
    format!("Halaman {page} dari {pages}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_told_as_short_as_it_is() {
        let day = |text: &str| ShopDay::parse(text).expect("a day");
        let words = |first: &str, last: &str| range(Range::new(day(first), day(last)).expect("a range"));
        assert_eq!(words("2026-11-01", "2026-11-30"), "1 – 30 November 2026");
        assert_eq!(words("2026-11-24", "2026-11-24"), "24 November 2026");
        assert_eq!(words("2025-12-31", "2026-01-01"), "31 Desember 2025 – 1 Januari 2026");
    }

    #[test]
    fn every_report_is_found_by_its_word() {
        for kind in ReportKind::ALL {
            assert_eq!(ReportKind::from_slug(kind.slug()), Some(kind));
            assert!(!kind.columns().is_empty() && !kind.definition().is_empty());
        }
        assert_eq!(ReportKind::from_slug("lain"), None);
    }
}
