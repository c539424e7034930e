//! The program under measurement as a process of its own, and a client of HTTP that is just enough for its forms.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use store::DbOptions;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

const GIVE_UP: Duration = Duration::from_mins(1);

/// The running program.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
}

impl Program {
    /// Starts parts of it on a folder and a database.
    pub fn start(binary: &Path, folder: &Path, database: &DbOptions, parts: &[&str]) -> anyhow::Result<Self> {
        let free = TcpListener::bind("127.0.0.1:0")?;
        let address = free.local_addr()?;
        drop(free);
        let mut command = Command::new(binary);
        command.args(["serve", "--bind", &address.to_string(), "--data"]).arg(folder);
        for part in parts {
            command.args(["--only", part]);
        }
        if let DbOptions::Postgres { url, .. } = database {
            command.env("BAROKAH_DATABASE_URL", url);
        }
        command.env("BAROKAH_LOG", "error").stdout(Stdio::null());
        let child = command.spawn().context("the program starts")?;
        Ok(Self { child, address })
    }

    /// Waits until its pages answer.
    pub async fn answers(&mut self) -> anyhow::Result<()> {
        let begun = Instant::now();
        loop {
            if let Ok(answer) = send(self.address, "GET", "/healthz", "", "").await
                && answer.starts_with("HTTP/1.1 200")
            {
                return Ok(());
            }
            if let Some(ended) = self.child.try_wait()? {
                bail!("the program ended: {ended}");
            }
            anyhow::ensure!(begun.elapsed() < GIVE_UP, "the program does not answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end, and waits until it has.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        Command::new("kill").args(["-TERM", &self.pid().to_string()]).status()?;
        let begun = Instant::now();
        while self.child.try_wait()?.is_none() {
            anyhow::ensure!(begun.elapsed() < GIVE_UP, "the program does not end");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Nothing to do when it has ended in peace.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends one request with a cookie and a form; the whole answer.
pub async fn send(to: SocketAddr, method: &str, path: &str, cookie: &str, form: &str) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(to).await?;
    stream.set_nodelay(true)?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
