//! One filled page of each kind, with the people and goods of a small yard.

use domain::{
    ids::{CategoryId, FileId, NotificationId, OrderId, ProductId},
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    quantity::Quantity,
};
use views::{
    form::FormState,
    frame::{Flash, Frame, ShopFace, Tone, Viewer},
    parts::{
        BankView, Deadline, LoyaltyView, OrderCard, Paging, Photo, PricedLineView, ProductCard, YourPrice, ZoneView,
    },
    public::CategoryChip,
};

pub fn rp(amount: i64) -> Rupiah {
    Rupiah::new(amount).expect("an amount")
}

pub fn units(count: i64) -> Quantity {
    Quantity::whole(count).expect("a quantity")
}

pub fn product_id(id: i64) -> ProductId {
    ProductId::try_from(id).expect("an id")
}

pub fn order_id(id: i64) -> OrderId {
    OrderId::try_from(id).expect("an id")
}

pub fn file_id(id: i64) -> FileId {
    FileId::try_from(id).expect("an id")
}

pub fn notification_id(id: i64) -> NotificationId {
    NotificationId::try_from(id).expect("an id")
}

pub fn photo(id: i64) -> Photo {
    Photo { file: file_id(id), width: 1200, height: 1200 }
}

/// Names as people type them; with `hostile` they try to be markup.
#[derive(Clone, Copy)]
pub struct Samples {
    pub hostile: bool,
}

impl Samples {
    pub fn name(self, name: &str) -> String {
        if self.hostile { format!("{name} <b onclick=\"x()\">'&</b>") } else { name.to_owned() }
    }

    pub fn visitor(self, path: &str) -> Frame {
        Frame {
            shop: ShopFace {
                name: self.name("UD. Barokah Jaya Beton"),
                address: self.name("Jl. Poros Mamasa No. 14, Polewali\nSulawesi Barat"),
                phone: "0812-3456-7890".to_owned(),
                wa: "6281234567890".to_owned(),
            },
            viewer: Viewer::Visitor,
            cart_lines: 2,
            unread: 0,
            last_notification: 0,
            flash: None,
            path: path.to_owned(),
        }
    }

    pub fn customer(self, path: &str) -> Frame {
        let viewer = Viewer::Customer { name: self.name("Siti Rahma") };
        Frame { viewer, unread: 3, last_notification: 41, ..self.visitor(path) }
    }

    pub fn flashed(self, path: &str, tone: Tone, text: &str) -> Frame {
        Frame { flash: Some(Flash { tone, text: self.name(text) }), ..self.customer(path) }
    }

    pub fn card(self, id: i64, name: &str, price: i64) -> ProductCard {
        ProductCard {
            id: product_id(id),
            name: self.name(name),
            category: Some(self.name("Roster")),
            unit: self.name("biji"),
            price: rp(price),
            your_price: None,
            available: units(120),
            photo: Some(photo(id)),
        }
    }

    pub fn your_price(self) -> YourPrice {
        YourPrice {
            price: rp(15_300),
            percent: 10,
            reason: self.name("Diskon 10 % ulang tahun untuk produk favorit Anda"),
        }
    }

    pub fn cards(self) -> Vec<ProductCard> {
        let mut cards = vec![
            self.card(1, "Roster Kerawang Bunga 20 × 20", 17_000),
            self.card(2, "Pilar Teras Ulir 2,5 m", 385_000),
            self.card(3, "Pion Catur Tinggi", 45_000),
            self.card(4, "Tiang Pagar Panel 2 m", 120_000),
            self.card(5, "Batu Tempel Andesit Potong Acak", 98_500),
            self.card(6, "Paving Hexagon 8 cm K-300", 112_000),
        ];
        cards[0].your_price = Some(self.your_price());
        cards[2].available = Quantity::ZERO;
        cards[4].photo = None;
        cards
    }

    pub fn chips(self) -> Vec<CategoryChip> {
        let names = ["Roster", "Pilar Teras", "Tiang & Pagar", "Pion", "Batu Tempel", "Paving"];
        let chip = |(at, name): (i64, &str)| CategoryChip {
            id: CategoryId::try_from(at).expect("an id"),
            name: self.name(name),
            count: at + 3,
        };
        (1..).zip(names).map(chip).collect()
    }

    pub fn line(self, id: i64, name: &str, price: i64, quantity: i64, discount: i64) -> PricedLineView {
        PricedLineView {
            product: Some(product_id(id)),
            name: self.name(name),
            unit: self.name("biji"),
            unit_price: rp(price),
            quantity: units(quantity),
            gross: rp(price * quantity),
            discount: rp(discount),
            net: rp(price * quantity - discount),
            reason: (discount > 0).then(|| self.name("Diskon 10 % ulang tahun untuk produk favorit Anda")),
            photo: Some(photo(id)),
        }
    }

    pub fn lines(self) -> Vec<PricedLineView> {
        vec![
            self.line(1, "Roster Kerawang Bunga 20 × 20", 17_000, 150, 255_000),
            self.line(2, "Pilar Teras Ulir 2,5 m", 385_000, 4, 0),
        ]
    }

    pub fn banks(self) -> Vec<BankView> {
        let bank = |bank: &str, number: &str| BankView {
            bank: self.name(bank),
            number: number.to_owned(),
            holder: self.name("Haji Barokah"),
        };
        vec![bank("Bank BRI", "0215-01-004321-50-6"), bank("Bank Mandiri", "170-00-1234567-8")]
    }

    pub fn zones(self) -> Vec<ZoneView> {
        vec![
            ZoneView { name: self.name("Dalam kota"), fee: rp(50_000) },
            ZoneView { name: self.name("Wonomulyo"), fee: rp(125_000) },
        ]
    }

    pub fn deadline() -> Deadline {
        Deadline {
            text: "23 November 2026 14.05 WITA".to_owned(),
            until_ms: 1_795_413_900_000,
            left: "23 jam 10 menit".to_owned(),
        }
    }

    pub fn order(self, id: i64, state: OrderState, proof: ProofState) -> OrderCard {
        OrderCard {
            id: order_id(id),
            placed_at: "22 November 2026 14.05 WITA".to_owned(),
            state,
            proof,
            fulfilment: Fulfilment::Delivery,
            amount_due: rp(3_835_000),
            first_product: self.name("Roster Kerawang Bunga 20 × 20"),
            lines: 2,
            photo: Some(photo(id % 6 + 1)),
            deadline: (state == OrderState::Placed && proof == ProofState::None).then(Self::deadline),
            feedback_wanted: state == OrderState::Completed,
        }
    }

    pub fn loyalty() -> LoyaltyView {
        LoyaltyView { loyal: false, total: rp(3_250_000), threshold: rp(5_000_000) }
    }

    pub fn paging(base: &str) -> Paging {
        Paging { page: 2, pages: 5, total: 27, more: false, base: base.to_owned() }
    }

    pub fn filled(self, values: &[(&str, &str)]) -> FormState {
        FormState::filled(values.iter().map(|(field, value)| (*field, self.name(value))))
    }
}
