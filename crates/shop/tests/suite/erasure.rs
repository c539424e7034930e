//! Deleted accounts (domain.md §11, docs/decisions/0020): the person goes, the books stay.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    audit::{Act, Thing},
    ids::CustomerId,
    order::Event,
};
use shop::{
    jobs::{Task as _, nightly_check, prune::Prune},
    ops::{
        self, OpError,
        erasure::Gone,
        place_order::{From, Placed, place_order},
        steps::Step,
    },
};
use testkit::{Backend, TestDb, Visitor, on_both_databases};
use views::{text::account as words, urls};

use crate::{
    own_data::{WHOSE, statements_of},
    whole_life::{Life, PASSWORD, Staff, everything, live, tables},
    world::World,
};

on_both_databases! {
    the_person_goes_and_the_books_stay,
    nobody_finds_or_reaches_who_went,
    open_orders_keep_the_account,
    money_that_is_owed_keeps_the_account,
    the_office_deletes_who_asked_for_it,
    of_an_order_and_a_deletion_at_the_same_moment_one_wins,
    what_came_after_the_deletion_is_cleaned_up_too,
    the_books_of_who_went_cannot_be_changed_either,
}

/// Tables that know customers and are not touched by a deletion, each with its reason.
const WITHOUT: &[(&str, &str)] = &[
    ("order_lines", "goods and amounts; messages in the reckoning go by store/src/reckonings.rs"),
    ("discount_uses", "which order used which discount, and how much it took off"),
    ("delivery_proofs", "the row says that it was proved; the photo goes"),
    ("payment_reminders", "an order, a deadline, an hour"),
    ("customer_notes", "ops::crm::forget"),
    ("customer_tags", "ops::crm::forget"),
    ("follow_ups", "ops::crm::forget"),
];

async fn two_lives(test: TestDb) -> (World, Staff, Life, Life) {
    let world = World::open(test).await;
    let mut staff = Staff::of(&world).await;
    let melati = live(&world, &mut staff, ("melati", "081211110007", "1991-03-04")).await;
    let kamboja = live(&world, &mut staff, ("kamboja", "081233330009", "1988-08-09")).await;
    (world, staff, melati, kamboja)
}

async fn deletes(browser: &mut Visitor, password: &str) -> testkit::Reply {
    browser.post(urls::ACCOUNT_DELETE, &[("password_lama", password)]).await
}

/// The figures of all reports, cell by cell: amounts, quantities, shares, days. Words and telephone numbers may go with a person.
async fn figures(office: &mut Visitor) -> Vec<String> {
    let mut all = Vec::new();
    for report in
        ["transaksi", "produk-terlaris", "omzet", "pelanggan", "diskon", "belum-dibayar-dan-batal", "nilai-stok"]
    {
        let reply = office.get(&format!("/laporan/{report}/berkas/csv/")).await;
        assert_eq!(reply.status, 200, "{report}");
        let text = reply.text();
        let cells = text.split([';', '\n', '\r']).map(|cell| cell.trim_matches('"'));
        let is_figure = |cell: &&str| !cell.starts_with("08") && cell.contains(|first: char| first.is_ascii_digit());
        let plain =
            cells.filter(is_figure).filter(|cell| !cell.contains(char::is_alphabetic) && !cell.starts_with('#'));
        let figures: Vec<&str> = plain.collect();
        assert!(figures.len() > 3, "{report}: {text}");
        all.push(format!("{report}: {}", figures.join(";")));
    }
    all
}

async fn the_person_goes_and_the_books_stay(test: TestDb) {
    let (world, mut staff, mut melati, kamboja) = two_lives(test).await;
    let before = everything(&world).await;
    for trace in melati.traces() {
        assert!(before.iter().any(|row| row.contains(trace)), "{trace} is nowhere");
    }
    let before_figures = figures(&mut staff.office).await;
    assert_eq!(melati.browser.get(urls::ACCOUNT_DELETE).await.status, 200);
    let wrong = deletes(&mut melati.browser, "salah").await;
    assert!(wrong.status == 422 && wrong.text().contains("e-password_lama"), "{}", wrong.text());
    let reply = deletes(&mut melati.browser, PASSWORD).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, urls::HOME), "{}", reply.text());
    assert!(melati.browser.get(urls::HOME).await.text().contains(words::DELETED));
    let after = everything(&world).await;
    for trace in melati.traces() {
        let left: Vec<_> = after.iter().filter(|row| row.contains(trace)).collect();
        assert!(left.is_empty(), "{trace} is still there: {left:#?}");
    }
    let of = |rows: &[String]| rows.iter().filter(|row| row.contains(kamboja.word)).cloned().collect::<BTreeSet<_>>();
    assert_eq!(of(&before), of(&after), "nobody else loses anything");
    assert_eq!(before_figures, figures(&mut staff.office).await, "the figures are the same");
    world.ledger_agrees().await;
    assert_eq!(nightly_check::differences(&world.app).await.expect("checks"), 0);
    files_are_gone(&world, &mut staff, &before).await;
}

/// Nobody sees the files from the commit on, and their bytes go with the next pruning.
async fn files_are_gone(world: &World, staff: &mut Staff, before: &[String]) {
    let addresses: Vec<String> = (1..=8).map(|file| format!("/berkas/{file}/")).collect();
    let mut seen = Vec::new();
    for address in &addresses {
        seen.push(staff.office.get(address).await.status.as_u16());
    }
    // Each of the two has two proofs, a photo of the delivery and one of the feedback.
    assert_eq!(seen, [404, 404, 404, 404, 200, 200, 200, 200], "{before:#?}");
    let folder = world.test.folder().join("files");
    let count = || walk(&folder);
    let all = count();
    Prune { due: 0 }.run(&world.app).await.expect("prunes");
    assert_eq!(count() + 4, all, "the bytes are gone");
    Prune { due: 0 }.run(&world.app).await.expect("prunes again");
    assert_eq!(count() + 4, all);
}

fn walk(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("is there");
    entries.map(|entry| entry.expect("an entry").path()).map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
}

async fn nobody_finds_or_reaches_who_went(test: TestDb) {
    let (world, mut staff, mut melati, _) = two_lives(test).await;
    let mut other_phone = world.signed_in(melati.id).await;
    assert_eq!(deletes(&mut melati.browser, PASSWORD).await.status, 303);
    assert!(other_phone.get(urls::ACCOUNT).await.location().starts_with(urls::LOGIN), "signed out everywhere");
    assert!(melati.browser.get(urls::ACCOUNT).await.location().starts_with(urls::LOGIN));
    let known = world.visitor().post(urls::LOGIN, &melati.login()).await;
    let unknown = world.visitor().post(urls::LOGIN, &[("username", "tidak.ada"), ("password", PASSWORD)]).await;
    assert_eq!((known.status.as_u16(), unknown.status.as_u16()), (422, 422));
    assert_eq!(known.text().replace("melati", "X"), unknown.text().replace("tidak.ada", "X"));
    let gone = staff.office.get(&urls::admin_customer(melati.id)).await;
    assert!(gone.status == 200 && gone.text().contains(words::GONE), "{}", gone.text());
    assert!(!staff.office.get(urls::ADMIN_CUSTOMERS).await.text().contains(&urls::admin_customer(melati.id)));
    for order in melati.orders {
        let page = staff.office.get(&urls::admin_order(order)).await;
        assert!(page.status == 200 && page.text().contains(words::GONE), "{}", page.text());
    }
    assert!(staff.office.get("/admin/pesanan/?perlu=semua").await.text().contains(words::GONE));
    let feedback = staff.office.get(urls::ADMIN_FEEDBACK).await.text();
    assert!(feedback.contains(words::GONE) && feedback.contains(words::GONE_WORDS), "{feedback}");
    for address in [urls::ADMIN_MESSAGE_NEW, urls::ADMIN_DISCOUNT_NEW] {
        let text = staff.office.get(&format!("{address}?pelanggan={}", melati.id)).await.text();
        assert!(!text.contains(words::GONE), "{address}: {text}");
    }
    for address in
        [urls::admin_notes(melati.id), urls::admin_customer_tags(melati.id), urls::admin_customer_birth(melati.id)]
    {
        let form = [("isi", "x"), ("label", "x"), ("tanggal_lahir", "1990-01-01")];
        assert_eq!(staff.office.post(&address, &form).await.status, 404, "{address}");
    }
    let birthday = domain::time::ShopDay::parse("2027-03-04").expect("a day");
    world.test.clock.set(world.settings().await.zone.start_of(birthday));
    assert_eq!(ops::birthdays::run(&world.app).await.expect("runs"), 0, "nobody's birthday");
    // The name is free again, for an account that knows nothing of the old one.
    let again = [
        ("username", "melati"),
        ("nama_pelanggan", "Orang Lain"),
        ("alamat", "Jl. Baru 1"),
        ("tanggal_lahir", "1990-05-05"),
        ("no_hp", "081299990000"),
        ("password", PASSWORD),
        ("password_confirm", PASSWORD),
    ];
    let mut new = world.visitor();
    assert_eq!(new.post(urls::REGISTER, &again).await.status, 303);
    assert!(!new.get(urls::ORDERS).await.text().contains(&urls::order(melati.orders[0])));
    assert_eq!(new.get(&urls::order(melati.orders[0])).await.status, 404);
    let taken = [&[("username", "#1")], &again[1..]].concat();
    assert_eq!(world.visitor().post(urls::REGISTER, &taken).await.status, 422, "nobody can take the new name");
}

async fn open_orders_keep_the_account(test: TestDb) {
    let (world, mut staff, mut melati, _) = two_lives(test).await;
    let open = world.order(melati.id, &[(staff.product, 1)]).await;
    let number = format!("#{open}");
    for paid in [false, true] {
        if paid {
            let step = Step::new(open, Event::AcceptPayment, World::office()).with_note("tunai");
            ops::steps::advance(&world.app, step).await.expect("accepts");
        }
        let page = melati.browser.get(urls::ACCOUNT_DELETE).await.text();
        assert!(page.contains(&number) && !page.contains("data-form=\"account-delete\""), "{page}");
        assert_eq!(page.contains("bisa Anda batalkan"), !paid, "only what can be done is offered: {page}");
        assert_eq!(page.contains("tunggu sampai selesai"), paid, "{page}");
        let reply = deletes(&mut melati.browser, PASSWORD).await;
        assert!(reply.status == 422 && reply.text().contains(&number), "{}", reply.text());
        let address = urls::admin_customer_delete(melati.id);
        let reply = staff.office.post(&address, &[("diminta", "ya")]).await;
        assert!(reply.status == 422 && reply.text().contains(&number), "{}", reply.text());
    }
    assert_eq!(melati.browser.get(urls::ACCOUNT).await.status, 200, "nothing was changed");
    assert!(world.visitor().post(urls::LOGIN, &melati.login()).await.status == 303);
}

/// What the shop promised to give back would be forgotten with the person (docs/decisions/0024).
async fn money_that_is_owed_keeps_the_account(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Roster", 14_500, 100).await;
    let siti = world.customer("siti").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let order = world.order(siti, &[(product, 2)]).await;
    let step = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    ops::steps::advance(&world.app, step).await.expect("accepts");
    let cancel = [("alasan", "stok rusak"), ("uang", "kembali")];
    assert_eq!(office.post(&urls::admin_order_cancel(order), &cancel).await.status, 303);
    let address = urls::admin_customer_delete(siti);
    let reply = office.post(&address, &[("diminta", "ya")]).await;
    assert!(reply.status == 422 && reply.text().contains("belum dibereskan toko"), "{}", reply.text());
    let owed = office.get("/admin/tindak-lanjut/1/").await;
    let version = owed.field("versi");
    let done = [("aksi", "selesai"), ("hasil", "ditransfer"), ("versi", version.as_str())];
    assert_eq!(office.post("/admin/tindak-lanjut/1/tutup/", &done).await.status, 303);
    assert_eq!(office.post(&address, &[("diminta", "ya")]).await.status, 303);
}

async fn the_office_deletes_who_asked_for_it(test: TestDb) {
    let world = World::open(test).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let (_, mut office) = world.admin("kantor", "office").await;
    let (_, mut warehouse) = world.admin("gudang", "warehouse").await;
    let address = urls::admin_customer_delete(siti);
    assert!(office.get(&address).await.text().contains("data-form=\"customer-delete\""));
    let reply = office.post(&address, &[]).await;
    assert!(reply.status == 422 && reply.text().contains("Centang dulu"), "the tick is asked for: {}", reply.text());
    assert_eq!(warehouse.post(&address, &[("diminta", "ya")]).await.status, 403);
    assert_eq!(world.noted(Act::Deleted, Thing::Customer).await, 0);
    let reply = office.post(&address, &[("diminta", "ya")]).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, &*urls::admin_customer(siti)));
    assert_eq!(world.noted(Act::Deleted, Thing::Customer).await, 1);
    assert!(everything(&world).await.iter().all(|row| !row.contains("siti")), "nor does the log know who it was");
    for unknown in [address.as_str(), "/admin/pelanggan/999/hapus/", "/admin/pelanggan/x/hapus/"] {
        assert_eq!(office.post(unknown, &[("diminta", "ya")]).await.status, 404, "{unknown}");
        assert_eq!(office.get(unknown).await.status, 404, "{unknown}");
    }
    assert_eq!(office.get(&urls::admin_customer(budi)).await.status, 200);
    // Without a password there is no way in, and none to delete from within.
    let reply = deletes(&mut world.signed_in(budi).await, "").await;
    assert_eq!(reply.status, 422);
}

async fn of_an_order_and_a_deletion_at_the_same_moment_one_wins(test: TestDb) {
    let world = Arc::new(World::open(test).await);
    let product = world.product("Roster", 14_500, 1000).await;
    let settings = world.settings().await;
    let (mut ordered, mut went) = (0, 0);
    for round in 0..24 {
        let customer = world.customer(&format!("balap{round}")).await;
        world.fill_cart(customer, &[(product, 1)]).await;
        let mut placing = world.agreed(customer, "satu").await;
        if round % 2 == 1 {
            placing.from = From::Direct { product, quantity: domain::quantity::Quantity::ONE };
        }
        let deleting = tokio::spawn({
            let world = world.clone();
            async move { ops::erasure::delete_for(&world.app, customer, &World::office()).await }
        });
        tokio::time::sleep(std::time::Duration::from_micros(round * 150)).await;
        let placed = place_order(&world.app, &settings, &placing).await;
        match (placed, deleting.await.expect("no panic")) {
            (Ok(Placed::New(order)), Ok(Gone::Open(open))) => {
                assert_eq!(open[0].id, order);
                ordered += 1;
            }
            (Ok(Placed::Empty) | Err(OpError::NotFound), Ok(Gone::Done)) => went += 1,
            other => panic!("both or neither: {other:?}"),
        }
        one_or_the_other(&world, customer).await;
        assert_eq!(world.level(product).await.1, ordered, "one piece is reserved for each order");
    }
    assert_eq!(ordered + went, 24);
    world.ledger_agrees().await;
}

/// Somebody who went has no open order, and somebody with one is still there.
async fn one_or_the_other(world: &World, customer: CustomerId) {
    let mut conn = world.app.db.read().await.expect("reads");
    let gone = store::erasure::gone(&mut conn, customer).await.expect("reads");
    let open = store::erasure::open_orders(&mut conn, customer).await.expect("reads");
    assert_eq!(gone.is_some(), open.is_empty());
}

store::record! { struct Count { count: i64 } }

async fn what_came_after_the_deletion_is_cleaned_up_too(test: TestDb) {
    let (world, staff, melati, _) = two_lives(test).await;
    ops::erasure::delete_for(&world.app, melati.id, &World::office()).await.expect("deletes");
    // As a page would that was read before the deletion and wrote after it.
    world.fill_cart(melati.id, &[(staff.product, 1)]).await;
    let said = ops::feedback::TypedFeedback { text: "melati lagi".into(), stars: "4".into(), photo: None };
    ops::feedback::give(&world.app, melati.orders[0], (melati.id, "Ibu melati Kusuma"), &said).await.expect("gives");
    Prune { due: 0 }.run(&world.app).await.expect("prunes");
    let left: Vec<_> = everything(&world).await.into_iter().filter(|row| row.contains("melati")).collect();
    assert!(left.is_empty(), "{left:#?}");
    let mut conn = world.app.db.read().await.expect("reads");
    let carts = store::sql!("SELECT COUNT(*) AS count FROM carts WHERE customer_id = $1").bind(melati.id);
    assert_eq!(carts.one::<Count>(&mut conn).await.expect("counts").count, 0);
}

async fn the_books_of_who_went_cannot_be_changed_either(test: TestDb) {
    let (world, _, melati, _) = two_lives(test).await;
    ops::erasure::delete_for(&world.app, melati.id, &World::office()).await.expect("deletes");
    let texts = [
        store::sql!("UPDATE order_events SET to_state = 'paid'"),
        store::sql!("UPDATE order_events SET reason = 'lain' WHERE reason IS NULL"),
        store::sql!("UPDATE order_events SET actor_name = 'lain' WHERE actor = 'admin'"),
        store::sql!("UPDATE order_events SET actor_name = 'lain' WHERE actor_name LIKE '%kamboja%'"),
        store::sql!("UPDATE stock_movements SET delta_reserved = 7"),
        store::sql!("UPDATE stock_movements SET actor_name = 'lain' WHERE actor = 'admin'"),
        store::sql!("UPDATE stock_movements SET actor_name = 'lain' WHERE actor_name LIKE '%kamboja%'"),
        store::sql!("DELETE FROM order_events"),
        store::sql!("DELETE FROM stock_movements"),
    ];
    for query in texts {
        let mut tx = world.app.db.begin().await.expect("begins");
        let told = format!("{query:?}");
        let refused = query.run(&mut tx).await.expect_err(&told);
        assert!(refused.to_string().contains("append-only"), "{told}: {refused}");
    }
}

/// A new table that knows customers fails here until a deletion cleans it or it is excused.
#[tokio::test]
async fn every_table_that_knows_customers_is_cleaned_or_excused() {
    let world = World::open(TestDb::open(Backend::Sqlite).await).await;
    let statements = statements_of("erasure.rs");
    for table in tables(&world, &WHOSE).await {
        let cleaned = ["DELETE FROM", "UPDATE"].iter().any(|word| statements.contains(&format!("{word} {table} ")));
        let excused = WITHOUT.iter().any(|(name, _)| *name == table);
        assert!(cleaned != excused, "{table} knows customers: clean it in store/src/erasure.rs, or excuse it");
    }
}
