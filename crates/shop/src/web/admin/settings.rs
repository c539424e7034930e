//! The shop's settings: everybody in the office sees them, owners save them.

use views::{admin::SettingsPage, form::FormState, frame::Tone, text, urls};

use super::{
    parts::{refuse, version},
    settings_form::SettingsForm,
};
use crate::{
    ops::settings,
    web::{
        ctx::Admin,
        posted::Typed,
        reply::{self, Answer},
    },
};

fn page(admin: &Admin, form: FormState) -> SettingsPage {
    SettingsPage { frame: admin.frame(), form, owner: admin.owner }
}

pub async fn show(admin: Admin) -> Answer {
    let snap = &admin.ctx.snap;
    let mut form = SettingsPage::typed(&snap.settings);
    form.keep("versi", snap.settings_version.to_string());
    reply::ok(&page(&admin, form))
}

pub async fn save(admin: Admin, Typed(posted): Typed) -> Answer {
    admin.owners_only()?;
    let read = SettingsForm::new(&posted).read(&admin.ctx.snap.settings);
    let new = match read {
        Ok(new) => new,
        Err(form) => return reply::refused(&page(&admin, form)),
    };
    match settings::save(&admin.ctx.app, &new, version(&posted)).await {
        Ok(()) => Ok(admin.ctx.go(urls::ADMIN_SETTINGS, Tone::Good, text::admin::SETTINGS_SAVED)),
        Err(error) => reply::refused(&page(&admin, refuse(posted.keep_all(), error)?)),
    }
}
