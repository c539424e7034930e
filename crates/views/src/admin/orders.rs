//! The desk of the office: piles of orders, with search and filters (domain.md §12).

use askama::Template;
use domain::{
    ids::{CustomerId, OrderId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState, Work},
};

use super::parts::Choice;
use crate::{
    frame::Frame,
    list::{List, Tab},
    parts::Paging,
    text, urls,
};

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

    /// Whether it can be put on the truck: paid, to be delivered, with a known fee.
    pub fn can_ship(&self) -> bool {
        self.state == OrderState::Paid && self.delivered() && !self.ongkir_missing
    }

    /// Whether the order goes on the truck.
    pub fn delivered(&self) -> bool {
        self.fulfilment == Fulfilment::Delivery
    }
}

/// One tab above the list: a pile of the desk, or all orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskTab {
    /// `None`: all orders.
    pub work: Option<Work>,
    /// Orders on it, whatever the other filters say; nothing for all orders, which nobody has to work off.
    pub count: Option<i64>,
    pub address: String,
    pub current: bool,
}

impl DeskTab {
    /// What the tab says.
    pub fn words(&self) -> &'static str {
        self.work.map_or("Semua", text::desk::work_words)
    }

    fn tab(&self) -> Tab {
        match self.count {
            Some(count) => Tab::counted(self.words(), count, &self.address, self.current),
            None => Tab::plain(self.words(), &self.address, self.current),
        }
    }

    /// An empty pile is only shown to whoever stands before it.
    pub fn shown(&self) -> bool {
        self.count.is_some_and(|count| count > 0)
            || self.current
            || matches!(self.work, None | Some(Work::Queue | Work::Proof | Work::Ship))
    }
}

/// What a search in a pile does not look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Orders it finds that do not lie on this pile.
    pub others: i64,
    /// The same search in all orders.
    pub address: String,
}

/// List of orders. GET `perlu` (`text::desk::work_code`, or `semua`; empty: what is to be done, when there is something), `q`,
/// `status_transaksi` (state code), `tanggal_transaksi__gte`, `tanggal_transaksi__lte` (YYYY-MM-DD, both inclusive), `urut` (`baru`, `lama`,
/// `besar`), `pelanggan` (id), `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/orders/list.html")]
pub struct OrdersPage {
    pub frame: Frame,
    pub tabs: Vec<DeskTab>,
    /// The pile shown; `None`: all orders.
    pub work: Option<Work>,
    /// When a pile was searched.
    pub beside: Option<Beside>,
    /// Days after which a paid order is late (⚙).
    pub late_days: u16,
    /// Typed search: order number, customer's name, username, phone.
    pub q: String,
    /// Typed dates as `YYYY-MM-DD`, or empty.
    pub from: String,
    pub until: String,
    /// Code of the chosen state, or empty.
    pub state: String,
    /// The states this admin may see.
    pub states: Vec<OrderState>,
    /// Value of `urut`, or empty.
    pub sort: String,
    /// Only the orders of this customer, with the name where one is shown.
    pub customer: Option<(CustomerId, String)>,
    /// What was wrong with a filter, said above the list.
    pub problem: Option<String>,
    pub rows: Vec<OrderRow>,
    pub paging: Paging,
}

impl OrdersPage {
    /// Value of `perlu` for the form that filters further.
    pub fn need(&self) -> &'static str {
        self.work.map_or("semua", text::desk::work_code)
    }

    /// What lies on the pile.
    pub fn about(&self) -> String {
        let sees_all = self.states.len() == OrderState::ALL.len();
        let all = if sees_all { text::desk::ALL } else { text::desk::ALL_PAID };
        self.work.map_or_else(|| all.to_owned(), |work| text::desk::about(work, self.late_days))
    }

    /// What stands around the rows.
    pub fn list(&self) -> List {
        let tabs = self.tabs.iter().filter(|tab| tab.shown());
        let states = self.states.iter().map(|state| Choice::new(state.code(), text::state_words(*state)));
        let (icon, title, words) = match self.work {
            Some(work) => ("check", "Beres", text::desk::empty(work)),
            None => ("receipt", "Belum ada pesanan di sini", "Pesanan pelanggan akan muncul begitu masuk."),
        };
        let customer = self.customer.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
        List::at(urls::ADMIN_ORDERS)
            .keep("perlu", self.need())
            .only("pelanggan", &customer)
            .tabs("Tumpukan pesanan", tabs.map(DeskTab::tab))
            .search("q", &self.q, "Nomor, nama, HP, atau nama pengguna")
            .sort(&self.sort, &[("lama", "Paling lama"), ("baru", "Paling baru"), ("besar", "Paling besar")])
            .choose(("status_transaksi", "Status"), "Semua", &self.state, states)
            .days(("tanggal_transaksi__gte", "tanggal_transaksi__lte"), (&self.from, &self.until))
            .aside(3)
            .problem(self.problem.as_deref())
            .empty(icon, title, words)
            .ticked()
            .column("Pesanan")
            .column("Pelanggan")
            .column("Barang")
            .column("Status")
            .number("Total")
            .paged(&self.paging)
    }

    /// What a search in a pile looked at, and where the others it finds are.
    pub fn searched(&self) -> Option<(String, Option<&str>)> {
        let (work, beside) = (self.work?, self.beside.as_ref()?);
        let elsewhere = (beside.others > 0).then_some(beside.address.as_str());
        Some((text::desk::searched(work, beside.others), elsewhere))
    }

    /// Whether something here has a surat jalan.
    pub fn any_to_drive(&self) -> bool {
        self.rows.iter().any(OrderRow::delivered)
    }

    /// Whether something here can go on the truck.
    pub fn any_to_ship(&self) -> bool {
        self.rows.iter().any(OrderRow::can_ship)
    }
}
