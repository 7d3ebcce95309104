import type { ImageInputSpec, PixelImage } from '@kindred/embedding-model';
import { DamagedImageError } from './errors.ts';
import { runImagePipeline, type DecodeLimits } from './image-pipeline.ts';

/**
 * Prepares a photo for a model, as `models/README.md` says: rotated by EXIF, transparency on white, sRGB (CMYK and 16 bit
 * too), fitted around the centre, its centre cut out where the model crops, first frame of an animation.
 *
 * @returns pixels [input.height, input.width, 3]
 * @throws NotAnImageError, UnsupportedImageFormatError, ImageTooLargeError, TruncatedImageError, DamagedImageError, ImageTimeoutError
 */
export function decodeImage(bytes: Uint8Array, input: ImageInputSpec, limits: DecodeLimits = {}): Promise<PixelImage> {
  const { width, height, fit, kernel, crop = 1 } = input;
  const fitted = { width: Math.round(width / crop), height: Math.round(height / crop) };
  const left = Math.floor((fitted.width - width) / 2);
  const top = Math.floor((fitted.height - height) / 2);
  return runImagePipeline(bytes, limits, async (image) => {
    const { data, info } = await image
      .resize(fitted.width, fitted.height, { fit, position: 'centre', kernel, background: '#fff' })
      .extract({ left, top, width, height })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3 || data.length !== width * height * 3) {
      throw new DamagedImageError('picture', new Error(`it has ${String(info.channels)} colour channels instead of 3`));
    }
    return { width, height, data };
  });
}
