//! What the office keeps of the demo's customers: notes, labels, follow-ups.

use anyhow::Context as _;
use domain::{crm::FollowUpState, ids::AdminId, rights::AdminKind};
use store::{
    follow_up_pages::{self, FollowUpFilter, When},
    places::{By, Page},
};

use super::{pinned, play::Play};
use crate::ops::{
    crm::{self, Who},
    follow_ups::{self, TypedFollowUp},
};

/// A note: place of the customer in the list, days ago, whether the owner wrote it.
struct Note(usize, i64, bool, &'static str);

/// A follow-up: customer, days from now, hour, whether it is the owner's, what, and what came of it.
struct Task(usize, i32, &'static str, bool, &'static str, Option<&'static str>);

#[rustfmt::skip]
const NOTES: [Note; 6] = [
    Note(pinned::MAIN, 41, false, "Minta diantar pagi sebelum jam 9, gang di depan rumah ramai anak sekolah."),
    Note(pinned::MAIN, 6, true, "Rumah tahap dua mulai Januari. Butuh kira-kira 300 roster lagi, tawarkan harga proyek."),
    Note(pinned::OTHERS[0], 18, false, "Selalu bayar lewat rekening istri, namanya beda dengan nama akun."),
    Note(pinned::OTHERS[1], 9, true, "Pagar tahap kedua menunggu tukang. Jangan ditagih dulu."),
    Note(11, 75, false, "Kontraktor di Gowa. Suka ambil sendiri dengan pikap, muat dibantu dua orang."),
    Note(24, 30, true, "Panitia pembangunan langgar. Nota atas nama langgar, bukan nama pribadi."),
];

#[rustfmt::skip]
const LABELS: [(&str, &[usize]); 5] = [
    ("Proyek", &[pinned::MAIN, pinned::OTHERS[1], 11, 24]),
    ("Kontraktor", &[11, 6]),
    ("Rumah ibadah", &[24]),
    ("Ambil sendiri", &[11, pinned::OTHERS[0]]),
    ("Bayar tepat waktu", &[pinned::MAIN, 6]),
];

#[rustfmt::skip]
const TASKS: [Task; 6] = [
    Task(pinned::MAIN, 0, "", true, "Kirim penawaran roster tahap dua lewat WhatsApp", None),
    Task(24, 0, "16:00", false, "Telepon panitia, tanya jadwal cor lantai langgar", None),
    Task(pinned::OTHERS[1], 3, "09:30", false, "Tanya apakah tukang pagar sudah datang", None),
    Task(11, 9, "", true, "Tawarkan paving untuk halaman gudang", None),
    Task(6, -1, "", false, "Minta foto roster yang retak untuk diganti", None),
    Task(pinned::OTHERS[0], -6, "10:00", false, "Tanya apakah pilar sudah terpasang rapi", Some("Sudah, puas. Mau pesan kuncup pagar bulan depan.")),
];

fn who(by: &By, kind: AdminKind) -> anyhow::Result<Who<'_>> {
    Ok(Who { id: AdminId::try_from(by.id.context("the admin has an account")?)?, name: &by.name, kind })
}

/// Writes all of them, each on its day, through the office's own operations.
pub async fn write(play: &Play<'_>) -> anyhow::Result<()> {
    let (app, clock, calendar) = (play.stage.app, play.stage.clock, &play.stage.calendar);
    let (owner, office) = (who(&play.shop.owner, AdminKind::Owner)?, who(&play.shop.office, AdminKind::Office)?);
    let by = |owners: bool| if owners { owner } else { office };
    for Note(customer, days_ago, owners, text) in NOTES {
        clock.travel(calendar.at(days_ago, 16, 40));
        crm::add_note(app, play.customer(customer)?.0, text, by(owners), None).await?;
    }
    clock.travel(calendar.at(5, 11, 5));
    for (label, customers) in LABELS {
        let customers: Vec<_> =
            customers.iter().map(|at| play.customer(*at).map(|known| known.0)).collect::<Result<_, _>>()?;
        crm::label(app, label, &customers, &play.shop.office).await?;
    }
    settle(play).await?;
    for task in TASKS {
        add(play, &task, if task.3 { &play.shop.owner } else { &play.shop.office }).await?;
    }
    clock.travel(calendar.now);
    follow_ups::remind(app).await?;
    Ok(())
}

/// What the shop owed for cancelled orders was settled the next day; only the newest may still be open.
async fn settle(play: &Play<'_>) -> anyhow::Result<()> {
    let (app, clock, calendar) = (play.stage.app, play.stage.clock, &play.stage.calendar);
    let today = calendar.zone.day_of(calendar.now).to_string();
    let all = Page { skip: 0, take: i64::MAX };
    let mut conn = app.db.read().await?;
    let owed = follow_up_pages::list(&mut conn, (When::Open, &today), FollowUpFilter::default(), all).await?;
    drop(conn);
    for row in owed {
        let settled = row.created_at.plus_hours(22);
        if settled < calendar.now {
            clock.travel(settled);
            let how = (FollowUpState::Done, "Sudah beres, uangnya diterima.");
            follow_ups::turn(app, (row.id, row.version), how, &play.shop.office).await?;
        }
    }
    Ok(())
}

async fn add(play: &Play<'_>, Task(customer, days, hour, _, text, result): &Task, by: &By) -> anyhow::Result<()> {
    let (app, clock, calendar) = (play.stage.app, play.stage.clock, &play.stage.calendar);
    clock.travel(calendar.at(8, 10, 0));
    let typed = TypedFollowUp {
        body: (*text).to_owned(),
        day: calendar.zone.day_of(calendar.now).plus_days(*days).to_string(),
        hour: (*hour).to_owned(),
        admin: String::new(),
    };
    let me = AdminId::try_from(by.id.context("the admin has an account")?)?;
    let whose = play.customer(*customer)?.0;
    let id = follow_ups::add(app, &play.shop.settings, whose, &typed, (me, by, None)).await?;
    if let Some(result) = result {
        clock.travel(calendar.at(i64::from(-days), 10, 25));
        follow_ups::turn(app, (id, 1), (FollowUpState::Done, result), by).await?;
    }
    Ok(())
}
