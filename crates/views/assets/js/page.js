// On every page: countdowns, copy buttons, one send per form, shown passwords. Everything works without it.

document.documentElement.classList.add('js');

// A refused form or a changed price speaks first; where one field alone is wrong, typing goes on there.
const speaks = document.querySelector('[data-focus]');
const wrong = [...document.querySelectorAll('[aria-invalid=true]')].filter((field) => field.getClientRects().length > 0);
(speaks?.matches('.form-summary') && wrong.length === 1 ? wrong[0] : speaks)?.focus();

// Where one is stays in view, in a menu or a row of tabs that scrolls.
function reveal() {
  for (const here of document.querySelectorAll('.side-middle [aria-current], .tabs [aria-current]')) {
    const box = here.closest('.side-middle, .tabs');
    const [own, all] = [here.getBoundingClientRect(), box.getBoundingClientRect()];
    if (own.bottom > all.bottom || own.top < all.top) box.scrollTop += own.top - all.top - all.height / 2;
    if (own.right > all.right || own.left < all.left) box.scrollLeft += own.left - all.left - (all.width - own.width) / 2;
  }
}
reveal();
// On a phone the menu is laid out only when it opens.
document.querySelector('.adm-side')?.addEventListener('toggle', (event) => event.target.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }));

// Countdowns: `data-until` in UTC milliseconds.
const spans = [...document.querySelectorAll('[data-until]')];
function left(ms) {
  if (ms <= 0) return 'sudah lewat';
  const s = Math.floor(ms / 1000);
  const [d, h, m] = [Math.floor(s / 86400), Math.floor(s / 3600) % 24, Math.floor(s / 60) % 60];
  if (d) return h ? `${d} hari ${h} jam` : `${d} hari`;
  if (h) return m ? `${h} jam ${m} menit` : `${h} jam`;
  return m >= 10 ? `${m} menit` : `${m} menit ${s % 60} detik`;
}
function tick() {
  const now = Date.now();
  for (const span of spans) span.textContent = left(Number(span.dataset.until) - now);
}
if (spans.length) {
  tick();
  setInterval(tick, 1000);
}

// Copy buttons: `data-copy` is what lands in the clipboard.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const label = button.querySelector('span');
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    label.textContent = 'Tersalin';
  } catch {
    label.textContent = button.dataset.copy;
  }
  setTimeout(() => { label.textContent = 'Salin'; }, 2000);
});

// Without a connection nothing is sent: the browser's own error page would throw away what was typed and the chosen photos.
function offline() {
  if (navigator.onLine !== false) return false;
  document.querySelector('[data-offline]')?.remove();
  const note = document.createElement('p');
  note.className = 'toast toast-bad';
  note.dataset.offline = '';
  note.setAttribute('role', 'alert');
  note.textContent = 'Tidak ada sambungan. Isian dan foto masih di sini, kirim lagi nanti.';
  (document.querySelector('.toasts') ?? document.querySelector('main')).prepend(note);
  return true;
}
addEventListener('online', () => document.querySelector('[data-offline]')?.remove());

// One send per form: a second press while the first is under way does nothing.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (offline()) {
    event.preventDefault();
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  // After the browser has collected the fields, so that the pressed button is among them.
  setTimeout(() => {
    for (const button of form.querySelectorAll('button:not([type=button])')) {
      button.disabled = true;
      button.dataset.busy = '';
    }
  });
});
// Coming back with the browser's own button finds the form usable again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll('button[data-busy]')) {
      button.disabled = false;
      delete button.dataset.busy;
    }
  }
});

// Passwords can be shown while typing.
for (const input of document.querySelectorAll('input[data-reveal]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'reveal';
  button.textContent = 'Lihat';
  button.setAttribute('aria-pressed', 'false');
  button.setAttribute('aria-controls', input.id);
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.textContent = shown ? 'Lihat' : 'Tutup';
    button.setAttribute('aria-pressed', String(!shown));
  });
  const wrap = document.createElement('div');
  wrap.className = 'reveal-wrap';
  input.replaceWith(wrap);
  wrap.append(input, button);
}

// A choice that takes effect at once (the order of a list).
document.addEventListener('change', (event) => {
  if (event.target.matches('[data-submit]')) event.target.form.requestSubmit();
});

// Something is under way: the page looks again by itself.
const again = document.querySelector('[data-again]');
if (again) setTimeout(() => location.reload(), Number(again.dataset.again));
