//! Papers of an order: nota, surat jalan, kwitansi (domain.md §12), read back from the pages and the PDFs.

use domain::{ids::OrderId, order::Event};
use lopdf::Document;
use shop::ops::steps::{self, Step};
use testkit::{TestDb, Visitor, on_both_databases};
use views::urls;

use crate::world::World;

on_both_databases! {
    papers_say_what_the_order_says,
    a_long_order_breaks_over_pages_and_fits_a_roll,
    papers_are_for_whom_they_belong_to,
    a_receipt_is_for_money_that_came,
    nothing_typed_becomes_part_of_the_page,
}

/// Text of all pages of a PDF, with single blanks, and the number of pages.
async fn pdf(browser: &mut Visitor, address: &str) -> (String, usize) {
    let reply = browser.get(address).await;
    assert_eq!(reply.status, 200, "{address}");
    assert_eq!(reply.headers["content-type"], "application/pdf");
    let document = Document::load_mem(&reply.bytes).expect("is a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).expect("has text");
    (text.split_whitespace().collect::<Vec<_>>().join(" "), pages.len())
}

async fn accept(world: &World, order: OrderId) {
    let step = Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai di toko");
    steps::advance(&world.app, step).await.expect("accepts");
}

async fn papers_say_what_the_order_says(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let (_, mut office) = world.admin("kantor", "office").await;
    // Other prices and quantities each time, so that no figure is right by chance.
    for round in 1..5u32 {
        let mut goods = Vec::new();
        for line in 0..round * 2 {
            let price = 1_001 + 7_919 * (round * 13 + line * 5) % 90_000;
            goods
                .push((world.product(&format!("Barang-{round}-{line}"), price, 500).await, (line * 7 % 40 + 1) as u16));
        }
        let order = world.order(siti, &goods).await;
        let mut conn = world.app.db.read().await.expect("reads");
        let reader = store::order_pages::Reader::Admin;
        let row = store::order_pages::full(&mut conn, order, reader).await.expect("reads").expect("exists");
        let lists = store::order_pages::parts(&mut conn, order, false).await.expect("reads");
        drop(conn);
        let due = row.transfer_now.saturating_add(row.pay_driver);
        let (text, _) = pdf(&mut office, &urls::admin_order_nota_pdf(order)).await;
        let (slip, _) = pdf(&mut office, &urls::on_roll(&urls::admin_order_nota_pdf(order))).await;
        let page = office.get(&urls::admin_order_nota(order)).await.text().replace('\u{a0}', " ");
        for paper in [&text, &slip, &page] {
            for line in &lists.lines {
                let net = line.gross.saturating_sub(line.discount).to_string().replace('\u{a0}', " ");
                assert!(paper.contains(&line.name) && paper.contains(&net), "{} {net}: {paper}", line.name);
                assert!(paper.contains(&line.unit_price.to_string().replace('\u{a0}', " ")));
            }
            assert!(paper.contains(&due.to_string().replace('\u{a0}', " ")), "{due}: {paper}");
            assert!(paper.contains("BELUM DIBAYAR"));
        }
        let (letter, _) = pdf(&mut office, &urls::admin_order_letter_pdf(order)).await;
        assert!(letter.contains("Penerima") && !letter.contains("Rp"), "no prices on the truck: {letter}");
    }
}

async fn a_long_order_breaks_over_pages_and_fits_a_roll(test: TestDb) {
    let world = World::open(test).await;
    let siti = world.customer("siti").await;
    let mut goods = Vec::new();
    for line in 0..40 {
        let name =
            format!("Roster-{line}-x motif bunga kembang sepatu ukuran besar untuk ventilasi kamar mandi dan dapur");
        goods.push((world.product(&name, 12_345, 500).await, 2));
    }
    let order = world.order(siti, &goods).await;
    let mut browser = world.signed_in(siti).await;
    let (text, pages) = pdf(&mut browser, &urls::order_nota_pdf(order)).await;
    assert!(pages > 1, "{pages}");
    // The last page may hold nothing but the code.
    let heads = text.matches("Barang Jumlah Harga Total").count();
    assert!(heads > 1 && heads + 1 >= pages, "{heads} heads on {pages} pages: {text}");
    let (slip, one) = pdf(&mut browser, &urls::on_roll(&urls::order_nota_pdf(order))).await;
    assert_eq!(one, 1);
    for line in 0..40 {
        let name = format!("Roster-{line}-x");
        assert_eq!((text.matches(&name).count(), slip.matches(&name).count()), (1, 1), "{name}");
    }
}

async fn papers_are_for_whom_they_belong_to(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 10_000, 100).await;
    let (siti, rudi) = (world.customer("siti").await, world.customer("rudi").await);
    let order = world.order(siti, &[(roster, 3)]).await;
    let fee = domain::money::Rupiah::from_u32(25_000);
    let settings = world.settings().await;
    shop::ops::shipping::set_ongkir(&world.app, &settings, order, &World::office(), fee).await.expect("sets");
    accept(&world, order).await;
    let ((driver, mut udin), (_, mut amat)) = (world.employee("Udin").await, world.employee("Amat").await);
    let ship = Step { employee: Some(driver), ..Step::new(order, Event::Ship, World::office()) };
    steps::advance(&world.app, ship).await.expect("ships");
    let (_, mut office) = world.admin("kantor", "office").await;
    let (mut owner, mut other) = (world.signed_in(siti).await, world.signed_in(rudi).await);
    let all = [
        urls::admin_order_nota(order),
        urls::admin_order_nota_pdf(order),
        urls::admin_order_letter(order),
        urls::admin_order_letter_pdf(order),
        urls::admin_order_receipt(order),
        urls::admin_order_receipt_pdf(order),
    ];
    let customers = [
        urls::order_nota(order),
        urls::order_nota_pdf(order),
        urls::order_receipt(order),
        urls::order_receipt_pdf(order),
    ];
    let drivers = [urls::employee_letter(order), urls::employee_letter_pdf(order)];
    for address in &all {
        assert_eq!(office.get(address).await.status, 200, "{address}");
        assert_eq!(owner.get(address).await.status, 303, "{address} asks for the office's door");
    }
    for address in &customers {
        assert_eq!(owner.get(address).await.status, 200, "{address}");
        assert_eq!(other.get(address).await.status, 404, "{address}");
        assert_eq!(world.visitor().get(address).await.status, 303, "{address}");
    }
    for address in &drivers {
        assert_eq!(udin.get(address).await.status, 200, "{address}");
        assert_eq!(amat.get(address).await.status, 404, "{address}");
        assert_eq!(owner.get(address).await.status, 303, "{address}");
    }
    assert_eq!(owner.get("/pesanan/999999/nota.pdf").await.status, 404);
    assert_eq!(owner.get(&format!("/pesanan/{order}/surat-jalan/")).await.status, 404, "not for customers");
}

async fn a_receipt_is_for_money_that_came(test: TestDb) {
    let world = World::open(test).await;
    let roster = world.product("Roster", 12_500, 1_000).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(roster, 100)]).await;
    let mut browser = world.signed_in(siti).await;
    assert_eq!(browser.get(&urls::order_receipt(order)).await.status, 404, "nothing was paid yet");
    assert!(!browser.get(&urls::order(order)).await.text().contains(&urls::order_receipt(order)));
    accept(&world, order).await;
    assert!(browser.get(&urls::order(order)).await.text().contains(&urls::order_receipt(order)));
    let (text, _) = pdf(&mut browser, &urls::order_receipt_pdf(order)).await;
    assert!(text.contains("satu juta dua ratus lima puluh ribu rupiah"), "{text}");
    assert!(text.contains("tunai di toko") && text.contains("Rp 1.250.000"), "{text}");
    let cancel = Step { refund: Some("dikembalikan".to_owned()), ..Step::new(order, Event::Cancel, World::office()) };
    steps::advance(&world.app, cancel.with_note("habis")).await.expect("cancels");
    assert_eq!(browser.get(&urls::order_receipt(order)).await.status, 404, "the money went back");
    assert!(pdf(&mut browser, &urls::order_nota_pdf(order)).await.0.contains("DIBATALKAN"));
}

async fn nothing_typed_becomes_part_of_the_page(test: TestDb) {
    let world = World::open(test).await;
    let nasty = world.product("<script>alert(1)</script> (\\) %PDF", 10_000, 100).await;
    let siti = world.customer("siti").await;
    let order = world.order(siti, &[(nasty, 1)]).await;
    let mut browser = world.signed_in(siti).await;
    let page = browser.get(&urls::order_nota(order)).await.text();
    assert!(!page.contains("<script>alert") && page.contains("alert(1)"));
    assert!(pdf(&mut browser, &urls::order_nota_pdf(order)).await.0.contains("<script>alert(1)</script>"));
}
