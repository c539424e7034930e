//! The first page of the office: what waits, today's figures, six months (domain.md §12).

use domain::{
    order::{OrderState, ProofState},
    report::Range,
    rights::Deed,
    time::ShopDay,
};
use store::{
    board::{self, BoardRow},
    order_pages::OrderListRow,
    report_orders::Span,
};
use views::{
    admin::{Attention, BestCustomer, DashboardPage, LowStockRow, OrderRow, Today},
    chart::{Bar, Chart, Shape},
    text,
};

use super::{orders::near, parts::order_row, products::is_low};
use crate::web::{
    ctx::{Admin, Ctx},
    reply::{self, Answer},
};

const MAX_LOW: usize = 8;
const MAX_ORDERS: usize = 5;
/// Calendar months of the chart, the present one is the last.
const MONTHS: usize = 6;

pub async fn show(admin: Admin) -> Answer {
    let ctx = &admin.ctx;
    let zone = &ctx.snap.settings.zone;
    let today = zone.day_of(ctx.now);
    let day = Span { from: zone.start_of(today), before: zone.end_of(today) };
    let months = months(today);
    // Each month ends where the next begins.
    let starts = std::array::from_fn(|at| zone.start_of(months[0].first().plus_months(at as i32)));
    let mut conn = ctx.app.db.read().await?;
    let board = board::figures(&mut conn, day, near(ctx), &starts, &today.to_string()).await?;
    let mut orders = board::orders(&mut conn).await?;
    drop(conn);
    orders.retain(|order| admin.sees(order.state));
    let jobs = admin.may(Deed::SeeJobs);
    let Some(figures) = board.first() else { return Err(crate::web::fault::Fault::NotFound) };
    reply::ok(&DashboardPage {
        frame: admin.frame(),
        alarms: if jobs {
            super::jobs::short_alarms(figures.worker_seen_at, figures.oldest_job.as_deref(), ctx.now)
        } else {
            Vec::new()
        },
        attention: attention(&admin, figures),
        today: Today {
            day: text::admin::day(zone, ctx.now),
            placed: figures.placed,
            revenue: figures.revenue,
            completed: figures.completed,
            customers: figures.customers,
        },
        months: chart(&months, figures),
        best: if admin.may(Deed::Reports) { best(&board) } else { Vec::new() },
        proofs: proofs(ctx, &orders),
        paid: first(ctx, orders.iter().filter(|row| row.state.counts_as_revenue())),
        latest: first(ctx, orders.iter()),
        low_stock: low_stock(ctx),
    })
}

fn months(today: ShopDay) -> [Range; MONTHS] {
    let first = today.first_of_month();
    std::array::from_fn(|at| Range::month_of(first.plus_months(at as i32 + 1 - MONTHS as i32)))
}

fn chart(months: &[Range; MONTHS], figures: &BoardRow) -> Chart {
    let bar = |(month, revenue): (&Range, domain::money::Rupiah)| {
        let (label, name) = text::report::step(domain::report::Grain::Month, *month);
        Bar { label, name, value: revenue.get(), words: revenue.to_string() }
    };
    Chart {
        title: text::report::SIX_MONTHS.to_owned(),
        of: text::report::names::MONTH,
        what: text::report::names::REVENUE,
        shape: Shape::Time,
        bars: months.iter().zip(figures.months()).map(bar).collect(),
    }
}

fn best(board: &[BoardRow]) -> Vec<BestCustomer> {
    let known = |row: &BoardRow| {
        Some(BestCustomer {
            id: row.best_id?,
            name: row.best_name.clone()?,
            orders: row.best_orders?,
            spent: row.best_spent?,
        })
    };
    board.iter().filter_map(known).collect()
}

/// What waits, as far as it is this admin's.
fn attention(admin: &Admin, row: &BoardRow) -> Attention {
    let all = |count: i64| if admin.may(Deed::SeeAllOrders) { count } else { 0 };
    Attention {
        proofs: all(row.proofs),
        to_ship: row.to_ship,
        to_collect: row.to_collect,
        ongkir: all(row.ongkir),
        late: all(row.late),
        failed: row.failed,
        on_the_way: row.on_the_way,
        feedback: all(row.feedback),
        follow_ups: all(row.follow_ups),
    }
}

/// The first few rows, which come newest first.
fn first<'r>(ctx: &Ctx, rows: impl Iterator<Item = &'r OrderListRow>) -> Vec<OrderRow> {
    rows.take(MAX_ORDERS).map(|row| order_row(ctx, row.clone())).collect()
}

/// The oldest orders whose proof waits, oldest first; the rows come newest first.
fn proofs(ctx: &Ctx, rows: &[OrderListRow]) -> Vec<OrderRow> {
    let waits = |row: &&OrderListRow| row.state == OrderState::Placed && row.proof_state == ProofState::Waiting;
    first(ctx, rows.iter().rev().filter(waits))
}

fn low_stock(ctx: &Ctx) -> Vec<LowStockRow> {
    let mut low: Vec<_> = ctx.snap.on_sale().filter(|product| is_low(ctx, product)).collect();
    low.sort_by_key(|product| (product.available(), product.row.id));
    let row = |product: &crate::snapshot::Product| LowStockRow {
        product: product.row.id,
        name: product.row.name.clone(),
        unit: product.row.unit.clone(),
        available: product.available(),
    };
    low.into_iter().take(MAX_LOW).map(row).collect()
}
