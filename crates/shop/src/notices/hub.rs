//! The live channel inside one process: wakes the open pages of whoever has something new. The database stays the truth; a wake-up says
//! only "look", so a lost or doubled one costs a read and nothing else.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use store::{Hints, Recipient};
use tokio::sync::{Semaphore, SemaphorePermit, watch};
use tokio_util::sync::CancellationToken;

use super::news::{Mailbox, News, People};

/// Open pages that read at the same time. When everybody is woken at once, the shop's own pages still find a free connection.
const READERS: usize = 3;

/// Who waits for news, by recipient.
#[derive(Clone, Debug)]
pub struct Hub(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    rooms: Mutex<HashMap<Recipient, watch::Sender<u64>>>,
    /// Up to this id all notifications are settled (docs/decisions/0008).
    settled: AtomicI64,
    /// On PostgreSQL news go through here, to the task that finds out what is settled.
    gate: OnceLock<Arc<Mailbox>>,
    /// What this process's commits tell the other processes.
    outgoing: OnceLock<Arc<Mailbox>>,
    readers: Semaphore,
    closing: CancellationToken,
}

impl Default for Hub {
    fn default() -> Self {
        Self(Arc::new(Inner {
            rooms: Mutex::default(),
            settled: AtomicI64::new(i64::MAX),
            gate: OnceLock::new(),
            outgoing: OnceLock::new(),
            readers: Semaphore::new(READERS),
            closing: CancellationToken::new(),
        }))
    }
}

/// An open page's place in the hub.
pub struct Listener {
    recipient: Recipient,
    receiver: watch::Receiver<u64>,
    hub: Hub,
}

impl Hub {
    /// Begins to listen. Wake-ups after this moment are not missed.
    pub fn listen(&self, recipient: Recipient) -> Listener {
        let receiver =
            self.with_rooms(|rooms| rooms.entry(recipient).or_insert_with(|| watch::channel(0).0).subscribe());
        // Something may be settled by now that nobody has told yet.
        if let Some(gate) = self.0.gate.get() {
            gate.put(News::from(&Hints { notified: vec![recipient], ..Hints::default() }));
        }
        Listener { recipient, receiver, hub: self.clone() }
    }

    /// A commit of this process: its people's pages look, and the other processes are told. Never waits.
    pub fn committed(&self, hints: &Hints) {
        let news = News::from(hints);
        if let Some(outgoing) = self.0.outgoing.get() {
            outgoing.put(news.clone());
        }
        self.heard(news);
    }

    /// News from wherever: the pages of these people look, on PostgreSQL as soon as it is known what is settled.
    pub fn heard(&self, news: News) {
        match self.0.gate.get() {
            Some(gate) => gate.put(News { people: news.people, ..News::default() }),
            None => self.wake(&news.people),
        }
    }

    /// Wakes open pages.
    pub fn wake(&self, people: &People) {
        self.with_rooms(|rooms| match people {
            People::Everybody => rooms.values().for_each(knock),
            People::These { people, customers } => {
                people.iter().filter_map(|person| rooms.get(person)).for_each(knock);
                if let Some((from, to)) = customers {
                    let inside =
                        |person: &Recipient| matches!(person, Recipient::Customer(id) if (from..=to).contains(&id));
                    rooms.iter().filter(|(person, _)| inside(person)).for_each(|(_, room)| knock(room));
                }
            }
        });
    }

    /// Live channels send nothing beyond this id yet.
    pub fn settled(&self) -> i64 {
        self.0.settled.load(Ordering::SeqCst)
    }

    /// From now on news wait at the gate until what they tell of is settled.
    pub(super) fn keep_behind(&self, gate: Arc<Mailbox>, settled: i64) {
        self.0.settled.store(settled, Ordering::SeqCst);
        let _ = self.0.gate.set(gate);
    }

    pub(super) fn settle(&self, settled: i64) {
        self.0.settled.fetch_max(settled, Ordering::SeqCst);
    }

    /// From now on the commits of this process are told to others.
    pub(super) fn tell_others(&self, outgoing: Arc<Mailbox>) {
        let _ = self.0.outgoing.set(outgoing);
    }

    /// Waits for a turn to read the database for an open page.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.0.readers.acquire().await.ok()
    }

    /// How many people have a page open.
    pub fn rooms(&self) -> usize {
        self.with_rooms(|rooms| rooms.len())
    }

    /// Done when no page is open any more.
    pub async fn emptied(&self) {
        while self.rooms() > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }

    /// The shop is closing: every open page is told, and new ones are sent away.
    pub fn close(&self) {
        self.0.closing.cancel();
    }

    /// Done when the shop is closing.
    pub async fn closing(&self) {
        self.0.closing.cancelled().await;
    }

    fn with_rooms<T>(&self, visit: impl FnOnce(&mut HashMap<Recipient, watch::Sender<u64>>) -> T) -> T {
        visit(&mut self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn knock(room: &watch::Sender<u64>) {
    room.send_modify(|count| *count += 1);
}

impl Listener {
    /// Waits until there may be something new. False when the hub is gone.
    pub async fn woken(&mut self) -> bool {
        self.receiver.changed().await.is_ok()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.hub.with_rooms(|rooms| {
            // This listener's own receiver still counts while it is being dropped.
            if rooms.get(&self.recipient).is_some_and(|room| room.receiver_count() <= 1) {
                rooms.remove(&self.recipient);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_wake_up_reaches_its_people_only_and_rooms_are_cleared() {
        let hub = Hub::default();
        let mut siti = hub.listen(Recipient::Customer(1));
        let mut budi = hub.listen(Recipient::Customer(2));
        hub.committed(&Hints { notified: vec![Recipient::Customer(1)], ..Hints::default() });
        assert!(siti.woken().await);
        let quiet = tokio::time::timeout(std::time::Duration::from_millis(20), budi.woken()).await;
        assert!(quiet.is_err(), "somebody else was woken");
        hub.wake(&People::Everybody);
        assert!(siti.woken().await && budi.woken().await);
        drop(siti);
        drop(budi);
        assert_eq!(hub.rooms(), 0);
    }
}
