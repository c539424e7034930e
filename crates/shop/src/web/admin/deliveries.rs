//! The plan of a day: who drives what, in which order (domain.md §7), and what the office does about goods that did not arrive.

use axum::response::Response;
use domain::{
    ids::{EmployeeId, OrderId},
    order::{OrderState, Settlement},
    problem::Problem,
    time::ShopDay,
};
use store::deliveries as stored;
use views::{frame::Tone, text, urls};

use super::{bulk::Outcome, deliveries_view::draw, order::refused};
use crate::{
    ops::{OpError, deliveries},
    web::{
        admin::parts::address,
        ctx::{Admin, Ctx, Id, Query},
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// Highest number of a stop.
const MAX_STOP: i64 = 999;

/// Today in the shop.
pub fn today(ctx: &Ctx) -> ShopDay {
    ctx.snap.settings.zone.day_of(ctx.now)
}

/// Whoever asks for the address of a form goes to the plan.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_DELIVERIES)
}

/// The day of the page; today when none was asked for.
fn asked(ctx: &Ctx, typed: &str) -> ShopDay {
    ShopDay::parse(typed).unwrap_or_else(|_| today(ctx))
}

/// The plan's address of a day.
pub fn plan_of(ctx: &Ctx, day: ShopDay) -> String {
    let day = if day == today(ctx) { String::new() } else { day.to_string() };
    address(urls::ADMIN_DELIVERIES, &[("hari", &day)])
}

pub async fn show(admin: Admin, query: Query) -> Answer {
    let day = asked(&admin.ctx, query.get("hari"));
    reply::ok(&draw(&admin, day).await?)
}

fn chosen(posted: &Posted, field: &str) -> Vec<OrderId> {
    posted.all(field).iter().filter_map(|id| id.parse().ok()).collect()
}

/// The driver of a form: nobody in particular when empty.
fn driver(posted: &Posted) -> Result<Option<EmployeeId>, &'static str> {
    let typed = posted.text("karyawan").trim();
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| text::delivery::NO_DRIVER)
}

/// Chosen deliveries go to a driver on a day.
pub async fn assign(admin: Admin, Typed(posted): Typed) -> Answer {
    let ctx = &admin.ctx;
    let orders = chosen(&posted, "pesanan");
    let day = ShopDay::parse(posted.text("hari")).ok().filter(|day| *day >= today(ctx));
    let again = plan_of(ctx, day.unwrap_or_else(|| today(ctx)));
    let wrong = |words: &str| Ok(ctx.go(&again, Tone::Bad, words));
    if orders.is_empty() {
        return wrong(text::delivery::NOBODY_PICKED);
    }
    let Some(day) = day else { return wrong(text::delivery::NO_DAY) };
    let driver = match driver(&posted) {
        Ok(driver) => driver,
        Err(words) => return wrong(words),
    };
    match deliveries::assign(&ctx.app, &orders, driver, day, &admin.by()).await {
        Ok(0) => wrong(text::admin::ORDER_MOVED),
        Ok(count) => Ok(ctx.go(&again, Tone::Good, &text::delivery::planned(count))),
        Err(OpError::Fields(_)) => wrong(text::delivery::NO_DRIVER),
        Err(error) => Err(error.into()),
    }
}

/// The order of a tour, what is taken out of it, and the truck's departure.
pub async fn arrange(admin: Admin, Typed(posted): Typed) -> Answer {
    let ctx = &admin.ctx;
    let day = asked(ctx, posted.text("hari"));
    let again = plan_of(ctx, day);
    let mut stops = Vec::new();
    for order in chosen(&posted, "pesanan") {
        match posted.text(&format!("urutan_{order}")).trim() {
            "" => {}
            typed => match typed.parse().ok().filter(|stop| (1..=MAX_STOP).contains(stop)) {
                Some(stop) => stops.push((order, stop)),
                None => return Ok(ctx.go(&again, Tone::Bad, text::delivery::BAD_STOP)),
            },
        }
    }
    let out = chosen(&posted, "keluar");
    deliveries::arrange(&ctx.app, &stops, &out, &admin.by()).await?;
    if posted.text("aksi") != "berangkat" {
        return Ok(ctx.go(&again, Tone::Good, text::delivery::TOUR_SAVED));
    }
    let wanted: Vec<OrderId> = chosen(&posted, "pesanan").into_iter().filter(|order| !out.contains(order)).collect();
    let mut conn = ctx.app.db.read().await?;
    let rows = stored::plan(&mut conn, &day.to_string()).await?;
    drop(conn);
    let leaving: Vec<_> = rows
        .iter()
        .filter(|row| row.state == OrderState::Paid && wanted.contains(&row.id))
        .map(|row| (row.id, row.employee_id))
        .collect();
    let mut outcome = Outcome::default();
    for (order, came) in deliveries::depart(&ctx.app, &leaving, &admin.by()).await {
        outcome.note(text::bulk::order(order), came);
    }
    outcome.tell(&admin, &again, text::desk::shipped(outcome.done))
}

/// What the office does about goods that did not arrive.
pub async fn settle(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let settled = match posted.text("uang").parse::<Settlement>() {
        Ok(how) => deliveries::settle(&admin.ctx.app, id, how, &admin.by()).await,
        Err(_) => Err(OpError::field("uang", Problem::UnknownChoice)),
    };
    match settled {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_order(id), Tone::Good, text::delivery::SETTLED)),
        Err(error) => refused(&admin, id, "shortfall", &posted, error).await,
    }
}
