// Runs every story of stories/ in Chromium against a fresh demo shop: `node e2e/run.mjs [name…]`. Of two that run side by side, each with a
// shop and a browser of its own, `--half 1` and `--half 2` tell every second story.
// BAROKAH_BINARY names another binary than target/release/barokah. Screenshots land in e2e/screenshots/.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { parseArgs } from 'node:util';

import { openBrowser } from './lib/browser.mjs';
import { clearScreenshots, screenshotPath } from './lib/screenshot.mjs';
import { startShop } from './lib/server.mjs';

const STORY_MINUTES = 5;

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { half: { type: 'string' } },
});
const half = options.half === undefined ? undefined : Number(options.half);
assert.ok(half === undefined || half === 1 || half === 2, `there is no half ${options.half}`);
const names = readdirSync(new URL('./stories/', import.meta.url))
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace(/\.mjs$/, ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .sort()
  .filter((_, place) => half === undefined || place % 2 === half - 1);
assert.ok(names.length > 0, `no story named ${wanted.join(', ')}`);

let shop;
let browser;

before(async () => {
  // Halves share the folder; who starts both has cleared it.
  if (half === undefined) clearScreenshots();
  shop = await startShop();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await shop?.stop();
});

/** What everybody saw up to the failure, beside the failure itself. */
async function tellAll(name, people) {
  console.log(shop.lastLines());
  for (const person of people) {
    console.log(person.faults.join('\n'));
    await person.page.screenshot({ path: screenshotPath(`failed-${name}-${person.name}`) }).catch(() => {});
    await person.page.context().close();
  }
}

for (const name of names) {
  const story = await import(`./stories/${name}.mjs`);
  test(story.title, { timeout: STORY_MINUTES * 60_000 }, async () => {
    const people = [];
    try {
      await story.tell({ shop, browser, people });
    } catch (error) {
      await tellAll(name, people);
      throw error;
    }
  });
}
