//! The shop's settings: every ⚙ of domain.md with its default. The owner edits them; code never assumes a value.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::{
    discount::{Choice, Rules},
    money::Rupiah,
    order::OngkirPaid,
    percent::Percent,
    quantity::Quantity,
    time::{ShopZone, UtcMillis},
};

/// Everything the owner can set. Stored as JSON; what is missing there has its default, what is unknown is ignored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub shop: ShopInfo,
    /// The zone whose days count (§3).
    pub zone: ShopZone,
    pub payment: PaymentSettings,
    pub shipping: ShippingSettings,
    pub discounts: DiscountSettings,
    pub schedule: ScheduleSettings,
    /// When nobody is written to who did not ask.
    pub quiet: QuietHours,
    /// Admins are told when less than this is available (§10).
    pub low_stock_threshold: Quantity,
}

/// Who the shop is: on every page, mail and paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShopInfo {
    pub name: String,
    pub address: String,
    /// As the owner writes it; empty when there is none.
    pub phone: String,
    pub email: String,
    /// One line under the name.
    pub tagline: String,
    /// The shop's story on the home page (§4).
    pub story: String,
}

/// Paying by bank transfer (§6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentSettings {
    pub bank_accounts: Vec<BankAccount>,
    /// Hours from placing (or from a rejected proof) to the deadline.
    pub pay_deadline_hours: u16,
    /// Hours before the deadline at which a reminder goes out, longest first.
    pub reminder_hours: Vec<u16>,
    /// Whether three digits are added to the amount so that the transfer can be recognised.
    pub unique_code: bool,
    /// Largest proof file in bytes.
    pub proof_max_bytes: u64,
}

/// A bank account customers transfer to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    pub bank: String,
    pub number: String,
    pub holder: String,
}

/// Shipping fees (§6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShippingSettings {
    pub zones: Vec<ShippingZone>,
    pub ongkir_paid: OngkirPaid,
    /// Days after which a paid order that has not left is late (§12).
    pub late_after_days: u16,
}

/// A part of the country with its shipping fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippingZone {
    pub name: String,
    pub fee: Rupiah,
}

/// Discounts, loyalty and birthdays (§8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DiscountSettings {
    pub choice: Choice,
    /// Goods total from which a customer is loyal.
    pub loyal_threshold: Rupiah,
    /// P2-A "Loyalitas Permanen".
    pub birthday_permanent_percent: Percent,
    /// P2-B "Loyalitas Instan".
    pub birthday_instant_percent: Percent,
    /// Cart gross from which P2-B counts.
    pub birthday_instant_threshold: Rupiah,
    /// How many favourite products P2-A covers.
    pub favourites_count: u8,
}

/// When the daily jobs run, in the shop's time (§9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduleSettings {
    pub birthday_job_time: Time,
    pub nightly_check_time: Time,
    pub prune_time: Time,
    /// When follow-ups without an hour of their own are brought to mind.
    pub follow_up_time: Time,
}

/// Hours of the shop's time in which mails with offers wait and nobody is written to by WhatsApp (§10). May go over midnight; beginning and
/// end the same: no quiet hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuietHours {
    pub from: Time,
    pub until: Time,
}

impl QuietHours {
    /// When the quiet hours end that `now` lies in; `None` outside of them.
    pub fn end(&self, zone: &ShopZone, now: UtcMillis) -> Option<UtcMillis> {
        let (day, time) = (zone.day_of(now), zone.civil(now).time());
        let over_midnight = self.from > self.until;
        let evening = over_midnight && time >= self.from;
        let morning = over_midnight && time < self.until;
        let within = !over_midnight && self.from <= time && time < self.until;
        (evening || morning || within).then(|| zone.at(day.plus_days(i32::from(evening)), self.until))
    }
}

impl Default for QuietHours {
    fn default() -> Self {
        Self { from: Time::constant(20, 0, 0, 0), until: Time::constant(7, 0, 0, 0) }
    }
}

impl Settings {
    /// The rules of pricing as the owner has set them (§8).
    pub fn discount_rules(&self) -> Rules {
        Rules {
            choice: self.discounts.choice,
            birthday_permanent_percent: self.discounts.birthday_permanent_percent,
            birthday_instant_percent: self.discounts.birthday_instant_percent,
            birthday_instant_threshold: self.discounts.birthday_instant_threshold,
        }
    }

    /// Until when an order placed (or a proof rejected) now must be paid (§6).
    pub fn pay_deadline(&self, now: UtcMillis) -> UtcMillis {
        now.plus_hours(i64::from(self.payment.pay_deadline_hours))
    }

    /// The fee of a zone by its name; `None` when the shop has no such zone and an admin sets the fee later (§6).
    pub fn shipping_fee(&self, zone: &str) -> Option<Rupiah> {
        let wanted = zone.trim().to_lowercase();
        self.shipping.zones.iter().find(|zone| zone.name.trim().to_lowercase() == wanted).map(|zone| zone.fee)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            shop: ShopInfo::default(),
            zone: ShopZone::default(),
            payment: PaymentSettings::default(),
            shipping: ShippingSettings::default(),
            discounts: DiscountSettings::default(),
            schedule: ScheduleSettings::default(),
            quiet: QuietHours::default(),
            low_stock_threshold: Quantity::units(10),
        }
    }
}

impl Default for ShopInfo {
    fn default() -> Self {
        Self {
            name: "UD. Barokah Jaya Beton".to_owned(),
            address: String::new(),
            phone: String::new(),
            email: String::new(),
            tagline: String::new(),
            story: String::new(),
        }
    }
}

impl Default for PaymentSettings {
    fn default() -> Self {
        Self {
            bank_accounts: Vec::new(),
            pay_deadline_hours: 24,
            reminder_hours: vec![6, 1],
            unique_code: false,
            proof_max_bytes: 10 * 1024 * 1024,
        }
    }
}

impl Default for ShippingSettings {
    fn default() -> Self {
        Self { zones: Vec::new(), ongkir_paid: OngkirPaid::OnDelivery, late_after_days: 2 }
    }
}

impl Default for DiscountSettings {
    fn default() -> Self {
        Self {
            choice: Choice::Priority,
            loyal_threshold: Rupiah::from_u32(5_000_000),
            birthday_permanent_percent: Percent::TEN,
            birthday_instant_percent: Percent::TEN,
            birthday_instant_threshold: Rupiah::from_u32(5_000_000),
            favourites_count: 3,
        }
    }
}

impl Default for ScheduleSettings {
    fn default() -> Self {
        Self {
            birthday_job_time: Time::midnight(),
            nightly_check_time: Time::constant(1, 0, 0, 0),
            prune_time: Time::constant(3, 0, 0, 0),
            follow_up_time: Time::constant(8, 0, 0, 0),
        }
    }
}
