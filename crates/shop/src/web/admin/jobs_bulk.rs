//! Several jobs of the list done at once: tried again, or cancelled.

use views::{admin::ConfirmPage, text::bulk as words, urls};

use super::bulk::{self, Outcome};
use crate::{
    jobs::admin,
    web::{ctx::Admin, posted::Typed, reply::Answer},
};

/// POST `/admin/pekerjaan/massal/` (form `jobs-bulk`): each by the verb of one job, if it still makes sense; cancelling is confirmed first.
pub async fn bulk(who: Admin, Typed(posted): Typed) -> Answer {
    let chosen: Vec<i64> = bulk::chosen(posted.all("pekerjaan"));
    let back = bulk::list_of(&posted, urls::ADMIN_JOBS);
    let cancel = posted.text("aksi") == "batal";
    if chosen.is_empty() || !(cancel || posted.text("aksi") == "ulangi") {
        return Ok(bulk::nothing(&who, &back));
    }
    if cancel && !bulk::confirmed(&posted) {
        let rows = chosen.iter().map(|id| (id.to_string(), words::job(*id))).collect();
        return bulk::ask(&ConfirmPage::jobs(who.frame(), rows, back));
    }
    let (app, by) = (&who.ctx.app, who.by());
    let mut outcome = Outcome::default();
    for id in chosen {
        let name = words::job(id);
        match admin::get(app, id).await {
            Err(error) => outcome.note(name, Err::<(), _>(error)),
            Ok(job) if cancel && !job.can_cancel() => outcome.refused(name, words::NOT_TO_CANCEL),
            Ok(job) if !cancel && !job.can_retry() => outcome.refused(name, words::NOT_TO_RETRY),
            Ok(_) if cancel => outcome.note(name, admin::cancel(app, id, &by).await),
            Ok(_) => outcome.note(name, admin::retry(app, id, &by).await),
        }
        if outcome.stopped() {
            break;
        }
    }
    let said = if cancel { words::cancelled(outcome.done) } else { words::retried(outcome.done) };
    outcome.tell(&who, &back, said)
}
