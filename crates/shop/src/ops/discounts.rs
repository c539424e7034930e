//! Discounts the office sets for a customer or for everybody (domain.md §8).

use domain::{
    discount::{Origin, Scope},
    ids::{CustomerId, DiscountId},
    percent::Percent,
    settings::Settings,
    text,
    time::ShopDay,
};
use store::{Tx, catalogue, discounts::NewDiscount, notifications::To};
use views::{format, notices};

use super::{Checked, Done, OpError, bell};
use crate::app::App;

/// Longest message.
const MAX_MESSAGE: usize = 200;

/// A discount the office wants to set.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// `None` for everybody.
    pub customer: Option<CustomerId>,
    pub percent: Percent,
    pub scope: Scope,
    /// What the customer reads beside the price; may be empty.
    pub message: String,
    /// The last day on which it counts.
    pub last_day: Option<ShopDay>,
    /// Orders it can be used in.
    pub uses: Option<u32>,
    /// Set by hand, or by the loyalty action.
    pub origin: Origin,
}

/// Sets a discount from now on; its customer is told (domain.md §10).
pub async fn set(app: &App, settings: &Settings, wanted: &Wanted) -> Done<DiscountId> {
    let mut checked = Checked::default();
    let message = checked.take("pesan", text::optional(&wanted.message, MAX_MESSAGE));
    let Some(message) = message else { return Err(checked.refused()) };
    let message = message.unwrap_or_default();
    let mut tx = app.db.begin().await?;
    let product = product_name(&mut tx, wanted.scope).await?;
    let id = store::discounts::insert(&mut tx, &row(settings, wanted, &message)).await?;
    if let Some(customer) = wanted.customer {
        let what = views::text::scope(&wanted.scope, product.as_deref());
        let until = wanted.last_day.map(format::day);
        let notice = notices::discount_set(wanted.percent.get(), &what, &message, until.as_deref());
        bell::write(&mut tx, &[bell::tell(To::Customer(customer), notice)]).await?;
    }
    tx.commit().await?;
    Ok(id)
}

async fn product_name(tx: &mut Tx, scope: Scope) -> Done<Option<String>> {
    let Scope::OneProduct(id) = scope else { return Ok(None) };
    let row = catalogue::product(tx, id).await?.ok_or(OpError::NotFound)?;
    Ok(Some(row.name))
}

fn row(settings: &Settings, wanted: &Wanted, message: &str) -> NewDiscount {
    let (scope, product, minimum) = match wanted.scope {
        Scope::OneProduct(product) => ("one_product", Some(product), None),
        Scope::AllProducts => ("all_products", None, None),
        Scope::CartThreshold { minimum } => ("cart_threshold", None, Some(minimum)),
    };
    NewDiscount {
        customer: wanted.customer,
        percent: wanted.percent,
        scope: scope.to_owned(),
        product,
        minimum,
        message: message.to_owned(),
        valid_from: None,
        valid_until: wanted.last_day.map(|day| settings.zone.end_of(day)),
        uses_left: wanted.uses.map(i64::from),
        origin: wanted.origin.code().to_owned(),
    }
}
