//! The WhatsApp queue of a message (domain.md §10).

use domain::{
    ids::{BroadcastId, CustomerId},
    notice::Kind,
};
use store::{
    broadcasts,
    places::Page,
    whatsapp::{self, QueueRow},
};
use views::{
    admin::{WhatsappPage, WhatsappPerson},
    format,
    frame::Tone,
    text::segment as text,
    urls,
    whatsapp::whatsapp_link,
};

use super::{
    order_view::phone,
    parts::{PAGE_SIZE, beyond, paging},
};
use crate::{
    ops::whatsapp::{Taken, put_back, take},
    web::{
        ctx::{Admin, Ctx, Id, Query},
        fault::Fault,
        posted::Typed,
        reply::{self, Answer},
    },
};

/// `/admin/notifikasi/<id>/whatsapp/`
pub async fn show(admin: Admin, Id(id): Id<BroadcastId>, query: Query) -> Answer {
    let (ctx, number) = (&admin.ctx, query.page());
    let mut conn = ctx.app.db.read().await?;
    let message = broadcasts::progress(&mut conn, id).await?.filter(|row| row.kind == Kind::Message);
    let message = message.ok_or(Fault::NotFound)?;
    let sent_first = query.get("lihat") == "terkirim";
    let rows = whatsapp::queue(&mut conn, id, sent_first, Page::number(number, PAGE_SIZE)).await?;
    drop(conn);
    let base = if sent_first { urls::admin_whatsapp_sent(id) } else { urls::admin_whatsapp(id) };
    if let Some(first) = beyond(number, rows.len(), &base) {
        return Ok(first);
    }
    let (total, sent) = rows.first().map_or((0, 0), |row| (row.total, row.sent));
    let settings = &ctx.snap.settings;
    reply::ok(&WhatsappPage {
        frame: admin.frame(),
        id,
        heading: message.heading,
        body: message.body,
        people: rows.into_iter().map(|row| person(ctx, row)).collect(),
        sent,
        sent_first,
        growing: message.segments.is_some() && message.told_at.is_none(),
        quiet_until: settings.quiet.end(&settings.zone, ctx.now).map(|end| format::time(&settings.zone, end)),
        paging: paging(number, total, base),
    })
}

fn person(ctx: &Ctx, row: QueueRow) -> WhatsappPerson {
    let zone = &ctx.snap.settings.zone;
    let sent = row.sent_at.map(|at| text::sent_by(&row.by_name.unwrap_or_default(), &format::short(zone, at)));
    WhatsappPerson { id: row.id, phone: phone(&row.phone).0, name: row.name, sent }
}

/// POST `/admin/notifikasi/<id>/whatsapp/` (forms `whatsapp`, `whatsapp-undo`): notes first, then opens the chat.
pub async fn act(admin: Admin, Id(id): Id<BroadcastId>, Typed(posted): Typed) -> Answer {
    let (ctx, queue) = (&admin.ctx, urls::admin_whatsapp(id));
    let customer: CustomerId = posted.text("pelanggan").parse().map_err(|_| Fault::NotFound)?;
    if posted.text("aksi") == "batal" {
        put_back(&ctx.app, id, customer, &admin.by()).await?;
        return Ok(ctx.go(&queue, Tone::Good, text::PUT_BACK));
    }
    let settings = &ctx.snap.settings;
    if settings.quiet.end(&settings.zone, ctx.now).is_some() && !posted.has("sadar") {
        return Ok(ctx.go(&queue, Tone::Note, text::QUIET_NOW));
    }
    match take(&ctx.app, id, customer, admin.id, &admin.by()).await? {
        Taken::Mine(phone, words) => Ok(reply::to(&whatsapp_link(&phone, &words))),
        Taken::Others(name) => Ok(ctx.go(&queue, Tone::Note, &text::written_by(&name))),
    }
}
