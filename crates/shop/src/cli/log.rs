//! Logs: to the error output, one line an event. `BAROKAH_LOG` (or `RUST_LOG`) says how much, `BAROKAH_LOG_FORMAT=json` for machines.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// Starts logging. Commands that end by themselves are quiet unless something is wrong.
pub fn start(serving: bool) {
    let wanted = std::env::var("BAROKAH_LOG").or_else(|_| std::env::var("RUST_LOG"));
    let usual = if serving { "info,sqlx=warn" } else { "warn" };
    let filter = EnvFilter::try_new(wanted.as_deref().unwrap_or(usual)).unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if std::env::var("BAROKAH_LOG_FORMAT").is_ok_and(|format| format == "json") {
        log.json().try_init()
    } else {
        log.with_ansi(std::io::stderr().is_terminal()).try_init()
    };
    if let Err(error) = started {
        eprintln!("Catatan tidak bisa dimulai: {error}");
    }
}
