//! First page of the admins: what needs doing, today's figures (domain.md §12).

use askama::Template;
use domain::{
    ids::{CustomerId, ProductId},
    money::Rupiah,
    quantity::Quantity,
};

use super::orders::OrderRow;
use crate::{chart::Chart, frame::Frame};

/// Orders that wait for somebody in the office, as counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    /// Proofs waiting for a check.
    pub proofs: i64,
    /// Paid delivery orders waiting for the truck.
    pub to_ship: i64,
    /// Paid pick-up orders waiting for their owner.
    pub to_collect: i64,
    /// Open delivery orders whose ongkir is not set.
    pub ongkir: i64,
    /// Unpaid orders past their deadline or near it (reminder already sent).
    pub late: i64,
    /// Open orders that a driver could not hand over the last time.
    pub failed: i64,
    /// Orders on the truck.
    pub on_the_way: i64,
    /// Feedback without a reply.
    pub feedback: i64,
    /// Open follow-ups of today and of days that are over.
    pub follow_ups: i64,
}

/// Figures of the shop's present day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// The day in words: `Senin, 23 November 2026`.
    pub day: String,
    /// Orders placed today.
    pub placed: i64,
    /// Σ goods total of orders placed today that are paid, shipped or completed.
    pub revenue: Rupiah,
    /// Orders handed over today.
    pub completed: i64,
    /// Customers registered today.
    pub customers: i64,
}

/// Who bought most in the months of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestCustomer {
    pub id: CustomerId,
    pub name: String,
    pub orders: i64,
    pub spent: Rupiah,
}

/// A product below the low-stock threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowStockRow {
    pub product: ProductId,
    pub name: String,
    pub unit: String,
    pub available: Quantity,
}

impl LowStockRow {
    /// Whether nothing can be sold.
    pub fn none_left(&self) -> bool {
        self.available == Quantity::ZERO
    }
}

/// First page of the admins.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/dashboard/index.html")]
pub struct DashboardPage {
    pub frame: Frame,
    /// What is wrong with the background work, in whole sentences.
    pub alarms: Vec<String>,
    pub attention: Attention,
    pub today: Today,
    /// Revenue of six calendar months.
    pub months: Chart,
    /// By what they spent (at most 5).
    pub best: Vec<BestCustomer>,
    /// Oldest first: the orders whose proof waits for a check (at most 5).
    pub proofs: Vec<OrderRow>,
    /// Newest first: orders that count as revenue (at most 5).
    pub paid: Vec<OrderRow>,
    /// Newest first (at most 5).
    pub latest: Vec<OrderRow>,
    /// Lowest first (at most 8).
    pub low_stock: Vec<LowStockRow>,
}

impl DashboardPage {
    /// Whether nothing waits for the office.
    pub fn all_done(&self) -> bool {
        let Attention { proofs, to_ship, to_collect, ongkir, late, failed, feedback, follow_ups, on_the_way: _ } =
            self.attention;
        proofs + to_ship + to_collect + ongkir + late + failed + feedback + follow_ups == 0
    }
}
