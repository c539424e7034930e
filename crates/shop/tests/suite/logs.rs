//! The log of a whole story: the id of a request is found again at the job it caused, and nobody's name, address, password, link or search
//! stands in it. One thread, so that only this test's lines are caught.

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{body::Body, http::Request};
use serde_json::Value;
use shop::{cli::log, jobs};
use testkit::{Attached, Backend, TestDb, Visitor};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::{
    second_step::{PASSWORD, hired, switched_on},
    world::{World, jpeg},
};

/// More than anybody has switched on.
const LEVELS: &str = "info,shop=debug,tower_http=debug,sqlx=warn";

/// Lines that were written.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Lines {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    fn all(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    /// Waits for a line.
    async fn with(&self, fits: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..600 {
            if let Some(line) = self.all().into_iter().find(&fits) {
                return line;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no such line:\n{}", self.text());
    }
}

#[tokio::test]
async fn the_trail_of_a_request_leads_to_its_job_on_sqlite() {
    whole_story(TestDb::open(Backend::Sqlite).await).await;
}

#[tokio::test]
async fn the_trail_of_a_request_leads_to_its_job_on_postgres() {
    whole_story(TestDb::open(Backend::Postgres).await).await;
}

const REGISTRATION: [(&str, &str); 9] = [
    ("username", "sitirahayu"),
    ("password", "kata-sandi-siti"),
    ("password_confirm", "kata-sandi-siti"),
    ("nama_pelanggan", "Siti Rahayu"),
    ("alamat", "Gang Melati 9"),
    ("tanggal_lahir", "1990-02-17"),
    ("no_hp", "081298765432"),
    ("email", "siti.rahayu@contoh.id"),
    ("setuju", "ya"),
];

/// What no line may hold.
const PRIVATE: [&str; 12] = [
    "sitirahayu",
    "Siti Rahayu",
    "Siti+Rahayu",
    "Siti%20Rahayu",
    "kata-sandi-siti",
    "Melati",
    "81298765432",
    "siti.rahayu",
    "contoh.id",
    "bunga-rahasia",
    "Kirim+ke",
    "Bearer",
];

async fn whole_story(test: TestDb) {
    let lines = Lines::default();
    let _log = tracing::subscriber::set_default(log::for_machines(EnvFilter::new(LEVELS), lines.clone()));
    let world = World::open(test).await;
    let working = jobs::work(&world.app).await.expect("works");
    let product = world.product("Pilar", 185_000, 20).await;
    let (_, mut office) = world.admin("kantor", "owner").await;
    let mut siti = world.visitor();
    let order = orders(&mut siti, &product.to_string()).await;
    let accepted = accept(&mut office, &order).await;
    let done = |line: &Value| line["fields"]["message"] == "a job is done" && line["span"]["kind"] == "notify_order";
    let line = lines.with(done).await;
    assert_eq!(line["span"]["request"], accepted, "{line}");
    assert!(line["span"]["id"].as_i64().is_some_and(|id| id > 0), "{line}");
    let told = lines.with(|line| line["span"]["name"] == "request" && line["span"]["id"] == accepted.as_str()).await;
    assert_eq!(told["span"]["method"], "POST");
    for line in lines.all().iter().filter(|line| line["span"]["name"] == "job") {
        assert!(line["span"]["id"].is_i64() && line["span"]["kind"].is_string(), "{line}");
    }
    let link = forgotten_password(&world, &mut siti).await;
    let second = second_step(&world).await;
    working.stop().await;
    let text = lines.text();
    for private in PRIVATE.iter().copied().chain([link.as_str()]).chain(second.iter().map(String::as_str)) {
        assert!(!text.contains(private), "{private} stands in the log:\n{text}");
    }
}

/// An admin switches the second step of sign-in on; all the secrets of it.
async fn second_step(world: &World) -> Vec<String> {
    let id = hired(world, "bunur", domain::rights::AdminKind::Office).await;
    let (_, secret, codes) = switched_on(world, id).await;
    let mut browser = world.visitor();
    browser.post("/admin/login/", &[("username", "bunur"), ("password", PASSWORD)]).await;
    let inside = browser.post("/admin/login/kode/", &[("kode", &codes[0])]).await;
    assert_eq!(inside.status, 303, "{}", inside.text());
    let spoken = [PASSWORD.to_owned(), secret.text(), secret.text().replace(' ', "")];
    let cookie = browser.cookie("barokah_admin").expect("is inside").to_owned();
    spoken.into_iter().chain(codes).chain([cookie]).collect()
}

/// She registers, looks for something, orders, and sends the receipt; the address of her order.
async fn orders(siti: &mut Visitor, product: &str) -> String {
    let registered = siti.post("/register/", &REGISTRATION).await;
    assert_eq!(registered.status, 303, "{}", registered.text());
    siti.get("/produk/?q=bunga-rahasia").await;
    siti.post("/keranjang/", &[("produk", product), ("jumlah", "2")]).await;
    let page = siti.get("/checkout/").await;
    let (key, shown) = (page.field("kunci"), page.field("tampil"));
    let form = [
        ("metode", "kirim"),
        ("alamat_pengiriman", "Gang Melati 9"),
        ("catatan", "Kirim ke Siti Rahayu"),
        ("kunci", key.as_str()),
        ("tampil", shown.as_str()),
    ];
    let placed = siti.upload("/checkout/", &form, &[]).await;
    assert_eq!(placed.status, 303, "{}", placed.text());
    let order = placed.location().to_owned();
    let bytes = jpeg();
    let photo = Attached { field: "bukti_bayar", name: "siti.rahayu.jpg", content_type: "image/jpeg", bytes: &bytes };
    assert_eq!(siti.upload(&format!("{order}bukti/"), &[], &[photo]).await.status, 303);
    order
}

/// The office accepts the receipt; the id of that request.
async fn accept(office: &mut Visitor, order: &str) -> String {
    let reply = office.post(&format!("/admin{order}terima-bukti/"), &[]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.headers["x-request-id"].to_str().expect("an id").to_owned()
}

/// She forgets her password, and uses a made-up request id beside; the secret of the mailed link.
async fn forgotten_password(world: &World, siti: &mut Visitor) -> String {
    let strange = Request::get("/produk/").header("x-request-id", "siti.rahayu@contoh.id").body(Body::empty());
    siti.send(strange.expect("a request")).await;
    siti.post("/lupa-kata-sandi/", &[("username", "siti.rahayu@contoh.id")]).await;
    let mails = world.test.folder().join("mails");
    for _ in 0..600 {
        let files = std::fs::read_dir(&mails).expect("a folder of mails").flatten();
        let text: String = files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect();
        let text = text.replace("=\r\n", "").replace("=\n", "");
        if let Some(rest) = text.split("/atur-kata-sandi/").nth(1) {
            let secret = rest.split('/').next().expect("a link").to_owned();
            let page = siti.get(&format!("/atur-kata-sandi/{secret}/")).await;
            assert_eq!(page.status, 200, "the link is a real one: {secret}");
            return secret;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no mail with a link came");
}
