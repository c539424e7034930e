//! Tables brought in (docs/decisions/0021): the form, what a table would do, taking it or throwing it away.

use axum::response::Response;
use domain::{
    import::{ImportKind, Use},
    problem::Problem,
};
use store::imports as stored;
use views::{
    admin::{ColumnHelp, ImportPage, ImportsPage},
    form::FormState,
    frame::Tone,
    text::{self, import as words},
    urls,
};

use super::{
    imports_view::{item, page},
    parts::refuse,
};
use crate::{
    entropy,
    ops::{
        OpError,
        imports::{self, Uploaded},
    },
    sheets::read::{MOST_BYTES, MOST_ROWS},
    web::{
        ctx::{Admin, Id, Query},
        fault::Fault,
        posted::{Posted, Typed, WithFiles},
        reply::{self, Answer},
    },
};

/// Earlier imports beside the form.
const RECENT: i64 = 10;
/// Number of an import in an address.
type ImportId = i64;

pub async fn products(admin: Admin) -> Answer {
    form(&admin, ImportKind::Products, FormState::default()).await
}

pub async fn stock(admin: Admin) -> Answer {
    form(&admin, ImportKind::Stock, FormState::default()).await
}

pub async fn customers(admin: Admin) -> Answer {
    form(&admin, ImportKind::Customers, FormState::default()).await
}

pub async fn bring_products(admin: Admin, WithFiles(posted): WithFiles) -> Answer {
    bring(&admin, ImportKind::Products, &posted).await
}

pub async fn bring_stock(admin: Admin, WithFiles(posted): WithFiles) -> Answer {
    bring(&admin, ImportKind::Stock, &posted).await
}

pub async fn bring_customers(admin: Admin, WithFiles(posted): WithFiles) -> Answer {
    bring(&admin, ImportKind::Customers, &posted).await
}

async fn form(admin: &Admin, kind: ImportKind, form: FormState) -> Answer {
    let ctx = &admin.ctx;
    let mut conn = ctx.app.db.read().await?;
    let recent = stored::latest(&mut conn, kind, RECENT).await?;
    drop(conn);
    let refused = form.is_refused();
    let told = |of: Use| of != Use::Told;
    let columns = kind.columns().iter().filter(|(_, of)| told(*of));
    let page = ImportsPage {
        frame: admin.frame(),
        kind,
        form,
        key: entropy::key(ctx.app.entropy.as_ref()),
        columns: columns
            .map(|(column, of)| ColumnHelp {
                title: words::title(*column),
                needed: *of == Use::Needed,
                hint: words::hint(*column),
            })
            .collect(),
        most_rows: MOST_ROWS as i64,
        recent: recent.into_iter().map(|row| item(&ctx.snap.settings.zone, row)).collect(),
    };
    if refused { reply::refused(&page) } else { reply::ok(&page) }
}

/// Reads the file and leads to what it would do.
async fn bring(admin: &Admin, kind: ImportKind, posted: &Posted) -> Answer {
    let bytes = match posted.file("berkas", MOST_BYTES) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) if posted.file_name("berkas").trim().is_empty() => Err(Problem::FileMissing),
        Ok(None) => Err(Problem::FileEmpty),
        Err(problem) => Err(problem),
    };
    let key = Some(posted.text("kunci")).filter(|key| !key.is_empty() && key.len() <= 64);
    let begun = match bytes {
        Ok(bytes) => {
            let key = key.map_or_else(|| entropy::key(admin.ctx.app.entropy.as_ref()), str::to_owned);
            let name = posted.file_name("berkas");
            let name = if name.trim().is_empty() { words::kind(kind) } else { name };
            let file = Uploaded { kind, key: &key, file_name: name, reason: posted.text("alasan"), bytes };
            imports::begin(&admin.ctx.app, file, &admin.by()).await
        }
        Err(problem) => Err(OpError::field("berkas", problem)),
    };
    match begun {
        Ok(begun) if begun.nothing => {
            Ok(admin.ctx.go(&urls::admin_import(begun.id), Tone::Note, &words::nothing(begun.unread)))
        }
        Ok(begun) => Ok(reply::to(&urls::admin_import(begun.id))),
        Err(error) => form(admin, kind, refuse(posted.keep(&["alasan"]), error)?).await,
    }
}

async fn draw(admin: &Admin, id: ImportId, query: (&str, i64), message: String) -> Result<ImportPage, Fault> {
    let ctx = &admin.ctx;
    let mut conn = ctx.app.db.read().await?;
    let head = stored::import(&mut conn, id).await?.ok_or(Fault::NotFound)?;
    let kind: ImportKind = head.kind.parse().map_err(|_| Fault::NotFound)?;
    if !admin.may(kind.deed()) {
        return Err(OpError::NotAllowed(kind.deed()).into());
    }
    let preview = imports::preview(&ctx.app, &mut conn, &head).await?;
    drop(conn);
    let head = item(&ctx.snap.settings.zone, head);
    Ok(page(admin, (kind, head), preview, query, message))
}

pub async fn show(admin: Admin, Id(id): Id<ImportId>, query: Query) -> Answer {
    let page = draw(&admin, id, (query.get("lihat"), query.page()), String::new()).await?;
    reply::ok(&page)
}

/// Whoever asks for the address of a form goes to the import.
pub async fn back(Id(id): Id<ImportId>) -> Response {
    reply::to(&urls::admin_import(id))
}

/// Takes the table as it was shown.
pub async fn apply(admin: Admin, Id(id): Id<ImportId>, Typed(posted): Typed) -> Answer {
    let message = match imports::apply(&admin.ctx.app, id, posted.text("segel"), &admin.by()).await {
        Ok(figures) => {
            let told = words::applied(figures.created, figures.changed, figures.unchanged);
            return Ok(admin.ctx.go(&urls::admin_import(id), Tone::Good, &told));
        }
        Err(OpError::Stale) => words::DATA_MOVED.to_owned(),
        Err(OpError::Fields(problems)) if problems.iter().any(|(_, problem)| *problem == Problem::ImportClosed) => {
            return Ok(admin.ctx.go(&urls::admin_import(id), Tone::Note, &text::problem(&Problem::ImportClosed)));
        }
        Err(OpError::Fields(_)) => text::problem(&Problem::RowsWrong),
        Err(error) => return Err(error.into()),
    };
    reply::refused(&draw(&admin, id, ("", 1), message).await?)
}

/// Throws the table away.
pub async fn discard(admin: Admin, Id(id): Id<ImportId>) -> Answer {
    match imports::discard(&admin.ctx.app, id, &admin.by()).await {
        Ok(kind) => Ok(admin.ctx.go(urls::admin_import_form(kind), Tone::Note, words::DROPPED)),
        Err(OpError::Fields(_)) => {
            Ok(admin.ctx.go(&urls::admin_import(id), Tone::Note, &text::problem(&Problem::ImportClosed)))
        }
        Err(error) => Err(error.into()),
    }
}
