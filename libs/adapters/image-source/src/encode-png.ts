import type { PixelImage } from '@kindred/embedding-model';
import sharp from 'sharp';

/** A picture file of the very pixels, for servers that take files. Weakly compressed: it travels once. */
export async function encodePng({ width, height, data }: PixelImage): Promise<{ bytes: Uint8Array; mime: string }> {
  const raw = { width, height, channels: 3 } as const;
  return { bytes: await sharp(data, { raw }).png({ compressionLevel: 1 }).toBuffer(), mime: 'image/png' };
}
