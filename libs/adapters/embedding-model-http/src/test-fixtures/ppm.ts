import type { PixelImage } from '@kindred/embedding-model';
import type { EncodedPhoto } from '../encoder-settings.ts';

/** The simplest picture file there is: a line of text, then RGB. */
export async function encodePpm({ width, height, data }: PixelImage): Promise<EncodedPhoto> {
  const header = Buffer.from(`P6\n${String(width)} ${String(height)}\n255\n`);
  return { bytes: Buffer.concat([header, data]), mime: 'image/x-portable-pixmap' };
}

export function readPpm(bytes: Buffer): PixelImage {
  const [header = '', width = '0', height = '0'] = /^P6\n(\d+) (\d+)\n255\n/.exec(bytes.toString('latin1')) ?? [];
  return { width: Number(width), height: Number(height), data: bytes.subarray(header.length) };
}
