//! The demo's pictures, compiled in as the shop itself makes them of an upload (`examples/press_pictures.rs`): drawing them anew at each
//! demo would take longer than everything else together.

use std::io::Cursor;

use anyhow::Context as _;
use bytes::Bytes;
use image::{ImageFormat, ImageReader};
use store::files::{FileKind, NewFile};

use crate::{
    app::App,
    entropy,
    files::{picture::WIDTHS, uploads::sized},
};

macro_rules! pressed {
    ($($part:literal)*) => {
        include_bytes!(concat!("../../../../../seeds/pressed/", $($part,)* ".webp")).as_slice()
    };
}

macro_rules! products {
    ($($name:literal)*) => {
        /// Product pictures: name, and the bytes at each of [`WIDTHS`].
        const PRODUCTS: &[(&str, [&[u8]; WIDTHS.len()])] =
            &[$(($name, [pressed!($name "-320"), pressed!($name "-800"), pressed!($name "-1600")])),*];
    };
}

macro_rules! handed_in {
    ($($name:literal)*) => {
        /// Receipts, delivery photos and feedback photos.
        const HANDED_IN: &[(&str, &[u8])] = &[$(($name, pressed!($name))),*];
    };
}

products! {
    "baluster-botol" "baluster-botol-2" "bata-ekspos" "batu-acak" "batu-alur" "batu-susun" "batu-susun-2"
    "grass-block" "kanstin" "kepala-kaki-pilar" "panel-pagar" "paving-bata-abu" "paving-bata-abu-2"
    "paving-bata-merah" "paving-cacing" "paving-segi-enam" "pilar-alur" "pilar-alur-2" "pilar-kotak"
    "pilar-polos" "pilar-ulir" "pion-bola" "pion-catur" "pion-catur-2" "pion-guci" "pion-nanas"
    "pion-piramida" "roster-bintang" "roster-bulan" "roster-bulan-2" "roster-jendela" "roster-kawung"
    "roster-kawung-2" "roster-nako" "roster-silang" "roster-sisik" "roster-wajik" "roster-wajik-2"
    "tiang-gerbang" "tiang-kawat" "tiang-panel" "tiang-panel-2"
}

handed_in! {
    "feedback-1" "feedback-2" "feedback-3" "feedback-4" "feedback-5" "proof-delivery-1" "proof-delivery-2"
    "proof-delivery-3" "proof-transfer-1" "proof-transfer-2"
}

/// Stores a product picture (named as in the seeds, `roster-bulan.jpg`) in all its widths, as an upload would be.
pub async fn product(app: &App, file: &str) -> anyhow::Result<NewFile> {
    let name = file.trim_end_matches(".jpg");
    let (_, sizes) = PRODUCTS.iter().find(|(known, _)| *known == name).with_context(|| format!("no picture {file}"))?;
    let key = entropy::key(app.entropy.as_ref());
    for (width, bytes) in WIDTHS.into_iter().zip(sizes) {
        app.uploads.store().put(&sized(&key, width), Bytes::from_static(bytes)).await?;
    }
    let size = sizes.iter().map(|bytes| bytes.len() as i64).sum();
    let largest = sizes.last().copied().unwrap_or_default();
    Ok(new_file(FileKind::Product, key, size, dimensions(largest)?))
}

/// Stores a picture somebody handed in: a receipt, the photo of a delivery or of feedback.
pub async fn handed_in(app: &App, kind: FileKind, file: &str) -> anyhow::Result<NewFile> {
    let name = file.trim_end_matches(".jpg");
    let (_, bytes) =
        HANDED_IN.iter().find(|(known, _)| *known == name).with_context(|| format!("no picture {file}"))?;
    let key = format!("{}.webp", entropy::key(app.entropy.as_ref()));
    app.uploads.store().put(&key, Bytes::from_static(bytes)).await?;
    Ok(new_file(kind, key, bytes.len() as i64, dimensions(bytes)?))
}

fn new_file(kind: FileKind, storage_key: String, size: i64, dimensions: (i64, i64)) -> NewFile {
    NewFile { kind, storage_key, content_type: "image/webp".to_owned(), size, dimensions: Some(dimensions) }
}

fn dimensions(webp: &[u8]) -> anyhow::Result<(i64, i64)> {
    let (width, height) = ImageReader::with_format(Cursor::new(webp), ImageFormat::WebP).into_dimensions()?;
    Ok((i64::from(width), i64::from(height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_of_the_seeds_is_there_and_can_be_read() {
        let seeds = super::super::seeds::read().expect("the seeds are read");
        for product in &seeds.catalogue.products {
            for file in &product.pictures {
                let name = file.trim_end_matches(".jpg");
                let (_, sizes) = PRODUCTS.iter().find(|(known, _)| *known == name).expect(name);
                let widths: Vec<_> = sizes.iter().map(|bytes| dimensions(bytes).expect(name).0).collect();
                assert_eq!(widths, [320, 800, 1200], "{name}");
            }
        }
        let pictures = &seeds.words.pictures;
        for file in pictures.delivery_proofs.iter().chain(&pictures.transfer_receipts).chain(&pictures.feedbacks) {
            assert!(HANDED_IN.iter().any(|(known, _)| *known == file.trim_end_matches(".jpg")), "{file}");
        }
    }
}
