//! Looking after the queues: page, commands' verbs, alarms (issue "The heart", Operations).

use std::sync::Arc;

use shop::{
    cli::{doctor, schedule},
    config::Options,
    jobs::{
        self,
        admin::{self, Filter},
        board::{self, Shelf},
        reset_mail::ResetMail,
    },
    ops::OpError,
};
use testkit::{TestDb, on_both_databases};

use crate::world::World;

on_both_databases! {
    waiting_jobs_are_listed_cancelled_and_tried_again,
    a_purge_takes_only_what_waits,
    owners_mend_and_the_office_looks,
    the_first_page_warns_when_nobody_works_or_a_queue_is_late,
    a_queue_is_paused_once_somebody_has_worked_it,
    an_entry_of_the_schedule_runs_on_demand,
}

/// A job that names somebody.
async fn job(world: &World) -> i64 {
    let mut tx = world.app.db.begin().await.expect("begins");
    let task = ResetMail { login: "siti@contoh.example".into(), request: "permintaan".into() };
    jobs::enqueue(&mut tx, &world.app, task).await.expect("enqueues");
    tx.commit().await.expect("commits");
    on_shelf(world, Shelf::Waiting).await[0]
}

/// Ids of the jobs on a shelf, newest first.
async fn on_shelf(world: &World, shelf: Shelf) -> Vec<i64> {
    let listed = admin::list(&world.app, &Filter { shelf, kind: None, beyond: None, oldest_first: false }, 50)
        .await
        .expect("lists");
    listed.iter().map(|job| job.id).collect()
}

async fn waiting_jobs_are_listed_cancelled_and_tried_again(test: TestDb) {
    let world = World::open(test).await;
    let (first, second) = (job(&world).await, job(&world).await);
    assert_eq!(on_shelf(&world, Shelf::Waiting).await, [second, first]);
    let older =
        Filter { shelf: Shelf::Waiting, kind: Some("reset_mail".into()), beyond: Some(second), oldest_first: false };
    assert_eq!(admin::list(&world.app, &older, 50).await.expect("lists")[0].id, first);
    assert_eq!(admin::cancel(&world.app, first, &World::office()).await.expect("cancels").shelf, Shelf::Cancelled);
    assert_eq!(admin::retry(&world.app, first, &World::office()).await.expect("tries again").shelf, Shelf::Waiting);
    assert!(matches!(admin::retry(&world.app, 99_999, &World::office()).await, Err(OpError::NotFound)));
    assert!(matches!(admin::cancel(&world.app, 99_999, &World::office()).await, Err(OpError::NotFound)));
}

async fn a_purge_takes_only_what_waits(test: TestDb) {
    let world = World::open(test).await;
    let cancelled = job(&world).await;
    admin::cancel(&world.app, cancelled, &World::office()).await.expect("cancels");
    for _ in 0..3 {
        job(&world).await;
    }
    assert_eq!(admin::purge(&world.app, Some("prune"), None, &World::office()).await.expect("purges"), 0);
    assert_eq!(admin::purge(&world.app, None, Some("upkeep"), &World::office()).await.expect("purges"), 0);
    assert_eq!(
        admin::purge(&world.app, Some("reset_mail"), Some("orders"), &World::office()).await.expect("purges"),
        3
    );
    assert_eq!(on_shelf(&world, Shelf::Cancelled).await, [cancelled]);
}

async fn owners_mend_and_the_office_looks(test: TestDb) {
    let world = World::open(test).await;
    let id = job(&world).await;
    let (_, mut owner) = world.admin("pemilik", "owner").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (page, cancel) = (views::urls::admin_job(id), views::urls::admin_job_cancel(id));
    for visitor in [&mut owner, &mut office] {
        let list = visitor.get("/admin/pekerjaan/?status=menunggu&jenis=reset_mail").await.text();
        assert!(list.contains(&page), "{list}");
        let shown = visitor.get(&page).await.text();
        assert!(shown.contains("login") && !shown.contains("siti@contoh.example"), "{shown}");
    }
    assert!(!office.get(&page).await.text().contains("job-cancel"));
    assert_eq!(office.post(&cancel, &[]).await.status, 403);
    assert_eq!(office.post("/admin/pekerjaan/kosongkan/", &[]).await.status, 403);
    assert_eq!(on_shelf(&world, Shelf::Waiting).await, [id]);
    assert_eq!(owner.post(&cancel, &[]).await.location(), page);
    assert_eq!(owner.post(&views::urls::admin_job_retry(id), &[]).await.location(), page);
    assert!(owner.get("/admin/pekerjaan/kosongkan/").await.text().contains("jobs-purge"));
    assert_eq!(owner.post("/admin/pekerjaan/kosongkan/", &[]).await.location(), "/admin/pekerjaan/");
    assert!(on_shelf(&world, Shelf::Waiting).await.is_empty());
    assert_eq!(owner.get(&page).await.status, 404);
    assert_eq!(world.visitor().get("/admin/pekerjaan/").await.status, 303);
}

async fn the_first_page_warns_when_nobody_works_or_a_queue_is_late(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    assert!(office.get("/admin/").await.text().contains("Tidak ada pekerja"));
    // The queue tells due times by the machine's clock: go well beyond it.
    world.test.clock.set(domain::time::UtcMillis::new(1_900_000_000_000));
    let (_, mut office) = world.admin("kantor2", "office").await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::upkeep::beat(&mut tx, "satu", "worker").await.expect("beats");
    tx.commit().await.expect("commits");
    assert!(!office.get("/admin/").await.text().contains("flash-bad"));
    job(&world).await;
    assert!(office.get("/admin/").await.text().contains("Antrean terlambat"));
    assert!(office.get("/admin/pekerjaan/").await.text().contains("mark-bad"));
}

async fn a_queue_is_paused_once_somebody_has_worked_it(test: TestDb) {
    let world = World::open(test).await;
    assert!(matches!(admin::pause(&world.app, "orders", true, &World::office()).await, Err(OpError::NotFound)));
    let working = jobs::work(&world.app).await.expect("works");
    let mut tries = 0;
    while admin::pause(&world.app, "orders", true, &World::office()).await.is_err() {
        tries += 1;
        assert!(tries < 100, "the queue never came");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    working.stop().await;
    let paused = |board: &board::Board| board.queues.iter().any(|queue| queue.name == "orders" && queue.paused);
    assert!(paused(&board::read(&world.app).await.expect("reads")));
    admin::pause(&world.app, "orders", false, &World::office()).await.expect("resumes");
    assert!(!paused(&board::read(&world.app).await.expect("reads")));
}

async fn an_entry_of_the_schedule_runs_on_demand(test: TestDb) {
    let world = World::open(test).await;
    admin::run_now(&world.app, "prune", &World::office()).await.expect("runs");
    assert!(admin::run_now(&world.app, "tidak_ada", &World::office()).await.is_err());
    assert_eq!(on_shelf(&world, Shelf::Waiting).await.len(), 1);
    let lines = schedule::list(&world.app).await.expect("lists");
    assert_eq!(lines.len(), jobs::schedule::ENTRIES.len());
}

#[derive(clap::Parser)]
struct Line {
    #[command(flatten)]
    options: Options,
}

#[tokio::test]
async fn the_doctor_says_what_is_wrong_and_what_to_do() {
    use clap::Parser as _;
    let empty = tempfile::tempdir().expect("a folder");
    let data = empty.path().display().to_string();
    let mut options = Line::parse_from(["barokah", "--data", &data]).options;
    let clock = Arc::new(domain::time::TestClock::new(domain::time::UtcMillis::new(1_795_421_018_123)));
    let findings = doctor::examine(&options, clock.clone()).await;
    assert!(findings[0].todo.as_deref().is_some_and(|todo| todo.contains("--data")), "{findings:?}");
    let db = store::Db::open(&options.database(), clock.clone()).await.expect("opens");
    db.migrate().await.expect("migrates");
    db.close().await;
    options.redis_url = Some("redis://127.0.0.1:1/".into());
    let wrong: Vec<_> =
        doctor::examine(&options, clock).await.into_iter().filter(|finding| finding.todo.is_some()).collect();
    let names: Vec<&str> = wrong.iter().map(|finding| finding.what).collect();
    assert_eq!(names, ["Pekerja", "Redis"], "{wrong:?}");
}
