//! The shop's time zone: where instants become days and days become instants.

use std::fmt;

use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{TimeZone, TimeZoneDatabase},
};
use serde::{Deserialize, Serialize};

use super::{ShopDay, UtcMillis};
use crate::Problem;

const DEFAULT_ZONE: &str = "Asia/Makassar";

/// The zone whose days the shop keeps (⚙ Asia/Makassar, domain.md §3). Stored as its name.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShopZone {
    name: String,
    zone: TimeZone,
}

impl ShopZone {
    /// A zone of the bundled zone table by its name; [`Problem::UnknownChoice`] for any other.
    pub fn new(name: &str) -> Result<Self, Problem> {
        let name = name.trim();
        let zone = TimeZoneDatabase::bundled().get(name).map_err(|_| Problem::UnknownChoice)?;
        Ok(Self { name: zone.iana_name().unwrap_or(name).to_owned(), zone })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The day on which an instant falls.
    pub fn day_of(&self, instant: UtcMillis) -> ShopDay {
        self.civil(instant).date().into()
    }

    /// The first instant of a day (00:00, or the first moment after a gap).
    pub fn start_of(&self, day: ShopDay) -> UtcMillis {
        let start =
            self.zone.to_ambiguous_timestamp(day.date().to_datetime(jiff::civil::Time::midnight())).compatible();
        UtcMillis::new(start.unwrap_or(Timestamp::MAX).as_millisecond())
    }

    /// The first instant after a day: the open end of a range that includes the day.
    pub fn end_of(&self, day: ShopDay) -> UtcMillis {
        self.start_of(day.plus_days(1))
    }

    /// The instant of a day's clock time; an hour that the zone leaves out counts as the one after.
    pub fn at(&self, day: ShopDay, time: jiff::civil::Time) -> UtcMillis {
        let instant = self.zone.to_ambiguous_timestamp(day.date().to_datetime(time)).compatible();
        UtcMillis::new(instant.unwrap_or(Timestamp::MAX).as_millisecond())
    }

    /// Date and time of the shop's clock on the wall.
    pub fn civil(&self, instant: UtcMillis) -> DateTime {
        self.zone.to_datetime(instant.timestamp())
    }

    /// WIB, WITA or WIT; outside Indonesia the zone's name.
    pub fn abbreviation(&self) -> &str {
        match self.name.as_str() {
            "Asia/Jakarta" | "Asia/Pontianak" => "WIB",
            "Asia/Makassar" | "Asia/Ujung_Pandang" => "WITA",
            "Asia/Jayapura" => "WIT",
            other => other,
        }
    }
}

impl Default for ShopZone {
    fn default() -> Self {
        // The zone table is compiled in, so this name is there; eight hours are what it means.
        Self::new(DEFAULT_ZONE)
            .unwrap_or_else(|_| Self { name: DEFAULT_ZONE.to_owned(), zone: TimeZone::fixed(jiff::tz::offset(8)) })
    }
}

impl PartialEq for ShopZone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for ShopZone {}

impl fmt::Debug for ShopZone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ShopZone({})", self.name)
    }
}

impl TryFrom<String> for ShopZone {
    type Error = Problem;

    fn try_from(name: String) -> Result<Self, Problem> {
        Self::new(&name)
    }
}

impl From<ShopZone> for String {
    fn from(zone: ShopZone) -> Self {
        zone.name
    }
}
