//! Form of one product with its photos and its stock (domain.md §4).

use askama::Template;
use domain::{ids::ProductId, quantity::Quantity};

use super::{
    parts::{Choice, Forms},
    stock::MovementRow,
};
use crate::{form::FormState, frame::Frame, parts::Photo, urls};

/// Present stock of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StockView {
    pub on_hand: Quantity,
    pub reserved: Quantity,
    pub available: Quantity,
}

/// New product (`id` is `None`; POST to `urls::ADMIN_PRODUCT_NEW`) or an existing one (POST to `urls::admin_product`).
///
/// Form `product`: `nama_produk`, `deskripsi_produk`, `kategori` (id or empty), `harga_produk`, `satuan`, `kelipatan`
/// (step), `minimum`, `berat` (kg per unit, may be empty), hidden `versi`; a new one also has `stok_awal` (quantity,
/// may be empty) and `foto` (several files; multipart).
/// Other forms, only for an existing product: `product-photos` (`foto`), `product-photo` (`foto` = file id, `aksi`),
/// `stock` (`jenis` = `masuk` | `rusak` | `hitung`, `jumlah`, `alasan`), `product-archive`
/// (`arsip` = `ya` | `tidak`).
#[derive(Clone, Debug, Template)]
#[template(path = "admin/products/form.html")]
pub struct ProductPage {
    pub frame: Frame,
    pub id: Option<ProductId>,
    /// Saved name, for the head of the page; empty when new.
    pub name: String,
    /// Saved unit, for the stock figures; empty when new.
    pub unit: String,
    pub archived: bool,
    /// Values of the form `product` (including `versi`) and its problems.
    pub form: FormState,
    /// Active categories; value = id.
    pub categories: Vec<Choice>,
    /// The first is the cover.
    pub photos: Vec<Photo>,
    /// `None` when new.
    pub stock: Option<StockView>,
    /// Latest movements of this product (at most 8), newest first.
    pub movements: Vec<MovementRow>,
    /// Refused `stock` or `product-photos`.
    pub forms: Forms,
}

impl ProductPage {
    /// Where the form `product` goes.
    pub fn action(&self) -> String {
        self.id.map_or_else(|| urls::ADMIN_PRODUCT_NEW.to_owned(), urls::admin_product)
    }

    /// Kinds of stock adjustment by hand: value of `jenis`, words.
    pub fn stock_kinds(&self) -> [(&'static str, &'static str); 3] {
        [("masuk", "Masuk"), ("rusak", "Rusak"), ("hitung", "Hitung ulang")]
    }

    /// Whether this kind is ticked: the one typed before, else goods coming in.
    pub fn stock_kind_chosen(&self, code: &str) -> bool {
        let typed = self.forms.get("stock").value("jenis");
        typed == code || typed.is_empty() && code == "masuk"
    }

    /// Units offered while typing.
    pub fn units(&self) -> [&'static str; 8] {
        ["biji", "batang", "lembar", "m²", "m³", "set", "meter", "sak"]
    }
}
