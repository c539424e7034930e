//! Product list and product page.

use askama::Template;
use domain::{
    ids::{CategoryId, ProductId},
    money::Rupiah,
    quantity::Quantity,
};

use crate::{
    form::FormState,
    frame::Frame,
    parts::{Crumb, Paging, Photo, ProductCard, YourPrice},
    text, urls,
};

/// A category with its number of products on sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryChip {
    pub id: CategoryId,
    pub name: String,
    pub count: i64,
}

/// Order of the product list, query parameter `urut`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Newest,
    Cheapest,
    Dearest,
    Name,
}

impl Sort {
    pub const ALL: [Self; 4] = [Self::Newest, Self::Cheapest, Self::Dearest, Self::Name];

    /// Value of `urut`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Newest => "terbaru",
            Self::Cheapest => "termurah",
            Self::Dearest => "termahal",
            Self::Name => "nama",
        }
    }

    /// What the choice says.
    pub fn label(self) -> &'static str {
        match self {
            Self::Newest => "Terbaru",
            Self::Cheapest => "Termurah",
            Self::Dearest => "Termahal",
            Self::Name => "Nama A–Z",
        }
    }

    /// Anything unknown is the default order.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.code() == code).unwrap_or_default()
    }
}

/// `/produk/?q=&kategori=&urut=&halaman=`: products on sale.
#[derive(Template)]
#[template(path = "public/products/index.html")]
pub struct ProductsPage {
    pub frame: Frame,
    /// What was searched, as typed.
    pub q: String,
    /// The chosen category, if it exists.
    pub category: Option<CategoryId>,
    /// A category was asked for that does not exist (any more); all products are shown instead.
    pub unknown_category: bool,
    pub sort: Sort,
    /// All categories that have products on sale.
    pub categories: Vec<CategoryChip>,
    pub products: Vec<ProductCard>,
    /// `base` from `ProductsPage::address`.
    pub paging: Paging,
}

impl ProductsPage {
    /// Address of the list with these filters, first page.
    pub fn address(q: &str, category: Option<CategoryId>, sort: Sort) -> String {
        let mut parts = Vec::new();
        if !q.is_empty() {
            parts.push(format!("q={}", urls::encode(q)));
        }
        if let Some(category) = category {
            parts.push(format!("kategori={category}"));
        }
        if sort != Sort::default() {
            parts.push(format!("urut={}", sort.code()));
        }
        if parts.is_empty() { urls::PRODUCTS.to_owned() } else { format!("{}?{}", urls::PRODUCTS, parts.join("&")) }
    }

    /// The same list in another category.
    pub fn with_category(&self, category: Option<CategoryId>) -> String {
        Self::address(&self.q, category, self.sort)
    }

    /// Name of the chosen category.
    pub fn category_name(&self) -> Option<&str> {
        let chosen = self.category?;
        self.categories.iter().find(|chip| chip.id == chosen).map(|chip| chip.name.as_str())
    }

    /// Products of all categories together.
    pub fn everything(&self) -> i64 {
        self.categories.iter().map(|chip| chip.count).sum()
    }
}

/// `/produk_detail/<id>/`: one product with the price this customer pays and why (domain.md §4).
#[derive(Template)]
#[template(path = "public/products/show.html")]
pub struct ProductPage {
    pub frame: Frame,
    pub id: ProductId,
    pub name: String,
    /// Plain text; paragraphs are separated by empty lines.
    pub description: String,
    /// Present category with its name.
    pub category: Option<(CategoryId, String)>,
    pub unit: String,
    /// Price of one unit as listed.
    pub price: Rupiah,
    pub your_price: Option<YourPrice>,
    pub step: Quantity,
    pub minimum: Quantity,
    /// kg of one unit, already formatted (`format::weight`), or `None` if unknown.
    pub weight: Option<String>,
    /// On hand − reserved.
    pub available: Quantity,
    /// Archived: shown, but not for sale.
    pub archived: bool,
    /// The first is the cover.
    pub photos: Vec<Photo>,
    /// How much of this product is in the cart already (zero: none).
    pub in_cart: Quantity,
    /// Field `jumlah`, for both forms; empty means the minimum.
    pub form: FormState,
    /// Up to four others, preferably of the same category.
    pub related: Vec<ProductCard>,
}

impl ProductPage {
    /// Whether it can be bought now.
    pub fn for_sale(&self) -> bool {
        !self.archived && self.available >= self.minimum && self.available > Quantity::ZERO
    }

    /// What stands in the quantity field.
    pub fn quantity(&self) -> String {
        let typed = self.form.value("jumlah");
        if typed.is_empty() { self.minimum.to_string() } else { typed.to_owned() }
    }

    /// Whether amounts other than whole multiples of one are sold, which the page then explains.
    pub fn sold_in_steps(&self) -> bool {
        self.step != Quantity::ONE || self.minimum > self.step
    }

    /// Which amounts are sold, in words.
    pub fn amounts_rule(&self) -> String {
        let (step, minimum, unit) = (self.step, self.minimum, &self.unit);
        match (step != Quantity::ONE, minimum > step) {
            (true, true) => format!("Kelipatan {step} {unit}, paling sedikit {minimum}"),
            (true, false) => format!("Kelipatan {step} {unit}"),
            (false, _) => format!("Paling sedikit {minimum} {unit}"),
        }
    }

    /// Description in paragraphs.
    pub fn paragraphs(&self) -> Vec<&str> {
        self.description.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect()
    }

    /// Short description for search engines and previews.
    pub fn summary(&self) -> String {
        text::shortened(&self.description, 150)
    }

    pub fn crumbs(&self) -> Vec<Crumb> {
        let mut crumbs = vec![Crumb::link("Beranda", urls::HOME), Crumb::link("Produk", urls::PRODUCTS)];
        if let Some((id, name)) = &self.category {
            crumbs.push(Crumb::link(name, ProductsPage::address("", Some(*id), Sort::default())));
        }
        crumbs.push(Crumb::last(&self.name));
        crumbs
    }
}
