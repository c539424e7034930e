//! The shop itself: operations, pages' handlers, jobs and the commands of the binary `barokah`.
//!
//! Reads go handler → store → view; writes go handler, job or command → one operation in one transaction → store + domain.

pub mod app;
pub mod cli;
pub mod config;
pub mod entropy;
pub mod files;
pub mod jobs;
pub mod limits;
pub mod mail;
pub mod metrics;
pub mod notices;
pub mod ops;
pub mod paper;
pub mod passwords;
pub mod sheets;
pub mod snapshot;
pub mod trail;
pub mod web;
