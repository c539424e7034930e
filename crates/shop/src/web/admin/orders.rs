//! The desk of the office: piles of orders, with search and filters (domain.md §12).

use domain::{
    ids::CustomerId,
    order::{OrderState, Work},
    rights::Deed,
};
use store::{
    order_list::{self, OrderFilter, Sort, States},
    order_queue::{self, DeskRow, Limits},
    places::Page,
};
use views::{
    admin::{Beside, DeskTab, OrdersPage},
    text::desk,
    urls,
};

use super::parts::{Days, PAGE_SIZE, address, beyond, counted_to, order_row};
use crate::web::{
    ctx::{Admin, Ctx, Query},
    reply::{self, Answer},
};

/// Hours after which goods on the truck are late.
const LATE_ON_THE_ROAD: i64 = 24;
/// In the address of all orders.
const ALL: &str = "semua";

/// The filters as typed, with what they mean.
struct Asked {
    q: String,
    state: Option<OrderState>,
    /// `perlu` as typed; empty: what is to be done, when there is something.
    need: String,
    sort: String,
    days: Days,
    customer: Option<CustomerId>,
    /// Whether orders that are not paid are theirs to see.
    all: bool,
}

impl Asked {
    /// What an admin asks for and may see: the warehouse finds what is paid, in each of its states.
    fn read(admin: &Admin, query: &Query) -> Self {
        let ctx = &admin.ctx;
        let zone = &ctx.snap.settings.zone;
        let days = Days::read(zone, query.get("tanggal_transaksi__gte"), query.get("tanggal_transaksi__lte"));
        let state = query.get("status_transaksi").parse().ok().filter(|state| admin.sees(*state));
        let hidden = |work| !pile_is_for(admin, work);
        let need = if desk::work(query.get("perlu")).is_some_and(hidden) { ALL } else { query.get("perlu") };
        let sort = ["baru", "lama", "besar"].into_iter().find(|code| *code == query.get("urut")).unwrap_or_default();
        Self {
            q: query.get("q").trim().to_owned(),
            state,
            need: need.to_owned(),
            sort: sort.into(),
            days,
            customer: query.get("pelanggan").parse().ok(),
            all: admin.may(Deed::SeeAllOrders),
        }
    }

    /// Whether anything is looked for beside a pile.
    fn narrowed(&self) -> bool {
        let days = !(self.days.typed_from.is_empty() && self.days.typed_until.is_empty());
        !self.q.is_empty() || self.state.is_some() || days || self.customer.is_some()
    }

    /// The pile that is shown: the one asked for; without a word what is to be done, when there is something and nothing else is looked for.
    fn work(&self, desk: &DeskRow) -> Option<Work> {
        match self.need.as_str() {
            "" if !self.narrowed() => {
                let first: &[Work] = if self.all { &[Work::Queue] } else { &[Work::Ship, Work::Collect] };
                first.iter().copied().find(|work| desk.count(*work) > 0)
            }
            asked => desk::work(asked),
        }
    }

    /// The list's address with another pile.
    fn address(&self, work: Option<Work>) -> String {
        let days = &self.days;
        let customer = self.customer.map(|id| id.to_string()).unwrap_or_default();
        let filters = [
            ("perlu", work.map_or(ALL, desk::work_code)),
            ("status_transaksi", self.state.map_or("", OrderState::code)),
            ("pelanggan", customer.as_str()),
            ("q", self.q.as_str()),
            ("tanggal_transaksi__gte", days.typed_from.as_str()),
            ("tanggal_transaksi__lte", days.typed_until.as_str()),
            ("urut", self.sort.as_str()),
        ];
        address(urls::ADMIN_ORDERS, &filters)
    }

    /// What a search in a pile would find beyond it: else it would seem to say that there is no such order.
    fn beside(&self) -> OrderFilter {
        let searched = !self.q.is_empty() && desk::work(&self.need).is_some();
        if searched { self.filter(None) } else { OrderFilter::default() }
    }

    fn filter(&self, work: Option<Work>) -> OrderFilter {
        let sort = match (self.sort.as_str(), work) {
            // What waited longest comes first.
            ("lama", _) | ("", Some(_)) => Sort::Oldest,
            ("besar", _) => Sort::Dearest,
            _ => Sort::Newest,
        };
        OrderFilter {
            work,
            states: match self.state {
                Some(state) => States::One(state),
                None if self.all => States::All,
                None => States::PaidOn,
            },
            search: Some(self.q.clone()),
            from: self.days.from,
            before: self.days.before,
            customer: self.customer,
            sort,
        }
    }
}

/// From when on something is late or near.
pub fn limits(ctx: &Ctx) -> Limits {
    let days = i64::from(ctx.snap.settings.shipping.late_after_days);
    Limits { paid: ctx.now.plus_hours(-24 * days), shipped: ctx.now.plus_hours(-LATE_ON_THE_ROAD), near: near(ctx) }
}

/// Deadlines up to this instant are near: the first reminder has gone out (domain.md §6).
pub fn near(ctx: &Ctx) -> domain::time::UtcMillis {
    let hours = ctx.snap.settings.payment.reminder_hours.iter().max().copied().unwrap_or_default();
    ctx.now.plus_hours(i64::from(hours))
}

pub async fn list(admin: Admin, query: Query) -> Answer {
    let (ctx, page) = (&admin.ctx, query.page());
    let asked = Asked::read(&admin, &query);
    let mut conn = ctx.app.db.read().await?;
    let desk = order_queue::desk(&mut conn, limits(ctx), &asked.beside()).await?;
    let work = asked.work(&desk);
    let filter = asked.filter(work);
    let rows = order_list::list(&mut conn, &filter, limits(ctx), Page::number(page, PAGE_SIZE)).await?;
    drop(conn);
    let base = asked.address(work);
    if let Some(first) = beyond(page, rows.len(), &base) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.total);
    let beside = work
        .filter(|_| !asked.q.is_empty())
        .map(|_| Beside { others: desk.found.saturating_sub(total), address: asked.address(None) });
    let sort = if asked.sort.is_empty() { if work.is_some() { "lama" } else { "baru" } } else { &asked.sort };
    reply::ok(&OrdersPage {
        frame: admin.frame(),
        tabs: tabs(&admin, &asked, &desk, work),
        work,
        beside,
        late_days: ctx.snap.settings.shipping.late_after_days,
        sort: sort.to_owned(),
        q: asked.q,
        from: asked.days.typed_from,
        until: asked.days.typed_until,
        state: asked.state.map_or("", OrderState::code).to_owned(),
        states: OrderState::ALL.iter().copied().filter(|state| admin.sees(*state)).collect(),
        customer: asked.customer.map(|id| (id, rows.first().map(|row| row.customer_name.clone()).unwrap_or_default())),
        problem: asked.days.problem,
        rows: rows.into_iter().map(|row| order_row(ctx, row)).collect(),
        paging: counted_to(order_list::counted_to(&filter), page, total, base),
    })
}

/// Whether a pile holds nothing but orders this admin may see.
fn pile_is_for(admin: &Admin, work: Work) -> bool {
    let paid = matches!(work, Work::Ship | Work::Collect | Work::Late | Work::Failed | Work::Road);
    paid || admin.may(Deed::SeeAllOrders)
}

/// Every pile of this admin with its number, and all orders at the end.
fn tabs(admin: &Admin, asked: &Asked, desk: &DeskRow, shown: Option<Work>) -> Vec<DeskTab> {
    let tab = |work: Option<Work>| DeskTab {
        work,
        count: work.map(|work| desk.count(work)),
        address: asked.address(work),
        current: work == shown,
    };
    let shown = |work: &Option<Work>| work.is_none_or(|work| pile_is_for(admin, work));
    Work::ALL.iter().copied().map(Some).chain([None]).filter(shown).map(tab).collect()
}
