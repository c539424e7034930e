//! The live channel inside one process: wakes the open pages of whoever has something new. The database stays the truth; a wake-up says
//! only "look", so a lost or doubled one costs a read and nothing else.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use store::Recipient;
use tokio::sync::watch;

/// Who waits for news, by recipient.
#[derive(Clone, Debug, Default)]
pub struct Hub {
    rooms: Arc<Mutex<HashMap<Recipient, watch::Sender<u64>>>>,
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
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let receiver = rooms.entry(recipient).or_insert_with(|| watch::channel(0).0).subscribe();
        Listener { recipient, receiver, hub: self.clone() }
    }

    /// Wakes everybody's open pages.
    pub fn wake(&self, recipients: &[Recipient]) {
        let rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        for recipient in recipients {
            if let Some(room) = rooms.get(recipient) {
                room.send_modify(|count| *count += 1);
            }
        }
    }

    /// How many people have a page open.
    pub fn rooms(&self) -> usize {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Listener {
    /// Waits until there may be something new. False when the hub is gone.
    pub async fn woken(&mut self) -> bool {
        self.receiver.changed().await.is_ok()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut rooms = self.hub.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        // This listener's own receiver still counts while it is being dropped.
        if rooms.get(&self.recipient).is_some_and(|room| room.receiver_count() <= 1) {
            rooms.remove(&self.recipient);
        }
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
        hub.wake(&[Recipient::Customer(1)]);
        assert!(siti.woken().await);
        let quiet = tokio::time::timeout(std::time::Duration::from_millis(20), budi.woken()).await;
        assert!(quiet.is_err(), "somebody else was woken");
        drop(siti);
        drop(budi);
        assert_eq!(hub.rooms(), 0);
    }
}
