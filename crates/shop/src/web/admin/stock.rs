//! The stock ledger (domain.md §4).

use domain::{order::Actor, quantity::Quantity, stock::MovementKind, time::ShopZone};
use store::stock::{self, MovementFilter};
use views::{
    admin::{Choice, MovementRow, StockPage},
    format, text, urls,
};

use super::parts::{Days, PAGE_SIZE, address, growing};
use crate::{
    snapshot::Snapshot,
    web::{
        ctx::{Admin, Query},
        reply::{self, Answer},
    },
};

pub async fn list(admin: Admin, query: Query) -> Answer {
    let ctx = &admin.ctx;
    let zone = &ctx.snap.settings.zone;
    let days = Days::read(zone, query.get("tanggal__gte"), query.get("tanggal__lte"));
    let product = query.get("produk").parse().ok();
    let kind: Option<MovementKind> = query.get("jenis").parse().ok();
    let kind = kind.map_or("", MovementKind::code);
    let who = query.get("oleh").trim().replace('\0', "");
    let beyond: Option<i64> = query.get("sebelum").parse().ok();
    let sort = growing(&query);
    let filter = MovementFilter {
        product,
        kind: Some(kind.to_owned()).filter(|code| !code.is_empty()),
        from: days.from,
        before: days.before,
        who: Some(who.clone()),
        beyond,
        oldest_first: !sort.is_empty(),
    };
    let mut conn = ctx.app.db.read().await?;
    // One more than is shown tells whether there are others behind them.
    let mut rows = stock::movements(&mut conn, &filter, PAGE_SIZE + 1).await?;
    drop(conn);
    let more = rows.len() as i64 > PAGE_SIZE;
    rows.truncate(PAGE_SIZE as usize);
    let product = product.map(|id| id.to_string()).unwrap_or_default();
    let older = rows.last().filter(|_| more).map(|row| row.id.to_string()).unwrap_or_default();
    let filters = [
        ("produk", product.as_str()),
        ("jenis", kind),
        ("tanggal__gte", days.typed_from.as_str()),
        ("tanggal__lte", days.typed_until.as_str()),
        ("oleh", who.as_str()),
        ("urut", sort),
    ];
    let first = address(urls::ADMIN_STOCK, &filters);
    let older = more.then(|| address(urls::ADMIN_STOCK, &[filters.as_slice(), &[("sebelum", &older)]].concat()));
    reply::ok(&StockPage {
        frame: admin.frame(),
        products: product_choices(&ctx.snap),
        kind: kind.to_owned(),
        kinds: MovementKind::ALL.iter().map(|kind| Choice::new(kind.code(), text::movement(*kind))).collect(),
        rows: rows.into_iter().map(|row| movement(zone, row)).collect(),
        newest: beyond.is_some().then_some(first),
        older,
        from: days.typed_from.clone(),
        until: days.typed_until.clone(),
        who,
        product,
        sort: sort.to_owned(),
        problem: days.problem,
    })
}

/// All products by name, archived ones too: their ledger stays.
fn product_choices(snap: &Snapshot) -> Vec<Choice> {
    let mut choices: Vec<Choice> =
        snap.products.iter().map(|product| Choice::new(product.row.id, product.row.name.as_str())).collect();
    choices.sort_by_key(|choice| choice.label.to_lowercase());
    choices
}

/// A row of the ledger: the change of the level its kind is about.
pub fn movement(zone: &ShopZone, row: stock::MovementRow) -> MovementRow {
    let kind: MovementKind = row.kind.parse().unwrap_or(MovementKind::Count);
    let promise = matches!(kind, MovementKind::Reserve | MovementKind::Release);
    let delta = if promise { row.delta_reserved } else { row.delta_on_hand };
    let who = match row.actor.parse().unwrap_or(Actor::Clock) {
        actor @ (Actor::Customer | Actor::Clock) => text::actor(actor).to_owned(),
        Actor::Admin | Actor::Employee => row.actor_name,
    };
    MovementRow {
        at: format::date_time(zone, row.created_at),
        product: row.product_id,
        product_name: row.product_name,
        unit: row.unit,
        kind,
        minus: delta < 0,
        quantity: Quantity::from_thousandths(delta.saturating_abs()).unwrap_or(Quantity::MAX),
        order: row.order_id,
        after: Quantity::from_thousandths(if promise { row.reserved_after } else { row.on_hand_after }.max(0))
            .unwrap_or(Quantity::MAX),
        reason: row.reason.unwrap_or_default(),
        who,
    }
}
