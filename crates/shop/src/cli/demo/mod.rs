//! `barokah demo`: a lively sample shop. Its history goes through the same operations as a real shop's, never by raw inserts.

mod accounts;
mod buying;
mod calendar;
mod clock;
mod crm;
mod deeds;
mod dice;
mod gifts;
mod history;
mod opening;
mod orders;
mod pictures;
mod pinned;
mod play;
mod rounds;
mod seeds;
mod story;
#[cfg(test)]
mod tests;
mod timeline;
mod yard;

use std::{path::Path, sync::Arc};

use anyhow::{Context as _, bail};
use domain::time::{Clock as _, SystemClock};

pub use self::{
    accounts::{Account, Role},
    clock::DemoClock,
    history::fill,
};
use super::{roles::Roles, serve, stop};
use crate::{app::App, config::Options};

/// Where the history is played.
pub struct Stage<'a> {
    pub app: &'a Arc<App>,
    pub clock: &'a DemoClock,
    pub calendar: calendar::Calendar,
    pub seeds: &'a seeds::Seeds,
}

/// Makes the demo (or goes on with the one that is there), prints its accounts, serves it.
pub async fn run(mut options: Options, data_given: bool) -> anyhow::Result<()> {
    // Held until the end: the throw-away folder goes with it.
    let throw_away = if data_given {
        None
    } else {
        Some(tempfile::Builder::new().prefix("barokah-demo-").tempdir().context("Folder sementara tidak bisa dibuat")?)
    };
    if let Some(folder) = &throw_away {
        folder.path().clone_into(&mut options.data);
    }
    // People of the sample shop are invented: nobody is written to.
    options.smtp_url = None;
    // Its pictures are nobody's to keep.
    options.storage_url = None;
    let listener = serve::listen(&mut options).await?;
    let (app, accounts) = tokio::select! {
        prepared = prepare(&options) => prepared?,
        () = stop::signal() => return Ok(()),
    };
    println!("Toko contoh dibuka di {}  (Ctrl+C untuk berhenti)\n", options.address());
    println!("{}", accounts::table(&accounts));
    match &throw_away {
        Some(_) => println!("Semua isinya hilang saat toko contoh berhenti; dengan --data FOLDER isinya tinggal."),
        None => println!(
            "Isinya tinggal di {}; akunnya juga tertulis di {} di sana.",
            options.data.display(),
            accounts::FILE
        ),
    }
    let duty = serve::Duty {
        roles: Roles::ALL,
        listener: Some(listener),
        redis: options.redis_url.as_deref(),
        data: &options.data,
    };
    serve::until_stopped(app, duty).await
}

async fn prepare(options: &Options) -> anyhow::Result<(Arc<App>, Vec<Account>)> {
    let before = accounts::read(&options.data)?;
    if before.is_none() {
        refuse_real_shop(&options.data)?;
    }
    let clock = Arc::new(DemoClock::running());
    let app = super::open(options, clock.clone()).await?;
    let accounts = if let Some(accounts) = before {
        accounts
    } else {
        refuse_used_database(&app).await?;
        fill(&app, &clock, SystemClock.now()).await.context("Toko contoh tidak bisa disiapkan")?
    };
    clock.run();
    let accounts = accounts::at_address(accounts, &options.address());
    accounts::write(&options.data, &accounts)?;
    Ok((app, accounts))
}

/// A folder with a database that no demo finished may hold somebody's real books.
fn refuse_real_shop(folder: &Path) -> anyhow::Result<()> {
    if folder.join("barokah.db").exists() {
        bail!("Folder {} sudah berisi toko. Toko contoh hanya dibuat di folder baru.", folder.display());
    }
    Ok(())
}

/// The same for a database elsewhere.
async fn refuse_used_database(app: &App) -> anyhow::Result<()> {
    let mut conn = app.db.read().await?;
    let admins = store::accounts::admins(&mut conn).await?;
    let products = store::catalogue::products(&mut conn).await?;
    if !admins.is_empty() || !products.is_empty() {
        bail!("Basis data itu sudah berisi toko. Toko contoh hanya dibuat di basis data kosong.");
    }
    Ok(())
}
