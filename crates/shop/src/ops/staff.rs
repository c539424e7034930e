//! Employees and admins: made, changed, deactivated (domain.md §1). Who is deactivated or gets a new password is signed out everywhere.

use domain::{
    ids::{AdminId, EmployeeId},
    people::{Email, PersonName, Username},
    problem::Problem,
    rights::{AdminKind, Deed},
};
use store::{
    accounts::{self, Edited},
    places::By,
    sessions::{self, Door},
};
use views::text;

use super::{
    Checked, Done, OpError,
    accounts::check_password,
    audit::{self, Act, Changes, Object},
};
use crate::app::App;

/// A form of an employee as typed; an empty password keeps the present one.
#[derive(Clone, Debug, Default)]
pub struct TypedEmployee {
    pub name: String,
    pub email: String,
    pub password: String,
    pub active: bool,
}

/// Makes an employee.
pub async fn create_employee(app: &App, typed: &TypedEmployee, by: &By) -> Done<EmployeeId> {
    audit::allow(by, Deed::Employees)?;
    let (name, email, hash) = parse_employee(app, typed, true).await?;
    let mut tx = app.db.begin().await?;
    let id = accounts::insert_employee(&mut tx, &name, &email, &hash.unwrap_or_default()).await?;
    let id = id.ok_or_else(|| OpError::field("email", Problem::Taken))?;
    let changes = Changes::none().to("nama", name.as_str()).hidden("email", true).hidden("password", true);
    audit::note(&mut tx, by, Act::Created, Object::from(id).named(name.as_str()), changes).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes an employee.
pub async fn change_employee(app: &App, id: EmployeeId, version: i64, typed: &TypedEmployee, by: &By) -> Done<()> {
    audit::allow(by, Deed::Employees)?;
    let (name, email, hash) = parse_employee(app, typed, false).await?;
    let mut tx = app.db.begin().await?;
    let before = accounts::employee(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    match accounts::update_employee(&mut tx, (id, version), &name, &email, typed.active).await? {
        Edited::Done => {}
        Edited::Stale => return Err(OpError::Stale),
        Edited::Taken => return Err(OpError::field("email", Problem::Taken)),
    }
    if let Some(hash) = &hash {
        accounts::set_employee_password(&mut tx, id, hash).await?;
    }
    if hash.is_some() || !typed.active {
        sessions::close_all(&mut tx, Door::Employee, id.get()).await?;
    }
    let changes = Changes::none()
        .of("nama", &before.name, name.as_str())
        .hidden("email", before.email != email.as_str())
        .of("aktif", text::audit::yes(before.deactivated_at.is_none()), text::audit::yes(typed.active))
        .hidden("password", hash.is_some());
    audit::note(&mut tx, by, Act::Changed, Object::from(id).named(name.as_str()), changes).await?;
    tx.commit().await?;
    Ok(())
}

/// Deactivates an employee, who is signed out everywhere; whether they were active until then.
pub async fn deactivate_employee(app: &App, id: EmployeeId, by: &By) -> Done<bool> {
    audit::allow(by, Deed::Employees)?;
    let mut tx = app.db.begin().await?;
    let before = accounts::employee(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    if before.deactivated_at.is_some() {
        return Ok(false);
    }
    let typed = (PersonName::parse(&before.name), Email::parse(&before.email));
    let (Ok(name), Ok(email)) = typed else { return Err(OpError::NotFound) };
    if accounts::update_employee(&mut tx, (id, before.version), &name, &email, false).await? != Edited::Done {
        return Err(OpError::Stale);
    }
    sessions::close_all(&mut tx, Door::Employee, id.get()).await?;
    let changes = Changes::none().of("aktif", text::audit::yes(true), text::audit::yes(false));
    audit::note(&mut tx, by, Act::Changed, Object::from(id).named(&before.name), changes).await?;
    tx.commit().await?;
    Ok(true)
}

async fn parse_employee(app: &App, typed: &TypedEmployee, new: bool) -> Done<(PersonName, Email, Option<String>)> {
    let mut checked = Checked::default();
    let name = checked.take("nama", PersonName::parse(&typed.name));
    let email = checked.take("email", Email::parse(&typed.email));
    if new || !typed.password.is_empty() {
        check_password(&mut checked, &typed.email, &typed.password, &typed.password);
    }
    match (name, email) {
        (Some(name), Some(email)) if checked.is_fine() => Ok((name, email, hash_if_typed(app, &typed.password).await)),
        _ => Err(checked.refused()),
    }
}

async fn hash_if_typed(app: &App, password: &str) -> Option<String> {
    if password.is_empty() { None } else { Some(app.passwords.hash(password).await) }
}

/// A form of an admin as typed.
#[derive(Clone, Debug, Default)]
pub struct TypedAdmin {
    pub name: String,
    pub username: String,
    pub password: String,
    /// The code of an [`AdminKind`].
    pub role: String,
    pub active: bool,
}

fn check_role(checked: &mut Checked, role: &str) {
    checked.take("peran", role.parse::<AdminKind>());
}

/// Makes an admin.
pub async fn create_admin(app: &App, typed: &TypedAdmin, by: &By) -> Done<AdminId> {
    audit::allow(by, Deed::Admins)?;
    let mut checked = Checked::default();
    let name = checked.take("nama", PersonName::parse(&typed.name));
    let username = checked.take("username", Username::parse(&typed.username));
    check_password(&mut checked, &typed.username, &typed.password, &typed.password);
    check_role(&mut checked, &typed.role);
    let (Some(name), Some(username), true) = (name, username, checked.is_fine()) else { return Err(checked.refused()) };
    let hash = app.passwords.hash(&typed.password).await;
    let mut tx = app.db.begin().await?;
    let id = accounts::insert_admin(&mut tx, &name, &username, &typed.role, &hash).await?;
    let id = id.ok_or_else(|| OpError::field("username", Problem::Taken))?;
    let changes = Changes::none()
        .to("nama", name.as_str())
        .to("username", username.as_str())
        .to("peran", text::audit::role(&typed.role))
        .hidden("password", true);
    audit::note(&mut tx, by, Act::Created, Object::from(id).named(name.as_str()), changes).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes an admin. The last active owner stays one: otherwise nobody could manage the shop any more.
pub async fn change_admin(app: &App, id: AdminId, version: i64, typed: &TypedAdmin, by: &By) -> Done<()> {
    audit::allow(by, Deed::Admins)?;
    let mut checked = Checked::default();
    let name = checked.take("nama", PersonName::parse(&typed.name));
    check_role(&mut checked, &typed.role);
    if !typed.password.is_empty() {
        check_password(&mut checked, &typed.username, &typed.password, &typed.password);
    }
    let (Some(name), true) = (name, checked.is_fine()) else { return Err(checked.refused()) };
    let hash = hash_if_typed(app, &typed.password).await;
    let mut tx = app.db.begin().await?;
    let before = accounts::admin(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    if accounts::update_admin(&mut tx, (id, version), &name, &typed.role, typed.active).await? != Edited::Done {
        let last_owner = before.version == version && before.role == "owner";
        return Err(if last_owner { OpError::field("peran", Problem::LastOwner) } else { OpError::Stale });
    }
    if let Some(hash) = &hash {
        accounts::set_admin_password(&mut tx, id, hash).await?;
    }
    if hash.is_some() || !typed.active {
        sessions::close_all(&mut tx, Door::Admin, id.get()).await?;
        store::second_step::close_halves(&mut tx, id).await?;
    }
    let changes = Changes::none()
        .of("nama", &before.name, name.as_str())
        .of("peran", text::audit::role(&before.role), text::audit::role(&typed.role))
        .of("aktif", text::audit::yes(before.deactivated_at.is_none()), text::audit::yes(typed.active))
        .hidden("password", hash.is_some());
    audit::note(&mut tx, by, Act::Changed, Object::from(id).named(name.as_str()), changes).await?;
    tx.commit().await?;
    Ok(())
}
