//! The one list of the office: tabs, search and filters that stand in the address, sort, columns, paging, keys. A page says what its list
//! has; `macros/list.html` draws it. The rows are the page's own.
//!
//! ```
//! use views::list::List;
//!
//! let list = List::at("/admin/kategori/")
//!     .search("q", "pagar", "Nama kategori")
//!     .sort("", &[("", "Nama A–Z"), ("produk", "Paling banyak produk")])
//!     .empty("category", "Belum ada kategori", "Kategori memudahkan pembeli mencari.")
//!     .column("Kategori")
//!     .number("Produk");
//! assert_eq!(list.address(), "/admin/kategori/?q=pagar");
//! assert!(list.filtered());
//! assert_eq!(list.cleared(), "/admin/kategori/");
//! ```

mod build;

use crate::{admin::Choice, parts::Paging, urls};

/// Orders of a list that only grows: value of `urut`, words.
pub const GROWING: [(&str, &str); 2] = [("", "Terbaru dulu"), ("lama", "Terlama dulu")];

/// One tab above a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub words: String,
    /// Rows behind it, where they are counted.
    pub count: Option<i64>,
    pub address: String,
    pub current: bool,
}

impl Tab {
    /// A tab whose rows are counted.
    pub fn counted(words: impl Into<String>, count: i64, address: impl Into<String>, current: bool) -> Self {
        Self { words: words.into(), count: Some(count), address: address.into(), current }
    }

    /// A tab with words only.
    pub fn plain(words: impl Into<String>, address: impl Into<String>, current: bool) -> Self {
        Self { words: words.into(), count: None, address: address.into(), current }
    }
}

/// How a filter is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The wide search field; what can be typed.
    Search(&'static str),
    /// A short text.
    Text,
    /// A number.
    Number,
    Day,
    /// One of several.
    Choice(Vec<Choice>),
}

/// One filter of a list, under the name it has in the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub name: &'static str,
    pub label: &'static str,
    pub value: String,
    pub ask: Ask,
    /// Sorts the rows, leaves none out.
    pub sorts: bool,
    /// Needed seldom: behind "Saringan lain".
    pub aside: bool,
}

/// A column's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub words: &'static str,
    pub number: bool,
    /// Only for those who do not see the table.
    pub unseen: bool,
}

/// What a list is made of beside its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    path: &'static str,
    /// Hidden fields of the form: name, value, and whether they leave rows out as a filter does.
    kept: Vec<(&'static str, String, bool)>,
    pub filters: Vec<Filter>,
    pub tabs_label: &'static str,
    pub tabs: Vec<Tab>,
    /// What was wrong with a filter.
    pub problem: Option<String>,
    pub columns: Vec<Column>,
    /// Rows can be ticked.
    pub ticked: bool,
    nothing: (&'static str, &'static str, &'static str),
    pub paging: Option<Paging>,
    /// Where the newest and the next older rows are, in a list that only grows.
    pub newest: Option<String>,
    pub older: Option<String>,
}

impl List {
    /// Hidden fields that hold something.
    pub fn hidden(&self) -> Vec<(&'static str, &str)> {
        self.kept.iter().filter(|kept| !kept.1.is_empty()).map(|kept| (kept.0, kept.1.as_str())).collect()
    }

    /// Where the form of the filters goes.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// Filters at hand, or those behind "Saringan lain".
    pub fn filters(&self, aside: bool) -> Vec<&Filter> {
        self.filters.iter().filter(|filter| filter.aside == aside).collect()
    }

    /// A filter behind "Saringan lain" is on.
    pub fn aside_open(&self) -> bool {
        self.filters.iter().any(|filter| filter.aside && !filter.value.is_empty())
    }

    /// Whether rows are left out by a filter; a tab is none.
    pub fn filtered(&self) -> bool {
        self.filters.iter().any(|filter| !filter.sorts && !filter.value.is_empty())
            || self.kept.iter().any(|(_, value, narrows)| *narrows && !value.is_empty())
    }

    /// Whether the list has a search field.
    pub fn searches(&self) -> bool {
        self.filters.iter().any(|filter| matches!(filter.ask, Ask::Search(_)))
    }

    /// The list's address with all that is asked for.
    pub fn address(&self) -> String {
        let kept = self.kept.iter().map(|(name, value, _)| (*name, value.as_str()));
        let filters = self.filters.iter().map(|filter| (filter.name, filter.value.as_str()));
        with_query(self.path, kept.chain(filters))
    }

    /// The list's address without its filters; tab and sort stay.
    pub fn cleared(&self) -> String {
        let kept = self.kept.iter().filter(|kept| !kept.2).map(|(name, value, _)| (*name, value.as_str()));
        let sorts = self.filters.iter().filter(|filter| filter.sorts);
        with_query(self.path, kept.chain(sorts.map(|filter| (filter.name, filter.value.as_str()))))
    }

    /// The address of a tab: the same filters, another value of this hidden field.
    pub fn other(&self, name: &str, value: &str) -> String {
        let mut other = self.clone();
        other.kept.iter_mut().filter(|kept| kept.0 == name).for_each(|kept| value.clone_into(&mut kept.1));
        other.address()
    }

    /// Icon, heading and words of a list without rows.
    pub fn nothing(&self) -> (&'static str, &'static str, &'static str) {
        if self.filtered() {
            ("search", "Tidak ada yang cocok", "Coba kata lain atau hapus saringannya.")
        } else {
            self.nothing
        }
    }
}

fn with_query<'p>(path: &str, pairs: impl Iterator<Item = (&'static str, &'p str)>) -> String {
    let pairs = pairs.filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", urls::encode(value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_is_kept_and_filters_are_taken_off() {
        let list = List::at("/admin/diskon/")
            .keep("status", "active")
            .only("pelanggan", "7")
            .search("q", "bu siti", "")
            .sort("besar", &[("", "Terbaru"), ("besar", "Paling besar")]);
        assert_eq!(list.address(), "/admin/diskon/?status=active&pelanggan=7&q=bu%20siti&urut=besar");
        assert_eq!(list.cleared(), "/admin/diskon/?status=active&urut=besar");
        assert_eq!(list.other("status", ""), "/admin/diskon/?pelanggan=7&q=bu%20siti&urut=besar");
        assert!(!List::at("/admin/diskon/").keep("status", "active").sort("besar", &[]).filtered());
    }
}
