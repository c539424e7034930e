// Birthdays (domain.md §8): the customer whose day it is sees the gift, understands it and gets it through to the order; the office sees
// why; a loyal customer without a birthday sees the status and no gift.
import assert from 'node:assert/strict';

import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'the birthday customer gets the gift, the loyal customer without a birthday does not';

export async function tell(world) {
  const celebrated = world.shop.accounts.find((account) => account.note?.includes('ulang tahun'));
  assert.ok(celebrated, 'the demo names a customer whose birthday is today');
  const birthday = await Person.arrive(world, 'birthday');
  const loyal = await Person.arrive(world, 'loyal');
  const office = await Person.arrive(world, 'office');
  await step('the birthday customer is greeted and told', () => isGreeted(birthday, celebrated));
  const product = await step('the favourite product shows the own price and why', () => seesPrice(birthday));
  await step('cart and checkout say what applied and what is missing', () => fillsCart(birthday, product));
  await step('the order keeps the discount and its reason', () => orders(birthday));
  await step('a loyal customer without a birthday sees the status and no gift', () => seesStatus(loyal, world.shop));
  await step('the office sees who gets what, and sets a discount once', () => looks(office, world.shop));
  for (const person of [birthday, loyal, office]) await person.leave();
}

async function isGreeted(birthday, account) {
  await birthday.signIn(account);
  await birthday.see('/dashboard/', 'ulang-tahun-ringkasan');
  await birthday.reads(/Selamat ulang tahun/);
  await birthday.reads(/Hari ini ada diskon 10 % untuk/);
  const left = await birthday.page.locator('.birthday [data-until]').innerText();
  assert.match(left, /jam|menit/, 'the countdown runs');
  await birthday.see('/notifikasi/', 'ulang-tahun-notifikasi');
  await birthday.reads(/Selamat ulang tahun, .*produk favorit Anda/);
  await birthday.see('/akun/', 'ulang-tahun-akun');
}

async function seesPrice(birthday) {
  await birthday.visit('/dashboard/');
  await birthday.page.locator('.gift-goods a').first().click();
  await birthday.page.waitForURL(/\/produk_detail\/\d+\//);
  await birthday.reads(/ulang tahun untuk produk favorit Anda/);
  await birthday.look('ulang-tahun-produk');
  return birthday.path();
}

async function fillsCart(birthday, product) {
  await birthday.visit(product);
  await birthday.send('add-to-cart');
  await birthday.see('/keranjang/', 'ulang-tahun-keranjang');
  await birthday.reads(/ulang tahun untuk produk favorit Anda/);
  await birthday.see('/checkout/', 'ulang-tahun-checkout');
  await birthday.reads(/ulang tahun untuk produk favorit Anda/);
}

async function orders(birthday) {
  await birthday.send('checkout', { metode: 'ambil' });
  await birthday.page.waitForURL(/\/pesanan\/\d+\//);
  await birthday.reads(/ulang tahun untuk produk favorit Anda/);
  await birthday.look('ulang-tahun-pesanan');
}

async function seesStatus(loyal, shop) {
  await loyal.signIn(shop.account('customer'));
  await loyal.see('/dashboard/', 'setia-ringkasan');
  await loyal.reads(/Pelanggan setia/);
  assert.equal(await loyal.page.locator('.birthday').count(), 0, 'no gift without a birthday');
  await loyal.visit('/keranjang/');
  assert.equal(await loyal.page.getByText('ulang tahun').count(), 0, 'and no word of one in the cart');
}

async function looks(office, shop) {
  await office.signIn(shop.account('office'));
  await office.see('/admin/ulang-tahun/', 'admin-ulang-tahun');
  await office.see('/admin/ulang-tahun/?uji=ya', 'admin-ulang-tahun-uji');
  await office.see('/admin/ulang-tahun/?kapan=minggu', 'admin-ulang-tahun-minggu');
  await office.see('/admin/ulang-tahun/?kapan=bulan', 'admin-ulang-tahun-bulan');
  await office.visit('/admin/ulang-tahun/');
  const greeting = await office.page.locator('a[href^="https://wa.me/"]').first().getAttribute('href');
  assert.match(decodeURIComponent(greeting), /text=Selamat ulang tahun, /);
  await office.sendInVain('discount', { persen: '400' });
  await office.look('admin-ulang-tahun-diskon-salah');
  await office.send('discount', { persen: '12' });
  await office.look('admin-ulang-tahun-diskon');
  await office.reads(/Diskon setia dibuat/);
}
