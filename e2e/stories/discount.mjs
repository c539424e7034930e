// Prices that explain themselves (domain.md §8): the office sets a discount for one customer, whose open page hears it live; the same
// reduced price stands on product page, cart, checkout and order; rows that are over or used up are not applied, and the office sees why.
import assert from 'node:assert/strict';

import { hears, listen, unread } from '../lib/bell.mjs';
import { birthDate } from '../lib/days.mjs';
import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'the office sets a discount, the customer hears it live and pays the reduced price, with its reason everywhere';

const MESSAGE = 'Untuk rumah baru di Sungai Andai';
const REASON = `Diskon 15 %: ${MESSAGE}`;
const ONCE = 'Sekali pakai saja';
const NEW_CUSTOMER = {
  username: 'lia.hartati',
  nama_pelanggan: 'Lia Hartati',
  alamat: 'Jl. Sungai Andai No. 5, Banjarmasin',
  tanggal_lahir: birthDate(37),
  no_hp: '0812 5551 0503',
  password: 'Paving-Merah-91',
  password_confirm: 'Paving-Merah-91',
};

export async function tell(world) {
  const people = { customer: await Person.arrive(world, 'lia'), office: await Person.arrive(world, 'kantor') };
  await step('a new customer chooses goods at the full price', () => chooses(people.customer));
  await step('office signs in and picks her in the list of customers', () => picks(people.office, world.shop));
  await step('office sets a discount, her open page hears it live', () => sets(people));
  await step('the reduced price stands everywhere with its reason', () => buys(people));
  await step('a discount that can be used once is used up', () => usesUp(people));
  await step('office sees in the preview why each counts or not', () => previews(people));
  await step('the list finds what is over', () => lists(people.office));
  for (const person of Object.values(people)) await person.leave();
}

/** The price of one unit on the product's page, in rupiah. */
async function priceOf(person) {
  const text = await person.page.locator('main .price').first().innerText();
  return Number(text.replace(/\D/g, ''));
}

async function chooses(customer) {
  await customer.visit('/register/');
  await customer.send('register', NEW_CUSTOMER);
  await customer.visit('/produk/?q=paving');
  await customer.page.locator('main a[href^="/produk_detail/"]').first().click();
  await customer.page.waitForURL(/\/produk_detail\/\d+\//);
  customer.product = customer.path();
  customer.name = 'lia';
  customer.full = await priceOf(customer);
  assert.ok(customer.full > 0);
}

async function picks(office, shop) {
  await office.signIn(shop.account('office'));
  await office.visit('/admin/notifikasi/');
  if ((await unread(office)) > 0) await office.send('notifications-read');
  await office.see('/admin/diskon/', 'admin-diskon');
  await office.visit('/admin/pelanggan/?q=lia.hartati');
  await office.page.locator('input[name="pelanggan"]').first().evaluate((box) => box.click());
  await office.look('admin-pelanggan-dipilih');
  const form = await office.form('customers-pick');
  await Promise.all([office.page.waitForURL(/\/admin\/diskon\/baru\//), form.locator('button[value="diskon"]').click()]);
  await office.reads('Untuk 1 pelanggan:');
  await office.look('admin-diskon-baru-terpilih');
}

async function sets({ customer, office }) {
  const before = await listen(customer);
  await office.sendInVain('discount', { persen: '150' });
  await office.look('admin-diskon-salah');
  await office.send('discount', { persen: '15', pesan: MESSAGE, pemakaian: '5' });
  assert.match(office.path(), /^\/admin\/diskon\/pemasangan\/\d+\/$/);
  await hears(customer, before);
  await customer.page.locator('.toasts').getByText(/15 %/).first().waitFor();
  await customer.look('produk-diskon-langsung');
  await office.reads('Selesai: 1 pelanggan');
  await office.look('admin-diskon-terpasang');
  await Promise.all([
    office.page.waitForURL(/\/admin\/diskon\/\d+\/$/),
    office.page.getByRole('link', { name: 'Buka diskonnya' }).click(),
  ]);
  office.discount = office.path();
}

async function buys({ customer, office }) {
  await customer.visit(customer.product);
  const reduced = customer.full - Math.floor((customer.full * 15) / 100);
  assert.equal(await priceOf(customer), reduced);
  await customer.reads(REASON);
  await customer.look('produk-diskon');
  await customer.send('add-to-cart', {});
  await customer.reads(REASON);
  await customer.look('keranjang-diskon');
  await customer.visit('/checkout/');
  await customer.reads(REASON);
  await customer.fill('checkout', { metode: 'ambil' });
  await customer.look('checkout-diskon');
  await customer.send('checkout');
  assert.match(customer.path(), /^\/pesanan\/\d+\/$/);
  await customer.reads(REASON);
  customer.order = customer.path();
  await customer.page.locator('details.whys').evaluate((node) => { node.open = true; });
  await customer.look('pesanan-diskon');
  await office.visit(`/admin${customer.order}`);
  await office.page.locator('details.whys').evaluate((node) => { node.open = true; });
  await office.reads('Dipakai, memotong');
  await office.look('admin-pesanan-diskon');
  await office.see(office.discount, 'admin-diskon-dipakai');
  await office.reads('1 dari 5');
}

async function usesUp({ customer, office }) {
  await office.visit('/admin/diskon/baru/');
  await office.look('admin-diskon-baru');
  await office.send('discount', {
    untuk: 'pelanggan',
    username: NEW_CUSTOMER.username,
    persen: '40',
    pesan: ONCE,
    pemakaian: '1',
  });
  await office.reads('Selesai: 1 pelanggan');
  await customer.visit(customer.product);
  await customer.reads(`Diskon 40 %: ${ONCE}`);
  await customer.send('buy-now', {});
  await customer.fill('checkout', { metode: 'ambil' });
  await customer.send('checkout');
  await customer.reads(`Diskon 40 %: ${ONCE}`);
  // Used up: her other discount counts again.
  await customer.visit(customer.product);
  await customer.reads(REASON);
}

async function previews({ customer, office }) {
  await customer.send('add-to-cart', {});
  await office.visit(`/admin/pelanggan/?q=${NEW_CUSTOMER.username}`);
  await office.page.locator('a.g-link').first().click();
  await office.page.waitForURL(/\/admin\/pelanggan\/\d+\/$/);
  await office.look('admin-pelanggan-diskon');
  await office.page.getByRole('link', { name: 'Pratinjau harga' }).click();
  await office.page.waitForURL(/pratinjau/);
  await office.look('admin-pratinjau-kosong');
  await office.page.getByRole('link', { name: 'Pakai isi keranjangnya' }).click();
  await office.page.waitForURL(/jumlah=/);
  await office.reads('sudah habis dipakai');
  await office.reads('Dipakai, memotong');
  await office.look('admin-pratinjau');
  await office.visit(office.discount);
  await office.send('discount-end');
  await office.reads('Diakhiri');
  await office.page.goBack();
  await customer.visit(customer.product);
  assert.equal(await priceOf(customer), customer.full, 'an ended discount does not count');
}

/** The demo shop has a discount whose days are over: it stands in its own tab, and its customer's preview says why it does not count. */
async function lists(office) {
  await office.see('/admin/diskon/?status=expired', 'admin-diskon-lewat');
  const row = office.page.locator('a.g-link').first();
  await row.click();
  await office.page.waitForURL(/\/admin\/diskon\/\d+\/$/);
  await office.page.locator('.aim a').click();
  await office.page.waitForURL(/\/admin\/pelanggan\/\d+\/$/);
  await office.page.getByRole('link', { name: 'Pratinjau harga' }).click();
  await office.page.waitForURL(/pratinjau/);
  const form = await office.form('discount-preview');
  await form.locator('select').first().selectOption({ index: 1 });
  await form.locator('input[name="jumlah"]').first().fill('10');
  await Promise.all([office.page.waitForURL(/jumlah=10/), form.locator('button').click()]);
  await office.reads('sudah lewat masa berlakunya');
  await office.look('admin-pratinjau-lewat');
}
