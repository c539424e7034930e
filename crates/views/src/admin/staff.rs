//! Employees and admins (domain.md §1; admins are managed by an owner only).

use askama::Template;
use domain::{
    ids::{AdminId, EmployeeId},
    rights::AdminKind,
};

use super::parts::Choice;
use crate::{form::FormState, frame::Frame, list::List, text, urls};

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

/// All employees, active first. GET `q` (name, e-mail), `status` (`` all, `aktif`, `nonaktif`), `urut` (`` by name, `antar` those with most on the
/// truck first). Form `employees-bulk` to `urls::ADMIN_EMPLOYEES_BULK`: `karyawan` (ids, several), `aksi` = `nonaktif`, hidden `daftar`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/employees/list.html")]
pub struct EmployeesPage {
    pub frame: Frame,
    pub q: String,
    pub status: String,
    pub sort: String,
    pub rows: Vec<EmployeeRow>,
}

/// Accounts that work, or no more.
fn standings() -> [Choice; 2] {
    [Choice::new("aktif", "Aktif"), Choice::new("nonaktif", "Nonaktif")]
}

impl EmployeesPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        List::at(urls::ADMIN_EMPLOYEES)
            .search("q", &self.q, "Nama atau e-mail")
            .choose(("status", "Status"), "Semua", &self.status, standings())
            .sort(&self.sort, &[("", "Nama A–Z"), ("antar", "Paling banyak diantar")])
            .empty("truck", "Belum ada karyawan", "Tambahkan sopir agar pengiriman bisa dibuktikan dengan foto.")
            .ticked()
            .column("Nama")
            .column("E-mail")
            .column("Status")
            .number("Sedang diantar")
    }

    /// Whether somebody here can be deactivated.
    pub fn any_active(&self) -> bool {
        self.rows.iter().any(|row| row.active)
    }
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

/// All admins, active first; owners only. GET `q` (name, username), `peran` (code of an `AdminKind`), `urut` (`` by name, `peran`).
#[derive(Clone, Debug, Template)]
#[template(path = "admin/admins/list.html")]
pub struct AdminsPage {
    pub frame: Frame,
    pub q: String,
    pub role: String,
    pub sort: String,
    pub rows: Vec<AdminRow>,
}

impl AdminsPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        let roles = AdminKind::ALL.iter().map(|kind| Choice::new(kind.code(), text::audit::role(kind.code())));
        List::at(urls::ADMIN_ADMINS)
            .search("q", &self.q, "Nama atau nama pengguna")
            .choose(("peran", "Peran"), "Semua", &self.role, roles)
            .sort(&self.sort, &[("", "Nama A–Z"), ("peran", "Peran")])
            .column("Nama")
            .column("Nama pengguna")
            .column("Peran")
            .column("Status")
    }
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
