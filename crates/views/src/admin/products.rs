//! List of products (domain.md §4).

use askama::Template;
use domain::{ids::ProductId, money::Rupiah, quantity::Quantity, rights::Deed};

use super::parts::{Choice, may};
use crate::{
    frame::Frame,
    list::{List, Tab},
    parts::{Paging, Photo},
    urls,
};

/// One product in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductRow {
    pub id: ProductId,
    pub name: String,
    /// Name of the category, or empty.
    pub category: String,
    pub cover: Option<Photo>,
    pub price: Rupiah,
    pub unit: String,
    pub on_hand: Quantity,
    pub reserved: Quantity,
    pub available: Quantity,
    /// Below the threshold of the settings.
    pub low: bool,
    pub archived: bool,
}

impl ProductRow {
    /// Whether nothing can be sold.
    pub fn none_left(&self) -> bool {
        self.available == Quantity::ZERO
    }
}

/// Orders of the list: value of `urut`, words.
pub const SORTS: [(&str, &str); 5] = [
    ("", "Paling baru"),
    ("nama", "Nama A–Z"),
    ("murah", "Harga terendah"),
    ("mahal", "Harga tertinggi"),
    ("sisa", "Stok paling sedikit"),
];

/// GET filters of the list, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductFilter {
    /// `nama_produk`: part of the name.
    pub name: String,
    /// `kategori`: id of a category, or empty.
    pub category: String,
    /// `status`: `` (active), `menipis` (low stock), `habis` (nothing available), `arsip` (archived).
    pub status: String,
    /// `urut`: a code of [`SORTS`].
    pub sort: String,
}

/// List of products. GET `nama_produk`, `kategori`, `status`, `urut`, `halaman`. Form `products-bulk` to `urls::ADMIN_PRODUCTS_BULK`: `produk`
/// (ids, several), `aksi` = `arsip` | `kembali` | `kategori`, `kategori` (id, or `text::bulk::NO_CATEGORY`), hidden `daftar` (the list it came from).
#[derive(Clone, Debug, Template)]
#[template(path = "admin/products/list.html")]
pub struct ProductsPage {
    pub frame: Frame,
    pub filter: ProductFilter,
    /// Active categories; value = id.
    pub categories: Vec<Choice>,
    /// How many there are of each kind under the other filters: on sale, low, sold out, archived.
    pub counts: [i64; 4],
    pub rows: Vec<ProductRow>,
    pub paging: Paging,
}

/// The kinds of list: value of `status`, words.
const KINDS: [(&str, &str); 4] = [("", "Dijual"), ("menipis", "Menipis"), ("habis", "Habis"), ("arsip", "Arsip")];

impl ProductsPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        let filter = &self.filter;
        let list = List::at(urls::ADMIN_PRODUCTS)
            .keep("status", &filter.status)
            .search("nama_produk", &filter.name, "Nama produk")
            .choose(("kategori", "Kategori"), "Semua kategori", &filter.category, self.categories.clone())
            .sort(&filter.sort, &SORTS)
            .empty(
                "box",
                "Tidak ada produk di sini",
                "Tambahkan produk dengan tombol Produk baru, atau buka tab lain.",
            );
        let list = if self.may_change() { list.ticked() } else { list };
        let tab = |((code, words), count): ((&str, &'static str), i64)| {
            Tab::counted(words, count, list.other("status", code), filter.status == code)
        };
        let tabs: Vec<Tab> = KINDS.into_iter().zip(self.counts).map(tab).collect();
        list.tabs("Jenis daftar", tabs)
            .unseen("Foto")
            .column("Produk")
            .number("Harga")
            .number("Di gudang")
            .number("Dipesan")
            .number("Tersedia")
            .paged(&self.paging)
    }

    /// Whether the viewer changes products: only then rows can be ticked.
    pub fn may_change(&self) -> bool {
        may(&self.frame, Deed::EditGoods)
    }

    /// The archive is shown: what stands in it is brought back, everything else is archived.
    pub fn archive(&self) -> bool {
        self.filter.status == "arsip"
    }
}
