//! What the shop sent by mail and what still waits (domain.md §10).

use askama::Template;

use crate::{frame::Frame, parts::Paging};

/// A mail in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailItem {
    pub id: i64,
    pub at: String,
    pub recipient: String,
    /// `mails::kind`.
    pub kind: &'static str,
    pub subject: String,
    pub sent: bool,
    /// The mail server will never take it.
    pub refused: bool,
}

/// Mails, newest first. GET `status` = `menunggu`, `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/mails/list.html")]
pub struct MailsPage {
    pub frame: Frame,
    /// Only those that wait.
    pub waiting: bool,
    /// No mail server is set: mails lie in this folder's files. Shown as a hint.
    pub in_folder: bool,
    pub rows: Vec<MailItem>,
    pub paging: Paging,
}

/// One mail as text, without the secret of a link.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/mails/detail.html")]
pub struct MailPage {
    pub frame: Frame,
    pub mail: MailItem,
    /// When it went, or empty.
    pub sent_at: String,
    /// It became a file instead of going out.
    pub in_folder: bool,
    pub text: String,
    /// What the mail server said when it refused it; empty when it did not.
    pub refusal: String,
}
