//! The plan of a day.

use domain::order::OrderState;
use views::{
    Template,
    admin::{Choice, DeliveryPlanPage, PlanStop, Tour},
};

use crate::sample::{TAG, frame, order, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    let none = DeliveryPlanPage { waiting: Vec::new(), tours: Vec::new(), elsewhere: 0, ..plan() };
    vec![("deliveries", plan().render().expect("a page")), ("deliveries-none", none.render().expect("a page"))]
}

fn stop(id: i64, customer: &str, state: OrderState, stop: &str) -> PlanStop {
    PlanStop {
        order: order(id),
        customer: customer.to_owned(),
        address: "Jl. Gunung Bawakaraeng No. 12, RT 3, Makassar".to_owned(),
        zone: "Kota Makassar".to_owned(),
        goods: "Roster Kotak 20×20 dan 2 produk lain".to_owned(),
        weight: "360 kg".to_owned(),
        pay_driver: rp(75_000),
        state,
        ongkir_missing: false,
        stop: stop.to_owned(),
    }
}

fn plan() -> DeliveryPlanPage {
    let missing = PlanStop { ongkir_missing: true, zone: String::new(), ..stop(317, TAG, OrderState::Paid, "") };
    DeliveryPlanPage {
        frame: frame("/admin/pengiriman/"),
        day: "2026-11-24".to_owned(),
        day_words: "24 November 2026".to_owned(),
        is_today: true,
        is_tomorrow: false,
        past: false,
        today: "/admin/pengiriman/".to_owned(),
        tomorrow: "/admin/pengiriman/?hari=2026-11-25".to_owned(),
        first_day: "2026-11-24".to_owned(),
        waiting: vec![stop(315, "Pak Rudi", OrderState::Paid, ""), missing],
        tours: vec![
            Tour {
                driver: "1".to_owned(),
                name: "Daeng Rusli".to_owned(),
                collect: rp(150_000),
                weight: "720 kg".to_owned(),
                to_leave: 1,
                stops: vec![
                    stop(312, "Ni Made Ayu", OrderState::Completed, "1"),
                    stop(314, "Ahmad Fauzan", OrderState::Shipped, "2"),
                    stop(316, "CV. Cahaya Timur", OrderState::Paid, "3"),
                ],
            },
            Tour {
                driver: String::new(),
                name: TAG.to_owned(),
                collect: rp(0),
                weight: String::new(),
                to_leave: 0,
                stops: vec![stop(310, "Toko Sinar", OrderState::Completed, "")],
            },
        ],
        employees: vec![Choice::new(1, "Daeng Rusli"), Choice::new(2, TAG)],
        elsewhere: 2,
    }
}
