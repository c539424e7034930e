//! What would this customer pay for this now, and why (domain.md §8). The same reckoning as everywhere, with the rows that do not count
//! beside it, so that it can say why. Nothing is stored.

use domain::{
    discount::{DiscountRow, Line, PricedCart, Source},
    ids::{CustomerId, ProductId},
    problem::Problem,
    quantity::{Quantity, SaleRule},
};
use store::{carts::CartOwner, discount_pages};
use views::{
    admin::{PreviewLine, PreviewOffer, PreviewPage},
    format,
    frame::Tone,
    text, urls,
};

use super::discount_parts;
use crate::{
    ops::pricing::{self, Buyer, Pricing},
    web::{
        ctx::{Admin, Query},
        fault::Fault,
        parts,
        reply::{self, Answer},
    },
};

/// Empty rows of a form in which nothing was filled; one below others.
const ROWS: usize = 3;
/// Most lines of one preview.
const MOST: usize = 300;

/// `/admin/diskon/pratinjau/?pelanggan=&produk=&jumlah=&keranjang=`
pub async fn show(admin: Admin, query: Query) -> Answer {
    let customer: Option<CustomerId> = match query.get("pelanggan") {
        "" => None,
        typed => Some(typed.parse().map_err(|_| Fault::NotFound)?),
    };
    if let (Some(customer), "ya") = (customer, query.get("keranjang")) {
        return present_cart(&admin, customer).await;
    }
    let mut lines = typed(&query);
    let wanted = read(&admin, &mut lines);
    let ctx = &admin.ctx;
    let mut conn = ctx.app.db.read().await?;
    let buyer = match customer {
        Some(id) => Some(pricing::buyer(&mut conn, id, ctx.now).await?.ok_or(Fault::NotFound)?),
        None => None,
    };
    let rows = discount_pages::all_of(&mut conn, customer).await?;
    drop(conn);
    let rows: Vec<DiscountRow> = rows.into_iter().map(pricing::any_row).collect::<Result<_, _>>()?;
    let answer = wanted.and_then(|wanted| price(&admin, buyer.as_ref(), &rows, &wanted, &mut lines));
    let spare = if lines.is_empty() { ROWS } else { 1 };
    lines.extend(std::iter::repeat_n(PreviewLine::default(), spare));
    reply::ok(&page(&admin, buyer.as_ref(), &rows, lines, answer))
}

/// The same page with the lines of the customer's cart in its address.
async fn present_cart(admin: &Admin, customer: CustomerId) -> Answer {
    let mut conn = admin.ctx.app.db.read().await?;
    let rows = store::carts::lines(&mut conn, &CartOwner::Customer(customer)).await?;
    drop(conn);
    if rows.is_empty() {
        return Ok(admin.ctx.go(&urls::admin_preview_of(customer), Tone::Note, text::offers::CART_EMPTY));
    }
    let lines: Vec<_> = rows.iter().map(|row| (row.product_id, row.quantity.to_string())).collect();
    Ok(reply::to(&urls::admin_preview_for(customer, &lines)))
}

/// The rows in which something was typed.
fn typed(query: &Query) -> Vec<PreviewLine> {
    let pairs = query.all("produk").zip(query.all("jumlah")).take(MOST);
    let filled = pairs.filter(|(product, quantity)| !product.is_empty() || !quantity.trim().is_empty());
    filled
        .map(|(product, quantity)| PreviewLine {
            product: product.to_owned(),
            quantity: quantity.trim().to_owned(),
            problem: None,
        })
        .collect()
}

/// The lines that are asked for, or a problem at each that is wrong; a product named twice counts once with both quantities.
fn read(admin: &Admin, lines: &mut [PreviewLine]) -> Option<Vec<Line>> {
    let mut wanted: Vec<Line> = Vec::new();
    let mut fine = !lines.is_empty();
    for typed in lines {
        if let Err(problem) = line(admin, typed).and_then(|line| add(&mut wanted, line)) {
            typed.problem = Some(text::problem(&problem));
            fine = false;
        }
    }
    fine.then_some(wanted)
}

fn add(wanted: &mut Vec<Line>, line: Line) -> Result<(), Problem> {
    match wanted.iter_mut().find(|other| other.product == line.product) {
        Some(other) => other.quantity = other.quantity.checked_add(line.quantity)?,
        None => wanted.push(line),
    }
    Ok(())
}

fn line(admin: &Admin, typed: &PreviewLine) -> Result<Line, Problem> {
    let id: ProductId = typed.product.parse().map_err(|_| Problem::UnknownChoice)?;
    let product = admin.ctx.snap.product(id).ok_or(Problem::UnknownChoice)?;
    let rule = SaleRule { step: product.row.step, minimum: product.row.minimum };
    let quantity = Quantity::parse(&typed.quantity).and_then(|quantity| rule.check(quantity))?;
    Ok(Line { product: id, name: product.row.name.clone(), unit_price: product.row.price, quantity })
}

/// The price of the lines; dearer than any sum is a problem of the last one.
fn price(
    admin: &Admin,
    buyer: Option<&Buyer>,
    rows: &[DiscountRow],
    wanted: &[Line],
    lines: &mut [PreviewLine],
) -> Option<PricedCart> {
    let (settings, now) = (&admin.ctx.snap.settings, admin.ctx.now);
    let pricing = match buyer {
        Some(buyer) => Pricing { rows, ..Pricing::of(buyer, settings, now) },
        None => Pricing::visitor(rows, settings, now),
    };
    match pricing.price(wanted) {
        Ok(priced) => Some(priced),
        Err(problem) => {
            if let Some(last) = lines.last_mut() {
                last.problem = Some(text::problem(&problem));
            }
            None
        }
    }
}

fn page(
    admin: &Admin,
    buyer: Option<&Buyer>,
    rows: &[DiscountRow],
    lines: Vec<PreviewLine>,
    answer: Option<PricedCart>,
) -> PreviewPage {
    let (ctx, snap) = (&admin.ctx, &admin.ctx.snap);
    let answer = answer.unwrap_or_else(nothing);
    PreviewPage {
        frame: admin.frame(),
        customer: buyer.map(|buyer| (buyer.id, buyer.name.clone())),
        lines,
        products: discount_parts::products(snap, ""),
        priced: parts::priced_lines(snap, &answer),
        total: text::offers::total(answer.gross, answer.discount_total, answer.goods_total),
        gross: answer.gross,
        discount_total: answer.discount_total,
        goods_total: answer.goods_total,
        hints: answer.hints.iter().map(text::hint).collect(),
        offers: offers(admin, rows, &answer),
        at: format::date_time(&snap.settings.zone, ctx.now),
    }
}

/// While nothing was asked.
fn nothing() -> PricedCart {
    let zero = domain::money::Rupiah::ZERO;
    PricedCart {
        lines: Vec::new(),
        gross: zero,
        discount_total: zero,
        goods_total: zero,
        hints: Vec::new(),
        considered: Vec::new(),
    }
}

fn offers(admin: &Admin, rows: &[DiscountRow], answer: &PricedCart) -> Vec<PreviewOffer> {
    let explained = parts::explained(&answer.considered, |_| true);
    let seen = answer.considered.iter().zip(explained);
    seen.map(|(seen, explained)| {
        let row = match seen.offer.source {
            Source::Row(id) => rows.iter().find(|row| row.id == id),
            _ => None,
        };
        let details = row.map(|row| {
            let covers = discount_parts::covers(&admin.ctx.snap, &row.scope);
            let span = discount_parts::span(&admin.ctx.snap.settings, row.valid_from, row.valid_until);
            format!("{covers}, {span}")
        });
        PreviewOffer {
            explained,
            row: row.map(|row| row.id),
            details: details.unwrap_or_default(),
            personal: row.is_none_or(|row| row.customer.is_some()),
        }
    })
    .collect()
}
