//! Sign-in, sign-out, the first owner and the own account of an admin (domain.md §11).

use axum::extract::{Path, rejection::PathRejection};
use axum::response::Response;
use store::sessions::Door;
use views::{
    admin::{AccountPage, LoginPage, SetupPage},
    form::FormState,
    frame::Tone,
    text, urls,
};

use super::{doors, parts::refuse, second_step};
use crate::{
    entropy::Token,
    ops::{
        accounts::{self, Entered},
        owner::{self, TypedOwner},
    },
    web::{
        ctx::{Admin, Ctx, Guest, Query},
        fault::Fault,
        posted::Typed,
        reply::{self, Answer},
    },
};

fn login_form(ctx: &Ctx, form: FormState, next: &str) -> LoginPage {
    LoginPage { frame: doors::frame(ctx), form, next: reply::next_path(next).unwrap_or_default().to_owned() }
}

pub async fn login_page(guest: Guest, query: Query) -> Answer {
    let (ctx, next) = (&guest.ctx, query.get("next"));
    if doors::is_inside(ctx, Door::Admin).await? {
        return Ok(doors::onward(next, urls::ADMIN_HOME));
    }
    reply::ok(&login_form(ctx, FormState::default(), next))
}

pub async fn login(guest: Guest, Typed(posted): Typed) -> Answer {
    let (ctx, next) = (&guest.ctx, posted.text("next"));
    match doors::enter(ctx, Door::Admin, "username", &posted).await {
        Ok(Entered::Inside(token)) => Ok(doors::give(ctx, Door::Admin, &token, doors::onward(next, urls::ADMIN_HOME))),
        Ok(Entered::CodeNext(half)) => Ok(second_step::onward(ctx, &half, next)),
        Err(error) => reply::refused(&login_form(ctx, refuse(posted.keep(&["username"]), error)?, next)),
    }
}

pub async fn logout_page() -> Response {
    reply::to(urls::ADMIN_HOME)
}

pub async fn logout(guest: Guest) -> Answer {
    doors::leave(&guest.ctx, Door::Admin, urls::ADMIN_LOGIN).await
}

/// The token of a one-time link that still works; otherwise there is no such page.
async fn living(ctx: &Ctx, path: Result<Path<String>, PathRejection>) -> Result<Token, Fault> {
    let Path(text) = path.map_err(|_| Fault::NotFound)?;
    let token = Token::from_browser(&text).ok_or(Fault::NotFound)?;
    if owner::link_lives(&ctx.app, &token).await? { Ok(token) } else { Err(Fault::NotFound) }
}

fn setup_form(ctx: &Ctx, token: &Token, form: FormState) -> SetupPage {
    SetupPage { frame: doors::frame(ctx), form, action: urls::admin_setup(token.as_str()) }
}

pub async fn setup_page(guest: Guest, path: Result<Path<String>, PathRejection>) -> Answer {
    let token = living(&guest.ctx, path).await?;
    reply::ok(&setup_form(&guest.ctx, &token, FormState::default()))
}

pub async fn setup(guest: Guest, path: Result<Path<String>, PathRejection>, Typed(posted): Typed) -> Answer {
    let ctx = &guest.ctx;
    let token = living(ctx, path).await?;
    let typed = TypedOwner {
        name: posted.owned("nama"),
        username: posted.owned("username"),
        password: posted.owned("password"),
        password_again: posted.owned("password_confirm"),
    };
    match owner::set_up(&ctx.app, &token, &typed).await {
        Ok(id) => {
            let session = accounts::open_first_session(&ctx.app, Door::Admin, id.get(), None).await?;
            let response = ctx.go(urls::ADMIN_HOME, Tone::Good, text::admin::SHOP_READY);
            Ok(doors::give(ctx, Door::Admin, &session, response))
        }
        Err(error) => reply::refused(&setup_form(ctx, &token, refuse(posted.keep_all(), error)?)),
    }
}

fn account_form(admin: &Admin, form: FormState) -> AccountPage {
    AccountPage { frame: admin.frame(), form, username: admin.username.clone(), kind: admin.kind }
}

pub async fn account(admin: Admin) -> Answer {
    reply::ok(&account_form(&admin, FormState::default()))
}

pub async fn change_password(admin: Admin, Typed(posted): Typed) -> Answer {
    match doors::change_password(&admin.ctx, &admin.by(), &posted).await {
        Ok(token) => {
            let response = admin.ctx.go(urls::ADMIN_ACCOUNT, Tone::Good, text::admin::PASSWORD_CHANGED);
            Ok(doors::give(&admin.ctx, Door::Admin, &token, response))
        }
        Err(error) => reply::refused(&account_form(&admin, refuse(FormState::default(), error)?)),
    }
}
