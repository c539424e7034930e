//! The names of figures and filters of the reports.

pub const RANGE: &str = "Tanggal";
pub const STATE: &str = "Status";
pub const CUSTOMER: &str = "Pelanggan";
pub const PRODUCT: &str = "Produk";
pub const CATEGORY: &str = "Kategori";
pub const SORT: &str = "Urutan";
pub const MADE: &str = "Dibuat";
pub const REVENUE: &str = "Omzet";
pub const ORDERS: &str = "Pesanan";
pub const COUNTING: &str = "Pesanan yang menjadi omzet";
pub const ONGKIR: &str = "Ongkir, terpisah";
pub const DISCOUNT: &str = "Diskon";
pub const PRODUCTS: &str = "Produk";
pub const CUSTOMERS: &str = "Pelanggan";
pub const SPENT: &str = "Belanja";
pub const VALUE: &str = "Nilai";
pub const RESERVED_VALUE: &str = "Nilai yang sudah dipesan";
pub const SUM: &str = "Jumlah";
pub const MONTH: &str = "Bulan";
pub const BY_REVENUE: &str = "Omzet terbesar";
pub const BY_QUANTITY: &str = "Jumlah terbanyak";
pub const TOP_PRODUCTS: &str = "Sepuluh produk dengan omzet terbesar";
pub const TOP_CUSTOMERS: &str = "Sepuluh pelanggan dengan belanja terbesar";
pub const TOP_DISCOUNTS: &str = "Sepuluh diskon dengan potongan terbesar";
pub const TOP_STOCK: &str = "Sepuluh barang dengan nilai terbesar";
pub const DISCOUNT_NAME: &str = "Diskon";
