//! The live channel over a real socket (domain.md §10).

use std::{net::SocketAddr, time::Duration};

use futures_util::StreamExt as _;
use testkit::{TestDb, Visitor, on_both_databases};
use tokio::net::TcpListener;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest as _, http::HeaderValue},
};

use crate::world::World;

on_both_databases! {
    a_notification_reaches_an_open_page_without_reload,
    what_was_missed_comes_first_in_order,
    strangers_and_other_sites_are_refused,
}

pub async fn listen(world: &World) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let app = world.app.clone();
    tokio::spawn(async move { shop::web::serve(app, listener, std::future::pending()).await });
    address
}

pub type Socket = tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

pub async fn open(address: SocketAddr, visitor: &Visitor, query: &str, origin: Option<&str>) -> Result<Socket, Error> {
    let mut request = format!("ws://{address}/ws/notifikasi/{query}").into_client_request().expect("a request");
    for name in ["barokah_pelanggan", "barokah_admin"] {
        if let Some(token) = visitor.cookie(name) {
            let cookie = HeaderValue::from_str(&format!("{name}={token}")).expect("plain");
            request.headers_mut().insert("cookie", cookie);
        }
    }
    if let Some(origin) = origin {
        request.headers_mut().insert("origin", HeaderValue::from_str(origin).expect("plain"));
    }
    connect_async(request).await.map(|(socket, _)| socket)
}

/// The next frame that tells of a notification, as JSON.
pub async fn next(socket: &mut Socket) -> serde_json::Value {
    loop {
        let frame = next_frame(socket).await;
        // A frame of the count alone comes when something was read elsewhere.
        if !frame["notification"].is_null() {
            return frame;
        }
    }
}

/// The next frame of any kind, as JSON.
pub async fn next_frame(socket: &mut Socket) -> serde_json::Value {
    loop {
        let message =
            tokio::time::timeout(Duration::from_secs(10), socket.next()).await.expect("something comes in time");
        if let Message::Text(text) = message.expect("the channel lives").expect("a frame") {
            return serde_json::from_str(&text).expect("JSON");
        }
    }
}

async fn a_notification_reaches_an_open_page_without_reload(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 14_500, 50).await;
    let siti = world.customer("siti").await;
    let (_, office) = world.admin("kantor", "office").await;
    let address = listen(&world).await;
    let origin = format!("http://{address}");
    let mut admin = open(address, &office, "", Some(&origin)).await.expect("opens");
    let browser = world.signed_in(siti).await;
    let mut customer = open(address, &browser, "?after=0", Some(&origin)).await.expect("opens");
    let order = world.order(siti, &[(product, 2)]).await;
    let told = next(&mut admin).await;
    assert_eq!(told["notification"]["link"], views::urls::admin_order(order));
    assert_eq!(told["notification"]["tipe_pesan"], "Pesanan Baru");
    assert_eq!(told["unread"], 1);
    assert_eq!(told["notification"]["created_at"], "2026-11-22T04:05:00+00:00");
    let told = next(&mut customer).await;
    assert_eq!(told["notification"]["link"], views::urls::order(order));
}

async fn what_was_missed_comes_first_in_order(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 14_500, 500).await;
    let siti = world.customer("siti").await;
    let browser = world.signed_in(siti).await;
    let address = listen(&world).await;
    let mut missed = Vec::new();
    for _ in 0..5 {
        missed.push(world.order(siti, &[(product, 1)]).await);
    }
    let mut socket = open(address, &browser, "?after=0", None).await.expect("opens");
    for order in &missed {
        assert_eq!(next(&mut socket).await["notification"]["link"], views::urls::order(*order));
    }
    let live = world.order(siti, &[(product, 1)]).await;
    assert_eq!(next(&mut socket).await["notification"]["link"], views::urls::order(live));
}

async fn strangers_and_other_sites_are_refused(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let browser = world.signed_in(siti).await;
    let address = listen(&world).await;
    let status = |result: Result<Socket, Error>| match result {
        Err(Error::Http(response)) => response.status().as_u16(),
        Err(other) => panic!("{other}"),
        Ok(_) => 101,
    };
    assert_eq!(status(open(address, &world.visitor(), "", None).await), 401);
    assert_eq!(status(open(address, &browser, "", Some("https://evil.example")).await), 403);
    assert_eq!(status(open(address, &browser, "?pintu=admin", None).await), 401);
    assert_eq!(status(open(address, &browser, "", Some(&format!("http://{address}"))).await), 101);
}
