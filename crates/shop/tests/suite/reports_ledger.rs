//! A ledger of random orders, and what anybody finds who reads it row by row with a calendar in hand. Knows nothing of the shop's own
//! reckoning: that is what it is compared with.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use store::{column::Value, sql};

use crate::world::World;

/// Chance that repeats itself.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len() as u64) as usize]
    }
}

pub struct Line {
    pub product: i64,
    pub category: Option<&'static str>,
    pub quantity: i64,
    pub gross: i64,
    pub discount: i64,
    /// A discount row, or the word of a gift.
    pub source: Option<Result<i64, &'static str>>,
}

pub struct Order {
    pub id: i64,
    pub customer: i64,
    pub at: i64,
    pub state: &'static str,
    pub ongkir: Option<i64>,
    pub code: i64,
    pub lines: Vec<Line>,
}

impl Order {
    pub fn counts(&self) -> bool {
        ["paid", "shipped", "completed"].contains(&self.state)
    }

    pub fn gross(&self) -> i64 {
        self.lines.iter().map(|line| line.gross).sum()
    }

    pub fn discount(&self) -> i64 {
        self.lines.iter().map(|line| line.discount).sum()
    }

    pub fn goods(&self) -> i64 {
        self.gross() - self.discount()
    }
}

/// Days on which something can go wrong: ends of months and years, 29 February, the days on which New York moves its clocks.
const DAYS: [&str; 14] = [
    "2027-11-30",
    "2027-12-01",
    "2027-12-30",
    "2027-12-31",
    "2028-01-01",
    "2028-01-31",
    "2028-02-28",
    "2028-02-29",
    "2028-03-01",
    "2028-03-11",
    "2028-03-12",
    "2028-03-13",
    "2028-04-30",
    "2028-11-05",
];
/// Offsets of the zones' midnights from that of Greenwich, in hours.
const MIDNIGHTS: [i64; 5] = [-9, -8, -7, 4, 5];

pub const CATEGORIES: [Option<&str>; 3] = [None, Some("Paving"), Some("Roster")];
const STATES: [&str; 7] = ["placed", "paid", "shipped", "completed", "completed", "completed", "cancelled"];

pub struct Ledger {
    pub orders: Vec<Order>,
}

impl Ledger {
    pub fn roll(dice: &mut Dice, count: i64, (customers, products, discounts): (&[i64], &[i64], &[i64])) -> Self {
        Self { orders: (1..=count).map(|id| order(dice, id, (customers, products, discounts))).collect() }
    }

    /// The orders of the days from the first to the last, by the calendar of a zone.
    pub fn between(&self, zone: &str, first: &str, last: &str) -> Vec<&Order> {
        let zone = TimeZone::get(zone).expect("a zone");
        let (first, last): (Date, Date) = (first.parse().expect("a day"), last.parse().expect("a day"));
        let within = |order: &&Order| (first..=last).contains(&day(&zone, order.at));
        self.orders.iter().filter(within).collect()
    }

    /// Writes everything, as it is.
    pub async fn write(&self, world: &World) {
        let mut tx = world.app.db.begin().await.expect("begins");
        let rows = self.orders.iter().map(|order| {
            [
                Value::from(order.id),
                order.customer.into(),
                order.at.into(),
                order.state.into(),
                order.gross().into(),
                order.discount().into(),
                order.ongkir.unwrap_or(-1).into(),
                order.code.into(),
            ]
        });
        sql!(
            "WITH v(id, customer, at, state, gross, discount, ongkir, code) AS (VALUES {rows:iiitiiii})
             INSERT INTO orders (id, customer_id, idempotency_key, placed_at, state, fulfilment, customer_name, customer_phone, address, note,
                goods_gross, discount_total, goods_total, ongkir, ongkir_paid, unique_code, transfer_now, pay_driver, explanation, proof_state)
             SELECT v.id, v.customer, 'kunci-' || CAST(v.id AS TEXT), v.at, v.state, 'delivery', c.name, c.phone, c.address, '', v.gross,
                v.discount, v.gross - v.discount, CASE WHEN v.ongkir < 0 THEN NULL ELSE v.ongkir END, 'on_delivery', v.code,
                v.gross - v.discount + v.code, CASE WHEN v.ongkir < 0 THEN 0 ELSE v.ongkir END, '{}', 'none'
             FROM v JOIN customers c ON c.id = v.customer"
        )
        .rows(rows)
        .run(&mut tx)
        .await
        .expect("writes the orders");
        self.write_lines(&mut tx).await;
        let cancelled = self.orders.iter().filter(|order| order.state == "cancelled");
        sql!(
            "WITH v(o, at, reason) AS (VALUES {rows:iit})
             INSERT INTO order_events (order_id, event, from_state, to_state, actor, actor_name, reason, created_at)
             SELECT o, 'cancel', 'placed', 'cancelled', 'admin', 'Kantor', reason, at FROM v"
        )
        .rows(cancelled.map(|order| [order.id.into(), order.at.into(), format!("=alasan {}", order.id).into()]))
        .run(&mut tx)
        .await
        .expect("writes the ends");
        tx.commit().await.expect("commits");
    }

    async fn write_lines(&self, tx: &mut store::Tx) {
        let lines = self.orders.iter().flat_map(|order| {
            order.lines.iter().enumerate().map(|(position, line)| {
                [
                    Value::from(order.id),
                    (position as i64).into(),
                    line.product.into(),
                    line.category.unwrap_or_default().into(),
                    line.quantity.into(),
                    line.gross.into(),
                    line.discount.into(),
                    verdict(line).into(),
                ]
            })
        });
        sql!(
            "WITH v(order_id, position, product, category, quantity, gross, discount, verdict) AS (VALUES {rows:iiitiiit})
             INSERT INTO order_lines (order_id, position, product_id, product_name, category_name, unit, unit_price, quantity, gross, discount,
                verdict)
             SELECT v.order_id, v.position, v.product, p.name, CASE WHEN v.category = '' THEN NULL ELSE v.category END, p.unit, p.price,
                v.quantity, v.gross, v.discount, v.verdict FROM v JOIN products p ON p.id = v.product"
        )
        .rows(lines)
        .run(tx)
        .await
        .expect("writes the lines");
        let mut uses: BTreeMap<(i64, i64), i64> = BTreeMap::new();
        for order in &self.orders {
            for line in &order.lines {
                if let Some(Ok(row)) = line.source {
                    *uses.entry((row, order.id)).or_default() += line.discount;
                }
            }
        }
        sql!("WITH v(d, o, amount) AS (VALUES {rows:iii}) INSERT INTO discount_uses (discount_id, order_id, amount) SELECT d, o, amount FROM v")
            .rows(uses.into_iter().map(|((row, order), amount)| [row.into(), order.into(), amount.into()]))
            .run(tx)
            .await
            .expect("writes the uses");
    }
}

/// The day of an instant by the calendar of a zone.
pub fn day(zone: &TimeZone, at: i64) -> Date {
    Timestamp::from_millisecond(at).expect("an instant").to_zoned(zone.clone()).date()
}

fn verdict(line: &Line) -> String {
    match line.source {
        Some(Ok(row)) => format!(r#"{{"applied":{{"source":{{"row":{row}}},"rank":2}},"outranked":[]}}"#),
        Some(Err(gift)) => format!(r#"{{"applied":{{"source":"{gift}","rank":4}},"outranked":[]}}"#),
        None => r#"{"applied":null,"outranked":[]}"#.to_owned(),
    }
}

fn order(dice: &mut Dice, id: i64, (customers, products, discounts): (&[i64], &[i64], &[i64])) -> Order {
    let day: Date = dice.pick(&DAYS).parse().expect("a day");
    let midnight = day.to_zoned(TimeZone::UTC).expect("a midnight").timestamp().as_millisecond();
    let near = [-1, 0, 1, dice.roll(86_400_000) as i64];
    let at = midnight + dice.pick(&MIDNIGHTS) * 3_600_000 + dice.pick(&near);
    let first = dice.roll(products.len() as u64) as usize;
    let count = 1 + dice.roll(3) as usize;
    let lines = (0..count).map(|place| line(dice, products[(first + place) % products.len()], discounts)).collect();
    Order {
        id,
        customer: dice.pick(customers),
        at,
        state: dice.pick(&STATES),
        ongkir: (dice.roll(4) > 0).then(|| dice.roll(8) as i64 * 25_000),
        code: dice.roll(2) as i64 * dice.roll(500) as i64,
        lines,
    }
}

fn line(dice: &mut Dice, product: i64, discounts: &[i64]) -> Line {
    let gross = 1 + dice.roll(3_000_000) as i64;
    let source = match dice.roll(6) {
        0 => Some(Ok(dice.pick(discounts))),
        1 => Some(Err("birthday_permanent")),
        2 => Some(Err("birthday_instant")),
        _ => None,
    };
    let discount = if source.is_some() { 1 + gross / 10 } else { 0 };
    Line {
        product,
        category: dice.pick(&CATEGORIES),
        quantity: 500 * (1 + dice.roll(90) as i64),
        gross,
        discount,
        source,
    }
}
