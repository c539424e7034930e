//! The rules of the shop: pure, no I/O, no async. Everything else (store, views, operations) builds on these words.
//!
//! Sections (§) are those of the shop's specification, domain.md.

pub mod audit;
pub mod cart;
mod coded;
pub mod crm;
pub mod discount;
mod grouping;
pub mod ids;
pub mod import;
pub mod job;
pub mod loyalty;
pub mod money;
pub mod notice;
pub mod order;
pub mod people;
pub mod percent;
pub mod placeholders;
pub mod problem;
pub mod qr;
pub mod quantity;
pub mod report;
pub mod rights;
pub mod segment;
pub mod settings;
pub mod spelled;
pub mod stock;
pub mod text;
pub mod time;

pub use problem::Problem;
