//! The surat jalan of several orders at once (domain.md §12): each as its own page has it, and what has none is named.

use domain::{
    ids::OrderId,
    order::{Event, Fulfilment},
};
use lopdf::Document;
use shop::ops::{
    place_order::{Placed, Placing},
    steps::{self, Step},
};
use testkit::{TestDb, Visitor, on_both_databases};
use views::urls;

use crate::world::World;

on_both_databases! {
    ticked_orders_are_printed_at_once_and_each_is_as_alone,
    what_has_no_letter_is_named_with_the_reason,
    the_warehouse_prints_what_it_may_see_and_others_nothing,
    a_tour_is_printed_in_its_order,
    what_is_not_paid_is_stamped_on_every_paper_that_could_ride_along,
}

async fn order(world: &World, name: &str, way: Fulfilment, goods: u16) -> OrderId {
    let customer = world.customer(name).await;
    let mut cart = Vec::new();
    for line in 0..goods {
        cart.push((world.product(&format!("Barang-{name}-{line}"), 10_000, 500).await, line % 7 + 1));
    }
    world.fill_cart(customer, &cart).await;
    let address = if way == Fulfilment::Pickup { String::new() } else { format!("Jl. Pahlawan {name}") };
    let placing = Placing { fulfilment: way, address, ..world.agreed(customer, "kunci").await };
    match world.place(&placing).await {
        Placed::New(order) => order,
        other => panic!("{other:?}"),
    }
}

async fn paid(world: &World, order: OrderId) {
    let step = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, step).await.expect("accepts");
}

/// The text of each page of a PDF, with single blanks.
async fn pdf(browser: &mut Visitor, address: &str) -> Vec<String> {
    let reply = browser.get(address).await;
    assert_eq!(reply.status, 200, "{address}");
    assert_eq!(reply.headers["content-type"], "application/pdf");
    let document = Document::load_mem(&reply.bytes).expect("is a PDF");
    let text =
        |page| document.extract_text(&[page]).expect("has text").split_whitespace().collect::<Vec<_>>().join(" ");
    document.get_pages().keys().map(|page| text(*page)).collect()
}

/// What stands on the sheets of a page, without what is around them.
fn sheets(html: &str) -> Vec<String> {
    let sheet = |rest: &str| {
        let inside = rest.split("</article>").next().unwrap_or_default().split("</main>").next().unwrap_or_default();
        let body = inside.split_once("<dl class=\"facts\">").expect("has facts").1;
        body.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    html.split("class=\"paper\"").skip(1).map(sheet).collect()
}

async fn ticked_orders_are_printed_at_once_and_each_is_as_alone(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let mut orders = Vec::new();
    // The second one is long enough for several pages.
    for (name, goods) in [("satu", 2), ("dua", 45), ("tiga", 1)] {
        let order = order(&world, name, Fulfilment::Delivery, goods).await;
        paid(&world, order).await;
        orders.push(order);
    }
    let list = office.get("/admin/pesanan/?perlu=semua").await.text();
    assert!(list.contains("formaction=\"/admin/pesanan/surat-jalan/\"") && list.contains("formmethod=\"get\""));
    let asked = [orders[2], orders[0], orders[1]];
    let page = office.get(&urls::admin_letters(&asked)).await;
    assert_eq!(page.status, 200);
    let html = page.text();
    assert!(html.contains("3 surat jalan") && !html.contains("Tidak ikut dicetak"), "{html}");
    let mut alone_pages = Vec::new();
    let together = sheets(&html);
    assert_eq!(together.len(), 3);
    for (order, sheet) in asked.iter().zip(&together) {
        let alone = office.get(&urls::admin_order_letter(*order)).await.text();
        assert_eq!(sheets(&alone), std::slice::from_ref(sheet), "order {order}, in the order of the ticks");
        alone_pages.extend(pdf(&mut office, &urls::admin_order_letter_pdf(*order)).await);
    }
    let all = pdf(&mut office, &urls::admin_letters_pdf(&asked)).await;
    assert_eq!(all, alone_pages, "each on sheets of its own, with its own numbers of pages");
    assert!(all.len() > 3 && all[3].contains("Halaman 2 dari"), "{all:?}");
    assert!(all.iter().all(|page| !page.contains("Rp")), "no prices on the truck");
}

async fn what_has_no_letter_is_named_with_the_reason(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let driven = order(&world, "antar", Fulfilment::Delivery, 1).await;
    let fetched = order(&world, "ambil", Fulfilment::Pickup, 1).await;
    let address = format!("{}&pesanan=999999&pesanan=abc&pesanan={driven}", urls::admin_letters(&[fetched, driven]));
    let html = office.get(&address).await.text().replace("&#35;", "#");
    assert_eq!(sheets(&html).len(), 1, "once, however often it was ticked");
    assert!(
        html.contains(&format!("#{fetched}: diambil sendiri di toko")) && html.contains("#999999: tidak ditemukan")
    );
    assert!(html.contains(&urls::admin_letters_pdf(&[driven])), "the PDF is of those that are shown");
    // Nothing ticked, or nothing to print: back to the pile, with words.
    for (query, words) in [
        (String::new(), "Belum ada pesanan yang dipilih"),
        (format!("&pesanan={fetched}"), "Tidak ada surat jalan yang bisa dicetak"),
        ("&pesanan=999999".to_owned(), "tidak ditemukan"),
    ] {
        for path in [urls::ADMIN_ORDERS_LETTERS, urls::ADMIN_ORDERS_LETTERS_PDF] {
            let reply =
                office.get(&format!("{path}?aksi=cetak&daftar=%2Fadmin%2Fpesanan%2F%3Fperlu%3Dkirim{query}")).await;
            assert_eq!((reply.status.as_u16(), reply.location()), (303, "/admin/pesanan/?perlu=kirim"));
            assert!(office.get(reply.location()).await.text().contains(words), "{words}");
        }
    }
    let many: Vec<OrderId> = (1..=40).map(|id| OrderId::try_from(id).expect("an id")).collect();
    let html = office.get(&urls::admin_letters(&many)).await.text();
    assert!(html.contains("Hanya 25 pesanan pertama"), "never more than a page of the list");
}

async fn the_warehouse_prints_what_it_may_see_and_others_nothing(test: TestDb) {
    let world = World::open(test).await;
    let placed = order(&world, "baru", Fulfilment::Delivery, 1).await;
    let ready = order(&world, "siap", Fulfilment::Delivery, 1).await;
    paid(&world, ready).await;
    let (_, mut warehouse) = world.admin("gudang", "warehouse").await;
    assert_eq!(warehouse.get(&urls::admin_order_letter(placed)).await.status, 404, "what is not paid is not there");
    let html = warehouse.get(&urls::admin_letters(&[placed, ready])).await.text().replace("&#35;", "#");
    assert_eq!(sheets(&html).len(), 1);
    assert!(html.contains(&format!("#{placed}: tidak ditemukan")) && !html.contains("Pahlawan baru"));
    let customer = world.customer("orang.lain").await;
    let mut browser = world.signed_in(customer).await;
    let (_, mut driver) = world.employee("Udin").await;
    for reply in [browser.get(&urls::admin_letters(&[ready])).await, driver.get(&urls::admin_letters(&[ready])).await] {
        assert_eq!(reply.status, 303, "sent to the office's door");
        assert!(reply.location().starts_with(urls::ADMIN_LOGIN));
    }
}

async fn a_tour_is_printed_in_its_order(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let (udin, _) = world.employee("Udin").await;
    let mut orders = Vec::new();
    for name in ["satu", "dua"] {
        let order = order(&world, name, Fulfilment::Delivery, 1).await;
        paid(&world, order).await;
        orders.push(order);
    }
    let today = world.settings().await.zone.day_of(world.app.clock.now());
    let by = World::office();
    shop::ops::deliveries::assign(&world.app, &orders, Some(udin), today, &by).await.expect("plans");
    let stops = [(orders[0], 2), (orders[1], 1)];
    shop::ops::deliveries::arrange(&world.app, &stops, &[], &by).await.expect("arranges");
    let plan = office.get(urls::ADMIN_DELIVERIES).await.text();
    let address = urls::admin_letters(&[orders[1], orders[0]]);
    assert!(plan.contains(&address.replace('&', "&#38;")) || plan.contains(&address.replace('&', "&amp;")), "{plan}");
    assert_eq!(sheets(&office.get(&address).await.text()).len(), 2);
}

async fn what_is_not_paid_is_stamped_on_every_paper_that_could_ride_along(test: TestDb) {
    let world = World::open(test).await;
    let (_, mut office) = world.admin("kantor", "office").await;
    let unpaid = order(&world, "belum", Fulfilment::Delivery, 1).await;
    let ready = order(&world, "sudah", Fulfilment::Delivery, 1).await;
    paid(&world, ready).await;
    let stamped = |text: &str| text.contains("BELUM LUNAS") && text.contains("jangan dikirim");
    for (order, expected) in [(unpaid, true), (ready, false)] {
        let (page, file) = (urls::admin_order_letter(order), urls::admin_order_letter_pdf(order));
        for address in [page.clone(), urls::on_roll(&page)] {
            assert_eq!(stamped(&office.get(&address).await.text()), expected, "{address}");
        }
        for address in [file.clone(), urls::on_roll(&file)] {
            assert_eq!(stamped(&pdf(&mut office, &address).await.join(" ")), expected, "{address}");
        }
    }
    let html = office.get(&urls::admin_letters(&[unpaid, ready])).await.text().replace("&#35;", "#");
    assert!(html.contains(&format!("Belum lunas, jangan dikirim dulu: #{unpaid}.")), "{html}");
    assert_eq!(html.matches("BELUM LUNAS").count(), 1, "the paid one carries no stamp");
    let pages = pdf(&mut office, &urls::admin_letters_pdf(&[unpaid, ready])).await;
    assert_eq!(pages.iter().map(|page| stamped(page)).collect::<Vec<_>>(), [true, false]);
    assert!(!office.get(&urls::admin_letters(&[ready])).await.text().contains("Belum lunas"));
}
