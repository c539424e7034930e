//! Reports about goods: best sellers, revenue by month and category, the value of the yard.

use domain::{
    money::{Rupiah, line_gross},
    quantity::Quantity,
    report::{Grain, share},
};
use store::{
    places::Page,
    report_orders::{self, SpanSums},
    report_sales::{self, CategorySums, SoldRow, YardRow},
};
use views::{
    report::{Cell, Report, Row},
    text::{self, report::names},
    urls,
};

use super::{
    asked::Filters,
    parts::{category, cut, figure, largest, over_time, revenue_figure, spans, sum},
};
use crate::web::{ctx::Ctx, fault::Fault};

pub async fn best_sellers(ctx: &Ctx, filters: &Filters, page: Page) -> Result<Report, Fault> {
    let mut conn = ctx.app.db.read().await?;
    let sold = report_sales::sold(&mut conn, filters.span).await?;
    drop(conn);
    let whole: Rupiah = sold.iter().map(|row| row.revenue).sum();
    let mut rows: Vec<SoldRow> = sold.into_iter().filter(|row| filters.wants(&row.name, row.category_id)).collect();
    if filters.by_quantity {
        rows.sort_by_key(|row| (std::cmp::Reverse(row.quantity), row.id));
    }
    let revenue: Rupiah = rows.iter().map(|row| row.revenue).sum();
    let mut by_revenue: Vec<&SoldRow> = rows.iter().collect();
    by_revenue.sort_by_key(|row| (std::cmp::Reverse(row.revenue), row.id));
    let things = by_revenue.into_iter().map(|row| (row.name.as_str(), row.revenue));
    let chart = largest(names::TOP_PRODUCTS, (names::PRODUCT, names::REVENUE), things);
    let (empty, total) = (Cell::Empty, rows.len() as i64);
    let part = share(revenue.get(), whole.get());
    Ok(Report {
        kind: filters.kind,
        filters: filters.words.clone(),
        figures: vec![revenue_figure(revenue), figure(names::PRODUCTS, Cell::Count(total))],
        columns: filters.kind.columns(),
        rows: cut(rows, page).into_iter().map(|row| product(row, whole)).collect(),
        // Quantities of different units have no sum, and an order with two products stands in two rows.
        sums: vec![
            empty.clone(),
            empty.clone(),
            empty.clone(),
            empty.clone(),
            empty,
            Cell::Money(revenue),
            Cell::Percent(part),
        ],
        total,
        chart: Some(chart),
    })
}

fn product(row: SoldRow, whole: Rupiah) -> Row {
    Row::to(
        urls::admin_product(row.id),
        vec![
            Cell::Text(row.name),
            category(row.category),
            Cell::Quantity(row.quantity),
            Cell::Text(row.unit),
            Cell::Count(row.orders),
            Cell::Money(row.revenue),
            Cell::Percent(share(row.revenue.get(), whole.get())),
        ],
    )
}

pub async fn revenue(ctx: &Ctx, filters: &Filters, page: Page) -> Result<Report, Fault> {
    let months = filters.range.months();
    // A range of centuries is no report by months: its steps are years, or the whole.
    let (grain, steps) = if months.len() <= MOST_MONTHS { (Grain::Month, months) } else { filters.range.steps() };
    let spans = spans(&ctx.snap.settings.zone, &steps);
    let mut conn = ctx.app.db.read().await?;
    let sums = report_orders::span_sums(&mut conn, &filters.orders(), &spans).await?;
    let parts = report_sales::by_category(&mut conn, &spans).await?;
    drop(conn);
    let whole = sum(&sums, |span| span.revenue);
    let counting = sums.iter().map(|span| span.counting).sum();
    let mut rows = Vec::new();
    for (span, step) in sums.iter().zip(&steps) {
        let (_, name) = text::report::step(grain, *step);
        rows.extend(month(&name, span, &parts, whole));
    }
    Ok(Report {
        kind: filters.kind,
        filters: filters.words.clone(),
        figures: vec![
            revenue_figure(whole),
            figure(names::COUNTING, Cell::Count(counting)),
            figure(names::ONGKIR, Cell::Money(sum(&sums, |span| span.counting_ongkir))),
        ],
        columns: filters.kind.columns(),
        total: rows.len() as i64,
        rows: cut(rows, page),
        sums: vec![
            Cell::Empty,
            Cell::Empty,
            Cell::Count(counting),
            Cell::Money(whole),
            Cell::Percent(share(whole.get(), whole.get())),
        ],
        chart: Some(over_time(names::REVENUE, grain, &steps, sums.iter().map(|span| span.revenue))),
    })
}

/// Months shown one by one; more are told by years.
const MOST_MONTHS: usize = 120;

/// The rows of one month: its categories, or one row of nothing.
fn month(name: &str, span: &SpanSums, parts: &[CategorySums], whole: Rupiah) -> Vec<Row> {
    let row = |category, orders, revenue: Rupiah| {
        let part = Cell::Percent(share(revenue.get(), whole.get()));
        Row::new(vec![Cell::text(name), category, Cell::Count(orders), Cell::Money(revenue), part])
    };
    let rows: Vec<Row> = parts
        .iter()
        .filter(|part| part.place == span.place)
        .map(|part| row(category(part.category.clone()), part.orders, part.revenue))
        .collect();
    if rows.is_empty() { vec![row(Cell::text(text::report::NO_SALES), 0, Rupiah::ZERO)] } else { rows }
}

pub async fn stock(ctx: &Ctx, filters: &Filters, page: Page) -> Result<Report, Fault> {
    let mut conn = ctx.app.db.read().await?;
    let yard = report_sales::yard(&mut conn).await?;
    drop(conn);
    let mut rows: Vec<YardRow> = yard.into_iter().filter(|row| filters.wants(&row.name, row.category_id)).collect();
    let value: Rupiah = rows.iter().map(|row| worth(row.price, row.on_hand)).sum();
    let reserved: Rupiah = rows.iter().map(|row| worth(row.price, row.reserved)).sum();
    rows.sort_by_key(|row| (std::cmp::Reverse(worth(row.price, row.on_hand)), row.id));
    let things = rows.iter().map(|row| (row.name.as_str(), worth(row.price, row.on_hand)));
    let chart = largest(names::TOP_STOCK, (names::PRODUCT, names::VALUE), things);
    let mut sums = vec![Cell::Empty; 6];
    sums.extend([Cell::Money(value), Cell::Money(reserved)]);
    let total = rows.len() as i64;
    Ok(Report {
        kind: filters.kind,
        filters: filters.words.clone(),
        figures: vec![
            figure(names::VALUE, Cell::Money(value)),
            figure(names::RESERVED_VALUE, Cell::Money(reserved)),
            figure(names::PRODUCTS, Cell::Count(total)),
        ],
        columns: filters.kind.columns(),
        rows: cut(rows, page).into_iter().map(yard_row).collect(),
        sums,
        total,
        chart: Some(chart),
    })
}

/// Price now × quantity, rounded like a line of an order.
fn worth(price: Rupiah, quantity: Quantity) -> Rupiah {
    line_gross(price, quantity).unwrap_or(Rupiah::MAX)
}

fn yard_row(row: YardRow) -> Row {
    Row::to(
        urls::admin_product(row.id),
        vec![
            Cell::Text(row.name),
            category(row.category),
            Cell::Quantity(row.on_hand),
            Cell::Quantity(row.reserved),
            Cell::Text(row.unit),
            Cell::Money(row.price),
            Cell::Money(worth(row.price, row.on_hand)),
            Cell::Money(worth(row.price, row.reserved)),
        ],
    )
}
