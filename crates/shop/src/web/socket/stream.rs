//! What an open live channel sends: settled notifications in the order of their ids, none skipped, none twice; the unread count when it
//! changes elsewhere; a ping. Bounded: at most one page of rows is held, and whoever does not read is closed.

use std::{pin::Pin, time::Duration};

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use jiff::Timestamp;
use serde_json::json;
use store::notifications::{self, LiveRow};
use tokio::time::{self, Instant};

use super::{Visit, source::Source};
use crate::{app::App, notices::hub::Listener};

/// An idle connection is spoken to this often, so that proxies keep it and dead phones are noticed.
const PING_EVERY: Duration = Duration::from_secs(25);
/// A page that did not answer two pings is gone.
const SILENT_AFTER: Duration = Duration::from_mins(1);
/// Whoever cannot take a frame in this time is closed; the page comes back and catches up by `?after=`.
const SEND_WITHIN: Duration = Duration::from_secs(10);

/// Why a channel ended.
#[derive(Debug)]
pub enum Ended {
    /// The page went.
    Closed,
    /// The page did not take its frames in time.
    TooSlow,
    /// The page answered no ping.
    Silent,
    /// The session ended.
    SignedOut,
    /// The database failed; the page comes back.
    Database,
    /// The shop is closing.
    Closing,
}

/// One open channel.
pub struct Stream<'a> {
    app: &'a App,
    socket: WebSocket,
    visit: &'a Visit,
    source: Source<'a>,
    /// Everything up to here was sent or is not asked for.
    last: i64,
    /// The unread count the page knows.
    unread: i64,
    heard_at: Instant,
}

impl<'a> Stream<'a> {
    /// Begins with what is newer than `after`.
    pub async fn begin(app: &'a App, socket: WebSocket, visit: &'a Visit, after: i64) -> Result<Self, Ended> {
        let source = Source { app, whose: visit.whose };
        let unread = seldom(source.unread()).await?.count;
        Ok(Self { app, socket, visit, source, last: after, unread, heard_at: Instant::now() })
    }

    /// Sends until it ends.
    pub async fn run(mut self, mut listener: Listener) -> Ended {
        let ended = match self.talk(&mut listener).await {
            Ok(never) => match never {},
            Err(ended) => ended,
        };
        self.take_leave(&ended).await;
        ended
    }

    async fn talk(&mut self, listener: &mut Listener) -> Result<std::convert::Infallible, Ended> {
        let mut ping = time::interval(PING_EVERY);
        ping.tick().await;
        self.send_newer().await?;
        loop {
            tokio::select! {
                alive = listener.woken() => {
                    if !alive { return Err(Ended::Closing); }
                    self.send_newer().await?;
                }
                () = self.app.hub.closing() => return Err(Ended::Closing),
                _ = ping.tick() => self.ping().await?,
                heard = self.socket.recv() => match heard {
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(Ended::Closed),
                    Some(Ok(_)) => self.heard_at = Instant::now(),
                },
            }
        }
    }

    /// Sends everything newer that is settled, in order. Without anything newer (something was read elsewhere) the new unread count.
    async fn send_newer(&mut self) -> Result<(), Ended> {
        let before = self.last;
        loop {
            // Before the rows are read: a row that gets settled meanwhile may have an older one behind it that this read has not seen.
            let settled = self.app.hub.settled();
            let rows = seldom(self.source.after(self.last)).await?;
            let more = rows.len() >= notifications::MOST_LIVE && rows.iter().all(|row| row.id.get() <= settled);
            for row in rows.into_iter().take_while(|row| row.id.get() <= settled) {
                self.send(Message::Text(frame(&row).into())).await?;
                self.app.metrics.notifications_sent.inc();
                (self.last, self.unread) = (row.id.get(), row.unread);
            }
            if !more {
                break;
            }
        }
        if self.last == before { self.send_count().await } else { Ok(()) }
    }

    /// Tells the unread count when it changed without news. What is not sent yet brings its own count.
    async fn send_count(&mut self) -> Result<(), Ended> {
        let unread = seldom(self.source.unread()).await?;
        if unread.count == self.unread || unread.newest > self.last {
            return Ok(());
        }
        self.unread = unread.count;
        self.send(Message::Text(json!({ "unread": unread.count }).to_string().into())).await
    }

    async fn ping(&mut self) -> Result<(), Ended> {
        if self.heard_at.elapsed() > SILENT_AFTER {
            return Err(Ended::Silent);
        }
        if !seldom(self.visit.goes_on(self.app)).await {
            return Err(Ended::SignedOut);
        }
        self.send(Message::Ping(bytes::Bytes::new())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Ended> {
        match time::timeout(SEND_WITHIN, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Ended::Closed),
            Err(_) => Err(Ended::TooSlow),
        }
    }

    /// Says why, to a page that may still be there: 1001 lets it come back by itself, 1008 does not help it either.
    async fn take_leave(&mut self, ended: &Ended) {
        let code = match ended {
            Ended::Closing => close_code::AWAY,
            Ended::SignedOut => close_code::POLICY,
            Ended::Database => close_code::ERROR,
            Ended::Closed | Ended::TooSlow | Ended::Silent => return,
        };
        let _ = self.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await;
    }
}

/// An open page keeps room for the largest thing it may ever wait for. What it waits for seldom, the database, is kept aside while it lasts:
/// with ten thousand open pages that is what they weigh.
fn seldom<'a, T: Send>(work: impl Future<Output = T> + Send + 'a) -> Pin<Box<dyn Future<Output = T> + Send + 'a>> {
    Box::pin(work)
}

fn frame(row: &LiveRow) -> String {
    let at = Timestamp::from_millisecond(row.created_at.get()).unwrap_or(Timestamp::UNIX_EPOCH);
    json!({
        "notification": {
            "id": row.id.get(),
            "tipe_pesan": row.kind,
            "isi_pesan": row.body,
            "created_at": at.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string(),
            "link": row.link,
        },
        "unread": row.unread,
    })
    .to_string()
}
