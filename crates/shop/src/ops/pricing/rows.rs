//! Stored discount rows as the rules know them.

use domain::{
    discount::{DiscountRow, Scope},
    ids::ProductId,
    money::Rupiah,
};
use store::{StoreError, discount_pages::AnyRow, discounts::PublicRow};

pub(super) fn corrupt(column: &str) -> StoreError {
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
