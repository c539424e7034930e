//! The real program as a process.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::time::{Clock as _, SystemClock};

use crate::{ground::Ground, sink::Sink, wire::Place};

const PROGRAM: &str = env!("CARGO_BIN_EXE_barokah");
/// What mails come from; their `Message-ID` ends with its domain.
pub const MAIL_FROM: &str = "toko@toko.test";

/// Times at which processes were killed, UTC milliseconds.
pub type Deaths = Arc<Mutex<Vec<i64>>>;

/// One process of the shop, which may be killed and started again.
pub struct Shop {
    options: Vec<String>,
    only: Vec<&'static str>,
    log: PathBuf,
    child: Option<Child>,
    pub place: Place,
    pub deaths: Deaths,
}

impl Shop {
    /// Everything in one process.
    pub fn new(ground: &Ground, sink: &Sink) -> Self {
        let mut options = ["--bind", "127.0.0.1:0", "--mail-from", MAIL_FROM].map(str::to_owned).to_vec();
        options.extend(["--data".to_owned(), ground.data.display().to_string()]);
        options.extend(["--smtp-url".to_owned(), sink.url()]);
        options.extend(ground.database_url.iter().flat_map(|url| ["--database-url".to_owned(), url.clone()]));
        let log = ground.data.join("log-all.txt");
        Self { options, only: Vec::new(), log, child: None, place: Place::default(), deaths: Deaths::default() }
    }

    /// A part of the work, with the live channel over Redis.
    pub fn part(ground: &Ground, sink: &Sink, redis: &str, only: &'static str) -> Self {
        let mut shop = Self::new(ground, sink);
        shop.options.extend(["--redis-url".to_owned(), redis.to_owned()]);
        shop.only = vec!["--only", only];
        shop.log = ground.data.join(format!("log-{only}.txt"));
        shop
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(words).args(&self.options).env("BAROKAH_LOG", "info");
        command
    }

    /// Starts it and waits until it is open.
    pub async fn start(&mut self) {
        assert!(self.child.is_none(), "runs already");
        let log = File::options().create(true).append(true).open(&self.log).expect("the log can be written");
        let words: Vec<&str> = std::iter::once("serve").chain(self.only.iter().copied()).collect();
        let mut child = self
            .command(&words)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("{PROGRAM}: {error}"));
        let told = child.stdout.take().expect("piped");
        self.child = Some(child);
        let first = tokio::task::spawn_blocking(move || first_line(told));
        let line = tokio::time::timeout(Duration::from_mins(1), first).await.expect("starts in time").expect("reads");
        assert!(!line.is_empty(), "it did not start: {}", self.log());
        let address = line.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next());
        self.place.set(address.map(|address| address.parse::<SocketAddr>().expect("an address")));
    }

    /// Kills it, as the kernel or a power cut would: nothing of it runs on.
    pub fn kill(&mut self) {
        let mut child = self.child.take().expect("runs");
        child.kill().expect("can be killed");
        child.wait().expect("is gone");
        self.place.set(None);
        self.note_death();
    }

    /// Something died on which the notes of mails depend.
    pub fn note_death(&self) {
        self.deaths.lock().unwrap_or_else(PoisonError::into_inner).push(SystemClock.now().get());
    }

    /// Asks it to stop, as an administrator would; whether it ended well.
    pub async fn stop(&mut self) {
        let mut child = self.child.take().expect("runs");
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs").success());
        let ended = tokio::task::spawn_blocking(move || child.wait()).await.expect("waits").expect("ends");
        assert!(ended.success(), "{ended}: {}", self.log());
    }

    /// Runs a command of the program beside it, as an administrator would.
    pub async fn run(&self, words: &[&str]) -> (bool, String) {
        let mut command = self.command(words);
        let done = tokio::task::spawn_blocking(move || command.output()).await.expect("waits").expect("runs");
        let told = [done.stdout, done.stderr].concat();
        (done.status.success(), String::from_utf8_lossy(&told).into_owned())
    }

    /// The end of what it wrote.
    pub fn log(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Its first line tells that it is open, and where; the rest is read away.
fn first_line(told: ChildStdout) -> String {
    let mut told = BufReader::new(told);
    let mut line = String::new();
    told.read_line(&mut line).expect("can be read");
    std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
    line
}
