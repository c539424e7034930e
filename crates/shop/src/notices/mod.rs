//! Notifications on their way to people: the live channel. The rows themselves are written in the business transaction.

mod gate;
pub mod hub;
mod line;
pub mod news;
pub mod relay;
mod trouble;
