//! Browsers that reach the program over the net. [`testkit::Visitor`] speaks to a router; this one hands everything on to an address.

use std::{
    fmt::Write as _,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    response::Response,
};
use http::StatusCode;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// What a browser sees when nobody answers, or the answer is cut off: nobody knows whether it was done.
pub const GONE: StatusCode = StatusCode::BAD_GATEWAY;
const LONGEST: Duration = Duration::from_mins(1);

/// Where a program listens at present; another port after each start.
#[derive(Clone, Debug, Default)]
pub struct Place(Arc<Mutex<Option<SocketAddr>>>);

impl Place {
    pub fn set(&self, address: Option<SocketAddr>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = address;
    }

    pub fn get(&self) -> Option<SocketAddr> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The program as a router.
    pub fn router(&self) -> Router {
        let place = self.clone();
        Router::new().fallback(move |request: Request| async move {
            match tokio::time::timeout(LONGEST, place.exchange(request)).await {
                Ok(Ok(response)) => response,
                _ => gone(),
            }
        })
    }

    async fn exchange(&self, request: Request) -> anyhow::Result<Response> {
        let Some(address) = self.get() else { return Ok(gone()) };
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, usize::MAX).await?;
        // Version 1.0: the answer comes in one piece and ends with the connection.
        let mut head = format!("{} {} HTTP/1.0\r\ncontent-length: {}\r\n", parts.method, parts.uri, body.len());
        for (name, value) in &parts.headers {
            write!(head, "{name}: {}\r\n", value.to_str()?)?;
        }
        head.push_str("\r\n");
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(&[head.as_bytes(), &body].concat()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        read(&answer)
    }
}

fn gone() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = GONE;
    response
}

fn read(answer: &[u8]) -> anyhow::Result<Response> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or_else(|| anyhow::anyhow!("cut off"))?;
    let (head, body) = (std::str::from_utf8(&answer[..end])?, &answer[end + 4..]);
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
    let mut response = Response::builder().status(status);
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        if name.eq_ignore_ascii_case("content-length") {
            anyhow::ensure!(value.parse() == Ok(body.len()), "cut off");
        }
        response = response.header(name, value);
    }
    Ok(response.body(Body::from(body.to_vec()))?)
}
