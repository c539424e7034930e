//! From rows and the snapshot to the small pieces pages are made of.

use domain::{
    discount::{Considered, Line, Outcome, PricedCart, Reason, Verdict},
    ids::ProductId,
    money::Rupiah,
    order::{OrderState, ProofState},
    settings::Settings,
    time::UtcMillis,
};
use store::{
    catalogue::PhotoRow,
    notifications::NotificationRow,
    order_pages::{LinePart, OrderListRow},
};
use views::{
    customer::NotificationItem,
    format,
    parts::{
        BankView, Deadline, ExplainedOffer, GiftView, NamedProduct, OrderCard, Paging, Photo, PricedLineView,
        ProductCard, YourPrice, ZoneView,
    },
    text,
};

use crate::{
    ops::pricing::Pricing,
    snapshot::{Product, Snapshot},
};

/// A text as it is searched: lower case, and measures in one way, so that `25 × 25`, `25x25` and `25 X 25` are the same.
pub fn folded(text: &str) -> String {
    let digit = |letter: char| letter.is_ascii_digit();
    let lower = text.to_lowercase().replace('×', "x");
    let mut parts = lower.split('x');
    let mut folded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let measure = folded.trim_end().ends_with(digit) && part.trim_start().starts_with(digit);
        let part = if measure { part.trim_start() } else { part };
        if measure {
            folded.truncate(folded.trim_end().len());
        }
        folded.push('x');
        folded.push_str(part);
    }
    folded
}

/// A photo with its size.
pub fn photo(row: &PhotoRow) -> Photo {
    let pixels =
        |side: Option<i64>, otherwise: u32| side.and_then(|side| u32::try_from(side).ok()).unwrap_or(otherwise);
    Photo { file: row.file_id, width: pixels(row.width, 1200), height: pixels(row.height, 900) }
}

/// The cover of a product, if it has one.
pub fn cover(snap: &Snapshot, product: ProductId) -> Option<Photo> {
    snap.cover(product).map(photo)
}

/// The price this customer pays for one unit, when a discount of theirs (or everybody's) counts whatever else is in the cart.
pub fn your_price(pricing: &Pricing<'_>, product: &Product) -> Option<YourPrice> {
    let row = &product.row;
    let smallest = Line { product: row.id, name: row.name.clone(), unit_price: row.price, quantity: row.minimum };
    let line = pricing.of_one(&smallest)?;
    let offer = line.verdict.applied.as_ref()?;
    Some(YourPrice { price: line.net, percent: offer.percent.get(), reason: text::offer(offer) })
}

/// A product in a list.
pub fn card(snap: &Snapshot, product: &Product, pricing: Option<&Pricing<'_>>) -> ProductCard {
    let row = &product.row;
    ProductCard {
        id: row.id,
        name: row.name.clone(),
        category: row.category_id.and_then(|id| snap.category(id)).map(|category| category.name.clone()),
        unit: row.unit.clone(),
        price: row.price,
        your_price: pricing.and_then(|pricing| your_price(pricing, product)),
        available: product.available(),
        photo: product.photos.first().map(photo),
    }
}

/// Paging over `total` rows; `size` a page.
pub fn paging(page: i64, size: i64, total: i64, base: impl Into<String>) -> Paging {
    let pages = u32::try_from((total + size - 1) / size).unwrap_or(u32::MAX).max(1);
    Paging { page: u32::try_from(page).unwrap_or(1), pages, total, more: false, base: base.into() }
}

/// A payment deadline as long as the clock may cancel the order.
pub fn deadline(
    settings: &Settings,
    now: UtcMillis,
    row: (OrderState, ProofState, Option<UtcMillis>),
) -> Option<Deadline> {
    let (state, proof, until) = row;
    if state != OrderState::Placed || !matches!(proof, ProofState::None | ProofState::Rejected) {
        return None;
    }
    let until = until?;
    Some(Deadline {
        text: format::date_time(&settings.zone, until),
        until_ms: until.get(),
        left: format::remaining(now, until),
    })
}

/// An order in its customer's list.
pub fn order_card(snap: &Snapshot, now: UtcMillis, row: &OrderListRow) -> OrderCard {
    OrderCard {
        id: row.id,
        placed_at: format::date_time(&snap.settings.zone, row.placed_at),
        state: row.state,
        proof: row.proof_state,
        fulfilment: row.fulfilment,
        amount_due: row.transfer_now.saturating_add(row.pay_driver),
        first_product: row.first_name.clone(),
        lines: row.lines,
        photo: cover(snap, row.first_product),
        deadline: deadline(&snap.settings, now, (row.state, row.proof_state, row.pay_deadline)),
        feedback_wanted: row.state == OrderState::Completed && !row.has_feedback,
    }
}

/// Freshly priced lines with their reasons.
pub fn priced_lines(snap: &Snapshot, priced: &PricedCart) -> Vec<PricedLineView> {
    let view = |line: &domain::discount::PricedLine| PricedLineView {
        product: Some(line.product),
        name: line.name.clone(),
        unit: snap.product(line.product).map(|product| product.row.unit.clone()).unwrap_or_default(),
        unit_price: line.unit_price,
        quantity: line.quantity,
        gross: line.gross,
        discount: line.discount,
        net: line.net,
        reason: text::verdict(&line.verdict),
        photo: cover(snap, line.product),
    };
    priced.lines.iter().map(view).collect()
}

/// A frozen line of an order with the reason it was frozen with.
pub fn frozen_line(snap: &Snapshot, line: &LinePart) -> PricedLineView {
    let verdict: Option<Verdict> = serde_json::from_str(&line.verdict).ok();
    PricedLineView {
        product: snap.product(line.product).map(|product| product.row.id),
        name: line.name.clone(),
        unit: line.unit.clone(),
        unit_price: line.unit_price,
        quantity: line.quantity,
        gross: line.gross,
        discount: line.discount,
        net: line.gross.saturating_sub(line.discount),
        reason: verdict.as_ref().and_then(text::verdict),
        photo: cover(snap, line.product),
    }
}

/// The discounts that were looked at when an order was placed, as frozen in it; of those that are `wanted`.
pub fn frozen_offers(explanation: &str, wanted: impl Fn(&Outcome) -> bool) -> Vec<ExplainedOffer> {
    let priced: Option<PricedCart> = serde_json::from_str(explanation).ok();
    priced.map(|priced| explained(&priced.considered, wanted)).unwrap_or_default()
}

/// Discounts with what became of each.
pub fn explained(all: &[Considered], wanted: impl Fn(&Outcome) -> bool) -> Vec<ExplainedOffer> {
    let shown = all.iter().filter(|seen| wanted(&seen.outcome));
    shown
        .map(|seen| ExplainedOffer {
            words: text::offer(&seen.offer),
            outcome: text::offers::outcome(seen, all),
            applied: matches!(seen.outcome, Outcome::Applied { .. }),
        })
        .collect()
}

/// What a customer is told of: what counted, what came second, and what was nearly reached.
pub fn for_customers(outcome: &Outcome) -> bool {
    let told = |reason| matches!(reason, Reason::Outranked { .. } | Reason::BelowThreshold { .. });
    match *outcome {
        Outcome::Applied { .. } => true,
        Outcome::Declined(reason) => told(reason),
    }
}

/// The shop's bank accounts.
pub fn banks(settings: &Settings) -> Vec<BankView> {
    let accounts = settings.payment.bank_accounts.iter();
    accounts
        .map(|account| BankView {
            bank: account.bank.clone(),
            number: account.number.clone(),
            holder: account.holder.clone(),
        })
        .collect()
}

/// The shop's shipping zones.
pub fn zones(settings: &Settings) -> Vec<ZoneView> {
    settings.shipping.zones.iter().map(|zone| ZoneView { name: zone.name.clone(), fee: zone.fee }).collect()
}

/// Notifications with the shop's times.
pub fn notifications(settings: &Settings, rows: Vec<NotificationRow>) -> Vec<NotificationItem> {
    let items = rows.into_iter();
    items
        .map(|row| NotificationItem {
            id: row.id,
            kind: row.kind,
            text: row.body,
            at: format::date_time(&settings.zone, row.created_at),
            read: row.read_at.is_some(),
        })
        .collect()
}

/// How far a customer is on the way to loyalty.
pub fn loyalty(settings: &Settings, total: Rupiah) -> views::parts::LoyaltyView {
    let threshold = settings.discounts.loyal_threshold;
    views::parts::LoyaltyView { loyal: domain::loyalty::is_loyal(total, threshold), total, threshold }
}

/// Products by name, with links; those that are not sold any more are left out.
pub fn named(snap: &Snapshot, products: &[ProductId]) -> Vec<NamedProduct> {
    let on_sale = products.iter().filter_map(|id| snap.product(*id)).filter(|product| product.on_sale());
    on_sale.map(|product| NamedProduct { id: product.row.id, name: product.row.name.clone() }).collect()
}

/// The birthday gift of today, with its end.
pub fn gift(snap: &Snapshot, prices: &Pricing<'_>) -> Option<GiftView> {
    let granted = prices.gift_today()?;
    let (gift, zone) = (&granted.gift, &snap.settings.zone);
    let favourites = if gift.loyal { named(snap, &gift.favourites) } else { Vec::new() };
    // The pages name them beside the sentence, with links.
    let named: Vec<String> = favourites.first().map(|_| text::YOUR_FAVOURITES.to_owned()).into_iter().collect();
    let end = zone.end_of(gift.day);
    Some(GiftView {
        words: text::birthday_gift(gift.loyal, &named, &prices.rules()),
        end: format::end_of_day(zone, gift.day),
        until_ms: end.get(),
        left: format::remaining(prices.now, end),
        favourites,
    })
}
