//! What processes tell each other: whose pages should look again, and what of the catalogue changed. Never the news itself, which is
//! read from the database.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    sync::{Mutex, PoisonError},
};

use store::{Hints, Recipient};
use tokio::sync::Notify;

/// More people than this are told by one word, so that a message stays below PostgreSQL's 8000 bytes.
const MOST_PEOPLE: usize = 240;

/// The word for a range of customers.
const RANGE: &str = "customers";

/// Whose open pages should look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum People {
    These {
        people: BTreeSet<Recipient>,
        /// And every customer with an id from … to …
        customers: Option<(i64, i64)>,
    },
    Everybody,
}

impl Default for People {
    fn default() -> Self {
        Self::These { people: BTreeSet::new(), customers: None }
    }
}

impl People {
    /// Whether nobody is meant.
    pub fn is_nobody(&self) -> bool {
        matches!(self, Self::These { people, customers: None } if people.is_empty())
    }

    fn add(&mut self, more: impl IntoIterator<Item = Recipient>) {
        let Self::These { people, .. } = self else { return };
        people.extend(more);
        if people.len() > MOST_PEOPLE {
            *self = Self::Everybody;
        }
    }

    /// Two ranges become one that holds both: rather a look too many.
    fn add_range(&mut self, (from, to): (i64, i64)) {
        if let Self::These { customers, .. } = self {
            *customers = Some(customers.map_or((from, to), |(first, last)| (first.min(from), last.max(to))));
        }
    }
}

/// One or several commits' hints, put together. Bounded, however much is put in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    pub people: People,
    /// Products, categories, discounts or settings were edited.
    pub catalogue: bool,
    /// Stock moved.
    pub stock: bool,
}

impl News {
    /// Something may have been missed: everything should be looked at.
    pub fn of_everything() -> Self {
        Self { people: People::Everybody, catalogue: true, stock: true }
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.people.is_nobody() && !self.catalogue && !self.stock
    }

    /// Puts other news to these.
    pub fn merge(&mut self, other: Self) {
        self.catalogue |= other.catalogue;
        self.stock |= other.stock;
        match other.people {
            People::Everybody => self.people = People::Everybody,
            People::These { people, customers } => {
                self.people.add(people);
                if let Some(range) = customers {
                    self.people.add_range(range);
                }
            }
        }
    }

    /// As one line of text: sender, what changed, who is meant. `7-a1 cs *` or `7-a1 - customer:12 admin:1 customers:1-5000`.
    pub fn encode(&self, sender: &str) -> String {
        let changed = match (self.catalogue, self.stock) {
            (true, true) => "cs",
            (true, false) => "c",
            (false, true) => "s",
            (false, false) => "-",
        };
        let mut line = format!("{sender} {changed}");
        match &self.people {
            People::Everybody => line.push_str(" *"),
            People::These { people, customers } => {
                for person in people {
                    let (word, id) = person.code();
                    let _ = write!(line, " {word}:{id}");
                }
                if let Some((from, to)) = customers {
                    let _ = write!(line, " {RANGE}:{from}-{to}");
                }
            }
        }
        line
    }

    /// Reads what [`News::encode`] wrote: the sender and the news. Words of a newer program mean everybody: rather one look too many.
    pub fn decode(line: &str) -> Option<(&str, Self)> {
        let mut words = line.split(' ');
        let (sender, changed) = (words.next()?, words.next()?);
        let mut news = Self { catalogue: changed.contains('c'), stock: changed.contains('s'), ..Self::default() };
        for word in words {
            match (person(word), range(word)) {
                (Some(person), _) => news.people.add([person]),
                (None, Some(range)) => news.people.add_range(range),
                (None, None) => news.people = People::Everybody,
            }
        }
        Some((sender, news))
    }
}

fn person(word: &str) -> Option<Recipient> {
    let (kind, id) = word.split_once(':')?;
    Recipient::from_code(kind, id.parse().ok()?)
}

fn range(word: &str) -> Option<(i64, i64)> {
    let (from, to) = word.strip_prefix(RANGE)?.strip_prefix(':')?.split_once('-')?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

impl From<&Hints> for News {
    fn from(hints: &Hints) -> Self {
        let mut news = Self { people: People::default(), catalogue: hints.catalogue, stock: hints.stock };
        news.people.add(hints.notified.iter().copied());
        if let Some(range) = hints.customers {
            news.people.add_range(range);
        }
        news
    }
}

/// News that wait for a task to take them. Putting in never waits; what was not taken yet is merged, so nothing grows and nothing is lost.
#[derive(Debug, Default)]
pub struct Mailbox {
    news: Mutex<News>,
    filled: Notify,
}

impl Mailbox {
    /// Puts news in and wakes the task.
    pub fn put(&self, news: News) {
        if !news.is_empty() {
            self.news.lock().unwrap_or_else(PoisonError::into_inner).merge(news);
            self.filled.notify_one();
        }
    }

    /// Takes what is there, perhaps nothing.
    pub fn empty(&self) -> News {
        std::mem::take(&mut *self.news.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until something was put in. May return once too often.
    pub async fn filled(&self) {
        self.filled.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(people: &[Recipient], catalogue: bool) -> News {
        News::from(&Hints { notified: people.to_vec(), catalogue, ..Hints::default() })
    }

    #[test]
    fn news_survive_the_way_to_another_process() {
        for told in [
            News::default(),
            News::of_everything(),
            news(&[Recipient::Customer(12), Recipient::Employee(3), Recipient::Admin(i64::MAX)], true),
            News::from(&Hints { customers: Some((1, 5_000)), ..Hints::default() }),
        ] {
            let line = told.encode("7-a1");
            assert_eq!(News::decode(&line), Some(("7-a1", told)), "{line}");
        }
    }

    #[test]
    fn strange_lines_are_ignored_or_wake_everybody() {
        assert_eq!(News::decode(""), None);
        assert_eq!(News::decode("only-a-sender"), None);
        let (_, news) = News::decode("7-a1 - visitor:9").expect("understood");
        assert_eq!(news.people, People::Everybody);
    }

    #[test]
    fn a_message_fits_the_channel_however_many_people_are_told() {
        let mut all = News::default();
        for id in 0..100_000 {
            all.merge(news(&[Recipient::Customer(i64::MAX - id)], false));
            assert!(all.encode("4194304-99-0123456789abcdef0123456789abcdef").len() < 8_000);
        }
        assert_eq!(all.people, People::Everybody);
    }
}
