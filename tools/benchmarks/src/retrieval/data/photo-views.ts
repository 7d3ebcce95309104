import { readFile } from 'node:fs/promises';
import type { ImageInputSpec, PixelImage } from '@kindred/embedding-model';
import { decodeImage } from '@kindred/image-source';
import { createSeededRandom, seedOf } from '@kindred/vector-math';
import sharp from 'sharp';

/** Each side of a crop keeps this share of the photo's. */
const CROP = { min: 0.5, max: 0.85 };

/**
 * A photo as a model reads it. View 0 is the whole photo; the others are crops of it, every second one mirrored, as another
 * photo of such a product might be framed. The same for the same name and view.
 */
export async function loadPhotoView(path: string, name: string, options: ViewOptions): Promise<PixelImage> {
  const bytes = await readFile(path);
  if (options.view === 0) return decodeImage(bytes, options.input);
  const { width, height } = await sharp(bytes).metadata();
  const random = createSeededRandom(seedOf(`${name}#${String(options.view)}`));
  const share = (): number => CROP.min + (CROP.max - CROP.min) * random.next();
  const crop = { width: Math.max(1, Math.round(width * share())), height: Math.max(1, Math.round(height * share())) };
  const left = random.integer(width - crop.width + 1);
  const top = random.integer(height - crop.height + 1);
  const cut = sharp(bytes).extract({ ...crop, left, top });
  if (random.next() < 0.5) cut.flop();
  return decodeImage(await cut.png({ compressionLevel: 0 }).toBuffer(), options.input);
}

export interface ViewOptions {
  readonly view: number;
  readonly input: ImageInputSpec;
}
