//! What must be true in the end: everything that was answered is there, each committed change has its notifications and its mail exactly
//! once, the books add up, and the schedule left nothing out.
//!
//! A mail may be *transmitted* twice only where the mail server kept its yes back, or where a worker was killed between that yes and the
//! shop's note of it; both then bear the same `Message-ID` (docs/decisions/0009).

use std::collections::{BTreeMap, BTreeSet};

use shop::{
    jobs::{
        board::{self, Shelf},
        nightly_check,
    },
    mail::message_id,
};

use crate::{
    deeds::Answered,
    ground::{Ground, until},
    process::{Deaths, MAIL_FROM},
    sink::Sink,
};

/// Jobs at every full minute.
const EVERY_MINUTE: [&str; 3] = ["remind_unpaid", "cancel_unpaid", "low_stock"];
const MINUTE: i64 = 60_000;
const LAST_BYTES: i64 = 2_000;

store::record! { struct Happened { id: i64, order_id: i64, customer_id: i64, event: String } }
store::record! { struct Reminder { order_id: i64, customer_id: i64, deadline: i64, hours: i64 } }
store::record! { struct Message { id: i64, heading: String } }
store::record! { struct Person { id: i64 } }
store::record! { struct Notice { recipient: String, person_id: i64, kind: String, link: String } }

/// Person, kind, order.
type Told = (String, i64, String, i64);

/// What was found.
pub struct Found {
    pub changes: usize,
    pub notices: usize,
    pub mails: usize,
    /// Mails that were transmitted again.
    pub twins: usize,
}

impl std::fmt::Display for Found {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { changes, notices, mails, twins } = self;
        write!(out, "{changes} changes, {notices} notifications, {mails} mails, {twins} of them transmitted again")
    }
}

/// Waits until nothing is left to do.
pub async fn settle(ground: &Ground, seconds: u64) {
    let busy = [Shelf::Waiting, Shelf::Running, Shelf::Retrying];
    until("all jobs are done", seconds, || async {
        let Ok(board) = board::read(&ground.app).await else { return false };
        busy.into_iter().all(|shelf| board.total(shelf, None) == 0)
    })
    .await;
}

/// Compares everything with everything.
pub async fn check(ground: &Ground, sink: &Sink, answered: &Answered, deaths: &Deaths) -> Found {
    let mut conn = ground.app.db.read().await.expect("reads");
    let events: Vec<Happened> = store::sql!(
        "SELECT e.id, e.order_id, o.customer_id, e.event FROM order_events e JOIN orders o ON o.id = e.order_id ORDER BY e.id"
    )
    .all(&mut conn)
    .await
    .expect("reads");
    let reminders: Vec<Reminder> = store::sql!(
        "SELECT r.order_id, o.customer_id, r.deadline, MIN(r.hours) AS hours FROM payment_reminders r JOIN orders o ON o.id = r.order_id
         GROUP BY r.order_id, o.customer_id, r.deadline ORDER BY r.order_id"
    )
    .all(&mut conn)
    .await
    .expect("reads");
    let messages: Vec<Message> =
        store::sql!("SELECT id, heading FROM broadcasts ORDER BY id").all(&mut conn).await.expect("reads");
    drop(conn);
    let happened: BTreeSet<(i64, &str)> = events.iter().map(|event| (event.order_id, event.event.as_str())).collect();
    let lost: Vec<_> = answered.all().into_iter().filter(|deed| !happened.contains(deed)).collect();
    assert!(lost.is_empty(), "answered and lost: {lost:?}");
    let notices = notices(ground, &events, &reminders, &messages).await;
    let (mails, twins) = mails(sink, deaths, &expected_mails(ground, &events, &reminders, &messages));
    assert_eq!(nightly_check::differences(&ground.app).await.expect("checks"), 0, "the books add up");
    let board = board::read(&ground.app).await.expect("reads");
    assert_eq!(board.total(Shelf::Dead, None), 0, "no job is dead");
    Found { changes: events.len() + reminders.len() + messages.len(), notices, mails, twins }
}

/// Each change told its people once, and nobody was told of anything else.
async fn notices(ground: &Ground, events: &[Happened], reminders: &[Reminder], messages: &[Message]) -> usize {
    let mut conn = ground.app.db.read().await.expect("reads");
    let people: Vec<Person> = store::sql!("SELECT id FROM customers ORDER BY id").all(&mut conn).await.expect("reads");
    let mut expected: BTreeMap<Told, usize> = BTreeMap::new();
    let mut expect = |who: &str, person: i64, kind: &str, order: i64| {
        *expected.entry((who.to_owned(), person, kind.to_owned(), order)).or_default() += 1;
    };
    for event in events {
        let kind = match event.event.as_str() {
            "place" => {
                expect("admin", ground.admin, "Pesanan Baru", event.order_id);
                "Pesanan Diterima"
            }
            "accept_payment" => "Pembayaran Diterima",
            "collect_pickup" => "Pesanan Selesai",
            "cancel" => "Pesanan Dibatalkan",
            other => panic!("nobody did {other}"),
        };
        expect("customer", event.customer_id, kind, event.order_id);
    }
    for reminder in reminders {
        expect("customer", reminder.customer_id, "Pengingat Pembayaran", reminder.order_id);
    }
    for message in messages {
        for person in &people {
            expect("customer", person.id, &message.heading, 0);
        }
    }
    let rows: Vec<Notice> = store::sql!("SELECT recipient, person_id, kind, link FROM notifications ORDER BY id")
        .all(&mut conn)
        .await
        .expect("reads");
    let mut told: BTreeMap<Told, usize> = BTreeMap::new();
    for row in &rows {
        let order = row.link.split('/').find_map(|part| part.parse().ok()).unwrap_or_default();
        *told.entry((row.recipient.clone(), row.person_id, row.kind.clone(), order)).or_default() += 1;
    }
    assert_eq!(difference(&told, &expected), [], "told, and not expected so often");
    assert_eq!(difference(&expected, &told), [], "expected, and not told so often");
    rows.len()
}

fn difference(left: &BTreeMap<Told, usize>, right: &BTreeMap<Told, usize>) -> Vec<(Told, usize)> {
    left.iter()
        .filter(|(told, count)| right.get(*told) != Some(*count))
        .map(|(told, count)| (told.clone(), *count))
        .collect()
}

/// What is to be mailed: `Message-ID`, address, words of the subject.
fn expected_mails(
    ground: &Ground,
    events: &[Happened],
    reminders: &[Reminder],
    messages: &[Message],
) -> BTreeMap<String, (String, String)> {
    let domain = MAIL_FROM.split('@').nth(1).expect("an address");
    let address = |customer: i64| {
        let number = ground.customers.iter().position(|id| id.get() == customer).expect("known");
        Ground::email(number)
    };
    let mut expected = BTreeMap::new();
    for event in events.iter().filter(|event| event.event != "place") {
        let key = format!("order-{}-event-{}", event.order_id, event.id);
        expected.insert(message_id(&key, domain), (address(event.customer_id), format!("#{}", event.order_id)));
    }
    for Reminder { order_id, customer_id, deadline, hours } in reminders {
        let key = format!("reminder-{order_id}-{deadline}-{hours}");
        expected.insert(message_id(&key, domain), (address(*customer_id), format!("#{order_id}")));
    }
    for message in messages {
        for (number, customer) in ground.customers.iter().enumerate().filter(|(number, _)| Ground::agrees(*number)) {
            let key = format!("broadcast-{}-{customer}", message.id);
            expected.insert(message_id(&key, domain), (Ground::email(number), message.heading.clone()));
        }
    }
    expected
}

/// Each of them came to its address under its one `Message-ID`, and no other mail came.
fn mails(sink: &Sink, deaths: &Deaths, expected: &BTreeMap<String, (String, String)>) -> (usize, usize) {
    let mut came: BTreeMap<String, Vec<(i64, bool)>> = BTreeMap::new();
    for mail in sink.seen().mails {
        let (to, words) = expected.get(&mail.id).unwrap_or_else(|| panic!("nobody expected {mail:?}"));
        assert_eq!(&mail.to, to, "{mail:?}");
        assert!(mail.subject.contains(words), "{mail:?}");
        came.entry(mail.id).or_default().push((mail.at, mail.held));
    }
    let missing: Vec<_> = expected.iter().filter(|(id, _)| !came.contains_key(*id)).collect();
    assert!(missing.is_empty(), "mails that never came: {missing:?}");
    let deaths = deaths.lock().expect("nobody panicked").clone();
    let mut twins = 0;
    for (id, times) in &came {
        for pair in times.windows(2) {
            twins += 1;
            // The last bytes of a dead process may reach the mail server a moment later.
            let [(first, held), (second, _)] = *pair else { continue };
            let killed = || deaths.iter().any(|death| (first - LAST_BYTES..=second).contains(death));
            assert!(held || killed(), "{id} came twice at {pair:?}, and nobody was killed between");
        }
    }
    (came.len(), twins)
}

/// Each minute between the first and the last occurrence has exactly one job of each entry; how many minutes. Jobs that were started by
/// hand are due in the middle of a minute.
pub async fn check_schedule(ground: &Ground) -> usize {
    until("the first full minute", 90, || async { !dues(ground, EVERY_MINUTE[0]).await.is_empty() }).await;
    settle(ground, 60).await;
    let mut minutes = 0;
    for kind in EVERY_MINUTE {
        let dues = dues(ground, kind).await;
        let gaps: Vec<_> = dues.windows(2).filter(|pair| pair[1] - pair[0] != MINUTE).collect();
        assert!(gaps.is_empty(), "{kind}: not one for each minute: {gaps:?}");
        assert!(!dues.is_empty(), "{kind} never ran");
        minutes = dues.len();
    }
    minutes
}

/// When the occurrences of an entry were due, UTC milliseconds.
async fn dues(ground: &Ground, kind: &str) -> Vec<i64> {
    let params = riverqueue::JobListParams::default().kinds([kind]).limit(10_000);
    let listed = ground.app.queue.jobs().list(params).await.expect("lists");
    let due = |row: &riverqueue::JobRow| {
        let args: serde_json::Value = serde_json::from_str(row.encoded_args.get()).expect("JSON");
        args["due"].as_i64().expect("a time")
    };
    let mut dues: Vec<i64> = listed.jobs.iter().map(due).filter(|due| due % MINUTE == 0).collect();
    dues.sort_unstable();
    dues
}
