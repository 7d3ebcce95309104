import type { ImageInputSpec, PixelImage } from '@kindred/embedding-model';
import { DamagedImageError } from './errors.ts';
import { runImagePipeline, type DecodeLimits } from './image-pipeline.ts';

/**
 * Prepares a photo for a model, as `models/README.md` says: rotated by EXIF, transparency on white, sRGB (CMYK and 16 bit
 * too), fitted around the centre, first frame of an animation.
 *
 * @returns pixels [input.height, input.width, 3]
 * @throws NotAnImageError, UnsupportedImageFormatError, ImageTooLargeError, TruncatedImageError, DamagedImageError, ImageTimeoutError
 */
export function decodeImage(bytes: Uint8Array, input: ImageInputSpec, limits: DecodeLimits = {}): Promise<PixelImage> {
  const { width, height, fit, kernel } = input;
  return runImagePipeline(bytes, limits, async (image) => {
    const { data, info } = await image
      .resize(width, height, { fit, position: 'centre', kernel, background: '#fff' })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3 || data.length !== width * height * 3) {
      throw new DamagedImageError('picture', new Error(`it has ${String(info.channels)} colour channels instead of 3`));
    }
    return { width, height, data };
  });
}
