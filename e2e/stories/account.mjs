// Own data and the end of an account (domain.md §11): a customer takes a file of everything, cannot go while an order is open, goes by
// keyboard, and is gone in every tab and for the sign-in; the office keeps its books without the person, and deletes who asks by telephone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { birthDate } from '../lib/days.mjs';
import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'a customer takes the own data along and deletes the account; the office keeps the books without the person';

const someone = (username, name) => ({
  username,
  nama_pelanggan: name,
  alamat: 'Jl. Teluk Dalam No. 88, Banjarmasin',
  tanggal_lahir: birthDate(41),
  no_hp: '0812 5552 0808',
  password: 'Pagar-Biru-63',
  password_confirm: 'Pagar-Biru-63',
});
const DEWI = someone('dewi.anggraini', 'Dewi Anggraini');
const HASAN = someone('hasan.basri', 'Hasan Basri');
const GONE = 'Pelanggan terhapus';

export async function tell(world) {
  const customer = await Person.arrive(world, 'dewi');
  const caller = await Person.arrive(world, 'hasan');
  const office = await Person.arrive(world, 'kantor');
  await step('a new customer orders something', () => orders(customer));
  await step('the file of the own data is one touch away', () => downloads(customer));
  await step('an open order keeps the account, and is named', () => isKept(customer));
  await step('a wrong password is told at its field', () => mistypes(customer));
  await step('the account goes, by keyboard, in every tab', () => goes(customer));
  await step('nobody signs in with it any more', () => isUnknown(customer));
  await step('the office has the order without the person', () => keepsBooks(office, customer, world.shop));
  await step('the office deletes who asked by telephone', () => deletesFor(office, caller));
  for (const person of [customer, caller, office]) await person.leave();
}

async function orders(customer) {
  await customer.visit('/register/');
  await customer.send('register', DEWI);
  await customer.visit('/produk/');
  await customer.page.locator('main a[href^="/produk_detail/"]').first().click();
  await customer.page.waitForURL(/\/produk_detail\/\d+\//);
  await customer.send('add-to-cart', { jumlah: '20' });
  await customer.visit('/checkout/');
  await customer.send('checkout', { metode: 'ambil' });
  assert.match(customer.path(), /^\/pesanan\/\d+\/$/);
  customer.order = customer.path();
}

async function downloads(customer) {
  await customer.see('/akun/', 'akun-data-saya');
  const link = customer.page.getByRole('link', { name: 'Unduh data saya' });
  await link.focus();
  const [file] = await Promise.all([customer.page.waitForEvent('download'), customer.page.keyboard.press('Enter')]);
  assert.match(file.suggestedFilename(), /^data-dewi\.anggraini-\d{4}-\d\d-\d\d\.json$/);
  const text = await readFile(await file.path(), 'utf8');
  const data = JSON.parse(text);
  assert.equal(data.account.name, DEWI.nama_pelanggan);
  assert.equal(`/pesanan/${data.orders[0].number}/`, customer.order);
  assert.equal(data.orders[0].lines[0].quantity, '20');
  assert.doesNotMatch(text, /argon2|token_hash/);
}

async function isKept(customer) {
  await customer.page.getByRole('link', { name: 'Hapus akun saya' }).click();
  await customer.page.waitForURL('**/akun/hapus/');
  await customer.look('akun-hapus-masih-ada-pesanan');
  const order = customer.page.locator('main').getByRole('link', { name: /Pesanan #\d+/ });
  assert.equal(await order.getAttribute('href'), customer.order);
  assert.equal(await customer.page.locator('[data-form="account-delete"]').count(), 0);
  await order.click();
  await customer.page.waitForURL(`**${customer.order}`);
  await customer.send('cancel');
}

async function mistypes(customer) {
  await customer.see('/akun/hapus/', 'akun-hapus');
  await customer.sendInVain('account-delete', { password_lama: 'bukan ini' });
  const field = customer.page.locator('#f-password_lama');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.match(await customer.page.locator('#e-password_lama').innerText(), /tidak cocok/);
  await customer.look('akun-hapus-kata-sandi-salah');
}

async function goes(customer) {
  const tab = await customer.page.context().newPage();
  await tab.goto('/akun/');
  await customer.visit('/akun/hapus/');
  await customer.page.locator('#f-password_lama').focus();
  await customer.page.keyboard.type(DEWI.password);
  await Promise.all([customer.page.waitForURL((url) => url.pathname === '/'), customer.page.keyboard.press('Enter')]);
  await customer.reads('Akun dan data diri Anda sudah dihapus');
  await customer.look('akun-sudah-dihapus');
  await customer.page.goBack();
  await customer.page.waitForURL(/\/login\//);
  assert.doesNotMatch(await customer.page.locator('body').innerText(), /Dewi/);
  await tab.reload();
  assert.match(new URL(tab.url()).pathname, /^\/login\//);
  await tab.close();
}

async function isUnknown(customer) {
  await customer.visit('/login/');
  await customer.sendInVain('login', { username: DEWI.username, password: DEWI.password });
  await customer.look('masuk-akun-terhapus');
}

async function keepsBooks(office, customer, shop) {
  await office.signIn(shop.account('office'));
  await office.visit(`/admin/pelanggan/?q=${DEWI.username}`);
  await office.reads('Tidak ada yang cocok');
  await office.visit('/admin/pesanan/?perlu=semua');
  await office.reads(GONE);
  await office.look('admin-pesanan-pelanggan-terhapus');
  await office.see(`/admin${customer.order}`, 'admin-pesanan-tanpa-orang');
  assert.doesNotMatch(await office.page.locator('main').innerText(), /Dewi|Teluk Dalam|5552/);
  await office.page.locator('main').getByRole('link', { name: GONE }).click();
  await office.page.waitForURL(/\/admin\/pelanggan\/\d+\/$/);
  await office.look('admin-pelanggan-terhapus');
}

async function deletesFor(office, caller) {
  await caller.visit('/register/');
  await caller.send('register', HASAN);
  await office.visit(`/admin/pelanggan/?q=${HASAN.username}`);
  await office.page.locator('main .g-link').first().click();
  await office.page.waitForURL(/\/admin\/pelanggan\/\d+\/$/);
  await office.page.getByRole('link', { name: 'Hapus akun pelanggan ini' }).click();
  await office.page.waitForURL(/\/hapus\/$/);
  await office.look('admin-pelanggan-hapus');
  await office.sendInVain('customer-delete', {});
  await office.look('admin-pelanggan-hapus-tanpa-centang');
  await office.page.locator('#f-diminta').focus();
  await office.page.keyboard.press('Space');
  await office.page.keyboard.press('Tab');
  await Promise.all([office.page.waitForURL(/\/admin\/pelanggan\/\d+\/$/), office.page.keyboard.press('Enter')]);
  await office.reads(GONE);
  await caller.visit('/akun/');
  assert.match(caller.path(), /^\/login\//);
}
