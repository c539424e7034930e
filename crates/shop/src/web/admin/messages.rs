//! Messages to customers, and what an admin wants to hear of (domain.md §10).

use domain::{
    ids::CustomerId,
    notice::{Audience, Kind},
    segment::Ready,
};
use store::{Recipient, broadcast_pages, people_pages, segments::SegmentRow};
use views::{
    admin::{BroadcastItem, Choice, MessagePage, PreferencesPage},
    form::{ASKS, FormState},
    format,
    frame::Tone,
    text, urls,
};

use super::parts::refuse;
use crate::{
    entropy,
    ops::{
        broadcasts::{self, MAX_CHOSEN, Readers, TypedMessage, send},
        preferences,
        segments::Aimed,
    },
    web::{
        ctx::{Admin, Query},
        fault::Fault,
        posted::{Posted, Typed},
        preferences::{switches, ticked},
        reply::{self, Answer},
    },
};

/// Earlier messages shown beside the form.
const EARLIER: i64 = 12;

async fn page(
    admin: &Admin,
    form: FormState,
    key: String,
    (chosen, ticked): (&[i64], &[String]),
) -> Result<MessagePage, Fault> {
    let ctx = &admin.ctx;
    let mut conn = ctx.app.db.read().await?;
    let readers = broadcast_pages::readers(&mut conn, chosen).await?;
    // Who comes with chosen customers is not asked for segments.
    let saved = if readers.is_empty() { store::segments::all(&mut conn).await? } else { Vec::new() };
    let earlier = broadcast_pages::recent(&mut conn, EARLIER).await?;
    drop(conn);
    let item = |row: broadcast_pages::BroadcastRow| BroadcastItem {
        id: row.id,
        at: format::date_time(&ctx.snap.settings.zone, row.created_at),
        heading: row.heading,
        body: row.body,
        who: row.by_name,
        whom: whom(row.segments.as_deref(), row.chosen_only),
        queue: (row.kind == Kind::Message).then(|| urls::admin_whatsapp(row.id)),
        told: row.told,
        all_told: row.told_at.is_some(),
        mailed: row.mailed,
        all_mailed: row.mailed_at.is_some(),
    };
    Ok(MessagePage {
        frame: admin.frame(),
        form,
        key,
        segments: choices(&saved, ticked),
        chosen: readers.into_iter().map(|row| (row.id, row.name)).collect(),
        earlier: earlier.into_iter().map(item).collect(),
    })
}

/// For whom an earlier message was.
fn whom(segments: Option<&str>, chosen_only: bool) -> String {
    let aimed: Vec<Aimed> = segments.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let names: Vec<&str> = aimed.iter().map(|aimed| aimed.name.as_str()).collect();
    text::admin::message_readers(&names, chosen_only)
}

/// Every segment, the office's own first, and whether it is ticked.
fn choices(saved: &[SegmentRow], ticked: &[String]) -> Vec<(Choice, bool)> {
    let own = saved.iter().map(|row| Choice::new(row.id, &row.name));
    let ready = Ready::ALL.iter().map(|ready| Choice::new(ready.code(), text::segment::ready(*ready)));
    own.chain(ready).map(|choice| (ticked.contains(&choice.value), choice)).map(|(on, choice)| (choice, on)).collect()
}

fn ids<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<CustomerId> {
    texts.filter_map(|text| text.parse().ok()).take(MAX_CHOSEN + 1).collect()
}

fn numbers(ids: &[CustomerId]) -> Vec<i64> {
    ids.iter().take(MAX_CHOSEN).map(|id| id.get()).collect()
}

/// Whether somebody came from the list of customers without choosing anybody: that never means everybody.
pub fn nobody_chosen(query: &Query) -> bool {
    query.has("aksi") || query.has("pelanggan")
}

/// `/admin/notifikasi/baru/?pelanggan=…&pelanggan=…`
pub async fn new(admin: Admin, query: Query) -> Answer {
    let key = entropy::key(admin.ctx.app.entropy.as_ref());
    let chosen = numbers(&ids(query.all("pelanggan")));
    let ticked: Vec<String> = query.all("segmen").map(str::to_owned).collect();
    let kepada = if ticked.is_empty() { "semua" } else { "segmen" };
    let form = FormState::filled([("kepada", kepada.to_owned())]);
    let page = page(&admin, form, key, (&chosen, &ticked)).await?;
    if page.chosen.is_empty() && nobody_chosen(&query) {
        return Ok(admin.ctx.go(urls::ADMIN_CUSTOMERS, Tone::Bad, text::admin::NOBODY_CHOSEN));
    }
    reply::ok(&page)
}

fn readers(posted: &Posted) -> Readers {
    match posted.text("kepada") {
        "semua" => Readers::Everybody,
        "segmen" => Readers::Segments(posted.all("segmen").to_vec()),
        _ => Readers::Chosen(ids(posted.all("pelanggan").iter().map(String::as_str))),
    }
}

/// POST `/admin/notifikasi/baru/` (form `message`)
pub async fn create(admin: Admin, Typed(posted): Typed) -> Answer {
    let readers = readers(&posted);
    let typed = TypedMessage {
        key: posted.text("kunci"),
        heading: posted.text("judul"),
        body: posted.text("isi"),
        link: posted.text("tautan"),
        readers: readers.clone(),
    };
    // What goes to everybody cannot be called back: asked once more, with how many they are.
    let sure = readers != Readers::Everybody || posted.text("yakin") == "ya";
    if !sure && broadcasts::check(&typed, &admin.by()).is_ok() {
        let everybody = people_pages::count(&mut admin.ctx.app.db.read().await?).await?;
        let mut form = posted.keep_all();
        form.keep(ASKS, format::count(everybody));
        return reply::ok(&page(&admin, form, posted.owned("kunci"), (&[], &[])).await?);
    }
    match send(&admin.ctx.app, &typed, &admin.by()).await {
        // Sent twice it is one message, and the answer is the same.
        Ok(_) => Ok(admin.ctx.go(urls::ADMIN_MESSAGE_NEW, Tone::Good, text::admin::MESSAGE_SENT)),
        Err(error) => {
            let chosen = match &readers {
                Readers::Everybody | Readers::Segments(_) => Vec::new(),
                Readers::Chosen(ids) => numbers(ids),
            };
            let form = refuse(posted.keep_all(), error)?;
            reply::refused(&page(&admin, form, posted.owned("kunci"), (&chosen, posted.all("segmen"))).await?)
        }
    }
}

fn mine(admin: &Admin) -> Recipient {
    Recipient::Admin(admin.id.get())
}

/// `/admin/akun/notifikasi/`
pub async fn show_preferences(admin: Admin) -> Answer {
    let off = store::preferences::mutes(&mut admin.ctx.app.db.read().await?, mine(&admin)).await?;
    reply::ok(&PreferencesPage { frame: admin.frame(), switches: switches(Audience::Admin, &off) })
}

/// POST `/admin/akun/notifikasi/` (form `preferences`)
pub async fn save_preferences(admin: Admin, Typed(posted): Typed) -> Answer {
    preferences::save(&admin.ctx.app, mine(&admin), |kind, channel| ticked(&posted, kind, channel)).await?;
    Ok(admin.ctx.go(urls::ADMIN_PREFERENCES, Tone::Good, text::PREFERENCES_SAVED))
}
