//! List of products, from the catalogue in memory (domain.md §4).

use std::cmp::Reverse;

use store::catalogue::CategoryRow;
use views::{
    admin::{Choice, ProductFilter, ProductRow, ProductsPage, SORTS},
    urls,
};

use super::parts::{PAGE_SIZE, address, beyond, paging};
use crate::{
    snapshot::{Product, Snapshot},
    web::{
        ctx::{Admin, Ctx, Query},
        parts::{folded, photo},
        reply::{self, Answer},
    },
};

/// Whether less is available than the settings' threshold (domain.md §10).
pub fn is_low(ctx: &Ctx, product: &Product) -> bool {
    product.available() < ctx.snap.settings.low_stock_threshold
}

/// Categories in use, to choose from.
pub fn category_choices(snap: &Snapshot) -> Vec<Choice> {
    let active = snap.categories.iter().filter(|category| category.archived_at.is_none());
    active.map(|category| Choice::new(category.id, category.name.as_str())).collect()
}

pub async fn list(admin: Admin, query: Query) -> Answer {
    let (ctx, page) = (&admin.ctx, query.page());
    let filter = ProductFilter {
        name: query.get("nama_produk").trim().to_owned(),
        category: query.get("kategori").to_owned(),
        status: query.get("status").to_owned(),
        sort: SORTS
            .into_iter()
            .map(|sort| sort.0)
            .find(|code| *code == query.get("urut"))
            .unwrap_or_default()
            .to_owned(),
    };
    let mut found: Vec<&Product> = ctx.snap.products.iter().filter(|product| fits(ctx, &filter, product)).collect();
    sort(&mut found, &filter.sort);
    let skipped = usize::try_from((page - 1) * PAGE_SIZE).unwrap_or(usize::MAX);
    let shown = found.iter().skip(skipped).take(PAGE_SIZE as usize);
    let rows: Vec<ProductRow> = shown.map(|product| row(ctx, product)).collect();
    let filters = [
        ("nama_produk", filter.name.as_str()),
        ("kategori", &filter.category),
        ("status", &filter.status),
        ("urut", &filter.sort),
    ];
    let base = address(urls::ADMIN_PRODUCTS, &filters);
    if let Some(first) = beyond(page, rows.len(), &base) {
        return Ok(first);
    }
    let counts = ["", "menipis", "habis", "arsip"].map(|status| {
        let filter = ProductFilter { status: status.to_owned(), ..filter.clone() };
        ctx.snap.products.iter().filter(|product| fits(ctx, &filter, product)).count() as i64
    });
    reply::ok(&ProductsPage {
        counts,
        frame: admin.frame(),
        categories: category_choices(&ctx.snap),
        paging: paging(page, found.len() as i64, base),
        filter,
        rows,
    })
}

/// In the order that was asked for; the newest first among equal ones, as they come.
fn sort(found: &mut [&Product], code: &str) {
    match code {
        "nama" => found.sort_by_cached_key(|product| folded(&product.row.name)),
        "murah" => found.sort_by_key(|product| product.row.price),
        "mahal" => found.sort_by_key(|product| Reverse(product.row.price)),
        "sisa" => found.sort_by_key(|product| product.available()),
        _ => {}
    }
}

fn fits(ctx: &Ctx, filter: &ProductFilter, product: &Product) -> bool {
    let of_kind = match filter.status.as_str() {
        "arsip" => !product.on_sale(),
        "menipis" => product.on_sale() && is_low(ctx, product),
        "habis" => product.on_sale() && product.available().is_zero(),
        _ => product.on_sale(),
    };
    let category = product.row.category_id.map(|id| id.to_string()).unwrap_or_default();
    let of_category = filter.category.is_empty() || filter.category == category;
    of_kind && of_category && folded(&product.row.name).contains(&folded(&filter.name))
}

fn row(ctx: &Ctx, product: &Product) -> ProductRow {
    let stored = &product.row;
    let category = stored.category_id.and_then(|id| ctx.snap.category(id));
    ProductRow {
        id: stored.id,
        name: stored.name.clone(),
        category: category.map(name).unwrap_or_default(),
        cover: product.photos.first().map(photo),
        price: stored.price,
        unit: stored.unit.clone(),
        on_hand: stored.on_hand,
        reserved: stored.reserved,
        available: product.available(),
        low: product.on_sale() && is_low(ctx, product),
        archived: !product.on_sale(),
    }
}

fn name(category: &CategoryRow) -> String {
    category.name.clone()
}
