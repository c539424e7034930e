//! Carts of visitors and customers (domain.md §5).

use domain::{
    ids::{CustomerId, ProductId},
    money::Rupiah,
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, query::IdRow, record, sql};

/// Whose cart: a visitor's, by the hash of a cookie, or a customer's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CartOwner {
    Visitor(Vec<u8>),
    Customer(CustomerId),
}

impl CartOwner {
    fn token(&self) -> Option<Vec<u8>> {
        match self {
            Self::Visitor(token) => Some(token.clone()),
            Self::Customer(_) => None,
        }
    }

    fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Visitor(_) => None,
            Self::Customer(id) => Some(*id),
        }
    }
}

record! {
    /// A line of a cart with its product as it is now.
    pub struct CartRow {
        pub product_id: ProductId,
        pub quantity: Quantity,
        pub name: String,
        pub price: Rupiah,
        pub unit: String,
        pub step: Quantity,
        pub minimum: Quantity,
        pub on_hand: Quantity,
        pub reserved: Quantity,
        pub archived_at: Option<UtcMillis>,
    }
}

/// The lines of a cart, in the order they were put in.
pub async fn lines(on: &mut impl OnLink, owner: &CartOwner) -> Result<Vec<CartRow>> {
    sql!(
        "SELECT l.product_id, l.quantity, p.name, p.price, p.unit, p.step, p.minimum, p.on_hand, p.reserved, p.archived_at
         FROM carts k JOIN cart_lines l ON l.cart_id = k.id JOIN products p ON p.id = l.product_id
         WHERE k.customer_id = $1 OR k.token_hash = $2 ORDER BY l.added_at, l.product_id"
    )
    .bind(owner.customer())
    .bind(owner.token())
    .all(on)
    .await
}

record! { struct CountRow { count: i64 } }

/// How many lines a visitor's cart has (a customer's count comes with the session).
pub async fn count(on: &mut impl OnLink, owner: &CartOwner) -> Result<i64> {
    let row = sql!(
        "SELECT COUNT(*) AS count FROM cart_lines l JOIN carts k ON k.id = l.cart_id WHERE k.customer_id = $1 OR k.token_hash = $2"
    )
    .bind(owner.customer())
    .bind(owner.token())
    .one::<CountRow>(on)
    .await?;
    Ok(row.count)
}

/// The cart's id; made when there is none yet.
///
/// Also locks it until the end of the transaction, so that two quick taps add twice and a merge loses nothing.
pub async fn ensure(tx: &mut Tx, owner: &CartOwner) -> Result<i64> {
    let now = tx.now();
    sql!("INSERT INTO carts (customer_id, token_hash, touched_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(owner.customer())
        .bind(owner.token())
        .bind(now)
        .run(tx)
        .await?;
    let row = sql!("UPDATE carts SET touched_at = $3 WHERE customer_id = $1 OR token_hash = $2 RETURNING id")
        .bind(owner.customer())
        .bind(owner.token())
        .bind(now)
        .one::<IdRow>(tx)
        .await?;
    Ok(row.id)
}

/// Sets the quantities of products in a cart; lines that are not named stay as they are.
pub async fn put(tx: &mut Tx, owner: &CartOwner, wanted: &[(ProductId, Quantity)]) -> Result<()> {
    if wanted.is_empty() {
        return Ok(());
    }
    let cart = ensure(tx, owner).await?;
    let now = tx.now();
    let rows = wanted.iter().map(|(product, quantity)| [(*product).into(), (*quantity).into()]);
    sql!(
        "WITH v(product_id, quantity) AS (VALUES {rows:ii})
         INSERT INTO cart_lines (cart_id, product_id, quantity, added_at)
         SELECT CAST($1 AS BIGINT), v.product_id, v.quantity, CAST($2 AS BIGINT) FROM v WHERE 1 = 1
         ON CONFLICT (cart_id, product_id) DO UPDATE SET quantity = excluded.quantity"
    )
    .bind(cart)
    .bind(now)
    .rows(rows)
    .run(tx)
    .await
    .map(drop)
}

/// Takes a product out of a cart.
pub async fn remove(tx: &mut Tx, owner: &CartOwner, product: ProductId) -> Result<()> {
    sql!(
        "DELETE FROM cart_lines WHERE product_id = $3
         AND cart_id IN (SELECT id FROM carts WHERE customer_id = $1 OR token_hash = $2)"
    )
    .bind(owner.customer())
    .bind(owner.token())
    .bind(product)
    .run(tx)
    .await
    .map(drop)
}

record! {
    /// What was in a cart that was emptied by an order.
    pub struct TakenRow { pub product_id: ProductId, pub quantity: Quantity }
}

/// Empties a customer's cart and gives what was in it, in ascending product order.
pub async fn take(tx: &mut Tx, customer: CustomerId) -> Result<Vec<TakenRow>> {
    let mut taken: Vec<TakenRow> = sql!(
        "DELETE FROM cart_lines WHERE cart_id = (SELECT id FROM carts WHERE customer_id = $1) RETURNING product_id, quantity"
    )
    .bind(customer)
    .all(tx)
    .await?;
    taken.sort_by_key(|row| row.product_id);
    Ok(taken)
}

/// Removes a visitor's cart (after it was merged at sign-in).
pub async fn drop_visitor(tx: &mut Tx, token_hash: &[u8]) -> Result<()> {
    sql!("DELETE FROM cart_lines WHERE cart_id IN (SELECT id FROM carts WHERE token_hash = $1)")
        .bind(token_hash.to_vec())
        .run(tx)
        .await?;
    sql!("DELETE FROM carts WHERE token_hash = $1").bind(token_hash.to_vec()).run(tx).await.map(drop)
}

record! { struct QuantityRow { quantity: Quantity } }

/// How much of a product is in a cart; zero when it is not.
pub async fn quantity_of(on: &mut impl OnLink, owner: &CartOwner, product: ProductId) -> Result<Quantity> {
    let row = sql!(
        "SELECT l.quantity FROM cart_lines l JOIN carts k ON k.id = l.cart_id
         WHERE (k.customer_id = $1 OR k.token_hash = $2) AND l.product_id = $3"
    )
    .bind(owner.customer())
    .bind(owner.token())
    .bind(product)
    .optional::<QuantityRow>(on)
    .await?;
    Ok(row.map_or(Quantity::ZERO, |row| row.quantity))
}
