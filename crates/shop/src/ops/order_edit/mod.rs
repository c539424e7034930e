//! Changing an order that waits for payment (domain.md §5): shown first, then written in one transaction with stock, discounts, timeline and
//! a word to the customer (docs/decisions/0018).

mod difference;
mod plan;

use domain::{
    ids::{OrderId, ProductId},
    order::{OrderState, ProofState, Refusal},
    problem::Problem,
    rights::Deed,
    settings::Settings,
};
use store::{
    Tx, discount_uses,
    notifications::To,
    order_edits::{self, AgreedLine, Changed, EditableOrder, KeptLine},
    orders::{self, NewEvent, NewLine},
    places::By,
    stock::{self, ReservedRow},
};
use views::{notices, text};

pub use plan::{Claims, Goods, Plan, Standing, Wanted};

use super::{
    Done, OpError,
    audit::{self, Act, Changes},
    bell,
    place_order::json,
    pricing, steps,
};
use crate::app::App;

/// How a change ended. Only `Saved` changed anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    Saved,
    /// The figures are not those that were shown: look again, then agree again.
    Changed,
    /// Everything is as it was.
    Nothing,
    /// Of these products there is not as much as asked, or they are not sold any more.
    Short(Vec<ProductId>),
}

/// Whether an order may be changed: only while it waits for payment, and never under a proof that was given for its present amount.
pub fn may_edit(state: OrderState, proof: ProofState) -> Result<(), Refusal> {
    match (state, proof) {
        (OrderState::Placed, ProofState::None | ProofState::Rejected) => Ok(()),
        (OrderState::Placed, _) => Err(Refusal::ProofWaiting),
        (from, _) => Err(Refusal::WrongState { from }),
    }
}

/// The order as it stands, with what a change is reckoned from. Reads only.
pub async fn standing(app: &App, id: OrderId) -> Done<Standing> {
    let mut conn = app.db.read().await?;
    let order = order_edits::read(&mut conn, id).await?.ok_or(OpError::NotFound)?;
    let lines = order_edits::lines(&mut conn, id).await?;
    Ok(Standing { order, lines })
}

/// What a change would make of an order: nothing is written.
pub async fn preview(
    app: &App,
    settings: &Settings,
    standing: &Standing,
    wanted: &Wanted,
    goods: &[Goods],
) -> Done<Plan> {
    let order = &standing.order;
    let mut conn = app.db.read().await?;
    let buyer = pricing::buyer(&mut conn, order.customer_id, order.placed_at).await?.ok_or(OpError::NotFound)?;
    let held = discount_uses::held(&mut conn, order.id).await?;
    plan::make(settings, standing, wanted, goods, plan::Facts { buyer, held })
}

/// What was agreed to by looking at the preview, of which version of the order.
#[derive(Clone, Copy, Debug)]
pub struct Agreement<'a> {
    pub seen: i64,
    /// [`Plan::agreed_text`] of the preview.
    pub shown: &'a str,
}

/// Changes the order exactly as it was shown, or not at all.
pub async fn change(
    app: &App,
    settings: &Settings,
    id: OrderId,
    wanted: &Wanted,
    agreement: Agreement<'_>,
    by: &By,
) -> Done<Edited> {
    audit::allow(by, Deed::RunOffice)?;
    let mut tx = app.db.begin().await?;
    let edited = attempt(&mut tx, settings, id, wanted, agreement, by).await?;
    if edited == Edited::Saved {
        steps::settle(app, &mut tx, id).await?;
        tx.commit().await?;
    }
    Ok(edited)
}

async fn attempt(
    tx: &mut Tx,
    settings: &Settings,
    id: OrderId,
    wanted: &Wanted,
    agreement: Agreement<'_>,
    by: &By,
) -> Done<Edited> {
    let order = order_edits::lock(tx, id).await?.ok_or(OpError::NotFound)?;
    may_edit(order.state, order.proof_state).map_err(OpError::Refused)?;
    if order.version != agreement.seen {
        return Err(OpError::Stale);
    }
    let lines = order_edits::lines(tx, id).await?;
    let standing = Standing { order, lines };
    let deltas = plan::deltas(&standing.lines, &wanted.lines);
    let changed = stock::change_reservation(tx, &deltas).await?;
    if changed.len() < deltas.len() {
        let there = |product: &ProductId| changed.iter().any(|row| row.id == *product);
        return Ok(Edited::Short(deltas.iter().map(|(product, _)| *product).filter(|id| !there(id)).collect()));
    }
    let goods: Vec<Goods> = changed.iter().map(goods_of).collect();
    let order = &standing.order;
    let day = settings.zone.day_of(order.placed_at);
    let buyer =
        pricing::buyer_who_orders(tx, order.customer_id, order.placed_at, day).await?.ok_or(OpError::NotFound)?;
    let held = discount_uses::held(tx, order.id).await?;
    let plan = plan::make(settings, &standing, wanted, &goods, plan::Facts { buyer, held })?;
    if plan.changes_nothing() {
        return Ok(Edited::Nothing);
    }
    let Claims { uses, dropped } = &plan.claims;
    if plan.agreed_text() != agreement.shown || !discount_uses::claim(tx, id, uses, dropped).await? {
        return Ok(Edited::Changed);
    }
    write(tx, settings, &plan, &standing, &changed).await?;
    stock::record_change(tx, id, order.version + 1, &deltas, by).await?;
    tell(tx, &plan, order, by).await?;
    Ok(Edited::Saved)
}

/// A product as it can be sold now.
fn goods_of(row: &ReservedRow) -> Goods {
    Goods {
        product: row.id,
        name: row.name.clone(),
        unit: row.unit.clone(),
        price: row.price,
        rule: domain::quantity::SaleRule { step: row.step, minimum: row.minimum },
    }
}

async fn write(
    tx: &mut Tx,
    settings: &Settings,
    plan: &Plan,
    standing: &Standing,
    changed: &[ReservedRow],
) -> Done<()> {
    let order = &standing.order;
    let totals = plan.totals;
    // Another amount to transfer is told now; the time to pay it begins now, as with another ongkir.
    let other_amount = totals.transfer_now() != order.transfer_now;
    let pay_deadline = if other_amount { Some(settings.pay_deadline(tx.now())) } else { order.pay_deadline };
    let new = Changed {
        id: order.id,
        version: order.version,
        fulfilment: plan.fulfilment,
        address: plan.address.clone(),
        note: plan.note.clone(),
        goods_gross: totals.gross(),
        discount_total: totals.discount(),
        goods_total: totals.goods_total(),
        ongkir: totals.ongkir(),
        ongkir_zone: plan.zone.clone(),
        unique_code: totals.unique_code(),
        transfer_now: totals.transfer_now(),
        pay_driver: totals.pay_driver(),
        explanation: json(&plan.priced)?,
        pricing: plan.kept.clone(),
        pay_deadline,
    };
    if !order_edits::write(tx, &new).await? {
        return Err(OpError::Stale);
    }
    let (kept, added) = split(plan, &standing.lines, changed)?;
    let gone = standing.lines.iter().map(|line| line.product_id);
    let gone: Vec<ProductId> = gone.filter(|product| kept.iter().all(|line| line.product != *product)).collect();
    order_edits::remove_lines(tx, order.id, &gone).await?;
    order_edits::keep_lines(tx, order.id, &kept).await?;
    if !added.is_empty() {
        orders::insert_lines_from(tx, order.id, kept.len() as i64, &added).await?;
    }
    Ok(())
}

/// The lines that stay and those that are new.
fn split(plan: &Plan, before: &[AgreedLine], changed: &[ReservedRow]) -> Done<(Vec<KeptLine>, Vec<NewLine>)> {
    let (mut kept, mut added) = (Vec::new(), Vec::new());
    for line in &plan.priced.lines {
        let verdict = json(&line.verdict)?;
        let (quantity, gross, discount) = (line.quantity, line.gross, line.discount);
        if before.iter().any(|old| old.product_id == line.product) {
            kept.push(KeptLine { product: line.product, quantity, gross, discount, verdict });
            continue;
        }
        let unknown = || OpError::field("barang", Problem::UnknownChoice);
        let row = changed.iter().find(|row| row.id == line.product).ok_or_else(unknown)?;
        added.push(NewLine {
            product: line.product,
            name: line.name.clone(),
            category: row.category_id,
            unit: row.unit.clone(),
            unit_price: line.unit_price,
            quantity,
            gross,
            discount,
            verdict,
        });
    }
    Ok((kept, added))
}

/// The row of the timeline that says what changed, and the customer's notice.
async fn tell(tx: &mut Tx, plan: &Plan, order: &EditableOrder, by: &By) -> Done<()> {
    let what = text::changes::told(&plan.difference);
    let event = NewEvent { event: "edit", from: Some(order.state), to: order.state, reason: Some(&what) };
    orders::add_event(tx, order.id, &event, by).await?;
    let changes = Changes::none()
        .of("transfer", order.transfer_now, plan.totals.transfer_now())
        .hidden("barang", !plan.difference.lines.is_empty())
        .hidden("alamat_pengiriman", plan.address != order.address)
        .hidden("catatan", plan.note != order.note);
    audit::note(tx, by, Act::Changed, order.id, changes).await?;
    let notice = notices::order_changed(order.id, plan.totals.transfer_now());
    bell::write(tx, &[bell::tell(To::Customer(order.customer_id), notice)]).await?;
    Ok(())
}
