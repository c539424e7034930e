//! Customers, as the office sees them (domain.md §12).

use axum::response::Response;
use domain::{ids::CustomerId, loyalty, time::ShopDay};
use store::{
    order_pages::{self, OrderFilter, OrderListRow},
    people_pages::{self, CustomerFavouriteRow, CustomerListRow, CustomerSort},
    places::Page,
};
use views::{
    admin::{CustomerPage, CustomerRow, CustomersPage},
    form::FormState,
    format,
    frame::Tone,
    parts::Paging,
    text, urls,
};

use super::{
    order_view::phone,
    parts::{PAGE_SIZE, address, beyond, order_row, paging, refuse},
};
use crate::{
    ops::profile,
    web::{
        ctx::{Admin, Ctx, Id, Query},
        fault::Fault,
        posted::Typed,
        reply::{self, Answer},
    },
};

pub async fn list(admin: Admin, query: Query) -> Answer {
    let (ctx, page) = (&admin.ctx, query.page());
    let q = query.get("q").trim();
    let (code, sort) = match query.get("urut") {
        "nama" => ("nama", CustomerSort::Name),
        "belanja" => ("belanja", CustomerSort::Bought),
        _ => ("", CustomerSort::Newest),
    };
    let mut conn = ctx.app.db.read().await?;
    let rows = people_pages::customers(&mut conn, Some(q), sort, Page::number(page, PAGE_SIZE)).await?;
    drop(conn);
    let base = address(urls::ADMIN_CUSTOMERS, &[("q", q), ("urut", code)]);
    if let Some(first) = beyond(page, rows.len(), &base) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.total);
    reply::ok(&CustomersPage {
        frame: admin.frame(),
        q: q.to_owned(),
        sort: code.to_owned(),
        rows: rows.into_iter().map(|stored| row(ctx, stored)).collect(),
        paging: paging(page, total, base),
    })
}

fn row(ctx: &Ctx, row: CustomerListRow) -> CustomerRow {
    CustomerRow {
        id: row.id,
        name: row.name,
        username: row.username,
        phone: phone(&row.phone).0,
        orders: row.orders,
        total: row.bought,
        loyal: loyalty::is_loyal(row.bought, ctx.snap.settings.discounts.loyal_threshold),
        birthday_today: birthday_today(ctx, ShopDay::parse(&row.birth_date).ok()),
    }
}

fn birthday_today(ctx: &Ctx, birth: Option<ShopDay>) -> bool {
    let today = ctx.snap.settings.zone.day_of(ctx.now);
    birth.is_some_and(|birth| today.birthday_matches(birth))
}

pub async fn show(admin: Admin, Id(id): Id<CustomerId>, query: Query) -> Answer {
    let page = draw(&admin, id, query.page()).await?;
    match beyond(query.page(), page.orders.len(), &page.paging.base) {
        Some(first) => Ok(first),
        None => reply::ok(&page),
    }
}

async fn draw(admin: &Admin, id: CustomerId, number: i64) -> Result<CustomerPage, Fault> {
    let ctx = &admin.ctx;
    let favourites = i64::from(ctx.snap.settings.discounts.favourites_count);
    let filter = OrderFilter { customer: Some(id), ..OrderFilter::default() };
    let mut conn = ctx.app.db.read().await?;
    let rows = people_pages::customer_with_favourites(&mut conn, id, favourites).await?;
    let orders = order_pages::for_admin(&mut conn, &filter, Page::number(number, PAGE_SIZE)).await?;
    drop(conn);
    let total = orders.first().map_or(0, |row| row.total);
    page(admin, &rows, orders, paging(number, total, urls::admin_customer(id))).ok_or(Fault::NotFound)
}

/// GET of the form's address leads to the customer.
pub async fn back(Id(id): Id<CustomerId>) -> Response {
    reply::to(&urls::admin_customer(id))
}

/// POST `/admin/pelanggan/<id>/tanggal-lahir/` (form `customer`)
pub async fn correct_birth_date(admin: Admin, Id(id): Id<CustomerId>, Typed(posted): Typed) -> Answer {
    let (app, settings) = (&admin.ctx.app, &admin.ctx.snap.settings);
    match profile::correct_birth_date(app, settings, id, posted.text("tanggal_lahir")).await {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_customer(id), Tone::Good, text::birthday::BIRTH_DATE_SAVED)),
        Err(error) => {
            let birth_form = refuse(posted.keep_all(), error)?;
            reply::refused(&CustomerPage { birth_form, ..draw(&admin, id, 1).await? })
        }
    }
}

/// The page of the customer who stands in each of the rows, beside one favourite product each.
fn page(
    admin: &Admin,
    rows: &[CustomerFavouriteRow],
    orders: Vec<OrderListRow>,
    paging: Paging,
) -> Option<CustomerPage> {
    let ctx = &admin.ctx;
    let row = rows.first()?;
    let threshold = ctx.snap.settings.discounts.loyal_threshold;
    let loyal = loyalty::is_loyal(row.bought, threshold);
    let (phone, wa) = phone(&row.phone);
    let birth = ShopDay::parse(&row.birth_date).ok();
    Some(CustomerPage {
        frame: admin.frame(),
        id: row.id,
        name: row.name.clone(),
        username: row.username.clone(),
        phone,
        wa,
        email: row.email.clone(),
        address: row.address.clone(),
        birth_date: birth.map(format::day).unwrap_or_default(),
        birthday_today: birthday_today(ctx, birth),
        birth_form: FormState::filled([("tanggal_lahir", row.birth_date.clone())]),
        since: format::date(&ctx.snap.settings.zone, row.created_at),
        consent: row.consent_at.is_some(),
        loyal,
        total: row.bought,
        missing: (!loyal).then(|| loyalty::missing_to_loyal(row.bought, threshold)),
        order_count: row.orders,
        favourites: rows.iter().filter_map(|row| row.favourite_name.clone()).collect(),
        orders: orders.into_iter().map(|order| order_row(ctx, order)).collect(),
        paging,
    })
}
