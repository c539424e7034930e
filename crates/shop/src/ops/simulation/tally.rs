//! Orders counted while they are priced again.

use std::{cmp::Reverse, collections::HashSet};

use domain::{
    discount::{Change, Considered, Inputs, PricedCart},
    ids::{CustomerId, OrderId},
    money::Rupiah,
    order::OrderState,
    time::{ShopDay, ShopZone, UtcMillis},
};
use store::replays::ReplayRow;

use super::{Wanted, Which};
use crate::ops::pricing_record;

/// Orders that are named, the most affected first.
const NAMED: usize = 20;

/// What was and what would have been, in rupiah.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub orders: i64,
    /// Σ goods total.
    pub revenue_then: Rupiah,
    pub revenue_now: Rupiah,
    /// Σ discounts.
    pub discount_then: Rupiah,
    pub discount_now: Rupiah,
}

impl Figures {
    /// What would have come in more (or less, negative).
    pub const fn difference(&self) -> i64 {
        self.revenue_now.get() - self.revenue_then.get()
    }

    fn add(&mut self, row: &ReplayRow, now: &PricedCart) {
        self.orders += 1;
        self.revenue_then = self.revenue_then.saturating_add(row.goods_total);
        self.revenue_now = self.revenue_now.saturating_add(now.goods_total);
        self.discount_then = self.discount_then.saturating_add(row.goods_gross.saturating_sub(row.goods_total));
        self.discount_now = self.discount_now.saturating_add(now.discount_total);
    }
}

/// One month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    pub first: ShopDay,
    pub figures: Figures,
}

/// An order that would have cost something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    pub id: OrderId,
    pub placed_at: UtcMillis,
    pub then: Rupiah,
    pub now: Rupiah,
    /// Every offer under the change and what became of it; without messages.
    pub considered: Vec<Considered>,
}

impl Affected {
    /// What would have come in more (or less, negative).
    pub const fn difference(&self) -> i64 {
        self.now.get() - self.then.get()
    }
}

/// What a simulation says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub total: Figures,
    pub months: Vec<Month>,
    /// Orders that would have cost something else, and their customers.
    pub changed: i64,
    pub customers: i64,
    /// The most affected ones, the largest difference first.
    pub affected: Vec<Affected>,
    /// Not looked at because they wait for payment.
    pub waiting: i64,
    /// Not looked at because they were cancelled.
    pub cancelled: i64,
    /// From before orders kept what they were priced from: in no figure.
    pub unrecorded: i64,
    /// Priced again without any change they come to something else than they cost: in no figure. There should be none.
    pub unmatched: i64,
}

/// The counting in between.
pub(super) struct Tally {
    change: Change,
    which: Which,
    uses_left: Option<u32>,
    /// First instants of the months.
    starts: Vec<UtcMillis>,
    customers: HashSet<CustomerId>,
    outcome: Outcome,
}

impl Tally {
    pub(super) fn new(zone: &ShopZone, months: &[ShopDay], wanted: Wanted) -> Self {
        let empty = |first: &ShopDay| Month { first: *first, figures: Figures::default() };
        Self {
            uses_left: wanted.change.new_row.as_ref().and_then(|row| row.uses_left),
            change: wanted.change,
            which: wanted.which,
            starts: months.iter().map(|first| zone.start_of(*first)).collect(),
            customers: HashSet::new(),
            outcome: Outcome { months: months.iter().map(empty).collect(), ..Outcome::default() },
        }
    }

    /// Counts orders, which come in the order of time.
    pub(super) fn take(&mut self, rows: Vec<ReplayRow>) {
        for row in rows {
            self.one(&row);
        }
        self.outcome.affected.sort_by_key(|order| (Reverse(order.difference().abs()), Reverse(order.id)));
        self.outcome.affected.truncate(NAMED);
    }

    fn one(&mut self, row: &ReplayRow) {
        if !self.which.takes(row.state) {
            let left_out = if row.state == OrderState::Cancelled {
                &mut self.outcome.cancelled
            } else {
                &mut self.outcome.waiting
            };
            *left_out += 1;
            return;
        }
        let read = |text: &str| pricing_record::read(text, row.customer_id, row.placed_at);
        let Some(inputs) = row.pricing.as_deref().and_then(read) else {
            self.outcome.unrecorded += 1;
            return;
        };
        match self.price(row, &inputs) {
            Some(now) => self.count(row, now),
            None => self.outcome.unmatched += 1,
        }
    }

    /// The price under the change; none when the price without it is not what the order cost.
    fn price(&self, row: &ReplayRow, inputs: &Inputs) -> Option<PricedCart> {
        let as_it_was = Change::default().price(inputs, None).ok()?;
        if (as_it_was.gross, as_it_was.goods_total) != (row.goods_gross, row.goods_total) {
            return None;
        }
        if self.change.is_nothing() { Some(as_it_was) } else { self.change.price(inputs, self.uses_left).ok() }
    }

    fn count(&mut self, row: &ReplayRow, now: PricedCart) {
        // A cancelled order gives its use back (docs/decisions/0011).
        if row.state != OrderState::Cancelled && self.change.uses_new_row(&now) {
            self.uses_left = self.uses_left.map(|left| left.saturating_sub(1));
        }
        self.outcome.total.add(row, &now);
        let month = self.starts.partition_point(|start| *start <= row.placed_at).saturating_sub(1);
        if let Some(month) = self.outcome.months.get_mut(month) {
            month.figures.add(row, &now);
        }
        if now.goods_total != row.goods_total {
            self.outcome.changed += 1;
            self.customers.insert(row.customer_id);
            self.outcome.affected.push(Affected {
                id: row.id,
                placed_at: row.placed_at,
                then: row.goods_total,
                now: now.goods_total,
                considered: now.considered,
            });
        }
    }

    pub(super) fn end(mut self) -> Outcome {
        self.outcome.customers = i64::try_from(self.customers.len()).unwrap_or(i64::MAX);
        self.outcome
    }
}
