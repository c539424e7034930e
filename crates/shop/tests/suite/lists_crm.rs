//! Feedback and follow-ups are searched, sorted and turned by the address like every list of the office (domain.md §12).

use domain::{
    crm::FollowUpState,
    ids::{CustomerId, FollowUpId, OrderId},
};
use shop::ops::follow_ups::{self, TypedFollowUp};
use testkit::{TestDb, Visitor, on_both_databases};
use views::urls;

use crate::world::World;

on_both_databases! {
    feedback_is_searched_sorted_and_turned,
    an_answer_comes_back_to_the_list_as_it_was,
    follow_ups_are_searched_sorted_and_turned,
}

/// Feedback on a new order of a customer who is called so.
async fn voice(world: &World, customer: (CustomerId, &str), body: &str, stars: Option<i64>) -> OrderId {
    let product = world.product("Pilar", 10_000, 100).await;
    let order = world.order(customer.0, &[(product, 1)]).await;
    world.test.clock.advance_hours(1);
    let mut tx = world.app.db.begin().await.expect("begins");
    let now = tx.now();
    store::sql!("UPDATE orders SET customer_name = $2 WHERE id = $1")
        .bind(order)
        .bind(customer.1)
        .run(&mut tx)
        .await
        .expect("names");
    store::sql!(
        "INSERT INTO feedback (order_id, customer_id, body, stars, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)"
    )
    .bind(order)
    .bind(customer.0)
    .bind(body)
    .bind(stars)
    .bind(now)
    .run(&mut tx)
    .await
    .expect("writes");
    tx.commit().await.expect("commits");
    order
}

/// The orders whose feedback a page shows, in their order.
async fn voices(office: &mut Visitor, query: &str) -> Vec<OrderId> {
    let page = office.get(&format!("{}{query}", urls::ADMIN_FEEDBACK)).await;
    assert_eq!(page.status, 200, "{query}");
    let page = page.text();
    let numbers = page.split(">Pesanan #").skip(1).filter_map(|rest| rest.split('<').next());
    numbers.filter_map(|number| number.parse().ok()).collect()
}

async fn feedback_is_searched_sorted_and_turned(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let one = voice(&world, (siti, "Ibu Siti"), "Rapi 100% puas", Some(5)).await;
    let two = voice(&world, (budi, "Pak Budi"), "Retak, kode a_b", Some(2)).await;
    let three = voice(&world, (siti, "Ibu Siti"), "Terlambat 100 menit axb", None).await;
    let four = voice(&world, (budi, "Pak Budi"), "Lumayan", Some(2)).await;
    for (query, found) in [
        ("", vec![four, three, two, one]),
        ("?urut=lama", vec![one, two, three, four]),
        ("?urut=bintang", vec![four, two, one, three]),
        ("?urut=apa", vec![four, three, two, one]),
        ("?q=sITI", vec![three, one]),
        ("?q=retak", vec![two]),
        ("?q=100%25", vec![one]),
        ("?q=a_b", vec![two]),
        (&format!("?q=%23{four}"), vec![four]),
        (&format!("?q={four}"), vec![four]),
        ("?q=pak%20budi&urut=lama", vec![two, four]),
        ("?q=zzz", vec![]),
    ] {
        assert_eq!(voices(&mut office, query).await, found, "{query}");
    }
    assert_eq!(office.post(&urls::admin_feedback_reply(two), &[("balasan", "Kami ganti")]).await.status, 303);
    assert_eq!(voices(&mut office, "?status=belum&q=budi").await, [four]);
    let none = office
        .get("/admin/umpan-balik/?status=belum&q=zzz&urut=lama")
        .await
        .text()
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    assert!(none.contains("Tidak ada yang cocok") && none.contains("value=\"zzz\""), "what was typed stays");
    assert!(none.contains("3 belum dibalas"), "a search without hits answers nothing");
    assert!(none.contains("href=\"/admin/umpan-balik/?status=belum&urut=lama\""), "tab and sort stay: {none}");
}

async fn an_answer_comes_back_to_the_list_as_it_was(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let siti = world.customer("siti").await;
    let one = voice(&world, (siti, "Ibu Siti"), "Rapi", Some(5)).await;
    let two = voice(&world, (siti, "Ibu Siti"), "Rapi juga", Some(4)).await;
    let other = voice(&world, (siti, "Ibu Siti"), "Retak", Some(1)).await;
    let page = urls::admin_feedback_reply(two);
    let form = [("status", "belum"), ("q", "rapi"), ("urut", "lama"), ("halaman", "1")];
    let refused = office.post(&page, &[&form[..], &[("balasan", "")]].concat()).await;
    assert_eq!(refused.status, 422);
    let refused = refused.text();
    let place = |order: OrderId| refused.find(&format!(">Pesanan #{order}<"));
    assert!(place(one).is_some() && place(one) < place(two) && place(other).is_none(), "{refused}");
    let done = office.post(&page, &[&form[..], &[("balasan", "Terima kasih")]].concat()).await;
    assert_eq!(done.location(), "/admin/umpan-balik/?status=belum&q=rapi&urut=lama");
}

async fn follow_ups_are_searched_sorted_and_turned(test: TestDb) {
    let world = World::open(test).await;
    let (admin, mut office) = world.admin("kantor", "office").await;
    let (deputy, _) = world.admin("wakil", "office").await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let settings = world.settings().await;
    let mut ids = Vec::new();
    for (customer, who, body, day) in [
        (siti, admin, "Telepon soal diskon 10%", "2026-12-03"),
        (budi, deputy, "Kirim contoh a_b", "2026-12-01"),
        (siti, admin, "Telepon 10 menit axb", "2026-12-02"),
        (budi, admin, "Tanya lagi", "2026-12-02"),
    ] {
        let typed = TypedFollowUp { body: body.to_owned(), day: day.to_owned(), ..TypedFollowUp::default() };
        let by = (who, &World::office(), None);
        ids.push(follow_ups::add(&world.app, &settings, customer, &typed, by).await.expect("adds"));
    }
    let [one, two, three, done] = ids[..] else { panic!("four follow-ups") };
    follow_ups::turn(&world.app, (done, 1), (FollowUpState::Done, ""), &World::office()).await.expect("ends");
    for (query, found) in [
        ("", vec![two, three, one]),
        ("?urut=baru", vec![three, two, one]),
        ("?urut=apa", vec![two, three, one]),
        ("?q=sITI", vec![three, one]),
        ("?q=siti&urut=baru", vec![three, one]),
        ("?q=telepon", vec![three, one]),
        ("?q=10%25", vec![one]),
        ("?q=a_b", vec![two]),
        ("?status=selesai&q=budi", vec![done]),
        (&format!("?petugas={deputy}&q=siti"), vec![]),
        (&format!("?petugas={deputy}&q=budi"), vec![two]),
    ] {
        let page = office.get(&format!("{}{query}", urls::ADMIN_FOLLOW_UPS)).await.text();
        let links =
            page.split("g-link\" href=\"/admin/tindak-lanjut/").skip(1).filter_map(|rest| rest.split('/').next());
        let shown: Vec<FollowUpId> = links.filter_map(|id| id.parse().ok()).collect();
        assert_eq!(shown, found, "{query}");
    }
    let none = office
        .get("/admin/tindak-lanjut/?q=budi&urut=baru&status=terlambat")
        .await
        .text()
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    assert!(none.contains("Tidak ada yang cocok") && none.contains("value=\"budi\""), "what was typed stays");
    assert!(none.contains("Selesai <span class=\"tab-count\">1</span>"), "tabs count what the search finds: {none}");
    assert!(none.contains("Belum selesai <span class=\"tab-count\">1</span>"), "{none}");
    assert!(none.contains("/admin/tindak-lanjut/?status=selesai&q=budi&urut=baru"), "tabs keep the search: {none}");
    let first = office.get("/admin/tindak-lanjut/?q=budi&halaman=9").await;
    assert_eq!(first.location(), "/admin/tindak-lanjut/?q=budi", "a page behind the last leads to the first");
}
