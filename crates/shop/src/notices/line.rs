//! The three ways from process to process: Redis, PostgreSQL's own channel, a look at the SQLite file.

use std::{sync::Arc, time::Duration};

use anyhow::{Context as _, bail};
use futures_util::StreamExt as _;
use redis::{
    AsyncConnectionConfig, Client,
    aio::{MultiplexedConnection, PubSub},
};
use store::{
    Db, Hints,
    dialect::Dialect,
    signal::{self, Changed, FileWatch},
};
use tokio::time;

use super::news::News;

/// A server that does not answer in this time counts as away.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// How often an SQLite file is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The way this shop's processes are joined.
#[derive(Clone)]
pub enum Line {
    Redis { client: Arc<Client>, channel: String },
    Postgres(Db),
    File(Db),
}

impl Line {
    /// Redis when its address is set, else what the database offers.
    pub fn of(db: &Db, redis: Option<&str>) -> anyhow::Result<Self> {
        if let Some(address) = redis {
            let client = Client::open(address).context("the address of Redis cannot be read")?;
            // Several shops may share one Redis.
            return Ok(Self::Redis { client: Arc::new(client), channel: format!("barokah:hints:{}", db.name()) });
        }
        Ok(match db.dialect() {
            Dialect::Postgres => Self::Postgres(db.clone()),
            Dialect::Sqlite => Self::File(db.clone()),
        })
    }

    /// Whether hints have to be sent. A changed file is seen without.
    pub fn is_spoken(&self) -> bool {
        !matches!(self, Self::File(_))
    }
}

/// An open connection to send by.
pub enum Voice {
    Redis(MultiplexedConnection, String),
    Postgres(signal::Speaker),
}

impl Voice {
    /// Connects.
    pub async fn connect(line: &Line) -> anyhow::Result<Self> {
        Ok(match line {
            Line::Redis { client, channel } => {
                let config = AsyncConnectionConfig::new()
                    .set_connection_timeout(Some(ANSWER_WITHIN))
                    .set_response_timeout(Some(ANSWER_WITHIN));
                let connection = client.get_multiplexed_async_connection_with_config(&config).await?;
                Self::Redis(connection, channel.clone())
            }
            Line::Postgres(db) => Self::Postgres(time::timeout(ANSWER_WITHIN, signal::Speaker::connect(db)).await??),
            Line::File(_) => bail!("a file has no channel"),
        })
    }

    /// Sends one line.
    pub async fn say(&mut self, text: &str) -> anyhow::Result<()> {
        match self {
            Self::Redis(connection, channel) => {
                redis::cmd("PUBLISH").arg(&*channel).arg(text).exec_async(connection).await?;
            }
            Self::Postgres(speaker) => time::timeout(ANSWER_WITHIN, speaker.say(text)).await??,
        }
        Ok(())
    }
}

/// An open connection to hear by.
pub enum Ear {
    Redis(PubSub),
    Postgres(signal::Ear),
    File(FileWatch),
}

/// What was heard.
#[derive(Debug)]
pub enum Heard {
    /// A line of some process, perhaps of this one.
    Line(String),
    /// News found without a sender.
    News(News),
}

impl Ear {
    /// Connects; what is said from now on is heard.
    pub async fn connect(line: &Line) -> anyhow::Result<Self> {
        time::timeout(ANSWER_WITHIN, Self::open(line)).await?
    }

    async fn open(line: &Line) -> anyhow::Result<Self> {
        Ok(match line {
            Line::Redis { client, channel } => {
                let mut ear = client.get_async_pubsub().await?;
                ear.subscribe(channel).await?;
                Self::Redis(ear)
            }
            Line::Postgres(db) => Self::Postgres(signal::Ear::connect(db).await?),
            Line::File(db) => Self::File(FileWatch::open(db).await?),
        })
    }

    /// Waits for the next.
    pub async fn hear(&mut self) -> anyhow::Result<Heard> {
        match self {
            Self::Redis(ear) => match ear.on_message().next().await {
                Some(message) => Ok(Heard::Line(message.get_payload()?)),
                None => bail!("Redis closed the connection"),
            },
            Self::Postgres(ear) => Ok(match ear.hear().await? {
                Some(line) => Heard::Line(line),
                None => Heard::News(News::of_everything()),
            }),
            Self::File(watch) => loop {
                time::sleep(LOOK_EVERY).await;
                if let Some(changed) = watch.look().await? {
                    return Ok(Heard::News(news_of(changed)));
                }
            },
        }
    }
}

/// The file does not tell what of the catalogue changed; the snapshot looks for it beside the pages.
fn news_of(changed: Changed) -> News {
    match changed {
        Changed::These(people) => News::from(&Hints { notified: people, stock: true, ..Hints::default() }),
        Changed::Everybody => News { catalogue: false, ..News::of_everything() },
    }
}
