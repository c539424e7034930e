// Segments (domain.md §12): the office makes one, writes to it, a customer of it hears live, and the WhatsApp queue is worked; the customer
// then refuses to be grouped.
import assert from 'node:assert/strict';

import { hears, listen } from '../lib/bell.mjs';
import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'the office writes to a segment, its people hear live, WhatsApp is tapped once each';

export async function tell(world) {
  const office = await Person.arrive(world, 'office');
  const customer = await Person.arrive(world, 'customer');
  await office.signIn(world.shop.account('office'));
  await customer.signIn(world.shop.account('customer'));
  const path = await step('the office makes a segment; a wrong one comes back', () => makes(office));
  await step('a customer of it hears the message live', () => writes(office, customer, path));
  await step('the WhatsApp queue is worked', () => works(office));
  await step('the customer refuses to be grouped and is gone from the segment', () => refuses(office, customer, path));
  await office.leave();
  await customer.leave();
}

async function makes(office) {
  await office.see('/admin/segmen/', 'admin-segmen');
  await office.see('/admin/segmen/baru/', 'admin-segmen-baru');
  await office.sendInVain('segment', { nama: 'Semua pembeli', pesanan_dari: '5', pesanan_sampai: '1' });
  await office.look('admin-segmen-salah');
  await office.send('segment', { pesanan_dari: '0', pesanan_sampai: '500' });
  await office.look('admin-segmen-orang');
  await office.reads(/orang sekarang/);
  const path = office.path();
  await office.see(`${path}ubah/`, 'admin-segmen-ubah');
  await office.see(`${path}hapus/`, 'admin-segmen-hapus');
  return path;
}

async function writes(office, customer, path) {
  await customer.visit('/produk/');
  const before = await listen(customer);
  await office.visit(path);
  await office.page.locator('main a', { hasText: 'Kirim pesan' }).click();
  await office.page.waitForURL(/\/admin\/notifikasi\/baru\//);
  await office.look('admin-pesan-segmen');
  assert.ok(await office.page.locator('[name="segmen"]:checked').count(), 'the segment is chosen');
  await office.sendInVain('message', { judul: 'Roster baru', isi: 'Halo {name}' });
  await office.look('admin-pesan-segmen-salah');
  await office.send('message', { isi: 'Halo {nama}, roster baru sudah ada. Salam, {toko}.' });
  await hears(customer, before);
  await customer.see('/notifikasi/', 'notifikasi-segmen');
  await customer.reads(/roster baru sudah ada/);
}

async function works(office) {
  await office.visit('/admin/notifikasi/baru/');
  await office.page.locator('main a', { hasText: 'Antrean WhatsApp' }).first().click();
  await office.page.waitForURL(/\/whatsapp\/$/);
  await office.look('admin-antrean-whatsapp');
  const path = office.path();
  // The answer leads to another site, which no story visits: it is read and left.
  let chat = '';
  await office.page.route('**/whatsapp/', async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    chat = answer.headers().location ?? '';
    return route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="id"><title>WhatsApp</title></html>' });
  });
  await office.page.locator('[data-form="whatsapp"] button').first().click();
  await office.page.waitForFunction(() => document.title === 'WhatsApp');
  await office.page.unroute('**/whatsapp/');
  assert.match(decodeURIComponent(chat), /^https:\/\/wa\.me\/628\d+\?text=Halo .+, roster baru/);
  await office.visit(path);
  await office.reads(/1 dari \d+ sudah dikirimi/);
  await office.see(`${path}?lihat=terkirim`, 'admin-antrean-whatsapp-terkirim');
  await office.send('whatsapp-undo');
  await office.reads(/0 dari \d+ sudah dikirimi/);
}

async function refuses(office, customer, path) {
  await office.visit(path);
  const before = await office.page.locator('main h1 + p').innerText();
  await customer.visit('/akun/notifikasi/');
  await (await customer.form('preferences')).locator('[name="tanpa_profil"]').check();
  await customer.send('preferences');
  await customer.look('akun-tanpa-profil');
  await office.visit(path);
  assert.notEqual(await office.page.locator('main h1 + p').innerText(), before, 'one less');
  await office.see('/admin/segmen/', 'admin-segmen-menolak');
  await office.reads(/1 orang menolak dikelompokkan/);
}
