//! Days and hours of the demo's past, reckoned back from now in the shop's zone.

use domain::time::{ShopZone, UtcMillis};
use jiff::civil::Time;

use super::dice::Dice;

/// Milliseconds in a minute.
pub const MINUTE: i64 = 60_000;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;

/// The zone, and when the demo is started.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub zone: ShopZone,
    pub now: UtcMillis,
}

impl Calendar {
    /// An hour and minute of a day so many days ago.
    pub fn at(&self, days_ago: i64, hour: i64, minute: i64) -> UtcMillis {
        let day = self.zone.day_of(self.now).plus_days(-days_ago as i32);
        let time = Time::new(hour as i8, minute as i8, 17, 0).unwrap_or_else(|_| Time::midnight());
        self.zone.at(day, time)
    }

    /// So many minutes ago.
    pub fn minutes_ago(&self, minutes: i64) -> UtcMillis {
        self.now.plus_millis(-minutes * MINUTE)
    }

    /// Whether something has already happened.
    pub fn is_past(&self, at: UtcMillis) -> bool {
        at < self.minutes_ago(2)
    }

    /// The same moment when the office is open, else some time the next morning.
    pub fn in_office_hours(&self, at: UtcMillis, dice: &mut Dice) -> UtcMillis {
        let civil = self.zone.civil(at);
        if (8..17).contains(&civil.hour()) {
            return at;
        }
        let day = self.zone.day_of(at).plus_days(i32::from(civil.hour() >= 17));
        self.zone.at(day, Time::constant(8, 5, 0, 0)).plus_millis(dice.between(0, 100) * MINUTE)
    }
}
