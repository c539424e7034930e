//! The live channel between processes (docs/decisions/0008): two apps stand for two processes; what one writes reaches an open page of
//! the other.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::ids::CustomerId;
use shop::{
    app::App,
    notices::relay::{self, Relay, RelayOptions},
};
use store::{
    Recipient, Tx,
    notifications::{self, NewNotification, To},
};
use testkit::{Backend, OwnRedis, TestDb, on_both_databases};
use tokio::time::{sleep, timeout};

use crate::{
    live::{Socket, listen, next, next_frame, open},
    world::World,
};

on_both_databases! {
    every_event_reaches_a_page_of_the_other_process_once_and_in_order,
    what_is_read_in_one_process_is_counted_in_the_other,
    pages_are_told_when_the_shop_closes,
    a_page_that_was_away_for_a_hundred_events_gets_exactly_those,
    a_page_that_never_reads_is_closed,
}

async fn join(app: &Arc<App>, redis: Option<&str>) -> Relay {
    let relay = relay::start(app, RelayOptions { redis, hears: true }).await.expect("joins");
    let deadline = Instant::now() + Duration::from_secs(10);
    while redis.is_none() && !relay.works() {
        assert!(Instant::now() < deadline, "the line between the processes does not come up");
        sleep(Duration::from_millis(10)).await;
    }
    relay
}

/// The Redis of the tests; scripts/test starts it. A missing one is a failure, never a skip.
fn redis_of_the_tests() -> String {
    std::env::var("BAROKAH_TEST_REDIS_URL")
        .expect("BAROKAH_TEST_REDIS_URL is not set: run the tests by scripts/test, which starts Redis")
}

fn told(siti: CustomerId, body: &str) -> NewNotification {
    let kind = domain::notice::Kind::Message;
    NewNotification {
        to: To::Customer(siti),
        kind,
        heading: "Tes".into(),
        body: body.into(),
        link: "/notifikasi/".into(),
    }
}

async fn write(tx: &mut Tx, siti: CustomerId, body: &str) {
    notifications::write(tx, &[told(siti, body)]).await.expect("writes");
}

async fn tell(app: &App, siti: CustomerId, body: &str) {
    let mut tx = app.db.begin().await.expect("begins");
    write(&mut tx, siti, body).await;
    tx.commit().await.expect("commits");
}

/// The text of the next notification.
async fn body(socket: &mut Socket) -> String {
    next(socket).await["notification"]["isi_pesan"].as_str().expect("a text").to_owned()
}

async fn bodies(socket: &mut Socket, count: usize) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(body(socket).await);
    }
    all
}

async fn nothing_comes(socket: &mut Socket, within: Duration) {
    let came = timeout(within, body(socket)).await;
    assert!(came.is_err(), "not expected yet: {came:?}");
}

/// Siti's page, open at a process.
async fn page(world: &World, siti: CustomerId, query: &str) -> Socket {
    let address = listen(world).await;
    page_at(world, address, siti, query).await
}

async fn page_at(world: &World, address: SocketAddr, siti: CustomerId, query: &str) -> Socket {
    open(address, &world.signed_in(siti).await, query, None).await.expect("opens")
}

async fn every_event_reaches_a_page_of_the_other_process_once_and_in_order(test: TestDb) {
    let here = World::open(test).await;
    let siti = here.customer("siti").await;
    let there = here.another_process().await;
    let _lines = (join(&here.app, None).await, join(&there.app, None).await);
    let mut page = page(&there, siti, "?after=0").await;
    for number in 0..20 {
        tell(&here.app, siti, &number.to_string()).await;
    }
    let expected: Vec<String> = (0..20).map(|number| number.to_string()).collect();
    assert_eq!(bodies(&mut page, 20).await, expected);
    nothing_comes(&mut page, Duration::from_millis(1500)).await;
}

async fn what_is_read_in_one_process_is_counted_in_the_other(test: TestDb) {
    let here = World::open(test).await;
    let siti = here.customer("siti").await;
    let there = here.another_process().await;
    let _lines = (join(&here.app, None).await, join(&there.app, None).await);
    let mut page = page(&there, siti, "?after=0").await;
    tell(&here.app, siti, "satu").await;
    assert_eq!(next_frame(&mut page).await["unread"], 1);
    here.test.clock.advance_millis(1_000);
    shop::ops::bell::read_all(&here.app, Recipient::Customer(siti.get())).await.expect("reads");
    assert_eq!(next_frame(&mut page).await["unread"], 0);
}

async fn pages_are_told_when_the_shop_closes(test: TestDb) {
    use futures_util::StreamExt as _;
    use tokio_tungstenite::tungstenite::Message;
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let mut page = page(&world, siti, "?after=0").await;
    tell(&world.app, siti, "satu").await;
    assert_eq!(body(&mut page).await, "satu");
    world.app.hub.close();
    let bye = timeout(Duration::from_secs(5), page.next()).await.expect("in time").expect("a frame").expect("sound");
    let Message::Close(Some(frame)) = bye else { panic!("expected a farewell, got {bye:?}") };
    assert_eq!(u16::from(frame.code), 1001);
    timeout(Duration::from_secs(5), world.app.hub.emptied()).await.expect("the room is left");
}

/// Two transactions commit in the opposite order of their numbers: the second waits for the first, and nothing is skipped.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commits_out_of_order_arrive_in_order() {
    let world = World::open(TestDb::open(Backend::Postgres).await).await;
    let siti = world.customer("siti").await;
    let _line = join(&world.app, None).await;
    let mut page = page(&world, siti, "?after=0").await;
    let mut slow = world.app.db.begin().await.expect("begins");
    write(&mut slow, siti, "pertama").await;
    tell(&world.app, siti, "kedua").await;
    nothing_comes(&mut page, Duration::from_millis(300)).await;
    slow.commit().await.expect("commits");
    assert_eq!(bodies(&mut page, 2).await, ["pertama", "kedua"]);
}

/// A number that was rolled back leaves a gap for ever; nobody waits for it once its transaction has ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rolled_back_notification_holds_nobody_up() {
    let world = World::open(TestDb::open(Backend::Postgres).await).await;
    let siti = world.customer("siti").await;
    let _line = join(&world.app, None).await;
    let mut page = page(&world, siti, "?after=0").await;
    let mut undone = world.app.db.begin().await.expect("begins");
    write(&mut undone, siti, "tidak jadi").await;
    tell(&world.app, siti, "jadi").await;
    nothing_comes(&mut page, Duration::from_millis(200)).await;
    drop(undone);
    assert_eq!(body(&mut page).await, "jadi");
}

/// Whoever comes back with the last number they saw gets what was committed later under a lower number.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_comes_back_misses_no_late_commit() {
    let world = World::open(TestDb::open(Backend::Postgres).await).await;
    let siti = world.customer("siti").await;
    let _line = join(&world.app, None).await;
    let address = listen(&world).await;
    let mut slow = world.app.db.begin().await.expect("begins");
    write(&mut slow, siti, "pertama").await;
    tell(&world.app, siti, "kedua").await;
    sleep(Duration::from_millis(100)).await;
    // The page is drawn while the first is on its way: it must not say that it knows the second already.
    let shown = world.signed_in(siti).await.get("/notifikasi/").await;
    let after = shown.text().split("data-after=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    slow.commit().await.expect("commits");
    let mut page = page_at(&world, address, siti, &format!("?after={}", after.expect("the page says it"))).await;
    assert_eq!(bodies(&mut page, 2).await, ["pertama", "kedua"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_carries_hints_between_processes() {
    let redis = redis_of_the_tests();
    let here = World::open(TestDb::open(Backend::Postgres).await).await;
    let siti = here.customer("siti").await;
    let there = here.another_process().await;
    let lines = (join(&here.app, Some(&redis)).await, join(&there.app, Some(&redis)).await);
    until(|| lines.0.works() && lines.1.works()).await;
    let mut page = page(&there, siti, "?after=0").await;
    for number in 0..20 {
        tell(&here.app, siti, &number.to_string()).await;
        assert_eq!(body(&mut page).await, number.to_string());
    }
}

async fn until(done: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !done() {
        assert!(Instant::now() < deadline, "waited too long");
        sleep(Duration::from_millis(20)).await;
    }
}

/// Redis away: orders are as quick as ever, pages of the same process still hear; Redis back: everything that was missed arrives.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_of_redis_slows_no_order_and_loses_nothing() {
    let mut redis = OwnRedis::start();
    let here = World::open(TestDb::open(Backend::Postgres).await).await;
    let product = here.product("Roster", 14_500, 500).await;
    let siti = here.customer("siti").await;
    let there = here.another_process().await;
    let url = redis.url();
    let lines = (join(&here.app, Some(&url)).await, join(&there.app, Some(&url)).await);
    until(|| lines.0.works() && lines.1.works()).await;
    let (mut near, mut far) = (page(&here, siti, "?after=0").await, page(&there, siti, "?after=0").await);
    let usual = time_of_orders(&here, siti, product).await;
    for away in ["stopped", "frozen"] {
        if away == "stopped" {
            redis.stop();
        } else {
            redis.signal("-STOP");
        }
        let slowest = time_of_orders(&here, siti, product).await;
        assert!(slowest < usual * 4 + Duration::from_secs(1), "{away}: {slowest:?} instead of {usual:?}");
        until(|| !lines.0.works()).await;
        if away == "stopped" {
            redis.run();
        } else {
            redis.signal("-CONT");
        }
        until(|| lines.0.works() && lines.1.works()).await;
    }
    let links = 3 * ORDERS;
    let (near, far) = (bodies(&mut near, links).await, bodies(&mut far, links).await);
    assert_eq!(near, far);
}

const ORDERS: usize = 8;

/// The slowest of some orders.
async fn time_of_orders(world: &World, siti: CustomerId, product: domain::ids::ProductId) -> Duration {
    let mut slowest = Duration::ZERO;
    for _ in 0..ORDERS {
        let begun = Instant::now();
        world.order(siti, &[(product, 1)]).await;
        slowest = slowest.max(begun.elapsed());
    }
    slowest
}

/// A page that never reads is closed once its frames pile up; others of the same person are not disturbed.
async fn a_page_that_never_reads_is_closed(test: TestDb) {
    let world = World::open(test).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let address = listen(&world).await;
    let long = "x".repeat(60_000);
    let mut tx = world.app.db.begin().await.expect("begins");
    let all: Vec<_> = (0..400).map(|_| told(budi, &long)).collect();
    notifications::write(&mut tx, &all).await.expect("writes");
    tx.commit().await.expect("commits");
    let deaf = page_at(&world, address, budi, "?after=0").await;
    let mut page = page_at(&world, address, siti, "?after=0").await;
    until(|| world.app.hub.rooms() == 2).await;
    for number in 0..10 {
        tell(&world.app, siti, &number.to_string()).await;
        assert_eq!(body(&mut page).await, number.to_string());
    }
    until(|| world.app.hub.rooms() == 1).await;
    drop(deaf);
}

async fn a_page_that_was_away_for_a_hundred_events_gets_exactly_those(test: TestDb) {
    let world = World::open(test).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let address = listen(&world).await;
    let mut page = page_at(&world, address, siti, "?after=0").await;
    tell(&world.app, siti, "seen").await;
    let last = next(&mut page).await["notification"]["id"].clone();
    drop(page);
    let missed: Vec<String> = (0..100).map(|number| number.to_string()).collect();
    for body in &missed {
        tell(&world.app, siti, body).await;
        tell(&world.app, budi, body).await;
    }
    let mut page = page_at(&world, address, siti, &format!("?after={last}")).await;
    tell(&world.app, siti, "live").await;
    assert_eq!(bodies(&mut page, missed.len()).await, missed);
    assert_eq!(body(&mut page).await, "live");
    nothing_comes(&mut page, Duration::from_millis(300)).await;
}
