// Debian's Chromium with an empty profile, driven by playwright-core.
import assert from 'node:assert/strict';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

// Nothing may leave this machine, and nothing may differ from run to run.
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable);
  assert.ok(found, `no Chromium found (${NAMES.join(', ')}); on Debian: apt-get install chromium`);
  return found;
}

export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? findChromium(), args: ARGUMENTS });
}
