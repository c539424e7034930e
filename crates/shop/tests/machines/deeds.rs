//! What people do at the shop while it is tortured: order, accept, collect. Each deed says whether it was answered; one that was not may
//! have happened or not.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use shop::entropy::{self, SystemEntropy};
use store::sessions::Door;
use testkit::Visitor;

use crate::{
    ground::Ground,
    wire::{GONE, Place},
};

/// People with browsers at one process of the shop.
#[derive(Clone)]
pub struct People {
    customers: Vec<Visitor>,
    office: Visitor,
    product: String,
    /// What the page of the checkout showed.
    shown: Arc<Mutex<String>>,
    turn: Arc<AtomicUsize>,
    pub answered: Arc<Answered>,
    /// The database may be away: then an error page is no defect.
    pub patient: bool,
}

/// What the shop said yes to: it must never be lost.
#[derive(Debug, Default)]
pub struct Answered {
    deeds: Mutex<BTreeSet<(i64, &'static str)>>,
    /// How long orders took that were answered.
    times: Mutex<Vec<Duration>>,
}

impl Answered {
    fn add(&self, order: i64, event: &'static str) {
        self.deeds.lock().unwrap_or_else(PoisonError::into_inner).insert((order, event));
    }

    /// Order and event of the timeline.
    pub fn all(&self) -> BTreeSet<(i64, &'static str)> {
        self.deeds.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How long the orders since the last call took, the quickest first.
    pub fn take_times(&self) -> Vec<Duration> {
        let mut times = std::mem::take(&mut *self.times.lock().unwrap_or_else(PoisonError::into_inner));
        times.sort_unstable();
        times
    }
}

impl People {
    pub async fn at(ground: &Ground, place: &Place) -> Self {
        let mut customers = Vec::new();
        for customer in &ground.customers {
            customers.push(ground.browser(place, Door::Customer, customer.get()).await);
        }
        Self {
            customers,
            office: ground.browser(place, Door::Admin, ground.admin).await,
            product: ground.product.to_string(),
            shown: Arc::default(),
            turn: Arc::default(),
            answered: Arc::default(),
            patient: false,
        }
    }

    /// The same people, whose deeds count together, at another process.
    pub async fn also_at(&self, ground: &Ground, place: &Place) -> Self {
        let other = Self::at(ground, place).await;
        Self { answered: self.answered.clone(), shown: self.shown.clone(), turn: self.turn.clone(), ..other }
    }

    fn somebody(&self) -> Visitor {
        self.customers[self.turn.fetch_add(1, Ordering::Relaxed) % self.customers.len()].clone()
    }

    async fn shown(&self, customer: &mut Visitor) -> Option<String> {
        let known = self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if !known.is_empty() {
            return Some(known);
        }
        let page = customer.get(&format!("/checkout/?produk={}&jumlah=1", self.product)).await;
        if self.unknown(page.status) {
            return None;
        }
        let shown = page.field("tampil");
        assert!(!shown.is_empty(), "{}: {}", page.status, page.text());
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&shown);
        Some(shown)
    }

    /// Somebody orders one piece; its number.
    pub async fn order(&self) -> Option<i64> {
        let mut customer = self.somebody();
        let shown = self.shown(&mut customer).await?;
        let key = entropy::key(&SystemEntropy);
        let form = [
            ("metode", "ambil"),
            ("kunci", &key),
            ("tampil", &shown),
            ("produk", &self.product),
            ("jumlah", "1"),
            ("lagi", "ya"),
        ];
        let begun = Instant::now();
        let reply = customer.upload("/checkout/", &form, &[]).await;
        let took = begun.elapsed();
        if self.unknown(reply.status) {
            return None;
        }
        assert_eq!(reply.status, 303, "{}", reply.text());
        let order = reply.location().trim_matches('/').rsplit('/').next().and_then(|id| id.parse().ok());
        let order = order.unwrap_or_else(|| panic!("no order at {}", reply.location()));
        self.answered.add(order, "place");
        self.answered.times.lock().unwrap_or_else(PoisonError::into_inner).push(took);
        Some(order)
    }

    /// The office takes the money.
    pub async fn accept(&self, order: i64) -> bool {
        self.step(order, "terima-bukti", ("catatan", "tunai di toko"), "accept_payment").await
    }

    /// The goods are collected.
    pub async fn collect(&self, order: i64) -> bool {
        self.step(order, "diambil", ("penerima", "Pak Mahmud"), "collect_pickup").await
    }

    async fn step(&self, order: i64, form: &str, field: (&str, &str), event: &'static str) -> bool {
        let address = format!("/admin/pesanan/{order}/{form}/");
        let reply = self.office.clone().post(&address, &[field]).await;
        if self.unknown(reply.status) {
            return false;
        }
        assert_eq!(reply.status, 303, "{form}: {}", reply.text());
        self.answered.add(order, event);
        true
    }

    /// Nobody answered, or the shop said that it could not.
    fn unknown(&self, status: http::StatusCode) -> bool {
        status == GONE || (self.patient && status.is_server_error())
    }
}
