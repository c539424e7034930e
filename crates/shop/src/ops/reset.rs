//! A new password by mail (domain.md §11): a link that works once and for an hour. Only the hash of its token is kept.

use domain::problem::Problem;
use store::{
    StoreError, accounts,
    resets::{self, ResetRow},
    sessions::{self, Door},
};

use super::{Checked, Done, OpError, accounts::check_password};
use crate::{app::App, entropy, entropy::Token, jobs};

/// How long a link works.
pub const LINK_MINUTES: i64 = 60;
/// Longest name or address that is looked for.
const MAX_LOGIN: usize = 254;

/// Somebody asks for a link to a new password. Whether the name exists is found out later, by the job: here everything is the same for
/// all names, also the time it takes. Slowed down like a wrong password.
pub async fn ask(app: &App, login: &str, from: &str) -> Done<()> {
    let now = app.clock.now();
    let login: String = login.trim().to_lowercase().chars().take(MAX_LOGIN).collect();
    if login.is_empty() {
        return Err(OpError::field("username", Problem::Required));
    }
    let key = format!("reset:{login}");
    let wait = app.limits.by_address.wait(from, now).or_else(|| app.limits.by_name.begin(&key, now));
    if let Some(wait_seconds) = wait {
        return Err(OpError::field("", Problem::TooManyTries { wait_seconds }));
    }
    app.limits.by_address.failed(from, now);
    let request = entropy::key(app.entropy.as_ref());
    let mut tx = app.db.begin().await?;
    jobs::enqueue(&mut tx, app, jobs::reset_mail::ResetMail { login, request }).await?;
    tx.commit().await?;
    Ok(())
}

/// A new link for a customer with this username or e-mail, with their address; `None` when there is nobody to write to.
pub async fn make_link(app: &App, login: &str) -> Result<Option<(ResetRow, Token)>, StoreError> {
    let found = resets::candidate(&mut app.db.read().await?, login).await?;
    let Some(person) = found.filter(|person| person.email.is_some()) else { return Ok(None) };
    let token = Token::new(app.entropy.as_ref());
    let mut tx = app.db.begin().await?;
    let end = tx.now().plus_millis(LINK_MINUTES * 60_000);
    resets::put(&mut tx, &token.hash(), person.id, end).await?;
    tx.commit().await?;
    Ok(Some((person, token)))
}

/// Whose password a link changes; `None` when it was used, is too old, or never was one.
pub async fn whose(app: &App, token: &Token) -> Done<Option<ResetRow>> {
    Ok(resets::whose(&mut app.db.read().await?, &token.hash(), app.clock.now()).await?)
}

/// Sets the new password (typed twice), uses the link up and ends every session of this customer; all or nothing.
pub async fn set(app: &App, token: &Token, person: &ResetRow, (password, again): (&str, &str)) -> Done<()> {
    let mut checked = Checked::default();
    check_password(&mut checked, &person.username, password, again);
    if !checked.is_fine() {
        return Err(checked.refused());
    }
    let hash = app.passwords.hash(password).await;
    let mut tx = app.db.begin().await?;
    if !resets::use_up(&mut tx, &token.hash(), person.id).await? {
        return Err(OpError::NotFound);
    }
    accounts::set_customer_password(&mut tx, person.id, &hash).await?;
    sessions::close_all(&mut tx, Door::Customer, person.id.get()).await?;
    tx.commit().await?;
    // Whoever forgot it has tried it often; the new one may be tried at once.
    for login in [Some(person.username.as_str()), person.email.as_deref()].into_iter().flatten() {
        app.limits.by_name.succeeded(&format!("{}:{}", Door::Customer.code(), login.to_lowercase()));
    }
    Ok(())
}
