//! Tables of products, stock and customers taken out, in the form in which they can be brought in again (docs/decisions/0021).

use axum::extract::Path;
use domain::import::{Column as Of, ImportKind};
use store::{catalogue::ProductRow, imports as stored};
use views::{
    errors::ErrorKind,
    frame::Tone,
    report::{Cell, Column, FileForm, Kind},
    text::{audit::yes, import as words},
    urls,
};

use crate::{
    ops::{catalogue::kilograms, imports},
    sheets,
    web::{
        ctx::{Admin, Ctx, Query},
        fault::Fault,
        reply::{self, Answer},
    },
};

pub async fn products(admin: Admin, Path(form): Path<String>, query: Query) -> Answer {
    let ctx = &admin.ctx;
    let rows = ctx.snap.products.iter().map(|product| goods(ctx, &product.row)).collect();
    send(&admin, ImportKind::Products, &form, if query.get("kosong") == "ya" { Vec::new() } else { rows }).await
}

pub async fn stock(admin: Admin, Path(form): Path<String>, query: Query) -> Answer {
    let on_sale = admin.ctx.snap.products.iter().filter(|product| product.on_sale());
    let rows = on_sale.map(|product| level(&product.row)).collect();
    send(&admin, ImportKind::Stock, &form, if query.get("kosong") == "ya" { Vec::new() } else { rows }).await
}

pub async fn customers(admin: Admin, Path(form): Path<String>, query: Query) -> Answer {
    if query.get("kosong") == "ya" {
        return send(&admin, ImportKind::Customers, &form, Vec::new()).await;
    }
    file_form(&form)?;
    let most = sheets::most_rows(FileForm::Xlsx);
    let mut conn = admin.ctx.app.db.read().await?;
    let rows = stored::customers(&mut conn, most).await?;
    drop(conn);
    let total = rows.first().map_or(0, |row| row.total);
    if total > most {
        return Ok(admin.ctx.go(urls::ADMIN_CUSTOMER_IMPORT, Tone::Bad, &words::too_many(total, most)));
    }
    let zone = &admin.ctx.snap.settings.zone;
    let rows: Vec<Vec<Cell>> = rows
        .into_iter()
        .map(|row| {
            vec![
                Cell::text(row.username),
                Cell::text(row.name),
                Cell::text(row.phone),
                Cell::text(row.address),
                Cell::text(row.birth_date),
                row.email.map_or(Cell::Empty, Cell::Text),
                row.tags.map_or(Cell::Empty, Cell::Text),
                Cell::text(yes(row.consent_at.is_some())),
                Cell::Count(row.orders),
                Cell::Money(row.bought),
                Cell::Day(zone.day_of(row.created_at)),
            ]
        })
        .collect();
    imports::exported(&admin.ctx.app, ImportKind::Customers, rows.len(), &admin.by()).await?;
    send(&admin, ImportKind::Customers, &form, rows).await
}

fn goods(ctx: &Ctx, row: &ProductRow) -> Vec<Cell> {
    let category =
        row.category_id.and_then(|id| ctx.snap.category(id)).map_or(Cell::Empty, |row| Cell::text(&*row.name));
    let weight = kilograms(row.weight_grams);
    vec![
        Cell::Text(row.id.to_string()),
        Cell::text(&*row.name),
        category,
        Cell::Money(row.price),
        Cell::text(&*row.unit),
        Cell::Quantity(row.step),
        Cell::Quantity(row.minimum),
        if weight.is_empty() { Cell::Empty } else { Cell::Text(weight) },
        if row.description.is_empty() { Cell::Empty } else { Cell::text(&*row.description) },
        Cell::text(yes(row.archived_at.is_some())),
        Cell::Empty,
        Cell::Quantity(row.on_hand),
    ]
}

fn level(row: &ProductRow) -> Vec<Cell> {
    vec![
        Cell::Text(row.id.to_string()),
        Cell::text(&*row.name),
        Cell::text(&*row.unit),
        Cell::Quantity(row.on_hand),
        Cell::Quantity(row.reserved),
        Cell::Quantity(row.on_hand.saturating_sub(row.reserved)),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ]
}

const fn kind(column: Of) -> Kind {
    match column {
        Of::Price | Of::Bought => Kind::Money,
        Of::Step
        | Of::Minimum
        | Of::OnHand
        | Of::Reserved
        | Of::Available
        | Of::Restock
        | Of::Breakage
        | Of::Counted
        | Of::InitialStock => Kind::Quantity,
        Of::Orders => Kind::Count,
        Of::Since => Kind::Date,
        _ => Kind::Text,
    }
}

/// The form of the file; there is none to be read back as a PDF.
fn file_form(code: &str) -> Result<FileForm, Fault> {
    FileForm::from_code(code).filter(|form| *form != FileForm::Pdf).ok_or(Fault::NotFound)
}

async fn send(admin: &Admin, table: ImportKind, form: &str, rows: Vec<Vec<Cell>>) -> Answer {
    let form = file_form(form)?;
    let columns: Vec<Column> = table
        .columns()
        .iter()
        .map(|(column, _)| Column { title: words::title(*column), kind: kind(*column) })
        .collect();
    let name = words::kind(table);
    let made = tokio::task::spawn_blocking(move || sheets::table(form, name, &columns, &rows)).await;
    let bytes = made.map_err(|error| sheets::SheetError::new(&error)).and_then(|made| made).map_err(|error| {
        tracing::error!(%error, table = table.code(), form = form.code(), "a table could not be written");
        Fault::Kind(ErrorKind::Internal)
    })?;
    let day = admin.ctx.snap.settings.zone.day_of(admin.ctx.now);
    reply::attachment(form.content_type(), &format!("{name}-{day}.{}", form.code()), bytes)
}
