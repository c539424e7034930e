// Several forms on one page of the office: sending one would throw away what was typed in another, so that is asked first.

const differs = (field) => {
  if (field.matches('input[type=checkbox], input[type=radio]')) return field.checked !== field.defaultChecked;
  if (field.matches('select')) return [...field.options].some((option) => option.selected !== option.defaultSelected && (option.selected || option.defaultSelected));
  return field.matches('input:not([type=hidden]), textarea') && field.value !== field.defaultValue;
};

// Only what a person touched: browsers fill fields by themselves, too.
const touched = new Set();
document.addEventListener('input', (event) => {
  if (event.target.form?.method === 'post') touched.add(event.target);
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  const method = event.submitter?.getAttribute('formmethod') ?? form.method;
  if (method !== 'post' || event.defaultPrevented || form.dataset.sent) return;
  // Lines of a count are saved where they stand.
  const waits = (field) => field.isConnected && field.form !== form && !field.closest('[data-count]') && differs(field);
  if (form.closest('[data-count]')) return;
  const others = [...touched].filter(waits);
  if (others.length === 0 || confirm('Isian lain di halaman ini belum disimpan dan akan hilang. Tetap lanjut?')) return;
  event.preventDefault();
  others[0].focus();
}, { capture: true });
