//! How a page says what its list has, one thing after the other.

use super::{Ask, Column, Filter, List, Tab};
use crate::{admin::Choice, parts::Paging};

impl List {
    /// The list at an address, without anything yet.
    pub fn at(path: &'static str) -> Self {
        Self { path, nothing: ("search", "Tidak ada apa-apa di sini", ""), ..Self::default() }
    }

    /// What the form that filters sends along unseen, such as the open tab; it stays when the filters are taken off.
    #[must_use]
    pub fn keep(mut self, name: &'static str, value: &str) -> Self {
        self.kept.push((name, value.to_owned(), false));
        self
    }

    /// A filter that came with the address and has no field.
    #[must_use]
    pub fn only(mut self, name: &'static str, value: &str) -> Self {
        self.kept.push((name, value.to_owned(), true));
        self
    }

    fn ask(mut self, name: &'static str, label: &'static str, value: &str, ask: Ask) -> Self {
        self.filters.push(Filter { name, label, value: value.to_owned(), ask, sorts: false, aside: false });
        self
    }

    /// The search field.
    #[must_use]
    pub fn search(self, name: &'static str, value: &str, hint: &'static str) -> Self {
        self.ask(name, "Cari", value, Ask::Search(hint))
    }

    /// A short text.
    #[must_use]
    pub fn text(self, name: &'static str, label: &'static str, value: &str) -> Self {
        self.ask(name, label, value, Ask::Text)
    }

    /// A number.
    #[must_use]
    pub fn digits(self, name: &'static str, label: &'static str, value: &str) -> Self {
        self.ask(name, label, value, Ask::Number)
    }

    /// One of several, or all.
    #[must_use]
    pub fn choose(
        self,
        (name, label): (&'static str, &'static str),
        all: &str,
        value: &str,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        let choices = std::iter::once(Choice::new("", all)).chain(choices).collect();
        self.ask(name, label, value, Ask::Choice(choices))
    }

    /// From one day to another, both included.
    #[must_use]
    pub fn days(self, (first, last): (&'static str, &'static str), (from, until): (&str, &str)) -> Self {
        self.ask(first, "Dari tanggal", from, Ask::Day).ask(last, "Sampai tanggal", until, Ask::Day)
    }

    /// The order of the rows (`urut`); the first choice is what stands without a word.
    #[must_use]
    pub fn sort(mut self, value: &str, choices: &[(&'static str, &'static str)]) -> Self {
        let choices = choices.iter().map(|(code, words)| Choice::new(code, *words)).collect();
        let ask = Ask::Choice(choices);
        self.filters.push(Filter {
            name: "urut",
            label: "Urutan",
            value: value.to_owned(),
            ask,
            sorts: true,
            aside: false,
        });
        self
    }

    /// The last so many filters are needed seldom.
    #[must_use]
    pub fn aside(mut self, last: usize) -> Self {
        self.filters.iter_mut().rev().take(last).for_each(|filter| filter.aside = true);
        self
    }

    #[must_use]
    pub fn tabs(mut self, label: &'static str, tabs: impl IntoIterator<Item = Tab>) -> Self {
        self.tabs_label = label;
        self.tabs = tabs.into_iter().collect();
        self
    }

    #[must_use]
    pub fn problem(mut self, problem: Option<&str>) -> Self {
        self.problem = problem.map(ToOwned::to_owned);
        self
    }

    /// What is said when there is no row and no filter: icon, heading, what to do.
    #[must_use]
    pub fn empty(mut self, icon: &'static str, title: &'static str, words: &'static str) -> Self {
        self.nothing = (icon, title, words);
        self
    }

    /// Rows can be ticked: a narrow column before all others.
    #[must_use]
    pub fn ticked(mut self) -> Self {
        self.ticked = true;
        self.unseen("Pilih")
    }

    #[must_use]
    pub fn column(self, words: &'static str) -> Self {
        self.head(words, false, false)
    }

    /// A column of figures.
    #[must_use]
    pub fn number(self, words: &'static str) -> Self {
        self.head(words, true, false)
    }

    /// A column whose head nobody needs to see.
    #[must_use]
    pub fn unseen(self, words: &'static str) -> Self {
        self.head(words, false, true)
    }

    fn head(mut self, words: &'static str, number: bool, unseen: bool) -> Self {
        self.columns.push(Column { words, number, unseen });
        self
    }

    #[must_use]
    pub fn paged(mut self, paging: &Paging) -> Self {
        self.paging = Some(paging.clone());
        self
    }

    /// A list that only grows is turned from the newest rows to older ones.
    #[must_use]
    pub fn growing(mut self, newest: Option<&str>, older: Option<&str>) -> Self {
        self.newest = newest.map(ToOwned::to_owned);
        self.older = older.map(ToOwned::to_owned);
        self
    }
}
