//! The surat jalan of several orders at once (domain.md §12): those of the ticked orders of the desk, or of a driver's tour. Who may see one
//! of them may see it here; what has none is named with the reason.

use std::collections::BTreeMap;

use axum::response::Response;
use domain::{ids::OrderId, order::OrderState};
use store::{
    order_pages::LinePart,
    order_papers::{self, PaperRow},
};
use views::{
    documents::{Document, Kind, LetterSheet, LettersPage, Order},
    format,
    frame::Tone,
    text, urls,
};

use super::{file, path, sheet, shop_of, weight};
use crate::{
    paper::{self, Qr},
    web::{
        admin::{bulk, parts::PAGE_SIZE},
        ctx::{Admin, Ctx, Query},
        fault::Fault,
        orders::local_phone,
        parts,
        reply::{self, Answer},
    },
};

/// What came of the orders that were asked for.
#[derive(Default)]
struct Letters {
    orders: Vec<OrderId>,
    papers: Vec<(Document, Option<Qr>)>,
    /// Orders without one, each with the reason.
    left_out: Vec<String>,
    /// Those that are not paid yet.
    unpaid: Vec<OrderId>,
}

/// The page to print, a sheet for each order.
pub async fn page(admin: Admin, query: Query) -> Answer {
    let letters = match read(&admin, &query).await? {
        Ok(letters) => letters,
        Err(back) => return Ok(back),
    };
    let sheet = |(document, qr): (Document, Option<Qr>)| LetterSheet {
        document,
        qr: qr.map(|code| (code.side(), path(&code))),
    };
    reply::ok(&LettersPage {
        shop: shop_of(&admin.ctx),
        sheets: letters.papers.into_iter().map(sheet).collect(),
        left_out: letters.left_out,
        unpaid: letters.unpaid,
        back: list(&query),
        pdf: urls::admin_letters_pdf(&letters.orders),
    })
}

/// The same as one PDF.
pub async fn pdf(admin: Admin, query: Query) -> Answer {
    let letters = match read(&admin, &query).await? {
        Ok(letters) => letters,
        Err(back) => return Ok(back),
    };
    let shop = shop_of(&admin.ctx);
    let title = LettersPage::title(letters.papers.len(), &shop);
    let papers = letters.papers;
    let bytes = paper::aside(move || sheet::draw_all(&papers, &title, &shop.name)).await?;
    file(&LettersPage::file_name(&letters.orders), bytes)
}

/// The list they were ticked in.
fn list(query: &Query) -> String {
    bulk::list_at(query.get("daftar"), urls::ADMIN_ORDERS)
}

/// The papers in the order they were asked for; without any, the way back to the list, with what to do.
async fn read(admin: &Admin, query: &Query) -> Result<Result<Letters, Response>, Fault> {
    let ctx = &admin.ctx;
    let chosen: Vec<OrderId> = bulk::chosen(query.all("pesanan"));
    if chosen.is_empty() {
        return Ok(Err(ctx.go(&list(query), Tone::Note, text::admin::NO_ORDER_CHOSEN)));
    }
    let mut conn = ctx.app.db.read().await?;
    let rows = order_papers::orders(&mut conn, &chosen).await?;
    let mut lines: BTreeMap<OrderId, Vec<LinePart>> = BTreeMap::new();
    for line in order_papers::lines(&mut conn, &chosen).await? {
        lines.entry(line.order_id).or_default().push(line.part());
    }
    drop(conn);
    let mut letters = Letters::default();
    let mut left_out = Vec::new();
    for id in &chosen {
        let row = rows.iter().find(|row| row.id == *id && admin.sees(row.state));
        let Some(row) = row else {
            left_out.push((text::bulk::order(*id), text::bulk::UNKNOWN.to_owned()));
            continue;
        };
        let order = order(ctx, row, lines.remove(id).unwrap_or_default());
        match Document::of(Kind::SuratJalan, shop_of(ctx), &order) {
            Some(document) => {
                let qr = Qr::of(&ctx.app.mailer.address(&urls::employee_delivery(*id)));
                letters.orders.push(*id);
                letters.unpaid.extend((row.state == OrderState::Placed).then_some(*id));
                letters.papers.push((document, qr));
            }
            None => left_out.push((text::bulk::order(*id), text::bulk::IS_FETCHED.to_owned())),
        }
    }
    letters.left_out = text::bulk::reasons("", &left_out);
    if letters.papers.is_empty() {
        let words = text::bulk::no_letters(&letters.left_out);
        return Ok(Err(ctx.go(&list(query), Tone::Bad, &words)));
    }
    if query.all("pesanan").count() as i64 > PAGE_SIZE {
        letters.left_out.push(text::bulk::only_first(PAGE_SIZE));
    }
    Ok(Ok(letters))
}

fn order(ctx: &Ctx, row: &PaperRow, lines: Vec<LinePart>) -> Order {
    Order {
        id: row.id,
        state: row.state,
        fulfilment: row.fulfilment,
        proof: row.proof_state,
        placed_at: format::date_time(&ctx.snap.settings.zone, row.placed_at),
        // When and how it was paid is told by the timeline, which no surat jalan shows.
        paid_at: None,
        payment_note: None,
        customer: row.customer_name.clone(),
        phone: local_phone(&row.customer_phone),
        address: row.address.clone(),
        note: row.note.clone(),
        driver: row.employee_name.clone(),
        received_by: row.handed_to.clone(),
        weights: lines.iter().map(|line| weight(ctx, line)).collect(),
        lines: lines.iter().map(|line| parts::frozen_line(&ctx.snap, line)).collect(),
        gross: row.goods_gross,
        discount_total: row.discount_total,
        goods_total: row.goods_total,
        ongkir: row.ongkir,
        unique_code: row.unique_code,
        transfer_now: row.transfer_now,
        pay_driver: row.pay_driver,
    }
}
