//! Registration, sign-in and sign-out of customers (domain.md §11).

use axum::response::Response;
use domain::problem::Problem;
use store::sessions::Door;
use views::{
    form::FormState,
    frame::Tone,
    public::{LoginPage, RegisterPage},
    text, urls,
};

use super::{
    cookies,
    ctx::{Ctx, Guest, Query},
    posted::{self, Posted, Typed},
    reply::{self, Adding as _, Answer},
};
use crate::{
    entropy::Token,
    ops::{
        OpError,
        accounts::{self, Registration, SignIn},
    },
};

/// Where to go after a sign-in.
fn next_or(next: &str, otherwise: &str) -> String {
    reply::next_path(next).unwrap_or(otherwise).to_owned()
}

/// `/register/`
pub async fn register_page(guest: Guest, query: Query) -> Answer {
    if guest.customer.is_some() {
        return Ok(reply::to(urls::DASHBOARD));
    }
    let next = next_or(query.get("next"), "");
    reply::ok(&RegisterPage { frame: guest.frame(), form: FormState::default(), next })
}

fn typed(posted: &Posted) -> Registration {
    Registration {
        username: posted.owned("username"),
        name: posted.owned("nama_pelanggan"),
        address: posted.owned("alamat"),
        birth_date: posted.owned("tanggal_lahir"),
        phone: posted.owned("no_hp"),
        email: posted.owned("email"),
        password: posted.owned("password"),
        password_again: posted.owned("password_confirm"),
        consent: posted.has("setuju"),
    }
}

/// POST `/register/`: registers and signs in.
pub async fn register(guest: Guest, Typed(posted): Typed) -> Answer {
    let ctx = &guest.ctx;
    let next = next_or(posted.text("next"), "");
    let again = |form| RegisterPage { frame: guest.frame(), form, next: next.clone() };
    if let Some(wait_seconds) = ctx.app.limits.registrations.wait(&ctx.from, ctx.now) {
        let problem = Problem::TooManyTries { wait_seconds };
        return reply::refused(&again(posted::refuse(posted.keep_all(), [("", problem)])));
    }
    match accounts::register(&ctx.app, &ctx.snap.settings, &typed(&posted)).await {
        Ok(id) => {
            ctx.app.limits.registrations.failed(&ctx.from, ctx.now);
            let token = accounts::open_first_session(&ctx.app, Door::Customer, id.get(), ctx.visitor_cart()).await?;
            Ok(welcome(ctx, &token, &next_or(&next, urls::DASHBOARD)).flash(
                Tone::Good,
                text::WELCOME_NEW,
                ctx.app.secure,
            ))
        }
        Err(OpError::Fields(problems)) => {
            // Names and addresses that are taken are not to be found out by the thousand.
            if problems.iter().any(|(_, problem)| *problem == Problem::Taken) {
                ctx.app.limits.registrations.failed(&ctx.from, ctx.now);
            }
            reply::refused(&again(posted::refuse(posted.keep_all(), problems)))
        }
        Err(error) => Err(error.into()),
    }
}

/// `/login/`
pub async fn login_page(guest: Guest, query: Query) -> Answer {
    let next = next_or(query.get("next"), "");
    if guest.customer.is_some() {
        return Ok(reply::to(&next_or(&next, urls::DASHBOARD)));
    }
    reply::ok(&LoginPage { frame: guest.frame(), form: FormState::default(), next })
}

/// POST `/login/`
pub async fn login(guest: Guest, Typed(posted): Typed) -> Answer {
    let ctx = &guest.ctx;
    let next = next_or(posted.text("next"), "");
    let sign_in = SignIn {
        door: Door::Customer,
        login: posted.text("username"),
        password: posted.text("password"),
        from: &ctx.from,
        cart: ctx.visitor_cart(),
        replaces: cookies::token(&ctx.headers, cookies::of_door(Door::Customer)),
    };
    match accounts::sign_in(&ctx.app, &sign_in).await {
        Ok(token) => Ok(welcome(ctx, &token, &next_or(&next, urls::DASHBOARD))),
        Err(OpError::Fields(problems)) => {
            let form = posted::refuse(posted.keep_all(), problems);
            reply::refused(&LoginPage { frame: guest.frame(), form, next })
        }
        Err(error) => Err(error.into()),
    }
}

/// The session's cookie; the visitor's cart has been merged and is forgotten.
fn welcome(ctx: &Ctx, token: &Token, to: &str) -> Response {
    let secure = ctx.app.secure;
    reply::to(to)
        .cookie(cookies::keep(cookies::of_door(Door::Customer), token, secure))
        .cookie(cookies::forget(cookies::CART, secure))
}

/// GET `/logout/`: only a form signs out; an old bookmark leads to the account, where the button is.
pub async fn logout_page(guest: Guest) -> Response {
    reply::to(if guest.customer.is_some() { urls::ACCOUNT } else { urls::HOME })
}

/// POST `/logout/`: nothing is left behind for the next person.
pub async fn logout(guest: Guest) -> Answer {
    let ctx = &guest.ctx;
    let name = cookies::of_door(Door::Customer);
    if let Some(token) = cookies::token(&ctx.headers, name) {
        accounts::sign_out(&ctx.app, &token).await?;
    }
    let secure = ctx.app.secure;
    let answer = ctx.go(urls::HOME, Tone::Good, text::SIGNED_OUT);
    Ok(answer.cookie(cookies::forget(name, secure)).cookie(cookies::forget(cookies::CART, secure)))
}
