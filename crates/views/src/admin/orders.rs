//! List of orders with state tabs, search and filters (domain.md §12).

use askama::Template;
use domain::{
    ids::{CustomerId, OrderId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
};

use crate::{frame::Frame, parts::Paging, text};

/// One order in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    pub id: OrderId,
    pub placed_at: String,
    pub customer: String,
    /// Two or three product names, shortened: `Roster Kotak × 40, Pion Pagar × 2, …`.
    pub goods: String,
    pub state: OrderState,
    pub fulfilment: Fulfilment,
    pub proof: ProofState,
    /// Amount due of the order (goods + ongkir if known + unique code).
    pub amount_due: Rupiah,
    /// Open delivery order without an ongkir.
    pub ongkir_missing: bool,
    /// Unpaid and past its deadline.
    pub late: bool,
}

impl OrderRow {
    /// Whether a proof waits for the check.
    pub fn proof_waits(&self) -> bool {
        self.state == OrderState::Placed && self.proof == ProofState::Waiting
    }

    /// Whether the order goes on the truck.
    pub fn delivered(&self) -> bool {
        self.fulfilment == Fulfilment::Delivery
    }
}

/// One tab above the list: all orders or one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateTab {
    /// `None`: all states.
    pub state: Option<OrderState>,
    /// Orders in it, under the present search and dates.
    pub count: i64,
    /// Address of the list with this state and the present search and dates.
    pub address: String,
    pub current: bool,
}

impl StateTab {
    /// What the tab says.
    pub fn words(&self) -> &'static str {
        self.state.map_or("Semua", text::state_words)
    }
}

/// List of orders. GET filters: `q`, `status_transaksi` (state code), `tanggal_transaksi__gte`,
/// `tanggal_transaksi__lte` (YYYY-MM-DD, both inclusive), `perlu` (`bukti` | `kirim` | `ambil` | `ongkir` |
/// `terlambat`: the counts of the dashboard), `pelanggan` (id), `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/orders/list.html")]
pub struct OrdersPage {
    pub frame: Frame,
    pub tabs: Vec<StateTab>,
    /// Typed search: order number, customer name, phone.
    pub q: String,
    /// Typed dates as `YYYY-MM-DD`, or empty.
    pub from: String,
    pub until: String,
    /// Code of the chosen state, or empty.
    pub state: String,
    /// The `perlu` filter as typed, or empty.
    pub need: String,
    /// Only the orders of this customer, with the name where one is shown.
    pub customer: Option<(CustomerId, String)>,
    /// What was wrong with a filter, said above the list.
    pub problem: Option<String>,
    pub rows: Vec<OrderRow>,
    pub paging: Paging,
}

impl OrdersPage {
    /// Whether any filter beside the tab is on.
    pub fn filtered(&self) -> bool {
        !(self.q.is_empty() && self.from.is_empty() && self.until.is_empty() && self.need.is_empty())
            || self.customer.is_some()
    }

    /// Words for the `perlu` filter.
    pub fn need_words(&self) -> Option<&'static str> {
        Some(match self.need.as_str() {
            "bukti" => "bukti bayar perlu dicek",
            "kirim" => "siap dikirim",
            "ambil" => "menunggu diambil",
            "ongkir" => "ongkir belum diisi",
            "terlambat" => "terlambat bayar",
            _ => return None,
        })
    }
}
