//! Discounts: the list, one of them with its form, and the way of one for many customers (domain.md §8, §9).

use askama::Template;
use domain::{
    ids::{CustomerId, DiscountId, OrderId},
    money::Rupiah,
    order::OrderState,
};

use super::parts::Choice;
use crate::{
    form::FormState,
    frame::Frame,
    list::{List, Tab},
    parts::Paging,
    text::offers,
    urls,
};

/// One discount in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscountRow {
    pub id: DiscountId,
    /// Whose it is; nothing when it is everybody's.
    pub customer: Option<(CustomerId, String)>,
    pub percent: i64,
    /// What it covers, `text::scope`.
    pub covers: String,
    pub message: String,
    /// `text::offers::span`.
    pub span: String,
    /// Code of `text::offers::STANDINGS`.
    pub standing: String,
    /// `text::offers::uses`.
    pub uses: String,
    /// What it took off so far.
    pub saved: Rupiah,
    /// Code of `text::offers::ORIGINS`.
    pub origin: String,
}

impl DiscountRow {
    /// Words, icon and class of the mark that says where it stands.
    pub fn mark(&self) -> (&'static str, &'static str, &'static str) {
        let known = offers::STANDINGS.iter().find(|known| known.0 == self.standing);
        known.map_or(("", "info", ""), |known| (known.1, known.2, known.3))
    }

    /// It can still be ended.
    pub fn may_end(&self) -> bool {
        self.standing != "ended"
    }

    /// Its origin, when it is a special one.
    pub fn special(&self) -> Option<&'static str> {
        let known = offers::ORIGINS.iter().find(|known| known.0 == self.origin && known.0 != "manual");
        known.map(|known| known.1)
    }
}

/// The filters as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiscountFilterView {
    pub q: String,
    /// Code of a standing, or empty.
    pub status: String,
    /// `semua`, `satu` or empty.
    pub whom: String,
    /// Id of one customer, or empty.
    pub customer: String,
    pub scope: String,
    pub origin: String,
    pub sort: String,
}

/// `/admin/diskon/`. Form `discounts-bulk` to `urls::ADMIN_DISCOUNTS_BULK`: `diskon` (ids, several), `aksi` = `akhiri`, hidden `daftar`. GET `q`, `status`, `untuk`, `pelanggan` (id), `cakupan`, `asal`, `urut` (`` newest, `besar`, `akhir`), `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/discounts/list.html")]
pub struct DiscountsPage {
    pub frame: Frame,
    pub tabs: Vec<Tab>,
    pub filter: DiscountFilterView,
    pub rows: Vec<DiscountRow>,
    pub paging: Paging,
}

impl DiscountsPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        let filter = &self.filter;
        let of = |all: &[(&'static str, &'static str)]| {
            all.iter().map(|(code, words)| Choice::new(code, *words)).collect::<Vec<_>>()
        };
        let whom = of(&[("semua", "Semua pelanggan"), ("satu", "Satu pelanggan")]);
        List::at(urls::ADMIN_DISCOUNTS)
            .keep("status", &filter.status)
            .only("pelanggan", &filter.customer)
            .tabs("Keadaan diskon", self.tabs.clone())
            .search("q", &filter.q, "Pesan, pelanggan, atau produk")
            .choose(("untuk", "Untuk"), "Semua", &filter.whom, whom)
            .choose(("cakupan", "Cakupan"), "Semua", &filter.scope, of(&offers::SCOPES))
            .choose(("asal", "Jenis"), "Semua", &filter.origin, of(&offers::ORIGINS))
            .sort(&filter.sort, &[("", "Terbaru"), ("besar", "Paling besar"), ("akhir", "Segera berakhir")])
            .empty(
                "percent",
                "Belum ada diskon di sini",
                "Buat dengan tombol Diskon baru, atau pilih pelanggan di daftar Pelanggan.",
            )
            .ticked()
            .column("Diskon")
            .column("Untuk")
            .column("Masa berlaku")
            .column("Keadaan")
            .number("Dipakai")
            .number("Potongan")
            .paged(&self.paging)
    }

    /// Whether something here can still be ended.
    pub fn any_to_end(&self) -> bool {
        self.rows.iter().any(DiscountRow::may_end)
    }
}

/// For whom a new discount is meant, when that was settled before the form: hidden fields `pelanggan` (several) or `cari`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AimView {
    pub ids: Vec<CustomerId>,
    /// The word of the customers' list; everybody it finds is meant.
    pub word: String,
    /// The first of them by name.
    pub names: Vec<String>,
    pub total: i64,
    /// How many of them refused personal offers (docs/decisions/0014).
    pub refused: i64,
}

impl AimView {
    /// Whether somebody was picked.
    pub fn settled(&self) -> bool {
        self.total > 0
    }

    /// Who, in words.
    pub fn words(&self) -> String {
        offers::aim(&self.names, self.total)
    }
}

/// An order that used the discount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscountUse {
    pub order: OrderId,
    pub customer: String,
    pub placed_at: String,
    pub state: OrderState,
    pub amount: Rupiah,
    /// Cancelled, the use was given back.
    pub given_back: bool,
}

/// A new discount (`/admin/diskon/baru/`) or one that is there (`/admin/diskon/<id>/`); form `discount`: `untuk` = `semua` | `pelanggan` |
/// `hasil` (new ones only), `username`, `persen`, `cakupan`, `produk`, `minimum`, `pesan`, `mulai`, `sampai`, `pemakaian`, `asal`, `aktif`,
/// `versi`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/discounts/form.html")]
pub struct DiscountPage {
    pub frame: Frame,
    pub form: FormState,
    pub aim: AimView,
    /// Value = id.
    pub products: Vec<Choice>,
    /// The row as it stands; nothing for a new one.
    pub row: Option<DiscountRow>,
    /// The orders that used it, newest first, one page.
    pub uses: Vec<DiscountUse>,
    pub paging: Paging,
}

impl DiscountPage {
    /// Where the form goes.
    pub fn action(&self) -> String {
        self.row.as_ref().map_or_else(|| urls::ADMIN_DISCOUNT_NEW.to_owned(), |row| urls::admin_discount(row.id))
    }

    /// Choices of `cakupan`.
    pub fn scopes(&self) -> [(&'static str, &'static str); 3] {
        offers::SCOPES
    }

    /// Choices of `asal`.
    pub fn origins(&self) -> Vec<Choice> {
        offers::ORIGINS[..2].iter().map(|(code, words)| Choice::new(code, *words)).collect()
    }
}

/// `/admin/diskon/pemasangan/<id>/`: how far a discount for many has come.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/discounts/batch.html")]
pub struct DiscountBatchPage {
    pub frame: Frame,
    pub percent: i64,
    pub covers: String,
    pub message: String,
    pub span: String,
    pub by: String,
    pub at: String,
    pub done: i64,
    pub wanted: i64,
    pub finished: bool,
    /// The row, when it is for one customer.
    pub only_row: Option<DiscountId>,
}

impl DiscountBatchPage {
    /// How far it is, in words.
    pub fn progress(&self) -> String {
        offers::progress(self.done, self.wanted, self.finished)
    }
}
