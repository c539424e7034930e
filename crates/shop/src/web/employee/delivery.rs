//! One delivery with the proof to be given (domain.md §7). Somebody else's delivery is as unknown as none.

use axum::response::Response;
use domain::{
    ids::OrderId,
    order::{Event, OrderState},
    text as typed,
};
use http::StatusCode;
use store::order_pages::{self, OrderFullRow, OrderParts, Reader};
use views::{
    admin::Forms,
    employee::{DeliveryItem, DeliveryPage},
    frame::{Flash, Tone},
    text, urls,
};

use crate::{
    entropy,
    ops::{
        OpError, deliveries,
        steps::{self, Step},
    },
    web::{
        admin::{
            order_view as view,
            parts::{delivery_photo, note, refuse},
        },
        ctx::{Employee, Id},
        fault::Fault,
        parts::cover,
        posted::{Posted, Typed, WithFiles, attach_again},
        reply::{self, Answer},
    },
};

use super::arrived;

/// Longest key of a form.
const MAX_KEY: usize = 100;
/// Longest reason of a failed attempt.
const MAX_REASON: usize = 300;

pub async fn show(me: Employee, Id(id): Id<OrderId>) -> Answer {
    reply::ok(&draw(&me, id).await?)
}

/// Whoever asks for the address of a form goes to the delivery.
pub async fn back(Id(id): Id<OrderId>) -> Response {
    reply::to(&urls::employee_delivery(id))
}

/// The proof of a delivery. A telephone without network sends the same form until it is answered, so the same key is the same delivery.
pub async fn deliver(me: Employee, Id(id): Id<OrderId>, WithFiles(posted): WithFiles) -> Answer {
    let key = key(&posted);
    let row = must_be_mine(&me, id).await?;
    if key.is_some() && row.delivery_key == key {
        return Ok(delivered(&me, &posted));
    }
    let lists = parts(&me, id).await?;
    let short = match arrived::read(&posted, &lists.lines) {
        Ok(short) => short,
        Err(form) => {
            let mut page = page(&me, row, &lists);
            // A script still has the photo.
            let form = if posted.has("lewat") { *form } else { attach_again(*form, &posted, "foto_pengiriman") };
            page.forms = Forms::refused("deliver", form);
            return reply::refused(&page);
        }
    };
    let photo = delivery_photo(&me.ctx.app, &posted).await?;
    let step = photo.and_then(|photo| {
        let note = note(&posted, "penerima")?;
        Ok(Step { note, photo, key, ..Step::new(id, Event::Deliver, me.by()) })
    });
    let done = match step {
        Ok(step) => deliveries::hand_over(&me.ctx.app, step, &short).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(delivered(&me, &posted)),
        Err(error) => refused(&me, id, "deliver", &posted, error).await,
    }
}

/// The key of the form, as the page gave it.
fn key(posted: &Posted) -> Option<String> {
    let key = posted.text("kunci").trim();
    (!key.is_empty() && key.len() <= MAX_KEY && key.is_ascii()).then(|| key.to_owned())
}

/// Onward after a delivery. A script that sent the form is told where to, so that a door which asks to sign in first is never taken for
/// "done".
fn delivered(me: &Employee, posted: &Posted) -> Response {
    let onward = me.ctx.go(urls::EMPLOYEE_DASHBOARD, Tone::Good, text::admin::DELIVERED);
    if posted.has("lewat") { reply::told(onward) } else { onward }
}

pub async fn failed(me: Employee, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    must_be_mine(&me, id).await?;
    let noted = match typed::one_line(posted.text("alasan"), MAX_REASON) {
        Ok(reason) => steps::failed_attempt(&me.ctx.app, id, &me.by(), &reason).await,
        Err(problem) => Err(OpError::field("alasan", problem)),
    };
    match noted {
        Ok(()) => Ok(me.ctx.go(urls::EMPLOYEE_DASHBOARD, Tone::Note, text::admin::ATTEMPT_NOTED)),
        Err(error) => refused(&me, id, "delivery-failed", &posted, error).await,
    }
}

/// Looks before anything is stored or noted: drivers know only their own deliveries and those nobody was chosen for.
async fn must_be_mine(me: &Employee, id: OrderId) -> Result<OrderFullRow, Fault> {
    let mut conn = me.ctx.app.db.read().await?;
    order_pages::full(&mut conn, id, Reader::Employee(me.id)).await?.ok_or(Fault::NotFound)
}

/// The page again. A step the order no longer allows has no form to stand at: its refusal stands at the head of the page.
async fn refused(me: &Employee, id: OrderId, name: &'static str, posted: &Posted, error: OpError) -> Answer {
    let moved_on = match &error {
        OpError::Refused(refusal) => Some(text::refusal(*refusal)),
        OpError::Stale => Some(text::admin::ORDER_MOVED.to_owned()),
        _ => None,
    };
    let form = refuse(posted.keep_all(), error)?;
    let mut page = draw(me, id).await?;
    match moved_on {
        Some(text) => page.frame.flash = Some(Flash { tone: Tone::Bad, text }),
        None => page.forms = Forms::refused(name, form),
    }
    reply::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn draw(me: &Employee, id: OrderId) -> Result<DeliveryPage, Fault> {
    let row = must_be_mine(me, id).await?;
    let lists = parts(me, id).await?;
    Ok(page(me, row, &lists))
}

async fn parts(me: &Employee, id: OrderId) -> Result<OrderParts, Fault> {
    let mut conn = me.ctx.app.db.read().await?;
    Ok(order_pages::parts(&mut conn, id, false).await?)
}

fn page(me: &Employee, row: OrderFullRow, lists: &OrderParts) -> DeliveryPage {
    let snap = &me.ctx.snap;
    let zone = &snap.settings.zone;
    let (phone, wa) = view::phone(&row.customer_phone);
    let weight = |line: &order_pages::LinePart| view::weight(snap, line.product, line.quantity);
    let item = |line: &order_pages::LinePart| DeliveryItem {
        name: line.name.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        weight: text::delivery::load_weight(weight(line)),
        cover: cover(snap, line.product),
    };
    DeliveryPage {
        frame: me.frame(),
        key: entropy::key(me.ctx.app.entropy.as_ref()),
        weight: text::delivery::load_weight(lists.lines.iter().map(weight).sum()),
        short: view::shortfalls(lists),
        order: row.id,
        state: row.state,
        phone,
        wa,
        items: lists.lines.iter().map(item).collect(),
        pay_driver: row.pay_driver,
        shipped_at: view::shipped_at(zone, lists),
        open: row.state == OrderState::Shipped,
        delivery: view::delivery(zone, &row, lists),
        trouble: view::trouble(zone, &row, lists),
        forms: Forms::default(),
        customer: row.customer_name,
        address: row.address,
        note: row.note,
    }
}
