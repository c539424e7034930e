//! Notes about a customer: written, changed by whoever wrote them, taken away (domain.md §12).

use axum::response::Response;
use domain::ids::{CustomerId, NoteId};
use views::{form::FormState, frame::Tone, text, urls};

use super::{
    customer::{Refused, draw},
    overtaken::{self, Latest},
    parts::{refuse, version},
};
use crate::{
    ops::{
        OpError,
        crm::{self, Who},
    },
    web::{
        ctx::{Admin, Id},
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// The admin who does something here.
pub fn who(admin: &Admin) -> Who<'_> {
    Who { id: admin.id, name: &admin.name, kind: admin.kind }
}

/// The key of a form, so that sent twice it counts once; nobody else's form is meant by it.
pub fn cause(admin: &Admin, customer: CustomerId, posted: &Posted) -> Option<String> {
    let key: String = posted.text("kunci").chars().take(64).collect();
    (!key.is_empty()).then(|| format!("{}:{customer}:{key}", admin.id))
}

/// POST `/admin/pelanggan/<id>/catatan/` (form `note`)
pub async fn create(admin: Admin, Id(id): Id<CustomerId>, Typed(posted): Typed) -> Answer {
    let cause = cause(&admin, id, &posted);
    match crm::add_note(&admin.ctx.app, id, posted.text("isi"), who(&admin), cause.as_deref()).await {
        Ok(()) => Ok(done(&admin, id, text::crm::NOTE_ADDED)),
        Err(error) => {
            let form = refuse(posted.keep_all(), error)?;
            reply::refused(&draw(&admin, id, Refused::form("note", form)).await?)
        }
    }
}

fn done(admin: &Admin, id: CustomerId, words: &str) -> Response {
    admin.ctx.go(&format!("{}#catatan", urls::admin_customer(id)), Tone::Good, words)
}

/// GET of a note's address leads to the customers.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_CUSTOMERS)
}

/// POST `/admin/catatan/<id>/` (forms `note-edit`, `note-delete`)
pub async fn change(admin: Admin, Id(note): Id<NoteId>, Typed(posted): Typed) -> Answer {
    let app = &admin.ctx.app;
    if posted.text("aksi") == "hapus" {
        let customer = crm::delete_note(app, note, who(&admin)).await?;
        return Ok(done(&admin, customer, text::crm::NOTE_GONE));
    }
    match crm::change_note(app, (note, version(&posted)), posted.text("isi"), who(&admin)).await {
        Ok(customer) => Ok(done(&admin, customer, text::crm::NOTE_CHANGED)),
        Err(error) => refused(&admin, note, &posted, error).await,
    }
}

async fn refused(admin: &Admin, note: NoteId, posted: &Posted, error: OpError) -> Answer {
    let now = crm::own(&mut admin.ctx.app.db.read().await?, note, who(admin)).await?;
    let stands = FormState::filled([("isi", now.body), ("versi", now.version.to_string())]);
    let latest = Latest { form: &stands, address: urls::admin_customer(now.customer_id), of: None };
    let form = match overtaken::refused(admin, posted.keep_all(), error, latest).await? {
        Ok(form) => form,
        Err(saved) => return Ok(saved),
    };
    reply::refused(&draw(admin, now.customer_id, Refused { form: None, note: Some((note, form)) }).await?)
}
