//! All public and customer pages, filled, by name.

use domain::{
    ids::CategoryId,
    notice::Kind,
    order::{Fulfilment, OrderState, ProofState},
    problem::Problem,
    quantity::Quantity,
};
use views::{
    Template,
    customer::{
        AccountDeletePage, AccountPage, BirthdayView, CartLineStatus, CartLineView, CartPage, CheckoutPage,
        DashboardPage, FeedbackView, NotificationItem, NotificationsPage, OrderPage, OrdersPage, PreferencesPage,
        TimelineEntry,
    },
    errors::{ErrorKind, ErrorPage, NotFoundPage},
    form::FormState,
    frame::Tone,
    parts::{GiftView, NamedProduct, Paging, SwitchView},
    public::{
        HomePage, LoginPage, PasswordForgotPage, PasswordLinkDeadPage, PasswordResetPage, ProductPage, ProductsPage,
        RegisterPage, Sort, UnsubscribePage,
    },
};

use crate::samples::{Samples, file_id, notification_id, order_id, photo, product_id, rp, units};

fn rendered(page: &impl Template) -> String {
    page.render().expect("a page")
}

/// Every page with its name.
pub fn all(s: Samples) -> Vec<(&'static str, String)> {
    let mut pages = public(s);
    pages.extend(passwords(s));
    pages.extend(buying(s));
    pages.extend(account(s));
    pages.extend(preferences(s));
    pages.extend(orders(s));
    pages.extend(errors(s));
    pages
}

fn public(s: Samples) -> Vec<(&'static str, String)> {
    let home = HomePage {
        frame: s.visitor("/"),
        story: s.name("Barokah Jaya Beton bermula dari halaman rumah, satu cetakan roster kayu, dan satu molen pinjaman.\n\nSejak itu kami belajar bahwa barang yang rapi adalah iklan yang paling jujur."),
        categories: s.chips(),
        latest: s.cards(),
        gallery: (1..=6).map(|id| (photo(id), s.name("Roster bunga"))).collect(),
        pay_deadline_hours: 24,
    };
    let mut refused = s.filled(&[("username", "siti"), ("nama_pelanggan", "Siti Rahma"), ("no_hp", "12")]);
    refused.refuse("no_hp", Problem::BadPhone);
    refused.refuse("password", Problem::TooShort { min: 8 });
    let mut login = s.filled(&[("username", "siti")]);
    login.refuse_whole("Nama pengguna atau kata sandi tidak cocok. Periksa lalu coba lagi.");
    vec![
        ("home", rendered(&home)),
        ("products", rendered(&products(s, "", s.cards()))),
        ("products-empty", rendered(&products(s, &s.name("genteng"), Vec::new()))),
        ("product", rendered(&product(s))),
        (
            "product-sold-out",
            rendered(&ProductPage { available: Quantity::ZERO, your_price: None, photos: Vec::new(), ..product(s) }),
        ),
        ("register", rendered(&RegisterPage { frame: s.visitor("/register/"), form: refused, next: String::new() })),
        ("login", rendered(&LoginPage { frame: s.visitor("/login/"), form: login, next: "/checkout/".to_owned() })),
    ]
}

fn passwords(s: Samples) -> Vec<(&'static str, String)> {
    let mut refused = s.filled(&[("username", "siti")]);
    refused.refuse_whole("Terlalu banyak percobaan. Tunggu 10 detik, lalu coba lagi.");
    let mut weak = s.filled(&[]);
    weak.refuse("password", Problem::TooShort { min: 8 });
    let reset = PasswordResetPage {
        frame: s.visitor("/atur-kata-sandi/x/"),
        form: weak,
        username: s.name("siti.rahma"),
        action: "/atur-kata-sandi/x/".to_owned(),
    };
    vec![
        ("password-forgot", rendered(&PasswordForgotPage { frame: s.visitor("/lupa-kata-sandi/"), form: refused })),
        ("password-reset", rendered(&reset)),
        ("password-link-dead", rendered(&PasswordLinkDeadPage { frame: s.visitor("/atur-kata-sandi/x/") })),
    ]
}

fn preferences(s: Samples) -> Vec<(&'static str, String)> {
    let view = |kind, app, mail| SwitchView { kind, app, mail };
    let page = |email: Option<String>| PreferencesPage {
        refuses_profiling: email.is_some(),
        frame: s.customer("/akun/notifikasi/"),
        username: s.name("siti"),
        orders: vec![view(Kind::Shipped, None, Some(true)), view(Kind::PaymentReminder, None, Some(false))],
        shop: vec![view(Kind::NewProduct, Some(true), Some(true)), view(Kind::DiscountSet, Some(false), None)],
        consent: email.is_some(),
        email,
    };
    let way_out = |consents| UnsubscribePage {
        frame: s.visitor("/berhenti-email/x/"),
        action: "/berhenti-email/x/".to_owned(),
        email: s.name("si•••@contoh.com"),
        consents,
    };
    vec![
        ("preferences", rendered(&page(Some(s.name("siti@contoh.com"))))),
        ("preferences-without-email", rendered(&page(None))),
        ("unsubscribe", rendered(&way_out(true))),
        ("unsubscribed", rendered(&way_out(false))),
    ]
}

fn products(s: Samples, q: &str, products: Vec<views::parts::ProductCard>) -> ProductsPage {
    let category = CategoryId::try_from(1).ok().filter(|_| q.is_empty());
    let paging = Samples::paging(&ProductsPage::address(q, category, Sort::Cheapest));
    ProductsPage {
        frame: s.customer("/produk/"),
        q: q.to_owned(),
        category,
        unknown_category: false,
        sort: Sort::Cheapest,
        categories: s.chips(),
        products,
        paging,
    }
}

fn product(s: Samples) -> ProductPage {
    ProductPage {
        frame: s.customer("/produk_detail/1/"),
        id: product_id(1),
        name: s.name("Roster Kerawang Bunga 20 × 20"),
        description: s.name("Roster beton cetak basah, tepi rapi, warna abu alami. Cocok untuk dinding dapur, tangga, dan fasad.\n\nDikeringkan tujuh hari sebelum dikirim."),
        category: Some((CategoryId::try_from(1).expect("an id"), s.name("Roster"))),
        unit: s.name("biji"),
        price: rp(17_000),
        your_price: Some(s.your_price()),
        step: units(1),
        minimum: units(10),
        weight: Some("4,2 kg".to_owned()),
        available: units(1_250),
        archived: false,
        photos: vec![photo(1), photo(2), photo(3)],
        in_cart: units(20),
        form: FormState::default(),
        related: s.cards().into_iter().take(4).collect(),
    }
}

fn cart_line(s: Samples, id: i64, name: &str, status: CartLineStatus) -> CartLineView {
    CartLineView {
        product: product_id(id),
        name: s.name(name),
        unit: s.name("biji"),
        photo: Some(photo(id)),
        unit_price: rp(17_000),
        quantity: units(150),
        step: units(1),
        minimum: units(1),
        available: units(90),
        status,
        gross: rp(2_550_000),
        discount: rp(255_000),
        net: rp(2_295_000),
        reason: (status == CartLineStatus::Fine).then(|| s.name("Diskon 10 % ulang tahun untuk produk favorit Anda")),
        form: FormState::default(),
    }
}

fn buying(s: Samples) -> Vec<(&'static str, String)> {
    let mut refused = cart_line(s, 4, "Tiang Pagar Panel 2 m", CartLineStatus::Short);
    refused.form.keep("jumlah", "2,5");
    refused.form.refuse("jumlah", Problem::OffStep { step: units(1) });
    let lines = vec![
        cart_line(s, 1, "Roster Kerawang Bunga 20 × 20", CartLineStatus::Fine),
        refused,
        cart_line(s, 3, "Pion Catur Tinggi", CartLineStatus::SoldOut),
        cart_line(s, 5, "Batu Tempel Andesit", CartLineStatus::Archived),
    ];
    let frame = s.flashed("/keranjang/", Tone::Good, "Roster Kerawang masuk keranjang.");
    let cart = |frame, lines| CartPage {
        frame,
        lines,
        gross: rp(5_100_000),
        discount_total: rp(255_000),
        goods_total: rp(4_845_000),
        hints: vec![s.name("Kurang Rp 155.000 lagi untuk diskon 10 %")],
    };
    let good = vec![cart_line(s, 1, "Roster Kerawang Bunga 20 × 20", CartLineStatus::Fine)];
    let changed =
        CheckoutPage { changed: vec![s.name("Harga Roster berubah dari Rp 16.000 menjadi Rp 17.000.")], ..checkout(s) };
    vec![
        ("cart", rendered(&cart(frame, lines))),
        ("cart-good", rendered(&cart(s.customer("/keranjang/"), good))),
        ("cart-empty", rendered(&cart(s.visitor("/keranjang/"), Vec::new()))),
        ("checkout", rendered(&checkout(s))),
        ("checkout-changed", rendered(&changed)),
        (
            "checkout-repeat",
            rendered(&CheckoutPage { repeats: domain::ids::OrderId::try_from(334).ok(), ..checkout(s) }),
        ),
    ]
}

fn checkout(s: Samples) -> CheckoutPage {
    CheckoutPage {
        frame: s.customer("/checkout/"),
        form: s.filled(&[("alamat_pengiriman", "Jl. Mawar 3, Wonomulyo")]),
        key: "k-123".to_owned(),
        fingerprint: "1:150000x17000-255000".to_owned(),
        direct: None,
        changed: Vec::new(),
        repeats: None,
        lines: s.lines(),
        gross: rp(4_090_000),
        discount_total: rp(255_000),
        goods_total: rp(3_835_000),
        hints: Vec::new(),
        zones: s.zones(),
        ongkir_with_transfer: false,
        unique_code: true,
        banks: s.banks(),
        pay_deadline_hours: 24,
        proof_max_bytes: 10_485_760,
    }
}

fn account(s: Samples) -> Vec<(&'static str, String)> {
    let item = |id: i64, read| NotificationItem {
        id: notification_id(id),
        kind: s.name("Pembayaran Diterima"),
        text: s.name("Pembayaran pesanan #12 sudah kami terima. Barang sedang kami siapkan untuk dikirim."),
        at: "22 November 2026 14.05 WITA".to_owned(),
        read,
    };
    let items = vec![item(41, false), item(40, false), item(38, true)];
    let notifications =
        |items| NotificationsPage { frame: s.customer("/notifikasi/"), items, paging: Paging::default() };
    let page = AccountPage {
        frame: s.customer("/akun/"),
        username: s.name("siti"),
        profile: s.filled(&[("nama_pelanggan", "Siti Rahma"), ("no_hp", "0812-3456-7890"), ("alamat", "Jl. Mawar 3")]),
        password: FormState::default(),
        birth_date_settled: true,
        member_since: "3 Maret 2024".to_owned(),
        orders: 14,
        spent: rp(3_250_000),
        loyalty: Samples::loyalty(),
        gift: birthday(s).gift,
        favourites: favourites(s),
    };
    vec![
        ("dashboard", rendered(&dashboard(s))),
        ("dashboard-birthday", rendered(&DashboardPage { active: Vec::new(), birthday: birthday(s), ..dashboard(s) })),
        ("notifications", rendered(&notifications(items))),
        ("notifications-empty", rendered(&notifications(Vec::new()))),
        ("account", rendered(&page)),
        ("account-delete", rendered(&leaving(s, Vec::new()))),
        ("account-delete-open", rendered(&leaving(s, vec![(order_id(12), s.name("diproses"))]))),
    ]
}

fn leaving(s: Samples, open: Vec<(domain::ids::OrderId, String)>) -> AccountDeletePage {
    let mut form = FormState::default();
    form.refuse("password_lama", Problem::PasswordWrong);
    AccountDeletePage { frame: s.customer("/akun/hapus/"), username: s.name("siti"), form, open }
}

fn birthday(s: Samples) -> BirthdayView {
    let words = s.name("Hari ini ada diskon 10 % untuk Roster Bunga, dan diskon 10 % bila belanja mulai Rp 5.000.000.");
    let gift = GiftView {
        words,
        end: "22 November 2026 pukul 24.00 WITA".to_owned(),
        until_ms: 1_795_363_200_000,
        left: "9 jam 55 menit".to_owned(),
        favourites: favourites(s),
    };
    BirthdayView { today: true, day: "22 November".to_owned(), gift: Some(gift) }
}

fn favourites(s: Samples) -> Vec<NamedProduct> {
    let named = |card: views::parts::ProductCard| NamedProduct { id: card.id, name: card.name };
    s.cards().into_iter().take(3).map(named).collect()
}

fn dashboard(s: Samples) -> DashboardPage {
    DashboardPage {
        frame: s.customer("/dashboard/"),
        name: s.name("Siti Rahma"),
        active: vec![
            s.order(31, OrderState::Placed, ProofState::None),
            s.order(28, OrderState::Shipped, ProofState::Accepted),
        ],
        to_review: vec![s.order(20, OrderState::Completed, ProofState::Accepted)],
        orders: 14,
        spent: rp(3_250_000),
        loyalty: Samples::loyalty(),
        birthday: BirthdayView { today: false, day: "14 Agustus".to_owned(), gift: None },
        favourites: favourites(s),
        discounts: vec![s.name("Diskon 5 %: langganan kontraktor")],
        products: s.cards().into_iter().take(4).collect(),
    }
}

fn orders(s: Samples) -> Vec<(&'static str, String)> {
    let list = vec![
        s.order(31, OrderState::Placed, ProofState::None),
        s.order(30, OrderState::Placed, ProofState::Waiting),
        s.order(28, OrderState::Shipped, ProofState::Accepted),
        s.order(20, OrderState::Completed, ProofState::Accepted),
        s.order(17, OrderState::Cancelled, ProofState::None),
    ];
    let index = |orders, state| OrdersPage {
        frame: s.customer("/pesanan/"),
        state,
        orders,
        paging: Samples::paging("/pesanan/"),
    };
    let done = OrderPage {
        state: OrderState::Completed,
        proof: ProofState::Accepted,
        proof_file: Some((file_id(3), false)),
        deadline: None,
        may_upload: false,
        may_cancel: false,
        may_feedback: true,
        delivery_photo: Some(file_id(4)),
        received_by: Some(s.name("Pak Anwar")),
        feedback: Some(FeedbackView {
            text: s.name("Rosternya rapi, tidak ada yang gompal."),
            stars: Some(4),
            photo: None,
            at: "24 November 2026 09.00 WITA".to_owned(),
            reply: Some((s.name("Terima kasih, Bu Siti!"), "24 November 2026 10.00 WITA".to_owned())),
        }),
        feedback_form: s.filled(&[("feedback", "Rosternya rapi, tidak ada yang gompal.")]),
        ..order(s)
    };
    let rejected = OrderPage {
        proof: ProofState::Rejected,
        proof_reason: Some(s.name("Foto buram, angka tidak terbaca")),
        proof_file: Some((file_id(3), false)),
        may_cancel: false,
        ..order(s)
    };
    let cancelled = OrderPage {
        state: OrderState::Cancelled,
        cancel_reason: Some(s.name("Belum dibayar sampai batas waktu")),
        deadline: None,
        may_upload: false,
        may_cancel: false,
        fulfilment: Fulfilment::Pickup,
        ..order(s)
    };
    vec![
        ("orders", rendered(&index(list, None))),
        ("orders-empty", rendered(&index(Vec::new(), Some(OrderState::Paid)))),
        ("order-new", rendered(&order(s))),
        ("order-rejected", rendered(&rejected)),
        ("order-done", rendered(&done)),
        ("order-cancelled", rendered(&cancelled)),
    ]
}

fn order(s: Samples) -> OrderPage {
    OrderPage {
        frame: s.flashed("/pesanan/31/", Tone::Good, "Pesanan #31 sudah kami terima."),
        id: order_id(31),
        placed_at: "22 November 2026 14.05 WITA".to_owned(),
        state: OrderState::Placed,
        fulfilment: Fulfilment::Delivery,
        proof: ProofState::None,
        proof_file: None,
        proof_reason: None,
        cancel_reason: None,
        lines: s.lines(),
        offers: vec![views::parts::ExplainedOffer {
            words: s.name("Diskon 10 % ulang tahun untuk produk favorit Anda"),
            outcome: "Dipakai, memotong Rp 255.000".to_owned(),
            applied: true,
        }],
        gross: rp(4_090_000),
        discount_total: rp(255_000),
        goods_total: rp(3_835_000),
        ongkir: Some(rp(125_000)),
        unique_code: rp(317),
        amount_due: rp(3_960_317),
        transfer_now: rp(3_835_317),
        pay_driver: rp(125_000),
        receiver: s.name("Siti Rahma"),
        phone: "0812-3456-7890".to_owned(),
        address: s.name("Jl. Mawar 3, Wonomulyo\nDepan masjid"),
        note: s.name("Antar setelah jam 3 sore"),
        banks: s.banks(),
        deadline: Some(Samples::deadline()),
        timeline: vec![TimelineEntry {
            at: "22 November 2026 14.05 WITA".to_owned(),
            text: s.name("Pesanan dibuat"),
            who: s.name("Anda"),
            reason: Some(s.name("Lewat HP")),
        }],
        may_upload: true,
        may_cancel: true,
        may_feedback: false,
        delivery_photo: None,
        received_by: None,
        feedback: None,
        proof_form: FormState::default(),
        feedback_form: FormState::default(),
        proof_max_bytes: 10_485_760,
    }
}

fn errors(s: Samples) -> Vec<(&'static str, String)> {
    let error = |kind| rendered(&ErrorPage { frame: s.visitor("/"), kind, reference: Some("b7c1".to_owned()) });
    vec![
        ("404", rendered(&NotFoundPage { frame: s.visitor("/tidak/"), products: s.cards() })),
        ("403", error(ErrorKind::CrossSite)),
        ("413", error(ErrorKind::TooLarge)),
        ("429", error(ErrorKind::TooMany)),
        ("500", error(ErrorKind::Internal)),
        ("503", rendered(&ErrorPage::bare(ErrorKind::Unavailable, None))),
    ]
}
