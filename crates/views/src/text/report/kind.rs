//! The reports there are, each with its columns and how its figures are reckoned (domain.md §12).

use crate::report::{Column, Kind};

/// The reports there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportKind {
    Transactions,
    BestSellers,
    Revenue,
    Customers,
    Discounts,
    WithoutMoney,
    Stock,
}

const fn column(title: &'static str, kind: Kind) -> Column {
    Column { title, kind }
}

impl ReportKind {
    pub const ALL: [Self; 7] = [
        Self::Transactions,
        Self::BestSellers,
        Self::Revenue,
        Self::Customers,
        Self::Discounts,
        Self::WithoutMoney,
        Self::Stock,
    ];

    /// Its word in addresses and names of files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Transactions => "transaksi",
            Self::BestSellers => "produk-terlaris",
            Self::Revenue => "omzet",
            Self::Customers => "pelanggan",
            Self::Discounts => "diskon",
            Self::WithoutMoney => "belum-dibayar-dan-batal",
            Self::Stock => "nilai-stok",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Transactions => "Transaksi",
            Self::BestSellers => "Produk terlaris",
            Self::Revenue => "Omzet per bulan dan kategori",
            Self::Customers => "Pelanggan",
            Self::Discounts => "Diskon yang diberikan",
            Self::WithoutMoney => "Belum dibayar dan batal",
            Self::Stock => "Nilai stok",
        }
    }

    pub const fn icon(self) -> &'static str {
        match self {
            Self::Transactions => "receipt",
            Self::BestSellers => "star",
            Self::Revenue => "chart",
            Self::Customers => "users",
            Self::Discounts => "percent",
            Self::WithoutMoney => "ban",
            Self::Stock => "box",
        }
    }

    /// What it answers, in one line.
    pub const fn question(self) -> &'static str {
        match self {
            Self::Transactions => "Setiap pesanan dengan barang, diskon, ongkir, dan totalnya.",
            Self::BestSellers => "Barang apa yang paling banyak menghasilkan.",
            Self::Revenue => "Naik turunnya omzet tiap bulan, per kategori.",
            Self::Customers => "Siapa yang paling banyak belanja dan kapan terakhir.",
            Self::Discounts => "Berapa potongan yang diberikan, menurut jenis dan diskonnya.",
            Self::WithoutMoney => "Pesanan yang belum menjadi uang, dan alasan batalnya.",
            Self::Stock => "Nilai barang di gudang dengan harga sekarang.",
        }
    }

    /// How its figures are reckoned.
    pub const fn definition(self) -> &'static str {
        match self {
            Self::Transactions => {
                "Semua pesanan menurut tanggal pesan, dengan tanggal awal dan akhir ikut dihitung. Omzet adalah nilai barang setelah diskon dari pesanan yang DIBAYAR, DIKIRIM, atau SELESAI; pesanan lain omzetnya 0. Ongkir dihitung terpisah. Total adalah barang, ongkir, dan kode unik bila ada."
            }
            Self::BestSellers => {
                "Dari pesanan yang DIBAYAR, DIKIRIM, atau SELESAI menurut tanggal pesan. Omzet adalah nilai barang setelah diskon, tanpa ongkir. Bagian dihitung dari omzet semua produk pada tanggal itu, juga bila disaring. Nama, satuan, dan kategori adalah yang berlaku sekarang."
            }
            Self::Revenue => {
                "Nilai barang setelah diskon dari pesanan yang DIBAYAR, DIKIRIM, atau SELESAI menurut tanggal pesan, tanpa ongkir. Kategori adalah kategori barang saat dipesan. Bulan tanpa penjualan tetap ada dengan angka 0. Satu pesanan bisa berisi beberapa kategori, jadi jumlah pesanan di bawah bukan jumlah kolomnya."
            }
            Self::Customers => {
                "Pelanggan yang punya pesanan DIBAYAR, DIKIRIM, atau SELESAI pada tanggal itu. Belanja adalah nilai barang setelah diskon, tanpa ongkir."
            }
            Self::Discounts => {
                "Potongan pada pesanan yang DIBAYAR, DIKIRIM, atau SELESAI menurut tanggal pesan. Diskon dari kantor dihitung per diskon, hadiah ulang tahun per jenisnya. Satu pesanan bisa memakai beberapa diskon untuk barang yang berbeda."
            }
            Self::WithoutMoney => {
                "Pesanan DIPROSES (belum dibayar atau buktinya belum dicek) dan DIBATALKAN menurut tanggal pesan. Nilai adalah barang setelah diskon, tanpa ongkir. Tidak satu pun masuk omzet."
            }
            Self::Stock => {
                "Barang yang dijual sekarang atau masih ada di gudang. Nilai adalah stok di gudang kali harga jual sekarang, bukan harga modal. Yang dipesan sudah termasuk di dalamnya dan juga ditulis terpisah."
            }
        }
    }

    /// Whether it is about a range of days.
    pub const fn has_days(self) -> bool {
        !matches!(self, Self::Stock)
    }

    /// Whether it asks for the state of orders.
    pub const fn has_state(self) -> bool {
        matches!(self, Self::Transactions | Self::WithoutMoney)
    }

    /// Whether it asks for a customer.
    pub const fn has_customer(self) -> bool {
        matches!(self, Self::Transactions | Self::WithoutMoney | Self::Customers)
    }

    /// Whether it asks for a product and a category.
    pub const fn has_product(self) -> bool {
        matches!(self, Self::BestSellers | Self::Stock)
    }

    pub fn columns(self) -> Vec<Column> {
        let columns = match self {
            Self::Transactions => TRANSACTIONS,
            Self::BestSellers => BEST_SELLERS,
            Self::Revenue => REVENUE,
            Self::Customers => CUSTOMERS,
            Self::Discounts => DISCOUNTS,
            Self::WithoutMoney => WITHOUT_MONEY,
            Self::Stock => STOCK,
        };
        columns.iter().map(|(title, kind)| column(title, *kind)).collect()
    }
}

/// A column's title with what it holds.
type Titled = (&'static str, Kind);

const TRANSACTIONS: &[Titled] = &[
    ("Pesanan", Kind::Text),
    ("Tanggal", Kind::Date),
    ("Pelanggan", Kind::Text),
    ("Barang", Kind::Text),
    ("Status", Kind::Text),
    ("Harga barang", Kind::Money),
    ("Diskon", Kind::Money),
    ("Barang setelah diskon", Kind::Money),
    ("Ongkir", Kind::Money),
    ("Total", Kind::Money),
    ("Omzet", Kind::Money),
];
const BEST_SELLERS: &[Titled] = &[
    ("Produk", Kind::Text),
    ("Kategori", Kind::Text),
    ("Jumlah", Kind::Quantity),
    ("Satuan", Kind::Text),
    ("Pesanan", Kind::Count),
    ("Omzet", Kind::Money),
    ("Bagian", Kind::Percent),
];
const REVENUE: &[Titled] = &[
    ("Bulan", Kind::Text),
    ("Kategori", Kind::Text),
    ("Pesanan", Kind::Count),
    ("Omzet", Kind::Money),
    ("Bagian", Kind::Percent),
];
const CUSTOMERS: &[Titled] = &[
    ("Pelanggan", Kind::Text),
    ("Nomor HP", Kind::Text),
    ("Pesanan", Kind::Count),
    ("Belanja", Kind::Money),
    ("Pesanan terakhir", Kind::Date),
];
const DISCOUNTS: &[Titled] = &[
    ("Diskon", Kind::Text),
    ("Jenis", Kind::Text),
    ("Potongan", Kind::Percent),
    ("Pesanan", Kind::Count),
    ("Nilai potongan", Kind::Money),
    ("Bagian", Kind::Percent),
];
const WITHOUT_MONEY: &[Titled] = &[
    ("Pesanan", Kind::Text),
    ("Tanggal", Kind::Date),
    ("Pelanggan", Kind::Text),
    ("Status", Kind::Text),
    ("Nilai", Kind::Money),
    ("Batas bayar", Kind::Date),
    ("Dibatalkan", Kind::Date),
    ("Oleh", Kind::Text),
    ("Alasan", Kind::Text),
];
const STOCK: &[Titled] = &[
    ("Produk", Kind::Text),
    ("Kategori", Kind::Text),
    ("Di gudang", Kind::Quantity),
    ("Dipesan", Kind::Quantity),
    ("Satuan", Kind::Text),
    ("Harga", Kind::Money),
    ("Nilai", Kind::Money),
    ("Nilai dipesan", Kind::Money),
];
