//! Follow-ups of the office: the list, one of them, the form on a customer's page (domain.md §12).

use axum::response::Response;
use domain::{
    crm::FollowUpState,
    ids::{AdminId, CustomerId, FollowUpId},
    time::ShopDay,
};
use store::{
    follow_up_pages::{self, FollowUpFilter, FollowUpRow, LoadRow, When},
    places::Page,
};
use views::{
    admin::{Choice, FOLLOW_UP_SORTS, FollowUpItem, FollowUpPage, FollowUpsPage, Forms},
    form::FormState,
    format,
    frame::Tone,
    list::Tab,
    text, urls,
};

use super::{
    customer::{Refused, draw, reach},
    customer_notes::cause,
    parts::{PAGE_SIZE, address, beyond, paging, refuse, version},
};
use crate::{
    ops::{
        OpError,
        follow_ups::{self as verbs, TypedFollowUp},
    },
    web::{
        ctx::{Admin, Ctx, Id, Query},
        fault::Fault,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// The tabs: value of `status`, words, what they show.
const TABS: [(&str, &str, When); 5] = [
    ("", "Belum selesai", When::Open),
    ("terlambat", "Terlambat", When::Overdue),
    ("hari-ini", "Hari ini", When::Today),
    ("mendatang", "Mendatang", When::Coming),
    ("selesai", "Selesai", When::Ended),
];

pub async fn list(admin: Admin, query: Query) -> Answer {
    let ctx = &admin.ctx;
    let zone = &ctx.snap.settings.zone;
    let today = zone.day_of(ctx.now);
    let (status, _, when) = TABS.into_iter().find(|tab| tab.0 == query.get("status")).unwrap_or(TABS[0]);
    let chosen: Option<AdminId> = query.get("petugas").parse().ok();
    let (number, q) = (query.page(), query.get("q").trim());
    let (sort, _) = FOLLOW_UP_SORTS.into_iter().find(|sort| sort.0 == query.get("urut")).unwrap_or(FOLLOW_UP_SORTS[0]);
    let filter = FollowUpFilter { admin: chosen, search: q, newest: sort == "baru" };
    let mut conn = ctx.app.db.read().await?;
    let day = today.to_string();
    let rows = follow_up_pages::list(&mut conn, (when, &day), filter, Page::number(number, PAGE_SIZE)).await?;
    let loads = follow_up_pages::loads(&mut conn, &day, q).await?;
    drop(conn);
    let who = chosen.map(|id| id.to_string()).unwrap_or_default();
    let base = |status: &str| {
        let filters = [("status", status), ("q", q), ("urut", sort), ("petugas", who.as_str())];
        address(urls::ADMIN_FOLLOW_UPS, &filters)
    };
    if let Some(first) = beyond(number, rows.len(), &base(status)) {
        return Ok(first);
    }
    let tab = |(code, words, when): (&'static str, &'static str, When)| {
        let theirs = loads.iter().filter(|load| chosen.is_none_or(|id| id == load.id));
        Tab::counted(words, theirs.map(|load| count(load, when)).sum(), base(code), code == status)
    };
    let total = rows.first().map_or(0, |row| row.total);
    reply::ok(&FollowUpsPage {
        frame: admin.frame(),
        day: text::admin::day(zone, ctx.now),
        tabs: TABS.into_iter().map(tab).collect(),
        status,
        q: q.to_owned(),
        sort,
        admins: loads.into_iter().map(|load| Choice::new(load.id, load.name)).collect(),
        rows: rows.into_iter().map(|row| item(ctx, row)).collect(),
        paging: paging(number, total, base(status)),
        admin: who,
    })
}

fn count(load: &LoadRow, when: When) -> i64 {
    match when {
        When::Open => load.overdue + load.today + load.coming,
        When::Overdue => load.overdue,
        When::Today => load.today,
        When::Coming => load.coming,
        When::Ended => load.ended,
    }
}

fn item(ctx: &Ctx, row: FollowUpRow) -> FollowUpItem {
    let zone = &ctx.snap.settings.zone;
    let today = zone.day_of(ctx.now);
    let day = ShopDay::parse(&row.day).unwrap_or(today);
    FollowUpItem {
        id: row.id,
        customer: row.customer_id,
        customer_name: row.customer_name,
        text: row.body,
        when: text::crm::due(day, row.hour.as_deref(), today),
        who: row.admin_name,
        who_left: row.admin_left_at.is_some(),
        late: day < today,
        today: day == today,
        state: row.state,
        result: row.result,
        ended: row.ended_by.zip(row.ended_at).map(|(by, at)| (by, format::date_time(zone, at))),
    }
}

pub async fn show(admin: Admin, Id(id): Id<FollowUpId>) -> Answer {
    reply::ok(&page(&admin, id, None).await?)
}

/// The page of one follow-up, with a form that was refused. Somebody who was faster is named.
async fn page(
    admin: &Admin,
    id: FollowUpId,
    refused: Option<(&'static str, FormState, bool)>,
) -> Result<FollowUpPage, Fault> {
    let ctx = &admin.ctx;
    let zone = &ctx.snap.settings.zone;
    let mut conn = ctx.app.db.read().await?;
    let row = follow_up_pages::find(&mut conn, id).await?.ok_or(Fault::NotFound)?;
    let loads = follow_up_pages::loads(&mut conn, &zone.day_of(ctx.now).to_string(), "").await?;
    drop(conn);
    let at = |instant| format::date_time(zone, instant);
    let opened = FormState::filled([
        ("isi", row.body.clone()),
        ("tanggal", row.day.clone()),
        ("jam", row.hour.clone().unwrap_or_default()),
        ("petugas", row.admin_id.to_string()),
    ]);
    let mut forms = Forms::default().with("follow-up-edit", opened);
    if let Some((name, mut form, overtaken)) = refused {
        if overtaken {
            form.refuse_whole(text::crm::overtaken(row.changed_by.as_deref().unwrap_or(&row.by_name)));
            form.offer_latest(urls::admin_follow_up(id));
        }
        forms = forms.with(name, form);
    }
    let reach = reach(ctx, &row.customer_name, &row.customer_phone);
    let offered = loads.into_iter().filter(|load| load.left_at.is_none() || load.id == row.admin_id);
    Ok(FollowUpPage {
        frame: admin.frame(),
        phone: reach.phone,
        tel: reach.tel,
        chat: reach.chat,
        written: (row.by_name.clone(), at(row.created_at)),
        changed: row.changed_by.clone().zip(row.changed_at).map(|(by, instant)| (by, at(instant))),
        reminded_at: row.reminded_at.map(at),
        admins: offered.map(|load| Choice::new(load.id, load.name)).collect(),
        version: row.version,
        item: item(ctx, row),
        forms,
    })
}

fn typed(posted: &Posted) -> TypedFollowUp {
    TypedFollowUp {
        body: posted.owned("isi"),
        day: posted.owned("tanggal"),
        hour: posted.owned("jam"),
        admin: posted.owned("petugas"),
    }
}

/// POST `/admin/pelanggan/<id>/tindak-lanjut/` (form `follow-up`)
pub async fn create(admin: Admin, Id(id): Id<CustomerId>, Typed(posted): Typed) -> Answer {
    let cause = cause(&admin, id, &posted);
    let me = admin.by();
    let by = (admin.id, &me, cause.as_deref());
    match verbs::add(&admin.ctx.app, &admin.ctx.snap.settings, id, &typed(&posted), by).await {
        Ok(_) => {
            let address = format!("{}#tindak-lanjut", urls::admin_customer(id));
            Ok(admin.ctx.go(&address, Tone::Good, text::crm::FOLLOW_UP_ADDED))
        }
        Err(error) => {
            let form = refuse(posted.keep_all(), error)?;
            reply::refused(&draw(&admin, id, Refused::form("follow-up", form)).await?)
        }
    }
}

/// POST `/admin/tindak-lanjut/<id>/` (form `follow-up-edit`)
pub async fn change(admin: Admin, Id(id): Id<FollowUpId>, Typed(posted): Typed) -> Answer {
    let (app, settings) = (&admin.ctx.app, &admin.ctx.snap.settings);
    let me = admin.by();
    let by = (admin.id, &me);
    match verbs::change(app, settings, (id, version(&posted)), &typed(&posted), by).await {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_follow_up(id), Tone::Good, text::crm::FOLLOW_UP_CHANGED)),
        Err(error) => refused(&admin, id, ("follow-up-edit", &posted), error).await,
    }
}

async fn refused(admin: &Admin, id: FollowUpId, (name, posted): (&'static str, &Posted), error: OpError) -> Answer {
    let overtaken = matches!(error, OpError::Stale);
    let form = refuse(posted.keep_all(), error)?;
    reply::refused(&page(admin, id, Some((name, form, overtaken))).await?)
}

/// GET of the form's address leads to the follow-up.
pub async fn back(Id(id): Id<FollowUpId>) -> Response {
    reply::to(&urls::admin_follow_up(id))
}

/// POST `/admin/tindak-lanjut/<id>/tutup/` (form `follow-up-end`)
pub async fn end(admin: Admin, Id(id): Id<FollowUpId>, Typed(posted): Typed) -> Answer {
    let state = match posted.text("aksi") {
        "selesai" => FollowUpState::Done,
        "batal" => FollowUpState::Cancelled,
        "buka" => FollowUpState::Open,
        _ => return Err(Fault::Kind(views::errors::ErrorKind::BadRequest)),
    };
    let app = &admin.ctx.app;
    match verbs::turn(app, (id, version(&posted)), (state, posted.text("hasil")), &admin.by()).await {
        Ok(customer) => {
            let address = match posted.text("dari") {
                "pelanggan" => format!("{}#tindak-lanjut", urls::admin_customer(customer)),
                _ => urls::admin_follow_up(id),
            };
            Ok(admin.ctx.go(&address, Tone::Good, text::crm::turned(state)))
        }
        Err(error) => refused(&admin, id, ("follow-up-end", &posted), error).await,
    }
}
