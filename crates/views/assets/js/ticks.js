// Ticked rows of a list: how many, and all of the page at once. Without it every row is ticked by itself, and the buttons work the same.

for (const bar of document.querySelectorAll('[data-bulk]')) {
  const form = bar.closest('form');
  const boxes = [...form.elements].filter((node) => node.matches('[data-tick]'));
  const all = [...form.elements].find((node) => node.matches('[data-tick-all]'));
  const count = bar.querySelector('[data-tick-count]');
  const none = count.textContent;
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    const words = ticked ? `${ticked} dicentang` : none;
    // Said aloud only when it changed.
    if (count.textContent !== words) count.textContent = words;
    bar.classList.toggle('is-ticked', ticked > 0);
    if (!all) return;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all?.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener('change', tell);
  // Coming back, the browser puts the ticks where they were.
  addEventListener('pageshow', tell);
  tell();
}
