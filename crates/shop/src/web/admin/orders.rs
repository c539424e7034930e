//! List of orders with state tabs, search and filters (domain.md §12).

use domain::{
    ids::CustomerId,
    order::{Fulfilment, OrderState, ProofState},
};
use store::{
    order_pages::{self, OrderFilter, StateCount},
    places::Page,
};
use views::{
    admin::{OrdersPage, StateTab},
    urls,
};

use super::parts::{Days, PAGE_SIZE, address, beyond, order_row, paging};
use crate::web::{
    ctx::{Admin, Ctx, Query},
    reply::{self, Answer},
};

/// The filters as typed, with what they mean.
struct Asked {
    q: String,
    state: Option<OrderState>,
    need: String,
    days: Days,
    customer: Option<CustomerId>,
}

impl Asked {
    fn read(ctx: &Ctx, query: &Query) -> Self {
        let zone = &ctx.snap.settings.zone;
        let days = Days::read(zone, query.get("tanggal_transaksi__gte"), query.get("tanggal_transaksi__lte"));
        let state = query.get("status_transaksi").parse().ok();
        Self {
            q: query.get("q").trim().to_owned(),
            state,
            need: query.get("perlu").to_owned(),
            days,
            customer: query.get("pelanggan").parse().ok(),
        }
    }

    fn filter(&self, ctx: &Ctx) -> OrderFilter {
        let filter = OrderFilter {
            state: self.state,
            search: Some(self.q.clone()),
            from: self.days.from,
            before: self.days.before,
            customer: self.customer,
            ..OrderFilter::default()
        };
        needing(ctx, filter, &self.need)
    }

    /// The list's address with another state.
    fn address(&self, state: Option<OrderState>, need: &str) -> String {
        let days = &self.days;
        let state = state.map_or("", OrderState::code);
        let customer = self.customer.map(|id| id.to_string()).unwrap_or_default();
        let filters = [
            ("status_transaksi", state),
            ("perlu", need),
            ("pelanggan", customer.as_str()),
            ("q", self.q.as_str()),
            ("tanggal_transaksi__gte", days.typed_from.as_str()),
            ("tanggal_transaksi__lte", days.typed_until.as_str()),
        ];
        address(urls::ADMIN_ORDERS, &filters)
    }
}

/// Narrows a list to what waits for the office: the counts of the dashboard lead here.
fn needing(ctx: &Ctx, filter: OrderFilter, need: &str) -> OrderFilter {
    let paid = |fulfilment| (Some(OrderState::Paid), Some(fulfilment));
    match need {
        "bukti" => OrderFilter { state: Some(OrderState::Placed), proof: Some(ProofState::Waiting), ..filter },
        "kirim" | "ambil" => {
            let (state, fulfilment) = paid(if need == "kirim" { Fulfilment::Delivery } else { Fulfilment::Pickup });
            OrderFilter { state, fulfilment, ..filter }
        }
        "ongkir" => OrderFilter { ongkir_missing: true, ..filter },
        "terlambat" => OrderFilter { due_until: Some(near(ctx)), ..filter },
        _ => filter,
    }
}

/// Deadlines up to this instant are near: the first reminder has gone out (domain.md §6).
pub fn near(ctx: &Ctx) -> domain::time::UtcMillis {
    let hours = ctx.snap.settings.payment.reminder_hours.iter().max().copied().unwrap_or_default();
    ctx.now.plus_hours(i64::from(hours))
}

pub async fn list(admin: Admin, query: Query) -> Answer {
    let (ctx, page) = (&admin.ctx, query.page());
    let asked = Asked::read(ctx, &query);
    let filter = asked.filter(ctx);
    let mut conn = ctx.app.db.read().await?;
    let rows = order_pages::for_admin(&mut conn, &filter, Page::number(page, PAGE_SIZE)).await?;
    let counts = order_pages::state_counts(&mut conn, &filter).await?;
    drop(conn);
    let base = asked.address(asked.state, &asked.need);
    if let Some(first) = beyond(page, rows.len(), &base) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.total);
    reply::ok(&OrdersPage {
        frame: admin.frame(),
        tabs: tabs(&asked, &counts),
        q: asked.q,
        from: asked.days.typed_from,
        until: asked.days.typed_until,
        state: asked.state.map_or("", OrderState::code).to_owned(),
        need: asked.need,
        customer: asked.customer.map(|id| (id, rows.first().map(|row| row.customer_name.clone()).unwrap_or_default())),
        problem: asked.days.problem,
        rows: rows.into_iter().map(|row| order_row(ctx, row)).collect(),
        paging: paging(page, total, base),
    })
}

/// All orders and each state, with their numbers under the present search and dates.
fn tabs(asked: &Asked, counts: &[StateCount]) -> Vec<StateTab> {
    let count = |state: Option<OrderState>| {
        let wanted = counts.iter().filter(|count| state.is_none_or(|state| state == count.state));
        wanted.map(|count| count.count).sum::<i64>()
    };
    let tab = |state| StateTab {
        state,
        count: count(state),
        address: asked.address(state, ""),
        current: asked.need.is_empty() && asked.state == state,
    };
    std::iter::once(None).chain(OrderState::ALL.iter().copied().map(Some)).map(tab).collect()
}
