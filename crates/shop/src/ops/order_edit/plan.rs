//! What a change makes of an order, reckoned without writing anything: the same for the preview and for the transaction.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    discount::{DiscountRow, Line, PricedCart, Source},
    ids::{DiscountId, ProductId},
    money::Rupiah,
    order::{Fulfilment, OngkirPaid, Totals},
    problem::Problem,
    quantity::{Quantity, SaleRule},
    settings::Settings,
};
use sha2::{Digest as _, Sha256};
use store::{
    discount_pages::AnyRow,
    discount_uses::{Claim, Use},
    order_edits::{AgreedLine, EditableOrder},
};
use views::text::changes::Difference;

use super::difference::difference;
use crate::ops::{
    Done, OpError,
    place_order::used_rows,
    pricing::{self, Buyer, Pricing},
    pricing_record,
};

/// What the office wants of an order; all values were parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Each product once.
    pub lines: Vec<(ProductId, Quantity)>,
    pub fulfilment: Fulfilment,
    /// Empty for a pick-up.
    pub address: String,
    pub zone: Option<String>,
    pub note: String,
}

/// An order with its lines.
#[derive(Clone, Debug)]
pub struct Standing {
    pub order: EditableOrder,
    pub lines: Vec<AgreedLine>,
}

/// A product as it is sold today.
#[derive(Clone, Debug)]
pub struct Goods {
    pub product: ProductId,
    pub name: String,
    pub unit: String,
    pub price: Rupiah,
    pub rule: SaleRule,
}

/// Whom the price depends on.
pub struct Facts {
    /// As of the moment the order was placed.
    pub buyer: Buyer,
    /// What the order uses already.
    pub held: Vec<AnyRow>,
}

/// What becomes of the uses of discounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Every row the changed order uses.
    pub uses: Vec<Use>,
    /// Those it used and no longer does.
    pub dropped: Vec<DiscountId>,
}

/// The changed order.
#[derive(Clone, Debug)]
pub struct Plan {
    pub priced: PricedCart,
    /// What it was priced from ([`pricing_record`]).
    pub kept: String,
    pub totals: Totals,
    pub fulfilment: Fulfilment,
    pub address: String,
    pub zone: Option<String>,
    pub note: String,
    pub claims: Claims,
    pub difference: Difference,
    version: i64,
}

impl Plan {
    /// Whether the order would be as it was.
    pub fn changes_nothing(&self) -> bool {
        self.difference.is_empty()
    }

    /// Everything the office agrees to by saving what it saw: the figures, and the rest of the order.
    pub fn agreed_text(&self) -> String {
        let rest = format!(
            "{};{};{};{:?};{};{}",
            self.version,
            self.fulfilment,
            self.address,
            self.zone,
            self.note,
            self.priced.fingerprint()
        );
        let digest = Sha256::digest(rest.as_bytes());
        let sums = (self.totals.transfer_now().get(), self.totals.pay_driver().get());
        format!("{}-{}-{}", sums.0, sums.1, URL_SAFE_NO_PAD.encode(&digest[..12]))
    }
}

/// How much more or less of each product is promised, in ascending order of products; thousandths.
pub fn deltas(before: &[AgreedLine], after: &[(ProductId, Quantity)]) -> Vec<(ProductId, i64)> {
    let mut deltas: BTreeMap<ProductId, i64> = BTreeMap::new();
    for line in before {
        *deltas.entry(line.product_id).or_default() -= line.quantity.thousandths();
    }
    for (product, quantity) in after {
        *deltas.entry(*product).or_default() += quantity.thousandths();
    }
    deltas.into_iter().filter(|(_, delta)| *delta != 0).collect()
}

/// Reckons the changed order. Lines that stay keep their price, new ones have today's; discounts are reckoned by the one function as of the
/// moment of the order, with those it uses already as they were agreed.
pub fn make(settings: &Settings, standing: &Standing, wanted: &Wanted, goods: &[Goods], facts: Facts) -> Done<Plan> {
    let order = &standing.order;
    if wanted.lines.is_empty() {
        return Err(OpError::field("barang", Problem::Required));
    }
    let lines = lines(standing, wanted, goods)?;
    let rows = rows(order, &facts)?;
    let prices = Pricing { rows: &rows, ..Pricing::of(&facts.buyer, settings, order.placed_at) };
    let out_of_range = |problem| OpError::field("barang", problem);
    let priced = prices.price(&lines).map_err(out_of_range)?;
    let kept = pricing_record::write(&prices.inputs(lines, facts.buyer.behind_gift.clone()))?;
    let (zone, ongkir) = fee(settings, order, wanted);
    let paid: OngkirPaid = order.ongkir_paid.parse().unwrap_or(OngkirPaid::OnDelivery);
    let totals = Totals::new(&priced.line_amounts(), ongkir, order.unique_code, paid).map_err(out_of_range)?;
    let totals = totals.without_needless_code();
    let claims = claims(&priced, &facts, &rows);
    let difference = difference(standing, wanted, &priced, &totals, zone.as_deref(), goods);
    Ok(Plan {
        priced,
        kept,
        totals,
        fulfilment: wanted.fulfilment,
        address: wanted.address.clone(),
        zone,
        note: wanted.note.clone(),
        claims,
        difference,
        version: order.version,
    })
}

fn lines(standing: &Standing, wanted: &Wanted, goods: &[Goods]) -> Done<Vec<Line>> {
    let line = |(product, quantity): &(ProductId, Quantity)| {
        let agreed = standing.lines.iter().find(|line| line.product_id == *product);
        let today = goods.iter().find(|goods| goods.product == *product);
        if agreed.is_none_or(|line| line.quantity != *quantity)
            && let Some(today) = today
        {
            today.rule.check(*quantity).map_err(|problem| OpError::field("barang", problem))?;
        }
        let (name, unit_price) = match (agreed, today) {
            (Some(line), _) => (line.product_name.clone(), line.unit_price),
            (None, Some(today)) => (today.name.clone(), today.price),
            (None, None) => return Err(OpError::field("barang", Problem::UnknownChoice)),
        };
        Ok(Line { product: *product, name, unit_price, quantity: *quantity })
    };
    wanted.lines.iter().map(line).collect()
}

/// The discounts that may count: those of the moment of the order, and those it uses, as they were agreed.
fn rows(order: &EditableOrder, facts: &Facts) -> Done<Vec<DiscountRow>> {
    let frozen: Option<PricedCart> = serde_json::from_str(&order.explanation).ok();
    let mut rows = facts.buyer.rows.clone();
    for held in &facts.held {
        let stored = pricing::any_row(held.clone())?;
        // The use it has is there for it, also when the office ended the row since.
        let mut row =
            DiscountRow { active: true, uses_left: stored.uses_left.map(|left| left.saturating_add(1)), ..stored };
        let agreed = frozen.iter().flat_map(|priced| &priced.considered).map(|seen| &seen.offer);
        if let Some(offer) = agreed.clone().find(|offer| offer.source == Source::Row(row.id)) {
            row.percent = offer.percent;
            row.message.clone_from(&offer.message);
        }
        rows.retain(|other| other.id != row.id);
        rows.push(row);
    }
    rows.sort_by_key(|row| row.id);
    Ok(rows)
}

/// Where the order goes to and what that costs: a fee that was set by hand stays as long as it still goes to the same zone.
fn fee(settings: &Settings, order: &EditableOrder, wanted: &Wanted) -> (Option<String>, Option<Rupiah>) {
    match wanted.fulfilment {
        Fulfilment::Pickup => (None, Some(Rupiah::ZERO)),
        Fulfilment::Delivery if order.fulfilment == Fulfilment::Delivery && order.ongkir_zone == wanted.zone => {
            (wanted.zone.clone(), order.ongkir)
        }
        Fulfilment::Delivery => {
            let fee = wanted.zone.as_deref().and_then(|zone| settings.shipping_fee(zone));
            (wanted.zone.clone(), fee)
        }
    }
}

fn claims(priced: &PricedCart, facts: &Facts, rows: &[DiscountRow]) -> Claims {
    let is_held = |id: DiscountId| facts.held.iter().any(|row| row.id == id);
    let mut uses = used_rows(priced, rows);
    for used in uses.iter_mut().filter(|used| is_held(used.discount)) {
        used.claim = Claim::Held;
    }
    let held = facts.held.iter().map(|row| row.id);
    let dropped = held.filter(|id| uses.iter().all(|used| used.discount != *id)).collect();
    Claims { uses, dropped }
}
