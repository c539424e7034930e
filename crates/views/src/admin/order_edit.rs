//! An order that waits for payment is changed: first shown, then saved (domain.md §5).

use askama::Template;
use domain::ids::OrderId;

use super::{order_lines::LineField, parts::Choice};
use crate::{
    form::FormState,
    frame::Frame,
    parts::{ExplainedOffer, PricedLineView, ZoneView},
    text::changes::Difference,
};

/// What the order would become.
#[derive(Clone, Debug)]
pub struct EditPreview {
    pub difference: Difference,
    pub lines: Vec<PricedLineView>,
    pub offers: Vec<ExplainedOffer>,
    /// What was shown, for the form that saves it.
    pub shown: String,
}

/// `/admin/pesanan/<id>/ubah/`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/orders/edit.html")]
pub struct OrderEditPage {
    pub frame: Frame,
    pub id: OrderId,
    pub customer: String,
    pub version: i64,
    pub form: FormState,
    pub lines: Vec<LineField>,
    /// Names to choose from while typing.
    pub products: Vec<Choice>,
    pub zones: Vec<ZoneView>,
    /// After "Lihat perubahan".
    pub preview: Option<EditPreview>,
}
