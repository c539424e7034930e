//! How the program is told where to live: options, environment, one file. Business settings are the owner's and live in the database.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::Context as _;
use lettre::message::Mailbox;
use store::DbOptions;

use crate::{
    files::{FileStore, place},
    mail::Mailer,
};

/// A word that is shorter can be guessed.
const SHORTEST_TOKEN: usize = 16;

/// Options common to all commands; each also from the environment as `BAROKAH_…`.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Folder of the shop's data (database, files).
    #[arg(long, env = "BAROKAH_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// Address to listen on.
    #[arg(long, env = "BAROKAH_BIND", default_value = "127.0.0.1:8000", global = true)]
    pub bind: SocketAddr,
    /// `postgres://…`; without it the database is an SQLite file in the data folder.
    #[arg(long, env = "BAROKAH_DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// `redis://…`: carries the live channel between several processes; without it the database does.
    #[arg(long, env = "BAROKAH_REDIS_URL", global = true, hide_env_values = true)]
    pub redis_url: Option<String>,
    /// The shop's address as people see it, e.g. `https://barokah.example`; with https the cookies are marked secure.
    #[arg(long, env = "BAROKAH_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// Believe the `X-Forwarded-For` of a proxy in front (only if there is one).
    #[arg(long, env = "BAROKAH_BEHIND_PROXY", global = true)]
    pub behind_proxy: bool,
    /// `smtp://user:password@host:port?tls=starttls|tls|none`; without it mails lie in the data folder.
    #[arg(long, env = "BAROKAH_SMTP_URL", global = true, hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Who mails come from: an address, or `Name <address>`; without a name it is the shop's.
    #[arg(long, env = "BAROKAH_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// `s3://bucket/prefix`: uploaded files lie in object storage; without it in the data folder. Keys come from `AWS_…`.
    #[arg(long, env = "BAROKAH_STORAGE_URL", global = true, hide_env_values = true)]
    pub storage_url: Option<String>,
    /// Who sends `Authorization: Bearer` with this word may read `/metrics` from elsewhere.
    #[arg(long, env = "BAROKAH_METRICS_TOKEN", global = true, hide_env_values = true)]
    pub metrics_token: Option<String>,
}

impl Options {
    /// Where the database is.
    pub fn database(&self) -> DbOptions {
        match &self.database_url {
            Some(url) => DbOptions::Postgres { url: url.clone(), connections: 16 },
            None => DbOptions::Sqlite { file: self.data.join("barokah.db") },
        }
    }

    /// Where uploaded files lie when they lie on this machine.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// Opens the place of uploaded files.
    pub fn storage(&self) -> anyhow::Result<Arc<dyn FileStore>> {
        place::open(said(self.storage_url.as_deref()), &self.files())
    }

    /// Whether uploaded files lie on another machine.
    pub fn keeps_files_elsewhere(&self) -> bool {
        said(self.storage_url.as_deref()).is_some()
    }

    /// The place of uploaded files without secrets.
    pub fn storage_place(&self) -> String {
        place::shown(said(self.storage_url.as_deref()), &self.files())
    }

    /// The word that opens the figures to who is not on this machine.
    pub fn metrics_word(&self) -> anyhow::Result<Option<String>> {
        let token = said(self.metrics_token.as_deref());
        anyhow::ensure!(
            token.is_none_or(|token| token.len() >= SHORTEST_TOKEN),
            "--metrics-token harus paling sedikit {SHORTEST_TOKEN} huruf"
        );
        Ok(token.map(ToOwned::to_owned))
    }

    /// Where mails lie when there is no mail server.
    pub fn mails(&self) -> PathBuf {
        self.data.join("mails")
    }

    /// How mails leave the shop. Must be called within the runtime.
    pub fn mailer(&self) -> anyhow::Result<Mailer> {
        let from = said(self.mail_from.as_deref());
        let from = from.map(str::parse::<Mailbox>).transpose().context("--mail-from bukan alamat e-mail")?;
        let url = said(self.smtp_url.as_deref());
        let Some(url) = url else { return Ok(Mailer::to_folder(self.mails(), from, &self.address())) };
        let from = from.context("--smtp-url butuh --mail-from, misalnya toko@contoh.com")?;
        // The address itself holds a password and is never repeated.
        let example = "smtp://nama:sandi@mail.contoh.com:587?tls=starttls";
        Mailer::by_smtp(url, from, &self.address())
            .map_err(|_| anyhow::anyhow!("--smtp-url tidak bisa dibaca. Tulis seperti {example}"))
    }

    /// The shop's address as people see it, without a slash at the end.
    pub fn address(&self) -> String {
        self.public_url
            .as_deref()
            .map_or_else(|| format!("http://{}", self.bind), |url| url.trim_end_matches('/').to_owned())
    }
}

/// An option that was given; an empty one in the environment is none.
fn said(option: Option<&str>) -> Option<&str> {
    option.map(str::trim).filter(|text| !text.is_empty())
}
