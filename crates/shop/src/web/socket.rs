//! The live channel `/ws/notifikasi/` (domain.md §10): signed-in people only, from our own pages only. A frame per notification, with the
//! unread count; `?after=<id>` first gives everything newer.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{
        State,
        ws::{Message, WebSocket, WebSocketUpgrade},
    },
    response::{IntoResponse, Response},
};
use http::{StatusCode, header, request::Parts};
use jiff::Timestamp;
use serde_json::json;
use store::{Recipient, notifications::LiveRow, sessions::Door};
use tokio::time;

use super::ctx::{Ctx, Query};
use crate::{app::App, notices::hub::Listener};

/// An idle connection is spoken to this often, so that proxies keep it and dead phones are noticed.
const PING_EVERY: Duration = Duration::from_secs(25);
/// Whoever cannot take a frame in this time is closed; the page comes back and catches up by `?after=`.
const SEND_WITHIN: Duration = Duration::from_secs(10);

/// Opens the channel. `?pintu=karyawan` or `admin` says whose, when several are signed in at once; without it the page's own area decides.
pub async fn open(State(app): State<Arc<App>>, query: Query, parts: Parts, upgrade: WebSocketUpgrade) -> Response {
    if !same_origin(&parts) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Ok(ctx) = Ctx::gather(app.clone(), &parts).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let Ok(recipient) = recipient(&ctx, query.get("pintu")).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let Some(recipient) = recipient else { return StatusCode::UNAUTHORIZED.into_response() };
    let after = query.get("after").parse::<i64>().ok().filter(|after| *after >= 0);
    upgrade.max_message_size(4096).on_upgrade(move |socket| run(app, socket, recipient, after))
}

/// Browsers always send the origin with a socket; programs without one have no cookies of others to abuse.
fn same_origin(parts: &Parts) -> bool {
    let Some(origin) = parts.headers.get(header::ORIGIN) else { return true };
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let origin = origin.to_str().unwrap_or_default();
    origin.split_once("://").is_some_and(|(_, authority)| authority == host)
}

async fn recipient(ctx: &Ctx, door: &str) -> Result<Option<Recipient>, super::fault::Fault> {
    let doors: &[Door] = match door {
        "pelanggan" => &[Door::Customer],
        "karyawan" => &[Door::Employee],
        "admin" => &[Door::Admin],
        _ => &[Door::Customer, Door::Employee, Door::Admin],
    };
    for door in doors {
        if let Some(person) = ctx.person(*door).await? {
            return Ok(Some(match door {
                Door::Customer => Recipient::Customer(person.id),
                Door::Employee => Recipient::Employee(person.id),
                Door::Admin => Recipient::Admin(person.id),
            }));
        }
    }
    Ok(None)
}

async fn run(app: Arc<App>, mut socket: WebSocket, whose: Recipient, after: Option<i64>) {
    // Listening begins before the first read: what comes in between wakes the loop once more.
    let mut listener = app.hub.listen(whose);
    let mut last = match after {
        Some(after) => after,
        None => newest(&app, whose).await.unwrap_or(i64::MAX),
    };
    let result = talk(&app, &mut socket, &mut listener, whose, &mut last).await;
    tracing::debug!(?whose, last, ended = ?result, "a live channel ended");
}

async fn newest(app: &App, whose: Recipient) -> Option<i64> {
    let mut conn = app.db.read().await.ok()?;
    let page = store::places::Page::number(1, 1);
    let rows = store::notifications::list(&mut conn, whose, page).await.ok()?;
    Some(rows.first().map_or(0, |row| row.id.get()))
}

/// Why a channel ended.
#[derive(Debug)]
enum Ended {
    Closed,
    TooSlow,
    Database,
}

async fn talk(
    app: &App,
    socket: &mut WebSocket,
    listener: &mut Listener,
    whose: Recipient,
    last: &mut i64,
) -> Result<(), Ended> {
    let mut ping = time::interval(PING_EVERY);
    ping.tick().await;
    send_newer(app, socket, whose, last, false).await?;
    loop {
        tokio::select! {
            alive = listener.woken() => {
                if !alive { return Ok(()); }
                send_newer(app, socket, whose, last, true).await?;
            }
            _ = ping.tick() => send(socket, Message::Ping(bytes::Bytes::new())).await?,
            heard = socket.recv() => match heard {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(Ended::Closed),
                Some(Ok(_)) => {}
            },
        }
    }
}

/// Sends everything newer than `last`, in order. A wake-up without anything newer (something was read elsewhere) sends the new count.
async fn send_newer(
    app: &App,
    socket: &mut WebSocket,
    whose: Recipient,
    last: &mut i64,
    count_anyway: bool,
) -> Result<(), Ended> {
    let mut sent_any = false;
    loop {
        let rows = read(app, whose, *last).await.map_err(|_| Ended::Database)?;
        let more = rows.len() >= 500;
        for row in rows {
            *last = row.id.get();
            sent_any = true;
            send(socket, Message::Text(frame(&row).into())).await?;
        }
        if !more {
            break;
        }
    }
    if count_anyway && !sent_any {
        let unread = unread(app, whose).await.map_err(|_| Ended::Database)?;
        send(socket, Message::Text(json!({ "unread": unread }).to_string().into())).await?;
    }
    Ok(())
}

async fn read(app: &App, whose: Recipient, after: i64) -> store::Result<Vec<LiveRow>> {
    let mut conn = app.db.read().await?;
    store::notifications::after(&mut conn, whose, after).await
}

async fn unread(app: &App, whose: Recipient) -> store::Result<i64> {
    let mut conn = app.db.read().await?;
    store::notifications::unread(&mut conn, whose).await
}

async fn send(socket: &mut WebSocket, message: Message) -> Result<(), Ended> {
    match time::timeout(SEND_WITHIN, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(Ended::Closed),
        Err(_) => Err(Ended::TooSlow),
    }
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
