//! Products, categories and photos (domain.md §4).

use domain::{
    ids::{CategoryId, FileId, ProductId},
    money::Rupiah,
    quantity::Quantity,
    time::UtcMillis,
};

use crate::{OnLink, Result, StoreError, Tx, accounts::Edited, query::IdRow, record, sql};

record! {
    /// A product with its stock.
    pub struct ProductRow {
        pub id: ProductId,
        pub name: String,
        pub description: String,
        pub category_id: Option<CategoryId>,
        pub price: Rupiah,
        pub unit: String,
        pub step: Quantity,
        pub minimum: Quantity,
        pub weight_grams: Option<i64>,
        pub on_hand: Quantity,
        pub reserved: Quantity,
        pub created_at: UtcMillis,
        pub archived_at: Option<UtcMillis>,
        pub version: i64,
    }
}

record! {
    /// A category.
    pub struct CategoryRow {
        pub id: CategoryId,
        pub name: String,
        pub description: String,
        pub archived_at: Option<UtcMillis>,
        pub version: i64,
    }
}

record! {
    /// A photo of a product; the lowest position is the cover.
    pub struct PhotoRow {
        pub product_id: ProductId,
        pub file_id: FileId,
        pub position: i64,
        pub width: Option<i64>,
        pub height: Option<i64>,
    }
}

/// A product's fields as the form gives them; all values were parsed.
#[derive(Clone, Debug)]
pub struct ProductFields {
    pub name: String,
    pub description: String,
    pub category_id: Option<CategoryId>,
    pub price: Rupiah,
    pub unit: String,
    pub step: Quantity,
    pub minimum: Quantity,
    pub weight_grams: Option<i64>,
}

/// All products, archived ones too, newest first.
pub async fn products(on: &mut impl OnLink) -> Result<Vec<ProductRow>> {
    sql!(
        "SELECT id, name, description, category_id, price, unit, step, minimum, weight_grams, on_hand, reserved, created_at, archived_at, version
         FROM products ORDER BY created_at DESC, id DESC"
    )
    .all(on)
    .await
}

/// One product as it is now.
pub async fn product(on: &mut impl OnLink, id: ProductId) -> Result<Option<ProductRow>> {
    sql!(
        "SELECT id, name, description, category_id, price, unit, step, minimum, weight_grams, on_hand, reserved, created_at, archived_at, version
         FROM products WHERE id = $1"
    )
    .bind(id)
    .optional(on)
    .await
}

/// All categories by name.
pub async fn categories(on: &mut impl OnLink) -> Result<Vec<CategoryRow>> {
    sql!("SELECT id, name, description, archived_at, version FROM categories ORDER BY name, id").all(on).await
}

/// One category.
pub async fn category(on: &mut impl OnLink, id: CategoryId) -> Result<Option<CategoryRow>> {
    sql!("SELECT id, name, description, archived_at, version FROM categories WHERE id = $1").bind(id).optional(on).await
}

/// All photos in their order.
pub async fn photos(on: &mut impl OnLink) -> Result<Vec<PhotoRow>> {
    sql!(
        "SELECT p.product_id, p.file_id, p.position, f.width, f.height FROM product_photos p
         JOIN files f ON f.id = p.file_id ORDER BY p.product_id, p.position, p.file_id"
    )
    .all(on)
    .await
}

/// Photos of one product in their order.
pub async fn photos_of(on: &mut impl OnLink, id: ProductId) -> Result<Vec<PhotoRow>> {
    sql!(
        "SELECT p.product_id, p.file_id, p.position, f.width, f.height FROM product_photos p
         JOIN files f ON f.id = p.file_id WHERE p.product_id = $1 ORDER BY p.position, p.file_id"
    )
    .bind(id)
    .all(on)
    .await
}

/// Writes a product with nothing in stock.
pub async fn insert_product(tx: &mut Tx, fields: &ProductFields) -> Result<ProductId> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO products (name, description, category_id, price, unit, step, minimum, weight_grams, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id"
    )
    .bind(fields.name.as_str())
    .bind(fields.description.as_str())
    .bind(fields.category_id)
    .bind(fields.price)
    .bind(fields.unit.as_str())
    .bind(fields.step)
    .bind(fields.minimum)
    .bind(fields.weight_grams)
    .bind(now)
    .one::<IdRow>(tx)
    .await?;
    tx.hint_catalogue();
    ProductId::try_from(row.id)
        .map_err(|_| StoreError::Corrupt { column: "id".into(), cause: "is not positive".into() })
}

/// Changes a product's fields if nobody did since `version`. Never touches its stock (domain.md §4).
pub async fn update_product(tx: &mut Tx, id: ProductId, version: i64, fields: &ProductFields) -> Result<Edited> {
    let changed = sql!(
        "UPDATE products SET name = $3, description = $4, category_id = $5, price = $6, unit = $7, step = $8, minimum = $9,
            weight_grams = $10, version = version + 1
         WHERE id = $1 AND version = $2"
    )
    .bind(id)
    .bind(version)
    .bind(fields.name.as_str())
    .bind(fields.description.as_str())
    .bind(fields.category_id)
    .bind(fields.price)
    .bind(fields.unit.as_str())
    .bind(fields.step)
    .bind(fields.minimum)
    .bind(fields.weight_grams)
    .run(tx)
    .await?;
    tx.hint_catalogue();
    Ok(if changed == 1 { Edited::Done } else { Edited::Stale })
}

/// Puts a product in a category, or takes it out of the one it is in.
pub async fn set_category(tx: &mut Tx, id: ProductId, category: Option<CategoryId>) -> Result<()> {
    sql!("UPDATE products SET category_id = $2, version = version + 1 WHERE id = $1")
        .bind(id)
        .bind(category)
        .run(tx)
        .await?;
    tx.hint_catalogue();
    Ok(())
}

/// Archives a product or brings it back. False for an unknown one.
pub async fn archive_product(tx: &mut Tx, id: ProductId, archived: bool) -> Result<bool> {
    let now = tx.now();
    let changed = sql!(
        "UPDATE products SET archived_at = CASE WHEN CAST($2 AS BIGINT) = 0 THEN NULL ELSE COALESCE(archived_at, $3) END, version = version + 1
         WHERE id = $1"
    )
    .bind(id)
    .bind(archived)
    .bind(now)
    .run(tx)
    .await?;
    tx.hint_catalogue();
    Ok(changed == 1)
}

/// Writes a category. `None` when a living one has the name.
pub async fn insert_category(tx: &mut Tx, name: &str, description: &str) -> Result<Option<CategoryId>> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO categories (name, name_key, description, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id"
    )
    .bind(name)
    .bind(name.to_lowercase())
    .bind(description)
    .bind(now)
    .optional::<IdRow>(tx)
    .await?;
    tx.hint_catalogue();
    row.map(|row| CategoryId::try_from(row.id))
        .transpose()
        .map_err(|_| StoreError::Corrupt { column: "id".into(), cause: "is not positive".into() })
}

/// Changes a category if nobody did since `version`.
pub async fn update_category(
    tx: &mut Tx,
    id: CategoryId,
    version: i64,
    name: &str,
    description: &str,
) -> Result<Edited> {
    if name_taken(tx, id, name).await? {
        return Ok(Edited::Taken);
    }
    let changed = sql!(
        "UPDATE categories SET name = $3, name_key = $4, description = $5, version = version + 1 WHERE id = $1 AND version = $2"
    )
    .bind(id)
    .bind(version)
    .bind(name)
    .bind(name.to_lowercase())
    .bind(description)
    .run(tx)
    .await?;
    tx.hint_catalogue();
    Ok(if changed == 1 { Edited::Done } else { Edited::Stale })
}

async fn name_taken(tx: &mut Tx, id: CategoryId, name: &str) -> Result<bool> {
    let other = sql!("SELECT id FROM categories WHERE name_key = $1 AND archived_at IS NULL AND id <> $2")
        .bind(name.to_lowercase())
        .bind(id)
        .optional::<IdRow>(tx)
        .await?;
    Ok(other.is_some())
}

/// Archives a category (its products then stand without one on the public pages) or brings it back.
/// `Taken` when a living one has the name meanwhile, `Stale` for an unknown one.
pub async fn archive_category(tx: &mut Tx, id: CategoryId, archived: bool) -> Result<Edited> {
    let now = tx.now();
    let changed = sql!(
        "UPDATE categories SET archived_at = CASE WHEN CAST($2 AS BIGINT) = 0 THEN NULL ELSE COALESCE(archived_at, $3) END, version = version + 1
         WHERE id = $1 AND (CAST($2 AS BIGINT) = 1 OR NOT EXISTS (
            SELECT 1 FROM categories c WHERE c.name_key = categories.name_key AND c.archived_at IS NULL AND c.id <> $1))"
    )
    .bind(id)
    .bind(archived)
    .bind(now)
    .run(tx)
    .await?;
    tx.hint_catalogue();
    if changed == 1 {
        return Ok(Edited::Done);
    }
    Ok(if category(tx, id).await?.is_some() { Edited::Taken } else { Edited::Stale })
}

/// Hangs pictures on a product, after those it has.
pub async fn add_photos(tx: &mut Tx, id: ProductId, files: &[FileId]) -> Result<()> {
    let rows = files.iter().enumerate().map(|(at, file)| [(*file).into(), (at as i64).into()]);
    sql!(
        "WITH v(file_id, at) AS (VALUES {rows:ii}),
            last AS (SELECT COALESCE(MAX(position), -1) AS position FROM product_photos WHERE product_id = $1)
         INSERT INTO product_photos (product_id, file_id, position)
         SELECT CAST($1 AS BIGINT), v.file_id, last.position + 1 + v.at FROM v, last"
    )
    .bind(id)
    .rows(rows)
    .run(tx)
    .await?;
    tx.hint_catalogue();
    Ok(())
}

/// Makes a photo the cover. False when it is no photo of this product.
pub async fn make_cover(tx: &mut Tx, id: ProductId, file: FileId) -> Result<bool> {
    let changed = sql!(
        "UPDATE product_photos SET position = (SELECT MIN(position) FROM product_photos WHERE product_id = $1) - 1
         WHERE product_id = $1 AND file_id = $2"
    )
    .bind(id)
    .bind(file)
    .run(tx)
    .await?;
    tx.hint_catalogue();
    Ok(changed == 1)
}

/// Takes a photo off a product. The file's bytes are pruned later. False when it is no photo of this product.
pub async fn remove_photo(tx: &mut Tx, id: ProductId, file: FileId) -> Result<bool> {
    let changed =
        sql!("DELETE FROM product_photos WHERE product_id = $1 AND file_id = $2").bind(id).bind(file).run(tx).await?;
    tx.hint_catalogue();
    Ok(changed == 1)
}
