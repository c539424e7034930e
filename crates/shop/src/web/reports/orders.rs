//! Reports with a row for each order: transactions, and the orders that brought no money.

use domain::{money::Rupiah, quantity::Quantity};
use store::{
    places::Page,
    report_orders::{self, LINE_END, LostRow, OrderLineRow, PART_END, SpanSums},
};
use views::{
    report::{Cell, Report, Row},
    text::{self, report::names},
    urls,
};

use super::{
    asked::Filters,
    parts::{figure, over_time, revenue_figure, spans, sum},
};
use crate::web::{ctx::Ctx, fault::Fault};

pub async fn transactions(ctx: &Ctx, filters: &Filters, page: Page) -> Result<Report, Fault> {
    let (grain, steps) = filters.range.steps();
    let asked = filters.orders();
    let mut conn = ctx.app.db.read().await?;
    let sums = report_orders::span_sums(&mut conn, &asked, &spans(&ctx.snap.settings.zone, &steps)).await?;
    let rows = report_orders::orders(&mut conn, &asked, page).await?;
    drop(conn);
    let total: i64 = sums.iter().map(|span| span.orders).sum();
    let revenue = sum(&sums, |span| span.revenue);
    let counting = sums.iter().map(|span| span.counting).sum();
    let mut cells = vec![Cell::Empty; 5];
    cells.extend([
        Cell::Money(sum(&sums, |span| span.gross)),
        Cell::Money(sum(&sums, |span| span.discount)),
        Cell::Money(sum(&sums, |span| span.goods)),
        Cell::Money(sum(&sums, |span| span.ongkir)),
        Cell::Money(sum(&sums, due)),
        Cell::Money(revenue),
    ]);
    Ok(Report {
        kind: filters.kind,
        filters: filters.words.clone(),
        figures: vec![
            revenue_figure(revenue),
            figure(names::COUNTING, Cell::Count(counting)),
            figure(names::ONGKIR, Cell::Money(sum(&sums, |span| span.counting_ongkir))),
            figure(names::ORDERS, Cell::Count(total)),
        ],
        columns: filters.kind.columns(),
        rows: rows.into_iter().map(|row| transaction(ctx, row)).collect(),
        sums: cells,
        total,
        chart: Some(over_time(names::REVENUE, grain, &steps, sums.iter().map(|span| span.revenue))),
    })
}

fn due(span: &SpanSums) -> Rupiah {
    span.goods.saturating_add(span.ongkir).saturating_add(span.codes)
}

fn transaction(ctx: &Ctx, row: OrderLineRow) -> Row {
    let total = row.goods_total.saturating_add(row.ongkir.unwrap_or_default()).saturating_add(row.unique_code);
    let revenue = if row.state.counts_as_revenue() { row.goods_total } else { Rupiah::ZERO };
    Row::to(
        urls::admin_order(row.id),
        vec![
            Cell::Text(format!("#{}", row.id)),
            Cell::Day(ctx.snap.settings.zone.day_of(row.placed_at)),
            Cell::Text(row.customer_name),
            Cell::Text(goods(row.lines.as_deref().unwrap_or_default())),
            Cell::text(text::state(row.state)),
            Cell::Money(row.gross),
            Cell::Money(row.discount),
            Cell::Money(row.goods_total),
            row.ongkir.into(),
            Cell::Money(total),
            Cell::Money(revenue),
        ],
    )
}

/// `Roster Wajik 20 biji, Paving 2,5 m²`
fn goods(lines: &str) -> String {
    let line = |line: &str| {
        let mut parts = line.split(PART_END);
        let name = parts.next().unwrap_or_default();
        let quantity = parts.next().and_then(|digits| digits.parse().ok());
        let quantity =
            quantity.and_then(|thousandths| Quantity::from_thousandths(thousandths).ok()).unwrap_or_default();
        format!("{name} {quantity} {}", parts.next().unwrap_or_default())
    };
    lines.split(LINE_END).filter(|line| !line.is_empty()).map(line).collect::<Vec<_>>().join(", ")
}

pub async fn without_money(ctx: &Ctx, filters: &Filters, page: Page) -> Result<Report, Fault> {
    let (grain, steps) = filters.range.steps();
    let asked = filters.orders();
    let mut conn = ctx.app.db.read().await?;
    let sums = report_orders::span_sums(&mut conn, &asked, &spans(&ctx.snap.settings.zone, &steps)).await?;
    let rows = report_orders::without_money(&mut conn, &asked, page).await?;
    drop(conn);
    let total: i64 = sums.iter().map(|span| span.orders).sum();
    let value = sum(&sums, |span| span.goods);
    let mut cells = vec![Cell::Empty; filters.kind.columns().len()];
    cells[4] = Cell::Money(value);
    Ok(Report {
        kind: filters.kind,
        filters: filters.words.clone(),
        figures: vec![figure(names::VALUE, Cell::Money(value)), figure(names::ORDERS, Cell::Count(total))],
        columns: filters.kind.columns(),
        rows: rows.into_iter().map(|row| lost(ctx, row)).collect(),
        sums: cells,
        total,
        chart: Some(over_time(names::VALUE, grain, &steps, sums.iter().map(|span| span.goods))),
    })
}

fn lost(ctx: &Ctx, row: LostRow) -> Row {
    let zone = &ctx.snap.settings.zone;
    let day = |at: Option<_>| at.map_or(Cell::Empty, |at| Cell::Day(zone.day_of(at)));
    let reason = row.reason.filter(|reason| !reason.trim().is_empty());
    Row::to(
        urls::admin_order(row.id),
        vec![
            Cell::Text(format!("#{}", row.id)),
            Cell::Day(zone.day_of(row.placed_at)),
            Cell::Text(row.customer_name),
            Cell::text(text::state(row.state)),
            Cell::Money(row.goods_total),
            day(row.pay_deadline),
            day(row.ended_at),
            row.ended_by.map_or(Cell::Empty, Cell::Text),
            Cell::Text(reason.unwrap_or_else(|| text::report::waiting_reason(row.state, row.proof_state).to_owned())),
        ],
    )
}
