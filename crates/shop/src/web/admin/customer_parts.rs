//! From stored rows about a customer to what the page shows.

use domain::{ids::NoteId, rights::AdminKind, time::ShopDay};
use store::{
    StoreError,
    customer_file::{AdminName, CustomerRow, Feedback, InForce, News, Note, Proof, Tag, Task},
};
use views::{
    admin::{Choice, DiscountLine, Forms, NewsLine, NoteView, ProofThumb, TagChip, TaskLine, VoiceLine},
    form::FormState,
    format, text,
};

use super::{discount_parts, order_view::phone};
use crate::{
    ops::pricing,
    web::ctx::{Admin, Ctx},
};

fn at(ctx: &Ctx, instant: domain::time::UtcMillis) -> String {
    format::date_time(&ctx.snap.settings.zone, instant)
}

/// The page's forms as they are opened.
pub fn forms(admin: &Admin, row: &CustomerRow) -> Forms {
    let today = admin.ctx.snap.settings.zone.day_of(admin.ctx.now);
    let task = FormState::filled([("tanggal", today.to_string()), ("petugas", admin.id.to_string())]);
    let birth = FormState::filled([("tanggal_lahir", row.birth_date.clone())]);
    let data = FormState::filled([
        ("nama_pelanggan", row.name.clone()),
        ("no_hp", phone(&row.phone).0),
        ("alamat", row.address.clone()),
        ("versi", row.version.to_string()),
    ]);
    Forms::default().with("follow-up", task).with("customer", birth).with("customer-data", data)
}

pub fn proof(ctx: &Ctx, row: &Proof) -> ProofThumb {
    let mark = text::crm::proof(row.decision.as_deref());
    ProofThumb { file: row.file, order: row.order, at: at(ctx, row.at), pdf: row.pdf, mark }
}

pub fn voice(ctx: &Ctx, row: Feedback) -> VoiceLine {
    VoiceLine {
        order: row.order,
        at: at(ctx, row.at),
        text: row.body,
        stars: row.stars.and_then(|stars| u8::try_from(stars).ok()),
        photo: row.photo,
        reply: row.reply,
    }
}

pub fn note(admin: &Admin, row: Note, refused: Option<&(NoteId, FormState)>) -> NoteView {
    let mine = row.by == admin.id;
    let refused = refused.filter(|(id, _)| *id == row.id).map(|(_, form)| form.clone());
    let opened = || FormState::filled([("isi", row.body.clone()), ("versi", row.version.to_string())]);
    NoteView {
        id: row.id,
        at: at(&admin.ctx, row.at),
        by: row.by_name,
        changed_at: row.changed_at.map(|changed| at(&admin.ctx, changed)),
        mine,
        may_delete: mine || admin.kind == AdminKind::Owner,
        form: refused.unwrap_or_else(opened),
        text: row.body,
    }
}

pub fn chip(row: Tag) -> TagChip {
    TagChip { id: row.id, name: row.name }
}

pub fn task(ctx: &Ctx, row: Task) -> TaskLine {
    let today = ctx.snap.settings.zone.day_of(ctx.now);
    let day = ShopDay::parse(&row.day).unwrap_or(today);
    let state = row.state.parse().unwrap_or(domain::crm::FollowUpState::Open);
    let open = state == domain::crm::FollowUpState::Open;
    let when = if open {
        text::crm::due(day, row.hour.as_deref(), today)
    } else {
        format!("{} {}", text::crm::state(state), at(ctx, row.at))
    };
    TaskLine {
        id: row.id,
        text: row.body,
        when,
        who: row.admin_name,
        result: row.result,
        open,
        late: open && day < today,
        version: row.version,
    }
}

pub fn discount(ctx: &Ctx, row: InForce) -> Result<DiscountLine, StoreError> {
    let covers = pricing::scope(&row.scope, row.product, row.minimum)?;
    let span = discount_parts::span(&ctx.snap.settings, None, row.valid_until);
    Ok(DiscountLine {
        id: row.id,
        percent: row.percent.get(),
        covers: text::scope(&covers, row.product_name.as_deref()),
        message: row.message,
        until: text::crm::in_force(&span, row.uses_left),
    })
}

pub fn news(ctx: &Ctx, row: News) -> NewsLine {
    NewsLine { heading: row.heading, text: row.body, at: at(ctx, row.at), read: row.read }
}

pub fn choice(row: AdminName) -> Choice {
    Choice::new(row.id, row.name)
}
