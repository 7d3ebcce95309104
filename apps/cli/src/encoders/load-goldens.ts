import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Golden, ImageInputSpec, PixelImage } from '@kindred/embedding-model';

/** What `models/goldens.json` holds for these checks. */
interface GoldensFile {
  readonly texts: readonly { readonly text: string; readonly first16: readonly number[] }[];
  readonly synthetic: { readonly first16: readonly number[] };
}

export interface Goldens {
  readonly texts: readonly Golden<string>[];
  readonly images: (input: ImageInputSpec) => readonly Golden<PixelImage>[];
}

const NONE: Goldens = { texts: [], images: () => [] };

/** Vectors that were computed elsewhere; there are some of the bundled encoders. */
export async function loadGoldens(modelsDir: string, url: string): Promise<Goldens> {
  if (!url.startsWith('bundled:')) return NONE;
  const { texts, synthetic } = JSON.parse(await readFile(join(modelsDir, 'goldens.json'), 'utf8')) as GoldensFile;
  return {
    texts: texts.map(({ text, first16 }) => ({ input: text, first: first16 })),
    images: (input) => [{ input: syntheticPhoto(input), first: synthetic.first16 }],
  };
}

/** The photo of `synthetic`, as the file itself says. */
function syntheticPhoto({ width, height }: ImageInputSpec): PixelImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => 7 * i + 13 * Math.floor(i / 256));
  return { width, height, data };
}
