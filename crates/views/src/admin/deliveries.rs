//! The plan of a day: who drives what, in which order (domain.md §7).

use askama::Template;
use domain::{ids::OrderId, money::Rupiah, order::OrderState};

use super::parts::Choice;
use crate::{frame::Frame, urls};

/// One delivery in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStop {
    pub order: OrderId,
    pub customer: String,
    pub address: String,
    /// Name of the zone, or empty.
    pub zone: String,
    /// First product, and how many others.
    pub goods: String,
    /// Weight of the load, or empty.
    pub weight: String,
    /// What the driver collects; zero when nothing.
    pub pay_driver: Rupiah,
    /// Paid (in the yard), Shipped or Completed.
    pub state: OrderState,
    /// It cannot leave before the office sets the fee.
    pub ongkir_missing: bool,
    /// Place in the tour, or empty.
    pub stop: String,
}

impl PlanStop {
    /// Whether it was handed over.
    pub fn done(&self) -> bool {
        self.state == OrderState::Completed
    }

    /// Whether it is on the truck.
    pub fn on_truck(&self) -> bool {
        self.state == OrderState::Shipped
    }
}

/// The tour of one driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tour {
    /// Id of the employee; empty for nobody in particular.
    pub driver: String,
    pub name: String,
    /// What is to be collected on it.
    pub collect: Rupiah,
    /// Weight of what is not handed over yet, or empty.
    pub weight: String,
    /// Deliveries that have not left.
    pub to_leave: usize,
    pub stops: Vec<PlanStop>,
}

impl Tour {
    /// Where the surat jalan of the whole tour are printed, in its order.
    pub fn letters(&self) -> String {
        urls::admin_letters(&self.stops.iter().map(|stop| stop.order).collect::<Vec<_>>())
    }

    /// Deliveries that are not handed over.
    pub fn open(&self) -> usize {
        self.stops.iter().filter(|stop| !stop.done()).count()
    }
}

/// The plan of a day. Form `delivery-plan` to `urls::ADMIN_DELIVERIES`: `pesanan` (several), `karyawan`, `hari`. A form
/// `delivery-tour` for each driver to `urls::ADMIN_DELIVERY_TOUR`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/deliveries/plan.html")]
pub struct DeliveryPlanPage {
    pub frame: Frame,
    /// `YYYY-MM-DD`.
    pub day: String,
    /// `24 November 2026`.
    pub day_words: String,
    pub is_today: bool,
    pub is_tomorrow: bool,
    /// The day is over: nothing can be planned for it.
    pub past: bool,
    /// Addresses of the two days that are planned most.
    pub today: String,
    pub tomorrow: String,
    /// Today as `YYYY-MM-DD`: the first day that can be planned.
    pub first_day: String,
    /// Deliveries nobody was chosen for.
    pub waiting: Vec<PlanStop>,
    pub tours: Vec<Tour>,
    /// Active employees; value = id.
    pub employees: Vec<Choice>,
    /// Open deliveries that belong to other days.
    pub elsewhere: usize,
}

impl DeliveryPlanPage {
    /// Day that stands in the form of those who have no driver yet.
    pub fn plan_day(&self) -> &str {
        if self.past { &self.first_day } else { &self.day }
    }
}

/// Goods that did not arrive (docs/decisions/0019).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortView {
    /// `Roster Kotak 5 biji (pecah di jalan)`.
    pub what: String,
    /// Its share of the paid price.
    pub value: Rupiah,
    /// What the office did about it; nothing while it is open.
    pub settled: Option<&'static str>,
}
