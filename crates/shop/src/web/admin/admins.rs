//! Admins, managed by an owner only (domain.md §1).

use domain::ids::AdminId;
use store::accounts::{self, AdminRow as Stored};
use views::{
    admin::{AdminPage, AdminRow, AdminsPage},
    form::FormState,
    frame::Tone,
    text, urls,
};

use super::parts::{refuse, version};
use crate::{
    ops::staff::{self, TypedAdmin},
    web::{
        ctx::{Admin, Id},
        fault::Fault,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

const OWNER: &str = "owner";

pub async fn list(admin: Admin) -> Answer {
    admin.owners_only()?;
    let mut conn = admin.ctx.app.db.read().await?;
    let rows = accounts::admins(&mut conn).await?;
    drop(conn);
    let rows = rows.into_iter().map(|stored| row(stored, admin.id)).collect();
    reply::ok(&AdminsPage { frame: admin.frame(), rows })
}

fn row(row: Stored, looking: AdminId) -> AdminRow {
    AdminRow {
        id: row.id,
        name: row.name,
        username: row.username,
        owner: row.role == OWNER,
        active: row.deactivated_at.is_none(),
        me: row.id == looking,
    }
}

fn page(admin: &Admin, id: Option<AdminId>, form: FormState) -> AdminPage {
    AdminPage { frame: admin.frame(), id, me: id == Some(admin.id), form }
}

fn typed(posted: &Posted) -> TypedAdmin {
    TypedAdmin {
        name: posted.owned("nama"),
        username: posted.owned("username"),
        password: posted.owned("password"),
        role: posted.owned("peran"),
        active: posted.has("aktif"),
    }
}

pub async fn new(admin: Admin) -> Answer {
    admin.owners_only()?;
    reply::ok(&page(&admin, None, FormState::default()))
}

pub async fn create(admin: Admin, Typed(posted): Typed) -> Answer {
    admin.owners_only()?;
    match staff::create_admin(&admin.ctx.app, &typed(&posted)).await {
        Ok(_) => Ok(admin.ctx.go(urls::ADMIN_ADMINS, Tone::Good, text::admin::ADMIN_SAVED)),
        Err(error) => reply::refused(&page(&admin, None, refuse(posted.keep_all(), error)?)),
    }
}

pub async fn show(admin: Admin, Id(id): Id<AdminId>) -> Answer {
    admin.owners_only()?;
    let mut conn = admin.ctx.app.db.read().await?;
    let row = accounts::admin(&mut conn, id).await?.ok_or(Fault::NotFound)?;
    drop(conn);
    let form = FormState::filled([
        ("nama", row.name),
        ("username", row.username),
        ("peran", row.role),
        ("aktif", if row.deactivated_at.is_none() { "ya" } else { "" }.to_owned()),
        ("versi", row.version.to_string()),
    ]);
    reply::ok(&page(&admin, Some(id), form))
}

/// Nobody takes the own role or account away by a slip of the finger: only another owner can.
pub async fn change(admin: Admin, Id(id): Id<AdminId>, Typed(posted): Typed) -> Answer {
    admin.owners_only()?;
    let mut typed = typed(&posted);
    if id == admin.id {
        typed = TypedAdmin { role: OWNER.to_owned(), active: true, ..typed };
    }
    match staff::change_admin(&admin.ctx.app, id, version(&posted), &typed).await {
        Ok(()) => Ok(admin.ctx.go(urls::ADMIN_ADMINS, Tone::Good, text::admin::ADMIN_SAVED)),
        Err(error) => reply::refused(&page(&admin, Some(id), refuse(posted.keep_all(), error)?)),
    }
}
