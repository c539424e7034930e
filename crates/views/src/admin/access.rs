//! Doors of the admins: sign-in, the one-time set-up of the first owner, own account (domain.md §11).

use askama::Template;
use domain::rights::AdminKind;

use crate::{form::FormState, frame::Frame};

/// Sign-in of an admin. POST to `urls::ADMIN_LOGIN`, form `login`: `username`, `password`, hidden `next`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/access/login.html")]
pub struct LoginPage {
    pub frame: Frame,
    pub form: FormState,
    /// Where to go after sign-in: a path of this shop, or empty.
    pub next: String,
}

/// The first owner. POST to `action`, form `admin-setup`: `nama`, `username`, `password`, `password_confirm`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/access/setup.html")]
pub struct SetupPage {
    pub frame: Frame,
    pub form: FormState,
    /// `urls::admin_setup(token)`: the page posts to its own one-time address.
    pub action: String,
}

/// Own account of an admin. POST to `urls::ADMIN_ACCOUNT`, form `password`: `password_lama`, `password`,
/// `password_confirm`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/access/account.html")]
pub struct AccountPage {
    pub frame: Frame,
    pub form: FormState,
    pub username: String,
    pub kind: AdminKind,
}
