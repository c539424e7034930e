//! Deliveries: handed over (all of it, or short), planned for a day, put in order (domain.md §7, docs/decisions/0019).

use std::collections::HashMap;

use domain::{
    ids::{EmployeeId, OrderId},
    order::{Event, OrderState, Settlement, shortfall},
    problem::Problem,
    quantity::Quantity,
    rights::Deed,
    time::ShopDay,
};
use store::{
    Tx,
    deliveries::{self, NewShortfall, OrderedRow},
    notifications::To,
    orders::{self, NewEvent},
    places::By,
};
use views::{notices, text};

use super::{
    Done, OpError,
    audit::{self, Act, Changes, Object, Thing},
    bell, follow_ups,
    steps::{self, Step, locked_for},
};
use crate::app::App;

/// One line of an order of which less arrived: how much did, and why.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Place in the order, from 0.
    pub line: usize,
    pub quantity: Quantity,
    pub reason: String,
}

/// What became of a delivery that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    Now,
    /// This very form was taken before: its answer was lost.
    Before,
}

/// The goods were handed over. Sent again with the same key it is the same delivery; lines that arrived short leave the rest in the yard,
/// the order is completed, and the office is told what it owes.
pub async fn hand_over(app: &App, step: Step, arrived: &[Arrived]) -> Done<Handed> {
    let mut tx = app.db.begin().await?;
    let order = locked_for(&mut tx, step.order, &step.by).await?;
    if order.state == OrderState::Completed && step.key.is_some() {
        let known = deliveries::form_key(&mut tx, order.id).await?;
        if known == step.key {
            return Ok(Handed::Before);
        }
    }
    let lines = if arrived.is_empty() { Vec::new() } else { deliveries::ordered(&mut tx, order.id).await? };
    let short = missing(&lines, arrived)?;
    let told = what(&lines, &short);
    let step = Step { short, ..step };
    steps::advance_in(app, &mut tx, &step).await?;
    if !step.short.is_empty() {
        let event = NewEvent {
            event: "short_delivery",
            from: Some(OrderState::Completed),
            to: OrderState::Completed,
            reason: Some(&told),
        };
        orders::add_event(&mut tx, order.id, &event, &step.by).await?;
        let value = step.short.iter().map(|short| short.value).sum();
        let notices = [
            bell::tell(To::Customer(order.customer_id), notices::completed_short(order.id, &told)),
            bell::tell(To::Admins, notices::admin_short_delivery(order.id, &step.by.name, &told, value)),
        ];
        bell::write(&mut tx, &notices).await?;
    }
    tx.commit().await?;
    Ok(Handed::Now)
}

/// What did not arrive, with its share of the net price.
fn missing(lines: &[OrderedRow], arrived: &[Arrived]) -> Done<Vec<NewShortfall>> {
    let mut short = Vec::with_capacity(arrived.len());
    for part in arrived {
        let line = lines.get(part.line).ok_or(OpError::NotFound)?;
        let missing = line.quantity.checked_sub(part.quantity).map_err(|_| OpError::NotFound)?;
        if missing.is_zero() {
            continue;
        }
        let net = line.gross.saturating_sub(line.discount);
        short.push(NewShortfall {
            product: line.product_id,
            quantity: missing,
            value: shortfall::value(net, line.quantity, missing),
            reason: part.reason.clone(),
        });
    }
    let gone: Quantity = short.iter().map(|short| short.quantity).sum();
    if !short.is_empty() && gone == lines.iter().map(|line| line.quantity).sum() {
        return Err(OpError::field("", Problem::NothingDelivered));
    }
    Ok(short)
}

/// The missing goods in one sentence, for timeline and notices.
fn what(lines: &[OrderedRow], short: &[NewShortfall]) -> String {
    let parts = short.iter().filter_map(|short| {
        let line = lines.iter().find(|line| line.product_id == short.product)?;
        Some(text::delivery::missing(&line.product_name, short.quantity, &line.unit, &short.reason))
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// The office says what it does about missing goods, once: the customer is told, and whoever said it is reminded until it is done.
pub async fn settle(app: &App, order: OrderId, how: Settlement, by: &By) -> Done<()> {
    audit::allow(by, Deed::RunOffice)?;
    let today = follow_ups::today(app).await?;
    let mut tx = app.db.begin().await?;
    let order = locked_for(&mut tx, order, by).await?;
    if !deliveries::settle(&mut tx, order.id, how.code(), by).await? {
        return Err(OpError::Stale);
    }
    let words = text::delivery::settlement(how);
    let event = NewEvent { event: "shortfall_settled", from: Some(order.state), to: order.state, reason: Some(words) };
    orders::add_event(&mut tx, order.id, &event, by).await?;
    audit::note(&mut tx, by, Act::Settled, order.id, Changes::none().to("status", words)).await?;
    let notice = notices::shortfall_settled(order.id, words);
    bell::write(&mut tx, &[bell::tell(To::Customer(order.customer_id), notice)]).await?;
    let short = deliveries::shortfalls(&mut tx, order.id).await?;
    let value = short.iter().map(|part| part.value).sum();
    let goods: Vec<String> = short
        .iter()
        .map(|part| text::delivery::missing(&part.product_name, part.quantity, &part.unit, &part.reason))
        .collect();
    let owed = text::crm::owed_for_short(order.id, how, value, &goods.join("; "));
    follow_ups::promise(&mut tx, order.customer_id, &owed, (today, &format!("shortfall-{}", order.id)), by).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives several deliveries to a driver for a day, behind what the driver has already. Whoever gets goods that are on a truck is told.
pub async fn assign(app: &App, chosen: &[OrderId], driver: Option<EmployeeId>, day: ShopDay, by: &By) -> Done<usize> {
    audit::allow(by, Deed::HandOver)?;
    let mut tx = app.db.begin().await?;
    must_drive(&mut tx, driver).await?;
    let mut chosen = chosen.to_vec();
    let mut seen = std::collections::HashSet::new();
    chosen.retain(|order| seen.insert(*order));
    let planned = deliveries::assign(&mut tx, &chosen, driver, &day.to_string()).await?;
    if let Some(driver) = driver {
        let on_truck = planned.iter().filter(|row| row.state == OrderState::Shipped);
        let told: Vec<_> = on_truck
            .map(|row| notices::delivery_assigned(row.id, &row.customer_name, &row.address))
            .map(|notice| bell::tell(To::Employee(driver), notice))
            .collect();
        bell::write(&mut tx, &told).await?;
    }
    let driver = driver.map(|driver| driver.to_string()).unwrap_or_default();
    let changes = Changes::none().to("tanggal", day).to("karyawan", driver).to("jumlah", planned.len());
    audit::note(&mut tx, by, Act::Changed, Object::whole(Thing::Deliveries), changes).await?;
    tx.commit().await?;
    Ok(planned.len())
}

/// Drivers are chosen among the active employees.
async fn must_drive(tx: &mut Tx, driver: Option<EmployeeId>) -> Done<()> {
    let Some(driver) = driver else { return Ok(()) };
    let found = store::accounts::employee(tx, driver).await?;
    let active = found.is_some_and(|employee| employee.deactivated_at.is_none());
    if active { Ok(()) } else { Err(OpError::field("karyawan", Problem::UnknownChoice)) }
}

/// Puts a tour in order and takes deliveries out of it.
pub async fn arrange(app: &App, stops: &[(OrderId, i64)], out: &[OrderId], by: &By) -> Done<()> {
    audit::allow(by, Deed::HandOver)?;
    let mut tx = app.db.begin().await?;
    let stops: HashMap<OrderId, i64> = stops.iter().filter(|(order, _)| !out.contains(order)).copied().collect();
    let mut stops: Vec<_> = stops.into_iter().collect();
    stops.sort_unstable();
    deliveries::set_stops(&mut tx, &stops).await?;
    deliveries::unplan(&mut tx, out).await?;
    let changes = Changes::none().to("jumlah", stops.len());
    audit::note(&mut tx, by, Act::Changed, Object::whole(Thing::Deliveries), changes).await?;
    tx.commit().await?;
    Ok(())
}

/// Sends several deliveries off, each by its own step: what came of each. One that cannot leave keeps none of the others.
pub async fn depart(app: &App, chosen: &[(OrderId, Option<EmployeeId>)], by: &By) -> Vec<(OrderId, Done<()>)> {
    let mut came = Vec::with_capacity(chosen.len());
    for (order, employee) in chosen {
        let step = Step { employee: *employee, ..Step::new(*order, Event::Ship, by.clone()) };
        let left = steps::advance(app, step).await.map(|_| ());
        let broken = matches!(left, Err(OpError::Store(_)));
        came.push((*order, left));
        if broken {
            // The machine, not the order: the others would only wait for it one by one.
            break;
        }
    }
    came
}
