//! The shop as machines see it: the real program as processes, killed, starved of its servers and started again from outside. A program
//! of its own, because these tests take their time and must not run beside each other (scripts/nextest.toml).

mod books;
mod cluster;
mod deeds;
mod ground;
mod kill;
mod listener;
mod outages;
mod outages_mail;
mod outages_postgres;
mod process;
mod sink;
mod wire;

/// One at a time, whatever runner is used.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
