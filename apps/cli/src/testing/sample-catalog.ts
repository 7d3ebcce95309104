import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const COLOURS = ['red', 'green', 'blue', 'yellow'] as const;
const RGB: Readonly<Record<string, readonly [number, number, number]>> = {
  red: [200, 30, 40],
  green: [30, 160, 60],
  blue: [40, 60, 200],
  yellow: [230, 210, 40],
};
const KINDS = ['boots', 'mug', 'lamp', 'chair', 'jacket'] as const;
const HEADER = 'id,title,description,price,currency,brand,section,images';

/**
 * Writes `products.csv` and `photos/` with `count` items: `SKU-001` … in four colours by turns, each with a photo of its
 * own (stripes of its colour), a price, a brand and a section. Returns the path of the file.
 */
export async function writeSampleCatalog(folder: string, count: number, name = 'products.csv'): Promise<string> {
  await mkdir(join(folder, 'photos'), { recursive: true });
  const rows: string[] = [];
  for (let index = 1; index <= count; index++) {
    const colour = COLOURS[index % COLOURS.length] ?? 'red';
    const kind = KINDS[index % KINDS.length] ?? 'mug';
    const photo = `photos/${String(index)}.png`;
    await writeFile(join(folder, photo), stripedPng(RGB[colour] ?? [0, 0, 0], index));
    const id = `SKU-${String(index).padStart(3, '0')}`;
    const title = `${colour} ${kind} ${String(index)}`;
    rows.push(`${id},${title},A ${colour} ${kind},${String(10 + index)},EUR,Brand ${kind},Shop > ${kind},${photo}`);
  }
  const path = join(folder, name);
  await writeFile(path, [HEADER, ...rows, ''].join('\n'));
  return path;
}

/** Writes rows under the same header. Returns the path. */
export async function writeRows(folder: string, name: string, rows: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, [HEADER, ...rows, ''].join('\n'));
  return path;
}

/** A PNG of 64 × 64 pixels: the colour with darker stripes, as wide as `seed` says, so that no two photos are equal. */
function stripedPng(colour: readonly [number, number, number], seed: number): Buffer {
  const size = 64;
  const lines = Array.from({ length: size }, (_, y) => {
    const line = Buffer.alloc(1 + size * 3);
    for (let x = 0; x < size; x++) {
      const shade = (x + y * (seed % 7)) % (4 + (seed % 13)) < 2 ? 0.6 : 1;
      colour.forEach((value, channel) => line.writeUInt8(Math.round(value * shade), 1 + x * 3 + channel));
    }
    return line;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits a channel, red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const parts: [string, Buffer][] = [
    ['IHDR', header],
    ['IDAT', deflateSync(Buffer.concat(lines))],
    ['tEXt', Buffer.from(`Comment\0${String(seed)}`, 'latin1')],
    ['IEND', Buffer.alloc(0)],
  ];
  return Buffer.concat([signature, ...parts.map(([type, data]) => pngChunk(type, data))]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
