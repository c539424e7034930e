// The main job of the shop (domain.md §5–§7, §10): one order from the catalogue to the unloaded goods, by a new
// customer, the office and a driver, each at a device of their own.
import assert from 'node:assert/strict';

import { hears, listen, unread } from '../lib/bell.mjs';
import { birthDate } from '../lib/days.mjs';
import { Person } from '../lib/person.mjs';
import { picture } from '../lib/pictures.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'a new customer orders, the office ships, the driver delivers, and each hears of it live';

const NEW_CUSTOMER = {
  username: 'ratna.dewi',
  nama_pelanggan: 'Ratna Dewi',
  alamat: 'Jl. Pramuka No. 14, Banjarmasin',
  tanggal_lahir: birthDate(35),
  no_hp: '0812 5550 1417',
  email: 'ratna.dewi@example.com',
  password: 'Genteng-Merah-77',
  password_confirm: 'Genteng-Merah-77',
};

export async function tell(world) {
  const people = {
    customer: await Person.arrive(world, 'customer'),
    office: await Person.arrive(world, 'office'),
    driver: await Person.arrive(world, 'driver'),
  };
  await step('visitor looks round and fills a cart', () => chooses(people.customer));
  await step('visitor registers; the cart comes along', () => registers(people.customer));
  await step('office signs in', () => opensOffice(people.office, world.shop));
  await step('driver signs in', () => opensDriver(people.driver, world.shop));
  const id = await step('customer orders, office hears it live', () => orders(people));
  await step('office sets the shipping fee, customer hears it live', () => setsOngkir(people, id));
  await step('customer uploads the proof, office hears it live and accepts it', () => pays(people, id));
  await step('office ships, driver and customer hear it live', () => ships(people, id, world.shop));
  await step('driver delivers with a photo, customer sees SELESAI live', () => delivers(people, id));
  await step('customer gives feedback, office hears it live', () => givesFeedback(people, id));
  for (const person of Object.values(people)) await person.leave();
}

async function chooses(customer) {
  await customer.see('/', 'beranda');
  await customer.see('/produk/', 'produk');
  const search = customer.page.locator('input[name="q"]').filter({ visible: true }).first();
  await search.fill('roster');
  await Promise.all([customer.page.waitForURL(/[?&]q=roster/), search.press('Enter')]);
  await customer.look('produk-pencarian');
  await customer.page.locator('main a[href^="/produk_detail/"]').first().click();
  await customer.page.waitForURL(/\/produk_detail\/\d+\//);
  await customer.look('produk-detail');
  await customer.sendInVain('add-to-cart', { jumlah: '0' });
  await customer.look('produk-detail-jumlah-salah');
  await customer.send('add-to-cart', { jumlah: '12' });
  await customer.see('/keranjang/', 'keranjang-pengunjung');
}

async function registers(customer) {
  await customer.see('/login/', 'masuk');
  await customer.see('/register/', 'daftar');
  await customer.sendInVain('register', { ...NEW_CUSTOMER, no_hp: '12', password_confirm: 'lain' });
  await customer.look('daftar-salah');
  const { password, password_confirm: again, no_hp: phone } = NEW_CUSTOMER;
  await customer.send('register', { no_hp: phone, password, password_confirm: again });
  await customer.see('/dashboard/', 'akun-beranda');
  await customer.see('/akun/', 'akun');
  await customer.see('/keranjang/', 'keranjang');
  const quantity = await (await customer.form('cart-line')).locator('[name="jumlah"]').inputValue();
  assert.equal(quantity, '12', 'the cart of the visitor came along');
}

async function opensOffice(office, shop) {
  await office.see('/admin/login/', 'admin-masuk');
  await office.signIn(shop.account('office'));
  await readsAll(office, '/admin/notifikasi/');
  await office.see('/admin/', 'admin-beranda');
}

/** Empties the bell of nine months of demo orders: it counts to 99 and then stands still. */
async function readsAll(person, list) {
  await person.visit(list);
  if ((await unread(person)) > 0) await person.send('notifications-read');
}

async function opensDriver(driver, shop) {
  await driver.see('/karyawan/login/', 'karyawan-masuk');
  await driver.signIn(shop.account('employee'));
  await readsAll(driver, '/karyawan/notifikasi/');
  await driver.see('/karyawan/dashboard/', 'karyawan-beranda');
}

async function orders({ customer, office }) {
  const before = await listen(office);
  await customer.visit('/checkout/');
  await customer.fill('checkout', {
    metode: 'kirim',
    alamat_pengiriman: 'Jl. Veteran No. 3, Banjarmasin',
    catatan: 'Tolong telepon sebelum datang.',
  });
  await customer.look('checkout');
  await customer.send('checkout');
  const id = customer.path().match(/^\/pesanan\/(\d+)\/$/)?.[1];
  assert.ok(id, `the order's own page follows, not ${customer.path()}`);
  await customer.reads('DIPROSES');
  await customer.look('pesanan-baru');
  await hears(office, before);
  await office.look('admin-beranda-pesanan-masuk');
  await customer.see('/pesanan/', 'pesanan');
  return id;
}

async function setsOngkir({ customer, office }, id) {
  await customer.visit(`/pesanan/${id}/`);
  const before = await listen(customer);
  await office.see('/admin/notifikasi/', 'admin-notifikasi');
  await office.see('/admin/pesanan/', 'admin-pesanan');
  await office.see(`/admin/pesanan/${id}/`, 'admin-pesanan-baru');
  await office.send('ongkir', { ongkir: '150000' });
  await hears(customer, before);
  await customer.visit(`/pesanan/${id}/`);
  await customer.reads('Rp 150.000');
}

async function pays({ customer, office }, id) {
  const officeBefore = await listen(office);
  await customer.send('proof', { bukti_bayar: picture('proof-transfer') });
  await customer.look('pesanan-bukti-terkirim');
  const before = await listen(customer);
  await hears(office, officeBefore);
  await office.see(`/admin/pesanan/${id}/`, 'admin-pesanan-bukti');
  await office.send('accept-proof');
  await office.look('admin-pesanan-dibayar');
  await hears(customer, before);
  await customer.see(`/pesanan/${id}/`, 'pesanan-dibayar');
  await customer.reads('DIBAYAR');
}

async function ships({ customer, office, driver }, id, shop) {
  const before = await listen(customer);
  const choice = await optionOf(driver, await office.form('ship'), shop);
  await driver.visit('/karyawan/dashboard/');
  const driverBefore = await listen(driver);
  await office.send('ship', { karyawan: choice });
  await office.look('admin-pesanan-dikirim');
  await hears(customer, before);
  await hears(driver, driverBefore);
  await customer.see(`/pesanan/${id}/`, 'pesanan-dikirim');
  await customer.reads('DIKIRIM');
}

/** The value of the driver's own entry in the list of employees. */
async function optionOf(driver, form, shop) {
  await driver.see('/karyawan/akun/', 'karyawan-akun');
  const told = (await driver.page.locator('body').innerText()).toLowerCase();
  const options = await form.locator('[name="karyawan"] option').evaluateAll((nodes) =>
    nodes.map(({ value, label }) => ({ value, label: label.trim().toLowerCase() })),
  );
  const own = options.find(({ value, label }) => value !== '' && told.includes(label));
  assert.ok(own, `no entry for ${shop.account('employee').username} among ${options.map((one) => one.label)}`);
  return own.value;
}

async function delivers({ customer, driver }, id) {
  const before = await listen(customer);
  await driver.see('/karyawan/notifikasi/', 'karyawan-notifikasi');
  await driver.see('/karyawan/dashboard/', 'karyawan-kiriman');
  await driver.see(`/karyawan/transaksi/${id}/verifikasi/`, 'karyawan-verifikasi');
  await driver.send('deliver', { foto_pengiriman: picture('proof-delivery'), penerima: 'Siti Rahmah' });
  await driver.page.waitForURL('**/karyawan/dashboard/');
  await driver.look('karyawan-terkirim');
  await hears(customer, before);
  await customer.page.locator('.toasts').getByText(/selesai/i).first().waitFor();
  await customer.look('pesanan-selesai-langsung');
  await customer.see('/notifikasi/', 'notifikasi');
  await customer.reads(/selesai/i);
}

async function givesFeedback({ customer, office }, id) {
  await customer.see(`/pesanan/${id}/`, 'pesanan-selesai');
  await customer.reads('SELESAI');
  await office.visit('/admin/');
  const before = await listen(office);
  await customer.send('feedback', {
    feedback: 'Rosternya rapi dan sopirnya ramah. Terima kasih!',
    bintang: '5',
    fotofeedback: picture('feedback'),
  });
  await customer.reads('Rosternya rapi');
  await customer.look('pesanan-umpan-balik');
  await hears(office, before);
  await office.see('/admin/umpan-balik/', 'admin-umpan-balik');
  await office.see(`/admin/pesanan/${id}/`, 'admin-pesanan-selesai');
}
