//! The cart, of visitors and customers (domain.md §5).

use axum::response::Response;
use domain::{
    cart::Added,
    discount::{Line, PricedCart, PricedLine},
    ids::ProductId,
    money::Rupiah,
    problem::Problem,
    quantity::{Quantity, SaleRule},
};
use store::carts::{CartOwner, CartRow};
use views::{
    customer::{CartLineStatus, CartLineView, CartPage},
    form::FormState,
    frame::Tone,
    text, urls,
};

use super::{
    catalogue, cookies,
    ctx::{Guest, Id},
    fault::Fault,
    parts,
    posted::{self, Posted, Typed},
    reply::{self, Adding as _, Answer},
};
use crate::{
    entropy::Token,
    ops::{
        OpError,
        cart::{self, Change},
    },
};

/// `/keranjang/`
pub async fn show(guest: Guest) -> Answer {
    reply::ok(&page(&guest, None).await?)
}

/// A line that was refused, with what was typed.
type RefusedLine = Option<(ProductId, FormState)>;

async fn page(guest: &Guest, refused: RefusedLine) -> Result<CartPage, Fault> {
    let rows = rows(guest).await?;
    let buyer = catalogue::buyer(guest).await?;
    let priced = catalogue::pricing(guest, buyer.as_ref()).price(&orderable(&rows));
    let priced = priced.map_err(|_| Fault::Kind(views::errors::ErrorKind::BadRequest))?;
    let lines = rows.iter().map(|row| line(guest, row, &priced, refused.as_ref())).collect();
    Ok(CartPage {
        frame: guest.frame(),
        lines,
        gross: priced.gross,
        discount_total: priced.discount_total,
        goods_total: priced.goods_total,
        hints: priced.hints.iter().map(text::hint).collect(),
    })
}

/// The lines of this person's cart with their products as they are now.
pub async fn rows(guest: &Guest) -> Result<Vec<CartRow>, Fault> {
    let Some(owner) = guest.cart() else { return Ok(Vec::new()) };
    Ok(store::carts::lines(&mut guest.ctx.app.db.read().await?, &owner).await?)
}

/// Whether a line can be ordered as it stands.
pub fn status(row: &CartRow) -> CartLineStatus {
    let available = row.on_hand.saturating_sub(row.reserved);
    if row.archived_at.is_some() {
        CartLineStatus::Archived
    } else if available < row.minimum {
        CartLineStatus::SoldOut
    } else if available < row.quantity {
        CartLineStatus::Short
    } else if (SaleRule { step: row.step, minimum: row.minimum }).check(row.quantity).is_err() {
        CartLineStatus::OffStep
    } else {
        CartLineStatus::Fine
    }
}

/// The lines that count.
pub fn orderable(rows: &[CartRow]) -> Vec<Line> {
    let counted = rows
        .iter()
        .filter(|row| matches!(status(row), CartLineStatus::Fine | CartLineStatus::Short | CartLineStatus::OffStep));
    counted
        .map(|row| Line {
            product: row.product_id,
            name: row.name.clone(),
            unit_price: row.price,
            quantity: row.quantity,
        })
        .collect()
}

fn line(guest: &Guest, row: &CartRow, priced: &PricedCart, refused: Option<&(ProductId, FormState)>) -> CartLineView {
    let found: Option<&PricedLine> = priced.lines.iter().find(|line| line.product == row.product_id);
    let form =
        refused.filter(|(product, _)| *product == row.product_id).map(|(_, form)| form.clone()).unwrap_or_default();
    CartLineView {
        product: row.product_id,
        name: row.name.clone(),
        unit: row.unit.clone(),
        photo: parts::cover(&guest.ctx.snap, row.product_id),
        unit_price: row.price,
        quantity: row.quantity,
        step: row.step,
        minimum: row.minimum,
        available: row.on_hand.saturating_sub(row.reserved),
        status: status(row),
        gross: found.map_or(Rupiah::ZERO, |line| line.gross),
        discount: found.map_or(Rupiah::ZERO, |line| line.discount),
        net: found.map_or(Rupiah::ZERO, |line| line.net),
        reason: found.and_then(|line| text::verdict(&line.verdict)),
        form,
    }
}

/// The cart to put something in; a visitor without one gets a cookie.
fn owner_or_new(guest: &Guest) -> (CartOwner, Option<Token>) {
    if let Some(owner) = guest.cart() {
        (owner, None)
    } else {
        let token = Token::new(guest.ctx.app.entropy.as_ref());
        (CartOwner::Visitor(token.hash()), Some(token))
    }
}

/// POST `/keranjang/`: puts a product in (form `add-to-cart`).
pub async fn add(guest: Guest, Typed(posted): Typed) -> Answer {
    let id: ProductId = posted.text("produk").parse().map_err(|_| Fault::NotFound)?;
    let product = guest.ctx.snap.product(id).ok_or(Fault::NotFound)?;
    let quantity = match Quantity::parse(posted.text("jumlah")) {
        Ok(quantity) => quantity,
        Err(problem) => return refused_product(&guest, id, &posted, problem).await,
    };
    let (owner, new_token) = owner_or_new(&guest);
    match cart::change(&guest.ctx.app, &owner, id, Change::Add(quantity)).await {
        Ok(added) => {
            let words = text::added_to_cart(&product.row.name, &product.row.unit, &added);
            let tone = if added.is_short() { Tone::Note } else { Tone::Good };
            let answer = guest.ctx.go(urls::CART, tone, &words);
            Ok(match new_token {
                Some(token) => answer.cookie(cookies::keep(cookies::CART, &token, guest.ctx.app.secure)),
                None => answer,
            })
        }
        Err(OpError::Fields(problems)) => match problems.into_iter().next() {
            Some((_, problem)) => refused_product(&guest, id, &posted, problem).await,
            None => Err(Fault::NotFound),
        },
        Err(error) => Err(error.into()),
    }
}

/// The product page again, with what was typed and what was wrong with it.
async fn refused_product(guest: &Guest, id: ProductId, posted: &Posted, problem: Problem) -> Answer {
    let form = posted::refuse(posted.keep(&["jumlah"]), [("jumlah", problem)]);
    reply::refused(&catalogue::product_page(guest, id, form).await?)
}

/// POST `/keranjang/<id>/`: sets the quantity of a line, or removes it (form `cart-line`).
pub async fn change_line(guest: Guest, Id(id): Id<ProductId>, Typed(posted): Typed) -> Answer {
    let Some(owner) = guest.cart() else { return Ok(reply::to(urls::CART)) };
    if posted.has("hapus") {
        cart::remove(&guest.ctx.app, &owner, id).await?;
        return Ok(guest.ctx.go(urls::CART, Tone::Good, text::REMOVED_FROM_CART));
    }
    let changed = match Quantity::parse(posted.text("jumlah")) {
        Ok(quantity) => cart::change(&guest.ctx.app, &owner, id, Change::Set(quantity)).await,
        Err(problem) => Err(OpError::field("jumlah", problem)),
    };
    match changed {
        Ok(added) if !added.is_short() && posted.has("lanjut") => Ok(onward(&guest)),
        Ok(added) => Ok(line_changed(&guest, id, &added)),
        Err(OpError::Fields(problems)) => {
            let form = posted::refuse(posted.keep(&["jumlah"]), problems);
            reply::refused(&page(&guest, Some((id, form))).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// To the checkout, by the door for who is not signed in.
fn onward(guest: &Guest) -> Response {
    if guest.customer.is_some() { reply::to(urls::CHECKOUT) } else { reply::to(&urls::login_then(urls::CHECKOUT)) }
}

fn line_changed(guest: &Guest, id: ProductId, added: &Added) -> Response {
    let Some(product) = guest.ctx.snap.product(id).filter(|_| added.is_short()) else {
        return reply::to(urls::CART);
    };
    let words = text::added_to_cart(&product.row.name, &product.row.unit, added);
    guest.ctx.go(urls::CART, Tone::Note, &words)
}

/// GET of a line's address leads to the cart.
pub async fn back() -> Response {
    reply::to(urls::CART)
}

/// GET of the direct buy's address leads to the product.
pub async fn back_to_product(Id(id): Id<ProductId>) -> Response {
    reply::to(&urls::product(id))
}

/// POST `/beli/<id>/`: straight to checkout with one product; the cart stays untouched (form `buy-now`).
pub async fn buy_now(guest: Guest, Id(id): Id<ProductId>, Typed(posted): Typed) -> Answer {
    let product = guest.ctx.snap.product(id).ok_or(Fault::NotFound)?;
    let stock = cart::availability(&product.row);
    let checked = Quantity::parse(posted.text("jumlah")).and_then(|quantity| stock.rule.check(quantity));
    let enough = checked.and_then(|quantity| {
        let fits = product.on_sale() && quantity <= stock.available;
        if fits { Ok(quantity) } else { Err(Problem::NotEnough { available: stock.available }) }
    });
    match enough {
        Ok(quantity) => Ok(reply::to(&urls::checkout_of(id, &urls::encode(&quantity.to_string())))),
        Err(problem) => refused_product(&guest, id, &posted, problem).await,
    }
}
