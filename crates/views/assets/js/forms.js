// Where goods are chosen and files are sent: quantity steppers, picture previews, the figures of the checkout.

// Quantities are thousandths; typed and shown with a decimal comma.
const parse = (text) => Math.round(Number(text.trim().replaceAll('.', '').replace(',', '.')) * 1000);
const show = (thousandths) => (thousandths / 1000).toLocaleString('id-ID', { maximumFractionDigits: 3 });
const rupiah = (amount) => `Rp ${amount.toLocaleString('id-ID')}`;

for (const stepper of document.querySelectorAll('[data-stepper]')) {
  const input = stepper.querySelector('input');
  const [step, least] = [parse(stepper.dataset.step), parse(stepper.dataset.min)];
  const form = input.form;
  const save = form.querySelector('[name=simpan]');
  let waiting;
  const move = (by) => {
    const now = parse(input.value);
    const next = Number.isNaN(now) ? least : Math.max(least, Math.floor(now / step) * step + by);
    input.value = show(next);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    if (!save) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => form.requestSubmit(save), 700);
  };
  const button = (sign, words, by) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = sign;
    made.setAttribute('aria-label', words);
    made.addEventListener('click', () => move(by));
    return made;
  };
  input.before(button('−', 'Kurangi', -step));
  input.after(button('+', 'Tambah', step));
  input.addEventListener('input', () => form.classList.add('is-touched'));
}

// Quantities typed in the cart are saved before the checkout: all but the last aside, the last one goes on from there.
const onward = document.querySelector('[data-onward]');
onward?.addEventListener('click', async (event) => {
  const lines = [...document.querySelectorAll('form[data-form=cart-line].is-touched')];
  if (!lines.length || onward.hasAttribute('aria-busy')) return;
  event.preventDefault();
  onward.setAttribute('aria-busy', 'true');
  try {
    for (const form of lines.slice(0, -1)) {
      form.dataset.sent = 'yes';
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' });
      if (answer.type !== 'opaqueredirect') {
        delete form.dataset.sent;
        form.requestSubmit(form.querySelector('[name=simpan]'));
        return;
      }
    }
    const last = lines.at(-1);
    const go = document.createElement('input');
    Object.assign(go, { type: 'hidden', name: 'lanjut', value: 'ya' });
    last.append(go);
    last.requestSubmit(last.querySelector('[name=simpan]'));
  } catch {
    // The lines that were not saved stay as typed; the next press tries again.
    for (const form of lines) delete form.dataset.sent;
  } finally {
    onward.removeAttribute('aria-busy');
  }
});
addEventListener('pageshow', () => document.querySelector('[name=lanjut]')?.remove());

// "Beli sekarang" takes the quantity that is typed beside it.
for (const form of document.querySelectorAll('[data-copy-from]')) {
  form.addEventListener('submit', () => {
    form.elements.jumlah.value = document.getElementById(form.dataset.copyFrom).value;
  });
}

// Pictures are shown before they are sent; files that are too large are named at once.
for (const box of document.querySelectorAll('[data-preview]')) {
  const input = box.querySelector('input[type=file]');
  const preview = box.querySelector('.file-preview');
  const max = Number(box.dataset.max);
  input.addEventListener('change', () => {
    preview.replaceChildren();
    input.setCustomValidity('');
    for (const file of input.files) {
      const note = document.createElement('p');
      note.className = 'small';
      note.textContent = `${file.name}, ${(file.size / 1048576).toLocaleString('id-ID', { maximumFractionDigits: 1 })} MB`;
      if (max && file.size > max) {
        note.className = 'field-error';
        note.textContent += '. Terlalu besar, pilih berkas lain.';
        input.setCustomValidity('Berkas terlalu besar.');
      } else if (file.type.startsWith('image/')) {
        const image = document.createElement('img');
        image.alt = 'Pratinjau foto';
        image.src = URL.createObjectURL(file);
        image.onload = () => URL.revokeObjectURL(image.src);
        preview.append(image);
      }
      preview.append(note);
    }
  });
}

// Checkout: fee and sum follow the choice; the server reckons again anyway.
const checkout = document.querySelector('[data-checkout]');
if (checkout) {
  const goods = Number(checkout.dataset.goods);
  const zone = checkout.elements.zona;
  const refresh = () => {
    const delivery = checkout.elements.metode.value === 'kirim';
    for (const part of checkout.querySelectorAll('[data-when]')) part.hidden = !delivery;
    checkout.elements.alamat_pengiriman.required = delivery;
    const chosen = zone?.selectedOptions[0]?.dataset.fee;
    const fee = delivery ? chosen : '0';
    const known = fee !== undefined;
    checkout.querySelector('[data-ongkir]').textContent = known ? rupiah(Number(fee)) : 'menyusul';
    const transfer = goods + (known && 'withOngkir' in checkout.dataset ? Number(fee) : 0);
    for (const sum of checkout.querySelectorAll('[data-transfer]')) sum.textContent = rupiah(transfer);
  };
  checkout.addEventListener('change', refresh);
  addEventListener('pageshow', refresh);
  refresh();
}
