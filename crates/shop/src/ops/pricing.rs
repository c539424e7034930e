//! From stored rows to the one pricing function (domain.md §8).

use domain::{
    discount::{self, DiscountRow, Facts, Line, PricedCart, Scope},
    ids::{CustomerId, ProductId},
    money::Rupiah,
    problem::Problem,
    quantity::Quantity,
    settings::Settings,
    time::{ShopDay, UtcMillis},
};
use store::{
    OnLink, StoreError,
    discount_pages::AnyRow,
    discounts::{FactRow, PublicRow},
};

/// The customer who buys, with every discount row that may count.
#[derive(Clone, Debug)]
pub struct Buyer {
    pub id: CustomerId,
    pub name: String,
    pub phone: String,
    pub address: String,
    pub birth_date: ShopDay,
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub bought: Rupiah,
    /// Number of orders, ever.
    pub orders: i64,
    pub rows: Vec<DiscountRow>,
}

fn corrupt(column: &str) -> StoreError {
    StoreError::Corrupt { column: column.to_owned(), cause: "does not fit its scope".to_owned() }
}

/// What a stored row covers.
pub fn scope(code: &str, product: Option<ProductId>, minimum: Option<Rupiah>) -> Result<Scope, StoreError> {
    match (code, product, minimum) {
        ("one_product", Some(product), None) => Ok(Scope::OneProduct(product)),
        ("all_products", None, None) => Ok(Scope::AllProducts),
        ("cart_threshold", None, Some(minimum)) => Ok(Scope::CartThreshold { minimum }),
        _ => Err(corrupt("discounts.scope")),
    }
}

/// A stored row for everybody.
pub fn public_row(row: PublicRow) -> Result<DiscountRow, StoreError> {
    Ok(DiscountRow {
        id: row.id,
        customer: None,
        percent: row.percent,
        scope: scope(&row.scope, row.product_id, row.minimum)?,
        origin: row.origin.parse().map_err(|_| corrupt("discounts.origin"))?,
        message: row.message,
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        active: true,
        uses_left: row.uses_left.and_then(|left| u32::try_from(left).ok()),
        created_at: row.created_at,
    })
}

fn private_row(row: &FactRow) -> Result<Option<DiscountRow>, StoreError> {
    let (Some(id), Some(percent), Some(code), Some(origin)) =
        (row.discount_id, row.percent, row.scope.as_deref(), row.origin.as_deref())
    else {
        return Ok(None);
    };
    Ok(Some(DiscountRow {
        id,
        customer: row.owner_id,
        percent,
        scope: scope(code, row.product_id, row.minimum)?,
        origin: origin.parse().map_err(|_| corrupt("discounts.origin"))?,
        message: row.message.clone().unwrap_or_default(),
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        active: true,
        uses_left: row.uses_left.and_then(|left| u32::try_from(left).ok()),
        created_at: row.row_created_at.unwrap_or(UtcMillis::from(0)),
    }))
}

/// A stored row of any kind, whether it counts or not.
pub fn any_row(row: AnyRow) -> Result<DiscountRow, StoreError> {
    Ok(DiscountRow {
        id: row.id,
        customer: row.customer_id,
        percent: row.percent,
        scope: scope(&row.scope, row.product_id, row.minimum)?,
        origin: row.origin.parse().map_err(|_| corrupt("discounts.origin"))?,
        message: row.message,
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        active: row.active,
        uses_left: row.uses_left.and_then(|left| u32::try_from(left).ok()),
        created_at: row.created_at,
    })
}

/// Reads the customer with the discounts that may count, in one statement; `None` for an unknown one.
pub async fn buyer(on: &mut impl OnLink, customer: CustomerId, now: UtcMillis) -> Result<Option<Buyer>, StoreError> {
    let rows = store::discounts::facts(on, customer, now).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    Ok(Some(Buyer {
        id: first.customer_id,
        name: first.customer_name.clone(),
        phone: first.customer_phone.clone(),
        address: first.customer_address.clone(),
        birth_date: ShopDay::parse(&first.birth_date).map_err(|_| corrupt("customers.birth_date"))?,
        bought: first.bought,
        orders: first.orders,
        rows: rows.iter().map(private_row).filter_map(Result::transpose).collect::<Result<_, _>>()?,
    }))
}

/// What pricing depends on beside the lines: who buys, and when.
#[derive(Clone, Copy)]
pub struct Pricing<'a> {
    pub settings: &'a Settings,
    pub now: UtcMillis,
    pub customer: Option<CustomerId>,
    pub rows: &'a [DiscountRow],
}

impl<'a> Pricing<'a> {
    /// Prices for a customer.
    pub fn of(buyer: &'a Buyer, settings: &'a Settings, now: UtcMillis) -> Self {
        Self { settings, now, customer: Some(buyer.id), rows: &buyer.rows }
    }

    /// Prices for a visitor: only what is for everybody.
    pub fn visitor(rows: &'a [DiscountRow], settings: &'a Settings, now: UtcMillis) -> Self {
        Self { settings, now, customer: None, rows }
    }

    /// Prices lines.
    pub fn price(&self, lines: &[Line]) -> Result<PricedCart, Problem> {
        let today = self.settings.zone.day_of(self.now);
        let facts = Facts { now: self.now, today, customer: self.customer, birthday_gift: None };
        discount::price(lines, self.rows, &facts, &self.settings.discount_rules())
    }

    /// The discount that every cart with this product gives it, for cards and the product page: reckoned for the smallest quantity that is
    /// sold, so that a cart threshold counts only where this product reaches it alone. The line is that of one unit.
    pub fn of_one(&self, line: &Line) -> Option<discount::PricedLine> {
        let priced = self.price(std::slice::from_ref(line)).ok()?;
        let smallest = priced.lines.into_iter().next()?;
        let percent = smallest.verdict.applied.as_ref()?.percent;
        let (gross, discount) = (line.unit_price, percent.of(line.unit_price));
        let net = gross.saturating_sub(discount);
        Some(discount::PricedLine { quantity: Quantity::ONE, gross, discount, net, ..smallest })
    }
}
