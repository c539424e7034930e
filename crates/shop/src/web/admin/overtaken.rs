//! A form that somebody else overtook: who it was and when, what stands there now, and what was typed stays. Saved once more it wins.

use domain::audit::{Act, Object};
use store::audit::{self, AuditFilter};
use views::{form::FormState, format, text};

use crate::web::{ctx::Admin, fault::Fault, plain::plain};

/// What was typed beside the `latest` of the thing at this address, with the latest version: the second time it is saved over it. Who changed
/// it is told of things that only the office changes (`of`). `None`: what stands there now is what was typed, as when a form is sent twice.
pub async fn beside_latest(
    admin: &Admin,
    mut typed: FormState,
    latest: &FormState,
    address: String,
    of: Option<Object>,
) -> Result<Option<FormState>, Fault> {
    let differing: Vec<_> = latest
        .filled_in()
        .filter(|(field, now)| *field != "versi" && plain(typed.value(field)) != plain(now))
        .collect();
    if differing.is_empty() {
        return Ok(None);
    }
    let by = match of {
        Some(of) => last_change(admin, of).await?,
        None => None,
    };
    typed.refuse_whole(text::admin::overtaken(by.as_deref(), &differing));
    typed.offer_latest(address);
    typed.keep("versi", latest.value("versi").to_owned());
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
