//! What people want to hear of (domain.md §10), for customers and admins.

use domain::notice::{Channel, Kind};

use crate::notices;

/// One kind with its switches; a channel that cannot be switched is always on, or never used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwitchView {
    pub kind: Kind,
    /// Whether it is on; `None` where there is no switch.
    pub app: Option<bool>,
    pub mail: Option<bool>,
}

impl SwitchView {
    /// Name of the tick box of a channel: `app-new_product`.
    pub fn field(kind: Kind, channel: Channel) -> String {
        format!("{channel}-{kind}")
    }

    /// Name of the tick box in the app.
    pub fn app_field(&self) -> String {
        Self::field(self.kind, Channel::App)
    }

    /// Name of the tick box for mails.
    pub fn mail_field(&self) -> String {
        Self::field(self.kind, Channel::Mail)
    }

    /// What it tells.
    pub fn words(&self) -> &'static str {
        notices::about(self.kind)
    }
}
