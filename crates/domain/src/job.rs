//! The kinds of background work (domain.md §9).

use crate::coded::coded;

coded! {
    /// A kind of job. `shop::jobs` names one for each job, `views::text::jobs` has the words for each.
    JobKind {
        NotifyOrder = "notify_order",
        ResetMail = "reset_mail",
        CheckBirthdayAndLoyalty = "check_birthday_and_loyalty",
        BirthdayMails = "birthday_mails",
        BirthdayMail = "birthday_mail",
        RemindUnpaid = "remind_unpaid",
        CancelUnpaid = "cancel_unpaid",
        RemindFollowUps = "remind_follow_ups",
        LowStock = "low_stock",
        NightlyCheck = "nightly_check",
        SetDiscounts = "set_discounts",
        Prune = "prune",
        Broadcast = "broadcast",
        BroadcastMails = "broadcast_mails",
        BroadcastMail = "broadcast_mail",
    }
}
