//! One order in all its states.

use domain::{
    ids::CustomerId,
    order::{Fulfilment, OrderState, ProofState},
};
use views::{
    Template,
    admin::{
        Actions, Choice, DeliveryView, Forms, MoneyView, Neighbours, OrderCustomer, OrderNoteView, OrderPage,
        ProofView, ShortView,
    },
    customer::{FeedbackView, TimelineEntry},
    parts::{BankView, Deadline, PricedLineView},
};

use crate::sample::{TAG, file, flashed, frame, order, photo, product, qty, refused, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("order-proof", waiting().render().expect("a page")),
        ("order-placed", placed().render().expect("a page")),
        ("order-paid", paid().render().expect("a page")),
        ("order-shipped", shipped().render().expect("a page")),
        ("order-short", short().render().expect("a page")),
        ("order-done", done().render().expect("a page")),
    ]
}

pub fn lines() -> Vec<PricedLineView> {
    let line = |id, name: &str, count, price: i64, discount: i64, reason: Option<&str>| PricedLineView {
        product: Some(product(id)),
        name: name.to_owned(),
        unit: "biji".to_owned(),
        unit_price: rp(price),
        quantity: qty(count),
        gross: rp(price * count),
        discount: rp(discount),
        net: rp(price * count - discount),
        reason: reason.map(str::to_owned),
        photo: if id == 2 { None } else { Some(photo(id)) },
    };
    vec![
        line(1, "Roster Kotak 20×20", 120, 9_500, 114_000, Some("Diskon 10 % ulang tahun untuk produk favorit")),
        line(2, TAG, 8, 27_000, 0, None),
    ]
}

/// An order whose proof waits for the check.
fn waiting() -> OrderPage {
    OrderPage {
        frame: frame("/admin/pesanan/318/"),
        id: order(318),
        state: OrderState::Placed,
        fulfilment: Fulfilment::Delivery,
        proof: ProofState::Waiting,
        placed_at: "22 November 2026 14.05 WITA".to_owned(),
        deadline: None,
        overdue: false,
        customer: OrderCustomer {
            id: CustomerId::try_from(9).ok(),
            name: "Ibu Sari Rahmawati".to_owned(),
            phone: "0813-4455-6677".to_owned(),
            wa: "6281344556677".to_owned(),
        },
        address: "Jl. Gunung Bawakaraeng No. 12, RT 3\nMakassar".to_owned(),
        zone: Some("Kota Makassar".to_owned()),
        note: "Tolong antar sebelum jam 10, pagar hijau.".to_owned(),
        lines: lines(),
        money: MoneyView {
            gross: rp(1_356_000),
            discount_total: rp(114_000),
            goods_total: rp(1_242_000),
            ongkir: Some(rp(75_000)),
            unique_code: rp(217),
            amount_due: rp(1_317_217),
            transfer_now: rp(1_242_217),
            pay_driver: rp(75_000),
        },
        offers: crate::discounts::explained(),
        proofs: vec![proof(7, ProofState::Waiting, None), proof(6, ProofState::Rejected, Some("Foto terpotong"))],
        payment_note: None,
        employee: None,
        delivery: None,
        trouble: Some(format!("Gagal diantar: {TAG}")),
        short: Vec::new(),
        feedback: None,
        timeline: vec![
            step("22 November 2026 14.05 WITA", "Pesanan dibuat", "Ibu Sari Rahmawati", None),
            step("22 November 2026 14.20 WITA", "Bukti bayar ditolak", "Hj. Nurhayati", Some("Foto terpotong")),
            step("22 November 2026 15.02 WITA", "Bukti bayar dikirim", "Ibu Sari Rahmawati", None),
        ],
        may: Actions { accept: true, reject: true, ongkir: true, cancel: true, ..Actions::default() },
        employees: vec![Choice::new(1, "Daeng Rusli"), Choice::new(2, TAG)],
        forms: Forms::default(),
        notes: vec![OrderNoteView {
            body: "Minta diantar bersama pesanan tetangganya. <script>jahat".to_owned(),
            who: "Hj. Nurhayati".to_owned(),
            at: "22 November 2026 15.10 WITA".to_owned(),
        }],
        note_key: "kunci".to_owned(),
        near: Neighbours { next: Some(order(321)), previous: Some(order(311)) },
        unclaimed: false,
        banks: vec![BankView {
            bank: "BRI".to_owned(),
            number: "0123-01-000456-50-7".to_owned(),
            holder: "UD Barokah Jaya Beton".to_owned(),
        }],
        pay_until: Some("23 November 2026 14.05 WITA".to_owned()),
    }
}

fn proof(id: i64, state: ProofState, reason: Option<&str>) -> ProofView {
    ProofView {
        file: file(id),
        pdf: false,
        uploaded_at: "22 November 2026 15.02 WITA".to_owned(),
        state,
        reason: reason.map(str::to_owned),
    }
}

fn step(at: &str, text: &str, who: &str, reason: Option<&str>) -> TimelineEntry {
    TimelineEntry { at: at.to_owned(), text: text.to_owned(), who: who.to_owned(), reason: reason.map(str::to_owned) }
}

fn placed() -> OrderPage {
    let deadline = Deadline {
        text: "23 November 2026 14.05 WITA".to_owned(),
        until_ms: 1_795_413_900_000,
        left: "5 jam 12 menit".to_owned(),
    };
    OrderPage {
        proof: ProofState::None,
        proofs: Vec::new(),
        deadline: Some(deadline),
        money: MoneyView { ongkir: None, ..waiting().money },
        may: Actions { accept: true, ongkir: true, cancel: true, edit: true, ..Actions::default() },
        unclaimed: true,
        near: Neighbours::default(),
        forms: Forms::refused("ongkir", refused(&["ongkir"])),
        ..waiting()
    }
}

fn paid() -> OrderPage {
    OrderPage {
        frame: flashed("/admin/pesanan/318/", "Pembayaran diterima. Pelanggan sudah diberi tahu."),
        state: OrderState::Paid,
        proof: ProofState::Accepted,
        proofs: vec![ProofView { pdf: true, ..proof(7, ProofState::Accepted, None) }],
        may: Actions { ship: true, ongkir: true, cancel: true, ..Actions::default() },
        forms: Forms::refused("cancel-order", refused(&["alasan", "uang"])),
        ..waiting()
    }
}

fn shipped() -> OrderPage {
    OrderPage {
        state: OrderState::Shipped,
        proof: ProofState::Accepted,
        employee: Some("Daeng Rusli".to_owned()),
        may: Actions { deliver: true, failed: true, ..Actions::default() },
        forms: Forms::default(),
        ..paid()
    }
}

fn done() -> OrderPage {
    let feedback = FeedbackView {
        text: "Rosternya rapi, sopirnya ramah. Terima kasih.".to_owned(),
        stars: Some(5),
        photo: Some(file(9)),
        at: "24 November 2026 09.10 WITA".to_owned(),
        reply: Some((TAG.to_owned(), "24 November 2026 10.00 WITA".to_owned())),
    };
    let delivery = DeliveryView {
        photo: Some(file(8)),
        recipient: "Bu Sari".to_owned(),
        at: "23 November 2026 09.40 WITA".to_owned(),
        by: "Daeng Rusli".to_owned(),
    };
    OrderPage {
        state: OrderState::Completed,
        feedback: Some(feedback),
        delivery: Some(delivery),
        may: Actions::default(),
        ..shipped()
    }
}

fn short() -> OrderPage {
    let part = |what: &str, settled| ShortView { what: what.to_owned(), value: rp(47_500), settled };
    OrderPage {
        short: vec![part("Roster Kotak 20×20 5 biji (pecah)", None), part(TAG, Some("uangnya dikembalikan"))],
        ..done()
    }
}

#[test]
fn an_order_shows_only_the_steps_that_are_possible() {
    let forms = |page: OrderPage| -> Vec<String> {
        let html = page.render().expect("a page");
        let names = html.split("data-form=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let mut names: Vec<_> = names.filter(|name| *name != "logout").map(str::to_owned).collect();
        names.sort();
        names
    };
    assert_eq!(forms(waiting()), ["accept-proof", "cancel-order", "ongkir", "order-note", "reject-proof"]);
    assert_eq!(forms(paid()), ["cancel-order", "ongkir", "order-note", "ship"]);
    assert_eq!(forms(shipped()), ["deliver", "delivery-failed", "order-note"]);
    assert_eq!(forms(done()), ["order-note"]);
    assert_eq!(forms(short()), ["order-note", "shortfall"]);
}

#[test]
fn the_chat_says_what_the_order_needs_and_the_next_proof_is_one_key_away() {
    let html = placed().render().expect("a page");
    assert!(html.contains("https://wa.me/6281344556677?text=Halo%20Ibu%20Sari"), "{html}");
    assert!(html.contains("0123-01-000456-50-7") || html.contains("0123-01"), "the account stands in the message");
    assert!(html.contains("data-form=\"customer-claim\""));
    let html = waiting().render().expect("a page");
    assert!(html.contains("Terima dan buka berikutnya") && html.contains("Terima pembayaran"));
    assert!(html.contains("Batas bayar 23 November 2026") && html.contains("0123-01-000456-50-7"));
    let last = OrderPage { near: Neighbours::default(), ..waiting() }.render().expect("a page");
    assert!(!last.contains("buka berikutnya") && last.contains("Terima pembayaran"));
}
