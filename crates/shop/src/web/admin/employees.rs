//! Employees: made, changed, deactivated (domain.md §1).

use std::cmp::Reverse;

use axum::response::Response;
use domain::ids::EmployeeId;
use store::accounts::{self, EmployeeRow as Stored};
use views::{
    admin::{ConfirmPage, EmployeePage, EmployeeRow, EmployeesPage},
    form::FormState,
    frame::Tone,
    text::{self, bulk as words},
    urls,
};

use super::{
    bulk::{self, Outcome},
    parts::{refuse, version},
};
use crate::{
    ops::staff::{self, TypedEmployee},
    web::{
        ctx::{Admin, Id, Query},
        fault::Fault,
        parts::folded,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// Values of `urut` and `status`.
const MOST_DELIVERIES: &str = "antar";
const STANDINGS: [&str; 2] = ["aktif", "nonaktif"];

pub async fn list(admin: Admin, query: Query) -> Answer {
    let mut conn = admin.ctx.app.db.read().await?;
    let rows = accounts::employees(&mut conn).await?;
    drop(conn);
    let q = query.get("q").trim();
    let word = folded(q);
    let status = STANDINGS.into_iter().find(|code| *code == query.get("status")).unwrap_or_default();
    let fits = |row: &EmployeeRow| {
        let standing = status.is_empty() || (status == STANDINGS[0]) == row.active;
        standing && (folded(&row.name).contains(&word) || folded(&row.email).contains(&word))
    };
    let mut rows: Vec<EmployeeRow> = rows.into_iter().map(row).filter(fits).collect();
    let busiest = query.get("urut") == MOST_DELIVERIES;
    if busiest {
        rows.sort_by_key(|row| (!row.active, Reverse(row.open_deliveries)));
    }
    let sort = if busiest { MOST_DELIVERIES } else { "" }.to_owned();
    reply::ok(&EmployeesPage { frame: admin.frame(), q: q.to_owned(), status: status.to_owned(), sort, rows })
}

/// POST `/admin/karyawan/massal/` (form `employees-bulk`): the ticked ones cannot sign in any more, once that was confirmed.
pub async fn bulk(admin: Admin, Typed(posted): Typed) -> Answer {
    let chosen: Vec<EmployeeId> = bulk::chosen(posted.all("karyawan"));
    let back = bulk::list_of(&posted, urls::ADMIN_EMPLOYEES);
    if chosen.is_empty() || posted.text("aksi") != "nonaktif" {
        return Ok(bulk::nothing(&admin, &back));
    }
    let mut conn = admin.ctx.app.db.read().await?;
    let known = accounts::employees(&mut conn).await?;
    drop(conn);
    let name = |id: EmployeeId| {
        let row = known.iter().find(|row| row.id == id);
        row.map_or_else(|| words::number(id.get()), |row| row.name.clone())
    };
    if !bulk::confirmed(&posted) {
        let named = |id: &EmployeeId| {
            let open = known.iter().find(|row| row.id == *id).map_or(0, |row| row.open);
            (id.to_string(), words::leaving_employee(&name(*id), open))
        };
        let rows = chosen.iter().map(named).collect();
        return bulk::ask(&ConfirmPage::employees(admin.frame(), rows, back));
    }
    let mut outcome = Outcome::default();
    for id in chosen {
        match staff::deactivate_employee(&admin.ctx.app, id, &admin.by()).await {
            Ok(false) => outcome.refused(name(id), words::INACTIVE_BEFORE),
            came => outcome.note(name(id), came),
        }
        if outcome.stopped() {
            break;
        }
    }
    outcome.tell(&admin, &back, words::deactivated(outcome.done))
}

/// GET of the form's address leads to the list.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_EMPLOYEES)
}

fn row(row: Stored) -> EmployeeRow {
    EmployeeRow {
        id: row.id,
        name: row.name,
        email: row.email,
        active: row.deactivated_at.is_none(),
        open_deliveries: row.open,
    }
}

fn typed(posted: &Posted) -> TypedEmployee {
    TypedEmployee {
        name: posted.owned("nama"),
        email: posted.owned("email"),
        password: posted.owned("password"),
        active: posted.has("aktif"),
    }
}

fn page(admin: &Admin, id: Option<EmployeeId>, form: FormState) -> EmployeePage {
    EmployeePage { frame: admin.frame(), id, form }
}

pub async fn new(admin: Admin) -> Answer {
    reply::ok(&page(&admin, None, FormState::default()))
}

pub async fn create(admin: Admin, Typed(posted): Typed) -> Answer {
    match staff::create_employee(&admin.ctx.app, &typed(&posted), &admin.by()).await {
        Ok(_) => Ok(admin.ctx.go(urls::ADMIN_EMPLOYEES, Tone::Good, text::admin::EMPLOYEE_SAVED)),
        Err(error) => reply::refused(&page(&admin, None, refuse(posted.keep_all(), error)?)),
    }
}

pub async fn show(admin: Admin, Id(id): Id<EmployeeId>) -> Answer {
    let mut conn = admin.ctx.app.db.read().await?;
    let row = accounts::employee(&mut conn, id).await?.ok_or(Fault::NotFound)?;
    drop(conn);
    let form = FormState::filled([
        ("nama", row.name),
        ("email", row.email),
        ("aktif", if row.deactivated_at.is_none() { "ya" } else { "" }.to_owned()),
        ("versi", row.version.to_string()),
    ]);
    reply::ok(&page(&admin, Some(id), form))
}

pub async fn change(admin: Admin, Id(id): Id<EmployeeId>, Typed(posted): Typed) -> Answer {
    match staff::change_employee(&admin.ctx.app, id, version(&posted), &typed(&posted), &admin.by()).await {
        Ok(()) => Ok(admin.ctx.go(urls::ADMIN_EMPLOYEES, Tone::Good, text::admin::EMPLOYEE_SAVED)),
        Err(error) => reply::refused(&page(&admin, Some(id), refuse(posted.keep_all(), error)?)),
    }
}
