// Keys of the office: `data-key` is the key of a button, link, drawer or field. Only where nobody is typing; everything works by buttons too.

const typing = (node) => node.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable]');
const visible = (node) => node.getClientRects().length > 0;
const of = (key) => [...document.querySelectorAll('[data-key]')].find((node) => node.dataset.key === key && visible(node));

// After a refusal people type on, and a letter must not decide about money.
const refused = document.querySelector('.form-summary');
// A page that opened by itself behind a decision has to be seen before the next one: a second press meant the page before.
const opened = performance.now();
const tooSoon = (node) => node.form?.method === 'post' && document.querySelector('.flash') && performance.now() - opened < 1000;

function press(node) {
  if ('keyFirst' in node.dataset) {
    // Something is to be chosen before the button is pressed.
    node.form.querySelector('select').focus();
  } else if (node.matches('summary')) {
    // A drawer opens on its first field.
    const drawer = node.parentElement;
    drawer.open = true;
    drawer.querySelector('input:not([type=hidden]), textarea, select')?.focus();
  } else if (node.matches('input, select, textarea')) {
    node.focus();
    node.select?.();
  } else {
    node.focus();
    node.click();
  }
}

// In a list: one row after the other, a tick for the row one stands on.
const row = (node) => node?.closest('[data-rows] tr, [data-rows] li');
const links = () => [...document.querySelectorAll('[data-rows] .g-link')];
function walk(by) {
  const all = links();
  if (all.length === 0) return false;
  const at = all.findIndex((link) => row(link).contains(document.activeElement));
  const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[Math.min(all.length - 1, Math.max(0, at + by))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}
function tick() {
  const box = row(document.activeElement)?.querySelector('input[type=checkbox]');
  box?.click();
  return Boolean(box);
}

// The list of keys is that of the page.
const help = document.querySelector('[data-keys]');
function show() {
  if (!help?.togglePopover) return false;
  const list = help.querySelector('[data-keys-list]');
  list.replaceChildren();
  for (const node of document.querySelectorAll('[data-key-words]')) {
    if (!visible(node)) continue;
    const [term, words, key] = ['dt', 'dd', 'kbd'].map((name) => document.createElement(name));
    key.className = 'key';
    key.textContent = node.dataset.key.toUpperCase();
    term.append(key);
    words.textContent = node.dataset.keyWords;
    list.append(term, words);
  }
  help.togglePopover();
  return true;
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const key = event.key.toLowerCase();
  const rows = { j: () => walk(1), k: () => walk(-1), x: tick, '?': show };
  if (rows[key]?.()) {
    event.preventDefault();
    return;
  }
  const node = of(key);
  if (!node || node.disabled || refused || help?.matches(':popover-open')) return;
  event.preventDefault();
  if (tooSoon(node)) return;
  press(node);
});

// What a key does is told to whoever cannot see it.
for (const node of document.querySelectorAll('[data-key]')) node.setAttribute('aria-keyshortcuts', node.dataset.key);
