//! Words for everything that can be wrong with a typed value.

use domain::problem::Problem;

use crate::format;

/// What is wrong and what to do, shown at the field.
pub fn problem(problem: &Problem) -> String {
    fixed(problem).map_or_else(|| measured(problem), str::to_owned)
}

/// The same at its field: some problems are told in the field's own words.
pub fn problem_at(field: &str, what: &Problem) -> String {
    match (what, field) {
        (Problem::AttachAgain, "bukti_bayar") => "Lampirkan lagi bukti pembayarannya.".to_owned(),
        (Problem::AttachAgain, _) => {
            "Pilih lagi fotonya: berkas tidak tersimpan bersama isian yang ditolak.".to_owned()
        }
        // What is wrong with a row stands at the row.
        (Problem::UnknownChoice, "barang") => "Ada baris yang belum benar, lihat tanda merahnya.".to_owned(),
        (Problem::Taken, zone) if zone.starts_with("zona_") => "Wilayah ini sudah ada di baris lain.".to_owned(),
        (Problem::NumberOutOfRange { min: 0, max }, "pengingat_jam") => format!("Paling banyak {max} pengingat."),
        (Problem::NumberOutOfRange { max, .. }, "pengingat_jam") => {
            format!("Isi 1 sampai {max} jam sebelum batas bayar, atau kosongkan bila tidak perlu.")
        }
        (Problem::UnknownPlaceholder { word }, "judul") => {
            format!("“{word}” hanya bisa dipakai di isi pesan, tidak di judul.")
        }
        _ => problem(what),
    }
}

/// The name of a field with a colon, for the summary at the head of a form; empty for fields that need none.
pub fn field_prefix(field: &str) -> &'static str {
    match field {
        "username" => "Nama pengguna: ",
        "password" => "Kata sandi: ",
        "password_confirm" => "Ulangi kata sandi: ",
        "password_lama" => "Kata sandi sekarang: ",
        "nama_pelanggan" => "Nama lengkap: ",
        "alamat" => "Alamat: ",
        "alamat_pengiriman" => "Alamat pengiriman: ",
        "tanggal_lahir" => "Tanggal lahir: ",
        "no_hp" => "Nomor HP: ",
        "email" => "E-mail: ",
        "jumlah" => "Jumlah: ",
        "zona" => "Wilayah: ",
        "catatan" => "Catatan: ",
        "bukti_bayar" => "Bukti pembayaran: ",
        "feedback" => "Cerita Anda: ",
        "bintang" => "Bintang: ",
        "fotofeedback" => "Foto: ",
        _ => "",
    }
}

/// Problems whose words are always the same.
fn fixed(problem: &Problem) -> Option<&'static str> {
    Some(match problem {
        Problem::Required => "Bagian ini wajib diisi.",
        Problem::BadCharacters => "Ada tanda yang tidak bisa dipakai di sini. Tulis dengan huruf dan angka biasa.",
        Problem::BadUsername => "Pakai huruf, angka, titik, garis bawah, atau tanda hubung saja, tanpa spasi.",
        Problem::BadPhone => "Tulis nomor HP Indonesia, misalnya 0812-3456-7890.",
        Problem::BadEmail => "Tulis alamat e-mail yang lengkap, misalnya nama@contoh.com.",
        Problem::BadDate => "Pilih tanggal yang ada di kalender.",
        Problem::EndsBeforeStart => "Hari terakhir tidak boleh sebelum hari pertama.",
        Problem::DayIsOver => "Hari ini sudah lewat. Pilih hari ini atau sesudahnya.",
        Problem::ImplausibleBirthDate => "Tanggal lahir ini tidak mungkin benar. Periksa tahunnya.",
        Problem::BirthDateSettled => "Tanggal lahir sudah pernah diperbaiki. Hubungi toko untuk mengubahnya lagi.",
        Problem::UnknownUsername => "Ada nama pengguna yang tidak ada di daftar pelanggan. Periksa ejaannya.",
        Problem::Taken => "Sudah dipakai orang lain. Pilih yang lain.",
        Problem::PasswordMismatch => "Kedua kata sandi belum sama. Ketik ulang.",
        Problem::PasswordCommon => "Kata sandi ini terlalu mudah ditebak. Pilih yang lain.",
        Problem::PasswordIsUsername => "Kata sandi tidak boleh sama dengan nama pengguna.",
        Problem::PasswordWrong => "Kata sandi sekarang tidak cocok. Coba ketik lagi.",
        Problem::SignInFailed => "Nama pengguna atau kata sandi tidak cocok. Periksa lalu coba lagi.",
        Problem::CodeWrong => "Kode tidak cocok. Ketik kode yang sedang tampil di aplikasi, atau periksa jam di HP.",
        Problem::CodeUsed => "Kode ini sudah dipakai. Tunggu kode berikutnya di aplikasi, paling lama setengah menit.",
        Problem::NotAPath => "Tulis alamat halaman di toko ini, dimulai dengan garis miring, misalnya /produk/.",
        Problem::NotANumber => "Tulis dengan angka, misalnya 12 atau 2,5.",
        Problem::NotWhole => "Tulis bilangan bulat, tanpa koma, misalnya 10.",
        Problem::NotRupiah => "Tulis jumlah rupiah bulat tanpa sen, misalnya 75.000.",
        Problem::BadTime => "Pilih jam dan menitnya, misalnya 07:30.",
        Problem::NotPositive => "Isi angka lebih dari nol.",
        Problem::UnknownChoice => "Pilih salah satu dari pilihan yang ada.",
        Problem::NothingDelivered => {
            "Tidak ada barang yang sampai. Kalau begitu, pakai tombol \u{201c}Tidak bisa diantar\u{201d}."
        }
        Problem::NothingToCount => "Tidak ada produk yang dijual di kategori ini. Pilih kategori lain.",
        Problem::NothingCounted => "Belum ada yang dihitung. Isi hasil hitungan dulu, baru disetujui.",
        Problem::CountClosed => "Lembar ini sudah ditutup, jadi tidak bisa diubah lagi.",
        Problem::CountBelowPromised => {
            "Ada barang yang hitungannya kurang dari yang sudah dipesan pelanggan. Lihat baris bertanda merah: hitung ulang, \
             atau batalkan dulu pesanannya."
        }
        Problem::LastOwner => "Ini pemilik terakhir yang aktif. Buat atau aktifkan pemilik lain dulu.",
        Problem::FileMissing => "Pilih berkasnya dulu.",
        Problem::FileEmpty => "Berkas ini kosong (0 byte). Simpan lagi dari Excel, lalu pilih lagi.",
        Problem::FileUnreadable => "Berkas ini tidak bisa dibuka. Coba foto atau tangkapan layar yang lain.",
        Problem::FileKind => "Jenis berkas ini tidak diterima. Kirim JPG, PNG, WebP, atau PDF.",
        Problem::PictureKind => "Jenis berkas ini tidak diterima. Kirim foto JPG, PNG, atau WebP.",
        Problem::NoCondition => "Isi paling sedikit satu syarat. Tanpa syarat, semua pelanggan termasuk.",
        Problem::Contradiction => {
            "Syarat-syarat ini saling bertentangan, jadi tidak ada orang yang bisa memenuhinya. Periksa lagi."
        }
        Problem::RangeReversed => "Angka terbesar lebih kecil daripada angka terkecil. Tukar atau perbaiki.",
        Problem::ChangedMeanwhile => {
            "Sudah diubah orang lain sejak halaman ini dibuka. Periksa isinya lalu simpan lagi."
        }
        other => return in_a_table(other),
    })
}

/// Problems of tables that are brought in, whose words are always the same.
fn in_a_table(problem: &Problem) -> Option<&'static str> {
    Some(match problem {
        Problem::SheetKind => "Pilih berkas Excel (XLSX) atau CSV. Berkas XLS lama: simpan dulu sebagai XLSX.",
        Problem::SheetBroken => {
            "Berkas ini tidak bisa dibaca. Buka di Excel, simpan lagi sebagai XLSX, lalu coba ulang."
        }
        Problem::SheetTooBig => "Berkas ini terlalu besar setelah dibuka. Bagi menjadi beberapa berkas.",
        Problem::SheetEmpty => "Tidak ada baris di bawah judul kolom. Isi tabelnya dulu.",
        Problem::NotYesOrNo => "Tulis ya atau tidak.",
        Problem::UnknownProduct => "Tidak ada produk dengan nomor atau nama ini.",
        Problem::SeveralProducts => "Ada beberapa produk dengan nama ini. Isi kolom Nomor supaya jelas yang mana.",
        Problem::OneMovementOnly => "Isi salah satu saja: Masuk, Rusak, atau Hasil hitung.",
        Problem::OfAnotherCustomer => "Sudah dipakai pelanggan lain. Periksa, atau masukkan orang ini satu per satu.",
        Problem::ImportClosed => "Impor ini sudah ditutup.",
        Problem::RowsWrong => "Masih ada baris yang salah. Perbaiki di berkasnya, lalu unggah lagi.",
        _ => return None,
    })
}

/// Problems that name a limit.
fn measured(problem: &Problem) -> String {
    match problem {
        Problem::MoreThanOrdered { ordered } => format!("Dipesan {ordered}, jadi paling banyak {ordered}."),
        Problem::TooShort { min } => format!("Terlalu pendek. Isi paling sedikit {min} huruf."),
        Problem::TooLong { max } => format!("Terlalu panjang. Paling banyak {max} huruf."),
        Problem::TooManyTries { wait_seconds } => {
            format!("Terlalu banyak percobaan. Tunggu {}, lalu coba lagi.", waiting(*wait_seconds))
        }
        Problem::QuantityTooLarge { max } => format!("Jumlahnya terlalu banyak. Paling banyak {max}."),
        Problem::BelowMinimum { min } => format!("Pembelian paling sedikit {min}."),
        Problem::OffStep { step } => format!("Dijual per {step}. Isi kelipatan {step}."),
        Problem::StockOffStep { step } => format!("Produk ini dihitung per {step}. Isi kelipatan {step}."),
        Problem::NotEnough { available } => format!("Stok tinggal {available}. Kurangi jumlahnya."),
        Problem::AllInCart { available, unit } => {
            format!("Semua stok ({available} {unit}) sudah ada di keranjang Anda.")
        }
        Problem::BelowPromised { promised, unit } => {
            format!("{promised} {unit} sudah dipesan pelanggan; hasil hitung tidak bisa di bawah itu.")
        }
        Problem::AmountOutOfRange { max } => format!("Isi antara Rp 0 dan {max}."),
        Problem::UnknownPlaceholder { word } => {
            format!("“{word}” tidak dikenal. Yang bisa dipakai hanya {{nama}} dan {{toko}}, di isi pesan.")
        }
        Problem::SheetTooLong { max } => {
            format!("Tabelnya terlalu panjang. Paling banyak {} baris sekali impor.", format::count(*max as i64))
        }
        Problem::ColumnMissing { title } => {
            format!("Kolom “{title}” tidak ada di berkas ini. Pakai judul seperti di templat.")
        }
        Problem::ColumnTwice { title } => format!("Kolom “{title}” ada dua kali. Hapus salah satu."),
        Problem::NumberOfAnother { name } => {
            format!("Nomor ini milik “{name}”, tetapi di berkas tertulis nama lain. Periksa barisnya.")
        }
        Problem::TooManyLabels { max } => format!("Paling banyak {max} label untuk satu pelanggan."),
        Problem::TooManyNew { max } => {
            format!(
                "Terlalu banyak nama baru di kolom ini. Paling banyak {max} dalam satu tabel; apakah kolomnya tertukar?"
            )
        }
        Problem::SameAsRow { line } => format!("Sama dengan baris {line}. Hapus salah satu."),
        Problem::LevelMoved { then, now } => {
            format!(
                "Stoknya berubah sejak tabel dibuat: dulu {then}, sekarang {now}. Hitung lagi, lalu perbaiki barisnya."
            )
        }
        Problem::NumberOutOfRange { min, max } => {
            format!("Isi angka antara {} dan {}.", format::count(*min), format::count(*max))
        }
        Problem::FileTooLarge { max_bytes } => {
            format!("Berkas terlalu besar. Paling besar {}.", format::file_size(*max_bytes))
        }
        other => fixed(other).unwrap_or("Periksa kembali bagian ini.").to_owned(),
    }
}

fn waiting(seconds: u64) -> String {
    if seconds < 60 { format!("{seconds} detik") } else { format!("{} menit", seconds.div_ceil(60)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_named_in_the_words_of_the_problem() {
        assert_eq!(problem(&Problem::TooShort { min: 8 }), "Terlalu pendek. Isi paling sedikit 8 huruf.");
        assert_eq!(
            problem(&Problem::TooManyTries { wait_seconds: 61 }),
            "Terlalu banyak percobaan. Tunggu 2 menit, lalu coba lagi."
        );
        assert_eq!(
            problem(&Problem::FileTooLarge { max_bytes: 10 * 1_048_576 }),
            "Berkas terlalu besar. Paling besar 10 MB."
        );
    }
}
