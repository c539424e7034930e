//! Employees and admins (domain.md §1; admins are managed by an owner only).

use askama::Template;
use domain::ids::{AdminId, EmployeeId};

use crate::{form::FormState, frame::Frame};

/// One delivery employee in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmployeeRow {
    pub id: EmployeeId,
    pub name: String,
    pub email: String,
    pub active: bool,
    /// Orders on the truck with this employee.
    pub open_deliveries: i64,
}

/// All employees, active first.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/employees/list.html")]
pub struct EmployeesPage {
    pub frame: Frame,
    pub rows: Vec<EmployeeRow>,
}

/// New (`id` is `None`) or existing employee. Form `employee`: `nama`, `email`, `password` (empty keeps the present
/// one of an existing employee); existing only: `aktif` (tick box `ya`; unticked signs the person out everywhere), hidden `versi`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/employees/form.html")]
pub struct EmployeePage {
    pub frame: Frame,
    pub id: Option<EmployeeId>,
    pub form: FormState,
}

/// One admin in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdminRow {
    pub id: AdminId,
    pub name: String,
    pub username: String,
    /// The code of an `AdminKind`.
    pub role: String,
    pub active: bool,
    /// The admin who is looking.
    pub me: bool,
}

/// All admins, active first; owners only.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/admins/list.html")]
pub struct AdminsPage {
    pub frame: Frame,
    pub rows: Vec<AdminRow>,
}

/// New (`id` is `None`) or existing admin. Form `admin`: `nama`, `username`, `password` (empty keeps the present one),
/// `peran` (`owner` | `office` | `warehouse`); existing only: `aktif` (tick box `ya`), hidden `versi`, and the username is only shown.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/admins/form.html")]
pub struct AdminPage {
    pub frame: Frame,
    pub id: Option<AdminId>,
    /// The admin who is looking: cannot be switched off or made office staff here.
    pub me: bool,
    /// The second step of sign-in is on; an owner can take it off others.
    pub totp: bool,
    pub form: FormState,
}
