//! The driver's pages, below `/karyawan/` (domain.md §1, §7, §13). Each handler names `Employee`, so none can forget who may come in.

mod access;
mod arrived;
mod deliveries;
mod delivery;
mod notifications;

use views::urls;

use crate::web::{
    ctx::Employee,
    documents,
    routes::{Routes, get},
};

/// All addresses of the drivers.
pub fn routes() -> Routes {
    Routes::new()
        .route(urls::EMPLOYEE_LOGIN, get(access::login_page).post(access::login))
        .route(urls::EMPLOYEE_LOGOUT, get(access::logout_page).post(access::logout))
        .route(urls::EMPLOYEE_ACCOUNT, get(access::account).post(access::change_password))
        .route(urls::EMPLOYEE_DASHBOARD, get(deliveries::list))
        .route(urls::EMPLOYEE_DELIVERY_PATH, get(delivery::show).post(delivery::deliver))
        .route(urls::EMPLOYEE_FAILED_PATH, get(delivery::back).post(delivery::failed))
        .route(urls::EMPLOYEE_LETTER_PATH, get(documents::letter::<Employee>))
        .route(urls::EMPLOYEE_LETTER_PDF_PATH, get(documents::letter_pdf::<Employee>))
        .route(urls::EMPLOYEE_NOTIFICATIONS, get(notifications::list))
        .route(urls::EMPLOYEE_NOTIFICATION_OPEN_PATH, get(notifications::back).post(notifications::open))
        .route(urls::EMPLOYEE_NOTIFICATIONS_READ, get(notifications::back).post(notifications::read_all))
}
