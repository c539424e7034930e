//! Door, own account and notifications of an employee (domain.md §11).

use askama::Template;

use crate::{customer::NotificationItem, form::FormState, frame::Frame, parts::Paging};

/// Sign-in. POST to `urls::EMPLOYEE_LOGIN`, form `login`: `email`, `password`, hidden `next`.
#[derive(Clone, Debug, Template)]
#[template(path = "employee/login.html")]
pub struct LoginPage {
    pub frame: Frame,
    pub form: FormState,
    /// Where to go after sign-in: a path of this shop, or empty.
    pub next: String,
}

/// Own account. POST to `urls::EMPLOYEE_ACCOUNT`, form `password`: `password_lama`, `password`, `password_confirm`.
#[derive(Clone, Debug, Template)]
#[template(path = "employee/account.html")]
pub struct AccountPage {
    pub frame: Frame,
    pub form: FormState,
    pub name: String,
    pub email: String,
}

/// Notifications, newest first. POST `urls::EMPLOYEE_NOTIFICATIONS_READ` (form `notifications-read`).
#[derive(Clone, Debug, Template)]
#[template(path = "employee/notifications.html")]
pub struct NotificationsPage {
    pub frame: Frame,
    pub items: Vec<NotificationItem>,
    pub paging: Paging,
}
