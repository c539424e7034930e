//! The commands of the binary `barokah`. Each opens the shop, calls operations, closes the shop.

mod admin;
mod config;
pub mod demo;
pub mod doctor;
pub mod jobs;
pub mod log;
pub mod roles;
pub mod schedule;
mod serve;
mod stop;
mod storage;
mod usage;

use std::{path::Path, sync::Arc};

use anyhow::Context as _;
use clap::{FromArgMatches as _, Parser, Subcommand, parser::ValueSource};
use domain::time::{Clock, SystemClock};

use crate::{
    app::{App, AppOptions},
    config::Options,
    entropy::SystemEntropy,
};

/// Toko bangunan dalam satu program: halaman toko, kantor, dan sopir.
#[derive(Debug, Parser)]
#[command(name = "barokah", version)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Menjalankan toko. Tekan Ctrl+C untuk berhenti.
    Serve {
        /// Hanya bagian ini, untuk beberapa mesin; boleh diulang. Tanpa ini semuanya dijalankan.
        #[arg(long, value_enum, value_name = "BAGIAN")]
        only: Vec<roles::Role>,
    },
    /// Toko contoh yang ramai, untuk dicoba. Tanpa --data semuanya hilang lagi saat berhenti.
    Demo,
    /// Menyiapkan basis data, atau memperbaruinya sesudah program diganti.
    Migrate,
    /// Mengurus admin dari mesin ini.
    Admin {
        #[command(subcommand)]
        command: AdminCommand,
    },
    /// Mengurus pekerjaan di belakang layar: surat, pengingat, pembatalan otomatis.
    Jobs {
        #[command(subcommand)]
        command: jobs::JobsCommand,
    },
    /// Jadwal pekerjaan harian dan berkala.
    Schedule {
        #[command(subcommand)]
        command: schedule::ScheduleCommand,
    },
    /// Memeriksa basis data, Redis, surat, berkas, jam, pekerja, dan antrean; memberi tahu apa yang perlu dilakukan.
    Doctor,
    /// Menampilkan pengaturan mesin yang sedang dipakai, tanpa rahasia.
    Config,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Membuat pemilik baru. Kata sandi ditanyakan dua kali, atau dibaca dari BAROKAH_ADMIN_PASSWORD, atau dari masukan.
    Create {
        /// Nama orangnya, misalnya "Hj. Barkah".
        #[arg(long)]
        name: String,
        /// Nama untuk masuk: huruf, angka, titik, garis bawah, tanda hubung.
        #[arg(long)]
        username: String,
    },
    /// Melepas kode masuk dari HP, bila HP dan kode cadangan pemilik hilang. Sesudahnya kata sandi saja cukup.
    TotpReset {
        /// Nama untuk masuk.
        #[arg(long)]
        username: String,
    },
}

/// Reads the command line and does what it says.
pub fn run() -> anyhow::Result<()> {
    let matches = usage::command().get_matches();
    let data_given = matches.value_source("data") != Some(ValueSource::DefaultValue);
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    log::start(matches!(cli.command, Command::Serve { .. }));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(dispatch(cli, data_given))
}

async fn dispatch(cli: Cli, data_given: bool) -> anyhow::Result<()> {
    let options = cli.options;
    match cli.command {
        Command::Serve { only } => serve::run(options, roles::Roles::only(&only)).await,
        Command::Demo => demo::run(options, data_given).await,
        Command::Migrate => migrate(&options).await,
        Command::Admin { command: AdminCommand::Create { name, username } } => {
            admin::create(&options, name, username).await
        }
        Command::Admin { command: AdminCommand::TotpReset { username } } => {
            admin::totp_reset(&options, &username).await
        }
        Command::Jobs { command } => jobs::run(&options, command).await,
        Command::Schedule { command } => schedule::run(&options, command).await,
        Command::Doctor => doctor::run(&options).await,
        Command::Config => {
            config::print(&options);
            Ok(())
        }
    }
}

/// Opens the shop of a data folder, which is made when it is not there yet, and brings its database up to date.
async fn open(options: &Options, clock: Arc<dyn Clock>) -> anyhow::Result<Arc<App>> {
    make_folder(&options.data)?;
    let database = options.database();
    let mail = Arc::new(options.mailer()?);
    let app = App::start(AppOptions {
        database: &database,
        files: options.storage()?,
        clock,
        entropy: Arc::new(SystemEntropy),
        secure: options.address().starts_with("https://"),
        behind_proxy: options.behind_proxy,
        metrics_token: options.metrics_word()?,
        mail,
    });
    app.await.context("Basis data tidak bisa dibuka")
}

fn make_folder(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("Folder {} tidak bisa dibuat", folder.display()))
}

async fn migrate(options: &Options) -> anyhow::Result<()> {
    let app = open(options, Arc::new(SystemClock)).await?;
    let (known, _) = store::migrate::versions(&app.db).await?;
    app.db.close().await;
    println!("Basis data siap, versi {known}.");
    Ok(())
}
