//! The mail server of a test: `sink.py` as a process, with what it told.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use tokio::sync::watch;

/// How the mail server behaves; each word is one of `sink.py`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Normal,
    Later,
    Mute,
    Hold,
    Drop,
    Slow,
}

impl Mood {
    fn word(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Later => "later",
            Self::Mute => "mute",
            Self::Hold => "hold",
            Self::Drop => "drop",
            Self::Slow => "slow",
        }
    }
}

/// A mail that was taken whole.
#[derive(Clone, Debug)]
pub struct Mail {
    pub id: String,
    pub to: String,
    pub subject: String,
    /// UTC milliseconds.
    pub at: i64,
    /// The yes was kept back.
    pub held: bool,
}

/// What the server told so far.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub mails: Vec<Mail>,
    pub claimed: usize,
    pub refused: usize,
    pub dropped: usize,
    mood: String,
    port: u16,
}

/// A running mail server.
pub struct Sink {
    child: Child,
    words: ChildStdin,
    port: u16,
    seen: watch::Sender<Seen>,
}

impl Sink {
    pub async fn start() -> Self {
        let seen = watch::Sender::default();
        let (child, words) = run(0, &seen);
        let mut sink = Self { child, words, port: 0, seen };
        sink.port = sink.until("a port", |seen| seen.port != 0).await.port;
        sink
    }

    /// Its address as `--smtp-url` takes it.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}?tls=none", self.port)
    }

    /// Behaves differently from now on.
    pub async fn become_(&mut self, mood: Mood) {
        writeln!(self.words, "{}", mood.word()).expect("the mail server listens");
        self.until(mood.word(), |seen| seen.mood == mood.word()).await;
    }

    /// Nobody answers at its port any more.
    pub fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// The same server again, at the same port.
    pub async fn start_again(&mut self) {
        self.seen.send_modify(|seen| seen.port = 0);
        (self.child, self.words) = run(self.port, &self.seen);
        self.until("a port", |seen| seen.port != 0).await;
    }

    pub fn seen(&self) -> Seen {
        self.seen.borrow().clone()
    }

    /// Waits until the server has seen something.
    pub async fn until(&self, what: &str, done: impl FnMut(&Seen) -> bool) -> Seen {
        let mut seen = self.seen.subscribe();
        let waited = tokio::time::timeout(Duration::from_mins(1), seen.wait_for(done)).await;
        let seen = waited.unwrap_or_else(|late| panic!("the mail server never saw {what}: {late}"));
        seen.expect("the mail server lives").clone()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.stop();
    }
}

fn run(port: u16, seen: &watch::Sender<Seen>) -> (Child, ChildStdin) {
    let python = std::env::var("BAROKAH_TEST_PYTHON")
        .expect("BAROKAH_TEST_PYTHON is not set: run the tests by scripts/test, which installs the mail server");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/machines/sink.py");
    let mut command = Command::new(&python);
    command.arg(script).arg(port.to_string()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{python}: {error}"));
    let (words, told) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
    let seen = seen.clone();
    std::thread::spawn(move || listen(told, &seen));
    (child, words)
}

fn listen(told: ChildStdout, seen: &watch::Sender<Seen>) {
    for line in BufReader::new(told).lines().map_while(Result::ok) {
        let event: serde_json::Value = serde_json::from_str(&line).expect("a line of JSON");
        seen.send_modify(|seen| note(seen, &event));
    }
}

fn note(seen: &mut Seen, event: &serde_json::Value) {
    let text = |name: &str| event[name].as_str().unwrap_or_default().to_owned();
    match event["event"].as_str() {
        Some("open") => seen.port = event["port"].as_u64().and_then(|port| port.try_into().ok()).expect("a port"),
        Some("mood") => seen.mood = text("mood"),
        Some("claimed") => seen.claimed += 1,
        Some("refused") => seen.refused += 1,
        Some("dropped") => seen.dropped += 1,
        Some("mail") => seen.mails.push(Mail {
            id: text("id"),
            to: text("to"),
            subject: text("subject"),
            at: event["at"].as_i64().expect("a time"),
            held: event["mood"] == "hold",
        }),
        other => panic!("the mail server told of {other:?}"),
    }
}
