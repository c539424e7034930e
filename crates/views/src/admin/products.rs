//! List of products (domain.md §4).

use askama::Template;
use domain::{ids::ProductId, money::Rupiah, quantity::Quantity};

use super::parts::Choice;
use crate::{
    frame::Frame,
    parts::{Paging, Photo},
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

/// GET filters of the list, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductFilter {
    /// `nama_produk`: part of the name.
    pub name: String,
    /// `kategori`: id of a category, or empty.
    pub category: String,
    /// `status`: `` (active), `menipis` (low stock), `habis` (nothing available), `arsip` (archived).
    pub status: String,
}

/// List of products. GET `nama_produk`, `kategori`, `status`, `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/products/list.html")]
pub struct ProductsPage {
    pub frame: Frame,
    pub filter: ProductFilter,
    /// Active categories; value = id.
    pub categories: Vec<Choice>,
    pub rows: Vec<ProductRow>,
    pub paging: Paging,
}

impl ProductsPage {
    /// The kinds of list: value of `status`, words.
    pub fn tabs(&self) -> [(&'static str, &'static str); 4] {
        [("", "Dijual"), ("menipis", "Menipis"), ("habis", "Habis"), ("arsip", "Arsip")]
    }

    /// Whether this kind of list is shown.
    pub fn is_status(&self, code: &str) -> bool {
        self.filter.status == code
    }

    /// Whether any filter is on.
    pub fn filtered(&self) -> bool {
        self.filter != ProductFilter::default()
    }
}
