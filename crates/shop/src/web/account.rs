//! The customer's profile and password (domain.md §11).

use axum::response::Response;
use domain::money::Rupiah;
use store::{
    accounts::{self, CustomerRow},
    sessions::Door,
};
use views::{customer::AccountPage, form::FormState, format, frame::Tone, text, urls};

use super::{
    cookies,
    ctx::Customer,
    fault::Fault,
    parts,
    plain::plain,
    posted::{self, Typed},
    reply::{self, Adding as _, Answer},
};
use crate::ops::{
    OpError,
    accounts::{NewPassword, change_password as change},
    pricing::{self, Pricing},
    profile::{self, TypedProfile},
};

const FIELDS: [&str; 7] = ["nama_pelanggan", "alamat", "tanggal_lahir", "no_hp", "email", "setuju", "versi"];

/// `/akun/`
pub async fn show(me: Customer) -> Answer {
    reply::ok(&page(&me, None, FormState::default()).await?)
}

async fn page(me: &Customer, profile: Option<FormState>, password: FormState) -> Result<AccountPage, Fault> {
    let (snap, now) = (&me.ctx.snap, me.ctx.now);
    let settings = &snap.settings;
    let count = settings.discounts.favourites_count;
    let mut conn = me.ctx.app.db.read().await?;
    let row = accounts::customer(&mut conn, me.me.id).await?.ok_or(Fault::NotFound)?;
    let buyer = pricing::buyer_with_favourites(&mut conn, me.me.id, now, count).await?.ok_or(Fault::NotFound)?;
    drop(conn);
    let spent = Rupiah::new(row.bought).unwrap_or(Rupiah::MAX);
    Ok(AccountPage {
        frame: me.frame(),
        username: row.username.clone(),
        profile: profile.unwrap_or_else(|| stored(&row)),
        password,
        birth_date_settled: row.birth_corrections > 0,
        member_since: format::date(&settings.zone, row.created_at),
        orders: row.orders,
        spent,
        loyalty: parts::loyalty(settings, spent),
        gift: parts::gift(snap, &Pricing::of(&buyer, settings, now)),
        favourites: parts::named(snap, &buyer.favourites),
    })
}

fn stored(row: &CustomerRow) -> FormState {
    FormState::filled([
        ("nama_pelanggan", row.name.clone()),
        ("alamat", row.address.clone()),
        ("tanggal_lahir", row.birth_date.clone()),
        ("no_hp", super::orders::local_phone(&row.phone)),
        ("email", row.email.clone().unwrap_or_default()),
        ("setuju", if row.consent_at.is_some() { "ya".to_owned() } else { String::new() }),
        ("versi", row.version.to_string()),
    ])
}

/// The page with the present customer's own data, for a form somebody else opened in this browser.
async fn not_mine(me: &Customer) -> Answer {
    let mut page = page(me, None, FormState::default()).await?;
    page.profile.refuse_whole(text::somebody_elses(&me.me.name));
    reply::refused(&page)
}

/// POST `/akun/` (form `profile`)
pub async fn save(me: Customer, Typed(posted): Typed) -> Answer {
    if !me.opened(&posted) {
        return not_mine(&me).await;
    }
    let typed = TypedProfile {
        name: posted.owned("nama_pelanggan"),
        address: posted.owned("alamat"),
        birth_date: posted.owned("tanggal_lahir"),
        phone: posted.owned("no_hp"),
        email: posted.owned("email"),
        consent: posted.has("setuju"),
        version: posted.text("versi").parse().ok(),
    };
    match profile::change(&me.ctx.app, &me.ctx.snap.settings, me.me.id, &typed).await {
        Ok(()) => Ok(me.ctx.go(urls::ACCOUNT, Tone::Good, text::PROFILE_SAVED)),
        Err(OpError::Fields(problems)) => {
            let form = posted::refuse(posted.keep(&FIELDS), problems);
            reply::refused(&page(&me, Some(form), FormState::default()).await?)
        }
        Err(OpError::Stale) => {
            let latest = page(&me, None, FormState::default()).await?;
            let mut form = posted.keep(&FIELDS);
            let same = |field: &&str| plain(form.value(field)) == plain(latest.profile.value(field));
            if FIELDS.iter().filter(|field| **field != "versi").all(same) {
                // The same form sent twice.
                return Ok(me.ctx.go(urls::ACCOUNT, Tone::Good, text::PROFILE_SAVED));
            }
            form.refuse_whole(text::CHANGED_MEANWHILE);
            form.keep("versi", latest.profile.value("versi").to_owned());
            reply::refused(&AccountPage { profile: form, ..latest })
        }
        Err(error) => Err(error.into()),
    }
}

/// GET of the form's address leads to the account.
pub async fn back() -> Response {
    reply::to(urls::ACCOUNT)
}

/// POST `/akun/kata-sandi/` (form `password`): every other session of this customer ends.
pub async fn change_password(me: Customer, Typed(posted): Typed) -> Answer {
    if !me.opened(&posted) {
        return not_mine(&me).await;
    }
    let typed = NewPassword {
        old: posted.text("password_lama"),
        new: posted.text("password"),
        again: posted.text("password_confirm"),
    };
    match change(&me.ctx.app, &me.by(), &typed).await {
        Ok(token) => {
            let cookie = cookies::keep(cookies::of_door(Door::Customer), &token, me.ctx.app.secure);
            Ok(me.ctx.go(urls::ACCOUNT, Tone::Good, text::PASSWORD_CHANGED).cookie(cookie))
        }
        Err(OpError::Fields(problems)) => {
            let form = posted::refuse(FormState::default(), problems);
            reply::refused(&page(&me, None, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}
