//! The stock ledger (domain.md §4).

use domain::{order::Actor, quantity::Quantity, stock::MovementKind, time::ShopZone};
use store::{
    places::Page,
    stock::{self, MovementFilter},
};
use views::{
    admin::{Choice, MovementRow, StockPage},
    format, text, urls,
};

use super::parts::{Days, PAGE_SIZE, address, beyond, paging};
use crate::{
    snapshot::Snapshot,
    web::{
        ctx::{Admin, Query},
        reply::{self, Answer},
    },
};

pub async fn list(admin: Admin, query: Query) -> Answer {
    let (ctx, page) = (&admin.ctx, query.page());
    let zone = &ctx.snap.settings.zone;
    let days = Days::read(zone, query.get("tanggal__gte"), query.get("tanggal__lte"));
    let product = query.get("produk").parse().ok();
    let kind: Option<MovementKind> = query.get("jenis").parse().ok();
    let kind = kind.map_or("", MovementKind::code);
    let filter = MovementFilter {
        product,
        kind: Some(kind.to_owned()).filter(|code| !code.is_empty()),
        from: days.from,
        before: days.before,
    };
    let mut conn = ctx.app.db.read().await?;
    let rows = stock::movements(&mut conn, &filter, Page::number(page, PAGE_SIZE)).await?;
    drop(conn);
    let product = product.map(|id| id.to_string()).unwrap_or_default();
    let dates = (days.typed_from.as_str(), days.typed_until.as_str());
    let filters = [("produk", product.as_str()), ("jenis", kind), ("tanggal__gte", dates.0), ("tanggal__lte", dates.1)];
    let base = address(urls::ADMIN_STOCK, &filters);
    if let Some(first) = beyond(page, rows.len(), &base) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.total);
    reply::ok(&StockPage {
        frame: admin.frame(),
        products: product_choices(&ctx.snap),
        kind: kind.to_owned(),
        kinds: MovementKind::ALL.iter().map(|kind| Choice::new(kind.code(), text::movement(*kind))).collect(),
        from: days.typed_from,
        until: days.typed_until,
        rows: rows.into_iter().map(|row| movement(zone, row)).collect(),
        paging: paging(page, total, base),
        product,
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
    let delta = match kind {
        MovementKind::Reserve | MovementKind::Release => row.delta_reserved,
        _ => row.delta_on_hand,
    };
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
        reason: row.reason.unwrap_or_default(),
        who,
    }
}
