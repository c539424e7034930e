//! Open pages: real WebSockets to the program.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use futures_util::StreamExt as _;
use tokio::{net::TcpStream, task::JoinSet, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest as _, http::HeaderValue, protocol::WebSocketConfig},
};

/// Pages opened at the same time.
const AT_ONCE: usize = 32;

pub type Socket = WebSocketStream<TcpStream>;

/// Opens one page's channel.
pub async fn open(to: SocketAddr, cookie: &str) -> anyhow::Result<Socket> {
    let mut request = format!("ws://{to}/ws/notifikasi/").into_client_request()?;
    request.headers_mut().insert("cookie", HeaderValue::from_str(cookie)?);
    request.headers_mut().insert("origin", HeaderValue::from_str(&format!("http://{to}"))?);
    let stream = TcpStream::connect(to).await?;
    stream.set_nodelay(true)?;
    // The usual buffers are made for large messages, and there are ten thousand of us.
    let small = WebSocketConfig::default().read_buffer_size(1024).write_buffer_size(0);
    let (socket, _) = client_async_with_config(request, stream, Some(small)).await?;
    Ok(socket)
}

/// When the next notification with this text came.
pub async fn told(socket: &mut Socket, text: &str) -> anyhow::Result<Instant> {
    let wait = async {
        loop {
            let message = socket.next().await.context("the channel was closed")??;
            if let Message::Text(frame) = message
                && frame.contains(text)
            {
                return anyhow::Ok(Instant::now());
            }
        }
    };
    timeout(Duration::from_mins(1), wait).await.context("no notification came")?
}

/// Pages that are open and do what a browser does: answer pings. Closed when dropped.
pub struct Crowd {
    pages: JoinSet<anyhow::Result<()>>,
}

impl Crowd {
    /// Opens so many pages, in turn for each cookie.
    pub async fn open(to: SocketAddr, cookies: &[String], count: usize) -> anyhow::Result<Self> {
        let mut pages = JoinSet::new();
        let places = std::sync::Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
        let (ready, mut readies) = tokio::sync::mpsc::unbounded_channel();
        for number in 0..count {
            let (cookie, places, ready) = (cookies[number % cookies.len()].clone(), places.clone(), ready.clone());
            pages.spawn(async move {
                let place = places.acquire_owned().await?;
                let opened = open(to, &cookie).await;
                drop(place);
                let _ = ready.send(opened.is_ok());
                let mut socket = opened?;
                while let Some(message) = socket.next().await {
                    message?;
                }
                anyhow::bail!("a page was closed")
            });
        }
        for _ in 0..count {
            anyhow::ensure!(
                readies.recv().await == Some(true),
                "a page could not be opened: {:?}",
                pages.try_join_next()
            );
        }
        Ok(Self { pages })
    }

    /// How many were closed by the program meanwhile.
    pub fn lost(&mut self) -> usize {
        std::iter::from_fn(|| self.pages.try_join_next()).count()
    }
}
