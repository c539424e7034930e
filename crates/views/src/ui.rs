//! Tiny pieces of markup that templates call as functions: icons and stars.

use std::{borrow::Borrow, fmt};

use askama::filters::HtmlSafe;

use crate::{
    assets,
    frame::{Tone, Viewer},
    urls,
};

/// Markup made by this crate from fixed words only; never from what people typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// An icon of the sprite `assets/icons.svg`, decorative (the words stand beside it).
pub fn icon(name: &'static str) -> Markup {
    let sprite = assets::url("icons.svg");
    Markup(format!(
        r#"<svg class="icon" width="24" height="24" aria-hidden="true" focusable="false"><use href="{sprite}#{name}"/></svg>"#
    ))
}

/// Stars of a feedback, with words for those who do not see them.
pub fn stars(count: u8) -> Markup {
    let sprite = assets::url("icons.svg");
    let star = |at: u8| {
        let class = if at <= count { "icon star star-on" } else { "icon star" };
        format!(r#"<svg class="{class}" width="24" height="24" aria-hidden="true"><use href="{sprite}#star"/></svg>"#)
    };
    let row: String = (1..=5).map(star).collect();
    Markup(format!(r#"<span class="stars"><span class="visually-hidden">{count} dari 5 bintang</span>{row}</span>"#))
}

/// Class of a message box.
pub fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "flash-good",
        Tone::Note => "flash-note",
        Tone::Bad => "flash-bad",
    }
}

/// Icon of a message box.
pub fn tone_icon(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "check",
        Tone::Note => "info",
        Tone::Bad => "alert",
    }
}

/// The menu in the head on wide screens: address and words.
pub fn menu(viewer: &Viewer) -> &'static [(&'static str, &'static str)] {
    match viewer {
        Viewer::Visitor => &[(urls::HOME, "Beranda"), (urls::PRODUCTS, "Produk")],
        Viewer::Customer { .. } => &[
            (urls::PRODUCTS, "Produk"),
            (urls::DASHBOARD, "Ringkasan"),
            (urls::ORDERS, "Pesanan"),
            (urls::ACCOUNT, "Akun"),
        ],
        Viewer::Employee { .. } => &[(urls::PRODUCTS, "Produk"), (urls::EMPLOYEE_DASHBOARD, "Tugas kirim")],
        Viewer::Admin { .. } => &[(urls::PRODUCTS, "Produk"), (urls::ADMIN_HOME, "Kantor")],
    }
}

/// One entry of the bar at the foot of phones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab {
    pub href: &'static str,
    pub icon: &'static str,
    pub label: &'static str,
}

/// The bar at the foot of phones.
pub fn tabs(viewer: &Viewer) -> Vec<Tab> {
    let tab = |href, icon, label| Tab { href, icon, label };
    let mut tabs = vec![tab(urls::HOME, "home", "Beranda"), tab(urls::PRODUCTS, "grid", "Produk")];
    match viewer {
        Viewer::Visitor => {
            tabs.extend([tab(urls::CART, "cart", "Keranjang"), tab(urls::LOGIN, "user", "Masuk")]);
        }
        Viewer::Customer { .. } => {
            tabs.extend([tab(urls::ORDERS, "receipt", "Pesanan"), tab(urls::DASHBOARD, "user", "Saya")]);
        }
        Viewer::Employee { .. } => tabs.push(tab(urls::EMPLOYEE_DASHBOARD, "truck", "Tugas")),
        Viewer::Admin { .. } => tabs.push(tab(urls::ADMIN_HOME, "store", "Kantor")),
    }
    tabs
}

/// The list of notifications that belongs to this viewer.
pub fn notifications_of(viewer: &Viewer) -> &'static str {
    match viewer {
        Viewer::Visitor | Viewer::Customer { .. } => urls::NOTIFICATIONS,
        Viewer::Employee { .. } => urls::EMPLOYEE_NOTIFICATIONS,
        Viewer::Admin { .. } => urls::ADMIN_NOTIFICATIONS,
    }
}

/// The bell with its unread count.
pub fn bell(unread: impl Borrow<i64>, href: &'static str) -> Markup {
    let unread = *unread.borrow();
    let shown = if unread > 99 { "99+".to_owned() } else { unread.to_string() };
    // The name holds what is seen, so that who speaks to the phone can say it.
    let (words, hidden) = if unread > 0 { (format!(", {shown} belum dibaca"), "") } else { (String::new(), " hidden") };
    let icon = icon("bell");
    Markup(format!(
        r#"<a class="head-btn" id="bel" href="{href}" aria-label="Notifikasi{words}">{icon}<span class="count-dot count-dot-alert" data-unread aria-hidden="true"{hidden}>{shown}</span></a>"#
    ))
}
