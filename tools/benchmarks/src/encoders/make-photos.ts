import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSeededRandom } from '@kindred/vector-math';
import sharp from 'sharp';
import { listPhotos } from '../retrieval/data/data-sets.ts';

export interface PhotoSet {
  readonly folder: string;
  readonly count: number;
  readonly seed: number;
  /** Longest sides in pixels, taken by turns. */
  readonly sides: readonly number[];
}

/**
 * JPEGs made of the data sets' photos, enlarged to the sides asked for, with grain as cameras make it, so that their files are as
 * large and as slow to decode as real ones (about 100 kB at 1,000 px). Made once; the same for the same seed.
 *
 * @returns paths
 */
export async function makePhotos(datasets: string, { folder, count, seed, sides }: PhotoSet): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const originals = await listPhotos(datasets);
  const random = createSeededRandom(seed);
  const paths: string[] = [];
  for (let index = 0; index < count; index++) {
    const original = originals[random.integer(originals.length)] ?? '';
    const side = sides[index % sides.length] ?? 1000;
    const path = join(folder, `${String(seed)}-${String(index)}-${String(side)}.jpg`);
    paths.push(path);
    if (!existsSync(path)) await writeFile(path, await enlarged(original, side));
  }
  return paths;
}

async function enlarged(original: string, side: number): Promise<Buffer> {
  const { data, info } = await sharp(original)
    .rotate()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(side, side, { fit: 'inside', kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const grain = createSeededRandom(side);
  for (let at = 0; at < data.length; at++) data[at] = Math.min(255, Math.max(0, data[at]! + grain.integer(17) - 8));
  const { width, height } = info;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}
