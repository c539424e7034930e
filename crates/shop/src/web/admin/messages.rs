//! Messages to customers, and what an admin wants to hear of (domain.md §10).

use domain::{ids::CustomerId, notice::Audience};
use store::{Recipient, broadcasts};
use views::{
    admin::{BroadcastItem, MessagePage, PreferencesPage},
    form::FormState,
    format,
    frame::Tone,
    text, urls,
};

use super::parts::refuse;
use crate::{
    entropy,
    ops::{
        broadcasts::{MAX_CHOSEN, Readers, TypedMessage, send},
        preferences,
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

async fn page(admin: &Admin, form: FormState, key: String, chosen: &[i64]) -> Result<MessagePage, Fault> {
    let ctx = &admin.ctx;
    let mut conn = ctx.app.db.read().await?;
    let readers = broadcasts::readers(&mut conn, chosen).await?;
    let earlier = broadcasts::recent(&mut conn, EARLIER).await?;
    let item = |row: broadcasts::BroadcastRow| BroadcastItem {
        id: row.id,
        at: format::date_time(&ctx.snap.settings.zone, row.created_at),
        heading: row.heading,
        body: row.body,
        who: row.by_name,
        chosen_only: row.chosen_only,
        told: row.told,
        all_told: row.told_at.is_some(),
        mailed: row.mailed,
        all_mailed: row.mailed_at.is_some(),
    };
    Ok(MessagePage {
        frame: admin.frame(),
        form,
        key,
        chosen: readers.into_iter().map(|row| (row.id, row.name)).collect(),
        earlier: earlier.into_iter().map(item).collect(),
    })
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
    let page = page(&admin, FormState::default(), key, &chosen).await?;
    if page.chosen.is_empty() && nobody_chosen(&query) {
        return Ok(admin.ctx.go(urls::ADMIN_CUSTOMERS, Tone::Bad, text::admin::NOBODY_CHOSEN));
    }
    reply::ok(&page)
}

fn readers(posted: &Posted) -> Readers {
    if posted.text("kepada") == "semua" {
        Readers::Everybody
    } else {
        Readers::Chosen(ids(posted.all("pelanggan").iter().map(String::as_str)))
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
    match send(&admin.ctx.app, &typed, &admin.by()).await {
        // Sent twice it is one message, and the answer is the same.
        Ok(_) => Ok(admin.ctx.go(urls::ADMIN_MESSAGE_NEW, Tone::Good, text::admin::MESSAGE_SENT)),
        Err(error) => {
            let chosen = match &readers {
                Readers::Everybody => Vec::new(),
                Readers::Chosen(ids) => numbers(ids),
            };
            let form = refuse(posted.keep_all(), error)?;
            reply::refused(&page(&admin, form, posted.owned("kunci"), &chosen).await?)
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
