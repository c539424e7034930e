//! Categories (domain.md §4).

use askama::Template;
use domain::ids::CategoryId;

use crate::{form::FormState, frame::Frame};

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

/// All categories, active first. Each row has a form `category-archive` (`arsip` = `ya` | `tidak`: archives or brings back).
#[derive(Clone, Debug, Template)]
#[template(path = "admin/categories/list.html")]
pub struct CategoriesPage {
    pub frame: Frame,
    pub rows: Vec<CategoryRow>,
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
