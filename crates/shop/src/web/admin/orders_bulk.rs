//! Several orders of the desk done at once: each by its own step, once that was confirmed.

use axum::response::Response;
use domain::{
    ids::OrderId,
    order::{Event, Fulfilment, OrderState, Refusal},
};
use store::order_papers::{self, PaperRow};
use views::{
    admin::{Choice, ConfirmPage, Drivers},
    frame::Tone,
    text::{self, desk},
    urls,
};

use super::{
    bulk::{self, Outcome},
    order_steps::driver,
};
use crate::{
    ops::{
        OpError,
        steps::{self, Step},
    },
    web::{
        ctx::Admin,
        posted::Typed,
        reply::{self, Answer},
    },
};

/// POST `/admin/pesanan/massal/` (form `orders-bulk`): the same step for each of the chosen orders; what is refused is told with its reason.
pub async fn bulk(admin: Admin, Typed(posted): Typed) -> Answer {
    let back = bulk::list_of(&posted, urls::ADMIN_ORDERS);
    let chosen: Vec<OrderId> = bulk::chosen(posted.all("pesanan"));
    if chosen.is_empty() {
        return Ok(admin.ctx.go(&back, Tone::Note, text::admin::NO_ORDER_CHOSEN));
    }
    if !bulk::confirmed(&posted) {
        return ask(&admin, &chosen, back, posted.text("karyawan"), None).await;
    }
    let employee = match driver(&admin, posted.text("karyawan")).await {
        Ok(employee) => employee,
        // Somebody took the account away meanwhile: asked again, with the same orders.
        Err(OpError::Fields(_)) => return ask(&admin, &chosen, back, "", Some(desk::DRIVER_GONE)).await,
        Err(error) => return Err(error.into()),
    };
    let mut outcome = Outcome::default();
    for id in chosen {
        let step = Step { employee, ..Step::new(id, Event::Ship, admin.by()) };
        outcome.note(text::bulk::order(id), steps::advance(&admin.ctx.app, step).await);
        if outcome.stopped() {
            break;
        }
    }
    outcome.tell(&admin, &back, desk::shipped(outcome.done))
}

/// Customers are told that their goods come: that is asked before, with who drives and what cannot leave.
async fn ask(admin: &Admin, chosen: &[OrderId], back: String, driver: &str, problem: Option<&'static str>) -> Answer {
    let mut conn = admin.ctx.app.db.read().await?;
    let orders = order_papers::orders(&mut conn, chosen).await?;
    let employees = store::accounts::employees(&mut conn).await?;
    drop(conn);
    let row = |id: &OrderId| {
        let found = orders.iter().find(|order| order.id == *id && admin.sees(order.state));
        let words = found.map_or_else(
            || format!("{}: {}", text::bulk::order(*id), text::bulk::UNKNOWN),
            |order| text::bulk::leaving(*id, &order.customer_name, &order.address, stays(order).as_deref()),
        );
        (id.to_string(), words)
    };
    let drivers = employees.iter().filter(|employee| employee.deactivated_at.is_none());
    let drivers = drivers.map(|employee| Choice::new(employee.id, employee.name.as_str()));
    let drivers = Drivers { all: drivers.collect(), chosen: driver.to_owned(), problem };
    let page = ConfirmPage::orders(admin.frame(), chosen.iter().map(row).collect(), back, drivers);
    if problem.is_some() { reply::refused(&page) } else { bulk::ask(&page) }
}

/// Why the step will refuse this order, as far as can be told beforehand.
fn stays(order: &PaperRow) -> Option<String> {
    let refusal = if order.fulfilment == Fulfilment::Pickup {
        Refusal::NeedsDelivery
    } else if order.state != OrderState::Paid {
        Refusal::WrongState { from: order.state }
    } else if order.ongkir.is_none() {
        Refusal::OngkirFirst
    } else {
        return None;
    };
    Some(text::refusal_in_a_list(refusal))
}

/// GET of the form's address leads to the list.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_ORDERS)
}
