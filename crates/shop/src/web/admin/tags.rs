//! Labels: on one customer, on those ticked in the list, and all of them (domain.md §12).

use std::cmp::Reverse;

use axum::response::Response;
use domain::ids::{CustomerId, TagId};
use store::tags;
use views::{
    admin::{Choice, TAG_SORTS, TagItem, TagsPage},
    form::FormState,
    frame::Tone,
    text, urls,
};

use super::{
    bulk,
    customer::{Refused, draw},
    parts::refuse,
};
use crate::{
    ops::{OpError, crm},
    web::{
        ctx::{Admin, Id, Query},
        fault::Fault,
        parts::folded,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// POST `/admin/pelanggan/<id>/label/` (forms `tag-add`, `tag-remove`)
pub async fn of_customer(admin: Admin, Id(id): Id<CustomerId>, Typed(posted): Typed) -> Answer {
    let app = &admin.ctx.app;
    let address = format!("{}#label", urls::admin_customer(id));
    if posted.has("lepas") {
        let tag = posted.text("lepas").parse().map_err(|_| Fault::NotFound)?;
        crm::unlabel(app, tag, id, &admin.by()).await?;
        return Ok(admin.ctx.go(&address, Tone::Good, text::crm::TAG_OFF));
    }
    match crm::label(app, posted.text("label"), &[id], &admin.by()).await {
        Ok(_) => Ok(admin.ctx.go(&address, Tone::Good, &text::crm::tag_on(posted.text("label").trim(), 1))),
        Err(error) => {
            let form = refuse(posted.keep_all(), error)?;
            reply::refused(&draw(&admin, id, Refused::form("tag-add", form)).await?)
        }
    }
}

/// POST `/admin/pelanggan/label/pasang/` (form `customers-pick`): a label for the customers ticked in the list.
pub async fn put_on_chosen(admin: Admin, Typed(posted): Typed) -> Answer {
    let chosen: Vec<CustomerId> = posted.all("pelanggan").iter().filter_map(|id| id.parse().ok()).collect();
    let back = |tone, words: &str| Ok(admin.ctx.go(urls::ADMIN_CUSTOMERS, tone, words));
    if chosen.is_empty() {
        return back(Tone::Bad, text::admin::NOBODY_CHOSEN);
    }
    match crm::label(&admin.ctx.app, posted.text("label"), &chosen, &admin.by()).await {
        Ok(customers) => back(Tone::Good, &text::crm::tag_on(posted.text("label").trim(), customers)),
        Err(OpError::Fields(problems)) => {
            let words = problems.first().map(|(_, problem)| text::problem(problem)).unwrap_or_default();
            back(Tone::Bad, &text::crm::label_refused(&words))
        }
        Err(OpError::NotFound) => back(Tone::Bad, text::admin::NOBODY_CHOSEN),
        Err(error) => Err(error.into()),
    }
}

/// GET of the form's address leads to the list.
pub async fn back_to_customers() -> Response {
    reply::to(urls::ADMIN_CUSTOMERS)
}

/// Value of `urut`.
const MOST_CUSTOMERS: &str = TAG_SORTS[1].0;

pub async fn list(admin: Admin, query: Query) -> Answer {
    let sort = TAG_SORTS.into_iter().map(|sort| sort.0).find(|sort| *sort == query.get("urut")).unwrap_or_default();
    reply::ok(&page(&admin, query.get("q").trim(), sort).await?)
}

/// GET of a label's address leads to all of them.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_TAGS)
}

async fn page(admin: &Admin, q: &str, sort: &'static str) -> Result<TagsPage, Fault> {
    let mut rows = tags::all(&mut admin.ctx.app.db.read().await?).await?;
    let all = rows.iter().map(|row| Choice::new(row.id, row.name.as_str())).collect();
    let word = folded(q);
    rows.retain(|row| folded(&row.name).contains(&word));
    if sort == MOST_CUSTOMERS {
        rows.sort_by_key(|row| Reverse(row.customers));
    }
    let item = |row: tags::TagRow| TagItem {
        id: row.id,
        form: FormState::filled([("label", row.name.clone())]),
        merge: FormState::default(),
        name: row.name,
        customers: row.customers,
    };
    Ok(TagsPage { frame: admin.frame(), q: q.to_owned(), sort, rows: rows.into_iter().map(item).collect(), all })
}

/// POST `/admin/pelanggan/label/<id>/` (forms `tag-rename`, `tag-merge`, `tag-delete`)
pub async fn change(admin: Admin, Id(id): Id<TagId>, Typed(posted): Typed) -> Answer {
    let app = &admin.ctx.app;
    let (done, words) = match posted.text("aksi") {
        "ganti" => (crm::rename_tag(app, id, posted.text("label"), &admin.by()).await, text::crm::TAG_RENAMED),
        "gabung" => {
            (crm::merge_tags(app, id, posted.text("ke").parse().ok(), &admin.by()).await, text::crm::TAG_MERGED)
        }
        "hapus" => (crm::delete_tag(app, id, &admin.by()).await, text::crm::TAG_GONE),
        _ => return Err(Fault::Kind(views::errors::ErrorKind::BadRequest)),
    };
    match done {
        Ok(()) => Ok(admin.ctx.go(&bulk::list_of(&posted, urls::ADMIN_TAGS), Tone::Good, words)),
        Err(error) => refused(&admin, id, &posted, error).await,
    }
}

async fn refused(admin: &Admin, id: TagId, posted: &Posted, error: OpError) -> Answer {
    let taken = matches!(&error, OpError::Fields(problems) if problems.iter().any(|(_, problem)| *problem == domain::Problem::Taken));
    let mut form = refuse(posted.keep_all(), error)?;
    if taken {
        form.refuse_whole(text::crm::TAG_TAKEN);
    }
    let mut page = page(admin, "", "").await?;
    let item = page.rows.iter_mut().find(|item| item.id == id).ok_or(Fault::NotFound)?;
    if posted.text("aksi") == "gabung" {
        item.merge = form;
    } else {
        item.form = form;
    }
    reply::refused(&page)
}
