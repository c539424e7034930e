//! What the shop sent by mail, for the office to look at (domain.md §10).

use domain::time::{ShopZone, UtcMillis};
use store::{
    mails::{self, MailFilter, MailRow},
    places::Page,
};
use views::{
    admin::{MailItem, MailPage, MailsPage},
    format, urls,
};

use super::parts::{PAGE_SIZE, address, beyond, growing, paging};
use crate::web::{
    ctx::{Admin, Id, Query},
    fault::Fault,
    reply::{self, Answer},
};

/// Name of the transport that only writes files.
const FOLDER: &str = "folder";

pub async fn list(admin: Admin, query: Query) -> Answer {
    let (ctx, page) = (&admin.ctx, query.page());
    let status = if query.get("status") == "menunggu" { "menunggu" } else { "" };
    let (q, sort) = (query.get("q").trim(), growing(&query));
    let mut conn = ctx.app.db.read().await?;
    let filter = MailFilter { waiting_only: !status.is_empty(), search: q, oldest_first: !sort.is_empty() };
    let rows = mails::list(&mut conn, filter, Page::number(page, PAGE_SIZE)).await?;
    drop(conn);
    let base = address(urls::ADMIN_MAILS, &[("status", status), ("q", q), ("urut", sort)]);
    if let Some(first) = beyond(page, rows.len(), &base) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.total);
    let zone = &ctx.snap.settings.zone;
    reply::ok(&MailsPage {
        frame: admin.frame(),
        waiting: !status.is_empty(),
        in_folder: ctx.app.mailer.way() == FOLDER,
        q: q.to_owned(),
        sort: sort.to_owned(),
        rows: rows.into_iter().map(|row| item(zone, row)).collect(),
        paging: paging(page, total, base),
    })
}

fn item(zone: &ShopZone, row: MailRow) -> MailItem {
    MailItem {
        id: row.id,
        at: format::date_time(zone, row.created_at),
        recipient: row.recipient,
        kind: views::mails::kind(&row.kind),
        subject: row.subject,
        sent: row.sent_at.is_some(),
        refused: row.refusal.is_some(),
    }
}

pub async fn show(admin: Admin, Id(id): Id<i64>) -> Answer {
    let ctx = &admin.ctx;
    let row = mails::one(&mut ctx.app.db.read().await?, id).await?.ok_or(Fault::NotFound)?;
    let at = |at: UtcMillis| format::date_time(&ctx.snap.settings.zone, at);
    reply::ok(&MailPage {
        frame: admin.frame(),
        sent_at: row.sent_at.map(at).unwrap_or_default(),
        in_folder: row.transport.as_deref() == Some(FOLDER),
        text: row.body_text,
        mail: MailItem {
            id: row.id,
            at: at(row.created_at),
            recipient: row.recipient,
            kind: views::mails::kind(&row.kind),
            subject: row.subject,
            sent: row.sent_at.is_some(),
            refused: row.refusal.is_some(),
        },
        refusal: row.refusal.unwrap_or_default(),
    })
}
