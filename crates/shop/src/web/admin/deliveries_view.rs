//! The plan of a day as the office sees it: what has no driver yet, and the tour of each driver.

use std::collections::BTreeMap;

use domain::{ids::EmployeeId, money::Rupiah, order::OrderState, time::ShopDay};
use store::deliveries::{self, PlanRow};
use views::{
    admin::{Choice, DeliveryPlanPage, PlanStop, Tour},
    format, text,
};

use super::deliveries::{plan_of, today};
use crate::web::{ctx::Admin, fault::Fault};

pub async fn draw(admin: &Admin, day: ShopDay) -> Result<DeliveryPlanPage, Fault> {
    let ctx = &admin.ctx;
    let mut conn = ctx.app.db.read().await?;
    let rows = deliveries::plan(&mut conn, &day.to_string()).await?;
    let employees = store::accounts::employees(&mut conn).await?;
    drop(conn);
    let today = today(ctx);
    let mut waiting = Vec::new();
    let mut by_driver: BTreeMap<Option<EmployeeId>, Vec<&PlanRow>> = BTreeMap::new();
    for row in &rows {
        match place(row, day, today) {
            Place::Waiting => waiting.push(stop(row)),
            Place::Tour => by_driver.entry(row.employee_id).or_default().push(row),
            Place::OtherDay => {}
        }
    }
    let name = |id: Option<EmployeeId>| {
        let employee = employees.iter().find(|employee| Some(employee.id) == id);
        employee.map_or(text::delivery::NOBODY, |employee| employee.name.as_str()).to_owned()
    };
    let mut tours: Vec<Tour> = by_driver.into_iter().map(|(id, rows)| tour(name(id), id, &rows)).collect();
    tours.sort_by_key(|tour| (tour.driver.is_empty(), tour.name.to_lowercase()));
    let active = employees.iter().filter(|employee| employee.deactivated_at.is_none());
    Ok(DeliveryPlanPage {
        frame: admin.frame(),
        day: day.to_string(),
        day_words: format::day(day),
        is_today: day == today,
        past: day < today,
        today: plan_of(ctx, today),
        tomorrow: plan_of(ctx, today.plus_days(1)),
        is_tomorrow: day == today.plus_days(1),
        first_day: today.to_string(),
        waiting,
        tours,
        employees: active.map(|employee| Choice::new(employee.id, employee.name.as_str())).collect(),
        elsewhere: rows.iter().filter(|row| place(row, day, today) == Place::OtherDay).count(),
    })
}

#[derive(PartialEq, Eq)]
enum Place {
    /// Nobody was chosen, or its day has passed.
    Waiting,
    /// In a tour of this day.
    Tour,
    OtherDay,
}

fn place(row: &PlanRow, day: ShopDay, today: ShopDay) -> Place {
    let planned = row.planned_on.as_deref().and_then(|day| ShopDay::parse(day).ok());
    match (row.state, planned) {
        (OrderState::Completed, _) => Place::Tour,
        // What is on a truck is on the way today, whatever was planned.
        (OrderState::Shipped, _) if day == today => Place::Tour,
        (OrderState::Shipped, _) => Place::OtherDay,
        (_, None) => Place::Waiting,
        (_, Some(planned)) if planned < today => Place::Waiting,
        (_, Some(planned)) if planned == day => Place::Tour,
        _ => Place::OtherDay,
    }
}

fn tour(name: String, driver: Option<EmployeeId>, rows: &[&PlanRow]) -> Tour {
    let open = rows.iter().filter(|row| row.state != OrderState::Completed);
    Tour {
        driver: driver.map(|id| id.to_string()).unwrap_or_default(),
        name,
        collect: open.clone().map(|row| row.pay_driver).sum::<Rupiah>(),
        weight: text::delivery::load_weight(open.clone().map(|row| row.weight).fold(0, i64::saturating_add)),
        to_leave: rows.iter().filter(|row| row.state == OrderState::Paid).count(),
        stops: rows.iter().map(|row| stop(row)).collect(),
    }
}

fn stop(row: &PlanRow) -> PlanStop {
    PlanStop {
        order: row.id,
        customer: row.customer_name.clone(),
        address: row.address.clone(),
        zone: row.zone.clone().unwrap_or_default(),
        goods: text::admin::goods(&row.first_name, row.lines),
        weight: text::delivery::load_weight(row.weight),
        pay_driver: row.pay_driver,
        state: row.state,
        ongkir_missing: !row.has_ongkir,
        stop: row.stop.map(|stop| stop.to_string()).unwrap_or_default(),
    }
}
