//! The forms that move an order on (domain.md §6, §7). Each is one operation; a refused one shows the order again.

use axum::response::Response;
use domain::{
    ids::{EmployeeId, OrderId},
    money::Rupiah,
    order::Event,
    problem::Problem,
};
use views::{frame::Tone, text, urls};

use super::{
    order::refused,
    parts::{delivery_photo, note},
};
use crate::{
    ops::{
        Done, OpError, order_note, payment,
        shipping::{self, MAX_ONGKIR},
        steps::{self, Step},
    },
    web::{
        ctx::{Admin, Id},
        posted::{Posted, Typed, WithFiles},
        reply::{self, Answer},
    },
};

/// Whoever asks for the address of a form goes to the order.
pub async fn back(Id(id): Id<OrderId>) -> Response {
    reply::to(&urls::admin_order(id))
}

/// Takes a step that was put together from a form, and goes back to the order with a word.
async fn take(admin: &Admin, id: OrderId, form: &'static str, posted: &Posted, step: Done<Step>) -> Answer {
    let taken = match step {
        Ok(step) => steps::advance(&admin.ctx.app, Step { seen: seen(posted), ..step }).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(transition) => Ok(admin.ctx.go(&urls::admin_order(id), Tone::Good, text::admin::done(transition.event))),
        Err(error) => refused(admin, id, form, posted, error).await,
    }
}

/// The version of the order that stood on the page of the form.
fn seen(posted: &Posted) -> Option<i64> {
    posted.text("versi").parse().ok()
}

/// A step whose note stands in `field`.
fn noted(admin: &Admin, id: OrderId, event: Event, posted: &Posted, field: &'static str) -> Done<Step> {
    Ok(Step { note: note(posted, field)?, ..Step::new(id, event, admin.by()) })
}

/// The payment is accepted; with `lanjut` the next proof that waits opens.
pub async fn accept(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let step = payment::accept(id, admin.by(), posted.text("catatan"));
    let step = step.map_err(|problem| OpError::field("catatan", problem));
    if !posted.has("lanjut") || step.is_err() {
        return take(&admin, id, "accept-proof", &posted, step).await;
    }
    let taken = match step {
        Ok(step) => steps::advance(&admin.ctx.app, Step { seen: seen(&posted), ..step }).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(transition) => on_to_the_next(&admin, id, text::admin::done(transition.event)).await,
        Err(error) => refused(&admin, id, "accept-proof", &posted, error).await,
    }
}

/// The next proof that waits; without one, the list in which there is none.
async fn on_to_the_next(admin: &Admin, id: OrderId, words: &str) -> Answer {
    let mut conn = admin.ctx.app.db.read().await?;
    let next = store::order_queue::next_proof(&mut conn, id).await?;
    drop(conn);
    Ok(match next {
        Some(next) => admin.ctx.go(&urls::admin_order(next), Tone::Good, &text::desk::accepted_next(id, words)),
        None => admin.ctx.go(urls::ADMIN_ORDERS, Tone::Good, text::desk::NO_MORE_PROOFS),
    })
}

/// POST `/admin/pesanan/<id>/catatan/` (form `order-note`)
pub async fn add_note(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let typed = (posted.text("catatan_internal"), posted.text("kunci"));
    match order_note::add(&admin.ctx.app, id, &admin.by(), typed.0, typed.1).await {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_order(id), Tone::Good, text::admin::NOTE_KEPT)),
        Err(error) => refused(&admin, id, "order-note", &posted, error).await,
    }
}

pub async fn reject(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let (app, settings) = (&admin.ctx.app, &admin.ctx.snap.settings);
    match payment::reject_proof(app, settings, id, (&admin.by(), seen(&posted)), posted.text("alasan")).await {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_order(id), Tone::Good, text::admin::PROOF_REJECTED)),
        Err(error) => refused(&admin, id, "reject-proof", &posted, error).await,
    }
}

pub async fn ship(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let employee = driver(&admin, posted.text("karyawan")).await;
    let step = employee.map(|employee| Step { employee, ..Step::new(id, Event::Ship, admin.by()) });
    take(&admin, id, "ship", &posted, step).await
}

/// The employee who drives; nobody in particular when the field is empty.
pub async fn driver(admin: &Admin, typed: &str) -> Done<Option<EmployeeId>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let unknown = || OpError::field("karyawan", Problem::UnknownChoice);
    let id: EmployeeId = typed.parse().map_err(|_| unknown())?;
    let mut conn = admin.ctx.app.db.read().await?;
    let found = store::accounts::employee(&mut conn, id).await?;
    found.filter(|employee| employee.deactivated_at.is_none()).map(|employee| Some(employee.id)).ok_or_else(unknown)
}

pub async fn pickup(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let step = noted(&admin, id, Event::CollectPickup, &posted, "penerima");
    take(&admin, id, "pickup", &posted, step).await
}

pub async fn ongkir(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let set = match fee(posted.text("ongkir")) {
        Ok(fee) => shipping::set_ongkir(&admin.ctx.app, &admin.ctx.snap.settings, id, &admin.by(), fee).await,
        Err(problem) => Err(OpError::field("ongkir", problem)),
    };
    match set {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_order(id), Tone::Good, text::admin::ONGKIR_SAVED)),
        Err(error) => refused(&admin, id, "ongkir", &posted, error).await,
    }
}

/// A fee as typed, in rupiah; more than is plausible is a slip of the finger.
pub fn fee(typed: &str) -> Result<Rupiah, Problem> {
    let max = Rupiah::from_u32(MAX_ONGKIR);
    let fee = Rupiah::parse(typed).map_err(|problem| match problem {
        Problem::AmountOutOfRange { .. } => Problem::AmountOutOfRange { max },
        other => other,
    })?;
    if fee > max { Err(Problem::AmountOutOfRange { max }) } else { Ok(fee) }
}

pub async fn cancel(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let refund = text::refund(posted.text("uang")).map(ToOwned::to_owned);
    let step = noted(&admin, id, Event::Cancel, &posted, "alasan").map(|step| Step { refund, ..step });
    take(&admin, id, "cancel-order", &posted, step).await
}

pub async fn failed(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let step = noted(&admin, id, Event::FailDelivery, &posted, "alasan");
    take(&admin, id, "delivery-failed", &posted, step).await
}

pub async fn deliver(admin: Admin, Id(id): Id<OrderId>, WithFiles(posted): WithFiles) -> Answer {
    let photo = delivery_photo(&admin.ctx.app, &posted).await?;
    let step = photo.and_then(|photo| Ok(Step { photo, ..noted(&admin, id, Event::Deliver, &posted, "penerima")? }));
    take(&admin, id, "deliver", &posted, step).await
}
