// Counting the yard with two telephones at once (domain.md §4): every line is saved where it stands, the difference is approved once.
import assert from 'node:assert/strict';

import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'two people count the yard at once, and the office approves the difference';

export async function tell(world) {
  const owner = await Person.arrive(world, 'owner');
  const clerk = await Person.arrive(world, 'clerk');
  await owner.signIn(world.shop.account('owner'));
  await clerk.signIn(world.shop.account('office'));
  const sheet = await step('the office makes a sheet', () => makes(owner));
  await step('both count, each line saved where it stands', () => count(owner, clerk, sheet));
  await step('the network is gone for one line', () => withoutNetwork(clerk));
  await step('the difference is approved and stands in the ledger', () => approves(owner, sheet));
  for (const person of [owner, clerk]) await person.leave();
}

async function makes(owner) {
  await owner.see('/admin/stok/opname/', 'opname');
  await owner.send('count', { catatan: 'gudang depan' });
  await owner.look('opname-lembar');
  const sheet = owner.path();
  await owner.see(`${sheet}cetak/`, 'opname-cetak');
  await owner.visit(sheet);
  return sheet;
}

const lineOf = (person, at) => person.page.locator('.count-line').nth(at);

async function puts(person, at, typed) {
  const line = lineOf(person, at);
  await line.locator('[name="jumlah"]').fill(typed);
  const saved = person.page.waitForResponse((answer) => answer.request().method() === 'POST');
  await line.getByRole('button', { name: /Simpan/ }).click();
  await saved;
}

async function count(owner, clerk, sheet) {
  await clerk.visit(sheet);
  await puts(owner, 0, '1000');
  await lineOf(owner, 0).getByText('dari buku').waitFor();
  await puts(clerk, 1, '5');
  await lineOf(clerk, 1).getByText('dari buku').waitFor();
  // The first line was counted meanwhile by somebody else: told, not overwritten.
  clerk.expected = 422;
  await puts(clerk, 0, '7');
  await lineOf(clerk, 0).getByText('Sudah diubah orang lain').waitFor();
  clerk.expected = undefined;
  await clerk.look('opname-diubah');
}

async function withoutNetwork(clerk) {
  await clerk.visit(clerk.path());
  clerk.cut = true;
  await clerk.page.context().setOffline(true);
  const line = lineOf(clerk, 2);
  await line.locator('[name="jumlah"]').fill('9');
  await line.getByRole('button', { name: /Simpan/ }).click();
  await line.getByText('Belum tersimpan').waitFor();
  assert.equal(await line.locator('[name="jumlah"]').inputValue(), '9', 'what was typed stays');
  await clerk.page.context().setOffline(false);
  clerk.cut = false;
  await puts(clerk, 2, '');
}

async function approves(owner, sheet) {
  await owner.visit(sheet);
  // What is promised to orders cannot be counted away: only the first line is a difference that can be.
  await puts(owner, 1, '');
  await owner.visit(`${sheet}?lihat=beda`);
  await owner.look('opname-selisih');
  await owner.page.getByRole('link', { name: 'Periksa dan setujui' }).click();
  await owner.page.waitForURL(/\/setujui\/$/);
  await owner.reads('belum dihitung');
  await owner.look('opname-setujui');
  await owner.send('count-approve');
  await owner.reads('Hitungan disetujui');
  await owner.look('opname-disetujui');
  await owner.see('/admin/stok/?jenis=count', 'stok-mutasi-hitung');
  await owner.reads(/opname\) #/);
}
