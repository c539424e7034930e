//! A product goes to another shelf: only its category is changed, whatever else its form holds (domain.md §4).

use domain::{
    ids::{CategoryId, ProductId},
    problem::Problem,
    rights::Deed,
};
use store::{catalogue, places::By};

use super::{
    Done, OpError,
    audit::{self, Act, Changes, Object},
};
use crate::app::App;

/// Puts a product in a category that is in use, or takes it out of the one it is in.
pub async fn put(app: &App, id: ProductId, category: Option<CategoryId>, by: &By) -> Done<()> {
    audit::allow(by, Deed::EditGoods)?;
    let mut tx = app.db.begin().await?;
    let before = catalogue::product(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    if let Some(category) = category {
        let known = catalogue::category(&mut tx, category).await?.filter(|known| known.archived_at.is_none());
        known.ok_or_else(|| OpError::field("kategori", Problem::UnknownChoice))?;
    }
    catalogue::set_category(&mut tx, id, category).await?;
    let shown = |category: Option<CategoryId>| category.map(|id| id.to_string()).unwrap_or_default();
    let changes = Changes::none().of("kategori", shown(before.category_id), shown(category));
    audit::note(&mut tx, by, Act::Changed, Object::from(id).named(&before.name), changes).await?;
    tx.commit().await?;
    Ok(())
}
