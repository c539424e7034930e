//! What people want to hear of, and the way out of mails (domain.md §10).

use std::sync::Arc;

use axum::{
    extract::{Path, State, rejection::PathRejection},
    response::{IntoResponse as _, Response},
};
use domain::{
    ids::CustomerId,
    notice::{Audience, Channel, Kind, Mailed},
};
use http::StatusCode;
use store::preferences::MuteRow;
use views::{customer::PreferencesPage, frame::Tone, parts::SwitchView, public::UnsubscribePage, text, urls};

use super::{
    ctx::{Customer, Guest},
    fault::Fault,
    posted::{Posted, Typed},
    reply::{self, Answer},
};
use crate::{app::App, mail, ops::preferences};

/// Every kind of an audience that has a switch, as it stands now.
pub fn switches(audience: Audience, off: &[MuteRow]) -> Vec<SwitchView> {
    let on = |kind: Kind, channel| {
        let is_off = off.iter().any(|row| (row.kind, row.channel) == (kind, channel));
        kind.has_switch(channel).then_some(!is_off)
    };
    let view = |kind| SwitchView { kind, app: on(kind, Channel::App), mail: on(kind, Channel::Mail) };
    let kinds = Kind::ALL.iter().copied().filter(|kind| kind.audience() == audience);
    kinds.map(view).filter(|view| view.app.is_some() || view.mail.is_some()).collect()
}

/// Whether a tick box of the form is ticked.
pub fn ticked(posted: &Posted, kind: Kind, channel: Channel) -> bool {
    posted.has(&SwitchView::field(kind, channel))
}

/// `/akun/notifikasi/`
pub async fn show(me: Customer) -> Answer {
    let mut conn = me.ctx.app.db.read().await?;
    let off = store::preferences::mutes(&mut conn, me.recipient()).await?;
    let row = store::preferences::reachable(&mut conn, me.me.id, Kind::Message).await?.ok_or(Fault::NotFound)?;
    let all = switches(Audience::Customer, &off);
    let (orders, shop) = all.into_iter().partition(|view| view.kind.mailed() == Mailed::Service);
    reply::ok(&PreferencesPage {
        frame: me.frame(),
        username: me.me.username.clone(),
        orders,
        shop,
        email: row.email,
        consent: row.agreed,
        refuses_profiling: row.refuses_profiling,
    })
}

/// POST `/akun/notifikasi/` (form `preferences`)
pub async fn save(me: Customer, Typed(posted): Typed) -> Answer {
    if !me.opened(&posted) {
        return Ok(me.ctx.go(urls::PREFERENCES, Tone::Bad, &text::somebody_elses(&me.me.name)));
    }
    preferences::save_mine(
        &me.ctx.app,
        me.me.id,
        (posted.has("setuju"), posted.has("tanpa_profil")),
        |kind, channel| ticked(&posted, kind, channel),
    )
    .await?;
    Ok(me.ctx.go(urls::PREFERENCES, Tone::Good, text::PREFERENCES_SAVED))
}

async fn whose(app: &App, path: Result<Path<String>, PathRejection>) -> Result<(CustomerId, String), Fault> {
    let Path(token) = path.map_err(|_| Fault::NotFound)?;
    let customer = mail::whose_way_out(app, &token).await?.ok_or(Fault::NotFound)?;
    Ok((customer, token))
}

/// The link of a mail. Looking at it ends nothing: mail programs look first.
pub async fn way_out(guest: Guest, path: Result<Path<String>, PathRejection>) -> Answer {
    let app = &guest.ctx.app;
    let (customer, token) = whose(app, path).await?;
    let row = store::preferences::reachable(&mut app.db.read().await?, customer, Kind::Message).await?;
    let row = row.ok_or(Fault::NotFound)?;
    reply::ok(&UnsubscribePage {
        frame: guest.frame(),
        action: urls::unsubscribe(&token),
        email: row.email.as_deref().map(views::format::masked_email).unwrap_or_default(),
        consents: row.agreed,
    })
}

/// POST of the link: the page's form, or one touch of a mail program, which follows no redirect (RFC 8058).
pub async fn leave(
    State(app): State<Arc<App>>,
    path: Result<Path<String>, PathRejection>,
    Typed(posted): Typed,
) -> Result<Response, Fault> {
    let (customer, token) = whose(&app, path).await?;
    preferences::end_consent(&app, customer).await?;
    if posted.has("List-Unsubscribe") {
        return Ok(StatusCode::OK.into_response());
    }
    Ok(reply::to(&urls::unsubscribe(&token)))
}
