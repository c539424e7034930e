//! Decides what may happen to an order, from the table alone (domain.md §7).

use super::{
    state::{Actor, Event, Fulfilment, OrderFacts, OrderState, ProofState},
    table::{Need, ProofLimit, Rule, StockEffect, TRANSITIONS},
};

/// An allowed change of an order: a row of its timeline to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    pub from: OrderState,
    pub event: Event,
    pub to: OrderState,
    pub actor: Actor,
    /// What must be handed in; see [`Transition::check`].
    pub need: Need,
    pub stock: StockEffect,
}

/// Why an event cannot happen to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum Refusal {
    /// Not in this state.
    WrongState { from: OrderState },
    /// Not by this person.
    NotAllowed,
    /// Only an order that is picked up.
    NeedsPickup,
    /// Only an order that is delivered.
    NeedsDelivery,
    /// A proof was given, so an admin must decide.
    ProofAlreadyGiven,
    /// A proof waits for its check: the clock never cancels then.
    ProofWaiting,
    /// There is still time to pay.
    DeadlineNotPassed,
    /// There is something to transfer.
    NotPaidYet,
    /// The shipping fee is not set yet: nobody can have transferred the right amount, or the driver would not know what to collect.
    OngkirFirst,
}

/// What somebody hands in together with an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The reason, the note how it was paid, or the name of who collected.
    pub note: Option<&'a str>,
    /// What happens to the money of a cancelled, paid order.
    pub refund: Option<&'a str>,
    /// Whether a photo of the delivered goods came along.
    pub photo: bool,
}

/// What is missing of [`Evidence`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum Missing {
    Reason,
    Refund,
    PaymentNote,
    CollectorName,
    DeliveryPhoto,
}

impl Transition {
    /// Whether everything was handed in that the change needs (domain.md §7).
    pub fn check(&self, given: &Evidence<'_>) -> Result<(), Missing> {
        let filled = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
        let require = |present: bool, missing: Missing| if present { Ok(()) } else { Err(missing) };
        match self.need {
            Need::Nothing | Need::ProofOrNote => Ok(()),
            Need::Reason => require(filled(given.note), Missing::Reason),
            Need::ReasonAndRefund => {
                require(filled(given.note), Missing::Reason)?;
                require(filled(given.refund), Missing::Refund)
            }
            Need::PaymentNote => require(filled(given.note), Missing::PaymentNote),
            Need::CollectorName => require(filled(given.note), Missing::CollectorName),
            Need::DeliveryPhoto => require(given.photo, Missing::DeliveryPhoto),
        }
    }
}

/// The change an event makes to an order, or why it makes none (domain.md §7).
pub fn transition(facts: OrderFacts, event: Event, actor: Actor) -> Result<Transition, Refusal> {
    let mut rules = TRANSITIONS.iter().filter(|rule| rule.from == facts.state && rule.event == event).peekable();
    if rules.peek().is_none() {
        return Err(Refusal::WrongState { from: facts.state });
    }
    let rule = rules.find(|rule| rule.who.contains(&actor)).ok_or(Refusal::NotAllowed)?;
    check_fulfilment(rule, facts.fulfilment)?;
    check_proof(rule, facts)?;
    let need = need_of(rule, facts.proof);
    Ok(Transition { from: rule.from, event, to: rule.to, actor, need, stock: rule.stock })
}

/// Whether a button for the event is shown.
pub fn can(facts: OrderFacts, event: Event, actor: Actor) -> bool {
    transition(facts, event, actor).is_ok()
}

/// Every event this person can bring about now, in the order of the specification.
pub fn possible_events(facts: OrderFacts, actor: Actor) -> Vec<Event> {
    Event::ALL.iter().copied().filter(|event| can(facts, *event, actor)).collect()
}

fn check_fulfilment(rule: &Rule, fulfilment: Fulfilment) -> Result<(), Refusal> {
    match rule.fulfilment {
        Some(needed) if needed != fulfilment => Err(match needed {
            Fulfilment::Pickup => Refusal::NeedsPickup,
            Fulfilment::Delivery => Refusal::NeedsDelivery,
        }),
        _ => Ok(()),
    }
}

fn check_proof(rule: &Rule, facts: OrderFacts) -> Result<(), Refusal> {
    match (rule.proof, facts.proof) {
        (ProofLimit::Any, _) | (ProofLimit::NeverGiven, ProofState::None) => Ok(()),
        (ProofLimit::DeadlinePassedNoneWaiting | ProofLimit::NothingToTransferNoneWaiting, ProofState::Waiting) => {
            Err(Refusal::ProofWaiting)
        }
        (ProofLimit::DeadlinePassedNoneWaiting, ProofState::None | ProofState::Rejected) => {
            if facts.deadline_passed {
                Ok(())
            } else {
                Err(Refusal::DeadlineNotPassed)
            }
        }
        (ProofLimit::NothingToTransferNoneWaiting, ProofState::None | ProofState::Rejected) => {
            if facts.nothing_to_transfer { Ok(()) } else { Err(Refusal::NotPaidYet) }
        }
        (
            ProofLimit::NeverGiven | ProofLimit::DeadlinePassedNoneWaiting | ProofLimit::NothingToTransferNoneWaiting,
            _,
        ) => Err(Refusal::ProofAlreadyGiven),
    }
}

fn need_of(rule: &Rule, proof: ProofState) -> Need {
    match (rule.need, proof) {
        (Need::ProofOrNote, ProofState::Waiting | ProofState::Accepted) => Need::Nothing,
        (Need::ProofOrNote, ProofState::None | ProofState::Rejected) => Need::PaymentNote,
        (need, _) => need,
    }
}
