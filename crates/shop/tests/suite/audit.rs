//! The audit log (docs/decisions/0016): every form of the office leaves a row in the transaction of its change, no row holds a secret or a
//! customer's data, and owners find in it what they look for.

use std::collections::BTreeSet;

use domain::{
    ids::OrderId,
    order::{Event, Fulfilment},
    rights::AdminKind,
};
use shop::ops::{self, place_order::Placed, second_step, steps::Step};
use store::audit::{AuditFilter, AuditRow};
use testkit::{Attached, Reply, TestDb, Visitor, on_both_databases};
use views::{admin::SettingsPage, urls};

use crate::{
    second_step::{PASSWORD, hired, switched_on},
    world::{World, jpeg},
};

on_both_databases! {
    every_form_of_the_office_leaves_a_row_without_secrets,
    owners_find_who_did_what_and_page_through_it,
}

/// Forms of admins that leave no row here, each with its reason.
const WITHOUT: &[(&str, &str)] = &[
    (urls::ADMIN_LOGIN, "signing in changes nothing of the shop"),
    (urls::ADMIN_LOGIN_CODE, "the same; a recovery code leaves its row, see second_step.rs"),
    (urls::ADMIN_LOGOUT, "signing out changes nothing of the shop"),
    (urls::ADMIN_SETUP_PATH, "a visitor's form; the owner it makes is noted as made by the machine"),
    (urls::ADMIN_NOTIFICATION_OPEN_PATH, "what somebody has read is theirs"),
    (urls::ADMIN_NOTIFICATIONS_READ, "what somebody has read is theirs"),
    (urls::ADMIN_NOTIFICATIONS_BULK, "what somebody has read is theirs"),
    (urls::ADMIN_PREFERENCES, "what somebody wants to hear of is theirs"),
    (
        urls::ADMIN_BIRTHDAY_DISCOUNT_PATH,
        "needs a loyal customer's birthday; goes by discounts::set_within, which leaves the row",
    ),
    (urls::ADMIN_ORDER_EDIT_PATH, "needs the figures that were shown; order_edits.rs looks at its row"),
    (urls::ADMIN_ORDER_SHORTFALL_PATH, "needs a short delivery; deliveries.rs looks at its row"),
    (urls::ADMIN_WHATSAPP_PATH, "needs readers who agreed to it; segment_messages.rs looks at its rows"),
    (urls::ADMIN_ORDER_NEW, "needs the figures that were shown; phone_orders.rs looks at its row"),
    (urls::ADMIN_EMPLOYEES_BULK, "ends a driver the other forms need; lists_bulk.rs looks at its row"),
    (urls::ADMIN_JOBS_BULK, "goes by the verbs of one job; lists_bulk.rs looks at its rows"),
    (urls::ADMIN_JOBS_QUEUE, "needs a queue somebody works; jobs_admin.rs pauses one"),
];

const NEW_PASSWORD: &str = "genteng biru 8";

async fn rows(world: &World) -> Vec<AuditRow> {
    let mut conn = world.app.db.read().await.expect("reads");
    store::audit::list(&mut conn, &AuditFilter::default(), 1000).await.expect("reads")
}

/// Sends the forms one after the other and looks whether each left a row.
struct Sender {
    world: World,
    owner: Visitor,
    sent: BTreeSet<&'static str>,
    wrong: Vec<String>,
}

impl Sender {
    async fn post(&mut self, path: &'static str, id: i64, fields: &[(&str, &str)]) -> Reply {
        self.send(path, id, fields, None).await
    }

    async fn send(&mut self, path: &'static str, id: i64, fields: &[(&str, &str)], file: Option<&str>) -> Reply {
        let bytes = jpeg();
        let photo = |field| Attached { field, name: "foto.jpg", content_type: "image/jpeg", bytes: &bytes };
        self.attach(path, id, fields, file.map(photo)).await
    }

    async fn attach(
        &mut self,
        path: &'static str,
        id: i64,
        fields: &[(&str, &str)],
        file: Option<Attached<'_>>,
    ) -> Reply {
        let before = rows(&self.world).await.len();
        self.world.settled().await;
        let address = path.replace("{id}", &id.to_string());
        let reply = match file {
            None => self.owner.post(&address, fields).await,
            Some(file) => self.owner.upload(&address, fields, &[file]).await,
        };
        self.sent.insert(path);
        if reply.status.as_u16() >= 400 {
            self.wrong.push(format!("{address} was refused with {}: {}", reply.status, reply.text()));
        } else if rows(&self.world).await.len() <= before {
            self.wrong.push(format!("{address} left no row"));
        }
        reply
    }
}

async fn paid(world: &World, order: OrderId) {
    let step = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    ops::steps::advance(&world.app, step).await.expect("accepts");
}

async fn ordered(
    world: &World,
    customer: domain::ids::CustomerId,
    product: domain::ids::ProductId,
    pickup: bool,
) -> OrderId {
    world.fill_cart(customer, &[(product, 1)]).await;
    let key = shop::entropy::key(world.app.entropy.as_ref());
    let mut placing = world.agreed(customer, &key).await;
    if pickup {
        placing.fulfilment = Fulfilment::Pickup;
    }
    match world.place(&placing).await {
        Placed::New(order) => order,
        other => panic!("not placed: {other:?}"),
    }
}

async fn goods(sender: &mut Sender, product: i64) {
    let named = [
        ("nama_produk", "Roster Bata"),
        ("harga_produk", "15000"),
        ("satuan", "biji"),
        ("kelipatan", "1"),
        ("minimum", "1"),
        ("versi", "1"),
    ];
    sender.post(urls::ADMIN_PRODUCT_PATH, product, &named).await;
    sender.send(urls::ADMIN_PRODUCT_NEW, 0, &[&named[..5], &[("stok_awal", "7")]].concat(), Some("foto")).await;
    sender.send(urls::ADMIN_PRODUCT_PHOTOS_PATH, product, &[], Some("foto")).await;
    let id = product.try_into().expect("an id");
    let mut conn = sender.world.app.db.read().await.expect("reads");
    let photo = store::catalogue::photos_of(&mut conn, id).await.expect("reads")[0].file_id.to_string();
    drop(conn);
    sender.post(urls::ADMIN_PRODUCT_PHOTO_PATH, product, &[("foto", &photo), ("aksi", "sampul")]).await;
    let restock = [("jenis", "masuk"), ("jumlah", "5"), ("alasan", "cetakan Senin")];
    sender.post(urls::ADMIN_PRODUCT_STOCK_PATH, product, &restock).await;
    sender.post(urls::ADMIN_CATEGORY_NEW, 0, &[("nama_kategori", "Roster")]).await;
    sender.post(urls::ADMIN_CATEGORY_PATH, 1, &[("nama_kategori", "Roster dan bata"), ("versi", "1")]).await;
    let moved = [("produk", product.to_string()), ("aksi", "kategori".to_owned()), ("kategori", "1".to_owned())];
    let moved: Vec<_> = moved.iter().map(|(field, value)| (*field, value.as_str())).collect();
    sender.post(urls::ADMIN_PRODUCTS_BULK, 0, &moved).await;
    sender.post(urls::ADMIN_CATEGORY_ARCHIVE_PATH, 1, &[("arsip", "ya"), ("yakin", "ya")]).await;
}

async fn orders(sender: &mut Sender, customer: domain::ids::CustomerId, product: domain::ids::ProductId) {
    let mut placed = Vec::new();
    for pickup in [false, false, false, true] {
        placed.push(ordered(&sender.world, customer, product, pickup).await.get());
    }
    sender.post(urls::ADMIN_ORDER_ACCEPT_PATH, placed[0], &[("catatan", "tunai")]).await;
    sender.post(urls::ADMIN_ORDER_ONGKIR_PATH, placed[0], &[("ongkir", "50000")]).await;
    sender.post(urls::ADMIN_ORDER_SHIP_PATH, placed[0], &[("karyawan", "")]).await;
    sender.post(urls::ADMIN_ORDER_FAILED_PATH, placed[0], &[("alasan", "Bu Siti sedang pergi")]).await;
    sender.post(urls::ADMIN_ORDER_SHIP_PATH, placed[0], &[("karyawan", "")]).await;
    let who = [("penerima", "Bu Siti")];
    sender.send(urls::ADMIN_ORDER_DELIVER_PATH, placed[0], &who, Some("foto_pengiriman")).await;
    let mut siti = sender.world.signed_in(customer).await;
    let bytes = jpeg();
    let proof = Attached { field: "bukti_bayar", name: "bukti.jpg", content_type: "image/jpeg", bytes: &bytes };
    let given = siti.upload(&urls::order_proof(placed[1].try_into().expect("an id")), &[], &[proof]).await;
    assert_eq!(given.status, 303, "{}", given.text());
    sender.post(urls::ADMIN_ORDER_REJECT_PATH, placed[1], &[("alasan", "buram")]).await;
    sender.post(urls::ADMIN_ORDER_CANCEL_PATH, placed[2], &[("alasan", "Bu Siti tidak jadi")]).await;
    let last = placed[3].try_into().expect("an id");
    paid(&sender.world, last).await;
    sender.post(urls::ADMIN_ORDER_PICKUP_PATH, placed[3], &who).await;
    let said = ops::feedback::TypedFeedback { text: "Bagus".into(), stars: "5".into(), photo: None };
    ops::feedback::give(&sender.world.app, last, (customer, "Ibu siti"), &said).await.expect("gives");
    sender.post(urls::ADMIN_FEEDBACK_REPLY_PATH, placed[3], &[("balasan", "Terima kasih, Bu Siti")]).await;
}

async fn people(sender: &mut Sender, customer: i64) {
    let discount =
        [("untuk", "semua"), ("persen", "5"), ("cakupan", "all_products"), ("asal", "manual"), ("aktif", "ya")];
    sender.post(urls::ADMIN_DISCOUNT_NEW, 0, &discount).await;
    sender.post(urls::ADMIN_DISCOUNT_PATH, 1, &[&discount[2..], &[("persen", "7"), ("versi", "1")]].concat()).await;
    sender.post(urls::ADMIN_DISCOUNT_END_PATH, 1, &[]).await;
    sender.post(urls::ADMIN_DISCOUNT_NEW, 0, &[&discount[..], &[("kunci", "dua")]].concat()).await;
    sender.post(urls::ADMIN_DISCOUNTS_BULK, 0, &[("diskon", "2"), ("aksi", "akhiri"), ("yakin", "ya")]).await;
    sender.post(urls::ADMIN_CUSTOMER_BIRTH_PATH, customer, &[("tanggal_lahir", "1991-02-03")]).await;
    let version =
        [("versi", "2"), ("nama_pelanggan", "Siti Baru"), ("no_hp", "0812-0000-1111"), ("alamat", "Jl. Baru 1")];
    sender.post(urls::ADMIN_CUSTOMER_DATA_PATH, customer, &version).await;
    let message =
        [("kunci", "kabar"), ("judul", "Libur"), ("isi", "Toko tutup Jumat"), ("kepada", "semua"), ("yakin", "ya")];
    sender.post(urls::ADMIN_MESSAGE_NEW, 0, &message).await;
    let driver = [("nama", "Udin"), ("email", "udin@example.com"), ("password", PASSWORD)];
    sender.post(urls::ADMIN_EMPLOYEE_NEW, 0, &driver).await;
    let changed = [("nama", "Udin Petot"), ("email", "udin@example.com"), ("aktif", "ya"), ("versi", "1")];
    sender.post(urls::ADMIN_EMPLOYEE_PATH, 1, &changed).await;
    let admin = [("nama", "Gudang"), ("username", "gudang"), ("password", PASSWORD), ("peran", "warehouse")];
    sender.post(urls::ADMIN_ADMIN_NEW, 0, &admin).await;
}

/// Tables brought in: one of each kind, the first taken, the second thrown away.
async fn tables(sender: &mut Sender) {
    for (path, table) in [
        (urls::ADMIN_PRODUCT_IMPORT, "Nama;Harga;Satuan\nGenteng;3000;biji\n"),
        (urls::ADMIN_STOCK_IMPORT, "Nama;Masuk\nRoster Bata;5\n"),
        (urls::ADMIN_CUSTOMER_IMPORT, "Nama;No. HP;Alamat\nBu Ani;081100000001;Jl. Mawar 1\n"),
    ] {
        let file = Attached { field: "berkas", name: "tabel.csv", content_type: "text/csv", bytes: table.as_bytes() };
        sender.attach(path, 0, &[("kunci", path), ("alasan", "cetakan")], Some(file)).await;
    }
    sender.world.settled().await;
    let mut conn = sender.world.app.db.read().await.expect("reads");
    let row = store::imports::import(&mut conn, 1).await.expect("reads").expect("is there");
    let preview = ops::imports::preview(&sender.world.app, &mut conn, &row).await.expect("plans");
    drop(conn);
    sender.post(urls::ADMIN_IMPORT_APPLY_PATH, 1, &[("segel", &preview.expect("waits").seal)]).await;
    sender.post(urls::ADMIN_IMPORT_DROP_PATH, 2, &[]).await;
}

/// Counting and driving.
async fn yard(sender: &mut Sender, customer: domain::ids::CustomerId, product: domain::ids::ProductId) {
    sender.post(urls::ADMIN_COUNTS, 0, &[("kategori", ""), ("catatan", "Senin")]).await;
    let counted = [("produk", product.to_string()), ("jumlah", "90".to_owned()), ("lihat", "semua".to_owned())];
    let counted: Vec<_> = counted.iter().map(|(field, value)| (*field, value.as_str())).collect();
    sender.post(urls::ADMIN_COUNT_LINE_PATH, 1, &[&counted[..], &[("versi", "1")]].concat()).await;
    let version = store::counts::count(&mut sender.world.app.db.read().await.expect("reads"), 1).await;
    let version = version.expect("reads").expect("the sheet is there").version.to_string();
    sender.post(urls::ADMIN_COUNT_APPROVE_PATH, 1, &[("versi", &version)]).await;
    sender.post(urls::ADMIN_COUNTS, 0, &[("kategori", "")]).await;
    sender.post(urls::ADMIN_COUNT_CANCEL_PATH, 2, &[]).await;
    let mut orders = Vec::new();
    for _ in 0..2 {
        let order = ordered(&sender.world, customer, product, false).await;
        paid(&sender.world, order).await;
        let (settings, fee) = (sender.world.settings().await, domain::money::Rupiah::from_u32(50_000));
        let set = ops::shipping::set_ongkir(&sender.world.app, &settings, order, &World::office(), fee).await;
        set.expect("sets");
        orders.push(order.to_string());
    }
    let day = sender.world.settings().await.zone.day_of(sender.world.app.clock.now()).to_string();
    sender.post(urls::ADMIN_DELIVERIES, 0, &[("pesanan", &orders[0]), ("hari", &day), ("karyawan", "1")]).await;
    let stop = format!("urutan_{}", orders[0]);
    let tour = [("pesanan", &*orders[0]), (&*stop, "1"), ("hari", &day), ("aksi", "urutan")];
    sender.post(urls::ADMIN_DELIVERY_TOUR, 0, &tour).await;
    let left = [("pesanan", &*orders[1]), ("perlu", "kirim"), ("karyawan", ""), ("yakin", "ya")];
    sender.post(urls::ADMIN_ORDERS_BULK, 0, &left).await;
    let id = orders[1].parse().expect("a number");
    sender.post(urls::ADMIN_ORDER_NOTE_PATH, id, &[("catatan_internal", "Bu Siti marah"), ("kunci", "k1")]).await;
}

/// What the office keeps of customers: none of it may stand in the log.
async fn known(sender: &mut Sender, customer: domain::ids::CustomerId) {
    let id = customer.get();
    let who = [("nama_pelanggan", "Pak Pahlawan"), ("no_hp", "081234567899"), ("alamat", "Jl. Pahlawan 9")];
    let entered = sender.post(urls::ADMIN_ORDER_NEW_CUSTOMER, 0, &[&who[..], &[("kunci", "k2")]].concat()).await;
    let new = entered.location().rsplit('=').next().and_then(|id| id.parse().ok()).expect("an id");
    sender.post(urls::ADMIN_CUSTOMER_CLAIM_PATH, new, &[]).await;
    sender.post(urls::ADMIN_CUSTOMER_DELETE_PATH, new, &[("diminta", "ya")]).await;
    sender.post(urls::ADMIN_NOTES_PATH, id, &[("isi", "Bu Siti suka pagi"), ("kunci", "k3")]).await;
    sender.post(urls::ADMIN_NOTE_PATH, 1, &[("isi", "Bu Siti suka sore"), ("versi", "1")]).await;
    sender.post(urls::ADMIN_NOTE_PATH, 1, &[("aksi", "hapus")]).await;
    sender.post(urls::ADMIN_CUSTOMER_TAGS_PATH, id, &[("label", "Proyek")]).await;
    sender.post(urls::ADMIN_TAGS_PUT, 0, &[("label", "Masjid"), ("pelanggan", &id.to_string())]).await;
    sender.post(urls::ADMIN_CUSTOMER_TAGS_PATH, id, &[("lepas", "1")]).await;
    sender.post(urls::ADMIN_TAG_PATH, 1, &[("aksi", "ganti"), ("label", "Proyek besar")]).await;
    sender.post(urls::ADMIN_TAG_PATH, 1, &[("aksi", "gabung"), ("ke", "2")]).await;
    sender.post(urls::ADMIN_TAG_PATH, 2, &[("aksi", "hapus")]).await;
    let task = [("isi", "Telepon Bu Siti"), ("tanggal", "2099-01-05")];
    sender.post(urls::ADMIN_CUSTOMER_FOLLOW_UPS_PATH, id, &task).await;
    let later = [("isi", "Telepon lagi Bu Siti"), ("tanggal", "2099-01-06"), ("versi", "1")];
    sender.post(urls::ADMIN_FOLLOW_UP_PATH, 1, &later).await;
    let done = [("aksi", "selesai"), ("hasil", "Bu Siti senang"), ("versi", "2")];
    sender.post(urls::ADMIN_FOLLOW_UP_END_PATH, 1, &done).await;
    sender.post(urls::ADMIN_SEGMENT_NEW, 0, &[("nama", "Langganan"), ("loyal", "ya"), ("kunci", "k4")]).await;
    sender.post(urls::ADMIN_SEGMENT_EDIT_PATH, 1, &[("nama", "Langganan kami"), ("loyal", "ya"), ("versi", "1")]).await;
    sender.post(urls::ADMIN_SEGMENT_DELETE_PATH, 1, &[("versi", "2")]).await;
}

#[expect(clippy::too_many_lines, reason = "one round of the office, form after form")]
async fn every_form_of_the_office_leaves_a_row_without_secrets(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 14_500, 100).await;
    let customer = world.customer("siti").await;
    let me = hired(&world, "pemilik", AdminKind::Owner).await;
    let other = hired(&world, "nur", AdminKind::Office).await;
    let (owner, secret, mut codes) = switched_on(&world, me).await;
    let (_, others, other_codes) = switched_on(&world, other).await;
    codes.extend(other_codes);
    let mut sender = Sender { world, owner, sent: BTreeSet::new(), wrong: Vec::new() };
    goods(&mut sender, product.get()).await;
    orders(&mut sender, customer, product).await;
    people(&mut sender, customer.get()).await;
    yard(&mut sender, customer, product).await;
    tables(&mut sender).await;
    known(&mut sender, customer).await;
    sender.post(urls::ADMIN_PRODUCT_ARCHIVE_PATH, product.get(), &[("arsip", "ya")]).await;
    let changed =
        [("nama", "Bu Nur"), ("peran", "warehouse"), ("aktif", "ya"), ("versi", "1"), ("password", NEW_PASSWORD)];
    sender.post(urls::ADMIN_ADMIN_PATH, other.get(), &changed).await;
    sender.post(urls::ADMIN_ADMIN_TOTP_PATH, other.get(), &[]).await;
    let told = sender.post(urls::ADMIN_TOTP_CODES, 0, &[("password_lama", PASSWORD)]).await.text();
    codes.extend(told.split("<code>").skip(1).filter_map(|rest| rest.split('<').next().map(ToOwned::to_owned)));
    sender.post(urls::ADMIN_TOTP_OFF, 0, &[("password_lama", PASSWORD)]).await;
    sender.post(urls::ADMIN_TOTP, 0, &[]).await;
    let second_step::Standing::Waiting(fresh) = second_step::standing(&sender.world.app, me).await.expect("reads")
    else {
        panic!("no secret waits")
    };
    let code = fresh.code_at(sender.world.app.clock.now());
    sender.post(urls::ADMIN_TOTP_CONFIRM, 0, &[("kode", &code)]).await;
    let passwords = [("password_lama", PASSWORD), ("password", NEW_PASSWORD), ("password_confirm", NEW_PASSWORD)];
    sender.post(urls::ADMIN_ACCOUNT, 0, &passwords).await;
    let form = SettingsPage::typed(&sender.world.settings().await);
    let mut settings: Vec<_> =
        form.filled_in().filter(|(field, _)| !["nama_toko", "alamat_toko"].contains(field)).collect();
    settings.extend([("nama_toko", "Barokah Baru"), ("alamat_toko", "Jl. Poros 4"), ("versi", "0")]);
    sender.post(urls::ADMIN_SETTINGS, 0, &settings).await;
    let filter = shop::jobs::admin::Filter {
        shelf: shop::jobs::board::Shelf::Waiting,
        kind: None,
        beyond: None,
        oldest_first: false,
    };
    let job = shop::jobs::admin::list(&sender.world.app, &filter, 1).await.expect("lists")[0].id;
    sender.post(urls::ADMIN_JOB_CANCEL_PATH, job, &[]).await;
    sender.post(urls::ADMIN_JOB_RETRY_PATH, job, &[]).await;
    sender.post(urls::ADMIN_JOBS_PURGE, 0, &[]).await;
    assert!(sender.wrong.is_empty(), "{}", sender.wrong.join("\n"));
    for route in shop::web::routes().list().iter().filter(|route| route.post && route.path.starts_with("/admin/")) {
        let excused = WITHOUT.iter().any(|(path, _)| *path == route.path);
        assert!(excused != sender.sent.contains(route.path), "{}: sent here, or excused with a reason?", route.path);
    }
    let log = format!("{:?}", rows(&sender.world).await);
    let token = sender.owner.cookie("barokah_admin").expect("signed in").to_owned();
    let keys = [secret.text(), others.text(), fresh.text()].map(|text| text.replace(' ', ""));
    let secrets = [PASSWORD.to_owned(), NEW_PASSWORD.to_owned(), token, "argon2".to_owned()].into_iter();
    for hidden in secrets.chain(keys).chain(codes) {
        assert!(!log.contains(&hidden), "{hidden} stands in the log");
    }
    for personal in [
        "Bu Siti",
        "Ibu siti",
        "Pahlawan",
        "81234567890",
        "1991-02-03",
        "udin@example.com",
        "Toko tutup",
        "81234567899",
    ] {
        assert!(!log.contains(personal), "{personal} stands in the log");
    }
}

async fn owners_find_who_did_what_and_page_through_it(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster Kawung", 14_500, 100).await;
    let (id, _) = world.admin("nur", "office").await;
    let (_, mut owner) = world.admin("pemilik", "owner").await;
    assert!(owner.get("/admin/audit/").await.text().contains("Belum ada perubahan"));
    let nur = ops::by_admin(id, "Bu <Nur>", AdminKind::Office);
    for number in 0..45 {
        let category = ops::catalogue::TypedCategory { name: format!("Rak {number}"), description: String::new() };
        ops::catalogue::create_category(&world.app, &category, &World::office()).await.expect("creates");
    }
    ops::catalogue::archive(&world.app, product, true, &nur).await.expect("archives");
    let page = owner.get("/admin/audit/").await.text();
    assert!(page.contains("Diarsipkan") && page.contains("Bu &#60;Nur&#62;") && page.contains("Rak 44"), "{page}");
    assert!(!page.contains("Rak 3<"), "only the newest");
    let older = page.split("href=\"").find(|rest| rest.contains("sebelum=")).expect("older ones").split('"').next();
    let older = older.unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&");
    assert!(owner.get(&older).await.text().contains("Rak 3<"), "{older}");
    for (query, found, lost) in [
        (format!("siapa=admin-{id}"), "Diarsipkan", "Rak 44"),
        ("siapa=command&aksi=created".to_owned(), "Rak 44", "<strong>Diarsipkan"),
        (format!("objek=product&nomor={product}"), "<strong>Diarsipkan", "Rak 44"),
        ("tanggal__gte=2099-01-01".to_owned(), "Tidak ada yang cocok", "Rak 44"),
        (
            "siapa=admin-x&aksi=%00&objek=semua&nomor=abc&tanggal__lte=kemarin&sebelum=-".to_owned(),
            "Rak 44",
            "Tidak ada yang cocok",
        ),
    ] {
        let page = owner.get(&format!("/admin/audit/?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        assert!(page.text().contains(found) && !page.text().contains(lost), "{query}: {}", page.text());
    }
}
