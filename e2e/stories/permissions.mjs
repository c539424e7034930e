// Who may do what (domain.md §1, §11): the owner hires somebody for the warehouse, they sign in with a code of their phone, see only what is
// theirs, and the owner reads in the log who did what.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

import { Person } from '../lib/person.mjs';
import { step } from '../lib/steps.mjs';

export const title = 'the owner hires for the warehouse, who signs in with a code and sees only theirs; the log tells it';

const ACCOUNT = { username: 'rahmat.gudang', password: 'pasir putih 45', login_url: '/admin/login/' };

export async function tell(world) {
  const owner = await Person.arrive(world, 'owner');
  const warehouse = await Person.arrive(world, 'warehouse');
  await owner.signIn(world.shop.account('owner'));
  await step('the owner makes an account for the warehouse', () => hires(owner));
  const codes = await step('they switch the second step on', () => switchesOn(warehouse));
  await step('they sign in with password and code', () => signsIn(warehouse, codes));
  await step('they see what is theirs and nothing else', () => seesTheirs(warehouse));
  await step('the owner finds it in the log and takes the second step off', () => reads(owner));
  await owner.leave();
  await warehouse.leave();
}

async function hires(owner) {
  await owner.visit('/admin/admin/baru/');
  const { username, password } = ACCOUNT;
  await owner.send('admin', { nama: 'Rahmat', username, password, peran: 'warehouse' });
  await owner.see('/admin/admin/', 'admin-daftar-gudang');
  await owner.reads('Petugas gudang');
}

async function switchesOn(person) {
  await person.signIn(ACCOUNT);
  await person.see('/admin/akun/kode-masuk/', 'kode-masuk-mati');
  await person.send('totp-start');
  await person.look('kode-masuk-pindai');
  const secret = (await person.page.locator('.secret-key').innerText()).replace(/\s/g, '');
  await person.sendInVain('totp-confirm', { kode: '1' });
  await person.look('kode-masuk-salah');
  await person.send('totp-confirm', { kode: codeOf(secret, 0) });
  await person.look('kode-cadangan');
  const recovery = await person.page.locator('.codes code').allInnerTexts();
  assert.equal(recovery.length, 10);
  await person.see('/admin/akun/kode-masuk/', 'kode-masuk-menyala');
  await leaves(person);
  return { secret, recovery };
}

/** The session is gone: another day, another browser. */
async function leaves(person) {
  await person.page.context().clearCookies({ name: 'barokah_admin' });
}

async function signsIn(person, { secret, recovery }) {
  await person.signIn(ACCOUNT);
  assert.equal(person.path(), '/admin/login/kode/');
  await person.look('masuk-kode');
  await person.sendInVain('login-code', { kode: 'abc' });
  await person.look('masuk-kode-salah');
  // The next half minute's code counts already; the present one was used up when the step was switched on.
  await person.send('login-code', { kode: codeOf(secret, 1) });
  assert.equal(person.path(), '/admin/');
  await leaves(person);
  await person.signIn(ACCOUNT);
  await person.page.getByRole('link', { name: 'Pakai kode cadangan' }).click();
  await person.send('login-code', { kode: recovery[0] });
  assert.equal(person.path(), '/admin/');
}

async function seesTheirs(person) {
  await person.look('gudang-ringkasan');
  assert.equal(await person.page.getByText('Omzet').count(), 0);
  assert.equal(await person.page.locator('.adm-side a[href="/admin/pengaturan/"]').count(), 0);
  await person.see('/admin/pesanan/', 'gudang-pesanan');
  person.expected = 403;
  await person.see('/admin/pengaturan/', 'gudang-bukan-bagian');
  person.expected = undefined;
  await person.reads('tidak termasuk tugas akun Anda');
  await person.page.getByRole('link', { name: 'Ke ringkasan' }).click();
  await person.page.waitForURL('**/admin/');
}

async function reads(owner) {
  await owner.see('/admin/audit/', 'catatan-perubahan');
  await owner.reads('Masuk dengan kode cadangan');
  await owner.visit('/admin/audit/?objek=admin&aksi=created');
  await owner.reads('Rahmat');
  await owner.visit('/admin/admin/');
  await owner.page.getByRole('link', { name: 'Rahmat' }).click();
  await owner.page.waitForURL(/\/admin\/admin\/\d+\/$/);
  await owner.look('admin-lepas-kode');
  await owner.send('totp-reset');
  assert.equal(await owner.page.locator('[data-form="totp-reset"]').count(), 0);
}

/** The six digits an app shows for a base32 secret, so many half minutes from now (RFC 6238). */
function codeOf(secret, ahead) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac('sha1', key).update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}
