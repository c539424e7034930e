//! The customer's notifications (domain.md §10).

use axum::response::Response;
use domain::ids::NotificationId;
use store::places::Page;
use views::{customer::NotificationsPage, frame::Tone, text, urls};

use super::{
    ctx::{Customer, Id, Query},
    parts,
    reply::{self, Answer},
};
use crate::ops::bell;

/// Rows of one page.
pub const PAGE_SIZE: i64 = 20;

/// `/notifikasi/?halaman=`
pub async fn list(me: Customer, query: Query) -> Answer {
    let page = query.page();
    let mut conn = me.ctx.app.db.read().await?;
    let rows = store::notifications::list(&mut conn, me.recipient(), Page::number(page, PAGE_SIZE)).await?;
    let total = rows.first().map_or(0, |row| row.total);
    reply::ok(&NotificationsPage {
        frame: me.frame(),
        items: parts::notifications(&me.ctx.snap.settings, rows),
        paging: parts::paging(page, PAGE_SIZE, total, urls::NOTIFICATIONS),
    })
}

/// GET of a form's address leads to the list.
pub async fn back() -> Response {
    reply::to(urls::NOTIFICATIONS)
}

/// POST `/notifikasi/<id>/buka/`: marks it read and goes where it points.
pub async fn open(me: Customer, Id(id): Id<NotificationId>) -> Answer {
    let link = bell::open(&me.ctx.app, me.recipient(), id).await?;
    Ok(reply::to(reply::next_path(&link).unwrap_or(urls::NOTIFICATIONS)))
}

/// POST `/notifikasi/dibaca/`
pub async fn read_all(me: Customer) -> Answer {
    bell::read_all(&me.ctx.app, me.recipient()).await?;
    Ok(me.ctx.go(urls::NOTIFICATIONS, Tone::Good, text::ALL_READ))
}
