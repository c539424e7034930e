//! Dashboard, list of orders, feedback.

use domain::order::{Fulfilment, Work};
use views::{
    Template,
    admin::{
        Attention, Beside, BestCustomer, DashboardPage, DeskTab, FeedbackPage, FeedbackRow, Forms, LowStockRow,
        OrderRow, OrdersPage, Today,
    },
    parts::Paging,
};

use crate::sample::{TAG, file, frame, order, order_rows, paging, product, qty, refused, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    let quiet = DashboardPage {
        alarms: Vec::new(),
        attention: Attention::default(),
        best: Vec::new(),
        proofs: Vec::new(),
        paid: Vec::new(),
        latest: Vec::new(),
        low_stock: Vec::new(),
        ..dashboard()
    };
    vec![
        ("dashboard", dashboard().render().expect("a page")),
        ("dashboard-quiet", quiet.render().expect("a page")),
        ("orders", orders().render().expect("a page")),
        (
            "orders-none",
            OrdersPage { rows: Vec::new(), q: "zzz".to_owned(), beside: Some(beside()), ..orders() }
                .render()
                .expect("a page"),
        ),
        ("orders-done", OrdersPage { rows: Vec::new(), work: Some(Work::Proof), ..orders() }.render().expect("a page")),
        ("feedback", feedback().render().expect("a page")),
    ]
}

fn dashboard() -> DashboardPage {
    let low = |id, name: &str, left| LowStockRow {
        product: product(id),
        name: name.to_owned(),
        unit: "biji".to_owned(),
        available: qty(left),
    };
    DashboardPage {
        frame: frame("/admin/"),
        alarms: vec!["Antrean terlambat.".to_owned()],
        attention: Attention {
            proofs: 2,
            to_ship: 4,
            to_collect: 1,
            ongkir: 3,
            late: 1,
            failed: 1,
            on_the_way: 5,
            feedback: 2,
            follow_ups: 3,
        },
        today: Today {
            day: "Minggu, 22 November 2026".to_owned(),
            placed: 7,
            revenue: rp(36_390_000),
            completed: 3,
            customers: 2,
        },
        months: crate::reports::months(),
        best: vec![BestCustomer {
            id: domain::ids::CustomerId::try_from(7).expect("an id"),
            name: TAG.to_owned(),
            orders: 12,
            spent: rp(18_400_000),
        }],
        proofs: order_rows()[..1].to_vec(),
        paid: order_rows()[3..6].to_vec(),
        latest: order_rows(),
        low_stock: vec![low(1, "Pilar Teras Ulir", 0), low(2, TAG, 2), low(3, "Pion Pagar Bulat", 6)],
    }
}

fn beside() -> Beside {
    Beside { others: 3, address: "/admin/pesanan/?perlu=semua&q=zzz".to_owned() }
}

fn orders() -> OrdersPage {
    let tab = |work: Option<Work>| DeskTab {
        work,
        count: work.map(|work| if work == Work::Fee { 0 } else { 3 }),
        address: format!("/admin/pesanan/?perlu={}", work.map_or("semua", views::text::desk::work_code)),
        current: work == Some(Work::Queue),
    };
    let mut rows = order_rows();
    rows.push(OrderRow { fulfilment: Fulfilment::Delivery, ..rows[3].clone() });
    OrdersPage {
        frame: frame("/admin/pesanan/"),
        tabs: Work::ALL.iter().copied().map(Some).chain([None]).map(tab).collect(),
        work: Some(Work::Queue),
        beside: None,
        late_days: 2,
        q: String::new(),
        from: String::new(),
        until: String::new(),
        state: String::new(),
        states: domain::order::OrderState::ALL.to_vec(),
        sort: "lama".to_owned(),
        customer: None,
        problem: None,
        rows,
        paging: paging("/admin/pesanan/", 318, 16),
    }
}

fn feedback() -> FeedbackPage {
    let voice = |id, customer: &str, stars, reply: Option<&str>| FeedbackRow {
        order: order(id),
        customer: customer.to_owned(),
        at: "24 November 2026 09.10 WITA".to_owned(),
        text: "Rosternya rapi, sopirnya ramah. Barang sampai sebelum jam sepuluh seperti yang diminta.".to_owned(),
        stars,
        photo: (id == 312).then(|| file(9)),
        reply: reply.map(str::to_owned),
    };
    FeedbackPage {
        frame: frame("/admin/umpan-balik/"),
        status: String::new(),
        q: TAG.to_owned(),
        sort: "",
        waiting: 2,
        waiting_found: 1,
        rows: vec![
            voice(312, "Ni Made Ayu", Some(5), None),
            voice(300, TAG, Some(2), None),
            voice(299, "Pak Rudi", None, Some("Terima kasih, Pak.")),
        ],
        paging: paging("/admin/umpan-balik/", 3, 1),
        refused: Some(order(300)),
        forms: Forms::refused("feedback-reply", refused(&["balasan"])),
    }
}

#[test]
fn a_list_whose_pages_end_early_says_so() {
    let words = "Lebih dari 10.000; persempit dengan saringan.";
    let page = |more, total| {
        let paging = Paging { more, ..paging("/admin/pesanan/", total, 400) };
        OrdersPage { paging, ..orders() }.render().expect("a page")
    };
    assert!(page(true, 10_000).contains(words));
    assert!(!page(false, 10_000).contains("persempit dengan saringan"), "all of them have pages");
}

#[test]
fn an_empty_pile_has_no_tab_and_only_what_can_go_is_sent() {
    let html = orders().render().expect("a page");
    assert!(!html.contains("perlu=ongkir"), "nothing lies on the pile of fees");
    assert!(html.contains("perlu=gagal") && html.contains("perlu=semua"));
    assert!(html.contains("Kirim yang dicentang"));
    let none = OrdersPage { rows: order_rows(), ..orders() };
    assert!(!none.render().expect("a page").contains("Kirim yang dicentang"));
}
