//! The cart (domain.md §5).

use askama::Template;
use domain::{ids::ProductId, money::Rupiah, quantity::Quantity};

use crate::{form::FormState, frame::Frame, parts::Photo};

/// Whether a line can be ordered as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CartLineStatus {
    Fine,
    /// Less is available than is in the cart.
    Short,
    /// The quantity is no multiple of the product's step any more, or below its minimum.
    OffStep,
    SoldOut,
    /// No longer sold.
    Archived,
}

/// One line of the cart. Amounts are zero for lines that cannot be ordered (sold out, archived).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartLineView {
    pub product: ProductId,
    pub name: String,
    pub unit: String,
    pub photo: Option<Photo>,
    pub unit_price: Rupiah,
    pub quantity: Quantity,
    pub step: Quantity,
    pub minimum: Quantity,
    pub available: Quantity,
    pub status: CartLineStatus,
    pub gross: Rupiah,
    pub discount: Rupiah,
    pub net: Rupiah,
    /// Why there is a discount, or why none though one nearly applied (`text::verdict`).
    pub reason: Option<String>,
    /// Field `jumlah`, only with something in it when this very line was refused.
    pub form: FormState,
}

impl CartLineView {
    /// What stands in the quantity field.
    pub fn typed(&self) -> String {
        let typed = self.form.value("jumlah");
        if typed.is_empty() { self.quantity.to_string() } else { typed.to_owned() }
    }

    /// The line counts in the totals.
    pub fn counts(&self) -> bool {
        matches!(self.status, CartLineStatus::Fine | CartLineStatus::Short | CartLineStatus::OffStep)
    }
}

/// `/keranjang/`: lines (form `cart-line` each: `jumlah` + submit `simpan`, or submit `hapus`=`ya`) and totals.
#[derive(Template)]
#[template(path = "customer/cart/show.html")]
pub struct CartPage {
    pub frame: Frame,
    pub lines: Vec<CartLineView>,
    /// Of the lines that can be ordered.
    pub gross: Rupiah,
    pub discount_total: Rupiah,
    /// Gross − discounts.
    pub goods_total: Rupiah,
    /// What is missing for a discount (`text::hint`).
    pub hints: Vec<String>,
}

impl CartPage {
    /// All lines can be ordered as they stand.
    pub fn ready(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|line| line.status == CartLineStatus::Fine)
    }
}
