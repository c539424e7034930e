// Every other page, looked at as the person it is for: both sizes, accessibility, no sideways scrolling, no errors.
import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'every page fits a phone and a laptop and is accessible';

const CUSTOMER = ['/', '/produk/', '/dashboard/', '/keranjang/', '/pesanan/', '/notifikasi/', '/akun/', '/akun/notifikasi/', '/akun/hapus/'];
const EMPLOYEE = ['/karyawan/dashboard/', '/karyawan/notifikasi/', '/karyawan/akun/'];
const OWNER = [
  '/admin/',
  '/admin/pesanan/',
  '/admin/pesanan/?perlu=bukti',
  '/admin/pesanan/?perlu=semua&urut=besar',
  '/admin/pesanan/surat-jalan/?pesanan=1&pesanan=2&pesanan=3&pesanan=4&pesanan=5&pesanan=6',
  '/admin/pesanan/baru/',
  '/admin/pesanan/baru/?cari=siti',
  '/admin/produk/',
  '/admin/produk/baru/',
  '/admin/kategori/',
  '/admin/kategori/baru/',
  '/admin/stok/',
  '/admin/produk/impor/',
  '/admin/stok/impor/',
  '/admin/pelanggan/impor/',
  '/admin/stok/opname/',
  '/admin/pengiriman/',
  '/admin/pelanggan/',
  '/admin/pelanggan/label/',
  '/admin/tindak-lanjut/',
  '/admin/tindak-lanjut/?status=selesai',
  '/admin/diskon/',
  '/admin/diskon/?status=active&urut=besar',
  '/admin/diskon/baru/',
  '/admin/diskon/pratinjau/',
  '/admin/simulasi/',
  '/admin/simulasi/?bulan=3&pesanan=semua&persen_loyalitas=20',
  '/admin/ulang-tahun/',
  '/admin/segmen/',
  '/admin/segmen/baru/',
  '/admin/segmen/siap/loyal/',
  '/admin/karyawan/',
  '/admin/karyawan/baru/',
  '/admin/umpan-balik/',
  '/admin/notifikasi/',
  '/admin/notifikasi/?status=belum',
  '/admin/notifikasi/baru/',
  '/admin/akun/notifikasi/',
  '/laporan/',
  '/laporan/transaksi/',
  '/laporan/transaksi/?tanggal_transaksi__gte=2026-01-01&status_transaksi=completed',
  '/laporan/produk-terlaris/',
  '/laporan/omzet/',
  '/laporan/pelanggan/',
  '/laporan/diskon/',
  '/laporan/belum-dibayar-dan-batal/',
  '/laporan/nilai-stok/',
  '/admin/pengaturan/',
  '/admin/akun/',
  '/admin/akun/kode-masuk/',
  '/admin/admin/',
  '/admin/admin/baru/',
  '/admin/audit/',
];
const WAREHOUSE = ['/admin/', '/admin/pesanan/', '/admin/produk/', '/admin/kategori/', '/admin/stok/', '/admin/notifikasi/', '/admin/akun/'];

export async function tell(world) {
  await step('a regular customer', () => seesAll(world, 'customer', CUSTOMER, [/^\/pesanan\/\d+\/$/]));
  await step('a driver', () => seesAll(world, 'employee', EMPLOYEE, [/^\/karyawan\/transaksi\/\d+\/verifikasi\/$/]));
  const details = [/^\/admin\/(pesanan|produk|kategori|pelanggan|diskon|karyawan|tindak-lanjut|stok\/opname)\/\d+\/$/];
  await step('the owner', () => seesAll(world, 'owner', OWNER, details));
  await step('the warehouse', () => seesAll(world, 'warehouse', WAREHOUSE, [/^\/admin\/(pesanan|produk)\/\d+\/$/]));
}

async function seesAll(world, role, paths, details) {
  const person = await Person.arrive(world, role);
  await person.signIn(world.shop.account(role));
  for (const path of paths) {
    await person.see(path, titleOf(role, path));
    const detail = await firstLink(person, details);
    if (detail) await person.see(detail, titleOf(role, detail));
  }
  await person.leave();
}

/** The first link of the page's main part that leads to one single thing of the list. */
async function firstLink(person, details) {
  const paths = await person.page.locator('main a[href]').evaluateAll((links) => links.map((link) => link.pathname));
  return paths.find((path) => details.some((pattern) => pattern.test(path)) && path !== person.path());
}

function titleOf(role, path) {
  const words = path.replace(/\d+/g, 'detail').split(/[/?&=]/).filter(Boolean);
  return [role, ...(words.length > 0 ? words : ['beranda'])].join('-');
}
