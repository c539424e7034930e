//! Words around the doors of admins and their second step.

pub const PASSWORD_AGAIN: &str = "Waktunya sudah lewat. Masuk lagi dengan kata sandi Anda.";
pub const TOTP_OFF: &str = "Kode masuk dimatikan. Mulai sekarang kata sandi saja sudah cukup.";
pub const TOTP_RESET: &str = "Kode masuk dilepas. Admin ini bisa masuk dengan kata sandi saja dan menyalakannya lagi.";
pub const TOTP_WAS_OFF: &str = "Kode masuk admin ini memang tidak menyala.";
