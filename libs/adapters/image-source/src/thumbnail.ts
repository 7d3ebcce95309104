import { runImagePipeline, type DecodeLimits } from './image-pipeline.ts';

/**
 * A small WebP for pages and lists: upright, on white, never enlarged, without metadata.
 *
 * @param size longest side in pixels, 16 to 2048
 * @throws RangeError, and what decodeImage throws
 */
export async function thumbnail(bytes: Uint8Array, size: number, limits: DecodeLimits = {}): Promise<Uint8Array> {
  if (!Number.isInteger(size) || size < 16 || size > 2048)
    throw new RangeError(`size must be 16 to 2048, not ${String(size)}.`);
  return runImagePipeline(bytes, limits, (image) =>
    image.resize(size, size, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 80, effort: 2 }).toBuffer(),
  );
}
