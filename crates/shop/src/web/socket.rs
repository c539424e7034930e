//! The live channel `/ws/notifikasi/` (domain.md §10): signed-in people only, from our own pages only. A frame per notification, with the
//! unread count; `?after=<id>` first gives everything newer. What is sent and when stands in `stream`.

mod source;
mod stream;

use std::sync::Arc;

use axum::{
    extract::{
        State,
        ws::{WebSocket, WebSocketUpgrade},
    },
    response::{IntoResponse, Response},
};
use http::{StatusCode, header, request::Parts};
use store::{Recipient, sessions::Door};

use self::{
    source::Source,
    stream::{Ended, Stream},
};
use super::{
    cookies,
    ctx::{Ctx, Query},
    fault::Fault,
};
use crate::app::App;

/// Pages send nothing but pongs.
const MOST_HEARD: usize = 4 * 1024;
/// Frames are small; the usual 128 KiB a buffer would make thousands of open pages dear.
const BUFFER: usize = 4 * 1024;

/// Opens the channel. `?pintu=karyawan` or `admin` says whose, when several are signed in at once; without it the page's own area decides.
pub async fn open(State(app): State<Arc<App>>, query: Query, parts: Parts, upgrade: WebSocketUpgrade) -> Response {
    if !same_origin(&parts) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Ok(visit) = Visit::of(&app, &parts, query.get("pintu")).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let Some(visit) = visit else { return StatusCode::UNAUTHORIZED.into_response() };
    // Before the handshake is answered: whoever sees the channel open misses nothing from then on.
    let Ok(after) = begin_after(&app, query.get("after"), visit.whose).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    upgrade
        .max_message_size(MOST_HEARD)
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER)
        .on_upgrade(move |socket| run(app, socket, visit, after))
}

async fn begin_after(app: &App, asked: &str, whose: Recipient) -> Result<i64, Ended> {
    match asked.parse::<i64>() {
        Ok(after) if after >= 0 => Ok(after),
        _ => Source { app, whose }.newest().await,
    }
}

/// Browsers always send the origin with a socket; programs without one have no cookies of others to abuse.
fn same_origin(parts: &Parts) -> bool {
    let Some(origin) = parts.headers.get(header::ORIGIN) else { return true };
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let origin = origin.to_str().unwrap_or_default();
    origin.split_once("://").is_some_and(|(_, authority)| authority == host)
}

/// Who opened the channel, and how it is asked again whether they still may.
struct Visit {
    whose: Recipient,
    door: Door,
    token_hash: Vec<u8>,
}

impl Visit {
    async fn of(app: &Arc<App>, parts: &Parts, door: &str) -> Result<Option<Self>, Fault> {
        let doors: &[Door] = match door {
            "pelanggan" => &[Door::Customer],
            "karyawan" => &[Door::Employee],
            "admin" => &[Door::Admin],
            _ => &[Door::Customer, Door::Employee, Door::Admin],
        };
        let ctx = Ctx::gather(app.clone(), parts).await?;
        for door in doors {
            let Some(token) = cookies::token(&parts.headers, cookies::of_door(*door)) else { continue };
            if let Some(person) = ctx.person(*door).await? {
                let whose = recipient(*door, person.id);
                return Ok(Some(Self { whose, door: *door, token_hash: token.hash() }));
            }
        }
        Ok(None)
    }

    /// Whether the session still lives. Asking does not lengthen it, and a database that does not answer ends none.
    async fn goes_on(&self, app: &App) -> bool {
        let Ok(mut conn) = app.db.read().await else { return true };
        let found = store::sessions::find(&mut conn, self.door, &self.token_hash, app.clock.now()).await;
        found.map_or(true, |person| person.is_some_and(|person| recipient(self.door, person.id) == self.whose))
    }
}

fn recipient(door: Door, person: i64) -> Recipient {
    match door {
        Door::Customer => Recipient::Customer(person),
        Door::Employee => Recipient::Employee(person),
        Door::Admin => Recipient::Admin(person),
    }
}

async fn run(app: Arc<App>, socket: WebSocket, visit: Visit, after: i64) {
    // Listening begins before the first read: what comes in between wakes the stream once more.
    let listener = app.hub.listen(visit.whose);
    let _open = app.metrics.live_channel();
    let ended = match Stream::begin(&app, socket, &visit, after).await {
        Ok(stream) => stream.run(listener).await,
        Err(ended) => ended,
    };
    tracing::debug!(whose = ?visit.whose, ?ended, "a live channel ended");
}
