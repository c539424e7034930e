//! What of the orders waits for the office (domain.md §12).

use crate::coded::coded;

coded! {
    /// A pile of orders on the office's desk. One order may lie on several of them.
    Work {
        /// Everything that needs a hand now: all piles below but `Road` and `Unpaid`.
        Queue = "queue",
        /// A proof of payment waits for its check.
        Proof = "proof",
        /// The ongkir is not set yet (domain.md §6).
        Fee = "fee",
        /// Paid, to be put on the truck.
        Ship = "ship",
        /// Paid, waiting to be picked up.
        Collect = "collect",
        /// Paid or on the road for too long (⚙).
        Late = "late",
        /// The truck came back with the goods, the driver stood before a locked door, or something was missing that nobody has settled (domain.md §7).
        Failed = "failed",
        /// On the truck.
        Road = "road",
        /// Not paid, and the deadline is near or over (domain.md §6).
        Unpaid = "unpaid",
    }
}
