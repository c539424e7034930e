//! What every page shows around its own content: the shop, who is looking, counts, a message.

use domain::rights::AdminKind;

/// Who is looking at the page; decides the head, the menu and the bell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    Visitor,
    Customer { name: String },
    Employee { name: String },
    Admin { name: String, kind: AdminKind },
}

/// How a message at the head of a page is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Note,
    Bad,
}

/// A message shown once, after a change ("flash").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    pub tone: Tone,
    pub text: String,
}

/// The shop as shown in head and foot of each page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShopFace {
    pub name: String,
    pub address: String,
    /// As typed by the owner, for reading; `wa` is the bare number for wa.me.
    pub phone: String,
    pub wa: String,
}

impl ShopFace {
    /// A chat with the shop; only where it has a number for it.
    pub fn chat(&self, text: &str) -> String {
        crate::whatsapp::chat(&self.wa, text)
    }
}

/// Everything around the content of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub shop: ShopFace,
    pub viewer: Viewer,
    /// Lines in the cart (visitors and customers).
    pub cart_lines: i64,
    /// Unread notifications of the viewer.
    pub unread: i64,
    /// Highest notification id the viewer has, where the live channel goes on.
    pub last_notification: i64,
    pub flash: Option<Flash>,
    /// Path of the page, to mark the menu entry.
    pub path: String,
}

impl Frame {
    /// Whether somebody is signed in (the bell and the live channel are shown).
    pub fn signed_in(&self) -> bool {
        self.viewer != Viewer::Visitor
    }

    /// Whether the menu entry with this address is the present one. Home only matches itself.
    pub fn here(&self, address: &str) -> bool {
        self.path == address || (address != "/" && address != "/admin/" && self.path.starts_with(address))
    }
}
