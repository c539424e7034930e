//! A customer with a row in every table that knows customers: for the tests of own data and of deleted accounts.

use domain::ids::{CustomerId, OrderId, ProductId};
use shop::ops::{
    self,
    discounts::{TypedDiscount, batch},
    place_order::Placed,
};
use store::{query::Query, statement::Statement};
use testkit::{Attached, Backend, Visitor};
use views::urls;

use crate::world::{World, jpeg};

pub const PASSWORD: &str = "batako merah 7";

/// Somebody who did everything that can be done here. `word` stands in everything that was typed by or about them.
pub struct Life {
    pub id: CustomerId,
    pub word: &'static str,
    pub phone: &'static str,
    pub born: &'static str,
    pub browser: Visitor,
    /// Delivered with a photo, and cancelled.
    pub orders: [OrderId; 2],
}

/// The people of the shop who take part.
pub struct Staff {
    pub office: Visitor,
    pub driver: i64,
    pub product: ProductId,
}

impl Staff {
    pub async fn of(world: &World) -> Self {
        let product = world.product("Roster Kawung", 14_500, 1000).await;
        Self { office: world.admin("kantor", "owner").await.1, driver: world.employee("Udin").await.0.get(), product }
    }

    async fn post(&mut self, address: &str, fields: &[(&str, &str)]) {
        let reply = self.office.post(address, fields).await;
        assert_eq!(reply.status, 303, "{address}: {}", reply.text());
    }
}

impl Life {
    /// What tells who it is, wherever it stands.
    pub fn traces(&self) -> [&'static str; 3] {
        [self.word, self.phone, self.born]
    }

    pub fn login(&self) -> [(&'static str, &'static str); 2] {
        [("username", self.word), ("password", PASSWORD)]
    }
}

/// Lives it.
pub async fn live(
    world: &World,
    staff: &mut Staff,
    (word, phone, born): (&'static str, &'static str, &'static str),
) -> Life {
    let mut browser = world.visitor();
    let (name, address, email) = (format!("Ibu {word} Kusuma"), format!("Jl. {word} 7"), format!("{word}@example.com"));
    let form = [
        ("username", word),
        ("nama_pelanggan", &*name),
        ("alamat", &*address),
        ("tanggal_lahir", born),
        ("no_hp", phone),
        ("email", &*email),
        ("password", PASSWORD),
        ("password_confirm", PASSWORD),
        ("setuju", "ya"),
    ];
    let reply = browser.post(urls::REGISTER, &form).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let mut conn = world.app.db.read().await.expect("reads");
    let id = store::accounts::customer_credentials(&mut conn, word).await.expect("reads").expect("is there").id;
    drop(conn);
    let id = CustomerId::try_from(id).expect("an id");
    // Her own discount is older than her orders: its message stands in their reckoning.
    put(world, "INSERT INTO discounts (customer_id, percent, scope, message, active, origin, created_at) VALUES ($1, 5, 'all_products', $2, 1, 'manual', 7)", &[id.get()], &format!("untuk {word}")).await;
    let orders = [order(world, staff, id, word).await, order(world, staff, id, word).await];
    deliver(world, staff, (id, word), orders[0], &mut browser).await;
    staff.post(&urls::admin_order_cancel(orders[1]), &[("alasan", &format!("{word} tidak jadi"))]).await;
    talk(world, staff, (id, word)).await;
    rows(world, (id, word, born), orders[0]).await;
    world.fill_cart(id, &[(staff.product, 2)]).await;
    Life { id, word, phone: &phone[1..], born, browser, orders }
}

async fn order(world: &World, staff: &Staff, id: CustomerId, word: &str) -> OrderId {
    world.fill_cart(id, &[(staff.product, 3)]).await;
    let key = shop::entropy::key(world.app.entropy.as_ref());
    let mut placing = world.agreed(id, &key).await;
    placing.address = format!("Gang {word} 3");
    placing.note = format!("rumah {word}, pagar hijau");
    match world.place(&placing).await {
        Placed::New(order) => order,
        other => panic!("not placed: {other:?}"),
    }
}

/// Two proofs, the first one rejected; shipped, delivered with a photo, praised with one.
async fn deliver(
    world: &World,
    staff: &mut Staff,
    (id, word): (CustomerId, &str),
    order: OrderId,
    browser: &mut Visitor,
) {
    let name = format!("Ibu {word} Kusuma");
    for rejected in [true, false] {
        let file = world.app.uploads.proof(jpeg().into()).await.expect("is stored");
        ops::payment::give_proof(&world.app, order, &ops::by_customer(id, &name), &file).await.expect("is given");
        if rejected {
            staff.post(&urls::admin_order_reject(order), &[("alasan", &format!("nama {word} tidak terbaca"))]).await;
        }
    }
    staff.post(&urls::admin_order_accept(order), &[("catatan", &format!("transfer dari {word}"))]).await;
    staff.post(&urls::admin_order_ongkir(order), &[("ongkir", "50000")]).await;
    let driver = staff.driver.to_string();
    staff.post(&urls::admin_order_ship(order), &[("karyawan", &driver)]).await;
    staff
        .post(&urls::admin_order_note(order), &[("catatan_internal", &format!("{word} marah")), ("kunci", "satu")])
        .await;
    let bytes = jpeg();
    let photo = Attached { field: "foto_pengiriman", name: "a.jpg", content_type: "image/jpeg", bytes: &bytes };
    let who = format!("Pak {word}");
    let reply = staff.office.upload(&urls::admin_order_deliver(order), &[("penerima", &who)], &[photo]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let photo = Attached { field: "fotofeedback", name: "b.jpg", content_type: "image/jpeg", bytes: &bytes };
    let words = format!("Bagus, kata {word}");
    let fields = [("feedback", &*words), ("bintang", "5")];
    let reply = browser.upload(&urls::order_feedback(order), &fields, &[photo]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    staff.post(&urls::admin_feedback_reply(order), &[("balasan", &format!("Terima kasih, {word}"))]).await;
}

/// What the office writes about somebody.
async fn talk(world: &World, staff: &mut Staff, (id, word): (CustomerId, &str)) {
    staff.post(&urls::admin_notes(id), &[("isi", &format!("{word} suka pagi"))]).await;
    staff.post(&urls::admin_customer_tags(id), &[("label", "Proyek")]).await;
    let task = [("isi", &*format!("Telepon {word}")), ("tanggal", "2026-11-22")];
    staff.post(&urls::admin_customer_follow_ups(id), &task).await;
    world.test.clock.advance_hours(1);
    ops::follow_ups::remind(&world.app).await.expect("reminds");
    let typed = TypedDiscount {
        percent: "5".to_owned(),
        scope: "all_products".to_owned(),
        message: format!("khusus {word}"),
        active: true,
        key: format!("paket-{id}"),
        ..TypedDiscount::default()
    };
    let aim = batch::Aim::Customers(vec![id]);
    batch::begin(&world.app, &world.settings().await, &World::office(), &aim, &typed).await.expect("begins");
}

/// Rows that jobs would write.
async fn rows(world: &World, (id, word, born): (CustomerId, &str, &str), order: OrderId) {
    let (c, o) = (id.get(), order.get());
    let day = format!("2026{}", &born[4..]);
    for (text, numbers, words) in [
        (
            "INSERT INTO broadcasts (id, cause, kind, heading, body, link, chosen_only, by_name, created_at) VALUES ($1, 'kabar-' || CAST($1 AS TEXT), 'message', $2, $2, '/', 1, 'Nur', 9)",
            vec![c],
            format!("pesan untuk {word}"),
        ),
        (
            "INSERT INTO broadcast_people (broadcast_id, customer_id) SELECT $1, $1 WHERE $2 <> ''",
            vec![c],
            "-".to_owned(),
        ),
        (
            "INSERT INTO whatsapp_sends (broadcast_id, customer_id, admin_id, by_name, sent_at) VALUES ($1, $1, 1, $2, 9)",
            vec![c],
            "Nur".to_owned(),
        ),
        (
            "INSERT INTO mails (key, recipient, kind, subject, body_text, body_html, created_at) SELECT 'order-' || CAST($1 AS TEXT) || '-event-' || CAST(v.id AS TEXT), $2, 'paid', 'surat ' || $2, $2, $2, 9 FROM order_events v WHERE v.order_id = $1 AND v.event = 'place'",
            vec![o],
            format!("lama-{word}@example.com"),
        ),
        (
            "INSERT INTO mails (key, recipient, kind, subject, body_text, body_html, created_at) SELECT 'password_reset:x' || CAST(c.id AS TEXT), $2, 'password_reset', 'sandi ' || $2, $2, $2, c.created_at FROM customers c WHERE c.id = $1",
            vec![c],
            format!("{word}@example.com"),
        ),
        (
            "INSERT INTO notification_mutes (recipient, person_id, kind, channel) VALUES ('customer', $1, $2, 'mail')",
            vec![c],
            "birthday".to_owned(),
        ),
        (
            "INSERT INTO payment_reminders (order_id, deadline, hours, created_at) SELECT $1, 8, 6, 7 WHERE $2 <> ''",
            vec![o],
            "-".to_owned(),
        ),
        (
            "INSERT INTO birthday_gifts (customer_id, year, day, loyal, favourites, permanent_percent, instant_percent, instant_threshold, run, granted_at) VALUES ($1, 2026, $2, 1, '1', 10, 10, 5000000, 'x', 9)",
            vec![c],
            day.clone(),
        ),
        ("INSERT INTO birthday_discounts (customer_id, day, created_at) VALUES ($1, $2, 9)", vec![c], day),
        (
            "INSERT INTO delivery_shortfalls (order_id, product_id, quantity, value, reason, created_at, settlement, settled_at, settled_by) VALUES ($1, 1, 1000, 14500, $2, 9, 'refund', 9, 'Nur')",
            vec![o],
            format!("pecah di rumah {word}"),
        ),
    ] {
        put(world, text, &numbers, &words).await;
    }
    let mut tx = world.app.db.begin().await.expect("begins");
    let token = shop::entropy::Token::new(world.app.entropy.as_ref()).hash();
    let end = tx.now().plus_hours(72);
    store::resets::put(&mut tx, &token, id, end).await.expect("puts");
    tx.commit().await.expect("commits");
}

fn query(text: &str) -> Query {
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    Query::new(Box::leak(Box::new(Statement { text, place: "whole_life" })))
}

async fn put(world: &World, text: &str, numbers: &[i64], words: &str) {
    let mut tx = world.app.db.begin().await.expect("begins");
    let filled = numbers.iter().fold(query(text), |query, number| query.bind(*number));
    filled.bind(words).run(&mut tx).await.unwrap_or_else(|error| panic!("{text}: {error}"));
    tx.commit().await.expect("commits");
}

store::record! { struct NameRow { name: String } }
store::record! { struct BodyRow { body: String } }

/// The shop's tables that have one of these columns; all of them without any.
pub async fn tables(world: &World, columns: &[&str]) -> Vec<String> {
    let mut conn = world.app.db.read().await.expect("reads");
    let rows: Vec<NameRow> = match world.test.backend {
        Backend::Sqlite => query(
            "SELECT DISTINCT m.name || '.' || c.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
        ),
        Backend::Postgres => query(
            "SELECT DISTINCT CAST(c.table_name || '.' || c.column_name AS TEXT) AS name FROM information_schema.columns c
             JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema
             WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'",
        ),
    }
    .all(&mut conn)
    .await
    .expect("reads");
    let known = rows.iter().filter_map(|row| row.name.split_once('.'));
    let ours = known.filter(|(table, _)| !table.starts_with("river_") && !table.starts_with("sqlite_"));
    let fitting = ours.filter(|(_, column)| columns.is_empty() || columns.contains(column));
    let mut names: Vec<String> = fitting.map(|(table, _)| table.to_owned()).collect();
    names.sort();
    names.dedup();
    names
}

/// Every row of the shop as a text in small letters, behind the name of its table.
pub async fn everything(world: &World) -> Vec<String> {
    let mut all = Vec::new();
    for table in tables(world, &[]).await {
        let mut conn = world.app.db.read().await.expect("reads");
        let text = match world.test.backend {
            Backend::Postgres => format!("SELECT CAST(to_jsonb(t) AS TEXT) AS body FROM {table} t"),
            Backend::Sqlite => {
                let columns: Vec<NameRow> = query("SELECT name FROM pragma_table_info($1)")
                    .bind(table.as_str())
                    .all(&mut conn)
                    .await
                    .expect("reads");
                let cell = |row: &NameRow| {
                    format!("CASE typeof({0}) WHEN 'blob' THEN '' ELSE COALESCE({0}, '') END", row.name)
                };
                let cells: Vec<String> = columns.iter().map(cell).collect();
                format!("SELECT {} AS body FROM {table}", cells.join(" || '|' || "))
            }
        };
        let rows: Vec<BodyRow> = query(&text).all(&mut conn).await.expect("reads");
        all.extend(rows.into_iter().map(|row| format!("{table}: {}", row.body.to_lowercase())));
    }
    all
}
