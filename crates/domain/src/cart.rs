//! The cart: what somebody means to buy (domain.md §5). It promises nothing; only placing an order reserves.

use serde::{Deserialize, Serialize};

use crate::{
    Problem,
    ids::ProductId,
    quantity::{Quantity, SaleRule},
};

/// So much of one product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    pub product: ProductId,
    pub quantity: Quantity,
}

/// What can be had of a product now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Availability {
    pub rule: SaleRule,
    pub available: Quantity,
}

/// What became of a wish: `quantity` is what was really added, `in_cart` what the cart holds now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    pub product: ProductId,
    pub asked: Quantity,
    pub quantity: Quantity,
    pub in_cart: Quantity,
}

impl Added {
    /// Whether less was added than asked, which the person must be told.
    pub fn is_short(&self) -> bool {
        self.quantity < self.asked
    }
}

/// The lines of a cart, at most one for each product, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<CartLine>", into = "Vec<CartLine>")]
pub struct Cart {
    lines: Vec<CartLine>,
}

impl Cart {
    /// The most different products a cart holds.
    pub const MAX_LINES: usize = 200;

    /// A cart from stored lines: lines of one product are put together, empty ones and those past the limit left out.
    pub fn new(lines: impl IntoIterator<Item = CartLine>) -> Self {
        let mut cart = Self::default();
        for line in lines {
            let quantity = cart.quantity_of(line.product).saturating_add(line.quantity);
            if !quantity.is_zero() {
                // A full cart keeps what it has.
                let _ = cart.put(line.product, quantity);
            }
        }
        cart
    }

    pub fn lines(&self) -> &[CartLine] {
        &self.lines
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// How much of a product is in the cart; zero when it is not.
    pub fn quantity_of(&self, product: ProductId) -> Quantity {
        self.lines.iter().find(|line| line.product == product).map_or(Quantity::ZERO, |line| line.quantity)
    }

    /// Adds so much, or as much as is available, and says which (domain.md §5). [`Problem::NotEnough`] when no more can
    /// be added at all; the cart is then as before.
    pub fn add(&mut self, product: ProductId, asked: Quantity, stock: Availability) -> Result<Added, Problem> {
        if asked.is_zero() {
            return Err(Problem::NotPositive);
        }
        let before = self.quantity_of(product);
        let wanted = stock.rule.check(before.checked_add(asked)?)?;
        let in_cart = wanted.min(stock.rule.sellable(stock.available));
        if in_cart <= before {
            return Err(Problem::NotEnough { available: stock.available });
        }
        self.put(product, in_cart)?;
        Ok(Added { product, asked, quantity: in_cart.saturating_sub(before), in_cart })
    }

    /// Sets a line to so much, or to as much as is available, and says which. [`Problem::NotEnough`] when nothing is.
    pub fn set(&mut self, product: ProductId, asked: Quantity, stock: Availability) -> Result<Added, Problem> {
        let in_cart = stock.rule.check(asked)?.min(stock.rule.sellable(stock.available));
        if in_cart.is_zero() {
            return Err(Problem::NotEnough { available: stock.available });
        }
        self.put(product, in_cart)?;
        Ok(Added { product, asked, quantity: in_cart, in_cart })
    }

    pub fn remove(&mut self, product: ProductId) {
        self.lines.retain(|line| line.product != product);
    }

    /// Merges a visitor's cart into this one at sign-in (domain.md §5) and returns the lines that came out short.
    ///
    /// Of a product in both, the sum is taken as far as it is available, but never less than either cart held: what is
    /// sold out or archived (`None`) stays visible as such rather than vanish. A full cart takes no new products.
    pub fn merge(&mut self, visitor: &Self, stock: impl Fn(ProductId) -> Option<Availability>) -> Vec<Added> {
        let lines = visitor.lines.iter();
        lines.filter_map(|line| self.merge_line(*line, stock(line.product))).filter(Added::is_short).collect()
    }

    fn merge_line(&mut self, line: CartLine, stock: Option<Availability>) -> Option<Added> {
        let before = self.quantity_of(line.product);
        let sellable = stock.map_or(Quantity::ZERO, |stock| stock.rule.sellable(stock.available));
        let in_cart = before.saturating_add(line.quantity).min(sellable).max(before).max(line.quantity);
        self.put(line.product, in_cart).ok()?;
        let quantity = in_cart.saturating_sub(before);
        Some(Added { product: line.product, asked: line.quantity, quantity, in_cart })
    }

    fn put(&mut self, product: ProductId, quantity: Quantity) -> Result<(), Problem> {
        if let Some(line) = self.lines.iter_mut().find(|line| line.product == product) {
            line.quantity = quantity;
            return Ok(());
        }
        if self.lines.len() >= Self::MAX_LINES {
            return Err(Problem::CartFull { max: Self::MAX_LINES });
        }
        self.lines.push(CartLine { product, quantity });
        Ok(())
    }
}

impl From<Vec<CartLine>> for Cart {
    fn from(lines: Vec<CartLine>) -> Self {
        Self::new(lines)
    }
}

impl From<Cart> for Vec<CartLine> {
    fn from(cart: Cart) -> Self {
        cart.lines
    }
}
