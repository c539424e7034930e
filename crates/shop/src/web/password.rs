//! The way to a new password by mail (domain.md §11).

use axum::extract::{Path, rejection::PathRejection};
use http::StatusCode;
use views::{
    form::FormState,
    frame::Tone,
    public::{PasswordForgotPage, PasswordLinkDeadPage, PasswordResetPage},
    text, urls,
};

use super::{
    ctx::Guest,
    posted::{self, Typed},
    reply::{self, Answer},
};
use crate::{
    entropy::Token,
    ops::{OpError, reset},
};

/// `/lupa-kata-sandi/`
pub async fn forgot_page(guest: Guest) -> Answer {
    reply::ok(&PasswordForgotPage { frame: guest.frame(), form: FormState::default() })
}

/// POST `/lupa-kata-sandi/` (form `password-forgot`): one answer for all names.
pub async fn forgot(guest: Guest, Typed(posted): Typed) -> Answer {
    let ctx = &guest.ctx;
    match reset::ask(&ctx.app, posted.text("username"), &ctx.from).await {
        Ok(()) => Ok(ctx.go(urls::PASSWORD_FORGOT, Tone::Good, text::RESET_ASKED)),
        Err(OpError::Fields(problems)) => {
            let form = posted::refuse(posted.keep(&["username"]), problems);
            reply::refused(&PasswordForgotPage { frame: guest.frame(), form })
        }
        Err(error) => Err(error.into()),
    }
}

fn dead(guest: &Guest) -> Answer {
    reply::page(StatusCode::NOT_FOUND, &PasswordLinkDeadPage { frame: guest.frame() })
}

fn token(path: Result<Path<String>, PathRejection>) -> Option<Token> {
    path.ok().and_then(|Path(text)| Token::from_browser(&text))
}

fn form(guest: &Guest, token: &Token, username: String, form: FormState) -> PasswordResetPage {
    PasswordResetPage { frame: guest.frame(), form, username, action: urls::password_reset(token.as_str()) }
}

/// The link of the mail. Looking at it does not use it up: mail programs look first.
pub async fn reset_page(guest: Guest, path: Result<Path<String>, PathRejection>) -> Answer {
    let Some(token) = token(path) else { return dead(&guest) };
    match reset::whose(&guest.ctx.app, &token).await? {
        Some(person) => reply::ok(&form(&guest, &token, person.username, FormState::default())),
        None => dead(&guest),
    }
}

/// POST of the link (form `password-reset`): the new password; every session of this customer ends.
pub async fn reset(guest: Guest, path: Result<Path<String>, PathRejection>, Typed(posted): Typed) -> Answer {
    let Some(token) = token(path) else { return dead(&guest) };
    let ctx = &guest.ctx;
    let Some(person) = reset::whose(&ctx.app, &token).await? else { return dead(&guest) };
    match reset::set(&ctx.app, &token, &person, (posted.text("password"), posted.text("password_confirm"))).await {
        Ok(()) => Ok(ctx.go(urls::LOGIN, Tone::Good, text::PASSWORD_SET)),
        Err(OpError::Fields(problems)) => {
            reply::refused(&form(&guest, &token, person.username, posted::refuse(FormState::default(), problems)))
        }
        Err(OpError::NotFound) => dead(&guest),
        Err(error) => Err(error.into()),
    }
}
