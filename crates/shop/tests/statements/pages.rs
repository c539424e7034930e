//! The pages whose statements are counted.

/// The pages that are counted, by who looks at them.
pub fn pages() -> [(&'static str, Vec<&'static str>); 4] {
    [
        ("visitor", vec!["/", "/produk/", "/produk/?q=barang", "/produk_detail/3/"]),
        (
            "customer",
            vec![
                "/",
                "/produk/",
                "/produk_detail/3/",
                "/keranjang/",
                "/checkout/",
                "/pesanan/",
                "/pesanan/3/",
                "/pesanan/3/nota/",
                "/pesanan/3/nota.pdf",
                "/dashboard/",
                "/notifikasi/",
                "/akun/",
                "/akun/notifikasi/",
                "/akun/data.json",
                "/akun/hapus/",
            ],
        ),
        ("admin", [office(), people(), reports()].concat()),
        ("employee", vec!["/karyawan/dashboard/", "/karyawan/notifikasi/", "/karyawan/akun/"]),
    ]
}

fn office() -> Vec<&'static str> {
    vec![
        "/admin/",
        "/admin/pesanan/",
        "/admin/pesanan/?perlu=semua&q=siti&urut=besar",
        "/admin/pesanan/?perlu=lambat",
        "/admin/pesanan/3/",
        "/admin/pesanan/3/surat-jalan/",
        "/admin/pesanan/3/surat-jalan.pdf",
        "/admin/pesanan/3/ubah/",
        "/admin/pesanan/baru/",
        "/admin/pesanan/baru/?cari=siti",
        "/admin/pesanan/baru/?pelanggan=1",
        "/admin/produk/",
        "/admin/produk/3/",
        "/admin/kategori/",
        "/admin/stok/",
        "/admin/stok/?jenis=sell&oleh=kantor&sebelum=90",
        "/admin/stok/opname/",
        "/admin/stok/opname/1/",
        "/admin/stok/opname/1/?lihat=sisa",
        "/admin/stok/opname/1/cetak/",
        "/admin/pengiriman/",
        "/admin/umpan-balik/",
        "/admin/karyawan/",
        "/admin/admin/",
        "/admin/admin/1/",
        "/admin/audit/",
        "/admin/audit/?siapa=command&aksi=created&objek=discount",
        "/admin/akun/kode-masuk/",
        "/admin/notifikasi/",
        "/admin/notifikasi/baru/",
        "/admin/notifikasi/baru/?pelanggan=1",
        "/admin/akun/notifikasi/",
        "/admin/surat/",
        "/admin/pengaturan/",
        "/admin/pekerjaan/",
    ]
}

fn people() -> Vec<&'static str> {
    vec![
        "/admin/pelanggan/",
        "/admin/pelanggan/?label=1&q=siti",
        "/admin/pelanggan/1/",
        "/admin/pelanggan/1/hapus/",
        "/admin/pelanggan/label/",
        "/admin/tindak-lanjut/",
        "/admin/tindak-lanjut/?status=terlambat&petugas=1",
        "/admin/tindak-lanjut/1/",
        "/admin/diskon/",
        "/admin/diskon/?q=barang&status=active&untuk=semua&urut=besar",
        "/admin/diskon/baru/",
        "/admin/diskon/baru/?pelanggan=1",
        "/admin/diskon/1/",
        "/admin/diskon/pratinjau/?pelanggan=1&produk=3&jumlah=2&produk=4&jumlah=1",
        "/admin/simulasi/",
        "/admin/simulasi/?bulan=24&pesanan=semua&cakupan=all_products&persen=50",
        "/admin/ulang-tahun/",
        "/admin/ulang-tahun/?kapan=bulan",
        "/admin/ulang-tahun/?uji=ya",
        "/admin/segmen/",
        "/admin/segmen/baru/",
        "/admin/segmen/1/",
        "/admin/segmen/1/ubah/",
        "/admin/segmen/1/hapus/",
        "/admin/segmen/siap/pendaftar-baru/",
        "/admin/notifikasi/1/whatsapp/",
        "/admin/notifikasi/baru/?segmen=loyal",
    ]
}

fn reports() -> Vec<&'static str> {
    vec![
        "/laporan/",
        "/laporan/transaksi/",
        "/laporan/transaksi/?tanggal_transaksi__gte=2020-01-01&status_transaksi=placed&pelanggan=siti",
        "/laporan/produk-terlaris/?nama_produk=barang&urut=jumlah",
        "/laporan/omzet/?tanggal_transaksi__gte=2026-01-01",
        "/laporan/pelanggan/",
        "/laporan/diskon/",
        "/laporan/belum-dibayar-dan-batal/",
        "/laporan/nilai-stok/",
        "/laporan/transaksi/berkas/csv/",
        "/laporan/omzet/berkas/xlsx/",
    ]
}
