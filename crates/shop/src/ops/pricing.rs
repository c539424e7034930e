//! From stored rows to the one pricing function (domain.md §8).

use domain::{
    discount::{self, BehindGift, DiscountRow, Facts, Gift, Inputs, Line, PricedCart, Rules},
    ids::{CustomerId, ProductId},
    money::Rupiah,
    percent::Percent,
    problem::Problem,
    quantity::Quantity,
    settings::Settings,
    time::{ShopDay, UtcMillis},
};
use store::{OnLink, StoreError, birthdays, discounts::FactRow};

mod rows;

use rows::corrupt;
pub use rows::{any_row, public_row, scope};

/// The customer who buys, with every discount row that may count.
#[derive(Clone, Debug)]
pub struct Buyer {
    pub id: CustomerId,
    pub name: String,
    pub phone: String,
    pub address: String,
    /// `None` for who told none yet.
    pub birth_date: Option<ShopDay>,
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub bought: Rupiah,
    /// Number of orders, ever.
    pub orders: i64,
    pub rows: Vec<DiscountRow>,
    /// The newest birthday gift; it counts on its day only.
    pub gift: Option<Granted>,
    /// The favourite products of now, where they were asked for.
    pub favourites: Vec<ProductId>,
    /// What the gift of today was settled from, where it was asked for.
    pub behind_gift: Option<BehindGift>,
}

/// A birthday gift with what was promised when it was granted: that holds until its day ends, whatever the settings say by then
/// (docs/decisions/0012).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    pub gift: Gift,
    pub permanent_percent: Percent,
    pub instant_percent: Percent,
    pub instant_threshold: Rupiah,
}

impl Granted {
    /// The rules of pricing with the promise in them.
    pub fn promised(&self, rules: Rules) -> Rules {
        Rules {
            birthday_permanent_percent: self.permanent_percent,
            birthday_instant_percent: self.instant_percent,
            birthday_instant_threshold: self.instant_threshold,
            ..rules
        }
    }
}

fn private_row(row: &FactRow) -> Result<Option<DiscountRow>, StoreError> {
    let (Some(id), Some(percent), Some(code), Some(origin)) =
        (row.discount_id, row.percent, row.scope.as_deref(), row.origin.as_deref())
    else {
        return Ok(None);
    };
    Ok(Some(DiscountRow {
        id,
        customer: row.owner_id,
        percent,
        scope: scope(code, row.product_id, row.minimum)?,
        origin: origin.parse().map_err(|_| corrupt("discounts.origin"))?,
        message: row.message.clone().unwrap_or_default(),
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        active: true,
        uses_left: row.uses_left.and_then(|left| u32::try_from(left).ok()),
        created_at: row.row_created_at.unwrap_or(UtcMillis::from(0)),
    }))
}

fn granted(row: &FactRow) -> Result<Option<Granted>, StoreError> {
    let (Some(day), Some(permanent_percent), Some(instant_percent), Some(instant_threshold)) =
        (row.gift_day.as_deref(), row.gift_permanent_percent, row.gift_instant_percent, row.gift_instant_threshold)
    else {
        return Ok(None);
    };
    let gift = Gift {
        day: ShopDay::parse(day).map_err(|_| corrupt("birthday_gifts.day"))?,
        loyal: row.gift_loyal.unwrap_or_default(),
        favourites: birthdays::product_ids(row.gift_favourites.as_deref().unwrap_or_default())?,
    };
    Ok(Some(Granted { gift, permanent_percent, instant_percent, instant_threshold }))
}

/// An empty one is unknown (a customer of the telephone).
fn birth_date(stored: &str) -> Result<Option<ShopDay>, StoreError> {
    if stored.is_empty() {
        return Ok(None);
    }
    ShopDay::parse(stored).map(Some).map_err(|_| corrupt("customers.birth_date"))
}

/// Reads the customer with the discounts that may count, in one statement; `None` for an unknown one.
pub async fn buyer(on: &mut impl OnLink, customer: CustomerId, now: UtcMillis) -> Result<Option<Buyer>, StoreError> {
    buyer_with_favourites(on, customer, now, 0).await
}

/// The same with so many of the customer's favourite products, still in one statement.
pub async fn buyer_with_favourites(
    on: &mut impl OnLink,
    customer: CustomerId,
    now: UtcMillis,
    favourites: u8,
) -> Result<Option<Buyer>, StoreError> {
    from_facts(&store::discounts::facts(on, customer, now, i64::from(favourites)).await?)
}

/// The customer who orders on `today`, with what the order keeps to be priced again (docs/decisions/0015); still one statement.
pub async fn buyer_who_orders(
    on: &mut impl OnLink,
    customer: CustomerId,
    now: UtcMillis,
    today: ShopDay,
) -> Result<Option<Buyer>, StoreError> {
    from_facts(&store::discounts::facts_to_keep(on, customer, now, today).await?)
}

fn from_facts(rows: &[FactRow]) -> Result<Option<Buyer>, StoreError> {
    let Some(first) = rows.first() else { return Ok(None) };
    Ok(Some(Buyer {
        id: first.customer_id,
        name: first.customer_name.clone(),
        phone: first.customer_phone.clone(),
        address: first.customer_address.clone(),
        birth_date: birth_date(&first.birth_date)?,
        bought: first.bought,
        orders: first.orders,
        rows: rows.iter().map(private_row).filter_map(Result::transpose).collect::<Result<_, _>>()?,
        gift: granted(first)?,
        favourites: birthdays::product_ids(first.favourites.as_deref().unwrap_or_default())?,
        behind_gift: behind_gift(first)?,
    }))
}

fn behind_gift(row: &FactRow) -> Result<Option<BehindGift>, StoreError> {
    let (Some(bought), Some(ranked)) = (row.gift_bought, row.gift_ranked.as_deref()) else { return Ok(None) };
    Ok(Some(BehindGift { bought, ranked: birthdays::product_ids(ranked)? }))
}

/// What pricing depends on beside the lines: who buys, and when.
#[derive(Clone, Copy)]
pub struct Pricing<'a> {
    pub settings: &'a Settings,
    pub now: UtcMillis,
    pub customer: Option<CustomerId>,
    pub rows: &'a [DiscountRow],
    /// The newest birthday gift of who buys.
    pub gift: Option<&'a Granted>,
}

impl<'a> Pricing<'a> {
    /// Prices for a customer.
    pub fn of(buyer: &'a Buyer, settings: &'a Settings, now: UtcMillis) -> Self {
        Self { settings, now, customer: Some(buyer.id), rows: &buyer.rows, gift: buyer.gift.as_ref() }
    }

    /// Prices for a visitor: only what is for everybody.
    pub fn visitor(rows: &'a [DiscountRow], settings: &'a Settings, now: UtcMillis) -> Self {
        Self { settings, now, customer: None, rows, gift: None }
    }

    /// The gift of today, if there is one.
    pub fn gift_today(&self) -> Option<&'a Granted> {
        let today = self.settings.zone.day_of(self.now);
        self.gift.filter(|granted| granted.gift.day == today)
    }

    /// The rules of pricing, with the promises of today's gift.
    pub fn rules(&self) -> Rules {
        let rules = self.settings.discount_rules();
        self.gift_today().map_or(rules, |granted| granted.promised(rules))
    }

    /// Prices lines.
    pub fn price(&self, lines: &[Line]) -> Result<PricedCart, Problem> {
        discount::price(lines, self.rows, &self.facts(), &self.rules())
    }

    fn facts(&self) -> Facts {
        let today = self.settings.zone.day_of(self.now);
        let birthday_gift = self.gift_today().map(|granted| granted.gift.clone());
        Facts { now: self.now, today, customer: self.customer, birthday_gift }
    }

    /// Everything these lines are priced from.
    pub fn inputs(&self, lines: Vec<Line>, behind_gift: Option<BehindGift>) -> Inputs {
        Inputs {
            lines,
            rows: self.rows.to_vec(),
            facts: self.facts(),
            rules: self.rules(),
            loyal_threshold: self.settings.discounts.loyal_threshold,
            favourites_count: self.settings.discounts.favourites_count,
            behind_gift,
        }
    }

    /// The discount that every cart with this product gives it, for cards and the product page: reckoned for the smallest quantity that is
    /// sold, so that a cart threshold counts only where this product reaches it alone. The line is that of one unit.
    pub fn of_one(&self, line: &Line) -> Option<discount::PricedLine> {
        let priced = self.price(std::slice::from_ref(line)).ok()?;
        let smallest = priced.lines.into_iter().next()?;
        let percent = smallest.verdict.applied.as_ref()?.percent;
        let (gross, discount) = (line.unit_price, percent.of(line.unit_price));
        let net = gross.saturating_sub(discount);
        Some(discount::PricedLine { quantity: Quantity::ONE, gross, discount, net, ..smallest })
    }
}
