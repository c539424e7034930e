//! From the stored parts of an order to what its pages show, for office and drivers.

use domain::{
    ids::ProductId,
    order::{self, Actor, Event, OngkirPaid, OrderFacts, OrderState, ProofState},
    people::Phone,
    quantity::Quantity,
    rights::Deed,
    time::ShopZone,
};
use store::order_pages::{EventPart, NotePart, OrderFullRow, OrderParts, ProofPart, ShortPart};
use views::{
    admin::{Actions, DeliveryView, MoneyView, OrderCustomer, OrderNoteView, ProofView, ShortView},
    customer::{FeedbackView, TimelineEntry},
    format, text,
};

use crate::{
    ops::{order_edit, shipping},
    snapshot::Snapshot,
    web::ctx::Admin,
};

/// What this admin may do now, by the order machine (domain.md §7) and the kind of admin.
pub fn actions(admin: &Admin, row: &OrderFullRow) -> Actions {
    let ctx = &admin.ctx;
    let facts = OrderFacts {
        state: row.state,
        fulfilment: row.fulfilment,
        proof: row.proof_state,
        deadline_passed: row.pay_deadline.is_some_and(|deadline| deadline <= ctx.now),
        nothing_to_transfer: crate::web::orders::nothing_to_transfer(row),
    };
    let can = |event| order::can(facts, event, Actor::Admin);
    let paid: OngkirPaid = row.ongkir_paid.parse().unwrap_or(OngkirPaid::OnDelivery);
    Actions {
        accept: admin.may(Deed::DecidePayment) && can(Event::AcceptPayment),
        reject: admin.may(Deed::DecidePayment)
            && row.state == OrderState::Placed
            && row.proof_state == ProofState::Waiting,
        ship: can(Event::Ship),
        pickup: can(Event::CollectPickup),
        ongkir: admin.may(Deed::SetOngkir) && shipping::may_set(row.state, row.fulfilment, paid).is_ok(),
        cancel: admin.may(Deed::CancelOrder) && can(Event::Cancel),
        deliver: can(Event::Deliver),
        failed: can(Event::FailDelivery),
        edit: admin.may(Deed::RunOffice) && order_edit::may_edit(row.state, row.proof_state).is_ok(),
    }
}

/// A phone number for reading and for a chat; as it stands when it is none.
pub fn phone(stored: &str) -> (String, String) {
    match Phone::parse(stored) {
        Ok(phone) => (phone.to_string(), phone.wa_number().to_owned()),
        Err(_) => (stored.to_owned(), String::new()),
    }
}

/// Who ordered.
pub fn customer(row: &OrderFullRow) -> OrderCustomer {
    let (phone, wa) = phone(&row.customer_phone);
    OrderCustomer { id: Some(row.customer_id), name: row.customer_name.clone(), phone, wa }
}

/// The parts of what is to be paid.
pub fn money(row: &OrderFullRow) -> MoneyView {
    MoneyView {
        gross: row.goods_gross,
        discount_total: row.discount_total,
        goods_total: row.goods_total,
        ongkir: row.ongkir,
        unique_code: row.unique_code,
        amount_due: row.transfer_now.saturating_add(row.pay_driver),
        transfer_now: row.transfer_now,
        pay_driver: row.pay_driver,
    }
}

/// A proof with what became of it.
pub fn proof(zone: &ShopZone, part: &ProofPart) -> ProofView {
    let decision = part.decision.as_deref();
    let gone = decision.and_then(text::admin::proof_gone).map(ToOwned::to_owned);
    ProofView {
        file: part.file,
        pdf: part.content_type == "application/pdf",
        uploaded_at: format::date_time(zone, part.uploaded_at),
        state: match decision {
            None => ProofState::Waiting,
            Some("accepted") => ProofState::Accepted,
            Some(_) => ProofState::Rejected,
        },
        reason: part.reason.clone().or(gone),
    }
}

/// How it was paid, as an admin noted it; nothing when a proof was accepted.
pub fn payment_note(row: &OrderFullRow, parts: &OrderParts) -> Option<String> {
    if row.proof_state == ProofState::Accepted {
        return None;
    }
    last(parts, |event| event.event == Event::AcceptPayment.code()).and_then(|event| event.reason.clone())
}

fn last(parts: &OrderParts, wanted: impl Fn(&EventPart) -> bool) -> Option<&EventPart> {
    parts.events.iter().rev().find(|event| wanted(event))
}

/// Why the last try to hand over came to nothing, and when; nothing once the goods left again or arrived.
pub fn trouble(zone: &ShopZone, row: &OrderFullRow, parts: &OrderParts) -> Option<String> {
    let tries = |event: &EventPart| matches!(event.event.as_str(), "ship" | "failed_attempt" | "fail_delivery");
    let tried = last(parts, tries)?;
    let failed = match row.state {
        OrderState::Shipped => tried.event == "failed_attempt",
        OrderState::Paid => tried.event == Event::FailDelivery.code(),
        _ => false,
    };
    let reason = tried.reason.as_deref().unwrap_or_default();
    failed.then(|| text::delivery::failed(&format::date_time(zone, tried.at), reason))
}

/// How the goods were handed over, once they were.
pub fn delivery(zone: &ShopZone, row: &OrderFullRow, parts: &OrderParts) -> Option<DeliveryView> {
    let done = OrderState::Completed.code();
    let event = last(parts, |event| event.to == done && event.from.as_deref() != Some(done))?;
    Some(DeliveryView {
        photo: row.delivery_file,
        recipient: row.handed_to.clone().unwrap_or_default(),
        at: format::date_time(zone, event.at),
        by: event.actor_name.clone(),
    })
}

/// When the goods went on the truck last.
pub fn shipped_at(zone: &ShopZone, parts: &OrderParts) -> String {
    let event = last(parts, |event| event.event == Event::Ship.code());
    event.map(|event| format::date_time(zone, event.at)).unwrap_or_default()
}

/// Gram-thousandths of a line, by what the catalogue says a unit weighs.
pub fn weight(snap: &Snapshot, product: ProductId, quantity: Quantity) -> i64 {
    let grams = snap.product(product).and_then(|product| product.row.weight_grams).unwrap_or_default();
    quantity.thousandths().saturating_mul(grams)
}

/// What did not arrive, and what was done about it.
pub fn shortfalls(parts: &OrderParts) -> Vec<ShortView> {
    let view = |part: &ShortPart| ShortView {
        what: text::delivery::missing(&part.name, part.quantity, &part.unit, &part.reason),
        value: part.value,
        settled: part.settlement.as_deref().and_then(|code| code.parse().ok()).map(text::delivery::settlement),
    };
    parts.shortfalls.iter().map(view).collect()
}

/// What the customer said, with the answer.
pub fn feedback(zone: &ShopZone, row: &OrderFullRow) -> Option<FeedbackView> {
    let text = row.feedback_body.clone()?;
    let at = |instant| format::date_time(zone, instant);
    Some(FeedbackView {
        text,
        stars: row.feedback_stars.and_then(|stars| u8::try_from(stars).ok()),
        photo: row.feedback_file,
        at: row.feedback_at.map(at).unwrap_or_default(),
        reply: row.feedback_reply.clone().map(|reply| (reply, row.feedback_replied_at.map(at).unwrap_or_default())),
    })
}

/// A note of the office.
pub fn note(zone: &ShopZone, part: &NotePart) -> OrderNoteView {
    OrderNoteView { body: part.body.clone(), who: part.admin_name.clone(), at: format::date_time(zone, part.at) }
}

/// One row of the timeline, with names: the office knows who did what.
pub fn step(zone: &ShopZone, row: &OrderFullRow, event: &EventPart) -> TimelineEntry {
    let actor: Actor = event.actor.parse().unwrap_or(Actor::Clock);
    TimelineEntry {
        at: format::date_time(zone, event.at),
        text: text::event(&event.event, row.fulfilment).to_owned(),
        who: text::admin::who(actor, &event.actor_name),
        reason: event.reason.clone(),
    }
}
