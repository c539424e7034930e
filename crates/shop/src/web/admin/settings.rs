//! The shop's settings: everybody in the office sees them, owners save them.

use domain::{
    audit::{Object, Thing},
    rights::Deed,
};
use views::{admin::SettingsPage, form::FormState, frame::Tone, text, urls};

use super::{
    overtaken::{self, Latest},
    parts::version,
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
            let latest = Latest {
                form: &stored(&admin),
                address: urls::ADMIN_SETTINGS.to_owned(),
                of: Some(Object::whole(Thing::Settings)),
            };
            let form = match overtaken::refused(&admin, posted.keep_all(), error, latest).await? {
                Ok(form) => form,
                Err(saved) => return Ok(saved),
            };
            reply::refused(&page(&admin, form))
        }
    }
}
