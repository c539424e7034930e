//! The customer's orders: list, one order, proof, cancellation, feedback (domain.md §5–§7).

use axum::response::Response;
use domain::{
    ids::OrderId,
    order::{self, Actor, Event, Fulfilment, OngkirPaid, OrderFacts, OrderState, Refusal},
};
use store::{
    files::FileKind,
    order_pages::{self, EventPart, OrderFullRow, OrderParts, Reader},
    places::Page,
};
use views::{
    customer::{FeedbackView, OrderPage, OrdersPage, TimelineEntry},
    form::FormState,
    format,
    frame::Tone,
    text, urls,
};

use super::{
    ctx::{Ctx, Customer, Id, Query},
    fault::Fault,
    parts,
    posted::{self, WithFiles},
    reply::{self, Answer},
};
use crate::{
    files::uploads::UploadError,
    ops::{
        OpError,
        feedback::{self, TypedFeedback},
        payment, steps,
    },
};

const PAGE_SIZE: i64 = 10;
/// Largest feedback photo.
const MAX_PHOTO: u64 = 15 * 1024 * 1024;

/// `/pesanan/?status=&halaman=`
pub async fn list(me: Customer, query: Query) -> Answer {
    let state: Option<OrderState> = query.get("status").parse().ok();
    let page = query.page();
    let mut conn = me.ctx.app.db.read().await?;
    let rows = order_pages::of_customer(&mut conn, me.me.id, state, Page::number(page, PAGE_SIZE)).await?;
    let total = rows.first().map_or(0, |row| row.total);
    reply::ok(&OrdersPage {
        frame: me.frame(),
        state,
        orders: rows.iter().map(|row| parts::order_card(&me.ctx.snap, me.ctx.now, row)).collect(),
        paging: parts::paging(page, PAGE_SIZE, total, OrdersPage::address(state)),
    })
}

/// `/pesanan/<id>/`
pub async fn show(me: Customer, Id(id): Id<OrderId>) -> Answer {
    reply::ok(&page(&me, id, Forms::default()).await?)
}

/// Refused forms of the page.
#[derive(Default)]
struct Forms {
    proof: FormState,
    feedback: Option<FormState>,
}

async fn page(me: &Customer, id: OrderId, forms: Forms) -> Result<OrderPage, Fault> {
    let mut conn = me.ctx.app.db.read().await?;
    let row = order_pages::full(&mut conn, id, Reader::Customer(me.me.id)).await?.ok_or(Fault::NotFound)?;
    let lists = order_pages::parts(&mut conn, id, false).await?;
    drop(conn);
    Ok(draw(me, row, lists, forms))
}

fn draw(me: &Customer, row: OrderFullRow, lists: OrderParts, forms: Forms) -> OrderPage {
    let (snap, settings) = (&me.ctx.snap, &me.ctx.snap.settings);
    let proof = lists.proofs.last();
    let feedback = feedback_view(&me.ctx, &row);
    OrderPage {
        frame: me.frame(),
        id: row.id,
        placed_at: format::date_time(&settings.zone, row.placed_at),
        proof_file: proof.map(|proof| (proof.file, proof.content_type == "application/pdf")),
        proof_reason: proof
            .filter(|proof| proof.decision.as_deref() == Some("rejected"))
            .and_then(|proof| proof.reason.clone()),
        cancel_reason: reason_of(&lists.events, Event::Cancel),
        lines: lists.lines.iter().map(|line| parts::frozen_line(snap, line)).collect(),
        offers: parts::frozen_offers(&row.explanation, parts::for_customers),
        gross: row.goods_gross,
        discount_total: row.discount_total,
        goods_total: row.goods_total,
        ongkir: row.ongkir,
        unique_code: row.unique_code,
        amount_due: row.transfer_now.saturating_add(row.pay_driver),
        transfer_now: row.transfer_now,
        pay_driver: row.pay_driver,
        receiver: row.customer_name.clone(),
        phone: local_phone(&row.customer_phone),
        banks: parts::banks(settings),
        deadline: parts::deadline(settings, me.ctx.now, (row.state, row.proof_state, row.pay_deadline)),
        timeline: timeline(&me.ctx, &lists.events, row.fulfilment),
        may_upload: row.state == OrderState::Placed && row.proof_state.may_be_given() && !row.transfer_now.is_zero(),
        may_cancel: order::can(facts(&me.ctx, &row), Event::Cancel, Actor::Customer),
        may_feedback: row.state == OrderState::Completed,
        delivery_photo: row.delivery_file,
        received_by: row.handed_to.clone(),
        proof_form: forms.proof,
        feedback_form: forms.feedback.unwrap_or_else(|| feedback_form(&row)),
        feedback,
        proof_max_bytes: settings.payment.proof_max_bytes,
        state: row.state,
        fulfilment: row.fulfilment,
        proof: row.proof_state,
        address: row.address,
        note: row.note,
    }
}

/// What the order machine must know, for the buttons of a page.
pub fn facts(ctx: &Ctx, row: &OrderFullRow) -> OrderFacts {
    OrderFacts {
        state: row.state,
        fulfilment: row.fulfilment,
        proof: row.proof_state,
        deadline_passed: row.pay_deadline.is_some_and(|deadline| deadline <= ctx.now),
        nothing_to_transfer: nothing_to_transfer(row),
    }
}

/// Whether nothing is to be transferred, now or later.
pub fn nothing_to_transfer(row: &OrderFullRow) -> bool {
    let waits = row.ongkir.is_none() && row.ongkir_paid == OngkirPaid::WithTransfer.code();
    row.transfer_now.is_zero() && !waits
}

/// A stored phone as people read it.
pub fn local_phone(stored: &str) -> String {
    domain::people::Phone::parse(stored).map_or_else(|_| stored.to_owned(), |phone| phone.to_string())
}

/// The reason of the last such event.
pub fn reason_of(events: &[EventPart], event: Event) -> Option<String> {
    events.iter().rev().find(|part| part.event == event.code()).and_then(|part| part.reason.clone())
}

/// The timeline as a customer reads it: roles instead of names.
fn timeline(ctx: &Ctx, events: &[EventPart], fulfilment: Fulfilment) -> Vec<TimelineEntry> {
    let seen = events.iter();
    seen.map(|event| TimelineEntry {
        at: format::date_time(&ctx.snap.settings.zone, event.at),
        text: text::event(&event.event, fulfilment).to_owned(),
        who: event.actor.parse::<Actor>().map(text::actor).unwrap_or_default().to_owned(),
        reason: event.reason.clone(),
    })
    .collect()
}

/// The feedback of an order with the shop's answer.
pub fn feedback_view(ctx: &Ctx, row: &OrderFullRow) -> Option<FeedbackView> {
    let zone = &ctx.snap.settings.zone;
    Some(FeedbackView {
        text: row.feedback_body.clone()?,
        stars: row.feedback_stars.and_then(|stars| u8::try_from(stars).ok()),
        photo: row.feedback_file,
        at: row.feedback_at.map(|at| format::date_time(zone, at)).unwrap_or_default(),
        reply: row.feedback_reply.clone().zip(row.feedback_replied_at.map(|at| format::date_time(zone, at))),
    })
}

fn feedback_form(row: &OrderFullRow) -> FormState {
    let stars = row.feedback_stars.map(|stars| stars.to_string()).unwrap_or_default();
    FormState::filled([("feedback", row.feedback_body.clone().unwrap_or_default()), ("bintang", stars)])
}

/// GET of a form's address leads to the order.
pub async fn back(Id(id): Id<OrderId>) -> Response {
    reply::to(&urls::order(id))
}

/// Before an upload is looked at: the order is this customer's, or it does not exist.
async fn own(me: &Customer, id: OrderId) -> Result<OrderFullRow, Fault> {
    let mut conn = me.ctx.app.db.read().await?;
    order_pages::full(&mut conn, id, Reader::Customer(me.me.id)).await?.ok_or(Fault::NotFound)
}

/// POST `/pesanan/<id>/bukti/` (form `proof`)
pub async fn give_proof(me: Customer, Id(id): Id<OrderId>, WithFiles(posted): WithFiles) -> Answer {
    let order = own(&me, id).await?;
    if order.state != OrderState::Placed || !order.proof_state.may_be_given() {
        return explain(&me, id, OpError::Refused(Refusal::WrongState { from: order.state }));
    }
    let max = me.ctx.snap.settings.payment.proof_max_bytes;
    let bytes = match posted.file("bukti_bayar", max) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return refused_proof(&me, id, domain::Problem::FileMissing).await,
        Err(problem) => return refused_proof(&me, id, problem).await,
    };
    let file = match me.ctx.app.uploads.proof(bytes).await {
        Ok(file) => file,
        Err(UploadError::Refused(problem)) => return refused_proof(&me, id, problem).await,
        Err(error) => return Err(error.into()),
    };
    match payment::give_proof(&me.ctx.app, id, &me.by(), &file).await {
        Ok(()) => Ok(me.ctx.go(&urls::order(id), Tone::Good, text::PROOF_GIVEN)),
        Err(error) => {
            me.ctx.app.uploads.discard(&file).await;
            explain(&me, id, error)
        }
    }
}

async fn refused_proof(me: &Customer, id: OrderId, problem: domain::Problem) -> Answer {
    let proof = posted::refuse(FormState::default(), [("bukti_bayar", problem)]);
    reply::refused(&page(me, id, Forms { proof, feedback: None }).await?)
}

/// A step that is not possible (any more): the order's page, with a word why.
fn explain(me: &Customer, id: OrderId, error: OpError) -> Answer {
    let words = match error {
        OpError::Refused(refusal) => text::refusal(refusal),
        OpError::Missing(missing) => text::missing(missing).to_owned(),
        OpError::Stale => text::CHANGED_MEANWHILE.to_owned(),
        error => return Err(error.into()),
    };
    Ok(me.ctx.go(&urls::order(id), Tone::Bad, &words))
}

/// POST `/pesanan/<id>/pembatalan/` (form `cancel`)
pub async fn cancel(me: Customer, Id(id): Id<OrderId>) -> Answer {
    let step = steps::of_customer(id, Event::Cancel, me.me.id, &me.me.name);
    match steps::advance(&me.ctx.app, step).await {
        Ok(_) => Ok(me.ctx.go(&urls::order(id), Tone::Good, text::ORDER_CANCELLED)),
        Err(error) => explain(&me, id, error),
    }
}

/// POST `/pesanan/<id>/umpan-balik/` (form `feedback`)
pub async fn give_feedback(me: Customer, Id(id): Id<OrderId>, WithFiles(posted): WithFiles) -> Answer {
    if own(&me, id).await?.state != OrderState::Completed {
        return Err(Fault::NotFound);
    }
    let mut form = posted.keep(&["feedback", "bintang"]);
    let photo = match posted.file("fotofeedback", MAX_PHOTO) {
        Ok(Some(bytes)) => match me.ctx.app.uploads.private_picture(FileKind::Feedback, bytes).await {
            Ok(file) => Some(file),
            Err(UploadError::Refused(problem)) => {
                form.refuse("fotofeedback", problem);
                None
            }
            Err(error) => return Err(error.into()),
        },
        Ok(None) => None,
        Err(problem) => {
            form.refuse("fotofeedback", problem);
            None
        }
    };
    if form.is_refused() {
        return reply::refused(&page(&me, id, Forms { feedback: Some(form), ..Forms::default() }).await?);
    }
    let typed = TypedFeedback { text: posted.owned("feedback"), stars: posted.owned("bintang"), photo };
    match feedback::give(&me.ctx.app, id, (me.me.id, &me.me.name), &typed).await {
        Ok(()) => Ok(me.ctx.go(&urls::order(id), Tone::Good, text::FEEDBACK_GIVEN)),
        Err(OpError::Fields(problems)) => {
            let feedback = Some(posted::refuse(form, problems));
            reply::refused(&page(&me, id, Forms { feedback, ..Forms::default() }).await?)
        }
        Err(error) => Err(error.into()),
    }
}
