//! Settings of the shop: every ⚙ of domain.md.

use std::ops::RangeInclusive;

use askama::Template;
use domain::settings::Settings;

use super::parts::Choice;
use crate::{form::FormState, frame::Frame};

/// Rows for bank accounts on the page.
pub const BANK_ROWS: usize = 4;
/// Rows for ongkir zones on the page.
pub const ZONE_ROWS: usize = 8;

/// Settings. POST to `urls::ADMIN_SETTINGS`, form `settings`; owners only (others see the values, without the button).
///
/// Fields: `nama_toko`, `slogan_toko`, `alamat_toko`, `telepon_toko`, `email_toko`, `cerita_toko`, `zona_waktu` (IANA
/// name) · `bank_1`…`bank_4`, `rekening_1`…, `atas_nama_1`… (an empty row is no account) ·
/// `batas_bayar_jam` (hours), `pengingat_jam` (`6, 1`), `kode_unik` (tick box `ya`), `bukti_maks_mb` (MiB) ·
/// `zona_1`…`zona_8`, `ongkir_1`… (rupiah; an empty row is no zone), `ongkir_dibayar` (`OngkirPaid` code), `terlambat_hari` ·
/// `pilihan_diskon` (`discount::Choice` code), `batas_loyal` (rupiah), `persen_loyalitas`, `jumlah_favorit`,
/// `persen_instan`, `batas_instan` (rupiah), `jam_ulang_tahun` (`HH:MM`) · `batas_stok` (quantity), `jam_periksa`,
/// `jam_bersihkan`, `jam_tindak_lanjut` (`HH:MM`). `SettingsPage::typed` gives them all from the stored settings; hidden `versi` is the version of their row.
/// `jam_bersihkan`, `jam_tenang_dari`, `jam_tenang_sampai` (`HH:MM`). `SettingsPage::typed` gives them all from the stored settings; hidden `versi` is the version of their row.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/settings/form.html")]
pub struct SettingsPage {
    pub frame: Frame,
    pub form: FormState,
    /// Whether the viewer may save.
    pub owner: bool,
}

impl SettingsPage {
    /// The stored settings as they stand in the form.
    pub fn typed(settings: &Settings) -> FormState {
        let mut form = FormState::default();
        shop(&mut form, settings);
        payment(&mut form, settings);
        shipping(&mut form, settings);
        discounts(&mut form, settings);
        form
    }

    /// Numbers of the bank account rows, from 1.
    pub fn bank_rows(&self) -> RangeInclusive<usize> {
        1..=BANK_ROWS
    }

    /// Numbers of the ongkir zone rows, from 1.
    pub fn zone_rows(&self) -> RangeInclusive<usize> {
        1..=ZONE_ROWS
    }

    /// The three zones of the country.
    pub fn zones(&self) -> Vec<Choice> {
        vec![
            Choice::new("Asia/Jakarta", "WIB (Jakarta)"),
            Choice::new("Asia/Makassar", "WITA (Makassar)"),
            Choice::new("Asia/Jayapura", "WIT (Jayapura)"),
        ]
    }

    /// When the ongkir is paid.
    pub fn ongkir_choices(&self) -> Vec<Choice> {
        vec![
            Choice::new("on_delivery", "Ke sopir saat barang sampai"),
            Choice::new("with_transfer", "Bersama transfer harga barang"),
        ]
    }

    /// Which of several fitting discounts counts.
    pub fn discount_choices(&self) -> Vec<Choice> {
        vec![
            Choice::new("priority", "Ikuti urutan: diskon dari toko dulu"),
            Choice::new("best", "Pilih yang paling menguntungkan pembeli"),
        ]
    }
}

fn shop(form: &mut FormState, settings: &Settings) {
    let shop = &settings.shop;
    form.keep("nama_toko", &shop.name);
    form.keep("slogan_toko", &shop.tagline);
    form.keep("alamat_toko", &shop.address);
    form.keep("telepon_toko", &shop.phone);
    form.keep("email_toko", &shop.email);
    form.keep("cerita_toko", &shop.story);
    form.keep("zona_waktu", settings.zone.name());
    form.keep("batas_stok", settings.low_stock_threshold.to_string());
}

fn payment(form: &mut FormState, settings: &Settings) {
    let payment = &settings.payment;
    for (row, account) in (1..).zip(&payment.bank_accounts) {
        form.keep(&format!("bank_{row}"), &account.bank);
        form.keep(&format!("rekening_{row}"), &account.number);
        form.keep(&format!("atas_nama_{row}"), &account.holder);
    }
    let hours: Vec<_> = payment.reminder_hours.iter().map(ToString::to_string).collect();
    form.keep("batas_bayar_jam", payment.pay_deadline_hours.to_string());
    form.keep("pengingat_jam", hours.join(", "));
    form.keep("bukti_maks_mb", (payment.proof_max_bytes / 1_048_576).to_string());
    form.keep("kode_unik", if payment.unique_code { "ya" } else { "" });
}

fn shipping(form: &mut FormState, settings: &Settings) {
    for (row, zone) in (1..).zip(&settings.shipping.zones) {
        form.keep(&format!("zona_{row}"), &zone.name);
        form.keep(&format!("ongkir_{row}"), zone.fee.get().to_string());
    }
    form.keep("ongkir_dibayar", settings.shipping.ongkir_paid.code());
    form.keep("terlambat_hari", settings.shipping.late_after_days.to_string());
}

fn discounts(form: &mut FormState, settings: &Settings) {
    let discounts = &settings.discounts;
    form.keep("pilihan_diskon", discounts.choice.code());
    form.keep("batas_loyal", discounts.loyal_threshold.get().to_string());
    form.keep("persen_loyalitas", discounts.birthday_permanent_percent.get().to_string());
    form.keep("persen_instan", discounts.birthday_instant_percent.get().to_string());
    form.keep("batas_instan", discounts.birthday_instant_threshold.get().to_string());
    form.keep("jumlah_favorit", discounts.favourites_count.to_string());
    let schedule = &settings.schedule;
    let jobs = [
        ("jam_ulang_tahun", schedule.birthday_job_time),
        ("jam_periksa", schedule.nightly_check_time),
        ("jam_bersihkan", schedule.prune_time),
        ("jam_tindak_lanjut", schedule.follow_up_time),
        ("jam_tenang_dari", settings.quiet.from),
        ("jam_tenang_sampai", settings.quiet.until),
    ];
    for (field, time) in jobs {
        form.keep(field, format!("{:02}:{:02}", time.hour(), time.minute()));
    }
}
