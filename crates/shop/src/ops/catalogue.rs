//! Products and categories as the office keeps them (domain.md §4).

use domain::{
    ids::{CategoryId, FileId, ProductId},
    money::Rupiah,
    problem::Problem,
    quantity::Quantity,
    rights::Deed,
    text,
};
use store::{
    Tx,
    accounts::Edited,
    catalogue::{self, CategoryRow, ProductFields, ProductRow},
    files::NewFile,
    places::By,
};

use super::{
    Checked, Done, OpError,
    audit::{self, Act, Changes, Object},
    broadcasts, stock,
};
use crate::app::App;

pub const MAX_NAME: usize = 120;
const MAX_DESCRIPTION: usize = 5000;
const MAX_UNIT: usize = 20;
/// Ten tonnes a piece: more is a slip of the finger.
const MAX_WEIGHT_GRAMS: i64 = 10_000_000;
/// Photos of one product.
pub const MAX_PHOTOS: usize = 12;

/// A product form as typed.
#[derive(Clone, Debug, Default)]
pub struct TypedProduct {
    pub name: String,
    pub description: String,
    pub category: String,
    pub price: String,
    pub unit: String,
    pub step: String,
    pub minimum: String,
    /// Kilograms per unit, with a decimal comma; may be empty.
    pub weight: String,
    /// Only for a new product; may be empty.
    pub stock: String,
    /// A new product that customers are not told of.
    pub quiet: bool,
}

/// Makes a product with its first stock and photos; all customers are told (domain.md §9).
pub async fn create(app: &App, typed: &TypedProduct, photos: &[NewFile], reason: &str, by: &By) -> Done<ProductId> {
    audit::allow(by, Deed::EditGoods)?;
    let mut checked = Checked::default();
    let fields = parse(&mut checked, typed);
    let quantity = checked.take("stok_awal", parse_or(&typed.stock, Quantity::ZERO));
    if photos.len() > MAX_PHOTOS {
        checked.refuse("foto", Problem::NumberOutOfRange { min: 0, max: MAX_PHOTOS as i64 });
    }
    let (Some(fields), Some(quantity), true) = (fields, quantity, checked.is_fine()) else {
        return Err(checked.refused());
    };
    let mut tx = app.db.begin().await?;
    check_category(&mut tx, &fields).await?;
    let id = catalogue::insert_product(&mut tx, &fields).await?;
    stock::initial(&mut tx, id, quantity, reason, by).await?;
    hang(&mut tx, id, photos).await?;
    if !typed.quiet {
        broadcasts::new_product(&mut tx, app, (id, &fields.name), (fields.price, &fields.unit), by).await?;
    }
    let changes = described(Changes::none(), None, &fields).to("stok_awal", quantity);
    audit::note(&mut tx, by, Act::Created, Object::from(id).named(&fields.name), changes).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a product's fields, never its stock.
pub async fn change(app: &App, id: ProductId, version: i64, typed: &TypedProduct, by: &By) -> Done<()> {
    audit::allow(by, Deed::EditGoods)?;
    let mut checked = Checked::default();
    let Some(fields) = parse(&mut checked, typed) else { return Err(checked.refused()) };
    let mut tx = app.db.begin().await?;
    let before = catalogue::product(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    check_category(&mut tx, &fields).await?;
    if catalogue::update_product(&mut tx, id, version, &fields).await? != Edited::Done {
        return Err(OpError::Stale);
    }
    let changes = described(Changes::none(), Some(&before), &fields);
    audit::note(&mut tx, by, Act::Changed, Object::from(id).named(&fields.name), changes).await?;
    tx.commit().await?;
    Ok(())
}

/// A weight as the form shows it.
pub fn kilograms(grams: Option<i64>) -> String {
    grams.and_then(|grams| Quantity::from_thousandths(grams).ok()).map(|weight| weight.to_string()).unwrap_or_default()
}

/// What a product form changes, beside what stood there.
pub fn described(changes: Changes, before: Option<&ProductRow>, now: &ProductFields) -> Changes {
    fn shown<T: ToString>(value: Option<T>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    changes
        .of("nama_produk", shown(before.map(|row| &row.name)), &now.name)
        .of("deskripsi_produk", shown(before.map(|row| &row.description)), &now.description)
        .of("kategori", shown(before.and_then(|row| row.category_id)), shown(now.category_id))
        .of("harga_produk", shown(before.map(|row| row.price)), now.price)
        .of("satuan", shown(before.map(|row| &row.unit)), &now.unit)
        .of("kelipatan", shown(before.map(|row| row.step)), now.step)
        .of("minimum", shown(before.map(|row| row.minimum)), now.minimum)
        .of("berat", kilograms(before.and_then(|row| row.weight_grams)), kilograms(now.weight_grams))
}

/// Reads a product form; what is wrong is noted.
pub fn parse(checked: &mut Checked, typed: &TypedProduct) -> Option<ProductFields> {
    let name = checked.take("nama_produk", text::one_line(&typed.name, MAX_NAME));
    let description = checked.take("deskripsi_produk", optional_lines(&typed.description));
    let category = checked.take("kategori", optional_id(&typed.category));
    let price = checked.take("harga_produk", price(&typed.price));
    let unit = checked.take("satuan", text::one_line(&typed.unit, MAX_UNIT));
    let step = checked.take("kelipatan", positive(&typed.step));
    let minimum = checked.take("minimum", positive(&typed.minimum));
    let weight_grams = checked.take("berat", weight(&typed.weight));
    let (step, minimum) = (step?, minimum?);
    if !minimum.is_multiple_of(step) {
        checked.refuse("minimum", Problem::OffStep { step });
        return None;
    }
    Some(ProductFields {
        name: name?,
        description: description?,
        category_id: category?,
        price: price?,
        unit: unit?,
        step,
        minimum,
        weight_grams: weight_grams?,
    })
}

fn optional_lines(typed: &str) -> Result<String, Problem> {
    if typed.trim().is_empty() { Ok(String::new()) } else { text::many_lines(typed, MAX_DESCRIPTION) }
}

fn optional_id(typed: &str) -> Result<Option<CategoryId>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    typed.trim().parse().map(Some).map_err(|_| Problem::UnknownChoice)
}

fn parse_or(typed: &str, empty: Quantity) -> Result<Quantity, Problem> {
    if typed.trim().is_empty() { Ok(empty) } else { Quantity::parse(typed) }
}

/// A price; nobody gives goods away through a shop, a zero is a slip of the finger.
fn price(typed: &str) -> Result<Rupiah, Problem> {
    let price = Rupiah::parse(typed)?;
    if price.is_zero() { Err(Problem::NotPositive) } else { Ok(price) }
}

/// A step or minimum; empty means one.
fn positive(typed: &str) -> Result<Quantity, Problem> {
    let quantity = parse_or(typed, Quantity::ONE)?;
    if quantity.is_zero() { Err(Problem::NotPositive) } else { Ok(quantity) }
}

/// Kilograms with a decimal comma, as grams.
fn weight(typed: &str) -> Result<Option<i64>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let grams = Quantity::parse(typed)?.thousandths();
    if grams > MAX_WEIGHT_GRAMS {
        return Err(Problem::NumberOutOfRange { min: 0, max: MAX_WEIGHT_GRAMS / 1000 });
    }
    Ok(Some(grams))
}

async fn check_category(tx: &mut Tx, fields: &ProductFields) -> Done<()> {
    let Some(id) = fields.category_id else { return Ok(()) };
    match catalogue::category(tx, id).await? {
        Some(_) => Ok(()),
        None => Err(OpError::field("kategori", Problem::UnknownChoice)),
    }
}

/// Archives a product or brings it back; orders keep its name and price.
pub async fn archive(app: &App, id: ProductId, archived: bool, by: &By) -> Done<()> {
    audit::allow(by, Deed::EditGoods)?;
    let mut tx = app.db.begin().await?;
    if !catalogue::archive_product(&mut tx, id, archived).await? {
        return Err(OpError::NotFound);
    }
    audit::note(&mut tx, by, archiving(archived), id, Changes::none()).await?;
    tx.commit().await?;
    Ok(())
}

fn archiving(archived: bool) -> Act {
    if archived { Act::Archived } else { Act::Restored }
}

async fn hang(tx: &mut Tx, id: ProductId, photos: &[NewFile]) -> Done<()> {
    if photos.is_empty() {
        return Ok(());
    }
    let mut files = Vec::with_capacity(photos.len());
    for photo in photos {
        files.push(store::files::insert(tx, photo).await?);
    }
    catalogue::add_photos(tx, id, &files).await?;
    Ok(())
}

/// Hangs more photos on a product.
pub async fn add_photos(app: &App, id: ProductId, photos: &[NewFile], by: &By) -> Done<()> {
    audit::allow(by, Deed::EditGoods)?;
    let mut tx = app.db.begin().await?;
    catalogue::product(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    if catalogue::photos_of(&mut tx, id).await?.len() + photos.len() > MAX_PHOTOS {
        return Err(OpError::field("foto", Problem::NumberOutOfRange { min: 0, max: MAX_PHOTOS as i64 }));
    }
    hang(&mut tx, id, photos).await?;
    audit::note(&mut tx, by, Act::PhotosAdded, id, Changes::none().to("jumlah", photos.len())).await?;
    tx.commit().await?;
    Ok(())
}

/// What to do with one photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoChange {
    MakeCover,
    Remove,
}

/// Makes a photo the cover, or takes it off.
pub async fn change_photo(app: &App, id: ProductId, file: FileId, change: PhotoChange, by: &By) -> Done<()> {
    audit::allow(by, Deed::EditGoods)?;
    let mut tx = app.db.begin().await?;
    let changed = match change {
        PhotoChange::MakeCover => catalogue::make_cover(&mut tx, id, file).await?,
        PhotoChange::Remove => catalogue::remove_photo(&mut tx, id, file).await?,
    };
    if !changed {
        return Err(OpError::NotFound);
    }
    let act = match change {
        PhotoChange::MakeCover => Act::CoverChosen,
        PhotoChange::Remove => Act::PhotoRemoved,
    };
    audit::note(&mut tx, by, act, id, Changes::none().to("foto", file)).await?;
    tx.commit().await?;
    Ok(())
}

/// A category form as typed.
#[derive(Clone, Debug, Default)]
pub struct TypedCategory {
    pub name: String,
    pub description: String,
}

fn parse_category(typed: &TypedCategory) -> Done<(String, String)> {
    let mut checked = Checked::default();
    let name = checked.take("nama_kategori", text::one_line(&typed.name, MAX_NAME));
    let description = checked.take("deskripsi", optional_lines(&typed.description));
    match (name, description) {
        (Some(name), Some(description)) => Ok((name, description)),
        _ => Err(checked.refused()),
    }
}

fn category_changes(before: Option<&CategoryRow>, name: &str, description: &str) -> Changes {
    let (old_name, old_description) = before.map(|row| (&*row.name, &*row.description)).unwrap_or_default();
    Changes::none().of("nama_kategori", old_name, name).of("deskripsi", old_description, description)
}

/// Makes a category.
pub async fn create_category(app: &App, typed: &TypedCategory, by: &By) -> Done<CategoryId> {
    audit::allow(by, Deed::EditGoods)?;
    let (name, description) = parse_category(typed)?;
    let mut tx = app.db.begin().await?;
    let id = catalogue::insert_category(&mut tx, &name, &description).await?;
    let id = id.ok_or_else(|| OpError::field("nama_kategori", Problem::Taken))?;
    let changes = category_changes(None, &name, &description);
    audit::note(&mut tx, by, Act::Created, Object::from(id).named(&name), changes).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a category.
pub async fn change_category(app: &App, id: CategoryId, version: i64, typed: &TypedCategory, by: &By) -> Done<()> {
    audit::allow(by, Deed::EditGoods)?;
    let (name, description) = parse_category(typed)?;
    let mut tx = app.db.begin().await?;
    let before = catalogue::category(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    match catalogue::update_category(&mut tx, id, version, &name, &description).await? {
        Edited::Done => {}
        Edited::Stale => return Err(OpError::Stale),
        Edited::Taken => return Err(OpError::field("nama_kategori", Problem::Taken)),
    }
    let changes = category_changes(Some(&before), &name, &description);
    audit::note(&mut tx, by, Act::Changed, Object::from(id).named(&name), changes).await?;
    tx.commit().await?;
    Ok(())
}

/// Brings an archived category back, under another name where one is given: `Taken` at `nama_kategori` while a living one has its name.
pub async fn restore_category(app: &App, id: CategoryId, name: Option<&str>, by: &By) -> Done<()> {
    audit::allow(by, Deed::EditGoods)?;
    let taken = || OpError::field("nama_kategori", Problem::Taken);
    let name = name.map(|name| text::one_line(name, MAX_NAME)).transpose();
    let name = name.map_err(|problem| OpError::field("nama_kategori", problem))?;
    let mut tx = app.db.begin().await?;
    let before = catalogue::category(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    let name = name.unwrap_or_else(|| before.name.clone());
    if name != before.name {
        match catalogue::update_category(&mut tx, id, before.version, &name, &before.description).await? {
            Edited::Done => {}
            Edited::Stale => return Err(OpError::Stale),
            Edited::Taken => return Err(taken()),
        }
    }
    match catalogue::archive_category(&mut tx, id, false).await? {
        Edited::Done => {}
        Edited::Stale => return Err(OpError::NotFound),
        Edited::Taken => return Err(taken()),
    }
    let changes = Changes::none().of("nama_kategori", &before.name, &name);
    audit::note(&mut tx, by, archiving(false), Object::from(id).named(&name), changes).await?;
    tx.commit().await?;
    Ok(())
}

/// Archives a category.
pub async fn archive_category(app: &App, id: CategoryId, by: &By) -> Done<()> {
    audit::allow(by, Deed::EditGoods)?;
    let mut tx = app.db.begin().await?;
    match catalogue::archive_category(&mut tx, id, true).await? {
        Edited::Done => {}
        Edited::Stale => return Err(OpError::NotFound),
        Edited::Taken => return Err(OpError::field("nama_kategori", Problem::Taken)),
    }
    audit::note(&mut tx, by, archiving(true), id, Changes::none()).await?;
    tx.commit().await?;
    Ok(())
}
