//! Several orders of the desk done at once: each by its own step.

use axum::response::Response;
use domain::{
    ids::{EmployeeId, OrderId},
    order::Event,
};
use views::{
    frame::Tone,
    text::{self, desk},
    urls,
};

use super::{
    order_steps::driver,
    parts::{PAGE_SIZE, address},
};
use crate::{
    ops::{
        OpError,
        steps::{self, Step},
    },
    web::{
        ctx::Admin,
        fault::Fault,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// POST `/admin/pesanan/massal/` (form `orders-bulk`): the same step for each of the chosen orders; what is refused is told with its reason.
pub async fn bulk(admin: Admin, Typed(posted): Typed) -> Answer {
    let back = address(urls::ADMIN_ORDERS, &[("perlu", posted.text("perlu"))]);
    let chosen = chosen(&posted);
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
    let (done, refused) = ship(&admin, &chosen, employee).await?;
    let tone = match (done, refused.len()) {
        (_, 0) => Tone::Good,
        (0, _) => Tone::Bad,
        _ => Tone::Note,
    };
    Ok(admin.ctx.go(&back, tone, &desk::shipped(done, &refused)))
}

/// GET of the form's address leads to the list.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_ORDERS)
}

/// The ticked orders, each once; never more than a page of them.
fn chosen(posted: &Posted) -> Vec<OrderId> {
    let mut ids: Vec<OrderId> = posted.all("pesanan").iter().filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX));
    ids
}

/// Each order by the operation that ships one; how many went, and why the others did not.
async fn ship(
    admin: &Admin,
    chosen: &[OrderId],
    employee: Option<EmployeeId>,
) -> Result<(usize, Vec<(OrderId, String)>), Fault> {
    let (mut done, mut refused) = (0, Vec::new());
    for id in chosen {
        let step = Step { employee, ..Step::new(*id, Event::Ship, admin.by()) };
        let why = match steps::advance(&admin.ctx.app, step).await {
            Ok(_) => {
                done += 1;
                continue;
            }
            Err(OpError::Refused(refusal)) => text::refusal_in_a_list(refusal),
            Err(OpError::Missing(missing)) => text::missing(missing).to_owned(),
            Err(OpError::Stale) => text::admin::ORDER_MOVED_SHORT.to_owned(),
            Err(OpError::NotFound) => text::admin::ORDER_UNKNOWN.to_owned(),
            Err(error) => return Err(error.into()),
        };
        refused.push((*id, why));
    }
    Ok((done, refused))
}
