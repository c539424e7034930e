//! Which product a row is about.

use std::collections::HashMap;

use domain::{
    ids::ProductId,
    import::{Column, key},
    problem::Problem,
    quantity::Quantity,
};
use store::catalogue::ProductRow;

use super::table::Row;

/// Finds the product a row is about: by its number, else by its name; `None` when it is a new one.
pub fn find<'p>(
    row: Row<'_>,
    by_id: &HashMap<ProductId, &'p ProductRow>,
    by_name: &HashMap<String, Vec<&'p ProductRow>>,
) -> Result<Option<&'p ProductRow>, (Column, Problem)> {
    let number = row.text(Column::Id);
    if !number.is_empty() {
        let found = number.parse().ok().and_then(|id| by_id.get(&id));
        return found.map(|product| Some(*product)).ok_or((Column::Id, Problem::UnknownProduct));
    }
    match by_name.get(&key(row.text(Column::Name))).map_or(&[][..], Vec::as_slice) {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        _ => Err((Column::Name, Problem::SeveralProducts)),
    }
}

/// All products by their names. Where one on sale has the name of archived ones, it is meant.
pub fn by_name(products: &[ProductRow]) -> HashMap<String, Vec<&ProductRow>> {
    let mut named: HashMap<String, Vec<&ProductRow>> = HashMap::new();
    for product in products {
        named.entry(key(&product.name)).or_default().push(product);
    }
    for alike in named.values_mut().filter(|alike| alike.len() > 1) {
        if alike.iter().any(|product| product.archived_at.is_none()) {
            alike.retain(|product| product.archived_at.is_none());
        }
    }
    named
}

/// Cells that name another stock than goods that are there have: a table of products does not move it.
pub fn unread_stock(row: Row<'_>, before: &ProductRow) -> Vec<Column> {
    let differs = |column: &Column| match row.text(*column) {
        "" => false,
        typed => Quantity::parse(typed) != Ok(before.on_hand),
    };
    [Column::OnHand, Column::InitialStock].into_iter().filter(differs).collect()
}
