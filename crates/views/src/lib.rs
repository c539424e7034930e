//! Pages, texts, addresses and assets of the shop. Gets everything as data; cannot query (docs/architecture.md).

pub mod admin;
pub mod assets;
pub mod chart;
pub mod customer;
pub mod documents;
pub mod employee;
pub mod errors;
pub mod form;
pub mod format;
pub mod frame;
pub mod list;
pub mod mails;
pub mod notices;
pub mod parts;
pub mod public;
pub mod report;
pub mod text;
pub mod ui;
pub mod urls;
pub mod whatsapp;

pub use askama::Template;
