// Where a driver stands there is often no network (docs/decisions/0019): the photo is made small, kept in the phone and sent until the
// shop has it. Nothing is lost, nothing is doubled, nothing is shown as done before it is.
import assert from 'node:assert/strict';

import { Person } from '../lib/person.mjs';
import { drawPng } from '../lib/pictures.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'a driver proves deliveries while the network comes and goes: nothing lost, doubled or done too early';

const WAITS = '[data-outbox-item]';
const DONE = 'barang tercatat sudah sampai';
const DASHBOARD = '/karyawan/dashboard/';
const PHOTO = { name: 'kamera.png', mimeType: 'image/png', buffer: drawPng(3000, 4000) };

export async function tell(world) {
  const office = await Person.arrive(world, 'office');
  const driver = await Person.arrive(world, 'driver');
  await office.signIn(world.shop.account('owner'));
  await driver.signIn(world.shop.account('employee'));
  const orders = await step('the office plans a day and sends the truck off', () => plans({ office, driver }));
  await step('no network at all, and the phone is restarted', () => survivesRestart({ office, driver }, orders[0]));
  await step('the network breaks in the middle of the photo; goods are missing', () => brokenUpload({ office, driver }, orders[1]));
  await step('the answer is lost after the shop has it', () => lostAnswer({ office, driver }, orders[2]));
  await step('the office settles what was missing', () => settles(office, orders[1]));
  for (const person of [office, driver]) await person.leave();
}

async function plans({ office, driver }) {
  await driver.see('/karyawan/akun/', 'karyawan-akun-kirim');
  const name = (await driver.page.locator('h1').innerText()).trim();
  await office.see('/admin/pengiriman/', 'rencana-kirim');
  const waiting = office.page.locator('form[data-form="delivery-plan"] li').filter({ hasNotText: 'Ongkir belum diisi' });
  const count = Math.min(await waiting.count(), 3);
  for (let at = 0; at < count; at += 1) await waiting.nth(at).locator('[name="pesanan"]').check();
  await office.send('delivery-plan', { karyawan: { label: name } });
  await office.look('rencana-kirim-terisi');
  const tour = office.page.locator('form[data-form="delivery-tour"]').filter({ has: office.page.locator('[value="berangkat"]') }).first();
  const leave = tour.locator('[value="berangkat"]');
  await Promise.all([office.page.waitForResponse((answer) => answer.request().method() === 'POST'), leave.click()]);
  await office.reads('berangkat.');
  await driver.see(DASHBOARD, 'karyawan-rute');
  const open = await driver.page.locator('[data-outbox-trip]').evaluateAll((trips) => trips.map((trip) => trip.dataset.outboxTrip));
  assert.ok(open.length >= 3, `the driver has three deliveries: ${open}`);
  return open;
}

const deliveryOf = (order) => `/karyawan/transaksi/${order}/verifikasi/`;
const isProof = (request) => request.method() === 'POST' && request.url().endsWith('/verifikasi/');

async function fillProof(driver, values) {
  const form = await driver.form('deliver');
  await form.locator('[name="foto_pengiriman"]').setInputFiles(PHOTO);
  await driver.fill('deliver', { penerima: 'Pak Ahmad', ...values });
  return form;
}

const press = (form) => form.locator('button:not([type])').last().click();

async function waits(driver, order) {
  await driver.page.locator(`${WAITS}[data-outbox-item="${order}"]`).getByText('Belum terkirim, dicoba lagi').waitFor();
  assert.equal(await driver.page.getByText(DONE).count(), 0, 'not done before the shop has it');
}

/** The photo that waits in the phone. */
function keptPhoto(page) {
  return page.evaluate(async () => {
    const asked = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const db = await asked(indexedDB.open('barokah-kiriman', 1));
    const [{ photo }] = await asked(db.transaction('kiriman').objectStore('kiriman').getAll());
    const picture = await createImageBitmap(photo);
    return { type: photo.type, sides: [picture.width, picture.height] };
  });
}

/** What the office sees is what the shop has. */
async function standsAt(office, order, state, times) {
  await office.visit(`/admin/pesanan/${order}/`);
  await office.reads(state);
  const told = await office.page.locator('.timeline-what').allInnerTexts();
  assert.equal(told.filter((words) => words.trim() === 'Barang sampai').length, times, `order ${order}: ${told}`);
}

/** Away from the page of the browser that says there is no network; it may still be arriving there. */
async function leaves(page) {
  for (let tries = 0; page.url() !== 'about:blank' && tries < 20; tries += 1) {
    await page.goto('about:blank').catch(() => page.waitForTimeout(100));
  }
}

async function survivesRestart({ office, driver }, order) {
  const { page } = driver;
  await driver.see(deliveryOf(order), 'antar');
  driver.cut = true;
  const form = await fillProof(driver, {});
  await page.context().setOffline(true);
  await press(form);
  await waits(driver, order);
  await driver.look('antar-belum-terkirim');
  await standsAt(office, order, 'DIKIRIM', 0);
  // The phone is switched off and on again without network, and comes back into it on the road.
  await page.reload().catch(() => {});
  await leaves(page);
  await page.context().setOffline(false);
  await page.route('**/verifikasi/', (route) => (isProof(route.request()) ? route.abort('connectionfailed') : route.continue()));
  await driver.visit(DASHBOARD);
  await waits(driver, order);
  await driver.look('karyawan-foto-menunggu');
  await standsAt(office, order, 'DIKIRIM', 0);
  await driver.visit(deliveryOf(order));
  await waits(driver, order);
  assert.equal(await page.locator('[name="penerima"]').inputValue(), 'Pak Ahmad', 'what was typed is still there');
  assert.equal(await page.locator('.file-preview img').count(), 1, 'and so is the photo');
  assert.deepEqual(await keptPhoto(page), { type: 'image/jpeg', sides: [1200, 1600] }, 'it was made small before it is sent');
  await page.unroute('**/verifikasi/');
  driver.cut = false;
  // It is sent by itself.
  await page.waitForURL(`**${DASHBOARD}`);
  await driver.reads(DONE);
  assert.equal(await page.locator(WAITS).count(), 0);
  await standsAt(office, order, 'SELESAI', 1);
}

async function brokenUpload({ office, driver }, order) {
  const { page } = driver;
  await driver.visit(deliveryOf(order));
  await page.getByText('Ada barang yang kurang').click();
  const form = await fillProof(driver, { sampai_1: '0,5', sebab_1: '' });
  await driver.look('antar-kurang');
  // The shop refuses what is wrong at once, and the photo stays.
  driver.expected = 422;
  await press(form);
  await page.locator('#e-sebab_1').waitFor();
  driver.expected = undefined;
  assert.equal(await page.locator('.file-preview img').count(), 1, 'the photo was not lost with the refusal');
  await driver.look('antar-kurang-ditolak');
  const [ordered] = await page.locator('.affix-unit').first().innerText().then((words) => words.match(/[\d.,]+/));
  const arrived = String(Number(ordered.replaceAll('.', '').replace(',', '.')) - 1).replace('.', ',');
  await driver.fill('deliver', { sampai_1: arrived, sebab_1: 'retak saat diturunkan' });
  const line = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 3000 };
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', slow);
  driver.cut = true;
  const begun = page.waitForRequest(isProof);
  await press(await driver.form('deliver'));
  await begun;
  await page.context().setOffline(true);
  await waits(driver, order);
  await standsAt(office, order, 'DIKIRIM', 0);
  await line.send('Network.emulateNetworkConditions', { ...slow, latency: 0, uploadThroughput: -1 });
  const landed = page.waitForURL(`**${DASHBOARD}`);
  await page.context().setOffline(false);
  await landed;
  driver.cut = false;
  await line.detach();
  await standsAt(office, order, 'SELESAI', 1);
  await office.reads('retak saat diturunkan');
}

async function lostAnswer({ office, driver }, order) {
  const { page } = driver;
  await driver.visit(deliveryOf(order));
  driver.cut = true;
  let taken = 0;
  await page.route('**/verifikasi/', async (route) => {
    if (!isProof(route.request())) return route.continue();
    const answer = await route.fetch();
    assert.equal(answer.status(), 200, 'the shop takes the same form each time');
    taken += 1;
    return route.abort('connectionreset');
  });
  await press(await fillProof(driver, {}));
  await waits(driver, order);
  await standsAt(office, order, 'SELESAI', 1);
  await page.getByRole('button', { name: 'Coba sekarang' }).click();
  for (const end = Date.now() + 15_000; taken < 2 && Date.now() < end; ) await page.waitForTimeout(50);
  assert.ok(taken >= 2, 'it was sent again');
  await page.unroute('**/verifikasi/');
  // The page is opened anew: the order is done already, and what waited in the phone goes once it is answered.
  await driver.visit(deliveryOf(order));
  driver.cut = false;
  await page.waitForFunction((item) => !document.querySelector(item), WAITS);
  await driver.visit(deliveryOf(order));
  await driver.look('antar-selesai');
  assert.equal(await page.locator(WAITS).count(), 0, 'nothing waits any more');
  await standsAt(office, order, 'SELESAI', 1);
}

async function settles(office, order) {
  await office.see(`/admin/pesanan/${order}/`, 'admin-pesanan-kurang');
  await office.send('shortfall', { uang: 'kembali' });
  await office.reads('uangnya dikembalikan');
  await office.look('admin-pesanan-kurang-selesai');
}
