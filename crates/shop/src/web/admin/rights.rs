//! What an admin must be allowed for each address of the office (`domain::rights`). The extractor `Admin` asks here, so that no page can
//! forget it; what changes something is asked again by its operation. An address no line names is the office's, not the warehouse's.

use domain::rights::Deed;
use views::urls;

/// Beginning of the route, who may look, who may change. The longest beginning counts.
const SECTIONS: &[(&str, Deed, Deed)] = &[
    (urls::ADMIN_ACCOUNT, Deed::Desk, Deed::Desk),
    (urls::ADMIN_NOTIFICATIONS, Deed::Desk, Deed::Desk),
    (urls::ADMIN_MESSAGE_NEW, Deed::Messages, Deed::Messages),
    (urls::ADMIN_WHATSAPP_PATH, Deed::Messages, Deed::Messages),
    (urls::ADMIN_ORDERS, Deed::SeeOrders, Deed::RunOffice),
    (urls::ADMIN_ORDERS_BULK, Deed::SeeOrders, Deed::HandOver),
    (urls::ADMIN_ORDER_NEW, Deed::RunOffice, Deed::RunOffice),
    (urls::ADMIN_ORDER_NEW_CUSTOMER, Deed::Customers, Deed::Customers),
    (urls::ADMIN_ORDER_EDIT_PATH, Deed::RunOffice, Deed::RunOffice),
    (urls::ADMIN_ORDER_NOTA_PATH, Deed::SeeAllOrders, Deed::RunOffice),
    (urls::ADMIN_ORDER_NOTA_PDF_PATH, Deed::SeeAllOrders, Deed::RunOffice),
    (urls::ADMIN_ORDER_RECEIPT_PATH, Deed::SeeAllOrders, Deed::RunOffice),
    (urls::ADMIN_ORDER_RECEIPT_PDF_PATH, Deed::SeeAllOrders, Deed::RunOffice),
    (urls::ADMIN_DELIVERIES, Deed::HandOver, Deed::HandOver),
    (urls::ADMIN_ORDER_ACCEPT_PATH, Deed::SeeOrders, Deed::DecidePayment),
    (urls::ADMIN_ORDER_REJECT_PATH, Deed::SeeOrders, Deed::DecidePayment),
    (urls::ADMIN_ORDER_SHIP_PATH, Deed::SeeOrders, Deed::HandOver),
    (urls::ADMIN_ORDER_PICKUP_PATH, Deed::SeeOrders, Deed::HandOver),
    (urls::ADMIN_ORDER_ONGKIR_PATH, Deed::SeeOrders, Deed::SetOngkir),
    (urls::ADMIN_ORDER_CANCEL_PATH, Deed::SeeOrders, Deed::CancelOrder),
    (urls::ADMIN_ORDER_FAILED_PATH, Deed::SeeOrders, Deed::HandOver),
    (urls::ADMIN_ORDER_DELIVER_PATH, Deed::SeeOrders, Deed::HandOver),
    (urls::ADMIN_PRODUCTS, Deed::SeeGoods, Deed::EditGoods),
    (urls::ADMIN_PRODUCT_NEW, Deed::EditGoods, Deed::EditGoods),
    (urls::ADMIN_PRODUCT_STOCK_PATH, Deed::SeeGoods, Deed::MoveStock),
    (urls::ADMIN_CATEGORIES, Deed::SeeGoods, Deed::EditGoods),
    (urls::ADMIN_CATEGORY_NEW, Deed::EditGoods, Deed::EditGoods),
    (urls::ADMIN_STOCK, Deed::SeeGoods, Deed::MoveStock),
    (urls::ADMIN_COUNT_APPROVE_PATH, Deed::ApproveCounts, Deed::ApproveCounts),
    (urls::ADMIN_PRODUCT_IMPORT, Deed::EditGoods, Deed::EditGoods),
    (urls::ADMIN_STOCK_IMPORT, Deed::MoveStock, Deed::MoveStock),
    // Which of the two or of the customers' it is, the page and the operations ask themselves.
    (urls::ADMIN_IMPORT_PATH, Deed::SeeGoods, Deed::MoveStock),
    (urls::ADMIN_CUSTOMERS, Deed::Customers, Deed::Customers),
    (urls::ADMIN_NOTE_PATH, Deed::Customers, Deed::Customers),
    (urls::ADMIN_FOLLOW_UPS, Deed::Customers, Deed::Customers),
    (urls::ADMIN_SEGMENTS, Deed::Customers, Deed::Customers),
    (urls::ADMIN_SIMULATION, Deed::Reports, Deed::Reports),
    (urls::REPORTS, Deed::Reports, Deed::Reports),
    (urls::ADMIN_DISCOUNTS, Deed::Discounts, Deed::Discounts),
    (urls::ADMIN_BIRTHDAYS, Deed::Birthdays, Deed::Birthdays),
    (urls::ADMIN_FEEDBACK, Deed::Feedback, Deed::Feedback),
    (urls::ADMIN_EMPLOYEES, Deed::Employees, Deed::Employees),
    (urls::ADMIN_MAILS, Deed::Mails, Deed::Mails),
    (urls::ADMIN_JOBS, Deed::SeeJobs, Deed::MendJobs),
    (urls::ADMIN_JOBS_PURGE, Deed::MendJobs, Deed::MendJobs),
    (urls::ADMIN_SETTINGS, Deed::SeeSettings, Deed::EditSettings),
    (urls::ADMIN_ADMINS, Deed::Admins, Deed::Admins),
    (urls::ADMIN_AUDIT, Deed::Audit, Deed::Audit),
];

/// What is asked of an admin at a route.
pub fn of(route: &str, changes: bool) -> Deed {
    if route == urls::ADMIN_HOME {
        return Deed::Desk;
    }
    let fitting = SECTIONS.iter().filter(|(beginning, ..)| route.starts_with(beginning));
    fitting.max_by_key(|(beginning, ..)| beginning.len()).map_or(
        Deed::RunOffice,
        |(_, look, change)| {
            if changes { *change } else { *look }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_counts_and_what_is_unknown_is_the_offices() {
        assert_eq!(of(urls::ADMIN_HOME, false), Deed::Desk);
        assert_eq!(of(urls::ADMIN_ORDER_SHIP_PATH, true), Deed::HandOver);
        assert_eq!(of(urls::ADMIN_ORDER_CANCEL_PATH, true), Deed::CancelOrder);
        assert_eq!(of(urls::ADMIN_PRODUCT_PATH, false), Deed::SeeGoods);
        assert_eq!(of(urls::ADMIN_PRODUCT_NEW, false), Deed::EditGoods);
        assert_eq!(of(urls::ADMIN_WHATSAPP_PATH, true), Deed::Messages);
        assert_eq!(of(urls::ADMIN_COUNT_CANCEL_PATH, true), Deed::MoveStock);
        assert_eq!(of(urls::ADMIN_COUNT_APPROVE_PATH, true), Deed::ApproveCounts);
        assert_eq!(of("/laporan/transaksi/", false), Deed::Reports);
        assert_eq!(of("/admin/baru-sama-sekali/", false), Deed::RunOffice);
    }
}
