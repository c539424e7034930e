//! The list of customers (domain.md §12).

use domain::{ids::TagId, loyalty, time::ShopDay};
use store::{
    people_pages::{self, CustomerListRow, CustomerSort},
    places::Page,
    tags,
};
use views::{
    admin::{Choice, CustomerRow, CustomersPage},
    urls,
};

use super::{
    order_view::phone,
    parts::{PAGE_SIZE, address, beyond, paging},
};
use crate::web::{
    ctx::{Admin, Ctx, Query},
    reply::{self, Answer},
};

pub async fn list(admin: Admin, query: Query) -> Answer {
    let (ctx, page) = (&admin.ctx, query.page());
    let q = query.get("q").trim();
    let (code, sort) = match query.get("urut") {
        "nama" => ("nama", CustomerSort::Name),
        "belanja" => ("belanja", CustomerSort::Bought),
        _ => ("", CustomerSort::Newest),
    };
    let tag: Option<TagId> = query.get("label").parse().ok();
    let mut conn = ctx.app.db.read().await?;
    let rows = people_pages::customers(&mut conn, (Some(q), tag), sort, Page::number(page, PAGE_SIZE)).await?;
    let tags = tags::all(&mut conn).await?;
    drop(conn);
    let tag = tag.map(|id| id.to_string()).unwrap_or_default();
    let base = address(urls::ADMIN_CUSTOMERS, &[("q", q), ("label", &tag), ("urut", code)]);
    if let Some(first) = beyond(page, rows.len(), &base) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.total);
    reply::ok(&CustomersPage {
        frame: admin.frame(),
        q: q.to_owned(),
        sort: code.to_owned(),
        tag,
        tags: tags.into_iter().map(|row| Choice::new(row.id, row.name)).collect(),
        rows: rows.into_iter().map(|stored| row(ctx, stored)).collect(),
        paging: paging(page, total, base),
    })
}

fn row(ctx: &Ctx, row: CustomerListRow) -> CustomerRow {
    let today = ctx.snap.settings.zone.day_of(ctx.now);
    CustomerRow {
        id: row.id,
        name: row.name,
        username: row.username,
        phone: phone(&row.phone).0,
        orders: row.orders,
        total: row.bought,
        loyal: loyalty::is_loyal(row.bought, ctx.snap.settings.discounts.loyal_threshold),
        birthday_today: ShopDay::parse(&row.birth_date).is_ok_and(|birth| today.birthday_matches(birth)),
        tags: row.tags.unwrap_or_default(),
    }
}
