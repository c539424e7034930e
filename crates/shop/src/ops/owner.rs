//! The first owner: made by a one-time link printed at first start, or by a command. No default account exists (domain.md §11).

use domain::{
    ids::AdminId,
    people::{PersonName, Username},
    problem::Problem,
};
use store::{Tx, accounts, places::By};
use views::text;

use super::{
    Checked, Done, OpError,
    accounts::check_password,
    audit::{self, Act, Changes, Object},
    by_command,
};
use crate::{app::App, entropy::Token};

/// How long the one-time link works.
const LINK_HOURS: i64 = 24;

/// A form for the first owner, or the words of the command, as typed.
#[derive(Clone, Debug, Default)]
pub struct TypedOwner {
    pub name: String,
    pub username: String,
    pub password: String,
    pub password_again: String,
}

struct Owner {
    name: PersonName,
    username: Username,
    hash: String,
}

/// A new one-time link's token while the shop has no owner; `None` when it has one. Earlier links stop working.
pub async fn setup_token(app: &App) -> Done<Option<Token>> {
    let mut tx = app.db.begin().await?;
    if accounts::active_owners(&mut tx).await? > 0 {
        return Ok(None);
    }
    let token = Token::new(app.entropy.as_ref());
    let end = tx.now().plus_hours(LINK_HOURS);
    accounts::put_setup_link(&mut tx, &token.hash(), end).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Whether a link can still be used.
pub async fn link_lives(app: &App, token: &Token) -> Done<bool> {
    let mut conn = app.db.read().await?;
    Ok(accounts::setup_link_lives(&mut conn, &token.hash(), app.clock.now()).await?)
}

/// Makes the first owner and uses the link up, both or neither.
pub async fn set_up(app: &App, token: &Token, typed: &TypedOwner) -> Done<AdminId> {
    let owner = parse(app, typed).await?;
    let mut tx = app.db.begin().await?;
    if !accounts::use_setup_link(&mut tx, &token.hash()).await? || accounts::active_owners(&mut tx).await? > 0 {
        return Err(OpError::NotFound);
    }
    let id = insert(&mut tx, &owner, &by_command()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Makes an owner from the command line of the machine the shop runs on.
pub async fn create(app: &App, typed: &TypedOwner) -> Done<AdminId> {
    let owner = parse(app, typed).await?;
    let mut tx = app.db.begin().await?;
    let id = insert(&mut tx, &owner, &by_command()).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert(tx: &mut Tx, owner: &Owner, by: &By) -> Done<AdminId> {
    let id = accounts::insert_admin(tx, &owner.name, &owner.username, "owner", &owner.hash).await?;
    let id = id.ok_or_else(|| OpError::field("username", Problem::Taken))?;
    let changes = Changes::none()
        .to("nama", owner.name.as_str())
        .to("username", owner.username.as_str())
        .to("peran", text::audit::role("owner"))
        .hidden("password", true);
    audit::note(tx, by, Act::Created, Object::from(id).named(owner.name.as_str()), changes).await?;
    Ok(id)
}

async fn parse(app: &App, typed: &TypedOwner) -> Done<Owner> {
    let mut checked = Checked::default();
    let name = checked.take("nama", PersonName::parse(&typed.name));
    let username = checked.take("username", Username::parse(&typed.username));
    check_password(&mut checked, &typed.username, &typed.password, &typed.password_again);
    match (name, username) {
        (Some(name), Some(username)) if checked.is_fine() => {
            let hash = app.passwords.hash(&typed.password).await;
            Ok(Owner { name, username, hash })
        }
        _ => Err(checked.refused()),
    }
}
