//! Filling the cart, and merging a visitor's into the customer's at sign-in (domain.md §5).

use std::collections::HashMap;

use domain::{
    cart::{Added, Availability, Cart, CartLine},
    ids::ProductId,
    problem::Problem,
    quantity::{Quantity, SaleRule},
};
use store::{
    StoreError, Tx,
    carts::{self, CartOwner, CartRow},
    catalogue::ProductRow,
};

use super::{Done, OpError};
use crate::app::App;

/// What can be had of a product now.
pub fn availability(row: &ProductRow) -> Availability {
    let rule = SaleRule { step: row.step, minimum: row.minimum };
    Availability { rule, available: row.on_hand.saturating_sub(row.reserved) }
}

fn line_availability(row: &CartRow) -> Option<Availability> {
    let rule = SaleRule { step: row.step, minimum: row.minimum };
    let available = row.on_hand.saturating_sub(row.reserved);
    row.archived_at.is_none().then_some(Availability { rule, available })
}

fn cart_of(rows: &[CartRow]) -> Cart {
    Cart::new(rows.iter().map(|row| CartLine { product: row.product_id, quantity: row.quantity }))
}

/// What to do with a product in a cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Put so much more in.
    Add(Quantity),
    /// Have exactly so much in.
    Set(Quantity),
}

/// Adds to a cart, or sets a line: as much as is available, and says how much that was. Archived products are refused.
pub async fn change(app: &App, owner: &CartOwner, product: ProductId, change: Change) -> Done<Added> {
    let mut tx = app.db.begin().await?;
    let row = store::catalogue::product(&mut tx, product).await?.ok_or(OpError::NotFound)?;
    if row.archived_at.is_some() {
        return Err(OpError::field("jumlah", Problem::NotEnough { available: Quantity::ZERO }));
    }
    carts::ensure(&mut tx, owner).await?;
    let rows = carts::lines(&mut tx, owner).await?;
    let mut cart = cart_of(&rows);
    let stock = availability(&row);
    let added = match change {
        Change::Add(quantity) => cart.add(product, quantity, stock),
        Change::Set(quantity) => cart.set(product, quantity, stock),
    };
    let held = cart.quantity_of(product);
    let added = added.map_err(|problem| match (problem, change) {
        (Problem::NotEnough { available }, Change::Add(_)) if !held.is_zero() && !available.is_zero() => {
            OpError::field("jumlah", Problem::AllInCart { available, unit: row.unit.clone() })
        }
        (problem, _) => OpError::field("jumlah", problem),
    })?;
    carts::put(&mut tx, owner, &[(product, added.in_cart)]).await?;
    tx.commit().await?;
    Ok(added)
}

/// Takes a product out of a cart; nothing happens when it is not in it.
pub async fn remove(app: &App, owner: &CartOwner, product: ProductId) -> Done<()> {
    let mut tx = app.db.begin().await?;
    carts::remove(&mut tx, owner, product).await?;
    tx.commit().await?;
    Ok(())
}

/// Merges a visitor's cart into a customer's, in the transaction of the sign-in.
pub async fn merge(tx: &mut Tx, visitor: &CartOwner, customer: &CartOwner) -> Result<(), StoreError> {
    let CartOwner::Visitor(token_hash) = visitor else { return Ok(()) };
    let theirs = carts::lines(tx, visitor).await?;
    if theirs.is_empty() {
        return Ok(());
    }
    carts::ensure(tx, customer).await?;
    let own = carts::lines(tx, customer).await?;
    let stock: HashMap<_, _> = own.iter().chain(&theirs).map(|row| (row.product_id, line_availability(row))).collect();
    let mut cart = cart_of(&own);
    cart.merge(&cart_of(&theirs), |product| stock.get(&product).copied().flatten());
    let merged: Vec<_> = cart.lines().iter().map(|line| (line.product, line.quantity)).collect();
    carts::put(tx, customer, &merged).await?;
    carts::drop_visitor(tx, token_hash).await
}
