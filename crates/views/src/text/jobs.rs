//! Words about background work: kinds, queues, shelves, alarms (issue "The heart").

use domain::{job::JobKind, time::UtcMillis};

pub const RETRIED: &str = "Pekerjaan dijadwalkan ulang dan segera dikerjakan.";
pub const CANCELLED: &str = "Pekerjaan dibatalkan.";
pub const STILL_RUNNING: &str = "Pekerjaan ini sedang berjalan, jadi diminta berhenti.";
pub const ALREADY_RUNNING: &str = "Pekerjaan ini sedang berjalan, jadi tidak perlu diulang.";
pub const PAUSED: &str = "Antrean dijeda. Yang sedang berjalan tetap diselesaikan.";
pub const RESUMED: &str = "Antrean dilanjutkan.";
pub const QUEUE_UNKNOWN: &str = "Antrean itu belum pernah dikerjakan, jadi belum bisa dijeda.";
pub const NOBODY_WORKS: &str = "Tidak ada pekerja yang hidup sejak semenit lalu: surat, pengingat, dan pembatalan otomatis tidak jalan. Jalankan “barokah serve”, lalu periksa dengan “barokah doctor”.";

/// A kind of job, by the code it is stored under; that of a newer or older program is told as it is.
pub fn kind(code: &str) -> &str {
    match code.parse() {
        Ok(kind) => kind_words(kind),
        Err(_) => code,
    }
}

/// A kind of job.
pub const fn kind_words(kind: JobKind) -> &'static str {
    match kind {
        JobKind::NotifyOrder => "Surat pesanan",
        JobKind::ResetMail => "Surat kata sandi baru",
        JobKind::CheckBirthdayAndLoyalty => "Hadiah ulang tahun",
        JobKind::BirthdayMails => "Pembagian surat ulang tahun",
        JobKind::BirthdayMail => "Surat ulang tahun",
        JobKind::RemindUnpaid => "Pengingat bayar",
        JobKind::CancelUnpaid => "Pembatalan otomatis",
        JobKind::RemindFollowUps => "Pengingat tindak lanjut",
        JobKind::LowStock => "Pemeriksaan stok menipis",
        JobKind::NightlyCheck => "Pemeriksaan malam",
        JobKind::SetDiscounts => "Pemasangan diskon",
        JobKind::Prune => "Bersih-bersih",
        JobKind::Broadcast => "Siaran ke pelanggan",
        JobKind::BroadcastMails => "Pembagian surat siaran",
        JobKind::BroadcastMail => "Surat siaran",
    }
}

/// A queue.
pub fn queue(code: &str) -> &str {
    match code {
        "orders" => "Pesanan",
        "upkeep" => "Perawatan",
        "broadcasts" => "Siaran",
        other => other,
    }
}

/// Where jobs stand, by the short name of the shelf.
pub fn shelf(code: &str) -> &str {
    match code {
        "menunggu" => "Menunggu",
        "berjalan" => "Berjalan",
        "diulang" => "Akan diulang",
        "mati" => "Mati",
        "selesai" => "Selesai",
        "batal" => "Dibatalkan",
        other => other,
    }
}

/// How many tries of how many.
pub fn attempts(attempt: i32, most: i32) -> String {
    format!("{attempt} dari {most}")
}

/// Said when a job that is due waits for too long, in the queue of this name or in any.
pub fn late(queue_code: Option<&str>, oldest: UtcMillis, now: UtcMillis) -> String {
    let minutes = now.millis_since(oldest) / 60_000;
    let which = queue_code.map_or_else(String::new, |code| format!(" “{}”", queue(code)));
    format!("Antrean{which} terlambat: yang tertua sudah menunggu {minutes} menit.")
}

/// Said after a purge.
pub fn purged(count: usize) -> String {
    if count == 0 {
        "Tidak ada yang menunggu, jadi tidak ada yang dihapus.".to_owned()
    } else {
        format!("{count} pekerjaan yang menunggu dihapus.")
    }
}
