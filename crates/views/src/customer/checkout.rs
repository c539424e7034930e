//! Checkout (domain.md §5, §6).

use askama::Template;
use domain::{
    ids::{OrderId, ProductId},
    money::Rupiah,
    quantity::Quantity,
};

use crate::{
    form::FormState,
    frame::Frame,
    parts::{BankView, PricedLineView, ZoneView},
};

/// "Beli sekarang": one product, the cart stays untouched. Comes back in the hidden fields `produk` and `jumlah`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectBuy {
    pub product: ProductId,
    pub quantity: Quantity,
}

/// `/checkout/`, form `checkout` (multipart): `metode` = `kirim` | `ambil`, `alamat_pengiriman`, `zona` (name of a
/// shipping zone, empty for "belum tahu"; only offered when there are zones), `catatan`, `bukti_bayar` (optional file),
/// hidden `akun` (username of whoever opened the page), `lagi` = `ya` when a second order like the last one is meant,
/// `kunci` (idempotency key) and `tampil` (fingerprint of the figures shown), and those of a direct buy.
#[derive(Template)]
#[template(path = "customer/checkout/new.html")]
pub struct CheckoutPage {
    pub frame: Frame,
    /// Filled at first with the profile's address and `metode` = `kirim`.
    pub form: FormState,
    /// Idempotency key of this checkout.
    pub key: String,
    /// `PricedCart::fingerprint` of what is shown.
    pub fingerprint: String,
    pub direct: Option<DirectBuy>,
    /// What changed since the page was shown last (`text::changed`); empty the first time. With something
    /// in it the page asks to look again before ordering.
    pub changed: Vec<String>,
    /// An order with exactly the same goods that was placed a moment ago: the page asks before there is a second one.
    pub repeats: Option<OrderId>,
    pub lines: Vec<PricedLineView>,
    pub gross: Rupiah,
    pub discount_total: Rupiah,
    pub goods_total: Rupiah,
    /// What is missing for a discount (`text::hint`).
    pub hints: Vec<String>,
    /// Table of shipping zones (settings), may be empty.
    pub zones: Vec<ZoneView>,
    /// ⚙ ongkir is added to the transfer instead of paid to the driver.
    pub ongkir_with_transfer: bool,
    /// ⚙ a unique code of up to three digits will be added to the transfer.
    pub unique_code: bool,
    pub banks: Vec<BankView>,
    /// Hours in which to pay (⚙ 24).
    pub pay_deadline_hours: i64,
    /// Greatest proof file in bytes (⚙ 10 MiB).
    pub proof_max_bytes: u64,
}

impl CheckoutPage {
    /// Pick-up is chosen.
    pub fn pickup(&self) -> bool {
        self.form.is("metode", "ambil")
    }

    /// Fee of the chosen zone; `None` while the admin has to set it. Zero for pick-up.
    pub fn ongkir(&self) -> Option<Rupiah> {
        if self.pickup() {
            return Some(Rupiah::ZERO);
        }
        self.zones.iter().find(|zone| self.form.is("zona", &zone.name)).map(|zone| zone.fee)
    }

    /// The goods cost nothing and the fee, if any, goes to the driver: nobody is asked for a transfer (docs/decisions/0022).
    pub fn nothing_to_transfer(&self) -> bool {
        self.goods_total.is_zero() && !self.ongkir_with_transfer
    }

    /// What is to be transferred now, as far as it is known before ordering (without the unique code).
    pub fn transfer_now(&self) -> Rupiah {
        let with_ongkir = self.ongkir().filter(|_| self.ongkir_with_transfer);
        with_ongkir.and_then(|fee| self.goods_total.checked_add(fee).ok()).unwrap_or(self.goods_total)
    }
}
