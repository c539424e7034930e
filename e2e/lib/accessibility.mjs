// WCAG 2.2 AA, as far as a machine can tell (axe-core).
import assert from 'node:assert/strict';
import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails with rule, element and hint of every violation. */
export async function assertAccessible(page, title) {
  // As tall as the page: what a bar at the bottom covers for the moment can be scrolled to by people.
  const seen = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...seen, height: Math.max(seen.height, height + 200) });
  try {
    await judge(page, title);
  } finally {
    await page.setViewportSize(seen);
  }
}

async function judge(page, title) {
  // Evaluated by the debugger, not by a script element: the shop's content security policy stays as it is.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} – ${failureSummary.replace(/\s+/g, ' ')}`),
  );
  if (told.length > 0) assert.fail(`${title} is not accessible:\n    ${told.join('\n    ')}`);
}
