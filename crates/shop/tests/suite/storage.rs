//! Where files lie: the local folder and object storage do the same for the shop (domain.md §6, §9), and an outage of the storage is told,
//! leaves nothing half-written, and is over when it is over.

use std::sync::Arc;

use bytes::Bytes;
use clap::Parser as _;
use domain::{ids::OrderId, time::SystemClock};
use shop::{
    cli::doctor,
    config::Options,
    files::{FileStore, local::LocalFiles, probe},
    jobs::{Task as _, prune::Prune},
};
use testkit::{Attached, Backend, Reply, TestDb, Visitor, on_both_databases};

use crate::{
    moto::Moto,
    world::{World, jpeg},
};

on_both_databases! {
    proofs_lie_in_the_folder,
    proofs_lie_in_object_storage,
    an_outage_of_the_storage_is_told_and_leaves_nothing_behind,
}

/// Put, get, remove, and what is not there.
async fn keeps(files: &dyn FileStore) {
    let bytes = Bytes::from(vec![7_u8; 300_000]);
    assert_eq!(files.get("tidak-ada.webp").await.expect("answers"), None);
    files.remove("tidak-ada.webp").await.expect("nothing to do");
    files.put("satu-1.webp", bytes.clone()).await.expect("writes");
    files.put("satu-1.webp", Bytes::from_static(b"baru")).await.expect("writes again");
    assert_eq!(files.get("satu-1.webp").await.expect("reads").as_deref(), Some(b"baru".as_slice()));
    files.put("dua-2.pdf", bytes.clone()).await.expect("writes");
    assert_eq!(files.get("dua-2.pdf").await.expect("reads"), Some(bytes));
    files.remove("satu-1.webp").await.expect("removes");
    assert_eq!(files.get("satu-1.webp").await.expect("reads"), None);
    assert!(files.get("dua-2.pdf").await.expect("reads").is_some(), "the other one stays");
    for strange in ["../rahasia", "a/b.webp", "", ".dot.webp", "x"] {
        assert!(files.put(strange, Bytes::new()).await.is_err(), "{strange:?} is no key");
        assert!(files.get(strange).await.is_err(), "{strange:?} is no key");
    }
    probe(files, "coba-1234").await.expect("can be tried");
    assert_eq!(files.get("coba-1234").await.expect("reads"), None, "a try leaves nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_places_keep_files() {
    let folder = tempfile::tempdir().expect("a folder");
    keeps(&LocalFiles::new(folder.path())).await;
    let moto = Moto::start();
    keeps(moto.files().as_ref()).await;
    // Two shops may share a bucket.
    let other = shop::files::s3::S3Files::open(&moto.url("toko/lain")).expect("an address");
    assert_eq!(other.get("dua-2.pdf").await.expect("reads"), None);
}

async fn proofs_lie_in_the_folder(test: TestDb) {
    let files = Arc::new(LocalFiles::new(test.folder().join("files")));
    story(World::open_with(test, files).await).await;
}

async fn proofs_lie_in_object_storage(test: TestDb) {
    let moto = Moto::start();
    story(World::open_with(test, moto.files()).await).await;
}

/// An order of Siti's, and her browser.
async fn ordered(world: &World) -> (OrderId, Visitor) {
    let product = world.product("Pilar", 185_000, 20).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(product, 1)]).await;
    (order, world.signed_in(siti).await)
}

async fn give_proof(browser: &mut Visitor, order: OrderId) -> Reply {
    let bytes = jpeg();
    let photo = Attached { field: "bukti_bayar", name: "foto.jpg", content_type: "image/jpeg", bytes: &bytes };
    browser.upload(&views::urls::order_proof(order), &[], &[photo]).await
}

store::record! { struct FileRow { id: i64, storage_key: String } }

async fn rows(world: &World) -> Vec<FileRow> {
    let mut conn = world.app.db.read().await.expect("reads");
    store::sql!("SELECT id, storage_key FROM files ORDER BY id").all(&mut conn).await.expect("reads")
}

/// A proof goes in by the web and comes out again, for those it belongs to; an orphan is pruned, bytes and row.
async fn story(world: World) {
    let (order, mut siti) = ordered(&world).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let budi = world.customer("budi").await;
    let mut budi = world.signed_in(budi).await;
    assert_eq!(give_proof(&mut siti, order).await.status, 303);
    let file = rows(&world).await.pop().expect("a row");
    let address = format!("/berkas/{}/", file.id);
    for browser in [&mut siti, &mut office] {
        let proof = browser.get(&address).await;
        assert_eq!((proof.status.as_u16(), &proof.bytes[8..12]), (200, b"WEBP".as_slice()));
    }
    assert_eq!(budi.get(&address).await.status, 404);
    let orphan = world.app.uploads.proof(jpeg().into()).await.expect("is stored");
    let mut tx = world.app.db.begin().await.expect("begins");
    store::files::insert(&mut tx, &orphan).await.expect("writes");
    tx.commit().await.expect("commits");
    world.test.clock.advance_hours(49);
    Prune { due: 0 }.run(&world.app).await.expect("prunes");
    let files = world.app.uploads.store();
    assert!(files.get(&file.storage_key).await.expect("reads").is_some(), "a proof in use stays");
    assert!(files.get(&orphan.storage_key).await.expect("reads").is_none(), "an orphan goes");
    assert_eq!(rows(&world).await.len(), 1);
    // A refused upload takes its bytes along.
    let unused = world.app.uploads.proof(jpeg().into()).await.expect("is stored");
    world.app.uploads.discard(&unused).await;
    assert!(files.get(&unused.storage_key).await.expect("reads").is_none());
}

async fn an_outage_of_the_storage_is_told_and_leaves_nothing_behind(test: TestDb) {
    let mut moto = Moto::start();
    let world = World::open_with(test, moto.files()).await;
    let (order, mut siti) = ordered(&world).await;
    // It takes the connection and says nothing; in the middle of the upload its machine loses power.
    moto.signal("-STOP");
    let mut sending = siti.clone();
    let upload = tokio::spawn(async move { give_proof(&mut sending, order).await });
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    moto.kill();
    let refused = upload.await.expect("is answered");
    assert_eq!(refused.status, 503);
    let page = refused.text();
    assert!(page.contains("Coba lagi sebentar") && page.contains("aman"), "the customer is told what to do: {page}");
    assert!(!page.contains("127.0.0.1") && !page.contains("rahasia"), "nothing of the storage is told");
    let page = siti.get(&views::urls::order(order)).await.text();
    assert!(page.contains("data-form=\"proof\""), "the order still waits for its proof");
    assert!(rows(&world).await.is_empty(), "nothing half-written");
    moto.run();
    assert_eq!(give_proof(&mut siti, order).await.status, 303, "it works again by itself");
    let file = rows(&world).await.pop().expect("a row");
    assert_eq!(siti.get(&format!("/berkas/{}/", file.id)).await.status, 200);
}

/// A storage that hangs holds a request for a bounded time only, and others not at all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storage_that_hangs_is_given_up() {
    let moto = Moto::start();
    let world = World::open_with(TestDb::open(Backend::Sqlite).await, moto.files()).await;
    let (order, mut siti) = ordered(&world).await;
    moto.signal("-STOP");
    let mut sending = siti.clone();
    let upload = tokio::spawn(async move { give_proof(&mut sending, order).await });
    assert_eq!(siti.get("/produk/").await.status, 200, "the shop goes on meanwhile");
    let answer = tokio::time::timeout(std::time::Duration::from_secs(90), upload).await;
    assert_eq!(answer.expect("is given up by itself").expect("is answered").status, 503);
    moto.signal("-CONT");
}

/// The doctor's word about files, with these options.
async fn doctor_says(url: &str, data: &std::path::Path) -> (bool, String) {
    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        options: Options,
    }
    let data = data.display().to_string();
    let line = Line::parse_from(["doctor", "--data", &data, "--storage-url", url]);
    let findings = doctor::examine(&line.options, Arc::new(SystemClock)).await;
    let finding = findings.into_iter().find(|finding| finding.what == "Berkas").expect("looks at files");
    (finding.todo.is_none(), finding.to_string())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_tries_the_storage_and_tells_no_secret() {
    let mut moto = Moto::start();
    let folder = tempfile::tempdir().expect("a folder");
    let (good, said) = doctor_says(&moto.url("toko/berkas"), folder.path()).await;
    assert!(good && said.contains("s3://toko/berkas"), "{said}");
    let (good, wrong_bucket) = doctor_says(&moto.url("tidak-ada"), folder.path()).await;
    assert!(!good && wrong_bucket.contains("no such bucket"), "{wrong_bucket}");
    moto.kill();
    let (good, away) = doctor_says(&moto.url("toko/berkas"), folder.path()).await;
    assert!(!good, "{away}");
    for said in [said, wrong_bucket, away] {
        assert!(!said.contains("rahasia") && !said.contains("secret"), "{said}");
    }
}

/// A wrong bucket is told at the start, in words; an unreachable storage keeps nobody from opening the shop.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_bucket_is_told_at_the_start() {
    let moto = Moto::start();
    let folder = tempfile::tempdir().expect("a folder");
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_barokah"))
        .args(["serve", "--only", "web", "--bind", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .env("BAROKAH_STORAGE_URL", "s3://tidak-ada/berkas")
        .envs([("AWS_ENDPOINT_URL", moto.address().as_str()), ("AWS_REGION", "us-east-1")])
        .envs([("AWS_ACCESS_KEY_ID", "toko"), ("AWS_SECRET_ACCESS_KEY", "rahasia")])
        .env_remove("BAROKAH_DATABASE_URL")
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&program.stderr);
    assert!(!program.status.success(), "it must not open");
    assert!(said.contains("s3://tidak-ada") && said.contains("bucket itu tidak ada"), "{said}");
    assert!(!said.contains("rahasia"), "{said}");
}

/// Test programs see the same options as the command line.
#[test]
fn the_configuration_shows_no_key() {
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_barokah"))
        .arg("config")
        .env("BAROKAH_STORAGE_URL", "s3://toko/berkas?secret_access_key=rahasia")
        .env("BAROKAH_METRICS_TOKEN", "kata-kunci-yang-rahasia")
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&program.stdout);
    assert!(said.contains("s3://toko/berkas") && !said.contains("rahasia"), "{said}");
}
