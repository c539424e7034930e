//! The form of a segment, and its end (domain.md §12).

use domain::{
    ids::SegmentId,
    money::Rupiah,
    segment::{Conditions, Group},
};
use store::segments::SegmentRow;
use views::{
    admin::{Choice, SegmentDeletePage, SegmentFormPage},
    form::FormState,
    frame::Tone,
    text::segment as text,
    urls,
};

use super::{
    overtaken::{self, Latest},
    parts::{refuse, version},
};
use crate::{
    entropy,
    ops::segments::{self, TypedSegment, conditions},
    web::{
        ctx::{Admin, Id},
        fault::Fault,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

fn typed(posted: &Posted) -> TypedSegment<'_> {
    TypedSegment {
        name: posted.text("nama"),
        loyal: posted.has("loyal"),
        registered: posted.text("daftar_hari"),
        first_order: posted.text("pertama_hari"),
        sleeping: posted.text("tidur_hari"),
        birthday: posted.has("ulang_tahun"),
        product: posted.text("produk"),
        category: posted.text("kategori"),
        spent_from: posted.text("belanja_dari"),
        spent_to: posted.text("belanja_sampai"),
        spent_days: posted.text("belanja_hari"),
        orders_from: posted.text("pesanan_dari"),
        orders_to: posted.text("pesanan_sampai"),
        consent: posted.has("setuju"),
        group: posted.text("kelompok"),
    }
}

/// Conditions as they stand in the form.
fn stored(row: &SegmentRow, asks: &Conditions) -> FormState {
    let asked = asks.asked();
    let tick = |yes: bool| if yes { "ya".to_owned() } else { String::new() };
    let days = |days: Option<domain::segment::Days>| days.map_or_else(String::new, |days| days.get().to_string());
    let rupiah = |amount: Rupiah| amount.get().to_string();
    let spent = asked.spent;
    let orders = asked.orders;
    FormState::filled([
        ("nama", row.name.clone()),
        ("versi", row.version.to_string()),
        ("loyal", tick(asked.loyal)),
        ("daftar_hari", days(asked.registered)),
        ("pertama_hari", days(asked.first_order)),
        ("tidur_hari", days(asked.sleeping)),
        ("ulang_tahun", tick(asked.birthday)),
        ("produk", asked.product.map_or_else(String::new, |id| id.to_string())),
        ("kategori", asked.category.map_or_else(String::new, |id| id.to_string())),
        ("belanja_dari", spent.map_or_else(String::new, |spent| rupiah(spent.amounts.min()))),
        ("belanja_sampai", spent.and_then(|spent| spent.amounts.max()).map_or_else(String::new, rupiah)),
        ("belanja_hari", days(spent.and_then(|spent| spent.within))),
        ("pesanan_dari", orders.map_or_else(String::new, |orders| orders.min().to_string())),
        ("pesanan_sampai", orders.and_then(|orders| orders.max()).map_or_else(String::new, |max| max.to_string())),
        ("setuju", tick(asked.consent)),
        ("kelompok", asked.group.map_or_else(String::new, |group| group.code().to_owned())),
    ])
}

fn page(admin: &Admin, id: Option<SegmentId>, key: String, form: FormState) -> SegmentFormPage {
    let snap = &admin.ctx.snap;
    SegmentFormPage {
        frame: admin.frame(),
        id,
        key,
        form,
        products: snap.products.iter().map(|product| Choice::new(product.row.id, &product.row.name)).collect(),
        categories: snap.categories.iter().map(|category| Choice::new(category.id, &category.name)).collect(),
        groups: Group::ALL.iter().map(|group| Choice::new(group.code(), text::group(*group))).collect(),
    }
}

/// `/admin/segmen/baru/`
pub async fn new(admin: Admin) -> Answer {
    let key = entropy::key(admin.ctx.app.entropy.as_ref());
    reply::ok(&page(&admin, None, key, FormState::default()))
}

/// POST `/admin/segmen/baru/` (form `segment`)
pub async fn create(admin: Admin, Typed(posted): Typed) -> Answer {
    match segments::create(&admin.ctx.app, posted.text("kunci"), &typed(&posted), &admin.by()).await {
        Ok(id) => Ok(admin.ctx.go(&urls::admin_segment(id), Tone::Good, text::SAVED)),
        Err(error) => {
            let form = refuse(posted.keep_all(), error)?;
            reply::refused(&page(&admin, None, posted.owned("kunci"), form))
        }
    }
}

async fn find(admin: &Admin, id: SegmentId) -> Result<SegmentRow, Fault> {
    store::segments::find(&mut admin.ctx.app.db.read().await?, id).await?.ok_or(Fault::NotFound)
}

/// `/admin/segmen/<id>/ubah/`
pub async fn edit(admin: Admin, Id(id): Id<SegmentId>) -> Answer {
    let row = find(&admin, id).await?;
    reply::ok(&page(&admin, Some(id), String::new(), stored(&row, &conditions(&row)?)))
}

/// POST `/admin/segmen/<id>/ubah/` (form `segment`)
pub async fn change(admin: Admin, Id(id): Id<SegmentId>, Typed(posted): Typed) -> Answer {
    match segments::change(&admin.ctx.app, id, version(&posted), &typed(&posted), &admin.by()).await {
        Ok(id) => Ok(admin.ctx.go(&urls::admin_segment(id), Tone::Good, text::SAVED)),
        Err(error) => {
            let row = find(&admin, id).await?;
            let latest = Latest {
                form: &stored(&row, &conditions(&row)?),
                address: urls::admin_segment_edit(id),
                of: Some(id.into()),
            };
            let form = match overtaken::refused(&admin, posted.keep_all(), error, latest).await? {
                Ok(form) => form,
                Err(saved) => return Ok(saved),
            };
            reply::refused(&page(&admin, Some(id), String::new(), form))
        }
    }
}

fn asks(admin: &Admin, row: SegmentRow, form: FormState) -> SegmentDeletePage {
    SegmentDeletePage { frame: admin.frame(), id: row.id, name: row.name, version: row.version, form }
}

/// `/admin/segmen/<id>/hapus/`
pub async fn ask_delete(admin: Admin, Id(id): Id<SegmentId>) -> Answer {
    let row = find(&admin, id).await?;
    reply::ok(&asks(&admin, row, FormState::default()))
}

/// POST `/admin/segmen/<id>/hapus/` (form `segment-delete`)
pub async fn delete(admin: Admin, Id(id): Id<SegmentId>, Typed(posted): Typed) -> Answer {
    match segments::delete(&admin.ctx.app, id, version(&posted), &admin.by()).await {
        Ok(()) => Ok(admin.ctx.go(urls::ADMIN_SEGMENTS, Tone::Good, text::DELETED)),
        Err(error) => {
            let form = refuse(FormState::default(), error)?;
            let row = find(&admin, id).await?;
            reply::refused(&asks(&admin, row, form))
        }
    }
}
