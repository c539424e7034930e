//! Home, product list, product page. A visitor's page costs no statement (one when there is a cart to count): everything is in the snapshot.

use axum::response::Response;
use domain::{
    ids::{CategoryId, ProductId},
    quantity::Quantity,
};
use views::{
    form::FormState,
    format,
    parts::Photo,
    public::{CategoryChip, HomePage, ProductPage, ProductsPage, Sort},
    urls,
};

use super::{
    ctx::{Guest, Id, Query},
    fault::Fault,
    parts,
    reply::{self, Answer},
};
use crate::{
    ops::pricing::{self, Buyer, Pricing},
    snapshot::{Product, Snapshot},
};

const PAGE_SIZE: i64 = 24;

/// The signed-in customer's own discounts, in one statement; nothing for visitors.
pub async fn buyer(guest: &Guest) -> Result<Option<Buyer>, Fault> {
    let Some(customer) = &guest.customer else { return Ok(None) };
    let mut conn = guest.ctx.app.db.read().await?;
    Ok(pricing::buyer(&mut conn, customer.id, guest.ctx.now).await?)
}

/// The prices this person sees.
pub fn pricing<'a>(guest: &'a Guest, buyer: Option<&'a Buyer>) -> Pricing<'a> {
    let (snap, now) = (&guest.ctx.snap, guest.ctx.now);
    match buyer {
        Some(buyer) => Pricing::of(buyer, &snap.settings, now),
        None => Pricing::visitor(&snap.discounts, &snap.settings, now),
    }
}

fn chips(snap: &Snapshot) -> Vec<CategoryChip> {
    let count = |id: CategoryId| snap.on_sale().filter(|product| product.row.category_id == Some(id)).count() as i64;
    let living = snap.categories.iter().filter(|category| category.archived_at.is_none());
    let chips =
        living.map(|category| CategoryChip { id: category.id, name: category.name.clone(), count: count(category.id) });
    chips.filter(|chip| chip.count > 0).collect()
}

/// `/`
pub async fn home(guest: Guest) -> Answer {
    let buyer = buyer(&guest).await?;
    let pricing = pricing(&guest, buyer.as_ref());
    let snap = &guest.ctx.snap;
    let latest = snap.on_sale().take(6).map(|product| parts::card(snap, product, Some(&pricing))).collect();
    reply::ok(&HomePage {
        frame: guest.frame(),
        story: snap.settings.shop.story.clone(),
        categories: chips(snap),
        latest,
        gallery: gallery(snap, 8),
        pay_deadline_hours: i64::from(snap.settings.payment.pay_deadline_hours),
    })
}

/// Photos for hero and gallery: the newest of each category in turn, beginning with the category that has most to show.
fn gallery(snap: &Snapshot, count: usize) -> Vec<(Photo, String)> {
    let mut rooms: Vec<Vec<&Product>> = Vec::new();
    for product in snap.on_sale().filter(|product| !product.photos.is_empty()) {
        match rooms.iter_mut().find(|room| room[0].row.category_id == product.row.category_id) {
            Some(room) => room.push(product),
            None => rooms.push(vec![product]),
        }
    }
    rooms.sort_by_key(|room| std::cmp::Reverse(room.len()));
    let longest = rooms.first().map_or(0, Vec::len);
    let in_turn = (0..longest).flat_map(|at| rooms.iter().filter_map(move |room| room.get(at)));
    let shown = in_turn.take(count);
    shown.filter_map(|product| Some((parts::photo(product.photos.first()?), product.row.name.clone()))).collect()
}

/// `/produk/public/`, the address of the old program.
pub async fn old_list() -> Response {
    reply::to(urls::PRODUCTS)
}

/// `/produk/?q=&kategori=&urut=&halaman=`
pub async fn list(guest: Guest, query: Query) -> Answer {
    let snap = &guest.ctx.snap;
    let q = query.get("q").trim().to_owned();
    let category = query.get("kategori").parse::<CategoryId>().ok().filter(|id| snap.category(*id).is_some());
    let sort = Sort::from_code(query.get("urut"));
    let found = sorted(found(snap, &q, category), sort);
    let total = found.len() as i64;
    let page = query.page().min((total + PAGE_SIZE - 1) / PAGE_SIZE).max(1);
    let buyer = buyer(&guest).await?;
    let pricing = pricing(&guest, buyer.as_ref());
    let shown = found.into_iter().skip(((page - 1) * PAGE_SIZE) as usize).take(PAGE_SIZE as usize);
    reply::ok(&ProductsPage {
        frame: guest.frame(),
        categories: chips(snap),
        products: shown.map(|product| parts::card(snap, product, Some(&pricing))).collect(),
        paging: parts::paging(page, PAGE_SIZE, total, ProductsPage::address(&q, category, sort)),
        unknown_category: category.is_none() && !query.get("kategori").is_empty(),
        q,
        category,
        sort,
    })
}

/// Products on sale that have every word of the search in name, category, description or unit.
fn found<'s>(snap: &'s Snapshot, q: &str, category: Option<CategoryId>) -> Vec<&'s Product> {
    let q = parts::folded(q);
    let words: Vec<&str> = q.split_whitespace().collect();
    let has_words = |product: &Product| {
        let category = product.row.category_id.and_then(|id| snap.category(id)).map_or("", |category| &category.name);
        let text = format!("{} {category} {} {}", product.row.name, product.row.description, product.row.unit);
        let text = parts::folded(&text);
        words.iter().all(|word| text.contains(word))
    };
    let in_category = |product: &Product| category.is_none() || product.row.category_id == category;
    let mut found: Vec<_> = snap.on_sale().filter(|product| in_category(product) && has_words(product)).collect();
    // Who has the word in the name comes before who only mentions it.
    if !words.is_empty() {
        found.sort_by_cached_key(|product| {
            let name = parts::folded(&product.row.name);
            !words.iter().any(|word| name.contains(word))
        });
    }
    found
}

fn sorted(mut found: Vec<&Product>, sort: Sort) -> Vec<&Product> {
    match sort {
        Sort::Newest => {}
        Sort::Cheapest => found.sort_by_key(|product| product.row.price),
        Sort::Dearest => found.sort_by_key(|product| std::cmp::Reverse(product.row.price)),
        Sort::Name => found.sort_by_cached_key(|product| product.row.name.to_lowercase()),
    }
    found
}

/// `/produk_detail/<id>/`
pub async fn show(guest: Guest, Id(id): Id<ProductId>) -> Answer {
    reply::ok(&product_page(&guest, id, FormState::default()).await?)
}

/// The page of a product, also with a refused quantity.
pub async fn product_page(guest: &Guest, id: ProductId, form: FormState) -> Result<ProductPage, Fault> {
    let snap = &guest.ctx.snap;
    let product = snap.product(id).ok_or(Fault::NotFound)?;
    let buyer = buyer(guest).await?;
    let pricing = pricing(guest, buyer.as_ref());
    let row = &product.row;
    let category = row.category_id.and_then(|id| snap.category(id));
    Ok(ProductPage {
        frame: guest.frame(),
        id,
        name: row.name.clone(),
        description: row.description.clone(),
        category: category.map(|category| (category.id, category.name.clone())),
        unit: row.unit.clone(),
        price: row.price,
        your_price: parts::your_price(&pricing, product),
        step: row.step,
        minimum: row.minimum,
        weight: row.weight_grams.map(format::weight),
        available: product.available(),
        archived: !product.on_sale(),
        photos: product.photos.iter().map(parts::photo).collect(),
        in_cart: in_cart(guest, id).await?,
        form,
        related: related(snap, product).into_iter().map(|other| parts::card(snap, other, Some(&pricing))).collect(),
    })
}

/// How much of the product lies in the cart already.
async fn in_cart(guest: &Guest, id: ProductId) -> Result<Quantity, Fault> {
    let frame_has_lines = guest.frame().cart_lines > 0;
    let Some(owner) = guest.cart().filter(|_| frame_has_lines) else { return Ok(Quantity::ZERO) };
    let mut conn = guest.ctx.app.db.read().await?;
    Ok(store::carts::quantity_of(&mut conn, &owner, id).await?)
}

/// Up to four others, of the same category first.
fn related<'s>(snap: &'s Snapshot, product: &Product) -> Vec<&'s Product> {
    let mut others: Vec<_> = snap.on_sale().filter(|other| other.row.id != product.row.id).collect();
    others.sort_by_key(|other| (other.row.category_id != product.row.category_id, other.available().is_zero()));
    others.truncate(4);
    others
}
