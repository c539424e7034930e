//! What the pages of imports say (docs/decisions/0021): what is not read, what does nothing, what is too much.

use domain::import::ImportKind;
use shop::ops::imports::{self, Begun, Fate, Uploaded};
use store::imports as stored;
use testkit::{Attached, Reply, TestDb, Visitor, on_both_databases};
use views::urls;

use crate::world::World;

on_both_databases! {
    stock_in_a_table_of_products_is_told_as_not_read,
    a_table_that_does_nothing_is_closed_at_once,
    an_empty_file_is_called_empty,
    a_table_makes_only_so_many_labels,
}

async fn begin(world: &World, kind: ImportKind, csv: &str) -> Begun {
    world.settled().await;
    let key = shop::entropy::key(world.app.entropy.as_ref());
    let bytes = csv.as_bytes().to_vec().into();
    let file = Uploaded { kind, key: &key, file_name: "tabel.csv", reason: "", bytes };
    imports::begin(&world.app, file, &World::office()).await.expect("is read")
}

async fn upload(browser: &mut Visitor, name: &str, bytes: &[u8]) -> Reply {
    let file = Attached { field: "berkas", name, content_type: "text/csv", bytes };
    browser.upload(urls::ADMIN_PRODUCT_IMPORT, &[("kunci", "satu")], &[file]).await
}

async fn stock_in_a_table_of_products_is_told_as_not_read(test: TestDb) {
    let world = World::open(test).await;
    world.product("Roster", 10_000, 100).await;
    world.product("Pilar", 10_000, 7).await;
    let (_, mut office) = world.admin("nur", "office").await;
    let form = office.get(urls::ADMIN_PRODUCT_IMPORT).await.text();
    assert!(
        form.contains("Stok produk yang sudah ada tidak dibaca") && form.contains(urls::ADMIN_STOCK_IMPORT),
        "{form}"
    );
    let table = "Nama;Harga;Satuan;Di gudang;Stok awal\nRoster;12000;biji;250;\nPilar;9000;biji;7;\nPion;1;biji;;5\n";
    let begun = begin(&world, ImportKind::Products, table).await;
    assert_eq!((begun.nothing, begun.unread), (false, 1), "only a cell that differs is told");
    let page = office.get(&urls::admin_import(begun.id)).await.text();
    assert!(page.contains("1 baris menyebut stok lain") && page.contains("Di gudang tidak dibaca"), "{page}");
    assert!(page.contains(urls::ADMIN_STOCK_IMPORT), "{page}");
}

async fn a_table_that_does_nothing_is_closed_at_once(test: TestDb) {
    let world = World::open(test).await;
    world.product("Roster", 10_000, 100).await;
    let same = begin(&world, ImportKind::Products, "Nama;Harga\nRoster;10000\n").await;
    assert!(same.nothing);
    let mut conn = world.app.db.read().await.expect("reads");
    let row = stored::import(&mut conn, same.id).await.expect("reads").expect("is there");
    assert_eq!((row.state.as_str(), row.unchanged, row.cells), ("applied", Some(1), None));
    drop(conn);
    let (_, mut office) = world.admin("nur", "office").await;
    let page = office.get(&urls::admin_import(same.id)).await.text();
    assert!(page.contains("Tidak ada perubahan") && !page.contains("Menunggu"), "{page}");
    world.settled().await;
    let reply = upload(&mut office, "senin.csv", b"Nama;Di gudang\nRoster;55\n").await;
    assert_eq!(reply.status, 303);
    let told = office.get(reply.location()).await.text();
    assert!(told.contains("Tidak ada perubahan") && told.contains("impor stok"), "{told}");
    assert!(!begin(&world, ImportKind::Products, "Nama;Harga\nRoster;nol\n").await.nothing, "what is wrong waits");
}

async fn an_empty_file_is_called_empty(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("nur", "office").await;
    let empty = upload(&mut office, "kosong.csv", b"").await;
    assert_eq!(empty.status, 422);
    assert!(empty.text().contains("Berkas ini kosong"), "{}", empty.text());
    let none = upload(&mut office, "", b"").await;
    assert!(none.text().contains("Pilih berkasnya dulu"), "{}", none.text());
}

async fn a_table_makes_only_so_many_labels(test: TestDb) {
    let world = World::open(test).await;
    let customers = |rows: &[String]| format!("Nama;No. HP;Alamat;Label\n{}", rows.concat());
    let row = |number: usize, labels: &str| format!("Orang {number};0812{number:08};Jl. Mawar;{labels}\n");
    let known: Vec<String> = (0..5).map(|number| format!("Lama {number}")).collect();
    let first = begin(&world, ImportKind::Customers, &customers(&[row(900, &known.join(","))])).await;
    let seal = seal(&world, first.id).await;
    imports::apply(&world.app, first.id, &seal, &World::office()).await.expect("is taken");
    let mut rows: Vec<String> = (0..50).map(|number| row(number, &format!("Label {number}, lama 1"))).collect();
    rows.push(row(51, "label 7"));
    let fine = begin(&world, ImportKind::Customers, &customers(&rows)).await;
    assert!(wrong(&world, fine.id).await.is_empty(), "fifty new ones, and those that are there");
    rows.push(row(52, "satu lagi"));
    rows.push(row(53, &"x".repeat(41)));
    let many = begin(&world, ImportKind::Customers, &customers(&rows)).await;
    assert_eq!(wrong(&world, many.id).await, [53, 54]);
}

async fn preview(world: &World, id: i64) -> imports::Preview {
    let mut conn = world.app.db.read().await.expect("reads");
    let row = stored::import(&mut conn, id).await.expect("reads").expect("is there");
    imports::preview(&world.app, &mut conn, &row).await.expect("plans").expect("waits")
}

async fn seal(world: &World, id: i64) -> String {
    preview(world, id).await.seal
}

async fn wrong(world: &World, id: i64) -> Vec<u32> {
    let outcomes = preview(world, id).await.outcomes;
    outcomes.iter().filter(|one| matches!(one.fate, Fate::Wrong(_))).map(|one| one.line).collect()
}
