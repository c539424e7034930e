//! Pictures: decoded with limits, turned upright, made smaller, written anew as WebP. Nothing of the upload's own bytes survives,
//! so neither do its place, its camera, nor whatever somebody hid in it.

use std::io::Cursor;

use domain::problem::Problem;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, imageops::FilterType};

/// Widths at which product pictures are kept, in pixels.
pub const WIDTHS: [u32; 3] = [320, 800, 1600];
/// Longest side of proofs and photos of deliveries and feedback, in pixels: a receipt stays readable.
const PRIVATE_SIDE: u32 = 1600;
/// The largest picture that is decoded at all: a decoding bomb is refused by its header.
const MAX_SIDE: u32 = 12_000;
const MAX_ALLOCATION: u64 = 256 * 1024 * 1024;
const PRODUCT_QUALITY: f32 = 78.0;
const PRIVATE_QUALITY: f32 = 82.0;

/// A finished picture.
#[derive(Clone, Debug)]
pub struct Encoded {
    pub webp: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Reads JPEG, PNG or WebP, upright. The format is taken from the bytes, never from a name or header of the upload.
fn decode(bytes: &[u8]) -> Result<DynamicImage, Problem> {
    let format = match infer::get(bytes).map(|kind| kind.mime_type()) {
        Some("image/jpeg") => ImageFormat::Jpeg,
        Some("image/png") => ImageFormat::Png,
        Some("image/webp") => ImageFormat::WebP,
        _ => return Err(Problem::FileKind),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOCATION);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Problem::FileUnreadable)?;
    let orientation = decoder.orientation().map_err(|_| Problem::FileUnreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Problem::FileUnreadable)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn encode(picture: &DynamicImage, quality: f32) -> Result<Encoded, Problem> {
    let (width, height) = (picture.width(), picture.height());
    let webp = if picture.color().has_alpha() {
        webp::Encoder::from_rgba(&picture.to_rgba8(), width, height).encode(quality).to_vec()
    } else {
        webp::Encoder::from_rgb(&picture.to_rgb8(), width, height).encode(quality).to_vec()
    };
    if webp.is_empty() {
        return Err(Problem::FileUnreadable);
    }
    Ok(Encoded { webp, width, height })
}

/// A product picture at each of [`WIDTHS`] (never larger than it came).
pub fn product(bytes: &[u8]) -> Result<Vec<(u32, Encoded)>, Problem> {
    let mut picture = decode(bytes)?;
    let mut all = Vec::with_capacity(WIDTHS.len());
    // From the largest down: each size is made of the one before, which is quicker and looks the same.
    for width in WIDTHS.into_iter().rev() {
        if picture.width() > width {
            let height = (u64::from(picture.height()) * u64::from(width) / u64::from(picture.width())).max(1) as u32;
            picture = picture.resize_exact(width, height, FilterType::CatmullRom);
        }
        all.push((width, encode(&picture, PRODUCT_QUALITY)?));
    }
    Ok(all)
}

/// A private picture: a proof of payment, a delivery, feedback.
pub fn private(bytes: &[u8]) -> Result<Encoded, Problem> {
    let mut picture = decode(bytes)?;
    if picture.width().max(picture.height()) > PRIVATE_SIDE {
        picture = picture.resize(PRIVATE_SIDE, PRIVATE_SIDE, FilterType::CatmullRom);
    }
    encode(&picture, PRIVATE_QUALITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut bytes, ImageFormat::Png).expect("a picture is written");
        bytes.into_inner()
    }

    #[test]
    fn a_product_picture_comes_in_three_widths_and_never_grows() {
        let sizes: Vec<_> =
            product(&png(1000, 500)).expect("is read").iter().map(|(w, e)| (*w, e.width, e.height)).collect();
        assert_eq!(sizes, [(1600, 1000, 500), (800, 800, 400), (320, 320, 160)]);
    }

    #[test]
    fn what_is_no_picture_is_refused_by_its_bytes() {
        assert_eq!(private(b"<html>not a picture</html>").err(), Some(Problem::FileKind));
        assert_eq!(private(b"\x89PNG\r\n\x1a\nbroken").err(), Some(Problem::FileUnreadable));
        let mut cut = png(64, 64);
        cut.truncate(40);
        assert_eq!(private(&cut).err(), Some(Problem::FileUnreadable));
    }

    #[test]
    fn a_picture_larger_than_any_camera_makes_is_refused_before_it_fills_the_memory() {
        // A white picture compresses so well that its file is small, while its side is longer than any camera's.
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_luma8(13_000, 100).write_to(&mut bytes, ImageFormat::Png).expect("a picture is written");
        let bytes = bytes.into_inner();
        assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
        assert_eq!(private(&bytes).err(), Some(Problem::FileUnreadable));
        assert!(private(&png(11_000, 10)).is_ok(), "a wide picture within the bounds is read");
    }

    #[test]
    fn what_was_written_is_webp_and_nothing_else() {
        let encoded = private(&png(30, 20)).expect("is read");
        assert_eq!(infer::get(&encoded.webp).map(|kind| kind.mime_type()), Some("image/webp"));
    }
}
