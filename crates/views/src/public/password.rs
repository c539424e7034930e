//! The way to a new password by mail (domain.md §11).

use askama::Template;

use crate::{form::FormState, frame::Frame};

/// `/lupa-kata-sandi/`, form `password-forgot`: `username` (or e-mail). The answer is the same for every name.
#[derive(Template)]
#[template(path = "public/door/password_forgot.html")]
pub struct PasswordForgotPage {
    pub frame: Frame,
    pub form: FormState,
}

/// The page of the link in the mail, form `password-reset`: `password`, `password_confirm`.
#[derive(Template)]
#[template(path = "public/door/password_reset.html")]
pub struct PasswordResetPage {
    pub frame: Frame,
    pub form: FormState,
    /// Whose password it is, for the browser's own list of passwords.
    pub username: String,
    /// `urls::password_reset`.
    pub action: String,
}

/// The link was used, is too old, or never was one.
#[derive(Template)]
#[template(path = "public/door/password_link_dead.html")]
pub struct PasswordLinkDeadPage {
    pub frame: Frame,
}
