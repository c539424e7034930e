//! Joins the live channels of several processes (docs/decisions/0008): after each commit the others are told to look. Everything happens in
//! tasks of its own; no request waits for Redis or for another process, and a lost hint is made good by a look at everything.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use anyhow::bail;
use store::dialect::Dialect;
use tokio::{task::JoinSet, time};

use super::{
    gate,
    line::{Ear, Heard, Line, Voice},
    news::{Mailbox, News},
    trouble::Trouble,
};
use crate::app::App;

/// Every process says something this often, so that each can tell by its own voice whether the line still lives.
const BEAT: Duration = Duration::from_secs(10);
/// A line on which not even one's own voice is heard for so long is dead, whatever the network says.
const SILENCE: Duration = Duration::from_secs(35);

/// How to join.
#[derive(Clone, Copy, Debug)]
pub struct RelayOptions<'a> {
    /// Address of Redis, when there is one.
    pub redis: Option<&'a str>,
    /// Whether pages are served here: only then others have to be heard.
    pub hears: bool,
}

/// The joined line; let go, it ends.
pub struct Relay {
    health: Arc<Health>,
    /// Ended when dropped.
    _tasks: JoinSet<()>,
}

/// What of the line works at present; for the doctor and the metrics.
#[derive(Debug, Default)]
pub struct Health {
    hears: AtomicBool,
    speaks: AtomicBool,
}

impl Health {
    /// Whether the last thing heard and the last thing said went well.
    pub fn works(&self) -> bool {
        self.hears.load(Ordering::SeqCst) && self.speaks.load(Ordering::SeqCst)
    }
}

impl Relay {
    /// Whether the line works.
    pub fn works(&self) -> bool {
        self.health.works()
    }
}

/// Joins this process to the others. A server that is away is no reason to fail: it is looked for in the background.
pub async fn start(app: &Arc<App>, options: RelayOptions<'_>) -> anyhow::Result<Relay> {
    let line = Line::of(&app.db, options.redis)?;
    let health = app.line.clone();
    let mut tasks = JoinSet::new();
    if options.hears && app.db.dialect() == Dialect::Postgres {
        tasks.spawn(gate::keep(&app.db, &app.hub).await?);
    }
    let me = own_name(app);
    if options.hears {
        tasks.spawn(listen(app.clone(), line.clone(), me.clone(), health.clone()));
    } else {
        health.hears.store(true, Ordering::SeqCst);
    }
    if line.is_spoken() {
        let outgoing = Arc::new(Mailbox::default());
        app.hub.tell_others(outgoing.clone());
        tasks.spawn(speak(line, outgoing, me, health.clone()));
    } else {
        health.speaks.store(true, Ordering::SeqCst);
    }
    Ok(Relay { health, _tasks: tasks })
}

/// A name no other process has, also not on another machine.
fn own_name(app: &App) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{}-{number}-{}", std::process::id(), crate::entropy::key(app.entropy.as_ref()))
}

async fn speak(line: Line, outgoing: Arc<Mailbox>, me: String, health: Arc<Health>) {
    let mut trouble = Trouble::with("telling other processes");
    let mut voice = None;
    loop {
        let mut news = outgoing.empty();
        while let Err(error) = say(&mut voice, &line, &news.encode(&me)).await {
            health.speaks.store(false, Ordering::SeqCst);
            voice = None;
            trouble.wait(format!("{error:#}")).await;
            news.merge(outgoing.empty());
        }
        health.speaks.store(true, Ordering::SeqCst);
        trouble.over();
        let _ = time::timeout(BEAT, outgoing.filled()).await;
    }
}

async fn say(voice: &mut Option<Voice>, line: &Line, text: &str) -> anyhow::Result<()> {
    let voice = match voice {
        Some(voice) => voice,
        None => voice.insert(Voice::connect(line).await?),
    };
    voice.say(text).await
}

async fn listen(app: Arc<App>, line: Line, me: String, health: Arc<Health>) {
    let mut trouble = Trouble::with("hearing other processes");
    loop {
        let error = match Ear::connect(&line).await {
            Ok(ear) => {
                trouble.over();
                health.hears.store(true, Ordering::SeqCst);
                // Whatever was said before this moment was not heard.
                app.heard(News::of_everything());
                hear(&app, ear, &line, &me).await
            }
            Err(error) => error,
        };
        health.hears.store(false, Ordering::SeqCst);
        trouble.wait(format!("{error:#}")).await;
    }
}

/// Hands on what is heard until the line is dead.
async fn hear(app: &App, mut ear: Ear, line: &Line, me: &str) -> anyhow::Error {
    loop {
        let heard = if line.is_spoken() {
            time::timeout(SILENCE, ear.hear()).await.unwrap_or_else(|_| silent())
        } else {
            ear.hear().await
        };
        match heard {
            Ok(Heard::News(news)) => app.heard(news),
            Ok(Heard::Line(text)) => match News::decode(&text) {
                Some((sender, news)) if sender != me => app.heard(news),
                _ => {}
            },
            Err(error) => return error,
        }
    }
}

fn silent() -> anyhow::Result<Heard> {
    bail!("nothing was heard for {} seconds", SILENCE.as_secs())
}
