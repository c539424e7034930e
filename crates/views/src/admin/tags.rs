//! All labels of the office (domain.md §12).

use askama::Template;
use domain::ids::TagId;

use super::Choice;
use crate::{form::FormState, frame::Frame, list::List, urls};

/// One label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagItem {
    pub id: TagId,
    pub name: String,
    /// Customers who have it.
    pub customers: i64,
    /// The form that gives it another name.
    pub form: FormState,
    /// The form that makes it one with another.
    pub merge: FormState,
}

impl TagItem {
    /// Keeps the ids of the labels' forms apart.
    pub fn prefix(&self) -> String {
        format!("label{}-", self.id)
    }

    /// Whether one of its forms was refused, so that its drawer stands open.
    pub fn open(&self) -> bool {
        self.form.is_refused() || self.merge.is_refused()
    }
}

/// Orders of the labels: value of `urut`, words.
pub const TAG_SORTS: [(&str, &str); 2] = [("", "Nama A–Z"), ("pelanggan", "Paling banyak pelanggan")];

/// `/admin/pelanggan/label/`, GET `q` (name), `urut`. Forms of each label: `tag-rename` (`label`), `tag-merge` (`ke`), `tag-delete`; all send
/// `aksi` and `daftar`, the list they stand in.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/tags/list.html")]
pub struct TagsPage {
    pub frame: Frame,
    pub q: String,
    /// Value of `urut`.
    pub sort: &'static str,
    pub rows: Vec<TagItem>,
    /// All labels, whatever is searched.
    pub all: Vec<Choice>,
}

impl TagsPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        List::at(urls::ADMIN_TAGS).search("q", &self.q, "Nama label").sort(self.sort, &TAG_SORTS).empty(
            "tag",
            "Belum ada label",
            "Pasang yang pertama di halaman seorang pelanggan.",
        )
    }

    /// The labels that one can be merged into.
    pub fn others(&self, item: &TagItem) -> Vec<Choice> {
        let own = item.id.to_string();
        self.all.iter().filter(|other| other.value != own).cloned().collect()
    }
}
