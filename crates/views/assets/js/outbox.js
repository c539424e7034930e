// A delivery is proved where there is often no network. The photo is made small, kept in this phone until the shop has it, and sent again
// until it is answered. The form's key makes a form that arrives twice one delivery. Without this script the plain form works.

const LONGEST_SIDE = 1600;
const QUALITY = 0.82;
const PAUSES = [2, 4, 8, 15, 30, 60].map((seconds) => seconds * 1000);
const PATIENCE = 120_000;
const PHOTO = 'foto_pengiriman';

const board = document.querySelector('[data-outbox]');

// What waits: one entry for each order, with its photo. Without a store of its own (a private window) only the open page holds it.
const held = new Map();
const opened = new Promise((resolve) => {
  try {
    const asked = indexedDB.open('barokah-kiriman', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('kiriman', { keyPath: 'order' });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null);
  } catch {
    resolve(null);
  }
});
async function store(mode, act) {
  const db = await opened;
  if (!db) return undefined;
  return new Promise((resolve, reject) => {
    const change = db.transaction('kiriman', mode);
    const asked = act(change.objectStore('kiriman'));
    change.oncomplete = () => resolve(asked.result);
    change.onerror = () => reject(change.error);
    change.onabort = () => reject(change.error);
  });
}
async function keep(entry) {
  held.set(entry.order, entry);
  await store('readwrite', (all) => all.put(entry)).catch(() => {});
}
async function drop(order) {
  held.delete(order);
  await store('readwrite', (all) => all.delete(order)).catch(() => {});
}
async function load() {
  for (const entry of (await store('readonly', (all) => all.getAll()).catch(() => [])) ?? []) {
    if (!held.has(entry.order)) held.set(entry.order, entry);
  }
}

/** The photo no larger than it needs to be; as it is when this browser cannot read it or gains nothing. */
async function shrunk(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return small && (scale < 1 || small.size < file.size) ? small : file;
  } catch {
    return file;
  }
}

// What is under way, with the means to give it up.
const running = new Map();
const timers = new Map();

/** Sends one entry. Only the shop's own "done" ends it. */
async function send(order) {
  const entry = held.get(order);
  if (!entry || entry.stopped || running.has(order)) return;
  clearTimeout(timers.get(order));
  const line = new AbortController();
  const patience = setTimeout(() => line.abort(), PATIENCE);
  running.set(order, line);
  show();
  try {
    const body = new FormData();
    for (const [name, value] of entry.fields) body.append(name, value);
    body.append('lewat', 'ya');
    body.append(PHOTO, entry.photo, 'foto.jpg');
    const answer = await fetch(entry.action, { method: 'POST', body, redirect: 'manual', signal: line.signal });
    await read(entry, answer);
  } catch {
    later(entry);
  } finally {
    clearTimeout(patience);
    running.delete(order);
    show();
  }
}

async function read(entry, answer) {
  if (answer.status === 200) {
    const onward = await answer.text();
    await drop(entry.order);
    tell(entry, onward);
  } else if (answer.type === 'opaqueredirect') {
    await stop(entry, 'door');
  } else if (answer.status === 422) {
    await stop(entry, 'refused', await answer.text());
  } else if (answer.status >= 500 || answer.status === 408 || answer.status === 429) {
    later(entry);
  } else {
    await stop(entry, 'gone');
  }
}

function later(entry) {
  entry.tries = (entry.tries ?? 0) + 1;
  const pause = PAUSES[Math.min(entry.tries, PAUSES.length) - 1];
  timers.set(entry.order, setTimeout(() => send(entry.order), pause));
}

/** The shop has looked and said no, or wants to know who it is: sending the same again would not help. */
async function stop(entry, why, page) {
  entry.stopped = why;
  await keep(entry);
  if (why === 'refused' && form()?.dataset.outboxForm === entry.order) refused(entry, page);
}

/** Done: on like the plain form, if the person still stands at it; else only the lists are renewed. */
function tell(entry, onward) {
  const mine = form();
  if (mine?.dataset.outboxForm === entry.order || (!mine && document.querySelector('[data-outbox-trip]'))) {
    location.assign(onward || board.dataset.outbox);
  }
}

/** What was refused is shown as the shop drew it; the photo is still here, unless it is what was wrong. */
function refused(entry, page) {
  const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector('main');
  const main = document.querySelector('main');
  if (!fresh || !main) return;
  fresh.querySelector('[data-outbox]')?.replaceWith(board);
  main.replaceWith(fresh);
  const again = form();
  if (again) {
    if (!again.elements[PHOTO].hasAttribute('aria-invalid')) put(again.elements[PHOTO], entry.photo);
    prepare(again);
  }
  document.querySelector('[data-focus]')?.focus();
}

function form() {
  return document.querySelector('[data-outbox-form]');
}

function put(input, photo) {
  const files = new DataTransfer();
  files.items.add(new File([photo], 'foto.jpg', { type: photo.type || 'image/jpeg' }));
  input.files = files.files;
  preview(input);
}

function preview(input) {
  const box = input.closest('[data-preview]')?.querySelector('.file-preview');
  const [file] = input.files;
  if (!box || !file) return;
  const image = document.createElement('img');
  image.alt = 'Pratinjau foto';
  image.src = URL.createObjectURL(file);
  image.onload = () => URL.revokeObjectURL(image.src);
  box.replaceChildren(image);
}

/** The form of this page: sent from here instead of by the browser. */
function prepare(one) {
  one.addEventListener('submit', async (event) => {
    const [file] = one.elements[PHOTO].files;
    if (!file) return;
    event.preventDefault();
    if (one.dataset.sent) return;
    one.dataset.sent = 'yes';
    // Before the fields are locked: locked ones are not among those of a form.
    const fields = [...new FormData(one)].filter(([name, value]) => name !== PHOTO && typeof value === 'string');
    lock(one, true);
    const entry = {
      order: one.dataset.outboxForm, name: one.dataset.outboxName, action: one.getAttribute('action'), page: location.pathname,
      fields, photo: await shrunk(file), tries: 0,
    };
    await keep(entry);
    await send(entry.order);
  });
}

/** While a form is under way nothing in it can be changed: the shop may have it already. */
function lock(one, locked) {
  for (const field of one.elements) field.disabled = locked;
}

const WORDS = {
  door: 'Belum terkirim: waktu masuk Anda habis. Foto aman di HP ini. Masuk lagi, lalu foto dikirim.',
  gone: 'Belum terkirim: pesanan ini tidak lagi ada di tugas Anda. Foto masih di HP ini. Hubungi kantor.',
  refused: 'Belum terkirim: ada yang perlu diperbaiki. Buka pengirimannya.',
};

function button(words, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'btn';
  made.textContent = words;
  made.addEventListener('click', act);
  return made;
}

function item(entry) {
  const box = document.createElement('div');
  box.className = 'outbox-item';
  box.dataset.outboxItem = entry.order;
  const head = document.createElement('strong');
  head.textContent = `#${entry.order} ${entry.name ?? ''}`;
  const words = document.createElement('span');
  words.textContent = WORDS[entry.stopped]
    ?? (running.has(entry.order) && !entry.tries ? 'Mengirim foto…' : 'Belum terkirim, dicoba lagi. Foto aman di HP ini.');
  const acts = document.createElement('div');
  acts.className = 'outbox-acts';
  if (!entry.stopped) acts.append(button('Coba sekarang', () => send(entry.order)));
  if (entry.stopped === 'door') acts.append(link('Masuk lagi', entry.page));
  if (entry.stopped === 'refused' && form()?.dataset.outboxForm !== entry.order) acts.append(link('Buka', entry.page));
  if (entry.stopped === 'gone' || entry.stopped === 'refused') {
    acts.append(button('Buang foto ini', () => drop(entry.order).then(() => location.reload())));
  }
  box.append(head, words, acts);
  return box;
}

function link(words, to) {
  const made = document.createElement('a');
  made.className = 'btn';
  made.href = to;
  made.textContent = words;
  return made;
}

function show() {
  board.replaceChildren(...[...held.values()].map(item));
  for (const trip of document.querySelectorAll('[data-outbox-trip]')) {
    trip.classList.toggle('trip-waits', held.has(trip.dataset.outboxTrip));
  }
}

/** A page that is opened finds what waits: its own form as it was sent, the rest is only sent. */
async function begin() {
  await load();
  const mine = form();
  if (mine) prepare(mine);
  const entry = mine && held.get(mine.dataset.outboxForm);
  if (entry) {
    for (const [name, value] of entry.fields) if (mine.elements[name]) mine.elements[name].value = value;
    put(mine.elements[PHOTO], entry.photo);
    if (entry.stopped !== 'refused') lock(mine, true);
  }
  for (const waiting of held.values()) {
    // Whoever is signed in now is asked again; what the shop refused waits for a person.
    if (waiting.stopped === 'door') waiting.stopped = undefined;
    send(waiting.order);
  }
  show();
}

if (board) {
  // A line that is gone may hang for minutes; the person should see at once that the photo has not left.
  addEventListener('offline', () => { for (const line of running.values()) line.abort(); });
  addEventListener('online', () => { for (const order of held.keys()) send(order); });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) for (const order of held.keys()) send(order);
  });
  begin();
}
