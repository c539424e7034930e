//! Sample values that the pages are rendered with.

use domain::{
    ids::{FileId, OrderId, ProductId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    problem::Problem,
    quantity::Quantity,
};
use views::{
    admin::OrderRow,
    form::FormState,
    frame::{Flash, Frame, ShopFace, Tone, Viewer},
    parts::{Paging, Photo},
};

/// A name that must never be taken as HTML.
pub const TAG: &str = "<script>jahat";

pub fn frame(path: &str) -> Frame {
    Frame {
        shop: ShopFace {
            name: "UD. Barokah Jaya Beton".to_owned(),
            address: "Jl. Poros Bontang km 4".to_owned(),
            phone: "0812-3456-7890".to_owned(),
            wa: "6281234567890".to_owned(),
        },
        viewer: Viewer::Admin { name: "Hj. Nurhayati".to_owned(), kind: domain::rights::AdminKind::Owner },
        cart_lines: 0,
        unread: 3,
        last_notification: 41,
        flash: None,
        path: path.to_owned(),
    }
}

pub fn flashed(path: &str, text: &str) -> Frame {
    Frame { flash: Some(Flash { tone: Tone::Good, text: text.to_owned() }), ..frame(path) }
}

pub fn rp(amount: i64) -> Rupiah {
    Rupiah::new(amount).expect("an amount")
}

pub fn qty(units: i64) -> Quantity {
    Quantity::whole(units).expect("a quantity")
}

pub fn product(id: i64) -> ProductId {
    ProductId::try_from(id).expect("an id")
}

pub fn order(id: i64) -> OrderId {
    OrderId::try_from(id).expect("an id")
}

pub fn file(id: i64) -> FileId {
    FileId::try_from(id).expect("an id")
}

pub fn photo(id: i64) -> Photo {
    Photo { file: file(id), width: 1200, height: 900 }
}

pub fn paging(base: &str, total: i64, pages: u32) -> Paging {
    Paging { page: 1, pages, total, more: false, base: base.to_owned() }
}

/// A form with a problem at each of these fields.
pub fn refused(fields: &[&str]) -> FormState {
    let mut form = FormState::default();
    for field in fields {
        form.keep(field, "abc");
        form.refuse(field, Problem::Required);
    }
    form
}

fn row(id: i64, customer: &str, goods: &str, state: OrderState, amount: i64) -> OrderRow {
    OrderRow {
        id: order(id),
        placed_at: "22 Nov 14.05".to_owned(),
        customer: customer.to_owned(),
        goods: goods.to_owned(),
        state,
        fulfilment: Fulfilment::Delivery,
        proof: ProofState::None,
        amount_due: rp(amount),
        ongkir_missing: false,
        late: false,
    }
}

pub fn order_rows() -> Vec<OrderRow> {
    let mut rows = vec![
        row(318, "Ibu Sari Rahmawati", "Roster Kotak 20×20 × 120, Pion Pagar Bulat × 8", OrderState::Placed, 1_284_000),
        row(317, "CV. Cahaya Timur Konstruksi", "Paving Segi Enam × 250,5 m²", OrderState::Placed, 28_750_000),
        row(316, TAG, "Pilar Teras Ulir × 4", OrderState::Placed, 3_400_000),
        row(315, "Pak Rudi", "Tiang Pagar Motif × 12, Roster Bintang × 40, …", OrderState::Paid, 2_215_000),
        row(314, "Ahmad Fauzan", "Batu Alam Andesit × 18 m²", OrderState::Shipped, 4_140_000),
        row(312, "Ni Made Ayu", "Roster Daun × 60", OrderState::Completed, 780_000),
        row(309, "Toko Sinar", "Pion Pagar Kerucut × 20", OrderState::Cancelled, 900_000),
    ];
    rows[0].proof = ProofState::Waiting;
    rows[1].ongkir_missing = true;
    rows[2].late = true;
    rows[3].fulfilment = Fulfilment::Pickup;
    rows
}
