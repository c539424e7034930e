// Pictures people upload in the stories: those of seeds/ where they exist, else a drawn PNG.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const SEEDS = fileURLToPath(new URL('../../seeds/pictures/', import.meta.url));

/** A seed picture whose name starts so, or a plain drawn one. */
export function picture(start) {
  const found = existsSync(SEEDS) && readdirSync(SEEDS).sort().find((file) => file.startsWith(start));
  return found ? join(SEEDS, found) : { name: `${start}.png`, mimeType: 'image/png', buffer: drawPng(480, 640) };
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

/** A true-colour PNG: soft bands, enough for a picture that has to be decoded. */
export function drawPng(width, height) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const shade = 150 + ((x >> 5) + (y >> 5)) % 2 * 30 + Math.floor((y / height) * 40);
      rows.fill(shade, y * (1 + width * 3) + 1 + x * 3, y * (1 + width * 3) + 4 + x * 3);
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
