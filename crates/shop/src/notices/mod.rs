//! Notifications on their way to people: the live channel. The rows themselves are written in the business transaction.

pub mod hub;
