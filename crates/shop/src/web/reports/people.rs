//! Reports about customers, and about what they were given.

use domain::{ids::DiscountId, money::Rupiah, report::share};
use store::{
    places::Page,
    report_sales::{self, BuyerRow, GivenRow},
};
use views::{
    report::{Cell, Report, Row},
    text::report::{discount_kind, discount_name, names},
    urls,
};

use super::{
    asked::Filters,
    parts::{cut, figure, largest},
};
use crate::web::{admin::order_view::phone, ctx::Ctx, fault::Fault};

pub async fn customers(ctx: &Ctx, filters: &Filters, page: Page) -> Result<Report, Fault> {
    let mut conn = ctx.app.db.read().await?;
    let rows = report_sales::buyers(&mut conn, filters.span, &filters.customer, page).await?;
    drop(conn);
    let (total, orders, spent) =
        rows.first().map_or((0, 0, Rupiah::ZERO), |row| (row.total, row.all_orders, row.all_spent));
    // The largest stand on the first page.
    let chart = (page.skip == 0).then(|| {
        let things = rows.iter().map(|row| (row.name.as_str(), row.spent));
        largest(names::TOP_CUSTOMERS, (names::CUSTOMER, names::SPENT), things)
    });
    Ok(Report {
        kind: filters.kind,
        filters: filters.words.clone(),
        figures: vec![
            figure(names::SPENT, Cell::Money(spent)),
            figure(names::CUSTOMERS, Cell::Count(total)),
            figure(names::ORDERS, Cell::Count(orders)),
        ],
        columns: filters.kind.columns(),
        rows: rows.into_iter().map(|row| buyer(ctx, row)).collect(),
        sums: vec![Cell::Empty, Cell::Empty, Cell::Count(orders), Cell::Money(spent), Cell::Empty],
        total,
        chart,
    })
}

fn buyer(ctx: &Ctx, row: BuyerRow) -> Row {
    Row::to(
        urls::admin_customer(row.id),
        vec![
            Cell::Text(row.name),
            Cell::Text(phone(&row.phone).0),
            Cell::Count(row.orders),
            Cell::Money(row.spent),
            Cell::Day(ctx.snap.settings.zone.day_of(row.last_at)),
        ],
    )
}

pub async fn discounts(ctx: &Ctx, filters: &Filters, page: Page) -> Result<Report, Fault> {
    let mut conn = ctx.app.db.read().await?;
    let given = report_sales::given(&mut conn, filters.span).await?;
    drop(conn);
    let whole: Rupiah = given.iter().map(|row| row.amount).sum();
    let named: Vec<(String, GivenRow)> = given
        .into_iter()
        .map(|row| (discount_name(&row.kind, row.discount_id.map(DiscountId::get), &row.message), row))
        .collect();
    let things = named.iter().map(|(name, row)| (name.as_str(), row.amount));
    let chart = largest(names::TOP_DISCOUNTS, (names::DISCOUNT_NAME, names::VALUE), things);
    let total = named.len() as i64;
    Ok(Report {
        kind: filters.kind,
        filters: filters.words.clone(),
        figures: vec![figure(names::VALUE, Cell::Money(whole)), figure(names::DISCOUNT, Cell::Count(total))],
        columns: filters.kind.columns(),
        rows: cut(named, page).into_iter().map(|(name, row)| discount(name, &row, whole)).collect(),
        // An order with two discounts stands in two rows.
        sums: vec![
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Money(whole),
            Cell::Percent(share(whole.get(), whole.get())),
        ],
        total,
        chart: Some(chart),
    })
}

fn discount(name: String, row: &GivenRow, whole: Rupiah) -> Row {
    let cells = vec![
        Cell::Text(name),
        Cell::text(discount_kind(&row.kind)),
        row.percent.map_or(Cell::Empty, |percent| Cell::Percent(percent.get() * 100)),
        Cell::Count(row.orders),
        Cell::Money(row.amount),
        Cell::Percent(share(row.amount.get(), whole.get())),
    ];
    match row.discount_id {
        Some(id) => Row::to(urls::admin_discount(id), cells),
        None => Row::new(cells),
    }
}
