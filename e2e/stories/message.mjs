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
  await hears(customer, before);
  await customer.look('produk-pesan-masuk');
  await customer.see('/notifikasi/', 'notifikasi-pesan');
  await customer.reads('Libur Maulid');
  await office.see('/admin/notifikasi/baru/', 'admin-pesan-terkirim');
  await office.reads('pelanggan dikabari');
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
