//! The Indonesian words for kinds that the other crates know only as kinds: problems, states, stock movements, verdicts
//! of the discount reckoning, refusals. A refusal says what to do next.

pub mod access;
pub mod account;
pub mod admin;
pub mod audit;
pub mod birthday;
pub mod bulk;
pub mod changes;
pub mod chat;
pub mod crm;
mod customer;
pub mod delivery;
pub mod demo;
pub mod desk;
mod discount;
mod event;
pub mod import;
pub mod jobs;
pub mod offers;
mod order;
mod problem;
pub mod report;
pub mod segment;
pub mod simulation;
mod stock;

pub use customer::*;
pub use discount::{YOUR_FAVOURITES, birthday_gift, changed, hint, offer, scope, verdict};
pub use event::{event, refund, sign_in_first};
pub use order::{
    NOTHING_TO_TRANSFER, actor, fulfilment, missing, next_step, next_step_for_nothing, proof_state, refusal,
    refusal_in_a_list, state, state_code, state_icon, state_words, timeline,
};
pub use problem::{field_prefix, problem, problem_at};
pub use stock::{
    COUNT_ALL, COUNT_APPROVED, COUNT_CANCELLED, COUNT_DIFFERING, COUNT_LEFT, COUNT_OPENED, count_reason, count_scope,
    count_state, movement,
};

/// The beginning of a text in at most so many characters, cut at a word, in one line.
pub fn shortened(text: &str, max: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= max {
        return line;
    }
    let head: String = line.chars().take(max).collect();
    let cut = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head[..cut].trim_end_matches([',', '.', ';', ':']))
}
