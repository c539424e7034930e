//! Registration, sign-in, sign-out, passwords (domain.md §11). Hashing happens before the transaction begins.

use domain::{
    ids::{AdminId, CustomerId, EmployeeId},
    order::Actor,
    people::{self, Address, BirthDate, Email, PersonName, Phone, Username},
    problem::Problem,
    settings::Settings,
    time::UtcMillis,
};
use store::{
    OnLink, StoreError, Tx,
    accounts::{self, Credentials, NewCustomer},
    carts::CartOwner,
    places::By,
    sessions::{self, Door},
};

use super::{
    Checked, Done, OpError,
    audit::{self, Act, Changes, Object, Thing},
    birthdays, cart, second_step,
};
use crate::{app::App, entropy::Token, passwords::Compared};

/// How long a customer or employee stays signed in without coming back.
const LONG_DAYS: i64 = 30;
/// How long an admin does.
const SHORT_DAYS: i64 = 7;
/// More than anybody types; more is only sent to make the hashing slow.
const MAX_PASSWORD_BYTES: usize = 1000;

/// When a session that begins (or is used) now ends.
pub fn session_end(door: Door, now: UtcMillis) -> UtcMillis {
    now.plus_hours(24 * if door == Door::Admin { SHORT_DAYS } else { LONG_DAYS })
}

/// A registration form as typed.
#[derive(Clone, Debug, Default)]
pub struct Registration {
    pub username: String,
    pub name: String,
    pub address: String,
    pub birth_date: String,
    pub phone: String,
    pub email: String,
    pub password: String,
    pub password_again: String,
    pub consent: bool,
}

/// Registers a customer. The fields' problems come back under their names.
pub async fn register(app: &App, settings: &Settings, typed: &Registration) -> Done<CustomerId> {
    let mut new = parse(app, settings, typed, true)?;
    refuse_taken(app, &new).await?;
    new.password_hash = Some(app.passwords.hash(&typed.password).await);
    write_new(app, settings, &new).await
}

/// Enters a customer the office knows, without a password: nobody signs in with the account until its person has set one.
pub async fn enter_customer(app: &App, settings: &Settings, typed: &Registration) -> Done<CustomerId> {
    let new = parse(app, settings, typed, false)?;
    write_new(app, settings, &new).await
}

/// Who registers on the birthday gets the gift with it.
async fn write_new(app: &App, settings: &Settings, new: &NewCustomer) -> Done<CustomerId> {
    let mut tx = app.db.begin().await?;
    let Some(id) = accounts::insert_customer(&mut tx, new).await? else {
        // Somebody has the name or the address, perhaps only since a moment.
        return Err(taken(&mut tx, new, 0).await?);
    };
    birthdays::grant_at_once(app, &mut tx, settings, (id, new.birth_date)).await?;
    tx.commit().await?;
    Ok(id)
}

fn parse(app: &App, settings: &Settings, typed: &Registration, with_password: bool) -> Done<NewCustomer> {
    let today = settings.zone.day_of(app.clock.now());
    let mut checked = Checked::default();
    let username = checked.take("username", Username::parse(&typed.username));
    let name = checked.take("nama_pelanggan", PersonName::parse(&typed.name));
    let address = checked.take("alamat", Address::parse(&typed.address));
    let birth_date = checked.take("tanggal_lahir", BirthDate::parse(&typed.birth_date, today));
    let phone = checked.take("no_hp", Phone::parse(&typed.phone));
    let email = checked.take("email", optional_email(&typed.email));
    if with_password {
        check_password(&mut checked, &typed.username, &typed.password, &typed.password_again);
    }
    match (username, name, address, birth_date, phone, email) {
        (Some(username), Some(name), Some(address), Some(birth_date), Some(phone), Some(email))
            if checked.is_fine() =>
        {
            Ok(NewCustomer {
                username,
                name,
                address,
                birth_date,
                phone,
                email,
                password_hash: None,
                consent: typed.consent,
            })
        }
        _ => Err(checked.refused()),
    }
}

/// An e-mail that may be left empty.
pub fn optional_email(typed: &str) -> Result<Option<Email>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { Email::parse(typed).map(Some) }
}

/// Checks a new password twice typed, under the fields' names; the second field carries only the mismatch.
pub fn check_password(checked: &mut Checked, username: &str, password: &str, again: &str) {
    if password.len() > MAX_PASSWORD_BYTES {
        checked.refuse("password", Problem::TooLong { max: MAX_PASSWORD_BYTES });
        return;
    }
    if let Err(problem) = people::check_new_password(username, password, again) {
        let field = if problem == Problem::PasswordMismatch { "password_confirm" } else { "password" };
        checked.refuse(field, problem);
    }
}

async fn refuse_taken(app: &App, new: &NewCustomer) -> Done<()> {
    let mut conn = app.db.read().await?;
    match taken_fields(&mut conn, new, 0).await? {
        fields if fields.is_empty() => Ok(()),
        fields => Err(OpError::Fields(fields)),
    }
}

async fn taken_fields(on: &mut impl OnLink, new: &NewCustomer, except: i64) -> Result<super::Problems, StoreError> {
    let mut fields = Vec::new();
    if accounts::customer_username_taken(on, &new.username, except).await? {
        fields.push(("username", Problem::Taken));
    }
    if let Some(email) = &new.email
        && accounts::customer_email_taken(on, email, except).await?
    {
        fields.push(("email", Problem::Taken));
    }
    Ok(fields)
}

async fn taken(tx: &mut Tx, new: &NewCustomer, except: i64) -> Result<OpError, StoreError> {
    Ok(OpError::Fields(taken_fields(tx, new, except).await?))
}

/// A sign-in as typed, with where it comes from.
#[derive(Clone, Debug)]
pub struct SignIn<'a> {
    pub door: Door,
    pub login: &'a str,
    pub password: &'a str,
    /// Address of the browser, for slowing down whoever tries many names.
    pub from: &'a str,
    /// The visitor's cart, merged into a customer's.
    pub cart: Option<CartOwner>,
    /// The cookie of the session that this one replaces.
    pub replaces: Option<Token>,
}

/// How far a right password leads.
#[derive(Debug)]
pub enum Entered {
    Inside(Token),
    /// The code of the second step is still owed; there is no session yet.
    CodeNext(Token),
}

/// Signs somebody in at one door, where the password is all that is asked. An admin with a second step goes by [`enter`].
pub async fn sign_in(app: &App, sign_in: &SignIn<'_>) -> Done<Token> {
    match enter(app, sign_in).await? {
        Entered::Inside(token) => Ok(token),
        Entered::CodeNext(_) => Err(OpError::field("", Problem::SignInFailed)),
    }
}

/// The first step of a sign-in, and for most the only one. One answer for unknown names, wrong passwords and people who left; the same work for all of them.
pub async fn enter(app: &App, sign_in: &SignIn<'_>) -> Done<Entered> {
    let now = app.clock.now();
    let login: String = sign_in.login.trim().to_lowercase().chars().take(200).collect();
    let name_key = format!("{}:{login}", sign_in.door.code());
    // The try is charged before the comparison: who sends many at once has no more of them than who sends them in a row.
    let wait = app.limits.by_address.wait(sign_in.from, now).or_else(|| app.limits.by_name.begin(&name_key, now));
    if let Some(wait_seconds) = wait {
        return Err(OpError::field("", Problem::TooManyTries { wait_seconds }));
    }
    let found = credentials(app, sign_in.door, sign_in.login).await?;
    let password = if sign_in.password.len() > MAX_PASSWORD_BYTES { "" } else { sign_in.password };
    let stored = found.as_ref().filter(|found| found.active).and_then(|found| found.password_hash.as_deref());
    let compared = app.passwords.compare(password, stored).await;
    let Some(person) = found.filter(|found| found.active && compared != Compared::Wrong) else {
        app.limits.by_address.failed(sign_in.from, now);
        return Err(OpError::field("", Problem::SignInFailed));
    };
    app.limits.by_name.succeeded(&name_key);
    let renewed = if compared == Compared::RightButOld { Some(app.passwords.hash(password).await) } else { None };
    if let (Door::Admin, Ok(admin)) = (sign_in.door, AdminId::try_from(person.id))
        && second_step::is_on(app, admin).await?
    {
        let mut tx = app.db.begin().await?;
        if let Some(hash) = &renewed {
            write_hash(&mut tx, sign_in.door, person.id, hash).await?;
        }
        let half = second_step::open_half(app, &mut tx, admin).await?;
        tx.commit().await?;
        return Ok(Entered::CodeNext(half));
    }
    open_session(app, sign_in, person.id, renewed.as_deref()).await.map(Entered::Inside)
}

async fn credentials(app: &App, door: Door, login: &str) -> Result<Option<Credentials>, StoreError> {
    let mut conn = app.db.read().await?;
    match door {
        Door::Customer => accounts::customer_credentials(&mut conn, login).await,
        Door::Employee => accounts::employee_credentials(&mut conn, login).await,
        Door::Admin => accounts::admin_credentials(&mut conn, login).await,
    }
}

async fn open_session(app: &App, sign_in: &SignIn<'_>, person: i64, renewed_hash: Option<&str>) -> Done<Token> {
    let token = Token::new(app.entropy.as_ref());
    let mut tx = app.db.begin().await?;
    if let Some(hash) = renewed_hash {
        write_hash(&mut tx, sign_in.door, person, hash).await?;
    }
    if let Some(old) = &sign_in.replaces {
        sessions::close(&mut tx, &old.hash()).await?;
    }
    let end = session_end(sign_in.door, tx.now());
    sessions::open(&mut tx, sign_in.door, person, &token.hash(), end).await?;
    if let (Door::Customer, Some(visitor), Ok(customer)) = (sign_in.door, &sign_in.cart, CustomerId::try_from(person)) {
        cart::merge(&mut tx, visitor, &CartOwner::Customer(customer)).await?;
    }
    tx.commit().await?;
    Ok(token)
}

/// Opens a session for somebody who has just been made (registration, first owner).
pub async fn open_first_session(app: &App, door: Door, person: i64, cart: Option<CartOwner>) -> Done<Token> {
    let sign_in = SignIn { door, login: "", password: "", from: "", cart, replaces: None };
    open_session(app, &sign_in, person, None).await
}

async fn write_hash(tx: &mut Tx, door: Door, person: i64, hash: &str) -> Result<(), StoreError> {
    match door {
        Door::Customer => match CustomerId::try_from(person) {
            Ok(id) => accounts::set_customer_password(tx, id, hash).await,
            Err(_) => Ok(()),
        },
        Door::Employee => match EmployeeId::try_from(person) {
            Ok(id) => accounts::set_employee_password(tx, id, hash).await,
            Err(_) => Ok(()),
        },
        Door::Admin => match AdminId::try_from(person) {
            Ok(id) => accounts::set_admin_password(tx, id, hash).await,
            Err(_) => Ok(()),
        },
    }
}

/// Ends a session.
pub async fn sign_out(app: &App, token: &Token) -> Done<()> {
    let mut tx = app.db.begin().await?;
    sessions::close(&mut tx, &token.hash()).await?;
    tx.commit().await?;
    Ok(())
}

/// A password change as typed.
#[derive(Clone, Debug)]
pub struct NewPassword<'a> {
    pub old: &'a str,
    pub new: &'a str,
    pub again: &'a str,
}

/// Changes somebody's own password: the present one is asked for, and every other session of theirs ends.
/// The session that goes on is a new one.
pub async fn change_password(app: &App, by: &By, typed: &NewPassword<'_>) -> Done<Token> {
    let (door, person) = own_door(by)?;
    let found = credentials_by_id(app, door, person).await?.ok_or(OpError::NotFound)?;
    let mut checked = Checked::default();
    check_password(&mut checked, &found.username, typed.new, typed.again);
    if !checked.is_fine() {
        return Err(checked.refused());
    }
    compare_own(app, (door, person), &found, typed.old).await?;
    let hash = app.passwords.hash(typed.new).await;
    let token = Token::new(app.entropy.as_ref());
    let mut tx = app.db.begin().await?;
    write_hash(&mut tx, door, person, &hash).await?;
    sessions::close_all(&mut tx, door, person).await?;
    let object = match door {
        Door::Customer => None,
        Door::Employee => Some(Object::new(Thing::Employee, person)),
        Door::Admin => Some(Object::new(Thing::Admin, person)),
    };
    if let (Door::Admin, Ok(admin)) = (door, AdminId::try_from(person)) {
        store::second_step::close_halves(&mut tx, admin).await?;
    }
    if let Some(object) = object {
        audit::note(&mut tx, by, Act::PasswordChanged, object.named(&by.name), Changes::none()).await?;
    }
    let end = session_end(door, tx.now());
    sessions::open(&mut tx, door, person, &token.hash(), end).await?;
    tx.commit().await?;
    Ok(token)
}

/// The door and number of who acts on the own account.
fn own_door(by: &By) -> Done<(Door, i64)> {
    let door = match by.actor {
        Actor::Customer => Door::Customer,
        Actor::Employee => Door::Employee,
        Actor::Admin => Door::Admin,
        Actor::Clock => return Err(OpError::NotFound),
    };
    by.id.map(|id| (door, id)).ok_or(OpError::NotFound)
}

/// Asks for somebody's own password again; slowed down like a sign-in. Problems stand at `password_lama`.
pub(super) async fn check_own(app: &App, door: Door, person: i64, typed: &str) -> Done<()> {
    let found = credentials_by_id(app, door, person).await?.ok_or(OpError::NotFound)?;
    compare_own(app, (door, person), &found, typed).await
}

async fn compare_own(app: &App, (door, person): (Door, i64), found: &Credentials, typed: &str) -> Done<()> {
    let now = app.clock.now();
    let key = format!("change:{}:{person}", door.code());
    if let Some(wait_seconds) = app.limits.by_name.wait(&key, now) {
        return Err(OpError::field("password_lama", Problem::TooManyTries { wait_seconds }));
    }
    let typed = if typed.len() > MAX_PASSWORD_BYTES { "" } else { typed };
    if app.passwords.compare(typed, found.password_hash.as_deref()).await == Compared::Wrong {
        app.limits.by_name.failed(&key, now);
        return Err(OpError::field("password_lama", Problem::PasswordWrong));
    }
    app.limits.by_name.succeeded(&key);
    Ok(())
}

async fn credentials_by_id(app: &App, door: Door, person: i64) -> Done<Option<Credentials>> {
    let mut conn = app.db.read().await?;
    let not_found = |_| OpError::NotFound;
    Ok(match door {
        Door::Customer => {
            accounts::customer_credentials_by_id(&mut conn, CustomerId::try_from(person).map_err(not_found)?).await?
        }
        Door::Employee => {
            accounts::employee_credentials_by_id(&mut conn, EmployeeId::try_from(person).map_err(not_found)?).await?
        }
        Door::Admin => {
            accounts::admin_credentials_by_id(&mut conn, AdminId::try_from(person).map_err(not_found)?).await?
        }
    })
}
