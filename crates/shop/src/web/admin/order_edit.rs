//! An order that waits for payment is changed: the difference is shown first, then exactly that is saved (domain.md §5).

use axum::response::Response;
use domain::{ids::OrderId, order::Fulfilment, problem::Problem, text as plain_text};
use http::StatusCode;
use store::order_edits::EditableOrder;
use views::{
    admin::{EditPreview, LineField, OrderEditPage},
    form::FormState,
    frame::Tone,
    text, urls,
};

use super::{
    order_lines::{self, Kept, Rows},
    parts::{refuse, version},
};
use crate::{
    ops::{
        Checked, Done, OpError,
        order_edit::{self, Agreement, Edited, Plan, Standing, Wanted},
    },
    web::{
        checkout::{MAX_NOTE, way, zone},
        ctx::{Admin, Id},
        fault::Fault,
        parts,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// `/admin/pesanan/<id>/ubah/`
pub async fn show(admin: Admin, Id(id): Id<OrderId>) -> Answer {
    let standing = match editable(&admin, id).await? {
        Ok(standing) => standing,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let mut lines = order_lines::filled(&admin.ctx.snap, &kept(&standing));
    lines.push(LineField::default());
    reply::ok(&page(&admin, &standing, filled(&standing.order), lines, None))
}

/// The order, or the way back to its page with the reason why it cannot be changed.
async fn editable(admin: &Admin, id: OrderId) -> Result<Result<Standing, Response>, Fault> {
    let standing = order_edit::standing(&admin.ctx.app, id).await?;
    match order_edit::may_edit(standing.order.state, standing.order.proof_state) {
        Ok(()) => Ok(Ok(standing)),
        Err(refusal) => Ok(Err(admin.ctx.go(&urls::admin_order(id), Tone::Bad, &text::refusal(refusal)))),
    }
}

fn kept(standing: &Standing) -> Vec<Kept> {
    let line = |line: &store::order_edits::AgreedLine| Kept {
        product: line.product_id,
        name: line.product_name.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
    };
    standing.lines.iter().map(line).collect()
}

fn filled(order: &EditableOrder) -> FormState {
    let way = if order.fulfilment == Fulfilment::Pickup { "ambil" } else { "kirim" };
    FormState::filled([
        ("metode", way.to_owned()),
        ("alamat_pengiriman", order.address.clone()),
        ("zona", order.ongkir_zone.clone().unwrap_or_default()),
        ("catatan", order.note.clone()),
    ])
}

/// POST `/admin/pesanan/<id>/ubah/` (form `order-edit`)
pub async fn change(admin: Admin, Id(id): Id<OrderId>, Typed(posted): Typed) -> Answer {
    let standing = match editable(&admin, id).await? {
        Ok(standing) => standing,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let rows = order_lines::read(&admin.ctx.snap, &posted, &kept(&standing));
    if posted.text("aksi") == "tambah" {
        return again(&admin, &standing, &posted, rows, (None, true)).await;
    }
    let wanted = match read(&admin, &standing, &posted, &rows) {
        Ok(wanted) => wanted,
        Err(error) => return again(&admin, &standing, &posted, rows, (Some(error), false)).await,
    };
    if posted.text("aksi") == "simpan" {
        return save(&admin, standing, &posted, rows, &wanted).await;
    }
    if version(&posted) != standing.order.version {
        return again(&admin, &standing, &posted, rows, (Some(OpError::Stale), false)).await;
    }
    let plan = plan(&admin, &standing, &wanted).await;
    look(&admin, &standing, &posted, rows, plan, None).await
}

async fn plan(admin: &Admin, standing: &Standing, wanted: &Wanted) -> Done<Plan> {
    let goods = order_lines::goods(&admin.ctx.snap, &wanted.lines);
    order_edit::preview(&admin.ctx.app, &admin.ctx.snap.settings, standing, wanted, &goods).await
}

/// Saves exactly what was shown; anything else is shown again.
async fn save(admin: &Admin, standing: Standing, posted: &Posted, rows: Rows, wanted: &Wanted) -> Answer {
    let id = standing.order.id;
    let (app, settings) = (&admin.ctx.app, &admin.ctx.snap.settings);
    let agreement = Agreement { seen: version(posted), shown: posted.text("tampil") };
    match order_edit::change(app, settings, id, wanted, agreement, &admin.by()).await {
        Ok(Edited::Saved) => Ok(admin.ctx.go(&urls::admin_order(id), Tone::Good, text::admin::ORDER_CHANGED)),
        Ok(Edited::Nothing) => Ok(admin.ctx.go(&urls::admin_order(id), Tone::Note, text::admin::NOTHING_CHANGED)),
        Ok(Edited::Changed) => {
            let words = if posted.has("tampil") { text::admin::FIGURES_MOVED } else { text::admin::LOOK_FIRST };
            let plan = plan(admin, &standing, wanted).await;
            look(admin, &standing, posted, rows, plan, Some(words)).await
        }
        Ok(Edited::Short(products)) => {
            let mut rows = rows;
            for field in &mut rows.fields {
                if field.product.is_some_and(|id| products.contains(&id)) && field.problem.is_none() {
                    field.problem = Some(text::admin::GOODS_GONE.to_owned());
                }
            }
            let error = OpError::field("barang", Problem::ChangedMeanwhile);
            again(admin, &standing, posted, rows, (Some(error), false)).await
        }
        Err(OpError::Refused(refusal)) => Ok(admin.ctx.go(&urls::admin_order(id), Tone::Bad, &text::refusal(refusal))),
        Err(OpError::Stale) => again(admin, &standing, posted, rows, (Some(OpError::Stale), false)).await,
        Err(error @ OpError::Fields(_)) => again(admin, &standing, posted, rows, (Some(error), false)).await,
        Err(error) => Err(error.into()),
    }
}

/// What is wanted, or what is wrong with it.
fn read(admin: &Admin, standing: &Standing, posted: &Posted, rows: &Rows) -> Done<Wanted> {
    let mut checked = Checked::default();
    rows.check(&mut checked);
    let (way, address) = way(&mut checked, posted);
    // A zone that the shop has given up since may stay where it stood.
    let typed = posted.text("zona");
    let stays = standing.order.ongkir_zone.as_deref() == Some(typed.trim());
    let zone = if stays { Ok(Some(typed.trim().to_owned())) } else { zone(&admin.ctx.snap.settings, typed) };
    let zone = checked.take("zona", zone);
    let note = checked.take("catatan", plain_text::optional(posted.text("catatan"), MAX_NOTE));
    match (way, address, zone, note, checked.is_fine()) {
        (Some(fulfilment), Some(address), Some(zone), Some(note), true) => Ok(Wanted {
            lines: rows.wanted.clone(),
            fulfilment,
            address,
            zone: zone.filter(|_| fulfilment == Fulfilment::Delivery),
            note: note.unwrap_or_default(),
        }),
        _ => Err(checked.refused()),
    }
}

/// The form with the difference beside it.
async fn look(
    admin: &Admin,
    standing: &Standing,
    posted: &Posted,
    rows: Rows,
    plan: Done<Plan>,
    words: Option<&str>,
) -> Answer {
    let plan = match plan {
        Ok(plan) => plan,
        Err(error) => return again(admin, standing, posted, rows, (Some(error), false)).await,
    };
    let mut form = posted.keep_all();
    if let Some(words) = words {
        form.refuse_whole(words);
    }
    let status = if form.is_refused() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let snap = &admin.ctx.snap;
    let preview = EditPreview {
        shown: plan.agreed_text(),
        lines: parts::priced_lines(snap, &plan.priced),
        offers: parts::explained(&plan.priced.considered, |_| true),
        difference: plan.difference,
    };
    let mut lines = rows.fields;
    lines.push(LineField::default());
    reply::page(status, &page(admin, standing, form, lines, Some(preview)))
}

/// The form again: with what was wrong, or with one row more. A row that is there no more (its quantity was emptied) stays out.
#[allow(clippy::unused_async, reason = "awaited beside the other answers")]
async fn again(
    admin: &Admin,
    standing: &Standing,
    posted: &Posted,
    rows: Rows,
    (error, more): (Option<OpError>, bool),
) -> Answer {
    let form = match error {
        Some(error) => refuse(posted.keep_all(), error)?,
        None => posted.keep_all(),
    };
    let status = if form.is_refused() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut lines = rows.fields;
    lines.extend(std::iter::repeat_n(LineField::default(), if more { 2 } else { 1 }));
    reply::page(status, &page(admin, standing, form, lines, None))
}

fn page(
    admin: &Admin,
    standing: &Standing,
    form: FormState,
    lines: Vec<LineField>,
    preview: Option<EditPreview>,
) -> OrderEditPage {
    OrderEditPage {
        frame: admin.frame(),
        id: standing.order.id,
        customer: standing.order.customer_name.clone(),
        version: standing.order.version,
        form,
        lines,
        products: order_lines::offered(&admin.ctx.snap),
        zones: parts::zones(&admin.ctx.snap.settings),
        preview,
    }
}
