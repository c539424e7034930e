//! How far a discount for many customers has come (domain.md §9).

use store::discount_batches;
use views::{admin::DiscountBatchPage, format};

use super::discount_parts as parts;
use crate::{
    ops::pricing,
    web::{
        ctx::{Admin, Id},
        fault::Fault,
        reply::{self, Answer},
    },
};

/// `/admin/diskon/pemasangan/<id>/`
pub async fn show(admin: Admin, Id(id): Id<i64>) -> Answer {
    let ctx = &admin.ctx;
    let mut conn = ctx.app.db.read().await?;
    let batch = discount_batches::one(&mut conn, id).await?.ok_or(Fault::NotFound)?;
    drop(conn);
    let (settings, scope) = (&ctx.snap.settings, pricing::scope(&batch.scope, batch.product_id, batch.minimum)?);
    reply::ok(&DiscountBatchPage {
        frame: admin.frame(),
        percent: batch.percent.get(),
        covers: views::text::scope(&scope, batch.product_name.as_deref()),
        message: batch.message,
        span: parts::span(settings, batch.valid_from, batch.valid_until),
        by: batch.admin_name,
        at: format::date_time(&settings.zone, batch.created_at),
        done: batch.done,
        wanted: batch.wanted,
        finished: batch.finished_at.is_some(),
        only_row: batch.only_row.filter(|_| batch.wanted == 1),
    })
}
