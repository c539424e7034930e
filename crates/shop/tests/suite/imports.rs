//! Tables brought in and taken out (docs/decisions/0021): looked at first, taken as a whole or not at all, once, and only as they were shown.

use domain::{
    audit::{Act, Thing},
    import::ImportKind,
    quantity::Quantity,
    rights::AdminKind,
    stock::Adjustment,
    time::Clock as _,
};
use shop::{
    ops::{
        self, OpError,
        imports::{self, Fate, Preview, Uploaded},
    },
    sheets::read,
};
use store::{imports as stored, sessions::Door};
use testkit::{Attached, Reply, TestDb, Visitor, on_both_databases};
use views::urls;

use crate::{second_step::hired, world::World};

on_both_databases! {
    products_are_made_and_changed_and_their_stock_stays,
    a_table_with_one_wrong_row_changes_nothing,
    stock_moves_by_the_ledger_and_never_below_what_is_promised,
    what_moved_since_it_was_shown_is_shown_again,
    customers_are_entered_once_and_nobody_is_changed,
    an_import_is_taken_once,
    what_is_taken_out_comes_in_again_unchanged,
    the_office_brings_a_table_by_its_pages,
    wrong_files_get_a_message_at_the_field,
    each_kind_of_admin_brings_in_what_is_theirs,
    forgotten_tables_go,
    a_long_table_comes_in_by_sets,
}

async fn begin(world: &World, kind: ImportKind, csv: &str) -> i64 {
    let key = shop::entropy::key(world.app.entropy.as_ref());
    let bytes = csv.as_bytes().to_vec().into();
    let file = Uploaded { kind, key: &key, file_name: "tabel.csv", reason: "impor Senin", bytes };
    imports::begin(&world.app, file, &World::office()).await.expect("is read").id
}

async fn preview(world: &World, id: i64) -> Preview {
    world.settled().await;
    let mut conn = world.app.db.read().await.expect("reads");
    let row = stored::import(&mut conn, id).await.expect("reads").expect("is there");
    imports::preview(&world.app, &mut conn, &row).await.expect("plans").expect("waits")
}

async fn apply(world: &World, id: i64) -> ops::Done<stored::Figures> {
    let seal = preview(world, id).await.seal;
    imports::apply(&world.app, id, &seal, &World::office()).await
}

async fn bring(world: &World, kind: ImportKind, csv: &str) -> stored::Figures {
    let id = begin(world, kind, csv).await;
    let mut conn = world.app.db.read().await.expect("reads");
    let row = stored::import(&mut conn, id).await.expect("reads").expect("is there");
    drop(conn);
    if let (Some(created), Some(changed), Some(unchanged)) = (row.created, row.changed, row.unchanged) {
        // Nothing to do: closed at once.
        return stored::Figures { created, changed, unchanged };
    }
    apply(world, id).await.expect("is taken")
}

async fn product(world: &World, name: &str) -> store::catalogue::ProductRow {
    let mut conn = world.app.db.read().await.expect("reads");
    let all = store::catalogue::products(&mut conn).await.expect("reads");
    all.into_iter().find(|product| product.name == name).unwrap_or_else(|| panic!("no product {name}"))
}

async fn products_are_made_and_changed_and_their_stock_stays(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    let siti = world.customer("siti").await;
    world.order(siti, &[(roster, 12)]).await;
    let figures = bring(
        &world,
        ImportKind::Products,
        "Nama;Kategori;Harga;Satuan;Kelipatan;Berat (kg);Stok awal;Di gudang\n\
         roster;Roster beton;12.500;biji;1;3,5;999;0\n\
         Paving;Paving;95000;m²;0,5;;40;\n\
         Kanstin;paving;Rp 45.000;batang;;;;\n",
    )
    .await;
    assert_eq!((figures.created, figures.changed, figures.unchanged), (2, 1, 0));
    let changed = product(&world, "roster").await;
    assert_eq!((changed.id, changed.price.get(), changed.weight_grams), (roster, 12_500, Some(3500)));
    assert_eq!(world.level(roster).await, (100, 12), "stock of what is there is never touched");
    let (paving, kanstin) = (product(&world, "Paving").await, product(&world, "Kanstin").await);
    assert_eq!((paving.on_hand, paving.step), (Quantity::units(40), Quantity::from_thousandths(500).expect("a half")));
    assert_eq!((kanstin.price.get(), kanstin.step), (45_000, Quantity::ONE));
    assert_eq!(paving.category_id, kanstin.category_id, "one category for both spellings");
    world.ledger_agrees().await;
    assert_eq!(world.noted(Act::Created, Thing::Category).await, 2);
    assert_eq!(world.noted(Act::Created, Thing::Product).await, 2);
    assert_eq!(world.noted(Act::Changed, Thing::Product).await, 1);
    assert_eq!(world.noted(Act::Imported, Thing::Import).await, 1);
    let bells = world.signed_in(siti).await.get("/notifikasi/").await.text();
    assert!(!bells.contains("Paving"), "customers are not told of each row");
}

async fn a_table_with_one_wrong_row_changes_nothing(test: TestDb) {
    let world = World::open(test).await;
    world.product("Roster", 10_000, 100).await;
    let table =
        "Nama;Harga;Satuan\nPaving;95000;m²\nPaving;1;m²\nPilar;;batang\nPion;nol;biji\n;5;biji\nRoster;0;biji\n";
    let id = begin(&world, ImportKind::Products, table).await;
    let preview = preview(&world, id).await;
    let wrong: Vec<u32> =
        preview.outcomes.iter().filter(|one| matches!(one.fate, Fate::Wrong(_))).map(|one| one.line).collect();
    assert_eq!(wrong, [3, 4, 5, 6, 7]);
    let refused = imports::apply(&world.app, id, &preview.seal, &World::office()).await;
    assert!(matches!(refused, Err(OpError::Fields(_))), "{refused:?}");
    let mut conn = world.app.db.read().await.expect("reads");
    assert_eq!(store::catalogue::products(&mut conn).await.expect("reads").len(), 1);
}

async fn stock_moves_by_the_ledger_and_never_below_what_is_promised(test: TestDb) {
    let world = World::open(test).await;
    let (roster, pion) = (world.product("Roster", 10_000, 100).await, world.product("Pion", 45_000, 20).await);
    world.product("Pilar", 185_000, 7).await;
    let siti = world.customer("siti").await;
    world.order(siti, &[(pion, 15)]).await;
    let figures = bring(
        &world,
        ImportKind::Stock,
        "Nama;Di gudang;Masuk;Rusak;Hasil hitung;Alasan\nRoster;100;40;;;cetakan\nPion;20;;5;;\nPilar;7;;;;\n",
    )
    .await;
    assert_eq!((figures.changed, figures.unchanged), (2, 1));
    assert_eq!((world.level(roster).await, world.level(pion).await), ((140, 0), (15, 15)));
    world.ledger_agrees().await;
    for wrong in [
        "Nama;Rusak\nPion;1\n",
        "Nomor;Nama;Masuk\n1;Pion;1\n",
        "Nama;Hasil hitung\nPion;14\n",
        "Nama;Masuk;Rusak\nRoster;1;1\n",
        "Nama;Masuk\nGenteng;1\n",
        "Nama;Masuk\nRoster;0,5\n",
        "Nama;Masuk\nRoster;1\nroster;2\n",
        "Nama;Masuk\nRoster;-3\n",
        "Nama;Di gudang;Hasil hitung\nRoster;100;120\n",
    ] {
        let id = begin(&world, ImportKind::Stock, wrong).await;
        assert_eq!(preview(&world, id).await.wrong(), 1, "{wrong}");
        assert!(apply(&world, id).await.is_err(), "{wrong}");
    }
    assert_eq!((world.level(roster).await, world.level(pion).await), ((140, 0), (15, 15)));
    let counted = bring(&world, ImportKind::Stock, "Nama;Di gudang;Hasil hitung\nRoster;140;138\n").await;
    assert_eq!(counted.changed, 1);
    assert_eq!(world.level(roster).await, (138, 0));
    world.ledger_agrees().await;
}

async fn what_moved_since_it_was_shown_is_shown_again(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    let (more, counted) = ("Nama;Masuk\nRoster;10\n", "Nama;Hasil hitung\nRoster;90\n");
    let (more, counted) =
        (begin(&world, ImportKind::Stock, more).await, begin(&world, ImportKind::Stock, counted).await);
    let seals = (preview(&world, more).await.seal, preview(&world, counted).await.seal);
    let by = World::office();
    ops::stock::adjust_quietly(&world.app, roster, Adjustment::Breakage(Quantity::units(5)), "pecah", &by)
        .await
        .expect("breaks");
    imports::apply(&world.app, more, &seals.0, &by).await.expect("ten more are ten more, whatever broke");
    let stale = imports::apply(&world.app, counted, &seals.1, &by).await;
    assert!(matches!(stale, Err(OpError::Stale)), "a count is a difference from what was there: {stale:?}");
    assert_eq!(world.level(roster).await, (105, 0));
    let price = begin(&world, ImportKind::Products, "Nama;Harga\nRoster;11000\n").await;
    let seal = preview(&world, price).await.seal;
    bring(&world, ImportKind::Products, "Nama;Harga\nRoster;12000\n").await;
    let stale = imports::apply(&world.app, price, &seal, &by).await;
    assert!(matches!(stale, Err(OpError::Stale)), "{stale:?}");
    assert_eq!(product(&world, "Roster").await.price.get(), 12_000);
    // A price list is brought in while people order.
    let price = begin(&world, ImportKind::Products, "Nama;Harga\nRoster;13000\n").await;
    let seal = preview(&world, price).await.seal;
    let siti = world.customer("siti").await;
    world.order(siti, &[(roster, 4)]).await;
    imports::apply(&world.app, price, &seal, &by).await.expect("stock is nothing to a table of products");
    assert_eq!((product(&world, "Roster").await.price.get(), world.level(roster).await), (13_000, (105, 4)));
    world.ledger_agrees().await;
}

async fn customers_are_entered_once_and_nobody_is_changed(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let mut conn = world.app.db.read().await.expect("reads");
    let before = store::accounts::found_by_id(&mut conn, siti).await.expect("reads").expect("is there");
    drop(conn);
    let table = format!(
        "Nama;No. HP;Alamat;Tanggal lahir;E-mail;Label;Nama pengguna\n\
         Bu Ani;081100000001;Jl. Mawar 1;31-12-1990;ani@example.com;proyek, Toko;\n\
         Pak Budi;82200000002;Jl. Mawar 2;;;PROYEK;budi\n\
         {};{};Alamat lain;;;;siti\n",
        before.name, before.phone
    );
    let figures = bring(&world, ImportKind::Customers, &table).await;
    assert_eq!((figures.created, figures.unchanged), (2, 1));
    let again = bring(&world, ImportKind::Customers, &table).await;
    assert_eq!(again, stored::Figures { created: 0, changed: 0, unchanged: 3 });
    let mut conn = world.app.db.read().await.expect("reads");
    let now = store::accounts::found_by_id(&mut conn, siti).await.expect("reads").expect("is there");
    assert_eq!(now.address, before.address, "nobody who is there is changed");
    let all = stored::customers(&mut conn, 100).await.expect("reads");
    let ani = all.iter().find(|row| row.name == "Bu Ani").expect("is there");
    assert_eq!((ani.phone.as_str(), ani.birth_date.as_str()), ("+6281100000001", "1990-12-31"));
    assert_eq!((ani.tags.as_deref(), ani.consent_at), (Some("proyek, Toko"), None));
    let budi = all.iter().find(|row| row.username == "budi").expect("is there");
    assert_eq!((budi.phone.as_str(), budi.tags.as_deref()), ("+6282200000002", Some("proyek")));
    let found = store::accounts::found(&mut conn, "", "budi").await.expect("reads");
    assert!(found[0].unclaimed, "nobody can sign in before its person has set a password");
    drop(conn);
    for wrong in [
        "Nama;No. HP;Alamat\nPak Cipto;081100000001;Jl. Mawar 3\n",
        "Nama;No. HP;Alamat;E-mail\nPak Cipto;081100000003;Jl. Mawar 3;ANI@example.com\n",
        "Nama;No. HP;Alamat;Nama pengguna\nPak Cipto;081100000003;Jl. Mawar 3;Budi\n",
        "Nama;No. HP;Alamat\nPak Cipto;12;Jl. Mawar 3\n",
        "Nama;No. HP;Alamat;Tanggal lahir\nPak Cipto;081100000003;Jl. Mawar 3;31-02-1990\n",
        "Nama;No. HP;Alamat\nPak Cipto;081100000003;Jl. Mawar 3\nPak Dedi;081100000003;Jl. Mawar 4\n",
    ] {
        let id = begin(&world, ImportKind::Customers, wrong).await;
        assert_eq!(preview(&world, id).await.wrong(), 1, "{wrong}");
    }
    let log =
        store::audit::list(&mut world.app.db.read().await.expect("reads"), &store::audit::AuditFilter::default(), 100)
            .await
            .expect("reads");
    assert!(!log.iter().any(|row| format!("{row:?}").contains("Mawar")), "no personal data in the log");
}

async fn an_import_is_taken_once(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    let id = begin(&world, ImportKind::Stock, "Nama;Masuk\nRoster;10\n").await;
    let seal = preview(&world, id).await.seal;
    let by = World::office();
    let tries = (0..6).map(|_| imports::apply(&world.app, id, &seal, &by));
    let done = succeeded(tries).await;
    assert_eq!(done, 1, "pressed six times");
    assert_eq!(world.level(roster).await, (110, 0));
    assert!(imports::discard(&world.app, id, &by).await.is_err(), "what is taken cannot be thrown away");
    let dropped = begin(&world, ImportKind::Stock, "Nama;Masuk\nRoster;10\n").await;
    imports::discard(&world.app, dropped, &by).await.expect("is thrown away");
    assert!(imports::apply(&world.app, dropped, &seal, &by).await.is_err());
    assert_eq!(world.level(roster).await, (110, 0));
    world.ledger_agrees().await;
}

/// How many of them went well; all at once.
async fn succeeded<T>(tries: impl Iterator<Item = impl Future<Output = ops::Done<T>>>) -> usize {
    let all = futures_util::future::join_all(tries).await;
    all.into_iter().flatten().count()
}

async fn what_is_taken_out_comes_in_again_unchanged(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("=Roster \"bata\"; m²", 10_000, 100).await;
    bring(
        &world,
        ImportKind::Products,
        "Nama;Harga;Satuan;Kelipatan;Minimum;Berat;Kategori;Keterangan\nPaving;95000;m²;0,5;1,5;12,25;Paving;-baris\n",
    )
    .await;
    bring(&world, ImportKind::Products, "Nama;Diarsipkan\nPaving;ya\n").await;
    assert!(product(&world, "Paving").await.archived_at.is_some());
    let siti = world.customer("siti").await;
    world.order(siti, &[(roster, 3)]).await;
    let (_, mut owner) = world.admin("barkah", "owner").await;
    world.settled().await;
    for (kind, path, rows) in [
        (ImportKind::Products, "/admin/produk/ekspor/", 2),
        (ImportKind::Stock, "/admin/stok/ekspor/", 1),
        (ImportKind::Customers, "/admin/pelanggan/ekspor/", 1),
    ] {
        for form in ["csv", "xlsx"] {
            let reply = owner.get(&format!("{path}{form}")).await;
            assert_eq!(reply.status, 200);
            assert_eq!(read::table(&reply.bytes).expect("a table").len(), rows + 1, "{path}{form}");
            let key = shop::entropy::key(world.app.entropy.as_ref());
            let file = Uploaded { kind, key: &key, file_name: "x", reason: "", bytes: reply.bytes.clone().into() };
            let begun = imports::begin(&world.app, file, &World::office()).await.expect("is read");
            let mut conn = world.app.db.read().await.expect("reads");
            let row = stored::import(&mut conn, begun.id).await.expect("reads").expect("is there");
            assert_eq!((begun.nothing, begun.unread), (true, 0), "{path}{form}");
            assert_eq!((row.created, row.changed, row.unchanged), (Some(0), Some(0), Some(rows as i64)));
            drop(conn);
            let empty = owner.get(&format!("{path}{form}?kosong=ya")).await;
            assert_eq!(read::table(&empty.bytes), Err(domain::Problem::SheetEmpty), "titles only");
        }
        assert_eq!(owner.get(&format!("{path}pdf")).await.status, 404);
    }
    assert_eq!(world.noted(Act::Exported, Thing::Import).await, 2, "who takes all customers along is noted");
}

async fn upload(browser: &mut Visitor, path: &str, name: &str, bytes: &[u8], key: &str) -> Reply {
    let file = Attached { field: "berkas", name, content_type: "text/csv", bytes };
    browser.upload(path, &[("kunci", key), ("alasan", "cetakan")], &[file]).await
}

async fn the_office_brings_a_table_by_its_pages(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    let (_, mut office) = world.admin("nur", "office").await;
    world.settled().await;
    let form = office.get(urls::ADMIN_STOCK_IMPORT).await.text();
    assert!(form.contains("data-form=\"import\"") && form.contains("multipart/form-data"), "{form}");
    let table = b"Nama;Masuk;Warna\nRoster;10;merah\n";
    let first = upload(&mut office, urls::ADMIN_STOCK_IMPORT, "senin.csv", table, "kunci-1").await;
    let again = upload(&mut office, urls::ADMIN_STOCK_IMPORT, "senin.csv", table, "kunci-1").await;
    assert_eq!((first.status.as_u16(), first.location()), (303, again.location()), "sent twice, it is one import");
    let corrected =
        upload(&mut office, urls::ADMIN_STOCK_IMPORT, "senin.csv", b"Nama;Masuk\nRoster;11\n", "kunci-1").await;
    assert_ne!(first.location(), corrected.location(), "a corrected file by the same form is another import");
    let address = first.location().to_owned();
    let page = office.get(&address).await.text();
    assert!(page.contains("senin.csv") && page.contains("110") && page.contains("Warna"), "{page}");
    let seal = page
        .split("name=\"segel\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a seal")
        .to_owned();
    let stale = office.post(&format!("{address}simpan/"), &[("segel", "lain")]).await;
    assert_eq!(stale.status, 422);
    assert!(stale.text().contains("Data toko berubah"));
    assert_eq!(office.post(&format!("{address}simpan/"), &[("segel", &seal)]).await.status, 303);
    assert_eq!(office.post(&format!("{address}simpan/"), &[("segel", &seal)]).await.status, 303, "pressed twice");
    assert_eq!(world.level(roster).await, (110, 0));
    let done = office.get(&address).await.text();
    assert!(done.contains("1 diubah") && !done.contains("import-apply"), "{done}");
    assert_eq!(office.get("/admin/impor/999/").await.status, 404);
    assert_eq!(office.post("/admin/impor/999/simpan/", &[]).await.status, 404);
}

async fn wrong_files_get_a_message_at_the_field(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("nur", "office").await;
    let large = vec![b'a'; 6 * 1024 * 1024];
    for (name, bytes, words) in [
        ("kosong.csv", &b"Nama;Harga;Satuan\n"[..], "Tidak ada baris"),
        ("foto.csv", b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x02", "XLSX"),
        ("rusak.xlsx", b"PK\x03\x04rusak", "tidak bisa dibaca"),
        ("tanpa.csv", "Warna;Harga\nmerah;1\n".as_bytes(), "Kolom “Nama” tidak ada"),
        ("dua.csv", b"Nama;Produk;Harga;Satuan\na;b;1;x\n", "ada dua kali"),
        ("besar.csv", &large, "terlalu besar"),
    ] {
        let refused = upload(&mut office, urls::ADMIN_PRODUCT_IMPORT, name, bytes, "k").await;
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.text().contains(words), "{name}: {}", refused.text());
    }
    let nothing = office.upload(urls::ADMIN_STOCK_IMPORT, &[("alasan", "opname Senin")], &[]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text().contains("Pilih berkasnya dulu") && nothing.text().contains("opname Senin"));
}

async fn each_kind_of_admin_brings_in_what_is_theirs(test: TestDb) {
    let world = World::open(test).await;
    world.product("Roster", 10_000, 100).await;
    let warehouse = hired(&world, "udin", AdminKind::Warehouse).await;
    let mut udin = world.session(Door::Admin, warehouse.get()).await;
    let people = begin(&world, ImportKind::Customers, "Nama;No. HP;Alamat\nBu Ani;081100000001;Jl. Mawar 1\n").await;
    let seal = preview(&world, people).await.seal;
    for path in
        [urls::admin_import(people), urls::ADMIN_CUSTOMER_IMPORT.to_owned(), urls::ADMIN_PRODUCT_IMPORT.to_owned()]
    {
        let page = udin.get(&path).await;
        assert_eq!(page.status, 403, "{path}");
        assert!(!page.text().contains("Mawar"), "{path}");
    }
    assert_eq!(udin.post(&urls::admin_import_apply(people), &[("segel", &seal)]).await.status, 403);
    assert_eq!(udin.post(&urls::admin_import_drop(people), &[]).await.status, 403);
    assert_eq!(udin.get("/admin/pelanggan/ekspor/csv").await.status, 403);
    let stock = begin(&world, ImportKind::Stock, "Nama;Masuk\nRoster;10\n").await;
    let seal = preview(&world, stock).await.seal;
    assert_eq!(udin.get(&urls::admin_import(stock)).await.status, 200);
    assert_eq!(udin.post(&urls::admin_import_apply(stock), &[("segel", &seal)]).await.status, 303);
    assert_eq!(udin.get("/admin/stok/ekspor/csv").await.status, 200);
}

async fn forgotten_tables_go(test: TestDb) {
    let clock = test.clock.clone();
    let world = World::open(test).await;
    let id = begin(&world, ImportKind::Customers, "Nama;No. HP;Alamat\nBu Ani;081100000001;Jl. Mawar 1\n").await;
    for (hours, state) in [(71, "waiting"), (2, "dropped")] {
        clock.set(clock.now().plus_hours(hours));
        let mut tx = world.app.db.begin().await.expect("begins");
        let before = tx.now().plus_hours(-24 * imports::KEPT_DAYS);
        stored::prune(&mut tx, before, views::text::import::CLOCK).await.expect("prunes");
        tx.commit().await.expect("commits");
        let mut conn = world.app.db.read().await.expect("reads");
        let row = stored::import(&mut conn, id).await.expect("reads").expect("is there");
        assert_eq!(row.state, state, "after {hours} more hours");
        assert_eq!(row.cells.is_some(), state == "waiting", "people's data go with it");
    }
}

/// More rows than one statement takes: each is its own, in its order.
async fn a_long_table_comes_in_by_sets(test: TestDb) {
    let world = World::open(test).await;
    let mut table = String::from("Nama;Harga;Satuan;Stok awal\n");
    let mut people = String::from("Nama;No. HP;Alamat;Label\n");
    for number in 0..2100 {
        use std::fmt::Write as _;
        writeln!(table, "Produk {number};{};biji;{}", 1000 + number, number % 7).expect("writes");
        writeln!(people, "Orang {number};0811{number:08};Jl. Mawar {number};proyek").expect("writes");
    }
    let figures = bring(&world, ImportKind::Products, &table).await;
    assert_eq!(figures.created, 2100);
    let last = product(&world, "Produk 2099").await;
    assert_eq!(
        (last.price.get(), last.on_hand),
        (3099, Quantity::units((2099 % 7) as u16)),
        "each row is its own product"
    );
    let moved = bring(&world, ImportKind::Products, &table.replace(";biji;", ";batang;")).await;
    assert_eq!(moved.changed, 2100);
    assert_eq!(bring(&world, ImportKind::Customers, &people).await.created, 2100);
    let mut conn = world.app.db.read().await.expect("reads");
    let all = stored::customers(&mut conn, 3000).await.expect("reads");
    let one = all.iter().find(|row| row.name == "Orang 1234").expect("is there");
    assert_eq!((one.address.as_str(), one.tags.as_deref()), ("Jl. Mawar 1234", Some("proyek")));
    world.ledger_agrees().await;
}
