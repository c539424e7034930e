//! The customer's own data as a file, and the end of the account (domain.md §11, docs/decisions/0020).

use axum::response::{IntoResponse as _, Response};
use domain::{
    ids::OrderId,
    order::{self, Actor, Event, OrderFacts},
};
use http::{HeaderValue, header};
use store::{
    erasure::{self, OpenOrder},
    sessions::Door,
};
use views::{
    customer::AccountDeletePage,
    form::FormState,
    frame::Tone,
    text::{self, account as words},
    urls,
};

use super::{
    cookies,
    ctx::Customer,
    fault::Fault,
    posted::{self, Typed},
    reply::{self, Adding as _, Answer},
};
use crate::ops::{
    OpError,
    erasure::{Gone, delete_mine},
    own_data,
};

/// `/akun/data.json`
pub async fn download(me: Customer) -> Answer {
    let settings = &me.ctx.snap.settings;
    let document = own_data::document(&me.ctx.app, &settings.shop.name, me.me.id).await?;
    let name = format!("data-{}-{}.json", me.me.username, settings.zone.day_of(me.ctx.now));
    let disposition =
        HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(|_| Fault::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store, private")),
    ];
    Ok((headers, format!("{document:#}\n")).into_response())
}

/// Orders that keep somebody, each with why.
pub fn open_orders(orders: &[OpenOrder]) -> Vec<(OrderId, String)> {
    orders.iter().map(|order| (order.id, words::open_order(order.state))).collect()
}

/// The same for their customer, with what they can do about each.
fn open_of_mine(orders: &[OpenOrder]) -> Vec<(OrderId, String)> {
    let may_cancel = |order: &OpenOrder| {
        let facts = OrderFacts {
            state: order.state,
            fulfilment: order.fulfilment,
            proof: order.proof_state,
            deadline_passed: false,
            nothing_to_transfer: false,
        };
        order::can(facts, Event::Cancel, Actor::Customer)
    };
    orders.iter().map(|order| (order.id, words::open_order_of_mine(order.state, may_cancel(order)))).collect()
}

async fn page(me: &Customer, form: FormState) -> Result<AccountDeletePage, Fault> {
    let open = erasure::open_orders(&mut me.ctx.app.db.read().await?, me.me.id).await?;
    Ok(AccountDeletePage { frame: me.frame(), username: me.me.username.clone(), form, open: open_of_mine(&open) })
}

/// `/akun/hapus/`
pub async fn ask(me: Customer) -> Answer {
    reply::ok(&page(&me, FormState::default()).await?)
}

/// POST `/akun/hapus/` (form `account-delete`)
pub async fn delete(me: Customer, Typed(posted): Typed) -> Answer {
    let mut form = FormState::default();
    if !me.opened(&posted) {
        form.refuse_whole(text::somebody_elses(&me.me.name));
        return reply::refused(&page(&me, form).await?);
    }
    match delete_mine(&me.ctx.app, me.me.id, posted.text("password_lama")).await {
        Ok(Gone::Done) => Ok(left(&me)),
        // The page says which.
        Ok(Gone::Open(_)) => reply::refused(&page(&me, form).await?),
        Err(OpError::Fields(problems)) => reply::refused(&page(&me, posted::refuse(form, problems)).await?),
        Err(error) => Err(error.into()),
    }
}

/// Nothing is left behind in this browser either.
fn left(me: &Customer) -> Response {
    let secure = me.ctx.app.secure;
    let answer = me.ctx.go(urls::HOME, Tone::Good, words::DELETED);
    answer
        .cookie(cookies::forget(cookies::of_door(Door::Customer), secure))
        .cookie(cookies::forget(cookies::CART, secure))
}
