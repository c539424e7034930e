//! Registration and the customers' sign-in (domain.md §11).

use askama::Template;

use crate::{form::FormState, frame::Frame};

/// `/register/`, form `register`: `username nama_pelanggan alamat tanggal_lahir no_hp email password password_confirm
/// setuju` (`setuju` = `ya` when ticked) and the hidden `next`.
#[derive(Template)]
#[template(path = "public/door/register.html")]
pub struct RegisterPage {
    pub frame: Frame,
    pub form: FormState,
    /// Path to go to afterwards; empty for the dashboard. Must be a path of this shop.
    pub next: String,
}

/// `/login/`, form `login`: `username` (or e-mail), `password` and the hidden `next`. A refusal is the message of the
/// whole form (`FormState::refuse_whole`), so that it tells nothing about which of the two was wrong.
#[derive(Template)]
#[template(path = "public/door/login.html")]
pub struct LoginPage {
    pub frame: Frame,
    pub form: FormState,
    /// Path to go to afterwards; empty for the dashboard. Must be a path of this shop.
    pub next: String,
}
