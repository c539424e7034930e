//! The promo simulator: the orders of the last months priced again under other rules (docs/decisions/0015). Reads only.

mod tally;
mod typed;

use domain::{
    order::OrderState,
    time::{ShopDay, ShopZone, UtcMillis},
};
use store::{StoreError, replays};
use tokio::sync::Semaphore;

pub use tally::{Affected, Figures, Month, Outcome};
pub use typed::{TypedSimulation, Wanted};

use super::Done;
use crate::app::App;

/// Most months one looks back.
pub const MAX_MONTHS: i64 = 24;
/// Orders of one page: a few megabytes, read and reckoned in some tens of milliseconds.
const PAGE: i64 = 5000;

/// At most two at a time: more would only take the cores from the people who shop.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Which orders are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Paid, Shipped, Completed: those that the reports call revenue (domain.md §12).
    #[default]
    Revenue,
    /// Also those that wait for payment.
    Standing,
    /// Also cancelled ones.
    All,
}

impl Which {
    fn takes(self, state: OrderState) -> bool {
        match state {
            OrderState::Cancelled => self == Self::All,
            OrderState::Placed => self != Self::Revenue,
            _ => true,
        }
    }
}

/// The first days of the months that are looked at, the present one last.
pub fn months(today: ShopDay, count: i64) -> Vec<ShopDay> {
    let present = today.first_of_month();
    let back = i32::try_from(count.clamp(1, MAX_MONTHS)).unwrap_or(1);
    (0..back).rev().map(|ago| present.plus_months(-ago)).collect()
}

/// Prices the orders of the wanted months again, page by page, each page off the request threads.
pub async fn run(app: &App, zone: &ShopZone, wanted: Wanted) -> Done<Outcome> {
    run_in_pages(app, zone, wanted, PAGE).await
}

/// The same with pages of so many orders.
pub async fn run_in_pages(app: &App, zone: &ShopZone, wanted: Wanted, page: i64) -> Done<Outcome> {
    let _turn = TURNS.acquire().await.expect("the turns are never closed");
    let today = zone.day_of(app.clock.now());
    let (from, before) = span(zone, today, wanted.months);
    let mut tally = tally::Tally::new(zone, &months(today, wanted.months), wanted);
    let mut after = (from, 0);
    loop {
        // The connection goes back between the pages, so that nobody waits for it long.
        let rows = replays::orders(&mut app.db.read().await?, after, before, page).await?;
        let last = rows.len() < usize::try_from(page).unwrap_or(1);
        if let Some(row) = rows.last() {
            after = (row.placed_at, row.id.get());
        }
        tally = tokio::task::spawn_blocking(move || {
            tally.take(rows);
            tally
        })
        .await
        .map_err(|error| StoreError::Unusable(error.to_string()))?;
        if last {
            return Ok(tally.end());
        }
    }
}

/// First instant of the first month, first instant after today.
fn span(zone: &ShopZone, today: ShopDay, count: i64) -> (UtcMillis, UtcMillis) {
    let first = months(today, count).first().copied().unwrap_or(today);
    (zone.start_of(first), zone.end_of(today))
}
