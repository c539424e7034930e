//! An open page: follows the live channel of a person, and comes back with `?after=` whenever it was cut off.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::StreamExt as _;
use store::{Recipient, places::Page, sessions::Door};
use tokio::task::JoinHandle;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Message, client::IntoClientRequest as _, http::HeaderValue},
};

use crate::{
    ground::{Ground, until},
    wire::Place,
};

/// A person's open page at one process of the shop.
pub struct Listener {
    /// Ids of the notifications that came, in the order in which they came.
    heard: Arc<Mutex<Vec<i64>>>,
    whose: Recipient,
    task: JoinHandle<()>,
}

impl Listener {
    pub async fn open(ground: &Ground, place: &Place, whose: Recipient) -> Self {
        let (door, person) = match whose {
            Recipient::Customer(person) => (Door::Customer, person),
            Recipient::Employee(person) => (Door::Employee, person),
            Recipient::Admin(person) => (Door::Admin, person),
        };
        let (name, value) = ground.session(door, person).await;
        let heard: Arc<Mutex<Vec<i64>>> = Arc::default();
        let task = tokio::spawn(follow(place.clone(), format!("{name}={value}"), heard.clone()));
        Self { heard, whose, task }
    }

    pub fn heard(&self) -> Vec<i64> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until everything came that the person was told, and asserts that it came once and in order. How much it was.
    pub async fn has_heard_everything(&self, ground: &Ground) -> usize {
        let mut conn = ground.app.db.read().await.expect("reads");
        let rows = store::notifications::list(&mut conn, self.whose, Page::number(1, 10_000)).await.expect("reads");
        drop(conn);
        let mut told: Vec<i64> = rows.iter().map(|row| row.id.get()).collect();
        told.sort_unstable();
        until("the open page has everything", 90, || async { self.heard().len() >= told.len() }).await;
        assert_eq!(self.heard(), told, "each once and in order");
        told.len()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn follow(place: Place, cookie: String, heard: Arc<Mutex<Vec<i64>>>) {
    loop {
        let _ = listen(&place, &cookie, &heard).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Until the connection ends.
async fn listen(place: &Place, cookie: &str, heard: &Mutex<Vec<i64>>) -> anyhow::Result<()> {
    let Some(address) = place.get() else { return Ok(()) };
    let after = heard.lock().unwrap_or_else(PoisonError::into_inner).last().copied().unwrap_or_default();
    let mut request = format!("ws://{address}/ws/notifikasi/?after={after}").into_client_request()?;
    request.headers_mut().insert("cookie", HeaderValue::from_str(cookie)?);
    request.headers_mut().insert("origin", HeaderValue::from_str(&format!("http://{address}"))?);
    let (mut socket, _) = connect_async(request).await?;
    while let Some(message) = socket.next().await {
        if let Message::Text(text) = message? {
            let frame: serde_json::Value = serde_json::from_str(&text)?;
            if let Some(id) = frame["notification"]["id"].as_i64() {
                heard.lock().unwrap_or_else(PoisonError::into_inner).push(id);
            }
        }
    }
    Ok(())
}
