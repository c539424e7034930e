//! A form that somebody else overtook: who it was and when, what stands there now, and what was typed stays. Saved once more it wins.

use domain::audit::Object;
use store::audit::{self, AuditFilter};
use views::{form::FormState, format, text};

use crate::web::{ctx::Admin, fault::Fault};

/// What was typed beside the `latest` of the thing at this address, with the latest version: the second time it is saved over it.
pub async fn beside_latest(
    admin: &Admin,
    mut typed: FormState,
    latest: &FormState,
    address: String,
    of: impl Into<Object>,
) -> Result<FormState, Fault> {
    let of = of.into();
    let filter = AuditFilter { object: Some(of.thing.code().to_owned()), object_id: of.id, ..AuditFilter::default() };
    let last = audit::list(&mut admin.ctx.app.db.read().await?, &filter, 1).await?;
    let by = last.first().map(|row| {
        let mine = row.actor == "admin" && row.actor_id == admin.by().id;
        let at = format::date_time(&admin.ctx.snap.settings.zone, row.created_at);
        text::admin::overtaken_by((!mine).then_some(row.actor_name.as_str()), &at)
    });
    let same = |field: &str| typed.value(field).replace("\r\n", "\n").trim() == latest.value(field).trim();
    let differing: Vec<_> = latest.filled_in().filter(|(field, _)| *field != "versi" && !same(field)).collect();
    typed.refuse_whole(text::admin::overtaken(by.as_deref(), &differing));
    typed.offer_latest(address);
    typed.keep("versi", latest.value("versi").to_owned());
    Ok(typed)
}
