//! Messages to many (domain.md §9, §10): each customer once, by notification and, with consent, by mail, whatever dies or runs twice.

use std::sync::{Arc, atomic::Ordering};

use domain::{ids::CustomerId, notice::Kind, quantity::Quantity, stock::Adjustment};
use shop::{
    app::App,
    jobs::{Ran, Task as _, broadcast::Broadcast, broadcast_mails::BroadcastMails},
    ops::{
        self,
        broadcasts::{Readers, TypedMessage, send},
    },
};
use store::{Recipient, places::Page};
use testkit::{TestDb, on_both_databases};

use crate::{
    post::{Post, posting},
    world::World,
};

on_both_databases! {
    a_message_reaches_everybody_once_whatever_runs_twice,
    who_comes_after_the_message_or_has_left_is_not_told,
    mails_go_to_those_who_agreed_and_go_on_after_trouble,
    two_runs_side_by_side_send_no_mail_twice,
    a_new_product_and_a_restock_are_told,
    what_is_done_quietly_is_told_to_nobody,
    a_message_to_chosen_customers_reaches_only_them,
    the_office_sends_a_message_by_its_form,
    a_mail_that_needs_consent_can_be_ended_by_its_link,
    thousands_are_told_each_once,
}

/// A customer who agreed to mails.
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

fn message(key: &str, readers: Readers) -> TypedMessage<'_> {
    TypedMessage { key, heading: "Libur", body: "Toko tutup Jumat.\nSabtu buka.", link: "", readers }
}

async fn sent(world: &World, key: &str) -> i64 {
    let id = send(&world.app, &message(key, Readers::Everybody), &World::office()).await.expect("sends");
    id.expect("is new").get()
}

async fn headings(app: &App, customer: CustomerId) -> Vec<String> {
    let mut conn = app.db.read().await.expect("reads");
    let whose = Recipient::Customer(customer.get());
    let rows = store::notifications::list(&mut conn, whose, Page::number(1, 100)).await.expect("reads");
    rows.into_iter().map(|row| row.kind).collect()
}

async fn tell(world: &World, broadcast: i64) {
    assert_eq!(Broadcast { broadcast }.run(&world.app).await.expect("tells"), Ran::Done);
}

store::record! { struct BroadcastRow { id: i64 } }

/// The broadcasts there are, oldest first.
async fn all(world: &World) -> Vec<i64> {
    let mut conn = world.app.db.read().await.expect("reads");
    let rows: Vec<BroadcastRow> =
        store::sql!("SELECT id FROM broadcasts ORDER BY id").all(&mut conn).await.expect("reads");
    rows.into_iter().map(|row| row.id).collect()
}

async fn a_message_reaches_everybody_once_whatever_runs_twice(test: TestDb) {
    let world = World::open(test).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let broadcast = sent(&world, "satu").await;
    let again = send(&world.app, &message("satu", Readers::Everybody), &World::office()).await.expect("answers");
    assert!(again.is_none(), "the same form is the same message");
    // Killed in the middle of a set: nothing of it remains, nothing is lost.
    let mut tx = world.app.db.begin().await.expect("begins");
    let id = domain::ids::BroadcastId::try_from(broadcast).expect("an id");
    assert!(store::broadcasts::tell(&mut tx, id, 1, None).await.expect("tells"));
    drop(tx);
    let mut tx = world.app.db.begin().await.expect("begins");
    assert!(store::broadcasts::tell(&mut tx, id, 1, None).await.expect("tells the first"));
    tx.commit().await.expect("commits");
    let (one, other) = tokio::join!(Broadcast { broadcast }.run(&world.app), Broadcast { broadcast }.run(&world.app));
    assert_eq!((one.expect("runs"), other.expect("runs")), (Ran::Done, Ran::Done));
    tell(&world, broadcast).await;
    for customer in [siti, budi] {
        assert_eq!(headings(&world.app, customer).await, ["Libur"]);
    }
}

async fn who_comes_after_the_message_or_has_left_is_not_told(test: TestDb) {
    let world = World::open(test).await;
    let left = world.customer("lama").await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE customers SET deactivated_at = 1 WHERE id = $1").bind(left).run(&mut tx).await.expect("writes");
    tx.commit().await.expect("commits");
    let broadcast = sent(&world, "satu").await;
    world.test.clock.advance_millis(1);
    let late = world.customer("baru").await;
    tell(&world, broadcast).await;
    assert!(headings(&world.app, left).await.is_empty() && headings(&world.app, late).await.is_empty());
}

async fn mails_go_to_those_who_agreed_and_go_on_after_trouble(test: TestDb) {
    let world = World::open(test).await;
    let (post, silent) = (Arc::new(Post::default()), world.customer("diam").await);
    let app = posting(&world, post.clone());
    for name in ["a", "b", "c", "d", "e", "f"] {
        reader(&world, &format!("ibu-{name}")).await;
    }
    let muted = reader(&world, "muted").await;
    let whose = Recipient::Customer(muted.get());
    ops::preferences::save(&app, whose, |kind, _| kind != Kind::Message).await.expect("saves");
    let broadcast = sent(&world, "satu").await;
    post.refuses.store(true, Ordering::SeqCst);
    BroadcastMails { broadcast }.run(&app).await.expect_err("the server is away");
    post.refuses.store(false, Ordering::SeqCst);
    for _ in 0..2 {
        assert_eq!(BroadcastMails { broadcast }.run(&app).await.expect("goes on"), Ran::Done);
    }
    let expected: Vec<_> = ["a", "b", "c", "d", "e", "f"].map(|name| format!("ibu-{name}@contoh.example")).into();
    assert_eq!(post.recipients(), expected, "once each, and only to who agreed");
    let letters = post.taken.lock().expect("nobody panicked").clone();
    let way_out = letters[0].letter.unsubscribe.clone().expect("a way out");
    assert!(way_out.starts_with("http://shop.test/berhenti-email/"), "{way_out}");
    assert!(letters[0].letter.text.contains("Toko tutup Jumat.") && letters[0].letter.text.contains(&way_out));
    tell(&world, broadcast).await;
    assert!(headings(&world.app, muted).await.is_empty(), "switched off in the app as well");
    assert_eq!(headings(&world.app, silent).await, ["Libur"], "the app tells without consent");
}

async fn two_runs_side_by_side_send_no_mail_twice(test: TestDb) {
    let world = World::open(test).await;
    let post = Arc::new(Post::default());
    let app = posting(&world, post.clone());
    for number in 0..12 {
        reader(&world, &format!("ibu{number}")).await;
    }
    let broadcast = sent(&world, "satu").await;
    let runs = || BroadcastMails { broadcast }.run(&app);
    let results = tokio::join!(runs(), runs(), runs());
    let quarrel =
        |ran: &anyhow::Result<Ran>| ran.as_ref().is_err_and(|error| !error.to_string().contains("another run"));
    for ran in [results.0, results.1, results.2] {
        assert!(!quarrel(&ran), "{ran:?}");
    }
    // Whoever found a mail in another's hands comes back later.
    world.test.clock.advance_hours(1);
    BroadcastMails { broadcast }.run(&app).await.expect("goes on");
    let mut to = post.recipients();
    to.dedup();
    assert_eq!((post.sent.load(Ordering::SeqCst), to.len()), (12, 12));
}

async fn a_new_product_and_a_restock_are_told(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let fields = [("nama_produk", "Pion Nanas"), ("harga_produk", "45000"), ("satuan", "biji"), ("stok_awal", "")];
    assert_eq!(office.upload("/admin/produk/baru/", &fields, &[]).await.status, 303);
    let product = world.app.snapshot().await.expect("reads").products.first().expect("is there").row.id;
    for quantity in [5, 7] {
        let more = Adjustment::Restock(Quantity::units(quantity));
        world.test.clock.advance_millis(1);
        ops::stock::adjust(&world.app, product, more, "cetak", &World::office()).await.expect("restocks");
    }
    for (kind, quantity) in [(Adjustment::Breakage as fn(_) -> _, 1), (Adjustment::Count, 30)] {
        ops::stock::adjust(&world.app, product, kind(Quantity::units(quantity)), "pecah", &World::office())
            .await
            .expect("adjusts");
    }
    for broadcast in all(&world).await {
        tell(&world, broadcast).await;
    }
    assert_eq!(headings(&world.app, siti).await, ["Stok Bertambah", "Stok Tersedia Lagi", "Produk Baru"]);
}

async fn what_is_done_quietly_is_told_to_nobody(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let fields = [("nama_produk", "Pion"), ("harga_produk", "45000"), ("satuan", "biji"), ("tanpa_kabar", "ya")];
    assert_eq!(office.upload("/admin/produk/baru/", &fields, &[]).await.status, 303);
    let product = world.app.snapshot().await.expect("reads").products.first().expect("is there").row.id;
    let stock = [("jenis", "masuk"), ("jumlah", "9"), ("alasan", "cetak"), ("tanpa_kabar", "ya")];
    assert_eq!(office.post(&format!("/admin/produk/{product}/stok/"), &stock).await.status, 303);
    office.post(&format!("/admin/produk/{product}/arsip/"), &[("arsip", "ya")]).await;
    let loud = [("jenis", "masuk"), ("jumlah", "9"), ("alasan", "cetak")];
    assert_eq!(office.post(&format!("/admin/produk/{product}/stok/"), &loud).await.status, 303);
    assert!(all(&world).await.is_empty(), "what is not on sale is not told either");
}

async fn a_message_to_chosen_customers_reaches_only_them(test: TestDb) {
    let world = World::open(test).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let (_, mut office) = world.admin("kantor", "office").await;
    let form = office.get(&format!("/admin/notifikasi/baru/?pelanggan={siti}&pelanggan=999&pelanggan=x")).await;
    assert!(form.text().contains("Ibu siti") && !form.text().contains("Ibu budi"));
    // Nobody ticked is nobody, never everybody.
    for nobody in ["?aksi=pesan", "?pelanggan=999", "?pelanggan=x&aksi=pesan"] {
        for page in ["/admin/notifikasi/baru/", "/admin/diskon/baru/"] {
            assert_eq!(office.get(&format!("{page}{nobody}")).await.location(), "/admin/pelanggan/", "{page}{nobody}");
        }
    }
    let key = form.field("kunci");
    let fields = [
        ("kunci", key.as_str()),
        ("kepada", "pilihan"),
        ("pelanggan", &siti.to_string()),
        ("judul", "Truk"),
        ("isi", "Besok."),
    ];
    assert_eq!(office.post("/admin/notifikasi/baru/", &fields).await.status, 303);
    tell(&world, all(&world).await[0]).await;
    assert_eq!(headings(&world.app, siti).await, ["Truk"]);
    assert!(headings(&world.app, budi).await.is_empty());
}

async fn the_office_sends_a_message_by_its_form(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let key = office.get("/admin/notifikasi/baru/").await.field("kunci");
    let with = |changes: &[(&'static str, &'static str)]| {
        let mut fields = vec![
            ("kunci", key.clone()),
            ("kepada", "semua".into()),
            ("yakin", "ya".into()),
            ("judul", "Libur".into()),
            ("isi", "Jumat tutup.".into()),
        ];
        for (name, value) in changes {
            fields.retain(|(field, _)| field != name);
            fields.push((name, (*value).to_owned()));
        }
        fields
    };
    let long: &'static str = Box::leak("x".repeat(5_000).into_boxed_str());
    let wrong: [(&[(&'static str, &'static str)], &str); 6] = [
        (&[("judul", "")], "f-judul"),
        (&[("isi", "   ")], "f-isi"),
        (&[("isi", long)], "f-isi"),
        (&[("tautan", "https://lain.example/")], "garis miring"),
        (&[("tautan", "//lain.example/")], "garis miring"),
        (&[("kepada", "pilihan"), ("pelanggan", "abc")], "f-kepada"),
    ];
    // What goes to everybody is asked once more, with what was typed.
    let asked = with(&[("yakin", "")]);
    let asked: Vec<_> = asked.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let question = office.post("/admin/notifikasi/baru/", &asked).await;
    assert_eq!(question.status, 200);
    assert!(question.text().contains("sampai di akun hingga 1 pelanggan") && question.text().contains("Jumat tutup."));
    assert!(all(&world).await.is_empty(), "nothing is sent yet");
    for (changes, expected) in wrong {
        let fields = with(changes);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = office.post("/admin/notifikasi/baru/", &fields).await;
        assert_eq!(reply.status, 422, "{changes:?}");
        assert!(reply.text().contains(expected) && reply.text().contains(&key), "{changes:?}");
    }
    assert!(all(&world).await.is_empty(), "nothing was sent");
    let fields = with(&[]);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for _ in 0..2 {
        assert_eq!(office.post("/admin/notifikasi/baru/", &fields).await.status, 303);
    }
    assert_eq!(all(&world).await.len(), 1, "a double click is one message");
    tell(&world, all(&world).await[0]).await;
    assert_eq!(headings(&world.app, siti).await, ["Libur"]);
    assert!(office.get("/admin/notifikasi/baru/").await.text().contains("1 pelanggan dikabari,"));
    let mut stranger = world.signed_in(siti).await;
    assert_eq!(stranger.post("/admin/notifikasi/baru/", &fields).await.status, 303, "to the door of the office");
    assert_eq!(all(&world).await.len(), 1);
}

async fn a_mail_that_needs_consent_can_be_ended_by_its_link(test: TestDb) {
    let world = World::open(test).await;
    let siti = reader(&world, "siti").await;
    let address = shop::mail::way_out(&world.app, siti).await.expect("an address");
    let path = address.strip_prefix("http://shop.test").expect("of this shop").to_owned();
    let mut anybody = world.visitor();
    let page = anybody.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("si•••@contoh.example") && !page.text().contains("siti@contoh.example"));
    let agrees = async || shop::mail::reader(&world.app, siti, Kind::NewProduct).await.expect("reads").is_some();
    assert!(agrees().await, "looking ends nothing");
    // A mail program: no cookies, no origin, no redirect followed.
    let one_touch = http::Request::post(&path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from("List-Unsubscribe=One-Click"))
        .expect("a request");
    assert_eq!(world.visitor().send(one_touch).await.status, 200);
    assert!(!agrees().await);
    // The link only ends; the customer begins again.
    assert_eq!(anybody.post(&path, &[("aksi", "lanjut")]).await.location(), path);
    assert!(!agrees().await);
    world.signed_in(siti).await.post("/akun/notifikasi/", &[("setuju", "ya"), ("mail-new_product", "ya")]).await;
    assert!(agrees().await);
    assert_eq!(anybody.post(&path, &[("aksi", "berhenti")]).await.status, 303);
    assert!(!agrees().await);
    assert!(anybody.get(&path).await.text().contains("sudah berhenti"));
    let budi = world.customer("budi").await;
    let forged = path.replace(&format!("/{siti}-"), &format!("/{budi}-"));
    for wrong in [forged.as_str(), "/berhenti-email/x/", "/berhenti-email/1-/", "/berhenti-email/1-00/"] {
        assert_eq!(anybody.get(wrong).await.status, 404, "{wrong}");
        assert_eq!(anybody.post(wrong, &[("aksi", "berhenti")]).await.status, 404, "{wrong}");
    }
    let other = world.another_process().await;
    assert_eq!(
        shop::mail::way_out(&other.app, siti).await.expect("an address"),
        address,
        "one secret for all processes"
    );
}

async fn thousands_are_told_each_once(test: TestDb) {
    let world = World::open(test).await;
    let first = world.customer("siti").await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
         INSERT INTO customers (username, username_key, name, address, birth_date, phone, created_at)
         SELECT 'p' || i, 'p' || i, 'Pelanggan', 'Jl. Contoh', '1990-01-01', '+62812', CAST($1 AS BIGINT) FROM n"
    )
    .bind(world.app.clock.now())
    .run(&mut tx)
    .await
    .expect("writes");
    tx.commit().await.expect("commits");
    let broadcast = sent(&world, "satu").await;
    tell(&world, broadcast).await;
    let mut conn = world.app.db.read().await.expect("reads");
    let rows = store::broadcast_pages::recent(&mut conn, 1).await.expect("reads");
    assert_eq!((rows[0].told, rows[0].told_at.is_some()), (5_000, true));
    let count = store::sql!(
        "SELECT COUNT(*) AS rows_there, COUNT(DISTINCT person_id) AS people FROM notifications WHERE kind = 'Libur'"
    );
    let count: CountRow = count.one(&mut conn).await.expect("counts");
    assert_eq!((count.rows_there, count.people), (5_000, 5_000));
    assert_eq!(headings(&world.app, first).await, ["Libur"]);
}

store::record! { struct CountRow { rows_there: i64, people: i64 } }
