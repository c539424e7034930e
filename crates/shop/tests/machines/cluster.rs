//! The shop on several machines: two web processes, two workers, two schedulers on PostgreSQL and Redis, each killed in turn while people
//! order. All processes stand on one machine here and share its data folder.

use std::time::{Duration, Instant};

use store::Recipient;
use testkit::{Backend, TestDb};

use crate::{
    TURN, books,
    deeds::People,
    ground::Ground,
    listener::Listener,
    process::{Deaths, Shop},
    sink::Sink,
};

/// The parts, in the order in which they are killed.
const PARTS: [&str; 6] = ["web", "worker", "scheduler", "web", "worker", "scheduler"];
/// Every part dies so often.
const TURNS: usize = 3;
/// How long the others do without it, and how long it lives before the next one dies.
const AWAY: Duration = Duration::from_millis(2_500);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_process_of_a_cluster_may_die_while_orders_flow() {
    let _turn = TURN.lock().await;
    let begun = Instant::now();
    let redis = std::env::var("BAROKAH_TEST_REDIS_URL").expect("BAROKAH_TEST_REDIS_URL is not set: run scripts/test");
    let ground = Ground::new(TestDb::open(Backend::Postgres).await).await;
    let sink = Sink::start().await;
    let deaths = Deaths::default();
    let mut parts = Vec::new();
    for only in PARTS {
        let mut part = Shop::part(&ground, &sink, &redis, only);
        if only == "worker" {
            part.deaths = deaths.clone();
        }
        part.start().await;
        parts.push(part);
    }
    let (near, far) = (parts[0].place.clone(), parts[3].place.clone());
    let mut listeners = Vec::new();
    for place in [&near, &far] {
        let customer = Recipient::Customer(ground.customers[0].get());
        for whose in [customer, Recipient::Admin(ground.admin)] {
            listeners.push(Listener::open(&ground, place, whose).await);
        }
    }
    let people = People::at(&ground, &near).await;
    let also = people.also_at(&ground, &far).await;
    let flow = [tokio::spawn(orders(people.clone())), tokio::spawn(orders(also))];
    for part in (0..TURNS * PARTS.len()).map(|turn| turn % PARTS.len()) {
        parts[part].kill();
        tokio::time::sleep(AWAY).await;
        parts[part].start().await;
        tokio::time::sleep(AWAY).await;
    }
    for orders in flow {
        orders.abort();
        assert!(orders.await.is_err_and(|error| error.is_cancelled()), "people saw nothing but an outage");
    }
    books::settle(&ground, 180).await;
    let mut frames = 0;
    for listener in &listeners {
        frames += listener.has_heard_everything(&ground).await;
    }
    let found = books::check(&ground, &sink, &people.answered, &deaths).await;
    let minutes = books::check_schedule(&ground).await;
    let kills = TURNS * PARTS.len();
    for mut part in parts {
        part.stop().await;
    }
    println!("cluster: {kills} kills, {:.0?}: {found}, {frames} frames, {minutes} minutes", begun.elapsed());
}

/// People order and the office takes their money, until it is enough. Who finds nobody tries again a little later.
async fn orders(people: People) {
    loop {
        if let Some(order) = people.order().await {
            people.accept(order).await;
        }
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
}
