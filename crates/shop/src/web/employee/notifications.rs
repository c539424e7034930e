//! Notifications of an employee (domain.md §10).

use axum::response::Response;
use domain::ids::NotificationId;
use store::{Recipient, places::Page};
use views::{employee::NotificationsPage, frame::Tone, text, urls};

use crate::{
    ops::bell,
    web::{
        admin::parts::{PAGE_SIZE, beyond, paging},
        ctx::{Employee, Id, Query},
        parts,
        reply::{self, Answer},
    },
};

fn mine(me: &Employee) -> Recipient {
    Recipient::Employee(me.id.get())
}

pub async fn list(me: Employee, query: Query) -> Answer {
    let (ctx, page) = (&me.ctx, query.page());
    let mut conn = ctx.app.db.read().await?;
    let rows = store::notifications::list(&mut conn, mine(&me), Page::number(page, PAGE_SIZE)).await?;
    drop(conn);
    if let Some(first) = beyond(page, rows.len(), urls::EMPLOYEE_NOTIFICATIONS) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.total);
    reply::ok(&NotificationsPage {
        frame: me.frame(),
        items: parts::notifications(&ctx.snap.settings, rows),
        paging: paging(page, total, urls::EMPLOYEE_NOTIFICATIONS),
    })
}

/// Whoever asks for the address of a form goes to the list.
pub async fn back() -> Response {
    reply::to(urls::EMPLOYEE_NOTIFICATIONS)
}

pub async fn open(me: Employee, Id(id): Id<NotificationId>) -> Answer {
    let link = bell::open(&me.ctx.app, mine(&me), id).await?;
    Ok(reply::to(reply::next_path(&link).unwrap_or(urls::EMPLOYEE_NOTIFICATIONS)))
}

pub async fn read_all(me: Employee) -> Answer {
    bell::read_all(&me.ctx.app, mine(&me)).await?;
    Ok(me.ctx.go(urls::EMPLOYEE_NOTIFICATIONS, Tone::Good, text::ALL_READ))
}
