//! The first page of the office: what waits, today's figures (domain.md §12).

use domain::order::{OrderState, ProofState};
use store::order_pages::{self, AttentionRow, OrderListRow};
use views::{
    admin::{Attention, DashboardPage, LowStockRow, OrderRow, Today},
    text,
};

use super::{orders::near, parts::order_row, products::is_low};
use crate::web::{
    ctx::{Admin, Ctx},
    reply::{self, Answer},
};

const MAX_LOW: usize = 8;
const MAX_LATEST: usize = 8;
const MAX_PROOFS: usize = 5;

pub async fn show(admin: Admin) -> Answer {
    let ctx = &admin.ctx;
    let zone = &ctx.snap.settings.zone;
    let today = zone.day_of(ctx.now);
    let mut conn = ctx.app.db.read().await?;
    let day = (zone.start_of(today), zone.end_of(today));
    let figures = order_pages::attention(&mut conn, day, near(ctx), &today.to_string()).await?;
    let orders = order_pages::for_dashboard(&mut conn).await?;
    drop(conn);
    reply::ok(&DashboardPage {
        frame: admin.frame(),
        alarms: super::jobs::short_alarms(figures.worker_seen_at, figures.oldest_job.as_deref(), ctx.now),
        attention: attention(&figures),
        today: Today {
            day: text::admin::day(zone, ctx.now),
            placed: figures.placed,
            revenue: figures.revenue,
            completed: figures.completed,
            customers: figures.customers,
        },
        proofs: proofs(ctx, &orders),
        latest: orders.into_iter().take(MAX_LATEST).map(|row| order_row(ctx, row)).collect(),
        low_stock: low_stock(ctx),
    })
}

fn attention(row: &AttentionRow) -> Attention {
    Attention {
        proofs: row.proofs,
        to_ship: row.to_ship,
        to_collect: row.to_collect,
        ongkir: row.ongkir,
        late: row.late,
        on_the_way: row.on_the_way,
        feedback: row.feedback,
        follow_ups: row.follow_ups,
    }
}

/// The oldest orders whose proof waits, oldest first; the rows come newest first.
fn proofs(ctx: &Ctx, rows: &[OrderListRow]) -> Vec<OrderRow> {
    let waits = |row: &&OrderListRow| row.state == OrderState::Placed && row.proof_state == ProofState::Waiting;
    rows.iter().rev().filter(waits).take(MAX_PROOFS).map(|row| order_row(ctx, row.clone())).collect()
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
