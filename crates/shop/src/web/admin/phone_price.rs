//! What an order by telephone costs this customer, and why (domain.md §8).

use domain::discount::{Line, PricedCart};
use views::{admin::PhonePrice, text};

use super::order_lines::Rows;
use crate::{
    ops::{
        place_order,
        pricing::{Buyer, Pricing},
    },
    snapshot::Snapshot,
    web::{ctx::Admin, parts},
};

/// The lines at this customer's price, by the one function; nothing while a row is wrong.
pub fn priced(admin: &Admin, buyer: &Buyer, snap: &Snapshot, rows: &Rows) -> Option<PricedCart> {
    if !rows.fine || rows.wanted.is_empty() {
        return None;
    }
    let lines: Vec<Line> = rows
        .wanted
        .iter()
        .filter_map(|(id, quantity)| {
            let row = &snap.product(*id)?.row;
            Some(Line { product: *id, name: row.name.clone(), unit_price: row.price, quantity: *quantity })
        })
        .collect();
    Pricing::of(buyer, &snap.settings, admin.ctx.now).price(&lines).ok()
}

/// The same as the page shows it.
pub fn price(admin: &Admin, buyer: &Buyer, rows: &Rows) -> Option<PhonePrice> {
    priced(admin, buyer, &admin.ctx.snap, rows).map(|priced| price_view(&admin.ctx.snap, &priced))
}

/// What the page shows of a price: lines with their reasons, sums, hints, and what is agreed to by ordering.
pub fn price_view(snap: &Snapshot, priced: &PricedCart) -> PhonePrice {
    PhonePrice {
        lines: parts::priced_lines(snap, priced),
        gross: priced.gross,
        discount_total: priced.discount_total,
        goods_total: priced.goods_total,
        hints: priced.hints.iter().map(text::hint).collect(),
        offers: parts::explained(&priced.considered, |_| true),
        shown: place_order::agreed_text(priced, &snap.settings),
    }
}
