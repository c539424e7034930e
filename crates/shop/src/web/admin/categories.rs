//! Categories (domain.md §4), from the catalogue in memory.

use axum::response::Response;
use domain::{ids::CategoryId, rights::Deed};
use store::catalogue::CategoryRow;
use views::{
    admin::{CategoriesPage, CategoryArchivePage, CategoryPage, CategoryRow as Shown},
    form::FormState,
    frame::Tone,
    text, urls,
};

use super::{
    bulk,
    overtaken::{self, Latest},
    parts::{refuse, version},
};
use crate::{
    ops::{
        OpError,
        catalogue::{self, TypedCategory},
    },
    snapshot::Snapshot,
    web::{
        ctx::{Admin, Id, Query},
        fault::Fault,
        parts::folded,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// Value of `urut`.
const MOST_PRODUCTS: &str = "produk";

pub async fn list(admin: Admin, query: Query) -> Answer {
    let snap = &admin.ctx.snap;
    let q = query.get("q").trim();
    let by_products = query.get("urut") == MOST_PRODUCTS;
    let word = folded(q);
    let mut rows: Vec<Shown> = snap.categories.iter().map(|category| shown(snap, category)).collect();
    rows.retain(|row| folded(&row.name).contains(&word) || folded(&row.description).contains(&word));
    rows.sort_by_key(|row| (row.archived, if by_products { -row.products } else { 0 }));
    let sort = if by_products { MOST_PRODUCTS } else { "" }.to_owned();
    reply::ok(&CategoriesPage { frame: admin.frame(), q: q.to_owned(), sort, rows })
}

fn shown(snap: &Snapshot, category: &CategoryRow) -> Shown {
    let products = snap.on_sale().filter(|product| product.row.category_id == Some(category.id)).count();
    Shown {
        id: category.id,
        name: category.name.clone(),
        description: category.description.clone(),
        products: products as i64,
        archived: category.archived_at.is_some(),
    }
}

fn typed(posted: &Posted) -> TypedCategory {
    TypedCategory { name: posted.owned("nama_kategori"), description: posted.owned("deskripsi") }
}

fn empty(admin: &Admin, form: FormState) -> CategoryPage {
    CategoryPage { frame: admin.frame(), id: None, archived: false, form }
}

pub async fn new(admin: Admin) -> Answer {
    reply::ok(&empty(&admin, FormState::default()))
}

pub async fn create(admin: Admin, Typed(posted): Typed) -> Answer {
    match catalogue::create_category(&admin.ctx.app, &typed(&posted), &admin.by()).await {
        Ok(_) => Ok(admin.ctx.go(urls::ADMIN_CATEGORIES, Tone::Good, text::admin::CATEGORY_SAVED)),
        Err(error) => reply::refused(&empty(&admin, refuse(posted.keep_all(), error)?)),
    }
}

/// A category, archived or not.
fn find(admin: &Admin, id: CategoryId) -> Result<&CategoryRow, Fault> {
    admin.ctx.snap.categories.iter().find(|category| category.id == id).ok_or(Fault::NotFound)
}

fn page(admin: &Admin, category: &CategoryRow, form: FormState) -> CategoryPage {
    CategoryPage { id: Some(category.id), archived: category.archived_at.is_some(), ..empty(admin, form) }
}

pub async fn show(admin: Admin, Id(id): Id<CategoryId>) -> Answer {
    let category = find(&admin, id)?;
    reply::ok(&page(&admin, category, stored(category)))
}

/// The category as it stands in its form.
fn stored(category: &CategoryRow) -> FormState {
    FormState::filled([
        ("nama_kategori", category.name.clone()),
        ("deskripsi", category.description.clone()),
        ("versi", category.version.to_string()),
    ])
}

pub async fn change(admin: Admin, Id(id): Id<CategoryId>, Typed(posted): Typed) -> Answer {
    match catalogue::change_category(&admin.ctx.app, id, version(&posted), &typed(&posted), &admin.by()).await {
        Ok(()) => Ok(admin.ctx.go(urls::ADMIN_CATEGORIES, Tone::Good, text::admin::CATEGORY_SAVED)),
        Err(error) => {
            let category = find(&admin, id)?;
            let latest = Latest { form: &stored(category), address: urls::admin_category(id), of: Some(id.into()) };
            let form = match overtaken::refused(&admin, posted.keep_all(), error, latest).await? {
                Ok(form) => form,
                Err(saved) => return Ok(saved),
            };
            reply::refused(&page(&admin, category, form))
        }
    }
}

/// Whoever asks for the address of a form goes to the list.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_CATEGORIES)
}

/// Archives once that was confirmed, or brings back: what the button said, so that a second click changes nothing.
pub async fn archive(admin: Admin, Id(id): Id<CategoryId>, Typed(posted): Typed) -> Answer {
    if !admin.may(Deed::EditGoods) {
        return Err(OpError::NotAllowed(Deed::EditGoods).into());
    }
    let archived = match posted.text("arsip") {
        "" => find(&admin, id)?.archived_at.is_none(),
        choice => choice == "ya",
    };
    if !archived {
        return restore(&admin, id, &posted).await;
    }
    if !bulk::confirmed(&posted) {
        return reply::ok(&asking(&admin, find(&admin, id)?, false, FormState::default()));
    }
    catalogue::archive_category(&admin.ctx.app, id, &admin.by()).await?;
    Ok(admin.ctx.go(urls::ADMIN_CATEGORIES, Tone::Good, text::admin::CATEGORY_ARCHIVED))
}

/// A living one may have the name meanwhile: then it is asked for another.
async fn restore(admin: &Admin, id: CategoryId, posted: &Posted) -> Answer {
    let name = posted.has("nama_kategori").then(|| posted.text("nama_kategori"));
    match catalogue::restore_category(&admin.ctx.app, id, name, &admin.by()).await {
        Ok(()) => Ok(admin.ctx.go(urls::ADMIN_CATEGORIES, Tone::Good, text::admin::CATEGORY_BACK)),
        Err(error) => {
            let category = find(admin, id)?;
            let typed = FormState::filled([("nama_kategori", name.unwrap_or(&category.name).to_owned())]);
            reply::refused(&asking(admin, category, true, refuse(typed, error)?))
        }
    }
}

fn asking(admin: &Admin, category: &CategoryRow, restore: bool, form: FormState) -> CategoryArchivePage {
    let living = |other: &&CategoryRow| other.archived_at.is_none() && other.id != category.id;
    let alike = |other: &&CategoryRow| folded(&other.name) == folded(&category.name);
    let twin = admin.ctx.snap.categories.iter().filter(living).find(alike).map(|other| other.id);
    CategoryArchivePage {
        frame: admin.frame(),
        id: category.id,
        name: category.name.clone(),
        products: shown(&admin.ctx.snap, category).products,
        restore,
        twin: twin.filter(|_| restore),
        form,
    }
}
