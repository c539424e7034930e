//! A worker that died: its jobs are due again at once, and nobody else's.

use shop::jobs::{
    admin::{self, Filter, JobView},
    board::Shelf,
    enqueue,
    notify_order::NotifyOrder,
    presence::Presence,
    takeover::take_over,
};
use store::{Recipient, places::Page};
use testkit::{Backend, TestDb, on_both_databases};

use crate::world::World;

on_both_databases! { the_jobs_of_a_dead_worker_are_due_again, a_living_worker_keeps_its_jobs }

const DEAD: &str = "1-dead";

/// A job that a worker has begun; for the first time, or after it was cut off as often as is borne.
async fn begun(world: &World, worker: &str, last_try: bool) {
    let mut tx = world.app.db.begin().await.expect("begins");
    let task = NotifyOrder { order: 7, what: "shipped".into(), key: format!("{worker}-{last_try}"), reason: None };
    enqueue(&mut tx, &world.app, task).await.expect("enqueues");
    let claimed = match world.test.backend {
        Backend::Sqlite => store::sql!(
            "UPDATE river_job SET state = 'running', attempt = CASE WHEN $1 = 1 THEN 40 ELSE 1 END,
                max_attempts = CASE WHEN $1 = 1 THEN 40 ELSE max_attempts END, attempted_at = created_at, attempted_by = jsonb_array('0-earlier', $2) WHERE state = 'available'"
        ),
        Backend::Postgres => store::sql!(
            "UPDATE river_job SET state = CAST('running' AS {job_state}), attempt = CASE WHEN CAST($1 AS BIGINT) = 1 THEN 40 ELSE 1 END,
                max_attempts = CASE WHEN CAST($1 AS BIGINT) = 1 THEN 40 ELSE max_attempts END, attempted_at = created_at, attempted_by = ARRAY['0-earlier', CAST($2 AS TEXT)] WHERE CAST(state AS TEXT) = 'available'"
        ),
    };
    assert_eq!(claimed.bind(i64::from(last_try)).bind(worker).run(&mut tx).await.expect("claims"), 1);
    tx.commit().await.expect("commits");
}

async fn on(world: &World, shelf: Shelf) -> Vec<JobView> {
    admin::list(&world.app, &Filter { shelf, kind: None, beyond: None, oldest_first: false }, 10).await.expect("lists")
}

async fn the_jobs_of_a_dead_worker_are_due_again(test: TestDb) {
    let world = World::open(test).await;
    let (office, _) = world.admin("kantor", "office").await;
    let data = tempfile::tempdir().expect("a folder");
    let here = Presence::announce(data.path(), "2-here").expect("announces");
    drop(Presence::announce(data.path(), DEAD).expect("announces"));
    begun(&world, DEAD, false).await;
    begun(&world, DEAD, true).await;
    begun(&world, "2-here", false).await;
    assert_eq!(take_over(&world.app, &here).await.expect("takes over"), 2);
    let waiting = on(&world, Shelf::Waiting).await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].last_error(), "", "the job did nothing wrong");
    assert_eq!((waiting[0].attempt, waiting[0].max_attempts), (1, 9), "the try that was cut off does not count");
    assert_eq!(on(&world, Shelf::Dead).await[0].last_error(), "the process that ran this job ended");
    assert_eq!((on(&world, Shelf::Dead).await.len(), on(&world, Shelf::Running).await.len()), (1, 1));
    let mut conn = world.app.db.read().await.expect("reads");
    let whose = Recipient::Admin(office.get());
    let told = store::notifications::list(&mut conn, whose, Page::number(1, 10)).await.expect("reads");
    assert_eq!(told.len(), 1, "the job that will not be tried again is told");
    drop(conn);
    assert_eq!(take_over(&world.app, &here).await.expect("looks"), 0, "once");
}

async fn a_living_worker_keeps_its_jobs(test: TestDb) {
    let world = World::open(test).await;
    let data = tempfile::tempdir().expect("a folder");
    let here = Presence::announce(data.path(), "2-here").expect("announces");
    let living = Presence::announce(data.path(), "3-living").expect("announces");
    begun(&world, "3-living", false).await;
    assert_eq!(take_over(&world.app, &here).await.expect("looks"), 0);
    assert_eq!(on(&world, Shelf::Running).await.len(), 1);
    drop(living);
    assert_eq!(take_over(&world.app, &here).await.expect("takes over"), 1);
    assert_eq!(on(&world, Shelf::Waiting).await.len(), 1);
}
