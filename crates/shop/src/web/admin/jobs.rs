//! Background work, for the office to look at and for owners to mend (issue "The heart", Operations).

use axum::response::Response;
use domain::time::UtcMillis;
use views::{
    admin::{Choice, FailureItem, JobItem, JobPage, JobsPage, JobsPurgePage, PurgeRow, QueueItem},
    format,
    frame::Tone,
    list::Tab,
    text::jobs as words,
    urls,
};

use super::parts::{PAGE_SIZE, address, growing};
use crate::{
    jobs::{
        admin::{self, Filter, JobView},
        board::{self, Board, Shelf},
    },
    ops::OpError,
    web::{
        ctx::{Admin, Ctx, Id, Query},
        posted::Typed,
        reply::{self, Answer},
    },
};

/// Three statements: who it is, the board, River's list.
pub async fn list(admin: Admin, query: Query) -> Answer {
    let ctx = &admin.ctx;
    let shelf = Shelf::of_code(query.get("status")).unwrap_or(Shelf::Waiting);
    let kind = Some(query.get("jenis").to_owned()).filter(|kind| !kind.is_empty());
    let (beyond, sort) = (query.get("setelah").parse().ok(), growing(&query));
    let board = board::read(&ctx.app).await?;
    let filter = Filter { shelf, kind: kind.clone(), beyond, oldest_first: !sort.is_empty() };
    let mut jobs = admin::list(&ctx.app, &filter, PAGE_SIZE as u32 + 1).await?;
    let more = jobs.len() > PAGE_SIZE as usize;
    jobs.truncate(PAGE_SIZE as usize);
    let kind = kind.unwrap_or_default();
    let from = |beyond: &str| {
        address(urls::ADMIN_JOBS, &[("status", shelf.code()), ("jenis", &kind), ("urut", sort), ("setelah", beyond)])
    };
    let older = jobs.last().filter(|_| more).map(|last| from(&last.id.to_string()));
    let newest = beyond.is_some().then(|| from(""));
    reply::ok(&JobsPage {
        frame: admin.frame(),
        alarms: alarms(&board, ctx.now),
        queues: queues(&board, ctx.now),
        worker_at: board.workers.iter().map(|(_, seen)| *seen).max().map(|seen| at(ctx, seen)).unwrap_or_default(),
        tabs: tabs(&board, shelf, &kind, sort),
        shelf: shelf.code(),
        kinds: admin::kinds(&board).iter().map(|kind| Choice::new(kind, words::kind(kind))).collect(),
        rows: jobs.iter().map(|job| item(ctx, job)).collect(),
        newest,
        older,
        sort: sort.to_owned(),
        purge: (board.total(Shelf::Waiting, some(&kind)) > 0)
            .then(|| address(urls::ADMIN_JOBS_PURGE, &[("jenis", &kind)])),
        kind,
    })
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn at(ctx: &Ctx, at: UtcMillis) -> String {
    format::date_time(&ctx.snap.settings.zone, at)
}

/// What is wrong with the queues, in whole sentences.
fn alarms(board: &Board, now: UtcMillis) -> Vec<String> {
    let silent = (!board.is_worked(now)).then(|| words::NOBODY_WORKS.to_owned());
    let late = board.queues.iter().filter(|queue| board::is_late(queue.oldest, now));
    let late = late.filter_map(|queue| Some(words::late(Some(&queue.name), queue.oldest?, now)));
    silent.into_iter().chain(late).collect()
}

/// The same for the first page, from what its own statement found.
pub fn short_alarms(seen: Option<UtcMillis>, oldest: Option<&str>, now: UtcMillis) -> Vec<String> {
    let silent = board::is_silent(seen, now).then(|| words::NOBODY_WORKS.to_owned());
    let oldest = oldest.and_then(board::instant).filter(|oldest| board::is_late(Some(*oldest), now));
    silent.into_iter().chain(oldest.map(|oldest| words::late(None, oldest, now))).collect()
}

fn queues(board: &Board, now: UtcMillis) -> Vec<QueueItem> {
    let shown = |queue: &board::QueueState| QueueItem {
        name: queue.name.clone(),
        waiting: queue.waiting,
        paused: queue.paused,
        known: queue.known,
        late: board::is_late(queue.oldest, now),
    };
    board.queues.iter().map(shown).collect()
}

fn tabs(board: &Board, open: Shelf, kind: &str, sort: &str) -> Vec<Tab> {
    let tab = |shelf: Shelf| {
        let filters = [("status", shelf.code()), ("jenis", kind), ("urut", sort)];
        let to = address(urls::ADMIN_JOBS, &filters);
        Tab::counted(words::shelf(shelf.code()), board.total(shelf, some(kind)), to, shelf == open)
    };
    Shelf::ALL.into_iter().map(tab).collect()
}

fn item(ctx: &Ctx, job: &JobView) -> JobItem {
    JobItem {
        id: job.id,
        kind: job.kind.clone(),
        queue: job.queue.clone(),
        shelf: job.shelf.code(),
        at: at(ctx, job.ended_at.unwrap_or(job.due_at)),
        attempts: words::attempts(job.attempt, job.max_attempts),
        error: job.last_error().to_owned(),
        can_retry: job.can_retry(),
        can_cancel: job.can_cancel(),
    }
}

pub async fn show(admin: Admin, Id(id): Id<i64>) -> Answer {
    let ctx = &admin.ctx;
    let job = admin::get(&ctx.app, id).await?;
    let optional = |instant: Option<UtcMillis>| instant.map(|instant| at(ctx, instant)).unwrap_or_default();
    let failure = |failure: &admin::Failure| FailureItem {
        at: at(ctx, failure.at),
        attempt: failure.attempt,
        text: failure.text.clone(),
    };
    reply::ok(&JobPage {
        frame: admin.frame(),
        job: item(ctx, &job),
        created_at: at(ctx, job.created_at),
        due_at: at(ctx, job.due_at),
        began_at: optional(job.began_at),
        ended_at: optional(job.ended_at),
        failures: job.failures.iter().rev().map(failure).collect(),
        args: job.args,
    })
}

/// Whoever asks for the address of a form goes to the list.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_JOBS)
}

pub async fn retry(admin: Admin, Id(id): Id<i64>) -> Answer {
    let job = admin::retry(&admin.ctx.app, id, &admin.by()).await?;
    let (tone, said) = match job.shelf {
        Shelf::Running => (Tone::Note, words::ALREADY_RUNNING),
        _ => (Tone::Good, words::RETRIED),
    };
    Ok(admin.ctx.go(&urls::admin_job(id), tone, said))
}

pub async fn cancel(admin: Admin, Id(id): Id<i64>) -> Answer {
    let job = admin::cancel(&admin.ctx.app, id, &admin.by()).await?;
    let said = if job.shelf == Shelf::Running { words::STILL_RUNNING } else { words::CANCELLED };
    Ok(admin.ctx.go(&urls::admin_job(id), Tone::Good, said))
}

/// Tells what would go, before it goes.
pub async fn ask_purge(admin: Admin, query: Query) -> Answer {
    let (kind, queue) = (query.get("jenis"), query.get("antrean"));
    let board = board::read(&admin.ctx.app).await?;
    let row = |((kind, queue), count)| PurgeRow { kind, queue, count };
    reply::ok(&JobsPurgePage {
        frame: admin.frame(),
        rows: board.waiting(some(kind), some(queue)).into_iter().map(row).collect(),
        kind: kind.to_owned(),
        queue: queue.to_owned(),
    })
}

pub async fn purge(admin: Admin, Typed(posted): Typed) -> Answer {
    let (kind, queue) = (some(posted.text("jenis")), some(posted.text("antrean")));
    let gone = admin::purge(&admin.ctx.app, kind, queue, &admin.by()).await?;
    Ok(admin.ctx.go(urls::ADMIN_JOBS, Tone::Good, &words::purged(gone)))
}

/// Pauses or resumes: what the button said, so that a second click changes nothing.
pub async fn pause(admin: Admin, Typed(posted): Typed) -> Answer {
    let paused = posted.text("aksi") == "jeda";
    let (tone, said) = match admin::pause(&admin.ctx.app, posted.text("antrean"), paused, &admin.by()).await {
        Ok(()) if paused => (Tone::Good, words::PAUSED),
        Ok(()) => (Tone::Good, words::RESUMED),
        Err(OpError::NotFound) => (Tone::Bad, words::QUEUE_UNKNOWN),
        Err(error) => return Err(error.into()),
    };
    Ok(admin.ctx.go(urls::ADMIN_JOBS, tone, said))
}
