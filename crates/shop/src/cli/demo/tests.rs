//! The demo filled once, and everything that has to hold of it.

use std::{collections::HashMap, sync::Arc};

use domain::{
    ids::OrderId,
    money::Rupiah,
    order::{Fulfilment, OrderState, ProofState},
    time::UtcMillis,
};
use store::{
    DbOptions,
    feedback::FeedbackFilter,
    order_list::{self, OrderFilter},
    order_pages::{self, OrderListRow, Reader},
    order_queue::Limits,
    places::Page,
};

use super::{Account, DemoClock, Role, fill, pinned};
use crate::{
    app::{App, AppOptions},
    entropy::SystemEntropy,
    files::local::LocalFiles,
    mail::Mailer,
    ops::{
        accounts::{SignIn, sign_in},
        pricing,
    },
};

/// Monday 23 November 2026, 14.20 in Makassar.
const NOW: i64 = 1_795_414_800_000;

struct Demo {
    app: Arc<App>,
    accounts: Vec<Account>,
    orders: Vec<OrderListRow>,
    _folder: tempfile::TempDir,
}

async fn demo() -> Demo {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Arc::new(DemoClock::running());
    let database = DbOptions::Sqlite { file: folder.path().join("barokah.db") };
    let app = App::start(AppOptions {
        database: &database,
        files: Arc::new(LocalFiles::new(folder.path())),
        clock: clock.clone(),
        entropy: Arc::new(SystemEntropy),
        secure: false,
        behind_proxy: false,
        metrics_token: None,
        mail: Arc::new(Mailer::to_folder(folder.path().join("mails"), None, "http://demo.test")),
    });
    let app = app.await.expect("the shop opens");
    let accounts = fill(&app, &clock, UtcMillis::from(NOW)).await.expect("the demo is filled");
    assert_eq!(app.clock.now(), UtcMillis::from(NOW));
    let mut conn = app.db.read().await.expect("a connection");
    let page = Page { skip: 0, take: 10_000 };
    let at = UtcMillis::from(NOW);
    let limits = Limits { paid: at, shipped: at, near: at };
    let orders = order_list::list(&mut conn, &OrderFilter::default(), limits, page).await.expect("the orders");
    drop(conn);
    Demo { app, accounts, orders, _folder: folder }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_is_a_lively_shop_whose_books_are_right() {
    let demo = demo().await;
    it_has_enough_of_everything(&demo).await;
    orders_are_in_all_states(&demo.orders);
    the_main_customer_has_something_to_do(&demo.orders);
    levels_and_ledger_agree(&demo).await;
    for order in &demo.orders {
        amounts_add_up(&demo, order.id).await;
    }
    every_printed_account_opens_its_door(&demo).await;
    somebody_named_has_a_birthday(&demo).await;
}

/// A stranger finds a customer with a gift in the table of accounts; two others have one without being loyal.
async fn somebody_named_has_a_birthday(demo: &Demo) {
    let account = demo.accounts.iter().find(|account| !account.note.is_empty()).expect("is named");
    let mut conn = demo.app.db.read().await.expect("a connection");
    let found = store::accounts::customer_credentials(&mut conn, &account.username).await.expect("reads");
    let id = found.expect("exists").id.try_into().expect("an id");
    let buyer = pricing::buyer(&mut conn, id, demo.app.clock.now()).await.expect("reads").expect("exists");
    let gift = buyer.gift.expect("a gift").gift;
    assert_eq!(gift.day.to_string(), "2026-11-23");
    assert!(gift.loyal && gift.favourites.len() == 3, "{gift:?}");
    let today = [gift.day];
    let page = Page { skip: 0, take: 10 };
    let rows = store::birthday_pages::on_days(&mut conn, (&today, gift.day), 3, page).await.expect("reads");
    let loyal: Vec<_> = rows.iter().map(|row| row.gift_loyal).collect();
    assert!(loyal.contains(&Some(false)) && !loyal.contains(&None), "{rows:?}");
    assert!(rows.iter().any(|row| row.mailed_at.is_some()), "{rows:?}");
}

async fn it_has_enough_of_everything(demo: &Demo) {
    let snapshot = demo.app.snapshot().await.expect("the catalogue");
    assert_eq!(snapshot.categories.len(), 6);
    assert!(snapshot.products.len() >= 33);
    assert!(snapshot.products.iter().all(|product| !product.photos.is_empty()), "every product has a photo");
    assert!(!snapshot.settings.payment.bank_accounts.is_empty());
    assert!(demo.orders.len() >= 320, "{} orders", demo.orders.len());
    let customers: std::collections::HashSet<_> = demo.orders.iter().map(|order| order.customer_id).collect();
    assert!(customers.len() >= 40, "{} customers order", customers.len());
    let mut conn = demo.app.db.read().await.expect("a connection");
    assert_eq!(store::accounts::employees(&mut conn).await.expect("employees").len(), 4);
    let feedback = store::feedback::list(&mut conn, &FeedbackFilter::default(), Page { skip: 0, take: 1 })
        .await
        .expect("feedback");
    assert!(feedback.first().is_some_and(|row| row.total >= 60));
}

fn orders_are_in_all_states(orders: &[OrderListRow]) {
    let mut counts: HashMap<(OrderState, ProofState), usize> = HashMap::new();
    for order in orders {
        *counts.entry((order.state, order.proof_state)).or_default() += 1;
    }
    let at_least = |state, proof, least: usize| {
        let count = counts.get(&(state, proof)).copied().unwrap_or_default();
        assert!(count >= least, "{count} orders are {state:?} with proof {proof:?}");
    };
    at_least(OrderState::Placed, ProofState::None, 3);
    at_least(OrderState::Placed, ProofState::Waiting, 3);
    at_least(OrderState::Placed, ProofState::Rejected, 1);
    at_least(OrderState::Paid, ProofState::Accepted, 4);
    at_least(OrderState::Shipped, ProofState::Accepted, 4);
    at_least(OrderState::Completed, ProofState::Accepted, 200);
    at_least(OrderState::Cancelled, ProofState::None, 15);
    let has = |test: fn(&OrderListRow) -> bool| orders.iter().any(test);
    assert!(has(|order| order.state == OrderState::Shipped && order.employee_name.is_none()), "a truck without driver");
    assert!(has(|order| order.state == OrderState::Shipped && order.employee_name.is_some()), "a truck with driver");
    assert!(has(|order| order.state == OrderState::Completed && order.fulfilment == Fulfilment::Pickup), "a pick-up");
    assert!(orders.iter().all(|order| order.placed_at < UtcMillis::from(NOW)), "nothing from the future");
    assert!(orders.iter().any(|order| order.placed_at > UtcMillis::from(NOW).plus_hours(-1)), "something new");
}

fn the_main_customer_has_something_to_do(orders: &[OrderListRow]) {
    let seeds = super::seeds::read().expect("the seeds");
    let name = &seeds.people.customers[pinned::MAIN].name;
    let states: Vec<_> = orders.iter().filter(|order| order.customer_name == *name).map(|order| order.state).collect();
    for state in [OrderState::Placed, OrderState::Paid, OrderState::Shipped, OrderState::Completed] {
        assert!(states.contains(&state), "{name} has no order that is {state:?}");
    }
}

async fn levels_and_ledger_agree(demo: &Demo) {
    let mut conn = demo.app.db.read().await.expect("a connection");
    let wrong = store::stock::disagreements(&mut conn).await.expect("the check");
    assert!(wrong.is_empty(), "{wrong:?}");
}

async fn amounts_add_up(demo: &Demo, id: OrderId) {
    let mut conn = demo.app.db.read().await.expect("a connection");
    let order = order_pages::full(&mut conn, id, Reader::Admin).await.expect("is read").expect("is there");
    let parts = order_pages::parts(&mut conn, id, false).await.expect("its parts");
    let sum = |of: fn(&order_pages::LinePart) -> Rupiah| parts.lines.iter().map(|line| of(line).get()).sum::<i64>();
    let (gross, discount) = (sum(|line| line.gross), sum(|line| line.discount));
    assert_eq!(gross - discount, order.goods_total.get(), "order {id}");
    let ongkir = order.ongkir.unwrap_or(Rupiah::ZERO).get();
    let due = order.goods_total.get() + ongkir + order.unique_code.get();
    assert_eq!(order.transfer_now.get() + order.pay_driver.get(), due, "order {id}");
    let delivered = order.state == OrderState::Completed && order.fulfilment == Fulfilment::Delivery;
    assert_eq!(order.delivery_file.is_some(), delivered, "order {id} has its photo");
}

async fn every_printed_account_opens_its_door(demo: &Demo) {
    use store::sessions::Door;
    for role in [Role::Owner, Role::Office, Role::Warehouse, Role::Employee, Role::Customer] {
        let account = demo.accounts.iter().find(|account| account.role == role).expect("an account of each role");
        let door = match role {
            Role::Owner | Role::Office | Role::Warehouse => Door::Admin,
            Role::Employee => Door::Employee,
            Role::Customer => Door::Customer,
        };
        let (login, password) = (account.username.as_str(), account.password.as_str());
        let typed = SignIn { door, login, password, from: "127.0.0.1", cart: None, replaces: None };
        sign_in(&demo.app, &typed).await.expect(login);
    }
}
