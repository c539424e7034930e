//! Categories (domain.md §4).

use askama::Template;
use domain::ids::CategoryId;

use crate::{form::FormState, frame::Frame, list::List, urls};

/// One category in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryRow {
    pub id: CategoryId,
    pub name: String,
    pub description: String,
    /// Active products in it.
    pub products: i64,
    pub archived: bool,
}

/// All categories, active first. GET `q`, `urut` (`` by name, `produk` those with most products first). Each row has a form `category-archive` (`arsip` = `ya` | `tidak`: asks before it archives, or brings back).
#[derive(Clone, Debug, Template)]
#[template(path = "admin/categories/list.html")]
pub struct CategoriesPage {
    pub frame: Frame,
    pub q: String,
    pub sort: String,
    pub rows: Vec<CategoryRow>,
}

impl CategoriesPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        List::at(urls::ADMIN_CATEGORIES)
            .search("q", &self.q, "Nama atau keterangan")
            .sort(&self.sort, &[("", "Nama A–Z"), ("produk", "Produk terbanyak")])
            .empty(
                "category",
                "Belum ada kategori",
                "Kategori memudahkan pembeli mencari, misalnya Roster, Pilar, Paving.",
            )
            .column("Kategori")
            .column("Keterangan")
            .number("Produk")
            .unseen("Tindakan")
    }
}

/// New (`id` is `None`) or existing category. Form `category`: `nama_kategori`, `deskripsi`, hidden `versi`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/categories/form.html")]
pub struct CategoryPage {
    pub frame: Frame,
    pub id: Option<CategoryId>,
    pub archived: bool,
    pub form: FormState,
}

/// Asks before a category is archived, or under which name one comes back whose name is taken meanwhile. Form `category-archive`: `arsip`,
/// and `yakin` = `ya` or `nama_kategori`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/categories/archive.html")]
pub struct CategoryArchivePage {
    pub frame: Frame,
    pub id: CategoryId,
    pub name: String,
    /// Active products in it.
    pub products: i64,
    /// It comes back; else it is archived.
    pub restore: bool,
    /// The living category of the same name, when it comes back.
    pub twin: Option<CategoryId>,
    pub form: FormState,
}
