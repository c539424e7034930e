// What the office keeps of a customer (domain.md §12): a note, a label, a follow-up for today that is heard live, and its end.
import assert from 'node:assert/strict';

import { hears, listen } from '../lib/bell.mjs';
import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'the office notes, labels, follows up, is reminded live and closes';

/** The schedule looks once a minute. */
const MINUTES_MS = 130_000;

export async function tell(world) {
  const office = await Person.arrive(world, 'office');
  const customer = await Person.arrive(world, 'customer');
  await office.signIn(world.shop.account('office'));
  const page = await opensCustomer(office);
  await step('a note is written, and only its writer changes it', () => writes(office, page));
  await step('a label groups customers', () => labels(office, page));
  await step('a follow-up for today is made, and its reminder comes by itself', () => isReminded(office, page));
  await step('the follow-up is closed with what came of it', () => closes(office));
  await step('the customer sees nothing of all that', () => seesNothing(customer, world.shop));
  for (const person of [office, customer]) await person.leave();
}

async function opensCustomer(office) {
  await office.see('/admin/pelanggan/?urut=belanja', 'crm-pelanggan');
  await office.page.locator('main .g-link').first().click();
  await office.page.waitForURL(/\/admin\/pelanggan\/\d+\//);
  await office.look('crm-satu-pelanggan');
  return office.path();
}

async function writes(office, page) {
  await office.sendInVain('note', { isi: ' ' });
  await office.visit(page);
  await office.send('note', { isi: 'Suka ditelepon sore.\nJangan hari Jumat.' });
  await office.reads(/Suka ditelepon sore/);
}

async function labels(office, page) {
  await office.visit(page);
  await office.send('tag-add', { label: 'Titipan uji' });
  await office.reads(/Titipan uji/);
  await office.page.locator('.tag a', { hasText: 'Titipan uji' }).click();
  await office.page.waitForURL(/\/admin\/pelanggan\/\?label=\d+/);
  await office.see('/admin/pelanggan/label/', 'crm-label');
}

async function isReminded(office, page) {
  await office.visit(page);
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Makassar' }).format(new Date());
  await office.page.locator('summary', { hasText: 'Tindak lanjut baru' }).click();
  // An hour that is over whenever this runs: the reminder comes at once.
  await office.send('follow-up', { isi: 'Telepon soal paving uji', tanggal: today, jam: '00:00' });
  await office.reads(/Telepon soal paving uji/);
  await office.look('crm-tindak-lanjut');
  const before = await listen(office);
  await hears(office, before, MINUTES_MS);
  await office.see('/admin/notifikasi/', 'crm-notifikasi');
  await office.page.locator('.note-open', { hasText: 'Telepon soal paving uji' }).first().click();
  await office.page.waitForURL(/\/admin\/tindak-lanjut\/\d+\//);
  await office.look('crm-satu-tindak-lanjut');
}

async function closes(office) {
  await office.page.locator('[data-form="follow-up-end"] textarea').fill('Mau 200 buah bulan depan');
  await office.page.locator('[data-form="follow-up-end"] button[value="selesai"]').click();
  await office.reads(/Mau 200 buah bulan depan/);
  await office.see('/admin/tindak-lanjut/?status=selesai', 'crm-selesai');
  await office.reads(/Mau 200 buah bulan depan/);
}

async function seesNothing(customer, shop) {
  await customer.signIn(shop.account('customer'));
  for (const path of ['/dashboard/', '/akun/', '/notifikasi/']) {
    await customer.visit(path);
    assert.doesNotMatch(await customer.page.locator('body').innerText(), /Suka ditelepon|Titipan uji|paving uji/);
  }
}
