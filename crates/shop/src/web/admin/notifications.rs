//! Notifications of an admin (domain.md §10).

use axum::response::Response;
use domain::ids::NotificationId;
use store::{Recipient, places::Page};
use views::{admin::NotificationsPage, frame::Tone, text, urls};

use super::parts::{PAGE_SIZE, beyond, paging};
use crate::{
    ops::bell,
    web::{
        ctx::{Admin, Id, Query},
        parts,
        reply::{self, Answer},
    },
};

fn mine(admin: &Admin) -> Recipient {
    Recipient::Admin(admin.id.get())
}

pub async fn list(admin: Admin, query: Query) -> Answer {
    let (ctx, page) = (&admin.ctx, query.page());
    let mut conn = ctx.app.db.read().await?;
    let rows = store::notifications::list(&mut conn, mine(&admin), Page::number(page, PAGE_SIZE)).await?;
    drop(conn);
    if let Some(first) = beyond(page, rows.len(), urls::ADMIN_NOTIFICATIONS) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.total);
    reply::ok(&NotificationsPage {
        frame: admin.frame(),
        items: parts::notifications(&ctx.snap.settings, rows),
        paging: paging(page, total, urls::ADMIN_NOTIFICATIONS),
    })
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
