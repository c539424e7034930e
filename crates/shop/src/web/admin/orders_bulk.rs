//! Several orders of the desk done at once: each by its own step.

use axum::response::Response;
use domain::{ids::OrderId, order::Event};
use views::{
    frame::Tone,
    text::{self, desk},
    urls,
};

use super::{
    bulk::{self, Outcome},
    order_steps::driver,
    parts::address,
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
    let back = address(urls::ADMIN_ORDERS, &[("perlu", posted.text("perlu"))]);
    let chosen: Vec<OrderId> = bulk::chosen(posted.all("pesanan"));
    if chosen.is_empty() {
        return Ok(admin.ctx.go(&back, Tone::Note, text::admin::NO_ORDER_CHOSEN));
    }
    let employee = match driver(&admin, posted.text("karyawan")).await {
        Ok(employee) => employee,
        Err(OpError::Fields(problems)) => {
            let words: Vec<String> = problems.iter().map(|(_, problem)| text::problem(problem)).collect();
            return Ok(admin.ctx.go(&back, Tone::Bad, &words.join(" ")));
        }
        Err(error) => return Err(error.into()),
    };
    let mut outcome = Outcome::default();
    for id in chosen {
        let step = Step { employee, ..Step::new(id, Event::Ship, admin.by()) };
        outcome.note(text::bulk::order(id), steps::advance(&admin.ctx.app, step).await)?;
    }
    Ok(outcome.tell(&admin, &back, desk::shipped(outcome.done)))
}

/// GET of the form's address leads to the list.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_ORDERS)
}
