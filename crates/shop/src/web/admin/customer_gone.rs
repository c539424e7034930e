//! The office deletes a customer who asked for it, and looks at what is left of one (domain.md §11, docs/decisions/0020).

use domain::ids::CustomerId;
use store::{accounts, erasure};
use views::{
    admin::{CustomerDeletePage, CustomerGonePage},
    form::FormState,
    format,
    frame::Tone,
    text::account as words,
    urls,
};

use crate::{
    ops::erasure::{Gone, delete_for},
    web::{
        ctx::{Admin, Id},
        fault::Fault,
        own_data::open_orders,
        posted::Typed,
        reply::{self, Answer},
    },
};

/// What is left of somebody who went; nobody else is found here.
pub async fn show(admin: &Admin, id: CustomerId) -> Answer {
    let row = erasure::gone(&mut admin.ctx.app.db.read().await?, id).await?.ok_or(Fault::NotFound)?;
    let since = format::date(&admin.ctx.snap.settings.zone, row.deleted_at);
    reply::ok(&CustomerGonePage { frame: admin.frame(), id, since, orders: row.orders, bought: row.bought })
}

async fn page(admin: &Admin, id: CustomerId, form: FormState) -> Result<CustomerDeletePage, Fault> {
    let mut conn = admin.ctx.app.db.read().await?;
    let row = accounts::found_by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
    let open = open_orders(&erasure::open_orders(&mut conn, id).await?);
    Ok(CustomerDeletePage { frame: admin.frame(), id, name: row.name, username: row.username, form, open })
}

/// `/admin/pelanggan/<id>/hapus/`
pub async fn ask(admin: Admin, Id(id): Id<CustomerId>) -> Answer {
    reply::ok(&page(&admin, id, FormState::default()).await?)
}

/// POST `/admin/pelanggan/<id>/hapus/` (form `customer-delete`)
pub async fn delete(admin: Admin, Id(id): Id<CustomerId>, Typed(posted): Typed) -> Answer {
    let mut form = FormState::default();
    if posted.text("diminta") != "ya" {
        form.refuse_whole(words::ASKED_FOR);
        return reply::refused(&page(&admin, id, form).await?);
    }
    match delete_for(&admin.ctx.app, id, &admin.by()).await? {
        Gone::Done => Ok(admin.ctx.go(&urls::admin_customer(id), Tone::Good, words::DELETED_FOR)),
        // The page says which.
        Gone::Open(_) => reply::refused(&page(&admin, id, form).await?),
    }
}
