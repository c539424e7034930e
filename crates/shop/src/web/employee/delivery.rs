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
    ops::{
        OpError,
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
        posted::{Posted, Typed, WithFiles},
        reply::{self, Answer},
    },
};

/// Longest reason of a failed attempt.
const MAX_REASON: usize = 300;

pub async fn show(me: Employee, Id(id): Id<OrderId>) -> Answer {
    reply::ok(&draw(&me, id).await?)
}

/// Whoever asks for the address of a form goes to the delivery.
pub async fn back(Id(id): Id<OrderId>) -> Response {
    reply::to(&urls::employee_delivery(id))
}

pub async fn deliver(me: Employee, Id(id): Id<OrderId>, WithFiles(posted): WithFiles) -> Answer {
    must_be_mine(&me, id).await?;
    let photo = delivery_photo(&me.ctx.app, &posted).await?;
    let step = photo.and_then(|photo| {
        let note = note(&posted, "penerima")?;
        Ok(Step { note, photo, ..Step::new(id, Event::Deliver, me.by()) })
    });
    let done = match step {
        Ok(step) => steps::advance(&me.ctx.app, step).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(me.ctx.go(urls::EMPLOYEE_DASHBOARD, Tone::Good, text::admin::DELIVERED)),
        Err(error) => refused(&me, id, "deliver", &posted, error).await,
    }
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
    let mut conn = me.ctx.app.db.read().await?;
    let lists = order_pages::parts(&mut conn, id, false).await?;
    drop(conn);
    Ok(page(me, row, &lists))
}

fn page(me: &Employee, row: OrderFullRow, lists: &OrderParts) -> DeliveryPage {
    let snap = &me.ctx.snap;
    let zone = &snap.settings.zone;
    let (phone, wa) = view::phone(&row.customer_phone);
    let item = |line: &order_pages::LinePart| DeliveryItem {
        name: line.name.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        cover: cover(snap, line.product),
    };
    DeliveryPage {
        frame: me.frame(),
        order: row.id,
        state: row.state,
        phone,
        wa,
        items: lists.lines.iter().map(item).collect(),
        pay_driver: row.pay_driver,
        shipped_at: view::shipped_at(zone, lists),
        open: row.state == OrderState::Shipped,
        delivery: view::delivery(zone, &row, lists),
        forms: Forms::default(),
        customer: row.customer_name,
        address: row.address,
        note: row.note,
    }
}
