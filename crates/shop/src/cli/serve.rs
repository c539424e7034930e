//! `barokah serve`: the shop, until somebody stops it.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use domain::time::SystemClock;
use tokio::net::TcpListener;
use views::urls;

use crate::{app::App, config::Options, ops::owner, web};

/// How long requests under way may take after the stop; an open live channel would otherwise keep the shop from ending.
const LAST_REQUESTS: Duration = Duration::from_secs(5);

/// Opens the shop, says where it is, serves it, closes it.
pub async fn run(mut options: Options) -> anyhow::Result<()> {
    let listener = listen(&mut options).await?;
    let app = super::open(&options, Arc::new(SystemClock)).await?;
    println!("Toko dibuka di {}  (Ctrl+C untuk berhenti)", options.address());
    if let Some(token) = owner::setup_token(&app).await? {
        println!("Belum ada pemilik. Buka alamat ini satu kali untuk membuatnya; berlaku 24 jam:");
        println!("  {}{}", options.address(), urls::admin_setup(token.as_str()));
    }
    until_stopped(app, listener).await
}

/// Takes the address before anything else is done, so that a busy one is told at once. The options then hold the real port.
pub async fn listen(options: &mut Options) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(options.bind).await.with_context(|| {
        format!(
            "Alamat {} tidak bisa dipakai; mungkin program lain sudah memakainya. Coba --bind dengan angka lain",
            options.bind
        )
    })?;
    options.bind = listener.local_addr()?;
    Ok(listener)
}

/// Serves until a signal comes, lets requests under way finish, and closes the database.
pub async fn until_stopped(app: Arc<App>, listener: TcpListener) -> anyhow::Result<()> {
    tracing::info!(address = ?listener.local_addr()?, "open");
    let (stopping, stop) = tokio::sync::watch::channel(false);
    let serving = web::serve(app.clone(), listener, stopped(stop));
    tokio::pin!(serving);
    let served = tokio::select! {
        served = &mut serving => served,
        () = stop_signal() => {
            tracing::info!("closing");
            stopping.send_replace(true);
            tokio::time::timeout(LAST_REQUESTS, &mut serving).await.unwrap_or(Ok(()))
        }
    };
    if tokio::time::timeout(LAST_REQUESTS, app.db.close()).await.is_err() {
        tracing::warn!("connections to the database were still busy");
    }
    tracing::info!("closed");
    served.context("Toko berhenti karena galat jaringan")
}

async fn stopped(mut stop: tokio::sync::watch::Receiver<bool>) {
    // A sender that is gone means the same: nobody waits for this shop any more.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Done when somebody presses Ctrl+C or the machine asks the program to end.
pub async fn stop_signal() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
