//! Words of the sample shop's table of accounts.

/// Beside a customer whose birthday is on the day of the demo.
pub const BIRTHDAY_TODAY: &str = "ulang tahun hari ini, pelanggan setia";
