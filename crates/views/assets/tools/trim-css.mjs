// Makes assets/css/base.css from Bootstrap 5.3.9 (MIT, css/base.LICENSE): only the ground rules (reboot), and of
// them only what our templates use. Usage: node trim-css.mjs <folder with node_modules: bootstrap purgecss>.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join, resolve } from 'node:path';

const modules = resolve(process.argv[2] ?? '.');
const { PurgeCSS } = createRequire(join(modules, 'index.js'))('purgecss');
const views = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(modules, 'node_modules/bootstrap/dist/css');
const purge = async (file, options) => {
  const css = readFileSync(join(dist, file), 'utf8').replace(/\/\*#.*?\*\//s, '');
  const content = [`${views}templates/**/*.html`, `${views}src/**/*.rs`];
  const [result] = await new PurgeCSS().purge({ content, css: [{ raw: css }], variables: true, fontFace: true, ...options });
  return result.css;
};
// Elements that pages build in scripts, or that browsers build themselves, stay.
const reboot = await purge('bootstrap-reboot.min.css', { safelist: { standard: ['html', 'body', 'hidden', /^:/] } });
// Dark mode is a choice of the whole shop, not half of it.
const light = reboot.replace(/\[data-bs-theme=dark\]\{[^}]*\}/g, '');
writeFileSync(new URL('../css/base.css', import.meta.url), light);
console.log(`base.css ${light.length} bytes`);
