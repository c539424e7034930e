//! Words of the sample shop's table of accounts.

/// Beside a customer whose birthday is on the day of the demo.
pub const BIRTHDAY_TODAY: &str = "ulang tahun hari ini, pelanggan setia";

/// Note of the sheet with which the office counted the yard.
pub const COUNT_NOTE: &str = "Hitung rutin akhir pekan";
