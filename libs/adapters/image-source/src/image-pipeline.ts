import type { Sharp } from 'sharp';
import { sharp } from './configured-sharp.ts';
import { DamagedImageError, ImageTimeoutError, ImageTooLargeError, TruncatedImageError } from './errors.ts';
import type { ImageSourceError } from './errors.ts';
import { isCutOff, sniffImage, type ImageFormat } from './sniff-image.ts';

export interface DecodeLimits {
  /** Width × height of the first frame; default 50 million. */
  readonly maxPixels?: number;
  /** Time to decode one photo once it is its turn; default 10,000. */
  readonly timeoutMs?: number;
}

/** Photos above this are decoded one at a time: turning one by EXIF holds all of it, 150 MB at 50 million pixels. */
const LARGE_PIXELS = 12_000_000;
let largeTurn: Promise<unknown> = Promise.resolve();

/**
 * Checks format and size by the header, then runs `build` on the first frame: rotated by EXIF, transparency on white, sRGB.
 *
 * @throws NotAnImageError, UnsupportedImageFormatError, ImageTooLargeError, TruncatedImageError, DamagedImageError, ImageTimeoutError
 */
export async function runImagePipeline<T>(
  bytes: Uint8Array,
  limits: DecodeLimits,
  build: (image: Sharp) => Promise<T>,
): Promise<T> {
  const { maxPixels = 50_000_000, timeoutMs = 10_000 } = limits;
  const format = sniffImage(bytes);
  const pixels = await readPixelCount(bytes, format, maxPixels);
  // sharp looks at the clock between tiles only, and an AVIF is one tile: so it is told to stop, and the caller is
  // answered in time whether it has stopped or not.
  const seconds = Math.max(1, Math.ceil(timeoutMs / 1000));
  const decode = async (): Promise<T> => {
    const image = sharp(bytes, { failOn: 'truncated', limitInputPixels: maxPixels, pages: 1 });
    return build(image.timeout({ seconds }).rotate().flatten({ background: '#fff' }).toColourspace('srgb'));
  };
  const isLarge = pixels > LARGE_PIXELS;
  const turn = isLarge ? largeTurn : Promise.resolve();
  const decoding = turn.then(decode);
  if (isLarge) largeTurn = decoding.catch(() => undefined);
  await turn;
  return beforeDeadline(decoding, timeoutMs).catch((error: unknown) => {
    throw error instanceof ImageTimeoutError ? error : unreadable(bytes, format, error);
  });
}

async function beforeDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new ImageTimeoutError('Decoding the photo', timeoutMs)), timeoutMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function readPixelCount(bytes: Uint8Array, format: ImageFormat, maxPixels: number): Promise<number> {
  const { width, height } = await sharp(bytes, { limitInputPixels: false, pages: 1 })
    .metadata()
    .catch((error: unknown) => {
      throw unreadable(bytes, format, error);
    });
  if (width * height <= maxPixels) return width * height;
  const millions = (pixels: number): string => `${(pixels / 1e6).toFixed(1)} million`;
  const actual = `${String(width)} x ${String(height)} = ${millions(width * height)} pixels`;
  throw new ImageTooLargeError(actual, millions(maxPixels));
}

function unreadable(bytes: Uint8Array, format: ImageFormat, error: unknown): ImageSourceError {
  if (isCutOff(bytes, format)) return new TruncatedImageError(format, bytes.length, error);
  return new DamagedImageError(format, error);
}
