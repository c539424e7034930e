// The bell of a signed-in page and its live channel (domain.md §10).
import assert from 'node:assert/strict';

const LIVE_MS = 10_000;
const COUNT = '#bel [data-unread]';

/** How many notifications the bell says are unread. */
export function unread(person) {
  return person.page.evaluate((count) => (parseInt(document.querySelector(count)?.textContent, 10) || 0), COUNT);
}

/** Remembers the bell and the very document, so that a reload cannot pass for a live message. */
export async function listen(person) {
  for (const end = Date.now() + LIVE_MS; !person.socket || person.socket.isClosed(); await person.page.waitForTimeout(50)) {
    assert.ok(Date.now() < end, `${person.name}'s page at ${person.path()} opens no live channel`);
  }
  await person.page.evaluate(() => { globalThis.notReloaded = true; });
  return unread(person);
}

/** Waits until the bell of the same document counts more than before. */
export async function hears(person, before, within = LIVE_MS) {
  await person.page.waitForFunction(
    ([count, least]) => (parseInt(document.querySelector(count)?.textContent, 10) || 0) > least,
    [COUNT, before],
    { timeout: within, polling: 50 },
  );
  assert.ok(await person.page.evaluate(() => globalThis.notReloaded), `${person.name}'s page was reloaded`);
  return unread(person);
}
