//! Logs: to the error output, one line an event. `BAROKAH_LOG` (or `RUST_LOG`) says how much, `BAROKAH_LOG_FORMAT=json` for machines.

use std::io::IsTerminal as _;

use tracing::Subscriber;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter, util::SubscriberInitExt as _};

/// Starts logging. Commands that end by themselves are quiet unless something is wrong.
pub fn start(serving: bool) {
    let wanted = std::env::var("BAROKAH_LOG").or_else(|_| std::env::var("RUST_LOG"));
    let usual = if serving { "info,sqlx=warn" } else { "warn" };
    let filter = EnvFilter::try_new(wanted.as_deref().unwrap_or(usual)).unwrap_or_else(|_| EnvFilter::new(usual));
    let started = if std::env::var("BAROKAH_LOG_FORMAT").is_ok_and(|format| format == "json") {
        for_machines(filter, std::io::stderr).try_init()
    } else {
        let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
        log.with_ansi(std::io::stderr().is_terminal()).finish().try_init()
    };
    if let Err(error) = started {
        eprintln!("Catatan tidak bisa dimulai: {error}");
    }
}

/// One line of JSON an event, with the request or job it belongs to.
pub fn for_machines<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync + 'static
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).json().finish()
}
