//! Reports (domain.md §12, §13): admins only. One reading makes one [`Report`]; the page and every file are drawn from it.

mod asked;
mod goods;
mod orders;
mod parts;
mod people;

use axum::extract::Path;
use domain::order::OrderState;
use store::places::Page;
use views::{
    admin::{Choice, FileLink, ReportPage, ReportsPage},
    report::{FileForm, Report, ReportKind},
    text, urls,
};

use self::asked::{Asked, Filters};
use crate::{
    sheets,
    web::{
        admin::parts::beyond,
        ctx::{Admin, Ctx, Query},
        fault::Fault,
        parts::paging,
        reply::{self, Answer},
        routes::{Routes, get},
    },
};

/// Rows of a report on one screen.
const SCREEN: i64 = 25;

pub fn routes() -> Routes {
    Routes::new()
        .route(urls::REPORTS, get(list))
        .route(urls::REPORT_PATH, get(show))
        .route(urls::REPORT_FILE_PATH, get(file))
}

async fn list(admin: Admin) -> Answer {
    reply::ok(&ReportsPage { frame: admin.frame() })
}

async fn show(admin: Admin, Path(name): Path<String>, query: Query) -> Answer {
    let kind = ReportKind::from_slug(&name).ok_or(Fault::NotFound)?;
    let asked = Asked::read(&admin.ctx, kind, &query);
    let Ok(filters) = &asked.filters else { return reply::refused(&page(&admin, &asked, None, 1)) };
    let number = query.page();
    let report = read(&admin.ctx, filters, Page::number(number, SCREEN)).await?;
    if let Some(first) = beyond(number, report.rows.len(), &asked.address()) {
        return Ok(first);
    }
    reply::ok(&page(&admin, &asked, Some(report), number))
}

/// The same report as a file, whole. Above the bound it is refused with words: half a report would be a wrong one.
async fn file(admin: Admin, Path((name, form)): Path<(String, String)>, query: Query) -> Answer {
    let kind = ReportKind::from_slug(&name).ok_or(Fault::NotFound)?;
    let form = FileForm::from_code(&form).ok_or(Fault::NotFound)?;
    let mut asked = Asked::read(&admin.ctx, kind, &query);
    let Ok(filters) = &asked.filters else { return reply::refused(&page(&admin, &asked, None, 1)) };
    let most = sheets::most_rows(form);
    let report = read(&admin.ctx, filters, Page { skip: 0, take: most }).await?;
    if report.total > most {
        asked.form.refuse_whole(text::report::too_many_rows(report.total, most));
        return reply::refused(&page(&admin, &asked, None, 1));
    }
    let file_name = asked.file_name(form);
    let head = sheets::Head::of(&admin.ctx.snap.settings, admin.ctx.now);
    // Tens of thousands of rows are work for a thread of its own.
    let made = tokio::task::spawn_blocking(move || sheets::make(form, &head, &report)).await;
    let bytes = made.map_err(|error| sheets::SheetError::new(&error)).and_then(|made| made).map_err(|error| {
        tracing::error!(%error, kind = kind.slug(), form = form.code(), "a report could not be written");
        Fault::Kind(views::errors::ErrorKind::Internal)
    })?;
    reply::attachment(form.content_type(), &file_name, bytes)
}

/// Reads a report: at most two statements, whatever the range.
async fn read(ctx: &Ctx, filters: &Filters, page: Page) -> Result<Report, Fault> {
    match filters.kind {
        ReportKind::Transactions => orders::transactions(ctx, filters, page).await,
        ReportKind::WithoutMoney => orders::without_money(ctx, filters, page).await,
        ReportKind::BestSellers => goods::best_sellers(ctx, filters, page).await,
        ReportKind::Revenue => goods::revenue(ctx, filters, page).await,
        ReportKind::Stock => goods::stock(ctx, filters, page).await,
        ReportKind::Customers => people::customers(ctx, filters, page).await,
        ReportKind::Discounts => people::discounts(ctx, filters, page).await,
    }
}

fn page(admin: &Admin, asked: &Asked, report: Option<Report>, number: i64) -> ReportPage {
    let (ctx, kind) = (&admin.ctx, asked.kind);
    let total = report.as_ref().map_or(0, |report| report.total);
    let file = |form| FileLink { form, address: asked.file_address(form) };
    ReportPage {
        frame: admin.frame(),
        kind,
        form: asked.form.clone(),
        presets: asked.presets(ctx),
        states: states(kind),
        categories: categories(ctx),
        sorts: sorts(kind),
        files: FileForm::ALL.into_iter().map(file).collect(),
        paging: paging(number, SCREEN, total, asked.address()),
        report,
    }
}

fn states(kind: ReportKind) -> Vec<Choice> {
    let fits = |state: &&OrderState| kind != ReportKind::WithoutMoney || asked::brings_nothing(**state);
    OrderState::ALL.iter().filter(fits).map(|state| Choice::new(state.code(), text::state(*state))).collect()
}

fn categories(ctx: &Ctx) -> Vec<Choice> {
    ctx.snap.categories.iter().map(|row| Choice::new(row.id, row.name.clone())).collect()
}

fn sorts(kind: ReportKind) -> Vec<Choice> {
    if kind != ReportKind::BestSellers {
        return Vec::new();
    }
    let names = [("", text::report::names::BY_REVENUE), (asked::BY_QUANTITY, text::report::names::BY_QUANTITY)];
    names.map(|(value, words)| Choice::new(value, words)).to_vec()
}
