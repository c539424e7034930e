//! Sign-in, sign-out and the own account of an employee (domain.md §11).

use axum::response::Response;
use store::sessions::Door;
use views::{
    employee::{AccountPage, LoginPage},
    form::FormState,
    frame::Tone,
    text, urls,
};

use crate::{
    ops::accounts::Entered,
    web::{
        admin::{doors, parts::refuse},
        ctx::{Ctx, Employee, Guest, Query},
        posted::Typed,
        reply::{self, Answer},
    },
};

fn login_form(ctx: &Ctx, form: FormState, next: &str) -> LoginPage {
    LoginPage { frame: doors::frame(ctx), form, next: reply::next_path(next).unwrap_or_default().to_owned() }
}

pub async fn login_page(guest: Guest, query: Query) -> Answer {
    let (ctx, next) = (&guest.ctx, query.get("next"));
    if doors::is_inside(ctx, Door::Employee).await? {
        return Ok(doors::onward(next, urls::EMPLOYEE_DASHBOARD));
    }
    reply::ok(&login_form(ctx, FormState::default(), next))
}

pub async fn login(guest: Guest, Typed(posted): Typed) -> Answer {
    let (ctx, next) = (&guest.ctx, posted.text("next"));
    match doors::enter(ctx, Door::Employee, "email", &posted).await {
        Ok(Entered::Inside(token) | Entered::CodeNext(token)) => {
            Ok(doors::give(ctx, Door::Employee, &token, doors::onward(next, urls::EMPLOYEE_DASHBOARD)))
        }
        Err(error) => reply::refused(&login_form(ctx, refuse(posted.keep(&["email"]), error)?, next)),
    }
}

pub async fn logout_page() -> Response {
    reply::to(urls::EMPLOYEE_DASHBOARD)
}

pub async fn logout(guest: Guest) -> Answer {
    doors::leave(&guest.ctx, Door::Employee, urls::EMPLOYEE_LOGIN).await
}

fn account_form(me: &Employee, form: FormState) -> AccountPage {
    AccountPage { frame: me.frame(), form, name: me.name.clone(), email: me.email.clone() }
}

pub async fn account(me: Employee) -> Answer {
    reply::ok(&account_form(&me, FormState::default()))
}

pub async fn change_password(me: Employee, Typed(posted): Typed) -> Answer {
    match doors::change_password(&me.ctx, &me.by(), &posted).await {
        Ok(token) => {
            let response = me.ctx.go(urls::EMPLOYEE_ACCOUNT, Tone::Good, text::admin::PASSWORD_CHANGED);
            Ok(doors::give(&me.ctx, Door::Employee, &token, response))
        }
        Err(error) => reply::refused(&account_form(&me, refuse(FormState::default(), error)?)),
    }
}
