//! Notifications of an admin (domain.md §10).

use askama::Template;

use crate::{
    customer::NotificationItem,
    frame::Frame,
    list::{GROWING, List, Tab},
    parts::Paging,
    urls,
};

/// Notifications, newest first. GET `status` (`` all, `belum` not read), `urut` (`` newest first, `lama`), `halaman`. Each opens by POST to `urls::admin_notification_open` (form
/// `notification-open`); POST `urls::ADMIN_NOTIFICATIONS_READ` (form `notifications-read`) marks all read, `urls::ADMIN_NOTIFICATIONS_BULK`
/// (form `notifications-bulk`: `notifikasi`, several, `aksi` = `dibaca`, hidden `daftar`) the ticked ones.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/notifications/list.html")]
pub struct NotificationsPage {
    pub frame: Frame,
    /// Only what is not read.
    pub unread: bool,
    /// `lama`: oldest first.
    pub sort: String,
    pub items: Vec<NotificationItem>,
    pub paging: Paging,
}

impl NotificationsPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        let list = List::at(urls::ADMIN_NOTIFICATIONS).keep("status", if self.unread { "belum" } else { "" });
        let list = list.sort(&self.sort, &GROWING);
        let tabs = [
            Tab::plain("Semua", list.other("status", ""), !self.unread),
            Tab::counted("Belum dibaca", self.frame.unread, list.other("status", "belum"), self.unread),
        ];
        let list = list.tabs("Jenis daftar", tabs).paged(&self.paging).ticked();
        if self.unread {
            list.empty("check", "Semua sudah dibaca", "Kabar baru akan muncul di sini.")
        } else {
            list.empty("bell", "Belum ada notifikasi", "Pesanan baru dan bukti bayar akan muncul di sini.")
        }
    }

    /// Whether something here can be marked read.
    pub fn any_unread(&self) -> bool {
        self.items.iter().any(|item| !item.read)
    }
}
