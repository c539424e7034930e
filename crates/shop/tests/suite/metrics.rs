//! `/metrics`: who may read it, and that its figures move when the thing happens (domain.md §13).

use std::{net::SocketAddr, time::Duration};

use axum::{body::Body, extract::ConnectInfo, http::Request};
use domain::order::Event;
use shop::{jobs, notices::relay, ops::steps};
use testkit::{Backend, Reply, TestDb, Visitor, on_both_databases};

use crate::{
    live,
    world::{METRICS_TOKEN, World},
};

on_both_databases! {
    an_order_moves_the_figures,
    only_this_machine_and_who_has_the_word_read_them,
    queues_are_counted_by_shelf_and_age,
}

/// Asks from an address, with headers.
async fn ask(world: &World, from: &str, headers: &[(&str, &str)]) -> Reply {
    let from: SocketAddr = from.parse().expect("an address");
    let mut request = Request::get("/metrics").extension(ConnectInfo(from));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    world.visitor().send(request.body(Body::empty()).expect("a request")).await
}

/// The figure with these labels, 0 while it was never touched.
async fn figure(world: &World, name: &str) -> i64 {
    let text = shop::metrics::text(&world.app).await;
    let line = text.lines().find_map(|line| line.strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')));
    line.map_or(0, |value| value.parse().expect("a number"))
}

/// Waits until a figure is this one.
async fn becomes(world: &World, name: &str, wanted: i64) {
    for _ in 0..600 {
        if figure(world, name).await == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!(
        "{name} stays {} instead of {wanted}:\n{}",
        figure(world, name).await,
        shop::metrics::text(&world.app).await
    );
}

fn title(page: &Reply) -> String {
    let text = page.text();
    let title = text.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
    title.expect("a page").to_owned()
}

async fn only_this_machine_and_who_has_the_word_read_them(test: TestDb) {
    let world = World::open(test).await;
    let word = format!("Bearer {METRICS_TOKEN}");
    let far = "192.0.2.7:50000";
    let here = ask(&world, "127.0.0.1:50000", &[]).await;
    assert_eq!(here.status, 200);
    assert!(here.text().ends_with("# EOF\n"), "{}", here.text());
    assert!(here.headers["content-type"].to_str().expect("text").starts_with("application/openmetrics-text"));
    assert_eq!(ask(&world, "[::1]:50000", &[]).await.status, 200);
    assert_eq!(ask(&world, far, &[("authorization", &word)]).await.status, 200);
    let strangers: [(&str, &[(&str, &str)]); 7] = [
        (far, &[]),
        (far, &[("authorization", "Bearer kata-kunci-lain")]),
        (far, &[("authorization", METRICS_TOKEN)]),
        (far, &[("authorization", "Bearer ")]),
        (far, &[("x-forwarded-for", "127.0.0.1")]),
        ("127.0.0.1:50000", &[("x-forwarded-for", "192.0.2.7")]),
        ("127.0.0.1:50000", &[("forwarded", "for=192.0.2.7")]),
    ];
    let usual = world.visitor().get("/tidak-ada").await;
    for (from, headers) in strangers {
        let reply = ask(&world, from, headers).await;
        assert_eq!(reply.status, 404, "{from} {headers:?}");
        assert_eq!(title(&reply), title(&usual), "the usual page of what is not there");
    }
}

async fn an_order_moves_the_figures(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pilar", 185_000, 20).await;
    let siti = world.customer("siti").await;
    let mut tx = world.app.db.begin().await.expect("begins");
    store::sql!("UPDATE customers SET email = 'siti@example.com', email_key = 'siti@example.com' WHERE id = $1")
        .bind(siti)
        .run(&mut tx)
        .await
        .expect("writes");
    tx.commit().await.expect("commits");
    let line = relay::start(&world.app, relay::RelayOptions { redis: None, hears: true }).await.expect("joins");
    let address = live::listen(&world).await;
    let mut browser = world.signed_in(siti).await;
    let mut page = live::open(address, &browser, "?after=0", None).await.expect("opens");
    becomes(&world, "barokah_live_channels", 1).await;
    becomes(&world, "barokah_line_up", 1).await;
    let order = world.order(siti, &[(product, 1)]).await;
    live::next(&mut page).await;
    becomes(&world, "barokah_orders_placed_total", 1).await;
    becomes(&world, "barokah_notifications_sent_total", 1).await;
    let accept = steps::Step::new(order, Event::AcceptPayment, World::office()).with_note("tunai");
    steps::advance(&world.app, accept).await.expect("accepts");
    becomes(&world, "barokah_queue_jobs{queue=\"orders\",shelf=\"menunggu\"}", 1).await;
    let working = jobs::work(&world.app).await.expect("works");
    becomes(&world, "barokah_jobs_total{kind=\"notify_order\",outcome=\"done\"}", 1).await;
    becomes(&world, "barokah_job_seconds_count{kind=\"notify_order\"}", 1).await;
    becomes(&world, "barokah_mails_total{transport=\"folder\",outcome=\"sent\"}", 1).await;
    becomes(&world, "barokah_queue_jobs{queue=\"orders\",shelf=\"selesai\"}", 1).await;
    becomes(&world, "barokah_workers_alive", 1).await;
    working.stop().await;
    requests_are_counted_by_route(&world, &mut browser).await;
    assert!(figure(&world, "barokah_catalogue_reads_total").await >= 1);
    assert_eq!(figure(&world, "barokah_database_up").await, 1);
    drop(page);
    becomes(&world, "barokah_live_channels", 0).await;
    drop(line);
}

/// By the pattern of the route: neither ids nor what strangers type make new figures.
async fn requests_are_counted_by_route(world: &World, browser: &mut Visitor) {
    for path in ["/produk/", "/produk/?q=rahasia", "/pesanan/1/", "/pesanan/999/", "/karangan/satu", "/karangan/dua"] {
        browser.get(path).await;
    }
    let seen = |route: &str, class: &str| {
        format!("barokah_requests_total{{route=\"{route}\",method=\"GET\",status=\"{class}\"}}")
    };
    assert_eq!(figure(world, &seen("/produk/", "2xx")).await, 2);
    assert_eq!(figure(world, &seen("/pesanan/{id}/", "2xx")).await, 1);
    assert_eq!(figure(world, &seen("/pesanan/{id}/", "4xx")).await, 1);
    assert_eq!(figure(world, &seen("none", "4xx")).await, 2);
    assert_eq!(figure(world, "barokah_request_seconds_count{route=\"/produk/\",method=\"GET\"}").await, 2);
    let text = shop::metrics::text(&world.app).await;
    for secret in ["rahasia", "karangan", "siti", "/999"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

async fn queues_are_counted_by_shelf_and_age(test: TestDb) {
    let world = World::open(test).await;
    let product = world.product("Pion", 45_000, 50).await;
    let siti = world.customer("siti").await;
    for _ in 0..3 {
        world.order(siti, &[(product, 1)]).await;
    }
    jobs::admin::run_now(&world.app, "prune", &World::office()).await.expect("writes");
    assert_eq!(figure(&world, "barokah_queue_jobs{queue=\"upkeep\",shelf=\"menunggu\"}").await, 1);
    // River's clock is the machine's; the shop's goes on a hundred years.
    world.test.clock.advance_hours(24 * 365 * 100);
    assert!(figure(&world, "barokah_queue_oldest_seconds{queue=\"upkeep\"}").await > 3600);
    assert_eq!(figure(&world, "barokah_queue_oldest_seconds{queue=\"orders\"}").await, 0);
}

/// A database that went away is a figure too, not an error page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_told() {
    let world = World::open(TestDb::open(Backend::Sqlite).await).await;
    assert_eq!(figure(&world, "barokah_database_up").await, 1);
    world.app.db.close().await;
    assert_eq!(figure(&world, "barokah_database_up").await, 0);
    assert!(
        !shop::metrics::text(&world.app).await.contains("barokah_queue_jobs{"),
        "nothing old is shown as the present"
    );
}
