//! Listens and answers until told to stop; requests under way are finished.

use std::{io::ErrorKind, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::Layer as _;

use crate::app::App;

/// Who opens a connection has so long for the head of each request; an idle one is closed after it. Longer than the minute for which
/// proxies keep connections, so that none is closed under a request.
const HEAD_WITHIN: Duration = Duration::from_secs(75);
/// When the machine has no connection left to give, it is tried again after this.
const NONE_LEFT: Duration = Duration::from_millis(500);

/// Serves the shop on a listener until `shutdown` is done.
pub async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    listen(super::router(app), listener, HEAD_WITHIN, shutdown).await
}

async fn listen(
    router: Router,
    listener: TcpListener,
    head_within: Duration,
    shutdown: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let (connections, closing) = (TaskTracker::new(), CancellationToken::new());
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    connections.spawn(answer(router.clone(), (stream, peer), head_within, closing.clone()));
                }
                Err(error) if is_of_one_connection(error.kind()) => {}
                Err(error) => {
                    tracing::warn!(%error, "no connection could be accepted");
                    tokio::time::sleep(NONE_LEFT).await;
                }
            },
            () = &mut shutdown => break,
        }
    }
    drop(listener);
    closing.cancel();
    connections.close();
    connections.wait().await;
    Ok(())
}

/// Whoever wanted to come in is gone again.
fn is_of_one_connection(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

async fn answer(
    router: Router,
    (stream, peer): (TcpStream, SocketAddr),
    head_within: Duration,
    closing: CancellationToken,
) {
    let service = TowerToHyperService::new(axum::Extension(ConnectInfo(peer)).layer(router));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_within)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = closing.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // A connection that breaks is its visitor's business.
    if let Err(error) = ended {
        tracing::trace!(%error, %peer, "a connection broke");
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        sync::oneshot,
        time::timeout,
    };

    use super::*;

    const SOON: Duration = Duration::from_secs(20);

    async fn open() -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<std::io::Result<()>>) {
        let slow = get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            peer.ip().to_string()
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let shutdown = async {
            let _ = stopped.await;
        };
        let router = Router::new().route("/", slow);
        (address, stop, tokio::spawn(listen(router, listener, Duration::from_millis(400), shutdown)))
    }

    async fn read_all(mut stream: TcpStream) -> String {
        let mut text = String::new();
        timeout(SOON, stream.read_to_string(&mut text)).await.expect("ends in time").expect("reads");
        text
    }

    #[tokio::test]
    async fn who_dawdles_over_a_request_is_closed() {
        let (address, _stop, _serving) = open().await;
        let mut dawdler = TcpStream::connect(address).await.expect("connects");
        dawdler.write_all(b"GET / HTTP/1.1\r\nHost: toko").await.expect("writes");
        let answer = read_all(dawdler).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    }

    #[tokio::test]
    async fn a_request_under_way_is_finished_and_knows_its_peer() {
        let (address, stop, serving) = open().await;
        let mut visitor = TcpStream::connect(address).await.expect("connects");
        visitor.write_all(b"GET / HTTP/1.1\r\nHost: toko\r\n\r\n").await.expect("writes");
        tokio::time::sleep(Duration::from_millis(100)).await;
        stop.send(()).expect("is listening");
        let answer = read_all(visitor).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
        timeout(SOON, serving).await.expect("ends in time").expect("no panic").expect("no fault");
    }
}
