// Pictures of every page at the two sizes people use: a cheap phone and a laptop.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PHONE = { width: 360, height: 740 };
export const LAPTOP = { width: 1280, height: 800 };
export const SIZES = [LAPTOP, PHONE];

const FOLDER = fileURLToPath(new URL('../screenshots/', import.meta.url));
let count = 0;

export function clearScreenshots() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
}

export function screenshotPath(name) {
  return join(FOLDER, `${name}.png`);
}

/**
 * Shows the page at one size and stores its picture. The number at the front is the order of the visit; with
 * E2E_FULL_PAGE=1 the whole length of the page is stored beside it.
 */
export async function screenshot(page, title, size) {
  if (size === SIZES[0]) count += 1;
  await page.setViewportSize(size);
  await imagesInSight(page);
  const name = `${String(count).padStart(2, '0')}-${title}-${size.width}x${size.height}`;
  await page.screenshot({ path: screenshotPath(name), animations: 'disabled' });
  if (process.env.E2E_FULL_PAGE) {
    await page.screenshot({ path: screenshotPath(`${name}-full`), animations: 'disabled', fullPage: true });
  }
}

/** Waits for the pictures in sight; a broken one stays broken and is reported as a failed request. */
async function imagesInSight(page) {
  await page.evaluate(async () => {
    const inSight = (image) => {
      const box = image.getBoundingClientRect();
      return box.width > 0 && box.top < innerHeight && box.bottom > 0;
    };
    await document.fonts.ready;
    await Promise.all([...document.images].filter(inSight).map((image) => image.decode().catch(() => {})));
  });
}
