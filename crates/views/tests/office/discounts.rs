//! Discounts: list, form, the way of one for many, preview.

use domain::{
    discount::{Considered, Offer, Outcome, Reason, Source},
    ids::{CustomerId, DiscountId},
    money::Rupiah,
    order::OrderState,
    percent::Percent,
};
use views::{
    Template,
    admin::{
        AimView, Choice, DiscountBatchPage, DiscountFilterView, DiscountPage, DiscountRow, DiscountUse, DiscountsPage,
        PreviewLine, PreviewOffer, PreviewPage,
    },
    form::FormState,
    list::Tab,
    parts::{ExplainedOffer, Paging, PricedLineView},
    text,
};

use crate::sample::{TAG, frame, order, paging, photo, product, qty, refused, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("discounts", list().render().expect("a page")),
        ("discounts-none", nothing().render().expect("a page")),
        ("discount-new", new(AimView::default(), filled()).render().expect("a page")),
        ("discount-new-picked", new(picked(), filled()).render().expect("a page")),
        ("discount-refused", new(AimView::default(), wrong()).render().expect("a page")),
        ("discount", one().render().expect("a page")),
        ("discount-batch", batch(false).render().expect("a page")),
        ("discount-batch-done", batch(true).render().expect("a page")),
        ("discount-preview", preview(true).render().expect("a page")),
        ("discount-preview-empty", preview(false).render().expect("a page")),
    ]
}

fn id(number: i64) -> DiscountId {
    DiscountId::try_from(number).expect("an id")
}

fn row(number: i64, customer: Option<&str>, percent: i64, covers: &str, standing: &str) -> DiscountRow {
    DiscountRow {
        id: id(number),
        customer: customer.map(|name| (CustomerId::try_from(number).expect("an id"), name.to_owned())),
        percent,
        covers: covers.to_owned(),
        message: "Terima kasih sudah langganan".to_owned(),
        span: "1 November 2026 sampai 30 November 2026".to_owned(),
        standing: standing.to_owned(),
        uses: "3 dari 10".to_owned(),
        saved: rp(1_254_000),
        origin: if number == 2 { "loyalty" } else { "manual" }.to_owned(),
    }
}

fn list() -> DiscountsPage {
    let tab = |words: &str, count, current| Tab::counted(words, count, "/admin/diskon/?status=active", current);
    DiscountsPage {
        frame: frame("/admin/diskon/"),
        tabs: vec![tab("Semua", 5, true), tab("Berlaku", 2, false), tab("Lewat waktu", 3, false)],
        filter: DiscountFilterView { q: TAG.to_owned(), ..DiscountFilterView::default() },
        rows: vec![
            row(5, Some("Ibu Sari Rahmawati"), 10, "Roster Kotak 20×20", "active"),
            row(4, None, 3, "belanja minimal Rp 7.500.000", "active"),
            row(3, Some(TAG), 12, "semua produk", "scheduled"),
            row(2, Some("CV. Cahaya Timur Konstruksi"), 7, "semua produk", "expired"),
            row(1, Some("Pak Rudi"), 5, "semua produk", "used_up"),
            row(6, None, 100, "semua produk", "ended"),
        ],
        paging: paging("/admin/diskon/", 60, 3),
    }
}

fn nothing() -> DiscountsPage {
    DiscountsPage { rows: Vec::new(), filter: DiscountFilterView::default(), paging: Paging::default(), ..list() }
}

fn filled() -> FormState {
    let values = [("persen", "10"), ("cakupan", "one_product"), ("produk", "1"), ("aktif", "ya"), ("pesan", TAG)];
    FormState::filled(values.map(|(field, value)| (field, value.to_owned())))
}

fn wrong() -> FormState {
    refused(&[
        "untuk",
        "username",
        "persen",
        "asal",
        "cakupan",
        "produk",
        "minimum",
        "pesan",
        "mulai",
        "sampai",
        "pemakaian",
    ])
}

fn picked() -> AimView {
    let ids = (1..=3).map(|number| CustomerId::try_from(number).expect("an id")).collect();
    AimView {
        ids,
        word: String::new(),
        names: vec!["Ibu Sari Rahmawati".to_owned(), TAG.to_owned()],
        total: 3,
        refused: 1,
    }
}

fn products() -> Vec<Choice> {
    vec![Choice::new(1, "Roster Kotak 20×20"), Choice::new(2, TAG)]
}

fn new(aim: AimView, form: FormState) -> DiscountPage {
    let paging = Paging::default();
    DiscountPage {
        frame: frame("/admin/diskon/baru/"),
        form,
        aim,
        products: products(),
        row: None,
        uses: vec![],
        paging,
    }
}

fn one() -> DiscountPage {
    let used = |number, given_back| DiscountUse {
        order: order(number),
        customer: TAG.to_owned(),
        placed_at: "22 November 2026 14.05 WITA".to_owned(),
        state: if given_back { OrderState::Cancelled } else { OrderState::Paid },
        amount: rp(125_000),
        given_back,
    };
    DiscountPage {
        row: Some(row(5, Some("Ibu Sari Rahmawati"), 10, "Roster Kotak 20×20", "active")),
        uses: vec![used(318, false), used(317, true)],
        paging: paging("/admin/diskon/5/", 2, 1),
        ..new(AimView::default(), filled())
    }
}

fn batch(finished: bool) -> DiscountBatchPage {
    DiscountBatchPage {
        frame: frame("/admin/diskon/pemasangan/1/"),
        percent: 10,
        covers: "semua produk".to_owned(),
        message: TAG.to_owned(),
        span: "sampai 30 November 2026".to_owned(),
        by: "Hj. Nurhayati".to_owned(),
        at: "22 November 2026 14.05 WITA".to_owned(),
        done: if finished { 412 } else { 200 },
        wanted: 412,
        finished,
        only_row: None,
    }
}

/// What became of offers, in every way there is.
pub fn explained() -> Vec<ExplainedOffer> {
    let all = considered();
    all.iter()
        .map(|seen| ExplainedOffer {
            words: text::offer(&seen.offer),
            outcome: text::offers::outcome(seen, &all),
            applied: matches!(seen.outcome, Outcome::Applied { .. }),
        })
        .collect()
}

fn considered() -> Vec<Considered> {
    let offer = |number, percent, message: &str| Offer {
        source: Source::Row(id(number)),
        rank: 1,
        percent: Percent::new(percent).expect("a percentage"),
        message: message.to_owned(),
    };
    let declined = |offer, reason| Considered { offer, outcome: Outcome::Declined(reason) };
    vec![
        Considered {
            offer: offer(1, 10, "Terima kasih sudah langganan"),
            outcome: Outcome::Applied { amount: rp(114_000) },
        },
        declined(offer(2, 5, TAG), Reason::Outranked { by: Source::Row(id(1)) }),
        declined(offer(3, 7, ""), Reason::Expired),
        declined(offer(4, 7, "Terjadwal"), Reason::NotYetValid),
        declined(offer(5, 8, "Habis"), Reason::UsedUp),
        declined(offer(6, 9, "Diakhiri"), Reason::Inactive),
        declined(offer(7, 3, "Belanja proyek"), Reason::BelowThreshold { missing: rp(250_000) }),
        declined(offer(8, 3, "Pagar"), Reason::OtherProduct),
        declined(offer(9, 3, "Loyal"), Reason::NotLoyal),
        declined(offer(10, 3, "Favorit"), Reason::NoFavourite),
    ]
}

fn preview(asked: bool) -> PreviewPage {
    let line = |number, name: &str, discount, reason: Option<&str>| PricedLineView {
        product: Some(product(number)),
        name: name.to_owned(),
        unit: "biji".to_owned(),
        unit_price: rp(9_500),
        quantity: qty(120),
        gross: rp(1_140_000),
        discount: rp(discount),
        net: rp(1_140_000 - discount),
        reason: reason.map(str::to_owned),
        photo: (number == 1).then(|| photo(1)),
    };
    let priced = vec![
        line(1, "Roster Kotak 20×20", 114_000, Some("Diskon 10 %: Terima kasih sudah langganan")),
        line(2, TAG, 0, None),
    ];
    let offers = explained().into_iter().enumerate().map(|(at, explained)| PreviewOffer {
        explained,
        row: (at != 2).then(|| id(1)),
        details: "semua produk, sampai 30 November 2026".to_owned(),
        personal: at % 2 == 0,
    });
    let typed = |product: &str, quantity: &str, problem: Option<&str>| PreviewLine {
        product: product.to_owned(),
        quantity: quantity.to_owned(),
        problem: problem.map(str::to_owned),
    };
    PreviewPage {
        frame: frame("/admin/diskon/pratinjau/"),
        customer: asked.then(|| (CustomerId::try_from(1).expect("an id"), TAG.to_owned())),
        lines: vec![typed("1", "120", None), typed("2", "abc", Some("Tulis dengan angka.")), PreviewLine::default()],
        products: products(),
        priced: if asked { priced } else { Vec::new() },
        total: text::offers::total(rp(2_280_000), rp(114_000), rp(2_166_000)),
        gross: rp(2_280_000),
        discount_total: rp(114_000),
        goods_total: rp(2_166_000),
        hints: vec!["Kurang Rp 250.000 lagi untuk diskon 3 % (belanja minimal Rp 7.500.000)".to_owned()],
        offers: if asked { offers.collect() } else { Vec::new() },
        at: "22 November 2026 14.05 WITA".to_owned(),
    }
}

#[test]
fn a_total_without_discount_says_so() {
    assert_eq!(text::offers::total(rp(5_000), Rupiah::ZERO, rp(5_000)), "Membayar Rp 5.000, tanpa potongan.");
}
