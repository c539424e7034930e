//! Placing an order: one transaction, all or nothing (domain.md §5).

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    discount::{DiscountRow, Line, Outcome, PricedCart, Source as DiscountSource},
    ids::{CustomerId, DiscountId, OrderId, ProductId},
    money::Rupiah,
    order::{Fulfilment, OrderState, Totals},
    quantity::{Quantity, SaleRule},
    rights::Deed,
    settings::Settings,
    time::UtcMillis,
};
use sha2::{Digest as _, Sha256};
use store::{
    StoreError, Tx, carts,
    discount_uses::{self, Claim, Use},
    files::NewFile,
    notifications::To,
    order_notes,
    orders::{self, NewEvent, NewLine, NewOrder, Written},
    places::By,
    stock::{self, ReservedRow},
};
use views::{format, notices};

use super::{
    Done, OpError,
    audit::{self, Act, Changes},
    bell, by_customer,
    pricing::{self, Buyer, Pricing},
    pricing_record, steps,
};
use crate::app::App;

/// Where the lines come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// The customer's cart, which is empty afterwards.
    Cart,
    /// "Beli sekarang": one product, the cart stays untouched.
    Direct { product: ProductId, quantity: Quantity },
    /// What the customer names on the telephone, each product once; the cart stays untouched.
    Lines(Vec<(ProductId, Quantity)>),
}

/// An order the office takes by telephone (domain.md §7).
#[derive(Clone, Debug)]
pub struct ByOffice {
    pub by: By,
    /// Agreed on the telephone; else that of the zone.
    pub ongkir: Option<Rupiah>,
    /// For the office only.
    pub note: Option<String>,
}

/// What the customer agreed to; all values were parsed.
#[derive(Clone, Debug)]
pub struct Placing {
    pub customer: CustomerId,
    /// The same for every sending of the same form: a second one finds the first one's order.
    pub key: String,
    pub from: From,
    pub fulfilment: Fulfilment,
    /// Empty for a pick-up.
    pub address: String,
    pub zone: Option<String>,
    pub note: String,
    /// What the customer saw and agreed to ([`agreed_text`]).
    pub shown: String,
    /// A proof of payment that came along, already in the file store.
    pub proof: Option<NewFile>,
    /// The customer knows of an order with the same goods a moment ago and means another one.
    pub repeat: bool,
    /// The office orders for the customer; `None` when they do it themselves.
    pub office: Option<ByOffice>,
}

/// An order of exactly the same goods and figures within this time is more likely a slip than a wish.
const REPEAT_MILLIS: i64 = 15 * 60 * 1000;

/// How placing ended. Only `New` changed anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    New(OrderId),
    /// The same form was sent before; this is its order.
    Again(OrderId),
    /// Prices, discounts or stock are not as shown: look again, then agree again.
    Changed,
    /// This order with exactly the same goods was placed a moment ago: ask before there is another one.
    Repeats(OrderId),
    /// There is nothing (any more) to order.
    Empty,
}

/// Everything the customer agrees to by sending the form: the figures, and what the amount due is reckoned with.
pub fn agreed_text(priced: &PricedCart, settings: &Settings) -> String {
    let zones: Vec<String> =
        settings.shipping.zones.iter().map(|zone| format!("{}={}", zone.name, zone.fee.get())).collect();
    let (paid, code) = (settings.shipping.ongkir_paid.code(), settings.payment.unique_code);
    let terms = format!("{paid};{code};{}", zones.join(";"));
    let digest = Sha256::digest(terms.as_bytes());
    format!("{}|{}", priced.fingerprint(), URL_SAFE_NO_PAD.encode(&digest[..9]))
}

/// Places an order. The transaction is rolled back on every outcome but `New`.
pub async fn place_order(app: &App, settings: &Settings, placing: &Placing) -> Done<Placed> {
    if let Some(office) = &placing.office {
        audit::allow(&office.by, Deed::RunOffice)?;
    }
    let mut tx = app.db.begin().await?;
    let outcome = attempt(app, &mut tx, settings, placing).await?;
    if let Placed::New(_) = outcome {
        tx.commit().await?;
        app.metrics.orders_placed.inc();
        return Ok(outcome);
    }
    drop(tx);
    // A form that was sent twice finds cart and stock as its first sending left them.
    let mut conn = app.db.read().await?;
    let before = orders::by_key(&mut conn, placing.customer, &placing.key).await?;
    Ok(before.map_or(outcome, Placed::Again))
}

async fn attempt(app: &App, tx: &mut Tx, settings: &Settings, placing: &Placing) -> Done<Placed> {
    let wanted = wanted(tx, placing).await?;
    if wanted.is_empty() {
        return Ok(Placed::Empty);
    }
    let reserved = stock::reserve(tx, &wanted).await?;
    if reserved.len() < wanted.len() || !steps_fit(&wanted, &reserved) {
        return Ok(Placed::Changed);
    }
    let now = tx.now();
    let today = settings.zone.day_of(now);
    let buyer = pricing::buyer_who_orders(tx, placing.customer, now, today).await?.ok_or(OpError::NotFound)?;
    let lines = lines(&wanted, &reserved);
    let pricing = Pricing::of(&buyer, settings, now);
    let priced = pricing.price(&lines).map_err(|problem| OpError::field("jumlah", problem))?;
    if agreed_text(&priced, settings) != placing.shown {
        return Ok(Placed::Changed);
    }
    let kept = pricing_record::write(&pricing.inputs(lines, buyer.behind_gift.clone()))?;
    write(app, tx, settings, placing, Agreed { buyer, reserved, priced, kept }).await
}

/// Products and quantities, in ascending order of products.
async fn wanted(tx: &mut Tx, placing: &Placing) -> Result<Vec<(ProductId, Quantity)>, StoreError> {
    Ok(match &placing.from {
        From::Cart => {
            carts::take(tx, placing.customer).await?.into_iter().map(|row| (row.product_id, row.quantity)).collect()
        }
        From::Direct { product, quantity } => vec![(*product, *quantity)],
        From::Lines(lines) => lines.clone(),
    })
}

/// Whether the quantities still fit the products' steps and minimums.
fn steps_fit(wanted: &[(ProductId, Quantity)], reserved: &[ReservedRow]) -> bool {
    reserved.iter().all(|row| {
        let rule = SaleRule { step: row.step, minimum: row.minimum };
        wanted.iter().any(|(product, quantity)| *product == row.id && rule.check(*quantity).is_ok())
    })
}

fn lines(wanted: &[(ProductId, Quantity)], reserved: &[ReservedRow]) -> Vec<Line> {
    let find = |product: ProductId| reserved.iter().find(|row| row.id == product);
    wanted
        .iter()
        .filter_map(|(product, quantity)| {
            let row = find(*product)?;
            Some(Line { product: *product, name: row.name.clone(), unit_price: row.price, quantity: *quantity })
        })
        .collect()
}

/// The rows an order uses, each once; `rows` are those it was priced from.
pub fn used_rows(priced: &PricedCart, rows: &[DiscountRow]) -> Vec<Use> {
    let limited = |id: DiscountId| rows.iter().any(|row| row.id == id && row.uses_left.is_some());
    let used = priced.considered.iter().filter_map(|seen| match (seen.offer.source, seen.outcome) {
        (DiscountSource::Row(discount), Outcome::Applied { amount }) => {
            let claim = if limited(discount) { Claim::OneOf } else { Claim::Unlimited };
            Some(Use { discount, amount, claim })
        }
        _ => None,
    });
    used.collect()
}

/// What was agreed, at the moment of the transaction.
struct Agreed {
    buyer: Buyer,
    reserved: Vec<ReservedRow>,
    priced: PricedCart,
    /// What it was priced from ([`pricing_record`]).
    kept: String,
}

async fn write(app: &App, tx: &mut Tx, settings: &Settings, placing: &Placing, agreed: Agreed) -> Done<Placed> {
    let new = new_order(app, tx, settings, placing, &agreed)?;
    let order = match orders::insert(tx, &new).await? {
        Written::New(order) => order,
        Written::Again => return Ok(Placed::Changed),
        Written::Repeats(order) => return Ok(Placed::Repeats(order)),
    };
    orders::insert_lines(tx, order, &new_lines(&agreed)?).await?;
    if !discount_uses::claim(tx, order, &used_rows(&agreed.priced, &agreed.buyer.rows), &[]).await? {
        return Ok(Placed::Changed);
    }
    let office = placing.office.as_ref();
    let by = office.map_or_else(|| by_customer(agreed.buyer.id, &agreed.buyer.name), |office| office.by.clone());
    stock::record_reservation(tx, order, &by).await?;
    if let Some(file) = placing.proof.as_ref().filter(|_| !new.nothing_to_transfer) {
        let file = store::files::insert(tx, file).await?;
        orders::put_first_proof(tx, order, file).await?;
    }
    let event = NewEvent { event: "place", from: None, to: OrderState::Placed, reason: None };
    orders::add_event(tx, order, &event, &by).await?;
    audit::note(tx, &by, Act::Created, order, Changes::none()).await?;
    if let Some(note) = office.and_then(|office| office.note.as_deref()) {
        order_notes::add(tx, order, note, &placing.key, &by).await?;
    }
    bell::write(tx, &notices_of(order, settings, placing, &new)).await?;
    if new.nothing_to_transfer {
        steps::settle(app, tx, order).await?;
    }
    Ok(Placed::New(order))
}

fn new_order(app: &App, tx: &Tx, settings: &Settings, placing: &Placing, agreed: &Agreed) -> Done<NewOrder> {
    let out_of_range = |problem| OpError::field("jumlah", problem);
    let ongkir = match placing.fulfilment {
        Fulfilment::Pickup => Some(Rupiah::ZERO),
        Fulfilment::Delivery => {
            let agreed = placing.office.as_ref().and_then(|office| office.ongkir);
            agreed.or_else(|| placing.zone.as_deref().and_then(|zone| settings.shipping_fee(zone)))
        }
    };
    let paid = settings.shipping.ongkir_paid;
    let code = if settings.payment.unique_code { unique_code(app) } else { Rupiah::ZERO };
    let totals = Totals::new(&agreed.priced.line_amounts(), ongkir, code, paid).map_err(out_of_range)?;
    let totals = totals.without_needless_code();
    Ok(NewOrder {
        customer: placing.customer,
        idempotency_key: placing.key.clone(),
        fulfilment: placing.fulfilment,
        customer_name: agreed.buyer.name.clone(),
        customer_phone: agreed.buyer.phone.clone(),
        address: placing.address.clone(),
        note: placing.note.clone(),
        goods_gross: totals.gross(),
        discount_total: totals.discount(),
        goods_total: totals.goods_total(),
        ongkir,
        ongkir_zone: placing.zone.clone().filter(|_| placing.fulfilment == Fulfilment::Delivery),
        ongkir_paid: paid.code(),
        unique_code: totals.unique_code(),
        transfer_now: totals.transfer_now(),
        nothing_to_transfer: totals.nothing_to_transfer(),
        pay_driver: totals.pay_driver(),
        explanation: json(&agreed.priced)?,
        pricing: agreed.kept.clone(),
        refuse_since: (!placing.repeat).then(|| UtcMillis::new(tx.now().get() - REPEAT_MILLIS)),
        pay_deadline: settings.pay_deadline(tx.now()),
        proof_waits: placing.proof.is_some() && !totals.nothing_to_transfer(),
    })
}

fn new_lines(agreed: &Agreed) -> Done<Vec<NewLine>> {
    let lines = agreed.priced.lines.iter().filter_map(|line| {
        let row = agreed.reserved.iter().find(|row| row.id == line.product)?;
        Some((line, row))
    });
    lines
        .map(|(line, row)| {
            Ok(NewLine {
                product: line.product,
                name: line.name.clone(),
                category: row.category_id,
                unit: row.unit.clone(),
                unit_price: line.unit_price,
                quantity: line.quantity,
                gross: line.gross,
                discount: line.discount,
                verdict: json(&line.verdict)?,
            })
        })
        .collect()
}

/// What an order keeps of a reckoning.
pub fn json(value: &impl serde::Serialize) -> Done<String> {
    serde_json::to_string(value)
        .map_err(|cause| StoreError::Corrupt { column: "explanation".to_owned(), cause: cause.to_string() }.into())
}

/// One to 999 rupiah, so that a transfer can be told from others of the same amount.
fn unique_code(app: &App) -> Rupiah {
    let mut bytes = [0; 4];
    app.entropy.fill(&mut bytes);
    Rupiah::from_u32(u32::from_le_bytes(bytes) % 999 + 1)
}

fn notices_of(
    order: OrderId,
    settings: &Settings,
    placing: &Placing,
    new: &NewOrder,
) -> Vec<store::notifications::NewNotification> {
    let deadline = format::date_time(&settings.zone, new.pay_deadline);
    // Who has nothing to transfer is told that it is paid, by the step that makes it so.
    let to_customer = match (&placing.proof, new.nothing_to_transfer) {
        (_, true) => None,
        (Some(_), false) => Some(notices::order_placed_with_proof(order)),
        (None, false) => Some(notices::order_placed(order, new.transfer_now, &deadline)),
    };
    let due = new.transfer_now.saturating_add(new.pay_driver);
    let to_customer = to_customer.map(|notice| bell::tell(To::Customer(placing.customer), notice));
    let to_admins = bell::tell(To::Admins, notices::admin_order_placed(order, &new.customer_name, due));
    to_customer.into_iter().chain([to_admins]).collect()
}
