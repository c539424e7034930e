//! Words of the rows of an order's timeline, by the code they are stored under (domain.md §7).

use domain::order::Fulfilment;

/// What happened, in a few words. A code nobody knows (from a newer program) is told plainly.
pub fn event(code: &str, fulfilment: Fulfilment) -> &'static str {
    match code {
        "place" => "Pesanan dibuat",
        "proof_given" => "Bukti pembayaran dikirim",
        "proof_rejected" => "Bukti pembayaran ditolak",
        "accept_payment" => "Pembayaran diterima",
        "ongkir" => "Ongkir ditetapkan",
        "edit" => "Isi pesanan diubah toko",
        "ship" => "Barang berangkat dengan truk",
        "failed_attempt" => "Sopir belum berhasil menyerahkan barang",
        "fail_delivery" => "Pengiriman gagal, akan dijadwalkan lagi",
        "collect_pickup" => "Barang diambil",
        "deliver" if fulfilment == Fulfilment::Pickup => "Barang diambil",
        "deliver" => "Barang sampai",
        "short_delivery" => "Ada barang yang kurang",
        "shortfall_settled" => "Kekurangan barang diselesaikan",
        "cancel" => "Pesanan dibatalkan",
        _ => "Pesanan diperbarui",
    }
}

/// What happens to the money of a cancelled, paid order, by the choice of the form; `None` for no choice of it.
pub fn refund(code: &str) -> Option<&'static str> {
    match code {
        "kembali" => Some("uang dikembalikan"),
        "simpan" => Some("uang disimpan untuk pesanan berikutnya"),
        _ => None,
    }
}

/// Said at the door to somebody whose session is missing or has ended; `page` is false when a form was sent, which is lost then.
pub fn sign_in_first(page: bool) -> &'static str {
    if page {
        "Silakan masuk dulu untuk membuka halaman itu."
    } else {
        "Sesi Anda sudah berakhir, jadi isian tadi belum terkirim. Silakan masuk lagi, lalu ulangi."
    }
}

#[cfg(test)]
mod tests {
    use domain::order::Event;

    use super::*;

    #[test]
    fn every_event_of_the_machine_has_words_of_its_own() {
        for code in Event::ALL.iter().map(|event| event.code()) {
            assert_ne!(event(code, Fulfilment::Delivery), "Pesanan diperbarui", "{code}");
        }
    }
}
