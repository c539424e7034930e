use std::collections::BTreeSet;

use domain::order::{
    Actor, Event, Evidence, Fulfilment, Missing, Need, OrderFacts, OrderState, ProofState, Refusal, StockEffect,
    TRANSITIONS, can, possible_events, transition,
};
use proptest::prelude::*;

const PLACED: OrderFacts = OrderFacts {
    state: OrderState::Placed,
    fulfilment: Fulfilment::Delivery,
    proof: ProofState::None,
    deadline_passed: false,
    nothing_to_transfer: false,
};

/// The table of domain.md §7 once more, written as words, so that a slip in one of the two is seen.
#[allow(clippy::match_same_arms, reason = "one arm for each row of the specification's table")]
fn expected(facts: OrderFacts, event: Event, actor: Actor) -> Option<OrderState> {
    let code = (facts.state.code(), event.code(), actor.code(), facts.fulfilment.code());
    match code {
        ("placed", "accept_payment", "admin", _) => Some(OrderState::Paid),
        ("placed", "accept_payment", "clock", _) => {
            let unproved = matches!(facts.proof, ProofState::None | ProofState::Rejected);
            (unproved && facts.nothing_to_transfer).then_some(OrderState::Paid)
        }
        ("placed", "cancel", "admin", _) => Some(OrderState::Cancelled),
        ("placed", "cancel", "customer", _) if facts.proof == ProofState::None => Some(OrderState::Cancelled),
        ("placed", "cancel", "clock", _) => {
            let unproved = matches!(facts.proof, ProofState::None | ProofState::Rejected);
            (unproved && facts.deadline_passed).then_some(OrderState::Cancelled)
        }
        ("paid", "ship", "admin", "delivery") => Some(OrderState::Shipped),
        ("paid", "collect_pickup", "admin" | "employee", "pickup") => Some(OrderState::Completed),
        ("paid", "cancel", "admin", _) => Some(OrderState::Cancelled),
        ("shipped", "deliver", "admin" | "employee", "delivery") => Some(OrderState::Completed),
        ("shipped", "fail_delivery", "admin", "delivery") => Some(OrderState::Paid),
        _ => None,
    }
}

fn all_facts() -> Vec<OrderFacts> {
    let mut all = Vec::new();
    for &state in OrderState::ALL {
        for &fulfilment in Fulfilment::ALL {
            for &proof in ProofState::ALL {
                for (deadline_passed, nothing_to_transfer) in
                    [(false, false), (true, false), (false, true), (true, true)]
                {
                    all.push(OrderFacts { state, fulfilment, proof, deadline_passed, nothing_to_transfer });
                }
            }
        }
    }
    all
}

#[test]
fn every_event_by_everybody_in_every_state_goes_by_the_table_and_nothing_else() {
    let mut cases = 0;
    for facts in all_facts() {
        for &event in Event::ALL {
            for &actor in Actor::ALL {
                let outcome = transition(facts, event, actor);
                let to = outcome.ok().map(|change| change.to);
                assert_eq!(to, expected(facts, event, actor), "{facts:?} {event} by {actor}: {outcome:?}");
                assert_eq!(can(facts, event, actor), to.is_some());
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 5 * 2 * 4 * 4 * 6 * 4);
}

#[test]
fn goods_are_released_or_sold_exactly_when_the_order_stops_holding_them() {
    for rule in TRANSITIONS {
        let effect = match rule.to {
            OrderState::Cancelled => StockEffect::Release,
            OrderState::Completed => StockEffect::Sell,
            _ => StockEffect::None,
        };
        assert_eq!(rule.stock, effect, "{rule:?}");
        assert!(rule.from.holds_stock() && (rule.stock == StockEffect::None) == rule.to.holds_stock());
    }
}

#[test]
fn no_two_rules_answer_the_same_question() {
    let asked: Vec<_> =
        TRANSITIONS.iter().flat_map(|rule| rule.who.iter().map(move |who| (rule.from, rule.event, *who))).collect();
    assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), asked.len());
}

#[test]
fn an_ended_order_stays_as_it_is() {
    for facts in all_facts().into_iter().filter(|facts| facts.state.is_final()) {
        for &actor in Actor::ALL {
            assert_eq!(possible_events(facts, actor), []);
            assert_eq!(transition(facts, Event::Cancel, actor), Err(Refusal::WrongState { from: facts.state }));
        }
    }
}

#[test]
fn refusals_say_why() {
    let waiting = OrderFacts { proof: ProofState::Waiting, deadline_passed: true, ..PLACED };
    let rejected = OrderFacts { proof: ProofState::Rejected, ..waiting };
    let paid = OrderFacts { state: OrderState::Paid, proof: ProofState::Accepted, ..PLACED };
    let pickup = OrderFacts { fulfilment: Fulfilment::Pickup, ..paid };
    for (facts, event, actor, refusal) in [
        (PLACED, Event::Ship, Actor::Admin, Refusal::WrongState { from: OrderState::Placed }),
        (PLACED, Event::AcceptPayment, Actor::Customer, Refusal::NotAllowed),
        (PLACED, Event::Cancel, Actor::Employee, Refusal::NotAllowed),
        (PLACED, Event::Cancel, Actor::Clock, Refusal::DeadlineNotPassed),
        (waiting, Event::Cancel, Actor::Clock, Refusal::ProofWaiting),
        (PLACED, Event::AcceptPayment, Actor::Clock, Refusal::NotPaidYet),
        (waiting, Event::AcceptPayment, Actor::Clock, Refusal::ProofWaiting),
        (waiting, Event::Cancel, Actor::Customer, Refusal::ProofAlreadyGiven),
        (rejected, Event::Cancel, Actor::Customer, Refusal::ProofAlreadyGiven),
        (paid, Event::CollectPickup, Actor::Employee, Refusal::NeedsPickup),
        (pickup, Event::Ship, Actor::Admin, Refusal::NeedsDelivery),
        (paid, Event::Ship, Actor::Employee, Refusal::NotAllowed),
        (paid, Event::AcceptPayment, Actor::Admin, Refusal::WrongState { from: OrderState::Paid }),
    ] {
        assert_eq!(transition(facts, event, actor), Err(refusal), "{facts:?} {event} by {actor}");
    }
    assert!(can(rejected, Event::Cancel, Actor::Clock));
}

#[test]
fn what_must_be_handed_in_is_asked_for() {
    let waiting = OrderFacts { proof: ProofState::Waiting, ..PLACED };
    let paid = OrderFacts { state: OrderState::Paid, proof: ProofState::Accepted, ..PLACED };
    let pickup = OrderFacts { fulfilment: Fulfilment::Pickup, ..paid };
    let shipped = OrderFacts { state: OrderState::Shipped, ..paid };
    for (facts, event, actor, need) in [
        (PLACED, Event::AcceptPayment, Actor::Admin, Need::PaymentNote),
        (waiting, Event::AcceptPayment, Actor::Admin, Need::Nothing),
        (PLACED, Event::Cancel, Actor::Customer, Need::Nothing),
        (PLACED, Event::Cancel, Actor::Admin, Need::Reason),
        (paid, Event::Cancel, Actor::Admin, Need::ReasonAndRefund),
        (paid, Event::Ship, Actor::Admin, Need::Nothing),
        (pickup, Event::CollectPickup, Actor::Employee, Need::CollectorName),
        (shipped, Event::Deliver, Actor::Employee, Need::DeliveryPhoto),
        (shipped, Event::FailDelivery, Actor::Admin, Need::Reason),
    ] {
        assert_eq!(transition(facts, event, actor).map(|change| change.need), Ok(need), "{event} by {actor}");
    }
}

#[test]
fn a_change_waits_until_everything_is_handed_in() {
    let paid = OrderFacts { state: OrderState::Paid, proof: ProofState::Accepted, ..PLACED };
    let cancel = transition(paid, Event::Cancel, Actor::Admin).expect("allowed");
    assert_eq!(cancel.check(&Evidence::default()), Err(Missing::Reason));
    assert_eq!(cancel.check(&Evidence { note: Some("  "), ..Evidence::default() }), Err(Missing::Reason));
    assert_eq!(cancel.check(&Evidence { note: Some("batal"), ..Evidence::default() }), Err(Missing::Refund));
    assert_eq!(cancel.check(&Evidence { note: Some("batal"), refund: Some("kembali"), photo: false }), Ok(()));

    let shipped = OrderFacts { state: OrderState::Shipped, ..paid };
    let deliver = transition(shipped, Event::Deliver, Actor::Employee).expect("allowed");
    assert_eq!(deliver.check(&Evidence { note: Some("di teras"), ..Evidence::default() }), Err(Missing::DeliveryPhoto));
    assert_eq!(deliver.check(&Evidence { photo: true, ..Evidence::default() }), Ok(()));

    let accept = transition(PLACED, Event::AcceptPayment, Actor::Admin).expect("allowed");
    assert_eq!(accept.check(&Evidence::default()), Err(Missing::PaymentNote));
}

#[test]
fn codes_are_read_back_and_nothing_else_is() {
    for &state in OrderState::ALL {
        assert_eq!(state.code().parse(), Ok(state));
        assert_eq!(OrderState::try_from(state.code().to_owned()), Ok(state));
    }
    assert!("PLACED".parse::<OrderState>().is_err() && "".parse::<Event>().is_err());
    assert_eq!(serde_json::to_string(&ProofState::None).expect("json"), "\"none\"");
}

proptest! {
    #[test]
    fn whatever_happens_an_order_holds_its_goods_until_they_go_once(
        events in prop::collection::vec((0..6_usize, 0..4_usize, 0..4_usize, any::<(bool, bool)>()), 0..60),
        fulfilment in 0..2_usize,
    ) {
        let fulfilment = Fulfilment::ALL[fulfilment];
        let (mut state, mut gone) = (OrderState::Placed, 0);
        for (event, actor, proof, (deadline_passed, nothing_to_transfer)) in events {
            let facts = OrderFacts { state, fulfilment, proof: ProofState::ALL[proof], deadline_passed, nothing_to_transfer };
            if let Ok(change) = transition(facts, Event::ALL[event], Actor::ALL[actor]) {
                state = change.to;
                gone += usize::from(change.stock != StockEffect::None);
            }
            prop_assert_eq!(gone, usize::from(!state.holds_stock()));
        }
    }
}
