//! The office: everything below `/admin/` (domain.md §12, §13). Each handler names `Admin`, so none can forget who may come in.

mod access;
mod admins;
mod audit;
mod birthdays;
pub mod bulk;
mod categories;
mod counts;
mod counts_view;
mod customer;
mod customer_gone;
mod customer_notes;
mod customer_parts;
mod customers;
mod dashboard;
mod deliveries;
mod deliveries_view;
mod discount;
mod discount_batch;
mod discount_parts;
mod discount_preview;
mod discounts;
pub mod doors;
mod employees;
mod exports;
mod feedback;
mod follow_ups;
mod imports;
mod imports_view;
mod jobs;
mod jobs_bulk;
mod mails;
mod messages;
mod notifications;
pub mod order;
mod order_edit;
mod order_lines;
mod order_steps;
pub mod order_view;
mod orders;
mod orders_bulk;
pub mod overtaken;
pub mod parts;
mod phone_customer;
mod phone_order;
mod phone_price;
mod product;
mod product_parts;
mod products;
mod products_bulk;
pub mod rights;
mod second_step;
mod segment_form;
mod segments;
mod settings;
mod settings_fields;
mod settings_form;
mod simulation;
mod stock;
mod tags;
mod whatsapp;

use views::urls;

use crate::web::{
    ctx::Admin,
    documents::{self, letters},
    routes::{Routes, get},
};

/// All addresses of the office.
pub fn routes() -> Routes {
    Routes::new().merge(around()).merge(order_routes()).merge(goods()).merge(people())
}

/// Doors, first page, messages, settings.
fn around() -> Routes {
    Routes::new()
        .route(urls::ADMIN_LOGIN, get(access::login_page).post(access::login))
        .route(urls::ADMIN_LOGIN_CODE, get(second_step::code_page).post(second_step::code))
        .route(urls::ADMIN_LOGOUT, get(access::logout_page).post(access::logout))
        .route(urls::ADMIN_SETUP_PATH, get(access::setup_page).post(access::setup))
        .route(urls::ADMIN_ACCOUNT, get(access::account).post(access::change_password))
        .route(urls::ADMIN_TOTP, get(second_step::show).post(second_step::begin))
        .route(urls::ADMIN_TOTP_CONFIRM, get(second_step::back).post(second_step::confirm))
        .route(urls::ADMIN_TOTP_CODES, get(second_step::back).post(second_step::renew))
        .route(urls::ADMIN_TOTP_OFF, get(second_step::back).post(second_step::off))
        .route(urls::ADMIN_HOME, get(dashboard::show))
        .route(urls::ADMIN_NOTIFICATIONS, get(notifications::list))
        .route(urls::ADMIN_NOTIFICATION_OPEN_PATH, get(notifications::back).post(notifications::open))
        .route(urls::ADMIN_NOTIFICATIONS_READ, get(notifications::back).post(notifications::read_all))
        .route(urls::ADMIN_NOTIFICATIONS_BULK, get(notifications::back).post(notifications::bulk))
        .route(urls::ADMIN_MESSAGE_NEW, get(messages::new).post(messages::create))
        .route(urls::ADMIN_PREFERENCES, get(messages::show_preferences).post(messages::save_preferences))
        .route(urls::ADMIN_MAILS, get(mails::list))
        .route(urls::ADMIN_MAIL_PATH, get(mails::show))
        .route(urls::ADMIN_SETTINGS, get(settings::show).post(settings::save))
        .merge(work())
}

/// Background work.
fn work() -> Routes {
    Routes::new()
        .route(urls::ADMIN_JOBS, get(jobs::list))
        .route(urls::ADMIN_JOBS_PURGE, get(jobs::ask_purge).post(jobs::purge))
        .route(urls::ADMIN_JOBS_QUEUE, get(jobs::back).post(jobs::pause))
        .route(urls::ADMIN_JOBS_BULK, get(jobs::back).post(jobs_bulk::bulk))
        .route(urls::ADMIN_JOB_PATH, get(jobs::show))
        .route(urls::ADMIN_JOB_RETRY_PATH, get(jobs::back).post(jobs::retry))
        .route(urls::ADMIN_JOB_CANCEL_PATH, get(jobs::back).post(jobs::cancel))
}

fn order_routes() -> Routes {
    Routes::new()
        .route(urls::ADMIN_ORDERS, get(orders::list))
        .route(urls::ADMIN_ORDERS_BULK, get(orders_bulk::back).post(orders_bulk::bulk))
        .route(urls::ADMIN_ORDERS_LETTERS, get(letters::page))
        .route(urls::ADMIN_ORDERS_LETTERS_PDF, get(letters::pdf))
        .route(urls::ADMIN_ORDER_NEW, get(phone_order::show).post(phone_order::place))
        .route(urls::ADMIN_ORDER_NEW_CUSTOMER, get(phone_customer::back).post(phone_customer::enter_customer))
        .route(urls::ADMIN_ORDER_EDIT_PATH, get(order_edit::show).post(order_edit::change))
        .route(urls::ADMIN_ORDER_NOTE_PATH, get(order_steps::back).post(order_steps::add_note))
        .route(urls::ADMIN_ORDER_PATH, get(order::show))
        .route(urls::ADMIN_ORDER_NOTA_PATH, get(documents::nota::<Admin>))
        .route(urls::ADMIN_ORDER_NOTA_PDF_PATH, get(documents::nota_pdf::<Admin>))
        .route(urls::ADMIN_ORDER_LETTER_PATH, get(documents::letter::<Admin>))
        .route(urls::ADMIN_ORDER_LETTER_PDF_PATH, get(documents::letter_pdf::<Admin>))
        .route(urls::ADMIN_ORDER_RECEIPT_PATH, get(documents::receipt::<Admin>))
        .route(urls::ADMIN_ORDER_RECEIPT_PDF_PATH, get(documents::receipt_pdf::<Admin>))
        .route(urls::ADMIN_ORDER_ACCEPT_PATH, get(order_steps::back).post(order_steps::accept))
        .route(urls::ADMIN_ORDER_REJECT_PATH, get(order_steps::back).post(order_steps::reject))
        .route(urls::ADMIN_ORDER_SHIP_PATH, get(order_steps::back).post(order_steps::ship))
        .route(urls::ADMIN_ORDER_PICKUP_PATH, get(order_steps::back).post(order_steps::pickup))
        .route(urls::ADMIN_ORDER_ONGKIR_PATH, get(order_steps::back).post(order_steps::ongkir))
        .route(urls::ADMIN_ORDER_CANCEL_PATH, get(order_steps::back).post(order_steps::cancel))
        .route(urls::ADMIN_ORDER_FAILED_PATH, get(order_steps::back).post(order_steps::failed))
        .route(urls::ADMIN_ORDER_DELIVER_PATH, get(order_steps::back).post(order_steps::deliver))
        .route(urls::ADMIN_ORDER_SHORTFALL_PATH, get(order_steps::back).post(deliveries::settle))
        .route(urls::ADMIN_DELIVERIES, get(deliveries::show).post(deliveries::assign))
        .route(urls::ADMIN_DELIVERY_TOUR, get(deliveries::back).post(deliveries::arrange))
}

fn goods() -> Routes {
    Routes::new()
        .route(urls::ADMIN_PRODUCTS, get(products::list))
        .route(urls::ADMIN_PRODUCTS_BULK, get(products_bulk::back).post(products_bulk::bulk))
        .route(urls::ADMIN_PRODUCT_NEW, get(product::new).post(product::create))
        .route(urls::ADMIN_PRODUCT_PATH, get(product::show).post(product::change))
        .route(urls::ADMIN_PRODUCT_ARCHIVE_PATH, get(product::back).post(product::archive))
        .route(urls::ADMIN_PRODUCT_PHOTOS_PATH, get(product::back).post(product_parts::add_photos))
        .route(urls::ADMIN_PRODUCT_PHOTO_PATH, get(product::back).post(product_parts::change_photo))
        .route(urls::ADMIN_PRODUCT_STOCK_PATH, get(product::back).post(product_parts::adjust_stock))
        .route(urls::ADMIN_CATEGORIES, get(categories::list))
        .route(urls::ADMIN_CATEGORY_NEW, get(categories::new).post(categories::create))
        .route(urls::ADMIN_CATEGORY_PATH, get(categories::show).post(categories::change))
        .route(urls::ADMIN_CATEGORY_ARCHIVE_PATH, get(categories::back).post(categories::archive))
        .route(urls::ADMIN_STOCK, get(stock::list))
        .merge(tables())
        .route(urls::ADMIN_COUNTS, get(counts::list).post(counts::open))
        .route(urls::ADMIN_COUNT_PATH, get(counts::show))
        .route(urls::ADMIN_COUNT_PRINT_PATH, get(counts::print))
        .route(urls::ADMIN_COUNT_LINE_PATH, get(counts::back).post(counts::put))
        .route(urls::ADMIN_COUNT_APPROVE_PATH, get(counts::ask).post(counts::approve))
        .route(urls::ADMIN_COUNT_CANCEL_PATH, get(counts::back).post(counts::cancel))
}

/// Tables brought in and taken out.
fn tables() -> Routes {
    Routes::new()
        .route(urls::ADMIN_PRODUCT_IMPORT, get(imports::products).post(imports::bring_products))
        .route(urls::ADMIN_PRODUCT_EXPORT_PATH, get(exports::products))
        .route(urls::ADMIN_STOCK_IMPORT, get(imports::stock).post(imports::bring_stock))
        .route(urls::ADMIN_STOCK_EXPORT_PATH, get(exports::stock))
        .route(urls::ADMIN_CUSTOMER_IMPORT, get(imports::customers).post(imports::bring_customers))
        .route(urls::ADMIN_CUSTOMER_EXPORT_PATH, get(exports::customers))
        .route(urls::ADMIN_IMPORT_PATH, get(imports::show))
        .route(urls::ADMIN_IMPORT_APPLY_PATH, get(imports::back).post(imports::apply))
        .route(urls::ADMIN_IMPORT_DROP_PATH, get(imports::back).post(imports::discard))
}

fn discount_routes() -> Routes {
    Routes::new()
        .route(urls::ADMIN_DISCOUNTS, get(discounts::list))
        .route(urls::ADMIN_DISCOUNTS_BULK, get(discounts::back).post(discounts::bulk))
        .route(urls::ADMIN_DISCOUNT_NEW, get(discount::new).post(discount::create))
        .route(urls::ADMIN_DISCOUNT_PREVIEW, get(discount_preview::show))
        .route(urls::ADMIN_SIMULATION, get(simulation::show))
        .route(urls::ADMIN_DISCOUNT_PATH, get(discount::show).post(discount::change))
        .route(urls::ADMIN_DISCOUNT_END_PATH, get(discount::back).post(discount::end))
        .route(urls::ADMIN_DISCOUNT_BATCH_PATH, get(discount_batch::show))
}

/// What the office keeps of customers for itself.
fn office_only() -> Routes {
    Routes::new()
        .route(urls::ADMIN_NOTES_PATH, get(customer::back).post(customer_notes::create))
        .route(urls::ADMIN_NOTE_PATH, get(customer_notes::back).post(customer_notes::change))
        .route(urls::ADMIN_CUSTOMER_TAGS_PATH, get(customer::back).post(tags::of_customer))
        .route(urls::ADMIN_CUSTOMER_FOLLOW_UPS_PATH, get(customer::back).post(follow_ups::create))
        .route(urls::ADMIN_TAGS, get(tags::list))
        .route(urls::ADMIN_TAGS_PUT, get(tags::back_to_customers).post(tags::put_on_chosen))
        .route(urls::ADMIN_TAG_PATH, get(tags::back).post(tags::change))
        .route(urls::ADMIN_FOLLOW_UPS, get(follow_ups::list))
        .route(urls::ADMIN_FOLLOW_UP_PATH, get(follow_ups::show).post(follow_ups::change))
        .route(urls::ADMIN_FOLLOW_UP_END_PATH, get(follow_ups::back).post(follow_ups::end))
}

fn segment_routes() -> Routes {
    Routes::new()
        .route(urls::ADMIN_SEGMENTS, get(segments::list))
        .route(urls::ADMIN_SEGMENT_NEW, get(segment_form::new).post(segment_form::create))
        .route(urls::ADMIN_SEGMENT_READY_PATH, get(segments::show_ready))
        .route(urls::ADMIN_SEGMENT_PATH, get(segments::show))
        .route(urls::ADMIN_SEGMENT_EDIT_PATH, get(segment_form::edit).post(segment_form::change))
        .route(urls::ADMIN_SEGMENT_DELETE_PATH, get(segment_form::ask_delete).post(segment_form::delete))
        .route(urls::ADMIN_WHATSAPP_PATH, get(whatsapp::show).post(whatsapp::act))
}

fn people() -> Routes {
    Routes::new()
        .route(urls::ADMIN_CUSTOMERS, get(customers::list))
        .route(urls::ADMIN_CUSTOMER_PATH, get(customer::show))
        .merge(office_only())
        .route(urls::ADMIN_CUSTOMER_CLAIM_PATH, get(customer::back).post(phone_customer::claim))
        .merge(discount_routes())
        .route(urls::ADMIN_CUSTOMER_DATA_PATH, get(customer::back).post(customer::correct_data))
        .route(urls::ADMIN_CUSTOMER_BIRTH_PATH, get(customer::back).post(customer::correct_birth_date))
        .route(urls::ADMIN_CUSTOMER_DELETE_PATH, get(customer_gone::ask).post(customer_gone::delete))
        .route(urls::ADMIN_BIRTHDAYS, get(birthdays::list))
        .route(urls::ADMIN_BIRTHDAY_DISCOUNT_PATH, get(birthdays::back).post(birthdays::reward))
        .merge(segment_routes())
        .route(urls::ADMIN_EMPLOYEES, get(employees::list))
        .route(urls::ADMIN_EMPLOYEES_BULK, get(employees::back).post(employees::bulk))
        .route(urls::ADMIN_EMPLOYEE_NEW, get(employees::new).post(employees::create))
        .route(urls::ADMIN_EMPLOYEE_PATH, get(employees::show).post(employees::change))
        .route(urls::ADMIN_ADMINS, get(admins::list))
        .route(urls::ADMIN_ADMIN_NEW, get(admins::new).post(admins::create))
        .route(urls::ADMIN_ADMIN_PATH, get(admins::show).post(admins::change))
        .route(urls::ADMIN_ADMIN_TOTP_PATH, get(second_step::back_to_admin).post(second_step::reset))
        .route(urls::ADMIN_AUDIT, get(audit::list))
        .route(urls::ADMIN_FEEDBACK, get(feedback::list))
        .route(urls::ADMIN_FEEDBACK_REPLY_PATH, get(feedback::back).post(feedback::answer))
}
