//! From the typed settings to the shop's settings. Every field is read even after one was refused, so that all problems show at once.

use domain::{
    money::Rupiah,
    people::{Address, Email, Phone},
    percent::Percent,
    problem::Problem,
    quantity::Quantity,
    settings::{
        BankAccount, DiscountSettings, PaymentSettings, QuietHours, ScheduleSettings, Settings, ShippingSettings,
        ShippingZone, ShopInfo,
    },
    text as typed,
    time::ShopZone,
};
use views::{
    admin::{BANK_ROWS, ZONE_ROWS},
    form::FormState,
};

use super::{
    order_steps::fee,
    settings_fields::{clock, number, or_empty, reminders},
};
use crate::web::posted::Posted;

const MAX_LINE: usize = 120;
const MAX_STORY: usize = 5000;
/// A month to pay is plenty.
/// Later than that nothing waits.
const MAX_LATE_DAYS: i64 = 60;
const MAX_HOURS: i64 = 720;
/// Megabytes of a proof: more than any bank's receipt, less than a form may carry.
const MAX_PROOF_MB: i64 = 20;
const MAX_FAVOURITES: i64 = 20;
const MEGABYTE: u64 = 1_048_576;

/// The posted form being read.
pub struct SettingsForm<'a> {
    posted: &'a Posted,
    form: FormState,
}

impl<'a> SettingsForm<'a> {
    /// Nothing read yet; everything typed is kept.
    pub fn new(posted: &'a Posted) -> Self {
        Self { posted, form: posted.keep_all() }
    }

    /// The new settings, or the form with its problems. What has no field keeps its present value.
    pub fn read(mut self, present: &Settings) -> Result<Settings, FormState> {
        let new = self.all(present);
        match new {
            Some(new) if !self.form.is_refused() => Ok(new),
            _ => Err(self.form),
        }
    }

    fn all(&mut self, present: &Settings) -> Option<Settings> {
        let shop = self.shop();
        let zone = self.take("zona_waktu", ShopZone::new);
        let payment = self.payment(present);
        let shipping = self.shipping(present);
        let discounts = self.discounts();
        let schedule = self.schedule();
        let quiet = self.quiet();
        let threshold = self.take("batas_stok", Quantity::parse);
        Some(Settings {
            shop: shop?,
            zone: zone?,
            payment: payment?,
            shipping: shipping?,
            discounts: discounts?,
            schedule: schedule?,
            quiet: quiet?,
            low_stock_threshold: threshold?,
        })
    }

    /// A field's value, or its problem noted.
    fn take<T>(&mut self, field: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        match parse(self.posted.text(field)) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.form.refuse(field, problem);
                None
            }
        }
    }

    fn shop(&mut self) -> Option<ShopInfo> {
        let name = self.take("nama_toko", |text| typed::one_line(text, MAX_LINE));
        let tagline = self.take("slogan_toko", |text| or_empty(text, |text| typed::one_line(text, MAX_LINE)));
        let address = self.take("alamat_toko", |text| Address::parse(text).map(String::from));
        let phone =
            self.take("telepon_toko", |text| or_empty(text, |text| Phone::parse(text).map(|phone| phone.to_string())));
        let email = self.take("email_toko", |text| or_empty(text, |text| Email::parse(text).map(String::from)));
        let story = self.take("cerita_toko", |text| or_empty(text, |text| typed::many_lines(text, MAX_STORY)));
        Some(ShopInfo {
            name: name?,
            address: address?,
            phone: phone?,
            email: email?,
            tagline: tagline?,
            story: story?,
        })
    }

    fn payment(&mut self, present: &Settings) -> Option<PaymentSettings> {
        let mut bank_accounts: Vec<BankAccount> = (1..=BANK_ROWS).filter_map(|row| self.bank(row)).collect();
        bank_accounts.extend(present.payment.bank_accounts.iter().skip(BANK_ROWS).cloned());
        let hours = self.take("batas_bayar_jam", |text| number(text, 1, MAX_HOURS));
        let reminders = self.take("pengingat_jam", |text| reminders(text, hours.unwrap_or(MAX_HOURS)));
        let megabytes = self.take("bukti_maks_mb", |text| number(text, 1, MAX_PROOF_MB));
        Some(PaymentSettings {
            bank_accounts,
            pay_deadline_hours: hours? as u16,
            reminder_hours: reminders?,
            unique_code: self.posted.has("kode_unik"),
            proof_max_bytes: megabytes? as u64 * MEGABYTE,
        })
    }

    /// One row of the bank accounts; an empty one is none.
    fn bank(&mut self, row: usize) -> Option<BankAccount> {
        let fields = [format!("bank_{row}"), format!("rekening_{row}"), format!("atas_nama_{row}")];
        if fields.iter().all(|field| self.posted.text(field).trim().is_empty()) {
            return None;
        }
        let [bank, number, holder] = fields.map(|field| self.take(&field, |text| typed::one_line(text, MAX_LINE)));
        Some(BankAccount { bank: bank?, number: number?, holder: holder? })
    }

    fn shipping(&mut self, present: &Settings) -> Option<ShippingSettings> {
        let mut zones: Vec<ShippingZone> = Vec::new();
        for row in 1..=ZONE_ROWS {
            let Some(zone) = self.zone(row) else { continue };
            if zones.iter().any(|other| other.name.to_lowercase() == zone.name.to_lowercase()) {
                self.form.refuse(&format!("zona_{row}"), Problem::Taken);
            }
            zones.push(zone);
        }
        zones.extend(present.shipping.zones.iter().skip(ZONE_ROWS).cloned());
        let ongkir_paid = self.take("ongkir_dibayar", str::parse);
        let late = i64::from(present.shipping.late_after_days);
        let late =
            self.take(
                "terlambat_hari",
                |text| {
                    if text.trim().is_empty() { Ok(late) } else { number(text, 1, MAX_LATE_DAYS) }
                },
            );
        Some(ShippingSettings { zones, ongkir_paid: ongkir_paid?, late_after_days: late? as u16 })
    }

    /// One row of the zones; an empty one is none.
    fn zone(&mut self, row: usize) -> Option<ShippingZone> {
        let (zone, ongkir) = (format!("zona_{row}"), format!("ongkir_{row}"));
        if self.posted.text(&zone).trim().is_empty() && self.posted.text(&ongkir).trim().is_empty() {
            return None;
        }
        let name = self.take(&zone, |text| typed::one_line(text, MAX_LINE));
        let fee = self.take(&ongkir, fee);
        Some(ShippingZone { name: name?, fee: fee? })
    }

    fn discounts(&mut self) -> Option<DiscountSettings> {
        let choice = self.take("pilihan_diskon", str::parse);
        let loyal = self.take("batas_loyal", Rupiah::parse);
        let permanent = self.take("persen_loyalitas", Percent::parse);
        let instant = self.take("persen_instan", Percent::parse);
        let threshold = self.take("batas_instan", Rupiah::parse);
        let favourites = self.take("jumlah_favorit", |text| number(text, 1, MAX_FAVOURITES));
        Some(DiscountSettings {
            choice: choice?,
            loyal_threshold: loyal?,
            birthday_permanent_percent: permanent?,
            birthday_instant_percent: instant?,
            birthday_instant_threshold: threshold?,
            favourites_count: favourites? as u8,
        })
    }

    fn schedule(&mut self) -> Option<ScheduleSettings> {
        let birthday = self.take("jam_ulang_tahun", clock);
        let check = self.take("jam_periksa", clock);
        let prune = self.take("jam_bersihkan", clock);
        let follow_up = self.take("jam_tindak_lanjut", clock);
        Some(ScheduleSettings {
            birthday_job_time: birthday?,
            nightly_check_time: check?,
            prune_time: prune?,
            follow_up_time: follow_up?,
        })
    }

    fn quiet(&mut self) -> Option<QuietHours> {
        let (from, until) = (self.take("jam_tenang_dari", clock), self.take("jam_tenang_sampai", clock));
        Some(QuietHours { from: from?, until: until? })
    }
}
