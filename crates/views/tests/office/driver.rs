//! Pages of the delivery employee.

use domain::order::OrderState;
use views::{
    Template,
    admin::{DeliveryView, Forms, ShortView},
    employee::{AccountPage, DeliveriesPage, DeliveryItem, DeliveryPage, DeliveryRow, LoginPage, NotificationsPage},
    form::FormState,
    frame::{Frame, Viewer},
};

use crate::{
    people::items,
    sample::{self, TAG, file, order, paging, photo, qty, refused, rp},
};

pub fn pages() -> Vec<(&'static str, String)> {
    let login =
        LoginPage { frame: frame("/karyawan/login/"), form: FormState::default(), next: "/karyawan/".to_owned() };
    let account = AccountPage {
        frame: frame("/karyawan/akun/"),
        form: FormState::default(),
        name: TAG.to_owned(),
        email: "rusli@contoh.id".to_owned(),
    };
    let list = NotificationsPage {
        frame: frame("/karyawan/notifikasi/"),
        items: items(),
        paging: paging("/karyawan/notifikasi/", 3, 1),
    };
    let none = DeliveriesPage { open: Vec::new(), ..deliveries() };
    vec![
        ("drv-login", login.render().expect("a page")),
        ("drv-account", account.render().expect("a page")),
        ("drv-notifications", list.render().expect("a page")),
        ("drv-list", deliveries().render().expect("a page")),
        ("drv-list-none", none.render().expect("a page")),
        ("drv-delivery", delivery().render().expect("a page")),
        ("drv-refused", wrong().render().expect("a page")),
        ("drv-refused-short", wrong_short().render().expect("a page")),
        ("drv-done", done().render().expect("a page")),
    ]
}

fn frame(path: &str) -> Frame {
    Frame { viewer: Viewer::Employee { name: "Daeng Rusli".to_owned() }, ..sample::frame(path) }
}

fn deliveries() -> DeliveriesPage {
    let row = |id, customer: &str, pay, state| DeliveryRow {
        order: order(id),
        stop: (id == 314).then_some(1),
        customer: customer.to_owned(),
        address: "Jl. Gunung Bawakaraeng No. 12, RT 3, Makassar".to_owned(),
        goods: "Roster Kotak 20×20 × 120 biji, Pion Pagar Bulat × 8 biji".to_owned(),
        pay_driver: rp(pay),
        state,
        at: "22 Nov 08.10".to_owned(),
    };
    DeliveriesPage {
        frame: frame("/karyawan/dashboard/"),
        name: "Rusli".to_owned(),
        open: vec![row(314, "Ahmad Fauzan", 75_000, OrderState::Shipped), row(318, TAG, 0, OrderState::Shipped)],
        done: vec![row(312, "Ni Made Ayu", 0, OrderState::Completed)],
    }
}

fn delivery() -> DeliveryPage {
    let item = |id, name: &str, count| DeliveryItem {
        name: name.to_owned(),
        unit: "biji".to_owned(),
        quantity: qty(count),
        weight: if id == 1 { "360 kg".to_owned() } else { String::new() },
        cover: Some(photo(id)),
    };
    DeliveryPage {
        frame: frame("/karyawan/transaksi/314/verifikasi/"),
        order: order(314),
        state: OrderState::Shipped,
        trouble: Some(format!("Gagal diantar: {TAG}")),
        customer: "Ahmad Fauzan".to_owned(),
        phone: "0813-4455-6677".to_owned(),
        wa: "6281344556677".to_owned(),
        address: "Jl. Gunung Bawakaraeng No. 12, RT 3\nMakassar".to_owned(),
        note: "Tolong antar sebelum jam 10, pagar hijau.".to_owned(),
        weight: "360 kg".to_owned(),
        key: "kunci-contoh".to_owned(),
        short: Vec::new(),
        items: vec![item(1, "Roster Kotak 20×20", 120), item(2, TAG, 8)],
        pay_driver: rp(75_000),
        shipped_at: "22 November 2026 08.10 WITA".to_owned(),
        open: true,
        delivery: None,
        forms: Forms::default(),
    }
}

fn wrong() -> DeliveryPage {
    let forms = Forms::refused("deliver", refused(&["foto_pengiriman"]));
    let page = DeliveryPage { forms: forms.with("delivery-failed", refused(&["alasan"])), ..delivery() };
    assert!(!page.short_typed(), "a refused photo opens nothing");
    page
}

fn wrong_short() -> DeliveryPage {
    DeliveryPage { forms: Forms::refused("deliver", refused(&["sampai_1", "sebab_2"])), ..delivery() }
}

fn done() -> DeliveryPage {
    let hand = DeliveryView {
        photo: Some(file(8)),
        recipient: "Pak Ahmad".to_owned(),
        at: "22 November 2026 09.40 WITA".to_owned(),
        by: "Daeng Rusli".to_owned(),
    };
    let short = vec![ShortView { what: format!("{TAG} 2 biji (pecah)"), value: rp(24_000), settled: None }];
    DeliveryPage { state: OrderState::Completed, open: false, delivery: Some(hand), short, ..delivery() }
}
