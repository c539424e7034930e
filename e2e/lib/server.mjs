// The shop under test: the release binary with a demo data folder of its own on a free port.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const START_SECONDS = 60;
const LINES_KEPT = 60;

function binary() {
  const path = process.env.BAROKAH_BINARY ?? fileURLToPath(new URL('../../target/release/barokah', import.meta.url));
  assert.ok(existsSync(path), `${path} is missing; build it first: cargo build --release`);
  return path;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** A run that is cut off must not leave its shop behind. */
function endsWithUs(child) {
  process.once('exit', () => child.kill('SIGKILL'));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
}

/** Starts the demo shop; resolves once it is healthy and has written its accounts. */
export async function startShop() {
  const data = mkdtempSync(join(tmpdir(), 'barokah-e2e-'));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(binary(), ['demo', '--data', data, '--bind', address], { stdio: ['ignore', 'pipe', 'pipe'] });
  endsWithUs(child);
  const shop = new Shop(child, data, `http://${address}`);
  try {
    await shop.ready();
  } catch (error) {
    await shop.stop();
    throw error;
  }
  return shop;
}

class Shop {
  #child;
  #data;
  #lines = [];
  #ended;

  constructor(child, data, origin) {
    this.#child = child;
    this.#data = data;
    this.origin = origin;
    this.#ended = new Promise((resolve) => child.once('close', resolve));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.#lines.push(...text.split('\n').filter(Boolean));
        this.#lines.splice(0, this.#lines.length - LINES_KEPT);
      });
    }
  }

  async ready() {
    const accounts = join(this.#data, 'demo-accounts.json');
    for (const end = Date.now() + START_SECONDS * 1000; Date.now() < end; await pause(50)) {
      assert.equal(this.#child.exitCode, null, `the shop ended while starting\n${this.lastLines()}`);
      if (existsSync(accounts) && (await answers(`${this.origin}/healthz`))) {
        this.accounts = JSON.parse(readFileSync(accounts, 'utf8'));
        return;
      }
    }
    assert.fail(`the shop was not healthy after ${START_SECONDS} s\n${this.lastLines()}`);
  }

  /** The first demo account of a role: owner, office, employee or customer. */
  account(role) {
    const found = this.accounts.find((account) => account.role === role);
    assert.ok(found, `demo-accounts.json has no ${role}`);
    return found;
  }

  lastLines() {
    return `last lines of the shop:\n${this.#lines.join('\n')}`;
  }

  async stop() {
    this.#child.kill('SIGTERM');
    const forced = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await this.#ended;
    clearTimeout(forced);
    rmSync(this.#data, { recursive: true, force: true });
  }
}
