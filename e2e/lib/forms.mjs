// Forms are found by their data-form name (domain.md §13), fields by their name, whatever the page looks like.
const SETTLE_MS = 300;

/** The one visible form of this name; opens a <details> or dialog that hides it. */
export async function findForm(page, name) {
  const forms = page.locator(`form[data-form="${name}"]`);
  await forms.first().waitFor({ state: 'attached' });
  const form = (await visibleOf(forms)) ?? forms.first();
  await reveal(form);
  return form;
}

async function visibleOf(locators) {
  for (const one of await locators.all()) {
    if (await one.isVisible()) return one;
  }
  return undefined;
}

async function reveal(form) {
  await form.evaluate((node) => {
    for (let at = node; at; at = at.parentElement) {
      if (at instanceof HTMLDetailsElement) at.open = true;
      if (at instanceof HTMLDialogElement && !at.open) at.showModal();
      if (at.popover && !at.matches(':popover-open')) at.showPopover();
    }
  });
}

/** Fills fields by name: text, date, select, radio, tick box (true/false) or file ({name, mimeType, buffer} or path). */
export async function fillFields(form, values) {
  for (const [name, value] of Object.entries(values)) await fillField(form, name, value);
}

async function fillField(form, name, value) {
  const fields = form.locator(`[name="${name}"]:not([type="hidden"])`);
  const kind = await fields.first().evaluate((node) => (node.localName === 'input' ? node.type : node.localName));
  switch (kind) {
    case 'radio':
      return choose(form.locator(`[name="${name}"][value="${value}"]`), true);
    case 'checkbox':
      return choose(fields.first(), value);
    case 'file':
      return fields.first().setInputFiles(value);
    case 'select':
      return fields.first().selectOption(value);
    default:
      return fields.first().fill(String(value));
  }
}

/** By a click on the very element: the dot itself may be drawn by its label and have no size. */
async function choose(field, wanted) {
  if ((await field.isChecked()) !== wanted) await field.evaluate((node) => node.click());
}

const SUBMIT = '[type="submit"], button:not([type])';

/**
 * Sends the form by its button, waits for the page or the fragment that follows, returns the status of the answer.
 * `unchecked` switches the browser's own checks off, as with an old browser, so that the shop's are seen.
 */
export async function sendForm(page, name, values, { unchecked = false } = {}) {
  const form = await findForm(page, name);
  if (unchecked) await form.evaluate((node) => { node.noValidate = true; });
  await fillFields(form, values);
  const navigated = page.waitForEvent('framenavigated', { predicate: (frame) => frame === page.mainFrame() });
  // Never awaited for a fragment, and then its time-out is nobody's business.
  navigated.catch(() => {});
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'POST'),
    form.locator(SUBMIT).first().click(),
  ]);
  if (response.request().isNavigationRequest()) {
    await navigated;
    await page.waitForLoadState('load');
  } else {
    await page.waitForTimeout(SETTLE_MS);
  }
  return response.status();
}
