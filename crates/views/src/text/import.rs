//! Words of tables that are brought in and taken out.

use domain::import::{Column, ImportKind};

use crate::format;

/// The name of a table's kind, in the plural.
pub const fn kind(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Products => "produk",
        ImportKind::Stock => "stok",
        ImportKind::Customers => "pelanggan",
    }
}

/// What bringing in such a table does, in one or two sentences.
pub const fn about(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Products => "Menambah produk baru dan mengubah yang sudah ada. Pelanggan tidak dikabari.",
        ImportKind::Stock => {
            "Mencatat barang masuk, barang rusak, atau hasil hitung banyak produk sekaligus. Pelanggan tidak dikabari."
        }
        ImportKind::Customers => {
            "Menambah pelanggan yang belum ada. Data pelanggan yang sudah ada tidak diubah. Mereka masuk akun lewat tautan dari toko."
        }
    }
}

/// The title of a column, as it stands in exported tables.
pub const fn title(column: Column) -> &'static str {
    match column {
        Column::Id => "Nomor",
        Column::Name | Column::PersonName => "Nama",
        Column::Category => "Kategori",
        Column::Description => "Keterangan",
        Column::Price => "Harga",
        Column::Unit => "Satuan",
        Column::Step => "Kelipatan",
        Column::Minimum => "Minimum",
        Column::Weight => "Berat (kg)",
        Column::InitialStock => "Stok awal",
        Column::Archived => "Diarsipkan",
        Column::OnHand => "Di gudang",
        Column::Reserved => "Dipesan",
        Column::Available => "Tersedia",
        Column::Restock => "Masuk",
        Column::Breakage => "Rusak",
        Column::Counted => "Hasil hitung",
        Column::Reason => "Alasan",
        Column::Username => "Nama pengguna",
        Column::Phone => "No. HP",
        Column::Address => "Alamat",
        Column::BirthDate => "Tanggal lahir",
        Column::Email => "E-mail",
        Column::Consent => "Mau dikabari",
        Column::Labels => "Label",
        Column::Orders => "Pesanan",
        Column::Bought => "Total belanja",
        Column::Since => "Terdaftar",
    }
}

/// Other titles by which people call a column, in small letters.
pub const fn aliases(column: Column) -> &'static [&'static str] {
    match column {
        Column::Id => &["id", "no", "no.", "kode", "nomor produk"],
        Column::Name => &["nama produk", "produk", "nama barang", "barang"],
        Column::PersonName => &["nama pelanggan", "pelanggan", "nama lengkap"],
        Column::Description => &["deskripsi", "catatan"],
        Column::Price => &["harga produk", "harga satuan", "harga jual"],
        Column::Weight => &["berat", "berat kg"],
        Column::InitialStock => &["stok"],
        Column::Archived => &["arsip"],
        Column::OnHand => &["stok di gudang"],
        Column::Restock => &["tambah", "barang masuk"],
        Column::Breakage => &["pecah", "barang rusak"],
        Column::Counted => &["hitungan", "stok fisik", "fisik"],
        Column::Reason => &["sebab"],
        Column::Username => &["username", "user"],
        Column::Phone => {
            &["hp", "no hp", "nomor hp", "telepon", "no. telepon", "no telepon", "whatsapp", "wa", "no. wa"]
        }
        Column::BirthDate => &["tgl lahir", "tgl. lahir"],
        Column::Email => &["email", "surel"],
        _ => &[],
    }
}

/// How a column is filled in; empty where its title says it.
pub const fn hint(column: Column) -> &'static str {
    match column {
        Column::Id => "nomor produk di toko ini; kosong berarti dicari menurut nama",
        Column::Category => "nama kategori; yang belum ada akan dibuat",
        Column::Price => "rupiah bulat, misalnya 14500",
        Column::Unit => "misalnya biji, batang, m²",
        Column::Step | Column::Minimum => "kosong berarti 1",
        Column::Weight => "dengan koma, misalnya 2,5",
        Column::Archived => "ya atau tidak",
        Column::InitialStock => "hanya untuk produk baru; stok produk lama lewat impor stok",
        Column::OnHand => "stok saat tabel dibuat; kalau sudah berubah, hasil hitung ditolak",
        Column::Restock | Column::Breakage => "jumlahnya, selalu positif",
        Column::Counted => "stok yang ada sekarang",
        Column::Reason => "kosong berarti alasan di formulir ini",
        Column::Username => "kosong berarti dibuatkan",
        Column::Phone => "misalnya 0812-3456-7890",
        Column::BirthDate => "1990-12-31 atau 31-12-1990",
        Column::Labels => "beberapa label dipisah koma",
        _ => "",
    }
}

/// What became of the rows, for the line under the title.
pub fn outcome(created: i64, changed: i64, unchanged: i64) -> String {
    let mut parts = Vec::new();
    if created > 0 {
        parts.push(format!("{} baru", format::count(created)));
    }
    if changed > 0 {
        parts.push(format!("{} diubah", format::count(changed)));
    }
    if unchanged > 0 {
        parts.push(format!("{} tetap", format::count(unchanged)));
    }
    if parts.is_empty() { "tidak ada perubahan".to_owned() } else { parts.join(", ") }
}

/// The state of an import.
pub fn state(code: &str) -> &'static str {
    match code {
        "waiting" => "Menunggu",
        "applied" => "Disimpan",
        _ => "Dibatalkan",
    }
}

/// After an import.
pub fn applied(created: i64, changed: i64, unchanged: i64) -> String {
    format!("Impor selesai: {}.", outcome(created, changed, unchanged))
}

/// Closed at once: nobody need decide.
pub const NOTHING: &str = "Tidak ada perubahan";

/// After a table that does nothing; `unread` rows name another stock.
pub fn nothing(unread: usize) -> String {
    let first = format!("{NOTHING}: semua baris sudah ada, atau tidak mengisi apa-apa.");
    if unread == 0 { first } else { format!("{first} {}", self::unread(unread)) }
}

/// Why stock in a table of products does nothing.
pub fn unread(rows: usize) -> String {
    format!(
        "{} baris menyebut stok lain di kolom Di gudang atau Stok awal. Untuk produk yang sudah ada, kedua kolom itu tidak dibaca: ubah stoknya lewat impor stok.",
        format::count(rows as i64)
    )
}

pub const DROPPED: &str = "Impor dibatalkan. Tidak ada yang disimpan.";
pub const DATA_MOVED: &str = "Data toko berubah sejak pratinjau ini dibuka. Periksa lagi di bawah, lalu simpan.";
pub const ALREADY_THERE: &str = "Sudah ada, tidak diubah";
pub const NOTHING_FILLED: &str = "Kolom Masuk, Rusak, dan Hasil hitung kosong";
pub const AS_IT_IS: &str = "Tidak berubah";
/// Who ended an import that nobody wanted any more.
pub const CLOCK: &str = "Waktu habis";
/// A waiting import as a table is too long for a file.
pub fn too_many(total: i64, most: i64) -> String {
    format!("Ada {} baris, paling banyak {} dalam satu berkas.", format::count(total), format::count(most))
}

/// The reason in the ledger of what a new product begins with.
pub const INITIAL_REASON: &str = "Stok awal dari impor";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_means_two_columns_of_a_table() {
        for kind in ImportKind::ALL {
            let columns = kind.columns();
            let mut seen = std::collections::BTreeSet::new();
            for (column, _) in columns {
                for words in std::iter::once(title(*column).to_lowercase())
                    .chain(aliases(*column).iter().map(|word| (*word).to_owned()))
                {
                    assert!(seen.insert(words.clone()), "{kind}: {words}");
                }
            }
        }
    }

    #[test]
    fn an_outcome_names_only_what_there_is() {
        assert_eq!(outcome(12, 0, 1_200), "12 baru, 1.200 tetap");
        assert_eq!(outcome(0, 0, 0), "tidak ada perubahan");
    }
}
