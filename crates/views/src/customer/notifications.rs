//! The customer's notifications (domain.md §10).

use askama::Template;
use domain::ids::NotificationId;

use crate::{frame::Frame, parts::Paging};

/// One notification. Text only, never HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationItem {
    pub id: NotificationId,
    /// `tipe_pesan`, e.g. "Pesanan Baru".
    pub kind: String,
    /// `isi_pesan`.
    pub text: String,
    /// `format::date_time`.
    pub at: String,
    pub read: bool,
}

/// `/notifikasi/?halaman=`: newest first. Opening one is a POST to `urls::notification_open`.
#[derive(Template)]
#[template(path = "customer/notifications/index.html")]
pub struct NotificationsPage {
    pub frame: Frame,
    pub items: Vec<NotificationItem>,
    pub paging: Paging,
}

/// The bell with its unread count, for pages that refresh only that.
#[derive(Template)]
#[template(path = "parts/bell.html")]
pub struct BellFragment {
    pub unread: i64,
    /// Address of the viewer's list.
    pub href: &'static str,
}
