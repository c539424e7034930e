//! The front of the shop.

use askama::Template;

use super::CategoryChip;
use crate::{
    frame::Frame,
    parts::{Photo, ProductCard},
};

/// `/`: hero, categories, the latest six products, how ordering works, the story, gallery, contact (domain.md §4).
#[derive(Template)]
#[template(path = "public/home/show.html")]
pub struct HomePage {
    pub frame: Frame,
    /// The shop's story from the settings; paragraphs are separated by empty lines.
    pub story: String,
    /// All categories that have products on sale.
    pub categories: Vec<CategoryChip>,
    /// The latest six products, newest first.
    pub latest: Vec<ProductCard>,
    /// Up to eight product photos for hero (the first) and gallery, each with the product's name as alternative text.
    pub gallery: Vec<(Photo, String)>,
    /// Hours in which a transfer must be made (⚙ 24).
    pub pay_deadline_hours: i64,
}

impl HomePage {
    /// The story in paragraphs.
    pub fn paragraphs(&self) -> Vec<&str> {
        self.story.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect()
    }
}
