import type { ImageEncoderManifest } from '../manifest/encoder-manifest.ts';

/** Turns packed photos into what a graph's input takes. */
export type PixelPreparation = (pixels: Uint8Array, count: number) => Uint8Array | Float32Array;

/**
 * Preparation for pixels [count, height, width, 3], 8 bit, RGB: the manifest's layout, element type, scale, mean and std.
 * Scaling is by a table of 256 values per channel, which is exact and as fast as copying.
 */
export function pixelPreparation(manifest: ImageEncoderManifest): PixelPreparation {
  const { layout, input, width, height } = manifest;
  const places = width * height;
  if (input.type === 'uint8') {
    if (layout === 'NHWC') return (pixels) => pixels;
    return (pixels, count) => {
      const out = new Uint8Array(pixels.length);
      transpose(places, count, (to, from) => (out[to] = pixels[from] ?? 0));
      return out;
    };
  }
  const tables = [0, 1, 2].map((channel) => scaleTable(input, channel));
  return (pixels, count) => {
    const out = new Float32Array(count * places * 3);
    tables.forEach((table, channel) => {
      for (let photo = 0; photo < count; photo++) {
        const base = photo * places * 3;
        const [start, step] = layout === 'NCHW' ? [base + channel * places, 1] : [base + channel, 3];
        for (let i = 0, to = start, from = base + channel; i < places; i++, to += step, from += 3)
          out[to] = table[pixels[from] ?? 0] ?? 0;
      }
    });
    return out;
  };
}

/** table[pixel] = (pixel · scale − mean) / std */
function scaleTable(input: Extract<ImageEncoderManifest['input'], { type: 'float32' }>, channel: number): Float32Array {
  const { scale, mean, std } = input;
  return Float32Array.from({ length: 256 }, (_, pixel) => (pixel * scale - (mean[channel] ?? 0)) / (std[channel] ?? 1));
}

/** Calls `move` for each value, [count, places, 3] → [count, 3, places]. */
function transpose(places: number, count: number, move: (to: number, from: number) => void): void {
  for (let photo = 0; photo < count; photo++) {
    const base = photo * places * 3;
    for (let channel = 0; channel < 3; channel++)
      for (let i = 0; i < places; i++) move(base + channel * places + i, base + i * 3 + channel);
  }
}
