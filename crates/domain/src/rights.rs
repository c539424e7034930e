//! Kinds of admins and what each may do (domain.md §1). One table; pages, forms, bulk actions, jobs and commands ask it.

use crate::{coded::coded, order::OrderState};

coded! {
    /// A kind of admin.
    AdminKind {
        /// The owner: everything.
        Owner = "owner",
        /// Office staff: orders, goods, customers.
        Office = "office",
        /// Warehouse staff: what is shipped and collected, and the stock.
        Warehouse = "warehouse",
    }
}

coded! {
    /// Something admins do, or look at.
    Deed {
        /// The first page, the own account, the own notifications.
        Desk = "desk",
        /// Orders that are paid, on the truck or handed over.
        SeeOrders = "see_orders",
        /// Every order, with its proofs and who waits for what.
        SeeAllOrders = "see_all_orders",
        /// Accepting or rejecting a payment.
        DecidePayment = "decide_payment",
        SetOngkir = "set_ongkir",
        CancelOrder = "cancel_order",
        /// Shipping, handing over at the yard, delivered, not delivered.
        HandOver = "hand_over",
        /// Products, categories, the stock ledger.
        SeeGoods = "see_goods",
        EditGoods = "edit_goods",
        /// Restock, breakage, count.
        MoveStock = "move_stock",
        /// What a sheet of counts found becomes what the books say: looked at by somebody who did not count.
        ApproveCounts = "approve_counts",
        /// Customers' data.
        Customers = "customers",
        Discounts = "discounts",
        Birthdays = "birthdays",
        /// Reading and answering feedback.
        Feedback = "feedback",
        /// Messages to customers.
        Messages = "messages",
        /// What was sent by mail.
        Mails = "mails",
        /// Reports with what was earned.
        Reports = "reports",
        Employees = "employees",
        /// Whatever else the office does: what no other line names.
        RunOffice = "run_office",
        SeeSettings = "see_settings",
        EditSettings = "edit_settings",
        /// The background work.
        SeeJobs = "see_jobs",
        /// Trying jobs again, cancelling, pausing, emptying queues.
        MendJobs = "mend_jobs",
        /// Admins: new, changed, deactivated, their second step taken off.
        Admins = "admins",
        /// Who changed what.
        Audit = "audit",
    }
}

use AdminKind::{Office, Owner, Warehouse};

const EVERYBODY: &[AdminKind] = &[Owner, Office, Warehouse];
const OFFICE: &[AdminKind] = &[Owner, Office];
const OWNERS: &[AdminKind] = &[Owner];

/// Who may do what.
pub const TABLE: &[(Deed, &[AdminKind])] = &[
    (Deed::Desk, EVERYBODY),
    (Deed::SeeOrders, EVERYBODY),
    (Deed::HandOver, EVERYBODY),
    (Deed::SeeGoods, EVERYBODY),
    (Deed::MoveStock, EVERYBODY),
    (Deed::SeeAllOrders, OFFICE),
    (Deed::DecidePayment, OFFICE),
    (Deed::SetOngkir, OFFICE),
    (Deed::CancelOrder, OFFICE),
    (Deed::EditGoods, OFFICE),
    (Deed::ApproveCounts, OFFICE),
    (Deed::Customers, OFFICE),
    (Deed::Discounts, OFFICE),
    (Deed::Birthdays, OFFICE),
    (Deed::Feedback, OFFICE),
    (Deed::Messages, OFFICE),
    (Deed::Mails, OFFICE),
    (Deed::Reports, OFFICE),
    (Deed::Employees, OFFICE),
    (Deed::RunOffice, OFFICE),
    (Deed::SeeSettings, OFFICE),
    (Deed::SeeJobs, OFFICE),
    (Deed::EditSettings, OWNERS),
    (Deed::MendJobs, OWNERS),
    (Deed::Admins, OWNERS),
    (Deed::Audit, OWNERS),
];

impl AdminKind {
    /// Whether this kind of admin may do it.
    pub fn may(self, deed: Deed) -> bool {
        TABLE.iter().any(|(of, kinds)| *of == deed && kinds.contains(&self))
    }

    /// Whether an order in this state is there for this kind of admin. The warehouse has to do with what is paid: everything before, and what
    /// was cancelled, does not exist for it.
    pub fn sees(self, state: OrderState) -> bool {
        let paid_on = matches!(state, OrderState::Paid | OrderState::Shipped | OrderState::Completed);
        self.may(Deed::SeeAllOrders) || (paid_on && self.may(Deed::SeeOrders))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_deed_once_and_the_owner_may_everything() {
        for deed in Deed::ALL {
            assert_eq!(TABLE.iter().filter(|(of, _)| of == deed).count(), 1, "{deed}");
            assert!(Owner.may(*deed), "{deed}");
        }
    }

    #[test]
    fn the_warehouse_moves_goods_and_sees_neither_money_nor_people() {
        let may: Vec<&str> = Deed::ALL.iter().filter(|deed| Warehouse.may(**deed)).map(|deed| deed.code()).collect();
        assert_eq!(may, ["desk", "see_orders", "hand_over", "see_goods", "move_stock"]);
    }

    #[test]
    fn the_office_does_all_but_what_is_the_owners() {
        let not: Vec<&str> = Deed::ALL.iter().filter(|deed| !Office.may(**deed)).map(|deed| deed.code()).collect();
        assert_eq!(not, ["edit_settings", "mend_jobs", "admins", "audit"]);
    }
}
