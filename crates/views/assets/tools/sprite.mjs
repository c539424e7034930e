// Makes assets/icons.svg from Tabler Icons (MIT, assets/icons.LICENSE): node sprite.mjs <folder with node_modules>.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(process.argv[2] ?? '.', 'node_modules/@tabler/icons/icons/outline');
// Name on our pages = name in the set.
const icons = {
  home: 'home', grid: 'layout-grid', cart: 'shopping-cart', bell: 'bell', user: 'user', users: 'users', search: 'search',
  menu: 'menu-2', x: 'x', check: 'check', alert: 'alert-triangle', info: 'info-circle', clock: 'clock', wallet: 'wallet',
  truck: 'truck-delivery', box: 'package', receipt: 'receipt', photo: 'photo', 'photo-off': 'photo-off', upload: 'upload',
  download: 'download', copy: 'copy', star: 'star', gift: 'gift', tag: 'tag', percent: 'discount', heart: 'heart-handshake',
  phone: 'phone', whatsapp: 'brand-whatsapp', pin: 'map-pin', mail: 'mail', lock: 'lock', logout: 'logout', login: 'login',
  settings: 'settings', edit: 'pencil', trash: 'trash', plus: 'plus', minus: 'minus', left: 'chevron-left', right: 'chevron-right',
  up: 'chevron-up', down: 'chevron-down', arrow: 'arrow-right', back: 'arrow-left', filter: 'filter', sort: 'arrows-sort',
  store: 'building-store', bank: 'building-bank', calendar: 'calendar', message: 'message-2', file: 'file-text', camera: 'camera',
  chart: 'chart-bar', stock: 'stack-2', category: 'category', history: 'history', archive: 'archive', refresh: 'refresh',
  eye: 'eye', 'eye-off': 'eye-off', key: 'key', shield: 'shield-check', flag: 'flag', print: 'printer', dots: 'dots-vertical',
  scale: 'scale', ruler: 'ruler-2', ban: 'ban', send: 'send', external: 'external-link', wall: 'wall', cake: 'cake',
};
const symbols = Object.entries(icons).map(([name, file]) => {
  const svg = readFileSync(join(source, `${file}.svg`), 'utf8');
  const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ').replace(/> </g, '><').trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
});
writeFileSync(new URL('../icons.svg', import.meta.url), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`);
