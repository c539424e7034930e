//! The mail server away, refusing, silent or hanging up: people who order notice nothing, and every mail comes once it is well again,
//! without anybody's hand.

use std::time::Instant;

use shop::jobs::board::{self, Shelf};
use testkit::{Backend, TestDb};

use crate::{
    TURN, books,
    deeds::People,
    ground::{Ground, until},
    outages::{compare, rush},
    process::Shop,
    sink::{Mood, Sink},
};

/// Orders in each phase.
const ORDERS: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_of_the_mail_server_delays_mails_and_nothing_else() {
    let _turn = TURN.lock().await;
    // Most of it is waiting, which both databases can do at the same time.
    tokio::join!(outage(Backend::Sqlite), outage(Backend::Postgres));
}

async fn outage(backend: Backend) {
    let ground = Ground::new(TestDb::open(backend).await).await;
    let mut sink = Sink::start().await;
    let mut shop = Shop::new(&ground, &sink);
    shop.start().await;
    let people = People::at(&ground, &shop.place).await;
    rush(&people, 2).await;
    let usual = rush(&people, ORDERS).await;
    books::settle(&ground, 60).await;
    let phase = |what: &str| format!("{backend:?}, mail server {what}");
    sink.stop();
    compare(&phase("stopped"), usual, rush(&people, ORDERS).await);
    // Failed twice: the next try comes by itself, after a quarter of a minute.
    until("mails wait for another try", 60, || async {
        board::read(&ground.app).await.is_ok_and(|board| board.total(Shelf::Retrying, None) > 0)
    })
    .await;
    sink.start_again().await;
    sink.become_(Mood::Later).await;
    compare(&phase("refusing"), usual, rush(&people, ORDERS).await);
    sink.until("a refusal", |seen| seen.refused > 0).await;
    sink.become_(Mood::Drop).await;
    compare(&phase("hanging up"), usual, rush(&people, ORDERS).await);
    sink.until("a mail cut off", |seen| seen.dropped > 0).await;
    sink.become_(Mood::Slow).await;
    compare(&phase("slow"), usual, rush(&people, ORDERS).await);
    sink.become_(Mood::Mute).await;
    compare(&phase("silent"), usual, rush(&people, ORDERS).await);
    sink.until("a job at the silent server", |seen| seen.claimed > 0).await;
    // Jobs that hang there now are given up after a while; the others are tried again when their time comes.
    sink.become_(Mood::Normal).await;
    let well = Instant::now();
    books::settle(&ground, 240).await;
    let found = books::check(&ground, &sink, &people.answered, &shop.deaths).await;
    println!("{}: the last mail came after {:.0?}: {found}", phase("well again"), well.elapsed());
    shop.stop().await;
}

/// The mail server took a mail and its yes never came: it is asked again after a while, and both bear the same `Message-ID`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_yes_that_never_comes_makes_a_twin_with_the_same_message_id() {
    let _turn = TURN.lock().await;
    let ground = Ground::new(TestDb::open(Backend::Sqlite).await).await;
    let mut sink = Sink::start().await;
    let mut shop = Shop::new(&ground, &sink);
    shop.start().await;
    let people = People::at(&ground, &shop.place).await;
    sink.become_(Mood::Hold).await;
    let order = people.order().await.expect("the shop is open");
    assert!(people.accept(order).await);
    // Its sender gives up after twenty seconds and tries again a little later.
    sink.until("the mail twice", |seen| seen.mails.len() == 2).await;
    sink.become_(Mood::Normal).await;
    books::settle(&ground, 60).await;
    let mails = sink.seen().mails;
    assert_eq!(mails.iter().map(|mail| mail.held).collect::<Vec<_>>(), [true, true]);
    assert_eq!(mails[0].id, mails[1].id);
    let found = books::check(&ground, &sink, &people.answered, &shop.deaths).await;
    assert_eq!((found.mails, found.twins), (1, 1));
    shop.stop().await;
}
