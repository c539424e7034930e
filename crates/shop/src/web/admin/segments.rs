//! Segments (domain.md §12): how many belong to each now, and who they are. Reckoned anew with every page.

use axum::extract::{Path, rejection::PathRejection};
use domain::{
    ids::SegmentId,
    segment::{Conditions, Ready},
    time::ShopDay,
};
use store::{
    places::Page,
    segment_people::{self, PersonRow},
};
use views::{
    admin::{SegmentItem, SegmentPage, SegmentPerson, SegmentsPage},
    format,
    text::segment as text,
    urls,
};

use super::{
    order_view::phone,
    parts::{PAGE_SIZE, beyond, paging},
};
use crate::{
    ops::segments::{conditions, wanted},
    snapshot::Snapshot,
    web::{
        ctx::{Admin, Id, Query},
        fault::Fault,
        reply::{self, Answer},
    },
};

/// What conditions ask, in words.
fn words(snap: &Snapshot, asks: &Conditions) -> Vec<String> {
    let asked = asks.asked();
    let product = asked.product.and_then(|id| snap.product(id));
    let category = asked.category.and_then(|id| snap.categories.iter().find(|category| category.id == id));
    let named = text::Named {
        product: product.map(|product| product.row.name.as_str()),
        category: category.map(|category| category.name.as_str()),
        loyal_threshold: snap.settings.discounts.loyal_threshold,
    };
    text::conditions(asks, named)
}

/// What a ready-made segment means: of a group its rule, else what it asks.
fn means(snap: &Snapshot, ready: Ready) -> String {
    match ready.group() {
        Some(group) => text::group_means(group),
        None => text::sentence(&format!("{}.", words(snap, &ready.conditions()).join(", "))),
    }
}

/// `/admin/segmen/`
pub async fn list(admin: Admin) -> Answer {
    let ctx = &admin.ctx;
    let mut conn = ctx.app.db.read().await?;
    let rows = store::segments::all(&mut conn).await?;
    let mut items = Vec::new();
    let mut asked = Vec::new();
    for row in rows {
        let asks = conditions(&row)?;
        let means = text::sentence(&format!("{}.", words(&ctx.snap, &asks).join(", ")));
        items.push(SegmentItem { address: urls::admin_segment(row.id), name: row.name, means, people: 0 });
        asked.push(asks);
    }
    let saved = items.len();
    for ready in Ready::ALL.iter().copied() {
        let (address, name) = (urls::admin_segment_ready(ready.code()), text::ready(ready).to_owned());
        items.push(SegmentItem { address, name, means: means(&ctx.snap, ready), people: 0 });
        asked.push(ready.conditions());
    }
    let counts = segment_people::counts(&mut conn, &wanted(&ctx.snap.settings, ctx.now, &asked)).await?;
    drop(conn);
    for (item, count) in items.iter_mut().zip(&counts) {
        item.people = count.people;
    }
    let mut ready = items.split_off(saved);
    let others = Ready::ALL.iter().filter(|ready| ready.group().is_none()).count();
    let groups = ready.split_off(others);
    let refused = counts.first().map_or(0, |count| count.refused);
    reply::ok(&SegmentsPage { frame: admin.frame(), saved: items, ready, groups, refused })
}

/// A segment about to be shown.
struct Shown {
    code: String,
    name: String,
    means: Option<String>,
    saved: Option<SegmentId>,
    base: String,
    asks: Conditions,
}

/// `/admin/segmen/<id>/`
pub async fn show(admin: Admin, Id(id): Id<SegmentId>, query: Query) -> Answer {
    let mut conn = admin.ctx.app.db.read().await?;
    let row = store::segments::find(&mut conn, id).await?.ok_or(Fault::NotFound)?;
    drop(conn);
    let asks = conditions(&row)?;
    let (code, base) = (id.to_string(), urls::admin_segment(id));
    draw(&admin, Shown { code, name: row.name, means: None, saved: Some(id), base, asks }, &query).await
}

/// `/admin/segmen/siap/<code>/`
pub async fn show_ready(admin: Admin, path: Result<Path<String>, PathRejection>, query: Query) -> Answer {
    let Path(code) = path.map_err(|_| Fault::NotFound)?;
    let ready: Ready = code.parse().map_err(|_| Fault::NotFound)?;
    let (name, base) = (text::ready(ready).to_owned(), urls::admin_segment_ready(&code));
    let means = ready.group().map(text::group_means);
    draw(&admin, Shown { code, name, means, saved: None, base, asks: ready.conditions() }, &query).await
}

async fn draw(admin: &Admin, shown: Shown, query: &Query) -> Answer {
    let (ctx, number) = (&admin.ctx, query.page());
    let wanted = wanted(&ctx.snap.settings, ctx.now, [&shown.asks]);
    let mut conn = ctx.app.db.read().await?;
    let rows = segment_people::people(&mut conn, &wanted, Page::number(number, PAGE_SIZE)).await?;
    drop(conn);
    if let Some(first) = beyond(number, rows.len(), &shown.base) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.people);
    reply::ok(&SegmentPage {
        frame: admin.frame(),
        conditions: words(&ctx.snap, &shown.asks),
        people: rows.into_iter().map(|row| person(&ctx.snap, &shown.asks, row)).collect(),
        code: shown.code,
        name: shown.name,
        means: shown.means,
        saved: shown.saved,
        paging: paging(number, total, shown.base),
    })
}

fn person(snap: &Snapshot, asks: &Conditions, row: PersonRow) -> SegmentPerson {
    let (zone, asked) = (&snap.settings.zone, asks.asked());
    let birth = ShopDay::parse(&row.birth_date).ok().filter(|_| asked.birthday);
    let since = asked.registered.map(|_| format::date(zone, row.created_at));
    SegmentPerson {
        id: row.id,
        phone: phone(&row.phone).0,
        last: (row.orders > 0).then(|| format::date(zone, row.last_at)),
        orders: row.orders,
        total: row.bought,
        group: row.rfm.parse().map_or("", text::group),
        also: text::also(birth, since.as_deref(), asked.consent),
        name: row.name,
    }
}
