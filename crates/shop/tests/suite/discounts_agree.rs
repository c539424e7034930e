//! Cart page, checkout and stored order agree to the rupiah, for random carts, customers and rows (domain.md §5, §8).

use domain::{
    discount::{Origin, Scope},
    ids::{CustomerId, ProductId},
    money::Rupiah,
    percent::Percent,
};
use shop::ops::discounts::Terms;
use store::order_pages::{self, Reader};
use testkit::{TestDb, Visitor, on_both_databases};

use crate::world::World;

on_both_databases! { cart_checkout_and_order_agree_to_the_rupiah }

/// Random carts on one database.
const CASES: usize = 24;

/// A small generator of its own, so that a failure can be played again by its number.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn percent(&mut self) -> i64 {
        i64::try_from(self.below(100) + 1).expect("is small")
    }
}

/// One random row: whose, what, when, how often.
pub async fn a_row(world: &World, dice: &mut Dice, customers: &[CustomerId], goods: &[ProductId]) {
    let pick = |dice: &mut Dice, many: usize| usize::try_from(dice.below(many as u64)).expect("is small");
    let scope = match dice.below(3) {
        0 => Scope::OneProduct(goods[pick(dice, goods.len())]),
        1 => Scope::AllProducts,
        _ => {
            Scope::CartThreshold { minimum: Rupiah::from_u32(u32::try_from(dice.below(2_000_000)).expect("small") + 1) }
        }
    };
    let now = world.app.clock.now();
    let hours = [None, None, Some(-5), Some(0), Some(5)];
    let moment =
        |dice: &mut Dice| hours[usize::try_from(dice.below(5)).expect("small")].map(|hours| now.plus_hours(hours));
    let customer = (dice.below(3) > 0).then(|| customers[pick(dice, customers.len())]);
    let terms = Terms {
        percent: Percent::new(dice.percent()).expect("a percentage"),
        scope,
        message: String::new(),
        valid_from: moment(dice),
        valid_until: moment(dice),
        uses: [None, None, Some(1), Some(3)][pick(dice, 4)],
        active: dice.below(6) > 0,
        origin: [Origin::Manual, Origin::Loyalty][pick(dice, 2)],
    };
    let mut tx = world.app.db.begin().await.expect("begins");
    store::discounts::insert(&mut tx, &terms.row(customer)).await.expect("inserts");
    tx.commit().await.expect("commits");
}

/// The amount behind a label in a list of totals.
fn figure(page: &str, label: &str) -> Option<String> {
    let behind = page.split(&format!(">{label}</dt>")).nth(1)?;
    let amount = behind.split("<dd").nth(1)?.split('>').nth(1)?.split('<').next()?;
    Some(amount.trim().to_owned())
}

async fn cart_checkout_and_order_agree_to_the_rupiah(test: TestDb) {
    let world = World::open(test).await;
    let mut dice = Dice(0x5eed_ba40);
    let mut goods = Vec::new();
    for (number, price) in [14_505, 75_001, 333_333, 1_250_000, 99].into_iter().enumerate() {
        goods.push(world.product(&format!("Barang {number}"), price, 9_000).await);
    }
    let mut people: Vec<(CustomerId, Visitor)> = Vec::new();
    for name in ["siti", "budi", "tini"] {
        let id = world.customer(name).await;
        people.push((id, world.signed_in(id).await));
    }
    let customers: Vec<_> = people.iter().map(|(id, _)| *id).collect();
    let mut discounted = 0;
    for case in 0..CASES {
        a_row(&world, &mut dice, &customers, &goods).await;
        let who = case % people.len();
        let (customer, browser) = (people[who].0, &mut people[who].1);
        let wanted: Vec<_> = goods.iter().filter(|_| dice.below(2) == 0).copied().collect();
        let lines: Vec<_> = wanted.iter().map(|id| (*id, u16::try_from(dice.below(9) + 1).expect("small"))).collect();
        if lines.is_empty() {
            continue;
        }
        world.fill_cart(customer, &lines).await;
        let cart = browser.get("/keranjang/").await.text();
        let checkout = browser.get("/checkout/").await;
        let page = checkout.text();
        let [account, key, shown] = ["akun", "kunci", "tampil"].map(|name| checkout.field(name));
        let form = [
            ("metode", "ambil"),
            ("akun", account.as_str()),
            ("kunci", key.as_str()),
            ("tampil", shown.as_str()),
            ("lagi", "ya"),
        ];
        let placed = browser.upload("/checkout/", &form, &[]).await;
        assert_eq!(placed.status, 303, "case {case}: {}", placed.text());
        let order = placed.location().trim_matches('/').rsplit('/').next().and_then(|id| id.parse().ok());
        let order = order.unwrap_or_else(|| panic!("case {case}: {}", placed.location()));
        let mut conn = world.app.db.read().await.expect("reads");
        let stored = order_pages::full(&mut conn, order, Reader::Customer(customer)).await.expect("reads").expect("is");
        let parts = order_pages::parts(&mut conn, order, false).await.expect("reads");
        drop(conn);
        let goods_total = Some(stored.goods_total.to_string());
        assert_eq!(figure(&cart, "Total barang"), goods_total, "case {case}: cart");
        assert_eq!(figure(&page, "Total barang"), goods_total, "case {case}: checkout");
        let reduced = (!stored.discount_total.is_zero()).then(|| format!("−{}", stored.discount_total));
        assert_eq!(figure(&cart, "Potongan"), reduced, "case {case}: cart");
        assert_eq!(figure(&page, "Potongan"), reduced, "case {case}: checkout");
        let of_lines: i64 = parts.lines.iter().map(|line| line.discount.get()).sum();
        assert_eq!(of_lines, stored.discount_total.get(), "case {case}: lines");
        discounted += i32::from(of_lines > 0);
    }
    assert!(discounted > 5, "only {discounted} orders had a discount");
}
