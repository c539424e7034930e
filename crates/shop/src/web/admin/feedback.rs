//! Inbox of feedback, with the place to answer (domain.md §7).

use axum::response::Response;
use domain::{ids::OrderId, time::ShopZone};
use store::{
    feedback::{self, FeedbackRow as Stored},
    places::Page,
};
use views::{
    admin::{FeedbackPage, FeedbackRow, Forms},
    format,
    frame::Tone,
    text, urls,
};

use super::parts::{PAGE_SIZE, address, beyond, paging, refuse};
use crate::{
    ops::feedback as verbs,
    web::{
        ctx::{Admin, Id, Query},
        fault::Fault,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

const WAITING: &str = "belum";

pub async fn list(admin: Admin, query: Query) -> Answer {
    let page = draw(&admin, query.get("status"), query.page()).await?;
    match beyond(query.page(), page.rows.len(), &page.paging.base) {
        Some(first) => Ok(first),
        None => reply::ok(&page),
    }
}

async fn draw(admin: &Admin, status: &str, number: i64) -> Result<FeedbackPage, Fault> {
    let ctx = &admin.ctx;
    let status = if status == WAITING { WAITING } else { "" };
    let mut conn = ctx.app.db.read().await?;
    let rows = feedback::list(&mut conn, status == WAITING, Page::number(number, PAGE_SIZE)).await?;
    drop(conn);
    let (total, waiting) = rows.first().map_or((0, 0), |row| (row.total, row.waiting));
    let base = address(urls::ADMIN_FEEDBACK, &[("status", status)]);
    Ok(FeedbackPage {
        frame: admin.frame(),
        status: status.to_owned(),
        waiting,
        rows: rows.into_iter().map(|stored| row(&ctx.snap.settings.zone, stored)).collect(),
        paging: paging(number, total, base),
        refused: None,
        forms: Forms::default(),
    })
}

fn row(zone: &ShopZone, row: Stored) -> FeedbackRow {
    FeedbackRow {
        order: row.order_id,
        customer: row.customer_name,
        at: format::date_time(zone, row.updated_at),
        text: row.body,
        stars: row.stars.and_then(|stars| u8::try_from(stars).ok()),
        photo: row.file_id,
        reply: row.reply,
    }
}

/// Whoever asks for the address of a form goes to the inbox.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_FEEDBACK)
}

/// The page on which the form stood; it sends `status` and `halaman` along.
fn where_from(posted: &Posted) -> (&str, i64) {
    (posted.text("status"), posted.text("halaman").parse().unwrap_or(1))
}

pub async fn answer(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let (status, number) = where_from(&posted);
    match verbs::reply(&admin.ctx.app, id, posted.text("balasan"), &admin.by()).await {
        Ok(()) => {
            let address = address(urls::ADMIN_FEEDBACK, &[("status", status)]);
            Ok(admin.ctx.go(&address, Tone::Good, text::admin::REPLY_SENT))
        }
        Err(error) => {
            let forms = Forms::refused("feedback-reply", refuse(posted.keep_all(), error)?);
            reply::refused(&FeedbackPage { refused: Some(id), forms, ..draw(&admin, status, number).await? })
        }
    }
}
