// Tables: the office takes its stock along as a file, fills it in, sees what it would do, and brings it in; a wrong table comes back row by row.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'the office brings in tables of stock, goods and people, and takes them out';

export async function tell(world) {
  const owner = await Person.arrive(world, 'owner');
  await owner.signIn(world.shop.account('owner'));
  await step('the stock goes out as a file and comes in filled in', () => stock(owner));
  await step('a table with wrong rows changes nothing and says why', () => wrong(owner));
  await step('people are added once', () => people(owner));
  await step('what is no table is told at its field', () => noTable(owner));
  await owner.leave();
}

async function bring(owner, name, text) {
  await owner.page.locator('input[name="berkas"]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await Promise.all([owner.page.waitForNavigation(), owner.page.getByRole('button', { name: 'Baca dan periksa' }).click()]);
}

async function save(owner) {
  await Promise.all([owner.page.waitForNavigation(), owner.page.getByRole('button', { name: 'Simpan semua' }).click()]);
  return owner.page.locator('.flash').first().innerText();
}

async function stock(owner) {
  const { page } = owner;
  await owner.visit('/admin/stok/');
  await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: 'Impor / ekspor' }).click()]);
  await owner.look('impor-stok');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV', exact: true }).click()]);
  assert.match(file.suggestedFilename(), /^stok-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await file.path(), 'utf8').trimEnd().split('\r\n');
  const titles = lines[0].replace('\u{feff}', '').split(';');
  assert.ok(titles.includes('Masuk') && titles.includes('Di gudang'), lines[0]);
  const cells = lines[1].split(';');
  cells[titles.indexOf('Masuk')] = '25';
  cells[titles.indexOf('Alasan')] = 'cetakan Senin';
  await bring(owner, 'stok-senin.csv', [lines[0], cells.join(';'), ...lines.slice(2)].join('\r\n'));
  await owner.look('impor-stok-pratinjau');
  assert.match(await page.locator('.import-verdict').innerText(), /Kalau disimpan: 1 diubah/);
  const address = page.url();
  assert.match(await save(owner), /Impor selesai: 1 diubah/);
  await owner.look('impor-stok-selesai');
  await page.goBack();
  await page.reload();
  assert.equal(page.url().split('?')[0], address.split('?')[0]);
  assert.equal(await page.getByRole('button', { name: 'Simpan semua' }).count(), 0, 'what is taken cannot be taken again');
  await owner.visit('/admin/stok/');
  assert.match(await page.locator('table').innerText(), /cetakan Senin/);
}

async function wrong(owner) {
  const { page } = owner;
  await owner.visit('/admin/produk/impor/');
  await bring(owner, 'produk.csv', 'Nama;Harga;Satuan;Warna\nGenteng Uji;murah;biji;merah\nGenteng Uji Dua;12.000;biji;hijau\n');
  await owner.look('impor-produk-salah');
  const verdict = await page.locator('.import-verdict').innerText();
  assert.match(verdict, /1 baris perlu diperbaiki/);
  assert.match(verdict, /Kolom yang tidak dibaca: Warna/);
  assert.match(await page.locator('.import-problems').innerText(), /Harga:/);
  assert.equal(await page.getByRole('button', { name: 'Simpan semua' }).count(), 0);
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Batalkan' }).click()]);
  await owner.visit('/admin/produk/?nama_produk=genteng%20uji');
  assert.match(await page.locator('main').innerText(), /Tidak ada yang cocok/);
}

async function people(owner) {
  const { page } = owner;
  const table = 'Nama;No. HP;Alamat;Label\nBu Impor Pertama;0811-9900-0001;Jl. Uji 1;kontraktor\n';
  await owner.visit('/admin/pelanggan/impor/');
  await owner.look('impor-pelanggan');
  await bring(owner, 'pelanggan.csv', table);
  assert.match(await save(owner), /1 baru/);
  await owner.visit('/admin/pelanggan/impor/');
  await bring(owner, 'pelanggan.csv', table);
  assert.match(await page.locator('main').innerText(), /Tidak ada perubahan/, 'what does nothing waits for nobody');
  await owner.visit('/admin/pelanggan/?q=bu%20impor');
  assert.match(await page.locator('main').innerText(), /Bu Impor Pertama/);
}

async function noTable(owner) {
  const { page } = owner;
  owner.expected = 422;
  await owner.visit('/admin/produk/impor/');
  await bring(owner, 'foto.csv', '\u0000\u0001\u0002');
  assert.match(await page.locator('.field-error').innerText(), /XLSX/);
  await owner.visit('/admin/produk/impor/');
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Baca dan periksa' }).click()]);
  assert.match(await page.locator('.field-error').innerText(), /Pilih berkasnya dulu/);
  owner.expected = undefined;
}
