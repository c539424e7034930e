//! The way out of mails that need consent (domain.md §10).

use askama::Template;

use crate::frame::Frame;

/// The page of the link in such a mail, form `unsubscribe`. Works without signing in; only the customer, signed in, begins again.
#[derive(Clone, Debug, Template)]
#[template(path = "public/door/unsubscribe.html")]
pub struct UnsubscribePage {
    pub frame: Frame,
    /// `urls::unsubscribe`.
    pub action: String,
    /// The address mails go to, with its middle hidden; empty when there is none any more.
    pub email: String,
    /// Whether mails come now.
    pub consents: bool,
}
