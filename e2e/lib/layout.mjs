// Phone first: 360 px is the normal case, and no page may scroll sideways there.
import assert from 'node:assert/strict';

/** Fails with the elements that stick out to the right. */
export async function fitsSideways(page, title, size) {
  const sticking = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const scrolls = (node) => node && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
    const out = [...document.body.querySelectorAll('*')]
      .filter((node) => node.getBoundingClientRect().right > room + 1 && !scrolls(node.parentElement))
      .slice(0, 5)
      .map((node) => `<${node.localName} class="${node.className}"> ends at ${Math.round(node.getBoundingClientRect().right)} px`);
    return out.length > 0 ? out : [`content is ${document.documentElement.scrollWidth} px wide`];
  });
  if (sticking.length > 0) assert.fail(`${title} scrolls sideways at ${size.width} px:\n    ${sticking.join('\n    ')}`);
}
