//! Orders by telephone and changes of an order.

use domain::{ids::CustomerId, order::Fulfilment};
use views::{
    Template,
    admin::{
        Choice, ClaimPage, EditPreview, FoundCustomer, LineField, OrderEditPage, PhoneCustomerPage, PhoneOrderPage,
        PhonePrice,
    },
    form::FormState,
    parts::ZoneView,
    text::changes::{Difference, LineChange, Side},
};

use crate::{
    order::lines,
    sample::{TAG, frame, order, product, qty, refused, rp},
};

pub fn pages() -> Vec<(&'static str, String)> {
    let page = |page: PhoneOrderPage| page.render().expect("a page");
    let asked = PhoneOrderPage {
        form: refused(&["barang", "alamat_pengiriman", "ongkir"]),
        price: None,
        changed: vec!["Roster Kotak sekarang Rp 10.000.".to_owned()],
        repeats: Some(order(318)),
        ..phone()
    };
    let known = PhoneCustomerPage { form: refused(&["no_hp"]), known: vec![caller(), caller()], ..callers() };
    let looked = OrderEditPage { preview: Some(preview()), ..edit() };
    vec![
        ("phone-customer", callers().render().expect("a page")),
        ("phone-customer-known", known.render().expect("a page")),
        ("phone-order", page(phone())),
        ("phone-order-refused", page(asked)),
        ("order-edit", OrderEditPage { form: refused(&["barang", "zona"]), ..edit() }.render().expect("a page")),
        ("order-edit-preview", looked.render().expect("a page")),
        ("customer-claim", claim().render().expect("a page")),
    ]
}

fn caller() -> FoundCustomer {
    FoundCustomer {
        id: CustomerId::try_from(9).expect("an id"),
        name: TAG.to_owned(),
        username: "sari.123456".to_owned(),
        phone: "0813-4455-6677".to_owned(),
        orders: "12".to_owned(),
    }
}

fn callers() -> PhoneCustomerPage {
    PhoneCustomerPage {
        frame: frame("/admin/pesanan/baru/"),
        q: TAG.to_owned(),
        found: vec![caller()],
        form: FormState::default(),
        key: "kunci".to_owned(),
        known: Vec::new(),
    }
}

fn fields() -> Vec<LineField> {
    let known = LineField {
        product: Some(product(1)),
        name: "Roster Kotak 20×20".to_owned(),
        unit: "biji".to_owned(),
        hint: "Rp 9.500 per biji · kelipatan 1 · tersedia 120".to_owned(),
        quantity: "40".to_owned(),
        ..LineField::default()
    };
    let short = LineField { problem: Some("Stok tinggal 12.".to_owned()), product: Some(product(2)), ..known.clone() };
    let which = LineField {
        name: TAG.to_owned(),
        matches: vec![Choice::new("#1", "Roster Kotak"), Choice::new("#2", TAG)],
        problem: Some("Ada beberapa barang yang cocok.".to_owned()),
        ..LineField::default()
    };
    vec![known, short, which, LineField::default()]
}

fn zones() -> Vec<ZoneView> {
    vec![ZoneView { name: "Kota Makassar".to_owned(), fee: rp(75_000) }]
}

fn products() -> Vec<Choice> {
    vec![Choice::new("Roster Kotak 20×20", "Rp 9.500 per biji"), Choice::new(TAG, "Rp 1")]
}

fn phone() -> PhoneOrderPage {
    PhoneOrderPage {
        frame: frame("/admin/pesanan/baru/"),
        customer: caller(),
        form: FormState::default(),
        key: "kunci".to_owned(),
        lines: fields(),
        products: products(),
        zones: zones(),
        ongkir_with_transfer: false,
        ongkir: Some(rp(70_000)),
        price: Some(PhonePrice {
            lines: lines(),
            gross: rp(1_356_000),
            discount_total: rp(114_000),
            goods_total: rp(1_242_000),
            hints: vec!["Kurang Rp 250.000 lagi untuk diskon ulang tahun".to_owned()],
            offers: crate::discounts::explained(),
            shown: "angka".to_owned(),
        }),
        changed: Vec::new(),
        repeats: None,
    }
}

fn edit() -> OrderEditPage {
    OrderEditPage {
        frame: frame("/admin/pesanan/318/"),
        id: order(318),
        customer: TAG.to_owned(),
        version: 3,
        form: FormState::default(),
        lines: fields(),
        products: products(),
        zones: zones(),
        preview: None,
    }
}

fn preview() -> EditPreview {
    let side = Side {
        fulfilment: Fulfilment::Delivery,
        address: "Jl. Pahlawan 7".to_owned(),
        zone: None,
        note: TAG.to_owned(),
        discount: rp(0),
        ongkir: None,
        goods_total: rp(400_000),
        transfer_now: rp(400_000),
        pay_driver: rp(0),
    };
    let line = |name: &str, before: Option<i64>, after: Option<i64>| LineChange {
        name: name.to_owned(),
        unit: "biji".to_owned(),
        before: before.map(|count| (qty(count), rp(1000 * count))),
        after: after.map(|count| (qty(count), rp(1000 * count))),
    };
    EditPreview {
        difference: Difference {
            lines: vec![line("Roster", Some(40), Some(60)), line(TAG, None, Some(2)), line("Paving", Some(1), None)],
            after: Side { address: "Jl. Veteran 12".to_owned(), transfer_now: rp(620_000), ..side.clone() },
            before: side,
        },
        lines: lines(),
        offers: crate::discounts::explained(),
        shown: "angka".to_owned(),
    }
}

fn claim() -> ClaimPage {
    ClaimPage {
        frame: frame("/admin/pelanggan/9/"),
        id: CustomerId::try_from(9).expect("an id"),
        name: TAG.to_owned(),
        username: "sari.123456".to_owned(),
        link: "https://toko.example/atur-kata-sandi/abc/".to_owned(),
        chat: "https://wa.me/6281344556677?text=Halo".to_owned(),
        days: 3,
    }
}
