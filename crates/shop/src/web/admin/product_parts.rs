//! The smaller forms beside a product: photos, and stock changed by hand (domain.md §4).

use domain::{
    ids::{FileId, ProductId},
    problem::Problem,
    quantity::Quantity,
    stock::{Adjustment, MAX_REASON_CHARS},
    text as typed,
};
use views::{errors::ErrorKind, frame::Tone, text, urls};

use super::{parts::product_photos, product::refused};
use crate::{
    ops::{
        Checked, Done, OpError,
        catalogue::{self, PhotoChange},
        stock,
    },
    web::{
        ctx::{Admin, Id},
        fault::Fault,
        posted::{Posted, Typed, WithPhotos},
        reply::Answer,
    },
};

pub async fn add_photos(admin: Admin, Id(id): Id<ProductId>, WithPhotos(posted): WithPhotos) -> Answer {
    let app = &admin.ctx.app;
    admin.ctx.snap.product(id).ok_or(Fault::NotFound)?;
    let added = match product_photos(app, &posted).await? {
        Ok(photos) if photos.is_empty() => Err(OpError::field("foto", Problem::FileMissing)),
        Ok(photos) => catalogue::add_photos(app, id, &photos, &admin.by()).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_product(id), Tone::Good, text::admin::PHOTOS_ADDED)),
        Err(error) => refused(&admin, id, "product-photos", &posted, error).await,
    }
}

pub async fn change_photo(admin: Admin, Id(id): Id<ProductId>, Typed(posted): Typed) -> Answer {
    let file: FileId = posted.text("foto").parse().map_err(|_| Fault::NotFound)?;
    let (change, words) = match posted.text("aksi") {
        "sampul" => (PhotoChange::MakeCover, text::admin::PHOTO_COVER),
        "hapus" => (PhotoChange::Remove, text::admin::PHOTO_REMOVED),
        _ => return Err(Fault::Kind(ErrorKind::BadRequest)),
    };
    catalogue::change_photo(&admin.ctx.app, id, file, change, &admin.by()).await?;
    Ok(admin.ctx.go(&urls::admin_product(id), Tone::Good, words))
}

pub async fn adjust_stock(admin: Admin, Id(id): Id<ProductId>, Typed(posted): Typed) -> Answer {
    let adjusted = match adjustment(&posted) {
        Ok((adjustment, reason)) if posted.has("tanpa_kabar") => {
            stock::adjust_quietly(&admin.ctx.app, id, adjustment, &reason, &admin.by()).await
        }
        Ok((adjustment, reason)) => stock::adjust(&admin.ctx.app, id, adjustment, &reason, &admin.by()).await,
        Err(error) => Err(error),
    };
    match adjusted {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_product(id), Tone::Good, text::admin::STOCK_CHANGED)),
        Err(error) => refused(&admin, id, "stock", &posted, error).await,
    }
}

fn adjustment(posted: &Posted) -> Done<(Adjustment, String)> {
    let mut checked = Checked::default();
    let kind = checked.take("jenis", kind(posted.text("jenis")));
    let quantity = checked.take("jumlah", Quantity::parse(posted.text("jumlah")));
    let reason = checked.take("alasan", typed::one_line(posted.text("alasan"), MAX_REASON_CHARS));
    match (kind, quantity, reason) {
        (Some(kind), Some(quantity), Some(reason)) => Ok((kind(quantity), reason)),
        _ => Err(checked.refused()),
    }
}

fn kind(code: &str) -> Result<fn(Quantity) -> Adjustment, Problem> {
    match code {
        "masuk" => Ok(Adjustment::Restock),
        "rusak" => Ok(Adjustment::Breakage),
        "hitung" => Ok(Adjustment::Count),
        _ => Err(Problem::UnknownChoice),
    }
}
