//! Employees: made, changed, deactivated (domain.md §1).

use domain::ids::EmployeeId;
use store::accounts::{self, EmployeeRow as Stored};
use views::{
    admin::{EmployeePage, EmployeeRow, EmployeesPage},
    form::FormState,
    frame::Tone,
    text, urls,
};

use super::parts::{refuse, version};
use crate::{
    ops::staff::{self, TypedEmployee},
    web::{
        ctx::{Admin, Id},
        fault::Fault,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

pub async fn list(admin: Admin) -> Answer {
    let mut conn = admin.ctx.app.db.read().await?;
    let rows = accounts::employees(&mut conn).await?;
    drop(conn);
    reply::ok(&EmployeesPage { frame: admin.frame(), rows: rows.into_iter().map(row).collect() })
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
