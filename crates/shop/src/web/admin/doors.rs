//! The doors of office and drivers: sign-in, sign-out, own password (domain.md §11). One way for both, so that neither differs by accident.

use axum::response::Response;
use store::{places::By, sessions::Door};
use views::{
    frame::{Frame, Tone, Viewer},
    text,
};

use crate::{
    entropy::Token,
    ops::{
        Done,
        accounts::{self, Entered, NewPassword, SignIn},
    },
    web::{
        cookies,
        ctx::{Counts, Ctx},
        fault::Fault,
        posted::Posted,
        reply::{self, Adding as _, Answer},
    },
};

/// The page around a door: nobody is looking yet.
pub fn frame(ctx: &Ctx) -> Frame {
    ctx.frame(Viewer::Visitor, Counts::default())
}

/// Whether somebody is already inside.
pub async fn is_inside(ctx: &Ctx, door: Door) -> Result<bool, Fault> {
    Ok(ctx.person(door).await?.is_some())
}

/// Where to go after sign-in: to the page that was asked for, else to the first one.
pub fn onward(next: &str, home: &str) -> Response {
    reply::to(reply::next_path(next).unwrap_or(home))
}

/// Signs in with what was typed in `field` and `password`.
pub async fn enter(ctx: &Ctx, door: Door, field: &str, posted: &Posted) -> Done<Entered> {
    let sign_in = SignIn {
        door,
        login: posted.text(field),
        password: posted.text("password"),
        from: &ctx.from,
        cart: None,
        replaces: cookies::token(&ctx.headers, cookies::of_door(door)),
    };
    accounts::enter(&ctx.app, &sign_in).await
}

/// Gives the browser the cookie of a new session.
pub fn give(ctx: &Ctx, door: Door, token: &Token, response: Response) -> Response {
    response.cookie(cookies::keep(cookies::of_door(door), token, ctx.app.secure))
}

/// Ends the session of this browser and makes it forget the cookie.
pub async fn leave(ctx: &Ctx, door: Door, to: &str) -> Answer {
    let cookie = cookies::of_door(door);
    if let Some(token) = cookies::token(&ctx.headers, cookie) {
        accounts::sign_out(&ctx.app, &token).await?;
    }
    let response = ctx.go(to, Tone::Good, text::admin::SIGNED_OUT);
    Ok(response.cookie(cookies::forget(cookie, ctx.app.secure)))
}

/// Changes the own password; the session that goes on is a new one.
pub async fn change_password(ctx: &Ctx, by: &By, posted: &Posted) -> Done<Token> {
    let typed = NewPassword {
        old: posted.text("password_lama"),
        new: posted.text("password"),
        again: posted.text("password_confirm"),
    };
    accounts::change_password(&ctx.app, by, &typed).await
}
