//! All labels of the office (domain.md §12).

use askama::Template;
use domain::ids::TagId;

use super::Choice;
use crate::{form::FormState, frame::Frame};

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

/// `/admin/pelanggan/label/`. Forms of each label: `tag-rename` (`label`), `tag-merge` (`ke`), `tag-delete`; all send `aksi`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/tags/list.html")]
pub struct TagsPage {
    pub frame: Frame,
    pub rows: Vec<TagItem>,
}

impl TagsPage {
    /// The labels that one can be merged into.
    pub fn others(&self, item: &TagItem) -> Vec<Choice> {
        let others = self.rows.iter().filter(|other| other.id != item.id);
        others.map(|other| Choice::new(other.id, other.name.as_str())).collect()
    }
}
