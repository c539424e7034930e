//! Profile and password (domain.md §11).

use askama::Template;
use domain::{ids::OrderId, money::Rupiah};

use crate::{
    form::FormState,
    frame::Frame,
    parts::{Crumb, GiftView, LoyaltyView, NamedProduct},
    text, urls,
};

/// `/akun/`. Form `profile`: `nama_pelanggan alamat tanggal_lahir no_hp email setuju` (`setuju` = `ya` when ticked);
/// form `password` (to `/akun/kata-sandi/`): `password_lama password password_confirm`.
#[derive(Template)]
#[template(path = "customer/account/edit.html")]
pub struct AccountPage {
    pub frame: Frame,
    /// Cannot be changed.
    pub username: String,
    /// Filled with the stored profile.
    pub profile: FormState,
    pub password: FormState,
    /// The birth date was corrected once already; the field is then read-only.
    pub birth_date_settled: bool,
    /// Day of registration (`format::date`).
    pub member_since: String,
    /// Number of orders, ever.
    pub orders: i64,
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub spent: Rupiah,
    pub loyalty: LoyaltyView,
    /// Today's birthday gift, if there is one.
    pub gift: Option<GiftView>,
    /// What this customer likes best, by quantity.
    pub favourites: Vec<NamedProduct>,
}

/// `/akun/hapus/`. Form `account-delete`: `password_lama`; not there as long as orders are open.
#[derive(Template)]
#[template(path = "customer/account/delete.html")]
pub struct AccountDeletePage {
    pub frame: Frame,
    pub username: String,
    pub form: FormState,
    /// Orders that must end first, with why and what to do (`text::account::open_order_of_mine`).
    pub open: Vec<(OrderId, String)>,
}

impl AccountDeletePage {
    /// A chat with the shop about it.
    pub fn chat(&self) -> String {
        self.frame.shop.chat(text::account::DELETE_CHAT)
    }

    /// Where the page lies.
    pub fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::link("Akun", urls::DASHBOARD), Crumb::link("Data diri", urls::ACCOUNT), Crumb::last("Hapus akun")]
    }
}
