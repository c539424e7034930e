//! All SQL of the shop: one text for SQLite and PostgreSQL, behind the small face `Db` / `Conn` / `Tx`.
//!
//! Rules and HTTP types stay outside. Every statement is written with [`sql!`], which lists it for the test that
//! PREPAREs all of them on both databases.

pub mod accounts;
pub mod audit;
pub mod birthday_pages;
pub mod birthdays;
pub mod board;
pub mod broadcast_pages;
pub mod broadcasts;
pub mod carts;
pub mod catalogue;
pub mod column;
pub mod counts;
pub mod customer_file;
pub mod db;
pub mod deliveries;
pub mod dialect;
pub mod discount_batches;
pub mod discount_pages;
pub mod discount_uses;
pub mod discounts;
pub mod erasure;
pub mod error;
pub mod feedback;
pub mod files;
pub mod follow_up_pages;
pub mod follow_ups;
pub mod hints;
pub mod horizon;
pub mod import_rows;
pub mod imports;
pub mod link;
pub mod mails;
pub mod migrate;
pub mod notes;
pub mod notifications;
pub mod order_edits;
mod order_filter;
pub mod order_list;
pub mod order_notes;
pub mod order_pages;
pub mod order_papers;
pub mod order_queue;
pub mod orders;
pub mod own_data;
pub mod people_pages;
pub mod places;
pub mod preferences;
pub mod query;
pub mod reckonings;
pub mod replays;
pub mod report_orders;
pub mod report_sales;
pub mod resets;
pub mod schedules;
pub mod second_step;
pub mod segment_people;
pub mod segments;
pub mod sessions;
pub mod settings;
pub mod signal;
pub mod statement;
pub mod stock;
pub mod tags;
pub mod upkeep;
pub mod whatsapp;
pub mod work;

pub use db::{Db, DbOptions};
pub use error::StoreError;
pub use hints::{Commit, Hints, Recipient};
#[doc(hidden)]
pub use linkme;

pub use link::{Conn, Link, OnLink, Tx};

/// What every store function returns.
pub type Result<T> = std::result::Result<T, StoreError>;
