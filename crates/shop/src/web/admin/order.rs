//! One order with everything the office needs to decide the next step (domain.md §5–§7).

use domain::{ids::OrderId, rights::Deed};
use http::StatusCode;
use store::order_pages::{self, OrderFullRow, OrderParts, Reader};
use views::{
    admin::{Choice, Forms, Neighbours, OrderPage},
    form::FormState,
    frame::{Flash, Tone},
    text,
};

use super::{order_view as view, parts::refuse};
use crate::{
    ops::OpError,
    web::{
        ctx::{Admin, Ctx, Id},
        fault::Fault,
        parts,
        posted::Posted,
        reply::{self, Answer},
    },
};

pub async fn show(admin: Admin, Id(id): Id<OrderId>) -> Answer {
    let page = draw(&admin, id).await?;
    reply::ok(&page)
}

/// The page again after a refused form, with what was typed. A step that the order no longer allows has no form to stand at any more:
/// its refusal stands at the head of the page.
pub async fn refused(admin: &Admin, id: OrderId, name: &'static str, posted: &Posted, error: OpError) -> Answer {
    let moved_on = match &error {
        OpError::Refused(refusal) => Some(text::refusal(*refusal)),
        OpError::Stale => Some(text::admin::ORDER_MOVED.to_owned()),
        _ => None,
    };
    let form = refuse(posted.keep_all(), error)?;
    let mut page = draw(admin, id).await?;
    match moved_on {
        Some(text) => page.frame.flash = Some(Flash { tone: Tone::Bad, text }),
        None => page.forms = page.forms.with(name, form),
    }
    reply::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn draw(admin: &Admin, id: OrderId) -> Result<OrderPage, Fault> {
    let mut conn = admin.ctx.app.db.read().await?;
    let row = order_pages::full(&mut conn, id, Reader::Admin).await?.ok_or(Fault::NotFound)?;
    if !admin.sees(row.state) {
        return Err(Fault::NotFound);
    }
    let lists = order_pages::parts(&mut conn, id, true).await?;
    drop(conn);
    Ok(page(admin, row, &lists))
}

fn page(admin: &Admin, row: OrderFullRow, lists: &OrderParts) -> OrderPage {
    let ctx = &admin.ctx;
    let zone = &ctx.snap.settings.zone;
    let all = admin.may(Deed::SeeAllOrders);
    OrderPage {
        frame: admin.frame(),
        id: row.id,
        state: row.state,
        fulfilment: row.fulfilment,
        proof: row.proof_state,
        placed_at: views::format::date_time(zone, row.placed_at),
        deadline: parts::deadline(&ctx.snap.settings, ctx.now, (row.state, row.proof_state, row.pay_deadline)),
        overdue: row.pay_deadline.is_some_and(|deadline| deadline <= ctx.now),
        customer: view::customer(&row),
        lines: lists.lines.iter().map(|line| parts::frozen_line(&ctx.snap, line)).collect(),
        money: view::money(&row),
        offers: parts::frozen_offers(&row.explanation, |_| true),
        proofs: if all {
            lists.proofs.iter().rev().map(|proof| view::proof(zone, proof)).collect()
        } else {
            Vec::new()
        },
        payment_note: view::payment_note(&row, lists).filter(|_| all),
        delivery: view::delivery(zone, &row, lists),
        trouble: view::trouble(zone, &row, lists),
        short: view::shortfalls(lists),
        feedback: view::feedback(zone, &row).filter(|_| admin.may(Deed::Feedback)),
        timeline: lists.events.iter().map(|event| view::step(zone, &row, event)).collect(),
        may: view::actions(admin, &row),
        employees: lists.employees.iter().map(|(id, name)| Choice::new(id, name.as_str())).collect(),
        forms: Forms::default().at_version(row.version).with("ongkir", ongkir(ctx, &row)),
        notes: if all { lists.notes.iter().rev().map(|note| view::note(zone, note)).collect() } else { Vec::new() },
        note_key: crate::entropy::key(ctx.app.entropy.as_ref()),
        near: Neighbours { next: row.next_id.filter(|_| all), previous: row.previous_id.filter(|_| all) },
        unclaimed: row.unclaimed,
        banks: parts::banks(&ctx.snap.settings),
        pay_until: row.pay_deadline.map(|until| views::format::date_time(zone, until)),
        address: row.address,
        zone: row.ongkir_zone,
        note: row.note,
        employee: row.employee_name,
    }
}

/// The form of the fee, filled with the present one or that of the zone.
fn ongkir(ctx: &Ctx, row: &OrderFullRow) -> FormState {
    let of_zone = || row.ongkir_zone.as_deref().and_then(|zone| ctx.snap.settings.shipping_fee(zone));
    let fee = row.ongkir.or_else(of_zone);
    FormState::filled(fee.map(|fee| ("ongkir", fee.get().to_string())))
}
