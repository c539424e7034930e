//! Messages to segments, the quiet hours, the WhatsApp queue (domain.md §10): each person hears once, at a decent hour.

use std::sync::Arc;

use domain::{
    audit::{Act, Thing},
    ids::CustomerId,
    time::ShopDay,
};
use shop::{
    jobs::{Ran, Task as _, birthday_mail::BirthdayMail, broadcast::Broadcast, broadcast_mails::BroadcastMails},
    ops::broadcasts::{Readers, TypedMessage, send},
};
use store::{Recipient, places::Page};
use testkit::{TestDb, on_both_databases};

use crate::{
    post::{Post, posting},
    world::World,
};

on_both_databases! {
    a_message_to_segments_reaches_each_of_their_people_once,
    a_message_to_segments_is_sent_by_its_form,
    mails_wait_for_the_end_of_the_quiet_hours,
    the_whatsapp_queue_is_worked_by_two_admins,
    the_whatsapp_queue_minds_the_quiet_hours,
    unknown_words_in_braces_are_refused,
}

/// A customer with an e-mail who agreed to offers.
async fn reader(world: &World, username: &str) -> CustomerId {
    let id = world.customer(username).await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE customers SET email = $2, email_key = $2, consent_at = 1 WHERE id = $1")
        .bind(id)
        .bind(format!("{username}@contoh.example"))
        .run(&mut tx)
        .await
        .expect("writes");
    tx.commit().await.expect("commits");
    id
}

async fn heard(world: &World, customer: CustomerId) -> Vec<String> {
    let mut conn = world.app.db.read().await.expect("reads");
    let whose = Recipient::Customer(customer.get());
    let rows = store::notifications::list(&mut conn, whose, Page::number(1, 100)).await.expect("reads");
    rows.into_iter().map(|row| row.body).collect()
}

async fn sent(world: &World, key: &str, readers: Readers) -> i64 {
    let typed = TypedMessage { key, heading: "Kabar", body: "Halo {nama}, salam dari {toko}.", link: "", readers };
    send(&world.app, &typed, &World::office()).await.expect("sends").expect("is new").get()
}

fn segments(codes: &[&str]) -> Readers {
    Readers::Segments(codes.iter().map(|code| (*code).to_owned()).collect())
}

async fn tell(world: &World, broadcast: i64) {
    assert_eq!(Broadcast { broadcast }.run(&world.app).await.expect("tells"), Ran::Done);
}

async fn go_to(world: &World, day: &str, hour: i8, minute: i8) {
    let zone = world.settings().await.zone;
    world.test.clock.set(zone.at(ShopDay::parse(day).expect("a day"), jiff::civil::time(hour, minute, 0, 0)));
}

async fn a_message_to_segments_reaches_each_of_their_people_once(test: TestDb) {
    let world = World::open(test).await;
    let post = Arc::new(Post::default());
    let app = posting(&world, post.clone());
    let roster = world.product("Roster", 10_000, 50).await;
    let (siti, budi, ayu) = (reader(&world, "siti").await, reader(&world, "budi").await, reader(&world, "ayu").await);
    let refuses = reader(&world, "tolak").await;
    world
        .signed_in(refuses)
        .await
        .post(
            "/akun/notifikasi/",
            &[("setuju", "ya"), ("tanpa_profil", "ya"), ("app-message", "ya"), ("mail-message", "ya")],
        )
        .await;
    let order = world.order(budi, &[(roster, 2)]).await;
    let paid =
        shop::ops::steps::Step::new(order, domain::order::Event::AcceptPayment, World::office()).with_note("tunai");
    shop::ops::steps::advance(&world.app, paid).await.expect("accepts");
    let before = heard(&world, budi).await.len();
    // Siti and Ayu are in both, Budi in one; who refuses is in none.
    let broadcast = sent(&world, "satu", segments(&["belum-belanja", "pendaftar-baru"])).await;
    let mails = BroadcastMails { broadcast };
    assert!(matches!(mails.clone().run(&app).await.expect("waits"), Ran::Later(_)), "who it is for is not settled yet");
    let (one, other) = tokio::join!(Broadcast { broadcast }.run(&world.app), Broadcast { broadcast }.run(&world.app));
    assert_eq!((one.expect("runs"), other.expect("runs")), (Ran::Done, Ran::Done));
    tell(&world, broadcast).await;
    let shop = world.settings().await.shop.name;
    for (customer, name) in [(siti, "siti"), (ayu, "ayu")] {
        assert_eq!(heard(&world, customer).await, [format!("Halo Ibu {name}, salam dari {shop}.")]);
    }
    assert_eq!(heard(&world, budi).await.len(), before + 1);
    assert!(heard(&world, refuses).await.is_empty());
    mails.run(&app).await.expect("mails");
    assert_eq!(post.recipients(), ["ayu@contoh.example", "budi@contoh.example", "siti@contoh.example"]);
    let text = post.taken.lock().expect("nobody panicked")[0].letter.text.clone();
    assert!(text.contains("salam dari") && !text.contains("{nama}") && !text.contains("{toko}"), "{text}");
    // Only the never-buyers: Budi hears nothing.
    let broadcast = sent(&world, "dua", segments(&["belum-belanja"])).await;
    tell(&world, broadcast).await;
    assert_eq!((heard(&world, budi).await.len(), heard(&world, siti).await.len()), (before + 1, 2));
    // To everybody is general: who refuses personal offers hears it too.
    let broadcast = sent(&world, "tiga", Readers::Everybody).await;
    tell(&world, broadcast).await;
    assert_eq!(heard(&world, refuses).await.len(), 1);
}

async fn a_message_to_segments_is_sent_by_its_form(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let page = office.get("/admin/notifikasi/baru/?segmen=belum-belanja").await;
    assert!(page.text().contains("value=\"belum-belanja\" checked"), "the segment is chosen already");
    let key = page.field("kunci");
    let form = |extra: &[(&'static str, &'static str)]| {
        let mut fields =
            vec![("kunci", key.clone()), ("kepada", "segmen".into()), ("judul", "Halo".into()), ("isi", "Isi.".into())];
        fields.extend(extra.iter().map(|(name, value)| (*name, (*value).to_owned())));
        fields
    };
    for (wrong, why) in
        [(form(&[]), "none"), (form(&[("segmen", "tidak-ada")]), "unknown"), (form(&[("segmen", "999")]), "gone")]
    {
        let fields: Vec<_> = wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = office.post("/admin/notifikasi/baru/", &fields).await;
        assert_eq!(reply.status, 422, "{why}");
        assert!(reply.text().contains("f-kepada") && reply.text().contains("value=\"segmen\" checked"), "{why}");
    }
    let right = form(&[("segmen", "belum-belanja"), ("segmen", "pendaftar-baru"), ("segmen", "pendaftar-baru")]);
    let fields: Vec<_> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for _ in 0..2 {
        assert_eq!(office.post("/admin/notifikasi/baru/", &fields).await.status, 303);
    }
    let mut conn = world.app.db.read().await.expect("reads");
    let rows = store::broadcast_pages::recent(&mut conn, 10).await.expect("reads");
    drop(conn);
    assert_eq!(rows.len(), 1, "a double click is one message");
    tell(&world, rows[0].id.get()).await;
    assert_eq!(heard(&world, siti).await, ["Isi."]);
    let page = office.get("/admin/notifikasi/baru/").await.text();
    assert!(
        page.contains("segmen Belum pernah belanja, Baru mendaftar") && page.contains("Antrean WhatsApp"),
        "{page}"
    );
}

async fn mails_wait_for_the_end_of_the_quiet_hours(test: TestDb) {
    let world = World::open(test).await;
    let post = Arc::new(Post::default());
    let app = posting(&world, post.clone());
    let siti = reader(&world, "siti").await;
    go_to(&world, "2026-11-22", 19, 59).await;
    let early = sent(&world, "petang", Readers::Everybody).await;
    assert_eq!(BroadcastMails { broadcast: early }.run(&app).await.expect("mails"), Ran::Done);
    assert_eq!(post.recipients().len(), 1, "before the quiet hours");
    go_to(&world, "2026-11-22", 20, 0).await;
    let late = sent(&world, "malam", Readers::Everybody).await;
    tell(&world, late).await;
    assert_eq!(heard(&world, siti).await.len(), 1, "the app tells at once");
    for (day, hour, minute) in
        [("2026-11-22", 20, 0), ("2026-11-22", 23, 59), ("2026-11-23", 0, 0), ("2026-11-23", 6, 59)]
    {
        go_to(&world, day, hour, minute).await;
        let ran = BroadcastMails { broadcast: late }.run(&app).await.expect("waits");
        assert!(matches!(ran, Ran::Later(pause) if !pause.is_zero()), "{day} {hour}.{minute}: {ran:?}");
        let ran = BirthdayMail { customer: siti.get(), year: 2026 }.run(&app).await.expect("waits");
        assert!(matches!(ran, Ran::Later(_)), "{day} {hour}.{minute}: {ran:?}");
    }
    assert_eq!(post.recipients().len(), 1);
    go_to(&world, "2026-11-23", 7, 0).await;
    assert_eq!(BroadcastMails { broadcast: late }.run(&app).await.expect("mails"), Ran::Done);
    assert_eq!(post.recipients().len(), 2, "in the morning it goes");
}

/// A message to everybody, told, and its queue.
async fn queue(world: &World) -> String {
    let broadcast = sent(world, "antrean", Readers::Everybody).await;
    format!("/admin/notifikasi/{broadcast}/whatsapp/")
}

async fn the_whatsapp_queue_is_worked_by_two_admins(test: TestDb) {
    let world = World::open(test).await;
    let (siti, budi) = (reader(&world, "siti").await, reader(&world, "budi").await);
    let silent = world.customer("diam").await;
    let queue = queue(&world).await;
    let (_, mut one) = world.admin("kantor", "office").await;
    let (_, mut other) = world.admin("gudang", "office").await;
    let page = one.get(&queue).await.text();
    assert!(
        page.contains("0 dari 2 sudah dikirimi") && page.contains("Ibu siti") && !page.contains("Ibu diam"),
        "{page}"
    );
    let tap = |customer: CustomerId| [("pelanggan", customer.to_string()), ("aksi", "kirim".to_owned())];
    let siti_tap = tap(siti);
    let fields: Vec<_> = siti_tap.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (first, second) = {
        let (mut one, mut other) = (one.clone(), other.clone());
        tokio::join!(one.post(&queue, &fields), other.post(&queue, &fields))
    };
    let locations = [first.location().to_owned(), second.location().to_owned()];
    let chats = locations
        .iter()
        .filter(|to| to.starts_with("https://wa.me/6281234567890?text=Halo%20Ibu%20siti%2C%20salam"))
        .count();
    assert_eq!(chats, 1, "one of the two writes: {locations:?}");
    assert!(locations.contains(&queue), "the other is told: {locations:?}");
    let winner = if first.location() == queue { &mut other } else { &mut one };
    assert!(
        winner.post(&queue, &fields).await.location().starts_with("https://wa.me/"),
        "pressed twice it opens again"
    );
    let page = one.get(&queue).await.text();
    assert!(page.contains("1 dari 2 sudah dikirimi") && page.contains("Batalkan"), "{page}");
    let (budi_at, siti_at) = (page.find("Ibu budi"), page.find("Ibu siti"));
    assert!(budi_at < siti_at, "who waits stands first");
    let sent_first = one.get(&format!("{queue}?lihat=terkirim")).await.text();
    assert!(sent_first.find("Ibu siti") < sent_first.find("Ibu budi"), "{sent_first}");
    let undo = [("pelanggan", siti.to_string()), ("aksi", "batal".to_owned())];
    let undo: Vec<_> = undo.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for _ in 0..2 {
        assert_eq!(one.post(&queue, &undo).await.location(), queue);
    }
    assert!(one.get(&queue).await.text().contains("0 dari 2 sudah dikirimi"));
    let noted = (world.noted(Act::PutBack, Thing::Message).await, world.noted(Act::Sent, Thing::Message).await);
    assert_eq!(noted, (1, 2), "the message itself, and who wrote to whom");
    // Who took the consent back, is not of the queue, or is nobody.
    world.signed_in(budi).await.post("/akun/notifikasi/", &[]).await;
    for nobody in [budi.to_string(), silent.to_string(), "999".to_owned(), "abc".to_owned(), String::new()] {
        for act in ["kirim", "batal"] {
            assert_eq!(one.post(&queue, &[("pelanggan", &nobody), ("aksi", act)]).await.status, 404, "{nobody} {act}");
        }
    }
    assert!(one.get(&queue).await.text().contains("0 dari 1 sudah dikirimi"));
    for nothing in ["999", "0", "abc"] {
        let address = format!("/admin/notifikasi/{nothing}/whatsapp/");
        assert_eq!(one.get(&address).await.status, 404);
        assert_eq!(one.post(&address, &fields).await.status, 404);
    }
    assert_eq!(world.signed_in(siti).await.post(&queue, &fields).await.status, 303, "to the door of the office");
}

async fn the_whatsapp_queue_minds_the_quiet_hours(test: TestDb) {
    let world = World::open(test).await;
    let siti = reader(&world, "siti").await;
    let queue = queue(&world).await;
    go_to(&world, "2026-11-22", 21, 30).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let page = office.get(&queue).await.text();
    assert!(page.contains("jam tenang, sampai pukul 07.00") && page.contains("Tetap kirim"), "{page}");
    let id = siti.to_string();
    // The page stood open since before.
    assert_eq!(office.post(&queue, &[("pelanggan", &id), ("aksi", "kirim")]).await.location(), queue);
    assert!(office.get(&queue).await.text().contains("0 dari 1"), "nothing was noted");
    let knowing = office.post(&queue, &[("pelanggan", &id), ("aksi", "kirim"), ("sadar", "ya")]).await;
    assert!(knowing.location().starts_with("https://wa.me/"));
}

async fn unknown_words_in_braces_are_refused(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let key = office.get("/admin/notifikasi/baru/").await.field("kunci");
    for (judul, isi, field, why) in [
        ("Kabar", "Halo {name}", "f-isi", "tidak dikenal"),
        ("Kabar {nama}", "Halo", "f-judul", "hanya bisa dipakai di isi pesan"),
        ("Kabar", "} Halo {", "f-isi", "tidak dikenal"),
    ] {
        let fields = [("kunci", key.as_str()), ("kepada", "semua"), ("yakin", "ya"), ("judul", judul), ("isi", isi)];
        let reply = office.post("/admin/notifikasi/baru/", &fields).await;
        assert_eq!(reply.status, 422, "{judul} {isi}");
        assert!(reply.text().contains(field) && reply.text().contains(why), "{judul} {isi}");
    }
}
