// One person at one device: a browser context of its own, on a small phone, with everything that goes wrong kept.
import assert from 'node:assert/strict';

import { assertAccessible } from './accessibility.mjs';
import { fillFields, findForm, sendForm } from './forms.mjs';
import { fitsSideways } from './layout.mjs';
import { PHONE, SIZES, screenshot } from './screenshot.mjs';

const WAIT_MS = 15_000;

export class Person {
  static async arrive({ shop, browser, people }, name) {
    const context = await browser.newContext({
      baseURL: shop.origin,
      viewport: PHONE,
      locale: 'id-ID',
      timezoneId: 'Asia/Makassar',
      reducedMotion: 'reduce',
      hasTouch: true,
    });
    context.setDefaultTimeout(WAIT_MS);
    const person = new Person(name, shop.origin, await context.newPage());
    people.push(person);
    return person;
  }

  constructor(name, origin, page) {
    this.name = name;
    this.origin = origin;
    this.page = page;
    this.faults = [];
    /** The one refusal (HTTP status) that belongs to the story at this moment. */
    this.expected = undefined;
    /** Whether the story has cut this person's network: what fails then is no fault. */
    this.cut = false;
    /** The live channel opened last; one of a page that was left is closed. */
    this.socket = undefined;
    this.#watch();
  }

  /** Notes a fault with its place; all of them are told together at the end of the story. */
  fault(text) {
    const told = `${this.name} at ${this.path()}: ${text}`;
    if (!this.faults.includes(told)) this.faults.push(told);
  }

  #watch() {
    const { page, origin } = this;
    page.on('websocket', (socket) => {
      this.socket = socket;
    });
    page.on('pageerror', (error) => this.fault(`script: ${error.message}`));
    page.on('console', (message) => {
      // A refused form answers 422 on purpose; answers are judged below, by their status.
      const judged = message.text().startsWith('Failed to load resource') || (this.cut && message.text().includes('WebSocket'));
      if (message.type() === 'error' && !judged) this.fault(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) this.fault(`request to a stranger: ${url}`);
    });
    page.on('requestfailed', (request) => {
      // Leaving a page ends what it was still loading; that is no fault.
      const why = request.failure()?.errorText;
      if (this.cut) return;
      if (why !== 'net::ERR_ABORTED') this.fault(`${request.method()} ${request.url()} failed: ${why}`);
    });
    page.on('response', (response) => {
      const status = response.status();
      if (status >= 400 && status !== this.expected) {
        this.fault(`${response.request().method()} ${response.url()} answered ${status}`);
      }
    });
  }

  async visit(path) {
    await this.page.goto(path, { waitUntil: 'load' });
  }

  /** Looks at the present page: pictures at both sizes, accessibility, no sideways scrolling. */
  async look(title) {
    for (const size of SIZES) {
      await screenshot(this.page, title, size);
      await this.#judge(() => fitsSideways(this.page, title, size));
      await this.#judge(() => assertAccessible(this.page, `${title} at ${size.width} px`));
    }
  }

  /** A page that looks wrong does not end the story, so that one run tells all of it. */
  async #judge(check) {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof assert.AssertionError)) throw error;
      this.fault(error.message);
    }
  }

  /** Goes to a page and looks at it. */
  async see(path, title) {
    await this.visit(path);
    await this.look(title);
  }

  form(name) {
    return findForm(this.page, name);
  }

  async fill(name, values) {
    await fillFields(await this.form(name), values);
  }

  /** Fills a form and sends it, as a person would: by its button. */
  async send(name, values = {}) {
    const status = await sendForm(this.page, name, values);
    assert.ok(status < 400, `${this.name}: form ${name} was answered with ${status}`);
  }

  /** Sends a form that must come back with a message: nothing changes, what was typed stays. */
  async sendInVain(name, values, status = 422) {
    this.expected = status;
    assert.equal(await sendForm(this.page, name, values, { unchecked: true }), status, `${this.name}: form ${name}`);
    this.expected = undefined;
  }

  /** Signs in at one of the three doors with an account of the demo shop. */
  async signIn({ username, password, login_url: door }) {
    await this.visit(new URL(door, this.origin).pathname);
    const form = await this.form('login');
    const named = await form.locator('[name="username"]').count();
    await this.send('login', { [named ? 'username' : 'email']: username, password });
  }

  async reads(text) {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  path() {
    return new URL(this.page.url(), this.origin).pathname;
  }

  /** Ends the person's story: nothing may have gone wrong on the way. */
  async leave() {
    await this.page.context().close();
    if (this.faults.length > 0) assert.fail(`${this.faults.length} faults seen by ${this.name}:\n${this.faults.join('\n')}`);
  }
}
