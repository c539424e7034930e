//! The customer's orders.

use askama::Template;
use domain::order::OrderState;

use crate::{
    frame::Frame,
    parts::{OrderCard, Paging},
    urls,
};

/// `/pesanan/?status=&halaman=`: all orders of the customer, newest first.
#[derive(Template)]
#[template(path = "customer/orders/index.html")]
pub struct OrdersPage {
    pub frame: Frame,
    /// Chosen state (`status` = `OrderState::code()`), `None` for all.
    pub state: Option<OrderState>,
    pub orders: Vec<OrderCard>,
    /// `base` from `OrdersPage::address`.
    pub paging: Paging,
}

impl OrdersPage {
    pub const STATES: [OrderState; 5] =
        [OrderState::Placed, OrderState::Paid, OrderState::Shipped, OrderState::Completed, OrderState::Cancelled];

    /// Address of the list with this filter, first page.
    pub fn address(state: Option<OrderState>) -> String {
        state.map_or_else(|| urls::ORDERS.to_owned(), |state| format!("{}?status={}", urls::ORDERS, state.code()))
    }
}
