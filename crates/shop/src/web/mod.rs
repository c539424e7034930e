//! Pages and forms of the shop. Thin handlers: who asks (an extractor), one operation or one read, one page.

pub mod account;
pub mod admin;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod cookies;
pub mod ctx;
pub mod dashboard;
pub mod documents;
pub mod door;
pub mod employee;
pub mod errors;
pub mod fault;
pub mod files;
pub mod health;
pub mod metrics;
pub mod notifications;
pub mod orders;
pub mod own_data;
pub mod parts;
pub mod password;
pub mod plain;
pub mod posted;
pub mod preferences;
pub mod reply;
mod reports;
pub mod routes;
pub mod serve;
pub mod shield;
pub mod socket;
pub mod watch;

use std::sync::Arc;

use axum::Router;
use views::urls;

use self::routes::{Routes, get, post};
use crate::app::App;

pub use serve::serve;

/// Every address of the shop, with all layers around it.
pub fn router(app: Arc<App>) -> Router {
    let routes = routes().into_router().fallback(errors::not_found).with_state(app.clone());
    shield::around(routes, app)
}

/// Every address of the shop, as a list. An address without a row in `tests/suite/roles.rs` fails that test.
pub fn routes() -> Routes {
    Routes::new()
        .merge(public())
        .merge(customer())
        .merge(employee::routes())
        .merge(admin::routes())
        .merge(reports::routes())
}

fn public() -> Routes {
    Routes::new()
        .route(urls::HOME, get(catalogue::home))
        .route(urls::PRODUCTS, get(catalogue::list))
        .route(urls::PRODUCTS_OLD, get(catalogue::old_list))
        .route(urls::PRODUCT_PATH, get(catalogue::show))
        .route(urls::REGISTER, get(door::register_page).post(door::register))
        .route(urls::LOGIN, get(door::login_page).post(door::login))
        .route(urls::PASSWORD_FORGOT, get(password::forgot_page).post(password::forgot))
        .route(urls::PASSWORD_RESET_PATH, get(password::reset_page).post(password::reset))
        .route(urls::UNSUBSCRIBE_PATH, get(preferences::way_out).post(preferences::leave))
        .route(urls::LOGOUT, get(door::logout_page).post(door::logout))
        .route(urls::CART, get(cart::show).post(cart::add))
        .route(urls::CART_LINE_PATH, get(cart::back).post(cart::change_line))
        .route(urls::BUY_NOW_PATH, get(cart::back_to_product).post(cart::buy_now))
        .route(urls::MEDIA_PATH, get(files::media))
        .route(urls::FILE_PATH, get(files::private))
        .route(urls::ASSET_PATH, get(files::asset))
        .route("/favicon.ico", get(files::favicon))
        .route("/robots.txt", get(files::robots))
        .route(urls::SOCKET, get(socket::open))
        .route(urls::HEALTH, get(health::alive))
        .route(urls::READY, get(health::ready))
        .route(urls::METRICS, get(metrics::show))
}

fn customer() -> Routes {
    Routes::new()
        .route(urls::DASHBOARD, get(dashboard::show))
        .route(urls::CHECKOUT, get(checkout::show).post(checkout::place))
        .route(urls::PAYMENT, get(checkout::old_payment).post(checkout::place))
        .route(urls::ORDERS, get(orders::list))
        .route(urls::ORDER_PATH, get(orders::show))
        .route(urls::ORDER_PROOF_PATH, get(orders::back).post(orders::give_proof))
        .route(urls::ORDER_CANCEL_PATH, get(orders::back).post(orders::cancel))
        .route(urls::ORDER_FEEDBACK_PATH, get(orders::back).post(orders::give_feedback))
        .route(urls::ORDER_NOTA_PATH, get(documents::nota::<ctx::Customer>))
        .route(urls::ORDER_NOTA_PDF_PATH, get(documents::nota_pdf::<ctx::Customer>))
        .route(urls::ORDER_RECEIPT_PATH, get(documents::receipt::<ctx::Customer>))
        .route(urls::ORDER_RECEIPT_PDF_PATH, get(documents::receipt_pdf::<ctx::Customer>))
        .route(urls::NOTIFICATIONS, get(notifications::list))
        .route(urls::NOTIFICATION_OPEN_PATH, get(notifications::back).post(notifications::open))
        .route(urls::NOTIFICATIONS_READ, get(notifications::back).post(notifications::read_all))
        .route(urls::ACCOUNT, get(account::show).post(account::save))
        .route(urls::ACCOUNT_DATA, get(own_data::download))
        .route(urls::ACCOUNT_DELETE, get(own_data::ask).post(own_data::delete))
        .route(urls::PREFERENCES, get(preferences::show).post(preferences::save))
        .route(urls::ACCOUNT_PASSWORD, post(account::change_password).get(account::back))
}
