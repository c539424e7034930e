//! What each form field is called, for the summary at the head of a refused form.

/// The words of a field by its name; numbered rows (`bank_2`) say their row.
pub fn field_label(field: &str) -> String {
    match field.rsplit_once('_').filter(|(_, row)| row.bytes().all(|byte| byte.is_ascii_digit())) {
        Some((column, row)) => format!("{} baris {row}", words(column)),
        // The last day of a span; with a row it is goods that arrived.
        None if field == "sampai" => "Hari terakhir".to_owned(),
        None => words(field).to_owned(),
    }
}

fn words(field: &str) -> &str {
    match field {
        "username" => "Nama pengguna",
        "password" | "password_lama" | "password_confirm" => "Kata sandi",
        "nama" | "nama_produk" | "nama_kategori" | "nama_toko" => "Nama",
        "email" | "email_toko" => "E-mail",
        "harga_produk" => "Harga",
        "deskripsi" | "deskripsi_produk" => "Keterangan",
        "stok_awal" => "Stok sekarang",
        "foto" | "foto_pengiriman" => "Foto",
        "berkas" => "Berkas",
        "baris" => "Baris",
        "baru" => "Baru",
        "diubah" => "Diubah",
        "sampai" => "Jumlah yang sampai",
        "sebab" => "Sebab kurang",
        "uang" => "Uang yang sudah masuk",
        "karyawan" => "Pengantar",
        "atas_nama" => "Atas nama",
        "zona" => "Wilayah",
        other => settings_words(other)
            .or_else(|| discount_words(other))
            .or_else(|| segment_words(other))
            .unwrap_or_else(|| plain_words(other)),
    }
}

/// Fields whose name is nearly the word.
fn plain_words(field: &str) -> &str {
    match field {
        "catatan" => "Catatan",
        "catatan_internal" => "Catatan kantor",
        "barang" => "Barang",
        "transfer" => "Jumlah transfer",
        "selisih" => "Selisih",
        "metode" => "Kirim atau ambil",
        "alamat_pengiriman" => "Alamat pengiriman",
        "nama_pelanggan" => "Nama pelanggan",
        "no_hp" => "Nomor HP",
        "alamat" => "Alamat",
        "kode" => "Kode",
        "kode_masuk" => "Kode masuk",
        "pelanggan" => "Pelanggan",
        "antrean" => "Antrean",
        "persen" => "Potongan",
        "tanggal_lahir" => "Tanggal lahir",
        "lama" => "Berlaku",
        "pesan" => "Pesan",
        "alasan" => "Alasan",
        "penerima" => "Penerima",
        "ongkir" => "Ongkir",
        "kategori" => "Kategori",
        "satuan" => "Satuan",
        "kelipatan" => "Kelipatan",
        "minimum" => "Pembelian paling sedikit",
        "berat" => "Berat",
        "jenis" => "Jenis",
        "jumlah" => "Jumlah",
        "balasan" => "Balasan",
        "peran" => "Peran",
        "aktif" => "Aktif",
        "kepada" => "Kepada",
        "judul" => "Judul",
        "isi" => "Isi",
        "tautan" => "Halaman yang dibuka",
        "tanggal" => "Tanggal",
        "jam" => "Jam",
        "petugas" => "Petugas",
        "hasil" => "Hasil",
        "label" => "Label",
        "ke" => "Gabungkan ke",
        "tanggal_transaksi__gte" => "Dari tanggal",
        "tanggal_transaksi__lte" => "Sampai tanggal",
        "status" | "status_transaksi" => "Status",
        "bank" => "Bank",
        "rekening" => "Nomor rekening",
        other => other,
    }
}

fn segment_words(field: &str) -> Option<&'static str> {
    Some(match field {
        "syarat" => "Syarat",
        "tidur_hari" => "Tidak belanja dalam",
        "pertama_hari" => "Pertama belanja dalam",
        "daftar_hari" => "Mendaftar dalam",
        "belanja_dari" => "Belanja paling sedikit",
        "belanja_sampai" => "Belanja paling banyak",
        "belanja_hari" => "Belanja dihitung dalam",
        "pesanan_dari" => "Pesanan paling sedikit",
        "pesanan_sampai" => "Pesanan paling banyak",
        "kelompok" => "Kelompok pembeli",
        _ => return None,
    })
}

fn discount_words(field: &str) -> Option<&'static str> {
    Some(match field {
        "untuk" => "Untuk siapa",
        "persen" => "Potongan",
        "cakupan" => "Berlaku untuk",
        "produk" => "Produk",
        "pesan" => "Pesan",
        "mulai" => "Hari pertama",
        "sampai" => "Hari terakhir",
        "pemakaian" => "Boleh dipakai",
        "asal" => "Jenis diskon",
        "bulan" => "Berapa bulan",
        "pesanan" => "Pesanan yang diulang",
        "mati" => "Diskon yang dimatikan",
        _ => return None,
    })
}

fn settings_words(field: &str) -> Option<&'static str> {
    Some(match field {
        "slogan_toko" => "Slogan",
        "alamat_toko" => "Alamat",
        "telepon_toko" => "Telepon",
        "cerita_toko" => "Cerita toko",
        "zona_waktu" => "Zona waktu",
        "batas_bayar_jam" => "Batas bayar",
        "pengingat_jam" => "Pengingat",
        "kode_unik" => "Kode unik",
        "bukti_maks_mb" => "Ukuran bukti",
        "ongkir_dibayar" => "Ongkir dibayar",
        "terlambat_hari" => "Terlambat setelah",
        "pilihan_diskon" => "Pilihan diskon",
        "batas_loyal" => "Batas pelanggan loyal",
        "jumlah_favorit" => "Produk favorit",
        "persen_loyalitas" => "Diskon pelanggan loyal",
        "persen_instan" => "Diskon semua pelanggan",
        "batas_instan" => "Batas belanja besar",
        "jam_ulang_tahun" => "Jam periksa ulang tahun",
        "batas_stok" => "Batas stok",
        "jam_periksa" => "Jam periksa pembukuan",
        "jam_tenang_dari" => "Jam tenang mulai",
        "jam_tenang_sampai" => "Jam tenang selesai",
        "jam_bersihkan" => "Jam bersihkan data",
        "jam_tindak_lanjut" => "Jam pengingat tindak lanjut",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbered_row_is_named_with_its_number() {
        assert_eq!(field_label("rekening_2"), "Nomor rekening baris 2");
        assert_eq!(field_label("jam_ulang_tahun"), "Jam periksa ulang tahun");
        assert_eq!(field_label("alasan"), "Alasan");
    }
}
