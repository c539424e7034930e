//! The shop's settings: everybody in the office sees them, owners save them.

use domain::{
    audit::{Object, Thing},
    rights::Deed,
};
use views::{admin::SettingsPage, form::FormState, frame::Tone, text, urls};

use super::{
    overtaken::beside_latest,
    parts::{refuse, version},
    settings_form::SettingsForm,
};
use crate::{
    ops::{OpError, settings},
    web::{
        ctx::Admin,
        posted::Typed,
        reply::{self, Answer},
    },
};

fn page(admin: &Admin, form: FormState) -> SettingsPage {
    SettingsPage { frame: admin.frame(), form, owner: admin.may(Deed::EditSettings) }
}

/// The settings as they stand in their form.
fn stored(admin: &Admin) -> FormState {
    let snap = &admin.ctx.snap;
    let mut form = SettingsPage::typed(&snap.settings);
    form.keep("versi", snap.settings_version.to_string());
    form
}

pub async fn show(admin: Admin) -> Answer {
    reply::ok(&page(&admin, stored(&admin)))
}

pub async fn save(admin: Admin, Typed(posted): Typed) -> Answer {
    let read = SettingsForm::new(&posted).read(&admin.ctx.snap.settings);
    let new = match read {
        Ok(new) => new,
        Err(form) => return reply::refused(&page(&admin, form)),
    };
    match settings::save(&admin.ctx.app, &new, version(&posted), &admin.by()).await {
        Ok(()) => Ok(admin.ctx.go(urls::ADMIN_SETTINGS, Tone::Good, text::admin::SETTINGS_SAVED)),
        Err(error) => {
            let overtaken = matches!(error, OpError::Stale);
            let typed = refuse(posted.keep_all(), error)?;
            let form = if overtaken {
                let (latest, address) = (stored(&admin), urls::ADMIN_SETTINGS.to_owned());
                match beside_latest(&admin, typed, &latest, address, Some(Object::whole(Thing::Settings))).await? {
                    Some(form) => form,
                    None => return Ok(admin.ctx.go(urls::ADMIN_SETTINGS, Tone::Note, text::admin::SAVED_ALREADY)),
                }
            } else {
                typed
            };
            reply::refused(&page(&admin, form))
        }
    }
}
