//! Rows of products with quantities, as the office types them: for an order by telephone and for the change of one.

use domain::ids::ProductId;

use super::parts::Choice;

/// One row of the form: what was typed, and what the shop makes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineField {
    /// Once the product is known.
    pub product: Option<ProductId>,
    /// Its name, or what was typed.
    pub name: String,
    pub unit: String,
    /// `text::desk::goods_hint`; empty while the product is not known.
    pub hint: String,
    pub quantity: String,
    pub problem: Option<String>,
    /// Products that fit what was typed, when there are several; value = `#id`.
    pub matches: Vec<Choice>,
}

impl LineField {
    /// What the form sends for a known product.
    pub fn code(&self) -> String {
        self.product.map(|id| format!("#{id}")).unwrap_or_default()
    }
}
