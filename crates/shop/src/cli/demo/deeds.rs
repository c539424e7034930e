//! What customers, office and drivers do with an order, each through its operation.

use domain::{
    ids::OrderId,
    money::Rupiah,
    order::{Actor, Event},
};
use store::{files::FileKind, places::By};

use super::{buying, pictures, play::Play, seeds::Feedback, timeline::Deed};
use crate::ops::{
    by_customer, feedback, payment, shipping,
    steps::{self, Step},
};

/// Does it, unless the order was never placed.
pub async fn play(play: &mut Play<'_>, at: usize, deed: Deed) -> anyhow::Result<()> {
    if deed == Deed::Place {
        play.placed[at] = buying::place(play, at).await?;
        return Ok(());
    }
    let Some(order) = play.placed[at] else { return Ok(()) };
    match deed {
        Deed::Place => Ok(()),
        Deed::GiveProof => give_proof(play, at, order).await,
        Deed::RejectProof => reject(play, order).await,
        Deed::SetOngkir => set_ongkir(play, at, order).await,
        Deed::FailedAttempt => failed_attempt(play, order).await,
        Deed::Feedback => praise(play, at, order).await,
        Deed::Reply => reply(play, at, order).await,
        Deed::Deliver => deliver(play, order).await,
        Deed::Accept | Deed::AcceptByNote | Deed::Ship(_) | Deed::FailDelivery | Deed::Collect => {
            let step = office_step(play, order, deed);
            take(play, step).await
        }
        Deed::CustomerCancels | Deed::ClockCancels | Deed::AdminCancels => {
            let step = cancel(play, at, order, deed)?;
            take(play, step).await
        }
    }
}

async fn take(play: &Play<'_>, step: Step) -> anyhow::Result<()> {
    steps::advance(play.stage.app, step).await?;
    Ok(())
}

async fn give_proof(play: &mut Play<'_>, at: usize, order: OrderId) -> anyhow::Result<()> {
    let (id, name) = play.customer(play.orders[at].customer)?;
    let file = play.dice.text(&play.stage.seeds.words.pictures.transfer_receipts);
    let file = pictures::handed_in(play.stage.app, FileKind::Proof, &file).await?;
    Ok(payment::give_proof(play.stage.app, order, &by_customer(id, name), &file).await?)
}

async fn reject(play: &mut Play<'_>, order: OrderId) -> anyhow::Result<()> {
    let reason = play.dice.text(&play.stage.seeds.words.proof_reject_reasons);
    Ok(payment::reject_proof(play.stage.app, &play.shop.settings, order, (&play.shop.office, None), &reason).await?)
}

/// The office sets the fee only where the customer's zone has none.
async fn set_ongkir(play: &mut Play<'_>, at: usize, order: OrderId) -> anyhow::Result<()> {
    if play.orders[at].pickup || buying::zone(play, play.orders[at].customer).is_some() {
        return Ok(());
    }
    let fee = play.dice.between(4, 14) as u32 * 25_000;
    Ok(shipping::set_ongkir(play.stage.app, &play.shop.settings, order, &play.shop.office, Rupiah::from_u32(fee))
        .await?)
}

fn office_step(play: &mut Play<'_>, order: OrderId, deed: Deed) -> Step {
    let words = &play.stage.seeds.words;
    let (event, note) = match deed {
        Deed::Accept => (Event::AcceptPayment, None),
        Deed::AcceptByNote => (Event::AcceptPayment, Some(&words.paid_notes)),
        Deed::Ship(_) => (Event::Ship, None),
        Deed::Collect => (Event::CollectPickup, Some(&words.pickup_collectors)),
        _ => (Event::FailDelivery, Some(&words.delivery_failed_reasons)),
    };
    let mut step = Step::new(order, event, play.shop.office.clone());
    step.note = note.map(|texts| play.dice.text(texts));
    if let Deed::Ship(Some(driver)) = deed {
        step.employee = play.shop.employees.get(driver).map(|(id, _)| *id);
    }
    step
}

/// Who drives an order: its employee, or for one that is nobody's whoever took it.
async fn driver(play: &mut Play<'_>, order: OrderId) -> anyhow::Result<By> {
    let mut tx = play.stage.app.db.begin().await?;
    let employee = store::orders::lock(&mut tx, order).await?.and_then(|row| row.employee_id);
    drop(tx);
    let assigned = play.shop.employees.iter().find(|(id, _)| employee == Some(*id));
    let any = play.dice.below(play.shop.employees.len());
    Ok(assigned.unwrap_or(&play.shop.employees[any]).1.clone())
}

async fn failed_attempt(play: &mut Play<'_>, order: OrderId) -> anyhow::Result<()> {
    let by = driver(play, order).await?;
    let reason = play.dice.text(&play.stage.seeds.words.delivery_failed_reasons);
    Ok(steps::failed_attempt(play.stage.app, order, &by, &reason).await?)
}

async fn deliver(play: &mut Play<'_>, order: OrderId) -> anyhow::Result<()> {
    // Now and then the office enters what the driver brings on paper.
    let by = if play.dice.chance(7) { play.shop.office.clone() } else { driver(play, order).await? };
    let words = &play.stage.seeds.words;
    let file = play.dice.text(&words.pictures.delivery_proofs);
    let mut step = Step::new(order, Event::Deliver, by).with_note(play.dice.text(&words.delivery_notes));
    step.photo = Some(pictures::handed_in(play.stage.app, FileKind::Delivery, &file).await?);
    take(play, step).await
}

fn cancel(play: &mut Play<'_>, at: usize, order: OrderId, deed: Deed) -> anyhow::Result<Step> {
    let words = &play.stage.seeds.words;
    let (id, name) = play.customer(play.orders[at].customer)?;
    Ok(match deed {
        Deed::CustomerCancels => {
            steps::of_customer(order, Event::Cancel, id, name).with_note(play.dice.text(&words.cancel_reasons_customer))
        }
        Deed::ClockCancels => {
            let clock = By { actor: Actor::Clock, id: None, name: "Sistem".to_owned(), kind: None };
            Step::new(order, Event::Cancel, clock)
        }
        _ => {
            let mut step = Step::new(order, Event::Cancel, play.shop.office.clone())
                .with_note(play.dice.text(&words.cancel_reasons_admin));
            step.refund = Some(play.dice.text(&words.refund_notes));
            step
        }
    })
}

async fn praise(play: &mut Play<'_>, at: usize, order: OrderId) -> anyhow::Result<()> {
    let customer = play.customer(play.orders[at].customer)?;
    let words = &play.stage.seeds.words;
    let fitting: Vec<&Feedback> = words.feedbacks.iter().filter(|said| fits(play, at, &said.text)).collect();
    let Some(said) = play.dice.pick(&fitting).copied() else { return Ok(()) };
    let photo = if play.dice.chance(22) {
        let file = play.dice.text(&words.pictures.feedbacks);
        Some(pictures::handed_in(play.stage.app, FileKind::Feedback, &file).await?)
    } else {
        None
    };
    play.pleased[at] = said.stars.is_none_or(|stars| stars >= 4);
    let stars = said.stars.map_or_else(String::new, |stars| stars.to_string());
    let typed = feedback::TypedFeedback { text: said.text.clone(), stars, photo };
    Ok(feedback::give(play.stage.app, order, customer, &typed).await?)
}

/// Whether a feedback speaks only of goods that were in the order.
fn fits(play: &Play<'_>, at: usize, text: &str) -> bool {
    const GOODS: [&str; 9] =
        ["roster", "pilar", "paving", "grass block", "baluster", "batu tempel", "panel", "pion", "ulang tahun"];
    let text = text.to_lowercase();
    let names: Vec<String> =
        play.orders[at].lines.iter().map(|(product, _)| play.shop.products[*product].name.to_lowercase()).collect();
    GOODS.iter().filter(|good| text.contains(*good)).all(|good| names.iter().any(|name| name.contains(good)))
}

async fn reply(play: &mut Play<'_>, at: usize, order: OrderId) -> anyhow::Result<()> {
    let words = &play.stage.seeds.words;
    let texts = if play.pleased[at] { &words.admin_replies_good } else { &words.admin_replies_critical };
    let text = play.dice.text(texts);
    Ok(feedback::reply(play.stage.app, order, &text, &play.shop.office).await?)
}
