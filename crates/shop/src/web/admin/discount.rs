//! One discount: new, changed, ended, copied. The owner and the office may both (domain.md §1: only admins and settings are the owner's).

use axum::response::Response;
use domain::{
    ids::{CustomerId, DiscountId},
    problem::Problem,
};
use store::{
    discount_batches::{self, AimRow},
    discount_pages::{self, DiscountFullRow},
    places::Page,
};
use views::{
    admin::{AimView, DiscountPage, DiscountUse},
    form::FormState,
    format,
    frame::Tone,
    parts::Paging,
    text::{self, offers},
    urls,
};

use super::{
    discount_parts as parts,
    messages::nobody_chosen,
    overtaken::{self, Latest},
    parts::{PAGE_SIZE, beyond, paging, refuse, version},
};
use crate::{
    entropy,
    ops::{
        OpError,
        discounts::{
            self,
            batch::{self, Aim, MOST_NAMED},
        },
    },
    web::{
        ctx::{Admin, Id, Query},
        fault::Fault,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// The page of a new discount.
fn page(admin: &Admin, aim: AimView, form: FormState) -> DiscountPage {
    let products = parts::products(&admin.ctx.snap, form.value("produk"));
    let (uses, paging) = (Vec::new(), Paging::default());
    DiscountPage { frame: admin.frame(), form, aim, products, row: None, uses, paging }
}

fn ids<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<CustomerId> {
    let mut ids: Vec<CustomerId> = texts.filter_map(|text| text.parse().ok()).take(MOST_NAMED).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Who was picked before the form, by ids or by a word of the customers' list.
async fn aim(admin: &Admin, ids: Vec<CustomerId>, word: &str) -> Result<AimView, Fault> {
    let mut conn = admin.ctx.app.db.read().await?;
    let word = if ids.is_empty() { word.trim() } else { "" };
    let rows: Vec<AimRow> = if !ids.is_empty() {
        discount_batches::aimed(&mut conn, &ids).await?
    } else if !word.is_empty() {
        discount_batches::found(&mut conn, word).await?
    } else {
        Vec::new()
    };
    let total = rows.first().map_or(0, |row| row.total);
    let refused = rows.first().map_or(0, |row| row.refused);
    let names = rows.into_iter().map(|row| row.name).collect();
    Ok(AimView { ids, word: word.to_owned(), names, total, refused })
}

/// `/admin/diskon/baru/?pelanggan=&cari=&salin=`
pub async fn new(admin: Admin, query: Query) -> Answer {
    let copied: Option<DiscountId> = query.get("salin").parse().ok();
    let key = entropy::key(admin.ctx.app.entropy.as_ref());
    let Some(copied) = copied else {
        let aim = aim(&admin, ids(query.all("pelanggan")), query.get("cari")).await?;
        if aim.total == 0 && nobody_chosen(&query) {
            return Ok(admin.ctx.go(urls::ADMIN_CUSTOMERS, Tone::Bad, text::admin::NOBODY_CHOSEN));
        }
        let mut form = parts::fresh();
        form.keep("kunci", &key);
        return reply::ok(&page(&admin, aim, form));
    };
    let stored = stored(&admin, copied).await?;
    let mut form = parts::filled(&admin.ctx.snap.settings, &stored);
    form.keep("aktif", "ya");
    form.keep("versi", "");
    form.keep("kunci", &key);
    let aim = aim(&admin, stored.customer_id.into_iter().collect(), "").await?;
    reply::ok(&page(&admin, aim, form))
}

/// For whom the form is; `None` for everybody.
async fn aimed(admin: &Admin, posted: &Posted) -> Result<Result<Option<Aim>, OpError>, Fault> {
    let picked = ids(posted.all("pelanggan").iter().map(String::as_str));
    Ok(match posted.text("untuk") {
        "semua" => Ok(None),
        "hasil" if !posted.text("cari").trim().is_empty() => Ok(Some(Aim::Found(posted.owned("cari")))),
        "pelanggan" if !picked.is_empty() => Ok(Some(Aim::Customers(picked))),
        "pelanggan" => {
            parts::named(&admin.ctx, posted.text("username")).await?.map(|found| Some(Aim::Customers(found)))
        }
        "" => Err(OpError::field("untuk", Problem::Required)),
        _ => Err(OpError::field("untuk", Problem::UnknownChoice)),
    })
}

/// POST `/admin/diskon/baru/` (form `discount`)
pub async fn create(admin: Admin, Typed(posted): Typed) -> Answer {
    let (app, settings, typed) = (&admin.ctx.app, &admin.ctx.snap.settings, parts::typed(&posted));
    let done = match aimed(&admin, &posted).await? {
        Err(error) => Err(error),
        Ok(None) if !parts::sure(&admin.ctx, &typed, &posted) => {
            let form = parts::asking(&typed, &posted);
            let aim = aim(&admin, Vec::new(), "").await?;
            return reply::ok(&page(&admin, aim, form));
        }
        Ok(None) => {
            let words = if typed.active { offers::CREATED } else { offers::CREATED_IDLE };
            discounts::set_for_everybody(app, settings, &typed, &admin.by())
                .await
                .map(|id| (urls::admin_discount(id), words))
        }
        Ok(Some(aim)) => {
            let begun = batch::begin(app, settings, &admin.by(), &aim, &typed).await;
            begun.map(|batch| (urls::admin_discount_batch(batch), offers::BEGUN))
        }
    };
    match done {
        Ok((address, words)) => Ok(admin.ctx.go(&address, Tone::Good, words)),
        Err(error) => {
            let error = parts::with_fields(error, &typed, &admin.ctx);
            let form = refuse(posted.keep_all(), error)?;
            let picked = ids(posted.all("pelanggan").iter().map(String::as_str));
            let aim = aim(&admin, picked, posted.text("cari")).await?;
            reply::refused(&page(&admin, aim, form))
        }
    }
}

async fn stored(admin: &Admin, id: DiscountId) -> Result<DiscountFullRow, Fault> {
    let mut conn = admin.ctx.app.db.read().await?;
    discount_pages::one(&mut conn, id, admin.ctx.now).await?.ok_or(Fault::NotFound)
}

/// `/admin/diskon/<id>/?halaman=`
pub async fn show(admin: Admin, Id(id): Id<DiscountId>, query: Query) -> Answer {
    let stored = stored(&admin, id).await?;
    let form = parts::filled(&admin.ctx.snap.settings, &stored);
    match draw(&admin, stored, form, query.page()).await? {
        Ok(page) => reply::ok(&page),
        Err(first) => Ok(first),
    }
}

/// The page of a row with the orders that used it, or the way to its first page.
async fn draw(
    admin: &Admin,
    stored: DiscountFullRow,
    form: FormState,
    number: i64,
) -> Result<Result<DiscountPage, Response>, Fault> {
    let (ctx, base) = (&admin.ctx, urls::admin_discount(stored.id));
    let mut conn = ctx.app.db.read().await?;
    let uses = discount_pages::uses(&mut conn, stored.id, Page::number(number, PAGE_SIZE)).await?;
    drop(conn);
    if let Some(first) = beyond(number, uses.len(), &base) {
        return Ok(Err(first));
    }
    let total = uses.first().map_or(0, |row| row.total);
    let row = parts::row(&ctx.snap.settings, stored)?;
    let zone = &ctx.snap.settings.zone;
    let shown = uses.into_iter().map(|one| DiscountUse {
        order: one.order_id,
        customer: one.customer_name,
        placed_at: format::date_time(zone, one.placed_at),
        state: one.state,
        amount: one.amount,
        given_back: one.given_back_at.is_some(),
    });
    let uses = shown.collect();
    Ok(Ok(DiscountPage {
        row: Some(row),
        uses,
        paging: paging(number, total, base),
        ..page(admin, AimView::default(), form)
    }))
}

/// POST `/admin/diskon/<id>/` (form `discount`)
pub async fn change(admin: Admin, Id(id): Id<DiscountId>, Typed(posted): Typed) -> Answer {
    let (app, settings, typed) = (&admin.ctx.app, &admin.ctx.snap.settings, parts::typed(&posted));
    if !parts::sure(&admin.ctx, &typed, &posted) {
        let before = stored(&admin, id).await?;
        if before.customer_id.is_none()
            && (!before.active || before.percent.to_string() != parts::asked_percent(&typed))
        {
            return match draw(&admin, before, parts::asking(&typed, &posted), 1).await? {
                Ok(page) => reply::ok(&page),
                Err(first) => Ok(first),
            };
        }
    }
    let changed = discounts::change(app, settings, (id, version(&posted)), &typed, &admin.by()).await;
    let Err(error) = changed else {
        return Ok(admin.ctx.go(&urls::admin_discount(id), Tone::Good, offers::CHANGED));
    };
    let stored = stored(&admin, id).await?;
    let latest =
        Latest { form: &parts::filled(settings, &stored), address: urls::admin_discount(id), of: Some(id.into()) };
    let form = match overtaken::refused(&admin, posted.keep_all(), error, latest).await? {
        Ok(form) => form,
        Err(saved) => return Ok(saved),
    };
    match draw(&admin, stored, form, 1).await? {
        Ok(page) => reply::refused(&page),
        Err(first) => Ok(first),
    }
}

/// POST `/admin/diskon/<id>/akhiri/` (form `discount-end`)
pub async fn end(admin: Admin, Id(id): Id<DiscountId>, Typed(_): Typed) -> Answer {
    let ended = discounts::end(&admin.ctx.app, id, &admin.by()).await?;
    let (tone, words) = if ended { (Tone::Good, offers::ENDED) } else { (Tone::Note, offers::ENDED_BEFORE) };
    Ok(admin.ctx.go(&urls::admin_discount(id), tone, words))
}

/// GET of a form's address leads to the discount.
pub async fn back(Id(id): Id<DiscountId>) -> Response {
    reply::to(&urls::admin_discount(id))
}
