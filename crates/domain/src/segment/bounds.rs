//! Conditions as plain bounds of what the books say of a customer: what the database compares with.

use super::{Conditions, FREQUENT, RECENT_DAYS, SLOW_DAYS};
use crate::{
    ids::{CategoryId, ProductId},
    money::Rupiah,
    time::{ShopZone, UtcMillis},
};

/// The moment and the rules a segment is reckoned with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoning {
    pub zone: ShopZone,
    pub now: UtcMillis,
    pub loyal_threshold: Rupiah,
}

impl Reckoning {
    /// The first instant of the day so many days ago.
    fn since(&self, days: u16) -> UtcMillis {
        self.zone.start_of(self.zone.day_of(self.now).plus_days(-i32::from(days)))
    }

    /// From when on an order is recent, and from when on it is not too long ago; how many orders are often.
    pub fn groups(&self) -> (UtcMillis, UtcMillis, i64) {
        (self.since(RECENT_DAYS), self.since(SLOW_DAYS), FREQUENT.into())
    }

    /// Birth dates (`MM-DD`) kept this week, Monday to Sunday, between commas.
    fn births(&self) -> String {
        let monday = self.zone.day_of(self.now).first_of_week();
        let births: Vec<String> = (0..7).flat_map(|days| monday.plus_days(days).births_kept()).collect();
        format!(",{},", births.join(","))
    }
}

/// What a customer's figures must lie within; the widest bounds where nothing is asked. Times are UTC milliseconds, money is rupiah.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub orders: (i64, i64),
    pub total: (i64, i64),
    pub registered_from: i64,
    /// The first order was placed at or after this.
    pub first_from: i64,
    /// The last order was placed before this.
    pub last_before: i64,
    /// `MM-DD` between commas; empty is any.
    pub births: String,
    pub consent: bool,
    /// Code of the group; empty is any.
    pub group: &'static str,
    pub product: Option<ProductId>,
    pub category: Option<CategoryId>,
    /// Since when the spending counts, and its range; empty when it is not asked or counts ever.
    pub spent: Option<(i64, i64, i64)>,
}

impl Conditions {
    /// The conditions as bounds at a moment.
    pub fn bounds(&self, at: &Reckoning) -> Bounds {
        let asked = self.asked();
        let since = |days: super::Days| at.since(days.get()).get();
        let mut orders = asked
            .orders
            .map_or((0, i64::MAX), |counts| (counts.min().into(), counts.max().map_or(i64::MAX, i64::from)));
        if asked.needs_orders() {
            orders.0 = orders.0.max(1);
        }
        let mut total = (0, i64::MAX);
        let mut spent = None;
        if asked.loyal {
            total.0 = at.loyal_threshold.get();
        }
        if let Some(wanted) = asked.spent {
            let (min, max) = (wanted.amounts.min().get(), wanted.amounts.max().map_or(i64::MAX, Rupiah::get));
            match wanted.within {
                Some(days) => spent = Some((since(days), min, max)),
                None => total = (total.0.max(min), max),
            }
        }
        Bounds {
            orders,
            total,
            registered_from: asked.registered.map_or(0, since),
            first_from: asked.first_order.map_or(0, since),
            last_before: asked.sleeping.map_or(i64::MAX, since),
            births: if asked.birthday { at.births() } else { String::new() },
            consent: asked.consent,
            group: asked.group.map_or("", super::Group::code),
            product: asked.product,
            category: asked.category,
            spent,
        }
    }
}
