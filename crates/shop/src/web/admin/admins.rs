//! Admins, managed by an owner only (domain.md §1).

use domain::{ids::AdminId, rights::AdminKind};
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
        ctx::{Admin, Id, Query},
        fault::Fault,
        parts::folded,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

const OWNER: &str = "owner";

/// Value of `urut`.
const BY_ROLE: &str = "peran";

pub async fn list(admin: Admin, query: Query) -> Answer {
    let mut conn = admin.ctx.app.db.read().await?;
    let rows = accounts::admins(&mut conn).await?;
    drop(conn);
    let q = query.get("q").trim();
    let word = folded(q);
    let role = query.get("peran").parse::<AdminKind>().map_or("", AdminKind::code);
    let fits = |row: &AdminRow| {
        let found = folded(&row.name).contains(&word) || folded(&row.username).contains(&word);
        found && (role.is_empty() || row.role == role)
    };
    let mut rows: Vec<AdminRow> = rows.into_iter().map(|stored| row(stored, admin.id)).filter(fits).collect();
    let by_role = query.get("urut") == BY_ROLE;
    if by_role {
        rows.sort_by_key(|row| (!row.active, AdminKind::ALL.iter().position(|kind| kind.code() == row.role)));
    }
    let sort = if by_role { BY_ROLE } else { "" }.to_owned();
    reply::ok(&AdminsPage { frame: admin.frame(), q: q.to_owned(), role: role.to_owned(), sort, rows })
}

fn row(row: Stored, looking: AdminId) -> AdminRow {
    AdminRow {
        id: row.id,
        name: row.name,
        username: row.username,
        role: row.role,
        active: row.deactivated_at.is_none(),
        me: row.id == looking,
    }
}

fn page(admin: &Admin, (id, totp): (Option<AdminId>, bool), form: FormState) -> AdminPage {
    AdminPage { frame: admin.frame(), id, me: id == Some(admin.id), totp, form }
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
    reply::ok(&page(&admin, (None, false), FormState::default()))
}

pub async fn create(admin: Admin, Typed(posted): Typed) -> Answer {
    match staff::create_admin(&admin.ctx.app, &typed(&posted), &admin.by()).await {
        Ok(_) => Ok(admin.ctx.go(urls::ADMIN_ADMINS, Tone::Good, text::admin::ADMIN_SAVED)),
        Err(error) => reply::refused(&page(&admin, (None, false), refuse(posted.keep_all(), error)?)),
    }
}

pub async fn show(admin: Admin, Id(id): Id<AdminId>) -> Answer {
    let mut conn = admin.ctx.app.db.read().await?;
    let row = accounts::admin(&mut conn, id).await?.ok_or(Fault::NotFound)?;
    let totp = store::second_step::totp(&mut conn, id).await?.is_some_and(|row| row.confirmed_at.is_some());
    drop(conn);
    let form = FormState::filled([
        ("nama", row.name),
        ("username", row.username),
        ("peran", row.role),
        ("aktif", if row.deactivated_at.is_none() { "ya" } else { "" }.to_owned()),
        ("versi", row.version.to_string()),
    ]);
    reply::ok(&page(&admin, (Some(id), totp), form))
}

/// Nobody takes the own role or account away by a slip of the finger: only another owner can.
pub async fn change(admin: Admin, Id(id): Id<AdminId>, Typed(posted): Typed) -> Answer {
    let mut typed = typed(&posted);
    if id == admin.id {
        typed = TypedAdmin { role: OWNER.to_owned(), active: true, ..typed };
    }
    match staff::change_admin(&admin.ctx.app, id, version(&posted), &typed, &admin.by()).await {
        Ok(()) => Ok(admin.ctx.go(urls::ADMIN_ADMINS, Tone::Good, text::admin::ADMIN_SAVED)),
        Err(error) => reply::refused(&page(&admin, (Some(id), false), refuse(posted.keep_all(), error)?)),
    }
}
