//! The second step of an admin's sign-in (domain.md §11): a code of an app on the phone, or one of ten codes for the day the phone is
//! lost. Each code works once. Nobody has a session before.

mod secret;

use domain::{ids::AdminId, order::Actor, problem::Problem, rights::Deed};
use sha2::{Digest as _, Sha256};
use store::{
    Tx, accounts as people,
    places::By,
    second_step::{self as steps, HalfRow},
    sessions::{self, Door},
};

pub use self::secret::Secret;
use super::{
    Done, OpError,
    accounts::{self, session_end},
    audit::{self, Act, Changes, Object},
    by_admin, by_command,
};
use crate::{app::App, entropy::Token};

/// How long somebody may look for the phone.
pub const MINUTES: i64 = 10;
/// Codes for a lost phone.
pub const CODES: usize = 10;
/// Neither `0`, `1`, `l` nor `o`: the codes are written down by hand.
const LETTERS: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";

/// How it stands with an admin's second step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Off,
    /// The secret waits for its first code; it is shown until then and never again.
    Waiting(Secret),
    On {
        codes_left: i64,
    },
}

/// How it stands.
pub async fn standing(app: &App, admin: AdminId) -> Done<Standing> {
    let row = steps::totp(&mut app.db.read().await?, admin).await?;
    Ok(match row {
        None => Standing::Off,
        Some(row) if row.confirmed_at.is_some() => Standing::On { codes_left: row.codes_left },
        Some(row) => Standing::Waiting(Secret::stored(&row.secret)?),
    })
}

/// The admin who acts on the own account.
fn myself(by: &By) -> Done<AdminId> {
    let id = by.id.filter(|_| by.actor == Actor::Admin).and_then(|id| AdminId::try_from(id).ok());
    id.ok_or(OpError::NotAllowed(Deed::Desk))
}

/// Makes a secret that waits for its first code. Nothing happens when the second step is on.
pub async fn begin(app: &App, by: &By) -> Done<()> {
    let me = myself(by)?;
    let secret = Secret::new(app.entropy.as_ref());
    let mut tx = app.db.begin().await?;
    if steps::put_secret(&mut tx, me, secret.bytes()).await? {
        audit::note(&mut tx, by, Act::Changed, me, Changes::none().hidden("kode_masuk", true)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The first code switches the second step on; the recovery codes are told this once.
pub async fn confirm(app: &App, by: &By, typed: &str) -> Done<Vec<String>> {
    let me = myself(by)?;
    let Standing::Waiting(secret) = standing(app, me).await? else { return Err(OpError::Stale) };
    let key = key(me);
    charge(app, &key)?;
    let step = secret.step_of(&plain(typed), app.clock.now()).ok_or_else(|| wrong(typed))?;
    let (codes, hashes) = new_codes(app);
    let mut tx = app.db.begin().await?;
    if !steps::confirm(&mut tx, me, secret.bytes(), step).await? {
        return Err(OpError::Stale);
    }
    steps::put_codes(&mut tx, me, &hashes).await?;
    audit::note(&mut tx, by, Act::TotpOn, Object::from(me).named(&by.name), Changes::none()).await?;
    tx.commit().await?;
    app.limits.by_name.succeeded(&key);
    Ok(codes)
}

/// Switches the own second step off; the password is asked for.
pub async fn off(app: &App, by: &By, password: &str) -> Done<()> {
    let me = myself(by)?;
    accounts::check_own(app, Door::Admin, me.get(), password).await?;
    let mut tx = app.db.begin().await?;
    if steps::remove(&mut tx, me).await? {
        audit::note(&mut tx, by, Act::TotpOff, Object::from(me).named(&by.name), Changes::none()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// New recovery codes in the place of the old ones; the password is asked for.
pub async fn renew(app: &App, by: &By, password: &str) -> Done<Vec<String>> {
    let me = myself(by)?;
    accounts::check_own(app, Door::Admin, me.get(), password).await?;
    let (codes, hashes) = new_codes(app);
    let mut tx = app.db.begin().await?;
    if steps::totp(&mut tx, me).await?.is_none_or(|row| row.confirmed_at.is_none()) {
        return Err(OpError::Stale);
    }
    steps::put_codes(&mut tx, me, &hashes).await?;
    audit::note(&mut tx, by, Act::RecoveryRenewed, Object::from(me).named(&by.name), Changes::none()).await?;
    tx.commit().await?;
    Ok(codes)
}

/// An owner takes the second step off another admin, whose phone is lost; whether there was one.
pub async fn reset(app: &App, admin: AdminId, by: &By) -> Done<bool> {
    audit::allow(by, Deed::Admins)?;
    let mut tx = app.db.begin().await?;
    let row = people::admin(&mut tx, admin).await?.ok_or(OpError::NotFound)?;
    let was_on = steps::remove(&mut tx, admin).await?;
    if was_on {
        audit::note(&mut tx, by, Act::TotpReset, Object::from(admin).named(&row.name), Changes::none()).await?;
    }
    tx.commit().await?;
    app.limits.by_name.succeeded(&key(admin));
    Ok(was_on)
}

/// The same from the command line of the machine the shop runs on: for the owner's own phone.
pub async fn reset_by_name(app: &App, username: &str) -> Done<bool> {
    let id = steps::admin_of(&mut app.db.read().await?, username).await?.ok_or(OpError::NotFound)?;
    reset(app, AdminId::try_from(id).map_err(|_| OpError::NotFound)?, &by_command()).await
}

/// Whether somebody who typed the right password owes a code.
pub(super) async fn is_on(app: &App, admin: AdminId) -> Done<bool> {
    Ok(matches!(standing(app, admin).await?, Standing::On { .. }))
}

/// Remembers the right password for a while.
pub(super) async fn open_half(app: &App, tx: &mut Tx, admin: AdminId) -> Done<Token> {
    let token = Token::new(app.entropy.as_ref());
    let end = tx.now().plus_millis(MINUTES * 60_000);
    steps::open_half(tx, &token.hash(), admin, end).await?;
    Ok(token)
}

/// Whether this browser is between the steps.
pub async fn is_between(app: &App, half: &Token) -> Done<bool> {
    Ok(between(app, half).await?.is_some())
}

async fn between(app: &App, half: &Token) -> Done<Option<HalfRow>> {
    Ok(steps::half(&mut app.db.read().await?, &half.hash(), app.clock.now()).await?)
}

/// The second step: a code of the app, or a recovery code. A wrong one leaves everything as it is. Not found: the password must be typed
/// again.
pub async fn finish(app: &App, half: &Token, typed: &str, replaces: Option<&Token>) -> Done<Token> {
    let row = between(app, half).await?.ok_or(OpError::NotFound)?;
    let (me, key) = (row.admin_id, key(row.admin_id));
    charge(app, &key)?;
    let stored = steps::totp(&mut app.db.read().await?, me).await?.ok_or(OpError::NotFound)?;
    let code = plain(typed);
    let of_app = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    let step = if of_app {
        Some(Secret::stored(&stored.secret)?.step_of(&code, app.clock.now()).ok_or_else(|| wrong(typed))?)
    } else {
        None
    };
    let token = Token::new(app.entropy.as_ref());
    let by = by_admin(me, &row.name, row.role.parse().map_err(|problem| OpError::field("kode", problem))?);
    let mut tx = app.db.begin().await?;
    match step {
        Some(step) if !steps::use_step(&mut tx, me, step).await? => {
            return Err(OpError::field("kode", Problem::CodeUsed));
        }
        None if !steps::use_code(&mut tx, me, &hash(&code)).await? => return Err(wrong(typed)),
        _ => {}
    }
    if !steps::close_half(&mut tx, &half.hash()).await? {
        return Err(OpError::NotFound);
    }
    if let Some(old) = replaces {
        sessions::close(&mut tx, &old.hash()).await?;
    }
    let end = session_end(Door::Admin, tx.now());
    sessions::open(&mut tx, Door::Admin, me.get(), &token.hash(), end).await?;
    if step.is_none() {
        audit::note(&mut tx, &by, Act::RecoveryUsed, Object::from(me).named(&row.name), Changes::none()).await?;
    }
    tx.commit().await?;
    app.limits.by_name.succeeded(&key);
    Ok(token)
}

fn key(admin: AdminId) -> String {
    format!("code:{admin}")
}

/// The try is charged before the comparison, as with passwords.
fn charge(app: &App, key: &str) -> Done<()> {
    match app.limits.by_name.begin(key, app.clock.now()) {
        Some(wait_seconds) => Err(OpError::field("kode", Problem::TooManyTries { wait_seconds })),
        None => Ok(()),
    }
}

fn wrong(typed: &str) -> OpError {
    OpError::field("kode", if typed.trim().is_empty() { Problem::Required } else { Problem::CodeWrong })
}

/// What was typed without the spaces and lines people and apps put in.
fn plain(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric).take(64);
    letters.collect::<String>().to_lowercase()
}

fn hash(code: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(code.as_bytes()).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Ten codes as they are told, and what is kept of them.
fn new_codes(app: &App) -> (Vec<String>, Vec<String>) {
    let code = |_| {
        let mut bytes = [0; 10];
        app.entropy.fill(&mut bytes);
        let letters: String = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
        let kept = hash(&letters);
        (format!("{}-{}", &letters[..5], &letters[5..]), kept)
    };
    (0..CODES).map(code).unzip()
}
