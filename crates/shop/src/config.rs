//! How the program is told where to live: options, environment, one file. Business settings are the owner's and live in the database.

use std::{net::SocketAddr, path::PathBuf};

use store::DbOptions;

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
    /// The shop's address as people see it, e.g. `https://barokah.example`; with https the cookies are marked secure.
    #[arg(long, env = "BAROKAH_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// Believe the `X-Forwarded-For` of a proxy in front (only if there is one).
    #[arg(long, env = "BAROKAH_BEHIND_PROXY", global = true)]
    pub behind_proxy: bool,
}

impl Options {
    /// Where the database is.
    pub fn database(&self) -> DbOptions {
        match &self.database_url {
            Some(url) => DbOptions::Postgres { url: url.clone(), connections: 16 },
            None => DbOptions::Sqlite { file: self.data.join("barokah.db") },
        }
    }

    /// Where uploaded files lie.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// The shop's address as people see it, without a slash at the end.
    pub fn address(&self) -> String {
        self.public_url
            .as_deref()
            .map_or_else(|| format!("http://{}", self.bind), |url| url.trim_end_matches('/').to_owned())
    }
}
