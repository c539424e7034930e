//! A discount as it was typed, and as it is meant.

use domain::{
    discount::{Origin, Scope},
    ids::CustomerId,
    money::Rupiah,
    percent::Percent,
    problem::Problem,
    settings::Settings,
    text,
    time::{ShopDay, ShopZone, UtcMillis},
};
use store::discounts::NewDiscount;

use super::{MAX_MESSAGE, MAX_USES};
use crate::ops::{Checked, Done};

/// The fields of the form, as texts.
#[derive(Clone, Debug, Default)]
pub struct TypedDiscount {
    /// 1–100.
    pub percent: String,
    /// `one_product`, `all_products` or `cart_threshold`.
    pub scope: String,
    /// Id of the product, for `one_product`.
    pub product: String,
    /// Rupiah, for `cart_threshold`.
    pub minimum: String,
    pub message: String,
    /// First and last day, `YYYY-MM-DD`, may be empty.
    pub from: String,
    pub until: String,
    /// Orders it may be used in; empty without limit.
    pub uses: String,
    pub active: bool,
    /// Of the form, so that it counts once; may be empty.
    pub key: String,
    /// `manual` or `loyalty`; empty is manual.
    pub origin: String,
}

/// What a discount is, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub percent: Percent,
    pub scope: Scope,
    pub message: String,
    pub valid_from: Option<UtcMillis>,
    pub valid_until: Option<UtcMillis>,
    /// Orders it may be used in altogether.
    pub uses: Option<i64>,
    pub active: bool,
    pub origin: Origin,
}

impl Terms {
    /// As a row of this customer or everybody.
    pub fn row(&self, customer: Option<CustomerId>) -> NewDiscount {
        let (scope, product, minimum) = match self.scope {
            Scope::OneProduct(product) => ("one_product", Some(product), None),
            Scope::AllProducts => ("all_products", None, None),
            Scope::CartThreshold { minimum } => ("cart_threshold", None, Some(minimum)),
        };
        NewDiscount {
            cause: None,
            customer,
            percent: self.percent,
            scope: scope.to_owned(),
            product,
            minimum,
            message: self.message.clone(),
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            active: self.active,
            uses_allowed: self.uses,
            origin: self.origin.code().to_owned(),
        }
    }
}

/// The last day of a row that no longer counts from this instant on.
pub fn last_day(zone: &ShopZone, until: UtcMillis) -> ShopDay {
    zone.day_of(until.plus_millis(-1))
}

impl TypedDiscount {
    /// What the row (or batch) of this form is known by.
    pub fn cause(&self) -> Option<String> {
        Some(self.key.trim())
            .filter(|key| !key.is_empty())
            .map(|key| format!("form-{}", key.chars().take(64).collect::<String>()))
    }

    /// The terms, or every problem at its field.
    pub fn checked(&self, settings: &Settings) -> Done<Terms> {
        self.check(settings, None)
    }

    /// The same for a new row, which cannot have ended before it begins to be.
    pub fn checked_new(&self, settings: &Settings, now: UtcMillis) -> Done<Terms> {
        self.check(settings, Some(now))
    }

    fn check(&self, settings: &Settings, born: Option<UtcMillis>) -> Done<Terms> {
        let mut checked = Checked::default();
        let percent = checked.take("persen", Percent::parse(&self.percent));
        let scope = self.scope(&mut checked);
        let origin = checked.take("asal", origin(&self.origin));
        let message = checked.take("pesan", text::optional(&self.message, MAX_MESSAGE));
        let from = checked.take("mulai", day(&self.from));
        let until = checked.take("sampai", day(&self.until));
        let uses = checked.take("pemakaian", uses(&self.uses));
        if let (Some(Some(from)), Some(Some(until))) = (from, until)
            && until < from
        {
            checked.refuse("sampai", Problem::EndsBeforeStart);
        }
        let zone = &settings.zone;
        let valid_until = until.flatten().map(|day| zone.end_of(day));
        if born.is_some_and(|now| valid_until.is_some_and(|until| until <= now)) {
            checked.refuse("sampai", Problem::DayIsOver);
        }
        let fine = checked.is_fine();
        let (Some(percent), Some(scope), Some(origin), Some(message), Some(uses), true) =
            (percent, scope, origin, message, uses, fine)
        else {
            return Err(checked.refused());
        };
        Ok(Terms {
            percent,
            scope,
            message: message.unwrap_or_default(),
            valid_from: from.flatten().map(|day| zone.start_of(day)),
            valid_until,
            uses,
            active: self.active,
            origin,
        })
    }

    fn scope(&self, checked: &mut Checked) -> Option<Scope> {
        match self.scope.as_str() {
            "one_product" => {
                let chosen = if self.product.trim().is_empty() { Err(Problem::Required) } else { Ok(()) };
                let parsed = chosen.and_then(|()| self.product.parse().map_err(|_| Problem::UnknownChoice));
                checked.take("produk", parsed).map(Scope::OneProduct)
            }
            "all_products" => Some(Scope::AllProducts),
            "cart_threshold" => {
                checked.take("minimum", minimum(&self.minimum)).map(|minimum| Scope::CartThreshold { minimum })
            }
            "" => checked.take("cakupan", Err(Problem::Required)),
            _ => checked.take("cakupan", Err(Problem::UnknownChoice)),
        }
    }
}

fn origin(code: &str) -> Result<Origin, Problem> {
    match code {
        "" | "manual" => Ok(Origin::Manual),
        "loyalty" => Ok(Origin::Loyalty),
        _ => Err(Problem::UnknownChoice),
    }
}

fn minimum(typed: &str) -> Result<Rupiah, Problem> {
    let minimum = Rupiah::parse(typed)?;
    if minimum.is_zero() { Err(Problem::NotPositive) } else { Ok(minimum) }
}

fn day(typed: &str) -> Result<Option<ShopDay>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { ShopDay::parse(typed).map(Some) }
}

fn uses(typed: &str) -> Result<Option<i64>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let uses: i64 = typed.replace('.', "").parse().map_err(|_| Problem::NotWhole)?;
    if (1..=MAX_USES).contains(&uses) {
        Ok(Some(uses))
    } else {
        Err(Problem::NumberOutOfRange { min: 1, max: MAX_USES })
    }
}
