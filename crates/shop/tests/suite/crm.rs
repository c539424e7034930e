//! One customer with everything the office knows, its notes and its labels (domain.md §12).

use domain::{
    ids::{CustomerId, TagId},
    order::Event,
};
use shop::ops::{self, steps};
use testkit::{TestDb, Visitor, on_both_databases};
use views::urls;

use crate::world::World;

on_both_databases! {
    the_page_tells_everything_about_a_customer,
    notes_are_changed_by_whoever_wrote_them,
    a_note_sent_twice_is_one_and_an_overtaken_one_is_told,
    labels_are_one_whatever_their_capitals,
    labels_are_renamed_merged_and_deleted,
    labels_are_searched_sorted_and_changed_where_they_were_found,
    a_label_goes_to_everybody_ticked,
    the_last_contact_is_the_newest_of_all_kinds,
    what_the_office_keeps_is_never_seen_by_a_customer,
    what_the_office_keeps_goes_with_the_customer,
    strangers_and_wrong_input_change_nothing,
}

async fn page(office: &mut Visitor, customer: CustomerId) -> String {
    let reply = office.get(&urls::admin_customer(customer)).await;
    assert_eq!(reply.status, 200);
    reply.text()
}

async fn write_note(office: &mut Visitor, customer: CustomerId, text: &str) {
    let reply = office.post(&urls::admin_notes(customer), &[("isi", text)]).await;
    assert_eq!(reply.status, 303, "{text}");
}

async fn label(office: &mut Visitor, customer: CustomerId, name: &str) -> u16 {
    office.post(&urls::admin_customer_tags(customer), &[("label", name)]).await.status.as_u16()
}

/// The first address of one thing that begins so.
fn action(page: &str, before: &str) -> String {
    let mut rests = page.split(before).skip(1).filter(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
    let number = rests.next().and_then(|rest| rest.split('/').next()).expect("the address is there");
    format!("{before}{number}/")
}

async fn tags(world: &World) -> Vec<(TagId, String, i64)> {
    let mut conn = world.app.db.read().await.expect("reads");
    let rows = store::tags::all(&mut conn).await.expect("reads");
    rows.into_iter().map(|row| (row.id, row.name, row.customers)).collect()
}

async fn the_page_tells_everything_about_a_customer(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 1_000_000, 50).await;
    let siti = world.customer("siti").await;
    let (admin, mut office) = world.admin("kantor", "office").await;
    let paid = world.order(siti, &[(product, 4)]).await;
    let accept = steps::Step::new(paid, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, accept).await.expect("accepts");
    let open = world.order(siti, &[(product, 1)]).await;
    let file = world.app.uploads.proof(crate::world::jpeg().into()).await.expect("is stored");
    ops::payment::give_proof(&world.app, open, &ops::by_customer(siti, "Siti"), &file).await.expect("is given");
    write_note(&mut office, siti, "Diantar pagi saja").await;
    assert_eq!(label(&mut office, siti, "Proyek").await, 303);
    let form = [("isi", "Telepon lagi"), ("tanggal", "2026-11-25"), ("jam", "09:30"), ("petugas", &admin.to_string())];
    assert_eq!(office.post(&urls::admin_customer_follow_ups(siti), &form).await.status, 303);
    let page = page(&mut office, siti).await;
    for told in [
        "Ibu siti",
        "https://wa.me/6281234567890?text=Halo%20Ibu%20siti",
        "tel:+6281234567890",
        "Rp 4.000.000",
        "Rp 1.000.000 lagi untuk menjadi loyal",
        "1 diproses, 1 dibayar",
        "17 Februari",
        "Tidak menerima",
        "Kontak terakhir",
        "hari ini (22 November 2026)",
        "Perlu dicek",
        "Diantar pagi saja",
        "Proyek",
        "Telepon lagi",
        "25 November 2026 pukul 09.30 · 3 hari lagi",
        "Pembayaran Diterima",
    ] {
        assert!(page.contains(told), "{told} is missing: {page}");
    }
    assert!(page.contains(&urls::admin_order(open)) && page.contains(&urls::admin_product(product)), "{page}");
    let orders = office.get(&urls::admin_orders_of(siti)).await.text();
    assert!(orders.contains(&urls::admin_order(open)) && orders.contains("Ibu siti"), "{orders}");
    let lain = world.customer("lain").await;
    assert!(!office.get(&urls::admin_orders_of(lain)).await.text().contains(&urls::admin_order(open)));
    let (bare, empty) = (office.get(&urls::admin_customer(lain)).await, "belum pernah");
    assert!(bare.status == 200 && bare.text().contains(empty), "a customer without anything has a page too");
}

async fn notes_are_changed_by_whoever_wrote_them(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (_, mut writer) = world.admin("penulis", "office").await;
    let (_, mut other) = world.admin("lain", "office").await;
    let (_, mut owner) = world.admin("pemilik", "owner").await;
    write_note(&mut writer, siti, "Bayar di tempat\nbaris kedua <b>").await;
    let shown = page(&mut writer, siti).await;
    let note = action(&shown, "/admin/catatan/");
    assert!(shown.contains("penulis") && shown.contains("&#60;b&#62;"), "{shown}");
    assert!(!shown.contains("diubah"), "{shown}");
    assert!(!page(&mut other, siti).await.contains("/admin/catatan/"), "somebody else may not change it");
    let changed = [("isi", "Bayar lewat bank"), ("versi", "1")];
    assert_eq!(other.post(&note, &changed).await.status, 404);
    assert_eq!(owner.post(&note, &changed).await.status, 404, "an owner takes away, but puts no words in a mouth");
    assert_eq!(writer.post(&note, &changed).await.location(), format!("{}#catatan", urls::admin_customer(siti)));
    let shown = page(&mut other, siti).await;
    assert!(shown.contains("Bayar lewat bank") && shown.contains("diubah 22 November 2026"), "{shown}");
    assert_eq!(other.post(&note, &[("aksi", "hapus")]).await.status, 404);
    assert_eq!(owner.post(&note, &[("aksi", "hapus")]).await.status, 303);
    assert_eq!(writer.post(&note, &[("aksi", "hapus")]).await.status, 404, "gone is gone");
    assert!(!page(&mut writer, siti).await.contains("Bayar lewat bank"));
}

async fn a_note_sent_twice_is_one_and_an_overtaken_one_is_told(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let key = office.get(&urls::admin_customer(siti)).await.field("kunci");
    for _ in 0..3 {
        let form = [("isi", "Sekali saja"), ("kunci", key.as_str())];
        assert_eq!(office.post(&urls::admin_notes(siti), &form).await.status, 303);
    }
    let shown = page(&mut office, siti).await;
    assert_eq!(shown.matches("data-form=\"note-delete\"").count(), 1, "{shown}");
    let note = action(&shown, "/admin/catatan/");
    assert_eq!(office.post(&note, &[("isi", "Dari tab lain"), ("versi", "1")]).await.status, 303);
    let late = office.post(&note, &[("isi", "Dari tab lama"), ("versi", "1")]).await;
    assert_eq!(late.status, 422);
    assert!(late.text().contains("Dari tab lama") && late.text().contains("Dari tab lain"), "{}", late.text());
    assert_eq!(office.post(&note, &[("isi", "Dari tab lain"), ("versi", "1")]).await.status, 303, "pressed twice");
}

async fn labels_are_one_whatever_their_capitals(test: TestDb) {
    let world = World::open(test).await;
    let (siti, lain) = (world.customer("siti").await, world.customer("lain").await);
    let (_, mut office) = world.admin("kantor", "office").await;
    for (customer, name) in [(siti, "Proyek  Besar"), (siti, "proyek besar"), (lain, " PROYEK BESAR ")] {
        assert_eq!(label(&mut office, customer, name).await, 303, "{name}");
    }
    let known = tags(&world).await;
    assert_eq!(known.len(), 1, "{known:?}");
    let (id, name, customers) = &known[0];
    assert_eq!((name.as_str(), *customers), ("Proyek Besar", 2));
    let list = office.get(&urls::admin_customers_with(*id)).await.text();
    assert!(list.contains("Ibu siti") && list.contains("Ibu lain") && list.contains("Proyek Besar"), "{list}");
    let off = [("lepas", id.to_string())];
    let off: Vec<_> = off.iter().map(|(field, value)| (*field, value.as_str())).collect();
    assert_eq!(office.post(&urls::admin_customer_tags(siti), &off).await.status, 303);
    assert_eq!(office.post(&urls::admin_customer_tags(siti), &off).await.status, 404, "it is off already");
    let list = office.get(&urls::admin_customers_with(*id)).await.text();
    assert!(!list.contains("Ibu siti") && list.contains("Ibu lain"), "{list}");
    let many: Vec<_> = (0..8)
        .map(|_| {
            let (mut office, address) = (office.clone(), urls::admin_customer_tags(siti));
            tokio::spawn(async move { office.post(&address, &[("label", "Serentak")]).await.status })
        })
        .collect();
    for pressed in many {
        assert_eq!(pressed.await.expect("answers"), 303);
    }
    assert_eq!(tags(&world).await.len(), 2, "pressed at the same time it is one label");
}

async fn labels_are_renamed_merged_and_deleted(test: TestDb) {
    let world = World::open(test).await;
    let (siti, lain) = (world.customer("siti").await, world.customer("lain").await);
    let (_, mut office) = world.admin("kantor", "office").await;
    for (customer, name) in [(siti, "Kontraktor"), (siti, "Pemborong"), (lain, "Pemborong")] {
        assert_eq!(label(&mut office, customer, name).await, 303);
    }
    let known = tags(&world).await;
    let (first, second) = (known[0].0, known[1].0);
    let page = office.get(urls::ADMIN_TAGS).await.text();
    assert!(page.contains("1 pelanggan") && page.contains("2 pelanggan"), "{page}");
    let taken = office.post(&urls::admin_tag(first), &[("aksi", "ganti"), ("label", "pemborong")]).await;
    assert!(taken.status == 422 && taken.text().contains("Gabungkan saja kedua label ini"), "{}", taken.text());
    let long = "x".repeat(41);
    for wrong in ["", "  ", long.as_str()] {
        assert_eq!(
            office.post(&urls::admin_tag(first), &[("aksi", "ganti"), ("label", wrong)]).await.status,
            422,
            "{wrong:?}"
        );
    }
    assert_eq!(
        office.post(&urls::admin_tag(first), &[("aksi", "ganti"), ("label", "KONTRAKTOR")]).await.status,
        303,
        "only its capitals"
    );
    assert_eq!(office.post(&urls::admin_tag(first), &[("aksi", "gabung"), ("ke", "")]).await.status, 422);
    let into = second.to_string();
    let merge = [("aksi", "gabung"), ("ke", into.as_str())];
    assert_eq!(office.post(&urls::admin_tag(second), &merge).await.status, 422, "not into itself");
    assert_eq!(office.post(&urls::admin_tag(first), &merge).await.status, 303);
    assert_eq!(tags(&world).await, [(second, "Pemborong".to_owned(), 2)]);
    assert_eq!(office.post(&urls::admin_tag(first), &merge).await.status, 404);
    assert_eq!(office.post(&urls::admin_tag(second), &[("aksi", "hapus")]).await.status, 303);
    assert_eq!(tags(&world).await, []);
    for form in [[("aksi", "hapus"), ("label", "")], [("aksi", "ganti"), ("label", "x")]] {
        assert_eq!(office.post(&urls::admin_tag(second), &form).await.status, 404);
    }
    assert_eq!(office.post(&urls::admin_tag(second), &[("aksi", "apa")]).await.status, 400);
}

async fn labels_are_searched_sorted_and_changed_where_they_were_found(test: TestDb) {
    let world = World::open(test).await;
    let (siti, lain) = (world.customer("siti").await, world.customer("lain").await);
    let (_, mut office) = world.admin("kantor", "office").await;
    assert!(!office.get(urls::ADMIN_TAGS).await.text().contains("Nama label"), "nothing to look for yet");
    for (customer, name) in [(siti, "Bengkel"), (siti, "Toko besi"), (lain, "Toko besi")] {
        assert_eq!(label(&mut office, customer, name).await, 303);
    }
    let found = office.get("/admin/pelanggan/label/?q=TOKO&urut=pelanggan").await.text();
    assert!(found.contains(">Toko besi</a>") && !found.contains(">Bengkel</a>"), "{found}");
    assert!(
        found.contains("<option value=\"1\">Bengkel</option>"),
        "what is not found can still be merged into: {found}"
    );
    let most = office.get("/admin/pelanggan/label/?urut=pelanggan").await.text();
    let (first, second) =
        (most.find(">Toko besi</a>").expect("is there"), most.find(">Bengkel</a>").expect("is there"));
    assert!(first < second, "two customers before one");
    assert!(office.get("/admin/pelanggan/label/?q=zzz").await.text().contains("Tidak ada yang cocok"));
    let toko = tags(&world).await.iter().find(|tag| tag.1 == "Toko besi").expect("is there").0;
    let form = [("aksi", "ganti"), ("label", "Toko cat"), ("daftar", "/admin/pelanggan/label/?q=toko")];
    let renamed = office.post(&urls::admin_tag(toko), &form).await;
    assert_eq!((renamed.status.as_u16(), renamed.location()), (303, "/admin/pelanggan/label/?q=toko"));
    assert!(office.get(renamed.location()).await.text().contains("Toko cat"));
}

async fn a_label_goes_to_everybody_ticked(test: TestDb) {
    let world = World::open(test).await;
    let (siti, lain) = (world.customer("siti").await.to_string(), world.customer("lain").await.to_string());
    world.customer("tidak").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let ticked = [("pelanggan", siti.as_str()), ("pelanggan", lain.as_str()), ("pelanggan", "x"), ("pelanggan", "999")];
    let mut form = ticked.to_vec();
    form.push(("label", "Tukang"));
    let reply = office.post(urls::ADMIN_TAGS_PUT, &form).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, urls::ADMIN_CUSTOMERS));
    assert!(office.get(urls::ADMIN_CUSTOMERS).await.text().contains("dipasang pada 2 pelanggan"));
    assert_eq!(tags(&world).await[0].2, 2);
    for (form, told) in [
        (vec![("label", "Kosong")], "Belum ada pelanggan yang dipilih"),
        (vec![("pelanggan", "999"), ("label", "Kosong")], "Belum ada pelanggan yang dipilih"),
        (vec![("pelanggan", siti.as_str()), ("label", " ")], "Label belum dipasang"),
    ] {
        assert_eq!(office.post(urls::ADMIN_TAGS_PUT, &form).await.status, 303);
        let page = office.get(urls::ADMIN_CUSTOMERS).await.text();
        assert!(page.contains(told), "{told}: {page}");
    }
    assert_eq!(tags(&world).await.len(), 1, "what was refused makes no label");
}

async fn the_last_contact_is_the_newest_of_all_kinds(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 100_000, 50).await;
    let (siti, lain) = (world.customer("siti").await, world.customer("lain").await);
    let (_, mut office) = world.admin("kantor", "office").await;
    assert!(page(&mut office, siti).await.contains("belum pernah"));
    world.order(siti, &[(product, 1)]).await;
    assert!(page(&mut office, siti).await.contains("Memesan, hari ini"));
    world.test.clock.advance_hours(24);
    write_note(&mut office, siti, "Ditelepon").await;
    let shown = page(&mut office, siti).await;
    assert!(shown.contains("Catatan kantor, hari ini (23 November 2026)"), "{shown}");
    world.test.clock.advance_hours(24);
    let send = |key: &'static str, people: Vec<CustomerId>| {
        let app = world.app.clone();
        async move {
            let typed = ops::broadcasts::TypedMessage {
                key,
                heading: "Kabar",
                body: "Isi",
                link: "/produk/",
                readers: ops::broadcasts::Readers::Chosen(people),
            };
            ops::broadcasts::send(&app, &typed, &World::office()).await.expect("sends");
        }
    };
    send("kunci-dua-orang-0001", vec![siti, lain]).await;
    assert!(page(&mut office, siti).await.contains("Catatan kantor, kemarin"), "a message to several is no contact");
    send("kunci-satu-orang-0001", vec![siti]).await;
    assert!(page(&mut office, siti).await.contains("Pesan dari toko, hari ini (24 November 2026)"));
    world.test.clock.advance_hours(24);
    let form = [("isi", "Kunjungi"), ("tanggal", "2026-11-26")];
    assert_eq!(office.post(&urls::admin_customer_follow_ups(siti), &form).await.status, 303);
    assert!(page(&mut office, siti).await.contains("Pesan dari toko, kemarin"), "a plan is no contact");
    let end = action(&page(&mut office, siti).await, "/admin/tindak-lanjut/");
    let done = office.post(&format!("{end}tutup/"), &[("aksi", "selesai"), ("versi", "1"), ("hasil", "Ramah")]).await;
    assert_eq!(done.status, 303);
    assert!(page(&mut office, siti).await.contains("Tindak lanjut selesai, hari ini (25 November 2026)"));
}

async fn what_the_office_keeps_is_never_seen_by_a_customer(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 100_000, 50).await;
    let siti = world.customer("siti").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let order = world.order(siti, &[(product, 1)]).await;
    write_note(&mut office, siti, "rahasiacatatan").await;
    assert_eq!(label(&mut office, siti, "rahasialabel").await, 303);
    let form = [("isi", "rahasiatugas"), ("tanggal", "2026-11-22")];
    assert_eq!(office.post(&urls::admin_customer_follow_ups(siti), &form).await.status, 303);
    world.test.clock.advance_hours(1);
    assert_eq!(ops::follow_ups::remind(&world.app).await.expect("reminds"), 1);
    assert!(page(&mut office, siti).await.contains("rahasiacatatan"), "the office reads it");
    let mut customer = world.signed_in(siti).await;
    let (_, mut driver) = world.employee("Udin").await;
    let order = urls::order(order);
    for address in
        ["/", urls::PRODUCTS, urls::DASHBOARD, urls::CART, urls::ORDERS, &order, urls::NOTIFICATIONS, urls::ACCOUNT]
    {
        let text = customer.get(address).await.text();
        assert!(!text.contains("rahasia"), "{address}: {text}");
    }
    for address in [urls::EMPLOYEE_DASHBOARD, urls::EMPLOYEE_NOTIFICATIONS] {
        assert!(!driver.get(address).await.text().contains("rahasia"), "{address}");
    }
    for address in [urls::admin_customer(siti), urls::ADMIN_TAGS.to_owned(), urls::ADMIN_FOLLOW_UPS.to_owned()] {
        for visitor in [&mut customer, &mut driver, &mut world.visitor()] {
            let reply = visitor.get(&address).await;
            assert!(reply.status == 303 && reply.location().starts_with(urls::ADMIN_LOGIN), "{address}");
        }
    }
}

async fn what_the_office_keeps_goes_with_the_customer(test: TestDb) {
    let world = World::open(test).await;
    let (siti, lain) = (world.customer("siti").await, world.customer("lain").await);
    let (_, mut office) = world.admin("kantor", "office").await;
    for customer in [siti, lain] {
        write_note(&mut office, customer, "Catatan").await;
        assert_eq!(label(&mut office, customer, "Proyek").await, 303);
        let form = [("isi", "Telepon"), ("tanggal", "2026-11-22")];
        assert_eq!(office.post(&urls::admin_customer_follow_ups(customer), &form).await.status, 303);
    }
    let mut tx = world.app.db.begin().await.expect("begins");
    ops::crm::forget(&mut tx, siti).await.expect("forgets");
    tx.commit().await.expect("commits");
    let shown = page(&mut office, siti).await;
    assert!(!shown.contains("data-form=\"note-delete\"") && !shown.contains("data-form=\"tag-remove\""), "{shown}");
    assert!(!shown.contains("data-form=\"follow-up-end\""), "{shown}");
    let kept = page(&mut office, lain).await;
    assert!(kept.contains("data-form=\"note-delete\"") && kept.contains("data-form=\"follow-up-end\""), "{kept}");
    world.test.clock.advance_hours(1);
    assert_eq!(ops::follow_ups::remind(&world.app).await.expect("reminds"), 1, "only of who is still there");
}

async fn strangers_and_wrong_input_change_nothing(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    write_note(&mut office, siti, "Ada").await;
    let long = "x".repeat(2001);
    for wrong in ["", " \n ", "a\u{202E}b", long.as_str()] {
        let reply = office.post(&urls::admin_notes(siti), &[("isi", wrong)]).await;
        assert!(reply.status == 422 && reply.text().contains("Belum bisa disimpan"), "{wrong:?}");
    }
    let long = "x".repeat(41);
    for wrong in ["", " ", "a\nb", long.as_str()] {
        assert_eq!(label(&mut office, siti, wrong).await, 422, "{wrong:?}");
    }
    for address in [
        "/admin/pelanggan/999/catatan/",
        "/admin/pelanggan/abc/catatan/",
        "/admin/pelanggan/999/label/",
        "/admin/pelanggan/999/tindak-lanjut/",
        "/admin/catatan/999/",
        "/admin/catatan/x/",
        "/admin/pelanggan/label/x/",
    ] {
        let form = [("isi", "x"), ("label", "x"), ("tanggal", "2026-11-30"), ("aksi", "hapus"), ("versi", "1")];
        assert_eq!(office.post(address, &form).await.status, 404, "{address}");
    }
    assert_eq!(tags(&world).await, [], "nobody's label is not made");
    let mut customer = world.signed_in(siti).await;
    for address in [urls::admin_notes(siti), urls::admin_customer_tags(siti), urls::admin_customer_follow_ups(siti)] {
        for visitor in [&mut customer, &mut world.visitor()] {
            let reply = visitor.post(&address, &[("isi", "x"), ("label", "x"), ("tanggal", "2026-11-30")]).await;
            assert_eq!((reply.status.as_u16(), reply.location()), (303, urls::ADMIN_LOGIN), "{address}");
        }
        assert_eq!(office.get(&address).await.location(), urls::admin_customer(siti), "changes by POST only");
    }
    assert_eq!(page(&mut office, siti).await.matches("data-form=\"note-delete\"").count(), 1);
}
