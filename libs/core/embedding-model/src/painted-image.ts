import type { PixelImage } from './embedding-model.ts';

/** A picture of coloured stripes and blobs, another one for each seed; the same on every machine. */
export function paintedImage(size: { readonly width: number; readonly height: number }, seed: number): PixelImage {
  const { width, height } = size;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const v = y / height;
      const at = (y * width + x) * 3;
      data[at] = 127 + 127 * Math.sin(seed * 2.1 + u * (3 + seed));
      data[at + 1] = 127 + 127 * Math.sin(seed * 4.7 + v * (9 - seed));
      data[at + 2] = 127 + 127 * Math.sin(seed * 1.3 + (u - v) * 8);
    }
  }
  return { width, height, data };
}
