//! The papers of an order as pages to print.

use domain::order::{Fulfilment, OrderState, ProofState};
use views::{
    Template,
    documents::{Document, DocumentPage, Kind, LetterSheet, LettersPage, Order},
    parts::PricedLineView,
};

use crate::sample::{TAG, frame, order, product, qty, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("paper-nota", page(Kind::Nota, OrderState::Paid, false)),
        ("paper-nota-slip", page(Kind::Nota, OrderState::Placed, true)),
        ("paper-nota-cancelled", page(Kind::Nota, OrderState::Cancelled, false)),
        ("paper-letter", page(Kind::SuratJalan, OrderState::Shipped, false)),
        ("paper-letter-slip", page(Kind::SuratJalan, OrderState::Shipped, true)),
        ("paper-receipt", page(Kind::Kwitansi, OrderState::Completed, false)),
        ("paper-letters", letters()),
    ]
}

fn line(id: i64, name: &str, count: i64, price: i64, discount: i64) -> PricedLineView {
    PricedLineView {
        product: Some(product(id)),
        name: name.to_owned(),
        unit: "biji".to_owned(),
        unit_price: rp(price),
        quantity: qty(count),
        gross: rp(price * count),
        discount: rp(discount),
        net: rp(price * count - discount),
        reason: (discount > 0).then(|| "Diskon 10 % ulang tahun untuk produk favorit".to_owned()),
        photo: None,
    }
}

fn sample(state: OrderState) -> Order {
    Order {
        id: order(318),
        state,
        fulfilment: Fulfilment::Delivery,
        proof: ProofState::Accepted,
        placed_at: "22 November 2026 14.05 WITA".to_owned(),
        paid_at: Some("23 November 2026".to_owned()),
        payment_note: None,
        customer: TAG.to_owned(),
        phone: "0813-4455-6677".to_owned(),
        address: "Jl. Veteran 12, Banjarmasin".to_owned(),
        note: "Lewat gang sebelah masjid".to_owned(),
        driver: Some("Udin".to_owned()),
        received_by: None,
        lines: vec![line(1, "Roster Kotak 20×20", 120, 9_500, 114_000), line(2, TAG, 8, 27_000, 0)],
        weights: vec![Some(4_500), None],
        gross: rp(1_356_000),
        discount_total: rp(114_000),
        goods_total: rp(1_242_000),
        ongkir: Some(rp(50_000)),
        unique_code: rp(0),
        transfer_now: rp(1_242_000),
        pay_driver: rp(50_000),
    }
}

fn page(kind: Kind, state: OrderState, roll: bool) -> String {
    let document = Document::of(kind, frame("/").shop, &sample(state)).expect("the order has it");
    let page = DocumentPage {
        document,
        roll,
        qr: Some((3, "M0 0h3v1h-3z".to_owned())),
        back: views::urls::admin_order(order(318)),
        sheet: views::urls::admin_order_nota(order(318)),
        slip: views::urls::on_roll(&views::urls::admin_order_nota(order(318))),
        pdf: views::urls::admin_order_nota_pdf(order(318)),
    };
    page.render().expect("a page")
}

/// Several surat jalan at once.
fn letters() -> String {
    let document =
        Document::of(Kind::SuratJalan, frame("/").shop, &sample(OrderState::Paid)).expect("the order has it");
    let sheet = LetterSheet { document, qr: Some((3, "M0 0h3v1h-3z".to_owned())) };
    let page = LettersPage {
        shop: frame("/").shop,
        sheets: vec![sheet.clone(), sheet],
        left_out: vec![format!("#320: {}", views::text::bulk::IS_FETCHED)],
        unpaid: vec![order(319)],
        back: views::urls::ADMIN_ORDERS.to_owned(),
        pdf: views::urls::admin_letters_pdf(&[order(318), order(319)]),
    };
    page.render().expect("a page")
}

#[test]
fn each_paper_says_what_it_is_for() {
    let nota = page(Kind::Nota, OrderState::Paid, false);
    assert!(nota.contains("Sisa") && !nota.contains("LUNAS"), "the driver's part is still to be paid");
    assert!(page(Kind::Nota, OrderState::Completed, false).contains("LUNAS"));
    assert!(page(Kind::Nota, OrderState::Cancelled, false).contains("DIBATALKAN"));
    let letter = page(Kind::SuratJalan, OrderState::Shipped, false);
    assert!(letter.contains("540 kg") && letter.contains("Udin") && !letter.contains("Rp"), "{letter}");
    assert!(letter.contains("Berat yang diketahui"));
    let receipt = page(Kind::Kwitansi, OrderState::Completed, false);
    assert!(receipt.contains("satu juta dua ratus sembilan puluh dua ribu rupiah"), "{receipt}");
    assert!(Document::of(Kind::Kwitansi, frame("/").shop, &sample(OrderState::Placed)).is_none());
}
