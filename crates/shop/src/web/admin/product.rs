//! The form of one product (domain.md §4). Stock is changed elsewhere: this form never overwrites what was sold meanwhile.

use axum::response::Response;
use domain::{ids::ProductId, quantity::Quantity};
use store::{
    catalogue::ProductRow,
    stock::{self, MovementFilter},
};
use views::{
    admin::{Forms, ProductPage, StockView},
    form::FormState,
    frame::Tone,
    text, urls,
};

use super::{
    overtaken::{self, Latest},
    parts::{product_photos, refuse, version},
    products::category_choices,
    stock::movement,
};
use crate::{
    ops::{
        OpError,
        catalogue::{self, TypedProduct},
    },
    snapshot::Product,
    web::{
        ctx::{Admin, Ctx, Id},
        fault::Fault,
        parts::photo,
        posted::{Posted, Typed, WithPhotos, attach_again},
        reply::{self, Answer},
    },
};

/// Movements shown beside the form.
const LATEST_MOVEMENTS: i64 = 8;

fn typed(posted: &Posted) -> TypedProduct {
    TypedProduct {
        name: posted.owned("nama_produk"),
        description: posted.owned("deskripsi_produk"),
        category: posted.owned("kategori"),
        price: posted.owned("harga_produk"),
        unit: posted.owned("satuan"),
        step: posted.owned("kelipatan"),
        minimum: posted.owned("minimum"),
        weight: posted.owned("berat"),
        stock: posted.owned("stok_awal"),
        quiet: posted.has("tanpa_kabar"),
    }
}

fn empty(admin: &Admin, form: FormState) -> ProductPage {
    ProductPage {
        frame: admin.frame(),
        id: None,
        name: String::new(),
        unit: String::new(),
        archived: false,
        form,
        categories: category_choices(&admin.ctx.snap),
        photos: Vec::new(),
        stock: None,
        movements: Vec::new(),
        forms: Forms::default(),
    }
}

pub async fn new(admin: Admin) -> Answer {
    let one = || Quantity::ONE.to_string();
    let form = FormState::filled([("kelipatan", one()), ("minimum", one())]);
    reply::ok(&empty(&admin, form))
}

pub async fn create(admin: Admin, WithPhotos(posted): WithPhotos) -> Answer {
    let app = &admin.ctx.app;
    let created = match product_photos(app, &posted).await? {
        Ok(photos) => catalogue::create(app, &typed(&posted), &photos, text::admin::FIRST_STOCK, &admin.by()).await,
        Err(error) => Err(error),
    };
    match created {
        Ok(id) => Ok(admin.ctx.go(&urls::admin_product(id), Tone::Good, text::admin::PRODUCT_CREATED)),
        Err(error) => {
            let form = attach_again(refuse(posted.keep_all(), error)?, &posted, "foto");
            reply::refused(&empty(&admin, form))
        }
    }
}

pub async fn show(admin: Admin, Id(id): Id<ProductId>) -> Answer {
    reply::ok(&draw(&admin, id).await?)
}

pub async fn change(admin: Admin, Id(id): Id<ProductId>, Typed(posted): Typed) -> Answer {
    match catalogue::change(&admin.ctx.app, id, version(&posted), &typed(&posted), &admin.by()).await {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_product(id), Tone::Good, text::admin::PRODUCT_SAVED)),
        Err(error) => {
            let page = draw(&admin, id).await?;
            let latest = Latest { form: &page.form, address: urls::admin_product(id), of: Some(id.into()) };
            let form = match overtaken::refused(&admin, posted.keep_all(), error, latest).await? {
                Ok(form) => form,
                Err(saved) => return Ok(saved),
            };
            reply::refused(&ProductPage { form, ..page })
        }
    }
}

/// The page again after one of its smaller forms was refused.
pub async fn refused(admin: &Admin, id: ProductId, name: &'static str, posted: &Posted, error: OpError) -> Answer {
    let forms = Forms::refused(name, refuse(posted.keep_all(), error)?);
    reply::refused(&ProductPage { forms, ..draw(admin, id).await? })
}

/// Whoever asks for the address of a form goes to the product.
pub async fn back(Id(id): Id<ProductId>) -> Response {
    reply::to(&urls::admin_product(id))
}

/// Archives, or brings back: what the button said, so that a second click changes nothing.
pub async fn archive(admin: Admin, Id(id): Id<ProductId>, Typed(posted): Typed) -> Answer {
    let product = admin.ctx.snap.product(id).ok_or(Fault::NotFound)?;
    let archived = match posted.text("arsip") {
        "" => product.on_sale(),
        choice => choice == "ya",
    };
    catalogue::archive(&admin.ctx.app, id, archived, &admin.by()).await?;
    let words = if archived { text::admin::PRODUCT_ARCHIVED } else { text::admin::PRODUCT_BACK };
    Ok(admin.ctx.go(&urls::admin_product(id), Tone::Good, words))
}

async fn draw(admin: &Admin, id: ProductId) -> Result<ProductPage, Fault> {
    let ctx = &admin.ctx;
    let product = ctx.snap.product(id).ok_or(Fault::NotFound)?;
    let filter = MovementFilter { product: Some(id), ..MovementFilter::default() };
    let mut conn = ctx.app.db.read().await?;
    let movements = stock::movements(&mut conn, &filter, LATEST_MOVEMENTS).await?;
    drop(conn);
    let zone = &ctx.snap.settings.zone;
    Ok(ProductPage {
        id: Some(id),
        name: product.row.name.clone(),
        unit: product.row.unit.clone(),
        archived: !product.on_sale(),
        photos: product.photos.iter().map(photo).collect(),
        stock: Some(level(product)),
        movements: movements.into_iter().map(|row| movement(zone, row)).collect(),
        ..empty(admin, stored(ctx, &product.row))
    })
}

fn level(product: &Product) -> StockView {
    StockView { on_hand: product.row.on_hand, reserved: product.row.reserved, available: product.available() }
}

/// The product as it stands in its form.
fn stored(ctx: &Ctx, row: &ProductRow) -> FormState {
    let category = row.category_id.filter(|id| ctx.snap.category(*id).is_some());
    let weight = row.weight_grams.and_then(|grams| Quantity::from_thousandths(grams).ok());
    FormState::filled([
        ("nama_produk", row.name.clone()),
        ("deskripsi_produk", row.description.clone()),
        ("kategori", category.map(|id| id.to_string()).unwrap_or_default()),
        ("harga_produk", row.price.get().to_string()),
        ("satuan", row.unit.clone()),
        ("kelipatan", row.step.to_string()),
        ("minimum", row.minimum.to_string()),
        ("berat", weight.map(|weight| weight.to_string()).unwrap_or_default()),
        ("versi", row.version.to_string()),
    ])
}
