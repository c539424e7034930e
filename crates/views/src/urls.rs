//! Every address of the shop (domain.md §13). Handlers route the `…_PATH` patterns; pages link with the functions.
//! No other file writes an address.

use domain::ids::{
    AdminId, BroadcastId, CategoryId, CustomerId, DiscountId, EmployeeId, FileId, FollowUpId, NoteId, NotificationId,
    OrderId, ProductId, SegmentId, TagId,
};
use domain::import::ImportKind;

use crate::report::{FileForm, ReportKind};

/// One list of fixed addresses: name, path.
macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => { $($(#[$doc])* pub const $name: &str = $path;)* };
}

paths! {
    HOME = "/";
    PRODUCTS = "/produk/";
    /// Old bookmark, redirects to `PRODUCTS`.
    PRODUCTS_OLD = "/produk/public/";
    PRODUCT_PATH = "/produk_detail/{id}/";
    REGISTER = "/register/";
    LOGIN = "/login/";
    LOGOUT = "/logout/";
    /// GET asks for a name; POST `username` sends the link to a new password (form `password-forgot`).
    PASSWORD_FORGOT = "/lupa-kata-sandi/";
    /// The one-time link of that mail; POST `password`, `password_confirm` (form `password-reset`).
    PASSWORD_RESET_PATH = "/atur-kata-sandi/{token}/";
    /// Where a mail is ended: GET shows, POST ends them (form `unsubscribe`, or one touch of the mail program by RFC 8058).
    UNSUBSCRIBE_PATH = "/berhenti-email/{token}/";
    DASHBOARD = "/dashboard/";
    /// GET shows the cart; POST `produk`, `jumlah` adds (form `add-to-cart`).
    CART = "/keranjang/";
    /// POST `jumlah` sets the quantity of one line, or `hapus` removes it (form `cart-line`).
    CART_LINE_PATH = "/keranjang/{id}/";
    /// POST `jumlah`: straight to checkout with one product (form `buy-now`).
    BUY_NOW_PATH = "/beli/{id}/";
    /// GET shows the checkout (`?produk=&jumlah=` for a direct buy); POST places the order (form `checkout`).
    CHECKOUT = "/checkout/";
    /// Old address: POST works like `CHECKOUT`, GET leads to the newest unpaid order.
    PAYMENT = "/proses-pembayaran/";
    ORDERS = "/pesanan/";
    ORDER_PATH = "/pesanan/{id}/";
    /// POST `bukti_bayar` (form `proof`).
    ORDER_PROOF_PATH = "/pesanan/{id}/bukti/";
    /// POST (form `cancel`).
    ORDER_CANCEL_PATH = "/pesanan/{id}/pembatalan/";
    /// POST `feedback`, `bintang`, `fotofeedback` (form `feedback`).
    ORDER_FEEDBACK_PATH = "/pesanan/{id}/umpan-balik/";
    /// Papers of an order, to be printed and as PDF; `?kertas=struk` for a roll of 80 mm.
    ORDER_NOTA_PATH = "/pesanan/{id}/nota/";
    ORDER_NOTA_PDF_PATH = "/pesanan/{id}/nota.pdf";
    ORDER_RECEIPT_PATH = "/pesanan/{id}/kwitansi/";
    ORDER_RECEIPT_PDF_PATH = "/pesanan/{id}/kwitansi.pdf";
    NOTIFICATIONS = "/notifikasi/";
    /// POST: marks one read and goes where it points.
    NOTIFICATION_OPEN_PATH = "/notifikasi/{id}/buka/";
    /// POST: marks all read.
    NOTIFICATIONS_READ = "/notifikasi/dibaca/";
    ACCOUNT = "/akun/";
    /// Everything the shop keeps about the customer, as a JSON file.
    ACCOUNT_DATA = "/akun/data.json";
    /// GET tells what happens; POST `password_lama` deletes the account (form `account-delete`).
    ACCOUNT_DELETE = "/akun/hapus/";
    /// POST (form `password`).
    ACCOUNT_PASSWORD = "/akun/kata-sandi/";
    /// What the customer wants to hear of (form `preferences`).
    PREFERENCES = "/akun/notifikasi/";
    SOCKET = "/ws/notifikasi/";
    /// Public pictures of products, sized: `/media/{file}/{width}.webp`.
    MEDIA_PATH = "/media/{id}/{width}";
    /// Private files: proofs, delivery photos, feedback photos.
    FILE_PATH = "/berkas/{id}/";
    ASSET_PATH = "/aset/{*name}";
    HEALTH = "/healthz";
    READY = "/readyz";
    /// For programs on this machine, or with the word.
    METRICS = "/metrics";

    EMPLOYEE_LOGIN = "/karyawan/login/";
    EMPLOYEE_LOGOUT = "/karyawan/logout/";
    EMPLOYEE_DASHBOARD = "/karyawan/dashboard/";
    /// GET shows one delivery; POST `foto_pengiriman`, `penerima` proves it (form `deliver`).
    EMPLOYEE_DELIVERY_PATH = "/karyawan/transaksi/{id}/verifikasi/";
    /// POST `alasan` (form `delivery-failed`).
    EMPLOYEE_FAILED_PATH = "/karyawan/transaksi/{id}/gagal/";
    EMPLOYEE_LETTER_PATH = "/karyawan/transaksi/{id}/surat-jalan/";
    EMPLOYEE_LETTER_PDF_PATH = "/karyawan/transaksi/{id}/surat-jalan.pdf";
    EMPLOYEE_NOTIFICATIONS = "/karyawan/notifikasi/";
    EMPLOYEE_NOTIFICATION_OPEN_PATH = "/karyawan/notifikasi/{id}/buka/";
    EMPLOYEE_NOTIFICATIONS_READ = "/karyawan/notifikasi/dibaca/";
    EMPLOYEE_ACCOUNT = "/karyawan/akun/";

    ADMIN_LOGIN = "/admin/login/";
    /// The second step: POST `kode`, `next` (form `login-code`). GET `cadangan=ya` asks for a recovery code.
    ADMIN_LOGIN_CODE = "/admin/login/kode/";
    ADMIN_LOGOUT = "/admin/logout/";
    /// The one-time link that makes the first owner.
    ADMIN_SETUP_PATH = "/admin/siapkan/{token}/";
    ADMIN_HOME = "/admin/";
    ADMIN_ORDERS = "/admin/pesanan/";
    /// An order by telephone. GET `cari` finds the customer, `pelanggan` is who it is for; POST (form `phone-order`) with `aksi` = `hitung` |
    /// `tambah` | `pesan`.
    ADMIN_ORDER_NEW = "/admin/pesanan/baru/";
    /// POST `nama_pelanggan`, `no_hp`, `alamat` (form `phone-customer`): somebody who calls for the first time.
    ADMIN_ORDER_NEW_CUSTOMER = "/admin/pesanan/baru/pelanggan/";
    /// POST `pesanan` (ids, several), `aksi` = `kirim`, `karyawan` (form `orders-bulk`).
    ADMIN_ORDERS_BULK = "/admin/pesanan/massal/";
    /// The surat jalan of several orders (GET `pesanan`, several) to print, and as one PDF.
    ADMIN_ORDERS_LETTERS = "/admin/pesanan/surat-jalan/";
    ADMIN_ORDERS_LETTERS_PDF = "/admin/pesanan/surat-jalan.pdf";
    ADMIN_ORDER_PATH = "/admin/pesanan/{id}/";
    /// An order that waits for payment is changed. POST (form `order-edit`) with `aksi` = `lihat` | `tambah` | `simpan`.
    ADMIN_ORDER_EDIT_PATH = "/admin/pesanan/{id}/ubah/";
    /// POST `catatan_internal` (form `order-note`): for the office only.
    ADMIN_ORDER_NOTE_PATH = "/admin/pesanan/{id}/catatan/";
    /// POST `catatan` (form `accept-proof`): the proof, or a note how it was paid.
    ADMIN_ORDER_ACCEPT_PATH = "/admin/pesanan/{id}/terima-bukti/";
    /// POST `alasan` (form `reject-proof`).
    ADMIN_ORDER_REJECT_PATH = "/admin/pesanan/{id}/tolak-bukti/";
    /// POST `karyawan` (form `ship`).
    ADMIN_ORDER_SHIP_PATH = "/admin/pesanan/{id}/kirim/";
    /// POST `penerima` (form `pickup`).
    ADMIN_ORDER_PICKUP_PATH = "/admin/pesanan/{id}/diambil/";
    /// POST `ongkir` (form `ongkir`).
    ADMIN_ORDER_ONGKIR_PATH = "/admin/pesanan/{id}/ongkir/";
    /// POST `alasan`, `uang` (form `cancel-order`).
    ADMIN_ORDER_CANCEL_PATH = "/admin/pesanan/{id}/batal/";
    /// POST `alasan` (form `delivery-failed`).
    ADMIN_ORDER_FAILED_PATH = "/admin/pesanan/{id}/gagal/";
    /// POST `foto_pengiriman`, `penerima` (form `deliver`).
    ADMIN_ORDER_DELIVER_PATH = "/admin/pesanan/{id}/terkirim/";
    /// POST `uang` (form `shortfall`): what the office does about goods that did not arrive.
    ADMIN_ORDER_SHORTFALL_PATH = "/admin/pesanan/{id}/kurang/";
    /// The plan of a day: GET `hari`; POST `pesanan` (several), `karyawan`, `hari` (form `delivery-plan`).
    ADMIN_DELIVERIES = "/admin/pengiriman/";
    /// POST `pesanan` (several), `urutan_<id>`, `keluar` (several), `karyawan`, `hari`, `aksi` = `urutan` | `berangkat` (form `delivery-tour`).
    ADMIN_DELIVERY_TOUR = "/admin/pengiriman/urutan/";
    ADMIN_ORDER_NOTA_PATH = "/admin/pesanan/{id}/nota/";
    ADMIN_ORDER_NOTA_PDF_PATH = "/admin/pesanan/{id}/nota.pdf";
    ADMIN_ORDER_LETTER_PATH = "/admin/pesanan/{id}/surat-jalan/";
    ADMIN_ORDER_LETTER_PDF_PATH = "/admin/pesanan/{id}/surat-jalan.pdf";
    ADMIN_ORDER_RECEIPT_PATH = "/admin/pesanan/{id}/kwitansi/";
    ADMIN_ORDER_RECEIPT_PDF_PATH = "/admin/pesanan/{id}/kwitansi.pdf";
    ADMIN_PRODUCTS = "/admin/produk/";
    ADMIN_PRODUCT_NEW = "/admin/produk/baru/";
    /// POST `produk` (ids, several), `aksi` = `arsip` | `kembali` | `kategori` (form `products-bulk`).
    ADMIN_PRODUCTS_BULK = "/admin/produk/massal/";
    ADMIN_PRODUCT_PATH = "/admin/produk/{id}/";
    /// POST: archives or brings back (form `product-archive`).
    ADMIN_PRODUCT_ARCHIVE_PATH = "/admin/produk/{id}/arsip/";
    /// POST `foto` (several files; form `product-photos`).
    ADMIN_PRODUCT_PHOTOS_PATH = "/admin/produk/{id}/foto/";
    /// POST `foto`, `aksi` = `sampul` | `hapus` (form `product-photo`).
    ADMIN_PRODUCT_PHOTO_PATH = "/admin/produk/{id}/foto/ubah/";
    /// POST `jenis`, `jumlah`, `alasan` (form `stock`).
    ADMIN_PRODUCT_STOCK_PATH = "/admin/produk/{id}/stok/";
    ADMIN_CATEGORIES = "/admin/kategori/";
    ADMIN_CATEGORY_NEW = "/admin/kategori/baru/";
    ADMIN_CATEGORY_PATH = "/admin/kategori/{id}/";
    ADMIN_CATEGORY_ARCHIVE_PATH = "/admin/kategori/{id}/arsip/";
    /// Tables brought in (form `import`: `kunci`, `berkas`; stock also `alasan`) and taken out (`xlsx` or `csv`; `?kosong=ya`: titles only).
    ADMIN_PRODUCT_IMPORT = "/admin/produk/impor/";
    ADMIN_PRODUCT_EXPORT_PATH = "/admin/produk/ekspor/{form}";
    ADMIN_STOCK_IMPORT = "/admin/stok/impor/";
    ADMIN_STOCK_EXPORT_PATH = "/admin/stok/ekspor/{form}";
    ADMIN_CUSTOMER_IMPORT = "/admin/pelanggan/impor/";
    ADMIN_CUSTOMER_EXPORT_PATH = "/admin/pelanggan/ekspor/{form}";
    /// What a table would do (`?lihat=salah|baru|ubah|tetap`).
    ADMIN_IMPORT_PATH = "/admin/impor/{id}/";
    /// POST `segel`: takes it as it was shown (form `import-apply`).
    ADMIN_IMPORT_APPLY_PATH = "/admin/impor/{id}/simpan/";
    /// POST: throws it away (form `import-drop`).
    ADMIN_IMPORT_DROP_PATH = "/admin/impor/{id}/batal/";
    /// The ledger. GET `produk`, `jenis`, `tanggal__gte`, `tanggal__lte`, `oleh`, `sebelum`.
    ADMIN_STOCK = "/admin/stok/";
    /// Counts of the yard; POST `kategori`, `catatan` opens one (form `count`).
    ADMIN_COUNTS = "/admin/stok/opname/";
    /// A sheet. GET `lihat` = `sisa` | `beda`.
    ADMIN_COUNT_PATH = "/admin/stok/opname/{id}/";
    /// POST `produk`, `versi`, `jumlah` (form `count-line`).
    ADMIN_COUNT_LINE_PATH = "/admin/stok/opname/{id}/hitung/";
    /// POST `versi` (form `count-approve`).
    ADMIN_COUNT_APPROVE_PATH = "/admin/stok/opname/{id}/setujui/";
    /// POST (form `count-cancel`).
    ADMIN_COUNT_CANCEL_PATH = "/admin/stok/opname/{id}/batal/";
    /// The sheet on paper.
    ADMIN_COUNT_PRINT_PATH = "/admin/stok/opname/{id}/cetak/";
    ADMIN_CUSTOMERS = "/admin/pelanggan/";
    ADMIN_CUSTOMER_PATH = "/admin/pelanggan/{id}/";
    /// GET `q`, `status`, `untuk`, `pelanggan`, `cakupan`, `asal`, `urut`.
    ADMIN_DISCOUNTS = "/admin/diskon/";
    /// GET `pelanggan` (ids, several), `cari` (a word of the customers' list) or `salin` (id of a discount); POST (form `discount`).
    ADMIN_DISCOUNT_NEW = "/admin/diskon/baru/";
    /// GET `pelanggan`, `produk` and `jumlah` (several), `keranjang`: what somebody would pay.
    ADMIN_DISCOUNT_PREVIEW = "/admin/diskon/pratinjau/";
    /// GET (form `simulation`): `bulan`, `pesanan`, changed rules, `mati` (several), a new discount.
    ADMIN_SIMULATION = "/admin/simulasi/";
    /// POST `diskon` (ids, several), `aksi` = `akhiri` (form `discounts-bulk`).
    ADMIN_DISCOUNTS_BULK = "/admin/diskon/massal/";
    ADMIN_DISCOUNT_PATH = "/admin/diskon/{id}/";
    /// POST (form `discount-end`).
    ADMIN_DISCOUNT_END_PATH = "/admin/diskon/{id}/akhiri/";
    ADMIN_DISCOUNT_BATCH_PATH = "/admin/diskon/pemasangan/{id}/";
    /// POST (form `customer-claim`): a one-time link for a customer without a password.
    ADMIN_CUSTOMER_CLAIM_PATH = "/admin/pelanggan/{id}/tautan-masuk/";
    /// POST `tanggal_lahir` (form `customer`): an admin corrects it.
    ADMIN_CUSTOMER_BIRTH_PATH = "/admin/pelanggan/{id}/tanggal-lahir/";
    ADMIN_CUSTOMER_DATA_PATH = "/admin/pelanggan/{id}/data/";
    /// GET tells what happens; POST `diminta` = `ya` deletes the account of somebody who asked for it (form `customer-delete`).
    ADMIN_CUSTOMER_DELETE_PATH = "/admin/pelanggan/{id}/hapus/";
    /// POST `isi`, `kunci` (form `note`): a note of the office.
    ADMIN_NOTES_PATH = "/admin/pelanggan/{id}/catatan/";
    /// POST `isi`, `versi` (form `note-edit`), or `aksi` = `hapus` (form `note-delete`).
    ADMIN_NOTE_PATH = "/admin/catatan/{id}/";
    /// POST `label` (form `tag-add`) puts a label on, `lepas` = id (form `tag-remove`) takes it off.
    ADMIN_CUSTOMER_TAGS_PATH = "/admin/pelanggan/{id}/label/";
    /// POST `isi`, `tanggal`, `jam`, `petugas`, `kunci` (form `follow-up`).
    ADMIN_CUSTOMER_FOLLOW_UPS_PATH = "/admin/pelanggan/{id}/tindak-lanjut/";
    /// All labels.
    ADMIN_TAGS = "/admin/pelanggan/label/";
    /// POST `pelanggan` (ids, several), `label`: a label for the customers ticked in the list.
    ADMIN_TAGS_PUT = "/admin/pelanggan/label/pasang/";
    /// POST `aksi` = `ganti` with `label` (form `tag-rename`), `gabung` with `ke` (form `tag-merge`), `hapus` (form `tag-delete`).
    ADMIN_TAG_PATH = "/admin/pelanggan/label/{id}/";
    /// GET `status`, `petugas`.
    ADMIN_FOLLOW_UPS = "/admin/tindak-lanjut/";
    /// GET shows one; POST `isi`, `tanggal`, `jam`, `petugas`, `versi` (form `follow-up-edit`).
    ADMIN_FOLLOW_UP_PATH = "/admin/tindak-lanjut/{id}/";
    /// POST `aksi` = `selesai` | `batal` | `buka`, `hasil`, `versi` (form `follow-up-end`).
    ADMIN_FOLLOW_UP_END_PATH = "/admin/tindak-lanjut/{id}/tutup/";
    /// Who has a birthday. GET `kapan`, `uji`.
    ADMIN_BIRTHDAYS = "/admin/ulang-tahun/";
    /// POST `persen`, `lama`, `pesan` (form `discount`): the loyalty action on a birthday.
    ADMIN_BIRTHDAY_DISCOUNT_PATH = "/admin/ulang-tahun/{id}/diskon/";
    /// Groups of customers.
    ADMIN_SEGMENTS = "/admin/segmen/";
    /// Form `segment`.
    ADMIN_SEGMENT_NEW = "/admin/segmen/baru/";
    /// Who belongs to a saved one.
    ADMIN_SEGMENT_PATH = "/admin/segmen/{id}/";
    /// Who belongs to a ready-made one.
    ADMIN_SEGMENT_READY_PATH = "/admin/segmen/siap/{code}/";
    /// Form `segment`.
    ADMIN_SEGMENT_EDIT_PATH = "/admin/segmen/{id}/ubah/";
    /// GET asks, POST deletes (form `segment-delete`).
    ADMIN_SEGMENT_DELETE_PATH = "/admin/segmen/{id}/hapus/";
    ADMIN_EMPLOYEES = "/admin/karyawan/";
    ADMIN_EMPLOYEE_NEW = "/admin/karyawan/baru/";
    /// POST `karyawan` (ids, several), `aksi` = `nonaktif` (form `employees-bulk`).
    ADMIN_EMPLOYEES_BULK = "/admin/karyawan/massal/";
    ADMIN_EMPLOYEE_PATH = "/admin/karyawan/{id}/";
    ADMIN_ADMINS = "/admin/admin/";
    ADMIN_ADMIN_NEW = "/admin/admin/baru/";
    ADMIN_ADMIN_PATH = "/admin/admin/{id}/";
    ADMIN_FEEDBACK = "/admin/umpan-balik/";
    /// POST `balasan` (form `feedback-reply`).
    ADMIN_FEEDBACK_REPLY_PATH = "/admin/umpan-balik/{id}/balasan/";
    ADMIN_NOTIFICATIONS = "/admin/notifikasi/";
    ADMIN_NOTIFICATION_OPEN_PATH = "/admin/notifikasi/{id}/buka/";
    ADMIN_NOTIFICATIONS_READ = "/admin/notifikasi/dibaca/";
    /// POST `notifikasi` (ids, several), `aksi` = `dibaca` (form `notifications-bulk`).
    ADMIN_NOTIFICATIONS_BULK = "/admin/notifikasi/massal/";
    /// A message to customers: GET `pelanggan` (ids), POST `judul`, `isi`, `tautan`, `kepada`, `pelanggan` (form `message`).
    ADMIN_MESSAGE_NEW = "/admin/notifikasi/baru/";
    /// GET the WhatsApp queue of a message; POST `pelanggan`, `aksi` = `kirim` | `batal` (forms `whatsapp`, `whatsapp-undo`).
    ADMIN_WHATSAPP_PATH = "/admin/notifikasi/{id}/whatsapp/";
    /// What the admin wants to hear of (form `preferences`).
    ADMIN_PREFERENCES = "/admin/akun/notifikasi/";
    /// What the shop sent by mail, and what still waits.
    ADMIN_MAILS = "/admin/surat/";
    ADMIN_MAIL_PATH = "/admin/surat/{id}/";
    /// The queues. GET `status`, `jenis`, `setelah`.
    ADMIN_JOBS = "/admin/pekerjaan/";
    /// GET `jenis`, `antrean` tells what would go; POST with the same fields removes it (form `jobs-purge`).
    ADMIN_JOBS_PURGE = "/admin/pekerjaan/kosongkan/";
    /// POST `antrean`, `aksi` = `jeda` | `lanjut` (form `queue-pause`).
    ADMIN_JOBS_QUEUE = "/admin/pekerjaan/antrean/";
    /// POST `pekerjaan` (ids, several), `aksi` = `ulangi` | `batal` (form `jobs-bulk`).
    ADMIN_JOBS_BULK = "/admin/pekerjaan/massal/";
    ADMIN_JOB_PATH = "/admin/pekerjaan/{id}/";
    /// POST (form `job-retry`).
    ADMIN_JOB_RETRY_PATH = "/admin/pekerjaan/{id}/ulangi/";
    /// POST (form `job-cancel`).
    ADMIN_JOB_CANCEL_PATH = "/admin/pekerjaan/{id}/batal/";
    /// All reports, each with what it shows.
    REPORTS = "/laporan/";
    /// GET `tanggal_transaksi__gte`, `tanggal_transaksi__lte`, `status_transaksi`, `pelanggan`, `nama_produk`, `kategori`, `urut`.
    REPORT_PATH = "/laporan/{name}/";
    /// The same report as a file; GET the same fields.
    REPORT_FILE_PATH = "/laporan/{name}/berkas/{form}/";
    ADMIN_SETTINGS = "/admin/pengaturan/";
    ADMIN_ACCOUNT = "/admin/akun/";
    /// The own second step. POST makes a secret (form `totp-start`).
    ADMIN_TOTP = "/admin/akun/kode-masuk/";
    /// POST `kode` (form `totp-confirm`): switches it on and shows the recovery codes.
    ADMIN_TOTP_CONFIRM = "/admin/akun/kode-masuk/nyala/";
    /// POST `password_lama` (form `totp-codes`): new recovery codes.
    ADMIN_TOTP_CODES = "/admin/akun/kode-masuk/cadangan/";
    /// POST `password_lama` (form `totp-off`).
    ADMIN_TOTP_OFF = "/admin/akun/kode-masuk/mati/";
    /// POST (form `totp-reset`): an owner takes the second step off another admin.
    ADMIN_ADMIN_TOTP_PATH = "/admin/admin/{id}/kode-masuk/";
    /// Who changed what. GET `siapa`, `aksi`, `objek`, `nomor`, `tanggal__gte`, `tanggal__lte`, `sebelum`.
    ADMIN_AUDIT = "/admin/audit/";
}

/// One list of addresses with an id: function name, id type, pattern.
macro_rules! with_id {
    ($($name:ident($id:ty) = $pattern:ident;)*) => {
        $(#[doc = concat!("The address `", stringify!($pattern), "` of one thing.")]
        pub fn $name(id: $id) -> String { $pattern.replace("{id}", &id.to_string()) })*
    };
}

with_id! {
    product(ProductId) = PRODUCT_PATH;
    cart_line(ProductId) = CART_LINE_PATH;
    buy_now(ProductId) = BUY_NOW_PATH;
    order(OrderId) = ORDER_PATH;
    order_proof(OrderId) = ORDER_PROOF_PATH;
    order_cancel(OrderId) = ORDER_CANCEL_PATH;
    order_feedback(OrderId) = ORDER_FEEDBACK_PATH;
    order_nota(OrderId) = ORDER_NOTA_PATH;
    order_nota_pdf(OrderId) = ORDER_NOTA_PDF_PATH;
    order_receipt(OrderId) = ORDER_RECEIPT_PATH;
    order_receipt_pdf(OrderId) = ORDER_RECEIPT_PDF_PATH;
    employee_letter(OrderId) = EMPLOYEE_LETTER_PATH;
    employee_letter_pdf(OrderId) = EMPLOYEE_LETTER_PDF_PATH;
    admin_order_nota(OrderId) = ADMIN_ORDER_NOTA_PATH;
    admin_order_nota_pdf(OrderId) = ADMIN_ORDER_NOTA_PDF_PATH;
    admin_order_letter(OrderId) = ADMIN_ORDER_LETTER_PATH;
    admin_order_letter_pdf(OrderId) = ADMIN_ORDER_LETTER_PDF_PATH;
    admin_order_receipt(OrderId) = ADMIN_ORDER_RECEIPT_PATH;
    admin_order_receipt_pdf(OrderId) = ADMIN_ORDER_RECEIPT_PDF_PATH;
    notification_open(NotificationId) = NOTIFICATION_OPEN_PATH;
    file(FileId) = FILE_PATH;
    employee_delivery(OrderId) = EMPLOYEE_DELIVERY_PATH;
    employee_failed(OrderId) = EMPLOYEE_FAILED_PATH;
    employee_notification_open(NotificationId) = EMPLOYEE_NOTIFICATION_OPEN_PATH;
    admin_order(OrderId) = ADMIN_ORDER_PATH;
    admin_order_edit(OrderId) = ADMIN_ORDER_EDIT_PATH;
    admin_order_note(OrderId) = ADMIN_ORDER_NOTE_PATH;
    admin_customer_claim(CustomerId) = ADMIN_CUSTOMER_CLAIM_PATH;
    admin_order_accept(OrderId) = ADMIN_ORDER_ACCEPT_PATH;
    admin_order_reject(OrderId) = ADMIN_ORDER_REJECT_PATH;
    admin_order_ship(OrderId) = ADMIN_ORDER_SHIP_PATH;
    admin_order_pickup(OrderId) = ADMIN_ORDER_PICKUP_PATH;
    admin_order_ongkir(OrderId) = ADMIN_ORDER_ONGKIR_PATH;
    admin_order_cancel(OrderId) = ADMIN_ORDER_CANCEL_PATH;
    admin_order_failed(OrderId) = ADMIN_ORDER_FAILED_PATH;
    admin_order_deliver(OrderId) = ADMIN_ORDER_DELIVER_PATH;
    admin_order_shortfall(OrderId) = ADMIN_ORDER_SHORTFALL_PATH;
    admin_product(ProductId) = ADMIN_PRODUCT_PATH;
    admin_product_archive(ProductId) = ADMIN_PRODUCT_ARCHIVE_PATH;
    admin_product_photos(ProductId) = ADMIN_PRODUCT_PHOTOS_PATH;
    admin_product_photo(ProductId) = ADMIN_PRODUCT_PHOTO_PATH;
    admin_product_stock(ProductId) = ADMIN_PRODUCT_STOCK_PATH;
    admin_category(CategoryId) = ADMIN_CATEGORY_PATH;
    admin_category_archive(CategoryId) = ADMIN_CATEGORY_ARCHIVE_PATH;
    admin_count(i64) = ADMIN_COUNT_PATH;
    admin_import(i64) = ADMIN_IMPORT_PATH;
    admin_import_apply(i64) = ADMIN_IMPORT_APPLY_PATH;
    admin_import_drop(i64) = ADMIN_IMPORT_DROP_PATH;
    admin_count_line(i64) = ADMIN_COUNT_LINE_PATH;
    admin_count_approve(i64) = ADMIN_COUNT_APPROVE_PATH;
    admin_count_cancel(i64) = ADMIN_COUNT_CANCEL_PATH;
    admin_count_print(i64) = ADMIN_COUNT_PRINT_PATH;
    admin_customer(CustomerId) = ADMIN_CUSTOMER_PATH;
    admin_discount(DiscountId) = ADMIN_DISCOUNT_PATH;
    admin_discount_end(DiscountId) = ADMIN_DISCOUNT_END_PATH;
    admin_discount_batch(i64) = ADMIN_DISCOUNT_BATCH_PATH;
    admin_customer_birth(CustomerId) = ADMIN_CUSTOMER_BIRTH_PATH;
    admin_customer_data(CustomerId) = ADMIN_CUSTOMER_DATA_PATH;
    admin_customer_delete(CustomerId) = ADMIN_CUSTOMER_DELETE_PATH;
    admin_notes(CustomerId) = ADMIN_NOTES_PATH;
    admin_note(NoteId) = ADMIN_NOTE_PATH;
    admin_customer_tags(CustomerId) = ADMIN_CUSTOMER_TAGS_PATH;
    admin_customer_follow_ups(CustomerId) = ADMIN_CUSTOMER_FOLLOW_UPS_PATH;
    admin_tag(TagId) = ADMIN_TAG_PATH;
    admin_follow_up(FollowUpId) = ADMIN_FOLLOW_UP_PATH;
    admin_follow_up_end(FollowUpId) = ADMIN_FOLLOW_UP_END_PATH;
    admin_birthday_discount(CustomerId) = ADMIN_BIRTHDAY_DISCOUNT_PATH;
    admin_segment(SegmentId) = ADMIN_SEGMENT_PATH;
    admin_segment_edit(SegmentId) = ADMIN_SEGMENT_EDIT_PATH;
    admin_segment_delete(SegmentId) = ADMIN_SEGMENT_DELETE_PATH;
    admin_whatsapp(BroadcastId) = ADMIN_WHATSAPP_PATH;
    admin_employee(EmployeeId) = ADMIN_EMPLOYEE_PATH;
    admin_admin(AdminId) = ADMIN_ADMIN_PATH;
    admin_admin_totp(AdminId) = ADMIN_ADMIN_TOTP_PATH;
    admin_feedback_reply(OrderId) = ADMIN_FEEDBACK_REPLY_PATH;
    admin_notification_open(NotificationId) = ADMIN_NOTIFICATION_OPEN_PATH;
    admin_mail(i64) = ADMIN_MAIL_PATH;
    admin_job(i64) = ADMIN_JOB_PATH;
    admin_job_retry(i64) = ADMIN_JOB_RETRY_PATH;
    admin_job_cancel(i64) = ADMIN_JOB_CANCEL_PATH;
}

/// A report.
pub fn report(kind: ReportKind) -> String {
    REPORT_PATH.replace("{name}", kind.slug())
}

/// A report as a file.
pub fn report_file(kind: ReportKind, form: FileForm) -> String {
    REPORT_FILE_PATH.replace("{name}", kind.slug()).replace("{form}", form.code())
}

/// Where tables of a kind are brought in.
pub const fn admin_import_form(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Products => ADMIN_PRODUCT_IMPORT,
        ImportKind::Stock => ADMIN_STOCK_IMPORT,
        ImportKind::Customers => ADMIN_CUSTOMER_IMPORT,
    }
}

/// A table of a kind as a file; only its titles, if asked.
pub fn admin_export(kind: ImportKind, form: FileForm, titles_only: bool) -> String {
    let path = match kind {
        ImportKind::Products => ADMIN_PRODUCT_EXPORT_PATH,
        ImportKind::Stock => ADMIN_STOCK_EXPORT_PATH,
        ImportKind::Customers => ADMIN_CUSTOMER_EXPORT_PATH,
    };
    format!("{}{}", path.replace("{form}", form.code()), if titles_only { "?kosong=ya" } else { "" })
}

/// The list a kind of table is about.
pub const fn admin_import_list(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Products => ADMIN_PRODUCTS,
        ImportKind::Stock => ADMIN_STOCK,
        ImportKind::Customers => ADMIN_CUSTOMERS,
    }
}

/// A product picture at one of the stored widths (320, 800, 1600 pixels).
pub fn media(id: FileId, width: u32) -> String {
    MEDIA_PATH.replace("{id}", &id.to_string()).replace("{width}", &format!("{width}.webp"))
}

/// A paper on a roll of 80 mm.
pub fn on_roll(paper: &str) -> String {
    format!("{paper}?kertas=struk")
}

/// Checkout of one product without touching the cart.
pub fn checkout_of(id: ProductId, quantity: &str) -> String {
    format!("{CHECKOUT}?produk={id}&jumlah={quantity}")
}

/// The WhatsApp queue with those first who were written to.
pub fn admin_whatsapp_sent(id: BroadcastId) -> String {
    format!("{}?lihat=terkirim", admin_whatsapp(id))
}

/// Who belongs to a ready-made segment.
pub fn admin_segment_ready(code: &str) -> String {
    ADMIN_SEGMENT_READY_PATH.replace("{code}", code)
}

/// A message to a segment, by its code or number.
pub fn admin_message_to_segment(code: &str) -> String {
    format!("{ADMIN_MESSAGE_NEW}?segmen={code}")
}

/// An order by telephone for one customer.
pub fn admin_order_new_for(customer: CustomerId) -> String {
    format!("{ADMIN_ORDER_NEW}?pelanggan={customer}")
}

/// A new discount for one customer.
pub fn admin_discount_for(customer: CustomerId) -> String {
    format!("{ADMIN_DISCOUNT_NEW}?pelanggan={customer}")
}

/// A new discount for everybody the list of customers finds with a word.
pub fn admin_discount_for_found(word: &str) -> String {
    format!("{ADMIN_DISCOUNT_NEW}?cari={}", encode(word))
}

/// The customers with a label.
pub fn admin_customers_with(tag: TagId) -> String {
    format!("{ADMIN_CUSTOMERS}?label={tag}")
}

/// The surat jalan of several orders, in this order.
pub fn admin_letters(orders: &[OrderId]) -> String {
    of_orders(ADMIN_ORDERS_LETTERS, orders)
}

/// The same as one PDF.
pub fn admin_letters_pdf(orders: &[OrderId]) -> String {
    of_orders(ADMIN_ORDERS_LETTERS_PDF, orders)
}

fn of_orders(path: &str, orders: &[OrderId]) -> String {
    let ids: Vec<String> = orders.iter().map(|id| format!("pesanan={id}")).collect();
    format!("{path}?{}", ids.join("&"))
}

/// The orders of one customer.
pub fn admin_orders_of(customer: CustomerId) -> String {
    format!("{ADMIN_ORDERS}?pelanggan={customer}")
}

/// The discounts of one customer.
pub fn admin_discounts_of(customer: CustomerId) -> String {
    format!("{ADMIN_DISCOUNTS}?pelanggan={customer}")
}

/// What a customer would pay.
pub fn admin_preview_of(customer: CustomerId) -> String {
    format!("{ADMIN_DISCOUNT_PREVIEW}?pelanggan={customer}")
}

/// What a customer would pay for products in these quantities.
pub fn admin_preview_for(customer: CustomerId, lines: &[(ProductId, String)]) -> String {
    lines.iter().fold(admin_preview_of(customer), |address, (product, quantity)| {
        format!("{address}&produk={product}&jumlah={}", encode(quantity))
    })
}

/// The one-time link that makes the first owner.
pub fn admin_setup(token: &str) -> String {
    ADMIN_SETUP_PATH.replace("{token}", token)
}

/// The one-time link to a new password of a customer.
pub fn password_reset(token: &str) -> String {
    PASSWORD_RESET_PATH.replace("{token}", token)
}

/// Where a customer ends mails of the shop.
pub fn unsubscribe(token: &str) -> String {
    UNSUBSCRIBE_PATH.replace("{token}", token)
}

/// The message form with a customer chosen.
pub fn admin_message_to(customer: CustomerId) -> String {
    format!("{ADMIN_MESSAGE_NEW}?pelanggan={customer}")
}

/// Sign-in of a customer that leads back to where the person was. `next` must be a path of this shop.
pub fn login_then(next: &str) -> String {
    format!("{LOGIN}?next={}", encode(next))
}

/// Percent-encodes a value for a query string.
pub fn encode(value: &str) -> String {
    use std::fmt::Write;
    value.bytes().fold(String::with_capacity(value.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
