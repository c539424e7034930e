//! Counting the yard (domain.md §4): the list of counts, the sheet with its lines, approval and cancellation.

use axum::response::Response;
use domain::{ids::CategoryId, problem::Problem};
use http::StatusCode;
use store::counts::{self as stored, CountLineRow, CountRow};
use views::{
    admin::{Choice, CountApprovePage, CountPage, CountPrintPage, CountsPage},
    form::FormState,
    frame::{Flash, Tone},
    text, urls,
};

use super::{
    counts_view::{View, line, row, sheet},
    parts::{address, refuse, version},
};
use crate::{
    ops::{
        OpError,
        counts::{self, Line},
    },
    web::{
        ctx::{Admin, Id, Query},
        fault::Fault,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// Number of a count in an address.
type CountId = i64;

async fn draw_list(admin: &Admin, form: FormState) -> Result<CountsPage, Fault> {
    let ctx = &admin.ctx;
    let mut conn = ctx.app.db.read().await?;
    let rows = stored::list(&mut conn).await?;
    drop(conn);
    let living = ctx.snap.categories.iter().filter(|category| category.archived_at.is_none());
    Ok(CountsPage {
        frame: admin.frame(),
        form,
        categories: living.map(|category| Choice::new(category.id, category.name.as_str())).collect(),
        rows: rows.into_iter().map(|stored| row(&ctx.snap.settings.zone, stored)).collect(),
    })
}

pub async fn list(admin: Admin) -> Answer {
    reply::ok(&draw_list(&admin, FormState::default()).await?)
}

/// Opens a sheet.
pub async fn open(admin: Admin, Typed(posted): Typed) -> Answer {
    let category: Result<Option<CategoryId>, Problem> = match posted.text("kategori").trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| Problem::UnknownChoice),
    };
    let opened = match category {
        Ok(category) => counts::open(&admin.ctx.app, category, posted.text("catatan"), &admin.by()).await,
        Err(problem) => Err(OpError::field("kategori", problem)),
    };
    match opened {
        Ok(id) => Ok(admin.ctx.go(&urls::admin_count(id), Tone::Good, text::COUNT_OPENED)),
        Err(error) => {
            let form = refuse(posted.keep(&["kategori", "catatan"]), error)?;
            reply::refused(&draw_list(&admin, form).await?)
        }
    }
}

async fn read(admin: &Admin, id: CountId) -> Result<(CountRow, Vec<CountLineRow>), Fault> {
    let mut conn = admin.ctx.app.db.read().await?;
    let head = stored::count(&mut conn, id).await?.ok_or(Fault::NotFound)?;
    let lines = stored::lines(&mut conn, id).await?;
    Ok((head, lines))
}

async fn draw(admin: &Admin, id: CountId, view: View) -> Result<CountPage, Fault> {
    let (head, lines) = read(admin, id).await?;
    Ok(sheet(admin, head, &lines, view))
}

pub async fn show(admin: Admin, Id(id): Id<CountId>, query: Query) -> Answer {
    reply::ok(&draw(&admin, id, View::read(query.get("lihat"))).await?)
}

pub async fn print(admin: Admin, Id(id): Id<CountId>) -> Answer {
    let (head, lines) = read(&admin, id).await?;
    let zone = &admin.ctx.snap.settings.zone;
    let lines = lines.iter().map(|stored| line(zone, stored)).collect();
    reply::ok(&CountPrintPage { frame: admin.frame(), head: row(zone, head), lines })
}

/// Whoever asks for the address of a form goes to the sheet.
pub async fn back(Id(id): Id<CountId>) -> Response {
    reply::to(&urls::admin_count(id))
}

/// What an approval does to the books, and what nobody counted; a closed sheet is only looked at.
pub async fn ask(admin: Admin, Id(id): Id<CountId>) -> Answer {
    let (head, lines) = read(&admin, id).await?;
    let version = head.version;
    let sheet = sheet(&admin, head, &lines, View::Differing);
    if !sheet.head.open() {
        return Ok(reply::to(&urls::admin_count(id)));
    }
    reply::ok(&CountApprovePage {
        frame: sheet.frame,
        head: sheet.head,
        version,
        lines: sheet.lines,
        value: sheet.value,
    })
}

/// Saves one line and goes back to it.
pub async fn put(admin: Admin, Id(id): Id<CountId>, Typed(posted): Typed) -> Answer {
    let product = posted.text("produk").parse().map_err(|_| Fault::NotFound)?;
    let line = Line { product, version: version(&posted), typed: posted.text("jumlah") };
    let view = View::read(posted.text("lihat"));
    match counts::put(&admin.ctx.app, id, line, &admin.by()).await {
        Ok(()) => {
            let sheet = address(&urls::admin_count(id), &[("lihat", view.code())]);
            Ok(reply::to(&format!("{sheet}#baris-{product}")))
        }
        Err(error) => refused_line(&admin, id, line, error).await,
    }
}

/// The sheet again, with what was typed and what is wrong at the line.
async fn refused_line(admin: &Admin, id: CountId, typed: Line<'_>, error: OpError) -> Answer {
    let words = match &error {
        OpError::Fields(problems) => problems.first().map(|(_, problem)| text::problem(problem)),
        OpError::Stale => Some(text::problem(&Problem::ChangedMeanwhile)),
        _ => None,
    };
    let Some(words) = words else { return Err(error.into()) };
    let mut page = draw(admin, id, View::All).await?;
    match page.lines.iter_mut().find(|line| line.product == typed.product) {
        Some(line) if page.head.open() => {
            typed.typed.clone_into(&mut line.value);
            line.problem = Some(words);
        }
        _ => page.frame.flash = Some(Flash { tone: Tone::Bad, text: words }),
    }
    reply::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn finish(admin: &Admin, id: CountId, posted: &Posted, done: crate::ops::Done<()>, words: &str) -> Answer {
    match done {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_count(id), Tone::Good, words)),
        Err(error) => {
            let form = refuse(posted.keep(&[]), error)?;
            let mut page = draw(admin, id, View::All).await?;
            if page.head.open() {
                page.form = form;
            } else {
                let text = form.message().unwrap_or_default().to_owned();
                page.frame.flash = Some(Flash { tone: Tone::Bad, text });
            }
            reply::refused(&page)
        }
    }
}

pub async fn approve(admin: Admin, Id(id): Id<CountId>, Typed(posted): Typed) -> Answer {
    let done = counts::approve(&admin.ctx.app, id, version(&posted), &admin.by()).await;
    finish(&admin, id, &posted, done, text::COUNT_APPROVED).await
}

pub async fn cancel(admin: Admin, Id(id): Id<CountId>, Typed(posted): Typed) -> Answer {
    let done = counts::cancel(&admin.ctx.app, id, &admin.by()).await;
    finish(&admin, id, &posted, done, text::COUNT_CANCELLED).await
}
