// An owner's morning with the keyboard only (domain.md §12): three proofs checked, two orders sent, an ongkir set, a product restocked, the
// month's report opened. Then an order by telephone, changed afterwards, with a note of the office and a link for the customer.
import assert from 'node:assert/strict';

import { Person } from '../lib/person.mjs';
import { LAPTOP } from '../lib/screenshot.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'the owner works the desk by keyboard, the office takes an order by telephone and changes it';

const MOST_TABS = 150;

export async function tell(world) {
  const owner = await Person.arrive(world, 'owner');
  await step('owner signs in', () => opens(owner, world.shop));
  await step('three proofs are checked by key', () => checksProofs(owner));
  await step('a proof is rejected by key, with its reason', () => rejects(owner));
  await step('two orders are sent at once', () => ships(owner));
  await step('an ongkir is set', () => setsOngkir(owner));
  await step('a product is restocked', () => restocks(owner));
  await step('the report of the month is opened', () => opensReport(owner));
  await owner.leave();
  const office = await Person.arrive(world, 'office');
  await step('somebody calls for the first time', () => answers(office, world.shop));
  await step('their order is placed at their price', () => takesOrder(office));
  await step('the order is changed as was shown', () => changes(office));
  await step('a note for the office, a link for the customer', () => notes(office));
  await office.leave();
}

const press = (person, key) => person.page.keyboard.press(key);

/** Looks at both sizes, then goes on at a laptop: a phone has no keyboard. */
async function look(person, title) {
  await person.look(title);
  await person.page.setViewportSize(LAPTOP);
}

/** Walks with Tab until what has the focus fits. */
async function tabTo(person, fits, argument) {
  for (let at = 0; at < MOST_TABS; at += 1) {
    await press(person, 'Tab');
    if (await person.page.evaluate(`(${fits})(document.activeElement, ${JSON.stringify(argument)})`)) return;
  }
  assert.fail(`${person.name} finds no way with Tab to ${argument} at ${person.path()}`);
}

/** Presses a key that leads to another page. */
async function goes(person, key) {
  const left = person.page.waitForEvent('framenavigated', { predicate: (frame) => frame === person.page.mainFrame() });
  await press(person, key);
  await left;
  await person.page.waitForLoadState('load');
}

async function follows(person, words) {
  await tabTo(person, (node, text) => node.localName === 'a' && node.textContent.trim().startsWith(text), words);
  await goes(person, 'Enter');
}

async function opens(owner, shop) {
  await owner.page.setViewportSize(LAPTOP);
  await owner.signIn(shop.account('owner'));
  await follows(owner, 'Pesanan');
  assert.equal(owner.path(), '/admin/pesanan/');
  await look(owner, 'meja-antrean');
  await press(owner, '?');
  await owner.page.locator('[data-keys]:popover-open dd').first().waitFor();
  await look(owner, 'meja-tombol-pintas');
  await press(owner, 'Escape');
}

async function checksProofs(owner) {
  await follows(owner, 'Cek bukti');
  await look(owner, 'meja-cek-bukti');
  await press(owner, 'j');
  await goes(owner, 'Enter');
  await look(owner, 'meja-bukti');
  // On to the next and back again, without deciding.
  const first = owner.path();
  await goes(owner, 'j');
  await goes(owner, 'k');
  assert.equal(owner.path(), first);
  for (let checked = 0; checked < 3; checked += 1) {
    const before = owner.path();
    if (await owner.page.locator('.flash').count()) {
      // A second press meant the page before: nobody has seen this proof yet.
      await press(owner, 'a');
      await owner.page.waitForTimeout(1100);
      assert.equal(owner.path(), before, 'a page that has just opened decides nothing');
    }
    await goes(owner, 'a');
    assert.match(owner.path(), /^\/admin\/pesanan\/\d+\/$/, 'the next proof opens');
    assert.notEqual(owner.path(), before);
    await owner.reads('Ini bukti berikutnya');
  }
  await look(owner, 'meja-bukti-berikutnya');
}

async function rejects(owner) {
  await press(owner, 'r');
  const field = await owner.page.evaluate(() => document.activeElement.name);
  assert.equal(field, 'alasan', 'the reason has the focus');
  // Letters in a field are letters: `a` accepts nothing here.
  await owner.page.keyboard.type('Jumlahnya kurang, ada a j k di sini');
  await look(owner, 'meja-bukti-tolak');
  await goes(owner, 'Enter');
  await owner.reads('Bukti ditolak');
}

async function ships(owner) {
  await goes(owner, 'b');
  await follows(owner, 'Kirim');
  let ticked = 0;
  const rows = await owner.page.locator('[data-rows] tbody tr').count();
  for (let at = 0; at < rows && ticked < 2; at += 1) {
    await press(owner, 'j');
    const row = await owner.page.evaluate(() => document.activeElement.closest('tr').innerText);
    if (row.includes('Ongkir belum')) continue;
    await press(owner, 'x');
    ticked += 1;
  }
  assert.equal(ticked, 2, 'the demo has two orders that can go');
  await owner.reads('2 dicentang');
  await look(owner, 'meja-kirim-dipilih');
  await goes(owner, 's');
  await owner.reads('Kirim pesanan');
  await look(owner, 'meja-kirim-tanya');
  await owner.send('orders-bulk');
  await owner.reads('2 pesanan berangkat');
  await look(owner, 'meja-kirim-berangkat');
}

async function setsOngkir(owner) {
  await follows(owner, 'Isi ongkir');
  await press(owner, 'j');
  await goes(owner, 'Enter');
  await press(owner, 'o');
  assert.equal(await owner.page.evaluate(() => document.activeElement.name), 'ongkir');
  await owner.page.keyboard.press('ControlOrMeta+a');
  await owner.page.keyboard.type('85000');
  await goes(owner, 'Enter');
  await owner.reads('Ongkir disimpan');
  await look(owner, 'meja-ongkir');
}

async function restocks(owner) {
  await follows(owner, 'Produk');
  await tabTo(owner, (node) => node.matches('main a.g-link'), 'the first product');
  await goes(owner, 'Enter');
  await tabTo(owner, (node) => node.name === 'jumlah' && node.form?.dataset.form === 'stock', 'the stock form');
  await owner.page.keyboard.type('50');
  await tabTo(owner, (node) => node.name === 'alasan', 'the reason');
  await owner.page.keyboard.type('Produksi pagi ini');
  await goes(owner, 'Enter');
  await owner.reads('Stok diubah');
  await look(owner, 'meja-restok');
}

/** The last step of the morning; reports are a room of their own and may have other words for the month. */
async function opensReport(owner) {
  const reports = owner.page.locator('nav a[href^="/laporan/"]');
  if ((await reports.count()) === 0) return;
  await tabTo(owner, (node) => node.matches('a[href^="/laporan/"]'), 'the reports');
  await goes(owner, 'Enter');
  await look(owner, 'meja-laporan');
}

const sends = (person, form, action) =>
  Promise.all([
    person.page.waitForEvent('framenavigated', { predicate: (frame) => frame === person.page.mainFrame() }),
    person.page.locator(`form[data-form="${form}"] button[name="aksi"][value="${action}"]`).click(),
  ]);

async function answers(office, shop) {
  await office.signIn(shop.account('office'));
  await office.see('/admin/pesanan/baru/', 'telepon-siapa');
  await office.sendInVain('phone-customer', { nama_pelanggan: 'Pak Yusran', no_hp: '12', alamat: 'Jl. Kenanga 4' });
  await office.look('telepon-salah');
  await office.send('phone-customer', { no_hp: '0813 7700 1122' });
  await office.page.waitForURL(/pelanggan=\d+/);
  await office.look('telepon-barang-kosong');
}

async function takesOrder(office) {
  const { page } = office;
  const goods = page.locator('input[name="barang"]:visible');
  await goods.first().fill('roster');
  await page.locator('input[name="jumlah"]').first().fill('20');
  office.expected = 422;
  await sends(office, 'phone-order', 'hitung');
  await office.look('telepon-yang-mana');
  office.expected = undefined;
  await page.locator('select[name="barang"]').first().selectOption({ index: 1 });
  await page.locator('textarea[name="catatan_internal"]').first().fill('Minta ditelepon sebelum berangkat');
  await sends(office, 'phone-order', 'hitung');
  await office.reads('Total barang');
  await office.look('telepon-harga');
  await sends(office, 'phone-order', 'pesan');
  await page.waitForURL(/\/admin\/pesanan\/\d+\/$/);
  await office.reads('Pesanan dibuat');
  office.order = office.path();
  await office.look('telepon-pesanan');
  const chat = await page.locator('a[href^="https://wa.me/"]').first().getAttribute('href');
  assert.match(decodeURIComponent(chat), /Mohon transfer Rp/, 'the message says what is to be paid');
}

async function changes(office) {
  const { page } = office;
  await office.see(`${office.order}ubah/`, 'ubah-pesanan');
  await page.locator('input[name="jumlah"]').first().fill('25');
  await page.locator('input[name="barang"]:visible').first().fill('pion');
  await page.locator('input[name="jumlah"]').nth(1).fill('2');
  office.expected = 422;
  await sends(office, 'order-edit', 'lihat');
  office.expected = undefined;
  if ((await page.locator('select[name="barang"]').count()) > 0) {
    await page.locator('select[name="barang"]').first().selectOption({ index: 1 });
    await sends(office, 'order-edit', 'lihat');
  }
  await office.reads('Yang berubah');
  await office.look('ubah-pesanan-beda');
  await sends(office, 'order-edit', 'simpan');
  await page.waitForURL(new RegExp(`${office.order}$`));
  await office.reads('Perubahan disimpan');
  await office.reads(/20 → 25/);
  await office.look('ubah-pesanan-tersimpan');
}

async function notes(office) {
  await office.send('order-note', { catatan_internal: 'Sudah ditelepon, minta hari Kamis' });
  await office.reads('Sudah ditelepon, minta hari Kamis');
  await office.send('customer-claim');
  await office.reads('Tautan masuk untuk Pak Yusran');
  await office.look('tautan-masuk');
}
