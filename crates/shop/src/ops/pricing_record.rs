//! What an order keeps of its pricing: JSON with a version, short because every order has one (docs/decisions/0015).

use domain::{
    discount::{BehindGift, Choice, DiscountRow, Facts, Gift, Inputs, Line, Origin, Rules, Scope},
    ids::{CustomerId, DiscountId, ProductId},
    money::Rupiah,
    percent::Percent,
    quantity::Quantity,
    time::{ShopDay, UtcMillis},
};
use serde::{Deserialize, Serialize};
use store::StoreError;

/// The version that is written. Older ones stay readable; a newer one is as if there were none.
const VERSION: u8 = 1;

/// Names of products and messages of rows are left out: the explanation beside has them.
#[derive(Serialize, Deserialize)]
struct Record {
    v: u8,
    /// The day in the shop's zone of then.
    day: ShopDay,
    choice: Choice,
    /// Percentages of P2-A and P2-B, threshold of P2-B.
    birthday: (Percent, Percent, Rupiah),
    /// Threshold of loyalty, number of favourites.
    loyal: (Rupiah, u8),
    lines: Vec<(ProductId, Rupiah, Quantity)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rows: Vec<Row>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gift: Option<GiftRecord>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    id: DiscountId,
    /// The customer's own, not everybody's.
    #[serde(default, skip_serializing_if = "is_false")]
    own: bool,
    percent: Percent,
    scope: Scope,
    origin: Origin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<UtcMillis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<UtcMillis>,
    /// Uses left before this order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    left: Option<u32>,
    born: UtcMillis,
}

#[derive(Serialize, Deserialize)]
struct GiftRecord {
    loyal: bool,
    favourites: Vec<ProductId>,
    /// Of its grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    behind: Option<(Rupiah, Vec<ProductId>)>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// The text that is kept with the order.
pub fn write(inputs: &Inputs) -> Result<String, StoreError> {
    let Inputs { rules, facts, .. } = inputs;
    let row = |row: &DiscountRow| Row {
        id: row.id,
        own: row.customer.is_some(),
        percent: row.percent,
        scope: row.scope,
        origin: row.origin,
        from: row.valid_from,
        until: row.valid_until,
        left: row.uses_left,
        born: row.created_at,
    };
    let behind = inputs.behind_gift.as_ref().map(|behind| (behind.bought, behind.ranked.clone()));
    let gift =
        |gift: &Gift| GiftRecord { loyal: gift.loyal, favourites: gift.favourites.clone(), behind: behind.clone() };
    let record = Record {
        v: VERSION,
        day: facts.today,
        choice: rules.choice,
        birthday: (rules.birthday_permanent_percent, rules.birthday_instant_percent, rules.birthday_instant_threshold),
        loyal: (inputs.loyal_threshold, inputs.favourites_count),
        lines: inputs.lines.iter().map(|line| (line.product, line.unit_price, line.quantity)).collect(),
        rows: inputs.rows.iter().map(row).collect(),
        gift: facts.birthday_gift.as_ref().map(gift),
    };
    serde_json::to_string(&record)
        .map_err(|cause| StoreError::Corrupt { column: "orders.pricing".to_owned(), cause: cause.to_string() })
}

/// What an order of this customer, placed then, was priced from; `None` for a text of a version that is not known.
pub fn read(text: &str, customer: CustomerId, placed_at: UtcMillis) -> Option<Inputs> {
    let record: Record = serde_json::from_str(text).ok().filter(|record: &Record| record.v == VERSION)?;
    let line = |(product, unit_price, quantity)| Line { product, name: String::new(), unit_price, quantity };
    let row = |row: Row| DiscountRow {
        id: row.id,
        customer: row.own.then_some(customer),
        percent: row.percent,
        scope: row.scope,
        origin: row.origin,
        message: String::new(),
        valid_from: row.from,
        valid_until: row.until,
        active: true,
        uses_left: row.left,
        created_at: row.born,
    };
    let (birthday_permanent_percent, birthday_instant_percent, birthday_instant_threshold) = record.birthday;
    let behind = record.gift.as_ref().and_then(|gift| gift.behind.clone());
    let gift = record.gift.map(|gift| Gift { day: record.day, loyal: gift.loyal, favourites: gift.favourites });
    Some(Inputs {
        lines: record.lines.into_iter().map(line).collect(),
        rows: record.rows.into_iter().map(row).collect(),
        facts: Facts { now: placed_at, today: record.day, customer: Some(customer), birthday_gift: gift },
        rules: Rules {
            choice: record.choice,
            birthday_permanent_percent,
            birthday_instant_percent,
            birthday_instant_threshold,
        },
        loyal_threshold: record.loyal.0,
        favourites_count: record.loyal.1,
        behind_gift: behind.map(|(bought, ranked)| BehindGift { bought, ranked }),
    })
}
