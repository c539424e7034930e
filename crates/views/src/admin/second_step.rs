//! The second step of an admin's sign-in (domain.md §11).

use std::fmt::Write as _;

use askama::Template;

use crate::{form::FormState, frame::Frame};

/// Asks for the code after the password. POST to `urls::ADMIN_LOGIN_CODE`, form `login-code`: `kode`, hidden `next`, `cadangan`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/access/login_code.html")]
pub struct LoginCodePage {
    pub frame: Frame,
    pub form: FormState,
    pub next: String,
    /// A recovery code is asked for.
    pub recovery: bool,
    /// Address of the other way.
    pub other: String,
}

/// A QR code as one path of squares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrView {
    /// Width and height with the white border.
    pub size: usize,
    pub path: String,
}

impl QrView {
    /// White squares around the code, as its standard asks for.
    const BORDER: usize = 4;

    /// Draws the dark squares of a code, row by row.
    pub fn new(width: usize, dark: &[bool]) -> Self {
        let mut path = String::new();
        for (at, _) in dark.iter().enumerate().filter(|(_, dark)| **dark) {
            let (column, row) = (at % width + Self::BORDER, at / width + Self::BORDER);
            let _ = write!(path, "M{column} {row}h1v1h-1z");
        }
        Self { size: width + 2 * Self::BORDER, path }
    }
}

/// How it stands with the second step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TotpView {
    Off,
    Waiting { qr: Option<QrView>, secret: String },
    On { codes_left: i64 },
}

/// The own second step. Forms `totp-start`, `totp-confirm` (`kode`), `totp-codes` and `totp-off` (`password_lama`).
#[derive(Clone, Debug, Template)]
#[template(path = "admin/access/totp.html")]
pub struct TotpPage {
    pub frame: Frame,
    pub view: TotpView,
    /// State of `totp-confirm` or `totp-codes`.
    pub form: FormState,
    /// State of `totp-off`.
    pub password_form: FormState,
    pub username: String,
}

/// The recovery codes, shown this once.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/access/recovery_codes.html")]
pub struct RecoveryCodesPage {
    pub frame: Frame,
    pub codes: Vec<String>,
}
