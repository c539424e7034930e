//! Customers, employees and admins: their rows and their passwords' hashes.

use domain::{
    ids::{AdminId, CustomerId, EmployeeId},
    people::{Address, BirthDate, Email, PersonName, Phone, Username},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, query::IdRow, record, sql};

record! {
    /// What sign-in compares: the person and the stored hash. Without a hash nobody can sign in (domain.md §11).
    pub struct Credentials {
        pub id: i64,
        pub username: String,
        pub password_hash: Option<String>,
        pub active: bool,
    }
}

record! {
    /// A customer as the profile shows it.
    pub struct CustomerRow {
        pub id: CustomerId,
        pub username: String,
        pub name: String,
        pub address: String,
        /// `YYYY-MM-DD`.
        pub birth_date: String,
        pub birth_corrections: i64,
        pub phone: String,
        pub email: Option<String>,
        pub consent_at: Option<UtcMillis>,
        pub created_at: UtcMillis,
        pub version: i64,
        /// Σ goods total of Paid, Shipped and Completed orders, in rupiah (domain.md §8).
        pub bought: i64,
        pub orders: i64,
    }
}

/// A customer about to be written; all values were parsed.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    pub username: Username,
    pub name: PersonName,
    pub address: Address,
    pub birth_date: BirthDate,
    pub phone: Phone,
    pub email: Option<Email>,
    pub password_hash: Option<String>,
    pub consent: bool,
}

/// Writes a customer. `None` when the username or e-mail belongs to somebody else.
pub async fn insert_customer(tx: &mut Tx, new: &NewCustomer) -> Result<Option<CustomerId>> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO customers (username, username_key, name, address, birth_date, phone, email, email_key, password_hash, consent_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING id"
    )
    .bind(new.username.as_str())
    .bind(new.username.as_str().to_lowercase())
    .bind(new.name.as_str())
    .bind(new.address.as_str())
    .bind(new.birth_date.to_string())
    .bind(new.phone.as_str())
    .bind(new.email.as_ref().map(Email::as_str))
    .bind(new.email.as_ref().map(|email| email.as_str().to_lowercase()))
    .bind(new.password_hash.as_deref())
    .bind(new.consent.then_some(now))
    .bind(now)
    .optional::<IdRow>(tx)
    .await?;
    row.map(|row| CustomerId::try_from(row.id)).transpose().map_err(|_| corrupt_id())
}

/// A customer the office knows from the telephone; all values were parsed. No password, no e-mail, no birth date, no consent.
#[derive(Clone, Debug)]
pub struct KnownCustomer {
    pub username: Username,
    pub name: PersonName,
    pub address: Address,
    pub phone: Phone,
}

/// Such a customer as a table brings one in: it may know more.
#[derive(Clone, Debug)]
pub struct NewKnown {
    pub known: KnownCustomer,
    pub birth_date: Option<BirthDate>,
    pub email: Option<Email>,
}

/// Writes such a customer. `None` when the username is taken. An unknown birth date is an empty one: it is nobody's birthday.
pub async fn insert_known(tx: &mut Tx, new: &KnownCustomer) -> Result<Option<CustomerId>> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO customers (username, username_key, name, address, birth_date, phone, created_at)
         VALUES ($1, $2, $3, $4, '', $5, $6) ON CONFLICT DO NOTHING RETURNING id"
    )
    .bind(new.username.as_str())
    .bind(new.username.key())
    .bind(new.name.as_str())
    .bind(new.address.as_str())
    .bind(new.phone.as_str())
    .bind(now)
    .optional::<IdRow>(tx)
    .await?;
    row.map(|row| CustomerId::try_from(row.id)).transpose().map_err(|_| corrupt_id())
}

record! {
    /// A customer as somebody on the telephone is found.
    pub struct FoundRow {
        pub id: CustomerId,
        pub username: String,
        pub name: String,
        pub phone: String,
        pub address: String,
        /// Nobody has set a password yet.
        pub unclaimed: bool,
    }
}

/// Customers with exactly this phone, or with exactly this username; at most 8.
pub async fn found(on: &mut impl OnLink, phone: &str, username_key: &str) -> Result<Vec<FoundRow>> {
    sql!(
        "SELECT id, username, name, phone, address,
            CASE WHEN password_hash IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS unclaimed
         FROM customers WHERE deactivated_at IS NULL AND (phone = $1 OR username_key = $2) ORDER BY id LIMIT 8"
    )
    .bind(phone)
    .bind(username_key)
    .all(on)
    .await
}

/// A customer by id, with whether anybody can sign in with the account.
pub async fn found_by_id(on: &mut impl OnLink, id: CustomerId) -> Result<Option<FoundRow>> {
    sql!(
        "SELECT id, username, name, phone, address,
            CASE WHEN password_hash IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS unclaimed
         FROM customers WHERE deactivated_at IS NULL AND id = $1"
    )
    .bind(id)
    .optional(on)
    .await
}

pub(crate) fn corrupt_id() -> crate::StoreError {
    crate::StoreError::Corrupt { column: "id".to_owned(), cause: "is not positive".to_owned() }
}

/// Whether a username (any case) is taken by another customer than `except`.
pub async fn customer_username_taken(on: &mut impl OnLink, username: &Username, except: i64) -> Result<bool> {
    let row = sql!("SELECT id FROM customers WHERE username_key = $1 AND id <> $2")
        .bind(username.as_str().to_lowercase())
        .bind(except)
        .optional::<IdRow>(on)
        .await?;
    Ok(row.is_some())
}

/// Whether an e-mail (any case) is taken by another customer than `except`.
pub async fn customer_email_taken(on: &mut impl OnLink, email: &Email, except: i64) -> Result<bool> {
    let row = sql!("SELECT id FROM customers WHERE email_key = $1 AND id <> $2")
        .bind(email.as_str().to_lowercase())
        .bind(except)
        .optional::<IdRow>(on)
        .await?;
    Ok(row.is_some())
}

/// A customer's credentials by username or e-mail, any case.
pub async fn customer_credentials(on: &mut impl OnLink, login: &str) -> Result<Option<Credentials>> {
    sql!(
        "SELECT id, username, password_hash, CASE WHEN deactivated_at IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS active
         FROM customers WHERE username_key = $1 OR email_key = $1 ORDER BY CASE WHEN username_key = $1 THEN 0 ELSE 1 END LIMIT 1"
    )
    .bind(login.trim().to_lowercase())
    .optional(on)
    .await
}

/// A customer's credentials by id (for the password change).
pub async fn customer_credentials_by_id(on: &mut impl OnLink, id: CustomerId) -> Result<Option<Credentials>> {
    sql!("SELECT id, username, password_hash, CAST(1 AS BIGINT) AS active FROM customers WHERE id = $1 AND deactivated_at IS NULL")
        .bind(id)
        .optional(on)
        .await
}

/// An employee's credentials by e-mail.
pub async fn employee_credentials(on: &mut impl OnLink, email: &str) -> Result<Option<Credentials>> {
    sql!(
        "SELECT id, email AS username, password_hash, CASE WHEN deactivated_at IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS active
         FROM employees WHERE email_key = $1"
    )
    .bind(email.trim().to_lowercase())
    .optional(on)
    .await
}

/// An employee's credentials by id.
pub async fn employee_credentials_by_id(on: &mut impl OnLink, id: EmployeeId) -> Result<Option<Credentials>> {
    sql!("SELECT id, email AS username, password_hash, CAST(1 AS BIGINT) AS active FROM employees WHERE id = $1 AND deactivated_at IS NULL")
        .bind(id)
        .optional(on)
        .await
}

/// An admin's credentials by username.
pub async fn admin_credentials(on: &mut impl OnLink, username: &str) -> Result<Option<Credentials>> {
    sql!(
        "SELECT id, username, password_hash, CASE WHEN deactivated_at IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS active
         FROM admins WHERE username_key = $1"
    )
    .bind(username.trim().to_lowercase())
    .optional(on)
    .await
}

/// An admin's credentials by id.
pub async fn admin_credentials_by_id(on: &mut impl OnLink, id: AdminId) -> Result<Option<Credentials>> {
    sql!("SELECT id, username, password_hash, CAST(1 AS BIGINT) AS active FROM admins WHERE id = $1 AND deactivated_at IS NULL")
        .bind(id)
        .optional(on)
        .await
}

/// One customer with totals.
pub async fn customer(on: &mut impl OnLink, id: CustomerId) -> Result<Option<CustomerRow>> {
    sql!(
        "SELECT c.id, c.username, c.name, c.address, c.birth_date, c.birth_corrections, c.phone, c.email, c.consent_at, c.created_at, c.version,
            (SELECT CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) FROM orders o
                WHERE o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed')) AS bought,
            (SELECT COUNT(*) FROM orders o WHERE o.customer_id = c.id) AS orders
         FROM customers c WHERE c.id = $1 AND c.deactivated_at IS NULL"
    )
    .bind(id)
    .optional(on)
    .await
}

/// A changed profile; all values were parsed. `corrects_birth_date` counts the one correction a customer may make.
#[derive(Clone, Debug)]
pub struct Profile {
    pub name: PersonName,
    pub address: Address,
    pub birth_date: BirthDate,
    pub phone: Phone,
    pub email: Option<Email>,
    pub consent: bool,
    /// The version it was changed from; nothing where nobody looked at one.
    pub version: Option<i64>,
}

/// `former` with the name and phone that are written over by `$2` and `$4`, so that older orders are still found by them.
macro_rules! remembered {
    () => {
        "CASE WHEN (name = $2 AND phone = $4) OR former LIKE '%' || LOWER(name) || ' ' || phone || '%' THEN former
            ELSE SUBSTR(LOWER(name) || ' ' || phone || ' ' || former, 1, 300) END"
    };
}

/// What the office writes down of a customer who tells it.
#[derive(Clone, Debug)]
pub struct Contact {
    pub name: PersonName,
    pub address: Address,
    pub phone: Phone,
}

/// Writes name, address and phone of a customer that still has this version.
pub async fn update_contact(tx: &mut Tx, id: CustomerId, version: i64, contact: &Contact) -> Result<bool> {
    let changed = sql!(concat!(
        "UPDATE customers SET former = ",
        remembered!(),
        ", name = $2, address = $3, phone = $4, version = version + 1 WHERE id = $1 AND version = $5 AND deactivated_at IS NULL"
    ))
    .bind(id)
    .bind(contact.name.as_str())
    .bind(contact.address.as_str())
    .bind(contact.phone.as_str())
    .bind(version)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Writes a profile. False when the birth date would be corrected a second time, the e-mail is taken, or it was changed since its version.
pub async fn update_profile(tx: &mut Tx, id: CustomerId, profile: &Profile) -> Result<bool> {
    let now = tx.now();
    let changed = sql!(concat!(
        "UPDATE customers SET former = ",
        remembered!(),
        ", name = $2, address = $3, phone = $4, email = $5, email_key = $6,
            birth_corrections = birth_corrections + CASE WHEN birth_date IN ($7, '') THEN 0 ELSE 1 END, birth_date = $7,
            consent_at = CASE WHEN CAST($8 AS BIGINT) = 0 THEN NULL ELSE COALESCE(consent_at, $9) END, version = version + 1
         WHERE id = $1 AND deactivated_at IS NULL AND (birth_date IN ($7, '') OR birth_corrections < 1)
            AND NOT EXISTS (SELECT 1 FROM customers x WHERE x.email_key = $6 AND x.id <> $1)
            AND (CAST($10 AS BIGINT) IS NULL OR version = $10)"
    ))
    .bind(id)
    .bind(profile.name.as_str())
    .bind(profile.address.as_str())
    .bind(profile.phone.as_str())
    .bind(profile.email.as_ref().map(Email::as_str))
    .bind(profile.email.as_ref().map(|email| email.as_str().to_lowercase()))
    .bind(profile.birth_date.to_string())
    .bind(profile.consent)
    .bind(now)
    .bind(profile.version)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Writes the birth date an admin found to be right, however often it was corrected before. False for who is not there.
pub async fn set_birth_date(tx: &mut Tx, id: CustomerId, birth_date: BirthDate) -> Result<bool> {
    let changed =
        sql!("UPDATE customers SET birth_date = $2, version = version + 1 WHERE id = $1 AND deactivated_at IS NULL")
            .bind(id)
            .bind(birth_date.to_string())
            .run(tx)
            .await?;
    Ok(changed == 1)
}

/// Writes a new hash for a customer.
pub async fn set_customer_password(tx: &mut Tx, id: CustomerId, hash: &str) -> Result<()> {
    sql!("UPDATE customers SET password_hash = $2 WHERE id = $1 AND deactivated_at IS NULL")
        .bind(id)
        .bind(hash)
        .run(tx)
        .await
        .map(drop)
}

/// Writes a new hash for an employee.
pub async fn set_employee_password(tx: &mut Tx, id: EmployeeId, hash: &str) -> Result<()> {
    sql!("UPDATE employees SET password_hash = $2 WHERE id = $1").bind(id).bind(hash).run(tx).await.map(drop)
}

/// Writes a new hash for an admin.
pub async fn set_admin_password(tx: &mut Tx, id: AdminId, hash: &str) -> Result<()> {
    sql!("UPDATE admins SET password_hash = $2 WHERE id = $1").bind(id).bind(hash).run(tx).await.map(drop)
}

record! {
    /// An employee as the admin sees it.
    pub struct EmployeeRow {
        pub id: EmployeeId,
        pub name: String,
        pub email: String,
        pub created_at: UtcMillis,
        pub deactivated_at: Option<UtcMillis>,
        pub version: i64,
        /// Deliveries on the truck now.
        pub open: i64,
        /// Deliveries handed over.
        pub done: i64,
    }
}

/// All employees, active ones first.
pub async fn employees(on: &mut impl OnLink) -> Result<Vec<EmployeeRow>> {
    sql!(
        "SELECT e.id, e.name, e.email, e.created_at, e.deactivated_at, e.version,
            (SELECT COUNT(*) FROM orders o WHERE o.employee_id = e.id AND o.state = 'shipped') AS open,
            (SELECT COUNT(*) FROM orders o WHERE o.employee_id = e.id AND o.state = 'completed') AS done
         FROM employees e ORDER BY CASE WHEN e.deactivated_at IS NULL THEN 0 ELSE 1 END, e.name, e.id"
    )
    .all(on)
    .await
}

/// One employee.
pub async fn employee(on: &mut impl OnLink, id: EmployeeId) -> Result<Option<EmployeeRow>> {
    sql!(
        "SELECT e.id, e.name, e.email, e.created_at, e.deactivated_at, e.version,
            (SELECT COUNT(*) FROM orders o WHERE o.employee_id = e.id AND o.state = 'shipped') AS open,
            (SELECT COUNT(*) FROM orders o WHERE o.employee_id = e.id AND o.state = 'completed') AS done
         FROM employees e WHERE e.id = $1"
    )
    .bind(id)
    .optional(on)
    .await
}

/// Writes an employee. `None` when the e-mail belongs to another one.
pub async fn insert_employee(tx: &mut Tx, name: &PersonName, email: &Email, hash: &str) -> Result<Option<EmployeeId>> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO employees (name, email, email_key, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING RETURNING id"
    )
    .bind(name.as_str())
    .bind(email.as_str())
    .bind(email.as_str().to_lowercase())
    .bind(hash)
    .bind(now)
    .optional::<IdRow>(tx)
    .await?;
    row.map(|row| EmployeeId::try_from(row.id)).transpose().map_err(|_| corrupt_id())
}

/// How a row of people was changed by a form that carries the version it was opened with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    Done,
    /// Somebody else changed it since.
    Stale,
    /// The name or address belongs to somebody else.
    Taken,
}

/// Changes an employee's name, e-mail and whether they are active.
pub async fn update_employee(
    tx: &mut Tx,
    (id, version): (EmployeeId, i64),
    name: &PersonName,
    email: &Email,
    active: bool,
) -> Result<Edited> {
    let taken = sql!("SELECT id FROM employees WHERE email_key = $1 AND id <> $2")
        .bind(email.as_str().to_lowercase())
        .bind(id)
        .optional::<IdRow>(tx)
        .await?;
    if taken.is_some() {
        return Ok(Edited::Taken);
    }
    let now = tx.now();
    let changed = sql!(
        "UPDATE employees SET name = $3, email = $4, email_key = $5,
            deactivated_at = CASE WHEN CAST($6 AS BIGINT) = 1 THEN NULL ELSE COALESCE(deactivated_at, $7) END, version = version + 1
         WHERE id = $1 AND version = $2"
    )
    .bind(id)
    .bind(version)
    .bind(name.as_str())
    .bind(email.as_str())
    .bind(email.as_str().to_lowercase())
    .bind(active)
    .bind(now)
    .run(tx)
    .await?;
    Ok(if changed == 1 { Edited::Done } else { Edited::Stale })
}

record! {
    /// An admin as the owner sees it.
    pub struct AdminRow {
        pub id: AdminId,
        pub name: String,
        pub username: String,
        pub role: String,
        pub created_at: UtcMillis,
        pub deactivated_at: Option<UtcMillis>,
        pub version: i64,
    }
}

/// All admins, active ones first.
pub async fn admins(on: &mut impl OnLink) -> Result<Vec<AdminRow>> {
    sql!(
        "SELECT id, name, username, role, created_at, deactivated_at, version FROM admins
         ORDER BY CASE WHEN deactivated_at IS NULL THEN 0 ELSE 1 END, name, id"
    )
    .all(on)
    .await
}

/// One admin.
pub async fn admin(on: &mut impl OnLink, id: AdminId) -> Result<Option<AdminRow>> {
    sql!("SELECT id, name, username, role, created_at, deactivated_at, version FROM admins WHERE id = $1")
        .bind(id)
        .optional(on)
        .await
}

/// Writes an admin with the role `owner` or `office`. `None` when the username belongs to another one.
pub async fn insert_admin(
    tx: &mut Tx,
    name: &PersonName,
    username: &Username,
    role: &str,
    hash: &str,
) -> Result<Option<AdminId>> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO admins (name, username, username_key, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING RETURNING id"
    )
    .bind(name.as_str())
    .bind(username.as_str())
    .bind(username.as_str().to_lowercase())
    .bind(role)
    .bind(hash)
    .bind(now)
    .optional::<IdRow>(tx)
    .await?;
    row.map(|row| AdminId::try_from(row.id)).transpose().map_err(|_| corrupt_id())
}

/// Changes an admin's name, role and whether they are active. The last active owner can be neither demoted nor deactivated: `Stale`
/// is answered then as well, and the page says why beforehand.
pub async fn update_admin(
    tx: &mut Tx,
    (id, version): (AdminId, i64),
    name: &PersonName,
    role: &str,
    active: bool,
) -> Result<Edited> {
    let now = tx.now();
    // Two owners who demote each other at the same moment wait for one another here, and the second one is refused.
    sql!("SELECT a.id FROM admins a WHERE a.role = 'owner' ORDER BY a.id {lock:a}").all::<IdRow>(tx).await?;
    let changed = sql!(
        "UPDATE admins SET name = $3, role = $4,
            deactivated_at = CASE WHEN CAST($5 AS BIGINT) = 1 THEN NULL ELSE COALESCE(deactivated_at, $6) END, version = version + 1
         WHERE id = $1 AND version = $2
            AND ((CAST($4 AS TEXT) = 'owner' AND CAST($5 AS BIGINT) = 1)
                OR EXISTS (SELECT 1 FROM admins o WHERE o.role = 'owner' AND o.deactivated_at IS NULL AND o.id <> $1))"
    )
    .bind(id)
    .bind(version)
    .bind(name.as_str())
    .bind(role)
    .bind(active)
    .bind(now)
    .run(tx)
    .await?;
    Ok(if changed == 1 { Edited::Done } else { Edited::Stale })
}

record! { struct CountRow { count: i64 } }

/// How many active owners there are; none means the shop still waits for its first one.
pub async fn active_owners(on: &mut impl OnLink) -> Result<i64> {
    let row = sql!("SELECT COUNT(*) AS count FROM admins WHERE role = 'owner' AND deactivated_at IS NULL")
        .one::<CountRow>(on)
        .await?;
    Ok(row.count)
}

/// Writes the hash of a new one-time set-up link; older unused links stop working.
pub async fn put_setup_link(tx: &mut Tx, token_hash: &[u8], expires_at: UtcMillis) -> Result<()> {
    let now = tx.now();
    sql!("DELETE FROM setup_links WHERE used_at IS NULL").run(tx).await?;
    sql!("INSERT INTO setup_links (token_hash, created_at, expires_at) VALUES ($1, $2, $3)")
        .bind(token_hash.to_vec())
        .bind(now)
        .bind(expires_at)
        .run(tx)
        .await
        .map(drop)
}

/// Whether a set-up link can still be used.
pub async fn setup_link_lives(on: &mut impl OnLink, token_hash: &[u8], now: UtcMillis) -> Result<bool> {
    let row =
        sql!("SELECT COUNT(*) AS count FROM setup_links WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2")
            .bind(token_hash.to_vec())
            .bind(now)
            .one::<CountRow>(on)
            .await?;
    Ok(row.count == 1)
}

/// Uses a set-up link up. False when it was used or has expired.
pub async fn use_setup_link(tx: &mut Tx, token_hash: &[u8]) -> Result<bool> {
    let now = tx.now();
    let used =
        sql!("UPDATE setup_links SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2")
            .bind(token_hash.to_vec())
            .bind(now)
            .run(tx)
            .await?;
    Ok(used == 1)
}
