import { z } from 'zod';
import type { ImageEncoderManifest } from '../manifest/encoder-manifest.ts';

type Preparation = Pick<ImageEncoderManifest, 'width' | 'height' | 'fit' | 'kernel' | 'crop'> & {
  readonly scale: number;
  readonly mean: [number, number, number];
  readonly std: [number, number, number];
};

const perChannel = z.tuple([z.number(), z.number(), z.number()]);
const rectangle = z.object({ height: z.int().positive(), width: z.int().positive() });

/** The part of `preprocessor_config.json` that says how photos are prepared. Further keys are the hub's own. */
const preprocessorSchema = z.object({
  do_resize: z.boolean().nullish(),
  size: z.union([z.int().positive(), rectangle, z.object({ shortest_edge: z.int().positive() })]),
  do_center_crop: z.boolean().nullish(),
  crop_size: z.union([z.int().positive(), rectangle]).nullish(),
  /** As Pillow counts: 1 Lanczos, 2 bilinear, 3 bicubic. */
  resample: z.literal([1, 2, 3]).nullish(),
  do_rescale: z.boolean().nullish(),
  rescale_factor: z.number().positive().nullish(),
  do_normalize: z.boolean().nullish(),
  image_mean: perChannel.nullish(),
  image_std: perChannel.nullish(),
});

const KERNELS = { 1: 'lanczos3', 2: 'linear', 3: 'cubic' } as const;

/**
 * Translates `preprocessor_config.json`.
 *
 * @throws Error that says what can't be done with it
 */
export function imagePreparation(config: unknown): Preparation {
  const parsed = preprocessorSchema.safeParse(config);
  if (!parsed.success)
    throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const { do_resize, do_rescale, rescale_factor, do_normalize, image_mean, image_std, resample } = parsed.data;
  if (do_resize === false) throw new Error('do_resize: photos that are not resized have no fixed size');
  const scale = do_rescale === false ? 1 : (rescale_factor ?? 1 / 255);
  const normalize = do_normalize !== false;
  if (normalize && (!image_mean || !image_std)) throw new Error('image_mean and image_std are missing');
  return {
    ...sizeOf(parsed.data),
    kernel: KERNELS[resample ?? 2],
    scale,
    mean: (normalize && image_mean) || [0, 0, 0],
    std: (normalize && image_std) || [1, 1, 1],
  };
}

/**
 * Two numbers fill the frame; a shortest edge keeps the shape, and a centre crop cuts the frame out. A plain number is a
 * shortest edge where a crop follows, else a square.
 */
function sizeOf(config: z.output<typeof preprocessorSchema>): Pick<Preparation, 'width' | 'height' | 'fit' | 'crop'> {
  const { size, crop_size: cropSize } = config;
  const cropped = config.do_center_crop === true ? rectangleOf(cropSize ?? undefined) : undefined;
  if (config.do_center_crop === true && cropped === undefined) throw new Error('crop_size is missing');
  const keepsShape = typeof size === 'number' ? cropped !== undefined : 'shortest_edge' in size;
  const resized =
    typeof size === 'number' || !('shortest_edge' in size) ? rectangleOf(size) : rectangleOf(size.shortest_edge);
  if (resized === undefined) throw new Error('size is missing');
  if (keepsShape && cropped === undefined)
    throw new Error('size: a shortest edge without a crop gives photos of any shape');
  const fit = keepsShape ? ('cover' as const) : ('fill' as const);
  if (cropped === undefined || cropped.width === resized.width) return { ...(cropped ?? resized), fit };
  const crop = cropped.width / resized.width;
  if (crop > 1 || cropped.height / resized.height !== crop) throw new Error('crop_size and size differ in shape');
  return { ...cropped, fit, crop };
}

function rectangleOf(
  size: number | { readonly width: number; readonly height: number } | undefined,
): { readonly width: number; readonly height: number } | undefined {
  return typeof size === 'number' ? { width: size, height: size } : size;
}
