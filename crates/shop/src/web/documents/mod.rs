//! Papers of an order as pages to print and as PDF: nota, surat jalan, kwitansi (domain.md §12). Who may not see the order, or asks
//! for a paper it does not have, gets the same 404.

pub mod letters;
mod sheet;

use axum::response::IntoResponse;
use domain::{
    ids::OrderId,
    order::{Event, OrderState},
};
use http::{HeaderValue, header};
use store::order_pages::{self, EventPart, LinePart, OrderFullRow, OrderParts, Reader};
use views::{
    documents::{Document, DocumentPage, Kind, Order},
    format,
    frame::{ShopFace, Viewer},
    urls,
};

use super::{
    admin::order_view,
    ctx::{Admin, Ctx, Customer, Employee, Id, Query},
    fault::Fault,
    orders::local_phone,
    parts,
    reply::{self, Answer},
};
use crate::paper::{self, Qr, Size};

/// Somebody who may hold papers: whose orders, and where the order's page is for them.
pub trait Holder {
    fn ctx(&self) -> &Ctx;
    fn reader(&self) -> Reader;
    /// Whether orders in this state are theirs to see at all.
    fn sees(&self, _: OrderState) -> bool {
        true
    }
    fn order(id: OrderId) -> String;
    /// The page and the PDF of a paper.
    fn addresses(kind: Kind, id: OrderId) -> Option<(String, String)>;
}

impl Holder for Admin {
    fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    fn reader(&self) -> Reader {
        Reader::Admin
    }

    fn sees(&self, state: OrderState) -> bool {
        self.sees(state)
    }

    fn order(id: OrderId) -> String {
        urls::admin_order(id)
    }

    fn addresses(kind: Kind, id: OrderId) -> Option<(String, String)> {
        Some(match kind {
            Kind::Nota => (urls::admin_order_nota(id), urls::admin_order_nota_pdf(id)),
            Kind::SuratJalan => (urls::admin_order_letter(id), urls::admin_order_letter_pdf(id)),
            Kind::Kwitansi => (urls::admin_order_receipt(id), urls::admin_order_receipt_pdf(id)),
        })
    }
}

impl Holder for Customer {
    fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    fn reader(&self) -> Reader {
        Reader::Customer(self.me.id)
    }

    fn order(id: OrderId) -> String {
        urls::order(id)
    }

    fn addresses(kind: Kind, id: OrderId) -> Option<(String, String)> {
        match kind {
            Kind::Nota => Some((urls::order_nota(id), urls::order_nota_pdf(id))),
            Kind::Kwitansi => Some((urls::order_receipt(id), urls::order_receipt_pdf(id))),
            Kind::SuratJalan => None,
        }
    }
}

impl Holder for Employee {
    fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    fn reader(&self) -> Reader {
        Reader::Employee(self.id)
    }

    fn order(id: OrderId) -> String {
        urls::employee_delivery(id)
    }

    fn addresses(kind: Kind, id: OrderId) -> Option<(String, String)> {
        (kind == Kind::SuratJalan).then(|| (urls::employee_letter(id), urls::employee_letter_pdf(id)))
    }
}

pub async fn nota<P: Holder>(who: P, Id(id): Id<OrderId>, query: Query) -> Answer {
    page(&who, Kind::Nota, id, &query).await
}

pub async fn nota_pdf<P: Holder>(who: P, Id(id): Id<OrderId>, query: Query) -> Answer {
    pdf(&who, Kind::Nota, id, &query).await
}

pub async fn letter<P: Holder>(who: P, Id(id): Id<OrderId>, query: Query) -> Answer {
    page(&who, Kind::SuratJalan, id, &query).await
}

pub async fn letter_pdf<P: Holder>(who: P, Id(id): Id<OrderId>, query: Query) -> Answer {
    pdf(&who, Kind::SuratJalan, id, &query).await
}

pub async fn receipt<P: Holder>(who: P, Id(id): Id<OrderId>, query: Query) -> Answer {
    page(&who, Kind::Kwitansi, id, &query).await
}

pub async fn receipt_pdf<P: Holder>(who: P, Id(id): Id<OrderId>, query: Query) -> Answer {
    pdf(&who, Kind::Kwitansi, id, &query).await
}

/// `?kertas=struk` asks for the roll.
fn on_roll(query: &Query) -> bool {
    query.get("kertas") == "struk"
}

async fn page<P: Holder>(who: &P, kind: Kind, id: OrderId, query: &Query) -> Answer {
    let (document, qr) = read(who, kind, id).await?;
    let (sheet, pdf) = P::addresses(kind, id).ok_or(Fault::NotFound)?;
    let roll = on_roll(query);
    let slip = urls::on_roll(&sheet);
    let pdf = if roll { urls::on_roll(&pdf) } else { pdf };
    let qr = qr.map(|code| (code.side(), path(&code)));
    reply::ok(&DocumentPage { document, roll, qr, back: P::order(id), sheet, slip, pdf })
}

/// The dark squares as a path of SVG.
fn path(code: &Qr) -> String {
    let stretch = |(x, y, length): (usize, usize, usize)| format!("M{x} {y}h{length}v1h-{length}z");
    code.stretches().into_iter().map(stretch).collect()
}

async fn pdf<P: Holder>(who: &P, kind: Kind, id: OrderId, query: &Query) -> Answer {
    let (document, qr) = read(who, kind, id).await?;
    let size = if on_roll(query) { Size::Roll80 } else { Size::A5 };
    let name = document.file_name();
    let bytes = paper::aside(move || sheet::draw(&document, qr.as_ref(), size)).await?;
    file(&name, bytes)
}

/// A PDF to be saved under this name.
fn file(name: &str, bytes: Vec<u8>) -> Answer {
    let name = format!("attachment; filename=\"{name}.pdf\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|_| Fault::NotFound)?),
    ];
    Ok((headers, bytes).into_response())
}

async fn read<P: Holder>(who: &P, kind: Kind, id: OrderId) -> Result<(Document, Option<Qr>), Fault> {
    let ctx = who.ctx();
    let mut conn = ctx.app.db.read().await?;
    let row = order_pages::full(&mut conn, id, who.reader()).await?;
    let row = row.filter(|row| who.sees(row.state)).ok_or(Fault::NotFound)?;
    let lists = order_pages::parts(&mut conn, id, false).await?;
    drop(conn);
    let shop = shop_of(ctx);
    let document = Document::of(kind, shop, &order(ctx, &row, &lists)).ok_or(Fault::NotFound)?;
    // Whoever drives opens the delivery, everybody else the order.
    let target = if kind == Kind::SuratJalan { urls::employee_delivery(id) } else { urls::order(id) };
    Ok((document, Qr::of(&ctx.app.mailer.address(&target))))
}

/// Name and address at the head of a paper.
fn shop_of(ctx: &Ctx) -> ShopFace {
    ctx.frame(Viewer::Visitor, super::ctx::Counts::default()).shop
}

/// What one unit of a line weighs.
fn weight(ctx: &Ctx, line: &LinePart) -> Option<i64> {
    ctx.snap.product(line.product).and_then(|product| product.row.weight_grams)
}

fn order(ctx: &Ctx, row: &OrderFullRow, lists: &OrderParts) -> Order {
    let zone = &ctx.snap.settings.zone;
    let accepted = |event: &&EventPart| event.event == Event::AcceptPayment.code();
    Order {
        id: row.id,
        state: row.state,
        fulfilment: row.fulfilment,
        proof: row.proof_state,
        placed_at: format::date_time(zone, row.placed_at),
        paid_at: lists.events.iter().rev().find(accepted).map(|event| format::date(zone, event.at)),
        payment_note: order_view::payment_note(row, lists),
        customer: row.customer_name.clone(),
        phone: local_phone(&row.customer_phone),
        address: row.address.clone(),
        note: row.note.clone(),
        driver: row.employee_name.clone(),
        received_by: row.handed_to.clone(),
        lines: lists.lines.iter().map(|line| parts::frozen_line(&ctx.snap, line)).collect(),
        weights: lists.lines.iter().map(|line| weight(ctx, line)).collect(),
        gross: row.goods_gross,
        discount_total: row.discount_total,
        goods_total: row.goods_total,
        ongkir: row.ongkir,
        unique_code: row.unique_code,
        transfer_now: row.transfer_now,
        pay_driver: row.pay_driver,
    }
}
