// The promo simulator: without a change history comes again to the rupiah; with one the office sees by how much, whom and why; the address
// can be passed on; wrong input keeps what was typed.
import assert from 'node:assert/strict';

import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'the office tries out other discounts on the orders that were';

export async function tell(world) {
  const office = await Person.arrive(world, 'office');
  await office.signIn(world.shop.account('office'));
  await step('without a change every order comes out as it was', () => comesAgain(office));
  await step('another percentage shows the difference by month and order', () => changes(office));
  await step('a kind of discount less, and a new one for everybody', () => tries(office));
  await step('wrong input is told at its field', () => mistypes(office));
  await office.leave();
}

/** Fills the form, opens what hides a field, and sends it; it changes nothing, so it goes by GET. */
async function ask(office, values) {
  await office.fill('simulation', values);
  const form = await office.form('simulation');
  await Promise.all([office.page.waitForURL(/bulan=/), form.locator('button:not([type])').click()]);
  await office.page.waitForLoadState('load');
}

async function comesAgain(office) {
  await office.see('/admin/simulasi/', 'simulasi');
  await ask(office, { bulan: '24', pesanan: 'semua' });
  await office.reads(/pesanan terulang persis seperti aslinya/);
  await office.look('simulasi-asli');
  assert.equal(await office.page.locator('.sim-orders').count(), 0, 'no order differs');
}

async function changes(office) {
  await office.visit('/admin/simulasi/?bulan=24&pesanan=semua&persen_loyalitas=50&persen_instan=50&batas_instan=1');
  await office.reads(/Omzetnya akan .* lebih kecil/);
  await office.reads('Pesanan yang paling terkena');
  assert.ok((await office.page.locator('.sim-table tbody tr').count()) > 2, 'months and their sum');
  await office.look('simulasi-ulang-tahun');
  assert.equal(await (await office.form('simulation')).locator('[name="persen_loyalitas"]').inputValue(), '50');
  const order = office.page.locator('.sim-orders a').first();
  await order.click();
  await office.page.waitForURL(/\/admin\/pesanan\/\d+\//);
}

async function tries(office) {
  await office.visit('/admin/simulasi/?bulan=6&pesanan=menunggu');
  const form = await office.form('simulation');
  await form.getByText('Matikan diskon').click();
  await form.locator('[name="mati"][value="cart_threshold"]').check();
  await form.getByText('Coba diskon baru').click();
  await office.fill('simulation', { cakupan: 'all_products', persen: '7', pemakaian: '3' });
  await form.locator('[name="pemakaian"]').press('Enter');
  await office.page.waitForURL(/cakupan=all_products/);
  await office.reads('Diskon belanja minimal dimatikan');
  await office.reads(/Diskon baru 7 % semua produk, untuk 3 pesanan pertama/);
  await office.look('simulasi-diskon-baru');
}

async function mistypes(office) {
  await office.visit('/admin/simulasi/');
  office.expected = 422;
  await ask(office, { bulan: '25', persen_loyalitas: '400' });
  office.expected = undefined;
  assert.equal(await office.page.locator('.field-error').count(), 2, 'both fields say what is wrong');
  await office.look('simulasi-salah');
  assert.equal(await (await office.form('simulation')).locator('[name="persen_loyalitas"]').inputValue(), '400');
}
