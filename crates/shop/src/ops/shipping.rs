//! The shipping fee of one order (domain.md §6).

use domain::{
    ids::OrderId,
    money::Rupiah,
    order::{Fulfilment, OngkirPaid, OrderState, ProofState, Refusal, Totals},
    rights::Deed,
    settings::Settings,
};
use store::{notifications::To, orders::LockedOrder, places::By};
use views::notices;

use super::{
    Done, OpError,
    audit::{self, Act, Changes},
    bell,
    payment::{note, save},
    steps::{self, locked_for},
};
use crate::app::App;

/// The greatest fee that is plausible: more is a slip of the finger.
pub const MAX_ONGKIR: u32 = 1_000_000_000;

/// Whether the fee may still be set: before payment always; afterwards only when the driver collects it, because what was transferred
/// is settled.
pub fn may_set(state: OrderState, fulfilment: Fulfilment, paid: OngkirPaid) -> Result<(), Refusal> {
    if fulfilment != Fulfilment::Delivery {
        return Err(Refusal::NeedsDelivery);
    }
    match state {
        OrderState::Placed => Ok(()),
        OrderState::Paid | OrderState::Shipped if paid == OngkirPaid::OnDelivery => Ok(()),
        from => Err(Refusal::WrongState { from }),
    }
}

/// An admin sets or changes the fee; the customer is told the amount.
pub async fn set_ongkir(app: &App, settings: &Settings, order: OrderId, by: &By, ongkir: Rupiah) -> Done<()> {
    audit::allow(by, Deed::SetOngkir)?;
    let mut tx = app.db.begin().await?;
    let mut order = locked_for(&mut tx, order, by).await?;
    let paid: OngkirPaid = order.ongkir_paid.parse().unwrap_or(OngkirPaid::OnDelivery);
    may_set(order.state, order.fulfilment, paid).map_err(OpError::Refused)?;
    let changes_transfer = paid == OngkirPaid::WithTransfer;
    if changes_transfer && order.proof_state == ProofState::Waiting && order.ongkir.is_some() {
        // What the customer transferred was the amount shown; decide about that proof first.
        return Err(OpError::Refused(Refusal::ProofWaiting));
    }
    if order.ongkir == Some(ongkir) {
        // Said once more it settles an order from before docs/decisions/0022.
        if steps::settle(app, &mut tx, order.id).await? {
            tx.commit().await?;
        }
        return Ok(());
    }
    let before = order.ongkir;
    reckon(&mut order, ongkir, paid)?;
    if changes_transfer && order.pay_deadline.is_some() {
        // The amount is known only now; the time to pay it begins now.
        order.pay_deadline = Some(settings.pay_deadline(tx.now()));
    }
    save(&mut tx, &order).await?;
    let reason = before.map_or_else(|| ongkir.to_string(), |before| format!("{before} → {ongkir}"));
    note(&mut tx, &order, "ongkir", Some(&reason), by).await?;
    let old = before.map(|before| before.to_string()).unwrap_or_default();
    audit::note(&mut tx, by, Act::OngkirSet, order.id, Changes::none().of("ongkir", old, ongkir)).await?;
    let notice = notices::ongkir_set(order.id, ongkir, paid == OngkirPaid::WithTransfer);
    bell::write(&mut tx, &[bell::tell(To::Customer(order.customer_id), notice)]).await?;
    steps::settle(app, &mut tx, order.id).await?;
    tx.commit().await?;
    Ok(())
}

fn reckon(order: &mut LockedOrder, ongkir: Rupiah, paid: OngkirPaid) -> Done<()> {
    let totals = Totals::of_goods(order.goods_gross, order.discount_total, Some(ongkir), order.unique_code, paid)
        .map_err(|problem| OpError::field("ongkir", problem))?;
    order.ongkir = Some(ongkir);
    order.transfer_now = totals.transfer_now();
    order.pay_driver = totals.pay_driver();
    Ok(())
}
