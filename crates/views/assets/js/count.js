// A sheet for counting: every line is saved where it stands, without leaving it. Without this script the plain form works.

const VOLATILE = ['[data-count-head]', '[data-count-acts]'];

function note(form, words) {
  form.querySelector('[data-count-fault]')?.remove();
  if (!words) return;
  const line = document.createElement('p');
  line.className = 'field-error';
  line.dataset.countFault = '';
  line.setAttribute('role', 'alert');
  line.textContent = words;
  form.append(line);
}

/** Puts the line, and what counts all lines, as the shop drew them. */
function redraw(line, fresh) {
  const id = line.id;
  const drawn = fresh.getElementById(id);
  // The view stays the one that is looked at.
  const tabs = [...document.querySelectorAll('[data-count-head] .tab')];
  const present = tabs.findIndex((tab) => tab.hasAttribute('aria-current'));
  fresh.querySelectorAll('[data-count-head] .tab').forEach((tab, at) => {
    if (at === present) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  });
  for (const part of VOLATILE) {
    const now = fresh.querySelector(part);
    if (now) document.querySelector(part)?.replaceWith(now);
  }
  if (drawn) line.replaceWith(drawn);
  return document.getElementById(id);
}

async function save(form) {
  const line = form.closest('li');
  const input = form.elements.jumlah;
  const sent = input.value;
  const next = line.nextElementSibling?.id;
  note(form, '');
  form.setAttribute('aria-busy', 'true');
  try {
    const body = new URLSearchParams(new FormData(form));
    // What others counted meanwhile is drawn in the view that shows every line.
    body.set('lihat', '');
    // What was typed last is sent even when the page is left at once.
    const answer = await fetch(form.action, { method: 'POST', body, keepalive: true });
    if (answer.status >= 500) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!fresh.getElementById(line.id)) {
      location.reload();
      return;
    }
    const inside = line.contains(document.activeElement);
    const typed = input.value;
    const drawn = redraw(line, fresh);
    const field = drawn.querySelector('[name=jumlah]');
    if (field && typed !== sent) {
      // Corrected while the answer was under way: that counts, and is saved after it.
      field.value = typed;
      if (inside) field.focus();
      else save(field.form);
      return;
    }
    const wrong = drawn.querySelector('[aria-invalid]');
    // Whoever has gone on to another line stays there, and hears what was wrong with this one.
    if (!inside) {
      if (wrong) note(field.form, 'Angka ini belum tersimpan, periksa lagi.');
      return;
    }
    (wrong ?? document.getElementById(next)?.querySelector('[name=jumlah]') ?? drawn.querySelector('[name=jumlah]'))?.focus();
  } catch {
    note(form, 'Belum tersimpan. Periksa sambungan, lalu tekan Simpan lagi.');
  } finally {
    form.removeAttribute('aria-busy');
  }
}

// A number is saved when its field is left: nothing that was counted waits for a button.
document.querySelector('[data-count]')?.addEventListener('change', (event) => {
  const { form, value, defaultValue } = event.target;
  if (value !== defaultValue && !form.hasAttribute('aria-busy')) save(form);
});

document.querySelector('[data-count]')?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!event.target.hasAttribute('aria-busy')) save(event.target);
});
