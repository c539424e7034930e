//! Killed at named points and at random, again and again; then everything must be there once. The points are reached from outside: by what
//! the answers, the mail server and the list of jobs tell.

use std::time::{Duration, Instant};

use domain::order::Actor;
use shop::{
    entropy::{Entropy as _, SystemEntropy},
    jobs::{
        admin::{self, Filter},
        board::Shelf,
    },
    ops::broadcasts::{Readers, TypedMessage, send},
};
use store::places::By;
use testkit::{Backend, TestDb};

use crate::{
    TURN, books,
    deeds::People,
    ground::{Ground, until},
    process::Shop,
    sink::{Mood, Sink},
};

/// Rounds on each database; `BAROKAH_KILL_ROUNDS` says otherwise. A round on PostgreSQL may take longer: kills leave gaps in the numbers of
/// notifications, and a start then waits a little for whoever is writing anywhere on that server (docs/decisions/0008).
const ROUNDS: [(Backend, usize); 2] = [(Backend::Sqlite, 135), (Backend::Postgres, 72)];
/// Now and then everything may come to rest, so that no job is hit at every one of its tries.
const REST_EVERY: usize = 15;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_killed_again_and_again_loses_nothing_and_doubles_nothing() {
    series(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_killed_again_and_again_loses_nothing_and_doubles_nothing() {
    series(Backend::Postgres).await;
}

/// Where the process is killed.
#[derive(Clone, Copy, Debug)]
enum Point {
    /// An order was answered: committed, its work not begun.
    AfterCommit,
    /// A job has begun and waits for the mail server.
    AfterClaim,
    /// The mail server has the whole mail and has not said yes.
    BeforeYes,
    /// The mail server says yes this very moment.
    AtYes,
    /// Overdue orders are being cancelled by the clock.
    DuringCancel,
    /// Customers are being reminded by the clock.
    DuringRemind,
    /// A message to everybody is being told.
    DuringTelling,
    /// A message to everybody is being mailed.
    DuringMailing,
    /// Whenever, while several people are at it.
    Random,
}

impl Point {
    const ALL: [Self; 11] = [
        Self::AfterCommit,
        Self::Random,
        Self::AfterClaim,
        Self::BeforeYes,
        Self::Random,
        Self::DuringCancel,
        Self::DuringTelling,
        Self::AtYes,
        Self::Random,
        Self::DuringMailing,
        Self::DuringRemind,
    ];
}

struct Torture {
    ground: Ground,
    sink: Sink,
    shop: Shop,
    people: People,
    /// What people were doing when it was killed.
    under_way: Option<tokio::task::JoinHandle<()>>,
}

async fn series(backend: Backend) {
    let _turn = TURN.lock().await;
    let asked = std::env::var("BAROKAH_KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    let usual = ROUNDS.iter().find(|(usual, _)| *usual == backend).expect("listed").1;
    let rounds = asked.unwrap_or(usual);
    let begun = Instant::now();
    let ground = Ground::new(TestDb::open(backend).await).await;
    let sink = Sink::start().await;
    let mut shop = Shop::new(&ground, &sink);
    shop.start().await;
    let people = People::at(&ground, &shop.place).await;
    let mut torture = Torture { ground, sink, shop, people, under_way: None };
    for round in 0..rounds {
        let point = Point::ALL[round % Point::ALL.len()];
        torture.until(point).await;
        torture.kill_and_start().await;
        if round % REST_EVERY == REST_EVERY - 1 {
            books::settle(&torture.ground, 120).await;
        }
    }
    torture.verdict(backend, rounds, begun).await;
}

impl Torture {
    async fn kill_and_start(&mut self) {
        self.shop.kill();
        if let Some(deeds) = self.under_way.take() {
            deeds.await.expect("nothing else went wrong");
        }
        // Its successor finds a healthy mail server.
        self.sink.become_(Mood::Normal).await;
        self.shop.start().await;
    }

    /// Brings the shop to a point at which it is to be killed.
    async fn until(&mut self, point: Point) {
        match point {
            Point::AfterCommit => {
                self.order().await;
            }
            Point::AfterClaim => self.mail_in(Mood::Mute).await,
            Point::BeforeYes => self.mail_in(Mood::Hold).await,
            Point::AtYes => self.mail_in(Mood::Normal).await,
            Point::DuringCancel => self.by_the_clock("cancel_unpaid", -1_000).await,
            Point::DuringRemind => self.by_the_clock("remind_unpaid", 30 * 60_000).await,
            Point::DuringTelling => self.message(false).await,
            Point::DuringMailing => self.message(true).await,
            Point::Random => self.something().await,
        }
    }

    async fn order(&self) -> i64 {
        self.people.order().await.expect("the shop is open")
    }

    /// A mail is on its way to a server in this mood.
    async fn mail_in(&mut self, mood: Mood) {
        let order = self.order().await;
        self.sink.become_(mood).await;
        let before = self.sink.seen();
        assert!(self.people.accept(order).await, "the shop is open");
        self.sink
            .until("the mail", |seen| match mood {
                Mood::Mute => seen.claimed > before.claimed,
                _ => seen.mails.len() > before.mails.len(),
            })
            .await;
    }

    /// The clock has work on several orders, and has begun.
    async fn by_the_clock(&mut self, kind: &str, left: i64) {
        let mut orders = Vec::new();
        for _ in 0..6 {
            orders.push(self.order().await);
        }
        let now = self.ground.now();
        let mut tx = self.ground.app.db.begin().await.expect("begins");
        // As if they had been placed long ago.
        store::sql!("UPDATE orders SET placed_at = $1, pay_deadline = $2 WHERE id IN {ids}")
            .bind(now.plus_hours(-3))
            .bind(now.get() + left)
            .ids(orders)
            .run(&mut tx)
            .await
            .expect("updates");
        tx.commit().await.expect("commits");
        let (done, told) = self.shop.run(&["jobs", "run", kind]).await;
        assert!(done, "{told}");
        let filter = |shelf| Filter { shelf, kind: Some(kind.to_owned()), beyond: None, oldest_first: false };
        let (ground, before) = (&self.ground, now.get());
        until("the clock's job begins", 60, || async move {
            let running = admin::list(&ground.app, &filter(Shelf::Running), 1).await.expect("lists");
            let done = admin::list(&ground.app, &filter(Shelf::Done), 1).await.expect("lists");
            !running.is_empty() || done.iter().any(|job| job.created_at.get() >= before)
        })
        .await;
    }

    /// A message to everybody has reached the first of them: with its notification, or with its mail.
    async fn message(&mut self, mailed: bool) {
        let heading = format!("Kabar {}", self.ground.now().get());
        let typed = TypedMessage {
            key: &heading,
            heading: &heading,
            body: "Besok libur.",
            link: "",
            readers: Readers::Everybody,
        };
        let by = By { actor: Actor::Admin, id: None, name: "Kantor".into(), kind: None };
        let id = send(&self.ground.app, &typed, &by).await.expect("is sent").expect("is new");
        if mailed {
            self.sink.until("its first mail", |seen| seen.mails.iter().any(|mail| mail.subject == heading)).await;
            return;
        }
        let ground = &self.ground;
        until("its first notification", 60, || async move {
            let Ok(mut conn) = ground.app.db.read().await else { return false };
            let told = store::broadcasts::progress(&mut conn, id).await.expect("reads").expect("is there");
            told.told_to > 0
        })
        .await;
    }

    /// Several people do something, for up to a sixth of a second.
    async fn something(&mut self) {
        let (first, second) = (self.order().await, self.order().await);
        let accepted = self.people.accept(first).await;
        let people = self.people.clone();
        self.under_way = Some(tokio::spawn(async move {
            tokio::join!(people.accept(second), people.order(), people.order(), async {
                accepted && people.collect(first).await
            });
        }));
        tokio::time::sleep(Duration::from_millis(u64::from(random()) * 2 / 3)).await;
    }

    async fn verdict(self, backend: Backend, rounds: usize, begun: Instant) {
        let Self { ground, sink, mut shop, people, .. } = self;
        books::settle(&ground, 180).await;
        let (well, told) = shop.run(&["doctor"]).await;
        assert!(well, "{told}");
        let found = books::check(&ground, &sink, &people.answered, &shop.deaths).await;
        let minutes = books::check_schedule(&ground).await;
        shop.stop().await;
        let kills = shop.deaths.lock().expect("nobody panicked").len();
        println!("{backend:?}: {rounds} rounds, {kills} kills, {:.0?}: {found}, {minutes} minutes", begun.elapsed());
        assert_eq!(kills, rounds);
    }
}

/// 0 to 255.
fn random() -> u8 {
    let mut byte = [0];
    SystemEntropy.fill(&mut byte);
    byte[0]
}
