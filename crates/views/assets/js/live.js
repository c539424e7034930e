// News without reload: the bell counts and a toast tells. Continues after `data-after`; a lost line comes back by itself.

const { socket: path, after } = document.body.dataset;
const toasts = document.querySelector('.toasts');
const title = document.title;
let last = Number(after) || 0;
let tries = 0;
const MOST = 3;
const SHOWN_MS = 12000;

function count(unread) {
  for (const dot of document.querySelectorAll('[data-unread]')) {
    dot.hidden = unread === 0;
    dot.textContent = unread > 99 ? '99+' : unread;
    const bell = dot.closest('a');
    // A bell with words beside it is named by them.
    if (bell?.hasAttribute('aria-label')) bell.setAttribute('aria-label', unread ? `Notifikasi ${dot.textContent} belum dibaca` : 'Notifikasi');
  }
  document.title = unread ? `(${unread}) ${title}` : title;
}

function toast({ tipe_pesan: kind, isi_pesan: words, link }) {
  const box = document.createElement('a');
  box.className = 'toast';
  // Only paths of this shop are followed.
  box.href = /^\/(?!\/)/.test(link) ? link : '#';
  const head = document.createElement('strong');
  head.textContent = kind;
  box.append(head, words);
  toasts?.append(box);
  setTimeout(() => box.remove(), SHOWN_MS);
  if (toasts) fewer();
}

// A restock or a round of counting may bring dozens at once: the newest few are shown, a line above them counts the others.
let others = 0;
let others_end;
function fewer() {
  const shown = [...toasts.querySelectorAll('.toast:not(.toast-more)')];
  const late = shown.slice(0, -MOST);
  for (const box of late) box.remove();
  if (late.length === 0) return;
  others += late.length;
  let more = toasts.querySelector('.toast-more');
  if (!more) {
    more = document.createElement('a');
    more.className = 'toast toast-more';
    more.href = document.querySelector('[data-unread]')?.closest('a')?.href ?? '#';
    toasts.prepend(more);
  }
  more.textContent = `+${others} kabar lain`;
  clearTimeout(others_end);
  others_end = setTimeout(() => { more.remove(); others = 0; }, SHOWN_MS);
}

// Figures that follow the news: parts marked `data-live` are fetched anew and put in place; who stands in them with the keyboard stays there.
let again;
async function refresh() {
  try {
    const page = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!page.ok || page.redirected) return;
    const fresh = new DOMParser().parseFromString(await page.text(), 'text/html').querySelectorAll('[data-live]');
    document.querySelectorAll('[data-live]').forEach((part, at) => {
      if (!fresh[at] || part.innerHTML === fresh[at].innerHTML) return;
      const open = [...part.querySelectorAll('details')].map((box) => box.open);
      const held = part.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
      part.innerHTML = fresh[at].innerHTML;
      part.querySelectorAll('details').forEach((box, place) => { box.open = open[place] ?? box.open; });
      if (held) part.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
    });
  } catch { /* Without a connection the old figures stay until the next news. */ }
}
function follow() {
  if (!document.querySelector('[data-live]')) return;
  // Several at once are one look; a little chance spreads the offices of a busy shop.
  clearTimeout(again);
  again = setTimeout(refresh, 250 + Math.random() * 250);
}

function connect() {
  const address = new URL(path, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  address.searchParams.set('after', last);
  const socket = new WebSocket(address);
  socket.onopen = () => { tries = 0; };
  socket.onmessage = (message) => {
    const { notification, unread } = JSON.parse(message.data);
    if (notification && notification.id > last) {
      last = notification.id;
      toast(notification);
      follow();
    }
    if (typeof unread === 'number') count(unread);
  };
  socket.onclose = () => {
    // 1 s, 2 s, 4 s … at most a minute, with some chance so that not everybody comes back at once.
    const pause = Math.min(60000, 1000 * 2 ** tries) * (0.75 + Math.random() / 2);
    tries += 1;
    setTimeout(connect, pause);
  };
}

if (path) connect();
