//! Mails (domain.md §10, §11): each once, into the folder or by a transport, and the way to a new password.

use std::sync::{Arc, atomic::Ordering};

use domain::ids::{CustomerId, OrderId};
use shop::{
    app::App,
    mail::{self, Delivered, OrderMail},
};
use store::{mails, places::Page};
use testkit::{TestDb, on_both_databases};
use views::mails::Letter;

use crate::{
    post::{Post, posting},
    world::World,
};

on_both_databases! {
    a_mail_goes_once_for_each_key,
    a_mail_that_could_not_go_waits_and_goes_later,
    without_a_server_mails_are_files,
    an_order_is_written_about_to_whoever_has_an_address,
    nobody_is_reminded_of_what_is_paid,
    a_forgotten_password_is_set_by_a_link_that_works_once,
    asking_tells_nothing_about_names,
    a_link_to_a_password_grows_old,
    the_office_sees_the_mails_without_secrets,
}

fn letter() -> Letter {
    Letter {
        subject: "Halo".to_owned(),
        text: "Halo, pelanggan.".to_owned(),
        html: "<p>Halo, pelanggan.</p>".to_owned(),
        unsubscribe: None,
        secret: None,
    }
}

async fn waiting(app: &App) -> usize {
    let mut conn = app.db.read().await.expect("reads");
    mails::list(&mut conn, mails::MailFilter { waiting_only: true, ..Default::default() }, Page::number(1, 100))
        .await
        .expect("lists")
        .len()
}

/// The mail files of the shop's folder, as text with soft line ends undone.
fn files(world: &World) -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(world.test.folder().join("mails")) else { return Vec::new() };
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("is text");
        text.replace("=\r\n", "").replace("=3D", "=")
    };
    folder.map(read).collect()
}

/// Gives a customer an e-mail by the profile's form.
pub async fn with_email(world: &World, username: &str, email: &str) -> CustomerId {
    let id = world.customer(username).await;
    let fields = [
        ("nama_pelanggan", "Ibu Siti"),
        ("alamat", "Jl. Pahlawan 7, Banjarmasin"),
        ("tanggal_lahir", "1990-02-17"),
        ("no_hp", "081234567890"),
        ("email", email),
    ];
    assert_eq!(world.signed_in(id).await.post("/akun/", &fields).await.status, 303);
    id
}

async fn a_mail_goes_once_for_each_key(test: TestDb) {
    let world = World::open(test).await;
    let post = Arc::new(Post::default());
    let app = posting(&world, post.clone());
    for (key, expected) in [("a", Delivered::Now), ("a", Delivered::Before), ("b", Delivered::Now)] {
        let sent = mail::deliver(&app, key, "test", "siti@contoh.example", letter()).await.expect("goes");
        assert_eq!(sent, expected, "{key}");
    }
    assert_eq!(post.sent.load(Ordering::SeqCst), 2);
    let nobody = mail::deliver(&app, "c", "test", "bukan alamat", letter()).await.expect_err("is refused");
    assert!(nobody.is_permanent());
}

async fn a_mail_that_could_not_go_waits_and_goes_later(test: TestDb) {
    let world = World::open(test).await;
    let post = Arc::new(Post::default());
    let app = posting(&world, post.clone());
    post.refuses.store(true, Ordering::SeqCst);
    let refused = mail::deliver(&app, "a", "test", "siti@contoh.example", letter()).await.expect_err("does not go");
    assert!(!refused.is_permanent());
    assert_eq!(waiting(&app).await, 1);
    post.refuses.store(false, Ordering::SeqCst);
    let sent = mail::deliver(&app, "a", "test", "siti@contoh.example", letter()).await.expect("goes");
    assert_eq!((sent, waiting(&app).await), (Delivered::Now, 0));
}

async fn without_a_server_mails_are_files(test: TestDb) {
    let world = World::open(test).await;
    for key in ["order:1:shipped", "order:1:shipped", "order:2:shipped"] {
        mail::deliver(&world.app, key, "test", "siti@contoh.example", letter()).await.expect("goes");
    }
    let files = files(&world);
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| file.contains("To: siti@contoh.example") && file.contains("Subject: Halo")));
}

async fn placed(world: &World, customer: CustomerId) -> OrderId {
    let product = world.product("Roster Kawung", 14_500, 100).await;
    world.order(customer, &[(product, 30)]).await
}

async fn an_order_is_written_about_to_whoever_has_an_address(test: TestDb) {
    let world = World::open(test).await;
    let silent = world.customer("tanpa").await;
    let siti = with_email(&world, "siti", "Siti@contoh.example").await;
    let order = placed(&world, silent).await;
    let none = mail::order_letter(&world.app, order, OrderMail::Shipped, None).await.expect("no fault");
    assert!(none.is_none(), "nobody to write to");
    let order = placed(&world, siti).await;
    for what in OrderMail::ALL {
        let reason = Some("transfer kurang".to_owned());
        let letter = mail::order_letter(&world.app, order, what, reason).await.expect("no fault");
        let (recipient, letter) = letter.expect("has an address");
        assert_eq!(recipient, "siti@contoh.example");
        assert!(letter.text.contains(&format!("http://shop.test/pesanan/{order}/")), "{}", letter.text);
        assert!(letter.text.contains("30 biji Roster Kawung"), "{}", letter.text);
        assert_eq!(what.code().parse::<OrderMail>().ok(), Some(what));
    }
}

async fn nobody_is_reminded_of_what_is_paid(test: TestDb) {
    let world = World::open(test).await;
    let siti = with_email(&world, "siti", "siti@contoh.example").await;
    let order = placed(&world, siti).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let paid = office.post(&views::urls::admin_order_accept(order), &[("catatan", "tunai di toko")]).await;
    assert_eq!(paid.status, 303, "{}", paid.text());
    let none = mail::order_letter(&world.app, order, OrderMail::Reminder, None).await.expect("no fault");
    assert!(none.is_none());
}

/// The path of the link in the newest mail.
fn link(world: &World) -> String {
    let files = files(world);
    let mail = files.last().expect("a mail was written");
    let rest = mail.split("http://shop.test/atur-kata-sandi/").nth(1).expect("has a link");
    format!("/atur-kata-sandi/{}/", rest.split('/').next().unwrap_or_default())
}

const NEW: [(&str, &str); 2] = [("password", "genteng biru 8"), ("password_confirm", "genteng biru 8")];

async fn a_forgotten_password_is_set_by_a_link_that_works_once(test: TestDb) {
    let world = World::open(test).await;
    let siti = with_email(&world, "siti", "siti@contoh.example").await;
    let mut elsewhere = world.signed_in(siti).await;
    for run in [Delivered::Now, Delivered::Before] {
        let sent = mail::send_reset(&world.app, "SITI", "permintaan-1").await.expect("goes");
        assert_eq!(sent, run);
    }
    assert_eq!(files(&world).len(), 1);
    let address = link(&world);
    let mut browser = world.visitor();
    assert_eq!(browser.get(&address).await.status, 200);
    assert_eq!(browser.get(&address).await.status, 200, "looking does not use it up");
    let wrong = browser.post(&address, &[("password", "genteng biru 8"), ("password_confirm", "lain")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(browser.post(&address, &NEW).await.location(), "/login/");
    assert_eq!(elsewhere.get("/akun/").await.status, 303, "other sessions ended");
    assert_eq!(browser.post(&address, &NEW).await.status, 404);
    assert_eq!(browser.get(&address).await.status, 404);
    let sign_in = [("username", "siti"), ("password", "genteng biru 8")];
    assert_eq!(browser.post("/login/", &sign_in).await.location(), "/dashboard/");
}

async fn asking_tells_nothing_about_names(test: TestDb) {
    let world = World::open(test).await;
    with_email(&world, "siti", "siti@contoh.example").await;
    let mut browser = world.visitor();
    for login in ["siti", "siti@contoh.example", "tidak.ada"] {
        let reply = browser.post("/lupa-kata-sandi/", &[("username", login)]).await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, "/lupa-kata-sandi/"), "{login}");
    }
    assert_eq!(browser.post("/lupa-kata-sandi/", &[("username", " ")]).await.status, 422);
    for _ in 0..5 {
        browser.post("/lupa-kata-sandi/", &[("username", "tidak.ada")]).await;
    }
    assert_eq!(browser.post("/lupa-kata-sandi/", &[("username", "tidak.ada")]).await.status, 422, "has to wait");
    let nobody = mail::send_reset(&world.app, "tidak.ada", "permintaan-2").await.expect("no fault");
    assert_eq!(nobody, Delivered::Nobody);
}

async fn a_link_to_a_password_grows_old(test: TestDb) {
    let world = World::open(test).await;
    with_email(&world, "siti", "siti@contoh.example").await;
    mail::send_reset(&world.app, "siti@contoh.example", "permintaan-1").await.expect("goes");
    let address = link(&world);
    world.test.clock.advance_millis(61 * 60_000);
    assert_eq!(world.visitor().get(&address).await.status, 404);
    assert_eq!(world.visitor().post(&address, &NEW).await.status, 404);
    assert_eq!(world.visitor().get("/atur-kata-sandi/x/").await.status, 404);
}

async fn the_office_sees_the_mails_without_secrets(test: TestDb) {
    let world = World::open(test).await;
    with_email(&world, "siti", "siti@contoh.example").await;
    mail::send_reset(&world.app, "siti", "permintaan-1").await.expect("goes");
    let (_, mut office) = world.admin("kantor", "office").await;
    let list = office.get("/admin/surat/").await.text();
    assert!(list.contains("siti@contoh.example"), "{list}");
    let id = list.split("/admin/surat/").find_map(|rest| rest.split('/').next()?.parse::<i64>().ok());
    let mail = office.get(&format!("/admin/surat/{}/", id.expect("has a link"))).await;
    assert_eq!(mail.status, 200);
    assert!(mail.text().contains("http://shop.test/atur-kata-sandi/…/"), "{}", mail.text());
    assert_eq!(office.get("/admin/surat/?status=menunggu").await.status, 200);
    assert_eq!(office.get("/admin/surat/99999/").await.status, 404);
    assert_eq!(world.visitor().get("/admin/surat/").await.status, 303);
}
