//! Measures the release binary from outside: `bench/live`, `bench/jobs`, `bench/broadcast` start this. It makes a throw-away shop, starts the program on it,
//! measures over 127.0.0.1, stops the program and removes the shop.

mod broadcast;
mod jobs;
mod live;
mod machine;
mod program;
mod seed;
mod sockets;

use std::path::PathBuf;

use anyhow::bail;
use clap::Parser;
use testkit::Backend;

/// What to measure.
#[derive(Debug, Parser)]
struct Cli {
    /// The program that is measured.
    #[arg(long, env = "BAROKAH_BINARY", global = true, default_value = "target/release/barokah")]
    binary: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// From an admin's click to the customer's open page, idle and with many open pages; memory of an open page.
    Live {
        #[arg(long, default_value_t = 10_000)]
        sockets: usize,
        /// Customers who hold them.
        #[arg(long, default_value_t = 500)]
        people: usize,
        #[arg(long, default_value_t = 500)]
        events: usize,
    },
    /// Mails a worker brings away a second, and whether each went once.
    Jobs {
        #[arg(long, default_value_t = 3_000)]
        jobs: usize,
    },
    /// A message to many: the admin's click, the worker's time, an order meanwhile.
    Broadcast {
        #[arg(long, default_value_t = 100_000)]
        customers: usize,
        /// Those who agreed to mails.
        #[arg(long, default_value_t = 2_000)]
        agreed: usize,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    if !cli.binary.exists() {
        bail!("{} is missing; build it first: cargo build --release", cli.binary.display());
    }
    println!("{}\n", machine::describe());
    match cli.what {
        What::Live { sockets, people, events } => {
            live::measure(&cli.binary, live::Size { sockets, people, events }).await
        }
        What::Broadcast { customers, agreed } => {
            println!(
                "| Database | Told | Request | All told after | An order meanwhile, median / longest | Mailed | All mailed after |\n\
                 |---|---:|---:|---:|---:|---:|---:|"
            );
            let size = broadcast::Size { customers, agreed };
            broadcast::measure(&cli.binary, Backend::Sqlite, size).await?;
            if std::env::var("BAROKAH_TEST_POSTGRES_URL").is_err() {
                println!("\nWithout BAROKAH_TEST_POSTGRES_URL nothing is measured on PostgreSQL.");
                return Ok(());
            }
            broadcast::measure(&cli.binary, Backend::Postgres, size).await
        }
        What::Jobs { jobs } => {
            println!(
                "| Database | Jobs | Seconds | Jobs/s | Mails sent | Different mails | Dead |\n|---|---:|---:|---:|---:|---:|---:|"
            );
            jobs::measure(&cli.binary, Backend::Sqlite, jobs).await?;
            if std::env::var("BAROKAH_TEST_POSTGRES_URL").is_err() {
                println!("\nWithout BAROKAH_TEST_POSTGRES_URL nothing is measured on PostgreSQL.");
                return Ok(());
            }
            jobs::measure(&cli.binary, Backend::Postgres, jobs).await
        }
    }
}
