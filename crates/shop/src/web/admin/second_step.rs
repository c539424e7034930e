//! The second step of an admin's sign-in: the code after the password, and switching it on and off (domain.md §11).

use axum::response::Response;
use domain::ids::AdminId;
use http::{HeaderValue, header};
use store::sessions::Door;
use views::{
    admin::{LoginCodePage, QrView, RecoveryCodesPage, TotpPage, TotpView},
    form::FormState,
    frame::Tone,
    text::access as words,
    urls,
};

use super::{
    doors,
    parts::{address, refuse},
};
use crate::{
    entropy::Token,
    ops::{
        OpError,
        second_step::{self as verbs, Standing},
    },
    web::{
        cookies,
        ctx::{Admin, Ctx, Guest, Id, Query},
        posted::Typed,
        reply::{self, Adding as _, Answer},
    },
};

/// After the right password: to the page that asks for the code, with the token of the state between.
pub fn onward(ctx: &Ctx, half: &Token, next: &str) -> Response {
    let next = reply::next_path(next).unwrap_or_default();
    let page = reply::to(&address(urls::ADMIN_LOGIN_CODE, &[("next", next)]));
    page.cookie(cookies::keep_briefly_for(cookies::HALF, half.as_str(), verbs::MINUTES * 60, ctx.app.secure))
}

fn code_form(ctx: &Ctx, form: FormState, next: &str, recovery: bool) -> LoginCodePage {
    let next = reply::next_path(next).unwrap_or_default().to_owned();
    let other = address(urls::ADMIN_LOGIN_CODE, &[("cadangan", if recovery { "" } else { "ya" }), ("next", &next)]);
    LoginCodePage { frame: doors::frame(ctx), form, next, recovery, other }
}

/// Whoever is not between the steps begins with the password.
fn again(ctx: &Ctx, next: &str) -> Response {
    let next = reply::next_path(next).unwrap_or_default();
    ctx.go(&address(urls::ADMIN_LOGIN, &[("next", next)]), Tone::Note, words::PASSWORD_AGAIN)
}

pub async fn code_page(guest: Guest, query: Query) -> Answer {
    let (ctx, next) = (&guest.ctx, query.get("next"));
    let half = cookies::token(&ctx.headers, cookies::HALF);
    match half {
        Some(half) if verbs::is_between(&ctx.app, &half).await? => {
            reply::ok(&code_form(ctx, FormState::default(), next, query.get("cadangan") == "ya"))
        }
        _ if doors::is_inside(ctx, Door::Admin).await? => Ok(doors::onward(next, urls::ADMIN_HOME)),
        _ => Ok(again(ctx, next)),
    }
}

pub async fn code(guest: Guest, Typed(posted): Typed) -> Answer {
    let (ctx, next) = (&guest.ctx, posted.text("next"));
    let Some(half) = cookies::token(&ctx.headers, cookies::HALF) else { return Ok(again(ctx, next)) };
    let replaces = cookies::token(&ctx.headers, cookies::of_door(Door::Admin));
    match verbs::finish(&ctx.app, &half, posted.text("kode"), replaces.as_ref()).await {
        Ok(token) => {
            let response = doors::give(ctx, Door::Admin, &token, doors::onward(next, urls::ADMIN_HOME));
            Ok(response.cookie(cookies::forget(cookies::HALF, ctx.app.secure)))
        }
        Err(OpError::NotFound) => Ok(again(ctx, next)),
        Err(error) => {
            let form = refuse(FormState::default(), error)?;
            reply::refused(&code_form(ctx, form, next, posted.text("cadangan") == "ya"))
        }
    }
}

async fn page(admin: &Admin, form: FormState, password_form: FormState) -> Result<TotpPage, OpError> {
    let view = match verbs::standing(&admin.ctx.app, admin.id).await? {
        Standing::Off => TotpView::Off,
        Standing::On { codes_left } => TotpView::On { codes_left },
        Standing::Waiting(secret) => {
            let address = secret.address(&admin.ctx.snap.settings.shop.name, &admin.username);
            TotpView::Waiting { qr: drawn(&address), secret: secret.text() }
        }
    };
    Ok(TotpPage { frame: admin.frame(), view, form, password_form, username: admin.username.clone() })
}

/// The QR code of a text; nothing when it does not fit, for then the secret can still be typed.
fn drawn(text: &str) -> Option<QrView> {
    let code = qrcode::QrCode::new(text.as_bytes()).ok()?;
    let dark: Vec<bool> = code.to_colors().into_iter().map(|colour| colour == qrcode::Color::Dark).collect();
    Some(QrView::new(code.width(), &dark))
}

/// A page with a secret is kept by no cache.
fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

pub async fn show(admin: Admin) -> Answer {
    Ok(unkept(reply::ok(&page(&admin, FormState::default(), FormState::default()).await?)?))
}

pub async fn back() -> Response {
    reply::to(urls::ADMIN_TOTP)
}

pub async fn begin(admin: Admin) -> Answer {
    verbs::begin(&admin.ctx.app, &admin.by()).await?;
    Ok(reply::to(urls::ADMIN_TOTP))
}

/// The codes are told in the answer itself: they stand nowhere else, and never again.
fn told(admin: &Admin, codes: Vec<String>) -> Answer {
    Ok(unkept(reply::ok(&RecoveryCodesPage { frame: admin.frame(), codes })?))
}

pub async fn confirm(admin: Admin, Typed(posted): Typed) -> Answer {
    match verbs::confirm(&admin.ctx.app, &admin.by(), posted.text("kode")).await {
        Ok(codes) => told(&admin, codes),
        Err(OpError::Stale) => Ok(reply::to(urls::ADMIN_TOTP)),
        Err(error) => {
            let form = refuse(FormState::default(), error)?;
            Ok(unkept(reply::refused(&page(&admin, form, FormState::default()).await?)?))
        }
    }
}

pub async fn renew(admin: Admin, Typed(posted): Typed) -> Answer {
    match verbs::renew(&admin.ctx.app, &admin.by(), posted.text("password_lama")).await {
        Ok(codes) => told(&admin, codes),
        Err(OpError::Stale) => Ok(reply::to(urls::ADMIN_TOTP)),
        Err(error) => {
            let form = refuse(FormState::default(), error)?;
            reply::refused(&page(&admin, form, FormState::default()).await?)
        }
    }
}

pub async fn off(admin: Admin, Typed(posted): Typed) -> Answer {
    match verbs::off(&admin.ctx.app, &admin.by(), posted.text("password_lama")).await {
        Ok(()) => Ok(admin.ctx.go(urls::ADMIN_TOTP, Tone::Good, words::TOTP_OFF)),
        Err(error) => {
            let form = refuse(FormState::default(), error)?;
            reply::refused(&page(&admin, FormState::default(), form).await?)
        }
    }
}

/// GET of an owner's form leads to the admin.
pub async fn back_to_admin(Id(id): Id<AdminId>) -> Response {
    reply::to(&urls::admin_admin(id))
}

pub async fn reset(admin: Admin, Id(id): Id<AdminId>) -> Answer {
    let was_on = verbs::reset(&admin.ctx.app, id, &admin.by()).await?;
    let (tone, said) = if was_on { (Tone::Good, words::TOTP_RESET) } else { (Tone::Note, words::TOTP_WAS_OFF) };
    Ok(admin.ctx.go(&urls::admin_admin(id), tone, said))
}
