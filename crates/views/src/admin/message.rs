//! A message to customers, and what became of the earlier ones (domain.md §10).

use askama::Template;
use domain::ids::{BroadcastId, CustomerId};

use super::Choice;
use crate::{form::FormState, frame::Frame};

/// An earlier message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroadcastItem {
    pub id: BroadcastId,
    pub heading: String,
    pub body: String,
    pub at: String,
    pub who: String,
    /// For whom it was, unless for everybody (`text::admin::message_readers`).
    pub whom: String,
    /// Its WhatsApp queue, if it has one.
    pub queue: Option<String>,
    /// Customers told so far, and whether that is all.
    pub told: i64,
    pub all_told: bool,
    pub mailed: i64,
    pub all_mailed: bool,
}

/// `/admin/notifikasi/baru/`, form `message`: `judul`, `isi`, `tautan`, `kepada` = `semua` | `segmen` | `pilihan`, `segmen` (codes
/// and ids), `pelanggan` (ids), hidden `kunci`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/notifications/new.html")]
pub struct MessagePage {
    pub frame: Frame,
    pub form: FormState,
    /// Of this form: sent twice, it is one message.
    pub key: String,
    /// Customers who were chosen elsewhere; empty when the message is for everybody.
    pub chosen: Vec<(CustomerId, String)>,
    /// Every segment, and whether it is ticked; empty beside chosen customers.
    pub segments: Vec<(Choice, bool)>,
    pub earlier: Vec<BroadcastItem>,
}

/// `/admin/akun/notifikasi/`, form `preferences`: tick boxes `SwitchView::app_field`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/access/preferences.html")]
pub struct PreferencesPage {
    pub frame: Frame,
    pub switches: Vec<crate::parts::SwitchView>,
}
