//! Follow-ups of the office and their reminders (domain.md §12).

use domain::{
    crm::FollowUpState,
    ids::{AdminId, CustomerId, FollowUpId},
};
use shop::{
    jobs::{Task as _, remind_follow_ups::RemindFollowUps, schedule},
    ops::follow_ups::{self, TypedFollowUp},
};
use store::{Recipient, places::Page};
use testkit::{TestDb, on_both_databases};
use views::urls;

use crate::world::World;

on_both_databases! {
    a_reminder_comes_once_at_the_shops_hour,
    a_follow_up_with_an_hour_of_its_own_comes_then,
    many_reminders_at_once_are_told_once_each,
    two_schedulers_and_their_jobs_remind_once,
    a_day_slept_through_is_made_up,
    moving_the_day_reminds_again,
    who_left_is_replaced_by_the_owners,
    the_office_ends_and_opens_follow_ups,
    the_second_of_two_edits_is_told_who_was_faster,
    wrong_follow_ups_are_refused_with_what_was_typed,
    the_list_shows_what_is_overdue_due_and_to_come,
}

const HOUR: i64 = 3_600_000;

/// A follow-up for a customer by an admin.
async fn add(world: &World, customer: CustomerId, admin: AdminId, day: &str, hour: &str) -> FollowUpId {
    let typed = TypedFollowUp {
        body: "Telepon soal paving".to_owned(),
        day: day.to_owned(),
        hour: hour.to_owned(),
        ..TypedFollowUp::default()
    };
    let settings = world.settings().await;
    follow_ups::add(&world.app, &settings, customer, &typed, (admin, &World::office(), None)).await.expect("adds")
}

/// The reminders an admin got: texts with links.
async fn reminders(world: &World, admin: AdminId) -> Vec<(String, String)> {
    let mut conn = world.app.db.read().await.expect("reads");
    let whose = Recipient::Admin(admin.get());
    let rows = store::notifications::list(&mut conn, whose, Page::number(1, 500)).await.expect("reads");
    rows.into_iter().filter(|row| row.kind == "Tindak Lanjut").map(|row| (row.body, row.link)).collect()
}

/// The job, run twice as after a crash.
async fn twice(world: &World) {
    for _ in 0..2 {
        RemindFollowUps { due: 0 }.run(&world.app).await.expect("reminds");
    }
}

/// Moves the clock to a wall time of the shop.
async fn travel(world: &World, day: &str, hours: i64) {
    let zone = world.settings().await.zone;
    let start = zone.start_of(domain::time::ShopDay::parse(day).expect("a day"));
    world.test.clock.set(start.plus_millis(hours * HOUR));
}

async fn a_reminder_comes_once_at_the_shops_hour(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (admin, _) = world.admin("kantor", "office").await;
    let (other, _) = world.admin("lain", "owner").await;
    let id = add(&world, siti, admin, "2026-11-24", "").await;
    let mut counts = Vec::new();
    for (day, hours) in [("2026-11-23", 23), ("2026-11-24", 7), ("2026-11-24", 8), ("2026-11-24", 9), ("2026-11-25", 8)]
    {
        travel(&world, day, hours).await;
        twice(&world).await;
        counts.push(reminders(&world, admin).await.len());
    }
    assert_eq!(counts, [0, 0, 1, 1, 1], "at eight, once");
    let told = reminders(&world, admin).await;
    assert_eq!(told[0], ("Ibu siti: Telepon soal paving.".to_owned(), urls::admin_follow_up(id)));
    assert!(reminders(&world, other).await.is_empty(), "nobody else hears of it");
}

async fn a_follow_up_with_an_hour_of_its_own_comes_then(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (admin, _) = world.admin("kantor", "office").await;
    let (early, late) =
        (add(&world, siti, admin, "2026-11-24", "06:30").await, add(&world, siti, admin, "2026-11-24", "14:00").await);
    let mut counts = Vec::new();
    for hours in [6, 7, 13, 14] {
        travel(&world, "2026-11-24", hours).await;
        twice(&world).await;
        counts.push(reminders(&world, admin).await.into_iter().map(|(_, link)| link).collect::<Vec<_>>());
    }
    let (early, late) = (urls::admin_follow_up(early), urls::admin_follow_up(late));
    assert_eq!(counts, [vec![], vec![early.clone()], vec![early.clone()], vec![late, early]]);
    let mut settings = world.settings().await;
    settings.schedule.follow_up_time = jiff::civil::time(10, 0, 0, 0);
    shop::ops::settings::save(&world.app, &settings, 0, &World::office()).await.expect("the owner moves the hour");
    add(&world, siti, admin, "2026-11-25", "").await;
    travel(&world, "2026-11-25", 9).await;
    twice(&world).await;
    assert_eq!(reminders(&world, admin).await.len(), 2, "not at eight any more");
    travel(&world, "2026-11-25", 10).await;
    twice(&world).await;
    assert_eq!(reminders(&world, admin).await.len(), 3);
}

async fn many_reminders_at_once_are_told_once_each(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (admin, _) = world.admin("kantor", "office").await;
    for _ in 0..210 {
        add(&world, siti, admin, "2026-11-23", "").await;
    }
    travel(&world, "2026-11-23", 8).await;
    let other = world.another_process().await;
    let (one, two) = (world.app.clone(), other.app.clone());
    let runs = [one.clone(), two.clone(), one, two]
        .map(|app| tokio::spawn(async move { RemindFollowUps { due: 0 }.run(&app).await.expect("reminds") }));
    for run in runs {
        run.await.expect("ends");
    }
    assert_eq!(reminders(&world, admin).await.len(), 210, "more than a chunk, in four jobs at once");
}

async fn two_schedulers_and_their_jobs_remind_once(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (admin, _) = world.admin("kantor", "office").await;
    let other = world.another_process().await;
    add(&world, siti, admin, "2026-11-23", "").await;
    let entry: Vec<_> = schedule::ENTRIES.into_iter().filter(|entry| entry.name == "remind_follow_ups").collect();
    assert_eq!(entry.len(), 1, "it stands in the schedule");
    schedule::tick_of(&world.app, &entry).await.expect("enters");
    travel(&world, "2026-11-23", 8).await;
    let mut fired = 0;
    for app in [&world.app, &other.app, &world.app] {
        fired += schedule::tick_of(app, &entry).await.expect("looks");
    }
    assert_eq!(fired, 1, "one occurrence, whoever looks");
    for app in [&world.app, &other.app] {
        RemindFollowUps { due: 0 }.run(app).await.expect("reminds");
    }
    assert_eq!(reminders(&world, admin).await.len(), 1);
}

async fn a_day_slept_through_is_made_up(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (admin, _) = world.admin("kantor", "office").await;
    add(&world, siti, admin, "2026-11-23", "").await;
    add(&world, siti, admin, "2026-11-23", "23:30").await;
    travel(&world, "2026-11-26", 2).await;
    twice(&world).await;
    assert_eq!(reminders(&world, admin).await.len(), 2, "on waking, even before the day's hour");
}

async fn moving_the_day_reminds_again(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (admin, _) = world.admin("kantor", "office").await;
    let (deputy, _) = world.admin("wakil", "office").await;
    let id = add(&world, siti, admin, "2026-11-23", "").await;
    travel(&world, "2026-11-23", 8).await;
    twice(&world).await;
    let settings = world.settings().await;
    let moved = |day: &str, hour: &str, admin: AdminId, body: &str| TypedFollowUp {
        body: body.to_owned(),
        day: day.to_owned(),
        hour: hour.to_owned(),
        admin: admin.to_string(),
    };
    let change = async |version: i64, typed: TypedFollowUp| {
        follow_ups::change(&world.app, &settings, (id, version), &typed, (admin, &World::office()))
            .await
            .expect("changes");
        twice(&world).await;
        (reminders(&world, admin).await.len(), reminders(&world, deputy).await.len())
    };
    assert_eq!(change(1, moved("2026-11-23", "", admin, "Kata lain")).await, (1, 0), "other words are no other day");
    assert_eq!(change(2, moved("2026-11-25", "", admin, "Kata lain")).await, (1, 0), "not before its day");
    travel(&world, "2026-11-25", 8).await;
    twice(&world).await;
    assert_eq!(reminders(&world, admin).await.len(), 2, "the new day reminds");
    assert_eq!(change(3, moved("2026-11-25", "07:00", admin, "Kata lain")).await, (3, 0), "another hour too");
    assert_eq!(change(4, moved("2026-11-25", "07:00", deputy, "Kata lain")).await, (3, 1), "and another person");
    follow_ups::turn(&world.app, (id, 5), (FollowUpState::Done, "Sudah"), &World::office()).await.expect("ends");
    travel(&world, "2026-11-28", 8).await;
    twice(&world).await;
    assert_eq!((reminders(&world, admin).await.len(), reminders(&world, deputy).await.len()), (3, 1), "done is done");
}

async fn who_left_is_replaced_by_the_owners(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (gone, _) = world.admin("pergi", "office").await;
    let (office, _) = world.admin("kantor", "office").await;
    let owners = [world.admin("pemilik", "owner").await.0, world.admin("pemilik2", "owner").await.0];
    let (left_owner, _) = world.admin("pemilik3", "owner").await;
    let id = add(&world, siti, gone, "2026-11-23", "").await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE admins SET deactivated_at = 1 WHERE id IN ($1, $2)")
        .bind(gone)
        .bind(left_owner)
        .run(&mut tx)
        .await
        .expect("leaves");
    tx.commit().await.expect("commits");
    travel(&world, "2026-11-23", 8).await;
    twice(&world).await;
    for owner in owners {
        let told = reminders(&world, owner).await;
        assert_eq!(told.len(), 1, "each active owner once");
        assert!(told[0].0.contains("Tugas pergi, yang akunnya sudah nonaktif"), "{told:?}");
        assert_eq!(told[0].1, urls::admin_follow_up(id));
    }
    for other in [gone, office, left_owner] {
        assert!(reminders(&world, other).await.is_empty());
    }
}

async fn the_office_ends_and_opens_follow_ups(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (admin, mut office) = world.admin("kantor", "office").await;
    let id = add(&world, siti, admin, "2026-11-22", "").await;
    let (page, end) = (urls::admin_follow_up(id), urls::admin_follow_up_end(id));
    assert!(office.get(urls::ADMIN_HOME).await.text().contains("tindak lanjut untuk hari ini atau terlambat"));
    let done = [("aksi", "selesai"), ("hasil", "Pesan lagi Januari"), ("versi", "1")];
    assert_eq!(office.post(&end, &done).await.location(), page);
    assert_eq!(office.post(&end, &done).await.status, 303, "pressed twice it is the same");
    let shown = office.get(&page).await.text();
    assert!(shown.contains("Pesan lagi Januari") && shown.contains("Ditutup"), "{shown}");
    assert!(
        !office.get(urls::ADMIN_HOME).await.text().contains("tindak lanjut untuk hari ini"),
        "the work list is short"
    );
    let other = office.post(&end, &[("aksi", "batal"), ("versi", "1")]).await;
    assert!(other.status == 422 && other.text().contains("Diubah sementara itu oleh kantor"), "{}", other.text());
    assert_eq!(office.post(&end, &[("aksi", "buka"), ("versi", "2")]).await.status, 303);
    let shown = office.get(&page).await.text();
    assert!(!shown.contains("Pesan lagi Januari") && shown.contains("data-form=\"follow-up-edit\""), "{shown}");
    let from_customer = [("aksi", "batal"), ("versi", "3"), ("dari", "pelanggan")];
    let address = format!("{}#tindak-lanjut", urls::admin_customer(siti));
    assert_eq!(office.post(&end, &from_customer).await.location(), address);
    assert!(office.get(&urls::admin_customer(siti)).await.text().contains("Dibatalkan 22 November 2026"));
    let long = "x".repeat(501);
    assert_eq!(office.post(&end, &[("aksi", "selesai"), ("hasil", &long), ("versi", "4")]).await.status, 422);
    assert_eq!(office.post(&end, &[("aksi", "apa"), ("versi", "4")]).await.status, 400);
    assert_eq!(office.get(&end).await.location(), page, "changes by POST only");
    for unknown in ["/admin/tindak-lanjut/999/", "/admin/tindak-lanjut/999/tutup/"] {
        let form = [("aksi", "selesai"), ("versi", "1"), ("isi", "x"), ("tanggal", "2026-11-30")];
        assert_eq!(office.post(unknown, &form).await.status, 404, "{unknown}");
    }
}

async fn the_second_of_two_edits_is_told_who_was_faster(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (admin, mut first) = world.admin("kantor", "office").await;
    let (_, mut second) = world.admin("lain", "office").await;
    let id = add(&world, siti, admin, "2026-11-25", "").await;
    let address = urls::admin_follow_up(id);
    let form = |text: &'static str| [("isi", text), ("tanggal", "2026-11-26"), ("jam", ""), ("versi", "1")];
    assert_eq!(second.post(&address, &form("Yang pertama")).await.status, 303);
    let late = first.post(&address, &form("Yang kedua")).await;
    assert_eq!(late.status, 422);
    let shown = late.text();
    assert!(shown.contains("Diubah sementara itu oleh lain"), "{shown}");
    assert!(
        shown.contains("Yang kedua") && shown.contains("Yang pertama"),
        "what was typed beside what stands there: {shown}"
    );
    let again: Vec<_> =
        form("Yang kedua").into_iter().map(|(name, value)| (name, if name == "versi" { "2" } else { value })).collect();
    assert_eq!(first.post(&address, &again).await.status, 303);
}

async fn wrong_follow_ups_are_refused_with_what_was_typed(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (admin, mut office) = world.admin("kantor", "office").await;
    let (gone, _) = world.admin("pergi", "office").await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE admins SET deactivated_at = 1 WHERE id = $1").bind(gone).run(&mut tx).await.expect("leaves");
    tx.commit().await.expect("commits");
    let id = add(&world, siti, admin, "2026-11-25", "").await;
    let (new, old, gone) = (urls::admin_customer_follow_ups(siti), urls::admin_follow_up(id), gone.to_string());
    let right = [("isi", "Telepon lagi"), ("tanggal", "2026-11-30"), ("jam", "09:00"), ("petugas", ""), ("versi", "1")];
    let long = "x".repeat(501);
    for (field, value) in [
        ("isi", ""),
        ("isi", long.as_str()),
        ("tanggal", ""),
        ("tanggal", "besok"),
        ("tanggal", "2026-02-30"),
        ("tanggal", "2026-11-21"),
        ("jam", "25:00"),
        ("jam", "pagi"),
        ("petugas", "x"),
        ("petugas", "999"),
        ("petugas", gone.as_str()),
    ] {
        let form: Vec<_> =
            right.iter().map(|(name, good)| (*name, if *name == field { value } else { *good })).collect();
        for address in [&new, &old] {
            let reply = office.post(address, &form).await;
            assert_eq!(reply.status, 422, "{address} {field}={value:?}");
            let kept = if field == "isi" { "2026-11-30" } else { "Telepon lagi" };
            assert!(reply.text().contains(kept), "{address} {field}={value:?}");
        }
    }
    assert_eq!(office.post(&new, &right).await.status, 303, "none of it stood in the way");
    assert_eq!(office.post(&old, &right).await.status, 303);
}

async fn the_list_shows_what_is_overdue_due_and_to_come(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (admin, mut office) = world.admin("kantor", "office").await;
    let (deputy, _) = world.admin("wakil", "office").await;
    let late = add(&world, siti, admin, "2026-11-22", "").await;
    world.test.clock.advance_hours(24);
    let today = add(&world, siti, deputy, "2026-11-23", "").await;
    let coming = add(&world, siti, admin, "2026-12-01", "").await;
    let done = add(&world, siti, admin, "2026-11-23", "").await;
    follow_ups::turn(&world.app, (done, 1), (FollowUpState::Done, ""), &World::office()).await.expect("ends");
    let all = [late, today, coming, done];
    for (query, shown) in [
        ("", vec![late, today, coming]),
        ("?status=terlambat", vec![late]),
        ("?status=hari-ini", vec![today]),
        ("?status=mendatang", vec![coming]),
        ("?status=selesai", vec![done]),
        (&format!("?petugas={deputy}"), vec![today]),
        (&format!("?status=mendatang&petugas={deputy}"), vec![]),
        ("?status=apa&petugas=x", vec![late, today, coming]),
    ] {
        let page = office.get(&format!("{}{query}", urls::ADMIN_FOLLOW_UPS)).await.text();
        for id in all {
            let link = format!("\"{}\"", urls::admin_follow_up(id));
            assert_eq!(page.contains(&link), shown.contains(&id), "{query}: {id}");
        }
    }
    assert_eq!(office.get("/admin/tindak-lanjut/?halaman=9").await.location(), urls::ADMIN_FOLLOW_UPS);
}
