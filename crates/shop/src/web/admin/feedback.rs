//! Inbox of feedback, with the place to answer (domain.md §7).

use axum::response::Response;
use domain::{ids::OrderId, time::ShopZone};
use store::{
    feedback::{self, FeedbackFilter, FeedbackRow as Stored, FeedbackSort},
    places::Page,
};
use views::{
    admin::{FEEDBACK_SORTS, FeedbackPage, FeedbackRow, Forms},
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
        posted::Typed,
        reply::{self, Answer},
    },
};

const WAITING: &str = "belum";

/// What the list is asked for, as it stands in the address.
struct Asked<'a> {
    status: &'static str,
    q: &'a str,
    sort: &'static str,
}

impl<'a> Asked<'a> {
    /// Reads the fields of an address or of a form; what is none of them is as if it were not there.
    fn read(field: impl Fn(&str) -> &'a str) -> Self {
        let sort = FEEDBACK_SORTS.into_iter().find(|sort| sort.0 == field("urut")).unwrap_or(FEEDBACK_SORTS[0]);
        Self { status: if field("status") == WAITING { WAITING } else { "" }, q: field("q").trim(), sort: sort.0 }
    }

    fn filter(&self) -> FeedbackFilter<'_> {
        let sort = match self.sort {
            "lama" => FeedbackSort::Oldest,
            "bintang" => FeedbackSort::FewestStars,
            _ => FeedbackSort::Newest,
        };
        FeedbackFilter { waiting: self.status == WAITING, search: self.q, sort }
    }

    fn address(&self) -> String {
        address(urls::ADMIN_FEEDBACK, &[("status", self.status), ("q", self.q), ("urut", self.sort)])
    }
}

pub async fn list(admin: Admin, query: Query) -> Answer {
    let page = draw(&admin, &Asked::read(|name| query.get(name)), query.page()).await?;
    match beyond(query.page(), page.rows.len(), &page.paging.base) {
        Some(first) => Ok(first),
        None => reply::ok(&page),
    }
}

async fn draw(admin: &Admin, asked: &Asked<'_>, number: i64) -> Result<FeedbackPage, Fault> {
    let ctx = &admin.ctx;
    let mut conn = ctx.app.db.read().await?;
    let rows = feedback::list(&mut conn, &asked.filter(), Page::number(number, PAGE_SIZE)).await?;
    let waiting = feedback::waiting(&mut conn, asked.q).await?;
    drop(conn);
    let total = rows.first().map_or(0, |row| row.total);
    Ok(FeedbackPage {
        frame: admin.frame(),
        status: asked.status.to_owned(),
        q: asked.q.to_owned(),
        sort: asked.sort,
        waiting: waiting.waiting,
        waiting_found: waiting.found,
        rows: rows.into_iter().map(|stored| row(&ctx.snap.settings.zone, stored)).collect(),
        paging: paging(number, total, asked.address()),
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

pub async fn answer(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    // The page on which the form stood comes along.
    let asked = Asked::read(|name| posted.text(name));
    match verbs::reply(&admin.ctx.app, id, posted.text("balasan"), &admin.by()).await {
        Ok(()) => Ok(admin.ctx.go(&asked.address(), Tone::Good, text::admin::REPLY_SENT)),
        Err(error) => {
            let number = posted.text("halaman").parse().unwrap_or(1);
            let forms = Forms::refused("feedback-reply", refuse(posted.keep_all(), error)?);
            reply::refused(&FeedbackPage { refused: Some(id), forms, ..draw(&admin, &asked, number).await? })
        }
    }
}
