//! The order: its states and what may happen to it (domain.md §7), and its sums (domain.md §5).

mod machine;
pub mod shortfall;
mod state;
mod table;
mod totals;
mod work;

pub use machine::{Evidence, Missing, Refusal, Transition, can, possible_events, transition};
pub use shortfall::Settlement;
pub use state::{Actor, Event, Fulfilment, OrderFacts, OrderState, ProofState};
pub use table::{Need, ProofLimit, Rule, StockEffect, TRANSITIONS};
pub use totals::{LineAmounts, OngkirPaid, Totals};
pub use work::Work;
