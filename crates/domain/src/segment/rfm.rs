//! Groups of buyers by how recently, how often and for how much they bought (docs/decisions/0013).

use crate::{coded::coded, loyalty, money::Rupiah};

/// Bought within so many days: recent.
pub const RECENT_DAYS: u16 = 60;
/// Bought within so many days, but not recently: slowing down. Longer ago: away.
pub const SLOW_DAYS: u16 = 180;
/// From so many orders somebody buys often.
pub const FREQUENT: u32 = 5;

coded! {
    /// A group of buyers. Everybody who has bought is in exactly one.
    Group {
        /// Bought recently, often, and for much.
        Champion = "juara",
        /// Still buys, often or for much.
        Faithful = "setia",
        /// One order, recently.
        Fresh = "baru",
        /// Still buys, neither often nor for much.
        Growing = "berkembang",
        /// Bought often or for much, and has stayed away.
        AtRisk = "berisiko",
        /// Bought little, long ago.
        Asleep = "tidur",
    }
}

/// The group of somebody by the days since the last order, the number of orders and their Σ goods total; `None` without orders.
/// Much is what makes loyal (`loyal_threshold`).
pub fn group(days_since: i64, orders: u32, total: Rupiah, loyal_threshold: Rupiah) -> Option<Group> {
    let (recent, slow) = (days_since <= i64::from(RECENT_DAYS), days_since <= i64::from(SLOW_DAYS));
    let (often, much) = (orders >= FREQUENT, loyalty::is_loyal(total, loyal_threshold));
    Some(match () {
        () if orders == 0 => return None,
        () if recent && orders == 1 => Group::Fresh,
        () if recent && often && much => Group::Champion,
        () if slow && (often || much) => Group::Faithful,
        () if slow => Group::Growing,
        () if often || much => Group::AtRisk,
        () => Group::Asleep,
    })
}
