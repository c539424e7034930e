//! Notifications of an admin (domain.md §10).

use askama::Template;

use crate::{customer::NotificationItem, frame::Frame, parts::Paging};

/// Notifications, newest first. Each opens by POST to `urls::admin_notification_open` (form `notification-open`); POST `urls::ADMIN_NOTIFICATIONS_READ` (form `notifications-read`) marks all read.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/notifications/list.html")]
pub struct NotificationsPage {
    pub frame: Frame,
    pub items: Vec<NotificationItem>,
    pub paging: Paging,
}
