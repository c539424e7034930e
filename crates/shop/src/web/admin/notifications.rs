//! Notifications of an admin (domain.md §10).

use axum::response::Response;
use domain::ids::NotificationId;
use store::{Recipient, places::Page};
use views::{admin::NotificationsPage, frame::Tone, text, urls};

use super::{
    bulk,
    parts::{PAGE_SIZE, address, beyond, growing, paging},
};
use crate::{
    ops::bell,
    web::{
        ctx::{Admin, Id, Query},
        parts,
        posted::Typed,
        reply::{self, Answer},
    },
};

fn mine(admin: &Admin) -> Recipient {
    Recipient::Admin(admin.id.get())
}

/// Value of `status`.
const UNREAD: &str = "belum";

pub async fn list(admin: Admin, query: Query) -> Answer {
    let (ctx, page) = (&admin.ctx, query.page());
    let (unread, sort) = (query.get("status") == UNREAD, growing(&query));
    let mut conn = ctx.app.db.read().await?;
    let asked = (unread, !sort.is_empty());
    let rows = store::notifications::list_of(&mut conn, mine(&admin), asked, Page::number(page, PAGE_SIZE)).await?;
    drop(conn);
    let base = address(urls::ADMIN_NOTIFICATIONS, &[("status", if unread { UNREAD } else { "" }), ("urut", sort)]);
    if let Some(first) = beyond(page, rows.len(), &base) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.total);
    reply::ok(&NotificationsPage {
        frame: admin.frame(),
        unread,
        sort: sort.to_owned(),
        items: parts::notifications(&ctx.snap.settings, rows),
        paging: paging(page, total, base),
    })
}

/// POST `/admin/notifikasi/massal/` (form `notifications-bulk`): the ticked ones are read.
pub async fn bulk(admin: Admin, Typed(posted): Typed) -> Answer {
    let chosen: Vec<NotificationId> = bulk::chosen(posted.all("notifikasi"));
    let back = bulk::list_of(&posted, urls::ADMIN_NOTIFICATIONS);
    if chosen.is_empty() {
        return Ok(bulk::nothing(&admin, &back));
    }
    let count = bell::read_some(&admin.ctx.app, mine(&admin), &chosen).await?;
    Ok(admin.ctx.go(&back, Tone::Good, &text::bulk::read(count)))
}

/// Whoever asks for the address of a form goes to the list.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_NOTIFICATIONS)
}

pub async fn open(admin: Admin, Id(id): Id<NotificationId>) -> Answer {
    let link = bell::open(&admin.ctx.app, mine(&admin), id).await?;
    Ok(reply::to(reply::next_path(&link).unwrap_or(urls::ADMIN_NOTIFICATIONS)))
}

pub async fn read_all(admin: Admin) -> Answer {
    bell::read_all(&admin.ctx.app, mine(&admin)).await?;
    Ok(admin.ctx.go(urls::ADMIN_NOTIFICATIONS, Tone::Good, text::ALL_READ))
}
