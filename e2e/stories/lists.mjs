// Lists of the office with the keyboard: rows, ticks, search; several products at once and back; a question where it hurts.
import assert from 'node:assert/strict';

import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'lists are worked with the keyboard, and several rows at once';

export async function tell(world) {
  const owner = await Person.arrive(world, 'owner');
  await owner.signIn(world.shop.account('owner'));
  await step('rows are walked, ticked and searched by keys', () => walks(owner));
  await step('several products go to the archive and come back', () => archives(owner));
  await step('ending discounts asks first', () => asks(owner));
  await owner.leave();
}

async function walks(owner) {
  const { page } = owner;
  await owner.visit('/admin/produk/?urut=nama');
  for (const key of ['j', 'j', 'x']) await page.keyboard.press(key);
  assert.ok(await page.locator('input[name="produk"]').nth(1).isChecked(), 'the second row is ticked');
  assert.equal(await page.locator('input[name="produk"]:checked').count(), 1);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'nama_produk');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('?');
  assert.ok(await page.locator('[data-keys]').isVisible());
  assert.match(await page.locator('[data-keys-list]').innerText(), /cari/);
  await page.keyboard.press('Escape');
  await owner.visit('/admin/notifikasi/');
  for (const key of ['j', 'x']) await page.keyboard.press(key);
  assert.equal(await page.locator('input[name="notifikasi"]:checked').count(), 1);
}

async function press(owner, action) {
  await Promise.all([owner.page.waitForNavigation(), owner.page.locator(`button[name="aksi"][value="${action}"]`).click()]);
}

async function archives(owner) {
  const { page } = owner;
  await owner.visit('/admin/produk/?urut=mahal');
  const names = await page.locator('.g-main .g-link').allInnerTexts();
  for (const at of [0, 1]) await page.locator('input[name="produk"]').nth(at).check();
  await press(owner, 'arsip');
  assert.match(await page.locator('.flash').first().innerText(), /2 produk diarsipkan/);
  assert.ok(page.url().endsWith('/admin/produk/?urut=mahal'), 'back on the list as it was');
  await owner.see('/admin/produk/?status=arsip', 'produk-arsip');
  for (const name of names.slice(0, 2)) {
    await page.locator('tr').filter({ hasText: name }).locator('input[name="produk"]').check();
  }
  await press(owner, 'kembali');
  assert.match(await page.locator('.flash').first().innerText(), /2 produk dijual lagi/);
}

async function asks(owner) {
  const { page } = owner;
  await owner.visit('/admin/diskon/?status=active');
  await page.locator('input[name="diskon"]').first().check();
  await press(owner, 'akhiri');
  await owner.look('diskon-yakin');
  assert.match(await page.locator('h1').innerText(), /Akhiri diskon/);
  // Other stories need it: what happens after a yes is told by crates/shop/tests/suite/lists_bulk.rs.
  await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: 'Tidak jadi, kembali' }).click()]);
  assert.ok(page.url().endsWith('/admin/diskon/?status=active'), 'back on the list as it was');
}
