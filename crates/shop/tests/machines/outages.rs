//! Redis away, back and slow while people order: they notice nothing, and every open page hears everything in the end.

use std::time::Duration;

use store::Recipient;
use testkit::{Backend, OwnRedis, TestDb};

use crate::{
    TURN, books,
    deeds::People,
    ground::Ground,
    listener::Listener,
    process::{Deaths, Shop},
    sink::Sink,
};

/// Orders in each phase.
const ORDERS: usize = 25;
/// What the slowest order may take in any phase; usual are some hundredths of a second. Whoever waits for a server that is away waits
/// longer than this.
pub const SLOWEST: Duration = Duration::from_secs(15);

/// Orders one after the other, each accepted by the office; median and slowest.
pub async fn rush(people: &People, orders: usize) -> (Duration, Duration) {
    people.answered.take_times();
    for _ in 0..orders {
        let order = people.order().await.expect("every order is answered");
        assert!(people.accept(order).await, "every step is answered");
    }
    let times = people.answered.take_times();
    assert_eq!(times.len(), orders);
    (times[orders / 2], times[orders - 1])
}

/// A line for the test's output, and the one thing that is asserted.
pub fn compare(phase: &str, usual: (Duration, Duration), now: (Duration, Duration)) {
    let ratio = now.0.as_secs_f64() / usual.0.as_secs_f64();
    println!("{phase}: order median {:.0?} ({ratio:.2} of usual), slowest {:.0?}", now.0, now.1);
    assert!(now.1 < SLOWEST, "{phase}: an order took {:?}", now.1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_of_redis_is_noticed_by_nobody_who_orders() {
    let _turn = TURN.lock().await;
    let mut redis = OwnRedis::start();
    let ground = Ground::new(TestDb::open(Backend::Postgres).await).await;
    let sink = Sink::start().await;
    let mut parts = Vec::new();
    for only in ["web", "web", "worker"] {
        let mut part = Shop::part(&ground, &sink, &redis.url(), only);
        part.start().await;
        parts.push(part);
    }
    let mut listeners = Vec::new();
    for part in &parts[..2] {
        listeners.push(Listener::open(&ground, &part.place, Recipient::Admin(ground.admin)).await);
    }
    let people = People::at(&ground, &parts[0].place).await;
    rush(&people, ORDERS / 5).await;
    let usual = rush(&people, ORDERS).await;
    compare("Redis as usual", usual, usual);
    redis.stop();
    compare("Redis stopped", usual, rush(&people, ORDERS).await);
    redis.run();
    compare("Redis started again", usual, rush(&people, ORDERS).await);
    redis.signal("-STOP");
    compare("Redis frozen", usual, rush(&people, ORDERS).await);
    redis.signal("-CONT");
    compare("Redis as before", usual, rush(&people, ORDERS).await);
    for listener in &listeners {
        listener.has_heard_everything(&ground).await;
    }
    books::settle(&ground, 120).await;
    let found = books::check(&ground, &sink, &people.answered, &Deaths::default()).await;
    println!("Redis: {found}");
    for mut part in parts {
        part.stop().await;
    }
}
