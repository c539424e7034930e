//! Payment proofs: given, replaced, rejected (domain.md §6). Accepting is a step of the order machine.

use domain::{
    ids::OrderId,
    order::{Actor, Event, OrderState, ProofState, Refusal},
    problem::Problem,
    rights::Deed,
    settings::Settings,
    text,
};
use store::{
    Tx,
    files::NewFile,
    notifications::To,
    orders::{self, LockedOrder, NewEvent},
    places::By,
};
use views::{format, notices};

use super::{
    Done, OpError,
    audit::{self, Act, Changes},
    bell,
    steps::{self, admin_of, locked_for, refuse_unseen},
};
use crate::{app::App, mail::OrderMail};

/// Longest reason of a rejection.
const MAX_REASON: usize = 300;

/// A customer gives a proof, or replaces the one that was not accepted yet.
pub async fn give_proof(app: &App, order: OrderId, by: &By, file: &NewFile) -> Done<()> {
    let mut tx = app.db.begin().await?;
    let mut order = locked_for(&mut tx, order, by).await?;
    if order.state != OrderState::Placed || !order.proof_state.may_be_given() {
        return Err(OpError::Refused(Refusal::WrongState { from: order.state }));
    }
    order.proof_state = ProofState::Waiting;
    save(&mut tx, &order).await?;
    let file = store::files::insert(&mut tx, file).await?;
    orders::put_proof(&mut tx, order.id, file).await?;
    note(&mut tx, &order, "proof_given", None, by).await?;
    let notice = notices::admin_proof_uploaded(order.id, &order.customer_name);
    bell::write(&mut tx, &[bell::tell(To::Admins, notice)]).await?;
    tx.commit().await?;
    Ok(())
}

/// An admin rejects the waiting proof: the customer is told why, and a new deadline runs.
pub async fn reject_proof(
    app: &App,
    settings: &Settings,
    order: OrderId,
    (by, seen): (&By, Option<i64>),
    reason: &str,
) -> Done<()> {
    audit::allow_admin(by, Deed::DecidePayment)?;
    let reason = text::one_line(reason, MAX_REASON).map_err(|problem| OpError::field("alasan", problem))?;
    let mut tx = app.db.begin().await?;
    let mut order = locked_for(&mut tx, order, by).await?;
    refuse_unseen(&order, seen)?;
    if by.actor != Actor::Admin {
        return Err(OpError::Refused(Refusal::NotAllowed));
    }
    if order.state != OrderState::Placed || order.proof_state != ProofState::Waiting {
        return Err(OpError::Refused(Refusal::WrongState { from: order.state }));
    }
    let deadline = settings.pay_deadline(tx.now());
    order.proof_state = ProofState::Rejected;
    order.pay_deadline = Some(deadline);
    save(&mut tx, &order).await?;
    orders::decide_proof(&mut tx, order.id, "rejected", admin_of(by), Some(&reason)).await?;
    let event = note(&mut tx, &order, "proof_rejected", Some(&reason), by).await?;
    steps::mail(app, &mut tx, &order, (OrderMail::ProofRejected, event), Some(reason.clone())).await?;
    audit::note(&mut tx, by, Act::ProofRejected, order.id, Changes::none().hidden("alasan", true)).await?;
    let until = format::date_time(&settings.zone, deadline);
    let notice = notices::proof_rejected(order.id, &reason, &until);
    bell::write(&mut tx, &[bell::tell(To::Customer(order.customer_id), notice)]).await?;
    // A fee of 0 may have come while the proof waited: then there is nothing left to prove.
    steps::settle(app, &mut tx, order.id).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes the order unless somebody else did meanwhile.
pub(super) async fn save(tx: &mut Tx, order: &LockedOrder) -> Done<()> {
    if orders::write(tx, order).await? { Ok(()) } else { Err(OpError::Stale) }
}

/// A row of the timeline for something that changes no state.
pub(super) async fn note(tx: &mut Tx, order: &LockedOrder, event: &str, reason: Option<&str>, by: &By) -> Done<i64> {
    let event = NewEvent { event, from: Some(order.state), to: order.state, reason };
    Ok(orders::add_event(tx, order.id, &event, by).await?)
}

/// The step that accepts the payment: with the waiting proof, or with a note how it was paid.
pub fn accept(order: OrderId, by: By, note: &str) -> Result<steps::Step, Problem> {
    let note = text::optional(note, MAX_REASON)?;
    let mut step = steps::Step::new(order, Event::AcceptPayment, by);
    step.note = note;
    Ok(step)
}
