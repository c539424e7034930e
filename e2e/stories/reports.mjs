// Reports (domain.md §12): the owner reads the month by keyboard alone and takes it along as PDF, for Excel, and as CSV; wrong dates are told
// at their field; the dashboard follows an order without being reloaded.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'the owner reads the month by keyboard and takes the files along';

const BEGINNINGS = { pdf: '%PDF-', xlsx: 'PK\u0003\u0004', csv: '\u00ef\u00bb\u00bfPesanan;Tanggal;' };

export async function tell(world) {
  const owner = await Person.arrive(world, 'owner');
  await owner.signIn(world.shop.account('owner'));
  await step('the list says what each report is about', () => list(owner));
  await step('the month is read and narrowed by keyboard', () => month(owner));
  await step('the three files begin as their kind does', () => files(owner));
  await step('wrong dates are told at the field', () => wrong(owner));
  await step('the dashboard follows the news', () => dashboard(owner, world));
  await owner.leave();
}

/** Presses Tab until something with these words has the focus. */
async function tabTo(page, words) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate((looked) => {
      const held = document.activeElement;
      const label = held?.labels?.[0]?.textContent ?? held?.textContent ?? '';
      return label.trim().startsWith(looked);
    }, words);
    if (found) return;
  }
  assert.fail(`nothing with the words "${words}" is reached by Tab`);
}

async function list(owner) {
  await owner.see('/laporan/', 'laporan-daftar');
  await tabTo(owner.page, 'Transaksi');
  await owner.page.keyboard.press('Enter');
  await owner.page.waitForURL('**/laporan/transaksi/');
  await owner.reads(/Omzet adalah nilai barang setelah diskon/);
}

async function month(owner) {
  const { page } = owner;
  await owner.look('laporan-transaksi');
  await tabTo(page, '3 bulan');
  await page.keyboard.press('Enter');
  await page.waitForURL(/tanggal_transaksi__gte=/);
  assert.equal(await page.locator('.tab[aria-current]').innerText(), '3 bulan');
  await tabTo(page, 'Status');
  await page.keyboard.press('S'); // SELESAI
  await tabTo(page, 'Tampilkan');
  await page.keyboard.press('Enter');
  await page.waitForURL(/status_transaksi=completed/);
  await owner.look('laporan-transaksi-selesai');
  const rows = page.locator('.report-table tbody tr');
  assert.ok((await rows.count()) > 0, 'the demo shop has completed orders');
  assert.equal(await rows.filter({ hasText: 'SELESAI' }).count(), await rows.count());
}

async function files(owner) {
  const { page } = owner;
  for (const [form, words] of [['pdf', 'PDF'], ['xlsx', 'Excel'], ['csv', 'CSV']]) {
    const arriving = page.waitForEvent('download');
    await page.evaluate(() => document.querySelector('main').focus());
    await tabTo(page, words);
    await page.keyboard.press('Enter');
    const download = await arriving;
    assert.match(download.suggestedFilename(), new RegExp(`^laporan-transaksi-\\d{4}-\\d\\d-\\d\\d-\\d{4}-\\d\\d-\\d\\d\\.${form}$`));
    const begins = (await readFile(await download.path())).subarray(0, 24).toString('latin1');
    assert.ok(begins.startsWith(BEGINNINGS[form]), `${form} begins with ${JSON.stringify(begins)}`);
  }
}

async function wrong(owner) {
  owner.expected = 422;
  await owner.visit('/laporan/transaksi/?tanggal_transaksi__gte=2026-11-30&tanggal_transaksi__lte=2026-11-01');
  await owner.look('laporan-tanggal-salah');
  assert.equal(await owner.page.locator('[name="tanggal_transaksi__lte"]').getAttribute('aria-invalid'), 'true');
  assert.equal(await owner.page.locator('.report-table').count(), 0, 'no figures of another range');
  owner.expected = undefined;
}

async function dashboard(owner, world) {
  await owner.see('/admin/', 'admin-ringkasan');
  const placed = owner.page.locator('.figure', { hasText: 'Pesanan masuk' }).locator('dd');
  const before = Number(await placed.innerText());
  const customer = await Person.arrive(world, 'customer');
  await customer.signIn(world.shop.account('customer'));
  await customer.visit('/produk/');
  await customer.page.locator('.product:not(.is-sold-out) a').first().click();
  await customer.page.waitForURL(/\/produk_detail\//);
  await customer.send('buy-now');
  await customer.page.waitForURL(/\/checkout\//);
  await customer.send('checkout', { metode: 'ambil' });
  await customer.page.waitForURL(/\/pesanan\/\d+\//);
  await customer.leave();
  await owner.page.waitForFunction(
    (count) => [...document.querySelectorAll('.figure')].some((box) => box.textContent.includes('Pesanan masuk') && Number(box.querySelector('dd').textContent) > count),
    before,
  );
}
