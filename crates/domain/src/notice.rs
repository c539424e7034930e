//! The kinds of notifications: who gets them, by which ways, and what of them people may switch off (domain.md §10).

use crate::coded::coded;

coded! {
    /// A kind of notification. The words are in `views::notices`.
    Kind {
        OrderPlaced = "order_placed",
        ProofRejected = "proof_rejected",
        PaymentAccepted = "payment_accepted",
        OngkirSet = "ongkir_set",
        OrderChanged = "order_changed",
        Shipped = "shipped",
        Completed = "completed",
        Cancelled = "cancelled",
        PaymentReminder = "payment_reminder",
        DeliveryFailed = "delivery_failed",
        FeedbackReplied = "feedback_replied",
        Birthday = "birthday",
        DiscountSet = "discount_set",
        NewProduct = "new_product",
        StockBack = "stock_back",
        StockRaised = "stock_raised",
        Message = "message",
        DeliveryAssigned = "delivery_assigned",
        AdminOrderPlaced = "admin_order_placed",
        AdminProofUploaded = "admin_proof_uploaded",
        AdminCancelled = "admin_cancelled",
        AdminDeliveryFailed = "admin_delivery_failed",
        AdminCompleted = "admin_completed",
        AdminShortDelivery = "admin_short_delivery",
        AdminFeedback = "admin_feedback",
        AdminLowStock = "admin_low_stock",
        AdminJobDead = "admin_job_dead",
        AdminCheckFailed = "admin_check_failed",
        AdminFollowUp = "admin_follow_up",
    }
}

coded! {
    /// A way a notification comes.
    Channel {
        /// The bell: list, unread count, live.
        App = "app",
        Mail = "mail",
    }
}

/// Whom a kind is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Customer,
    Employee,
    Admin,
}

/// Whether a kind is mailed too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailed {
    Never,
    /// It belongs to an order the customer made.
    Service,
    /// Only to whoever agreed to such mails.
    WithConsent,
}

impl Kind {
    /// Whom it is for.
    pub const fn audience(self) -> Audience {
        match self {
            Self::DeliveryAssigned => Audience::Employee,
            Self::AdminOrderPlaced
            | Self::AdminProofUploaded
            | Self::AdminCancelled
            | Self::AdminDeliveryFailed
            | Self::AdminCompleted
            | Self::AdminShortDelivery
            | Self::AdminFeedback
            | Self::AdminLowStock
            | Self::AdminJobDead
            | Self::AdminCheckFailed
            | Self::AdminFollowUp => Audience::Admin,
            _ => Audience::Customer,
        }
    }

    /// Whether it is mailed.
    pub const fn mailed(self) -> Mailed {
        match self {
            Self::ProofRejected
            | Self::PaymentAccepted
            | Self::Shipped
            | Self::Completed
            | Self::Cancelled
            | Self::PaymentReminder => Mailed::Service,
            Self::Birthday | Self::NewProduct | Self::StockBack | Self::StockRaised | Self::Message => {
                Mailed::WithConsent
            }
            _ => Mailed::Never,
        }
    }

    /// Whether its people may do without it in the app. What they must know to get their goods, or to keep the shop sound, stays.
    const fn can_be_silent(self) -> bool {
        matches!(
            self,
            Self::FeedbackReplied
                | Self::Birthday
                | Self::DiscountSet
                | Self::NewProduct
                | Self::StockBack
                | Self::StockRaised
                | Self::Message
                | Self::AdminOrderPlaced
                | Self::AdminProofUploaded
                | Self::AdminCancelled
                | Self::AdminDeliveryFailed
                | Self::AdminCompleted
                | Self::AdminFeedback
                | Self::AdminLowStock
        )
    }

    /// Whether its people may switch it off on a channel.
    pub fn has_switch(self, channel: Channel) -> bool {
        match channel {
            Channel::App => self.can_be_silent(),
            Channel::Mail => self.mailed() != Mailed::Never,
        }
    }

    /// Every switch of an audience: the kinds in the order of the list, each with the channels that can be switched.
    pub fn switches(audience: Audience) -> impl Iterator<Item = (Self, Channel)> {
        let kinds = Self::ALL.iter().copied().filter(move |kind| kind.audience() == audience);
        kinds.flat_map(|kind| {
            let channels = Channel::ALL.iter().copied();
            channels.filter(move |channel| kind.has_switch(*channel)).map(move |channel| (kind, channel))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_misses_what_an_order_needs() {
        for kind in
            [Kind::OrderPlaced, Kind::ProofRejected, Kind::Cancelled, Kind::AdminJobDead, Kind::DeliveryAssigned]
        {
            assert!(!kind.has_switch(Channel::App), "{kind}");
        }
        assert!(Kind::switches(Audience::Employee).next().is_none());
    }

    #[test]
    fn what_is_mailed_can_be_switched_off() {
        for kind in Kind::ALL {
            assert_eq!(kind.has_switch(Channel::Mail), kind.mailed() != Mailed::Never, "{kind}");
        }
        let marketing = Kind::switches(Audience::Customer).filter(|(kind, _)| kind.mailed() == Mailed::WithConsent);
        assert_eq!(marketing.count(), 10, "five kinds by two ways");
    }
}
