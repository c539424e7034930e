// Papers of an order (domain.md §12): the customer opens her nota and saves the PDF, the office opens the surat jalan.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'an order can be printed: nota for the customer, surat jalan for the office';

export async function tell(world) {
  const customer = await Person.arrive(world, 'customer');
  const office = await Person.arrive(world, 'office');
  await customer.signIn(world.shop.account('customer'));
  await office.signIn(world.shop.account('office'));
  await step('the customer opens the nota of an order and saves it', () => saves(customer));
  await step('the office opens a surat jalan', () => prints(office));
  await step('the office prints several at once', () => printsMany(office));
  await customer.leave();
  await office.leave();
}

async function first(person, list, pattern) {
  await person.visit(list);
  const paths = await person.page.locator('main a[href]').evaluateAll((links) => links.map((link) => link.pathname));
  return paths.filter((path) => pattern.test(path));
}

async function saves(customer) {
  const [order] = await first(customer, '/pesanan/', /^\/pesanan\/\d+\/$/);
  await customer.visit(order);
  await customer.see(`${order}nota/`, 'nota');
  await customer.see(`${order}nota/?kertas=struk`, 'nota-struk');
  assert.ok(await customer.page.locator('[data-print]').isVisible());
  const [download] = await Promise.all([customer.page.waitForEvent('download'), customer.page.locator('a[download]').click()]);
  const bytes = await readFile(await download.path());
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
}

/** Ticked orders go on one page to print, a sheet each; the same is one PDF. */
async function printsMany(office) {
  await office.visit('/admin/pesanan/?perlu=semua');
  const boxes = office.page.locator('input[name="pesanan"]');
  for (let at = 0; at < 6; at += 1) await boxes.nth(at).check();
  await Promise.all([office.page.waitForNavigation(), office.page.locator('button[value="cetak"]').click()]);
  await office.look('surat-jalan-banyak');
  const sheets = await office.page.locator('article.paper').count();
  assert.ok(sheets > 1, `${sheets} sheets`);
  assert.match(await office.page.locator('h1').innerText(), new RegExp(`^${sheets} surat jalan$`));
  await office.page.reload();
  assert.equal(await office.page.locator('article.paper').count(), sheets, 'the address is all it needs');
  const [download] = await Promise.all([office.page.waitForEvent('download'), office.page.locator('a[download]').click()]);
  const bytes = await readFile(await download.path());
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
}

async function prints(office) {
  for (const order of await first(office, '/admin/pesanan/', /^\/admin\/pesanan\/\d+\/$/)) {
    await office.visit(order);
    const letter = office.page.locator('a[href$="/surat-jalan/"]');
    if ((await letter.count()) === 0) continue;
    await office.see(`${order}surat-jalan/`, 'surat-jalan');
    return;
  }
  assert.fail('no order is delivered');
}
