//! `barokah serve`: the shop, or a part of its work, until somebody stops it.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use domain::time::SystemClock;
use tokio::net::TcpListener;
use tokio_util::task::AbortOnDropHandle;
use views::urls;

use super::{roles::Roles, stop, storage};
use crate::{
    app::App,
    config::Options,
    jobs::{self, Working},
    notices::relay::{self, RelayOptions},
    ops::owner,
    web,
};

/// How long requests under way may take after the stop; a proof on its way from a phone needs a while.
const LAST_REQUESTS: Duration = Duration::from_secs(20);
/// How long open live channels may take to say good-bye, and connections to the database to end.
const GOOD_BYE: Duration = Duration::from_secs(5);

/// What a process does until it is stopped.
pub struct Duty<'a> {
    pub roles: Roles,
    /// Where pages are asked for; none without the role web.
    pub listener: Option<TcpListener>,
    /// Address of Redis, when there is one.
    pub redis: Option<&'a str>,
    /// The data folder, where workers of this machine know each other.
    pub data: &'a Path,
}

/// Opens the shop, says where it is, serves it, closes it.
pub async fn run(mut options: Options, roles: Roles) -> anyhow::Result<()> {
    let listener = if roles.web { Some(listen(&mut options).await?) } else { None };
    let app = super::open(&options, Arc::new(SystemClock)).await?;
    if options.keeps_files_elsewhere() {
        storage::check(&app, &options).await?;
    }
    if roles.web {
        greet(&app, &options).await?;
    } else {
        println!("Bekerja di belakang layar  (Ctrl+C untuk berhenti)");
    }
    let duty = Duty { roles, listener, redis: options.redis_url.as_deref(), data: &options.data };
    until_stopped(app, duty).await
}

async fn greet(app: &App, options: &Options) -> anyhow::Result<()> {
    println!("Toko dibuka di {}  (Ctrl+C untuk berhenti)", options.address());
    if let Some(token) = owner::setup_token(app).await? {
        println!("Belum ada pemilik. Buka alamat ini satu kali untuk membuatnya; berlaku 24 jam:");
        println!("  {}{}", options.address(), urls::admin_setup(token.as_str()));
    }
    Ok(())
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

/// Does its duty until a signal comes, lets requests and jobs under way finish, and closes the database.
pub async fn until_stopped(app: Arc<App>, duty: Duty<'_>) -> anyhow::Result<()> {
    tracing::info!(roles = ?duty.roles, "open");
    let relay = relay::start(&app, RelayOptions { redis: duty.redis, hears: duty.roles.web })
        .await
        .context("Saluran antarproses tidak bisa dibuka; periksa --redis-url")?;
    let work = Work::begin(&app, &duty).await?;
    let served = if let Some(listener) = duty.listener {
        serve_pages(&app, listener).await
    } else {
        stop::signal().await;
        Ok(())
    };
    // A second signal ends the waiting: somebody is in a hurry.
    tokio::select! {
        () = close(&app, work) => {}
        () = stop::signal() => {}
    }
    drop(relay);
    tracing::info!("closed");
    served
}

/// The work behind the pages, as far as this process does it.
struct Work {
    working: Option<Working>,
    ticking: Option<AbortOnDropHandle<()>>,
}

impl Work {
    async fn begin(app: &Arc<App>, duty: &Duty<'_>) -> anyhow::Result<Self> {
        let working = if duty.roles.worker { Some(jobs::work_in(duty.data, app).await?) } else { None };
        let ticking =
            duty.roles.scheduler.then(|| AbortOnDropHandle::new(tokio::spawn(jobs::schedule::run(app.clone()))));
        Ok(Self { working, ticking })
    }

    /// Lets running jobs finish. A tick of the schedule is one transaction, which is whole or nothing.
    async fn end(self) {
        drop(self.ticking);
        if let Some(working) = self.working {
            working.stop().await;
        }
    }
}

async fn serve_pages(app: &Arc<App>, listener: TcpListener) -> anyhow::Result<()> {
    let (stopping, stop) = tokio::sync::watch::channel(false);
    let serving = web::serve(app.clone(), listener, stopped(stop));
    tokio::pin!(serving);
    let served = tokio::select! {
        served = &mut serving => served,
        () = stop::signal() => {
            tracing::info!("closing");
            // Open pages come back by themselves, to this process's successor or to another one.
            app.hub.close();
            stopping.send_replace(true);
            tokio::select! {
                served = tokio::time::timeout(LAST_REQUESTS, &mut serving) => served.unwrap_or(Ok(())),
                () = stop::signal() => Ok(()),
            }
        }
    };
    served.context("Toko berhenti karena galat jaringan")
}

async fn close(app: &App, work: Work) {
    app.hub.close();
    work.end().await;
    if tokio::time::timeout(GOOD_BYE, app.hub.emptied()).await.is_err() {
        tracing::warn!("some live channels were still open");
    }
    if tokio::time::timeout(GOOD_BYE, app.db.close()).await.is_err() {
        tracing::warn!("connections to the database were still busy");
    }
}

async fn stopped(mut stop: tokio::sync::watch::Receiver<bool>) {
    // A sender that is gone means the same: nobody waits for this shop any more.
    let _ = stop.wait_for(|stop| *stop).await;
}
