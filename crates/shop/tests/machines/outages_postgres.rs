//! PostgreSQL restarted and crashed while people order: nothing that was answered is lost, and the shop goes on by itself.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use store::{DbOptions, Recipient};
use testkit::OwnPostgres;

use crate::{TURN, books, deeds::People, ground::Ground, listener::Listener, process::Shop, sink::Sink};

/// People who order at the same time.
const BUYERS: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_of_postgres_under_load_loses_nothing_and_needs_no_hand() {
    let _turn = TURN.lock().await;
    let mut postgres = tokio::task::spawn_blocking(OwnPostgres::start).await.expect("starts");
    let data = tempfile::tempdir().expect("a temporary folder");
    let options = DbOptions::Postgres { url: postgres.url(), connections: 4 };
    let mut ground = Ground::on(&options, data.path().to_owned(), None).await;
    let sink = Sink::start().await;
    let mut shop = Shop::new(&ground, &sink);
    shop.start().await;
    let listener = Listener::open(&ground, &shop.place, Recipient::Admin(ground.admin)).await;
    let mut people = People::at(&ground, &shop.place).await;
    people.patient = true;
    people.order().await.expect("the shop is open");
    let enough = Arc::new(AtomicBool::new(false));
    let buyers: Vec<_> = (0..BUYERS).map(|_| tokio::spawn(buy(people.clone(), enough.clone()))).collect();
    for how in ["-INT", "-QUIT"] {
        goes_on(&people).await;
        postgres.stop(how);
        shop.note_death();
        tokio::time::sleep(Duration::from_secs(2)).await;
        postgres = tokio::task::spawn_blocking(move || {
            postgres.run();
            postgres
        })
        .await
        .expect("starts");
        let begun = Instant::now();
        goes_on(&people).await;
        println!("PostgreSQL {how}: orders again {:.1?} after it answers", begun.elapsed());
    }
    enough.store(true, Ordering::Relaxed);
    for buyer in buyers {
        buyer.await.expect("people saw nothing but an outage");
    }
    ground.look_again(&options).await;
    books::settle(&ground, 240).await;
    let heard = listener.has_heard_everything(&ground).await;
    let found = books::check(&ground, &sink, &people.answered, &shop.deaths).await;
    println!("PostgreSQL: {found}, {heard} frames");
    shop.stop().await;
}

/// Waits for more orders.
async fn goes_on(people: &People) {
    let before = people.answered.all().len();
    crate::ground::until("orders are answered", 120, || async { people.answered.all().len() >= before + 12 }).await;
}

async fn buy(people: People, enough: Arc<AtomicBool>) {
    while !enough.load(Ordering::Relaxed) {
        match people.order().await {
            Some(order) => {
                people.accept(order).await;
            }
            None => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}
