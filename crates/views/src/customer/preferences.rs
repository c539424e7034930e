//! What a customer wants to hear of (domain.md §10).

use askama::Template;

use crate::{
    frame::Frame,
    parts::{Crumb, SwitchView},
    urls,
};

/// `/akun/notifikasi/`, form `preferences`: tick boxes `SwitchView::app_field` and `mail_field`, `setuju` (consent to mails of the shop).
#[derive(Clone, Debug, Template)]
#[template(path = "customer/account/preferences.html")]
pub struct PreferencesPage {
    pub frame: Frame,
    /// For the mark whose form it is.
    pub username: String,
    /// About the customer's own orders: the app always tells, the mail can be switched off.
    pub orders: Vec<SwitchView>,
    /// About the shop.
    pub shop: Vec<SwitchView>,
    /// Where mails go; `None` without an e-mail.
    pub email: Option<String>,
    pub consent: bool,
    /// Wants no personal offers (docs/decisions/0014).
    pub refuses_profiling: bool,
}

impl PreferencesPage {
    /// Where the page lies.
    pub fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::link("Akun", urls::DASHBOARD), Crumb::link("Data diri", urls::ACCOUNT), Crumb::last("Kabar")]
    }
}
