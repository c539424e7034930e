//! A form that somebody else overtook: who it was and when, what stands there now, and what was typed stays. Saved once more it wins.

use axum::response::Response;
use domain::audit::{Act, Object};
use store::audit::{self, AuditFilter};
use views::{form::FormState, format, frame::Tone, text};

use super::parts::refuse;
use crate::{
    ops::OpError,
    web::{ctx::Admin, fault::Fault, plain::plain},
};

/// A thing as it stands now.
pub struct Latest<'f> {
    /// Its form filled with what was saved last, `versi` among it.
    pub form: &'f FormState,
    pub address: String,
    /// Who changed it is told of things that only the office changes.
    pub of: Option<Object>,
}

/// The form of a refused change: with its problems, or beside the latest when somebody was faster. The inner error is the answer when what was
/// saved is what was typed, as when a form is sent twice.
pub async fn refused(
    admin: &Admin,
    typed: FormState,
    error: OpError,
    latest: Latest<'_>,
) -> Result<Result<FormState, Response>, Fault> {
    let overtaken = matches!(error, OpError::Stale);
    let typed = refuse(typed, error)?;
    if !overtaken {
        return Ok(Ok(typed));
    }
    let address = latest.address.clone();
    let beside = beside_latest(admin, typed, latest).await?;
    Ok(beside.ok_or_else(|| admin.ctx.go(&address, Tone::Note, text::admin::SAVED_ALREADY)))
}

/// What was typed beside the latest, with its version: the second time it is saved over it. `None` where nothing differs.
async fn beside_latest(admin: &Admin, mut typed: FormState, latest: Latest<'_>) -> Result<Option<FormState>, Fault> {
    let differing: Vec<_> = latest
        .form
        .filled_in()
        .filter(|(field, now)| *field != "versi" && plain(typed.value(field)) != plain(now))
        .collect();
    if differing.is_empty() {
        return Ok(None);
    }
    let by = match latest.of {
        Some(of) => last_change(admin, of).await?,
        None => None,
    };
    typed.refuse_whole(text::admin::overtaken(by.as_deref(), &differing));
    typed.offer_latest(latest.address);
    typed.keep("versi", latest.form.value("versi").to_owned());
    Ok(Some(typed))
}

async fn last_change(admin: &Admin, of: Object) -> Result<Option<String>, Fault> {
    let filter = AuditFilter {
        act: Some(Act::Changed.code().to_owned()),
        object: Some(of.thing.code().to_owned()),
        object_id: of.id,
        ..AuditFilter::default()
    };
    let last = audit::list(&mut admin.ctx.app.db.read().await?, &filter, 1).await?;
    Ok(last.first().map(|row| {
        let mine = row.actor == "admin" && row.actor_id == admin.by().id;
        let at = format::date_time(&admin.ctx.snap.settings.zone, row.created_at);
        text::admin::overtaken_by((!mine).then_some(row.actor_name.as_str()), &at)
    }))
}
