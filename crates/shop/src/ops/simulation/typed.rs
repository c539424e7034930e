//! A simulation as it was typed, and as it is meant.

use domain::{
    discount::{Change, DiscountRow, Kind},
    ids::DiscountId,
    money::Rupiah,
    percent::Percent,
    problem::Problem,
    settings::Settings,
    time::UtcMillis,
};

use super::{MAX_MONTHS, Which};
use crate::ops::{
    Checked, Done, OpError,
    discounts::{Terms, TypedDiscount},
};

/// Most favourites: the settings take no more, and orders keep no more.
const MAX_FAVOURITES: i64 = 20;

/// The fields of the form, as texts. An empty one leaves things as they were at each order.
#[derive(Clone, Debug, Default)]
pub struct TypedSimulation {
    /// 1–24.
    pub months: String,
    /// ``, `menunggu`, `semua`.
    pub which: String,
    pub choice: String,
    pub permanent_percent: String,
    pub instant_percent: String,
    pub instant_threshold: String,
    pub loyal_threshold: String,
    pub favourites: String,
    /// Codes of [`Kind`].
    pub off: Vec<String>,
    /// A discount for everybody; none while its scope is empty.
    pub discount: TypedDiscount,
}

/// A simulation, parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Calendar months with the present one.
    pub months: i64,
    pub which: Which,
    pub change: Change,
}

/// Empty is no change.
fn optional<T>(typed: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Result<Option<T>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { parse(typed.trim()).map(Some) }
}

fn number(typed: &str, max: i64) -> Result<i64, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::Required);
    }
    let number: i64 = typed.trim().parse().map_err(|_| Problem::NotANumber)?;
    if (1..=max).contains(&number) { Ok(number) } else { Err(Problem::NumberOutOfRange { min: 1, max }) }
}

fn which(typed: &str) -> Result<Which, Problem> {
    match typed {
        "" => Ok(Which::Revenue),
        "menunggu" => Ok(Which::Standing),
        "semua" => Ok(Which::All),
        _ => Err(Problem::UnknownChoice),
    }
}

/// A row that everybody would have had. It is younger than all others, and its number is nobody's.
fn row(terms: Terms) -> Done<DiscountRow> {
    Ok(DiscountRow {
        id: DiscountId::try_from(i64::MAX).map_err(|problem| OpError::field("cakupan", problem))?,
        customer: None,
        percent: terms.percent,
        scope: terms.scope,
        origin: terms.origin,
        message: terms.message,
        valid_from: terms.valid_from,
        valid_until: terms.valid_until,
        active: true,
        uses_left: terms.uses.and_then(|uses| u32::try_from(uses).ok()),
        created_at: UtcMillis::new(i64::MAX - 1),
    })
}

impl TypedSimulation {
    /// What is meant, or every problem at its field.
    pub fn checked(&self, settings: &Settings) -> Done<Wanted> {
        let mut checked = Checked::default();
        let months = checked.take("bulan", number(&self.months, MAX_MONTHS));
        let which = checked.take("pesanan", which(&self.which));
        let change = self.change(&mut checked);
        let new_row = if self.discount.scope.is_empty() {
            None
        } else {
            match self.discount.checked(settings).and_then(row) {
                Ok(row) => Some(row),
                Err(OpError::Fields(problems)) => {
                    for (field, problem) in problems {
                        checked.refuse(field, problem);
                    }
                    None
                }
                Err(other) => return Err(other),
            }
        };
        match (months, which, change, checked.is_fine()) {
            (Some(months), Some(which), Some(change), true) => {
                Ok(Wanted { months, which, change: Change { new_row, ..change } })
            }
            _ => Err(checked.refused()),
        }
    }

    fn change(&self, checked: &mut Checked) -> Option<Change> {
        let choice = checked.take("pilihan_diskon", optional(&self.choice, str::parse));
        let permanent = checked.take("persen_loyalitas", optional(&self.permanent_percent, Percent::parse));
        let instant = checked.take("persen_instan", optional(&self.instant_percent, Percent::parse));
        let threshold = checked.take("batas_instan", optional(&self.instant_threshold, Rupiah::parse));
        let loyal = checked.take("batas_loyal", optional(&self.loyal_threshold, Rupiah::parse));
        let favourites =
            checked.take("jumlah_favorit", optional(&self.favourites, |typed| number(typed, MAX_FAVOURITES)));
        let off: Result<Vec<Kind>, Problem> = self.off.iter().map(|code| code.parse()).collect();
        let off = checked.take("mati", off);
        Some(Change {
            choice: choice?,
            permanent_percent: permanent?,
            instant_percent: instant?,
            instant_threshold: threshold?,
            loyal_threshold: loyal?,
            favourites_count: favourites?.and_then(|count| u8::try_from(count).ok()),
            off: off?,
            new_row: None,
        })
    }
}
