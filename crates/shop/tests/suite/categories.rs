//! Categories that go to the archive and come back (domain.md §4).

use domain::{
    audit::{Act, Thing},
    ids::CategoryId,
};
use shop::ops::catalogue::{self, TypedCategory};
use testkit::{TestDb, on_both_databases};
use views::urls;

use crate::world::World;

on_both_databases! {
    archiving_is_asked_first,
    an_old_category_comes_back_beside_a_new_one_of_its_name,
}

async fn category(world: &World, name: &str) -> CategoryId {
    let typed = TypedCategory { name: name.to_owned(), description: String::new() };
    let id = catalogue::create_category(&world.app, &typed, &World::office()).await.expect("creates");
    world.settled().await;
    id
}

async fn archiving_is_asked_first(test: TestDb) {
    let world = World::open(test).await;
    let roster = category(&world, "Roster").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (_, mut warehouse) = world.admin("gudang", "warehouse").await;
    let to = urls::admin_category_archive(roster);
    let asked = office.post(&to, &[("arsip", "ya")]).await;
    assert_eq!(asked.status, 200);
    assert!(asked.text().contains("Arsipkan Roster?") && asked.text().contains("name=\"yakin\""), "{}", asked.text());
    assert_eq!(world.noted(Act::Archived, Thing::Category).await, 0, "nothing happens unasked");
    assert_eq!(warehouse.post(&to, &[("arsip", "ya"), ("yakin", "ya")]).await.status, 403);
    assert_eq!(office.post(&to, &[("arsip", "ya"), ("yakin", "ya")]).await.status, 303);
    assert_eq!(world.noted(Act::Archived, Thing::Category).await, 1);
}

async fn an_old_category_comes_back_beside_a_new_one_of_its_name(test: TestDb) {
    let world = World::open(test).await;
    let old = category(&world, "Roster").await;
    catalogue::archive_category(&world.app, old, &World::office()).await.expect("archives");
    let new = category(&world, "roster").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let to = urls::admin_category_archive(old);
    let refused = office.post(&to, &[("arsip", "tidak")]).await;
    let page = refused.text();
    assert_eq!(refused.status, 422, "{page}");
    assert!(page.contains("name=\"nama_kategori\"") && page.contains(&urls::admin_category(new)), "{page}");
    let again = office.post(&to, &[("arsip", "tidak"), ("nama_kategori", "ROSTER")]).await;
    assert_eq!(again.status, 422, "the name is still taken");
    assert_eq!(office.post(&to, &[("arsip", "tidak"), ("nama_kategori", "Roster lama")]).await.status, 303);
    let mut conn = world.app.db.read().await.expect("reads");
    let back = store::catalogue::category(&mut conn, old).await.expect("reads").expect("exists");
    assert_eq!((back.name.as_str(), back.archived_at), ("Roster lama", None));
    drop(conn);
    catalogue::archive_category(&world.app, old, &World::office()).await.expect("archives");
    assert_eq!(office.post(&to, &[("arsip", "tidak")]).await.status, 303, "without a twin nothing is asked");
}
