// A message to everybody and the way out of it (domain.md §10): the office sends, an open page hears it live, the customer switches
// such news off.
import assert from 'node:assert/strict';

import { hears, listen } from '../lib/bell.mjs';
import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'the office writes to all customers, an open page hears it live, and who does not want it switches it off';

export async function tell(world) {
  const office = await Person.arrive(world, 'office');
  const customer = await Person.arrive(world, 'customer');
  await office.signIn(world.shop.account('office'));
  await customer.signIn(world.shop.account('customer'));
  await step('the office sends a message; a wrong one comes back', () => writes(office));
  await step('the customer hears the next one live and reads it', () => hearsIt(office, customer));
  await step('the customer switches such news off', () => switchesOff(customer));
  await step('many at once are few toasts and a count', () => many(office));
  await office.leave();
  await customer.leave();
}

async function writes(office) {
  await office.see('/admin/notifikasi/baru/', 'admin-pesan-baru');
  await office.sendInVain('message', { judul: 'Libur Maulid', isi: '', tautan: 'https://lain.example/' });
  await office.look('admin-pesan-salah');
  assert.equal(await (await office.form('message')).locator('[name="judul"]').inputValue(), 'Libur Maulid');
}

async function hearsIt(office, customer) {
  await customer.visit('/produk/');
  const before = await listen(customer);
  await office.send('message', { isi: 'Toko tutup hari Jumat. Sabtu kami buka lagi.', tautan: '/produk/' });
  await office.reads('Kirim ke semua pelanggan?');
  await office.look('admin-pesan-tanya');
  await office.send('message');
  await hears(customer, before);
  await customer.look('produk-pesan-masuk');
  await customer.see('/notifikasi/', 'notifikasi-pesan');
  await customer.reads('Libur Maulid');
  await office.see('/admin/notifikasi/baru/', 'admin-pesan-terkirim');
  await office.reads('pelanggan dikabari');
}

/** The page is real, the news are made up: a shop in which nine goods run low at the same moment is hard to arrange. */
async function many(office) {
  await office.page.routeWebSocket(/\/ws\//, (socket) => {
    for (let n = 1; n <= 9; n += 1) {
      const notification = { id: 1_000_000 + n, tipe_pesan: 'Stok Menipis', isi_pesan: `Barang ke-${n} tinggal ${n} biji.`, link: '/admin/stok/' };
      socket.send(JSON.stringify({ notification, unread: n }));
    }
  });
  await office.visit('/admin/produk/');
  const toasts = office.page.locator('.toasts .toast');
  await toasts.getByText('Barang ke-9').waitFor();
  assert.equal(await toasts.count(), 4);
  assert.equal(await toasts.first().textContent(), '+6 kabar lain');
  await office.look('admin-banyak-kabar');
  await toasts.first().click();
  assert.equal(new URL(office.page.url()).pathname, '/admin/notifikasi/');
}

async function switchesOff(customer) {
  await customer.see('/akun/notifikasi/', 'akun-kabar');
  const form = await customer.form('preferences');
  await form.locator('[name="app-message"]').uncheck();
  await customer.send('preferences');
  await customer.look('akun-kabar-disimpan');
  assert.equal(await (await customer.form('preferences')).locator('[name="app-message"]').isChecked(), false);
  // And on again: other stories write to the same customer.
  await (await customer.form('preferences')).locator('[name="app-message"]').check();
  await customer.send('preferences');
  assert.ok(await (await customer.form('preferences')).locator('[name="app-message"]').isChecked());
}
