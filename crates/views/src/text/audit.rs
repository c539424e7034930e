//! Words of the audit log and of the kinds of admins.

use domain::{
    audit::{Act, Thing},
    rights::AdminKind,
};

/// The doer when it was a command on the shop's own machine.
pub const COMMAND: &str = "Perintah di mesin toko";

/// Heading and empty state of the log.
pub const NOTHING: &str = "Belum ada perubahan yang dicatat";

/// A yes or no as it is kept.
pub const fn yes(yes: bool) -> &'static str {
    if yes { "ya" } else { "tidak" }
}

/// What a kind of admin is called, by its code.
pub fn role(code: &str) -> &'static str {
    match code.parse() {
        Ok(AdminKind::Owner) => "Pemilik",
        Ok(AdminKind::Office) => "Petugas kantor",
        Ok(AdminKind::Warehouse) => "Petugas gudang",
        Err(_) => "–",
    }
}

/// The kind of doer, by its code.
pub fn actor(code: &str) -> &'static str {
    match code {
        "admin" => "Admin",
        "employee" => "Karyawan",
        "command" => "Perintah",
        _ => "–",
    }
}

/// What was done.
pub const fn act(act: Act) -> &'static str {
    match act {
        Act::Created => "Dibuat",
        Act::Changed => "Diubah",
        Act::Archived => "Diarsipkan",
        Act::Restored => "Dikembalikan dari arsip",
        Act::Ended => "Diakhiri",
        Act::PhotosAdded => "Foto ditambah",
        Act::CoverChosen => "Foto sampul dipilih",
        Act::PhotoRemoved => "Foto dihapus",
        Act::StockMoved => "Stok diubah",
        Act::PaymentAccepted => "Pembayaran diterima",
        Act::ProofRejected => "Bukti bayar ditolak",
        Act::OngkirSet => "Ongkir diisi",
        Act::Shipped => "Dikirim",
        Act::Collected => "Diambil pembeli",
        Act::Delivered => "Diserahkan",
        Act::DeliveryFailed => "Gagal diantar, kembali ke toko",
        Act::FailedAttempt => "Percobaan antar gagal",
        Act::Cancelled => "Dibatalkan",
        Act::Replied => "Dibalas",
        Act::Sent => "Dikirimkan",
        Act::PasswordChanged => "Kata sandi diganti",
        Act::TotpOn => "Kode masuk dinyalakan",
        Act::TotpOff => "Kode masuk dimatikan",
        Act::TotpReset => "Kode masuk dilepas",
        Act::RecoveryUsed => "Masuk dengan kode cadangan",
        Act::RecoveryRenewed => "Kode cadangan dibuat baru",
        Act::Retried => "Diulang",
        Act::Purged => "Antrean dikosongkan",
        Act::Paused => "Dijeda",
        Act::Resumed => "Dilanjutkan",
        Act::Run => "Dijalankan",
        Act::Deleted => "Dihapus",
        Act::Approved => "Disetujui",
        Act::Settled => "Kekurangan diselesaikan",
        Act::LinkMade => "Tautan masuk dibuat",
        Act::PutBack => "Dikembalikan ke antrean",
        Act::Imported => "Diimpor dari tabel",
        Act::Exported => "Diekspor sebagai tabel",
    }
}

/// What it was done to.
pub const fn thing(thing: Thing) -> &'static str {
    match thing {
        Thing::Order => "Pesanan",
        Thing::Product => "Produk",
        Thing::Category => "Kategori",
        Thing::Customer => "Pelanggan",
        Thing::Discount => "Diskon",
        Thing::DiscountBatch => "Pemasangan diskon",
        Thing::Feedback => "Umpan balik pesanan",
        Thing::Message => "Pesan",
        Thing::Employee => "Karyawan",
        Thing::Admin => "Admin",
        Thing::Settings => "Pengaturan",
        Thing::Job => "Pekerjaan",
        Thing::Queue => "Antrean",
        Thing::Tag => "Label",
        Thing::FollowUp => "Tindak lanjut",
        Thing::Segment => "Segmen",
        Thing::Count => "Hitung stok",
        Thing::Deliveries => "Rencana kirim",
        Thing::Import => "Impor",
    }
}

/// A thing with its number or name.
pub fn object(of: Option<Thing>, id: Option<i64>, name: &str) -> String {
    let words = of.map_or("–", thing);
    match (id, name) {
        (None, "") => words.to_owned(),
        (None, name) => format!("{words} {name}"),
        (Some(id), "") => format!("{words} #{id}"),
        (Some(id), name) => format!("{words} #{id} · {name}"),
    }
}

/// What a discount covers, by its code.
pub fn scope(code: &str) -> &'static str {
    match code {
        "one_product" => "satu produk",
        "all_products" => "semua produk",
        "cart_threshold" => "belanja mulai jumlah tertentu",
        _ => "",
    }
}
